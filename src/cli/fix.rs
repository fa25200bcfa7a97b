//! `isogloss fix`: makes the edits that findings carry.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, bail};
use similar::TextDiff;
use xxhash_rust::xxh3::xxh3_64;

use isogloss::config::Config;
use isogloss::corpus;
use isogloss::fix::{self, Plan};
use isogloss::report::Report;
use isogloss::report::escape::visible;

use super::input::Input;
use super::select::Select;
use super::{Exit, note, write_atomically};

/// Mending one break may bring another to light; more often than this it does not.
const ROUNDS: usize = 3;

/// What it does.
const ABOUT: &str = "\
Mend what can be mended: code, targets, levels, keys and marks that a translation must have as its source has them.

Only fixes that lose no translated word are made; --unsafe makes the others too, which need a look. Where two fixes get \
into each other the first is made, and the page is checked again. Line ends, byte order mark and permissions of a file \
stay; a file that somebody else changed meanwhile is left alone.";

/// Mend what can be mended.
#[derive(clap::Args)]
#[command(long_about = ABOUT)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    select: Select,
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
    /// Check and mend until there is nothing left to mend.
    pub fn run(self) -> anyhow::Result<Exit> {
        let mut config = self.input.config()?;
        self.select.rules(&mut config);
        if self.diff || self.dry_run {
            return self.show(&config);
        }
        let (mut fixes, mut left, mut failed) = (0, 0, false);
        let mut files = std::collections::BTreeSet::new();
        for _ in 0..ROUNDS {
            let before = self.hashes(&config)?;
            let report = self.check(&config)?;
            left = 0;
            let mut changed = false;
            for (path, plan) in fix::plan(&report.diagnostics, self.with_unsafe) {
                left += plan.waiting;
                match mend(path, &plan, before.get(path).copied()) {
                    Ok(true) => {
                        fixes += plan.mended.len();
                        files.insert(path.to_owned());
                        changed = true;
                    }
                    Ok(false) => {}
                    Err(error) => {
                        note(&format!("error: {path}: {error:#}"));
                        failed = true;
                    }
                }
            }
            failed |= !report.failures.is_empty();
            if !changed || failed {
                break;
            }
        }
        let count = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
        let waiting = if left > 0 { format!("; {left} left: run it again") } else { String::new() };
        let said = match fixes {
            0 => "nothing to mend".to_owned(),
            _ => format!("mended {} in {}{waiting}", count(fixes, "finding"), count(files.len(), "file")),
        };
        writeln!(io::stdout(), "{said}")?;
        Ok(if failed { Exit::Failed } else { Exit::Clean })
    }

    fn check(&self, config: &Config) -> anyhow::Result<Report> {
        let mut report = self.input.in_pool(|| Ok(isogloss::check(&self.input.paths, config)?))?;
        for failure in &report.failures {
            note(&format!("error: {failure}"));
        }
        report.narrow(|diagnostic| !diagnostic.minor && self.select.wants(diagnostic));
        Ok(report)
    }

    /// What is in each page before it is checked.
    fn hashes(&self, config: &Config) -> anyhow::Result<BTreeMap<String, u64>> {
        let corpus = corpus::gather(&self.input.paths, config)?;
        let members = corpus.groups.into_iter().flat_map(|group| group.members).map(|member| member.file);
        let files = members.chain(corpus.ungrouped);
        Ok(files.filter_map(|file| Some((file.shown, xxh3_64(&std::fs::read(file.path).ok()?)))).collect())
    }

    /// Say what would be done.
    fn show(&self, config: &Config) -> anyhow::Result<Exit> {
        let report = self.check(config)?;
        let plans = fix::plan(&report.diagnostics, self.with_unsafe);
        let mut out = io::BufWriter::new(io::stdout().lock());
        for (path, plan) in &plans {
            if self.diff {
                diff(path, plan, &mut out)?;
            } else {
                list(plan, &mut out)?;
            }
        }
        out.flush()?;
        Ok(match (report.failures.is_empty(), plans.is_empty()) {
            (false, _) => Exit::Failed,
            (true, false) => Exit::Findings,
            (true, true) => Exit::Clean,
        })
    }
}

/// Write a page with its fixes made; says whether that changed anything.
fn mend(path: &str, plan: &Plan<'_>, before: Option<u64>) -> anyhow::Result<bool> {
    let text = std::fs::read_to_string(path)?;
    let read = xxh3_64(text.as_bytes());
    if before != Some(read) {
        bail!("the file has changed while it was checked, so it is left alone");
    }
    let mended = plan.apply(&text).context("a fix does not fit into the file")?;
    if mended == text {
        return Ok(false);
    }
    let path = std::fs::canonicalize(path)?;
    if xxh3_64(&std::fs::read(&path)?) != read {
        bail!("the file has changed while it was mended, so it is left alone");
    }
    write_atomically(&path, |out| out.write_all(mended.as_bytes()))?;
    Ok(true)
}

fn diff(path: &str, plan: &Plan<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| path.to_owned())?;
    let mended = plan.apply(&text).with_context(|| format!("{path}: a fix does not fit into the file"))?;
    let shown = Path::new(path).display();
    let difference = TextDiff::from_lines(&text, &mended);
    let unified = difference.unified_diff().context_radius(3).header(&format!("a/{shown}"), &format!("b/{shown}")).to_string();
    out.write_all(unified.as_bytes())?;
    Ok(())
}

fn list(plan: &Plan<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in &plan.mended {
        let (at, what) = (&diagnostic.location, diagnostic.fix.as_ref().map_or("", |fix| &fix.description));
        let start = at.range.start;
        writeln!(
            out,
            "{}:{}:{}: {}: {}",
            visible(&at.path),
            start.line,
            start.column,
            diagnostic.rule,
            visible(what)
        )?;
    }
    Ok(())
}
