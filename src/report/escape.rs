//! Text from outside, made harmless for a terminal or a log: what could move the cursor, change colours, reorder or
//! hide text is shown instead of sent.

use std::borrow::Cow;
use std::fmt::Write;

/// One line of text: what a terminal would act upon is made visible, line ends included.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    replace(text, false)
}

/// The same for text of several lines: line feeds stay.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    replace(text, true)
}

fn replace(text: &str, keep_lines: bool) -> Cow<'_, str> {
    let harmless = |character: char| !acts(character) || (keep_lines && character == '\n');
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if harmless(character) { shown.push(character) } else { push_visible(&mut shown, character) }
    }
    Cow::Owned(shown)
}

/// Whether a terminal, a log viewer or a browser does something with this character other than show it.
///
/// Joiners and the plain direction marks (U+200C to U+200F, U+061C) stay: Persian, Hindi and emoji need them, and
/// they cannot reorder more than their neighbours.
#[must_use]
pub fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // Embeddings, overrides and isolates: "Trojan Source", CVE-2021-42574.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Line and paragraph separator; deprecated formatting; byte order mark; interlinear annotation.
            | '\u{2028}' | '\u{2029}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            // No characters at all, and forbidden in XML.
            | '\u{fffe}' | '\u{ffff}'
            // Tags, which no font shows.
            | '\u{e0001}'..='\u{e007f}'
        )
}

fn push_visible(shown: &mut String, character: char) {
    match character {
        '\t' => shown.push(' '),
        // The block "Control Pictures" mirrors the C0 controls.
        '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(character))),
        '\u{7f}' => shown.push('\u{2421}'),
        _ => {
            let _ = write!(shown, "<U+{:04X}>", u32::from(character));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_lines};

    #[test]
    fn harmless_text_is_left_alone() {
        for text in ["", "a b", "日本語", "می‌خواهم", "👩‍👩‍👧", "עברית\u{200f}"] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(visible("a\u{1b}[31mb\r\n\0\u{7f}"), "a␛[31mb␍␊␀␡");
        assert_eq!(visible("user\u{202e}nimda\u{2066}\u{9b}\u{feff}"), "user<U+202E>nimda<U+2066><U+009B><U+FEFF>");
        assert_eq!(visible("a\tb"), "a b");
        assert_eq!(visible_lines("a\n\u{1b}b"), "a\n␛b");
    }
}
