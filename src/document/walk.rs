//! From the parser's events to blocks and inlines.

use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::block::{Block, BlockKind, Inline, InlineKind};
use super::map::Map;
use super::span::Span;
use super::tree::Tree;
use super::{Problem, ProblemKind, html, text};

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

/// Walk over the events of `masked`, which stands in `file` from `body` on, as `map` tells.
pub fn walk(file: &str, body: usize, masked: &str, map: &Map) -> Page {
    let mut walker = Walker {
        file,
        masked,
        map,
        tree: Tree::new(file, body),
        run: None,
        links: Vec::new(),
        autolink: false,
        last_end: 0,
        implicit: None,
        cells: 0,
        skipped_cells: 0,
        code: None,
        comments: Vec::new(),
        problems: Vec::new(),
    };
    let mut events = Parser::new_ext(masked, options(masked)).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let end = range.end;
        if let Event::Text(_) = event
            && walker.autolink
        {
            continue; // the address that the link has already said
        }
        if let Event::Start(Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. }) =
            &event
        {
            let definition = match link_type {
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                    events.reference_definitions().get(id).map(|definition| definition.span.clone())
                }
                _ => None,
            };
            let image = matches!(event, Event::Start(Tag::Image { .. }));
            walker.autolink = matches!(link_type, LinkType::Autolink | LinkType::Email);
            walker.link(image, range, dest_url, definition);
        } else {
            let starts = matches!(event, Event::Start(_));
            walker.event(event, range);
            if !starts {
                walker.last_end = end.max(walker.last_end);
            }
        }
    }
    walker.flush();
    let (blocks, inlines) = walker.tree.finished();
    Page { blocks, inlines, comments: walker.comments, problems: walker.problems }
}

/// The parser's options. Definition lists only where a line can be one: the parser takes much for a definition.
fn options(masked: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    if has_definition(masked) {
        options |= Options::ENABLE_DEFINITION_LIST;
    }
    options
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
struct OpenLink {
    inline: usize,
    pending: bool,
}

/// A code block that is open.
struct OpenCode {
    range: Range<usize>,
    fenced: bool,
    content: Option<Range<usize>>,
}

struct Walker<'a> {
    file: &'a str,
    masked: &'a str,
    map: &'a Map,
    tree: Tree<'a>,
    /// Text not yet turned into inlines, as masked offsets; always on one line.
    run: Option<Range<usize>>,
    links: Vec<OpenLink>,
    /// Whether an autolink is open.
    autolink: bool,
    /// The furthest that any event reached.
    last_end: usize,
    /// The depth of the tree at which a paragraph was opened for the text of a tight item.
    implicit: Option<usize>,
    cells: usize,
    skipped_cells: usize,
    code: Option<OpenCode>,
    comments: Vec<Span>,
    problems: Vec<Problem>,
}

