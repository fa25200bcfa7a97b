//! The edits that restore what a machine reads in a code block of the translation.

use std::ops::Range;

use super::sink::Proposal;
use crate::compare::code::{self, Hunk, Kind};
use crate::diagnostic::Applicability;
use crate::document::{Block, Document, Span};

/// A code block of the source and its answer, each in its document.
pub type Side<'a> = (&'a Document, &'a Block);

/// The edits for one of the `hunks` of two blocks; none where one of its differences takes a person.
#[must_use]
pub fn propose((source, wanted): Side<'_>, (target, found): Side<'_>, hunks: &[Hunk], hunk: &Hunk) -> Option<Proposal> {
    if !is_one((source, wanted), (target, found), hunks) {
        return None;
    }
    let (text, other) = (source.slice(wanted.content), target.slice(found.content));
    let alike = indentation(source, wanted) == indentation(target, found);
    let mut safe = true;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for difference in &hunk.differences {
        // Whole lines stand as deep as what the block stands in.
        if difference.kind != Kind::Changed && !alike {
            return None;
        }
        let mend = code::mend(text, other, source.slice(wanted.name), difference)?;
        safe &= mend.keeps_words;
        edits.extend(mend.edits);
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    if edits.windows(2).any(|pair| matches!(pair, [(one, _), (next, _)] if next.start < one.end || one.start == next.start)) {
        return None;
    }
    let start = found.content.start as usize;
    let edits = edits.into_iter().map(|(range, text)| (Span::new(start + range.start, start + range.end), text)).collect();
    let applicability = if safe { Applicability::Safe } else { Applicability::Unsafe };
    Some((applicability, "restore the code of the source", edits))
}

/// Whether two blocks are one and the same: of one language, and mostly of the same lines. Of others, no line is the
/// answer to a line.
fn is_one((source, wanted): Side<'_>, (target, found): Side<'_>, hunks: &[Hunk]) -> bool {
    let language = |info: &str| info.split([' ', '\t', '{', ',']).next().unwrap_or_default().to_ascii_lowercase();
    let (info, other) = (language(source.slice(wanted.name)), language(target.slice(found.name)));
    let lines = source.slice(wanted.content).lines().count();
    let differences = hunks.iter().flat_map(|hunk| &hunk.differences);
    let touched: usize = differences.map(|it| it.source_lines.len().max(it.target_lines.len())).sum();
    (info == other || info.is_empty() || other.is_empty()) && touched * 2 <= lines + 1
}

/// What stands before a block on its first line.
fn indentation<'a>(document: &'a Document, block: &Block) -> &'a str {
    let line = document.lines.span(&document.text, document.lines.line(block.span.start));
    document.slice(Span { start: line.start, end: block.span.start })
}
