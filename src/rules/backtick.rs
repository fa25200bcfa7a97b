//! The edit that takes back a backtick too many or too few: the one that leaves the block with the code of its source.

use super::Pair;
use super::sink::Proposal;
use crate::align::Match;
use crate::diagnostic::Applicability;
use crate::document::{InlineKind, Span};

/// Longer blocks are left alone, in bytes.
const LONGEST: usize = 4000;

/// Blocks with more backticks than this are left alone.
const MOST: usize = 60;

/// Removes one backtick of a block, or adds one beside what is code in the source, if there is one way to do so after which
/// the block has the same code as its source.
#[must_use]
pub fn restored(pair: &Pair<'_>, leaf: &Match) -> Option<Proposal> {
    if leaf.sources != 1 || leaf.targets != 1 {
        return None;
    }
    let block = pair.target.document.blocks[leaf.target].span;
    let text = pair.target.document.slice(block);
    let marks: Vec<usize> = memchr::memchr_iter(b'`', text.as_bytes()).collect();
    if text.len() > LONGEST || marks.len() > MOST {
        return None;
    }
    let source = pair.source.document;
    let codes = pair.source_inlines(leaf).iter().filter(|inline| inline.kind == InlineKind::Code);
    let mut wanted: Vec<&str> = codes.map(|inline| source.slice(inline.value).trim()).collect();
    wanted.sort_unstable();
    let removals = marks.iter().map(|&at| Edit { at, removed: 1, added: "" });
    let mut distinct = wanted.clone();
    distinct.dedup();
    let beside =
        |code: &str| text.match_indices(code).take(MOST).flat_map(|(at, code)| [at, at + code.len()]).collect();
    let beside: Vec<usize> =
        distinct.into_iter().filter(|code| !code.is_empty()).flat_map::<Vec<usize>, _>(beside).collect();
    let additions = beside.into_iter().map(|at| Edit { at, removed: 0, added: "`" });
    // One more on the other side of a doubled mark would do too, but the one too many is what is wrong.
    let edit = only(text, &wanted, removals).or_else(|| only(text, &wanted, additions))?;
    let what = if edit.added.is_empty() { "remove the backtick" } else { "add the backtick's partner" };
    let start = block.start as usize + edit.at;
    Some((Applicability::Safe, what, vec![(Span::new(start, start + edit.removed), edit.added.to_owned())]))
}

/// What is put in the place of some bytes of a text.
struct Edit {
    at: usize,
    removed: usize,
    added: &'static str,
}

/// The first of the edits that leave a text with the code that is wanted, if all that do so leave the same text.
fn only(text: &str, wanted: &[&str], edits: impl Iterator<Item = Edit>) -> Option<Edit> {
    let mut found: Option<(Edit, String)> = None;
    for edit in edits {
        let (before, after) = (text.get(..edit.at)?, text.get(edit.at + edit.removed..)?);
        let whole = [before, edit.added, after].concat();
        if codes_of(&whole) != wanted {
            continue;
        }
        match &found {
            Some((_, other)) if *other != whole => return None,
            Some(_) => {}
            None => found = Some((edit, whole)),
        }
    }
    found.map(|(edit, _)| edit)
}

/// The code spans of a text, trimmed and sorted. <https://spec.commonmark.org/0.31.2/#code-spans>
fn codes_of(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let run = |at: usize| bytes.iter().skip(at).take_while(|&&b| b == b'`').count();
    let mut codes = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'`', bytes.get(at..).unwrap_or_default()).map(|found| at + found) {
        let length = run(open);
        at = open + length;
        let mut end = at;
        while let Some(close) = memchr::memchr(b'`', bytes.get(end..).unwrap_or_default()).map(|found| end + found) {
            let other = run(close);
            if other == length {
                codes.push(text.get(at..close).unwrap_or_default().trim());
                at = close + other;
                break;
            }
            end = close + other;
        }
    }
    codes.sort_unstable();
    codes
}

#[cfg(test)]
mod tests {
    use super::codes_of;

    #[test]
    fn spans_end_at_a_run_of_the_same_length() {
        assert_eq!(codes_of("a `b` c ``d ` e`` f ` g"), ["b", "d ` e"]);
        assert_eq!(codes_of("``a` b"), [""; 0]);
        assert_eq!(codes_of("`a``"), [""; 0]);
    }
}
