//! The best sequence of beads between two sequences, by dynamic programming with affine gaps: O. Gotoh, "An improved
//! algorithm for matching biological sequences" (1982), with the bead shapes of Gale and Church (1993) less 2–2.

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
    /// No less than the worth of elements that answer each other, told more quickly.
    fn most(&self, bead: Bead) -> f32;
    /// The cost of leaving an element of the source unanswered, as the first of a run and as another.
    fn source_gap(&self, source: usize) -> (f32, f32);
    /// The cost of leaving an element of the target unanswered, as the first of a run and as another.
    fn target_gap(&self, target: usize) -> (f32, f32);
}

/// Cells that one alignment may fill; beyond, only a band around the diagonal is searched.
const MOST_CELLS: usize = 1_500_000;

/// How a cell was reached: by a match, or within a gap of either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Matched,
    SourceGap,
    TargetGap,
}

/// One cell: the worth of the best way to it that ends in each state, and the step that led there
/// (state before, elements of the source, elements of the target).
#[derive(Clone, Copy)]
struct Cell {
    worth: [f32; 3],
    step: [(u8, u8, u8); 3],
}

const UNREACHED: Cell = Cell { worth: [f32::NEG_INFINITY; 3], step: [(0, 0, 0); 3] };

/// The sequence of beads of greatest worth, in order, covering all of both sides.
pub fn best(sources: usize, targets: usize, score: &impl Score) -> Vec<Bead> {
    let band = Band::new(sources, targets);
    let mut cells = vec![UNREACHED; (sources + 1) * band.width];
    for i in 0..=sources {
        let (done, rest) = cells.split_at_mut(i * band.width);
        let above = Row::of(done, &band, i, 1);
        let rows = Rows {
            row: i,
            gaps: i.checked_sub(1).map_or((0.0, 0.0), |above| score.source_gap(above)),
            above,
            second: Row::of(done, &band, i, 2),
        };
        let mut left = None;
        for (column, cell) in (band.first(i)..).zip(rest.iter_mut().take(band.width)) {
            *cell = if i == 0 && column == 0 {
                Cell { worth: [0.0, f32::NEG_INFINITY, f32::NEG_INFINITY], ..UNREACHED }
            } else {
                rows.fill(left.as_ref(), column, score)
            };
            left = Some(*cell);
        }
    }
    trace(sources, targets, &band, &cells)
}

/// Less than this is rounding.
const CLOSE: f32 = 0.01;

/// The cells of a row, from a column on.
struct Row<'c> {
    first: usize,
    cells: &'c [Cell],
}

impl<'c> Row<'c> {
    /// The row so many rows above another; one without cells where there is none.
    fn of(done: &'c [Cell], band: &Band, row: usize, above: usize) -> Self {
        let Some(row) = row.checked_sub(above) else { return Self { first: 0, cells: &[] } };
        Self { first: band.first(row), cells: done.get(row * band.width..(row + 1) * band.width).unwrap_or_default() }
    }

    /// The cell so many columns before another, if there is one.
    fn before(&self, column: usize, columns: usize) -> Option<&'c Cell> {
        self.cells.get(column.checked_sub(columns)?.checked_sub(self.first)?)
    }
}

/// What a cell of a row follows from.
struct Rows<'c> {
    row: usize,
    /// The cost of leaving the row's element of the source unanswered, as the first of a run and as another.
    gaps: (f32, f32),
    above: Row<'c>,
    second: Row<'c>,
}

impl Rows<'_> {
    /// The cell at a column, `left` being the one before it.
    fn fill(&self, left: Option<&Cell>, column: usize, score: &impl Score) -> Cell {
        let mut cell = UNREACHED;
        if let Some(before) = self.above.before(column, 0) {
            let (first, next) = self.gaps;
            cell.offer(Last::SourceGap, before, (1, 0), [first, next, first]);
        }
        if let Some(before) = left {
            let (first, next) = score.target_gap(column - 1);
            cell.offer(Last::TargetGap, before, (0, 1), [first, first, next]);
        }
        self.matched(&mut cell, &self.above, (1, 1), column, score);
        self.matched(&mut cell, &self.above, (1, 2), column, score);
        self.matched(&mut cell, &self.second, (2, 1), column, score);
        cell
    }

    /// Reach a cell by a match of so many elements of either side.
    fn matched(&self, cell: &mut Cell, above: &Row<'_>, (a, b): (usize, usize), column: usize, score: &impl Score) {
        let Some(before) = above.before(column, b) else { return };
        let bead = Bead { source: self.row - a, sources: a, target: column - b, targets: b };
        // Whatever comes after a match costs as much after a gap, or less: so a way that ends in a match and is worth
        // less than one that ends in a gap leads nowhere, and what the match is worth need not be known.
        let most = before.best() + score.most(bead) + CLOSE;
        if most < cell.best() {
            debug_assert!(score.bead(bead).is_none_or(|worth| worth <= score.most(bead) + CLOSE), "{bead:?}");
            return;
        }
        if let Some(worth) = score.bead(bead) {
            cell.offer(Last::Matched, before, (a, b), [worth; 3]);
        }
    }
}

impl Cell {
    /// The worth of the best way here.
    fn best(&self) -> f32 {
        let [a, b, c] = self.worth;
        a.max(b).max(c)
    }

    /// Take a step from the cell `before` if that is better. `gains` is what the step is worth from each state.
    #[allow(clippy::cast_possible_truncation)]
    fn offer(&mut self, state: Last, before: &Self, (a, b): (usize, usize), gains: [f32; 3]) {
        for (index, (worth, gain)) in before.worth.iter().zip(gains).enumerate() {
            // From what is not reached, nothing is: this sum is not greater than any other.
            let worth = worth + gain;
            if worth > self.worth[state as usize] {
                self.worth[state as usize] = worth;
                self.step[state as usize] = (index as u8, a as u8, b as u8);
            }
        }
    }
}

fn trace(sources: usize, targets: usize, band: &Band, cells: &[Cell]) -> Vec<Bead> {
    let (mut i, mut j) = (sources, targets);
    let mut beads = Vec::with_capacity(sources.max(targets));
    let mut state = None;
    while i > 0 || j > 0 {
        let (a, b);
        if band.holds(i, j) {
            let cell = &cells[band.cell(i, j)];
            let best = (0..3).max_by(|&x, &y| cell.worth[x].total_cmp(&cell.worth[y])).unwrap_or_default();
            let here: usize = state.unwrap_or(best);
            let (before, sources, targets) = cell.step[here];
            (a, b) = (usize::from(sources), usize::from(targets));
            state = Some(usize::from(before));
        } else {
            (a, b) = (0, 0);
        }
        // Outside of the band nothing is known: what is left answers nothing.
        let (a, b) = match (a, b) {
            (0, 0) if i > 0 => (1, 0),
            (0, 0) => (0, 1),
            known => known,
        };
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

    fn columns(&self, row: usize) -> std::ops::Range<usize> {
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
