//! `section-missing`

use super::phrase::{count, describe, gap_help, instead, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink, boilerplate, fill};
use crate::align::gaps::{GapKind, Lack};
use crate::diagnostic::Severity;

/// A heading and all that stands under it is not in the translation.
pub const RULE: Rule = Rule {
    id: "section-missing",
    family: Family::Sections,
    severity: Severity::Error,
    summary: "a section of the source is not in the translation",
    explain: "A heading of the source and everything under it has no answer in the translation, so its readers never \
        learn of it. The finding stands at the line after which the section belongs; several sections in a row are \
        one finding.\n\nTranslate the section, or remove it from the source if it is out of date.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for gap in &pair.gaps {
        let (Lack::Missing, GapKind::Sections(sections)) = (gap.lack, gap.kind) else { continue };
        let source = pair.source.document;
        let title = quote(&words_of(source, gap.blocks[0]));
        let message = if sections == 1 {
            let inside = &gap.blocks[1..];
            let holds = if inside.is_empty() { String::new() } else { format!(" ({})", describe(source, inside)) };
            format!("section missing: {title}{}", if inside.len() == 1 { String::new() } else { holds })
        } else {
            format!("{} missing, from {title} on", count(sections, "section"))
        };
        let message = format!("{message}{}", instead(gap, pair.target.document));
        out.report(
            Finding::new(gap.point(), message)
                .beside(gap.span)
                .detail(title)
                .unless_practised(boilerplate::left_out(pair, &gap.blocks))
                .help(gap_help("translate", sections > 1, gap))
                .fix_if(fill::marked(pair, gap)),
        );
    }
}
