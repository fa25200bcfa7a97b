//! Where the baseline is, and which of its pages a run has looked at.

use std::path::{Path, PathBuf};

use clap::Args;

use isogloss::baseline::FILE_NAME;
use isogloss::report::Report;
use isogloss::root::Root;

use super::input::Input;

/// Which baseline holds.
#[derive(Args)]
pub struct Known {
    /// File of known findings, instead of isogloss-baseline.json beside the configuration or at the top of the repository
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

impl Known {
    /// The file that is there; one that was asked for by name need not be.
    pub fn file(&self, input: &Input, root: &Root) -> Option<PathBuf> {
        self.baseline.clone().or_else(|| places(input, root).find(|file| file.is_file()))
    }

    /// The file to write: the one that is there, else the first place where it would be looked for.
    pub fn target(&self, input: &Input, root: &Root) -> PathBuf {
        self.file(input, root).or_else(|| places(input, root).next()).unwrap_or_else(|| FILE_NAME.into())
    }
}

/// Where the file is looked for, in order.
fn places(input: &Input, root: &Root) -> impl Iterator<Item = PathBuf> {
    let beside = input.config_file().map(|file| file.with_file_name(FILE_NAME));
    let top = root.folder().join(FILE_NAME);
    let here = std::env::current_dir().unwrap_or_default();
    // Below the current directory it has a short name.
    let top = top.strip_prefix(here).map(Path::to_path_buf).unwrap_or(top);
    beside.into_iter().chain([top])
}

/// Whether a run has looked at the page of a name: it lies in a path that was asked for, or is no more.
pub fn looked_at(input: &Input, report: &Report) -> impl Fn(&str) -> bool + use<> {
    let root = report.root.clone();
    let asked: Vec<PathBuf> = input.paths.iter().filter_map(|path| std::fs::canonicalize(path).ok()).collect();
    move |name| {
        let path = root.path(name);
        std::fs::canonicalize(path).map_or(true, |path| asked.iter().any(|asked| path.starts_with(asked)))
    }
}
