//! How likely two blocks are to say the same, from what survives translation.
//!
//! Scores are log odds in spirit: what a pair shares speaks for it, what only one of them has speaks against it, and
//! a pair is made when it is worth more than leaving both unanswered.

use foldhash::HashMap;

use super::bag::{Glance, evidence, overlap, words, worth};
use super::dp::{Bead, Score};
pub use super::item::Side;
use super::item::{Bold, Item, Joined, gap, keep_shared_keys};
use super::prints::Prints;
use crate::document::{BlockId, BlockKind};

/// What a split or merged paragraph costs beside a plain pair. Gale and Church (1993) found 0.089 of them to 0.89 plain
/// pairs of sentences, a logarithm of -2.3; paragraphs of pages are split as often as they are dropped.
const BEAD: f32 = -1.5;
/// Worth of a label on a line of its own that stands in the same paragraph as what it labels on the other side.
const LABELLED: f32 = 1.5;
/// Most that a split or merged paragraph is worth beside what its words are.
const MERGED: f32 = 0.5 + BEAD + LABELLED + LENGTH;
/// Cost of a sentence that only one of two paragraphs has: translators split and join sentences far less often than
/// lengths vary, so that sentences tell a split paragraph from a new one.
const SENTENCE: f32 = -0.5;
/// Most that sentences cost.
const SENTENCES: f32 = -1.5;
/// Worth of a length that is the expected one.
const LENGTH: f32 = 0.5;
/// Spread of the length of a translation relative to its expected length, for long blocks, as a natural logarithm.
const SPREAD: f32 = 0.33;

/// What of an item tells what it can be worth at most with another.
struct Outline {
    /// Its kind and name, as an index into [`Kinds`].
    class: usize,
    one: Glance,
    /// The same of it and the one after it, where both are paragraphs.
    two: Option<Glance>,
    is_text: bool,
}

/// What kinds and names are worth together: a table, since pages have few of them; empty where they have many.
struct Kinds {
    width: usize,
    worth: Vec<f32>,
}

/// Two sequences of siblings prepared for comparison.
pub struct Siblings {
    source: Vec<Item>,
    target: Vec<Item>,
    /// Each of the source with the one after it, where both are paragraphs.
    source_joined: Vec<Option<Joined>>,
    /// Each of the target with the one after it, where both are paragraphs.
    target_joined: Vec<Option<Joined>>,
    /// What of them is looked at most.
    source_outlines: Vec<Outline>,
    target_outlines: Vec<Outline>,
    kinds: Kinds,
    /// Characters of the translation for one of the source.
    ratio: f32,
    /// Whether both languages mark the ends of sentences.
    punctuated: bool,
}

impl Siblings {
    /// Prepare two sequences of siblings. `ratio` is the number of characters in the translation for one in the source.
    #[must_use]
    pub fn new(source: &Side<'_>, sources: &[BlockId], target: &Side<'_>, targets: &[BlockId], ratio: f32) -> Self {
        let items = |side, other, ids: &[BlockId]| {
            let mut items: Vec<Item> = ids.iter().map(|&id| Item::new(side, other, id)).collect();
            for index in 0..items.len() {
                items[index].gap = gap(&items, index);
            }
            items
        };
        let (mut sources, mut targets): (Vec<Item>, Vec<Item>) =
            (items(source, target, sources), items(target, source, targets));
        keep_shared_keys(&mut sources, &mut targets);
        let joined = |items: &[Item]| -> Vec<Option<Joined>> { items.windows(2).map(Joined::new).collect() };
        let (source_joined, target_joined) = (joined(&sources), joined(&targets));
        let (kinds, source_classes, target_classes) = Kinds::new(&sources, &targets);
        Self {
            source_outlines: Outline::of(&sources, &source_joined, &source_classes),
            target_outlines: Outline::of(&targets, &target_joined, &target_classes),
            kinds,
            source_joined,
            target_joined,
            source: sources,
            target: targets,
            ratio,
            punctuated: punctuated(source.prints, target.prints),
        }
    }

