//! Which block of a translation answers which block of its source.
//!
//! Blocks are matched level by level: the top of both pages first, then the items of two lists that answer each other,
//! the rows of two tables, and so on. Most pages have the same outline on both sides and end on the fast path; the
//! others go through [`dp`], with [`score`] saying how likely two blocks are to say the same, from [`prints`]. What is
//! left over on both sides and yet resembles each other has [moved](moves).

mod amount;
mod bag;
mod crossed;
mod dp;
pub mod gaps;
mod item;
mod moves;
mod order;
pub mod prints;
mod score;
mod stranded;

use crate::document::{BlockId, BlockKind, Document};
use dp::Bead;
use prints::{Prints, Token};
use score::{Siblings, Side};

/// What a block has on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// Nothing, and its parent has nothing either or is compared as a whole.
    #[default]
    Unasked,
    /// Nothing, though its parent has an answer.
    Gap,
    /// The match with this index.
    Match(usize),
}

/// Blocks that answer each other: consecutive siblings, mostly one of each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The first block of the source.
    pub source: BlockId,
    /// How many siblings of the source: 1, 2 paragraphs, or several lists.
    pub sources: usize,
    /// The first block of the target.
    pub target: BlockId,
    /// How many siblings of the target: 1, 2 paragraphs, or several lists.
    pub targets: usize,
    /// The target stands elsewhere than its neighbours' order says.
    pub moved: bool,
    /// More speaks against the two being one than for it, though less than against leaving both without an answer.
    pub loose: bool,
    /// Compared as a whole: what stands inside has no matches of its own.
    pub leaf: bool,
}

impl Match {
    /// One block of each side, to be compared as a whole for now.
    fn pair(source: BlockId, target: BlockId) -> Self {
        Self { source, sources: 1, target, targets: 1, moved: false, loose: false, leaf: true }
    }
}

/// The answers between two documents.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// The matches; the first is that of the roots.
    pub matches: Vec<Match>,
    /// For each block of the source, what answers it.
    pub source: Vec<Answer>,
    /// For each block of the target, what it answers.
    pub target: Vec<Answer>,
    /// Characters of prose in the translation for one in the source.
    pub ratio: f32,
}

/// Match the blocks of `target` to those of `source`.
#[must_use]
pub fn align(source: &Document, target: &Document, languages: (&str, &str)) -> Alignment {
    let (here, there) = (Prints::new(source, languages.0), Prints::new(target, languages.1));
    let none = (Vec::new(), Vec::new());
    align_printed(source, target, (&here, &there), none)
}

/// Match the blocks of `target` to those of `source`, whose prints are there. `apart` are blocks at the top of either
/// that are not asked for.
#[must_use]
pub fn align_printed(
    source: &Document,
    target: &Document,
    (source_prints, target_prints): (&Prints, &Prints),
    apart: (Vec<BlockId>, Vec<BlockId>),
) -> Alignment {
    let mut aligner = Aligner {
        source,
        target,
        source_prints,
        target_prints,
        alignment: Alignment {
            matches: Vec::with_capacity(source.blocks.len()),
            source: vec![Answer::Unasked; source.blocks.len()],
            target: vec![Answer::Unasked; target.blocks.len()],
            ratio: 1.0,
        },
        open: Vec::new(),
        apart,
    };
    aligner.alignment.ratio = ratio((source, source_prints), (target, target_prints));
    aligner.run();
    aligner.alignment
}

/// Letters for one of English, measured on the 118 pages of FastAPI in twelve translations: medians are 0.56 (Chinese),
/// 0.62 (Korean), 0.71 (Japanese) and 1.05 to 1.2 in the alphabets.
fn density(prints: &Prints) -> f32 {
    let amount = prints.amount(0);
    if amount.dense * 3 > amount.letters { 0.62 } else { 1.05 }
}

/// Fewer pairs of paragraphs than this say less of the lengths of two languages than the whole pages do.
const ENOUGH_PAIRS: usize = 5;

/// Paragraphs shorter than this, in letters, say nothing of the lengths of two languages.
const TELLING: u32 = 30;

