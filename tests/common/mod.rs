//! Small repositories in a temporary folder, and the program run in them.
#![allow(dead_code, reason = "no test uses all of it")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A folder with these files: path and text.
pub fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

pub fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

pub fn read(folder: &Path, path: &str) -> String {
    String::from_utf8(std::fs::read(folder.join(path)).expect("a file")).expect("UTF-8")
}

pub fn isogloss(folder: &Path, command: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(command.split_whitespace())
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

/// The exit code, standard output and standard error.
pub fn ended(folder: &Path, command: &str) -> (Option<i32>, String, String) {
    text_of(isogloss(folder, command))
}

/// The exit code, standard output and standard error.
pub fn text_of(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The program run with this on its standard input, and whether it has read all of it.
pub fn piped(folder: &Path, arguments: &[&str], input: &str) -> (Output, std::io::Result<()>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("standard input");
    std::thread::scope(|threads| {
        // It answers while it reads: who writes must not wait for the end.
        let writer = threads.spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().expect("the program ends");
        (output, writer.join().expect("no panic"))
    })
}

/// The findings of a command as JSON, in the order of the report.
pub fn findings(folder: &Path, command: &str) -> Vec<serde_json::Value> {
    let (code, out, err) = ended(folder, &format!("{command} --format json"));
    assert!(matches!(code, Some(0 | 1)), "{command}: {err}");
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    report["diagnostics"].as_array().expect("findings").clone()
}

/// The rules of the findings, each with the language of its page.
pub fn found(folder: &Path, command: &str) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().expect("a string").to_owned();
    findings(folder, command).iter().map(|it| format!("{} {}", text(&it["rule"]), text(&it["language"]))).collect()
}

/// Put a cargo into `bin` below a folder that notes its arguments in `cargo.log` and "installs" the program of this
/// build, which takes no time.
pub fn install_cargo(folder: &Path) {
    let script = format!(
        "#!/usr/bin/env bash\nset -e\n[ \"$1\" != --version ] || exit 0\necho \"$@\" >>\"{}\"\n\
         while [ \"$1\" != --root ]; do shift; done\nmkdir -p \"$2/bin\"\nln -sf \"{}\" \"$2/bin/isogloss\"\n",
        folder.join("cargo.log").display(),
        env!("CARGO_BIN_EXE_isogloss"),
    );
    write(folder, "bin/cargo", &script);
    assert!(Command::new("chmod").arg("+x").arg(folder.join("bin/cargo")).status().expect("chmod runs").success());
}
