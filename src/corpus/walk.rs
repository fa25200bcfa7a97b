//! Which files there are: walked as ripgrep does, .gitignore honoured, hidden files skipped, no link followed. `.github`
//! is read: it is there to be shown.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};
use rayon::slice::ParallelSliceMut;

use super::{Error, File, Unreadable};
use crate::config::Config;

/// What is read without being asked for.
const EXTENSIONS: [&str; 3] = ["md", "mdx", "markdown"];

/// All files under `roots` in the order of their shown paths, and the paths that could not be read. `others` are files
/// that are not there and count as if they were.
///
/// # Errors
/// The current directory is gone, or a glob of the configuration is none.
pub fn walk(roots: &[PathBuf], others: &[PathBuf], config: &Config) -> Result<(Vec<File>, Vec<Unreadable>), Error> {
    let filter = Filter::new(config)?;
    let mut found = Found::default();
    found.files.extend(others.iter().filter_map(|path| filter.absent(roots, path)));
    let mut folders = Vec::new();
    for root in roots {
        match root.metadata() {
            Ok(metadata) if metadata.is_dir() => folders.push(root),
            Ok(metadata) if metadata.is_file() => {
                found.files.push(File { path: root.clone(), shown: filter.place.shown(root) })
            }
            // Reading a pipe or a device may never end.
            Ok(_) => found.problems.push(Unreadable {
                shown: filter.place.shown(root),
                reason: "this is neither a file nor a folder".to_owned(),
            }),
            Err(error) => {
                found.problems.push(Unreadable { shown: filter.place.shown(root), reason: error.to_string() })
            }
        }
    }
    if let Some((first, others)) = folders.split_first() {
        let mut builder = WalkBuilder::new(first);
        for folder in others {
            builder.add(folder);
        }
        builder.threads(rayon::current_num_threads());
        builder.hidden(false).filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
        let all = Mutex::new(found);
        builder.build_parallel().visit(&mut Visitors { filter: &filter, all: &all });
        found = all.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    }
    found.files.par_sort_unstable_by(|a, b| a.shown.cmp(&b.shown).then_with(|| a.path.cmp(&b.path)));
    // One file may be reached by two roots; two names that are no UTF-8 may look the same.
    found.files.dedup_by(|a, b| a.shown == b.shown && (a.path == b.path || !a.shown.contains('\u{fffd}')));
    found.problems.sort_unstable_by(|a, b| a.shown.cmp(&b.shown));
    Ok((found.files, found.problems))
}

/// Whether a name says that nobody is meant to look; what GitHub shows is no such thing.
fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") && name != ".github"
}

#[derive(Default)]
struct Found {
    files: Vec<File>,
    problems: Vec<Unreadable>,
}

struct Visitors<'a> {
    filter: &'a Filter,
    all: &'a Mutex<Found>,
}

impl<'a> ParallelVisitorBuilder<'a> for Visitors<'a> {
    fn build(&mut self) -> Box<dyn ParallelVisitor + 'a> {
        Box::new(Visitor { filter: self.filter, all: self.all, found: Found::default() })
    }
}

/// What one thread has found; handed in when the thread ends.
struct Visitor<'a> {
    filter: &'a Filter,
    all: &'a Mutex<Found>,
    found: Found,
}

impl ParallelVisitor for Visitor<'_> {
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>) -> WalkState {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                if let Some(problem) = self.filter.problem(&error) {
                    self.found.problems.push(problem);
                }
                return WalkState::Continue;
            }
        };
        let kind = entry.file_type();
        if kind.is_some_and(|kind| kind.is_dir()) {
            let prune = entry.depth() > 0 && self.filter.excludes(entry.path(), true);
            return if prune { WalkState::Skip } else { WalkState::Continue };
        }
        if kind.is_some_and(|kind| kind.is_file())
            && self.filter.reads(entry.path().extension())
            && !self.filter.excludes(entry.path(), false)
            && self.filter.includes(entry.path())
        {
            let shown = self.filter.place.shown(entry.path());
            self.found.files.push(File { path: entry.into_path(), shown });
        }
        WalkState::Continue
    }
}

