//! `--format jsonl`: findings as their groups are checked.

mod common;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use common::{ended, isogloss, repository, write};

/// Groups with a finding each; in the last of them a page that can be taken away.
fn tea(groups: usize) -> tempfile::TempDir {
    let folder = repository(&[]);
    let (english, german) = ("Wait until it has drawn.\n\n".repeat(20), "Warte, bis er gezogen hat.\n\n".repeat(20));
    for group in 0..groups {
        write(folder.path(), &format!("docs/en/{group:05}.md"), &format!("# Tea\n\n{english}- cup\n- pot\n"));
        write(folder.path(), &format!("docs/de/{group:05}.md"), &format!("# Tee\n\n{german}- Tasse\n"));
    }
    folder
}

#[test]
fn the_first_lines_come_before_the_last_page_is_read() {
    let groups = 1500;
    let folder = tea(groups);
    let mut child = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--format", "jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut out = BufReader::new(child.stdout.take().expect("standard output"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    let last = format!("docs/de/{:05}.md", groups - 1);
    std::fs::remove_file(folder.path().join(&last)).expect("the page is there");
    let first: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(first["path"], "docs/de/00000.md");
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("UTF-8");
    let mut said = String::new();
    child.stderr.take().expect("standard error").read_to_string(&mut said).expect("UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(2));
    assert!(said.contains(&last), "the page was read before: {said}");
    assert!(!rest.contains(&last));
}

fn lines(folder: &Path, command: &str) -> Vec<String> {
    let (_, out, _) = ended(folder, command);
    out.lines().map(str::to_owned).collect()
}

#[test]
fn the_lines_are_the_findings_of_the_report_whatever_the_threads() {
    let folder = tea(40);
    // What only the whole repository can decide: all translations but one keep a key.
    for group in 0..40 {
        for language in ["en", "de"] {
            let path = format!("docs/{language}/{group:05}.md");
            let shape = if language == "de" && group == 3 { "round" } else { "flat" };
            let text = common::read(folder.path(), &path);
            write(folder.path(), &path, &format!("---\nshape: {shape}\n---\n\n{text}"));
        }
    }
    let one = lines(folder.path(), "check --format jsonl --threads 1");
    assert!(lines(folder.path(), "check --format jsonl --threads 4") == one);
    assert_eq!(one.len(), 41);
    assert!(one.last().is_some_and(|line| line.contains("value-changed")), "{one:?}");
    // What a baseline knows is not written early either.
    assert_eq!(isogloss(folder.path(), "baseline").status.code(), Some(0));
    assert_eq!(lines(folder.path(), "check --format jsonl"), [""; 0]);
    assert!(lines(folder.path(), "check --format jsonl --no-baseline") == one);
    let (_, json, _) = ended(folder.path(), "check --format json --no-baseline");
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mut told: Vec<String> =
        report["diagnostics"].as_array().expect("findings").iter().map(|it| it["fingerprint"].to_string()).collect();
    let mut read: Vec<String> = one
        .iter()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["fingerprint"].to_string())
        .collect();
    told.sort();
    read.sort();
    assert_eq!(told, read);
    // What is not wanted is not written, early or late.
    assert_eq!(lines(folder.path(), "check --format jsonl --no-baseline --rule value-changed").len(), 1);
    assert_eq!(lines(folder.path(), "check --format jsonl --no-baseline --max 3").len(), 3);
    assert_eq!(isogloss(folder.path(), "check --format jsonl --no-baseline").status.code(), Some(1));
}
