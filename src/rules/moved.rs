//! Runs of blocks that have moved, for the rules that report them.

use super::view::Pair;
use crate::align::Match;
use crate::document::{BlockKind, Span};

/// Consecutive blocks of the source that stand elsewhere in the translation.
pub struct Run {
    /// The matches, in the source's order.
    pub matches: Vec<Match>,
    /// Whether the run starts with a heading: a section, or what is left of one.
    pub section: bool,
    /// Extent in the source.
    pub source: Span,
    /// Extent of the first block in the translation.
    pub target: Span,
}

/// The runs of a pair, in the source's order.
#[must_use]
pub fn runs(pair: &Pair<'_>) -> Vec<Run> {
    let (source, target) = (pair.source.document, pair.target.document);
    let mut runs: Vec<Run> = Vec::new();
    for found in pair.alignment.matches.iter().filter(|found| found.moved) {
        let span = source.blocks[found.source].span;
        if let Some(run) = runs.last_mut()
            && let Some(last) = run.matches.last()
            && source.blocks[last.source].next == found.source
            && target.blocks[last.target].next == found.target
        {
            run.source = run.source.cover(span);
            run.matches.push(*found);
            continue;
        }
        runs.push(Run {
            matches: vec![*found],
            section: matches!(source.blocks[found.source].kind, BlockKind::Heading(_)),
            source: span,
            target: target.blocks[found.target].span,
        });
    }
    runs
}