    /// How well the elements at these indexes match; a pair that is better left apart has less than twice the gap.
    #[must_use]
    pub fn similarity(&self, source: usize, target: usize) -> f32 {
        let (s, t) = (&self.source[source], &self.target[target]);
        let kind = self.kind(source, target);
        if kind == f32::NEG_INFINITY {
            return kind;
        }
        let sentences = if s.kind == BlockKind::Paragraph && t.kind == BlockKind::Paragraph {
            self.sentences(s.sentences, t.sentences)
        } else {
            0.0
        };
        kind + evidence(&s.strong, &t.strong)
            + words(&s.weak, &t.weak)
            + length(s.letters, t.letters, self.ratio)
            + sentences
            - ((s.children - t.children).abs() / s.children.max(t.children).max(1.0))
    }

    /// What the kinds and names of two elements are worth together; minus infinity where one cannot answer the other.
    fn kind(&self, source: usize, target: usize) -> f32 {
        let (s, t) = (self.source_outlines[source].class, self.target_outlines[target].class);
        let known = self.kinds.worth.get(s * self.kinds.width + t).copied();
        known.or_else(|| kinds(&self.source[source], &self.target[target])).unwrap_or(f32::NEG_INFINITY)
    }

    /// Whether a pair speaks for itself, wherever it stands: enough to call it moved.
    #[must_use]
    pub fn unmistakable(&self, source: usize, target: usize) -> bool {
        let (s, t) = (&self.source[source], &self.target[target]);
        if (s.kind, t.kind) == (BlockKind::Row(false), BlockKind::Row(false)) && s.name != 0 && t.name != 0 {
            return s.name == t.name;
        }
        // What has moved has kept most of its names.
        let (shared, unshared) = overlap(&s.strong, &t.strong);
        s.kind == t.kind
            && unshared <= 2.0 * shared
            && worth(shared, unshared) + words(&s.weak, &t.weak) >= 1.2
            && length(s.letters, t.letters, self.ratio) > -1.0
    }

    /// Whether pairs are of the same kinds and of fitting lengths, all of them, and their names do not speak against them.
    #[must_use]
    pub fn alike(&self, pairs: &[(usize, usize)]) -> bool {
        pairs.iter().all(|&(source, target)| {
            let (s, t) = (&self.source[source], &self.target[target]);
            s.kind == t.kind && length(s.letters, t.letters, self.ratio) > -0.5 && evidence(&s.strong, &t.strong) >= 0.0
        })
    }

    /// Whether two blocks are of one kind and nothing in them speaks against them but their length.
    #[must_use]
    pub fn may_answer(&self, source: usize, target: usize) -> bool {
        let (s, t) = (&self.source[source], &self.target[target]);
        s.kind == t.kind && evidence(&s.strong, &t.strong) >= -0.6
    }

    /// Whether two blocks are of one kind, long enough to tell, and as long as each other.
    #[must_use]
    pub fn fits(&self, source: usize, target: usize) -> bool {
        let (s, t) = (&self.source[source], &self.target[target]);
        s.kind == t.kind
            && s.letters.min(t.letters) >= 30.0
            && length(s.letters, t.letters, self.ratio) > 0.2
            && self.sentences(s.sentences, t.sentences) >= 0.0
            && evidence(&s.strong, &t.strong) >= 0.0
    }

    /// Whether thematic breaks stand at both of these indexes of one side, and a heading after the first.
    #[must_use]
    pub fn breaks_before_sections(&self, first: usize, second: usize, of_source: bool) -> bool {
        let items = if of_source { &self.source } else { &self.target };
        let kind = |index: usize| items.get(index).map(|item| item.kind);
        kind(first) == Some(BlockKind::Break)
            && kind(second) == Some(BlockKind::Break)
            && matches!(kind(first + 1), Some(BlockKind::Heading(_)))
    }

    /// Whether a pair of blocks that introduce what follows may as well be this other pair with the same target.
    #[must_use]
    pub fn may_introduce(&self, pair: Bead, other: usize) -> bool {
        let (s, t) = (&self.source[pair.source], &self.source[other]);
        s.introduces
            && t.introduces
            && s.kind == t.kind
            && !self.unmistakable(pair.source, pair.target)
            && self.similarity(other, pair.target).is_finite()
    }

