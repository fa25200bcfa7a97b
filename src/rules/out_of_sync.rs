//! `out-of-sync`

use super::phrase::quote_both;
use super::{Check, Family, Finding, Pair, Rule, Sink, stale};
use crate::diagnostic::Severity;
use crate::document::{Document, Span};

/// Source and translation are two versions of the page.
pub const RULE: Rule = Rule {
    id: "out-of-sync",
    family: Family::Coverage,
    severity: Severity::Warning,
    summary: "most of the translation does not answer its source",
    explain: "Less than half of the two pages answers each other: the translation was made from another version, or \
        is a page of its own, or empty. What else is found on its structure is shown with `--all` only, but for links and \
        images that the source has changed since.\n\nTranslate the page \
        anew, or exclude it if it is meant to differ.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    if pair.is_empty() {
        let finding = Finding::new(Span::default(), "page is empty".to_owned()).detail("empty");
        let beside = first_line(pair.source.document);
        out.report(finding.beside(beside).help("translate the page, or remove it until that is done"));
    } else if pair.out_of_sync() {
        // In steps of ten, so that a change of wording does not make it another finding.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let share = (pair.share_aligned * 10.0).floor() as u32 * 10;
        let message =
            format!("page is out of step with its source: only about {share} % of their blocks answer each other");
        out.report(
            Finding::new(first_line(pair.target.document), message)
                .beside(first_line(pair.source.document))
                .detail("out-of-sync")
                .help("translate the page anew; `--all` shows what differs"),
        );
        for (wanted, found) in stale::targets(pair) {
            let (there, here) =
                quote_both(pair.target.document.slice(found.value), pair.source.document.slice(wanted.value));
            let message = format!("{there} stands here where the source has {here} now");
            let finding = Finding::new(found.span, message).beside(wanted.span).severity(Severity::Info);
            out.report(finding.help("use the address of the source"));
        }
    }
}

fn first_line(document: &Document) -> Span {
    let first = document.blocks.get(1).map_or(document.body, |block| block.span.start);
    document.lines.span(&document.text, document.lines.line(first))
}
