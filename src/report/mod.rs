//! What a run found, and the formats in which it is written: one file each.

use crate::diagnostic::Diagnostic;

/// The result of a run. Its order never depends on threads: diagnostics by path, position, rule; groups by key.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What was found; those that are [minor](Diagnostic::minor) only with `--all`.
    pub diagnostics: Vec<Diagnostic>,
    /// The groups.
    pub groups: Vec<GroupSummary>,
    /// Counts.
    pub summary: Summary,
}

/// A group, as a report shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
