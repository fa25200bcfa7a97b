//! Where the bytes of the text that the Markdown parser reads stand in the file.
//!
//! The parser does not read the file itself but a masked copy, in which what only a dialect understands is overwritten,
//! indentation that a dialect asks for is gone and a few lines are put in. A map leads back to the file.

use super::span::Span;

/// Leads from offsets in the masked text to offsets in the file.
#[derive(Debug, Default)]
pub struct Map {
    /// Sorted by `masked`; each holds up to the next.
    segments: Vec<Segment>,
    /// Where the masked text as a whole starts in the file.
    base: usize,
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
        Self { segments: Vec::new(), base }
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

    /// The place in the file of a byte of the masked text.
    #[must_use]
    pub fn offset(&self, masked: usize) -> usize {
        if self.segments.is_empty() {
            return masked + self.base;
        }
        let after = self.segments.partition_point(|segment| segment.masked <= masked);
        match after.checked_sub(1).and_then(|index| self.segments.get(index)) {
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
                let next = self.segments.partition_point(|segment| segment.masked <= at);
                let end = self.segments.get(next).map_or(range.end, |segment| segment.masked.min(range.end));
                let inserted =
                    next.checked_sub(1).and_then(|own| self.segments.get(own)).is_some_and(|own| own.inserted);
                let piece = self.span(at..end);
                at = end;
                if !inserted {
                    return Some(piece);
                }
            }
            None
        })
    }

    /// The place just after a byte of the masked text.
    fn offset_after(&self, masked: usize) -> usize {
        let after = self.segments.partition_point(|segment| segment.masked <= masked);
        match after.checked_sub(1).and_then(|index| self.segments.get(index)) {
            Some(segment) if segment.inserted => segment.original,
            _ => self.offset(masked) + 1,
        }
    }
}
