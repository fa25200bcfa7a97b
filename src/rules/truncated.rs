//! `truncated`

use super::phrase::{count, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align::gaps::{GapKind, Lack};
use crate::diagnostic::Severity;
use crate::document::BlockKind;

/// The translation ends before its source does.
pub const RULE: Rule = Rule {
    id: "truncated",
    family: Family::Content,
    severity: Severity::Error,
    summary: "the translation ends before its source does",
    explain: "Everything in the source from some place on is missing: a model ran out of room, or the translator \
        stopped. The finding stands at the last line that has an answer.\n\nTranslate the rest.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let source = pair.source.document;
    for gap in &pair.gaps {
        let (Lack::Missing, GapKind::End) = (gap.lack, gap.kind) else { continue };
        let headings = gap.blocks.iter().filter(|&&id| matches!(source.blocks[id].kind, BlockKind::Heading(_))).count();
        let first = quote(&words_of(source, gap.blocks[0]));
        let what = if headings > 0 { count(headings, "section") } else { count(gap.blocks.len(), "block") };
        let message = format!("page ends here, {what} before the end of the source, from {first} on");
        let finding = Finding::new(gap.at, message).beside(gap.span).help("translate the rest of the page");
        out.report(finding.minor(pair.out_of_sync() || pair.is_spoilt(gap.at)));
    }
}