    fn sentences(&self, source: f32, target: f32) -> f32 {
        if self.punctuated { (SENTENCE * (source - target).abs()).max(SENTENCES) } else { 0.0 }
    }

    /// How well two paragraphs in a row match one.
    fn merged(&self, bead: Bead) -> Option<f32> {
        let (two, one) = match (bead.sources, bead.targets) {
            (2, 1) => (self.source_joined.get(bead.source)?.as_ref()?, self.target.get(bead.target)?),
            (1, 2) => (self.target_joined.get(bead.target)?.as_ref()?, self.source.get(bead.source)?),
            _ => return None,
        };
        if !one.is_text() {
            return None;
        }
        let (source, target) = if bead.sources == 2 { (two.letters, one.letters) } else { (one.letters, two.letters) };
        let labelled = if two.labelled && one.bold == Bold::First { LABELLED } else { 0.0 };
        Some(
            0.5 + BEAD
                + labelled
                + evidence(&two.strong, &one.strong)
                + words(&two.weak, &one.weak)
                + length(source, target, self.ratio)
                + self.sentences(two.sentences, one.sentences),
        )
    }
}

/// What the kinds of two blocks are worth together; `None` where one cannot answer the other.
fn kinds(s: &Item, t: &Item) -> Option<f32> {
    use BlockKind as K;
    Some(match (s.kind, t.kind) {
        (K::Heading(a), K::Heading(b)) => {
            let level = if a == b { 1.4 } else { 0.4 - 0.3 * f32::from(a.abs_diff(b)) };
            level + names(s, t, 4.0, -0.5)
        }
        (K::Paragraph, K::Paragraph) => 0.5,
        (K::List(a), K::List(b)) => {
            if a.is_some() == b.is_some() {
                1.0
            } else {
                0.2
            }
        }
        (K::Item(_), K::Item(_)) | (K::Cell, K::Cell) => 0.6,
        (K::Row(false), K::Row(false)) => 0.6 + names(s, t, 3.0, -4.0),
        (K::Row(true), K::Row(true)) => 3.0,
        (K::Table, K::Table) => 2.0,
        (K::Code { .. }, K::Code { .. }) => 0.9 + names(s, t, 0.4, -0.2),
        (K::Quote, K::Quote) => 1.0,
        (K::Html, K::Html) | (K::Program, K::Program) => 0.4,
        (K::Break, K::Break) => 0.1,
        (K::Footnote, K::Footnote) => names(s, t, 3.0, -1.0),
        (K::Admonition, K::Admonition) => 1.0 + names(s, t, 0.8, -0.3),
        (K::Component, K::Component) | (K::Shortcode, K::Shortcode) => names(s, t, 1.2, -0.6),
        (a, b) if a == b => 0.5,
        // Markup lost or gained: the same words, but another kind of block.
        (K::Heading(_), K::Paragraph) | (K::Paragraph, K::Heading(_)) => -0.8,
        (K::Quote | K::Admonition | K::List(_) | K::Html | K::Component | K::Code { .. }, K::Paragraph)
        | (K::Paragraph, K::Quote | K::Admonition | K::List(_) | K::Html | K::Component | K::Code { .. })
        | (K::Quote, K::Admonition)
        | (K::Admonition, K::Quote)
        | (K::Html | K::Component, K::Admonition)
        | (K::Admonition, K::Html | K::Component)
        | (K::Html, K::Component)
        | (K::Component, K::Html)
        | (K::Quote, K::List(_))
        | (K::List(_), K::Quote)
        | (K::Code { .. }, K::Shortcode)
        | (K::Shortcode, K::Code { .. }) => -1.0,
        _ => return None,
    })
}

/// What their names are worth together.
fn names(s: &Item, t: &Item, same: f32, different: f32) -> f32 {
    match (s.name, t.name) {
        (0, _) | (_, 0) => 0.0,
        (source, target) if source == target => same,
        _ => different,
    }
}

impl Outline {
    /// Those of siblings, each with the one after it.
    fn of(items: &[Item], joined: &[Option<Joined>], classes: &[usize]) -> Vec<Self> {
        let outline = |(index, item): (usize, &Item)| Self {
            class: classes.get(index).copied().unwrap_or_default(),
            one: Glance::of(&item.strong, &item.weak),
            is_text: item.is_text(),
            two: joined.get(index).and_then(Option::as_ref).map(|two| Glance::of(&two.strong, &two.weak)),
        };
        items.iter().enumerate().map(outline).collect()
    }
}

