//! Which closing token closes which opening one.

use super::mask::Masker;
use super::{Family, Hole, Span, Token, TokenKind, jsx};
use crate::document::html;

/// Containers open at a time; it bounds the search for what a closing token closes.
const MAX_OPENED: usize = 200;

/// An opening that waits for its closing.
pub struct Opened {
    /// Its marker; none for a tag within a line.
    pub marker: Option<usize>,
    pub family: Family,
    pub span: Span,
    pub name: Span,
}

impl Masker<'_> {
    /// Remember what is to be closed. Beyond what any page has, the oldest is given up.
    pub fn open(&mut self, opened: Opened) {
        if self.opened.len() >= MAX_OPENED {
            let oldest = self.opened.remove(0);
            self.never_closed(&oldest);
        }
        self.opened.push(opened);
    }

    /// Find what a closing token closes.
    pub fn close(&mut self, family: Family, token: &Token, own: Option<usize>) {
        let name = self.text.get(token.name.range());
        let same = |opened: &Opened| match (family, opened.family) {
            (Family::Jsx | Family::Shortcode, other) => other == family && self.text.get(opened.name.range()) == name,
            (family, other) => family == other,
        };
        let longer = |opened: &Opened| match (family, opened.family) {
            (Family::Colons(closing), Family::Colons(opening)) => opening <= closing,
            _ => false,
        };
        let found = self.opened.iter().rposition(same).or_else(|| self.opened.iter().rposition(longer));
        let Some(found) = found else {
            match own.and_then(|own| self.markers.get_mut(own)) {
                Some(marker) => marker.unclosed = family != Family::Shortcode,
                None => self.unclosed.push(token.span),
            }
            return;
        };
        let opened = self.opened.remove(found);
        self.abandon(found, family);
        if let (Some(own), Some(opening)) = (own, opened.marker) {
            if let Some(marker) = self.markers.get_mut(own) {
                marker.partner = Some(opening);
            }
            if let Some(marker) = self.markers.get_mut(opening) {
                marker.partner = Some(own);
            }
        }
        if let Some(opening) = opened.marker
            && let Some(scope) = self.scopes.iter().rposition(|scope| scope.marker == opening)
        {
            self.scopes.truncate(scope);
            self.context.leave(scope);
        }
    }

    /// What was opened after `from` and is of the same family can no longer be closed.
    fn abandon(&mut self, from: usize, family: Family) {
        let same = |other: Family| std::mem::discriminant(&other) == std::mem::discriminant(&family);
        let mut at = from;
        while let Some(opened) = self.opened.get(at) {
            if same(opened.family) {
                let opened = self.opened.remove(at);
                self.never_closed(&opened);
            } else {
                at += 1;
            }
        }
    }

    pub fn never_closed(&mut self, opened: &Opened) {
        if opened.family == Family::Shortcode {
            return;
        }
        match opened.marker.and_then(|marker| self.markers.get_mut(marker)) {
            Some(marker) => marker.unclosed = true,
            None => self.unclosed.push(opened.span),
        }
    }

    /// A tag within a line may be closed on a line of its own, and the other way round.
    pub fn tag(&mut self, hole: &Hole) {
        let base = hole.span.start as usize;
        let Some(source) = self.text.get(hole.span.range()) else { return };
        let Some(tag) = html::tag(source, 0, true) else { return };
        let name = Span::new(base + tag.name.start, base + tag.name.end);
        let void = self.text.get(name.range()).is_some_and(jsx::is_void);
        if source.starts_with("</") {
            let token = Token { name, ..Token::bare(TokenKind::Close(Family::Jsx), hole.span) };
            self.close(Family::Jsx, &token, None);
        } else if !tag.alone && !void {
            self.open(Opened { marker: None, family: Family::Jsx, span: hole.span, name });
        }
    }
}
