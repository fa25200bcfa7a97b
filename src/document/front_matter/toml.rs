//! TOML front matter, by the spans that the `toml` crate keeps.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::mend::Mended;
use super::path::{child, element};
use super::{Entry, MAX_DEPTH, MAX_ENTRIES, MAX_PATH, Value};
use crate::document::Span;

/// More errors than this on one page follow from the ones before.
const MOST_ERRORS: usize = 8;

/// Read TOML that starts at byte `base` of the file; what does not parse is named and left out.
pub(super) fn read(content: &str, base: usize) -> Mended {
    let (table, errors) = DeTable::parse_recoverable(content);
    let mut reader = Reader { content, base, entries: Vec::new() };
    reader.table(table.get_ref(), "", 0);
    reader.entries.sort_by_key(|entry| entry.key.start);
    let mut problems: Vec<(Span, String)> = Vec::new();
    for error in errors.iter().take(MOST_ERRORS) {
        let at = error.span().map_or(0, |span| span.start).min(content.len());
        let span = line_around(content, at, base);
        if problems.iter().all(|(other, _)| *other != span) {
            problems.push((span, format!("front matter does not parse: {}", message(error.message()))));
        }
    }
    Mended { map: true, entries: reader.entries, sound: errors.is_empty(), problems }
}

/// The parser's own words, as far as the first line goes.
fn message(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_lowercase()
}

fn line_around(content: &str, at: usize, base: usize) -> Span {
    let bytes = content.as_bytes();
    let start = bytes.get(..at).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |found| found + 1);
    let length = bytes.get(start..).and_then(|rest| memchr::memchr(b'\n', rest)).unwrap_or(content.len() - start);
    let line = content.get(start..start + length).unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    Span::new(base + start + indent, base + start + indent + line.trim().len())
}

struct Reader<'a> {
    content: &'a str,
    base: usize,
    entries: Vec<Entry>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, path: &str, depth: usize) {
        for (key, value) in table {
            let path = child(path, key.get_ref());
            self.value(path, Some(self.span(key)), value, depth);
        }
    }

    fn value(&mut self, path: String, key: Option<Span>, value: &Spanned<DeValue<'_>>, depth: usize) {
        if depth >= MAX_DEPTH || path.len() > MAX_PATH || self.entries.len() >= MAX_ENTRIES {
            return;
        }
        let span = self.span(value);
        let raw = || self.content.get(value.span()).unwrap_or_default().to_owned();
        let typed = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.clone().into_owned()),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(raw()),
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::Datetime(_) => Value::Date(raw()),
            DeValue::Array(list) => Value::List(list.len()),
            DeValue::Table(table) => Value::Map(table.len()),
        };
        let index = self.entries.len();
        let depth_of = u16::try_from(depth).unwrap_or(u16::MAX);
        self.entries.push(Entry { path: path.clone(), depth: depth_of, key: key.unwrap_or(span), span, value: typed });
        match value.get_ref() {
            DeValue::Array(list) => {
                for (at, value) in list.iter().enumerate() {
                    self.value(element(&path, at), None, value, depth + 1);
                }
            }
            DeValue::Table(table) => self.table(table, &path, depth + 1),
            _ => return,
        }
        // A table's own span is its header; it goes as far as what it holds.
        let whole = self.entries.iter().skip(index + 1).fold(span, |whole, entry| whole.cover(entry.span));
        if let Some(entry) = self.entries.get_mut(index) {
            entry.span = whole;
        }
    }

    fn span<T>(&self, spanned: &Spanned<T>) -> Span {
        let range = spanned.span();
        Span::new(self.base + range.start, self.base + range.end)
    }
}
