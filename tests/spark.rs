//! `ci/spark/check.py` on a local Spark with two workers. Skipped where there is no Java or no PySpark:
//! `pip install pyspark`, or name the interpreter that has it in `ISOGLOSS_SPARK_PYTHON`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// Groups that are checked.
const GROUPS: usize = 20_000;

fn runs(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

#[test]
fn spark_pipes_groups_through_the_program() {
    let python = std::env::var("ISOGLOSS_SPARK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if !runs("java", &["-version"]) || !runs(&python, &["-c", "import pyspark"]) {
        eprintln!("skipped: Java or PySpark is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut lines = String::new();
    for key in 0..GROUPS {
        let german = if key % 10 == 0 { "- Tasse\n" } else { "- Tasse\n- Kanne\n" };
        let page = |language: &str, text: String| json!({"language": language, "path": format!("{language}/{key}.md"), "text": text});
        let documents =
            [page("en", format!("# Tea {key}\n\n- cup\n- pot\n")), page("de", format!("# Tee {key}\n\n{german}"))];
        let _ = writeln!(lines, "{}", json!({"key": key.to_string(), "documents": documents}));
    }
    std::fs::write(folder.path().join("groups.jsonl"), lines).expect("a file");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("ci/spark/check.py");
    let output = Command::new(&python)
        .arg(script)
        .args(["groups.jsonl", "found", env!("CARGO_BIN_EXE_isogloss")])
        .env("PYSPARK_SUBMIT_ARGS", "--master local[2] pyspark-shell")
        .env("PYSPARK_PYTHON", &python)
        .current_dir(folder.path())
        .output()
        .expect("python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut parts: Vec<_> = std::fs::read_dir(folder.path().join("found"))
        .expect("output")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("part-")))
        .collect();
    parts.sort();
    assert!(parts.len() >= 2, "{parts:?}");
    let text: String = parts.iter().map(|path| std::fs::read_to_string(path).expect("a part")).collect();
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers.len(), GROUPS);
    for (key, answer) in answers.iter().enumerate() {
        assert_eq!(answer["key"], key.to_string());
        assert_eq!(answer["diagnostics"].as_array().map(Vec::len), Some(usize::from(key % 10 == 0)), "{answer}");
    }
}
