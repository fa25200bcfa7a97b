//! `isogloss check`: checks translations against their sources and writes the report.

use std::collections::BTreeSet;
use std::io::{self, BufReader, BufWriter};
use std::path::PathBuf;

use isogloss::config::Config;
use isogloss::corpus::Group;
use isogloss::diagnostic::Diagnostic;
use isogloss::report::Report;
use isogloss::stream::check_lines;
use isogloss::{Overlay, Part, check_part};

use super::input::Input;
use super::lines::Lines;
use super::progress::Progress;
use super::scope::Scope;
use super::select::Select;
use super::show::Show;
use super::watch::{Known, Watch, is_configuration};
use super::{Exit, note};

/// Check translations against their sources.
#[derive(clap::Args)]
#[command(next_help_heading = "What to report")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    scope: Scope,
    /// Check groups that come with their pages as lines of JSON, and answer each with a line
    #[arg(
        long,
        help_heading = "What to look at",
        conflicts_with_all = ["paths", "since", "staged", "stdin_path", "shard", "format", "output", "baseline", "max"]
    )]
    stdin_groups: bool,
    /// Go on, and check a page with its translations again whenever one of them changes
    #[arg(
        long,
        help_heading = "What to look at",
        conflicts_with_all = ["since", "staged", "stdin_path", "stdin_groups", "shard", "output"]
    )]
    watch: bool,
    #[command(flatten)]
    select: Select,
    #[command(flatten)]
    show: Show,
}

impl Args {
    /// Check, write the reports, and say how it ended.
    pub fn run(self) -> anyhow::Result<Exit> {
        if self.stdin_groups {
            return self.stream();
        }
        if self.watch {
            return self.follow();
        }
        let whole = self.select.is_all() && self.scope.is_all();
        let lines = Lines::default();
        let wanted = |found: &&&Diagnostic| self.wants(found);
        let tell = |found: &[&Diagnostic]| lines.take(&found.iter().filter(wanted).copied().collect::<Vec<_>>());
        self.show.run(&self.input, whole, &lines, || {
            let config = self.config()?;
            let progress = Progress::new(self.show.quiet);
            let told: Option<&(dyn Fn(&[&Diagnostic]) + Sync)> =
                if self.show.streams(&self.input, &config) { Some(&tell) } else { None };
            let (mut report, overlay) = self.scope.check(&self.input, &config, &progress, told)?;
            self.narrow(&mut report);
            Ok((report, overlay))
        })
    }

    fn config(&self) -> anyhow::Result<Config> {
        let mut config = self.input.config()?;
        self.select.rules(&mut config);
        Ok(config)
    }

    fn wants(&self, found: &Diagnostic) -> bool {
        (self.show.all || !found.minor) && self.select.wants(found)
    }

    fn narrow(&self, report: &mut Report) {
        report.narrow(|diagnostic| self.wants(diagnostic));
    }

    /// Check everything, then the groups that change, until somebody ends it.
    fn follow(&self) -> anyhow::Result<Exit> {
        let watch = Watch::new(&self.input.paths)?;
        let mut known = Known::default();
        let mut changed = BTreeSet::new();
        loop {
            // What is wrong with a configuration that is just being written is told, and it is read again.
            let config = self.config().inspect_err(|error| note(&format!("error: {error:#}")));
            if let Ok(config) = &config {
                self.show_changed(&changed, config, &mut known)?;
            }
            changed = watch.next(&config.unwrap_or_default())?;
        }
    }

    /// Check and show the groups that some files concern; all of them if none is named.
    fn show_changed(&self, changed: &BTreeSet<PathBuf>, config: &Config, known: &mut Known) -> anyhow::Result<()> {
        let all = changed.is_empty() || changed.iter().any(|path| is_configuration(path));
        let mut report = {
            let progress = Progress::new(self.show.quiet);
            let concerned = known.concerned(changed);
            let holds = |group: &Group| all || concerned(group);
            let part = Part { holds: &holds, told: &|step| progress.take(step), ..Part::all() };
            self.input.in_pool(|| Ok(check_part(&self.input.paths, config, &part)?))?
        };
        known.learn(&report);
        if report.summary.documents > 0 || all {
            self.narrow(&mut report);
            self.show.run(&self.input, false, &Lines::default(), || Ok((report, Overlay::new())))?;
        }
        Ok(())
    }

    /// Check groups from standard input.
    fn stream(&self) -> anyhow::Result<Exit> {
        let mut config = self.input.config()?;
        self.select.rules(&mut config);
        let wants = |diagnostic: &Diagnostic| self.wants(diagnostic);
        let report = self.input.in_pool(|| {
            let mut output = BufWriter::new(io::stdout().lock());
            Ok(check_lines(BufReader::new(io::stdin()), &mut output, &config, &wants)?)
        })?;
        Ok(self.show.exit(&report))
    }
}
