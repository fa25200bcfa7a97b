//! Every fixture is a small repository; `<case>.out` beside it is what a person sees who runs the program in it: the
//! command in the first line, then the output, then the exit code.
//!
//! With `ISOGLOSS_BLESS=1` in the environment the transcripts are written anew instead; read the difference.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Cases by themselves; every other folder of `fixtures` holds cases.
const SINGLE: &[&str] = &["blog"];

/// Cases with a test of their own: `tests/layouts.rs` lists their groups.
const ELSEWHERE: &[&str] = &["layouts"];

/// Rules that ask git what has changed, which a folder of files cannot show: `tests/since.rs` does.
const NEEDS_GIT: &[&str] = &["source-newer"];

#[test]
fn every_fixture_says_what_its_transcript_says() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let bless = std::env::var_os("ISOGLOSS_BLESS").is_some_and(|value| !value.is_empty());
    let cases = cases(&fixtures);
    assert!(!cases.is_empty(), "no fixtures in {}", fixtures.display());
    let problems: Vec<String> = cases.iter().filter_map(|case| check(case, bless).err()).collect();
    assert!(problems.is_empty(), "{} of {} fixtures differ\n\n{}", problems.len(), cases.len(), problems.join("\n"));
}

/// `isogloss explain` shows it as the example.
#[test]
fn every_rule_has_a_fixture_that_shows_it() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    for rule in isogloss::rules::ALL.iter().filter(|rule| !NEEDS_GIT.contains(&rule.id)) {
        let file = rules.join(format!("{}.out", rule.id));
        let transcript = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            transcript.contains(&format!("[{}]", rule.id)),
            "{} does not show {}: write fixtures/rules/{}/, a small repository that the rule fires on, then run \
             ISOGLOSS_BLESS=1 cargo test --test transcripts",
            file.display(),
            rule.id,
            rule.id
        );
    }
}

/// The folders of all cases, sorted.
fn cases(fixtures: &Path) -> Vec<PathBuf> {
    let mut cases = Vec::new();
    let is = |folder: &Path, names: &[&str]| folder.file_name().is_some_and(|name| names.iter().any(|it| name == *it));
    for folder in folders(fixtures).into_iter().filter(|folder| !is(folder, ELSEWHERE)) {
        if is(&folder, SINGLE) {
            cases.push(folder);
        } else {
            cases.extend(folders(&folder));
        }
    }
    cases
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn check(case: &Path, bless: bool) -> Result<(), String> {
    let file = PathBuf::from(format!("{}.out", case.display()));
    let expected = std::fs::read_to_string(&file).ok();
    let command = expected.as_deref().and_then(|text| text.lines().next()).unwrap_or("$ isogloss check").to_owned();
    let actual = run(case, &command)?;
    if bless {
        return std::fs::write(&file, actual).map_err(|error| format!("{}: {error}", file.display()));
    }
    match expected {
        None => Err(format!(
            "{} is missing: run ISOGLOSS_BLESS=1 cargo test --test transcripts, and read what it writes:\n{actual}",
            file.display()
        )),
        Some(expected) if expected == actual => Ok(()),
        Some(expected) => {
            let difference = similar::TextDiff::from_lines(&expected, &actual);
            Err(format!("{}\n{}", file.display(), difference.unified_diff().header("expected", "actual")))
        }
    }
}

/// The transcript of a command in a folder.
fn run(folder: &Path, command: &str) -> Result<String, String> {
    let arguments = command.strip_prefix("$ isogloss").ok_or_else(|| {
        format!("{}: a transcript starts with \"$ isogloss\", not with {command:?}", folder.display())
    })?;
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .output()
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut transcript = format!("{command}\n");
    for (stream, bytes) in [("", output.stdout), ("[standard error]\n", output.stderr)] {
        if !bytes.is_empty() {
            transcript.push_str(stream);
            transcript.push_str(&String::from_utf8(bytes).map_err(|error| format!("{}: {error}", folder.display()))?);
        }
    }
    let code = output.status.code().map_or("none: a signal".to_owned(), |code| code.to_string());
    let _ = writeln!(transcript, "[exit {code}]");
    Ok(transcript)
}
