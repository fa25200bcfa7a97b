//! The best sequence of beads between two sequences, by dynamic programming with affine gaps: O. Gotoh, "An improved
//! algorithm for matching biological sequences" (1982), with the bead shapes of Gale and Church (1993) less 2–2.

use std::ops::Range;

/// How many elements of each side answer each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bead {
    /// Index of the first element on the source's side.
    pub source: usize,
    /// How many elements of the source: 0, 1 or 2.
    pub sources: usize,
    /// Index of the first element on the target's side.
    pub target: usize,
    /// How many elements of the target: 0, 1 or 2.
    pub targets: usize,
}

/// What the beads are worth.
pub trait Score {
    /// The worth of elements that answer each other, or `None` where they cannot.
    fn bead(&self, bead: Bead) -> Option<f32>;
    /// No less than the worth of elements that answer each other, told more quickly: of the bead, and of those with the same
    /// elements of the source at each next element of the target, as many as there is room for.
    fn most(&self, bead: Bead, worths: &mut [f32]);
    /// The cost of leaving an element of the source unanswered, as the first of a run and as another.
    fn source_gap(&self, source: usize) -> (f32, f32);
    /// The cost of leaving an element of the target unanswered, as the first of a run and as another.
    fn target_gap(&self, target: usize) -> (f32, f32);
}

/// Cells that one alignment may fill; beyond, only a band around the diagonal is searched.
const MOST_CELLS: usize = 1_500_000;

/// The shapes of matches, in elements of the source and of the target.
const SHAPES: [(usize, usize); 3] = [(1, 1), (1, 2), (2, 1)];

/// What is reached in one row: for each column the worth of the best way to it that ends in a match, in a gap of the source
/// and in one of the target, and the best of the three. Each has a list of its own, so that several columns are weighed
/// with one instruction; before the first column stand two that nothing reaches.
struct Row {
    worth: [Vec<f32>; 3],
    best: Vec<f32>,
}

impl Row {
    fn new(columns: usize) -> Self {
        let list = || vec![f32::NEG_INFINITY; columns + 2];
        Self { worth: [list(), list(), list()], best: list() }
    }

    /// Forget what was reached in some places.
    fn clear(&mut self, places: Range<usize>) {
        for list in self.worth.iter_mut().chain([&mut self.best]) {
            list[places.clone()].fill(f32::NEG_INFINITY);
        }
    }

    fn put(&mut self, place: usize, worth: [f32; 3], best: f32) {
        for (list, worth) in self.worth.iter_mut().zip(worth) {
            list[place] = worth;
        }
        self.best[place] = best;
    }

    fn worth(&self, place: usize) -> [f32; 3] {
        [self.worth[0][place], self.worth[1][place], self.worth[2][place]]
    }
}

/// The steps that led to a cell, packed: for each of its states the one before, plus 1, in two bits, and the shape of the
/// match, plus 1, in two more. 0 is no step.
type Steps = u8;

/// How the shapes are packed.
const SHAPE: [Steps; 3] = [1 << 6, 2 << 6, 3 << 6];

/// Less than this is rounding.
const CLOSE: f32 = 0.01;

