//! Front matter as data: every key with its place, nested ones by path.

mod lines;
mod locate;
mod mend;
pub mod path;
mod scalar;
mod toml;
mod words;
mod yaml;

use super::span::Span;
use super::{Problem, ProblemKind};
use locate::Located;
use mend::Mended;

/// Keys and elements listed of one page; what a page has beyond them is not compared. Front matter of real pages has
/// dozens; the bound keeps hostile files quick.
const MAX_ENTRIES: usize = 100_000;

/// Collections nested deeper are not listed.
const MAX_DEPTH: usize = 64;

/// Longer paths are not listed, in bytes.
const MAX_PATH: usize = 1024;

/// How the front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// A JSON object at the start of the file, or between `;;;` lines.
    Json,
}

/// The front matter of a page.
#[derive(Debug, Clone)]
pub struct FrontMatter {
    /// How it is written.
    pub format: Format,
    /// All of it, fences included.
    pub span: Span,
    /// What stands between the fences.
    pub content: Span,
    /// Every key, nested ones after the key that holds them, in file order.
    pub entries: Vec<Entry>,
}

/// One key, or one element of a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The path to it: `hero.actions[1].link`.
    pub path: String,
    /// How deep it is; a key at the top has depth 0.
    pub depth: u16,
    /// Where the key stands (for an element of a list, where its value does).
    pub key: Span,
    /// Where the value stands; empty for a null.
    pub span: Span,
    /// What the value is.
    pub value: Value,
}

/// A value. A scalar keeps the text that the page means by it, quotes and escapes resolved, and no type beyond what
/// was written: Hugo, Jekyll and Docusaurus disagree about `no`, `007` and `2024-01-01`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// No value, `null` or `~`.
    Null,
    /// A string, quoted or of a block style, or a plain scalar that is nothing more special.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A number as written.
    Number(String),
    /// A date or a date with time, as written.
    Date(String),
    /// A list with so many elements.
    List(usize),
    /// A map with so many keys.
    Map(usize),
}

impl FrontMatter {
    /// The entry at exactly this path.
    #[must_use]
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.path == path)
    }

    /// The text of a scalar at this path.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.entry(path).and_then(|entry| entry.value.scalar())
    }
}

impl Value {
    /// The value as text, if it is a scalar.
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Date(text) => Some(text),
            Self::Boolean(true) => Some("true"),
            Self::Boolean(false) => Some("false"),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }
}

/// What was read at the top of a file.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The front matter, if there is any; what could be read of it, if it is broken.
    pub front_matter: Option<FrontMatter>,
    /// Where the text after it starts, in bytes; without front matter, after a byte order mark.
    pub body: usize,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Read the front matter of a page.
///
/// Text before front matter that is out of place (a sentence, the opening of a code fence) belongs to neither front
/// matter nor body. Takes time linear in the text, and never fails: what is broken is named in the problems, and read
/// as far as it can be.
#[must_use]
pub fn read(text: &str) -> Reading {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let none = Reading { front_matter: None, body: start, problems: Vec::new() };
    let found = match locate::locate(text, start) {
        Some(found) => found,
        None => match locate::late(text, start) {
            Some(found) => found,
            None => return none,
        },
    };
    let (mut found, mut read) = content(text, found);
    if let Some((again, same)) = locate::repeated(text, &found) {
        let (again, inner) = content(text, again);
        if inner.sound && inner.map && same {
            (found, read) = (again, inner);
        } else if inner.sound
            && inner.entries.iter().any(|entry| read.entries.iter().any(|other| other.path == entry.path))
        {
            let span = Span::new(again.span.start, again.span.start + 3);
            found.problems.push((span, "front matter stands twice: a second block follows the first".to_owned()));
            found.body = again.body;
        }
    }
    // A page may start with a thematic break; what has no keys is front matter only if it has nothing.
    let empty = text.get(found.content.clone()).is_none_or(|content| content.trim().is_empty());
    if !read.map && !empty {
        return none;
    }
    let entries = read.entries;
    let problems = found.problems.into_iter().chain(read.problems);
    Reading {
        front_matter: Some(FrontMatter {
            format: found.format,
            span: Span::new(found.span.start, found.span.end),
            content: Span::new(found.content.start, found.content.end),
            entries,
        }),
        body: found.body,
        problems: problems.map(|(span, message)| Problem { kind: ProblemKind::FrontMatter, span, message }).collect(),
    }
}

/// Read what stands between the fences. A closing fence that takes part of the text with it is given back to the text.
fn content(text: &str, found: Located) -> (Located, Mended) {
    let read = parse(text, &found);
    if !read.sound
        && found.format == Format::Yaml
        && let Some(shorter) = locate::shortened(text, &found)
    {
        let again = parse(text, &shorter);
        if again.sound && again.map {
            return (shorter, again);
        }
    }
    (found, read)
}

fn parse(text: &str, found: &Located) -> Mended {
    let content = text.get(found.content.clone()).unwrap_or_default();
    let mut read = match found.format {
        _ if found.one_line => mend::one_line(content, found.content.start),
        Format::Yaml | Format::Json => mend::yaml(content, found.content.start),
        Format::Toml => toml::read(content, found.content.start),
    };
    for (span, path) in yaml::drop_duplicates(&mut read.entries) {
        let message = format!("the key `{}` stands twice in the front matter", words::cut(&path));
        read.problems.push((span, message));
    }
    read.problems.sort_by_key(|(span, _)| span.start);
    read
}

#[cfg(test)]
mod tests;