/// How many letters the translation has for one of the source: the median over paragraphs in the same place, counted
/// from the start and from the end of both pages as far as their outlines agree; for want of those, the whole pages.
fn ratio(source: (&Document, &Prints), target: (&Document, &Prints)) -> f32 {
    let sources: Vec<BlockId> = source.0.children(0).collect();
    let targets: Vec<BlockId> = target.0.children(0).collect();
    let same = |pair: &(&BlockId, &BlockId)| source.0.blocks[*pair.0].kind == target.0.blocks[*pair.1].kind;
    let front = sources.iter().zip(&targets).take_while(same);
    let back = sources.iter().rev().zip(targets.iter().rev()).take_while(same);
    let letters = |pair: (&BlockId, &BlockId)| (source.1.amount(*pair.0).letters, target.1.amount(*pair.1).letters);
    #[allow(clippy::cast_precision_loss)]
    let mut ratios: Vec<f32> = front
        .chain(back)
        .map(letters)
        .filter(|&(s, t)| s >= TELLING && t > 0)
        .map(|(s, t)| t as f32 / s as f32)
        .collect();
    #[allow(clippy::cast_precision_loss)]
    let (whole, other) = (source.1.amount(0).letters as f32, target.1.amount(0).letters as f32);
    let ratio = if ratios.len() >= ENOUGH_PAIRS {
        let middle = ratios.len() / 2;
        *ratios.select_nth_unstable_by(middle, f32::total_cmp).1
    } else {
        // A page of few paragraphs that lacks a long one must not pass for a terse translation.
        let usual = density(target.1) / density(source.1);
        ((other + 20.0) / (whole + 20.0)).clamp(usual * 0.75, usual * 1.4)
    };
    ratio.clamp(0.2, 3.0)
}

/// The children of a block: the title of an admonition, and the others.
fn children(document: &Document, parent: BlockId) -> (Option<BlockId>, Vec<BlockId>) {
    let mut children: Vec<BlockId> = document.children(parent).collect();
    let block = &document.blocks[parent];
    let is_title = |id: BlockId| {
        block.kind == BlockKind::Admonition
            && document.blocks[id].kind == BlockKind::Paragraph
            && document.lines.line(document.blocks[id].span.start) == document.lines.line(block.span.start)
    };
    let title = children.first().copied().filter(|&id| is_title(id));
    if title.is_some() {
        children.remove(0);
    }
    (title, children)
}

fn is_list(document: &Document, id: BlockId) -> bool {
    matches!(document.blocks[id].kind, BlockKind::List(_))
}

/// Siblings, those lists together that stand in a row.
fn runs(document: &Document, siblings: &[BlockId]) -> Vec<Vec<BlockId>> {
    let both_lists = |a: &BlockId, b: &BlockId| is_list(document, *a) && is_list(document, *b);
    siblings.chunk_by(both_lists).map(<[BlockId]>::to_vec).collect()
}

/// The items of a list and of the lists inside its items, in order, each with its depth below the list.
#[must_use]
pub fn items(document: &Document, list: BlockId) -> Vec<(BlockId, usize)> {
    let mut found = Vec::new();
    let mut open = vec![(list, 0)];
    for id in list + 1..document.blocks[list].next {
        while open.last().is_some_and(|&(last, _)| document.blocks[last].next <= id) {
            open.pop();
        }
        let depth = open.last().map_or(0, |&(_, depth)| depth);
        match document.blocks[id].kind {
            BlockKind::Item(_) => found.push((id, depth)),
            BlockKind::List(_) => open.push((id, depth + 1)),
            _ => {}
        }
    }
    found
}

/// Pairs with other tokens that are looked at, each being compared with all.
const MOST_APART: usize = 40;

/// How well two blocks fit by their tokens: what they share, less what only one of them has.
fn fit(here: &[Token], there: &[Token]) -> isize {
    let missing = |some: &[Token], others: &[Token]| some.iter().filter(|token| !others.contains(token)).count();
    let lost = missing(here, there);
    here.len().saturating_sub(lost).cast_signed() - (lost + missing(there, here)).cast_signed()
}

struct Aligner<'a> {
    source: &'a Document,
    target: &'a Document,
    source_prints: &'a Prints,
    target_prints: &'a Prints,
    alignment: Alignment,
    /// Indexes of matches whose insides are still to be matched.
    open: Vec<usize>,
    /// Blocks at the top of either side that are left apart, in order.
    apart: (Vec<BlockId>, Vec<BlockId>),
}

