//! `footnote`

use super::kept::Kept;
use super::{Check, Family, Pair, Rule, Sink};
use crate::diagnostic::Severity;
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

/// How it is told.
const TOLD: Kept = Kept {
    noun: "footnote reference ",
    part: |inline| inline.value,
    help: "keep it as the source has it",
    extra: ("remove it, or add it to the source", Severity::Info),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    TOLD.each(pair, InlineKind::FootnoteReference, out);
}
