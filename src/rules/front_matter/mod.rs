//! What the rules about front matter share: two pages' keys side by side.

mod compare;
pub mod convention;
pub mod locale;
#[cfg(test)]
mod tests;

pub use compare::{Comparison, compare};

use super::view::Pair;
use crate::config::{Config, Field};
use crate::document::front_matter::{Entry, FrontMatter, Value, path};
use crate::document::{Document, ProblemKind, Span};

/// The front matter of one page.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The page.
    pub document: &'a Document,
    /// Its front matter.
    pub front: &'a FrontMatter,
    /// The language of the page, as a tag.
    pub language: &'a str,
}

/// The front matter of a source and of its translation.
pub struct Fields<'a> {
    /// The source's.
    pub source: Side<'a>,
    /// The translation's.
    pub target: Side<'a>,
    config: &'a Config,
}

impl<'a> Fields<'a> {
    /// Both pages' front matter, if both have any.
    #[must_use]
    pub fn of(pair: &Pair<'a>) -> Option<Self> {
        let side = |page: &super::Page<'a>| {
            let front = page.document.front_matter.as_ref()?;
            Some(Side { document: page.document, front, language: page.member.language.tag() })
        };
        Some(Self { source: side(pair.source)?, target: side(pair.target)?, config: pair.config })
    }

    /// What the configuration says of the key at this path.
    #[must_use]
    pub fn pinned(&self, path: &str) -> Option<Field> {
        self.config.front_matter.of(path)
    }

    /// Whether nothing is to be said about the key at this path.
    #[must_use]
    pub fn is_ignored(&self, path: &str) -> bool {
        self.pinned(path) == Some(Field::Ignored)
    }
}

impl Side<'_> {
    /// Whether something is wrong with the front matter, so that not all of it may have been read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.document.problems.iter().any(|problem| problem.kind == ProblemKind::FrontMatter)
    }

    /// A scalar between backticks as it is written, on one line and cut at 40 characters.
    #[must_use]
    pub fn quote(&self, entry: &Entry) -> String {
        match &entry.value {
            Value::Null => "empty".to_owned(),
            Value::List(count) => format!("a list of {count}"),
            Value::Map(_) => "a map".to_owned(),
            value => quote(value.scalar().unwrap_or_default()),
        }
    }

    /// Where to point for what stands at the top of the front matter: its first line.
    #[must_use]
    pub fn opening(&self) -> Span {
        self.line(self.front.span.start)
    }

    /// The line that holds the byte at `offset`, without its line end.
    #[must_use]
    pub fn line(&self, offset: u32) -> Span {
        let lines = &self.document.lines;
        lines.span(&self.document.text, lines.line(offset))
    }
}

/// Text between backticks, on one line and cut at 40 characters.
#[must_use]
pub fn quote(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("`{}…`", line.get(..at).unwrap_or_default()),
        None => format!("`{line}`"),
    }
}

/// What elements of one list, or the same key in its elements, share: the name of a practice.
#[must_use]
pub fn practice(entry: &Entry) -> String {
    path::pattern(&entry.path)
}
