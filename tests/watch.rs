//! `isogloss check --watch`: what changes is checked again, with its group and nothing else.

mod common;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any machine takes; only a test that fails waits for so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that goes on, and what it says.
struct Run {
    child: Child,
    lines: Receiver<String>,
}

impl Run {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .args(["check", "--watch"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let output = child.stdout.take().expect("its output");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// What it says up to the closing line of a report.
    fn report(&self) -> Vec<String> {
        let mut said = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no report, only {said:?}"));
            let is_last = line.contains(" in ") && line.contains("group");
            said.push(line);
            if is_last {
                return said;
            }
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn says(report: &[String], what: &str) -> bool {
    report.iter().any(|line| line.contains(what))
}

const SOURCE: &str = "# Soup\n\nServe it with [bread](https://example.org/bread).\n";
const GERMAN: &str = "# Suppe\n\nMit [Brot](https://example.org/bread) servieren.\n";
const FRENCH: &str = "# Soupe\n\nServir avec du [pain](https://example.org/bread).\n";

#[test]
fn a_group_is_checked_again_when_one_of_its_pages_changes() {
    let folder = common::repository(&[
        ("docs/en/soup.md", SOURCE),
        ("docs/de/soup.md", GERMAN),
        ("docs/fr/soup.md", FRENCH),
        ("docs/en/tea.md", "# Tea\n\nIt takes 3 minutes.\n"),
        ("docs/de/tea.md", "# Tee\n\nEr braucht 4 Minuten.\n"),
        ("docs/fr/tea.md", "# Thé\n\nIl faut 3 minutes.\n"),
    ]);
    let run = Run::start(folder.path());
    let first = run.report();
    assert!(says(&first, "docs/de/tea.md:3:"), "{first:?}");
    assert_eq!(first.last().map(String::as_str), Some("1 warning in 6 pages (2 groups, 3 languages)"));

    common::write(folder.path(), "docs/de/soup.md", &GERMAN.replace("/bread", "/brot"));
    let broken = run.report();
    assert!(says(&broken, "docs/de/soup.md:3:") && says(&broken, "[link-target]"), "{broken:?}");
    assert_eq!(broken.last().map(String::as_str), Some("1 error in 3 pages (1 group, 3 languages)"));

    common::write(folder.path(), "docs/de/soup.md", GERMAN);
    assert_eq!(run.report(), ["no findings in 3 pages (1 group, 3 languages)"]);

    // A page that is gone leaves its group.
    std::fs::remove_file(folder.path().join("docs/fr/soup.md")).expect("the page");
    let left = run.report();
    assert!(left.last().is_some_and(|line| line.contains("in 2 pages (1 group")), "{left:?}");

    // What the configuration says concerns all groups.
    common::write(folder.path(), "isogloss.toml", "[rules]\nnumber = \"off\"\n");
    let all = run.report();
    assert!(all.last().is_some_and(|line| line.contains("in 5 pages (2 groups")), "{all:?}");
    assert!(!says(&all, "[number]"), "{all:?}");
}

#[test]
fn a_pipe_gets_no_progress() {
    let folder = common::repository(&[("docs/en/soup.md", SOURCE), ("docs/de/soup.md", GERMAN)]);
    let (code, out, err) = common::ended(folder.path(), "check");
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(!out.contains('\u{1b}'), "{out}");
}
