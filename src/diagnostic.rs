//! One finding, as every report format receives it.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::document::{Span, TextRange};
use crate::practice::Condition;
use crate::rules;

/// How sure and how serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Very likely wrong.
    Warning,
    /// The page is broken, or its reader gets something else than the source says.
    Error,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// The file as shown: relative to where the program was run, with `/`.
    pub path: String,
    /// The bytes.
    pub span: Span,
    /// The same as lines and columns.
    pub range: TextRange,
}

/// The name of a rule that there is. (An alias, because serde would borrow a reference from what it reads.)
pub type RuleName = &'static str;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule's name.
    #[serde(deserialize_with = "known_rule")]
    pub rule: RuleName,
    /// How serious it is, after the configuration has spoken.
    pub severity: Severity,
    /// The key of the group; empty for a page without one.
    pub group: String,
    /// The language of the page it is on, as a BCP 47 tag; empty where unknown.
    pub language: String,
    /// The place to mend.
    pub location: Location,
    /// What is wrong: lower case, one sentence, quotes cut at 40 characters.
    pub message: String,
    /// The place in the other page.
    pub counterpart: Option<Location>,
    /// What to do about it.
    pub help: Option<String>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
    /// Names the finding by rule, page and content, never by line; no two findings of a report have the same.
    pub fingerprint: u64,
    /// What the whole corpus must say for it to stand; every finding of a report has been judged.
    pub condition: Option<Condition>,
    /// Only shown with `--all`: it follows from a greater finding on the same page.
    pub minor: bool,
}

/// Whether a fix may be made without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// It restores what the source says, and loses no translated word.
    Safe,
    /// It needs a look.
    Unsafe,
}

/// Edits to the file at the finding's path that together mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, in the imperative.
    pub description: String,
    /// Whether it may be made without asking.
    pub applicability: Applicability,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// The replacement of one range of bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// The same as lines and columns.
    pub range: TextRange,
    /// What takes its place.
    pub replacement: String,
}

/// The name of a rule that there is.
fn known_rule<'de, D: Deserializer<'de>>(from: D) -> Result<RuleName, D::Error> {
    let name = String::deserialize(from)?;
    let rule = rules::ALL.iter().find(|rule| rule.id == name);
    rule.map(|rule| rule.id).ok_or_else(|| D::Error::custom(format!("there is no rule \"{name}\"")))
}
