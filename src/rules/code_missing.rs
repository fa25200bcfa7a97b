//! `code-missing`

use super::phrase::{count, describe, gap_help, missing};
use super::{Check, Family, Finding, Pair, Rule, Sink, fill};
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
        let what = match gap.blocks.len() {
            1 => describe(pair.source.document, &gap.blocks),
            several => count(several, "code block"),
        };
        let message = missing(&what, gap, pair.target.document);
        let finding =
            Finding::new(gap.point(), message).beside(gap.span).help(gap_help("copy", gap.blocks.len() > 1, gap));
        out.report(finding.fix_if(fill::code(pair, gap)));
    }
}
