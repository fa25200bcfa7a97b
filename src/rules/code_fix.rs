//! The edits that restore what a machine reads in a code block of the translation.

use std::ops::Range;

use super::sink::Proposal;
use crate::compare::code::{self, Detail, Hunk, Kind};
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
    let (safe, edits) = edits((source, wanted), (target, found), hunk)?;
    let (text, other) = (source.slice(wanted.content), target.slice(found.content));
    let safe = safe && (is_word(text, other, hunk) || is_mendable((source, wanted), (target, found), hunks));
    let applicability = if safe { Applicability::Safe } else { Applicability::Unsafe };
    Some((applicability, "restore the code of the source", edits))
}

/// The edits for a hunk, and whether they lose no word; none where one of its differences takes a person.
fn edits((source, wanted): Side<'_>, (target, found): Side<'_>, hunk: &Hunk) -> Option<(bool, Vec<(Span, String)>)> {
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
    if edits
        .windows(2)
        .any(|pair| matches!(pair, [(one, _), (next, _)] if next.start < one.end || one.start == next.start))
    {
        return None;
    }
    // Where the source's own words stand in its code, what stands there instead is their translation.
    let in_words = |text: &str| text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let has_words = |range: &Range<usize>| other.get(range.clone()).is_some_and(|it| it.contains(char::is_alphabetic));
    safe &= !edits.iter().any(|(range, text)| in_words(text) && has_words(range));
    let start = found.content.start as usize;
    let edits =
        edits.into_iter().map(|(range, text)| (Span::new(start + range.start, start + range.end), text)).collect();
    Some((safe, edits))
}

/// With more differences than this, it is not looked whether all can be mended.
const MOST_HUNKS: usize = 20;

/// Whether all that differs can be mended. Of a block that was written otherwise, half a repair is worse than none.
fn is_mendable(source: Side<'_>, target: Side<'_>, hunks: &[Hunk]) -> bool {
    let is_prose =
        |hunk: &&Hunk| hunk.differences.iter().all(|one| matches!(one.detail, Detail::Comment | Detail::Drawing));
    hunks.len() <= MOST_HUNKS
        && hunks.iter().filter(|hunk| !is_prose(hunk)).all(|hunk| edits(source, target, hunk).is_some())
}

/// Share of equal characters from which a line is the other, with a word or two changed.
const ALIKE: f32 = 0.7;

/// Whether nothing but a word or two of one line differs.
fn is_word(text: &str, other: &str, hunk: &Hunk) -> bool {
    let [difference] = hunk.differences.as_slice() else { return false };
    let line = |text: &'_ str, lines: &Range<usize>| -> String {
        text.lines().skip(lines.start).take(lines.len()).take(1).flat_map(str::chars).take(LONGEST).collect()
    };
    let (here, there) = (&difference.source_lines, &difference.target_lines);
    let (one, two) = (line(text, here), line(other, there));
    here.len() == 1 && there.len() == 1 && similar::TextDiff::from_chars(one.trim(), two.trim()).ratio() >= ALIKE
}

/// Characters of a line that are compared one by one.
const LONGEST: usize = 200;

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
