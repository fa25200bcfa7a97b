//! `image-missing`

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline, links};
use crate::diagnostic::Severity;

/// An image of the source is not in the translation.
pub const RULE: Rule = Rule {
    id: "image-missing",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "an image of the source is not in the translation",
    explain: "An image of the source has no answer in the same place of the translation.\n\nAdd it; its description may be \
        translated.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for change in links::images(pair) {
        let (Some(wanted), None) = (change.source, change.target) else { continue };
        let message = format!("image {} missing", quote(pair.source.document.slice(wanted.value)));
        out.report(
            Finding::new(inline::place(pair, &change.leaf, &wanted), message)
                .beside(wanted.span)
                .help("add the image of the source"),
        );
    }
}
