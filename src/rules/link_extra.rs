//! `link-extra`

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline, links};
use crate::diagnostic::Severity;

/// A link of the translation is not in the source.
pub const RULE: Rule = Rule {
    id: "link-extra",
    family: Family::Inline,
    severity: Severity::Info,
    summary: "a link of the translation is not in the source",
    explain: "The translation has a link here that its source has not: added for its readers, or dropped from the source \
        since.\n\nLook whether it still belongs.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for change in links::links(pair) {
        let (None, Some(found)) = (change.source, change.target) else { continue };
        let message = format!("link to {} not in the source", quote(pair.target.document.slice(found.value)));
        out.report(
            Finding::new(found.span, message)
                .beside(inline::first_line(pair.source.document, change.leaf.source))
                .help("remove it here, or add it to the source"),
        );
    }
}
