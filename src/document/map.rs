//! Where the bytes of the text that the Markdown parser reads stand in the file.
//!
//! The parser does not read the file itself but a masked copy, in which what only a dialect understands is overwritten,
//! indentation that a dialect asks for is gone and a few lines are put in. A map leads back to the file.

use std::cell::Cell;

use super::span::Span;

/// Leads from offsets in the masked text to offsets in the file.
#[derive(Debug, Default)]
pub struct Map {
    /// Sorted by `masked`; each holds up to the next.
    segments: Vec<Segment>,
    /// Where the masked text as a whole starts in the file.
    base: usize,
    /// The segment that was asked for last: questions come nearly in order.
    last: Cell<usize>,
}

/// A run of masked text that stands in the file as it is, or that stands for nothing in the file.
#[derive(Debug, Clone, Copy)]
struct Segment {
    masked: usize,
    original: usize,
    inserted: bool,
}

impl Map {
    /// The map of a text that was not masked and starts at `base` in the file.
    #[must_use]
    pub fn identity(base: usize) -> Self {
        Self { segments: Vec::new(), base, last: Cell::new(0) }
    }

    /// From here on, `masked` answers to `original`.
    pub fn copied(&mut self, masked: usize, original: usize) {
        self.push(Segment { masked, original, inserted: false });
    }

    /// From here on, the masked text is none of the file's; all of it answers to `original`.
    pub fn inserted(&mut self, masked: usize, original: usize) {
        self.push(Segment { masked, original, inserted: true });
    }

    fn push(&mut self, segment: Segment) {
        if self.segments.last().is_some_and(|last| last.masked == segment.masked) {
            self.segments.pop();
        }
        self.segments.push(segment);
    }

    /// The segment that holds a byte of the masked text, with where it ends.
    fn segment(&self, masked: usize) -> (Option<Segment>, usize) {
        let holds = |index: usize| {
            let end = self.segments.get(index + 1).map_or(usize::MAX, |next| next.masked);
            self.segments.get(index).filter(|own| own.masked <= masked && masked < end).map(|own| (Some(*own), end))
        };
        let last = self.last.get();
        if let Some(found) = holds(last) {
            return found;
        }
        if let Some(found) = holds(last + 1) {
            self.last.set(last + 1);
            return found;
        }
        match self.segments.partition_point(|segment| segment.masked <= masked).checked_sub(1) {
            Some(index) => {
                self.last.set(index);
                holds(index).unwrap_or((None, usize::MAX))
            }
            None => (None, self.segments.first().map_or(usize::MAX, |first| first.masked)),
        }
    }

    /// The place in the file of a byte of the masked text.
    #[must_use]
    pub fn offset(&self, masked: usize) -> usize {
        if self.segments.is_empty() {
            return masked + self.base;
        }
        match self.segment(masked).0 {
            None => masked + self.base,
            Some(segment) if segment.inserted => segment.original,
            Some(segment) => segment.original + (masked - segment.masked),
        }
    }

    /// The place in the file of a range of the masked text: from its first byte to its last.
    #[must_use]
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let start = self.offset(range.start);
        match range.end.checked_sub(1) {
            Some(last) if last >= range.start => Span::new(start, self.offset_after(last).max(start)),
            _ => Span::at(start),
        }
    }

    /// The runs of the file that a range of the masked text is made of, in order.
    pub fn pieces(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Span> + '_ {
        let mut at = range.start;
        std::iter::from_fn(move || {
            while at < range.end {
                let (segment, end) = self.segment(at);
                let piece = self.span(at..end.min(range.end));
                at = end;
                if !segment.is_some_and(|segment| segment.inserted) {
                    return Some(piece);
                }
            }
            None
        })
    }

    /// The place just after a byte of the masked text.
    fn offset_after(&self, masked: usize) -> usize {
        match self.segment(masked).0 {
            Some(segment) if segment.inserted => segment.original,
            _ => self.offset(masked) + 1,
        }
    }
}
