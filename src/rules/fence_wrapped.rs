//! `fence-wrapped`

use super::{Check, DocumentView, Family, Finding, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::ProblemKind;

/// The whole page stands in a code fence.
pub const RULE: Rule = Rule {
    id: "fence-wrapped",
    family: Family::Content,
    severity: Severity::Error,
    summary: "the whole page stands in a code fence",
    explain: "A language model has put its answer into a code fence, so the page shows as code. Everything else was \
        checked as if the fence were not there.\n\nRemove the fence.",
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, out: &mut Sink<'_>) {
    for problem in view.page.document.problems.iter().filter(|problem| problem.kind == ProblemKind::FenceWrapped) {
        out.report(Finding::new(problem.span, problem.message.clone()).help("remove the fence"));
    }
}
