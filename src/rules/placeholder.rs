//! `placeholder`

use super::inline::{self, Change, Count};
use super::phrase::{quote, quote_all};
use super::{Check, Family, Finding, Page, Pair, Rule, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{Inline, InlineKind};

/// A placeholder is missing or changed.
pub const RULE: Rule = Rule {
    id: "placeholder",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "a placeholder is missing or changed",
    explain: "What a program fills in (`{name}`, `%s`, `{{ site.url }}`, `:emoji:`) must stay as it is, or the program will not \
        find it.\n\nRestore it from the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let changes = inline::changes(pair, Count::Once, &[InlineKind::Placeholder], |page, inline| {
        Some(page.document.slice(inline.value).to_owned())
    });
    for block in changes.chunk_by(|one, next| one.leaf == next.leaf) {
        in_block(pair, block, out);
    }
}

/// The placeholders that one block has otherwise. One that stands between backticks is still there.
fn in_block(pair: &Pair<'_>, changes: &[Change], out: &mut Sink<'_>) {
    let Some(leaf) = changes.first().map(|change| change.leaf) else { return };
    let (source, target) = (pair.source.document, pair.target.document);
    let (here, there) = (pair.source_inlines(&leaf), pair.target_inlines(&leaf));
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    for change in changes {
        let wanted = change.source.filter(|wanted| !in_code(pair.target, there, source.slice(wanted.value)));
        let found = change.target.filter(|found| !in_code(pair.source, here, target.slice(found.value)));
        if let (Some(wanted), Some(found)) = (wanted, found) {
            let (value, other) = (source.slice(wanted.value), target.slice(found.value));
            let message = format!("placeholder {} where the source has {}", quote(other), quote(value));
            let finding = Finding::new(found.span, message).beside(wanted.span).help(HELP);
            out.report(finding.fix(Applicability::Safe, "restore it from the source", found.value, value));
        } else {
            missing.extend(wanted);
            extra.extend(found);
        }
    }
    if let Some(first) = missing.first() {
        let values: Vec<&str> = missing.iter().map(|wanted| source.slice(wanted.value)).collect();
        let message = format!("placeholder {} missing", quote_all(&values));
        out.report(Finding::new(inline::place(pair, &leaf, first), message).beside(first.span).help(HELP));
    }
    if let Some(first) = extra.first() {
        let values: Vec<&str> = extra.iter().map(|found| target.slice(found.value)).collect();
        let finding = Finding::new(first.span, format!("placeholder {} not in the source", quote_all(&values)));
        let finding = finding.help("remove it: a program may put nothing in its place");
        out.report(finding.beside(inline::first_line(source, leaf.source)).severity(Severity::Info));
    }
}

const HELP: &str = "keep it as the source has it";

/// Whether a placeholder stands in the code of one side of a match.
fn in_code(page: &Page<'_>, inlines: &[Inline], value: &str) -> bool {
    let mut codes = inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    codes.any(|code| page.document.slice(code.value).contains(value))
}
