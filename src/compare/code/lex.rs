//! Cuts a block into tokens: what the machine reads apart from what people read.
//!
//! One loose scanner for all languages. It need not be right about a language's grammar, only alike on both sides: a
//! translator's text must end up in a string, a text or a comment.

use super::syntax::{Family, Syntax};
use super::{lines, markdown, words, yaml};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// An identifier or keyword; in shell and text any word between spaces.
    Word,
    /// A number with what is glued to it.
    Number,
    /// One character of punctuation.
    Op,
    /// The content of a string literal, or a plain value in YAML.
    Str,
    /// Prose: text between tags, in Markdown, in a label.
    Text,
    /// Kept as it stands: a template tag, a fence.
    Fixed,
    /// A whole line of a shell session, of output or of plain text, less its comment.
    Phrase,
}

/// A token and the line it starts on, 0-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// Its text; without the quotes for a string.
    pub text: &'a str,
    /// The 0-based line on which it starts.
    pub line: usize,
    /// The 0-based line on which it ends.
    pub last: usize,
}

/// A logical line: the tokens of one line, or of several where a token spans them or prose is wrapped.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// First and last line, 0-based and inclusive.
    pub first: usize,
    /// See `first`.
    pub last: usize,
    /// Columns of white space before it; a tab counts as eight.
    pub indent: usize,
    /// Its first line as it stands.
    pub raw: &'a str,
    /// Which of the block's tokens are its.
    pub tokens: std::ops::Range<usize>,
    /// Hash of what a translator keeps; lines of equal keys answer one another.
    pub key: u64,
}

/// A block, cut.
#[derive(Debug, Default)]
pub struct Lexed<'a> {
    /// All tokens in order.
    pub tokens: Vec<Token<'a>>,
    /// All logical lines that hold a token.
    pub lines: Vec<Line<'a>>,
    /// First and last line of each comment, 0-based and inclusive.
    pub comments: Vec<(usize, usize)>,
    /// What the comments say, but for white space.
    pub remarks: u64,
    /// How many lines the block has.
    pub count: usize,
}

impl<'a> Lexed<'a> {
    /// The tokens of some consecutive logical lines.
    pub fn slice(&self, range: std::ops::Range<usize>) -> &[Token<'a>] {
        let Some(lines) = self.lines.get(range) else { return &[] };
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return &[] };
        self.tokens.get(first.tokens.start..last.tokens.end).unwrap_or_default()
    }
}

/// Cut a block.
pub fn lex<'a>(text: &'a str, syntax: &Syntax) -> Lexed<'a> {
    let physical: Vec<&str> = text.lines().collect();
    let mut lexed = tokens(text, syntax, 0);
    lexed.count = physical.len();
    lexed.remarks = remarks(&lexed.comments, &physical);
    lines::group(&mut lexed, &physical, syntax);
    lexed
}

/// A hash of the lines with comments; equal where no comment was touched.
fn remarks(comments: &[(usize, usize)], physical: &[&str]) -> u64 {
    let mut hasher = xxhash_rust::xxh3::Xxh3Default::new();
    for line in comments
        .iter()
        .flat_map(|&(first, last)| physical.get(first..=last.min(physical.len().saturating_sub(1))))
        .flatten()
    {
        line.split_whitespace().for_each(|word| hasher.update(word.as_bytes()));
    }
    hasher.digest()
}

