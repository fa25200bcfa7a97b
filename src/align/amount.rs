//! How much prose a text holds: its letters, sentences and digits.

use crate::letter;

/// An amount of prose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Characters that are no white space or punctuation of ASCII.
    pub letters: u32,
    /// Ends of sentences, and colons before something.
    pub sentences: u32,
    /// Those of the letters that are Chinese, Japanese or Korean, which say more in one.
    pub dense: u32,
    /// Digits and numerals of any script.
    pub digits: u32,
    /// Letters and digits that stand in code.
    pub code: u32,
}

impl Amount {
    /// Add what a text holds. The first byte of most letters says what they count as.
    pub(super) fn count(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += match byte {
                0..0x80 => {
                    let is = ASCII[usize::from(byte)];
                    self.letters += u32::from(is & LETTER);
                    self.digits += u32::from(is & DIGIT != 0);
                    if is & STOP != 0 {
                        let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
                        self.sentences += u32::from(next.is_none_or(char::is_whitespace));
                    }
                    1
                }
                // U+00C0 to U+04FF: Latin, Greek, Cyrillic.
                0xc3..=0xd3 => {
                    self.letters += 1;
                    2
                }
                // U+5000 to U+9FFF, U+B000 to U+CFFF: Chinese and Korean.
                0xe5..=0xe9 | 0xeb | 0xec => {
                    self.dense += 1;
                    self.letters += 1;
                    3
                }
                _ => {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
                    self.count_other(c);
                    c.len_utf8()
                }
            };
        }
    }

    /// Add a character that its first byte says too little of.
    fn count_other(&mut self, c: char) {
        match c {
            '。' | '！' | '？' | '：' | '।' | '؟' | '۔' => {
                self.sentences += 1;
                self.letters += 1;
            }
            '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{30ff}' => {
                self.dense += 1;
                self.letters += 1;
            }
            '\u{c0}'..='\u{52f}' => self.letters += 1,
            // Numerals in circles are here too.
            '\u{3100}'..='\u{4dff}' => {
                self.dense += 1;
                self.letters += 1;
                self.digits += u32::from(letter::is_numeric(c));
            }
            c => {
                self.letters += u32::from(!c.is_whitespace() && !c.is_ascii_punctuation());
                self.digits += u32::from(letter::is_numeric(c));
            }
        }
    }

    /// Add the letters and digits of some code.
    pub(super) fn count_code(&mut self, code: &str) {
        let letters = code.chars().filter(|&c| letter::is_alphanumeric(c)).count();
        self.code += u32::try_from(letters).unwrap_or(u32::MAX);
    }

    /// What this has beyond one that was counted before it in the same text.
    pub(super) fn beyond(&self, before: &Self) -> Self {
        Self {
            letters: self.letters - before.letters,
            sentences: self.sentences - before.sentences,
            dense: self.dense - before.dense,
            digits: self.digits - before.digits,
            code: self.code - before.code,
        }
    }
}

/// What a character of ASCII counts as: a letter (digits and control characters too), a digit, what ends sentences.
static ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'0'..=b'9' => LETTER | DIGIT,
            b'.' | b'!' | b'?' | b':' => STOP,
            b'\t'..=b'\r' | b' ' => 0,
            _ if byte.is_ascii_punctuation() => 0,
            _ => LETTER,
        };
        byte += 1;
    }
    table
};

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const STOP: u8 = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_and_sentences() {
        for c in '\0'..=char::MAX {
            let mut amount = Amount::default();
            amount.count(&format!("{c}a.{c}!"));
            let spaced = c.is_whitespace();
            assert_eq!(amount.letters, 1 + 2 * u32::from(!spaced && !c.is_ascii_punctuation()), "{c:?}");
            let ends = if "。！？：।؟۔".contains(c) { 2 } else { u32::from(spaced) };
            assert_eq!(amount.sentences, 1 + ends, "{c:?}");
        }
    }

    #[test]
    fn digits_are_counted_in_all_scripts() {
        for c in '\0'..=char::MAX {
            let mut amount = Amount::default();
            amount.count(c.encode_utf8(&mut [0; 4]));
            assert_eq!(amount.digits, u32::from(c.is_numeric()), "{c:?}");
        }
    }
}
