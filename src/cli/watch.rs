//! `isogloss check --watch`: the groups whose files change are checked again, for somebody who translates in one window
//! and reads findings in another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};

use isogloss::config::{Config, FILE_NAME};
use isogloss::corpus::{self, Group};
use isogloss::report::Report;
use isogloss::root::canonical;

/// How long it has to be quiet: an editor writes a file in several steps, git writes many.
const QUIET: Duration = Duration::from_millis(100);

/// Where it is never quiet, what has changed so far is told after this.
const LONGEST: Duration = Duration::from_secs(2);

/// Tells which files change below some paths, for as long as it lives.
pub struct Watch {
    events: Receiver<notify::Result<Event>>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Begin to watch. What changes from now on is told, even before it is asked for.
    pub fn new(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let (sender, events) = channel();
        let mut watcher = recommended_watcher(sender).context("cannot watch files")?;
        for path in paths {
            let watched = watcher.watch(path, RecursiveMode::Recursive);
            watched.with_context(|| format!("cannot watch {}", path.display()))?;
        }
        Ok(Self { events, _watcher: watcher })
    }

    /// Wait for pages or the configuration to change, and then for it to be quiet: their canonical paths.
    pub fn next(&self, config: &Config) -> anyhow::Result<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            let event = self.events.recv().context("nothing can be watched any more")?;
            changed.extend(concerns(event.context("cannot watch files")?, config));
        }
        let started = Instant::now();
        while let Ok(event) = self.events.recv_timeout(QUIET) {
            changed.extend(event.into_iter().flat_map(|event| concerns(event, config)));
            if started.elapsed() > LONGEST {
                break;
            }
        }
        Ok(changed)
    }
}

/// The pages and configurations that an event says have changed. That a file was opened is told too: by this program.
fn concerns(event: Event, config: &Config) -> Vec<PathBuf> {
    if matches!(event.kind, EventKind::Access(_)) {
        return Vec::new();
    }
    let paths = event.paths.iter().map(|path| canonical(path));
    paths.filter(|path| corpus::reads(path, config) || is_configuration(path)).collect()
}

/// Whether a file is a configuration: what it says may concern every group.
pub fn is_configuration(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
}

/// Which group each page was in when it was last looked at, by canonical path: a page that is deleted is in none any
/// more, and the others of its group have lost it.
#[derive(Default)]
pub struct Known(BTreeMap<PathBuf, String>);

impl Known {
    /// Remember the groups of a report.
    pub fn learn(&mut self, report: &Report) {
        for group in &report.groups {
            let pages = group.documents.iter().map(|(_, path)| (canonical(Path::new(path)), group.key.clone()));
            self.0.extend(pages);
        }
    }

    /// The groups that `changed` concerns: those that hold one of the files, and those that held one.
    pub fn concerned<'a>(&'a self, changed: &'a BTreeSet<PathBuf>) -> impl Fn(&Group) -> bool + use<'a> {
        let keys: BTreeSet<&str> = changed.iter().filter_map(|path| self.0.get(path)).map(String::as_str).collect();
        move |group| {
            keys.contains(group.key.as_str())
                || group.members.iter().any(|member| changed.contains(&canonical(&member.file.path)))
        }
    }
}
