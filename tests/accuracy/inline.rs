//! Tokens within one line of text: code spans, links, numbers, placeholders, tags. Ranges are bytes of the line.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A link or image with its target in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// From `[` or `!` to `)`.
    pub whole: Range<usize>,
    /// Between `[` and `]`.
    pub text: Range<usize>,
    /// The target without a title.
    pub target: Range<usize>,
    /// Whether it is an image.
    pub image: bool,
}

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

static LINK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(!?)\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s<>]+)(?:\s+"[^"]*")?\)"#));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+(?:[.,][0-9]+)*"));
static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"</?[A-Za-z][^<>]*>"));
static URL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:https?://|www\.)[^\s<>)\]]+"));
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\{\{\s*[\w.$-]+\s*\}\}|\$\{\w+\}|\{[A-Za-z_]\w*\}|%[sd]\b|<(?:your|my)[-_]\w[\w-]*>|\[\[[^\[\]]+\]\]")
});
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\{\s*[#.][^{}]*\}|\{/\*.*?\*/\}"));
static MATH: LazyLock<Regex> = LazyLock::new(|| pattern(r"\$[^\s$](?:[^$]*[^\s$])?\$"));

/// Code spans with their backticks.
pub fn code_spans(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let run = |at: usize| bytes[at..].iter().take_while(|&&b| b == b'`').count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'`' {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
            continue;
        }
        let length = run(at);
        let mut close = at + length;
        while close < bytes.len() && !(bytes[close] == b'`' && run(close) == length) {
            close += if bytes[close] == b'`' { run(close) } else { 1 };
        }
        if close < bytes.len() {
            found.push(at..close + length);
            at = close + length;
        } else {
            at += length;
        }
    }
    found
}

/// The text between the backticks of a span, trimmed.
pub fn code_text(line: &str, span: &Range<usize>) -> String {
    line[span.clone()].trim_matches('`').trim().to_string()
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The links and images outside code spans.
pub fn links(line: &str) -> Vec<Link> {
    let code = code_spans(line);
    let clear = |range: &Range<usize>| !code.iter().any(|span| overlaps(span, range));
    LINK.captures_iter(line)
        .filter_map(|found| {
            let (whole, text, target) = (found.get(0)?.range(), found.get(2)?.range(), found.get(3)?.range());
            (clear(&(whole.start..text.start)) && clear(&(text.end..whole.end))).then(|| Link {
                image: &found[1] == "!",
                whole,
                text,
                target,
            })
        })
        .collect()
}

/// Ranges that no reader reads as words: code, targets, tags, addresses, attributes, placeholders.
pub fn technical(line: &str) -> Vec<Range<usize>> {
    let mut ranges = code_spans(line);
    ranges.extend(links(line).into_iter().map(|link| link.text.end..link.whole.end));
    for pattern in [&*TAG, &*URL, &*ATTRIBUTES, &*PLACEHOLDER, &*MATH] {
        ranges.extend(pattern.find_iter(line).map(|found| found.range()));
    }
    ranges
}

/// Ranges of `pattern` that lie in words for readers.
fn readable(line: &str, pattern: &Regex) -> Vec<Range<usize>> {
    let hidden = technical(line);
    pattern
        .find_iter(line)
        .map(|found| found.range())
        .filter(|range| !hidden.iter().any(|other| overlaps(other, range)))
        .collect()
}

/// Numbers that stand by themselves in text that readers read.
pub fn numbers(line: &str) -> Vec<Range<usize>> {
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '#' | '@' | ':' | '^');
    let before = |at: usize| line[..at].chars().next_back().is_some_and(joined);
    let after = |at: usize| {
        line[at..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | ':'))
    };
    readable(line, &NUMBER).into_iter().filter(|range| !before(range.start) && !after(range.end)).collect()
}

/// Placeholders outside code spans.
pub fn placeholders(line: &str) -> Vec<Range<usize>> {
    outside_code(line, &PLACEHOLDER)
}

/// Html tags and components outside code spans.
pub fn tags(line: &str) -> Vec<Range<usize>> {
    outside_code(line, &TAG)
}

/// Formulas between dollar signs outside code spans.
pub fn math(line: &str) -> Vec<Range<usize>> {
    outside_code(line, &MATH)
}

fn outside_code(line: &str, pattern: &Regex) -> Vec<Range<usize>> {
    let code = code_spans(line);
    pattern
        .find_iter(line)
        .map(|found| found.range())
        .filter(|range| !code.iter().any(|span| overlaps(span, range)))
        .collect()
}

/// How many letters for readers there are in the text.
pub fn letters(text: &str) -> usize {
    text.lines()
        .map(|line| {
            let hidden = technical(line);
            let shown = |at: usize| !hidden.iter().any(|range| range.contains(&at));
            line.char_indices().filter(|&(at, c)| c.is_alphabetic() && shown(at)).count()
        })
        .sum()
}

/// Whether the text is written without spaces between words (Chinese, Japanese, Thai).
pub fn is_unspaced(text: &str) -> bool {
    let unspaced = |c: char| matches!(u32::from(c), 0x0E00..=0x0E7F | 0x3040..=0x30FF | 0x3400..=0x9FFF);
    text.chars().any(unspaced)
}

/// The line with `range` replaced.
pub fn replaced(line: &str, range: &Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &line[..range.start], &line[range.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str, ranges: Vec<Range<usize>>) -> Vec<String> {
        ranges.into_iter().map(|range| line[range].to_string()).collect()
    }

    #[test]
    fn tokens_of_a_line() {
        let line = "Öffne `a_2` oder ``b`c`` in [Hafen 7](/de/port-9#x \"Kai 3\") am 14. Mai um 12,5 Grad, v1.2, {name}, <kbd>F5</kbd> ![Boot](./b.png)";
        assert_eq!(texts(line, code_spans(line)), ["`a_2`", "``b`c``"]);
        let found = links(line);
        assert_eq!(found.len(), 2);
        assert_eq!(&line[found[0].target.clone()], "/de/port-9#x");
        assert!(found[1].image);
        assert_eq!(texts(line, numbers(line)), ["7", "14", "12,5"]);
        assert_eq!(texts(line, placeholders(line)), ["{name}"]);
        assert_eq!(texts(line, tags(line)), ["<kbd>", "</kbd>"]);
    }

    #[test]
    fn letters_are_those_that_readers_read() {
        assert_eq!(letters("ab `code` [cd](url) <b>e</b>"), 5);
        assert_eq!(letters("港は 12"), 2);
    }
}
