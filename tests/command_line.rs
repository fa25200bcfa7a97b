//! What the arguments and the configuration file do, seen from outside.

mod common;

use std::path::Path;
use std::process::Command;

use common::{found, isogloss, write};

/// A page of which the German translation has lost a quote and the French one a list item.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = [
        ("en", "# Tea\n\nBoil 1 litre of water.\n\n> Never use it twice.\n\n- cup\n- pot\n- `sieve`\n"),
        ("de", "# Tee\n\nKoche 1 Liter Wasser.\n\n- Tasse\n- Kanne\n- `sieve`\n"),
        ("fr", "# Thé\n\nFaites bouillir 1 litre d'eau.\n\n> Jamais deux fois la même.\n\n- tasse\n- théière\n"),
    ];
    for (language, text) in pages {
        write(folder.path(), &format!("docs/{language}/tea.md"), text);
    }
    folder
}

/// The exit code and standard output.
fn ended(folder: &Path, command: &str) -> (Option<i32>, String) {
    let (code, out, _) = common::ended(folder, command);
    (code, out)
}

#[test]
fn findings_are_selected() {
    let repository = repository();
    let found = |command: &str| found(repository.path(), command);
    assert_eq!(found("check"), ["block-missing de", "list-length fr"]);
    assert_eq!(found("check --rule list-length"), ["list-length fr"]);
    assert_eq!(found("check --ignore list-length"), ["block-missing de"]);
    assert_eq!(found("check --language fr"), ["list-length fr"]);
    assert_eq!(found("check --max 1"), ["block-missing de"]);
    assert_eq!(found("check --threads 1 docs"), ["block-missing de", "list-length fr"]);
}

#[test]
fn the_exit_code_follows_the_severity() {
    let repository = repository();
    let code = |command: &str| ended(repository.path(), command).0;
    assert_eq!(code("check"), Some(1));
    assert_eq!(code("check --max 0"), Some(1));
    assert_eq!(code("check --fail-on never"), Some(0));
    assert_eq!(code("check --ignore block-missing,list-length"), Some(0));
    assert_eq!(code("check nowhere"), Some(2));
    assert_eq!(code("check --no-such-option"), Some(2));
    assert_eq!(code("check --format xml"), Some(2));
    assert_eq!(code("check --rule no-such-rule"), Some(2));
    assert_eq!(code("check --config nowhere.toml"), Some(2));
    assert_eq!(code("--help"), Some(0));
    assert_eq!(code("--version"), Some(0));
    write(repository.path(), "isogloss.toml", "[rules]\nblock-missing = 'warning'\nlist-length = 'info'\n");
    assert_eq!(code("check"), Some(0));
    assert_eq!(code("check --fail-on warning"), Some(1));
    assert_eq!(code("check --fail-on warning --language fr"), Some(0));
    assert_eq!(code("check --fail-on info --language fr"), Some(1));
}

#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    let repository = repository();
    let output = isogloss(repository.path(), "check docs nowhere --format concise");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("error: nowhere: "), "{said}");
}

#[test]
fn the_configuration_is_found_above_and_its_patterns_are_its_own() {
    let repository = repository();
    let config = "[[overrides]]\npaths = ['docs/fr/**']\nrules = { list-length = 'off' }\n";
    write(repository.path(), "isogloss.toml", config);
    assert_eq!(found(repository.path(), "check"), ["block-missing de"]);
    assert_eq!(found(&repository.path().join("docs"), "check"), ["block-missing de"]);
    assert_eq!(found(&repository.path().join("docs/fr"), "check .."), ["block-missing de"]);
    let absolute = format!("check {}", repository.path().display());
    let elsewhere = tempfile::tempdir().expect("a folder");
    assert_eq!(found(elsewhere.path(), &absolute), ["block-missing de"]);
    write(elsewhere.path(), "other.toml", "[rules]\nblock-missing = 'off'\n");
    let other = format!("{absolute} --config {}", elsewhere.path().join("other.toml").display());
    assert_eq!(found(elsewhere.path(), &other), ["list-length fr"]);
}

#[test]
fn the_command_line_overrules_the_file() {
    let repository = repository();
    write(repository.path(), "isogloss.toml", "source = 'fr'\nextensions = ['txt']\n");
    write(repository.path(), "docs/en/milk.text", "# Milk\n");
    write(repository.path(), "docs/de/milk.text", "# Milch\n\nDavor.\n");
    let source = |command: &str| {
        let (_, out) = ended(repository.path(), &format!("{command} --format json"));
        let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        (report["groups"][0]["source"].as_str().map(str::to_owned), report["groups"].as_array().map(Vec::len))
    };
    assert_eq!(source("check"), (Some("fr".to_owned()), Some(1)));
    assert_eq!(source("check --source de --extension text"), (Some("de".to_owned()), Some(2)));
}

#[test]
fn several_reports_are_written_at_once() {
    let repository = repository();
    let (code, out) = ended(repository.path(), "check --output json=report.json --output sarif=report.sarif --quiet");
    assert_eq!(code, Some(1));
    assert!(out.contains("error[block-missing]") && !out.contains("2 errors in"), "{out}");
    for file in ["report.json", "report.sarif"] {
        let text = std::fs::read_to_string(repository.path().join(file)).expect("a report");
        serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}

#[test]
fn rules_are_counted() {
    let repository = repository();
    let (code, out) = ended(repository.path(), "check --statistics --quiet");
    assert_eq!((code, out.as_str()), (Some(1), "      1  error    block-missing\n      1  error    list-length\n"));
}

#[test]
fn nothing_to_check_is_no_error() {
    let empty = tempfile::tempdir().expect("a folder");
    let (code, out) = ended(empty.path(), "check");
    assert_eq!(code, Some(0));
    assert!(out.starts_with("no pages found"), "{out}");
    write(empty.path(), "empty.md", "");
    assert_eq!(ended(empty.path(), "check").0, Some(0));
}

#[test]
fn a_step_of_github_gets_its_summary() {
    let repository = repository();
    let summary = repository.path().join("summary.md");
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--format", "github"])
        .env("GITHUB_STEP_SUMMARY", &summary)
        .current_dir(repository.path())
        .output()
        .expect("the program runs");
    assert!(output.stdout.starts_with(b"::error file=docs/de/tea.md,line="), "{output:?}");
    let summary = std::fs::read_to_string(summary).expect("a summary");
    assert!(summary.contains("### isogloss: 2 errors"), "{summary}");
}

#[test]
fn every_shell_and_the_manual_are_written() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, script) = ended(folder.path(), &format!("completions {shell}"));
        assert!(code == Some(0) && script.contains("isogloss"), "{shell}: {script}");
    }
    assert!(ended(folder.path(), "man").1.contains(".TH isogloss 1"));
    assert_eq!(ended(folder.path(), "man .").0, Some(0));
    assert!(folder.path().join("isogloss-check.1").is_file());
}
