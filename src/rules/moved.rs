//! Runs of blocks that have moved, for the rules that report them.

use super::sink::Proposal;
use super::view::Pair;
use crate::align::{Answer, Match};
use crate::diagnostic::Applicability;
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

/// The edits that put a run where the source has it: after what answers the block before it. Only for blocks of the page
/// itself, whose depth is certain.
#[must_use]
pub fn propose(pair: &Pair<'_>, run: &Run) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    let (first, last) = (run.matches.first()?, run.matches.last()?);
    let (from, to) = (target.blocks.get(first.target)?, target.blocks.get(last.target)?);
    if source.blocks.get(first.source)?.parent != 0 || from.parent != 0 || last.targets != 1 {
        return None;
    }
    let before = source.children(0).take_while(|&id| id != first.source).last()?;
    let Answer::Match(index) = pair.alignment.source.get(before)? else { return None };
    let answer = pair.alignment.matches.get(*index).filter(|found| !found.moved && found.targets == 1)?;
    let place = target.blocks.get(answer.target)?;
    let ends = |span: Span| span.start as usize + target.slice(span).trim_end().len();
    let (start, end) = (from.span.start as usize, ends(to.span));
    let rest = target.text.get(end..)?;
    let blank = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    // At the end of the page the blank lines before it go.
    let removed = if end + blank == target.text.len() {
        let kept = target.text.get(..start)?.trim_end().len();
        Span::new(kept, end)
    } else {
        Span::new(start, end + blank)
    };
    let at = ends(place.span);
    let apart = at < removed.start as usize || at > removed.end as usize;
    let text = format!("\n\n{}", target.text.get(start..end)?);
    let mut edits = vec![(removed, String::new()), (Span::at(at), text)];
    edits.sort_by_key(|(span, _)| span.start);
    apart.then_some((Applicability::Unsafe, "move it to where the source has it", edits))
}
