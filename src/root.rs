//! The folder that names of pages are relative to wherever the program is run, and the fingerprints made with them.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::baseline;
use crate::config::Config;
use crate::corpus::{plain, slashes};
use crate::diagnostic::Diagnostic;

/// The top of the repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Root {
    /// The current directory, which paths of a report are relative to.
    here: PathBuf,
    top: PathBuf,
}

impl Root {
    /// The root of what is checked: the git repository that the first path is in, else the folder of the configuration,
    /// else the nearest one with a baseline, else the current directory.
    #[must_use]
    pub fn of(paths: &[PathBuf], config: &Config) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let start = plain(&paths.first().map_or_else(|| here.clone(), |first| here.join(first)));
        let above = |mark: &str| start.ancestors().find(|folder| folder.join(mark).exists()).map(Path::to_path_buf);
        let configured = || config.base.as_ref().map(|base| plain(&here.join(base)));
        let top = above(".git").or_else(configured).or_else(|| above(baseline::FILE_NAME));
        Self { top: top.unwrap_or_else(|| here.clone()), here }
    }

    /// The folder itself, absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.top
    }

    /// The name of a page, with `/` on every system, from its path as a report shows it. A page outside of the root
    /// keeps the whole path.
    #[must_use]
    pub fn name(&self, shown: &str) -> String {
        let path = plain(&self.here.join(shown));
        slashes(path.strip_prefix(&self.top).unwrap_or(&path))
    }

    /// Where the page of this name is.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.top.join(name)
    }

    /// Make fingerprints of content into fingerprints of findings, each of which is there once. All findings of a page
    /// must be among `diagnostics`.
    ///
    /// The page's name goes in, and of findings that are equal the count: so a page may move its lines, but not its
    /// place. Findings that are shown come first, since those that are not come and go with them.
    pub fn seal<'a>(&self, diagnostics: impl Iterator<Item = &'a mut Diagnostic>) {
        let mut all: Vec<&mut Diagnostic> = diagnostics.collect();
        all.sort_by_key(|found| (found.minor, found.location.span, found.rule));
        let mut names: HashMap<String, String> = HashMap::new();
        let mut seen: HashMap<u64, u32> = HashMap::new();
        for found in all {
            let shown = &found.location.path;
            let name = names.entry(shown.clone()).or_insert_with(|| self.name(shown));
            let content = format!("{:016x}", found.fingerprint);
            let equal = fingerprint(&[name, &content]);
            let count = seen.entry(equal).and_modify(|count| *count += 1).or_insert(0);
            found.fingerprint = if *count == 0 { equal } else { fingerprint(&[name, &content, &count.to_string()]) };
        }
    }
}

/// The one path of a file, also where it is not there but its folder is.
#[must_use]
pub fn canonical(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let folder = folder.and_then(|folder| std::fs::canonicalize(folder).ok());
        folder.zip(path.file_name()).map_or_else(|| path.to_path_buf(), |(folder, name)| folder.join(name))
    })
}

/// Files that are sought among many by their canonical paths. The disk is asked about few of the many: what was found by
/// walking is no link, and so has the name that it has in its canonical path.
#[derive(Debug)]
pub struct Sought {
    names: HashSet<OsString>,
}

impl Sought {
    /// The files with these canonical paths, among those below `roots`; a root may be a link to one of them.
    #[must_use]
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a PathBuf>, roots: &'a [PathBuf]) -> Self {
        let names = paths.into_iter().chain(roots).filter_map(|path| path.file_name());
        Self { names: names.map(ToOwned::to_owned).collect() }
    }

    /// The canonical path of a file; `None` where it is surely none of those that are sought.
    #[must_use]
    pub fn canonical(&self, path: &Path) -> Option<PathBuf> {
        let may_be = path.file_name().is_none_or(|name| self.names.contains(name));
        may_be.then(|| canonical(path))
    }
}

/// A hash of the parts that is the same on every machine and in every version.
#[must_use]
pub fn fingerprint(parts: &[&str]) -> u64 {
    let mut hasher = xxhash_rust::xxh3::Xxh3Default::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.digest()
}
