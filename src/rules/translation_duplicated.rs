//! `translation-duplicated`

use super::phrase::quote;
use super::{Check, Family, Finding, GroupView, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::Span;

/// Two files are the same page in the same language.
pub const RULE: Rule = Rule {
    id: "translation-duplicated",
    family: Family::Coverage,
    severity: Severity::Warning,
    summary: "two files are the same page in the same language",
    explain: "Two files of one group are in the same language, so one of them is stale, or filed under the wrong \
        language.\n\nKeep one.",
    check: Check::Group(check),
};

fn check(view: &GroupView<'_>, out: &mut Sink<'_>) {
    for (index, page) in view.pages.iter().enumerate() {
        let earlier = view.pages[..index].iter().find(|other| other.member.language == page.member.language);
        if let Some(other) = earlier {
            let language = page.member.language.tag();
            let message = format!("page is in {language} twice: the other is {}", quote(&other.member.file.shown));
            out.report_on(page, Finding::new(Span::default(), message).detail(language).help("keep one of them"));
        }
    }
}
