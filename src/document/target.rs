//! Where the target of a link or image is written.

use std::ops::Range;

/// Where a slice of `masked` stands in it; none if it is no slice of it.
pub fn within(masked: &str, slice: &str) -> Option<Range<usize>> {
    let start = slice.as_ptr().addr().checked_sub(masked.as_ptr().addr())?;
    (start + slice.len() <= masked.len()).then_some(start..start + slice.len())
}

/// The target of an inline link, between the end of its text and its own end.
pub fn inline(masked: &str, range: Range<usize>) -> Option<Range<usize>> {
    let source = masked.get(range.clone())?;
    let open = source.find("](")? + 2;
    destination(masked, range.start + open..range.end.checked_sub(1)?)
}

/// The target within a definition `[label]: target "title"`.
pub fn defined(masked: &str, range: Range<usize>) -> Option<Range<usize>> {
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
