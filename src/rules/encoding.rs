//! `encoding`

use super::{Check, DocumentView, Family, Finding, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::ProblemKind;

/// A file is not text in UTF-8.
pub const RULE: Rule = Rule {
    id: "encoding",
    family: Family::Coverage,
    severity: Severity::Error,
    summary: "a file is not text in UTF-8",
    explain: "The file has bytes that are not UTF-8, or a NUL byte, or is larger than a page can be. Nothing of it was \
        compared.\n\nSave it as UTF-8, or exclude it.",
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, out: &mut Sink<'_>) {
    for problem in view.page.document.problems.iter().filter(|problem| problem.kind == ProblemKind::Encoding) {
        out.report(Finding::new(problem.span, problem.message.clone()).help("save it as UTF-8, or exclude it"));
    }
}
