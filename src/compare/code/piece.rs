//! Cuts a text into pieces: words, numbers, placeholders, and what is for a machine.

use super::shape::{self, Class};
use crate::letter;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Piece<'a> {
    /// What it is.
    pub class: Class,
    /// The piece itself.
    pub text: &'a str,
}

/// The pieces of a text in order.
pub fn pieces(text: &str, command: bool) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut quote = None;
    while let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        if command && matches!(char, '"' | '\'') {
            quote = match quote {
                None if rest[1..].contains(char) => Some(char),
                Some(open) if open == char => None,
                other => other,
            };
        }
        let (len, piece) = next_piece(rest, char, command);
        match piece {
            Some(Piece { class: Class::Plain, text }) if quote.is_some() => {
                out.push(Piece { class: Class::Quoted, text })
            }
            Some(piece) => out.push(piece),
            None => {}
        }
        at += len.max(char.len_utf8());
    }
    out
}

/// The piece at the start of `rest`, if any, and how many bytes are behind it.
fn next_piece(rest: &str, char: char, command: bool) -> (usize, Option<Piece<'_>>) {
    // Most characters are blanks or in words.
    if char == ' ' {
        return (1, None);
    }
    if char.is_ascii_alphanumeric() {
        return word_piece(rest, command);
    }
    if char == '`' {
        if let Some(len) = rest[1..].find('`').filter(|&len| len > 0) {
            let text = rest[1..=len].trim();
            let words =
                text.split_whitespace().count() > 1 && text.chars().all(|char| char.is_alphabetic() || char == ' ');
            return (len + 2, (!words).then_some(Piece { class: Class::Hard, text }));
        }
    }
    if let Some(target) = rest.strip_prefix("](<") {
        if let Some(len) = target.find(['>', '\n']) {
            return (len + 3, Some(Piece { class: Class::Hard, text: &target[..len] }));
        }
    }
    if let Some(target) = rest.strip_prefix("](") {
        if let Some(len) = target.find([')', ' ', '\n']) {
            // A place on the page is named after its heading, which may be translated.
            let class = if target.starts_with('#') { Class::Placeholder } else { Class::Hard };
            return (len + 2, Some(Piece { class, text: &target[..len] }));
        }
    }
    if let Some(len) = super::lex::template_length(rest) {
        let inner = rest[2..len - 2].trim_matches(['-', ' ', '<', '>', '%']);
        let class = if placeholder_length(rest).is_some() { Class::Placeholder } else { Class::Hard };
        return (len, Some(Piece { class, text: inner }));
    }
    if let Some(inner) = rest.strip_prefix("${") {
        if let Some(len) = inner.find('}').filter(|&len| len < 200) {
            return (len + 3, Some(Piece { class: Class::Hard, text: &rest[..len + 3] }));
        }
    }
    if let Some(len) = placeholder_length(rest) {
        return (len, Some(Piece { class: Class::Placeholder, text: &rest[..len] }));
    }
    if let Some(len) = expression(rest).filter(|_| !command) {
        return (len, None);
    }
    if is_separator(char, command) && !rest.starts_with("!=") {
        return (char.len_utf8(), None);
    }
    word_piece(rest, command)
}

/// The word at the start of `rest`, and how many bytes are behind it.
fn word_piece(rest: &str, command: bool) -> (usize, Option<Piece<'_>>) {
    let len = run(rest, command);
    let word = trim(&rest[..len], command);
    let class = if word.is_empty() { Class::Noise } else { shape::class(word, command) };
    (len, (class != Class::Noise).then_some(Piece { class, text: word }))
}

/// Length of an expression for words of a text at the start: between slashes, with `.*` in it.
fn expression(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('/')?;
    let len = inner.find('/').filter(|&len| len < 200)?;
    let body = inner.get(..len)?;
    (body.contains(".*") && !body.contains('\n')).then_some(len + 2)
}

fn is_separator(char: char, command: bool) -> bool {
    if char.is_ascii_alphanumeric() {
        return false;
    }
    char.is_whitespace()
        || shape::is_box(char)
        || matches!(
            char,
            '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '(' | ')' | '[' | ']' | '`' | '{' | '}'
        )
        || matches!(
            char,
            ',' | ';' | '，' | '、' | '。' | '：' | '；' | '！' | '？' | '（' | '）' | '…' | '؟' | '،' | '।'
        )
        || !command && matches!(char, '!' | '?' | '*' | '’' | '\'')
        || command && char == '\''
}

/// Length of the run of characters that belong together: to the next separator, or to where a script without spaces
/// meets ASCII.
fn run(rest: &str, command: bool) -> usize {
    let mut before: Option<(char, bool)> = None;
    for (at, char) in rest.char_indices() {
        let unspaced = is_unspaced(char);
        if let Some((previous, was_unspaced)) = before {
            let operator = char == '=' && matches!(previous, '!' | '=' | '<' | '>');
            let wide = was_unspaced != unspaced;
            if (is_separator(char, command) && !operator)
                || wide
                || (char == '<' && placeholder_length(&rest[at..]).is_some())
            {
                return at;
            }
        }
        before = Some((char, unspaced));
    }
    rest.len()
}

/// A letter of a script that is written without spaces, or that glues endings to words in Latin.
fn is_unspaced(char: char) -> bool {
    !char.is_ascii() && is_unspaced_letter(char)
}

fn is_unspaced_letter(char: char) -> bool {
    matches!(u32::from(char), 0xe00..=0xeff | 0x1000..=0x11ff | 0x1780..=0x17ff | 0x2e80..=0xd7ff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
        || letter::is_alphabetic(char) && !is_latin(char)
}

fn is_latin(char: char) -> bool {
    matches!(u32::from(char), 0xaa..=0x24f | 0x1e00..=0x1eff)
}

fn trim(word: &str, command: bool) -> &str {
    if command {
        return word.trim_end_matches([',', ';']);
    }
    let word = word.trim_end_matches(['.', ':', ',', '!', '?', '*', '\'', '’', '_', '~']);
    word.trim_start_matches(['*', '\'', '’', '•', '~'])
}

/// Length in bytes of a placeholder with a free name at the start: `<name>`, `{name}`, `{{path/to}}`.
pub fn placeholder_length(text: &str) -> Option<usize> {
    let (open, close) = match text.as_bytes().first()? {
        b'<' => (1, ">"),
        b'{' if text.starts_with("{{") => (2, "}}"),
        b'{' => (1, "}"),
        _ => return None,
    };
    let inner = &text[open..];
    let len = inner.find(close).filter(|&len| len > 0 && len <= 80)?;
    let name = &inner[..len];
    let start = name.chars().next()?;
    let free =
        !name.contains(['\n', '<', '"', '\'', '$', '|', '(', '=', '`']) && (start.is_alphabetic() || start == '_');
    (free && (open != 1 || close != "}" || !name.contains([':', ',', '.']))).then_some(open + len + close.len())
}
