//! `section-moved`

use super::moved::Run;
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

/// From so many sections on, the page has another order.
const MANY: usize = 3;

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let runs = moved::runs(pair);
    let sections: Vec<&Run> = runs.iter().filter(|run| run.section).collect();
    if let (Some(first), MANY..) = (sections.first(), sections.len()) {
        let finding = Finding::new(
            first.target,
            format!("{} sections stand in another order than in the source", sections.len()),
        );
        let finding = finding.beside(first.source).help("put them in the order of the source");
        // A list may be sorted by the words of each language.
        out.report(if is_sorted(pair, first) { finding.severity(Severity::Info) } else { finding });
        return;
    }
    for run in sections {
        let title = quote(&words_of(pair.target.document, run.matches[0].target));
        let message = format!("section {title} stands elsewhere in the source");
        out.report(
            Finding::new(run.target, message)
                .beside(run.source)
                .help("move it to where the source has it")
                .fix_if(moved::propose(pair, run)),
        );
    }
}

/// Whether the headings beside those that moved are sorted by their letters, but for one in ten.
fn is_sorted(pair: &Pair<'_>, run: &Run) -> bool {
    let target = pair.target.document;
    let heading = run.matches[0].target;
    let level = target.blocks[heading].kind;
    let siblings = target.children(target.blocks[heading].parent).filter(|&id| target.blocks[id].kind == level);
    let titles: Vec<String> = siblings.map(|id| words_of(target, id).to_lowercase()).collect();
    let falls = titles.windows(2).filter(|pair| pair[0] > pair[1]).count();
    falls * 10 <= titles.len()
}
