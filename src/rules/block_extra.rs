//! `block-extra`

use super::phrase::{describe, extra_help};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align::gaps::{GapKind, Lack};
use crate::diagnostic::Severity;
use crate::document::BlockKind;

/// The translation has a block that its source lacks.
pub const RULE: Rule = Rule {
    id: "block-extra",
    family: Family::Blocks,
    severity: Severity::Warning,
    summary: "a block of the translation is not in the source",
    explain: "The translation has a paragraph, heading, list or other block that nothing in the source answers: it \
        was dropped from the source, added by the translator, or is a second version of its neighbour.\n\nRemove it, \
        or add it to the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let target = pair.target.document;
    for gap in &pair.gaps {
        let (Lack::Extra, GapKind::Blocks) = (gap.lack, gap.kind) else { continue };
        let kinds = |test: fn(BlockKind) -> bool| gap.blocks.iter().all(|&id| test(target.blocks[id].kind));
        if kinds(|kind| matches!(kind, BlockKind::Cell)) || super::block_duplicated::is_duplicate(pair, &gap.blocks) {
            continue;
        }
        let light = kinds(|kind| matches!(kind, BlockKind::Break | BlockKind::Program | BlockKind::Html));
        let message = format!("{} not in the source", describe(target, &gap.blocks));
        let finding = Finding::new(gap.span, message).beside(gap.at).help(extra_help(gap.blocks.len() > 1));
        out.report(if light { finding.severity(Severity::Info) } else { finding });
    }
}
