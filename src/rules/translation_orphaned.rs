//! `translation-orphaned`

use super::{Check, Family, Outcome, Rule, TreeView, sink};
use crate::diagnostic::Severity;

/// A translation has no source.
pub const RULE: Rule = Rule {
    id: "translation-orphaned",
    family: Family::Coverage,
    severity: Severity::Info,
    summary: "a translation has no source",
    explain: "The page is there in several languages, but not in the one that the corpus is written in: the source \
        was moved or removed and its translations stayed behind. Such pages are compared with nothing.\n\nMove the \
        translations to where their source has gone, or remove them.",
    check: Check::Tree(check),
};

fn check(view: &TreeView<'_>, rule: &'static Rule, outcome: &mut Outcome) {
    let Some(source) = &view.corpus.source else { return };
    for group in &view.corpus.groups {
        if group.members.iter().any(|member| member.language == *source) {
            continue;
        }
        for page in &group.members {
            let message = format!("page has no source in {}", source.tag());
            let help = "move it to where its source has gone, or remove it if that is gone";
            sink::report_on_file(rule, view.config, outcome, &group.key, page, &page.language, message, help);
        }
    }
}
