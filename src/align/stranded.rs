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
        let source_gap = |bead: &Bead| (bead.sources, bead.targets) == (1, 0);
        let target_gap = |bead: &Bead| (bead.sources, bead.targets) == (0, 1);
        let missing = beads[index..].iter().take_while(|bead| source_gap(bead)).count();
        let extra = beads[index..].iter().take_while(|bead| target_gap(bead)).count();
        let end = index + missing.max(extra);
        let next = beads.get(end).copied().filter(|next| (next.sources, next.targets) == (1, 1));
        if let Some(next) =
            next.filter(|next| missing > 1 && siblings.breaks_before_sections(beads[index].source, next.source, true))
        {
            beads[index] = Bead { source: next.source - missing, target: next.target, ..next };
            for (offset, bead) in beads[index + 1..=end].iter_mut().enumerate() {
                *bead = Bead {
                    source: next.source - missing + 1 + offset,
                    sources: 1,
                    target: next.target + 1,
                    targets: 0,
                };
            }
        } else if let Some(next) =
            next.filter(|next| extra > 1 && siblings.breaks_before_sections(beads[index].target, next.target, false))
        {
            beads[index] = Bead { source: next.source, target: next.target - extra, ..next };
            for (offset, bead) in beads[index + 1..=end].iter_mut().enumerate() {
                *bead =
                    Bead { source: next.source + 1, sources: 0, target: next.target - extra + 1 + offset, targets: 1 };
            }
        }
        index = end.max(index + 1);
    }
}

/// Whether the pairs after a gap may as well stand before it.
fn slides(run: &[Bead], gap: usize, siblings: &Siblings) -> bool {
    run[gap..].iter().zip(run).all(|(pair, first)| {
        !siblings.unmistakable(pair.source, pair.target) && siblings.may_answer(first.source, pair.target)
    })
}

/// Put the pairs after a gap before it.
fn slide(run: &mut [Bead], gap: usize) {
    let (source, target) = (run[0].source, run[gap].target);
    let pairs = run.len() - gap;
    for (offset, bead) in run.iter_mut().enumerate() {
        *bead = if offset < pairs {
            Bead { source: source + offset, sources: 1, target: target + offset, targets: 1 }
        } else {
            Bead { source: source + offset, sources: 1, target: target + pairs, targets: 0 }
        };
    }
}
