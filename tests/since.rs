//! `--since` and `--staged`, in a git repository made for it.

mod common;

use std::path::Path;
use std::process::Command;

use common::{ended, findings, found, read, repository, write};

const SOURCE: &str =
    "# Tea\n\nBoil 1 litre of water.\n\n> Never use it twice.\n\n- cup\n- pot\n- `sieve`\n\nDrink it hot.\n";
const GERMAN: &str =
    "# Tee\n\nKoche 1 Liter Wasser.\n\n> Nimm es nie zweimal.\n\n- Tasse\n- Kanne\n- `sieve`\n\nTrink ihn heiß.\n";
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
    let folder = repository(&[("docs/en/tea.md", SOURCE), ("docs/de/tea.md", GERMAN), ("docs/fr/tea.md", FRENCH)]);
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
    write(
        folder.path(),
        "docs/es/tea.md",
        "# Té\n\nHierve 1 litro de agua.\n\n- taza\n- tetera\n- `sieve`\n\nBébelo caliente.\n",
    );
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

#[test]
fn each_block_is_followed_by_itself() {
    let folder = tea();
    change(folder.path(), "docs/en/tea.md", "Drink it hot.", "Drink it hot or cold.");
    // The German page changed elsewhere.
    change(folder.path(), "docs/de/tea.md", "> Nimm es nie zweimal.", "> Nimm es niemals zweimal.");
    change(folder.path(), "docs/fr/tea.md", "Buvez-le chaud.", "Buvez-le chaud ou froid.");
    let findings = findings(folder.path(), "check --since HEAD");
    let said: Vec<&str> = findings.iter().filter_map(|found| found["message"].as_str()).collect();
    assert_eq!(said, ["paragraph changed and did not change in de"]);
}

#[test]
fn other_line_breaks_are_no_change() {
    let folder = tea();
    change(folder.path(), "docs/en/tea.md", "Boil 1 litre of water.", "Boil\n1 litre of\nwater.");
    change(folder.path(), "docs/en/tea.md", "- cup\n- pot\n- `sieve`", "* cup\n* pot\n* `sieve`");
    assert_eq!(found(folder.path(), "check --since HEAD"), [""; 0]);
}

#[test]
fn only_the_groups_of_the_change_are_looked_at() {
    let folder = tea();
    write(folder.path(), "docs/en/milk.md", SOURCE);
    write(folder.path(), "docs/de/milk.md", GERMAN);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message=milk"]);
    change(folder.path(), "docs/de/tea.md", "- `sieve`\n", "");
    let (_, out, _) = ended(folder.path(), "check --since HEAD --format json");
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&report["summary"]["groups"], &report["summary"]["documents"]), (&1.into(), &3.into()));
    // A finding has the same name in a whole run.
    let name = |found: &serde_json::Value| found["fingerprint"].clone();
    let all: Vec<_> = findings(folder.path(), "check").iter().map(name).collect();
    assert!(all.contains(&name(&report["diagnostics"][0])));
}

