//! `table-rows`

use super::phrase::{quote, words_of};
use super::{Check, Family, Pair, Rule, Sink, fill, parts};
use crate::align::gaps::{Gap, GapKind};
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
    parts::check(pair, GapKind::Rows, rows, fill::rows, out);
}

/// `row 3 of 9 "Start…"`, `rows 3–7 of 9`; the head counts as the first.
fn rows(document: &Document, gap: &Gap) -> String {
    let (first, total) = gap.place;
    match gap.blocks.len() {
        1 => format!("row {first} of {total} {}", quote(&words_of(document, gap.blocks[0]))),
        number => format!("rows {first}–{} of {total}", first + number - 1),
    }
}
