//! `section-moved`

use super::phrase::{quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink, moved};
use crate::diagnostic::Severity;

/// A section stands elsewhere than in the source.
pub const RULE: Rule = Rule {
    id: "section-moved",
    family: Family::Sections,
    severity: Severity::Warning,
    summary: "a section stands elsewhere than in the source",
    explain: "A section of the translation answers one of the source that stands in another place among its \
        neighbours.\n\nMove it to where the source has it.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for run in moved::runs(pair).iter().filter(|run| run.section) {
        let title = quote(&words_of(pair.target.document, run.matches[0].target));
        let message = format!("section {title} stands elsewhere in the source");
        out.report(Finding::new(run.target, message).beside(run.source).help("move it to where the source has it").fix_if(moved::propose(pair, run)));
    }
}
