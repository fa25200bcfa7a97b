//! `list-length`

use super::phrase::{count, quote, words_of};
use super::{Check, Family, Pair, Rule, Sink, fill, parts};
use crate::align::gaps::{Gap, GapKind};
use crate::diagnostic::Severity;
use crate::document::Document;

/// A list has fewer or more items than in the source.
pub const RULE: Rule = Rule {
    id: "list-length",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a list has fewer or more items than in the source",
    explain: "Items of a list in the source have no answer in the translation, or the other way round. Items in a row \
        are one finding; missing ones are reported at the line after which they belong.\n\nAdd the missing items, or \
        remove the ones that the source does not have.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    parts::check(pair, GapKind::Items, items, fill::items, out);
}

/// `item 3 of 9 "Start…"`, `items 3–7 of 9`, `all 4 items`.
fn items(document: &Document, gap: &Gap) -> String {
    let (first, total) = gap.place;
    let number = gap.blocks.len();
    match number {
        1 => format!("item {first} of {total} {}", quote(&words_of(document, gap.blocks[0]))),
        _ if number == total => format!("all {}", count(total, "item")),
        _ => format!("items {first}–{} of {total}", first + number - 1),
    }
}
