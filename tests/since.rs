//! `--since` and `--staged`, in a git repository made for it.

mod common;

use std::path::Path;
use std::process::Command;

use common::{ended, findings, found, read, repository, write};

const SOURCE: &str = "# Tea\n\nBoil 1 litre of water.\n\n> Never use it twice.\n\n- cup\n- pot\n- `sieve`\n\nDrink it hot.\n";
const GERMAN: &str = "# Tee\n\nKoche 1 Liter Wasser.\n\n> Nimm es nie zweimal.\n\n- Tasse\n- Kanne\n- `sieve`\n\nTrink ihn heiß.\n";
const FRENCH: &str = "# Thé\n\nFaites bouillir 1 litre d'eau.\n\n- tasse\n- théière\n- `sieve`\n\nBuvez-le chaud.\n";

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with one commit; the French page lacks a quote.
fn tea() -> tempfile::TempDir {
    let folder =
        repository(&[("docs/en/tea.md", SOURCE), ("docs/de/tea.md", GERMAN), ("docs/fr/tea.md", FRENCH)]);
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message=tea"]);
    folder
}

fn change(folder: &Path, path: &str, from: &str, to: &str) {
    let text = read(folder, path);
    assert!(text.contains(from), "{text}");
    write(folder, path, &text.replace(from, to));
}

#[test]
fn old_findings_are_left_out() {
    let folder = tea();
    assert_eq!(found(folder.path(), "check"), ["block-missing fr"]);
    assert_eq!(found(folder.path(), "check --since HEAD"), [""; 0]);
    change(folder.path(), "docs/de/tea.md", "- `sieve`\n", "");
    assert_eq!(found(folder.path(), "check --since HEAD"), ["list-length de"]);
    assert_eq!(found(folder.path(), "check docs --since HEAD"), ["list-length de"]);
    assert_eq!(found(&folder.path().join("docs/de"), "check .. --since HEAD"), ["list-length de"]);
    assert_eq!(found(folder.path(), "check --staged"), [""; 0]);
    git(folder.path(), &["add", "."]);
    assert_eq!(found(folder.path(), "check --staged"), ["list-length de"]);
}

#[test]
fn a_change_in_the_source_names_who_did_not_follow() {
    let folder = tea();
    change(folder.path(), "docs/en/tea.md", "Drink it hot.", "Drink it hot or cold.");
    change(folder.path(), "docs/fr/tea.md", "Buvez-le chaud.", "Buvez-le chaud ou froid.");
    let findings = findings(folder.path(), "check --since HEAD");
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(finding["rule"], "source-newer");
    assert_eq!(finding["path"], "docs/en/tea.md");
    assert_eq!(finding["range"]["start"]["line"], 11);
    assert_eq!(finding["message"], "paragraph changed and did not change in de");
    assert_eq!(ended(folder.path(), "check --since HEAD --fail-on warning").0, Some(1));
    assert_eq!(found(folder.path(), "check --since HEAD --ignore source-newer"), [""; 0]);
}

#[test]
fn what_a_rule_finds_is_not_said_twice() {
    let folder = tea();
    change(folder.path(), "docs/en/tea.md", "- `sieve`", "- `sieve`\n- spoon");
    let found = found(folder.path(), "check --since HEAD");
    assert_eq!(found, ["list-length de", "list-length fr"]);
}

#[test]
fn others_work_since_the_branch_is_not_ours() {
    let folder = tea();
    git(folder.path(), &["checkout", "--quiet", "-b", "ours"]);
    change(folder.path(), "docs/de/tea.md", "> Nimm es nie zweimal.\n\n", "");
    git(folder.path(), &["commit", "--quiet", "--all", "--message=ours"]);
    git(folder.path(), &["checkout", "--quiet", "main"]);
    change(folder.path(), "docs/fr/tea.md", "- théière\n", "- théière rouge\n");
    git(folder.path(), &["commit", "--quiet", "--all", "--message=theirs"]);
    git(folder.path(), &["checkout", "--quiet", "ours"]);
    assert_eq!(found(folder.path(), "check --since main"), ["block-missing de"]);
}

#[test]
fn a_new_page_is_all_new() {
    let folder = tea();
    write(folder.path(), "docs/es/tea.md", "# Té\n\nHierve 1 litro de agua.\n\n- taza\n- tetera\n- `sieve`\n\nBébelo caliente.\n");
    assert_eq!(found(folder.path(), "check --since HEAD"), ["block-missing es"]);
}

#[test]
fn it_is_said_why_git_cannot_tell() {
    let folder = tea();
    let (code, _, said) = ended(folder.path(), "check --since no-such-branch");
    assert_eq!(code, Some(2));
    assert!(said.contains("git knows no revision \"no-such-branch\""), "{said}");
    let bare = repository(&[("docs/en/tea.md", SOURCE), ("docs/de/tea.md", GERMAN)]);
    let (code, _, said) = ended(bare.path(), "check --since HEAD");
    assert_eq!(code, Some(2));
    assert!(said.contains("is in no git repository"), "{said}");
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--since", "HEAD"])
        .env("PATH", "")
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot run git"), "{output:?}");
}
