//! What stands within a line: tags and expressions, but for those in code.

use super::super::{Hole, HoleKind, has_blank_line, template};
use super::Masker;

/// How far the end of a code span is sought, in bytes.
const MAX_CODE_SPAN: usize = 4096;

impl Masker<'_> {
    /// Mask what stands within a line; how far that reached.
    pub(super) fn inline(&mut self, start: usize, mut end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut here = start;
        if !self.mdx && memchr::memchr(b'{', bytes.get(start..end).unwrap_or_default()).is_none() {
            return end;
        }
        let heading = bytes.get(start) == Some(&b'#') || self.is_underlined(end);
        let tag = if self.mdx { b'<' } else { b'{' };
        while let Some(step) = memchr::memchr3(b'{', b'`', tag, bytes.get(here..end).unwrap_or_default()) {
            let from = here + step;
            let backslashes =
                bytes.get(start..from).unwrap_or_default().iter().rev().take_while(|&&byte| byte == b'\\');
            here = if backslashes.count() % 2 == 1 {
                from + 1
            } else if bytes.get(from) == Some(&b'`') {
                code_span_end(self.text, from)
            } else {
                match self.hole(from, end, heading) {
                    Some(hole) => {
                        self.out.cover(hole.span);
                        self.holes.push(hole);
                        self.out.done()
                    }
                    None => from + 1,
                }
            };
            if here > end {
                end = self.line_end(here).0.max(here);
            }
        }
        end
    }

    /// Whether the line after the one that ends at `end` is the underline of a heading.
    fn is_underlined(&self, end: usize) -> bool {
        let mut lines = self.text.get(end..).unwrap_or_default().lines();
        let below = lines.nth(1).unwrap_or_default().trim();
        let first = below.bytes().next();
        matches!(first, Some(b'=' | b'-')) && below.bytes().all(|byte| Some(byte) == first)
    }

    fn hole(&mut self, at: usize, end: usize, heading: bool) -> Option<Hole> {
        let bytes = self.text.as_bytes();
        if !self.mdx {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            let attached = matches!(before, Some(b')' | b']' | b'*' | b'_' | b'`' | b'}' | b'>'))
                || bytes.get(at + 1) == Some(&b':');
            return template::hole(self.text, at, end, attached, heading);
        }
        if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"<!--")) {
            return None;
        }
        let hole = self.reader.hole(self.text, at)?;
        if hole.kind == HoleKind::Tag {
            self.tag(&hole);
        }
        Some(hole)
    }
}

/// Where the code span at `at` ends; after its backticks if it is none.
fn code_span_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let run = |at: usize| bytes.get(at..).unwrap_or_default().iter().take_while(|&&byte| byte == b'`').count();
    let ticks = run(at);
    let inside = at + ticks;
    let limit = text.len().min(at + MAX_CODE_SPAN);
    let mut here = inside;
    while let Some(step) = memchr::memchr(b'`', bytes.get(here..limit).unwrap_or_default()) {
        let closing = run(here + step);
        here += step + closing;
        if closing == ticks {
            return if has_blank_line(bytes.get(inside..here).unwrap_or_default()) { inside } else { here };
        }
    }
    inside
}