impl<'a> Walker<'a> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(_) => self.text(range),
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::SoftBreak => self.flush(),
            Event::HardBreak => self.inline(InlineKind::Break, range.clone(), range),
            Event::Code(_) => {
                let value = code_content(self.masked, range.clone());
                self.inline(InlineKind::Code, range, value);
            }
            Event::InlineMath(_) => self.math(range, 1),
            Event::DisplayMath(_) => self.math(range, 2),
            Event::FootnoteReference(_) => {
                let value = inner(&range, 2, 1);
                self.inline(InlineKind::FootnoteReference, range, value);
            }
            Event::InlineHtml(_) => {
                self.before_inline(&range);
                let span = self.map.span(range);
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
        match tag {
            Tag::Paragraph => self.open(BlockKind::Paragraph, &range),
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(level_of(*level)), &range),
            Tag::BlockQuote(kind) => self.quote(*kind, range),
            Tag::CodeBlock(kind) => self.start_code(kind, range),
            Tag::HtmlBlock => self.open(BlockKind::Html, &range),
            Tag::List(start) => self.open(BlockKind::List(*start), &range),
            Tag::Item => self.open(BlockKind::Item(None), &range),
            Tag::FootnoteDefinition(label) => {
                self.open(BlockKind::Footnote, &range);
                let start = range.start + 2;
                let name = self.map.span(start..(start + label.len()).min(range.end));
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
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        self.flush();
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.end_emphasis(tag, range),
            TagEnd::Link | TagEnd::Image => self.end_link(range),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell => {
                if self.skipped_cells > 0 {
                    self.skipped_cells -= 1;
                } else {
                    self.tree.close();
                }
            }
            TagEnd::HtmlBlock => {
                let span = self.map.span(range);
                self.html(span, true);
                self.tree.close();
            }
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
            _ => {
                self.end_implicit();
                self.tree.close();
            }
        }
    }

    /// A piece of the masked text.
    fn source(&self, range: &Range<usize>) -> &'a str {
        self.masked.get(range.clone()).unwrap_or_default()
    }

    fn open(&mut self, kind: BlockKind, range: &Range<usize>) {
        let span = self.map.span(range.clone());
        self.tree.open(kind, span);
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>, range: Range<usize>) {
        if kind.is_none() {
            return self.open(BlockKind::Quote, &range);
        }
        self.open(BlockKind::Admonition, &range);
        let line = self.source(&range).lines().next().unwrap_or_default();
        if let (Some(open), Some(close)) = (line.find("[!"), line.find(']')) {
            let name = self.map.span(range.start + open + 2..range.start + close);
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

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let fenced = matches!(kind, CodeBlockKind::Fenced(_));
        self.open(BlockKind::Code { fenced }, &range);
        if fenced {
            let line = self.source(&range).lines().next().unwrap_or_default();
            let info = line.trim_start_matches(['`', '~']);
            let start = range.start + line.len() - info.trim_start().len();
            let name = self.map.span(start..start + info.trim().len());
            self.tree.amend(|block| block.name = name);
        }
        self.code = Some(OpenCode { range, fenced, content: None });
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let content = code.content.clone().unwrap_or_else(|| {
            let line = self.source(&code.range).lines().next().unwrap_or_default();
            let at = code.range.start + line.len();
            at..at
        });
        let text = self.source(&content).trim_end_matches(['\n', '\r']).len();
        let inside = self.map.span(content.start..content.start + text);
        self.tree.amend(|block| block.content = inside);
        if code.fenced && !closed(self.source(&code.range), self.source(&(content.end..code.range.end))) {
            let first = self.source(&code.range).lines().next().unwrap_or_default().len();
            self.problems.push(Problem {
                kind: ProblemKind::Unclosed,
                span: self.map.span(code.range.start..code.range.start + first),
                message: "code fence is never closed".to_owned(),
            });
        }
        self.tree.close();
    }

    fn text(&mut self, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            let content = code.content.get_or_insert(range.clone());
            content.end = range.end;
            let span = self.map.span(range);
            self.tree.inline(InlineKind::CodeText, span, span);
            return;
        }
        self.begin_inline(&range);
        match &mut self.run {
            // An escaped character starts a new event behind its backslash.
            Some(run) if run.end == range.start || self.masked.get(run.end..range.start) == Some("\\") => {
                run.end = range.end;
            }
            _ => {
                self.flush();
                self.run = Some(range);
            }
        }
    }

    /// Turn the text gathered so far into inlines.
    fn flush(&mut self) {
        let Some(run) = self.run.take() else { return };
        let span = self.map.span(run);
        self.prose(span);
    }

    /// Add text as inlines, split around what is no prose.
    fn prose(&mut self, span: Span) {
        let tree = &mut self.tree;
        let base = span.start as usize;
        text::split(self.file.get(span.range()).unwrap_or_default(), |kind, part| {
            let span = Span::new(base + part.start, base + part.end);
            tree.inline(kind, span, span);
        });
    }

    fn inline(&mut self, kind: InlineKind, range: Range<usize>, value: Range<usize>) {
        self.before_inline(&range);
        let (span, value) = (self.map.span(range), self.map.span(value));
        self.tree.inline(kind, span, value);
    }

    fn before_inline(&mut self, range: &Range<usize>) {
        self.flush();
        self.begin_inline(range);
    }

    /// The text of a tight item is a paragraph, like that of a loose one.
    fn begin_inline(&mut self, range: &Range<usize>) {
        if let Some(depth) = self.implicit {
            if self.tree.depth() == depth {
                let end = self.map.span(range.clone());
                self.tree.amend(|block| {
                    block.span = block.span.cover(end);
                    block.content = block.span;
                });
            }
        } else if matches!(self.tree.kind(), BlockKind::Item(_) | BlockKind::Definition | BlockKind::Root) {
            self.open(BlockKind::Paragraph, range);
            self.implicit = Some(self.tree.depth());
        }
    }

    fn end_implicit(&mut self) {
        self.flush();
        if self.implicit.take().is_some() {
            self.tree.close();
        }
    }

    fn math(&mut self, range: Range<usize>, dollars: usize) {
        let value = inner(&range, dollars, dollars);
        self.inline(InlineKind::Math, range, value);
    }

    fn end_emphasis(&mut self, tag: TagEnd, range: Range<usize>) {
        let source = self.source(&range);
        let marker = match tag {
            TagEnd::Strong => 2,
            TagEnd::Strikethrough => strikethrough(source),
            _ => 1,
        };
        let closing = range.end.saturating_sub(marker).max(range.start)..range.end;
        self.inline(InlineKind::Emphasis, closing.clone(), closing);
    }

    /// A link or image: its target lies where the parser took it from, or is found when the link ends.
    fn link(&mut self, image: bool, range: Range<usize>, target: &CowStr<'_>, definition: Option<Range<usize>>) {
        let kind = if image { InlineKind::Image } else { InlineKind::Link };
        let value = match target {
            CowStr::Borrowed(target) => within(self.masked, target),
            _ => definition.and_then(|definition| defined_target(self.masked, definition)),
        };
        self.before_inline(&range);
        let inline = self.tree.inlines_mut().len();
        let span = self.map.span(range.clone());
        let placed = value.clone().map_or(Span::at(span.end as usize), |value| self.map.span(value));
        self.tree.inline(kind, span, placed);
        self.links.push(OpenLink { inline, pending: value.is_none() });
        self.last_end = self.last_end.max(range.start + if image { 2 } else { 1 });
    }

    fn end_link(&mut self, range: Range<usize>) {
        self.autolink = false;
        let Some(link) = self.links.pop().filter(|link| link.pending) else { return };
        let Some(value) = inline_target(self.masked, self.last_end..range.end) else { return };
        let value = self.map.span(value);
        if let Some(inline) = self.tree.inlines_mut().get_mut(link.inline) {
            inline.value = value;
        }
    }

    /// The tags, links and texts of a piece of HTML.
    fn html(&mut self, span: Span, block: bool) {
        let Some(source) = self.file.get(span.range()) else { return };
        let base = span.start as usize;
        let quoted = self.tree.within(BlockKind::Quote) || self.tree.within(BlockKind::Admonition);
        let mut pieces = Vec::new();
        html::scan(source, false, |piece| pieces.push(piece));
        for piece in pieces {
            match piece {
                html::Piece::Open(tag) => self.tag(source, base, &tag),
                html::Piece::Close(tag) => {
                    self.tree.inline(InlineKind::CloseTag, shift(&tag.range, base), shift(&tag.name, base));
                }
                html::Piece::Comment(range) => self.comments.push(shift(&range, base)),
                html::Piece::Text(range) if block => self.html_text(source, range, base, quoted),
                html::Piece::Text(_) => {}
            }
        }
    }

    /// A tag, then what it points to and what it says.
    fn tag(&mut self, source: &str, base: usize, tag: &html::Tag) {
        self.tree.inline(InlineKind::Tag, shift(&tag.range, base), shift(&tag.name, base));
        for attribute in html::attributes(source, tag) {
            let value = shift(&attribute.value, base);
            let kind = match source.get(attribute.name).unwrap_or_default() {
                "href" => InlineKind::Link,
                "src" => InlineKind::Image,
                name if attribute.quoted && PROSE_ATTRIBUTES.contains(&name) => InlineKind::Attribute,
                _ => continue,
            };
            if !value.is_empty() {
                self.tree.inline(kind, value, value);
            }
        }
    }

    /// Text in a block of HTML, line by line, without what indents the lines.
    fn html_text(&mut self, source: &str, range: Range<usize>, base: usize, quoted: bool) {
        let mut at = base + range.start;
        for (index, line) in source.get(range).unwrap_or_default().split_inclusive('\n').enumerate() {
            let ends = line.ends_with('\n');
            let body = if ends { line.trim_end() } else { line };
            let margin = |c: char| index > 0 && (c.is_whitespace() || (quoted && c == '>'));
            let text = body.trim_start_matches(margin);
            let start = at + body.len() - text.len();
            if !text.is_empty() {
                self.prose(Span::new(start, start + text.len()));
            }
            at += line.len();
        }
    }
}

