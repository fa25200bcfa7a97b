//! A component of MDX that opens, holds text and closes on one line: `<Callout type="info">Mind the step.</Callout>`.
//!
//! MDX takes such a line for a block, as it does the same on three lines, where it makes up a paragraph by itself.

use super::super::{Family, Token, TokenKind};
use super::{MARK, Masker, Prefix};

impl Masker<'_> {
    /// Mask the line from `at` to `end` if it is such a component; where reading goes on.
    pub(super) fn one_line(&mut self, at: usize, end: usize, prefix: &Prefix, width: usize) -> Option<usize> {
        let text = self.text;
        let line = text.get(at..end)?;
        let named = line.strip_prefix('<')?.starts_with(|c: char| c.is_ascii_uppercase());
        if !self.mdx || !named || !line.ends_with('>') || self.context.in_fence() || !self.stands_apart(at, end, prefix)
        {
            return None;
        }
        let open = self.reader.tag(text, at).filter(|token| matches!(token.kind, TokenKind::Open(Family::Jsx, _)))?;
        let name = text.get(open.name.range())?;
        let from = open.span.end as usize;
        let inside = text.get(from..end)?.strip_suffix('>')?.strip_suffix(name)?.strip_suffix("</")?;
        let to = from + inside.len();
        let nested = inside.match_indices(name).any(|(at, _)| inside[..at].ends_with(['<', '/']));
        if inside.trim().is_empty() || nested {
            return None;
        }
        let close = self.reader.tag(text, to).filter(|token| token.span.end as usize == end)?;
        self.out.copy_to(at);
        self.put(&open, at, prefix, width);
        self.out.skip_to(from);
        self.new_line(from, prefix, width);
        self.inline(from, to);
        self.out.copy_to(to);
        self.new_line(to, prefix, width);
        self.put(&close, to, prefix, width);
        self.out.skip_to(end);
        Some(end)
    }

    /// Put a mark and its marker in place of a token.
    fn put(&mut self, token: &Token, at: usize, prefix: &Prefix, width: usize) {
        let place = self.out.len();
        self.out.insert(MARK, at);
        self.mark(place, token, prefix, width);
    }

    fn new_line(&mut self, at: usize, prefix: &Prefix, width: usize) {
        self.out.insert(&format!("\n{}", " ".repeat(if prefix.quoted { 0 } else { width })), at);
    }

    /// Whether no text stands on the lines beside the one from `at` to `end`: then the tags are no part of a paragraph.
    fn stands_apart(&self, at: usize, end: usize, prefix: &Prefix) -> bool {
        let before = self.text.get(..at.saturating_sub(prefix.len)).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let above = before.rsplit('\n').next().unwrap_or_default().trim();
        let blank = self.text.get(before.len()..at).unwrap_or_default().matches('\n').count() > 1;
        let below = self.text.get(end..).unwrap_or_default().lines().nth(1).unwrap_or_default().trim();
        let ends_block = above.is_empty()
            || above.ends_with('>')
            || above.ends_with("*/}")
            || above.starts_with(['#', '`', '~', '|']);
        !prefix.quoted && (blank || ends_block) && (below.is_empty() || below.starts_with('<'))
    }
}
