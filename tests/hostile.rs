//! A repository by somebody who means harm: names of files and text that would act on a terminal, break a format or
//! speak to whatever reads the log. Every format is written, and nothing of that gets through.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Output};

use isogloss::report::{FORMATS, escape};

/// What must not get through, in a name and in text.
const NASTY: &str =
    "a\u{1b}[31mb\u{7}\r c\u{202e}d ::error::x ]]> <script>alert(1)</script> %0A &amp; \"q\" 'r' `s` \u{9b}2J";

/// A repository with breaks in pages with such names and such text.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let name = NASTY.replace('/', "\u{2215}");
    for (language, paragraph) in
        [("en", format!("{NASTY} [link](https://example.org/{{x}}) `code {NASTY}`")), ("de", NASTY.to_owned())]
    {
        let docs = folder.path().join("docs").join(language);
        std::fs::create_dir_all(&docs).expect("a folder");
        let text = format!("---\ntitle: {NASTY}\n---\n# {NASTY}\n\n{paragraph}\n\n- {NASTY}\n- {language}\n");
        let more =
            if language == "en" { format!("\n## {NASTY}\n\n{NASTY}\n\n```{NASTY}\nx\n```\n") } else { String::new() };
        std::fs::write(docs.join(format!("{name}.md")), format!("{text}{more}")).expect("a file");
        std::fs::write(docs.join("line\nfeed.md"), format!("{text}{more}")).expect("a file");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_isogloss")).args(arguments).current_dir(folder).output().expect("the program runs")
}

fn harmful(text: &str) -> Option<char> {
    text.chars().find(|&character| character != '\n' && escape::acts(character))
}

#[test]
fn no_format_lets_anything_through() {
    let repository = repository();
    for format in FORMATS {
        let output = run(repository.path(), &["check", "--all", "--format", format.name]);
        let out = String::from_utf8(output.stdout).unwrap_or_else(|error| panic!("{}: {error}", format.name));
        assert_eq!(output.status.code(), Some(1), "{}: {}", format.name, String::from_utf8_lossy(&output.stderr));
        assert_eq!(harmful(&out), None, "{}: {out}", format.name);
        assert!(out.len() > 500, "{}: {out}", format.name);
        match format.name {
            "json" | "sarif" | "gitlab" | "rdjson" => {
                serde_json::from_str::<serde_json::Value>(&out)
                    .unwrap_or_else(|error| panic!("{}: {error}", format.name));
            }
            "jsonl" => out.lines().for_each(|line| {
                serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            }),
            "junit" | "checkstyle" => {
                roxmltree::Document::parse(&out).unwrap_or_else(|error| panic!("{}: {error}", format.name));
            }
            "github" => assert!(out.lines().all(|line| line.starts_with("::")), "{out}"),
            "concise" => assert!(out.lines().all(|line| line.starts_with("docs/")), "{out}"),
            "markdown" => assert!(!out.contains("<script"), "{out}"),
            _ => {}
        }
    }
}

#[test]
fn colours_are_all_that_is_sent_to_a_terminal() {
    let repository = repository();
    let output = run(repository.path(), &["check", "--all", "--color", "always"]);
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    let mut parts = out.split("\u{1b}[");
    assert_eq!(harmful(parts.next().unwrap_or_default()), None, "{out}");
    for part in parts {
        let (colour, rest) = part.split_once('m').unwrap_or_else(|| panic!("no colour: {part:?}"));
        assert!(colour.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{colour:?}");
        assert_eq!(harmful(rest), None, "{rest:?}");
    }
}

#[test]
fn groups_and_errors_are_harmless_too() {
    let repository = repository();
    let groups = run(repository.path(), &["groups"]);
    assert_eq!(harmful(&String::from_utf8(groups.stdout).expect("UTF-8")), None);
    let error = run(repository.path(), &["check", "no\u{1b}[31msuch\u{202e}file"]);
    assert_eq!(error.status.code(), Some(2));
    let said = String::from_utf8(error.stderr).expect("UTF-8");
    assert_eq!(harmful(&said), None, "{said:?}");
    let config = repository.path().join("isogloss.toml");
    std::fs::write(config, "[rules]\n\"no\\u001b[31msuch\" = \"off\"\n").expect("a file");
    let error = run(repository.path(), &["check"]);
    assert_eq!(error.status.code(), Some(2));
    let said = String::from_utf8(error.stderr).expect("UTF-8");
    assert!(said.contains("isogloss.toml:2:1: there is no rule"), "{said}");
    assert_eq!(harmful(&said), None, "{said:?}");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let repository = repository();
    let script =
        format!("'{}' check --all | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_isogloss"));
    let output = Command::new("bash").args(["-c", &script]).current_dir(repository.path()).output().expect("bash");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