/// The sequence of beads of greatest worth, in order, covering all of both sides.
pub fn best(sources: usize, targets: usize, score: &impl Score) -> Vec<Bead> {
    let band = Band::new(sources, targets);
    let width = band.width;
    let mut steps: Vec<Steps> = vec![0; (sources + 1) * width];
    // A row and the two above it.
    let mut rows = [(); 3].map(|()| Row::new(targets + 1));
    // The cost of a gap of the target that ends in each column.
    let target_gaps: Vec<(f32, f32)> =
        [(0.0, 0.0)].into_iter().chain((0..targets).map(|target| score.target_gap(target))).collect();
    // What a match that ends in each column of a row can be worth at most, by shape; and what the way that it ends can be.
    let mut most = [(); 3].map(|()| vec![f32::NEG_INFINITY; width]);
    let mut bounds = vec![f32::NEG_INFINITY; width];
    for (row, steps) in steps.chunks_exact_mut(width).enumerate() {
        rows.rotate_right(1);
        let start = band.first(row);
        let [here, above, second] = &mut rows;
        // What was reached in this row three rows before lies further left, or is written over.
        here.clear(row.checked_sub(3).map_or(0, |row| band.first(row)) + 2..start + 2);
        for ((a, b), most) in SHAPES.into_iter().zip(&mut most) {
            let apart = b.saturating_sub(start);
            if let Some((source, most)) = row.checked_sub(a).zip(most.get_mut(apart..)) {
                score.most(Bead { source, sources: a, target: start + apart - b, targets: b }, most);
            }
        }
        // The cell of a column stands two places further right.
        bound(&mut bounds, &most, [&above.best[start + 1..], &above.best[start..], &second.best[start + 1..]]);
        let gaps = row.checked_sub(1).map_or((0.0, 0.0), |above| score.source_gap(above));
        leave(above, start + 2, gaps, &mut here.worth[1][start + 2..start + 2 + width], steps);
        let mut left = here.worth(start + 1);
        for (at, step) in steps.iter_mut().enumerate() {
            let (column, place) = (start + at, start + at + 2);
            let source_gap = here.worth[1][place];
            let (first, next) = target_gaps[column];
            let (target_gap, from_target_gap) = then(left, [first, first, next]);
            let (mut matched, mut how) = (f32::NEG_INFINITY, 0);
            let mut best = greater(source_gap, target_gap);
            if row == 0 && column == 0 {
                (matched, best) = (0.0, 0.0);
            }
            // Whatever comes after a match costs as much after a gap, or less: so a way that ends in a match and is worth less
            // than one that ends in a gap leads nowhere, and what the match is worth need not be known.
            if bounds[at] + CLOSE >= best && bounds[at] != f32::NEG_INFINITY {
                for (shape, (before, place)) in
                    [(&*above, place - 1), (&*above, place - 2), (&*second, place - 1)].into_iter().enumerate()
                {
                    let most = before.best[place] + most[shape][at];
                    if most + CLOSE < best || most == f32::NEG_INFINITY {
                        continue;
                    }
                    let (a, b) = SHAPES[shape];
                    if let Some(worth) =
                        score.bead(Bead { source: row - a, sources: a, target: column - b, targets: b })
                    {
                        debug_assert!(before.best[place] + worth <= most + CLOSE, "{worth} is more than it can be");
                        let (worth, from) = then(before.worth(place), [worth; 3]);
                        if worth > matched {
                            (matched, how) = (worth, from | SHAPE[shape]);
                            best = greater(best, worth);
                        }
                    }
                }
            }
            left = [matched, source_gap, target_gap];
            here.put(place, left, best);
            *step |= how | from_target_gap << 4;
        }
    }
    trace(sources, targets, &band, &steps, rows[0].worth(targets + 2))
}

/// For each column the worth of the best way to it that ends in a gap of the source, and in `steps` what it comes from.
fn leave(above: &Row, start: usize, (first, next): (f32, f32), worths: &mut [f32], steps: &mut [Steps]) {
    let width = worths.len();
    let [matched, source_gap, target_gap] = [0, 1, 2].map(|state| &above.worth[state][start..start + width]);
    for (at, (worth, step)) in worths.iter_mut().zip(steps).enumerate() {
        let (best, from) = then([matched[at], source_gap[at], target_gap[at]], [first, next, first]);
        (*worth, *step) = (best, from << 2);
    }
}

/// For each column the most that a way is worth that ends there in a match: of the ways before it by shape, each with the
/// most that a match of the shape is worth.
fn bound(bounds: &mut [f32], most: &[Vec<f32>; 3], before: [&[f32]; 3]) {
    let width = bounds.len();
    let [one, split, merged] = most.each_ref().map(|most| &most[..width]);
    let [before_one, before_split, before_merged] = before.map(|before| &before[..width]);
    for (at, bound) in bounds.iter_mut().enumerate() {
        let most = greater(before_one[at] + one[at], before_split[at] + split[at]);
        *bound = greater(most, before_merged[at] + merged[at]);
    }
}

/// The greater of two worths, neither of which is no number: a single instruction, which [`f32::max`] is not.
#[inline]
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The best way that takes a step from a cell, which is worth so much after each of its states: its worth, and the state
/// plus 1; minus infinity and 0 where there is none.
#[inline]
fn then(worth: [f32; 3], gains: [f32; 3]) -> (f32, Steps) {
    let [matched, source_gap, target_gap] = [worth[0] + gains[0], worth[1] + gains[1], worth[2] + gains[2]];
    let (best, from) = if source_gap > matched { (source_gap, 2) } else { (matched, 1) };
    let (best, from) = if target_gap > best { (target_gap, 3) } else { (best, from) };
    (best, if best == f32::NEG_INFINITY { 0 } else { from })
}

fn trace(sources: usize, targets: usize, band: &Band, steps: &[Steps], last: [f32; 3]) -> Vec<Bead> {
    let (mut i, mut j) = (sources, targets);
    let mut beads = Vec::with_capacity(sources.max(targets));
    let mut state = (0..3).max_by(|&x, &y| last[x].total_cmp(&last[y])).unwrap_or_default();
    while i > 0 || j > 0 {
        let inside = band.holds(i, j);
        let steps = if inside { steps[band.cell(i, j)] } else { 0 };
        let (before, shape) = (steps >> (2 * state) & 0b11, usize::from(steps >> 6));
        let (a, b) = match (before, state) {
            // Outside of the band nothing is known: what is left answers nothing.
            (0, _) if i > 0 => (1, 0),
            (0, _) => (0, 1),
            (_, 0) => SHAPES[shape.saturating_sub(1)],
            (_, 1) => (1, 0),
            _ => (0, 1),
        };
        if inside {
            state = usize::from(before.saturating_sub(1));
        }
        i -= a;
        j -= b;
        beads.push(Bead { source: i, sources: a, target: j, targets: b });
    }
    beads.reverse();
    beads
}

