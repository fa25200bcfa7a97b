//! Quotes that a value of YAML front matter needs, or has one too many of.

use super::sink::Proposal;
use crate::diagnostic::Applicability;
use crate::document::front_matter::Format;
use crate::document::{Document, Span};

/// The edit that makes the line of a key parse and loses no word; none where it is not certain. Where nothing closes the
/// quote that opens a value, `source` shows whether the value has quotes at all.
#[must_use]
pub fn mend(document: &Document, line: Span, source: Option<&Document>) -> Option<Proposal> {
    let front = document.front_matter.as_ref().filter(|front| front.format == Format::Yaml)?;
    let is_here = |span: Span| line.contains(span) && !span.is_empty();
    let entry = front.entries.iter().find(|entry| is_here(entry.key) && is_here(entry.span))?;
    let value = document.slice(entry.span);
    let start = document.slice(Span { start: line.start, end: entry.span.start });
    let goes_on =
        document.text.get(line.end as usize..)?.lines().nth(1).is_some_and(|next| next.starts_with([' ', '\t']));
    if entry.span.end != line.end || goes_on || value.contains(" #") || start.contains(value) {
        return None;
    }
    let bare = |source: &Document| {
        let entry = source.front_matter.as_ref()?.entries.iter().find(|other| other.path == entry.path)?;
        Some(!source.slice(entry.span).starts_with(['"', '\'']))
    };
    let bare = source.and_then(bare).unwrap_or(false);
    let sound = candidates(value, bare).into_iter().find(|candidate| is_words(&format!("{start}{candidate}")))?;
    let what =
        if sound.len() < value.len() { "remove the quote that nothing closes" } else { "put quotes around the value" };
    Some((Applicability::Safe, what, vec![(entry.span, sound)]))
}

/// What the value may be meant to be, the likeliest first.
fn candidates(value: &str, bare: bool) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(quote) = value.chars().next().filter(|&c| matches!(c, '"' | '\'') && value.matches(c).count() == 1) {
        let inner = value.trim_start_matches(quote);
        let closed = format!("{value}{quote}");
        found.extend(if bare { [inner.to_owned(), closed] } else { [closed, inner.to_owned()] });
    }
    let quoted = match (value.contains(['"', '\\']), value.contains('\'')) {
        (false, _) => format!("\"{value}\""),
        (true, false) => format!("'{value}'"),
        (true, true) => format!("'{}'", value.replace('\'', "''")),
    };
    found.push(quoted);
    found
}

/// Whether a line is one key with words for its value, or an element of a list that is.
fn is_words(line: &str) -> bool {
    fn words(value: &serde_yaml::Value) -> bool {
        match value {
            serde_yaml::Value::String(_) => true,
            serde_yaml::Value::Mapping(map) => {
                map.len() == 1 && map.values().all(|value| !value.is_mapping() && words(value))
            }
            serde_yaml::Value::Sequence(list) => list.len() == 1 && list.iter().all(words),
            _ => false,
        }
    }
    serde_yaml::from_str::<serde_yaml::Value>(line).is_ok_and(|value| words(&value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn mended(line: &str, source: &str) -> Option<String> {
        let target = document::parse(format!("---\n{line}\nlayout: page\n---\n\nText.\n"), "a.md");
        let source = document::parse(format!("---\n{source}\nlayout: page\n---\n\nText.\n"), "a.md");
        let problem = target.problems.first()?;
        let (_, _, edits) = mend(&target, problem.span, Some(&source))?;
        let (span, text) = edits.first()?;
        Some(format!("{}{text}", target.slice(Span { start: problem.span.start, end: span.start })))
    }

    #[test]
    fn quotes_are_put_where_they_are_missing() {
        let sound = |line, source, right: &str| assert_eq!(mended(line, source).as_deref(), Some(right), "{line}");
        sound("title: Thé : le guide", "title: Tea", "title: \"Thé : le guide\"");
        sound("title: Tee: \"stark\"", "title: Tea", "title: 'Tee: \"stark\"'");
        sound("title: L'heure: \"tard\"", "title: Late", "title: 'L''heure: \"tard\"'");
        sound("title: \"Tee und Kuchen", "title: Tea and cake", "title: Tee und Kuchen");
        sound("title: \"Tee und Kuchen", "title: \"Tea and cake\"", "title: \"Tee und Kuchen\"");
        sound("title: 'Tee: ein Buch", "title: Tea", "title: 'Tee: ein Buch'");
        sound("title: @tee", "title: tea", "title: \"@tee\"");
        sound("title: \"Tee\" und mehr", "title: Tea", "title: '\"Tee\" und mehr'");
        assert_eq!(mended("title: Tee : grün # sic", "title: Tea"), None);
    }
}
