//! What survives translation of a block, weighed: how much two blocks share, and how much only one of them has.

use super::prints::{Prints, Token};

/// Worth of one shared token that is found nowhere else.
const SHARED: f32 = 1.5;
/// Cost of one token that only one side has.
const UNSHARED: f32 = -0.6;
/// Worth of one shared word that is found nowhere else.
const SHARED_WORD: f32 = 0.9;

/// Tokens in their order, each with its weight.
#[derive(Default)]
pub(super) struct Bag {
    tokens: Vec<(Token, f32)>,
    /// The weight of them all.
    total: f32,
    /// A bit for each token, as its last six bits say.
    glance: u64,
}

impl Bag {
    /// A token weighs the less, the more often it stands on either page.
    pub(super) fn weigh(here: &Prints, there: &Prints, tokens: &[Token]) -> Self {
        let weigh = |token: &Token| {
            let (here, there) = (here.frequency(*token), there.frequency(*token));
            #[allow(clippy::cast_precision_loss)]
            (*token, 1.0 / (here.max(there).max(1) as f32).sqrt())
        };
        Self::new(tokens.iter().map(weigh).collect())
    }

    fn new(mut tokens: Vec<(Token, f32)>) -> Self {
        tokens.sort_unstable_by_key(|&(token, _)| token);
        let total = tokens.iter().map(|&(_, weight)| weight).sum();
        let glance = tokens.iter().fold(0, |glance, &(token, _)| glance | 1 << (token & 63));
        Self { tokens, total, glance }
    }

    /// No less than the weight that it shares with another.
    fn most_shared(&self, other: &Self) -> f32 {
        if self.glance & other.glance == 0 { 0.0 } else { self.total.min(other.total) }
    }

    /// What this and another hold together.
    pub(super) fn with(&self, other: &Self) -> Self {
        Self::new([&self.tokens[..], &other.tokens].concat())
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// The weight that two bags share.
fn shared(a: &Bag, b: &Bag) -> f32 {
    // Most bags share nothing, and most of those are seen at a glance.
    if a.glance & b.glance == 0 {
        return 0.0;
    }
    let (a, b) = (&a.tokens[..], &b.tokens[..]);
    let (mut i, mut j, mut shared) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        let (here, there) = (a[i].0, b[j].0);
        shared += if here == there { a[i].1 } else { 0.0 };
        i += usize::from(here <= there);
        j += usize::from(there <= here);
    }
    shared
}

/// The weight that two bags share, and the weight that only one has.
pub(super) fn overlap(a: &Bag, b: &Bag) -> (f32, f32) {
    if a.tokens.is_empty() || b.tokens.is_empty() {
        return (0.0, a.total + b.total);
    }
    let (a, b) = (&a.tokens[..], &b.tokens[..]);
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

/// What it says for and against a pair that its blocks share some names and not others.
pub(super) fn evidence(a: &Bag, b: &Bag) -> f32 {
    if a.tokens.is_empty() && b.tokens.is_empty() {
        return 0.0;
    }
    let (shared, unshared) = overlap(a, b);
    worth(shared, unshared)
}

/// What it says that so much weight is shared and so much is not.
pub(super) fn worth(shared: f32, unshared: f32) -> f32 {
    SHARED * shared.min(4.0) + UNSHARED * (unshared - shared).clamp(0.0, 4.0)
}

/// Words only speak for a pair: a translation has few of its source's.
pub(super) fn words(a: &Bag, b: &Bag) -> f32 {
    if a.tokens.is_empty() || b.tokens.is_empty() {
        return 0.0;
    }
    SHARED_WORD * shared(a, b).min(3.0)
}

/// No less than [`evidence`] says.
pub(super) fn most_evidence(a: &Bag, b: &Bag) -> f32 {
    SHARED * a.most_shared(b).min(4.0)
}

/// No less than [`words`] say.
pub(super) fn most_words(a: &Bag, b: &Bag) -> f32 {
    SHARED_WORD * a.most_shared(b).min(3.0)
}
