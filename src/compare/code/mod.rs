//! Compares a block of code with its translation.
//!
//! A translator may put into another language what people read: comments, doc strings, texts in strings and between
//! tags, labels, the names of placeholders, and now and then a variable. Everything that the machine reads must stay.
//! Both blocks are cut into tokens and logical lines ([`lex`]), the lines are matched on what a translator keeps, and
//! pairs of lines that still differ are judged token by token ([`judge`]).

mod added;
mod alike;
mod hunks;
mod judge;
mod lex;
mod lines;
mod markdown;
mod mend;
mod moves;
mod pair;
mod piece;
mod prose;
mod rename;
pub(super) mod sample;
mod scan;
pub(super) mod shape;
mod syntax;
mod words;
mod yaml;

pub use super::inline::same as inline;
pub use alike::are_alike;
pub use hunks::{Hunk, gather};
pub use mend::{Mend, mend};
pub(super) use prose::is_prose;
pub use sample::{localised, may_repeat, swapped};
pub(super) use shape::{distance_at_most, is_filler};
use std::ops::Range;

/// What happened to the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// They are there but say something else.
    Changed,
    /// The source has them, the translation has not.
    Missing,
    /// The translation has them, the source has not.
    Extra,
}

/// How much it matters, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// Worth a look at most: a comment was dropped, an indentation or a trailing comma differs.
    Slight,
    /// Very likely a break: a word changed that a machine seems to read.
    Likely,
    /// The code says something else: a line, a flag, a number, an operator.
    Sure,
}

/// What exactly differs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Detail {
    /// Whole lines; nothing smaller to name.
    Lines,
    /// A part of one line: as the source has it, as the translation has it; either may be empty.
    Part {
        /// In the source.
        source: String,
        /// In the translation.
        target: String,
    },
    /// The same lines, in another place.
    Moved,
    /// Only the white space before the line.
    Indentation,
    /// Only a comment.
    Comment,
    /// The lines of a drawing; its words are the same.
    Drawing,
}

/// One difference between two blocks of code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CodeDifference {
    /// What happened.
    pub kind: Kind,
    /// How much it matters.
    pub certainty: Certainty,
    /// Lines of the source, 0-based within the block. Empty for extra lines: then it is the place before which they
    /// would stand.
    pub source_lines: Range<usize>,
    /// Lines of the translation, 0-based within the block. Empty for missing lines: then it is the place before which
    /// they belong.
    pub target_lines: Range<usize>,
    /// What exactly differs.
    pub detail: Detail,
}

/// Most differences that are told of one block; a block with more is another block.
pub const MOST: usize = 100;

/// What differs between a block of code and its translation, in the order of the translation's lines.
///
/// `info` is the info string of the source's fence; its first word names the language. The cost is linear in the
/// length of the blocks but for the matching of lines that differ, which is bounded.
#[must_use]
pub fn compare(source: &str, target: &str, info: &str) -> Vec<CodeDifference> {
    if source == target {
        return Vec::new();
    }
    let syntax = syntax::of(info);
    let texts = (source, target);
    let source = lex::lex(source, &syntax);
    let target = lex::lex(target, &syntax);
    let mut differences = pair::differences(&source, &target, &syntax);
    moves::join(&mut differences, texts.0, texts.1);
    for difference in &mut differences {
        clamp(&mut difference.source_lines, source.count);
        clamp(&mut difference.target_lines, target.count);
    }
    differences.sort_by(|a, b| {
        (a.target_lines.start, a.source_lines.start, a.kind).cmp(&(b.target_lines.start, b.source_lines.start, b.kind))
    });
    differences.truncate(MOST);
    // Looked up line by line, so only among those that are told.
    differences.retain(|difference| !added::is_free(difference, texts.0, texts.1));
    differences
}

/// A token that is never closed ends after the last line.
fn clamp(lines: &mut Range<usize>, count: usize) {
    lines.end = lines.end.min(count);
    lines.start = lines.start.min(lines.end);
}

#[cfg(test)]
mod tests;
