//! `block-missing`

use super::phrase::{describe, gap_help, instead, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink, boilerplate, fill};
use crate::align::Answer;
use crate::align::gaps::{Gap, GapKind, Lack};
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind, Document};

/// A paragraph, list, table, heading or other block of the source is not in the translation.
pub const RULE: Rule = Rule {
    id: "block-missing",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a block of the source is not in the translation",
    explain: "A paragraph, heading, list, table, quote or other block of the source has no answer in the translation. \
        Blocks in a row are one finding; it stands at the line after which they belong.\n\nTranslate what is missing.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let source = pair.source.document;
    for gap in &pair.gaps {
        let (Lack::Missing, GapKind::Blocks) = (gap.lack, gap.kind) else { continue };
        let kinds = |test: fn(BlockKind) -> bool| gap.blocks.iter().all(|&id| test(source.blocks[id].kind));
        if kinds(|kind| matches!(kind, BlockKind::Cell)) {
            continue;
        }
        if leads_flat_list(pair, &gap.blocks) {
            continue;
        }
        let light = kinds(|kind| matches!(kind, BlockKind::Break | BlockKind::Program | BlockKind::Html));
        let message = missing(source, gap, pair.target.document);
        let finding = Finding::new(gap.point(), message)
            .beside(gap.span)
            .help(gap_help(if light { "copy" } else { "translate" }, gap.blocks.len() > 1, gap))
            .fix_if(fill::wordless(pair, gap).or_else(|| fill::marked(pair, gap)))
            .unless_practised(boilerplate::left_out(pair, &gap.blocks));
        out.report(if light { finding.severity(Severity::Info) } else { finding });
    }
    for (practice, kept) in boilerplate::votes(pair) {
        out.vote(practice, kept);
    }
}

/// Whether a paragraph stands on a line of its own before those of the list behind it, which became one paragraph with it:
/// one finding says that the list is one.
fn leads_flat_list(pair: &Pair<'_>, blocks: &[BlockId]) -> bool {
    let (source, target) = (pair.source.document, pair.target.document);
    let &[paragraph] = blocks else { return false };
    let list = source.blocks[paragraph].next;
    let is_list = source.blocks.get(list).is_some_and(|block| matches!(block.kind, BlockKind::List(_)));
    let Some(Answer::Match(index)) = pair.alignment.source.get(list).filter(|_| is_list) else { return false };
    let found = &target.blocks[pair.alignment.matches[*index].target];
    source.blocks[paragraph].kind == BlockKind::Paragraph
        && found.kind == BlockKind::Paragraph
        && target.slice(found.span).trim().lines().count() > source.children(list).count()
}

/// What is missing, where it begins if it is several blocks, and what stands in its place if anything does.
fn missing(source: &Document, gap: &Gap, target: &Document) -> String {
    let what = describe(source, &gap.blocks);
    let first = gap.blocks.iter().map(|&id| words_of(source, id)).find(|words| !words.is_empty());
    let from =
        first.filter(|_| gap.blocks.len() > 1).map_or_else(String::new, |words| format!(", from {} on", quote(&words)));
    format!("{what} missing{from}{}", instead(gap, target))
}
