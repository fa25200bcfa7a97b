//! `block-moved`

use super::phrase::{describe, moved_help};
use super::{Check, Family, Finding, Pair, Rule, Sink, moved};
use crate::diagnostic::Severity;
use crate::document::BlockKind;

/// A block stands elsewhere than in the source.
pub const RULE: Rule = Rule {
    id: "block-moved",
    family: Family::Blocks,
    severity: Severity::Warning,
    summary: "a block stands elsewhere than in the source",
    explain: "A paragraph, item, row or other block of the translation answers one of the source that stands in \
        another place among its neighbours.\n\nMove it to where the source has it.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for run in moved::runs(pair).iter().filter(|run| !run.section) {
        let blocks: Vec<_> = run.matches.iter().map(|found| found.target).collect();
        let verb = if blocks.len() == 1 { "stands" } else { "stand" };
        let message = format!("{} {verb} elsewhere in the source", describe(pair.target.document, &blocks));
        let finding = Finding::new(run.target, message).beside(run.source).help(moved_help(blocks.len() > 1));
        let finding = finding.fix_if(moved::propose(pair, run));
        // Bullets may stand in the order of the reader's language; steps may not.
        let target = pair.target.document;
        let bullets = blocks.iter().all(|&id| target.blocks[target.blocks[id].parent].kind == BlockKind::List(None));
        out.report(if bullets { finding.severity(Severity::Info) } else { finding });
    }
}
