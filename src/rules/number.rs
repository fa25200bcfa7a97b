//! `number`

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline};
use crate::compare::number;
use crate::diagnostic::Severity;
use crate::document::{Document, Inline, InlineKind};

/// A number is missing or another.
pub const RULE: Rule = Rule {
    id: "number",
    family: Family::Inline,
    severity: Severity::Warning,
    summary: "a number is missing or another",
    explain: "The numbers of a block are the same in every language, however they are written: `380,000`, `380.000` \
        and `38万` are one number, and small ones may be spelled out. Here one is missing or another.\n\nUse the \
        number of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let languages = (pair.source.member.language.tag(), pair.target.member.language.tag());
    for leaf in pair.leaves() {
        let source = prose(pair.source.document, pair.source_inlines(leaf));
        let target = prose(pair.target.document, pair.target_inlines(leaf));
        if !source.bytes().chain(target.bytes()).any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let difference = number::missing(&source, &target, languages.0, languages.1);
        for (index, wanted) in difference.missing.iter().enumerate() {
            let message = match difference.extra.get(index) {
                Some(found) => format!("number {} where the source has {}", quote(&found.text), quote(&wanted.text)),
                None => format!("number {} missing", quote(&wanted.text)),
            };
            let place = inline::first_line(pair.target.document, leaf.target);
            out.report(
                Finding::new(place, message)
                    .beside(inline::first_line(pair.source.document, leaf.source))
                    .help("use the number of the source"),
            );
        }
    }
}

fn prose(document: &Document, inlines: &[Inline]) -> String {
    let runs: Vec<&str> = inlines
        .iter()
        .filter(|inline| inline.kind == InlineKind::Text)
        .map(|inline| document.slice(inline.span))
        .collect();
    runs.join(" ")
}
