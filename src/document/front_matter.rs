//! Front matter as data: every key with its place, nested ones by path.

use super::span::Span;

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
