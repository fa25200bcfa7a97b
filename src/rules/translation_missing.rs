//! `translation-missing`

use super::{Check, Family, Outcome, Rule, TreeView, sink};
use crate::diagnostic::Severity;

/// A page has no translation into a language that is expected.
pub const RULE: Rule = Rule {
    id: "translation-missing",
    family: Family::Coverage,
    severity: Severity::Info,
    summary: "a page has no translation into a language that is expected",
    explain: "The configuration lists the languages that every page should be in, or nearly all pages of a folder are \
        in a language, and this one is not.\n\nTranslate the page, or name the languages in `isogloss.toml`.",
    check: Check::Tree(check),
};

fn check(view: &TreeView<'_>, rule: &'static Rule, outcome: &mut Outcome) {
    for (group, missing) in view.corpus.groups.iter().zip(view.missing) {
        let Some(page) = group.members.first() else { continue };
        for language in missing {
            let message = format!("page has no translation into {}", language.tag());
            let help = "translate it, or list the languages that are expected in `isogloss.toml`";
            sink::report_on_file(rule, view.config, outcome, &group.key, page, language, message, help);
        }
    }
}
