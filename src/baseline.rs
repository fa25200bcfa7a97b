//! Known findings: recorded in a file, so that only new ones fail.
//!
//! The file is JSON, sorted, one finding a line, and its last element is not a finding, so that every finding's line
//! ends alike: two branches that add findings merge without conflicts unless they add them at the same place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::root::Root;

/// What the file is called.
pub const FILE_NAME: &str = "isogloss-baseline.json";

/// The format that this program reads and writes.
const VERSION: u32 = 1;

/// Why a baseline cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no baseline.
    #[error("{} is no baseline: {reason}; write it anew with `isogloss baseline`", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// Findings that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeSet<Key>,
}

/// What makes two findings the same: the page by its [name](Root::name), the rule, and the content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    rule: String,
    fingerprint: String,
}

impl Key {
    fn of(diagnostic: &Diagnostic, root: &Root) -> Self {
        Self {
            path: root.name(&diagnostic.location.path),
            rule: diagnostic.rule.to_owned(),
            fingerprint: format!("{:016x}", diagnostic.fingerprint),
        }
    }
}

/// One element of the file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Finding { rule: String, path: String, fingerprint: String },
    Version { version: u32 },
}

/// What came of taking known findings out of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Findings that were known and were taken out.
    pub known: usize,
    /// Findings of the baseline that are no longer there.
    pub gone: usize,
}

impl Baseline {
    /// Record the findings of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        Self { known: report.diagnostics.iter().map(|diagnostic| Key::of(diagnostic, &report.root)).collect() }
    }

    /// Read a baseline.
    ///
    /// # Errors
    /// The file cannot be read, is no baseline, or is of a later version.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_path_buf(), source })?;
        Self::parse(&text).map_err(|reason| Error::Parse { path: path.to_path_buf(), reason })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let lines: Vec<Line> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut known = BTreeSet::new();
        for line in lines {
            match line {
                // A merge may leave the same line twice.
                Line::Finding { rule, path, fingerprint } => {
                    known.insert(Key { path, rule, fingerprint });
                }
                Line::Version { version } if version > VERSION => {
                    return Err(format!("version {version} is later than this program's {VERSION}"));
                }
                Line::Version { .. } => {}
            }
        }
        Ok(Self { known })
    }

    /// The text of the file.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::from("[\n");
        for Key { path, rule, fingerprint } in self.known.iter().cloned() {
            let line = Line::Finding { rule, path, fingerprint };
            text.push_str(&serde_json::to_string(&line).unwrap_or_default());
            text.push_str(",\n");
        }
        text.push_str(&serde_json::to_string(&Line::Version { version: VERSION }).unwrap_or_default());
        text.push_str("\n]\n");
        text
    }

    /// How many findings are recorded.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether nothing is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Take the findings that are known out of a report.
    ///
    /// What is recorded for a page that was not `looked_at`, which is asked by its name, is not called gone.
    pub fn take(&self, report: &mut Report, looked_at: impl Fn(&str) -> bool) -> Taken {
        let mut found = BTreeSet::new();
        let root = &report.root;
        report.diagnostics.retain(|diagnostic| {
            let key = Key::of(diagnostic, root);
            let known = self.known.contains(&key);
            if known {
                found.insert(key);
            }
            !known
        });
        Taken { known: found.len(), gone: self.known.difference(&found).filter(|key| looked_at(&key.path)).count() }
    }

    /// Forget what is no longer found; says how many findings that were. Pages that were not `looked_at` keep theirs.
    pub fn prune(&mut self, report: &Report, looked_at: impl Fn(&str) -> bool) -> usize {
        let found = Self::of(report);
        let before = self.len();
        self.known.retain(|key| found.known.contains(key) || !looked_at(&key.path));
        before - self.len()
    }

    /// The pages that have known findings.
    #[must_use]
    pub fn pages(&self) -> BTreeSet<&str> {
        self.known.iter().map(|key| key.path.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let key = |path: &str| Key { path: path.to_owned(), rule: "number".to_owned(), fingerprint: "00".to_owned() };
        let baseline = Baseline { known: BTreeSet::from([key("a.md"), key("b.md")]) };
        let text = baseline.render();
        assert_eq!(text.lines().count(), 5);
        assert_eq!(text.lines().filter(|line| line.ends_with("},")).count(), 2);
        assert_eq!(Baseline::parse(&text), Ok(baseline));
        assert_eq!(Baseline::parse(&Baseline::default().render()), Ok(Baseline::default()));
    }

    #[test]
    fn a_merge_may_leave_a_line_twice() {
        let line = r#"{"rule":"number","path":"a.md","fingerprint":"00"}"#;
        let merged = Baseline::parse(&format!("[{line},{line},{{\"version\":1}}]")).expect("a baseline");
        assert_eq!(merged.len(), 1);
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        assert!(Baseline::parse("{}").is_err());
        assert!(Baseline::parse("<<<<<<< ours\n[]").is_err());
        assert!(Baseline::parse("[{\"version\": 2}]").is_err());
    }
}
