//! Sections that stand in another order throughout.
//!
//! A list of commands or terms is sorted by the words of each language. Blocks are matched in order, so that such a page
//! would be compared by place: before that, its sections are put in the order of the source, each known by the names,
//! code and links in it.

use super::bag::{Bag, overlap};
use super::item::Side;
use super::prints::{Prints, Token};
use crate::document::{BlockId, BlockKind, Document};

/// The siblings of the target in the order of the source's sections.
pub struct Order {
    /// All of them.
    pub targets: Vec<BlockId>,
    /// The headings of the sections that stand elsewhere, in order.
    pub moved: Vec<BlockId>,
}

/// Fewer sections than this are compared as they stand.
const FEW: usize = 4;

/// More are too many to compare with one another.
const MOST: usize = 400;

/// Sections that must stand elsewhere before it is another order.
const ASTRAY: usize = 3;

/// Share of their names that two sections have in common if they are one.
const ALIKE: f32 = 0.5;

/// How much less any other section may have in common with either.
const CLEAR: f32 = 0.8;

/// The order of the target's siblings that makes its sections follow the source's, if they stand in another.
pub fn find(source: Side<'_>, sources: &[BlockId], target: Side<'_>, targets: &[BlockId]) -> Option<Order> {
    let level = level(source.document, sources, target.document, targets)?;
    let (here, there) = (sections(source.document, sources, level), sections(target.document, targets, level));
    if here.len().min(there.len()) < FEW || here.len().max(there.len()) > MOST {
        return None;
    }
    let anchors = anchors(&bags(source.prints, target.prints, &here), &bags(target.prints, source.prints, &there));
    let kept = increasing(&anchors);
    let astray = anchors.len() - kept.len();
    if astray < ASTRAY || astray * 4 < anchors.len() || anchors.len() * 5 < here.len().min(there.len()) * 3 {
        return None;
    }
    let is_anchor = |index: &usize| anchors.iter().any(|&(_, to)| to == *index);
    let loose = |from: usize| (from..there.len()).take_while(|index| !is_anchor(index));
    let mut order: Vec<usize> = loose(0).collect();
    for &(_, to) in &anchors {
        order.push(to);
        // What is known by nothing follows the section that it follows.
        order.extend(loose(to + 1));
    }
    let first = there.first().and_then(|section| section.first())?;
    let preamble = targets.iter().take_while(|id| *id != first);
    let sections = order.iter().filter_map(|&index| there.get(index)).copied().flatten();
    let moved =
        anchors.iter().filter(|anchor| !kept.contains(anchor)).filter_map(|&(_, to)| there.get(to)?.first().copied());
    Some(Order { targets: preamble.chain(sections).copied().collect(), moved: moved.collect() })
}

/// The highest level of headings of which both sides have enough.
fn level(source: &Document, sources: &[BlockId], target: &Document, targets: &[BlockId]) -> Option<u8> {
    let count = |document: &Document, siblings: &[BlockId]| {
        let mut counts = [0_usize; 7];
        for &id in siblings {
            if let BlockKind::Heading(level) = document.blocks[id].kind {
                counts[usize::from(level.min(6))] += 1;
            }
        }
        counts
    };
    let (here, there) = (count(source, sources), count(target, targets));
    (1..=6).find(|&level| here[usize::from(level)].min(there[usize::from(level)]) >= FEW)
}

/// Siblings cut at the headings of this level and those above it; what stands before the first is left out.
fn sections<'s>(document: &Document, siblings: &'s [BlockId], level: u8) -> Vec<&'s [BlockId]> {
    let begins = |id: &BlockId| matches!(document.blocks[*id].kind, BlockKind::Heading(own) if own <= level);
    let start = siblings.iter().position(begins).unwrap_or(siblings.len());
    siblings[start..].chunk_by(|_, next| !begins(next)).collect()
}

/// The names of each section.
fn bags(here: &Prints, there: &Prints, sections: &[&[BlockId]]) -> Vec<Bag> {
    let tokens =
        |section: &&[BlockId]| section.iter().flat_map(|&id| here.strong(id).iter().copied()).collect::<Vec<Token>>();
    sections.iter().map(|section| Bag::weigh(here, there, &tokens(section))).collect()
}

/// Pairs of sections each of which has most in common with the other, by far, in the source's order.
fn anchors(sources: &[Bag], targets: &[Bag]) -> Vec<(usize, usize)> {
    let likeness = |a: &Bag, b: &Bag| {
        let (shared, unshared) = overlap(a, b);
        if shared > 0.0 { 2.0 * shared / (2.0 * shared + unshared) } else { 0.0 }
    };
    let table: Vec<Vec<f32>> = sources.iter().map(|a| targets.iter().map(|b| likeness(a, b)).collect()).collect();
    let best_of = |values: &mut dyn Iterator<Item = f32>| -> Option<usize> {
        let (mut best, mut second) = ((0, 0.0_f32), 0.0_f32);
        for (index, value) in values.enumerate() {
            if value > best.1 {
                second = best.1;
                best = (index, value);
            } else {
                second = second.max(value);
            }
        }
        (best.1 >= ALIKE && second <= best.1 * CLEAR).then_some(best.0)
    };
    let of_source: Vec<Option<usize>> = table.iter().map(|row| best_of(&mut row.iter().copied())).collect();
    let of_target: Vec<Option<usize>> =
        (0..targets.len()).map(|to| best_of(&mut table.iter().map(|row| row[to]))).collect();
    let mutual =
        |(from, to): (usize, &Option<usize>)| to.filter(|&to| of_target[to] == Some(from)).map(|to| (from, to));
    of_source.iter().enumerate().filter_map(mutual).collect()
}

/// The longest run of anchors that are in order on both sides.
fn increasing(anchors: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(anchors.len());
    for (at, anchor) in anchors.iter().enumerate() {
        let before = (0..at).filter(|&other| anchors[other].1 < anchor.1).max_by_key(|&other| best[other].0);
        best.push((before.map_or(1, |other| best[other].0 + 1), before));
    }
    let mut at = (0..anchors.len()).max_by_key(|&at| best[at].0);
    let mut kept = Vec::new();
    while let Some(index) = at {
        kept.push(anchors[index]);
        at = best[index].1;
    }
    kept.reverse();
    kept
}
