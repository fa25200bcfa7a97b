//! What is committed about the program is what the program says of itself.
//!
//! With `ISOGLOSS_BLESS=1` in the environment it is written anew instead.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn isogloss(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss")).args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The file says this, or is made to.
fn assert_current(file: &Path, expected: &str) {
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    if committed == expected {
        return;
    }
    if std::env::var_os("ISOGLOSS_BLESS").is_some_and(|value| !value.is_empty()) {
        std::fs::write(file, expected).expect("the file can be written");
        return;
    }
    let difference = similar::TextDiff::from_lines(&committed, expected);
    panic!(
        "{} is not current: run ISOGLOSS_BLESS=1 cargo test --test documents\n{}",
        file.display(),
        difference.unified_diff().header("committed", "expected")
    );
}

/// A text with something else between `<!-- name -->` and `<!-- /name -->`.
fn with_section(text: &str, name: &str, section: &str) -> String {
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no {start}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no {end}"));
    format!("{before}{start}{section}{end}{after}")
}

#[test]
fn the_schema_of_the_configuration_is_current() {
    assert_current(&root().join("isogloss.schema.json"), &isogloss(&["schema", "config"]));
}

#[test]
fn the_readme_is_current() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let transcript = std::fs::read_to_string(root().join("fixtures/blog.out")).expect("the demo's transcript");
    let expected = with_section(&readme, "rules", &isogloss(&["rules", "--format", "markdown"]));
    let expected = with_section(&expected, "picture", &picture(&transcript));
    let expected = with_section(&expected, "commands", &commands());
    let expected = with_section(&expected, "formats", &formats());
    let expected = with_section(&expected, "inputs", &inputs());
    let comments =
        isogloss::suppress::FORMS.iter().map(|(comment, what)| vec![(*comment).to_owned(), (*what).to_owned()]);
    let expected = with_section(&expected, "comments", &table(&["comment", "silences"], comments));
    assert_current(&root().join("README.md"), &expected);
}

/// Findings of these rules, and the closing line, of the demo's transcript.
fn picture(transcript: &str) -> String {
    let entries: Vec<&str> = transcript.split("\n\n").collect();
    let shown = ["[section-missing]", "[heading-level]"]
        .map(|rule| *entries.iter().find(|entry| entry.contains(rule)).unwrap_or_else(|| panic!("no {rule}")));
    let end = entries.last().and_then(|end| end.lines().next()).expect("a closing line");
    format!("```console\n$ isogloss check\n{}\n\n⋮\n\n{end}\n```\n", shown.join("\n\n"))
}

/// A table of two or three columns; a bar in a cell would end it.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let row = |cells: &[String]| {
        format!("| {} |\n", cells.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | "))
    };
    let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
    let line = vec!["---".to_owned(); head.len()];
    [row(&head), row(&line)].into_iter().chain(rows.into_iter().map(|cells| row(&cells))).collect()
}

fn in_lower_case(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// The commands and their arguments, as help tells them.
fn commands() -> String {
    let help = isogloss(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let listed = listed.filter_map(|line| line.trim().split_once(' ')).filter(|(name, _)| *name != "help");
    table(&["command", "what it does"], listed.map(|(name, about)| vec![usage(name), in_lower_case(about.trim())]))
}

/// How a command is called, but for its options.
fn usage(command: &str) -> String {
    let help = isogloss(&[command, "-h"]);
    let usage = help.lines().find_map(|line| line.strip_prefix("Usage: ")).expect("its usage");
    let usage = usage.replace(" [OPTIONS]", "").replace("]...", "…]").replace(">...", "…>");
    format!("`{usage}`")
}

fn formats() -> String {
    let formats = isogloss::report::FORMATS.iter();
    table(
        &["format", "what it is"],
        formats.map(|format| vec![format!("`{}`", format.name), format.summary.to_owned()]),
    )
}

/// What the action takes.
fn inputs() -> String {
    let text = std::fs::read_to_string(root().join("ci/action/action.yml")).expect("the action");
    let action: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    let inputs = action["inputs"].as_mapping().expect("inputs").iter();
    let text = |value: &serde_yaml::Value| value.as_str().expect("a string").to_owned();
    let row = |(name, input): (&serde_yaml::Value, &serde_yaml::Value)| {
        let default = text(&input["default"]);
        let default = if default.is_empty() { String::new() } else { format!("`{default}`") };
        vec![format!("`{}`", text(name)), in_lower_case(&text(&input["description"])), default]
    };
    table(&["input", "what it says", "by default"], inputs.map(row))
}

/// The code spans of a text.
fn code_spans(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_comments_in_the_readme_silence() {
    let comments = isogloss::suppress::FORMS.map(|(comment, _)| code_spans(comment));
    let (english, german) =
        ("---\nlayout: post\n---\n\nBoil 2 litres.\n", "---\nlayout: page\n---\n\nKoche 3 Liter.\n");
    for comment in comments {
        let page = match comment[..] {
            [start, end] => german.replace("Koche", &format!("{start}\n\nKoche")) + &format!("\n{end}\n"),
            [key] if key.starts_with('#') => german.replace(": page", &format!(": page {key}")),
            [before] => german.replace("Koche", &format!("{before}\n\nKoche")),
            _ => panic!("{comment:?}"),
        };
        let folder = common::repository(&[("docs/en/tea.md", english), ("docs/de/tea.md", &page)]);
        let left = if comment[0].starts_with('#') { "number de" } else { "value-changed de" };
        let mut found = common::found(folder.path(), "check");
        // One of two rules that a comment names may have nothing to say here.
        found.retain(|it| *it != "unused-suppression de" || !comment[0].contains(','));
        assert_eq!(found, [left], "{page}");
    }
}

#[test]
fn the_example_of_the_configuration_is_read() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let (_, rest) = readme.split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let config = isogloss::config::Config::parse(example).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.source.expect("a source").tag(), "en");
}

#[test]
fn a_report_fits_the_schema_that_is_printed() {
    let schema = serde_json::from_str(&isogloss(&["schema", "report"])).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let blog = root().join("fixtures/blog");
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--format", "json"])
        .current_dir(blog)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_ne!(report["diagnostics"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_schema_of_the_configuration_takes_what_the_program_takes() {
    let schema = serde_json::from_str(&isogloss(&["schema", "config"])).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let (_, rest) = readme.split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let example: serde_json::Value = toml::from_str(example).expect("TOML");
    let errors: Vec<String> = validator.iter_errors(&example).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    for mistake in [
        serde_json::json!({"soruce": "en"}),
        serde_json::json!({"rules": {"block-missing": "eror"}}),
        serde_json::json!({"rules": {"no-such-rule": "off"}}),
        serde_json::json!({"terms": {"de": {"kepp": []}}}),
        serde_json::json!({"layouts": ["docs/*"]}),
        serde_json::json!({"group-by": "tittle"}),
    ] {
        assert!(!validator.is_valid(&mistake), "{mistake}");
    }
}
