//! `code-extra`

use super::phrase::{count, describe, extra_help};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align::gaps::{GapKind, Lack};
use crate::diagnostic::Severity;
use crate::document::{BlockId, InlineKind};

/// The translation has a code block that its source lacks.
pub const RULE: Rule = Rule {
    id: "code-extra",
    family: Family::Blocks,
    severity: Severity::Warning,
    summary: "a code block of the translation is not in the source",
    explain: "The translation has a code block that nothing in the source answers, so its readers follow steps that \
        the source does not have, or no longer has.\n\nRemove it, or add it to the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for gap in &pair.gaps {
        let (Lack::Extra, GapKind::Code) = (gap.lack, gap.kind) else { continue };
        if super::block_duplicated::is_duplicate(pair, &gap.blocks) {
            continue;
        }
        if gap.blocks.iter().all(|&id| is_said(pair, id)) {
            continue;
        }
        let message = if gap.blocks.len() == 1 {
            format!("{} not in the source", describe(pair.target.document, &gap.blocks))
        } else {
            format!("{} not in the source", count(gap.blocks.len(), "code block"))
        };
        out.report(Finding::new(gap.span, message).beside(gap.at).help(extra_help(gap.blocks.len() > 1)));
    }
}

/// Shorter lines may stand in any text.
const SHORTEST: usize = 12;

/// Whether the source has the first line of some code in its text: set as code, it is the same.
fn is_said(pair: &Pair<'_>, id: BlockId) -> bool {
    let (source, target) = (pair.source.document, pair.target.document);
    let code = target.slice(target.blocks[id].content).trim();
    let Some(line) = code.lines().next().map(str::trim).filter(|line| line.len() >= SHORTEST) else { return false };
    let texts = source.inlines.iter().filter(|inline| inline.kind == InlineKind::Text);
    code.lines().count() == 1 && texts.into_iter().any(|text| source.slice(text.span).contains(line))
}
