//! Cuts shell sessions, output and plain text: a line is one phrase, less its prompt and its comment.

use super::lex::{Lexed, Token, TokenKind, starts_line_comment};
use super::syntax::{Family, Syntax};

/// Append the phrases of a text.
pub fn lex<'a>(text: &'a str, syntax: &Syntax, out: &mut Lexed<'a>) {
    let mut comment: Option<(usize, &str)> = None;
    for (line, raw) in text.lines().enumerate() {
        let mut rest = raw;
        if let Some((first, close)) = comment {
            let Some(at) = rest.find(close) else { continue };
            out.comments.push((first, line));
            rest = &rest[at + close.len()..];
            comment = None;
        }
        let shell = syntax.family == Family::Shell;
        let body = if shell { without_prompt(rest) } else { rest };
        let remark = if shell { None } else { remark_start(body) };
        let mut end = comment_start(body, shell, syntax).or(remark).unwrap_or(body.len());
        if end < body.len() {
            out.comments.push((line, line));
        }
        for (open, close) in syntax.block_comments {
            if let Some(at) = body[..end].find(open).filter(|&at| body[..at].trim().is_empty()) {
                match body[at..].find(close) {
                    Some(_) => out.comments.push((line, line)),
                    None => comment = Some((line, close)),
                }
                end = at;
            }
        }
        let phrase = body[..end].trim();
        let phrase = if shell { phrase.strip_suffix('\\').map_or(phrase, str::trim_end) } else { phrase };
        if !phrase.is_empty() {
            out.tokens.push(Token { kind: TokenKind::Phrase, text: phrase, line, last: line });
        }
    }
}

/// A line of a session without the prompt before its command.
fn without_prompt(line: &str) -> &str {
    let trimmed = line.trim_start();
    for prompt in ["$ ", "% ", "> ", "❯ ", "λ ", ">>> "] {
        if let Some(rest) = trimmed.strip_prefix(prompt) {
            return rest.trim_start();
        }
    }
    trimmed
}

/// Where the comment of a line starts, in bytes; quotes are minded in a shell.
fn comment_start(line: &str, quotes: bool, syntax: &Syntax) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' | b'\'' if quotes && quote == Some(byte) => quote = None,
            b'"' | b'\'' if quotes && quote.is_none() && line[at + 1..].contains(byte as char) => quote = Some(byte),
            b'#' | b'/' if quote.is_none() && starts_line_comment(&line[..at], &line[at..], syntax) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Where an arrow back to what stands before it starts a remark on it, in bytes: `src/main.rs  <-- begin here`.
fn remark_start(line: &str) -> Option<usize> {
    // Hardly any line has the first byte of an arrow.
    memchr::memchr2(b'<', "←".as_bytes()[0], line.as_bytes())?;
    let arrow = ["<--", "<==", "←", "⟵", "⇐"].iter().filter_map(|arrow| line.find(arrow)).min()?;
    let (before, after) = line.split_at(arrow);
    let words = after.trim_start_matches(|char: char| !char.is_alphanumeric());
    (before.ends_with(char::is_whitespace) && !before.trim().is_empty() && !words.is_empty()).then_some(arrow)
}

/// The option that a row of a table of options is about, the long one where there are two: `-o, --output string  where
/// to write`. `None` for other lines, commands among them.
pub fn option(line: &str) -> Option<&str> {
    let head = line.split("  ").next().filter(|head| head.len() < line.len())?;
    let mut flags = head.split([',', ' ', '=', '[']).filter(|word| word.starts_with('-'));
    let first = flags.next().filter(|_| line.starts_with('-'))?;
    Some(flags.next().unwrap_or(first))
}
