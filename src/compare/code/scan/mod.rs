//! The scanner of program text: strings, comments, words and signs, and what is between braces within markup.

mod tags;

use super::lex::{Lexed, Token, TokenKind, starts_line_comment};
use super::syntax::{Family, SCRIPT, Syntax};

/// Cut a piece of program text (or of `markup`) that starts on `line`, appending to `out`.
pub fn scan<'a>(text: &'a str, line: usize, syntax: &Syntax, markup: bool, out: &mut Lexed<'a>) {
    let base = if markup { Mode::Text { depth: None } } else { Mode::code(End::Never) };
    let mut scanner = Scanner::new(text, syntax, base);
    scanner.line = line;
    std::mem::swap(&mut scanner.out, out);
    scanner.run();
    std::mem::swap(&mut scanner.out, out);
}

/// What ends a stretch of code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Never,
    Brace,
    Closing(&'static str),
    Fence,
}

/// Where the scanner is.
enum Mode {
    Code {
        braces: u32,
        end: End,
        start: usize,
    },
    Text {
        depth: Option<u32>,
    },
    Tag {
        closing: bool,
        name: &'static str,
    },
    /// A tag of a template, to its `%}`.
    Template,
}

impl Mode {
    fn code(end: End) -> Self {
        Self::Code { braces: 0, end, start: 0 }
    }
}

/// Deepest nesting of tags and braces that is followed.
const DEEPEST: usize = 200;

struct Scanner<'a, 's> {
    text: &'a str,
    at: usize,
    line: usize,
    syntax: &'s Syntax,
    modes: Vec<Mode>,
    out: Lexed<'a>,
}

impl<'a, 's> Scanner<'a, 's> {
    fn new(text: &'a str, syntax: &'s Syntax, base: Mode) -> Self {
        let mut modes = vec![base];
        let mut at = 0;
        if syntax.family == Family::Markup
            && syntax.braces
            && text.lines().next().is_some_and(|line| line.trim() == "---")
        {
            modes.push(Mode::code(End::Fence));
            at = text.find('\n').unwrap_or(text.len());
        }
        Self { text, at, line: 0, syntax, modes, out: Lexed::default() }
    }

