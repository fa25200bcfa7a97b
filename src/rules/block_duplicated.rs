//! `block-duplicated`

use super::phrase::describe;
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align::gaps::Lack;
use crate::diagnostic::Severity;
use crate::document::{BlockId, Document};

/// The translation says the same twice where the source says it once.
pub const RULE: Rule = Rule {
    id: "block-duplicated",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a block stands twice in the translation and once in the source",
    explain: "A block of the translation repeats, word for word, another block of the same page, and the source has \
        no second one: a merge or a model has doubled it.\n\nRemove one of the two.",
    check: Check::Pair(check),
};

/// A block of fewer bytes than this may well stand twice.
const SHORT: usize = 12;

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for gap in pair.gaps.iter().filter(|gap| gap.lack == Lack::Extra) {
        if is_duplicate(pair.target.document, &gap.blocks) {
            let message = format!("{} stands twice", describe(pair.target.document, &gap.blocks));
            out.report(
                Finding::new(gap.span, message).beside(gap.at).help("remove one of the two, the source has it once"),
            );
        }
    }
}

/// Whether all of these blocks stand elsewhere on the page too, word for word.
#[must_use]
pub fn is_duplicate(document: &Document, blocks: &[BlockId]) -> bool {
    let text = |id: BlockId| document.slice(document.blocks[id].span).trim();
    let long = blocks.iter().any(|&id| text(id).len() >= SHORT);
    long && blocks.iter().all(|&id| {
        let (kind, wanted) = (std::mem::discriminant(&document.blocks[id].kind), text(id));
        document.blocks.iter().enumerate().any(|(other, block)| {
            other != id
                && !blocks.contains(&other)
                && std::mem::discriminant(&block.kind) == kind
                && block.span.len() == document.blocks[id].span.len()
                && text(other) == wanted
        })
    })
}