impl<'a> Aligner<'a> {
    fn sides(&self) -> (Side<'a>, Side<'a>) {
        (
            Side { document: self.source, prints: self.source_prints },
            Side { document: self.target, prints: self.target_prints },
        )
    }

    fn run(&mut self) {
        self.record(Match::pair(0, 0));
        while let Some(next) = self.open.pop() {
            let found = self.alignment.matches[next];
            if found.sources == 1 && found.targets == 1 && self.nests(found.source, found.target) {
                self.alignment.matches[next].leaf = false;
                self.descend(found.source, found.target);
            }
        }
        let (source, target) = self.sides();
        crossed::join(source, target, &mut self.alignment);
        self.alignment.matches.sort_by_key(|found| (found.source, found.target));
        self.index();
    }

    /// Whether the children of two blocks can be matched one by one.
    fn nests(&self, source: BlockId, target: BlockId) -> bool {
        use BlockKind as K;
        match (self.source.blocks[source].kind, self.target.blocks[target].kind) {
            (K::List(_), K::List(_))
            | (K::Quote | K::Admonition | K::Component, K::Quote | K::Admonition | K::Component) => true,
            (K::Item(_), K::Item(_)) | (K::Row(_), K::Row(_)) => true,
            (a, b) => {
                a == b && matches!(a, K::Root | K::Table | K::Footnote | K::DefinitionList | K::Term | K::Definition)
            }
        }
    }

    fn descend(&mut self, source: BlockId, target: BlockId) {
        let (title, mut sources) = children(self.source, source);
        let (other_title, mut targets) = children(self.target, target);
        if source == 0 && target == 0 {
            sources.retain(|id| self.apart.0.binary_search(id).is_err());
            targets.retain(|id| self.apart.1.binary_search(id).is_err());
        }
        // A title may be there on one side only: a site has a default for it.
        if let (Some(source), Some(target)) = (title, other_title) {
            self.record(Match::pair(source, target));
        }
        if self.source.blocks[source].kind == BlockKind::Table && self.columns_differ(source, target) {
            // One finding says so; cells of other columns would only repeat it.
            return;
        }
        if self.is_flattened(source, target) {
            self.match_items(&[source], &[target]);
            return;
        }
        if let Some(runs) = self.runs_of_lists(&sources, &targets) {
            for (sources, targets) in runs {
                match (sources.as_slice(), targets.as_slice()) {
                    (&[source], &[target]) => {
                        self.record(Match::pair(source, target));
                    }
                    _ => {
                        let (sources, targets) = (&sources[..], &targets[..]);
                        self.match_lists(sources, targets);
                        self.match_items(sources, targets);
                    }
                }
            }
            return;
        }
        if self.outlines_agree(&sources, &targets) {
            for (&source, &target) in sources.iter().zip(&targets) {
                self.record(Match::pair(source, target));
            }
            return;
        }
        self.source_prints.read_words(self.source);
        self.target_prints.read_words(self.target);
        let (source_side, target_side) = self.sides();
        let mut elsewhere = Vec::new();
        if let Some(order) = order::find(source_side, &sources, target_side, &targets) {
            (targets, elsewhere) = (order.targets, order.moved);
        }
        let siblings = Siblings::new(&source_side, &sources, &target_side, &targets, self.alignment.ratio);
        let mut beads = dp::best(sources.len(), targets.len(), &siblings);
        stranded::settle(&mut beads, &siblings);
        stranded::settle_breaks(&mut beads, &siblings);
        stranded::settle_introduced(&mut beads, &siblings);
        let moved = moves::find(&beads, &siblings);
        for bead in beads {
            let single = bead.sources == 1 && bead.targets == 1;
            let loose = single && siblings.similarity(bead.source, bead.target) < 0.0;
            let moved = single && elsewhere.contains(&targets[bead.target]);
            self.take(bead, &sources, &targets, moved, loose);
        }
        for (source, target) in moved {
            self.record(Match { moved: true, ..Match::pair(sources[source], targets[target]) });
        }
    }

    fn take(&mut self, bead: Bead, sources: &[BlockId], targets: &[BlockId], moved: bool, loose: bool) {
        match (bead.sources, bead.targets) {
            (1, 0) => self.alignment.source[sources[bead.source]] = Answer::Gap,
            (0, 1) => self.alignment.target[targets[bead.target]] = Answer::Gap,
            (a, b) => {
                let pair = Match::pair(sources[bead.source], targets[bead.target]);
                self.record(Match { sources: a, targets: b, moved, loose, ..pair });
            }
        }
    }