/// The tokens of a block without their lines; `depth` counts blocks within blocks.
pub fn tokens<'a>(text: &'a str, syntax: &Syntax, depth: usize) -> Lexed<'a> {
    let mut out = Lexed::default();
    match syntax.family {
        Family::Shell | Family::Text => words::lex(text, syntax, &mut out),
        Family::Yaml => yaml::lex(text, 0, syntax, &mut out),
        Family::Markdown => markdown::lex(text, syntax, depth, &mut out),
        Family::Markup => scan(text, 0, syntax, true, &mut out),
        Family::Code | Family::Diagram => scan(text, 0, syntax, false, &mut out),
    }
    out
}

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
        let syntax = if scripted { &super::syntax::SCRIPT } else { self.syntax };
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

    fn open_tag(&mut self) {
        let rest = self.rest();
        let closing = rest.starts_with("</");
        self.push(TokenKind::Op, if closing { 2 } else { 1 });
        let rest = self.rest();
        let len = rest.find(|c: char| !(c.is_alphanumeric() || "-_.:".contains(c))).unwrap_or(rest.len());
        let name = match rest.get(..len).unwrap_or_default().to_ascii_lowercase().as_str() {
            "script" => "</script",
            "style" => "</style",
            "br" | "hr" | "img" | "input" | "meta" | "link" | "source" | "!doctype" | "area" | "base" | "col"
            | "wbr"
                if self.syntax.family == Family::Markup =>
            {
                "void"
            }
            _ => "",
        };
        if len > 0 {
            self.push(TokenKind::Word, len);
        }
        if self.modes.len() < DEEPEST {
            self.modes.push(Mode::Tag { closing, name });
        }
    }

    fn tag(&mut self) {
        self.skip_space();
        let rest = self.rest();
        let Some(char) = rest.chars().next() else { return };
        let (closing, name) = match self.modes.last() {
            Some(&Mode::Tag { closing, name }) => (closing, name),
            _ if rest.starts_with("%}") => {
                self.push(TokenKind::Op, 2);
                self.modes.pop();
                return;
            }
            _ => (false, "template"),
        };
        match char {
            '>' if name != "template" => {
                let alone = closing || self.out.tokens.last().is_some_and(|token| token.text == "/") || name == "void";
                self.push(TokenKind::Op, 1);
                self.modes.pop();
                self.close_tag(closing, alone, name);
            }
            '"' | '\'' | '`' => self.string(char),
            '{' => {
                self.push(TokenKind::Op, 1);
                self.enter_braces();
            }
            '/' if self.comment() => {}
            _ if char.is_alphanumeric() || char == '_' => {
                let len = rest.find(|c: char| !(c.is_alphanumeric() || "-_.:@".contains(c))).unwrap_or(rest.len());
                self.push(TokenKind::Word, len);
            }
            _ => self.push(TokenKind::Op, char.len_utf8()),
        }
    }

    fn enter_braces(&mut self) {
        if self.modes.len() < DEEPEST {
            self.modes.push(Mode::Code { braces: 0, end: End::Brace, start: self.out.tokens.len() });
        }
    }

    /// A tag has ended: what comes is text, code, or what was before the element.
    fn close_tag(&mut self, closing: bool, alone: bool, name: &'static str) {
        let shallow = self.modes.len() < DEEPEST;
        match self.modes.last_mut() {
            Some(Mode::Text { depth }) => {
                if closing && depth.is_some() {
                    *depth = depth.map(|depth| depth.saturating_sub(1));
                    if *depth == Some(0) {
                        self.modes.pop();
                    }
                } else if !alone && name.is_empty() {
                    *depth = depth.map(|depth| depth + 1);
                }
            }
            _ if !alone && name.is_empty() && shallow => {
                self.modes.push(Mode::Text { depth: Some(1) });
            }
            _ => {}
        }
        if !alone && name.starts_with("</") {
            self.modes.push(Mode::code(End::Closing(name)));
        }
    }

    fn text(&mut self) {
        self.skip_space();
        let rest = self.rest();
        let Some(char) = rest.chars().next() else { return };
        if char == '<' {
            if rest.starts_with("<!--") && self.comment() {
                return;
            }
            let next = rest.as_bytes().get(1).copied().unwrap_or_default();
            if next.is_ascii_alphabetic() || matches!(next, b'/' | b'>' | b'!' | b'?') {
                self.open_tag();
                return;
            }
        }
        if char == '{' {
            if self.syntax.braces && self.syntax.family != Family::Markdown {
                self.push(TokenKind::Op, 1);
                self.enter_braces();
                return;
            }
            if rest.starts_with("{%") && self.modes.len() < DEEPEST {
                self.push(TokenKind::Op, 2);
                self.modes.push(Mode::Template);
                return;
            }
            if let Some(len) = template_length(rest) {
                self.push(TokenKind::Fixed, len);
                return;
            }
        }
        let skip = char.len_utf8();
        let len = rest[skip..].find(['<', '{', '\n']).map_or(rest.len(), |at| at + skip);
        let trimmed = rest[..len].trim_end().len().max(skip);
        self.push_part(TokenKind::Text, self.at, self.at + trimmed, self.at + len);
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

/// Length of a `{{ … }}`, `{% … %}` or `{# … #}` at the start of the text.
pub fn template_length(rest: &str) -> Option<usize> {
    let close = match rest.as_bytes().get(..2)? {
        b"{{" => "}}",
        b"{%" => "%}",
        b"{#" => "#}",
        _ => return None,
    };
    let end = rest.get(2..)?.find(close)? + 2;
    (end < 2000).then_some(end + 2)
}

/// Whether `rest` starts a comment to the end of its line, given all the text before it.
pub fn starts_line_comment(before: &str, rest: &str, syntax: &Syntax) -> bool {
    let previous = before.bytes().next_back();
    let spaced = previous.is_none_or(|byte| byte.is_ascii_whitespace());
    syntax.line_comments.iter().any(|&marker| {
        let Some(after) = rest.strip_prefix(marker) else { return false };
        let loose = syntax.line_comments.len() > 1;
        match marker {
            "#" if loose => {
                spaced && after.starts_with(['#', '!', ' ', '\t', '\n', '\r']) || spaced && after.is_empty()
            }
            "#" => spaced,
            "//" if loose => spaced,
            "//" => previous != Some(b':'),
            "'" | "!" | "%%" => before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty()),
            "%" => previous != Some(b'\\'),
            "--" => previous != Some(b'-') && !after.starts_with('-'),
            ";" => spaced || previous == Some(b')'),
            _ => true,
        }
    })
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
