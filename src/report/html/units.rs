//! A page as the pieces that are shown one below the other: headings, paragraphs, rows, code, each with its text as a
//! browser counts it.

use serde::Serialize;

use crate::document::{BlockId, BlockKind, Document, InlineKind, Span};
use crate::report::escape::visible_lines;

/// Bytes of a piece that are shown. A page may be one giant line; nobody reads on beyond some screens of it.
const SHOWN: usize = 8_000;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The block it is; `None` for the front matter.
    pub block: Option<BlockId>,
    /// What it is, as a class of the style sheet.
    pub kind: &'static str,
    /// How many items and quotes it stands in.
    pub depth: u8,
    /// Its bytes, the marker of the item or quote that it begins included.
    pub span: Span,
}

/// The pieces of a page in their order.
pub fn units(document: &Document) -> Vec<Unit> {
    let mut units = Vec::new();
    if let Some(front) = &document.front_matter {
        units.push(Unit { block: None, kind: "front", depth: 0, span: front.span });
    }
    // Where the containers that are open end, and whether what stands in them is indented.
    let mut open: Vec<(BlockId, bool)> = Vec::new();
    // Where a container begins of which nothing has been shown yet.
    let mut begun: Option<u32> = None;
    let mut id = 1;
    while let Some(block) = document.blocks.get(id) {
        while open.last().is_some_and(|&(end, _)| end <= id) {
            open.pop();
        }
        if is_container(block.kind) && block.next > id + 1 {
            begun = begun.or(Some(block.span.start));
            open.push((
                block.next,
                matches!(block.kind, BlockKind::Item(_) | BlockKind::Quote | BlockKind::Definition),
            ));
            id += 1;
            continue;
        }
        let depth = open.iter().filter(|(_, indents)| *indents).count();
        let start = begun.take().map_or(block.span.start, |start| start.min(block.span.start));
        units.push(Unit {
            block: Some(id),
            kind: kind(block.kind),
            depth: u8::try_from(depth).unwrap_or(u8::MAX),
            span: Span { start, end: block.span.end },
        });
        id = block.next.max(id + 1);
    }
    units
}

fn is_container(kind: BlockKind) -> bool {
    use BlockKind as K;
    match kind {
        K::Root | K::List(_) | K::Item(_) | K::Table | K::Quote | K::Admonition | K::Component => true,
        K::Footnote | K::DefinitionList | K::Definition => true,
        K::Heading(_) | K::Paragraph | K::Row(_) | K::Cell | K::Code { .. } | K::Break | K::Html => false,
        K::Term | K::Shortcode | K::Program => false,
    }
}

fn kind(kind: BlockKind) -> &'static str {
    use BlockKind as K;
    match kind {
        K::Heading(1) => "h1",
        K::Heading(2) => "h2",
        K::Heading(_) => "h3",
        K::Row(true) => "cells.top",
        K::Row(false) => "cells",
        K::Code { .. } | K::Program | K::Html | K::Shortcode => "code",
        _ => "text",
    }
}

/// A piece as the browser gets it. Places are in UTF-16 code units, which is what scripts count in.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// What it is.
    k: &'static str,
    /// How deep it stands.
    #[serde(skip_serializing_if = "is_zero")]
    d: u8,
    /// Its first line, from 1.
    l: u32,
    /// Its text.
    t: String,
    /// What stands out in it: start, end and kind, one after the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    s: Vec<u32>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

