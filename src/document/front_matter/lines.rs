//! The lines of front matter as a person reads them, whether a parser would or not.

use std::ops::Range;

/// A line of a text, as byte offsets into that text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The line without its line end.
    pub text: &'a str,
    /// Where it starts.
    pub start: usize,
    /// Where the next one starts.
    pub next: usize,
}

impl Line<'_> {
    /// Where it ends, without the line end.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of `text` from the byte `start` on, which begins a line.
pub(super) fn lines(text: &str, start: usize) -> impl Iterator<Item = Line<'_>> + Clone {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |found| found + 1);
        let line = rest.get(..length)?;
        let found = Line { text: line.trim_end_matches(['\n', '\r']), start: at, next: at + length };
        at += length;
        Some(found)
    })
}

/// A line of the form `key: value`, as byte ranges into the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeyLine {
    /// Bytes of white space before it.
    pub indent: usize,
    /// Whether it starts an element of a list (`- key: value`).
    pub dash: bool,
    /// The key, with its quotes if it has any.
    pub key: Range<usize>,
    /// The colon, or whatever parts key and value.
    pub colon: Range<usize>,
    /// The value, without the white space around it.
    pub value: Range<usize>,
    /// Whether the colon is the full-width `：` of a Chinese or Japanese keyboard, which no parser takes for one.
    pub wide: bool,
}

/// A longer key is a sentence that happens to hold a colon.
const LONGEST_KEY: usize = 60;
const MOST_WORDS: usize = 3;

/// Split a line at the colon after its key.
pub(super) fn key_line(line: &str) -> Option<KeyLine> {
    let indent = line.len() - line.trim_start().len();
    let mut start = indent;
    let mut dash = false;
    while let Some(rest) = line.get(start..).and_then(|rest| rest.strip_prefix("- ")) {
        dash = true;
        start = line.len() - rest.trim_start().len();
    }
    let rest = line.get(start..)?;
    let (length, colon, wide) = match rest.chars().next()? {
        quote @ ('"' | '\'') => {
            let inner = rest.get(1..)?;
            let length = inner.find(quote)? + 2;
            let gap = rest.get(length..)?;
            let colon = gap.len() - gap.trim_start().len();
            gap.get(colon..)?.strip_prefix(':').map(|_| (length, length + colon, false))?
        }
        '#' | '[' | ']' | '{' | '}' | ',' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' | '?' => return None,
        _ => {
            let (at, wide) = rest.char_indices().take(LONGEST_KEY).find_map(|(at, character)| match character {
                ':' if rest.get(at + 1..).is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t'])) => {
                    Some((at, false))
                }
                '：' => Some((at, true)),
                _ => None,
            })?;
            (rest.get(..at)?.trim_end().len(), at, wide)
        }
    };
    let key = rest.get(..length)?;
    if key.is_empty() || (wide && key.contains(' ')) {
        return None;
    }
    let colon = start + colon..start + colon + if wide { '：'.len_utf8() } else { 1 };
    let value = line.get(colon.end..)?;
    let lead = value.len() - value.trim_start().len();
    let value = colon.end + lead..colon.end + lead + value.trim().len();
    Some(KeyLine { indent, dash, key: start..start + length, colon, value, wide })
}

/// Whether a line at the top of a page reads as a key of front matter rather than as prose.
pub(super) fn is_key(line: &str) -> bool {
    key_line(line).is_some_and(|split| {
        let key = line.get(split.key).unwrap_or_default();
        split.indent == 0 && !split.dash && key.split_whitespace().count() <= MOST_WORDS
    })
}

/// Whether a line can stand in YAML front matter below its keys: a key, an element of a list, something indented, a
/// comment, a closing bracket.
pub(super) fn is_yaml(line: &str) -> bool {
    let text = line.trim_start();
    text.len() < line.len() || text.starts_with('#') || text.starts_with([']', '}']) || is_key(line) || is_element(line)
}

/// Whether a line is an element of a list.
pub(super) fn is_element(line: &str) -> bool {
    line == "-" || line.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Option<(&str, &str)> {
        let split = key_line(line)?;
        Some((&line[split.key], &line[split.value]))
    }

    #[test]
    fn keys_and_values() {
        assert_eq!(split("title: Ein Tag"), Some(("title", "Ein Tag")));
        assert_eq!(split("  - link : /a/ "), Some(("link", "/a/")));
        assert_eq!(split("\"a b\": c"), Some(("\"a b\"", "c")));
        assert_eq!(split("titre : Un : deux"), Some(("titre", "Un : deux")));
        assert_eq!(split("标题：一天"), Some(("标题", "一天")));
        assert_eq!(split("tags:"), Some(("tags", "")));
        assert_eq!(split("https://example.org/a"), None);
        assert_eq!(split("**Note**: bold"), None);
        assert_eq!(split("# title: x"), None);
        assert_eq!(split(""), None);
    }

    #[test]
    fn prose_is_no_key() {
        assert!(is_key("last updated: today"));
        assert!(!is_key("There are two kinds of them: one"));
        assert!(!is_key("    code: indented"));
    }

    #[test]
    fn lines_have_places() {
        let text = "a\r\n\nb";
        let found: Vec<_> = lines(text, 0).map(|line| (line.text, line.start, line.next)).collect();
        assert_eq!(found, [("a", 0, 3), ("", 3, 4), ("b", 4, 5)]);
    }
}
