//! The last line of a report for people: what was looked at and how much was found.

use std::io::{self, Write};
use std::time::Duration;

use super::{Report, Summary};

/// Write the closing line; `elapsed` only where the output need not be the same each time.
pub fn write(report: &Report, elapsed: Option<Duration>, out: &mut dyn Write) -> io::Result<()> {
    let summary = &report.summary;
    if summary.documents == 0 {
        return writeln!(out, "no pages found: no file ends in .md, .mdx or .markdown (--extension adds others)");
    }
    write!(
        out,
        "{} in {} ({}, {})",
        found(summary),
        count(summary.documents, "page"),
        count(summary.groups, "group"),
        count(summary.languages.len(), "language")
    )?;
    if summary.ungrouped > 0 {
        write!(out, ", {} without a counterpart", summary.ungrouped)?;
    }
    if summary.hidden > 0 {
        write!(out, "; {} more with --all", summary.hidden)?;
    }
    let shown = report.diagnostics.len();
    if shown < summary.errors + summary.warnings + summary.infos {
        write!(out, "; {shown} shown")?;
    }
    if let Some(elapsed) = elapsed {
        write!(out, ", {:.2} s", elapsed.as_secs_f64())?;
    }
    writeln!(out)
}

/// How much was found, in words.
#[must_use]
pub fn found(summary: &Summary) -> String {
    let found = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")];
    let found: Vec<String> = found.iter().filter(|(n, _)| *n > 0).map(|&(n, word)| count(n, word)).collect();
    if found.is_empty() { "no findings".to_owned() } else { found.join(", ") }
}

/// A number with its noun: `1 page`, `3 pages`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
