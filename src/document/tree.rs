//! Grows the flat tables of blocks and inlines, and keeps their promises: a child lies within its parent, `next` leads
//! past the subtree, spans end before trailing blank lines.

use super::block::{Block, BlockId, BlockKind, Inline, InlineKind};
use super::span::Span;

/// Blocks nested deeper than this are not told apart: their inlines belong to the last block that is.
const MAX_DEPTH: usize = 100;

/// The tables while they grow.
pub struct Tree<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    /// The open blocks, the root first.
    open: Vec<BlockId>,
    /// How many blocks beyond [`MAX_DEPTH`] are open.
    too_deep: usize,
}

impl<'a> Tree<'a> {
    /// A tree with only a root, which covers the file from `body` on.
    pub fn new(text: &'a str, body: usize) -> Self {
        let span = Span::new(body, text.len());
        let root = block(BlockKind::Root, span, 0, 0);
        // Prose has about one inline every fifty bytes and one block every hundred.
        let size = text.len().saturating_sub(body);
        let mut blocks = Vec::with_capacity(size / 100 + 8);
        blocks.push(root);
        Self { text, blocks, inlines: Vec::with_capacity(size / 50 + 8), open: vec![0], too_deep: 0 }
    }

    /// Open a block; blank lines at the ends of its span are cut off.
    pub fn open(&mut self, kind: BlockKind, span: Span) {
        if self.open.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let block = block(kind, self.trim(span), self.current(), self.inline_count());
        self.open.push(self.blocks.len());
        self.blocks.push(block);
    }

    /// Close the block opened last. The root is never closed this way.
    pub fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.open.len() > 1
            && let Some(id) = self.open.pop()
        {
            self.finish(id);
        }
    }

    /// How many blocks are open, the root included.
    pub fn depth(&self) -> usize {
        self.open.len() + self.too_deep
    }

    /// The innermost open block.
    pub fn current(&self) -> BlockId {
        self.open.last().copied().unwrap_or(0)
    }

    /// The kind of the innermost open block.
    pub fn kind(&self) -> BlockKind {
        self.blocks.get(self.current()).map_or(BlockKind::Root, |block| block.kind)
    }

    /// Whether a block of this kind is open.
    pub fn within(&self, kind: BlockKind) -> bool {
        self.open.iter().any(|&id| self.blocks.get(id).is_some_and(|block| block.kind == kind))
    }

    /// Change the innermost open block, unless it is one that nesting has swallowed.
    pub fn amend(&mut self, change: impl FnOnce(&mut Block)) {
        let id = self.current();
        if self.too_deep == 0
            && let Some(block) = self.blocks.get_mut(id)
        {
            change(block);
        }
    }

    /// Let the innermost open block reach as far as `span`.
    pub fn extend(&mut self, span: Span) {
        self.amend(|block| {
            let whole = block.content == block.span;
            block.span = block.span.cover(span);
            if whole {
                block.content = block.span;
            }
        });
    }

    /// Let the innermost open block end before `end`.
    pub fn cut(&mut self, end: usize) {
        let start = self.blocks.get(self.current()).map_or(end, |block| block.span.start as usize);
        let span = self.trim(Span::new(start.min(end), end));
        self.amend(|block| (block.span, block.content) = (span, span));
    }

    /// Add an inline to the innermost open block. One that lies before the last is dropped: where the parser gives up on
    /// a huge table it hands out the same text twice.
    pub fn inline(&mut self, kind: InlineKind, span: Span, value: Span) {
        if self.inlines.last().is_some_and(|last| span.start < last.span.start) {
            return;
        }
        self.inlines.push(Inline { kind, span, value });
    }

    /// The index of the first inline of the innermost open block.
    pub fn first_inline(&self) -> usize {
        self.blocks.get(self.current()).map_or(0, |block| block.inlines.0 as usize)
    }

    /// The inlines so far.
    pub fn inlines_mut(&mut self) -> &mut Vec<Inline> {
        &mut self.inlines
    }

    /// Close whatever is open and give the tables away.
    pub fn finished(mut self) -> (Vec<Block>, Vec<Inline>) {
        self.too_deep = 0;
        while let Some(id) = self.open.pop() {
            self.finish(id);
        }
        (self.blocks, self.inlines)
    }

    fn inline_count(&self) -> u32 {
        u32::try_from(self.inlines.len()).unwrap_or(u32::MAX)
    }

    /// Fix what is known only at the end: `next`, the inlines, and that the parent covers the child.
    fn finish(&mut self, id: BlockId) {
        let (next, end) = (self.blocks.len(), self.inline_count());
        if self.is_void(id) {
            self.blocks.pop();
            return;
        }
        let Some(block) = self.blocks.get_mut(id) else { return };
        block.next = next;
        block.inlines.1 = end;
        let (parent, span) = (block.parent, block.span);
        if let Some(parent) = self.blocks.get_mut(parent) {
            let whole = parent.content == parent.span;
            parent.span = parent.span.cover(span);
            if whole {
                parent.content = parent.span;
            }
        }
    }

    /// Whether a block holds nothing that anyone sees, such as a paragraph of comments.
    fn is_void(&self, id: BlockId) -> bool {
        id + 1 == self.blocks.len()
            && self.blocks.get(id).is_some_and(|block| {
                matches!(block.kind, BlockKind::Paragraph | BlockKind::Html) && block.inlines.0 == self.inline_count()
            })
    }

    /// Cut blank lines and white space off both ends.
    fn trim(&self, span: Span) -> Span {
        let Some(text) = self.text.get(span.range()) else { return span };
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let left = text.len() - text.trim_start_matches(blank).len();
        let right = text.trim_end_matches(blank).len();
        if left >= right {
            return Span::at(span.start as usize);
        }
        Span::new(span.start as usize + left, span.start as usize + right)
    }
}

fn block(kind: BlockKind, span: Span, parent: BlockId, inlines: u32) -> Block {
    Block {
        kind,
        span,
        name: Span::at(span.start as usize),
        content: span,
        parent,
        next: 0,
        inlines: (inlines, inlines),
    }
}
