//! What the system may do to a run: full disks, closed pipes, folders that cannot be written, few files, links in
//! circles, devices, names that are no text.
#![cfg(unix)]

mod common;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn shell(folder: &Path, script: &str) -> Output {
    let script = script.replace("isogloss", &format!("'{}'", env!("CARGO_BIN_EXE_isogloss")));
    Command::new("bash").args(["-c", &script]).current_dir(folder).output().expect("bash runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Two hundred pages with a finding each.
fn repository() -> tempfile::TempDir {
    let folder = common::repository(&[]);
    for page in 0..200 {
        common::write(folder.path(), &format!("docs/en/{page}.md"), "# Tea\n\nBoil it.\n\n- cup\n- pot\n");
        common::write(folder.path(), &format!("docs/de/{page}.md"), "# Tee\n\nKoche ihn.\n\n- Tasse\n");
    }
    folder
}

#[test]
fn a_full_disk_is_told() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: there is no /dev/full");
        return;
    }
    let folder = repository();
    for script in [
        "isogloss check > /dev/full",
        "isogloss check --quiet --output json=/dev/full",
        "isogloss check --format json > /dev/full",
    ] {
        let output = shell(folder.path(), script);
        assert_eq!(output.status.code(), Some(2), "{script}: {}", said(&output));
        assert!(
            said(&output).contains("cannot write the report") && said(&output).contains("No space left"),
            "{script}: {}",
            said(&output)
        );
    }
}

#[test]
fn a_closed_pipe_ends_quietly_in_every_format() {
    let folder = repository();
    for format in isogloss::report::FORMATS {
        let script =
            format!("isogloss check --format {} | head -c 1 > /dev/null; exit ${{PIPESTATUS[0]}}", format.name);
        let output = shell(folder.path(), &script);
        assert!(said(&output).is_empty(), "{script}: {}", said(&output));
        assert!(matches!(output.status.code(), Some(0 | 1)), "{script}: {}", output.status);
    }
}

#[test]
fn a_folder_that_cannot_be_written_or_read_is_told() {
    let folder = repository();
    let output = shell(folder.path(), "isogloss check --quiet --output json=nowhere/report.json");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("cannot write the report to nowhere/report.json"), "{}", said(&output));
    // A folder in which nobody may write, whoever runs the test.
    if Path::new("/proc/self").exists() {
        let output = shell(folder.path(), "isogloss check --quiet --output json=/proc/report.json");
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("cannot write the report to /proc/report.json"), "{}", said(&output));
    }
    let closed = folder.path().join("docs/de/7.md");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    if std::fs::read(&closed).is_ok() {
        eprintln!("skipped: permissions do not hold for this user");
        return;
    }
    let output = shell(folder.path(), "isogloss check --format concise");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("docs/de/7.md: Permission denied"), "{}", said(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 199);
}

#[test]
fn few_open_files_and_little_memory_are_enough() {
    let folder = repository();
    let whole = shell(folder.path(), "isogloss check --format json");
    for limit in ["ulimit -n 64", "ulimit -v 1000000", "ulimit -n 24; ulimit -s 1024"] {
        let output = shell(folder.path(), &format!("{limit}; isogloss check --format json --threads 4"));
        assert_eq!(output.status.code(), Some(1), "{limit}: {}", said(&output));
        assert_eq!(output.stdout, whole.stdout, "{limit}");
    }
}

#[test]
fn an_interrupt_ends_at_once_and_leaves_nothing() {
    let folder = repository();
    for page in 0..2000 {
        let text = format!("# Page {page}\n\n{}", "Some words that take a while to read.\n\n".repeat(200));
        common::write(folder.path(), &format!("docs/en/big-{page}.md"), &text);
        common::write(folder.path(), &format!("docs/de/big-{page}.md"), &text);
    }
    let files = || std::fs::read_dir(folder.path()).expect("a folder").count();
    let before = files();
    let mut child = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--output", "json=report.json"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    // In the midst of its work, however long a busy machine takes to come so far.
    let working = wait_until(|| processor_time(child.id()).is_none_or(|time| time >= 20));
    assert!(working, "it never came to work");
    // A shell that runs the tests in the background has its children ignore interrupts: then it is another signal.
    let (signal, number) = if ignores_interrupts() { ("-TERM", 15) } else { ("-INT", 2) };
    let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill runs");
    assert!(killed.success());
    let spent = processor_time(child.id());
    let mut ended = None;
    assert!(wait_until(|| has_ended(child.id(), &mut ended)), "it does not end");
    let status = child.wait().expect("it ends");
    // It did not come to its end, and no more work was done: half a second not of the clock but of the processor.
    assert!(status.signal() == Some(number) || status.code() == Some(128 + number), "{status}");
    if let (Some(spent), Some(ended)) = (spent, ended) {
        assert!(ended - spent <= 50, "{} hundredths of a second", ended - spent);
    }
    assert_eq!(files(), before, "nothing is left, no half-written report either");
}

