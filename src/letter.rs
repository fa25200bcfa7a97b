//! What a character is, told without the tables of Unicode for the letters that most text is written in.
//!
//! The standard library searches a table for each character that is not ASCII; on pages in Chinese, Hindi or Russian that
//! was a tenth of a run. All functions say what the standard library says, of every character.

/// Whether a character is a letter.
#[must_use]
pub fn is_alphabetic(c: char) -> bool {
    is_plain_letter(c) || !is_plain_mark(c) && c.is_alphabetic()
}

/// Whether a character is a number, or part of one.
#[must_use]
pub fn is_numeric(c: char) -> bool {
    !is_plain_letter(c) && !is_plain_mark(c) && c.is_numeric()
}

/// Whether a character is a letter or a number.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    is_plain_letter(c) || !is_plain_mark(c) && c.is_alphanumeric()
}

/// The first character of a character in lower case.
#[must_use]
pub fn lower(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        // Small Greek and Cyrillic letters; then scripts that have no small letters and no large ones.
        '\u{3ac}'..='\u{3ce}'
        | '\u{430}'..='\u{45f}'
        | '\u{590}'..='\u{109f}'
        | '\u{2e80}'..='\u{a63f}'
        | '\u{ac00}'..='\u{d7ff}' => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Letters that stand together in Unicode with nothing else among them: Latin, Greek, Cyrillic, Hebrew, Arabic, Hindi, Thai,
/// Japanese, Chinese, Korean.
fn is_plain_letter(c: char) -> bool {
    // The scripts of most pages first; a long match is searched one by one.
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{400}'..='\u{481}' | '\u{3041}'..='\u{3096}')
        || matches!(c,
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{48a}'..='\u{52f}'
        | '\u{386}' | '\u{388}'..='\u{38a}' | '\u{38e}'..='\u{3a1}' | '\u{3a3}'..='\u{3f5}'
        | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{657}' | '\u{900}'..='\u{93b}' | '\u{93d}'..='\u{94c}'
        | '\u{e01}'..='\u{e3a}' | '\u{1e00}'..='\u{1eff}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}')
}

/// Marks that are neither letters nor numbers: blanks and punctuation, general, Japanese and of full width, arrows and
/// frames, the virama of Hindi, emoji.
fn is_plain_mark(c: char) -> bool {
    matches!(c,
        '\0'..='/' | ':'..='@' | '['..='`' | '{'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{94d}' | '\u{964}'..='\u{965}'
        | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2775}' | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}' | '\u{fe00}'..='\u{fe0f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{1f300}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_standard_library_says_the_same() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(super::is_numeric(c), c.is_numeric(), "{c:?}");
            assert_eq!(super::is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(Some(super::lower(c)), c.to_lowercase().next(), "{c:?}");
        }
    }
}
