//! Pairs that stand alone in the middle of what is missing.
//!
//! A page that was cut off ends in a paragraph that was cut too, and some shorter one further on fits it better. What is
//! missing is missing in one place: such a pair belongs at the start of the gap.

use super::dp::Bead;
use super::score::Siblings;

/// A pair is stranded in a gap of at least so many blocks.
const GAP: usize = 4;

/// Pairs in a row that may be stranded together.
const MOST: usize = 2;

/// Move pairs that nothing speaks for from within a gap of the source to its start.
pub fn settle(beads: &mut [Bead], siblings: &Siblings) {
    let is_gap = |bead: &Bead| bead.targets == 0;
    let mut index = 0;
    while index < beads.len() {
        let before = beads[index..].iter().take_while(|bead| is_gap(bead)).count();
        let start = index + before;
        let pairs = beads[start..].iter().take_while(|bead| bead.sources == 1 && bead.targets == 1).count();
        let after = beads[(start + pairs).min(beads.len())..].iter().take_while(|bead| is_gap(bead)).count();
        let stranded = before > 0 && (1..=MOST).contains(&pairs) && after > 0 && before + after >= GAP;
        if stranded && slides(&beads[index..start + pairs], before, siblings) {
            slide(&mut beads[index..start + pairs], before);
            // What was after the pairs now follows the gap that they left.
            index += pairs;
            continue;
        }
        index = (start + pairs).max(index + 1);
    }
}

/// A gap that begins with a thematic break and is followed by one may as well begin with the heading after the first: then
/// it is a section.
pub fn settle_breaks(beads: &mut [Bead], siblings: &Siblings) {
    let mut index = 0;
    while index < beads.len() {
        let shape = |bead: &Bead| (bead.sources, bead.targets);
        let first = beads[index];
        let gap = match shape(&first) {
            (1, 0) | (0, 1) => beads[index..].iter().take_while(|bead| shape(bead) == shape(&first)).count(),
            _ => 0,
        };
        let end = index + gap;
        if let Some(next) = beads.get(end).copied().filter(|next| gap > 1 && shape(next) == (1, 1)) {
            let of_source = first.sources == 1;
            let (one, other) = if of_source { (first.source, next.source) } else { (first.target, next.target) };
            if siblings.breaks_before_sections(one, other, of_source) {
                slide(&mut beads[index..=end], gap);
            }
        }
        index = end.max(index + 1);
    }
}

/// A gap of the source that begins after what introduces its first block, and ends with what introduces the block after
/// it, may as well begin with the one and end before the other: then what introduces a block stands with it.
pub fn settle_introduced(beads: &mut [Bead], siblings: &Siblings) {
    let mut index = 1;
    while index < beads.len() {
        let gap = beads[index..].iter().take_while(|bead| bead.targets == 0).count();
        let before = beads[index - 1];
        if gap > 0 && (before.sources, before.targets) == (1, 1) {
            let last = beads[index + gap - 1].source;
            if siblings.may_introduce(before, last) {
                slide_back(&mut beads[index - 1..index + gap]);
            }
        }
        index += gap.max(1);
    }
}

/// Put the pair before a gap of the source after it.
fn slide_back(run: &mut [Bead]) {
    let Some((pair, gap)) = run.split_first_mut() else { return };
    let target = pair.target;
    *pair = Bead { targets: 0, ..*pair };
    for bead in gap.iter_mut() {
        bead.target = target;
    }
    if let Some(last) = gap.last_mut() {
        last.targets = 1;
    }
}

/// Whether the pairs after a gap may as well stand before it.
fn slides(run: &[Bead], gap: usize, siblings: &Siblings) -> bool {
    run[gap..].iter().zip(run).all(|(pair, first)| {
        !siblings.unmistakable(pair.source, pair.target) && siblings.may_answer(first.source, pair.target)
    })
}

/// Put the pairs after a gap of either side before it.
fn slide(run: &mut [Bead], gap: usize) {
    let (source, target, of_source) = (run[0].source, run[0].target, run[0].sources == 1);
    let pairs = run.len() - gap;
    for (offset, bead) in run.iter_mut().enumerate() {
        *bead = match (offset < pairs, of_source) {
            (true, _) => Bead { source: source + offset, sources: 1, target: target + offset, targets: 1 },
            (false, true) => Bead { source: source + offset, sources: 1, target: target + pairs, targets: 0 },
            (false, false) => Bead { source: source + pairs, sources: 0, target: target + offset, targets: 1 },
        };
    }
}
