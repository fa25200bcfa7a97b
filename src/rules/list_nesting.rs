//! `list-nesting`

use super::phrase::{count, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align;
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind, Document};

/// Items of a list stand on another depth than in the source.
pub const RULE: Rule = Rule {
    id: "list-nesting",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "items of a list stand on another depth than in the source",
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
                .help("indent as the source does"),
        );
    }
}
