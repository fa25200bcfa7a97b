//! From the parser's events to blocks and inlines.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::block::{Block, BlockKind, Inline, InlineKind};
use super::code::OpenCode;
use super::dialect::Masked;
use super::inline::{code_content, inner, strikethrough};
use super::span::Span;
use super::tree::Tree;
use super::{Problem, ProblemKind};

/// Cells of a table beyond this many are not told apart: one line of a thousand columns would make each short row after it
/// as long.
const MAX_CELLS: usize = 20_000;

/// What the walk gives.
pub struct Page {
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    pub comments: Vec<Span>,
    pub problems: Vec<Problem>,
}

/// Walk over the events of a masked page, which stands in `file` from `body` on.
pub fn walk(file: &str, body: usize, page: &Masked<'_>) -> Page {
    let masked = page.text.as_ref();
    let mut walker = Walker::new(file, body, page);
    let mut events = Parser::new_ext(masked, options(masked, page.mdx)).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match &event {
            // The text of an autolink is the address that the link has already said.
            Event::Text(_) if walker.autolink => {}
            Event::Start(Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. }) => {
                let definition = match link_type {
                    LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                        events.reference_definitions().get(id).map(|definition| definition.span.clone())
                    }
                    _ => None,
                };
                let image = matches!(event, Event::Start(Tag::Image { .. }));
                walker.autolink = matches!(link_type, LinkType::Autolink | LinkType::Email);
                walker.link(image, &range, dest_url, definition);
            }
            Event::Start(tag) => walker.start(tag, range),
            _ => {
                let end = range.end;
                walker.event(event, range);
                walker.last_end = end.max(walker.last_end);
            }
        }
    }
    walker.finished()
}

/// The parser's options. Definition lists only where a line can be one: the parser takes much for a definition.
fn options(masked: &str, mdx: bool) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    if has_formula(masked) {
        options |= Options::ENABLE_MATH;
    }
    if !mdx && has_definition(masked) {
        options |= Options::ENABLE_DEFINITION_LIST;
    }
    options
}

/// Whether something between two dollars looks like a formula: amounts of money stand in pairs too.
fn has_formula(masked: &str) -> bool {
    let bytes = masked.as_bytes();
    let mut dollars = memchr::memchr_iter(b'$', bytes).peekable();
    while let Some(open) = dollars.next() {
        let Some(&close) = dollars.peek() else { return false };
        let inside = bytes.get(open + 1..close).unwrap_or_default();
        let display = inside.is_empty();
        let formula = inside.iter().any(|byte| matches!(byte, b'\\' | b'^' | b'_' | b'=' | b'{'));
        let prose = memchr::memmem::find(inside, b"**").is_some() || memchr::memmem::find(inside, b"\n\n").is_some();
        if display || formula && !prose {
            return true;
        }
    }
    false
}

/// Whether a line starts with `:` and one to three spaces.
fn has_definition(masked: &str) -> bool {
    memchr::memmem::find_iter(masked.as_bytes(), b"\n:").any(|at| {
        let rest = masked.as_bytes().get(at + 2..).unwrap_or_default();
        let spaces = rest.iter().take_while(|&&byte| byte == b' ').count();
        (1..=3).contains(&spaces) && !matches!(rest.get(spaces), None | Some(b'\n' | b'\r' | b':'))
    })
}

/// A link whose target is sought when it ends, because it is not written as it is meant.
pub struct OpenLink {
    pub inline: usize,
    pub pending: bool,
}

/// What is open, beside the tree: blocks of the parser and containers of dialects.
pub enum Frame {
    /// A block that the parser closes.
    Block,
    /// A container that the marker with this index opened; `closing` once it is to be closed as soon as it can be.
    Container { marker: usize, closing: bool },
}

