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
        an author.\n\nWrite the value as the source does.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let Some(fields) = Fields::of(pair) else { return };
    for (entry, answer) in compare(&fields).both {
        if let (Value::List(one), Value::List(other)) = (&entry.value, &answer.value) {
            out.vote(Practice::LengthKept(practice(entry)), one == other);
        }
        let Some(message) = differ(&fields.source, &fields.target, entry, answer) else { continue };
        let finding = Finding::new(answer.key, message)
            .beside(entry.key)
            .detail(entry.path.as_str())
            .help("write it as the source does");
        let practice = match (&entry.value, &answer.value) {
            (Value::List(_), Value::List(_)) => Practice::LengthKept(practice(entry)),
            _ => Practice::ValueKept(practice(entry)),
        };
        out.report(finding.where_practised(practice, true));
    }
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
        // Generators read a single word as a list of one, where there may be several.
        (Value::List(1), Value::Text(_)) | (Value::Text(_), Value::List(1)) if !ONE.contains(&path.as_str()) => None,
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

/// Keys that no generator reads a list for.
const ONE: [&str; 9] = ["date", "description", "lang", "layout", "permalink", "slug", "template", "title", "type"];

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
