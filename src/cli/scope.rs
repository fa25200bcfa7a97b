//! Which part of the repository is checked: all of it, what has changed, or one page that is being typed.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use isogloss::config::Config;
use isogloss::diagnostic::Diagnostic;
use isogloss::git::{self, Since};
use isogloss::report::Report;
use isogloss::root::{Sought, canonical};
use isogloss::shard::Shard;
use isogloss::{Overlay, Part, changes, check_part, check_shard, corpus};

use super::input::Input;
use super::progress::Progress;

/// The part that is asked for.
#[derive(Args)]
#[command(next_help_heading = "What to look at")]
pub struct Scope {
    /// Only what has changed since this revision, what is not committed included
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Only what is staged in git
    #[arg(long, conflicts_with = "since")]
    staged: bool,
    /// Only this page, whose text comes from standard input
    #[arg(long, value_name = "PATH", conflicts_with_all = ["since", "staged"])]
    stdin_path: Option<PathBuf>,
    /// Only part I of N: groups are shared out evenly, and `isogloss merge` makes one report of the parts
    #[arg(long, value_name = "I/N", conflicts_with_all = ["since", "staged", "stdin_path"])]
    shard: Option<Shard>,
}

impl Scope {
    /// Whether everything is looked at.
    pub fn is_all(&self) -> bool {
        self.since.is_none() && !self.staged && self.stdin_path.is_none() && self.shard.is_none()
    }

    /// Check that part; says as well which contents counted instead of those on the disk.
    ///
    /// `found` is told of what is found as it comes, where all of the repository is looked at.
    pub fn check(
        &self,
        input: &Input,
        config: &Config,
        progress: &Progress,
        found: Option<&(dyn Fn(&[&Diagnostic]) + Sync)>,
    ) -> anyhow::Result<(Report, Overlay)> {
        if let Some(path) = &self.stdin_path {
            return typed(path, input, config);
        }
        if let Some(shard) = self.shard {
            return Ok((check_shard(&input.paths, config, shard)?, Overlay::new()));
        }
        let since = match &self.since {
            Some(revision) => Since::Revision(revision.clone()),
            None if self.staged => Since::Staged,
            None => {
                let all = Part { told: &|step| progress.take(step), found, ..Part::all() };
                return Ok((check_part(&input.paths, config, &all)?, Overlay::new()));
            }
        };
        changed(&since, input, config)
    }
}

/// Check what has changed; says as well what is staged where the disk has something else.
pub fn changed(since: &Since, input: &Input, config: &Config) -> anyhow::Result<(Report, Overlay)> {
    let first = input.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_file() { first.parent().unwrap_or(first) } else { first };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let changes = git::changes(folder, since)?;
    let overlay = changes.staged(|path| corpus::reads(path, config))?;
    Ok((changes::check(&input.paths, config, &changes, &overlay)?, overlay))
}

/// Check one page with the text that is typed in.
fn typed(path: &Path, input: &Input, config: &Config) -> anyhow::Result<(Report, Overlay)> {
    let mut text = Vec::new();
    io::stdin().lock().read_to_end(&mut text).context("cannot read standard input")?;
    let page = canonical(path);
    let overlay = Overlay::from([(page.clone(), text)]);
    let sought = Sought::new([&page], &input.paths);
    let is_page = |shown: &Path| sought.canonical(shown).as_ref() == Some(&page);
    let part = Part {
        overlay: &overlay,
        holds: &|group| group.members.iter().any(|member| is_page(&member.file.path)),
        wants: &|diagnostic| is_page(Path::new(&diagnostic.location.path)),
        ..Part::all()
    };
    let report = check_part(&input.paths, config, &part)?;
    if report.summary.documents == 0 {
        bail!(
            "{} is no page below {}",
            path.display(),
            input.paths.first().map_or(Path::new("."), PathBuf::as_path).display()
        );
    }
    Ok((report, overlay))
}

/// What was checked as the content of a file.
pub fn content(path: &str, overlay: &Overlay) -> Option<Vec<u8>> {
    let over = if overlay.is_empty() { None } else { overlay.get(&canonical(Path::new(path))) };
    over.cloned().or_else(|| std::fs::read(path).ok())
}
