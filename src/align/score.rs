//! How likely two blocks are to say the same, from what survives translation.
//!
//! Scores are log odds in spirit: what a pair shares speaks for it, what only one of them has speaks against it, and
//! a pair is made when it is worth more than leaving both unanswered.

use std::collections::HashMap;

use super::dp::{Bead, Score};
use super::prints::{Prints, Token};
use crate::document::{BlockId, BlockKind, Document};

/// What leaving one block unanswered costs.
const GAP: f32 = -0.5;
/// What the first of a run of unanswered blocks costs beyond: what is missing is missing in one place.
const OPEN: f32 = -1.1;
/// The same where the run starts with a heading: sections go whole.
const OPEN_SECTION: f32 = -0.7;
/// What it costs beyond to begin a run of unanswered blocks after what introduces them ("Show all of them:"): what
/// introduces a block goes with it.
const PARTED: f32 = -0.8;
/// What leaving a block costs that says nothing by itself (a rule, an import).
const SMALL_GAP: f32 = -0.2;
/// What a split or merged paragraph costs beside a plain pair. Gale and Church (1993) found 0.089 of them to 0.89 plain
/// pairs of sentences, a logarithm of -2.3; paragraphs of pages are split as often as they are dropped.
const BEAD: f32 = -1.5;
/// Cost of a sentence that only one of two paragraphs has: translators split and join sentences far less often than
/// lengths vary, so that sentences tell a split paragraph from a new one.
const SENTENCE: f32 = -0.5;
/// Most that sentences cost.
const SENTENCES: f32 = -1.5;
/// Worth of one shared token that is found nowhere else.
const SHARED: f32 = 1.5;
/// Cost of one token that only one side has.
const UNSHARED: f32 = -0.6;
/// Worth of one shared word that is found nowhere else.
const SHARED_WORD: f32 = 0.9;
/// Spread of the length of a translation relative to its expected length, for long blocks, as a natural logarithm.
const SPREAD: f32 = 0.33;

/// One side of an alignment.
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its prints.
    pub prints: &'a Prints,
    /// How often its tokens occur.
    pub frequencies: &'a HashMap<Token, u32>,
}

/// A block prepared for comparison.
struct Item {
    id: BlockId,
    kind: BlockKind,
    strong: Vec<(Token, f32)>,
    weak: Vec<(Token, f32)>,
    letters: f32,
    sentences: f32,
    children: f32,
    /// Whether it introduces what follows: it ends with a colon.
    introduces: bool,
}

/// Two sequences of siblings prepared for comparison.
pub struct Siblings<'a> {
    source: Vec<Item>,
    target: Vec<Item>,
    documents: (&'a Document, &'a Document),
    /// Characters of the translation for one of the source.
    ratio: f32,
    /// Whether both languages mark the ends of sentences.
    punctuated: bool,
}

impl<'a> Siblings<'a> {
    /// Prepare two sequences of siblings. `ratio` is the number of characters in the translation for one in the source.
    #[must_use]
    pub fn new(source: &Side<'a>, sources: &[BlockId], target: &Side<'a>, targets: &[BlockId], ratio: f32) -> Self {
        Self {
            source: sources.iter().map(|&id| Item::new(source, target, id)).collect(),
            target: targets.iter().map(|&id| Item::new(target, source, id)).collect(),
            documents: (source.document, target.document),
            ratio,
            punctuated: punctuated(source.prints, target.prints),
        }
    }

