//! Known findings: recorded in a file, so that only new ones fail.
//!
//! The file is JSON, sorted, one finding a line, and its last element is not a finding, so that every finding's line
//! ends alike: two branches that add findings merge without conflicts unless they add them at the same place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;

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

/// Findings that are known, each with how often it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Key, u32>,
}

/// What makes two findings the same: the page as the report shows it, the rule, and the content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    rule: String,
    fingerprint: String,
}

impl Key {
    fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            path: diagnostic.location.path.clone(),
            rule: diagnostic.rule.to_owned(),
            fingerprint: format!("{:016x}", diagnostic.fingerprint),
        }
    }
}

/// One element of the file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Finding { rule: String, path: String, fingerprint: String, count: u32 },
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
    /// Record these findings.
    #[must_use]
    pub fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut known = BTreeMap::new();
        for diagnostic in diagnostics {
            *known.entry(Key::of(diagnostic)).or_insert(0) += 1;
        }
        Self { known }
    }

    /// Read a baseline.
    ///
    /// # Errors
    /// The file cannot be read, is no baseline, or is of a later version.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text =
            std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_path_buf(), source })?;
        Self::parse(&text).map_err(|reason| Error::Parse { path: path.to_path_buf(), reason })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let lines: Vec<Line> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut known: BTreeMap<Key, u32> = BTreeMap::new();
        for line in lines {
            match line {
                Line::Finding { rule, path, fingerprint, count } => {
                    // A merge may leave the same line twice; neither is to be lost.
                    let entry = known.entry(Key { path, rule, fingerprint }).or_default();
                    *entry = (*entry).max(count);
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
        for (key, &count) in &self.known {
            let Key { path, rule, fingerprint } = key.clone();
            let line = Line::Finding { rule, path, fingerprint, count };
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
        self.known.values().map(|&count| count as usize).sum()
    }

    /// Whether nothing is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Take the findings that are known out of `diagnostics`, as often as they are recorded.
    ///
    /// What is recorded for a page that was not `looked_at` is not called gone.
    pub fn take(&self, diagnostics: &mut Vec<Diagnostic>, looked_at: impl Fn(&str) -> bool) -> Taken {
        let mut left = self.known.clone();
        let before = diagnostics.len();
        diagnostics.retain(|diagnostic| match left.get_mut(&Key::of(diagnostic)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let gone = left.iter().filter(|(key, _)| looked_at(&key.path)).map(|(_, &count)| count as usize).sum();
        Taken { known: before - diagnostics.len(), gone }
    }

    /// Forget what is no longer found; says how many findings that were. Pages that were not `looked_at` keep theirs.
    pub fn prune(&mut self, diagnostics: &[Diagnostic], looked_at: impl Fn(&str) -> bool) -> usize {
        let found = Self::of(diagnostics);
        let before = self.len();
        for (key, count) in &mut self.known {
            if looked_at(&key.path) {
                *count = (*count).min(found.known.get(key).copied().unwrap_or(0));
            }
        }
        self.known.retain(|_, count| *count > 0);
        before - self.len()
    }

    /// The pages that have known findings.
    #[must_use]
    pub fn pages(&self) -> BTreeSet<&str> {
        self.known.keys().map(|key| key.path.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let key = |path: &str| Key { path: path.to_owned(), rule: "number".to_owned(), fingerprint: "00".to_owned() };
        let baseline = Baseline { known: BTreeMap::from([(key("a.md"), 2), (key("b.md"), 1)]) };
        let text = baseline.render();
        assert_eq!(text.lines().count(), 5);
        assert_eq!(text.lines().filter(|line| line.ends_with("},")).count(), 2);
        assert_eq!(Baseline::parse(&text), Ok(baseline));
        assert_eq!(Baseline::parse(&Baseline::default().render()), Ok(Baseline::default()));
    }

    #[test]
    fn a_merge_may_leave_a_line_twice() {
        let line = r#"{"rule":"number","path":"a.md","fingerprint":"00","count":1}"#;
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
