//! A page as data: its front matter, its blocks and inlines, each with its place in the file.

pub mod block;
mod code;
mod container;
mod dialect;
pub mod front_matter;
pub mod html;
mod html_table;
mod inline;
mod map;
mod outline;
mod parse;
pub mod span;
mod target;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod walk;
mod wrapped;

use std::borrow::Cow;

pub use block::{Block, BlockId, BlockKind, Inline, InlineKind};
pub use front_matter::FrontMatter;
pub use outline::outline;
pub use parse::parse;
pub use span::{Lines, Position, Span, TextRange};

/// Largest file that is read, in bytes. A page is text that people read; the bound keeps offsets in 32 bits and
/// memory within reason.
pub const MAX_BYTES: u64 = 32 << 20;

/// A page, parsed.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The file's text, byte for byte, but for a byte order mark, which stays in place.
    pub text: String,
    /// Where its lines start.
    pub lines: Lines,
    /// Its front matter, if it has any.
    pub front_matter: Option<FrontMatter>,
    /// Where the body starts, in bytes.
    pub body: u32,
    /// All blocks in document order; the first is the root.
    pub blocks: Vec<Block>,
    /// All inlines in document order.
    pub inlines: Vec<Inline>,
    /// Comments of HTML, MDX and Liquid in the body, in order.
    pub comments: Vec<Span>,
    /// What was found to be wrong while reading: each is a finding of its own.
    pub problems: Vec<Problem>,
}

/// Something wrong with a page, seen while it was parsed.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it is.
    pub span: Span,
    /// What to say of it, in lower case, one sentence.
    pub message: String,
}

/// The kinds of problems that parsing sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// Front matter that does not parse, is not closed, is glued to the text or names a key twice.
    FrontMatter,
    /// A fence, a tag or a container that is never closed.
    Unclosed,
    /// The mark of an item or a heading without the space after it; the page was parsed as if it were there.
    Glued,
    /// The whole page stands in a code fence; the page was parsed as if it did not.
    FenceWrapped,
    /// The file is no text in UTF-8, or is too large: nothing of it was compared.
    Encoding,
}

impl Document {
    /// A document of which nothing can be compared, with the reason and the byte at which it shows.
    #[must_use]
    pub fn unreadable(text: String, at: usize, message: String) -> Self {
        let span = Span::at(at.min(text.len()));
        let lines = Lines::new(&text);
        let whole = Span::new(0, text.len());
        let root = Block {
            kind: BlockKind::Root,
            span: whole,
            name: Span::default(),
            content: whole,
            parent: 0,
            next: 1,
            inlines: (0, 0),
        };
        let problems = vec![Problem { kind: ProblemKind::Encoding, span, message }];
        Self { text, lines, blocks: vec![root], problems, ..Self::default() }
    }

    /// Whether the file is text that can be compared.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.problems.iter().all(|problem| problem.kind != ProblemKind::Encoding)
    }

    /// How many blank lines part the front matter from the text; none where there is one of them only.
    #[must_use]
    pub fn lead(&self) -> Option<usize> {
        let matter = self.front_matter.as_ref().filter(|front| front.content.end < self.body)?;
        let rest = self.text.get(matter.content.end as usize..)?;
        // The fence that closes it stands on the first of these lines.
        let lines = rest.trim_start_matches(['\r', '\n']).split_inclusive('\n').skip(1);
        let blank = lines.clone().take_while(|line| line.trim().is_empty()).count();
        lines.clone().nth(blank).map(|_| blank)
    }

    /// The text of a span; empty if the span is not inside the file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The direct children of a block, in order.
    pub fn children(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        let end = self.blocks.get(id).map_or(0, |block| block.next);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let child = next;
            if child >= end {
                return None;
            }
            next = self.blocks[child].next.max(child + 1);
            Some(child)
        })
    }

    /// The inlines of a block and of all blocks in it.
    #[must_use]
    pub fn inlines_of(&self, id: BlockId) -> &[Inline] {
        let Some(block) = self.blocks.get(id) else { return &[] };
        self.inlines.get(block.inlines.0 as usize..block.inlines.1 as usize).unwrap_or_default()
    }

    /// The text of a code block, without fences and without the indentation or `>` of what the block stands in.
    #[must_use]
    pub fn code(&self, id: BlockId) -> Cow<'_, str> {
        let mut runs = self.inlines_of(id).iter().filter(|inline| inline.kind == InlineKind::CodeText);
        let Some(first) = runs.next() else { return Cow::Borrowed("") };
        let mut code = Cow::Borrowed(self.slice(first.span));
        for run in runs {
            code.to_mut().push_str(self.slice(run.span));
        }
        code
    }

    /// The prose of a block: its runs of text joined, without code, markup, targets and placeholders.
    /// Runs that markup parts are joined as they stand; a line end or the edge of a cell becomes one space.
    #[must_use]
    pub fn prose(&self, id: BlockId) -> String {
        let mut prose = String::new();
        let mut last = None;
        for inline in self.inlines_of(id) {
            if inline.kind == InlineKind::Text {
                if last.is_some_and(|end: u32| {
                    self.text.get(end as usize..inline.span.start as usize).is_some_and(|gap| gap.contains(['\n', '|']))
                }) {
                    prose.push(' ');
                }
                prose.push_str(self.slice(inline.span));
                last = Some(inline.span.end);
            }
        }
        prose
    }
}