    /// Take a match, and look into it later.
    fn record(&mut self, found: Match) {
        self.open.push(self.alignment.matches.len());
        self.alignment.matches.push(found);
    }

    /// Point each block at its match, now that the matches have their final order.
    fn index(&mut self) {
        let alignment = &mut self.alignment;
        for (index, found) in alignment.matches.iter().enumerate() {
            let mut id = found.source;
            for _ in 0..found.sources {
                alignment.source[id] = Answer::Match(index);
                id = self.source.blocks[id].next.min(self.source.blocks.len() - 1);
            }
            let mut id = found.target;
            for _ in 0..found.targets {
                alignment.target[id] = Answer::Match(index);
                id = self.target.blocks[id].next.min(self.target.blocks.len() - 1);
            }
        }
    }

    /// Whether two lists have the same items at other depths: they are matched as if neither were nested.
    fn is_flattened(&self, source: BlockId, target: BlockId) -> bool {
        if !matches!(self.source.blocks[source].kind, BlockKind::List(_)) {
            return false;
        }
        let (sources, targets) = (items(self.source, source), items(self.target, target));
        sources.len() == targets.len() && sources.iter().zip(&targets).any(|(s, t)| s.1 != t.1)
    }

    /// Two sequences of siblings with their lists in a row together, where that makes them one outline: a list whose
    /// nested items lost their indentation, or that lost it between its items, falls into several. None where no list
    /// has.
    fn runs_of_lists(&self, sources: &[BlockId], targets: &[BlockId]) -> Option<Vec<(Vec<BlockId>, Vec<BlockId>)>> {
        if sources.len() == targets.len() {
            return None;
        }
        let (sources, targets) = (runs(self.source, sources), runs(self.target, targets));
        let count =
            |document: &Document, run: &[BlockId]| run.iter().map(|&id| items(document, id).len()).sum::<usize>();
        let answers = |(source, target): (&Vec<BlockId>, &Vec<BlockId>)| {
            if source.len() == 1 && target.len() == 1 {
                return self.same_kind(source[0], target[0]);
            }
            is_list(self.source, source[0])
                && is_list(self.target, target[0])
                && count(self.source, source) == count(self.target, target)
        };
        let contradicts = |(source, target): &(&Vec<BlockId>, &Vec<BlockId>)| matches!((&source[..], &target[..]), (&[source], &[target]) if !self.compatible(source, target));
        // Where everything stands in its place and has its kind, a few blocks may say it with other names.
        let agree = sources.len() == targets.len()
            && sources.iter().zip(&targets).all(answers)
            && sources.iter().zip(&targets).filter(contradicts).count() * 4 <= sources.len();
        agree.then(|| sources.into_iter().zip(targets).collect())
    }

    /// Match lists in a row with lists in a row.
    fn match_lists(&mut self, sources: &[BlockId], targets: &[BlockId]) {
        let (&[source, ..], &[target, ..]) = (sources, targets) else { return };
        let lists = Match {
            source,
            sources: sources.len(),
            target,
            targets: targets.len(),
            moved: false,
            loose: false,
            leaf: false,
        };
        self.alignment.matches.push(lists);
    }

    /// Match the items of lists as if neither were nested.
    fn match_items(&mut self, sources: &[BlockId], targets: &[BlockId]) {
        let all = |document: &Document, run: &[BlockId]| -> Vec<(BlockId, usize)> {
            run.iter().flat_map(|&list| items(document, list)).collect()
        };
        let pairs: Vec<_> = all(self.source, sources).into_iter().zip(all(self.target, targets)).collect();
        for ((source, _), (target, _)) in pairs {
            self.alignment.matches.push(Match { leaf: false, ..Match::pair(source, target) });
            let plain = |document: &Document, item: BlockId| -> Vec<BlockId> {
                let inner = document.children(item);
                inner.filter(|&id| !matches!(document.blocks[id].kind, BlockKind::List(_))).collect()
            };
            for (source, target) in plain(self.source, source).into_iter().zip(plain(self.target, target)) {
                self.record(Match::pair(source, target));
            }
        }
    }

