//! The configuration: `isogloss.toml`, with a default for everything.

mod error;
mod fields;
pub mod file;
mod load;
mod nearest;
mod severity;
mod words;

use std::path::PathBuf;

pub use error::Error;
pub use fields::{Field, Fields};
pub use load::{FILE_NAME, find};
pub use severity::{Level, Rules, covers};
pub use words::{group_by, language, rule};

use crate::corpus::Language;
use crate::diagnostic::Severity;

/// What a run is told. The default is right for a repository that says nothing.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The directory that `include`, `exclude` and `layouts` are relative to; without one, that of the run.
    pub base: Option<PathBuf>,
    /// The language that pages are written in first.
    pub source: Option<Language>,
    /// The languages to check besides the source; empty: all that there are.
    pub languages: Vec<Language>,
    /// What to read, in the syntax of .gitignore; empty: everything.
    pub include: Vec<String>,
    /// What not to read, in the syntax of .gitignore.
    pub exclude: Vec<String>,
    /// Extensions to read besides `md`, `mdx` and `markdown`, without the dot.
    pub extensions: Vec<String>,
    /// Where languages stand in paths: `docs/{lang}/{key}`. Empty: found from evidence.
    pub layouts: Vec<String>,
    /// The only thing to group by; without one, all of them in turn.
    pub group_by: Option<GroupBy>,
    /// Which rules speak, and how loud.
    pub rules: Rules,
    /// What translations do with keys of the front matter.
    pub front_matter: Fields,
    /// Words that are to be used; several lists may speak of one language.
    pub terms: Vec<Terms>,
}

/// What makes files one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupBy {
    /// The path less its language.
    Path,
    /// The title in the front matter.
    Title,
    /// This key of the front matter.
    Field(String),
}

/// Words that are to be used in a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// The language; without one, every language.
    pub language: Option<Language>,
    /// Words of the source that stay as they are.
    pub keep: Vec<String>,
    /// Words that a translation must not use.
    pub forbidden: Vec<String>,
    /// Words of the source, each with those of which its translation has to use one.
    pub required: Vec<(String, Vec<String>)>,
}

impl Config {
    /// How serious a finding of `rule` is on the page at `path` in `language`, or `None` where the rule is off.
    /// `path` is relative to where the program was run, as in a report.
    #[must_use]
    pub fn severity(&self, rule: &str, default: Severity, path: &str, language: &str) -> Option<Severity> {
        self.rules.severity(rule, default, path, language)
    }

    /// The lists of words that hold for a language.
    pub fn terms(&self, language: &str) -> impl Iterator<Item = &Terms> {
        self.terms
            .iter()
            .filter(move |terms| terms.language.as_ref().is_none_or(|wanted| severity::covers(wanted.tag(), language)))
    }
}
