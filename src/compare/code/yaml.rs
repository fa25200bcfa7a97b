//! Cuts YAML and the templates in it: keys are kept, plain values may be prose.

use super::lex::{Lexed, Token, TokenKind};
use super::scan::scan;
use super::syntax::Syntax;

/// Append the tokens of YAML that starts on line `first`.
pub fn lex<'a>(text: &'a str, first: usize, syntax: &Syntax, out: &mut Lexed<'a>) {
    let mut comment = None;
    for (index, raw) in text.lines().enumerate() {
        let line = first + index;
        let mut rest = raw.trim();
        if comment.is_none() && starts_template_comment(rest) {
            comment = Some(line);
        }
        if let Some(start) = comment {
            let Some(at) = rest.find("*/") else { continue };
            out.comments.push((start, line));
            comment = None;
            rest = rest[at + 2..].trim_start_matches(['-', '}', ' ']);
        }
        if let Some(at) = comment_start(rest) {
            out.comments.push((line, line));
            rest = rest[..at].trim_end();
        }
        entry(rest, line, syntax, out);
    }
}

fn starts_template_comment(text: &str) -> bool {
    text.strip_prefix("{{").is_some_and(|rest| rest.trim_start_matches(['-', ' ']).starts_with("/*"))
}

fn push<'a>(kind: TokenKind, text: &'a str, line: usize, out: &mut Lexed<'a>) {
    if !text.is_empty() {
        out.tokens.push(Token { kind, text, line, last: line });
    }
}

/// One line without its comment: dashes, a key, a value.
fn entry<'a>(mut rest: &'a str, line: usize, syntax: &Syntax, out: &mut Lexed<'a>) {
    while let Some(item) = rest.strip_prefix("- ").or_else(|| (rest == "-").then_some("")) {
        push(TokenKind::Op, "-", line, out);
        rest = item.trim_start();
    }
    if let Some(at) = key_end(rest) {
        push(TokenKind::Word, rest[..at].trim_matches(['"', '\'']), line, out);
        push(TokenKind::Op, ":", line, out);
        rest = rest[at + 1..].trim();
    }
    match rest.bytes().next() {
        None => {}
        Some(b'"' | b'\'' | b'[' | b'{' | b'|' | b'>' | b'&' | b'*' | b'!' | b'%') => {
            scan(rest, line, syntax, false, out)
        }
        Some(_) if rest.contains("{{") => templates(rest, line, syntax, out),
        Some(_) => push(TokenKind::Str, rest, line, out),
    }
}

/// Text with `{{ … }}` in it: the templates are code, the rest may be prose.
fn templates<'a>(mut rest: &'a str, line: usize, syntax: &Syntax, out: &mut Lexed<'a>) {
    while let Some(at) = rest.find("{{") {
        push(TokenKind::Str, rest[..at].trim(), line, out);
        let end = rest[at..].find("}}").map_or(rest.len(), |len| at + len + 2);
        scan(&rest[at..end], line, syntax, false, out);
        rest = &rest[end..];
    }
    push(TokenKind::Str, rest.trim(), line, out);
}

/// Where the colon after a key is, in bytes.
fn key_end(text: &str) -> Option<usize> {
    let quoted = text.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''));
    let from = quoted.map_or(Some(0), |quote| text[1..].find(quote as char).map(|at| at + 2))?;
    let at = from + text.get(from..)?.find(':')?;
    let ends = text[at + 1..].chars().next().is_none_or(char::is_whitespace);
    let key = &text[..at];
    let plain = quoted.is_some() || !key.is_empty() && !key.contains([' ', '{', '"', '\'', '(', ',']);
    (ends && plain && (quoted.is_none() || at == from)).then_some(at)
}

/// Where a comment starts: a `#` at the start or after a space, outside of quotes.
fn comment_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate() {
        let spaced = at == 0 || bytes[at - 1].is_ascii_whitespace();
        match byte {
            b'"' | b'\'' if quote == Some(byte) => quote = None,
            b'"' | b'\''
                if quote.is_none() && (spaced || matches!(bytes[at - 1], b'[' | b'{' | b',' | b':' | b'(')) =>
            {
                if text[at + 1..].contains(byte as char) {
                    quote = Some(byte);
                }
            }
            b'#' if quote.is_none() && spaced => return Some(at),
            _ => {}
        }
    }
    None
}
