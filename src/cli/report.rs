//! `isogloss report`: checks, and writes what it found as one page for a browser.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;

use isogloss::report::{Format, Presentation};
use isogloss::{Part, check_part};

use super::input::Input;
use super::progress::Progress;
use super::repository::Repository;
use super::select::Select;
use super::{Exit, note, tell_failures, write_atomically};

/// Write a page for a browser: all pages and languages, and both sides of what differs.
#[derive(clap::Args)]
#[command(next_help_heading = "What to report")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// The file to write
    #[arg(long, short, value_name = "FILE", default_value = "isogloss.html")]
    output: PathBuf,
    #[command(flatten)]
    repository: Repository,
    #[command(flatten)]
    select: Select,
    /// Show also what follows from a greater finding on the same page
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Check, and write the page. What was found is no failure: the page is there to be looked at.
    pub fn run(self) -> anyhow::Result<Exit> {
        let started = Instant::now();
        let mut config = self.input.config()?;
        self.select.rules(&mut config);
        let progress = Progress::new(false);
        let all = Part { told: &|step| progress.take(step), ..Part::all() };
        let mut report = self.input.in_pool(|| Ok(check_part(&self.input.paths, &config, &all)?))?;
        drop(progress);
        report.narrow(|diagnostic| (self.all || !diagnostic.minor) && self.select.wants(diagnostic));
        tell_failures(&report.failures);
        let html = Format::named("html").context("there is no format for it")?;
        let presentation = Presentation {
            repository: self.repository.url(),
            read: &|path| std::fs::read(path).ok(),
            ..Presentation::default()
        };
        write_atomically(&self.output, |out| {
            let mut out = BufWriter::new(out);
            (html.write)(&report, &presentation, &mut out)?;
            out.flush()
        })
        .with_context(|| format!("cannot write the report to {}", self.output.display()))?;
        note(&format!("{}: {:.2} s", self.output.display(), started.elapsed().as_secs_f64()));
        Ok(Exit::of(&report))
    }
}
