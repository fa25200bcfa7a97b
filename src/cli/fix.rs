//! `isogloss fix`: makes the edits that findings carry.

use std::collections::HashSet;
use std::io::{self, Write};

use anyhow::bail;
use similar::TextDiff;

use isogloss::diagnostic::Diagnostic;
use isogloss::git::Since;
use isogloss::mend::{self, Mended};
use isogloss::report::escape::visible;

use super::input::Input;
use super::scope::changed;
use super::select::Select;
use super::{Exit, note, tell_failures, write_atomically};

/// What it does.
const ABOUT: &str = "\
Mend what can be mended: code, targets, levels, keys and marks that a translation must have as its source has them.

Only fixes that lose no translated word are made; --unsafe makes the others too, which need a look. Every page is checked \
again with its fixes made, until there are none left, and a fix that would bring up something else is left out. Line ends, byte order mark and permissions of a file \
stay; a file that somebody else changed meanwhile is left alone.";

/// Mend what can be mended.
#[derive(clap::Args)]
#[command(long_about = ABOUT)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    select: Select,
    /// Only what has changed since this revision, what is not committed included
    #[arg(long, value_name = "REV", help_heading = "What to look at")]
    since: Option<String>,
    /// Only what is staged in git
    #[arg(long, conflicts_with = "since", help_heading = "What to look at")]
    staged: bool,
    /// Print the changes as a unified diff and write nothing; the exit code is 1 if there are any
    #[arg(long)]
    diff: bool,
    /// List the fixes and write nothing; the exit code is 1 if there are any
    #[arg(long, conflicts_with = "diff")]
    dry_run: bool,
    /// Make also the fixes that need a look
    #[arg(long = "unsafe")]
    with_unsafe: bool,
}

impl Args {
    /// Mend, and write or show the pages.
    pub fn run(self) -> anyhow::Result<Exit> {
        let config = self.input.config()?;
        let since = self.since.clone().map(Since::Revision).or(self.staged.then_some(Since::Staged));
        let touched =
            since.map(|since| Ok::<_, anyhow::Error>(changed(&since, &self.input, &config)?.0)).transpose()?;
        let touched: Option<HashSet<u64>> =
            touched.map(|report| report.diagnostics.iter().map(|found| found.fingerprint).collect());
        let is_touched = |found: &Diagnostic| touched.as_ref().is_none_or(|all| all.contains(&found.fingerprint));
        let wants = |found: &Diagnostic| self.select.takes(found) && is_touched(found);
        let mend = || Ok(mend::mend(&self.input.paths, &config, &wants, self.with_unsafe)?);
        let mending = self.input.in_pool(mend)?;
        tell_failures(&mending.failures);
        let count = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
        let fixes: usize = mending.pages.iter().map(|page| page.mended.len()).sum();
        let shown = self.diff || self.dry_run;
        let mut failed = !mending.failures.is_empty();
        let mut out = io::BufWriter::new(io::stdout().lock());
        for page in &mending.pages {
            if self.diff {
                diff(page, &mut out)?;
            } else if self.dry_run {
                list(page, &mut out)?;
            } else if let Err(error) = write(page) {
                note(&format!("error: {}: {error:#}", page.path));
                failed = true;
            }
        }
        if !shown {
            let said = match fixes {
                0 => "nothing to mend".to_owned(),
                _ => format!("mended {} in {}", count(fixes, "finding"), count(mending.pages.len(), "file")),
            };
            writeln!(out, "{said}")?;
        }
        out.flush()?;
        if mending.refused > 0 {
            note(&format!(
                "{} left as found: mending would bring up something else",
                count(mending.refused, "finding")
            ));
        }
        Ok(match (failed, shown && fixes > 0) {
            (true, _) => Exit::Failed,
            (false, true) => Exit::Findings,
            (false, false) => Exit::Clean,
        })
    }
}

/// Write a page with its fixes made, unless the file is no longer what was read.
fn write(page: &Mended) -> anyhow::Result<()> {
    let path = std::fs::canonicalize(&page.path)?;
    if std::fs::read(&path)? != page.before.as_bytes() {
        bail!("the file has changed while it was mended, so it is left alone");
    }
    write_atomically(&path, |out| out.write_all(page.after.as_bytes()))?;
    Ok(())
}

fn diff(page: &Mended, out: &mut dyn Write) -> io::Result<()> {
    let difference = TextDiff::from_lines(&page.before, &page.after);
    let header = (format!("a/{}", page.path), format!("b/{}", page.path));
    let unified = difference.unified_diff().context_radius(3).header(&header.0, &header.1).to_string();
    out.write_all(unified.as_bytes())
}

fn list(page: &Mended, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in &page.mended {
        let (at, what) = (&diagnostic.location, diagnostic.fix.as_ref().map_or("", |fix| &fix.description));
        let start = at.range.start;
        writeln!(out, "{}:{}:{}: {}: {}", visible(&at.path), start.line, start.column, diagnostic.rule, visible(what))?;
    }
    Ok(())
}
