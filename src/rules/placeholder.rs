//! `placeholder`

use super::inline::{self, Count};
use super::kept::{Kept, Side};
use super::{Check, Family, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::InlineKind;

/// A placeholder is missing or changed.
pub const RULE: Rule = Rule {
    id: "placeholder",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "a placeholder is missing or changed",
    explain: "What a program fills in (`{name}`, `%s`, `{{ site.url }}`, `:emoji:`) must stay as it is, or the program will not \
        find it.\n\nRestore it from the source.",
    check: Check::Pair(check),
};

/// How it is told.
const TOLD: Kept = Kept {
    noun: "placeholder ",
    part: |inline| inline.value,
    help: "keep it as the source has it",
    extra: ("remove it: a program may put nothing in its place", Severity::Info),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let changes = inline::changes(pair, Count::Once, &[InlineKind::Placeholder], |page, inline| {
        Some(page.document.slice(inline.value))
    });
    TOLD.by_block(pair, &changes, |side, _, text| !in_code(side, text), out);
}

/// Whether a placeholder stands in the code of one side of a match: between backticks it is still there.
fn in_code((page, inlines): Side<'_>, value: &str) -> bool {
    let mut codes = inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    codes.any(|code| page.document.slice(code.value).contains(value))
}
