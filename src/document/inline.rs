//! The part of the walk that deals with what stands in a line: text, links, emphasis, HTML, and what dialects put there.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, TagEnd};

use super::block::{BlockKind, Inline, InlineKind};
use super::dialect::{Hole, HoleKind};
use super::html_table::{self, Builder};
use super::span::Span;
use super::walk::{OpenLink, Walker};
use super::{html, target, text};

impl Walker<'_> {
    /// Turn the text gathered so far into inlines.
    pub fn flush(&mut self) {
        let Some(run) = self.run.take() else { return };
        let span = self.page.map.span(run);
        self.prose(span);
    }

    /// Add text as inlines, split around what is no prose and what a dialect put there.
    pub fn prose(&mut self, span: Span) {
        let holes = &self.page.holes;
        let mut at = span.start;
        let mut next = holes.partition_point(|hole| hole.span.end <= at);
        while let Some(hole) = holes.get(next).filter(|hole| hole.span.start < span.end) {
            if hole.span.start >= at {
                self.plain(Span { start: at, end: hole.span.start }, matches!(hole.kind, HoleKind::Attributes(_)));
                self.hole(hole);
            }
            at = hole.span.end.min(span.end);
            next += 1;
        }
        self.plain(Span { start: at, end: span.end }, false);
    }

    /// Add text that no dialect has a part in; `trimmed` without white space at its end.
    fn plain(&mut self, span: Span, trimmed: bool) {
        let tree = &mut self.tree;
        let base = span.start as usize;
        let source = self.file.get(span.range()).unwrap_or_default();
        text::split(if trimmed { source.trim_end() } else { source }, |kind, part| {
            let span = Span::new(base + part.start, base + part.end);
            tree.inline(kind, span, span);
        });
    }

    fn hole(&mut self, hole: &Hole) {
        match hole.kind {
            HoleKind::Inline(kind, value) => self.tree.inline(kind, hole.span, value),
            HoleKind::Tag => self.html(hole.span, false),
            HoleKind::Comment => self.comments.push(hole.span),
            HoleKind::Attributes(Some(id)) if matches!(self.tree.kind(), BlockKind::Heading(_)) => {
                self.tree.amend(|block| block.name = id);
            }
            HoleKind::Attributes(_) | HoleKind::Nothing => {}
        }
    }

    pub fn inline(&mut self, kind: InlineKind, range: Range<usize>, value: Range<usize>) {
        self.before_inline(&range);
        let (span, value) = (self.page.map.span(range), self.page.map.span(value));
        self.tree.inline(kind, span, value);
    }

    pub fn before_inline(&mut self, range: &Range<usize>) {
        self.flush();
        self.begin_inline(range);
    }

    /// The text of a tight item is a paragraph, like that of a loose one.
    pub fn begin_inline(&mut self, range: &Range<usize>) {
        if let Some(depth) = self.implicit {
            if self.tree.depth() == depth {
                let end = self.page.map.span(range.clone());
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

    pub fn end_implicit(&mut self) {
        self.flush();
        if self.implicit.take().is_some() {
            self.tree.close();
        }
    }

    /// Whether a letter or digit stands right beside a range: `$HOME/$USER` and `US$5–$10` are no math.
    pub fn touches_word(&self, range: &Range<usize>) -> bool {
        let bytes = self.page.text.as_bytes();
        let before = range.start.checked_sub(1).and_then(|before| bytes.get(before));
        before.into_iter().chain(bytes.get(range.end)).any(u8::is_ascii_alphanumeric)
    }

    pub fn math(&mut self, range: Range<usize>, dollars: usize) {
        let value = inner(&range, dollars, dollars);
        self.inline(InlineKind::Math, range, value);
    }

    pub fn end_emphasis(&mut self, tag: TagEnd, range: Range<usize>) {
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
    pub fn link(&mut self, image: bool, range: &Range<usize>, target: &CowStr<'_>, definition: Option<Range<usize>>) {
        let kind = if image { InlineKind::Image } else { InlineKind::Link };
        let value = match target {
            CowStr::Borrowed(written) => target::within(&self.page.text, written),
            _ => definition.and_then(|definition| target::defined(&self.page.text, definition)),
        };
        self.before_inline(range);
        let inline = self.tree.inlines_mut().len();
        let span = self.page.map.span(range.clone());
        let placed = value.clone().map_or(Span::at(span.end as usize), |value| self.page.map.span(value));
        self.tree.inline(kind, span, placed);
        self.links.push(OpenLink { inline, pending: value.is_none() });
        self.last_end = self.last_end.max(range.start + if image { 2 } else { 1 });
    }

    pub fn end_link(&mut self, range: Range<usize>) {
        self.autolink = false;
        let Some(link) = self.links.pop().filter(|link| link.pending) else { return };
        let Some(value) = target::inline(&self.page.text, self.last_end..range.end) else { return };
        let value = self.page.map.span(value);
        if let Some(inline) = self.tree.inlines_mut().get_mut(link.inline) {
            inline.value = value;
        }
    }

    /// The tags, links and texts of a piece of HTML.
    pub fn html(&mut self, span: Span, block: bool) {
        let Some(source) = self.file.get(span.range()) else { return };
        let base = span.start as usize;
        let quoted = self.tree.within(BlockKind::Quote) || self.tree.within(BlockKind::Admonition);
        let mut pieces = Vec::new();
        html::scan(source, self.page.mdx, |piece| pieces.push(piece));
        let mut tables = if block { html_table::tables(source, &pieces) } else { Vec::new() }.into_iter().peekable();
        let mut table: Option<(Builder<'_>, usize)> = None;
        for (index, piece) in pieces.iter().enumerate() {
            if let Some(range) = tables.next_if(|range| range.start == index) {
                let whole = html_table::extent(&pieces, &range);
                self.begin_table(span, shift(&whole, base));
                table = Some((Builder::new(source, &pieces, base), range.end));
            }
            if let Some((builder, _)) = &mut table {
                builder.before(index, &mut self.tree);
            }
            match piece {
                html::Piece::Open(tag) => self.tag(source, base, tag),
                html::Piece::Close(tag) => {
                    let (span, name) = (shift(&tag.range, base), shift(&tag.name, base));
                    if !self.end_code_tag(span, name) {
                        self.tree.inline(InlineKind::CloseTag, span, name);
                    }
                }
                html::Piece::Comment(range) => self.comments.push(shift(range, base)),
                html::Piece::Text(range) if block => self.html_text(source, range.clone(), base, quoted),
                html::Piece::Text(_) => {}
            }
            if let Some((builder, end)) = &mut table {
                builder.after(index, &mut self.tree);
                if index == *end {
                    table = None;
                    self.end_table(span);
                }
            }
        }
    }

    /// At `</code>`, make what was between the tags the code that it is, if it is one text; whether it is.
    fn end_code_tag(&mut self, span: Span, name: Span) -> bool {
        let is_code = |name: Span| self.file.get(name.range()).is_some_and(|name| name.eq_ignore_ascii_case("code"));
        if !is_code(name) {
            return false;
        }
        let first = self.tree.first_inline();
        let inlines = self.tree.inlines_mut();
        let [.., open, text] = inlines.get(first..).unwrap_or_default() else { return false };
        let whole = open.span.end == text.span.start && text.span.end == span.start;
        if !whole || open.kind != InlineKind::Tag || !is_code(open.value) || text.kind != InlineKind::Text {
            return false;
        }
        let (span, value) = (open.span.cover(span), text.span);
        inlines.pop();
        if let Some(code) = inlines.last_mut() {
            *code = Inline { kind: InlineKind::Code, span, value };
        }
        true
    }

    /// End the piece of HTML that is open before a table in it.
    fn begin_table(&mut self, html: Span, table: Span) {
        self.tree.cut(table.start as usize);
        self.tree.close();
        self.tree.open(BlockKind::Table, Span { end: table.end.min(html.end), ..table });
    }

    /// Go on with the HTML behind a table.
    fn end_table(&mut self, html: Span) {
        let end = self.tree.inlines_mut().last().map_or(html.end, |last| last.span.end);
        self.tree.close();
        self.tree.open(BlockKind::Html, Span { start: end, ..html });
    }

    /// A tag, then what it points to and what it says.
    pub fn tag(&mut self, source: &str, base: usize, tag: &html::Tag) {
        let name = source.get(tag.name.clone()).unwrap_or_default();
        let component = self.page.mdx && name.contains(|c: char| c.is_ascii_uppercase() || c == '.');
        let (span, value) = (shift(&tag.range, base), shift(&tag.name, base));
        if !self.page.mdx && tag.range.len() == name.len() + 2 && !html::is_element(name) {
            self.named_tags.push(self.tree.inlines_mut().len());
        }
        let kind = if component { InlineKind::Component } else { InlineKind::Tag };
        self.tree.inline(kind, span, value);
        self.attributes(source, base, tag);
    }

    /// What looks like a tag but is none of HTML, has no attributes and is never closed, is a placeholder: `<your-token>`.
    pub fn settle_tags(&mut self) {
        let (file, candidates) = (self.file, std::mem::take(&mut self.named_tags));
        if candidates.is_empty() {
            return;
        }
        let inlines = self.tree.inlines_mut();
        let name = |span: Span| file.get(span.range()).unwrap_or_default();
        let closing = inlines.iter().filter(|inline| inline.kind == InlineKind::CloseTag);
        let closed: BTreeSet<&str> = closing.map(|inline| name(inline.value)).collect();
        for index in candidates {
            if let Some(inline) = inlines.get_mut(index)
                && inline.kind == InlineKind::Tag
                && !closed.contains(name(inline.value))
            {
                inline.kind = InlineKind::Placeholder;
                inline.value = inline.span;
            }
        }
    }

    /// What a tag points to and what it says.
    pub fn attributes(&mut self, source: &str, base: usize, tag: &html::Tag) {
        for attribute in html::attributes(source, tag) {
            let value = shift(&attribute.value, base);
            let kind = match source.get(attribute.name).unwrap_or_default() {
                "href" | "to" if attribute.quoted => InlineKind::Link,
                "src" if attribute.quoted => InlineKind::Image,
                name if attribute.quoted && PROSE_ATTRIBUTES.contains(&name) => InlineKind::Attribute,
                _ => continue,
            };
            if !value.is_empty() {
                self.tree.inline(kind, value, value);
            }
        }
    }

    /// Text in a block of HTML, line by line, without what indents the lines.
    pub fn html_text(&mut self, source: &str, range: Range<usize>, base: usize, quoted: bool) {
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
pub fn inner(range: &Range<usize>, before: usize, after: usize) -> Range<usize> {
    let start = (range.start + before).min(range.end);
    start..range.end.saturating_sub(after).max(start)
}

/// The content of a code span: what stands between the backticks.
pub fn code_content(source: &str, range: &Range<usize>) -> Range<usize> {
    let ticks = source.len() - source.trim_start_matches('`').len();
    inner(range, ticks, ticks)
}

/// How long the marker of a strikethrough is.
pub fn strikethrough(source: &str) -> usize {
    if source.starts_with("~~") { 2 } else { 1 }
}