    fn run(&mut self) {
        while self.at < self.text.len() {
            let before = self.at;
            match self.modes.last() {
                Some(Mode::Text { .. }) => self.text(),
                Some(Mode::Tag { .. } | Mode::Template) => self.tag(),
                _ => self.code(),
            }
            if self.at == before {
                self.skip_char();
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_char(&mut self) {
        match self.peek() {
            Some('\n') => {
                self.line += 1;
                self.at += 1;
            }
            Some(char) => self.at += char.len_utf8(),
            None => self.at = self.text.len(),
        }
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.skip_char();
        }
    }

    /// Take `len` bytes as one token; line ends within it are counted.
    fn push(&mut self, kind: TokenKind, len: usize) {
        let end = (self.at + len).min(self.text.len());
        self.push_part(kind, self.at, end, end);
    }

    /// Take bytes up to `next`, of which `from..to` are the token.
    fn push_part(&mut self, kind: TokenKind, from: usize, to: usize, next: usize) {
        let line = self.line;
        let taken = self.text.get(self.at..next).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', taken.as_bytes()).count();
        if let Some(text) = self.text.get(from..to) {
            self.out.tokens.push(Token { kind, text, line, last: self.line });
        }
        self.at = next;
    }

    fn comment(&mut self) -> bool {
        let rest = self.rest();
        let scripted = matches!(self.modes.last(), Some(Mode::Code { end: End::Closing(_) | End::Fence, .. }));
        let syntax = if scripted { &SCRIPT } else { self.syntax };
        for (open, close) in syntax.block_comments {
            if let Some(inner) = rest.strip_prefix(open) {
                let end = inner.find(close).map_or(rest.len(), |at| open.len() + at + close.len());
                let first = self.line;
                self.line += memchr::memchr_iter(b'\n', &rest.as_bytes()[..end]).count();
                self.at += end;
                self.out.comments.push((first, self.line));
                return true;
            }
        }
        let before = self.text.get(..self.at).unwrap_or_default();
        if starts_line_comment(before, rest, syntax) {
            let end = rest.find('\n').unwrap_or(rest.len());
            self.at += end;
            self.out.comments.push((self.line, self.line));
            return true;
        }
        false
    }

    fn code(&mut self) {
        self.skip_space();
        let rest = self.rest();
        let Some(char) = rest.chars().next() else { return };
        let Some(&Mode::Code { braces, end, start }) = self.modes.last() else { return };
        match end {
            End::Closing(tag) if rest.len() >= tag.len() && starts_with_ignore_case(rest, tag) => {
                self.modes.pop();
                return;
            }
            End::Fence if rest.lines().next().is_some_and(|line| line.trim() == "---") => {
                self.modes.pop();
                self.push(TokenKind::Fixed, 3);
                return;
            }
            _ => {}
        }
        if self.comment() {
            return;
        }
        match char {
            '"' | '\'' | '`' => self.string(char),
            '[' | '(' | '|' | '{' if self.syntax.family == Family::Diagram => self.label(char),
            '{' => {
                self.push(TokenKind::Op, 1);
                if let Some(Mode::Code { braces, .. }) = self.modes.last_mut() {
                    *braces += 1;
                }
            }
            '}' => {
                if braces == 0 && end == End::Brace {
                    self.modes.pop();
                    if self.out.tokens.len() == start && self.out.tokens.last().is_some_and(|token| token.text == "{") {
                        self.out.tokens.pop();
                        self.at += 1;
                        return;
                    }
                } else if let Some(Mode::Code { braces, .. }) = self.modes.last_mut() {
                    *braces = braces.saturating_sub(1);
                }
                self.push(TokenKind::Op, 1);
            }
            '<' if (self.syntax.tags || self.syntax.family == Family::Markup) && self.opens_tag(rest) => {
                self.open_tag()
            }
            ':' if self.syntax.family == Family::Diagram && rest.starts_with(": ") => {
                self.push(TokenKind::Op, 1);
                self.rest_of_line();
            }
            _ if char.is_ascii_digit() => {
                let len = number_length(rest);
                self.push(TokenKind::Number, len);
            }
            _ if is_word(char) => {
                let len = rest.find(|c: char| !is_word(c) && !c.is_numeric() && !is_mark(c)).unwrap_or(rest.len());
                self.push(TokenKind::Word, len);
                if self.syntax.family == Family::Diagram && introduces_text(&rest[..len]) {
                    self.rest_of_line();
                }
            }
            _ => self.push(TokenKind::Op, char.len_utf8()),
        }
    }

    /// Whether a `<` after these tokens starts a tag: in an expression it does where a value may stand.
    fn opens_tag(&self, rest: &str) -> bool {
        let next = rest.as_bytes().get(1).copied().unwrap_or_default();
        let tag = next.is_ascii_alphabetic() || next == b'>' || (next == b'/' && self.modes.len() > 1);
        tag && self.out.tokens.last().is_none_or(|last| match last.kind {
            TokenKind::Op => !matches!(last.text, ")" | "]"),
            TokenKind::Word => matches!(last.text, "return" | "default" | "yield" | "case" | "await"),
            TokenKind::Number | TokenKind::Str => false,
            TokenKind::Text | TokenKind::Fixed | TokenKind::Phrase => true,
        })
    }

    /// What is left of a line, as text.
    fn rest_of_line(&mut self) {
        let line = self.rest().split('\n').next().unwrap_or_default();
        if !line.trim().is_empty() {
            let indent = line.len() - line.trim_start().len();
            self.push_part(TokenKind::Text, self.at + indent, self.at + line.trim_end().len(), self.at + line.len());
        }
    }

    /// The text of a node or edge of a diagram, in whatever brackets.
    fn label(&mut self, open: char) {
        self.push(TokenKind::Op, open.len_utf8());
        let line = self.rest().split('\n').next().unwrap_or_default();
        let close = match open {
            '[' => ']',
            '(' => ')',
            '{' => '}',
            _ => '|',
        };
        if let Some(at) = line.find(close).filter(|&at| at > 0 && !line[..at].starts_with(['"', '[', '('])) {
            self.push(TokenKind::Text, at);
        }
    }

    fn string(&mut self, quote: char) {
        let rest = self.rest();
        let triple = match quote {
            '"' => "\"\"\"",
            '\'' => "'''",
            _ => "```",
        };
        if quote != '`' && rest.starts_with(triple) {
            let end = rest[3..].find(triple);
            let to = end.map_or(self.text.len(), |end| self.at + 3 + end);
            self.push_part(TokenKind::Str, self.at + 3, to, end.map_or(to, |_| to + 3));
            return;
        }
        match string_end(rest, quote) {
            Some(end) => self.push_part(TokenKind::Str, self.at + 1, self.at + end, self.at + end + 1),
            None => self.push(TokenKind::Op, 1),
        }
    }
}

/// Longest template literal, in bytes, that may span lines.
const LONGEST_TEMPLATE: usize = 20_000;

/// Where the quote closes, in bytes from the opening one; a plain quote closes on its line.
fn string_end(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1).take(LONGEST_TEMPLATE) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'\n' if quote != '`' => return None,
            _ if byte == quote as u8 => return Some(at),
            _ => {}
        }
    }
    None
}

/// Words of Mermaid after which a line is text.
fn introduces_text(word: &str) -> bool {
    let words = ["opt", "alt", "else", "loop", "par", "and", "critical", "option", "break", "title", "section", "as"];
    words.contains(&word)
}

fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

fn is_word(char: char) -> bool {
    char.is_alphabetic() || matches!(char, '_' | '$' | '@')
}

/// Combining marks belong to the word before them (vowel signs of Indic scripts, Arabic harakat).
fn is_mark(char: char) -> bool {
    matches!(u32::from(char), 0x300..=0x36f | 0x610..=0x61a | 0x64b..=0x65f | 0x900..=0xdff | 0xe30..=0xe4e | 0x200c..=0x200d)
}

fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let dotted = byte == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !(byte.is_ascii_alphanumeric() || byte == b'_' || dotted) {
            break;
        }
        at += 1;
    }
    at
}
