//! Tables that are written in HTML, as the tables of Markdown: rows and cells of their own.
//!
//! Only a table with a head, opened and closed in one piece of HTML, holds data; others set a grid of pictures or a page.

use std::ops::Range;

use super::block::BlockKind;
use super::html::{Piece, Tag};
use super::span::Span;
use super::tree::Tree;

/// The tables among the pieces of some HTML: the indices of their opening and closing tags. A table within a cell is part
/// of that cell.
pub fn tables(source: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start, mut head) = (0_usize, 0, false);
    for (index, piece) in pieces.iter().enumerate() {
        match (name(source, piece), piece) {
            (Some("table"), Piece::Open(_)) => {
                if depth == 0 {
                    (start, head) = (index, false);
                }
                depth += 1;
            }
            (Some("table"), Piece::Close(_)) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && head {
                    found.push(start..index);
                    head = false;
                }
            }
            (Some("th"), Piece::Open(_)) => head |= depth == 1,
            _ => {}
        }
    }
    found
}

/// The name of a tag, if it is one that makes up a table.
fn name<'a>(source: &'a str, piece: &Piece) -> Option<&'a str> {
    let (Piece::Open(tag) | Piece::Close(tag)) = piece else { return None };
    let name = source.get(tag.name.clone())?;
    ["table", "tr", "td", "th"].into_iter().find(|part| part.eq_ignore_ascii_case(name))
}

/// Opens and closes the blocks of one table while its pieces are walked over.
pub struct Builder<'a> {
    source: &'a str,
    pieces: &'a [Piece],
    /// Where the HTML stands in the file.
    base: usize,
    row: bool,
    cell: bool,
    rows: usize,
    /// Tables open within a cell.
    inner: usize,
}

impl<'a> Builder<'a> {
    /// A builder for the table whose pieces are `range`.
    pub fn new(source: &'a str, pieces: &'a [Piece], base: usize) -> Self {
        Self { source, pieces, base, row: false, cell: false, rows: 0, inner: 0 }
    }

    /// Before the piece with this index is taken in: close what it ends.
    pub fn before(&mut self, index: usize, tree: &mut Tree<'_>) {
        let Some(piece) = self.pieces.get(index) else { return };
        let Some(name) = name(self.source, piece) else { return };
        if self.inner > 0 {
            return;
        }
        self.end_cell(tree);
        let opens = matches!(piece, Piece::Open(_));
        if name == "tr" && opens || name == "table" {
            self.end_row(tree);
        }
        if name == "tr" && opens {
            let span = self.extent(index, &["tr", "table"]);
            let head = self.rows == 0 && self.has_head(index);
            tree.open(BlockKind::Row(head), span);
            (self.row, self.rows) = (true, self.rows + 1);
        }
    }

    /// After it: open the cell that it begins, close the row that it ends.
    pub fn after(&mut self, index: usize, tree: &mut Tree<'_>) {
        let Some(piece) = self.pieces.get(index) else { return };
        match (name(self.source, piece), piece) {
            (Some("td" | "th"), Piece::Open(tag)) if self.row && self.inner == 0 => {
                let whole = self.extent(index, &["td", "th", "tr", "table"]);
                tree.open(BlockKind::Cell, Span { start: self.offset(tag.range.end), ..whole });
                self.cell = true;
            }
            (Some("tr"), Piece::Close(_)) if self.inner == 0 => self.end_row(tree),
            (Some("table"), Piece::Open(_)) if self.cell => self.inner += 1,
            (Some("table"), Piece::Close(_)) => self.inner = self.inner.saturating_sub(1),
            _ => {}
        }
    }

    fn end_cell(&mut self, tree: &mut Tree<'_>) {
        if std::mem::take(&mut self.cell) {
            tree.close();
        }
    }

    fn end_row(&mut self, tree: &mut Tree<'_>) {
        if std::mem::take(&mut self.row) {
            tree.close();
        }
    }

    /// From a tag to where the first of these names, outside of inner tables, ends it; its own closing tag included for
    /// a row.
    fn extent(&self, index: usize, names: &[&str]) -> Span {
        let start = self.pieces.get(index).map_or(0, |piece| range(piece).start);
        let mut depth = 0_usize;
        for piece in self.pieces.get(index + 1..).unwrap_or_default() {
            let found = name(self.source, piece).unwrap_or_default();
            let closes = matches!(piece, Piece::Close(_));
            if depth == 0 && names.contains(&found) && (closes || found != "table") {
                let end =
                    if closes && found == "tr" && names.len() == 2 { range(piece).end } else { range(piece).start };
                return Span { start: self.offset(start), end: self.offset(end.max(start)) };
            }
            match (found, closes) {
                ("table", false) => depth += 1,
                ("table", true) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Span::at(self.base + start)
    }

    /// Whether a row has cells of a head.
    fn has_head(&self, index: usize) -> bool {
        let rest = self.pieces.get(index + 1..).unwrap_or_default().iter();
        rest.map_while(|piece| (name(self.source, piece) != Some("tr")).then_some(piece))
            .any(|piece| name(self.source, piece) == Some("th"))
    }

    fn offset(&self, at: usize) -> u32 {
        Span::at(self.base + at).start
    }
}

/// Where a table stands in the HTML, given the indices of its tags.
pub fn extent(pieces: &[Piece], table: &Range<usize>) -> Range<usize> {
    let at = |index: usize| pieces.get(index).map_or(0..0, range);
    at(table.start).start..at(table.end).end
}

/// Where a piece stands in the HTML.
fn range(piece: &Piece) -> Range<usize> {
    match piece {
        Piece::Open(Tag { range, .. })
        | Piece::Close(Tag { range, .. })
        | Piece::Comment(range)
        | Piece::Text(range) => range.clone(),
    }
}