    /// How well the elements at these indexes match; a pair that is better left apart has less than twice the gap.
    #[must_use]
    pub fn similarity(&self, source: usize, target: usize) -> f32 {
        let (s, t) = (&self.source[source], &self.target[target]);
        let Some(kind) = self.kinds(s, t) else { return f32::NEG_INFINITY };
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

    /// Whether a pair speaks for itself, wherever it stands: enough to call it moved.
    #[must_use]
    pub fn unmistakable(&self, source: usize, target: usize) -> bool {
        let (s, t) = (&self.source[source], &self.target[target]);
        s.kind == t.kind
            && (evidence(&s.strong, &t.strong) + words(&s.weak, &t.weak) >= 1.2)
            && length(s.letters, t.letters, self.ratio) > -1.0
    }

    /// Whether pairs are of the same kinds and of fitting lengths, all of them.
    #[must_use]
    pub fn alike(&self, pairs: &[(usize, usize)]) -> bool {
        pairs.iter().all(|&(source, target)| {
            let (s, t) = (&self.source[source], &self.target[target]);
            s.kind == t.kind && length(s.letters, t.letters, self.ratio) > -0.5
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

    fn sentences(&self, source: f32, target: f32) -> f32 {
        if self.punctuated { (SENTENCE * (source - target).abs()).max(SENTENCES) } else { 0.0 }
    }

    fn kinds(&self, s: &Item, t: &Item) -> Option<f32> {
        use BlockKind as K;
        Some(match (s.kind, t.kind) {
            (K::Heading(a), K::Heading(b)) => {
                let level = if a == b { 1.4 } else { 0.4 - 0.3 * f32::from(a.abs_diff(b)) };
                level + self.names(s, t, 4.0, -0.5)
            }
            (K::Paragraph, K::Paragraph) => 0.5,
            (K::List(a), K::List(b)) => {
                if a.is_some() == b.is_some() {
                    1.0
                } else {
                    0.2
                }
            }
            (K::Item(_), K::Item(_)) | (K::Row(false), K::Row(false)) | (K::Cell, K::Cell) => 0.6,
            (K::Row(true), K::Row(true)) => 3.0,
            (K::Table, K::Table) => 2.0,
            (K::Code { .. }, K::Code { .. }) => 0.9 + self.names(s, t, 0.4, -0.2),
            (K::Quote, K::Quote) => 1.0,
            (K::Html, K::Html) | (K::Program, K::Program) => 0.4,
            (K::Break, K::Break) => 0.1,
            (K::Footnote, K::Footnote) => self.names(s, t, 3.0, -1.0),
            (K::Admonition, K::Admonition) => 1.0 + self.names(s, t, 0.8, -0.3),
            (K::Component, K::Component) | (K::Shortcode, K::Shortcode) => self.names(s, t, 1.2, -0.6),
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

    fn names(&self, s: &Item, t: &Item, same: f32, different: f32) -> f32 {
        let source = self.documents.0.slice(self.documents.0.blocks[s.id].name);
        let target = self.documents.1.slice(self.documents.1.blocks[t.id].name);
        match (source.is_empty(), target.is_empty()) {
            (true, true) => 0.0,
            (false, false) if source == target => same,
            (false, false) => different,
            _ => 0.0,
        }
    }

    fn merged(&self, bead: Bead) -> Option<f32> {
        let sources = &self.source[bead.source..bead.source + bead.sources];
        let targets = &self.target[bead.target..bead.target + bead.targets];
        if sources.iter().chain(targets).any(|item| item.kind != BlockKind::Paragraph || item.letters < 1.0) {
            return None;
        }
        let (strong, weak) = (join(sources, |item| &item.strong), join(sources, |item| &item.weak));
        let (strong_target, weak_target) = (join(targets, |item| &item.strong), join(targets, |item| &item.weak));
        let letters = |items: &[Item]| items.iter().map(|item| item.letters).sum::<f32>();
        let sentences = |items: &[Item]| items.iter().map(|item| item.sentences).sum::<f32>();
        Some(
            0.5 + BEAD
                + evidence(&strong, &strong_target)
                + words(&weak, &weak_target)
                + length(letters(sources), letters(targets), self.ratio)
                + self.sentences(sentences(sources), sentences(targets)),
        )
    }
}

impl Score for Siblings<'_> {
    fn bead(&self, bead: Bead) -> Option<f32> {
        match (bead.sources, bead.targets) {
            (1, 1) => Some(self.similarity(bead.source, bead.target)).filter(|worth| worth.is_finite()),
            _ => self.merged(bead),
        }
    }

    fn source_gap(&self, source: usize, opens: bool) -> f32 {
        gap(&self.source, source, opens)
    }

    fn target_gap(&self, target: usize, opens: bool) -> f32 {
        gap(&self.target, target, opens)
    }
}

impl Item {
    fn new(side: &Side<'_>, other: &Side<'_>, id: BlockId) -> Self {
        let block = &side.document.blocks[id];
        let children = match block.kind {
            BlockKind::List(_) | BlockKind::Table => side.document.children(id).count(),
            _ => 0,
        };
        Self {
            id,
            kind: block.kind,
            strong: weigh(side, other, side.prints.strong(id)),
            weak: weigh(side, other, side.prints.weak(id)),
            #[allow(clippy::cast_precision_loss)]
            letters: side.prints.amount(id).letters as f32,
            #[allow(clippy::cast_precision_loss)]
            sentences: side.prints.amount(id).sentences as f32,
            #[allow(clippy::cast_precision_loss)]
            children: children as f32,
            introduces: side.document.slice(block.span).trim_end().ends_with([':', '：']),
        }
    }

    fn gap(&self, opens: bool) -> f32 {
        let (gap, open) = match self.kind {
            BlockKind::Break | BlockKind::Program => (SMALL_GAP, SMALL_GAP),
            BlockKind::Html | BlockKind::Component if self.letters < 1.0 && self.strong.is_empty() => {
                (SMALL_GAP, SMALL_GAP)
            }
            BlockKind::Heading(_) => (GAP, OPEN_SECTION),
            _ => (GAP, OPEN),
        };
        if opens { gap + open } else { gap }
    }
}

/// What it costs to leave the element at `index` unanswered.
fn gap(items: &[Item], index: usize, opens: bool) -> f32 {
    let parts = opens && index.checked_sub(1).is_some_and(|before| items[before].introduces);
    items[index].gap(opens) + if parts { PARTED } else { 0.0 }
}

/// Whether both pages mark the ends of sentences: Thai does not.
fn punctuated(source: &Prints, target: &Prints) -> bool {
    let (a, b) = (source.amount(0).sentences, target.amount(0).sentences);
    a.min(b) * 3 >= a.max(b)
}

/// A token weighs the less, the more often it stands on either page.
fn weigh(side: &Side<'_>, other: &Side<'_>, tokens: &[Token]) -> Vec<(Token, f32)> {
    let mut weighed: Vec<(Token, f32)> = tokens
        .iter()
        .map(|token| {
            let here = side.frequencies.get(token).copied().unwrap_or(1);
            let there = other.frequencies.get(token).copied().unwrap_or(1);
            #[allow(clippy::cast_precision_loss)]
            (*token, 1.0 / (here.max(there).max(1) as f32).sqrt())
        })
        .collect();
    weighed.sort_unstable_by_key(|&(token, _)| token);
    weighed
}

fn join<'i>(items: &'i [Item], tokens: impl Fn(&'i Item) -> &'i Vec<(Token, f32)>) -> Vec<(Token, f32)> {
    let mut joined: Vec<_> = items.iter().flat_map(|item| tokens(item).iter().copied()).collect();
    joined.sort_unstable_by_key(|&(token, _)| token);
    joined
}

/// The weight that two sorted lists share, and the weight that only one has.
fn overlap(a: &[(Token, f32)], b: &[(Token, f32)]) -> (f32, f32) {
    let (mut i, mut j, mut shared, mut total) = (0, 0, 0.0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => {
                total += a[i].1;
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                total += b[j].1;
                j += 1;
            }
            std::cmp::Ordering::Equal => {
                shared += a[i].1;
                i += 1;
                j += 1;
            }
        }
    }
    total += a[i..].iter().chain(&b[j..]).map(|&(_, weight)| weight).sum::<f32>();
    (shared, total)
}

fn evidence(a: &[(Token, f32)], b: &[(Token, f32)]) -> f32 {
    if a.is_empty() && b.is_empty() {
        return 0.0;
    }
    let (shared, unshared) = overlap(a, b);
    SHARED * shared.min(4.0) + UNSHARED * (unshared - shared).clamp(0.0, 4.0)
}

/// Words only speak for a pair: a translation has few of its source's.
fn words(a: &[(Token, f32)], b: &[(Token, f32)]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    SHARED_WORD * overlap(a, b).0.min(3.0)
}

/// The cost of a length that is not the expected one, after Gale and Church (1993), on a logarithmic scale since the
/// spread of real translations grows with their length.
fn length(source: f32, target: f32, ratio: f32) -> f32 {
    if source < 1.0 && target < 1.0 {
        return 0.0;
    }
    let expected = source * ratio;
    let off = ((target + 4.0) / (expected + 4.0)).ln();
    let spread = SPREAD + 1.2 / (expected.max(target) + 4.0).sqrt();
    (0.5 - (off / spread).powi(2) / 2.0).max(-3.0)
}
