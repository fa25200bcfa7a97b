//! `list-nesting`

use super::phrase::{count, pronoun, quote, words_of};
use super::sink::Proposal;
use super::{Check, Family, Finding, Pair, Rule, Sink, fill};
use crate::align;
use crate::diagnostic::{Applicability, Severity};
use crate::document::{BlockId, BlockKind, Document, Span};

/// Items of a list stand on another depth than in the source.
pub const RULE: Rule = Rule {
    id: "list-nesting",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "items of a list stand at another depth than in the source",
    explain: "The list has as many items as in the source, but some of them are nested here and not there, or the \
        other way round: the indentation was lost or gained.\n\nIndent the items as the source does; an item under \
        `1. ` needs three spaces, one under `- ` two.",
    check: Check::Pair(check),
};

/// The items of so many lists in a row, with their depths.
fn items(document: &Document, first: BlockId, lists: usize) -> Vec<(BlockId, usize)> {
    let next = |&id: &BlockId| Some(document.blocks[id].next);
    std::iter::successors(Some(first), next).take(lists).flat_map(|list| align::items(document, list)).collect()
}

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for found in &pair.alignment.matches {
        let (here, there) = (found.source, found.target);
        if !matches!(source.blocks[here].kind, BlockKind::List(_))
            || !matches!(target.blocks[there].kind, BlockKind::List(_))
        {
            continue;
        }
        let (sources, targets) = (items(source, here, found.sources), items(target, there, found.targets));
        if sources.len() != targets.len() {
            continue;
        }
        let off: Vec<_> = sources.iter().zip(&targets).filter(|(s, t)| s.1 != t.1).collect();
        let Some((first_source, first)) = off.first() else { continue };
        let text = quote(&words_of(target, first.0));
        let what = if off.len() == 1 {
            format!("item {text} is")
        } else {
            format!("{}, from {text} on, are", count(off.len(), "item"))
        };
        let how = if first.1 < first_source.1 { "nested less deep" } else { "nested deeper" };
        out.report(
            Finding::new(target.blocks[first.0].span, format!("{what} {how} than in the source"))
                .beside(source.blocks[first_source.0].span)
                .help(format!("indent {} as the source does", pronoun(off.len() > 1)))
                .fix_if(indented((source, &sources), (target, &targets))),
        );
    }
}

/// A page and items of its, each with its depth.
type Side<'a> = (&'a Document, &'a [(BlockId, usize)]);

/// The edits that put each item, with all its lines, on the depth that it has in the source: as far in as there, or where
/// the text of the item that holds it starts.
fn indented((source, wanted): Side<'_>, (document, items): Side<'_>) -> Option<Proposal> {
    let starts: Vec<u32> = items.iter().map(|&(id, _)| document.blocks[id].span.start).collect();
    let end = items.iter().map(|&(id, _)| document.blocks[id].span.end).max()?;
    let base = margin(document, *starts.first()?)?;
    let mut columns: Vec<usize> = Vec::new();
    let mut edits = Vec::new();
    let theirs = |id: BlockId| margin(source, source.blocks[id].span.start);
    let first_of_theirs = theirs(wanted.first()?.0)?;
    for (index, (&start, &(other, depth))) in starts.iter().zip(wanted).enumerate() {
        let first = document.lines.span(&document.text, document.lines.line(start));
        let text = document.slice(Span { start, end: first.end });
        let is = margin(document, start)?;
        // An item cannot stand deeper than in the one before it.
        let least = if depth == 0 { base } else { *columns.get(depth - 1)? };
        let alike = theirs(other).and_then(|margin| (margin + base).checked_sub(first_of_theirs));
        let wanted = alike.filter(|margin| depth > 0 && (least..least + CODE).contains(margin)).unwrap_or(least);
        columns.truncate(depth);
        columns.push(wanted + fill::marker(text)?.0.len());
        if wanted == is {
            continue;
        }
        let next = starts.get(index + 1).map(|&next| document.lines.line(next));
        for number in document.lines.line(start)..next.unwrap_or(document.lines.line(end.saturating_sub(1)) + 1) {
            let line = document.lines.span(&document.text, number);
            let spaces = document.slice(line).len() - document.slice(line).trim_start_matches(' ').len();
            if document.slice(line).trim().is_empty() {
                continue;
            }
            let kept = (spaces + wanted).saturating_sub(is);
            if kept != spaces {
                edits.push((Span::new(line.start as usize, line.start as usize + spaces), " ".repeat(kept)));
            }
        }
    }
    (!edits.is_empty()).then_some((Applicability::Safe, "indent as the source does", edits))
}

/// So many spaces more make code of an item.
const CODE: usize = 4;

/// The spaces before a place on its line; none where anything else stands there.
fn margin(document: &Document, at: u32) -> Option<usize> {
    let line = document.lines.span(&document.text, document.lines.line(at));
    let before = document.slice(Span { start: line.start, end: at });
    before.chars().all(|c| c == ' ').then_some(before.len())
}
