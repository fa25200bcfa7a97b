//! `section-extra`

use super::phrase::{count, extra_help, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align::gaps::{GapKind, Lack};
use crate::diagnostic::Severity;

/// The translation has a heading with text under it that its source lacks.
pub const RULE: Rule = Rule {
    id: "section-extra",
    family: Family::Sections,
    severity: Severity::Warning,
    summary: "a section of the translation is not in the source",
    explain: "The translation has a heading and text under it that nothing in the source answers: the source dropped \
        it and the translation did not follow, or the translation was made from another version.\n\nRemove the \
        section, or add it to the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for gap in &pair.gaps {
        let (Lack::Extra, GapKind::Sections(sections)) = (gap.lack, gap.kind) else { continue };
        if super::block_duplicated::is_duplicate(pair, &gap.blocks) {
            continue;
        }
        let title = quote(&words_of(pair.target.document, gap.blocks[0]));
        let message = if sections == 1 {
            format!("section {title} not in the source")
        } else {
            format!("{} not in the source, from {title} on", count(sections, "section"))
        };
        out.report(Finding::new(gap.span, message).beside(gap.at).help(extra_help(sections > 1)));
    }
}
