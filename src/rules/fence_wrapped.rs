//! `fence-wrapped`

use super::sink::Proposal;
use super::{Check, DocumentView, Family, Finding, Rule, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{Document, ProblemKind, Span};

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
        let finding = Finding::new(problem.span, problem.message.clone()).help("remove the fence");
        out.report(finding.fix_if(unwrap(view.page.document, problem.span)));
    }
}

/// The edits that take the line of the opening fence away, and that of the closing one where there is one.
fn unwrap(document: &Document, opening: Span) -> Option<Proposal> {
    let line = document.lines.span(&document.text, document.lines.line(opening.start));
    let rest = document.text.get(line.end as usize..)?;
    let end = line.end as usize + rest.find('\n')? + 1;
    let mut edits = vec![(Span::new(line.start as usize, end), String::new())];
    let mark: String = document.slice(opening).chars().take_while(|&c| c == '`' || c == '~').collect();
    let text = document.text.trim_end();
    let last = text.rfind('\n')? + 1;
    let closing = text.get(last..)?.trim();
    if last >= end && closing.len() >= mark.len() && !mark.is_empty() && closing.chars().all(|c| mark.starts_with(c)) {
        // The last line ends as it did: a file without a line end at its end has none without the fence either.
        let kept = if document.text.ends_with('\n') {
            last
        } else {
            document.text.get(..last)?.trim_end_matches(['\r', '\n']).len()
        };
        edits.push((Span::new(kept.max(end), document.text.len()), String::new()));
    }
    Some((Applicability::Safe, "remove the fence", edits))
}