impl Drop for Visitor<'_> {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        all.files.append(&mut self.found.files);
        all.problems.append(&mut self.found.problems);
    }
}

/// The folders that paths are relative to.
pub struct Place {
    here: PathBuf,
    base: PathBuf,
}

impl Place {
    /// # Errors
    /// The current directory is gone.
    pub fn of(config: &Config) -> Result<Self, Error> {
        let here = std::env::current_dir().map_err(Error::Here)?;
        let base = config.base.as_ref().map_or_else(|| here.clone(), |base| plain(&here.join(base)));
        Ok(Self { here, base })
    }

    /// The path relative to the folder that the patterns of the configuration are relative to; `None` outside of it.
    pub fn within(&self, path: &Path) -> Option<PathBuf> {
        plain(&self.here.join(path)).strip_prefix(&self.base).ok().map(Path::to_path_buf)
    }

    /// The path for people: relative to here where it is below, without `./`.
    fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.here).unwrap_or(path);
        slashes(path.strip_prefix(".").unwrap_or(path))
    }
}

/// The path with `/` on every system; what is no UTF-8 is replaced.
pub fn slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// What the configuration says about files.
struct Filter {
    place: Place,
    extensions: Vec<String>,
    include: Option<Gitignore>,
    exclude: Option<Gitignore>,
}

impl Filter {
    fn new(config: &Config) -> Result<Self, Error> {
        Ok(Self {
            place: Place::of(config)?,
            extensions: config.extensions.clone(),
            include: globs(&config.include)?,
            exclude: globs(&config.exclude)?,
        })
    }

    fn reads(&self, extension: Option<&OsStr>) -> bool {
        reads(extension, &self.extensions)
    }

    /// A file that is not there, if it would be read below one of the roots; it is named as that root is.
    fn absent(&self, roots: &[PathBuf], path: &Path) -> Option<File> {
        let below = |root: &PathBuf| {
            let rest = path.strip_prefix(std::fs::canonicalize(root).ok()?).ok()?;
            Some(if rest.as_os_str().is_empty() { root.clone() } else { root.join(rest) })
        };
        let path = roots.iter().find_map(below)?;
        let wanted = self.reads(path.extension()) && !self.excludes(&path, false) && self.includes(&path);
        wanted.then(|| File { shown: self.place.shown(&path), path })
    }

    fn excludes(&self, path: &Path, folder: bool) -> bool {
        let Some(globs) = &self.exclude else { return false };
        self.place.within(path).is_some_and(|path| globs.matched(path, folder).is_ignore())
    }

    fn includes(&self, path: &Path) -> bool {
        let Some(globs) = &self.include else { return true };
        self.place.within(path).is_some_and(|path| globs.matched_path_or_any_parents(path, false).is_ignore())
    }

    /// What to tell of an error of the walk; `None` for a broken glob in some .gitignore, which is git's business.
    fn problem(&self, error: &ignore::Error) -> Option<Unreadable> {
        match error {
            ignore::Error::WithPath { path, err } => {
                let reason = err.io_error().map_or_else(|| err.to_string(), ToString::to_string);
                Some(Unreadable { shown: self.place.shown(path), reason })
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => self.problem(err),
            ignore::Error::Io(error) => Some(Unreadable { shown: String::new(), reason: error.to_string() }),
            _ => None,
        }
    }
}

/// Whether an extension is read without being asked for, or one of the `others`.
pub fn reads(extension: Option<&OsStr>, others: &[String]) -> bool {
    let Some(found) = extension else { return false };
    EXTENSIONS.iter().any(|wanted| found.eq_ignore_ascii_case(wanted))
        || others.iter().any(|wanted| found.eq_ignore_ascii_case(wanted.trim_start_matches('.')))
}

/// The path without `.` and `..`, as far as it can be told without asking the disk.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

fn globs(patterns: &[String]) -> Result<Option<Gitignore>, Error> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        builder
            .add_line(None, pattern)
            .map_err(|error| Error::Pattern { pattern: pattern.clone(), reason: error.to_string() })?;
    }
    let globs =
        builder.build().map_err(|error| Error::Pattern { pattern: String::new(), reason: error.to_string() })?;
    Ok(Some(globs))
}
