//! `link-missing`

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline, links};
use crate::diagnostic::Severity;
use crate::document::Span;

/// A link of the source is not in the translation.
pub const RULE: Rule = Rule {
    id: "link-missing",
    family: Family::Inline,
    severity: Severity::Warning,
    summary: "a link of the source is not in the translation",
    explain: "A link of the source has no answer in the same place of the translation.\n\nAdd it; its text may be translated, its \
        target stays.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for change in links::links(pair) {
        let (Some(wanted), None) = (change.source, change.target) else { continue };
        // A picture that is missing takes the link around it along.
        let around = |image: Span| wanted.span.contains(image);
        if links::images(pair).iter().any(|image| image.target.is_none() && image.source.is_some_and(|image| around(image.span))) {
            continue;
        }
        let message = format!("link to {} missing", quote(pair.source.document.slice(wanted.value)));
        out.report(
            Finding::new(inline::place(pair, &change.leaf, &wanted), message)
                .beside(wanted.span)
                .help("add the link of the source"),
        );
    }
}
