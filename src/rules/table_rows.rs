//! `table-rows`

use super::phrase::{gap_help, missing, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink, fill};
use crate::align::gaps::{Gap, GapKind, Lack};
use crate::diagnostic::Severity;
use crate::document::Document;

/// A table has fewer or more rows than in the source.
pub const RULE: Rule = Rule {
    id: "table-rows",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a table has fewer or more rows than in the source",
    explain: "Rows of a table in the source have no answer in the translation, or the other way round. Rows in a row \
        are one finding; missing ones are reported at the line after which they belong.\n\nAdd the missing rows, or \
        remove the ones that the source does not have.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for gap in pair.gaps.iter().filter(|gap| gap.kind == GapKind::Rows) {
        match gap.lack {
            Lack::Missing => out.report(
                Finding::new(gap.point(), missing(&rows(pair.source.document, gap), gap, pair.target.document))
                    .beside(gap.span)
                    .help(gap_help("translate what is missing", gap))
                    .fix_if(fill::rows(pair, gap)),
            ),
            Lack::Extra if super::block_duplicated::is_duplicate(pair, &gap.blocks) => {}
            Lack::Extra => out.report(
                Finding::new(gap.span, format!("{} not in the source", rows(pair.target.document, gap)))
                    .beside(gap.at)
                    .severity(Severity::Warning)
                    .help("remove it here, or add it to the source"),
            ),
        }
    }
}

/// `row 3 of 9 "Start…"`, `rows 3–7 of 9`; the head counts as the first.
fn rows(document: &Document, gap: &Gap) -> String {
    let (first, total) = gap.place;
    match gap.blocks.len() {
        1 => format!("row {first} of {total} {}", quote(&words_of(document, gap.blocks[0]))),
        number => format!("rows {first}–{} of {total}", first + number - 1),
    }
}
