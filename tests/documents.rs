//! What is committed about the program is what the program says of itself.
//!
//! With `ISOGLOSS_BLESS=1` in the environment it is written anew instead.

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
