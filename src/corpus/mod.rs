//! Which files there are, which language each is in, and which of them are one page.
//!
//! Paths are walked, the places where they name a language are found from evidence over the whole tree, and what the
//! paths leave alone is grouped by what its front matter says. Hardly a file is opened for that.

mod alike;
mod beside;
mod codes;
mod declared;
mod evidence;
mod group;
mod head;
mod language;
mod layout;
mod mark;
mod numbered;
mod pattern;
mod prose;
mod reading;
mod same;
mod source;
mod speech;
mod tree;
mod walk;

use std::path::{Path, PathBuf};

pub use language::Language;
pub(crate) use speech::strange;
pub(crate) use walk::{plain, slashes};

use crate::config::Config;

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
    /// The language of the page that the others are compared with: the corpus's source if the group has it.
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
    /// The outline, and the names and numbers in it.
    Likeness,
}

/// All files, grouped.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The groups, by key.
    pub groups: Vec<Group>,
    /// Files that are nobody's translation and have none, by path.
    pub ungrouped: Vec<File>,
    /// Paths that could not be read, by path.
    pub problems: Vec<Unreadable>,
    /// The language that pages are written in first, if there is any group.
    pub source: Option<Language>,
}

/// A path that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The path as [`File::shown`].
    pub shown: String,
    /// What the system said.
    pub reason: String,
}

/// Why files could not be gathered at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no current directory.
    #[error("cannot tell the current directory: {0}")]
    Here(std::io::Error),
    /// A pattern of the configuration is none.
    #[error("`{pattern}` is no pattern: {reason}")]
    Pattern {
        /// The pattern as written.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// Finds the files under `roots` and tells which of them are one page.
///
/// # Errors
/// The current directory is gone, or a pattern of the configuration is none. A path that cannot be read is no error but
/// one of [`Corpus::problems`].
pub fn gather(roots: &[PathBuf], config: &Config) -> Result<Corpus, Error> {
    gather_with(roots, &[], &|_| false, config)
}

/// Whether a file would be read for its extension.
#[must_use]
pub fn reads(path: &Path, config: &Config) -> bool {
    walk::reads(path.extension(), &config.extensions)
}

/// The same with files that are not there, by their canonical paths, as if they were, and without some that are.
///
/// # Errors
/// As [`gather`].
pub fn gather_with(
    roots: &[PathBuf],
    others: &[PathBuf],
    without: &dyn Fn(&Path) -> bool,
    config: &Config,
) -> Result<Corpus, Error> {
    let (mut files, problems) = walk::walk(roots, others, config)?;
    files.retain(|file| !without(&file.path));
    let declared = declared::read(roots);
    let placed = match config.layouts.is_empty() {
        true => layout::place(&files, config, &declared),
        false => pattern::place(&files, config, &declared)?,
    };
    Ok(group::assemble(files, placed, problems, config, &declared))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::declared::Declared;
    use super::*;

    /// Paths of files that do not exist, made of what is hard to tell.
    fn paths() -> impl Strategy<Value = Vec<String>> {
        const NAMES: [&str; 28] = [
            "docs",
            "de",
            "en",
            "zh-cn",
            "zh_CN",
            "it",
            "i18n",
            "pages.de",
            "docs-zh-cn",
            "README",
            "readme.de",
            "README_CN",
            "a-en",
            "a-zh-cn",
            "a.de",
            "a_fr",
            "index",
            "em",
            "x.min",
            "_de",
            "translations",
            "docusaurus-plugin-content-docs",
            "current",
            "日本語",
            "a-日本語",
            "-",
            ".",
            "de.de.de",
        ];
        let name = prop::sample::select(&NAMES[..]);
        let path = prop::collection::vec(name, 1..7).prop_map(|names| format!("{}.md", names.join("/")));
        prop::collection::vec(path, 0..40)
    }

    fn files(paths: &BTreeSet<String>) -> Vec<File> {
        paths.iter().map(|path| File { path: path.into(), shown: path.clone() }).collect()
    }

    fn grouped(config: &Config, paths: &BTreeSet<String>) -> Corpus {
        let files = files(paths);
        let placed = match config.layouts.is_empty() {
            true => layout::place(&files, config, &Declared::default()),
            false => pattern::place(&files, config, &Declared::default()).expect("sound patterns"),
        };
        group::assemble(files, placed, Vec::new(), config, &Declared::default())
    }

    proptest! {
        #[test]
        fn every_file_is_in_one_place(paths in paths()) {
            let paths: BTreeSet<String> = paths.into_iter().collect();
            let explicit = Config { layouts: vec!["{key}-{lang}".into(), "**/{lang}/{key}".into()], ..Config::default() };
            for config in [Config::default(), explicit] {
                let corpus = grouped(&config, &paths);
                let members = corpus.groups.iter().flat_map(|group| &group.members).map(|member| &member.file.shown);
                let mut all: Vec<&String> = members.chain(corpus.ungrouped.iter().map(|file| &file.shown)).collect();
                all.sort();
                prop_assert_eq!(all, paths.iter().collect::<Vec<_>>());
                prop_assert!(corpus.groups.iter().all(|group| group.source.is_some()));
            }
        }
    }
}
