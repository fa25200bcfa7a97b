//! `block-duplicated`

use super::phrase::describe;
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align::gaps::{Gap, Lack};
use crate::diagnostic::Severity;
use crate::document::{BlockId, Document};

/// The translation says the same twice where the source says it once.
pub const RULE: Rule = Rule {
    id: "block-duplicated",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a block stands twice in the translation and once in the source",
    explain: "A block of the translation repeats, word for word, one beside it, and the source has \
        no second one: a merge or a model has doubled it.\n\nRemove one of the two.",
    check: Check::Pair(check),
};

/// A block of fewer bytes than this may well stand twice.
const SHORT: usize = 12;

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let target = pair.target.document;
    let doubled: Vec<&Gap> =
        pair.gaps.iter().filter(|gap| gap.lack == Lack::Extra && is_duplicate(pair, &gap.blocks)).collect();
    // Where a section stands twice in a row, some of either copy answers the source: they are one finding.
    let mut told = 0;
    for gap in doubled {
        if gap.span.start < told {
            continue;
        }
        let siblings: Vec<BlockId> = target.children(target.blocks[gap.blocks[0]].parent).collect();
        let after = siblings.iter().skip_while(|&&id| id < gap.blocks[0]);
        let run: Vec<BlockId> =
            after.copied().take_while(|&id| is_duplicate(pair, &[id]) || is_slight(target, id)).collect();
        told = run.last().map_or(gap.span.end, |&last| target.blocks[last].span.end);
        let message = format!("{} twice on this page", describe(target, &gap.blocks));
        out.report(
            Finding::new(gap.span, message).beside(gap.at).help("remove one of the two, the source has it once"),
        );
    }
}

/// Whether a block is too short to be known again.
fn is_slight(document: &Document, id: BlockId) -> bool {
    document.blocks[id].span.len() < SHORT
}

/// Whether all of these blocks of the translation stand beside themselves a second time, word for word, and say enough
/// for that to be no chance. What stands twice far apart, in two lists or sections, may well belong to both.
#[must_use]
pub fn is_duplicate(pair: &Pair<'_>, blocks: &[BlockId]) -> bool {
    let document = pair.target.document;
    blocks.iter().any(|&id| !is_slight(document, id))
        && blocks.iter().all(|&id| pair.stands_twice(id, |between| is_slight(document, between)))
}