/// Attributes whose value a reader sees or hears.
const PROSE_ATTRIBUTES: [&str; 12] = [
    "title",
    "alt",
    "label",
    "description",
    "caption",
    "summary",
    "placeholder",
    "heading",
    "text",
    "aria-label",
    "tooltip",
    "content",
];

fn shift(range: &Range<usize>, base: usize) -> Span {
    Span::new(base + range.start, base + range.end)
}

/// A range less so many bytes at its ends.
fn inner(range: &Range<usize>, before: usize, after: usize) -> Range<usize> {
    let start = (range.start + before).min(range.end);
    start..range.end.saturating_sub(after).max(start)
}

/// The content of a code span: what stands between the backticks.
fn code_content(masked: &str, range: Range<usize>) -> Range<usize> {
    let source = masked.get(range.clone()).unwrap_or_default();
    let ticks = source.len() - source.trim_start_matches('`').len();
    inner(&range, ticks, ticks)
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

fn strikethrough(source: &str) -> usize {
    if source.starts_with("~~") { 2 } else { 1 }
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

/// Whether a fenced block ends with a fence that closes it: `tail` is what follows its text.
fn closed(block: &str, tail: &str) -> bool {
    let Some(fence) = block.chars().next() else { return true };
    let opening = block.chars().take_while(|&c| c == fence).count();
    let tail = tail.trim_start_matches([' ', '\t', '\n', '\r', '>']).trim_end();
    tail.len() >= opening && tail.chars().all(|c| c == fence)
}

/// Where a slice of `masked` stands in it; none if it is no slice of it.
fn within(masked: &str, slice: &str) -> Option<Range<usize>> {
    let start = slice.as_ptr().addr().checked_sub(masked.as_ptr().addr())?;
    (start + slice.len() <= masked.len()).then_some(start..start + slice.len())
}

/// The target of an inline link, between the end of its text and its own end.
fn inline_target(masked: &str, range: Range<usize>) -> Option<Range<usize>> {
    let source = masked.get(range.clone())?;
    let open = source.find("](")? + 2;
    destination(masked, range.start + open..range.end.checked_sub(1)?)
}

/// The target within a definition `[label]: target "title"`.
fn defined_target(masked: &str, range: Range<usize>) -> Option<Range<usize>> {
    let colon = masked.get(range.clone())?.find("]:")? + 2;
    destination(masked, range.start + colon..range.end)
}

/// A target at the start of a range, with or without angle brackets.
fn destination(masked: &str, range: Range<usize>) -> Option<Range<usize>> {
    let source = masked.get(range.clone())?;
    let target = source.trim_start_matches([' ', '\t', '\r', '\n', '>']);
    let start = range.start + source.len() - target.len();
    if let Some(bracketed) = target.strip_prefix('<') {
        let len = bracketed.find('>')?;
        return Some(start + 1..start + 1 + len);
    }
    let len = target.find([' ', '\t', '\r', '\n']).unwrap_or(target.len());
    Some(start..start + len)
}
