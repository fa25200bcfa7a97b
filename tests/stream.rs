//! `check --stdin-groups`: groups in, findings out, line by line.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

fn stream(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let (output, read) = common::piped(folder, &[&["check", "--stdin-groups"], arguments].concat(), input);
    read.expect("all is read");
    output
}

fn group(key: usize, items: &str) -> String {
    let english = format!("# Tea {key}\n\nBoil {key} litres of water.\n\n- cup\n- pot\n");
    let german = format!("# Tee {key}\n\nKoche {key} Liter Wasser.\n\n{items}");
    let page = |language: &str, text: &str| json!({"language": language, "path": format!("{language}/{key}.md"), "text": text});
    json!({"key": format!("tea-{key}"), "documents": [page("en", &english), page("de", &german)]}).to_string()
}

fn answers(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn every_group_is_answered_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let input: Vec<String> =
        (0..5000).map(|key| group(key, if key % 3 == 0 { "- Tasse\n" } else { "- Tasse\n- Kanne\n" })).collect();
    let output = stream(folder.path(), &[], &input.join("\n"));
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = answers(&output);
    assert_eq!(answers.len(), 5000);
    for (key, answer) in answers.iter().enumerate() {
        assert_eq!(answer["key"], format!("tea-{key}"));
        assert_eq!(answer["error"], Value::Null);
        let rules: Vec<&str> = answer["diagnostics"]
            .as_array()
            .expect("findings")
            .iter()
            .map(|it| it["rule"].as_str().expect("a rule"))
            .collect();
        assert_eq!(rules, if key % 3 == 0 { vec!["list-length"] } else { vec![] }, "{answer}");
    }
    let clean = stream(folder.path(), &["--threads", "1"], &input[1]);
    assert_eq!(clean.status.code(), Some(0));
    assert_eq!(stream(folder.path(), &["--threads", "1"], &input.join("\n")).stdout, output.stdout);
    assert_eq!(stream(folder.path(), &["--fail-on", "never"], &input[0]).status.code(), Some(0));
}

#[test]
fn an_answer_comes_before_the_next_group() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--stdin-groups"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("standard input");
    let (sender, lines) = mpsc::channel();
    let out = BufReader::new(child.stdout.take().expect("standard output"));
    std::thread::spawn(move || out.lines().for_each(|line| sender.send(line.expect("UTF-8")).expect("a reader")));
    for key in 0..3 {
        writeln!(stdin, "{}", group(key, "- Tasse\n")).expect("it reads");
        let line = lines.recv_timeout(Duration::from_secs(60)).expect("an answer while more may come");
        assert!(line.contains(&format!("tea-{key}")) && line.contains("list-length"), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
}

#[test]
fn a_group_says_what_its_files_would_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |path: &str, text: &str| common::write(folder.path(), path, text);
    let (english, german) = ("# Tea\n\nBoil 2 litres.\n\n> Never twice.\n", "# Tee\n\nKoche 3 Liter.\n");
    text("docs/en/tea.md", english);
    text("docs/de/tea.md", german);
    let page = |language: &str, text: &str| json!({"language": language, "path": format!("docs/{language}/tea.md"), "text": text});
    let line =
        json!({"key": "docs/tea", "documents": [page("de", german), page("en", english)], "source": "en"}).to_string();
    let found = answers(&stream(folder.path(), &[], &line));
    assert_eq!(found[0]["diagnostics"], Value::Array(common::findings(folder.path(), "check")));
}

#[test]
fn what_is_no_group_is_answered_too_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = group(1, "- Tasse\n- Kanne\n");
    let empty = json!({"key": "empty", "documents": []}).to_string();
    let tongue = json!({"key": "k", "documents": [{"language": "docs!", "path": "a", "text": ""}]}).to_string();
    let input = format!("{good}\nno json\n\n[1]\n{empty}\n{tongue}\n{good}\n");
    let output = stream(folder.path(), &[], &input);
    assert_eq!(output.status.code(), Some(2));
    let errors: Vec<String> =
        answers(&output).iter().map(|answer| answer["error"].as_str().unwrap_or("-").to_owned()).collect();
    assert_eq!(errors.len(), 6, "{errors:?}");
    assert_eq!((errors[0].as_str(), errors[5].as_str()), ("-", "-"));
    assert!(errors[1].starts_with("this is no group: "), "{errors:?}");
    assert_eq!(errors[3], "it has no documents");
    assert!(errors[4].contains("names no language"), "{errors:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("error: line 2: this is no group"));
    assert_eq!(stream(folder.path(), &[], "").status.code(), Some(0));
    assert_eq!(stream(folder.path(), &["--shard", "1/2"], "").status.code(), Some(2));
}
