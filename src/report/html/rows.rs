//! Two pages side by side: which pieces stand in one row, and what has nothing beside it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::units::Unit;
use crate::align::{Alignment, Answer};
use crate::document::{BlockId, Document};

/// A row: pieces of the source, pieces of the translation, by their places in the pages. One side may have none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Pieces of the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub s: Vec<usize>,
    /// Pieces of the translation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub t: Vec<usize>,
    /// They answer something that stands elsewhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
    /// There is nothing to see here: it is folded with its neighbours, and made when they are unfolded.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub folded: bool,
}

/// Rows around a row with something to see that are shown with it.
const CONTEXT: usize = 2;

/// Fewer rows than this are not worth folding.
const FEW: usize = 4;

/// Fold long runs of rows in which there is nothing to see.
pub fn fold(rows: &mut [Row], has_something: impl Fn(usize, &Row) -> bool) {
    let mut shown = vec![false; rows.len()];
    for (at, _) in rows.iter().enumerate().filter(|&(at, row)| has_something(at, row)) {
        let near = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(shown.len());
        shown.get_mut(near).unwrap_or_default().fill(true);
    }
    let mut rest = rows;
    for run in shown.chunk_by(|one, other| one == other) {
        let (these, others) = rest.split_at_mut(run.len());
        if run.len() >= FEW && run.first() == Some(&false) {
            these.iter_mut().for_each(|row| row.folded = true);
        }
        rest = others;
    }
}

/// What ties pieces of both pages together: the front matter, or a match of the alignment.
type Key = Option<usize>;

/// Both pages' pieces that one match holds.
#[derive(Default)]
struct Tied {
    sources: Vec<usize>,
    targets: Vec<usize>,
}

/// The rows of two pages, in an order that keeps that of both.
pub fn rows(source: (&Document, &[Unit]), target: (&Document, &[Unit]), alignment: &Alignment) -> Vec<Row> {
    let mut tied: BTreeMap<Key, Tied> = BTreeMap::new();
    let source_keys = keys(source, &alignment.source);
    let target_keys = keys(target, &alignment.target);
    for (unit, key) in source_keys.iter().enumerate().filter_map(|(unit, key)| Some((unit, (*key)?))) {
        tied.entry(key).or_default().sources.push(unit);
    }
    for (unit, key) in target_keys.iter().enumerate().filter_map(|(unit, key)| Some((unit, (*key)?))) {
        tied.entry(key).or_default().targets.push(unit);
    }
    let moved = |key: &Key| key.and_then(|index| alignment.matches.get(index)).is_some_and(|found| found.moved);
    let mut candidates: Vec<(usize, usize, Key)> = tied
        .iter()
        .filter(|(key, _)| !moved(key))
        .filter_map(|(key, tied)| Some((*tied.sources.first()?, *tied.targets.first()?, *key)))
        .collect();
    candidates.sort_unstable();
    let mut anchors = longest_rising(&candidates).into_iter().peekable();
    let both = |tied: &Tied| !tied.sources.is_empty() && !tied.targets.is_empty();
    let elsewhere = |key: &Option<Key>| key.and_then(|key| tied.get(&key)).is_some_and(both);
    let mut table = Table::new(source.1.len(), target.1.len());
    for (unit, key) in source_keys.iter().enumerate() {
        let anchor = anchors.next_if(|(first, _, _)| *first == unit);
        if let Some((tied, key)) = anchor.and_then(|(_, _, key)| Some((tied.get(key)?, key))) {
            let first = tied.targets.first().copied().unwrap_or_default();
            table.targets_alone(first, |unit| target_keys.get(unit).is_some_and(elsewhere));
            table.side_by_side(tied, together(alignment, *key));
        } else {
            table.source_alone(unit, elsewhere(key));
        }
    }
    table.targets_alone(target.1.len(), |unit| target_keys.get(unit).is_some_and(elsewhere));
    table.rows
}

/// Whether the pieces of a match stand in one row: a paragraph split in two does, the rows of a table do not.
fn together(alignment: &Alignment, key: Key) -> bool {
    let found = key.and_then(|index| alignment.matches.get(index));
    found.is_some_and(|found| found.sources > 1 || found.targets > 1)
}

/// For each piece, what ties it to the other page; `None` where nothing does.
fn keys((document, units): (&Document, &[Unit]), answers: &[Answer]) -> Vec<Option<Key>> {
    units.iter().map(|unit| unit.block.map_or(Some(None), |block| answer(document, answers, block).map(Some))).collect()
}

/// The match that holds a block: its own, or that of the nearest block around it that was asked for.
fn answer(document: &Document, answers: &[Answer], mut block: BlockId) -> Option<usize> {
    loop {
        match answers.get(block)? {
            Answer::Match(index) => return Some(*index),
            Answer::Gap => return None,
            Answer::Unasked if block == 0 => return None,
            Answer::Unasked => block = document.blocks.get(block)?.parent,
        }
    }
}

/// The rows so far.
struct Table {
    /// Pieces of the source that have their row.
    sources: Vec<bool>,
    /// Pieces of the translation that have theirs.
    targets: Vec<bool>,
    /// The first piece of the translation that may have none.
    next: usize,
    rows: Vec<Row>,
}

impl Table {
    fn new(sources: usize, targets: usize) -> Self {
        Self { sources: vec![false; sources], targets: vec![false; targets], next: 0, rows: Vec::new() }
    }

    /// Put a piece of the source in a row of its own.
    fn source_alone(&mut self, unit: usize, moved: bool) {
        if take(&mut self.sources, unit) {
            self.rows.push(Row { s: vec![unit], t: vec![], moved, ..Row::default() });
        }
    }