impl Kinds {
    /// The table for the items of two pages, and the class of each of them.
    fn new(source: &[Item], target: &[Item]) -> (Self, Vec<usize>, Vec<usize>) {
        let (sources, source_classes) = classes(source);
        let (targets, target_classes) = classes(target);
        let worth = if sources.len().saturating_mul(targets.len()) > MOST_KINDS {
            Vec::new()
        } else {
            let worth = |s: &Item, t: &Item| kinds(s, t).unwrap_or(f32::NEG_INFINITY);
            sources.iter().flat_map(|s| targets.iter().map(move |t| worth(s, t))).collect()
        };
        (Self { width: targets.len(), worth }, source_classes, target_classes)
    }
}

/// Pairs of kinds and names that are worth a table.
const MOST_KINDS: usize = 250_000;

/// One item of each class, and the class of each item: those of one kind and name are one class.
fn classes(items: &[Item]) -> (Vec<&Item>, Vec<usize>) {
    let mut known: HashMap<(BlockKind, u64), usize> = HashMap::default();
    let mut first = Vec::new();
    let mut classes = Vec::with_capacity(items.len());
    for item in items {
        classes.push(*known.entry((item.kind, item.name)).or_insert_with(|| {
            first.push(item);
            first.len() - 1
        }));
    }
    (first, classes)
}

impl Score for Siblings {
    fn bead(&self, bead: Bead) -> Option<f32> {
        match (bead.sources, bead.targets) {
            (1, 1) => Some(self.similarity(bead.source, bead.target)).filter(|worth| worth.is_finite()),
            _ => self.merged(bead),
        }
    }

    fn most(&self, bead: Bead, worths: &mut [f32]) {
        let source = &self.source_outlines[bead.source];
        let targets = self.target_outlines[bead.target..].iter();
        match (bead.sources, bead.targets) {
            (1, 1) => {
                let row = source.class * self.kinds.width;
                let known = self.kinds.worth.get(row..row + self.kinds.width);
                for ((worth, target), at) in worths.iter_mut().zip(targets).zip(bead.target..) {
                    let kind = known.map_or_else(|| self.kind(bead.source, at), |known| known[target.class]);
                    *worth = kind + source.one.most(&target.one) + LENGTH;
                }
            }
            (2, 1) => {
                let Some(two) = &source.two else { return worths.fill(f32::NEG_INFINITY) };
                for (worth, target) in worths.iter_mut().zip(targets) {
                    *worth = if target.is_text { MERGED + two.most(&target.one) } else { f32::NEG_INFINITY };
                }
            }
            _ if !source.is_text => worths.fill(f32::NEG_INFINITY),
            _ => {
                for (worth, target) in worths.iter_mut().zip(targets) {
                    *worth = target.two.as_ref().map_or(f32::NEG_INFINITY, |two| MERGED + two.most(&source.one));
                }
            }
        }
    }

    fn source_gap(&self, source: usize) -> (f32, f32) {
        self.source[source].gap
    }

    fn target_gap(&self, target: usize) -> (f32, f32) {
        self.target[target].gap
    }
}

/// Whether both pages mark the ends of sentences: Thai does not.
fn punctuated(source: &Prints, target: &Prints) -> bool {
    let (a, b) = (source.amount(0).sentences, target.amount(0).sentences);
    a.min(b) * 3 >= a.max(b)
}

/// The cost of a length that is not the expected one, after Gale and Church (1993), on a logarithmic scale since the
/// spread of real translations grows with their length.
pub(super) fn length(source: f32, target: f32, ratio: f32) -> f32 {
    if source < 1.0 && target < 1.0 {
        return 0.0;
    }
    let expected = source * ratio;
    let off = ((target + 4.0) / (expected + 4.0)).ln();
    let spread = SPREAD + 1.2 / (expected.max(target) + 4.0).sqrt();
    (LENGTH - (off / spread).powi(2) / 2.0).max(-3.0)
}
