//! `key-type`

use super::front_matter::{Fields, Side, compare, convention, practice};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::front_matter::{Entry, Value};
use crate::practice::Practice;

/// A key holds another kind of value than in the source, or a list of another length.
pub const RULE: Rule = Rule {
    id: "key-type",
    family: Family::FrontMatter,
    severity: Severity::Warning,
    summary: "a key holds another kind of value than in the source, or a list of another length",
    explain: "A template that expects a list, a number, or true or false, gets something else: `draft: \"false\"` is \
        text, and counts as true; `tags: a, b` is one tag. A list that has lost an element loses a button, a link or \
        an author.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let Some(fields) = Fields::of(pair) else { return };
    for (entry, answer) in compare(&fields).both {
        let Some(message) = differ(&fields.source, &fields.target, entry, answer) else { continue };
        let free = matches!((&entry.value, &answer.value), (Value::List(_), Value::List(_))) && is_worded(&fields, entry, answer);
        let finding = Finding::new(answer.key, message).beside(entry.key).detail(entry.path.as_str()).help("write it as the source does");
        let finding = if free { finding.severity(Severity::Info) } else { finding };
        out.report(finding.where_practised(Practice::ValueKept(practice(entry)), true));
    }
}

/// Whether two lists hold words that each language chooses for itself, as tags for search are: texts only, of which the
/// two share fewer than half.
fn is_worded(fields: &Fields<'_>, entry: &Entry, answer: &Entry) -> bool {
    let texts = |side: &Side<'_>, list: &Entry| -> Option<Vec<String>> {
        let inside = |entry: &&Entry| {
            entry.path.strip_prefix(list.path.as_str()).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
        };
        let elements = side.front.entries.iter().filter(inside);
        elements.map(|element| if let Value::Text(text) = &element.value { Some(text.to_lowercase()) } else { None }).collect()
    };
    let (Some(here), Some(there)) = (texts(&fields.source, entry), texts(&fields.target, answer)) else { return false };
    let shared = here.iter().filter(|text| there.contains(text)).count();
    !here.is_empty() && !there.is_empty() && shared * 2 < here.len().min(there.len())
}

/// What to say where the two values are of different types.
fn differ(source: &Side<'_>, target: &Side<'_>, entry: &Entry, answer: &Entry) -> Option<String> {
    let path = &entry.path;
    match (&entry.value, &answer.value) {
        (Value::List(one), Value::List(other)) if one != other => {
            let fewer = if other < one { "only " } else { "" };
            Some(format!("`{path}` has {fewer}{} where the source has {one}", elements(*other)))
        }
        (Value::List(_), Value::List(_)) | (Value::Map(_), Value::Map(_)) | (Value::Null, _) => None,
        (_, Value::Null) => {
            is_worth(&entry.value).then(|| format!("`{path}` is empty where the source has {}", source.quote(entry)))
        }
        // Generators read a single word as a list of one.
        (Value::List(1), Value::Text(_)) | (Value::Text(_), Value::List(1)) => None,
        (Value::List(_) | Value::Map(_), _) | (_, Value::List(_) | Value::Map(_)) => {
            Some(format!("`{path}` is {} where the source has {}", noun(&answer.value), noun(&entry.value)))
        }
        (Value::Boolean(_), Value::Text(_) | Value::Number(_) | Value::Date(_)) => Some(format!(
            "`{path}` is {} {} where the source has {}",
            noun(&answer.value),
            target.quote(answer),
            source.quote(entry)
        )),
        (Value::Number(one), Value::Text(other))
            if one != other && convention::of(path) != convention::Convention::Free =>
        {
            Some(format!(
                "`{path}` is the text {} where the source has the number {}",
                target.quote(answer),
                source.quote(entry)
            ))
        }
        _ => None,
    }
}

fn elements(count: usize) -> String {
    if count == 1 { "1 element".to_owned() } else { format!("{count} elements") }
}

fn is_worth(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.trim().is_empty(),
        Value::List(count) | Value::Map(count) => *count > 0,
        _ => true,
    }
}

fn noun(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Text(_) => "text",
        Value::Boolean(_) => "true or false",
        Value::Number(_) => "a number",
        Value::Date(_) => "a date",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
    }
}

/// Whether `key-type` speaks of these two values, so that no other rule needs to.
#[must_use]
pub fn speaks(fields: &Fields<'_>, entry: &Entry, answer: &Entry) -> bool {
    differ(&fields.source, &fields.target, entry, answer).is_some()
}
