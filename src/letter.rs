//! What a character is, told without the tables of Unicode for the letters that most text is written in.
//!
//! The standard library searches a table for each character that is not ASCII; on pages in Chinese or Russian that was
//! a tenth of a run. Both functions say what the standard library says, of every character.

/// Whether a character is a letter.
#[must_use]
pub fn is_alphabetic(c: char) -> bool {
    is_plain_letter(c) || c.is_alphabetic()
}

/// Whether a character is a number, or part of one.
#[must_use]
pub fn is_numeric(c: char) -> bool {
    !is_plain_letter(c) && c.is_numeric()
}

/// Letters that stand together in Unicode with nothing else among them: Latin, Cyrillic, Hebrew, Arabic, Japanese,
/// Chinese, Korean.
fn is_plain_letter(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}'
        | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{657}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_standard_library_says_the_same() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(super::is_numeric(c), c.is_numeric(), "{c:?}");
        }
    }
}
