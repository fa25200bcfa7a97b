//! `out-of-sync`

use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::{Document, Span};

/// Source and translation are two versions of the page.
pub const RULE: Rule = Rule {
    id: "out-of-sync",
    family: Family::Coverage,
    severity: Severity::Warning,
    summary: "most of the translation does not answer its source",
    explain: "Less than half of the two pages answers each other: the translation was made from another version, or \
        is a page of its own. What else is found on its structure is shown with `--all` only.\n\nTranslate the page \
        anew, or exclude it if it is meant to differ.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    if pair.out_of_sync() {
        // In steps of ten, so that a change of wording does not make it another finding.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let share = (pair.share_aligned * 10.0).floor() as u32 * 10;
        let message = format!("page and source are two versions: about {share} % of their blocks answer each other");
        out.report(
            Finding::new(first_line(pair.target.document), message)
                .beside(first_line(pair.source.document))
                .detail("out-of-sync")
                .help("translate the page anew; `--all` shows what differs"),
        );
    }
}

fn first_line(document: &Document) -> Span {
    let first = document.blocks.get(1).map_or(document.body, |block| block.span.start);
    document.lines.span(&document.text, document.lines.line(first))
}
