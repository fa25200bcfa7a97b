//! Which files there are, which language each is in, and which of them are one page.

use std::path::PathBuf;
use std::sync::Arc;

/// A language as a normalised BCP 47 tag (`de`, `pt-BR`, `zh-Hant`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

impl Language {
    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }
}

/// A file of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where to read it.
    pub path: PathBuf,
    /// How to show it: relative to where the program was run, with `/` on every system.
    pub shown: String,
}

/// One page in its languages.
#[derive(Debug, Clone)]
pub struct Group {
    /// What its files share: the path less its language, the key in front matter, or the title.
    pub key: String,
    /// The source's language, if the group has a page in it.
    pub source: Option<Language>,
    /// Its pages, the source first, then by language, then by path.
    pub members: Vec<Member>,
    /// Why these files are one page.
    pub by: GroupedBy,
}

/// One page of a group.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its language.
    pub language: Language,
    /// Its file.
    pub file: File,
}

/// Why files are one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupedBy {
    /// The path less its language; the text shows the slot: `docs/{lang}/{key}`.
    Path(String),
    /// A key in front matter with this name.
    Field(String),
    /// The title.
    Title,
}

/// All files, grouped.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The groups, by key.
    pub groups: Vec<Group>,
    /// Files that are nobody's translation and have none.
    pub ungrouped: Vec<File>,
}
