//! Text cut into words and sentences, as far as that is needed to tell in which language they are.

use crate::letter::is_alphabetic;

/// A word, or a run of letters of a script that does not part its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it starts, in bytes.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// Whether a sentence ends between it and the token before it.
    pub first: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word in Latin letters.
    Latin,
    /// Letters of another script; Chinese, Japanese and Thai come in runs.
    Other,
    /// A name for programs: with digits, dots, slashes, underscores or capitals inside.
    Technical,
}

/// Cut `text`, which starts at byte `base` of its file, and hand each token to `found`.
///
/// `open` says whether the text goes on in the sentence of the text before it, and is left saying whether the sentence
/// goes on after it: markup parts a sentence into several runs of text.
pub fn cut(text: &str, base: usize, open: &mut bool, mut found: impl FnMut(Token)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let kind = if byte.is_ascii() {
            if byte.is_ascii_alphabetic() {
                let (end, kind) = word(text, at);
                at = end;
                kind
            } else {
                at += 1;
                match byte {
                    b'0'..=b'9' | b'_' | b'/' | b'@' | b'\\' | b'#' | b'$' => {
                        // A token that begins so is no word, whatever letters follow.
                        let (end, _) = word(text, at);
                        if end == at {
                            continue;
                        }
                        at = end;
                        Kind::Technical
                    }
                    b'.' | b'!' | b'?' if ends_sentence(bytes, at) => {
                        *open = false;
                        continue;
                    }
                    b':' | b';' if matches!(bytes.get(at), None | Some(b' ' | b'\n')) => {
                        *open = false;
                        continue;
                    }
                    _ => continue,
                }
            }
        } else {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
            match c {
                '。' | '！' | '？' | '；' | '：' | '।' | '؟' | '۔' => {
                    *open = false;
                    at += c.len_utf8();
                    continue;
                }
                c if is_latin(c) => {
                    let (end, kind) = word(text, at);
                    at = end.max(at + c.len_utf8());
                    kind
                }
                c if is_alphabetic(c) => {
                    at += run(text.get(at..).unwrap_or_default());
                    Kind::Other
                }
                c => {
                    at += c.len_utf8();
                    continue;
                }
            }
        };
        let offset = |at: usize| u32::try_from(base + at).unwrap_or(u32::MAX);
        found(Token { start: offset(start), end: offset(at), kind, first: !*open });
        *open = true;
    }
}

/// Whether a full stop before `at` ends a sentence: nothing follows, or a space that no small letter follows.
fn ends_sentence(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b")")).unwrap_or(rest);
    let Some(step) = rest.iter().position(|byte| !byte.is_ascii_whitespace()) else { return true };
    step > 0 && !rest.get(step).is_some_and(u8::is_ascii_lowercase)
}

/// The end of the word at `at`, and what kind it is.
fn word(text: &str, at: usize) -> (usize, Kind) {
    let bytes = text.as_bytes();
    let mut kind = Kind::Latin;
    let mut end = at;
    let mut lower = false;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'a'..=b'z' => {
                lower = true;
                end += 1;
            }
            b'A'..=b'Z' => {
                if lower {
                    kind = Kind::Technical;
                }
                end += 1;
            }
            b'0'..=b'9' | b'_' => {
                kind = Kind::Technical;
                end += 1;
            }
            b'.' | b'/' | b'@' | b'\\' | b'=' | b':' | b'&' | b'+' => {
                // Inside a word these make it a name: `Next.js`, `and/or` aside.
                if !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) {
                    break;
                }
                kind = Kind::Technical;
                end += 1;
            }
            b'\'' | b'-' => {
                if !bytes.get(end + 1).is_some_and(|&next| next.is_ascii_alphabetic() || next >= 0x80) {
                    break;
                }
                lower = false;
                end += 1;
            }
            0x80.. => {
                let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) else { break };
                if c == '’' && bytes.get(end + 3).is_some_and(u8::is_ascii_alphabetic) || is_latin(c) {
                    lower |= c.is_lowercase();
                    end += c.len_utf8();
                } else {
                    break;
                }
            }
            _ => break,
        }
    }
    (end, kind)
}

/// The length of the run of letters, none of them Latin, at the start of a text.
fn run(text: &str) -> usize {
    let letter = |c: char| is_unmistakable(c) || !c.is_ascii() && !is_latin(c) && (is_alphabetic(c) || is_mark(c));
    let mut end = 0;
    loop {
        end += letters_by_first_byte(text.as_bytes().get(end..).unwrap_or_default());
        match text.get(end..).and_then(|rest| rest.chars().next()) {
            Some(c) if end == 0 || letter(c) => end += c.len_utf8(),
            _ => return end,
        }
    }
}

/// The length of the Cyrillic, Chinese and Korean letters at the start of a text whose first bytes say what they are.
fn letters_by_first_byte(text: &[u8]) -> usize {
    let mut end = 0;
    while let Some(&byte) = text.get(end) {
        end += match byte {
            // U+0400 to U+047F
            0xd0 | 0xd1 => 2,
            // U+5000 to U+8FFF, U+B000 to U+CFFF
            0xe5..=0xe8 | 0xeb | 0xec => 3,
            _ => break,
        };
    }
    end
}

/// Cyrillic, Japanese, Chinese and Korean letters, told before any others are looked up.
fn is_unmistakable(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{481}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Marks that stand within words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | 'ー' | '々' | '\u{200c}' | '\u{200d}')
}

/// Whether a character is a letter of the Latin script, or a mark on one.
#[must_use]
pub fn is_latin(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        'ª' | 'º' | '×' | '÷' => false,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{300}'..='\u{36f}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(&str, Kind, bool)> {
        let mut found = Vec::new();
        cut(text, 0, &mut false, |token| {
            found.push((&text[token.start as usize..token.end as usize], token.kind, token.first));
        });
        found
    }

    #[test]
    fn words_names_and_sentences() {
        use Kind::{Latin, Other, Technical};
        assert_eq!(
            words("Use Next.js, it's café-like. Then v2!"),
            [
                ("Use", Latin, true),
                ("Next.js", Technical, false),
                ("it's", Latin, false),
                ("café-like", Latin, false),
                ("Then", Latin, true),
                ("v2", Technical, false),
            ]
        );
        assert_eq!(
            words("これは test です。次"),
            [("これは", Other, true), ("test", Latin, false), ("です", Other, false), ("次", Other, true),]
        );
        assert_eq!(
            words("fastAPI /etc/hosts TypeScript HTTP"),
            [
                ("fastAPI", Technical, true),
                ("/etc/hosts", Technical, false),
                ("TypeScript", Technical, false),
                ("HTTP", Latin, false),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_stays_in_order(text in "\\PC{0,60}") {
            let mut last = 0;
            cut(&text, 0, &mut false, |token| {
                assert!(token.start >= last && token.end > token.start);
                assert!(text.get(token.start as usize..token.end as usize).is_some());
                last = token.end;
            });
        }
    }
}
