//! Front-matter values for readers that are left in the source's words.

use super::content::{Side, Verdict};
use super::front_matter::{Fields, compare, convention, practice, quote};
use super::judge::Judge;
use super::{Finding, Pair};
use crate::diagnostic::Severity;
use crate::document::Span;
use crate::document::front_matter::{Entry, Value};
use crate::practice::Practice;

/// A value of a key that no convention speaks of is prose from so many words on.
const SENTENCE: usize = 4;

/// A value of more words than this is no label.
const LABEL: usize = 3;

/// One finding for each value that is left in the source's words; `language` is the source's, in words.
///
/// A value that nearly all translations of the corpus keep is one that they keep.
pub fn left(pair: &Pair<'_>, language: &str) -> Vec<Finding> {
    let (Some(fields), Some(judge)) = (Fields::of(pair), Judge::of(pair)) else { return Vec::new() };
    let (here, there) = (Side::new(fields.target.document, &[]), Side::new(fields.source.document, &[]));
    let mut findings = Vec::new();
    for (entry, answer) in compare(&fields).both {
        let (Value::Text(one), Value::Text(other)) = (&entry.value, &answer.value) else { continue };
        if !is_prose(entry, one)
            || fields.pinned(&entry.path).is_some_and(|pinned| pinned != crate::config::Field::Translated)
        {
            continue;
        }
        let what = if other.split_whitespace().count() > LABEL { "value" } else { "heading" };
        let (verdict, _) = judge.text(&here, &[answer.span], Some((&there, &[entry.span][..])), what);
        let (span, severity): (Span, _) = match verdict {
            Verdict::Left(true) => (answer.span, Severity::Warning),
            Verdict::Left(false) => (answer.span, Severity::Info),
            Verdict::Partly(span) => (span, Severity::Warning),
            _ => continue,
        };
        let message = format!("`{}` left in {language}: {}", entry.path, quote(fields.target.document.slice(span)));
        let finding = Finding::new(span, message).beside(entry.span).detail(entry.path.as_str()).severity(severity);
        let kept = Practice::ValueKept(practice(entry));
        findings.push(finding.help("translate it").unless_practised(vec![vec![kept]]));
    }
    findings
}

/// Whether a value is for readers.
fn is_prose(entry: &Entry, text: &str) -> bool {
    convention::is_prose(&entry.path)
        || convention::of(&entry.path) == convention::Convention::ByShape && text.split_whitespace().count() >= SENTENCE
}
