//! `isogloss baseline`: records what is found today, so that only what is new fails.

use std::path::Path;

use anyhow::Context;

use isogloss::baseline::Baseline;

use super::input::Input;
use super::known::{Known, looked_at};
use super::{Exit, note, write_atomically};

/// What it is for.
const ABOUT: &str = "\
Record today's findings in isogloss-baseline.json, so that `isogloss check` leaves them out and only new ones fail.

A finding is known again by its rule, its page and what it is about, never by its line: text may move. The file is sorted, \
has one finding a line and is meant to be committed. It lies beside isogloss.toml, else at the top of the repository, and \
names pages relative to that top, so it holds from whichever folder check is run.";

/// Record today's findings.
#[derive(clap::Args)]
#[command(long_about = ABOUT)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    known: Known,
    /// Only forget what is no longer found; record nothing new
    #[arg(long)]
    prune: bool,
}

impl Args {
    /// Check, and write the file.
    pub fn run(self) -> anyhow::Result<Exit> {
        let mut report = self.input.check(&self.input.config()?)?;
        report.narrow(|diagnostic| !diagnostic.minor);
        let file = self.known.target(&self.input, &report.root);
        let (baseline, said) = if self.prune {
            let mut baseline = Baseline::read(&file)?;
            let gone = baseline.prune(&report, looked_at(&self.input, &report));
            let said = format!("{gone} forgotten, {} still known", baseline.len());
            (baseline, said)
        } else {
            let baseline = Baseline::of(&report);
            let plural = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
            let (findings, pages) = (plural(baseline.len(), "known finding"), plural(baseline.pages().len(), "page"));
            let said = format!("{findings} on {pages}");
            (baseline, said)
        };
        write(&file, &baseline).with_context(|| format!("cannot write {}", file.display()))?;
        note(&format!("{}: {said}", file.display()));
        Ok(Exit::of(&report))
    }
}

fn write(file: &Path, baseline: &Baseline) -> std::io::Result<()> {
    write_atomically(file, |out| out.write_all(baseline.render().as_bytes()))
}
