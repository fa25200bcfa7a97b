//! How far a run is, on a terminal and only where it takes long enough to wonder.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use isogloss::Step;

/// A run that is over by then shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// What has been done.
pub struct Progress {
    started: Instant,
    target: fn() -> ProgressDrawTarget,
    wanted: bool,
    bar: OnceLock<ProgressBar>,
    groups: AtomicU64,
    done: AtomicU64,
    pages: AtomicU64,
}

impl Progress {
    /// On standard error if that is a terminal, and not in CI, where a terminal is often pretended.
    pub fn new(quiet: bool) -> Self {
        let in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        Self::on(ProgressDrawTarget::stderr, !quiet && !in_ci && std::io::stderr().is_terminal())
    }

    fn on(target: fn() -> ProgressDrawTarget, wanted: bool) -> Self {
        let zero = || AtomicU64::new(0);
        Self {
            started: Instant::now(),
            target,
            wanted,
            bar: OnceLock::new(),
            groups: zero(),
            done: zero(),
            pages: zero(),
        }
    }

    /// Take note of a step.
    pub fn take(&self, step: Step) {
        match step {
            Step::Found { groups } => self.groups.store(groups as u64, Ordering::Relaxed),
            Step::Checked { pages } => {
                let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
                let pages = self.pages.fetch_add(pages as u64, Ordering::Relaxed) + pages as u64;
                if self.wanted && self.started.elapsed() >= PATIENCE {
                    let bar = self.bar.get_or_init(|| self.bar());
                    bar.set_message(format!("{pages} pages read"));
                    bar.set_position(done);
                }
            }
        }
    }

    fn bar(&self) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(self.groups.load(Ordering::Relaxed)), (self.target)());
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} groups checked, {msg}");
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}

impl Drop for Progress {
    /// Leave no trace.
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use indicatif::ProgressDrawTarget;

    use super::{PATIENCE, Progress, Step};

    fn run(wanted: bool, age: Duration) -> Option<(u64, Option<u64>, String)> {
        let mut progress = Progress::on(ProgressDrawTarget::hidden, wanted);
        progress.started -= age;
        progress.take(Step::Found { groups: 3 });
        progress.take(Step::Checked { pages: 4 });
        progress.take(Step::Checked { pages: 2 });
        progress.bar.get().map(|bar| (bar.position(), bar.length(), bar.message()))
    }

    #[test]
    fn a_long_run_says_how_far_it_is() {
        assert_eq!(run(true, PATIENCE), Some((2, Some(3), "6 pages read".to_owned())));
    }

    #[test]
    fn a_short_run_and_one_that_nobody_watches_say_nothing() {
        assert_eq!(run(true, Duration::ZERO), None);
        assert_eq!(run(false, PATIENCE), None);
    }
}
