//! `image-target`

use super::phrase::quote_both;
use super::{Check, Family, Finding, Pair, Rule, Sink, links};
use crate::diagnostic::Severity;

/// An image points elsewhere than in the source.
pub const RULE: Rule = Rule {
    id: "image-target",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "an image points elsewhere than in the source",
    explain: "An image answers one of the source and shows another file. A file or folder for the language is no \
        difference.\n\nUse the file of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for change in links::images(pair) {
        let (Some(wanted), Some(found)) = (change.source, change.target) else { continue };
        let (target, other) = (pair.source.document.slice(wanted.value), pair.target.document.slice(found.value));
        let (there, here) = quote_both(other, target);
        let message = format!("image shows {} where the source shows {}", there, here);
        let finding = Finding::new(found.span, message).beside(wanted.span).help("use the image of the source");
        out.report(finding.fix_if(links::carried(pair, &wanted, &found)));
    }
}
