//! `isogloss check`: checks translations against their sources and writes the report.

use std::io::{self, BufWriter};

use isogloss::diagnostic::Diagnostic;
use isogloss::stream::check_lines;

use super::Exit;
use super::input::Input;
use super::scope::Scope;
use super::select::Select;
use super::show::Show;

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
        let whole = self.select.is_all() && self.scope.is_all();
        self.show.run(&self.input, whole, || {
            let mut config = self.input.config()?;
            self.select.rules(&mut config);
            let (mut report, overlay) = self.scope.check(&self.input, &config)?;
            report.narrow(|diagnostic| (self.show.all || !diagnostic.minor) && self.select.wants(diagnostic));
            Ok((report, overlay))
        })
    }

    /// Check groups from standard input.
    fn stream(&self) -> anyhow::Result<Exit> {
        let mut config = self.input.config()?;
        self.select.rules(&mut config);
        let wants = |diagnostic: &Diagnostic| (self.show.all || !diagnostic.minor) && self.select.wants(diagnostic);
        let report = self.input.in_pool(|| {
            let mut output = BufWriter::new(io::stdout().lock());
            Ok(check_lines(&mut io::stdin().lock(), &mut output, &config, &wants)?)
        })?;
        Ok(self.show.exit(&report))
    }
}
