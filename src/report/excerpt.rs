//! The line of a file that a finding points at, read back when the report is written: cut around the range, and with
//! everything harmful made visible.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::escape::visible;
use crate::document::Span;

/// Part of one line, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, without control characters.
    pub text: String,
    /// What of it is meant, in bytes of `text`.
    pub mark: Range<usize>,
}

/// Bytes of a line that are looked at on each side of a place: no screen shows more, and a page may be one giant line.
const WINDOW: usize = 4096;

/// The line on which `span` starts; of a span over several lines only what is on the first of them is marked.
/// `width` is how many columns there are. `None` where the file has no such place.
#[must_use]
pub fn excerpt(file: &[u8], span: Span, width: usize) -> Option<Excerpt> {
    let start = span.start as usize;
    if start > file.len() {
        return None;
    }
    let end = (span.end as usize).clamp(start, file.len());
    let before = file.get(boundary(file, start.saturating_sub(WINDOW))..start)?;
    let before = &before[memchr::memrchr(b'\n', before).map_or(0, |at| at + 1)..];
    let after = file.get(start..boundary(file, (start + WINDOW).min(file.len())))?;
    let after = &after[..memchr::memchr(b'\n', after).unwrap_or(after.len())];
    let after = after.strip_suffix(b"\r").unwrap_or(after);
    let (meant, after) = after.split_at((end - start).min(after.len()));
    let text = |bytes: &[u8]| visible(&String::from_utf8_lossy(bytes)).into_owned();
    let mut before = text(before);
    if let Some(rest) = before.strip_prefix("<U+FEFF>") {
        before = rest.to_owned();
    }
    let after = text(after);
    let width = width.max(20);
    // What is meant comes first, but some of what is around it stays.
    let around = [&before, &after].map(|side| side.width().min(width / 6));
    let meant = keep_start(&text(meant), width.saturating_sub(around[0] + around[1]));
    let left = width.saturating_sub(meant.width());
    let before = keep_end(&before, left.saturating_sub(after.width()).max(left * 2 / 3));
    let after = keep_start(&after, left.saturating_sub(before.width()));
    let mark = before.len()..before.len() + meant.len();
    Some(Excerpt { text: format!("{before}{meant}{after}"), mark })
}

/// The start of the character that holds the byte at `at`; bytes that are no UTF-8 are left where they are.
fn boundary(file: &[u8], at: usize) -> usize {
    let continues = |byte: Option<&u8>| byte.is_some_and(|byte| byte & 0xc0 == 0x80);
    (0..4).map(|back| at.saturating_sub(back)).find(|&at| !continues(file.get(at))).unwrap_or(at)
}

/// As much of the start of `text` as fits into `width` columns, with an ellipsis where it is cut.
fn keep_start(text: &str, width: usize) -> String {
    cut(text.graphemes(true), text, width).map_or_else(|| text.to_owned(), |kept| format!("{}…", kept.concat()))
}

/// As much of the end of `text` as fits into `width` columns, with an ellipsis where it is cut.
fn keep_end(text: &str, width: usize) -> String {
    cut(text.graphemes(true).rev(), text, width).map_or_else(
        || text.to_owned(),
        |mut kept| {
            kept.reverse();
            format!("…{}", kept.concat())
        },
    )
}

/// The first graphemes that fit beside an ellipsis; `None` if all of the text fits.
fn cut<'a>(graphemes: impl Iterator<Item = &'a str>, text: &str, width: usize) -> Option<Vec<&'a str>> {
    if text.width() <= width {
        return None;
    }
    let mut left = width.saturating_sub(1);
    let fits = |grapheme: &&str| {
        let wide = grapheme.width();
        let fits = wide <= left;
        left = left.saturating_sub(wide);
        fits
    };
    Some(graphemes.take_while(fits).collect())
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, excerpt};
    use crate::document::Span;

    fn marked(text: &str, part: &str, width: usize) -> (String, String) {
        let start = text.find(part).unwrap();
        let Excerpt { text, mark } = excerpt(text.as_bytes(), Span::new(start, start + part.len()), width).unwrap();
        let mark = text[mark].to_owned();
        (text, mark)
    }

    #[test]
    fn a_short_line_is_whole() {
        assert_eq!(marked("one\r\ntwo words\r\nthree", "words", 80), ("two words".into(), "words".into()));
        assert_eq!(marked("\u{feff}one\n", "one", 80), ("one".into(), "one".into()));
        assert_eq!(marked("one\ntwo\nthree", "two\nthree", 80), ("two".into(), "two".into()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_range() {
        let text = format!("{} here {}", "before ".repeat(50_000), " after".repeat(50_000));
        let (line, mark) = marked(&text, "here", 40);
        assert_eq!(mark, "here");
        assert!(line.starts_with('…') && line.ends_with('…') && line.chars().count() <= 40, "{line}");
        let (line, mark) = marked(&"ながい".repeat(9000), "いなが", 40);
        assert_eq!(mark, "いなが");
        assert!(unicode_width::UnicodeWidthStr::width(line.as_str()) <= 40, "{line}");
    }

    #[test]
    fn what_is_marked_stays_marked_when_it_is_escaped() {
        let (line, mark) = marked("a\u{1b}[0m\u{202e}b\tc", "\u{202e}b", 80);
        assert_eq!((line.as_str(), mark.as_str()), ("a␛[0m<U+202E>b c", "<U+202E>b"));
    }

    #[test]
    fn no_place_is_beyond_it() {
        assert_eq!(excerpt(b"abc", Span::new(3, 3), 80), Some(Excerpt { text: "abc".into(), mark: 3..3 }));
        assert_eq!(excerpt(b"abc", Span::new(3, 9), 80), Some(Excerpt { text: "abc".into(), mark: 3..3 }));
        assert_eq!(excerpt(b"abc", Span::new(4, 9), 80), None);
        assert_eq!(excerpt(b"", Span::default(), 80), Some(Excerpt { text: String::new(), mark: 0..0 }));
        assert_eq!(
            excerpt(b"a\xff\xfeb", Span::new(1, 2), 80),
            Some(Excerpt { text: "a\u{fffd}\u{fffd}b".into(), mark: 1..4 })
        );
    }
}
