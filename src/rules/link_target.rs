//! `link-target`

use super::phrase::quote_both;
use super::{Check, Family, Finding, Pair, Rule, Sink, links};
use crate::diagnostic::Severity;

/// A link points elsewhere than in the source.
pub const RULE: Rule = Rule {
    id: "link-target",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "a link points elsewhere than in the source",
    explain: "A link answers one of the source and points elsewhere: its path was translated, misspelt, or is that of an \
        older version. A prefix for the language, a localised host and a relative path for an absolute one are no \
        difference.\n\nUse the target of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for change in links::links(pair) {
        let (Some(wanted), Some(found)) = (change.source, change.target) else { continue };
        let (target, other) = (pair.source.document.slice(wanted.value), pair.target.document.slice(found.value));
        let (there, here) = quote_both(other, target);
        let message = format!("link goes to {} where the source goes to {}", there, here);
        let finding = Finding::new(found.span, message).beside(wanted.span).help("use the target of the source");
        out.report(finding.fix_if(links::carried(pair, &wanted, &found)));
    }
}
