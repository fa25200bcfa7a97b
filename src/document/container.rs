//! The part of the walk that deals with what dialects put on lines of their own.

use std::ops::Range;

use super::block::{BlockKind, InlineKind};
use super::dialect::{Family, MARK, Marker, Token, TokenKind};
use super::span::Span;
use super::walk::{Frame, Walker};
use super::{Problem, ProblemKind, html};

impl Walker<'_> {
    /// A block of HTML, which may be a marker, or hold some.
    pub fn html_block(&mut self, range: &Range<usize>) {
        let mut at = range.start;
        let mut next = self.markers_at(at).start;
        while let Some(marker) = self.page.markers.get(next).filter(|marker| marker.at < range.end) {
            self.html_part(at..marker.at);
            at = marker.at + MARK.len();
            let here = self.markers_at(marker.at);
            next = here.end.max(next + 1);
            for index in here {
                self.marker(index);
            }
        }
        self.html_part(at..range.end);
    }

    /// The markers at a place in the masked text.
    pub fn markers_at(&self, at: usize) -> Range<usize> {
        let markers = &self.page.markers;
        let start = markers.partition_point(|marker| marker.at < at);
        let count = markers.iter().skip(start).take_while(|marker| marker.at == at).count();
        start..start + count
    }

    fn html_part(&mut self, range: Range<usize>) {
        if self.source(&range).trim().is_empty() {
            return;
        }
        self.open(BlockKind::Html, &range);
        let span = self.page.map.span(range);
        self.html(span, true);
        self.tree.close();
    }

    fn marker(&mut self, index: usize) {
        let page = self.page;
        let Some(marker) = page.markers.get(index) else { return };
        let token = &marker.token;
        match token.kind {
            TokenKind::Open(Family::Shortcode, _) | TokenKind::Code if marker.partner.is_none() => {
                self.alone(BlockKind::Shortcode, token);
            }
            TokenKind::Open(family, kind) => self.enter(index, marker, kind, family == Family::Jsx),
            TokenKind::Indented(kind) => self.enter(index, marker, kind, false),
            TokenKind::Close(_) => match marker.partner {
                Some(partner) => self.leave(partner, token.span),
                None if marker.unclosed => self.problem(token.span, "closes nothing"),
                None => self.closing_tag(token),
            },
            TokenKind::Alone(kind) => self.alone(kind, token),
            TokenKind::Comment => self.comments.push(token.span),
            TokenKind::Attributes | TokenKind::Code => {}
        }
    }

    /// Open a container. One that nothing closes holds no more than its title.
    fn enter(&mut self, index: usize, marker: &Marker, kind: BlockKind, tag: bool) {
        self.begin(kind, &marker.token);
        if tag {
            self.tag_attributes(marker.token.span);
        }
        self.frames.push(Frame::Container { marker: index, closing: marker.partner.is_none() });
        self.title = marker.token.title;
        if marker.unclosed {
            self.problem(marker.token.span, "is never closed");
        }
        if self.title.is_none() {
            self.close_containers();
        }
    }

    fn begin(&mut self, kind: BlockKind, token: &Token) {
        self.tree.open(kind, token.span);
        self.tree.amend(|block| {
            block.name = token.name;
            if matches!(kind, BlockKind::Component | BlockKind::Shortcode) {
                block.content = token.content;
            }
        });
    }

    fn alone(&mut self, kind: BlockKind, token: &Token) {
        self.begin(kind, token);
        if kind == BlockKind::Component {
            self.tag_attributes(token.span);
        }
        self.tree.close();
    }

    fn tag_attributes(&mut self, span: Span) {
        let source = self.file.get(span.range()).unwrap_or_default();
        if let Some(tag) = html::tag(source, 0, true) {
            self.attributes(source, span.start as usize, &tag);
        }
    }

    /// Close the container that a marker opened, or note that it is to be closed when the blocks within it have ended.
    fn leave(&mut self, opened_by: usize, closing_span: Span) {
        let own = |frame: &Frame| matches!(frame, Frame::Container { marker, .. } if *marker == opened_by);
        let Some(at) = self.frames.iter().rposition(own) else { return };
        let free = self.frames.iter().skip(at).all(|frame| matches!(frame, Frame::Container { .. }));
        if !free {
            if let Some(Frame::Container { closing, .. }) = self.frames.get_mut(at) {
                *closing = true;
            }
            return;
        }
        while self.frames.len() > at + 1 {
            self.frames.pop();
            self.tree.close();
        }
        self.frames.pop();
        if !closing_span.is_empty() {
            self.tree.extend(closing_span);
        }
        self.tree.close();
        self.close_containers();
    }

    /// Close the innermost containers that wait for it.
    pub fn close_containers(&mut self) {
        while let Some(Frame::Container { closing: true, .. }) = self.frames.last() {
            self.frames.pop();
            self.tree.close();
        }
    }

    /// A closing tag on its own line, of what a tag within a line opened.
    fn closing_tag(&mut self, token: &Token) {
        self.tree.open(BlockKind::Html, token.span);
        self.tree.inline(InlineKind::CloseTag, token.span, token.name);
        self.tree.close();
    }

    fn problem(&mut self, span: Span, what: &str) {
        let line = self.file.get(span.range()).unwrap_or_default().lines().next().unwrap_or_default();
        let mark: String = line.chars().take(40).collect();
        self.problems.push(Problem { kind: ProblemKind::Unclosed, span, message: format!("`{mark}` {what}") });
    }
}
