//! Groups tokens into logical lines and gives each a key of what a translator keeps.

use std::hash::Hasher;

use super::lex::{Lexed, Line, Token, TokenKind};
use super::shape;
use super::syntax::{Family, Syntax};

/// Fill in the logical lines of a block whose tokens are known.
pub fn group<'a>(lexed: &mut Lexed<'a>, physical: &[&'a str], syntax: &Syntax) {
    let mut at = 0;
    while at < lexed.tokens.len() {
        let (end, last) = extent(&lexed.tokens, at, syntax);
        let first = lexed.tokens[at].line;
        let raw = physical.get(first).copied().unwrap_or_default();
        let key = key(&lexed.tokens[at..end]);
        lexed.lines.push(Line { first, last, indent: indent(raw), raw, tokens: at..end, key });
        at = end;
    }
}

/// The first token after the logical line that starts at `at`, and its last physical line.
fn extent(tokens: &[Token<'_>], at: usize, syntax: &Syntax) -> (usize, usize) {
    let mut last = tokens[at].last;
    let mut end = at + 1;
    while let Some(token) = tokens.get(end) {
        let wrapped = syntax.family == Family::Markup && token.line == last + 1 && only_text(tokens, at, end);
        let wrapped = wrapped && only_text(tokens, end, line_end(tokens, end));
        if token.line > last && !wrapped {
            break;
        }
        last = last.max(token.last);
        end += 1;
    }
    (end, last)
}

fn line_end(tokens: &[Token<'_>], at: usize) -> usize {
    let line = tokens[at].line;
    tokens[at..].iter().position(|token| token.line != line).map_or(tokens.len(), |len| at + len)
}

fn only_text(tokens: &[Token<'_>], from: usize, to: usize) -> bool {
    tokens[from..to].iter().all(|token| token.kind == TokenKind::Text)
}

/// Columns of white space at the start of a line.
fn indent(raw: &str) -> usize {
    let mut columns = 0;
    for byte in raw.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 8,
            _ => break,
        }
    }
    columns
}

/// A hash of the tokens in which whatever may be translated counts for nothing.
fn key(tokens: &[Token<'_>]) -> u64 {
    let mut hasher = xxhash_rust::xxh3::Xxh3Default::new();
    let mut text = false;
    for token in tokens {
        let class = match token.kind {
            TokenKind::Text => 2,
            TokenKind::Str if !shape::is_code(token.text) => 3,
            TokenKind::Word if !token.text.is_ascii() => 4,
            TokenKind::Phrase if !shape::is_closed_drawing(token.text) => 5,
            _ => 1,
        };
        if class == 2 && std::mem::replace(&mut text, true) {
            continue;
        }
        text = class == 2;
        hasher.update(&[class]);
        if class == 1 {
            hasher.update(token.text.as_bytes());
            hasher.write_u8(0);
        } else if class == 5 {
            for word in token.text.split_ascii_whitespace() {
                hasher.update(word.as_bytes());
                hasher.write_u8(b' ');
            }
        }
    }
    hasher.finish()
}
