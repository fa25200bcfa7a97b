//! `code-missing`

use super::phrase::{count, describe};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align::gaps::{GapKind, Lack};
use crate::diagnostic::Severity;

/// A code block of the source is not in the translation.
pub const RULE: Rule = Rule {
    id: "code-missing",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a code block of the source is not in the translation",
    explain: "A code block of the source has no answer in the translation. The finding stands at the line after which \
        it belongs.\n\nCopy the code block.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for gap in &pair.gaps {
        let (Lack::Missing, GapKind::Code) = (gap.lack, gap.kind) else { continue };
        let message = if gap.blocks.len() == 1 {
            format!("{} missing", describe(pair.source.document, &gap.blocks))
        } else {
            format!("{} missing", count(gap.blocks.len(), "code block"))
        };
        out.report(Finding::new(gap.at, message).beside(gap.span).help("copy the code and put it after this line"));
    }
}
