//! Cuts a block into tokens: what the machine reads apart from what people read.
//!
//! One loose scanner for all languages. It need not be right about a language's grammar, only alike on both sides: a
//! translator's text must end up in a string, a text or a comment.

use super::syntax::{Family, Syntax};
use super::{lines, markdown, scan, words, yaml};

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
        Family::Markup => scan::scan(text, 0, syntax, true, &mut out),
        Family::Code | Family::Diagram => scan::scan(text, 0, syntax, false, &mut out),
    }
    out
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
