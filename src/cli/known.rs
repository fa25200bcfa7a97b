//! Where the baseline is, and which of its pages a run has looked at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use isogloss::baseline::FILE_NAME;
use isogloss::report::Report;

use super::input::Input;

/// Which baseline holds.
#[derive(Args)]
pub struct Known {
    /// File of known findings, instead of isogloss-baseline.json beside the configuration or in the first path
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

impl Known {
    /// The file that is there; one that was asked for by name need not be.
    pub fn file(&self, input: &Input) -> Option<PathBuf> {
        self.baseline.clone().or_else(|| places(input).find(|file| file.is_file()))
    }

    /// The file to write: the one that is there, else the first place where it would be looked for.
    pub fn target(&self, input: &Input) -> PathBuf {
        self.file(input).or_else(|| places(input).next()).unwrap_or_else(|| FILE_NAME.into())
    }
}

/// Where the file is looked for, in order.
fn places(input: &Input) -> impl Iterator<Item = PathBuf> {
    let beside = input.config_file().map(|file| file.with_file_name(FILE_NAME));
    let first = input.paths.first().filter(|path| path.is_dir()).map(|path| path.join(FILE_NAME));
    beside.into_iter().chain(first).chain([PathBuf::from(FILE_NAME)])
}

/// Whether a run has looked at a page: it is in the report, or is no more.
pub fn looked_at(report: &Report) -> impl Fn(&str) -> bool + use<> {
    let documents = report.groups.iter().flat_map(|group| &group.documents);
    let paths: BTreeSet<String> = documents.map(|(_, path)| path.clone()).collect();
    move |path| paths.contains(path) || !Path::new(path).exists()
}
