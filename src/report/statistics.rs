//! How many findings each rule has.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Report;

/// A line a rule, the most frequent first.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut counts = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        *counts.entry((diagnostic.rule, diagnostic.severity)).or_insert(0_usize) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    for ((rule, severity), count) in counts {
        writeln!(out, "{count:>7}  {:<8} {rule}", severity.name())?;
    }
    Ok(())
}
