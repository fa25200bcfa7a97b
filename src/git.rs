//! Which lines have changed, as the git program tells.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::root::canonical;

/// Since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// Since the common ancestor of this revision and the current one, what is not committed included.
    Revision(String),
    /// What is in the index and not yet committed.
    Staged,
}

/// What has changed in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// All of it is new.
    Whole,
    /// These lines, 1-based, first and last. Where lines were only removed, the range is empty: its first line is the
    /// one after them, its last the one before.
    Lines(Vec<(u32, u32)>),
    /// It is no more.
    Gone,
}

/// What has changed in a repository.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The changed files, each by its canonical path.
    pub files: BTreeMap<PathBuf, Changed>,
    /// The top of the repository.
    top: PathBuf,
    /// What is compared with.
    base: String,
    /// Whether it is what is staged that has changed.
    staged: bool,
    /// Files that git does not know; to what is staged they are not there.
    pub unknown: BTreeSet<PathBuf>,
}

impl Changes {
    /// What a file said before; `None` where it was not there or was no text.
    #[must_use]
    pub fn before(&self, path: &Path) -> Option<String> {
        String::from_utf8(self.show(&self.base, path)?).ok()
    }

    /// What is staged of the files that say something else on the disk, of those that `wants` holds for.
    ///
    /// # Errors
    /// Git fails.
    pub fn staged(&self, wants: impl Fn(&Path) -> bool) -> Result<BTreeMap<PathBuf, Vec<u8>>, Error> {
        if !self.staged {
            return Ok(BTreeMap::new());
        }
        let names = git(&self.top, &["diff", "--name-only", "--no-ext-diff", "-z"])?;
        let paths = names.split('\0').filter(|name| !name.is_empty()).map(|name| canonical(&self.top.join(name)));
        Ok(paths.filter(|path| wants(path)).filter_map(|path| Some((path.clone(), self.show("", &path)?))).collect())
    }

    /// The contents of a file in a commit, or in the index where none is named.
    fn show(&self, commit: &str, path: &Path) -> Option<Vec<u8>> {
        let name = path.strip_prefix(&self.top).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        run(&self.top, &["show", "--no-textconv", "--end-of-options", &format!("{commit}:{name}")]).ok()
    }
}

/// Why git could not tell.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no git program.
    #[error("cannot run git, which tells what has changed: {0}")]
    Missing(std::io::Error),
    /// The folder is in no repository.
    #[error("{} is in no git repository, so there is no telling what has changed", .0.display())]
    NoRepository(PathBuf),
    /// There is no such revision.
    #[error("git knows no revision \"{0}\"; in a shallow clone it has to be fetched first")]
    NoRevision(String),
    /// Git failed.
    #[error("git {command} failed: {message}")]
    Failed {
        /// What it was asked.
        command: String,
        /// What it said.
        message: String,
    },
}

/// What has changed in the repository that holds `folder`.
///
/// # Errors
/// There is no git, no repository or no such revision, or git fails.
pub fn changes(folder: &Path, since: &Since) -> Result<Changes, Error> {
    let top = git(folder, &["rev-parse", "--show-toplevel"]).map_err(|error| match error {
        Error::Failed { .. } => Error::NoRepository(folder.to_path_buf()),
        other => other,
    })?;
    let top = canonical(Path::new(top.trim_end_matches(['\n', '\r'])));
    let base = match since {
        Since::Staged => "HEAD".to_owned(),
        Since::Revision(revision) => base(&top, revision)?,
    };
    let staged = *since == Since::Staged;
    let mut diff = vec!["-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0", "--no-color"];
    diff.extend(["--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/"]);
    diff.extend([if staged { "--cached" } else { &base }, "--"]);
    // Both look at every file of the repository.
    let new = || git(&top, &["ls-files", "--others", "--exclude-standard", "-z"]);
    let (found, new) = rayon::join(|| git(&top, &diff), new);
    let (found, new) = (parse(&found?).into_iter(), new?);
    let mut files: BTreeMap<PathBuf, Changed> =
        found.map(|(name, changed)| (canonical(&top.join(name)), changed)).collect();
    let new = new.split('\0').filter(|name| !name.is_empty()).map(|name| canonical(&top.join(name)));
    let mut unknown = BTreeSet::new();
    if staged {
        unknown.extend(new);
    } else {
        files.extend(new.map(|path| (path, Changed::Whole)));
    }
    Ok(Changes { files, top, base, staged, unknown })
}