/// Ask again and again, for two minutes at most.
fn wait_until(mut test: impl FnMut() -> bool) -> bool {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(120) {
        if test() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    false
}

/// The state of a process and the processor time that it has taken, in hundredths of a second (proc(5)); `None` where the
/// system does not tell.
fn process(id: u32) -> Option<(char, u64)> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some((fields.first()?.chars().next()?, ticks(11)? + ticks(12)?))
}

fn processor_time(id: u32) -> Option<u64> {
    process(id).map(|(_, time)| time)
}

/// Whether interrupts are ignored by this process, and so by those that it starts (proc(5)).
fn ignores_interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 0b10 != 0)
}

/// Whether a child has ended, and the processor time that it has taken in all; where the system does not tell, it is taken
/// to have, and waiting for it shows.
fn has_ended(id: u32, time: &mut Option<u64>) -> bool {
    let process = process(id);
    *time = process.map(|(_, time)| time);
    process.is_none_or(|(state, _)| state == 'Z')
}

#[test]
fn a_disk_that_fills_up_leaves_the_report_before() {
    let folder = repository();
    std::fs::write(folder.path().join("report.json"), "the report before").expect("a file");
    // The report is larger than the largest file that may be written here.
    let output = shell(folder.path(), "trap '' XFSZ; ulimit -f 8; isogloss check --quiet --output json=report.json");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("cannot write the report to report.json"), "{}", said(&output));
    assert_eq!(std::fs::read_to_string(folder.path().join("report.json")).expect("a file"), "the report before");
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|it| it.file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn links_devices_and_strange_names_do_no_harm() {
    let folder = repository();
    let docs = folder.path().join("docs");
    let before = shell(folder.path(), "isogloss check --format json");
    symlink("..", docs.join("en/loop")).expect("a link");
    symlink("loop2", docs.join("en/loop2")).expect("a link");
    symlink("/etc/passwd", docs.join("en/passwd.md")).expect("a link");
    symlink("/dev/zero", docs.join("de/zero.md")).expect("a link");
    symlink("nowhere", docs.join("de/nowhere.md")).expect("a link");
    assert!(Command::new("mkfifo").arg(docs.join("en/pipe.md")).status().expect("mkfifo runs").success());
    let after = shell(folder.path(), "timeout 60 isogloss check --format json");
    assert_eq!(after.stdout, before.stdout, "{}", said(&after));
    for path in ["docs/en/pipe.md", "docs/de/zero.md"] {
        let output = shell(folder.path(), &format!("timeout 20 isogloss check docs/en/1.md {path} --format json"));
        assert!(matches!(output.status.code(), Some(0..=2)), "{path}: {} {}", output.status, said(&output));
    }
    for name in [
        &b"line\nfeed.md"[..],
        b"escape\x1b[31m.md",
        "right\u{202e}left.md".as_bytes(),
        b"no\xff\xfetext.md",
        b"-rf.md",
        b"a b'c\"d.md",
    ] {
        for (language, text) in [("en", "# A\n\nb\n\n- c\n- d\n"), ("de", "# A\n\ne\n\n- f\n")] {
            std::fs::write(docs.join(language).join(OsStr::from_bytes(name)), text).expect("a file");
        }
    }
    let named = shell(folder.path(), "isogloss check --format jsonl");
    assert_eq!(named.status.code(), Some(1), "{}", said(&named));
    let lines = String::from_utf8(named.stdout).expect("UTF-8");
    assert_eq!(lines.lines().filter(|line| line.contains("list-length")).count(), 206, "{lines}");
}

#[test]
fn files_that_vanish_and_grow_do_no_harm() {
    let folder = repository();
    let script = "(for i in $(seq 300); do rm -f docs/de/*.md; cp docs/en/1.md docs/de/1.md; cat docs/en/*.md >> docs/en/1.md; \
        [ $i -gt 12 ] && : > docs/en/1.md; done) 2>/dev/null & busy=$!; \
        for i in 1 2 3 4 5 6; do timeout 60 isogloss check --format json > report.json; code=$?; \
        [ $code -le 2 ] || { kill $busy; exit $code; }; done; kill $busy; exit 0";
    let output = shell(folder.path(), script);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!said(&output).contains("internal error") && !said(&output).contains("panicked"), "{}", said(&output));
    let report = std::fs::read(folder.path().join("report.json")).expect("a report");
    serde_json::from_slice::<serde_json::Value>(&report).expect("JSON");
}