    /// Put pieces of the translation up to `end` in rows of their own.
    fn targets_alone(&mut self, end: usize, moved: impl Fn(usize) -> bool) {
        for unit in self.next..end {
            if take(&mut self.targets, unit) {
                self.rows.push(Row { s: vec![], t: vec![unit], moved: moved(unit), ..Row::default() });
            }
        }
        self.next = self.next.max(end);
    }

    fn side_by_side(&mut self, tied: &Tied, together: bool) {
        tied.sources.iter().for_each(|&unit| _ = take(&mut self.sources, unit));
        tied.targets.iter().for_each(|&unit| _ = take(&mut self.targets, unit));
        if together {
            self.rows.push(Row { s: tied.sources.clone(), t: tied.targets.clone(), ..Row::default() });
            return;
        }
        let one = |units: &[usize], at: usize| units.get(at).copied().into_iter().collect();
        let rows = 0..tied.sources.len().max(tied.targets.len());
        self.rows.extend(rows.map(|at| Row { s: one(&tied.sources, at), t: one(&tied.targets, at), ..Row::default() }));
    }
}

/// Note that a piece is shown; whether it was not yet.
fn take(shown: &mut [bool], unit: usize) -> bool {
    shown.get_mut(unit).is_some_and(|shown| !std::mem::replace(shown, true))
}

/// The longest part of `pairs`, which are sorted by their first place, in which the second rises too (patience sorting,
/// Fredman 1975).
fn longest_rising(pairs: &[(usize, usize, Key)]) -> Vec<&(usize, usize, Key)> {
    // For each length, the pair that ends the best part of it; and for each pair, the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs.get(end).is_some_and(|end| end.1 < pair.1));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut rising: Vec<_> = std::iter::successors(ends.last().copied(), |&index| before.get(index).copied().flatten())
        .filter_map(|index| pairs.get(index))
        .collect();
    rising.reverse();
    rising
}

#[cfg(test)]
mod tests {
    use super::super::units::units;
    use super::{Row, rows};
    use crate::align::align;
    use crate::document::parse;

    /// Each row as the texts of its two sides.
    fn beside(source: &str, target: &str) -> Vec<(String, String, bool)> {
        let (source, target) = (parse(source.to_owned(), "a.md"), parse(target.to_owned(), "b.md"));
        let (left, right) = (units(&source), units(&target));
        let alignment = align(&source, &target, ("en", "de"));
        let rows = rows((&source, &left), (&target, &right), &alignment);
        let mut seen: Vec<usize> = rows.iter().flat_map(|row| row.t.clone()).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..right.len()).collect::<Vec<_>>(), "each piece of the translation is shown once");
        let mut seen: Vec<usize> = rows.iter().flat_map(|row| row.s.clone()).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..left.len()).collect::<Vec<_>>(), "each piece of the source is shown once");
        let text = |row: &Row| {
            let side = |document: &crate::document::Document, units: &[super::Unit], places: &[usize]| {
                let texts: Vec<&str> = places.iter().map(|&at| document.slice(units[at].span)).collect();
                texts.join(" + ")
            };
            (side(&source, &left, &row.s), side(&target, &right, &row.t), row.moved)
        };
        rows.iter().map(text).collect()
    }

    fn row(source: &str, target: &str) -> (String, String, bool) {
        (source.to_owned(), target.to_owned(), false)
    }

    #[test]
    fn what_is_missing_is_a_gap_at_its_place() {
        let source = "# Soup\n\nPeel 3 carrots.\n\n- `salt`\n- `pepper`\n- `oil`\n\nServe at 60 °C.\n";
        let target = "# Suppe\n\nSchäle 3 Möhren.\n\n- `salt`\n- `oil`\n\nMit 60 °C servieren.\n";
        let expected = [
            row("# Soup", "# Suppe"),
            row("Peel 3 carrots.", "Schäle 3 Möhren."),
            row("- `salt`", "- `salt`"),
            row("- `pepper`", ""),
            row("- `oil`", "- `oil`"),
            row("Serve at 60 °C.", "Mit 60 °C servieren."),
        ];
        assert_eq!(beside(source, target), expected);
    }

    #[test]
    fn rows_of_tables_stand_side_by_side_whatever_their_columns() {
        let source = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n";
        let target = "| a |\n|---|\n| 1 |\n";
        let expected = [row("| a | b |", "| a |"), row("| 1 | 2 |", "| 1 |"), row("| 3 | 4 |", "")];
        assert_eq!(beside(source, target), expected);
    }

    #[test]
    fn what_has_moved_stands_at_both_places() {
        let source = "## One\n\n`alpha` 11\n\n## Two\n\n`beta` 22\n\n## Three\n\n`gamma` 33\n\n`delta` 44\n";
        let target = "## Zwei\n\n`beta` 22\n\n## Drei\n\n`gamma` 33\n\n`delta` 44\n\n## Eins\n\n`alpha` 11\n";
        let rows = beside(source, target);
        assert!(rows.contains(&("`alpha` 11".to_owned(), String::new(), true)), "{rows:?}");
        assert!(rows.contains(&(String::new(), "`alpha` 11".to_owned(), true)), "{rows:?}");
    }

    #[test]
    fn long_runs_without_anything_to_see_are_folded() {
        let mut rows = vec![Row::default(); 20];
        super::fold(&mut rows, |at, _| at == 4 || at == 11);
        let folded: Vec<usize> = (0..20).filter(|&at| rows[at].folded).collect();
        // Of 0 and 1, and of 7 and 8, there are too few.
        assert_eq!(folded, [14, 15, 16, 17, 18, 19]);
    }

    #[test]
    fn a_page_beside_nothing_is_all_gaps() {
        assert_eq!(beside("# Soup\n\nPeel.\n", ""), [row("# Soup", ""), row("Peel.", "")]);
    }
}
