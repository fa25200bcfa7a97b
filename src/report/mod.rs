//! What a run found, and the formats in which it is written: one file each.

use std::io::{self, Write};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Severity};
use crate::practice::{Practice, Tally};
use crate::root::Root;
use crate::shard::Handover;

mod checkstyle;
pub mod closing;
mod concise;
pub mod escape;
mod excerpt;
mod files;
mod fold;
mod github;
mod gitlab;
mod html;
pub(crate) mod json;
pub mod json_v1;
pub mod jsonl;
mod junit;
mod link;
mod markdown;
mod rdjson;
#[cfg(test)]
mod samples;
mod sarif;
mod statistics;
mod text;
mod xml;

/// Every format, in the order in which help names them.
pub const FORMATS: &[&Format] = &[
    &text::FORMAT,
    &concise::FORMAT,
    &json::FORMAT,
    &jsonl::FORMAT,
    &sarif::FORMAT,
    &github::FORMAT,
    &gitlab::FORMAT,
    &junit::FORMAT,
    &checkstyle::FORMAT,
    &rdjson::FORMAT,
    &markdown::FORMAT,
    &html::FORMAT,
];

/// A way to write a report.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Writes a report.
    pub write: fn(&Report, &Presentation<'_>, &mut dyn Write) -> io::Result<()>,
}

impl Format {
    /// The format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name).copied()
    }
}

/// How a report is to look. Only formats for people heed it.
pub struct Presentation<'a> {
    /// Whether to use colours.
    pub colour: bool,
    /// Make links of places, with this folder before paths that are relative: for terminals that follow links.
    pub links: Option<std::path::PathBuf>,
    /// How many columns wide the output may be.
    pub width: usize,
    /// Leave out everything but the findings.
    pub quiet: bool,
    /// Count the findings of each rule instead of showing each finding.
    pub statistics: bool,
    /// How long the run took. Absent where the output is to be the same each time.
    pub elapsed: Option<Duration>,
    /// Reads a file that a finding names back, to show its lines; `None` where it cannot be read.
    pub read: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    /// Where the repository's files are to be seen: an address to which a path can be added, or with `{path}` and
    /// `{line}` in it.
    pub repository: Option<&'a str>,
}

impl Default for Presentation<'_> {
    fn default() -> Self {
        Self {
            colour: false,
            links: None,
            width: 120,
            quiet: false,
            statistics: false,
            elapsed: None,
            read: &|_| None,
            repository: None,
        }
    }
}

/// The result of a run. Its order never depends on threads: diagnostics by path, position, rule; groups by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What was found; those that are [minor](Diagnostic::minor) only with `--all`.
    pub diagnostics: Vec<Diagnostic>,
    /// The groups.
    pub groups: Vec<GroupSummary>,
    /// Counts.
    pub summary: Summary,
    /// What was counted of what pages do, in a fixed order.
    pub practices: Vec<(Practice, Tally)>,
    /// What names of pages are relative to.
    pub root: Root,
    /// Of a part of a run, what only all parts together can judge.
    pub shard: Option<Box<Handover>>,
    /// What could not be checked: a path and the reason. Everything else was; the exit code is 2.
    pub failures: Vec<String>,
}

impl Report {
    /// Keep only some of the findings, and count again. Minor findings that go are counted as hidden.
    pub fn narrow(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.summary.hidden = 0;
        self.diagnostics.retain(|diagnostic| {
            let kept = keep(diagnostic);
            self.summary.hidden += usize::from(!kept && diagnostic.minor);
            kept
        });
        let count = |severity| self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        self.summary.errors = count(Severity::Error);
        self.summary.warnings = count(Severity::Warning);
        self.summary.infos = count(Severity::Info);
    }
}

/// A group, as a report shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSummary {
    /// What its files share.
    pub key: String,
    /// The title of its source.
    pub title: Option<String>,
    /// The language of its source.
    pub source: Option<String>,
    /// Its pages, as language and path, the source first.
    pub documents: Vec<(String, String)>,
    /// Languages that are expected here and missing.
    pub missing: Vec<String>,
}

/// What was looked at, and how much was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages read.
    pub documents: usize,
    /// Groups of pages.
    pub groups: usize,
    /// Pages without a counterpart.
    pub ungrouped: usize,
    /// Languages by how many pages they have, then by tag.
    pub languages: Vec<String>,
    /// Findings shown that are errors.
    pub errors: usize,
    /// Findings shown that are warnings.
    pub warnings: usize,
    /// Findings shown that are for information.
    pub infos: usize,
    /// Findings that wait behind `--all`.
    pub hidden: usize,
}
