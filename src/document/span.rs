//! Byte ranges into a file, and the line and column that a person reads for them.

use std::ops::Range;

/// A range of bytes in the original file, `start` inclusive, `end` exclusive.
///
/// Offsets are `u32`: the walk refuses files over [`crate::document::MAX_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The empty span at one offset.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The span as a range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place as people count it: both numbers start at 1, the column counts Unicode scalar values.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Position {
    /// 1-based line.
    pub line: u32,
    /// 1-based column in Unicode scalar values.
    pub column: u32,
}

/// A range of positions; `end` is the place just after the last character.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct TextRange {
    /// Where it starts.
    pub start: Position,
    /// Where it ends (exclusive).
    pub end: Position,
}

/// Where each line of a text starts.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    starts: Vec<u32>,
    /// Places within long lines: the byte, and the characters of the line before it. Without them, each place that is
    /// asked for in a page of one line would count the whole page.
    marks: Vec<(u32, u32)>,
}

/// Bytes between two marks of a long line.
const MARK: usize = 1024;

impl Lines {
    /// Index the lines of `text`; a line ends with `\n` (a `\r` before it belongs to the line end).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX)));
        let mut marks = Vec::new();
        let ends = starts.iter().skip(1).map(|&next| next as usize).chain([text.len()]);
        for (start, end) in starts.iter().map(|&start| start as usize).zip(ends) {
            if end - start > 2 * MARK {
                mark(text, start, end, &mut marks);
            }
        }
        Self { starts, marks }
    }

    /// The 1-based line that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|&start| start <= offset).max(1)).unwrap_or(u32::MAX)
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The span of a 1-based line without its line end.
    #[must_use]
    pub fn span(&self, text: &str, line: u32) -> Span {
        let index = (line.max(1) as usize - 1).min(self.starts.len().saturating_sub(1));
        let start = self.starts.get(index).map_or(0, |&start| start as usize);
        let end = self.starts.get(index + 1).map_or(text.len(), |&next| next as usize);
        let body = text.get(start..end).unwrap_or_default();
        Span::new(start, start + body.trim_end_matches(['\n', '\r']).len())
    }

    /// Line and column of a byte offset; an offset inside a character counts as that character.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.starts.get(line as usize - 1).map_or(0, |&start| start as usize);
        let before =
            self.marks.partition_point(|&(at, _)| at <= offset).checked_sub(1).and_then(|at| self.marks.get(at));
        let (start, columns) = match before {
            Some(&(at, columns)) if at as usize >= start => (at as usize, columns as usize),
            _ => (start, 0),
        };
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = text.get(start..end).unwrap_or_default();
        Position { line, column: u32::try_from(columns + before.chars().count() + 1).unwrap_or(u32::MAX) }
    }

    /// Both ends of a span as positions.
    #[must_use]
    pub fn range(&self, text: &str, span: Span) -> TextRange {
        TextRange { start: self.position(text, span.start), end: self.position(text, span.end) }
    }
}

/// Mark places in the line from `start` to `end`.
fn mark(text: &str, start: usize, end: usize, marks: &mut Vec<(u32, u32)>) {
    let (mut at, mut columns) = (start, 0);
    while at + MARK < end {
        let mut next = at + MARK;
        while !text.is_char_boundary(next) {
            next -= 1;
        }
        columns += text.get(at..next).unwrap_or_default().chars().count();
        at = next;
        marks.push((u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(columns).unwrap_or(u32::MAX)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_counted_from_their_start() {
        let text = format!("first\n{}end\n{}x", "ä漢a".repeat(3000), "y".repeat(5000));
        let lines = Lines::new(&text);
        for (at, _) in text.char_indices().step_by(37) {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let column = u32::try_from(text[start..at].chars().count()).unwrap() + 1;
            assert_eq!(lines.position(&text, u32::try_from(at).unwrap()).column, column, "byte {at}");
        }
    }
}
