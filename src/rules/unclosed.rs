//! Where a fence that is never closed was meant to be: after the code that the source has between its fences.

use super::sink::Proposal;
use super::view::Pair;
use crate::diagnostic::Applicability;
use crate::document::{Block, BlockKind, Document, Span};

/// On pages with more blocks of code the one that a fence belongs to is not looked for.
const MOST_BLOCKS: usize = 500;

/// The edit that closes the fence which opens at `start` and swallows what follows; none where the source's code does not
/// show where it ends.
#[must_use]
pub fn close(pair: &Pair<'_>, start: u32) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    // Up to a fence that swallows the rest, most pages have as many as their source.
    let place = fenced(target).position(|block| block.span.start == start).filter(|&place| place < MOST_BLOCKS)?;
    let found = fenced(target).nth(place)?;
    let swallowed = target.slice(Span { start: found.content.start, end: found.span.end });
    let in_place = fenced(source).nth(place).and_then(|wanted| length(source, wanted, swallowed, false));
    let elsewhere = || fenced(source).take(MOST_BLOCKS).find_map(|wanted| length(source, wanted, swallowed, true));
    let at = found.content.start as usize + in_place.or_else(elsewhere)?;
    let line = target.lines.span(&target.text, target.lines.line(start));
    let margin = target.slice(Span { start: line.start, end: start });
    let opening = target.text.get(start as usize..line.end as usize)?;
    let mark = opening.chars().next()?;
    let fence: String = opening.chars().take_while(|&c| c == mark).collect();
    let is_margin = margin.chars().all(|c| c == ' ' || c == '\t');
    let edit = (Span::at(at), format!("{margin}{fence}\n"));
    is_margin.then(|| (Applicability::Safe, "close the fence where the source does", vec![edit]))
}

/// How many bytes of what was swallowed are the code of a block of the source, or its translation; none if it does not
/// begin with that, and parted from what comes behind. `whole` asks for the very lines.
fn length(source: &Document, wanted: &Block, swallowed: &str, whole: bool) -> Option<usize> {
    let code: Vec<&str> = source.slice(wanted.content).lines().collect();
    let mut lines = swallowed.split_inclusive('\n');
    let own: Vec<&str> = lines.by_ref().take(code.len()).collect();
    let next = lines.next()?.trim();
    // The last line that is left may be the fence that closes it after all.
    lines.next()?;
    let behind = source.text.get(wanted.span.end as usize..)?.lines().nth(1).unwrap_or_default();
    if own.len() < code.len().max(1) || !next.is_empty() && next != behind.trim() {
        return None;
    }
    let equal = code.iter().zip(&own).filter(|(one, other)| one.trim() == other.trim()).count();
    let solid = |lines: &[&str]| lines.iter().all(|line| !line.trim().is_empty());
    let is_it = match whole {
        true => equal == code.len(),
        // So many lines up to the first blank one are the same lines, translated.
        false => equal * 2 >= code.len() || next.is_empty() && solid(&code) && solid(&own),
    };
    is_it.then(|| own.iter().map(|line| line.len()).sum())
}

/// The fenced blocks of code of a page, in order.
fn fenced(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { fenced: true }))
}