    fn columns_differ(&self, source: BlockId, target: BlockId) -> bool {
        let columns = |document: &Document, table: BlockId| {
            document.children(table).next().map_or(0, |row| document.children(row).count())
        };
        columns(self.source, source) != columns(self.target, target)
    }

    /// The fast path: the same kinds in the same order, and no pair that has evidence against it.
    fn outlines_agree(&self, sources: &[BlockId], targets: &[BlockId]) -> bool {
        sources.len() == targets.len()
            && sources.iter().zip(targets).all(|(&source, &target)| self.compatible(source, target))
            && self.rows_in_order(sources, targets)
            && self.evidence_in_order(sources, targets)
    }

    /// Whether no two blocks that stand at different places fit each other better than either fits the block at its own.
    fn evidence_in_order(&self, sources: &[BlockId], targets: &[BlockId]) -> bool {
        if sources.first().is_some_and(|&id| self.source.blocks[id].kind == BlockKind::Cell) {
            // The cells of a row answer each other by column.
            return true;
        }
        let pairs = sources.iter().zip(targets);
        let strong = |(&source, &target)| (self.source_prints.strong(source), self.target_prints.strong(target));
        let apart: Vec<_> = pairs.map(strong).filter(|(here, there)| here != there).take(MOST_APART).collect();
        let own: Vec<isize> = apart.iter().map(|(here, there)| fit(here, there)).collect();
        let better = |(one, (here, _)): (usize, &(&[_], &[_]))| {
            let elsewhere = apart.iter().enumerate().filter(|&(other, (_, there))| other != one && !there.is_empty());
            elsewhere.into_iter().any(|(other, (_, there))| fit(here, there) > own[one].max(own[other]))
        };
        !apart.iter().enumerate().filter(|(_, (here, _))| !here.is_empty()).any(better)
    }

    /// Whether no row begins with the first cell of another row of the source.
    fn rows_in_order(&self, sources: &[BlockId], targets: &[BlockId]) -> bool {
        let rows = |document: &Document, siblings: &[BlockId]| {
            siblings.last().is_some_and(|&id| document.blocks[id].kind == BlockKind::Row(false))
        };
        if !rows(self.source, sources) || !rows(self.target, targets) {
            return true;
        }
        let first =
            |document: &Document, row: BlockId| document.children(row).next().map(|cell| document.blocks[cell].span);
        let here = |row: &BlockId| first(self.source, *row).map_or("", |span| self.source.slice(span));
        let there = |row: &BlockId| first(self.target, *row).map_or("", |span| self.target.slice(span));
        let apart: Vec<_> =
            sources.iter().zip(targets).filter(|(source, target)| here(source) != there(target)).collect();
        let keys: std::collections::HashSet<&str> = apart.iter().map(|(source, _)| here(source)).collect();
        !apart.iter().any(|(_, target)| !there(target).is_empty() && keys.contains(there(target)))
    }

    fn compatible(&self, source: BlockId, target: BlockId) -> bool {
        // The cells of a row answer each other by column, whatever they say.
        let cell = self.source.blocks[source].kind == BlockKind::Cell;
        self.same_kind(source, target) && (cell || self.evidence_agrees(source, target))
    }

    fn same_kind(&self, source: BlockId, target: BlockId) -> bool {
        use BlockKind as K;
        match (self.source.blocks[source].kind, self.target.blocks[target].kind) {
            (K::List(a), K::List(b)) => a.is_some() == b.is_some(),
            (K::Item(_), K::Item(_)) | (K::Code { .. }, K::Code { .. }) => true,
            (a, b) => a == b,
        }
    }

    /// At least half of the smaller side's tokens are on the other side too.
    fn evidence_agrees(&self, source: BlockId, target: BlockId) -> bool {
        let (a, b) = (self.source_prints.strong(source), self.target_prints.strong(target));
        if a == b {
            return true;
        }
        let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        if few.is_empty() {
            return many.len() <= 1;
        }
        let shared = if many.len() <= 16 {
            few.iter().filter(|token| many.contains(token)).count()
        } else {
            let many: std::collections::HashSet<_> = many.iter().collect();
            few.iter().filter(|token| many.contains(token)).count()
        };
        shared * 2 >= few.len()
    }
}