/// The columns that are searched in each row.
struct Band {
    sources: usize,
    targets: usize,
    width: usize,
}

impl Band {
    fn new(sources: usize, targets: usize) -> Self {
        let width = (targets + 1).min((MOST_CELLS / (sources + 1)).max(16));
        Self { sources, targets, width }
    }

    fn first(&self, row: usize) -> usize {
        let centre = row * self.targets / self.sources.max(1);
        centre.saturating_sub(self.width / 2).min(self.targets + 1 - self.width)
    }

    fn columns(&self, row: usize) -> Range<usize> {
        let first = self.first(row);
        first..first + self.width
    }

    fn holds(&self, row: usize, column: usize) -> bool {
        self.columns(row).contains(&column)
    }

    fn cell(&self, row: usize, column: usize) -> usize {
        row * self.width + column - self.first(row)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Worths of single pairs, by source and target; splits and merges are worth the mean of their pairs less one.
    #[derive(Debug)]
    struct Table(Vec<Vec<f32>>);

    impl Score for Table {
        fn bead(&self, bead: Bead) -> Option<f32> {
            let sources = &self.0[bead.source..bead.source + bead.sources];
            let pairs = sources.iter().flat_map(|row| &row[bead.target..bead.target + bead.targets]);
            let pieces = (bead.sources * bead.targets) as f32;
            Some(pairs.sum::<f32>() / pieces - (pieces - 1.0)).filter(|worth| *worth > -2.0)
        }

        fn most(&self, bead: Bead, worths: &mut [f32]) {
            for (worth, target) in worths.iter_mut().zip(bead.target..) {
                let there = target + bead.targets <= self.0[0].len();
                let bead = Bead { target, ..bead };
                *worth = if there { self.bead(bead) } else { None }.unwrap_or(f32::NEG_INFINITY);
            }
        }

        fn source_gap(&self, source: usize) -> (f32, f32) {
            (-1.5 - source as f32 / 8.0, -0.5)
        }

        fn target_gap(&self, target: usize) -> (f32, f32) {
            (-1.25 - target as f32 / 16.0, -0.75)
        }
    }

    /// The best worth of all from two places on, found by trying everything.
    fn most(table: &Table, i: usize, j: usize, last: usize, known: &mut Vec<Option<f32>>) -> f32 {
        let (sources, targets) = (table.0.len(), table.0[0].len());
        if (i, j) == (sources, targets) {
            return 0.0;
        }
        let place = (i * (targets + 1) + j) * 3 + last;
        if let Some(known) = known[place] {
            return known;
        }
        let mut best = f32::NEG_INFINITY;
        if i < sources {
            let (first, next) = table.source_gap(i);
            best = best.max(if last == 1 { next } else { first } + most(table, i + 1, j, 1, known));
        }
        if j < targets {
            let (first, next) = table.target_gap(j);
            best = best.max(if last == 2 { next } else { first } + most(table, i, j + 1, 2, known));
        }
        for (a, b) in SHAPES.into_iter().filter(|&(a, b)| i + a <= sources && j + b <= targets) {
            if let Some(worth) = table.bead(Bead { source: i, sources: a, target: j, targets: b }) {
                best = best.max(worth + most(table, i + a, j + b, 0, known));
            }
        }
        known[place] = Some(best);
        best
    }

    /// What a way is worth.
    fn worth(table: &Table, beads: &[Bead]) -> f32 {
        let mut last = 0;
        beads.iter().fold(0.0, |sum, bead| {
            let (worth, state) = match (bead.sources, bead.targets) {
                (1, 0) => (table.source_gap(bead.source), 1),
                (0, 1) => (table.target_gap(bead.target), 2),
                _ => ((table.bead(*bead).expect("a match that can be"), 0.0), 0),
            };
            let gain = if state > 0 && last == state { worth.1 } else { worth.0 };
            last = state;
            sum + gain
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn no_way_is_worth_more(table in (1..9_usize, 1..9_usize).prop_flat_map(|(sources, targets)| {
            prop::collection::vec(prop::collection::vec(-4.0..4.0_f32, targets), sources)
        })) {
            let table = Table(table);
            let (sources, targets) = (table.0.len(), table.0[0].len());
            let beads = best(sources, targets, &table);
            let mut at = (0, 0);
            for bead in &beads {
                prop_assert_eq!((bead.source, bead.target), at);
                at = (at.0 + bead.sources, at.1 + bead.targets);
            }
            prop_assert_eq!(at, (sources, targets));
            let mut known = vec![None; (sources + 1) * (targets + 1) * 3];
            prop_assert!((worth(&table, &beads) - most(&table, 0, 0, 0, &mut known)).abs() < 0.001);
        }
    }
}
