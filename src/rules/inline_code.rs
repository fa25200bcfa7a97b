//! `inline-code`

use super::inline::{self, Change, Count};
use super::phrase::{quote, quote_both};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::compare::code;
use crate::diagnostic::{Applicability, Severity};
use crate::document::{Inline, InlineKind};

/// Code within a line is missing or changed.
pub const RULE: Rule = Rule {
    id: "inline-code",
    family: Family::Inline,
    severity: Severity::Warning,
    summary: "code within a line is missing or changed",
    explain: "A name, option, value or command between backticks is what the reader types or looks for, so it stays \
        as it is. Here it was translated, misspelt, left out or lost its marks.\n\nRestore it from the source; a \
        placeholder in it (`<your-token>`) may be translated.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let changes = inline::changes(pair, Count::Once, |page, inline| {
        (inline.kind == InlineKind::Code).then(|| key(page.document.slice(inline.value)))
    });
    for change in changes {
        match (change.source, change.target) {
            (Some(wanted), Some(found)) => changed(pair, &change, &wanted, &found, out),
            (Some(wanted), None) => missing(pair, &change, &wanted, out),
            (None, Some(found)) => extra(pair, &change, &found, out),
            (None, None) => {}
        }
    }
}

/// Code with its white space folded.
fn key(code: &str) -> String {
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn changed(pair: &Pair<'_>, change: &Change, wanted: &Inline, found: &Inline, out: &mut Sink<'_>) {
    let (code, other) = (pair.source.document.slice(wanted.value), pair.target.document.slice(found.value));
    if code::inline(code, other) {
        return;
    }
    if said(pair.source, pair.source_inlines(&change.leaf), other) {
        missing(pair, change, wanted, out);
        return;
    }
    let (there, here) = quote_both(other, code);
    let message = format!("code {there} where the source has {here}");
    out.report(Finding::new(found.span, message).beside(wanted.span).help("keep code as the source has it").fix(
        Applicability::Safe,
        "restore the code of the source",
        found.value,
        code,
    ));
}

fn missing(pair: &Pair<'_>, change: &Change, wanted: &Inline, out: &mut Sink<'_>) {
    let code = pair.source.document.slice(wanted.value);
    let place = inline::place(pair, &change.leaf, wanted);
    let finding = if said(pair.target, pair.target_inlines(&change.leaf), code) {
        Finding::new(place, format!("{} has lost its code marks", quote(code))).help("put it between backticks")
    } else {
        Finding::new(place, format!("code {} missing", quote(code))).help("name it as the source does")
    };
    let finding = finding.beside(wanted.span);
    out.report(if is_plain_word(code) { finding.severity(Severity::Info) } else { finding });
}

/// A word that may as well be said in another language: `list`, `raise`, `dependencies`.
fn is_plain_word(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn extra(pair: &Pair<'_>, change: &Change, found: &Inline, out: &mut Sink<'_>) {
    let code = pair.target.document.slice(found.value);
    if said(pair.source, pair.source_inlines(&change.leaf), code) {
        return;
    }
    let message = format!("code {} not in the source", quote(code));
    out.report(
        Finding::new(found.span, message)
            .beside(inline::first_line(pair.source.document, change.leaf.source))
            .severity(Severity::Info),
    );
}

/// Whether some code is said in the prose of these inlines, without its marks; quotation marks may be others.
fn said(page: &super::Page<'_>, inlines: &[Inline], code: &str) -> bool {
    let code = code.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    !code.is_empty()
        && inlines
            .iter()
            .any(|inline| inline.kind == InlineKind::Text && page.document.slice(inline.span).contains(code))
}
