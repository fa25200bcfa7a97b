//! `footnote`

use super::inline::{self, Count};
use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::InlineKind;

/// A reference to a footnote is missing or changed.
pub const RULE: Rule = Rule {
    id: "footnote",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "a reference to a footnote is missing or changed",
    explain: "The source refers to a footnote here and the translation does not, or refers to another.\n\nPut the reference \
        back with the label of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let changes = inline::changes(pair, Count::Each, &[InlineKind::FootnoteReference], |page, inline| {
        Some(page.document.slice(inline.value).to_owned())
    });
    let (source, target) = (pair.source.document, pair.target.document);
    for change in changes {
        match (change.source, change.target) {
            (Some(wanted), Some(found)) => {
                let (value, other) = (source.slice(wanted.value), target.slice(found.value));
                let message = format!("footnote reference {} where the source has {}", quote(other), quote(value));
                out.report(
                    Finding::new(found.span, message).beside(wanted.span).help("keep it as the source has it").fix(
                        Applicability::Safe,
                        "restore it from the source",
                        found.value,
                        value,
                    ),
                );
            }
            (Some(wanted), None) => {
                let message = format!("footnote reference {} missing", quote(source.slice(wanted.value)));
                out.report(
                    Finding::new(inline::place(pair, &change.leaf, &wanted), message)
                        .beside(wanted.span)
                        .help("keep it as the source has it"),
                );
            }
            (None, Some(found)) => {
                let message = format!("footnote reference {} not in the source", quote(target.slice(found.value)));
                out.report(
                    Finding::new(found.span, message)
                        .beside(inline::first_line(source, change.leaf.source))
                        .severity(Severity::Info),
                );
            }
            (None, None) => {}
        }
    }
}
