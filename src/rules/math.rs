//! `math`

use super::kept::Kept;
use super::{Check, Family, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::InlineKind;

/// A formula is missing or changed.
pub const RULE: Rule = Rule {
    id: "math",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "a formula is missing or changed",
    explain: "A formula is the same in every language, but for words within it.\n\nRestore it from the source.",
    check: Check::Pair(check),
};

/// How it is told.
const TOLD: Kept = Kept {
    noun: "formula ",
    part: |inline| inline.value,
    help: "keep it as the source has it",
    extra: ("remove it, or add it to the source", Severity::Info),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    TOLD.each(pair, InlineKind::Math, out);
}