/// The piece with its text.
pub fn shown(document: &Document, unit: &Unit) -> Shown {
    let text = head(document.slice(unit.span));
    let mut places = Places::new(text);
    let mut stands_out = Vec::new();
    let inlines = unit.block.map_or(&[][..], |block| document.inlines_of(block));
    for inline in inlines {
        let (part, kind) = match inline.kind {
            InlineKind::Code => (inline.span, 0),
            InlineKind::Link | InlineKind::Image | InlineKind::Url => (inline.value, 1),
            InlineKind::Emphasis => (inline.span, 2),
            InlineKind::Placeholder | InlineKind::Shortcode | InlineKind::Tag | InlineKind::CloseTag => {
                (inline.span, 3)
            }
            InlineKind::Component | InlineKind::Math | InlineKind::FootnoteReference => (inline.span, 3),
            _ => continue,
        };
        if unit.span.contains(part) && (part.end - unit.span.start) as usize <= text.len() {
            let [start, end] = [part.start, part.end].map(|at| places.of((at - unit.span.start) as usize));
            stands_out.extend([start, end, kind]);
        }
    }
    let mut t = visible_lines(text).into_owned();
    if text.len() < unit.span.len() {
        t.push('…');
    }
    Shown { k: unit.kind, d: unit.depth, l: document.lines.line(unit.span.start), t, s: stands_out }
}

/// Where a span begins and ends in the text of a piece; `None` where it does not touch what is shown of it.
pub fn part(document: &Document, unit: &Unit, span: Span) -> Option<(u32, u32)> {
    let text = head(document.slice(unit.span));
    let clamp = |at: u32| (at.saturating_sub(unit.span.start) as usize).min(text.len());
    let (start, end) = (clamp(span.start), clamp(span.end));
    let mut places = Places::new(text);
    (start < end).then(|| (places.of(start), places.of(end)))
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(SHOWN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Turns bytes of a text into UTF-16 code units of the same text made visible; cheap when asked in order.
struct Places<'a> {
    text: &'a str,
    last: (usize, u32),
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, last: (0, 0) }
    }

    fn of(&mut self, byte: usize) -> u32 {
        if byte < self.last.0 {
            self.last = (0, 0);
        }
        let between = self.text.get(self.last.0..byte).unwrap_or_default();
        let units = visible_lines(between).encode_utf16().count();
        self.last = (byte, self.last.1 + u32::try_from(units).unwrap_or(0));
        self.last.1
    }
}

#[cfg(test)]
mod tests {
    use super::{part, shown, units};
    use crate::document::{Span, parse};

    fn kinds(text: &str) -> Vec<(&'static str, u8, String)> {
        let document = parse(text.to_owned(), "page.md");
        units(&document).iter().map(|unit| (unit.kind, unit.depth, document.slice(unit.span).to_owned())).collect()
    }

    #[test]
    fn items_and_rows_are_pieces_with_their_markers() {
        let text = "---\ntitle: Soup\n---\n# Soup\n\n- one\n  - two\n\n| a | b |\n|---|---|\n| c | d |\n\n> said\n";
        let expected = [
            ("front", 0, "---\ntitle: Soup\n---"),
            ("h1", 0, "# Soup"),
            ("text", 1, "- one"),
            ("text", 2, "- two"),
            ("cells.top", 0, "| a | b |"),
            ("cells", 0, "| c | d |"),
            ("text", 1, "> said"),
        ];
        assert_eq!(kinds(text), expected.map(|(kind, depth, text)| (kind, depth, text.to_owned())));
    }

    #[test]
    fn places_are_those_of_the_text_made_visible() {
        let text = "𝒜 \u{202e}`码` end";
        let document = parse(text.to_owned(), "page.md");
        let unit = &units(&document)[0];
        let shown = shown(&document, unit);
        let utf16: Vec<u16> = shown.t.encode_utf16().collect();
        let cut = |start: u32, end: u32| String::from_utf16(&utf16[start as usize..end as usize]).unwrap();
        assert_eq!(shown.t, "𝒜 <U+202E>`码` end");
        assert_eq!(cut(shown.s[0], shown.s[1]), "`码`");
        let at = text.find("end").unwrap();
        let (start, end) = part(&document, unit, Span::new(at, at + 3)).unwrap();
        assert_eq!(cut(start, end), "end");
        assert_eq!(part(&document, unit, Span::new(900, 901)), None);
    }

    #[test]
    fn what_is_nested_without_end_is_shown_too() {
        let text = format!("{}x", "> ".repeat(5_000));
        assert_eq!(units(&parse(text, "page.md")).len(), 1);
    }
}