#[test]
fn what_the_others_do_is_asked_of_all() {
    let text = |title: &str, mood: &str| format!("---\ntitle: {title}\nmood: {mood}\n---\n\nText.\n");
    let mut files = Vec::new();
    for number in 0..30 {
        files.push((format!("docs/en/{number}.md"), text("Tea", "green")));
        files.push((format!("docs/de/{number}.md"), text("Tee", "green")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = repository(&files);
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message=tea"]);
    write(folder.path(), "docs/de/7.md", &text("Tee", "grün"));
    assert_eq!(found(folder.path(), "check"), ["value-changed de"]);
    assert_eq!(found(folder.path(), "check --since HEAD"), ["value-changed de"]);
    // Where practice is split, a run over what has changed says no more than one over all.
    for number in 0..12 {
        write(folder.path(), &format!("docs/de/{number}.md"), &text("Tee", "grün"));
    }
    git(folder.path(), &["commit", "--quiet", "--all", "--message=grün"]);
    write(folder.path(), "docs/de/13.md", &text("Tee", "grün"));
    assert_eq!(found(folder.path(), "check"), [""; 0]);
    assert_eq!(found(folder.path(), "check --since HEAD"), [""; 0]);
}

#[test]
fn a_page_that_was_removed_is_missed() {
    let folder = tea();
    write(folder.path(), "isogloss.toml", "languages = [\"de\", \"fr\", \"es\"]\n");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message=es"]);
    std::fs::remove_file(folder.path().join("docs/de/tea.md")).expect("a file");
    let lacking = findings(folder.path(), "check --since HEAD");
    let said: Vec<&str> = lacking.iter().filter_map(|found| found["message"].as_str()).collect();
    assert_eq!(said, ["page has no translation into de"]);
    // A change in the first lines of the page makes no finding of what was missing before.
    git(folder.path(), &["commit", "--quiet", "--all", "--message=removed"]);
    change(folder.path(), "docs/en/tea.md", "# Tea", "# Teas");
    assert_eq!(found(folder.path(), "check --since HEAD"), ["source-newer en"]);
    git(folder.path(), &["checkout", "--quiet", "."]);
    std::fs::remove_file(folder.path().join("isogloss.toml")).expect("a file");
    write(folder.path(), "docs/de/tea.md", GERMAN);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message=back"]);
    write(folder.path(), "docs/en/milk.md", "# Milk\n");
    write(folder.path(), "docs/de/milk.md", "# Milch\n");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message=milk"]);
    std::fs::remove_file(folder.path().join("docs/en/tea.md")).expect("a file");
    assert_eq!(
        found(folder.path(), "check --since HEAD --source en"),
        ["translation-orphaned de", "translation-orphaned fr"]
    );
}

#[test]
fn what_is_staged_counts_not_what_is_on_the_disk() {
    let folder = tea();
    change(folder.path(), "docs/de/tea.md", "- `sieve`\n", "");
    git(folder.path(), &["add", "."]);
    // Mended on the disk only, a line lower.
    write(folder.path(), "docs/de/tea.md", &format!("\n{GERMAN}"));
    assert_eq!(found(folder.path(), "check"), ["block-missing fr"]);
    let (_, out, _) = ended(folder.path(), "check --staged --format concise");
    assert!(out.starts_with("docs/de/tea.md:8:"), "{out}");
    git(folder.path(), &["add", "."]);
    change(folder.path(), "docs/de/tea.md", "- `sieve`\n", "");
    assert_eq!(found(folder.path(), "check --staged"), [""; 0]);
    assert_eq!(found(folder.path(), "check --since HEAD"), ["list-length de"]);
}

#[test]
fn what_git_does_not_know_is_not_there_for_what_is_staged() {
    let folder = tea();
    write(folder.path(), "docs/en/new.md", SOURCE);
    write(folder.path(), "docs/de/new.md", GERMAN);
    write(folder.path(), "docs/fr/new.md", FRENCH);
    git(folder.path(), &["add", "docs/en/new.md", "docs/de/new.md"]);
    assert_eq!(found(folder.path(), "check --staged --languages de,fr"), ["translation-missing fr"]);
    assert_eq!(found(folder.path(), "check --since HEAD"), ["block-missing fr"]);
}

#[test]
fn what_is_staged_is_mended() {
    let folder = tea();
    change(folder.path(), "docs/de/tea.md", "`sieve`", "`sieb`");
    let (_, out, _) = ended(folder.path(), "fix --staged");
    assert_eq!(out, "nothing to mend\n");
    git(folder.path(), &["add", "."]);
    let (code, out, _) = ended(folder.path(), "fix --staged");
    assert_eq!((code, out.as_str()), (Some(0), "mended 1 finding in 1 file\n"));
    assert_eq!(read(folder.path(), "docs/de/tea.md"), GERMAN);
}

#[test]
fn only_what_changed_is_mended() {
    let folder = tea();
    let old = GERMAN.replace("`sieve`", "`sieb`");
    write(folder.path(), "docs/de/tea.md", &old);
    write(folder.path(), "docs/en/milk.md", "# Milk\n\nUse a `jug`.\n");
    write(folder.path(), "docs/de/milk.md", "# Milch\n\nNimm einen `jug`.\n");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message=old"]);
    write(folder.path(), "docs/de/milk.md", "# Milch\n\nNimm einen `krug`.\n");
    let (code, out, said) = ended(folder.path(), "fix --since HEAD");
    assert_eq!((code, out.as_str()), (Some(0), "mended 1 finding in 1 file\n"), "{said}");
    assert!(read(folder.path(), "docs/de/milk.md").contains("`jug`"));
    assert_eq!(read(folder.path(), "docs/de/tea.md"), old);
    assert_eq!(ended(folder.path(), "fix").1, "mended 1 finding in 1 file\n");
}

#[test]
fn a_hook_may_ask_from_anywhere() {
    let folder = tea();
    let hook = format!(
        "#!/bin/sh\ncd docs && {} check --staged --format concise --fail-on warning\n",
        env!("CARGO_BIN_EXE_isogloss")
    );
    write(folder.path(), ".git/hooks/pre-commit", &hook);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let hook = folder.path().join(".git/hooks/pre-commit");
        std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).expect("permissions");
        let other = tempfile::tempdir().expect("a folder");
        let tree = other.path().join("tree");
        git(folder.path(), &["worktree", "add", "--quiet", tree.to_str().expect("UTF-8")]);
        for place in [folder.path(), &tree] {
            change(place, "docs/de/tea.md", "- `sieve`\n", "");
            let output = Command::new("git")
                .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--all", "--message=x"])
                .current_dir(place)
                .output()
                .expect("git runs");
            let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
            assert!(!output.status.success() && said.contains("de/tea.md:8:"), "{said}");
            change(place, "docs/de/tea.md", "- Kanne\n", "- Kanne\n- `sieve`\n");
        }
    }
}