/// The commit to compare with: where the branches parted, so that what others did since is not taken for ours.
fn base(top: &Path, revision: &str) -> Result<String, Error> {
    let commit = format!("{revision}^{{commit}}");
    let commit =
        git(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).map_err(|error| match error {
            Error::Failed { .. } => Error::NoRevision(revision.to_owned()),
            other => other,
        })?;
    let commit = commit.trim().to_owned();
    match git(top, &["merge-base", &commit, "HEAD"]) {
        Ok(base) => Ok(base.trim().to_owned()),
        // No common ancestor, or a clone too shallow to have it.
        Err(Error::Failed { .. }) => Ok(commit),
        Err(error) => Err(error),
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, Error> {
    Ok(String::from_utf8_lossy(&run(folder, arguments)?).into_owned())
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Error> {
    let mut command = Command::new("git");
    // Git tells a hook where the repository is and not where its files are, and takes any folder for their top then.
    let is_known = || canonical(folder).ancestors().any(|folder| folder.join(".git").exists());
    if std::env::var_os("GIT_WORK_TREE").is_none() && is_known() {
        command.env_remove("GIT_DIR");
    }
    let output = command.arg("-C").arg(folder).args(arguments).output().map_err(Error::Missing)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Error::Failed { command: arguments.iter().take(3).copied().collect::<Vec<_>>().join(" "), message })
}

/// Read a diff without context. Lines of files start with `+`, `-` or `\`, so no other line can be taken for one.
fn parse(diff: &str) -> Vec<(String, Changed)> {
    let mut files: Vec<(String, Changed)> = Vec::new();
    // The lines of a hunk that are still to come: a removed line may look like `--- a/x`.
    let mut within = 0_u32;
    let mut new = false;
    let mut old = String::new();
    for line in diff.split('\n') {
        if within > 0 && line.starts_with(['+', '-']) {
            within -= 1;
        } else if line.starts_with("diff --git ") {
            new = false;
        } else if line.starts_with("new file mode ") {
            new = true;
        } else if let Some(name) = line.strip_prefix("--- ") {
            // A name with a space ends in a tab.
            old = unquote(name.trim_end_matches('\t'));
        } else if let Some(name) = line.strip_prefix("+++ ") {
            let name = unquote(name.trim_end_matches('\t'));
            match (name.strip_prefix("b/"), old.strip_prefix("a/")) {
                (Some(name), _) if new => files.push((name.to_owned(), Changed::Whole)),
                (Some(name), _) => files.push((name.to_owned(), Changed::Lines(Vec::new()))),
                (None, Some(name)) => files.push((name.to_owned(), Changed::Gone)),
                (None, None) => {}
            }
        } else if let Some(((_, removed), (start, added))) = line.strip_prefix("@@ ").and_then(hunk) {
            within = removed.saturating_add(added);
            if let Some((_, Changed::Lines(lines))) = files.last_mut() {
                lines.push(if added == 0 { (start + 1, start) } else { (start, start + (added - 1)) });
            }
        }
    }
    files
}

/// The numbers of `-1,2 +3,4 @@ …`: first line and how many, of the old file and of the new one.
fn hunk(header: &str) -> Option<((u32, u32), (u32, u32))> {
    let mut sides = header.split(' ');
    let side = |text: &str| match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    };
    let old = side(sides.next()?.strip_prefix('-')?)?;
    let (start, count): (u32, u32) = side(sides.next()?.strip_prefix('+')?)?;
    start.checked_add(count)?.checked_add(1)?;
    Some((old, (start, count)))
}

/// A name as git quotes one with control characters, quotes or backslashes in it.
fn unquote(name: &str) -> String {
    let Some(quoted) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) else { return name.to_owned() };
    let mut bytes = Vec::with_capacity(quoted.len());
    let mut rest = quoted.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'r') => bytes.push(b'\r'),
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                while let Some(&next @ b'0'..=b'7') = rest.peek().filter(|_| value < 32) {
                    value = value * 8 + u32::from(next - b'0');
                    rest.next();
                }
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
            }
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_are_lines_of_the_new_file() {
        let diff = "diff --git a/x.md b/x.md\nindex 1..2 100644\n--- a/x.md\n+++ b/x.md\n@@ -3 +3,2 @@ # A\n-old\n+new\n+new\n\
            @@ -9,2 +9,0 @@\n--- a/gone\n-gone\n\
            diff --git a/y z.md b/y z.md\nnew file mode 100644\n--- /dev/null\n+++ b/y z.md\t\n@@ -0,0 +1 @@\n+y\n\
            diff --git a/d.md b/d.md\ndeleted file mode 100644\n--- a/d.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-d\n";
        let expected = [
            ("x.md".to_owned(), Changed::Lines(vec![(3, 4), (10, 9)])),
            ("y z.md".to_owned(), Changed::Whole),
            ("d.md".to_owned(), Changed::Gone),
        ];
        assert_eq!(parse(diff), expected);
    }

    #[test]
    fn names_are_unquoted() {
        assert_eq!(unquote("b/ä.md"), "b/ä.md");
        assert_eq!(unquote(r#""b/a\tb\"\\\303\244.md""#), "b/a\tb\"\\ä.md");
    }
}
