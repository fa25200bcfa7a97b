//! `isogloss merge`: makes the reports of all parts of a run into one.

use std::path::{Path, PathBuf};

use anyhow::Context;

use isogloss::Overlay;
use isogloss::config::Config;
use isogloss::report::json_v1;
use isogloss::root::Root;
use isogloss::shard::{Handover, merge};

use super::Exit;
use super::input::Input;
use super::lines::Lines;
use super::show::Show;

/// Make the reports of all parts of a run into one.
#[derive(clap::Args)]
pub struct Args {
    /// JSON reports of `isogloss check --shard`, one of each part
    #[arg(value_name = "REPORT", required = true)]
    reports: Vec<PathBuf>,
    #[command(flatten)]
    show: Show,
}

impl Args {
    /// Read the parts, judge them together, write the report, and say how it ended.
    pub fn run(self) -> anyhow::Result<Exit> {
        let input = Input::here();
        self.show.run(&input, true, &Lines::default(), || {
            let parts = self.reports.iter().map(|file| read(file)).collect::<anyhow::Result<_>>()?;
            let mut report = merge(parts)?;
            let paths = [PathBuf::from(".")];
            report.root = Root::of(&paths, &Config::default());
            report.narrow(|diagnostic| self.show.all || !diagnostic.minor);
            Ok((report, Overlay::new()))
        })
    }
}

fn read(file: &Path) -> anyhow::Result<Handover> {
    let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let report: json_v1::Report =
        serde_json::from_slice(&text).with_context(|| format!("{} is no report of isogloss", file.display()))?;
    let part = report.shard.with_context(|| {
        format!("{} is no part of a run: make it with `isogloss check --shard 1/4 --format json`", file.display())
    })?;
    Ok(*part)
}