/// The state of a walk.
pub struct Walker<'a> {
    pub file: &'a str,
    pub page: &'a Masked<'a>,
    pub tree: Tree<'a>,
    pub frames: Vec<Frame>,
    /// Text not yet turned into inlines, as masked offsets; always on one line.
    pub run: Option<Range<usize>>,
    pub links: Vec<OpenLink>,
    /// Tags that may be placeholders, as indices of inlines.
    pub named_tags: Vec<usize>,
    /// Whether an autolink is open.
    pub autolink: bool,
    /// The furthest that any event reached.
    pub last_end: usize,
    /// The depth of the tree at which a paragraph was opened for the text of a tight item.
    pub implicit: Option<usize>,
    /// Where the title stands that the marker just met has; the next heading is it.
    pub title: Option<Span>,
    cells: usize,
    skipped_cells: usize,
    pub code: Option<OpenCode>,
    pub comments: Vec<Span>,
    pub problems: Vec<Problem>,
}

impl<'a> Walker<'a> {
    fn new(file: &'a str, body: usize, page: &'a Masked<'a>) -> Self {
        Self {
            file,
            page,
            tree: Tree::new(file, body),
            frames: Vec::new(),
            run: None,
            links: Vec::new(),
            named_tags: Vec::new(),
            autolink: false,
            last_end: 0,
            implicit: None,
            title: None,
            cells: 0,
            skipped_cells: 0,
            code: None,
            comments: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn finished(mut self) -> Page {
        self.end_implicit();
        self.settle_tags();
        for &span in &self.page.unclosed {
            let tag = self.file.get(span.range()).unwrap_or_default();
            let message = if tag.starts_with("</") { "tag closes nothing" } else { "tag is never closed" };
            self.problems.push(Problem { kind: ProblemKind::Unclosed, span, message: message.to_owned() });
        }
        for &span in &self.page.glued {
            let heading = self.file.get(span.range()).is_some_and(|mark| mark.starts_with('#'));
            let message = if heading {
                "mark of a heading has no space after it"
            } else {
                "mark of an item has no space after it"
            };
            self.problems.push(Problem { kind: ProblemKind::Glued, span, message: message.to_owned() });
        }
        self.problems.sort_by_key(|problem| problem.span);
        self.comments.extend(&self.page.comments);
        self.comments.sort_unstable();
        let (blocks, inlines) = self.tree.finished();
        Page { blocks, inlines, comments: self.comments, problems: self.problems }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            // White space that the parser adds stands nowhere in the text.
            Event::Text(_) if range.is_empty() => {}
            Event::Text(_) => self.text(range),
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::SoftBreak => self.flush(),
            Event::HardBreak => self.inline(InlineKind::Break, range.clone(), range),
            Event::Code(_) => {
                let value = code_content(self.source(&range), &range);
                self.inline(InlineKind::Code, range, value);
            }
            Event::InlineMath(_) if self.touches_word(&range) => self.text(range),
            Event::InlineMath(_) => self.math(range, 1),
            Event::DisplayMath(_) => self.math(range, 2),
            Event::FootnoteReference(_) => {
                let value = inner(&range, 2, 1);
                self.inline(InlineKind::FootnoteReference, range, value);
            }
            Event::InlineHtml(_) => {
                self.before_inline(&range);
                let span = self.page.map.span(range);
                self.html(span, false);
            }
            Event::Html(_) => {}
            Event::Rule => {
                self.end_implicit();
                self.open(BlockKind::Break, &range);
                self.tree.close();
            }
            Event::TaskListMarker(done) => self.tree.amend(|block| {
                if matches!(block.kind, BlockKind::Item(_)) {
                    block.kind = BlockKind::Item(Some(done));
                }
            }),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if let Some(marker) = emphasis(tag, self.source(&range)) {
            let opening = range.start..(range.start + marker).min(range.end);
            self.inline(InlineKind::Emphasis, opening.clone(), opening);
            return;
        }
        self.end_implicit();
        self.frames.push(Frame::Block);
        match tag {
            Tag::Paragraph => self.open(BlockKind::Paragraph, &range),
            Tag::Heading { level, .. } => {
                let start = self.page.map.offset(range.start);
                let title = self.title.take().is_some_and(|title| title.start as usize == start);
                let kind = if title { BlockKind::Paragraph } else { BlockKind::Heading(level_of(*level)) };
                self.open(kind, &range);
            }
            Tag::BlockQuote(kind) => self.quote(*kind, range),
            Tag::CodeBlock(kind) => self.start_code(kind, range),
            Tag::HtmlBlock => {}
            Tag::List(start) => self.open(BlockKind::List(*start), &range),
            Tag::Item => self.open(BlockKind::Item(None), &range),
            Tag::FootnoteDefinition(label) => {
                self.open(BlockKind::Footnote, &range);
                let start = range.start + 2;
                let name = self.page.map.span(start..(start + label.len()).min(range.end));
                self.tree.amend(|block| block.name = name);
            }
            Tag::DefinitionList => self.open(BlockKind::DefinitionList, &range),
            Tag::DefinitionListTitle => self.open(BlockKind::Term, &range),
            Tag::DefinitionListDefinition => self.open(BlockKind::Definition, &range),
            Tag::Table(_) => {
                self.cells = 0;
                self.open(BlockKind::Table, &range);
            }
            Tag::TableHead => self.open(BlockKind::Row(true), &range),
            Tag::TableRow => self.open(BlockKind::Row(false), &range),
            Tag::TableCell => self.start_cell(&range),
            _ => {
                self.frames.pop();
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        self.flush();
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.end_emphasis(tag, range),
            TagEnd::Link | TagEnd::Image => self.end_link(range),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell if self.skipped_cells > 0 => {
                self.skipped_cells -= 1;
                self.frames.pop();
            }
            TagEnd::HtmlBlock => {
                self.frames.pop();
                self.html_block(&range);
            }
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
            _ => {
                self.end_implicit();
                self.close_block();
            }
        }
    }

    /// Close the innermost block of the parser, and the containers left open in it.
    pub fn close_block(&mut self) {
        while let Some(frame) = self.frames.pop() {
            self.tree.close();
            if matches!(frame, Frame::Block) {
                break;
            }
        }
        self.close_containers();
    }

    /// A piece of the masked text.
    pub fn source(&self, range: &Range<usize>) -> &'a str {
        self.page.text.get(range.clone()).unwrap_or_default()
    }

    pub fn open(&mut self, kind: BlockKind, range: &Range<usize>) {
        let span = self.page.map.span(range.clone());
        self.tree.open(kind, span);
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>, range: Range<usize>) {
        if kind.is_none() {
            return self.open(BlockKind::Quote, &range);
        }
        self.open(BlockKind::Admonition, &range);
        let line = self.source(&range).lines().next().unwrap_or_default();
        if let (Some(open), Some(close)) = (line.find("[!"), line.find(']')) {
            let name = self.page.map.span(range.start + open + 2..range.start + close);
            self.tree.amend(|block| block.name = name);
        }
    }

    /// Cells that the parser adds to a short row are not in the file, and not in the tree.
    fn start_cell(&mut self, range: &Range<usize>) {
        self.cells += 1;
        if range.is_empty() || self.cells > MAX_CELLS {
            self.skipped_cells += 1;
        } else {
            self.open(BlockKind::Cell, range);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            let content = code.content.get_or_insert(range.clone());
            content.end = range.end;
            for piece in self.page.map.pieces(range) {
                self.tree.inline(InlineKind::CodeText, piece, piece);
            }
            return;
        }
        self.begin_inline(&range);
        match &mut self.run {
            // An escaped character starts a new event behind its backslash.
            Some(run) if run.end == range.start || self.page.text.get(run.end..range.start) == Some("\\") => {
                run.end = range.end;
            }
            _ => {
                self.flush();
                self.run = Some(range);
            }
        }
    }
}

/// How long the marker of emphasis is.
fn emphasis(tag: &Tag<'_>, source: &str) -> Option<usize> {
    match tag {
        Tag::Emphasis => Some(1),
        Tag::Strong => Some(2),
        Tag::Strikethrough => Some(strikethrough(source)),
        _ => None,
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
