//! Version 1 of the JSON report: a contract with other programs. Nothing here changes but by addition; the program's
//! own types may.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{self, Applicability, Severity};
use crate::document::TextRange;
use crate::shard::Handover;

/// What a run of isogloss found.
///
/// Paths are relative to where it was run, with `/` on every system. Lines and columns start at 1; a column counts
/// Unicode scalar values; the end of a range is the place just after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "isogloss report")]
pub struct Report {
    /// The version of this contract: 1.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// What wrote the report.
    pub tool: Tool,
    /// What was looked at, and how much was found.
    pub summary: Summary,
    /// Pages in their languages, by key.
    pub groups: Vec<Group>,
    /// What was found, by path, position and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// In the report of a part of a run (`--shard`), what `isogloss merge` needs; no contract, but for the program that
    /// wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<serde_json::Value>")]
    pub shard: Option<Box<Handover>>,
}

/// What wrote the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// `isogloss`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What was looked at, and how much was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Pages read.
    pub documents: usize,
    /// Groups of pages.
    pub groups: usize,
    /// Pages without a counterpart.
    pub ungrouped: usize,
    /// Languages as BCP 47 tags.
    pub languages: Vec<String>,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings for information.
    pub infos: usize,
}

/// One page in its languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// What its files share: the path less its language, the key in front matter, or the title.
    pub key: String,
    /// The title of its source.
    pub title: Option<String>,
    /// The language of its source.
    pub source: Option<String>,
    /// Its pages, the source first.
    pub documents: Vec<Document>,
    /// Languages that are expected here and missing.
    pub missing: Vec<String>,
}

/// One page in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Its language as a BCP 47 tag.
    pub language: String,
    /// Its file.
    pub path: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// The rule's name, which never changes.
    pub rule: String,
    /// How serious it is.
    pub severity: Severity,
    /// The key of the group; null for a page without one.
    pub group: Option<String>,
    /// The language of the page; null where unknown.
    pub language: Option<String>,
    /// The file to mend.
    pub path: String,
    /// The place to mend; for something missing, where it belongs.
    pub range: TextRange,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The place in the other file; null only where there is none.
    pub counterpart: Option<Place>,
    /// What to do about it.
    pub help: Option<String>,
    /// An edit of the file at `path` that mends it.
    pub fix: Option<Fix>,
    /// Names the finding by rule, pages and content, never by line: it survives moved text. 16 hexadecimal digits.
    #[schemars(regex(pattern = "^[0-9a-f]{16}$"))]
    pub fingerprint: String,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The file.
    pub path: String,
    /// Where in it.
    pub range: TextRange,
}

/// Edits that together mend a finding; they do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fix {
    /// What it does, in the imperative.
    pub description: String,
    /// Whether it may be made without asking.
    pub applicability: Applicability,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// The replacement of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// What is replaced.
    pub range: TextRange,
    /// What takes its place.
    pub replacement: String,
}

/// The JSON Schema of a report.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Report)
}

impl Report {
    /// The report in this version's form.
    #[must_use]
    pub fn new(report: &super::Report) -> Self {
        let summary = &report.summary;
        Self {
            version: 1,
            tool: Tool { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            summary: Summary {
                documents: summary.documents,
                groups: summary.groups,
                ungrouped: summary.ungrouped,
                languages: summary.languages.clone(),
                errors: summary.errors,
                warnings: summary.warnings,
                infos: summary.infos,
            },
            groups: report.groups.iter().map(Group::new).collect(),
            diagnostics: report.diagnostics.iter().map(Diagnostic::new).collect(),
            shard: report.shard.clone(),
        }
    }
}

impl Group {
    /// The group in this version's form.
    #[must_use]
    pub fn new(group: &super::GroupSummary) -> Self {
        let document =
            |(language, path): &(String, String)| Document { language: language.clone(), path: path.clone() };
        Self {
            key: group.key.clone(),
            title: group.title.clone(),
            source: group.source.clone(),
            documents: group.documents.iter().map(document).collect(),
            missing: group.missing.clone(),
        }
    }
}

impl Diagnostic {
    /// The finding in this version's form.
    #[must_use]
    pub fn new(diagnostic: &diagnostic::Diagnostic) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            rule: diagnostic.rule.to_owned(),
            severity: diagnostic.severity,
            group: some(&diagnostic.group),
            language: some(&diagnostic.language),
            path: diagnostic.location.path.clone(),
            range: diagnostic.location.range,
            message: diagnostic.message.clone(),
            counterpart: diagnostic.counterpart.as_ref().map(Place::new),
            help: diagnostic.help.clone(),
            fix: diagnostic.fix.as_ref().map(Fix::new),
            fingerprint: format!("{:016x}", diagnostic.fingerprint),
        }
    }
}

impl Place {
    fn new(location: &diagnostic::Location) -> Self {
        Self { path: location.path.clone(), range: location.range }
    }
}

impl Fix {
    fn new(fix: &diagnostic::Fix) -> Self {
        let edit = |edit: &diagnostic::Edit| Edit { range: edit.range, replacement: edit.replacement.clone() };
        Self {
            description: fix.description.clone(),
            applicability: fix.applicability,
            edits: fix.edits.iter().map(edit).collect(),
        }
    }
}
