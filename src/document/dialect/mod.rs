//! What the dialects add to Markdown: directives, shortcodes, template tags, components.
//!
//! The Markdown parser knows none of it. Before it reads a page, [`mask::mask`] makes a copy in which a line that only a
//! dialect understands is an HTML declaration (which ends a paragraph and is over with its line), what stands within a
//! line is an inert run of the same length, and the indentation that a dialect asks for is gone. What stood there is
//! kept in tables beside it: [`Marker`] for lines, [`Hole`] within lines.

mod directive;
mod indent;
mod jsx;
mod mask;
mod output;
mod pair;
mod template;

use std::borrow::Cow;
use std::ops::Range;

pub use mask::{MARK, mask};

use super::block::{BlockKind, InlineKind};
use super::map::Map;
use super::span::Span;

/// A page's body, ready for the Markdown parser.
pub struct Masked<'a> {
    /// The text to parse.
    pub text: Cow<'a, str>,
    /// Where its bytes stand in the file.
    pub map: Map,
    /// What stood on whole lines, in order.
    pub markers: Vec<Marker>,
    /// What stood within lines, in order.
    pub holes: Vec<Hole>,
    /// Tags within lines that nothing closes, or that close nothing.
    pub unclosed: Vec<Span>,
    /// Marks of lists and headings that lack the space after them and were read as if it were there.
    pub glued: Vec<Span>,
    /// Comments that stand on lines of their own, of which the masked text has nothing.
    pub comments: Vec<Span>,
    /// Whether the page is MDX.
    pub mdx: bool,
}

/// Something of a dialect that takes up a line.
#[derive(Debug, Clone)]
pub struct Marker {
    /// Where it is in the masked text.
    pub at: usize,
    /// What it is.
    pub token: Token,
    /// For what opens, the marker that closes it; for what closes, the one that opened it.
    pub partner: Option<usize>,
    /// Whether it opens what nothing closes, or closes what nothing opened.
    pub unclosed: bool,
}

/// Something of a dialect within a line.
#[derive(Debug, Clone)]
pub struct Hole {
    /// All of it.
    pub span: Span,
    /// What it is.
    pub kind: HoleKind,
}

/// What stands within a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoleKind {
    /// An inline of its own, with its value.
    Inline(InlineKind, Span),
    /// A tag of JSX.
    Tag,
    /// A comment.
    Comment,
    /// Attributes of what stands before it, with the id they give, if any.
    Attributes(Option<Span>),
    /// Nothing that anyone sees.
    Nothing,
}

/// A piece of a dialect on a line.
#[derive(Debug, Clone)]
pub struct Token {
    /// All of it.
    pub span: Span,
    /// Its name; empty where there is none.
    pub name: Span,
    /// Its arguments.
    pub content: Span,
    /// A title that is Markdown.
    pub title: Option<Span>,
    /// What it does.
    pub kind: TokenKind,
}

/// What a piece of a dialect does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// It opens a block that a closing token of its family ends.
    Open(Family, BlockKind),
    /// It closes what a token of its family opened.
    Close(Family),
    /// It opens a block that holds the lines indented below it.
    Indented(BlockKind),
    /// It stands alone.
    Alone(BlockKind),
    /// It starts code that ends with its closing tag.
    Code,
    /// It is a comment.
    Comment,
    /// It gives attributes to the block beside it.
    Attributes,
}

/// What may close what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// So many colons.
    Colons(usize),
    /// So many slashes.
    Slashes(usize),
    /// Tags of JSX, by name.
    Jsx,
    /// The end of indentation.
    Indent,
    /// Shortcodes of Hugo, by name. One that nothing closes stands alone.
    Shortcode,
}

impl Token {
    /// A token without name, arguments or title.
    fn bare(kind: TokenKind, span: Span) -> Self {
        let end = Span::at(span.end as usize);
        Self { span, name: end, content: end, title: None, kind }
    }
}

/// All tokens in a range of a line, if nothing else stands there; where the line of the last one ends. `next` reads the
/// token at an offset, given the end of its line.
fn tokens_of_line(
    text: &str,
    range: Range<usize>,
    found: &mut Vec<Token>,
    mut next: impl FnMut(usize, usize) -> Option<Token>,
) -> Option<usize> {
    let Range { start: mut at, mut end } = range;
    while at < end {
        let token = next(at, end)?;
        at = token.span.end as usize;
        if at > end {
            end = memchr::memchr(b'\n', text.as_bytes().get(at..)?).map_or(text.len(), |step| at + step);
        }
        found.push(token);
        at += text.get(at..end)?.len() - text.get(at..end)?.trim_start().len();
    }
    Some(end)
}

/// Where the paragraph that `at` stands in ends: at the next blank line, but no further than `bound` bytes on.
fn paragraph_end(text: &str, at: usize, bound: usize) -> usize {
    let mut end = (at + bound).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let bytes = text.as_bytes().get(at..end).unwrap_or_default();
    blank_line(bytes).map_or(end, |newline| at + newline)
}

/// Whether a blank line stands in a text.
fn has_blank_line(bytes: &[u8]) -> bool {
    blank_line(bytes).is_some()
}

/// The line end before the first blank line.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find(|newline| {
        let rest = bytes.get(newline + 1..).unwrap_or_default();
        rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(&b'\n')
    })
}

/// The part of `range` without white space at its ends.
fn trim(text: &str, start: usize, end: usize) -> Span {
    let part = text.get(start..end).unwrap_or_default();
    let left = part.len() - part.trim_start().len();
    Span::new(start + left, start + left + part.trim().len())
}
