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
        Self::new(tokens.iter().map(|&token| (token, weight(here, there, token))).collect())
    }

    /// The same without the tokens that no block of the other page has, where only what is shared counts.
    pub(super) fn weigh_common(here: &Prints, there: &Prints, tokens: &[Token]) -> Self {
        let common = tokens.iter().filter(|token| there.may_say(**token));
        Self::new(common.map(|&token| (token, weight(here, there, token))).collect())
    }

    fn new(mut tokens: Vec<(Token, f32)>) -> Self {
        tokens.sort_unstable_by_key(|&(token, _)| token);
        let total = tokens.iter().map(|&(_, weight)| weight).sum();
        let glance = tokens.iter().fold(0, |glance, &(token, _)| glance | 1 << (token & 63));
        Self { tokens, total, glance }
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

/// What a token weighs.
fn weight(here: &Prints, there: &Prints, token: Token) -> f32 {
    let (here, there) = (here.frequency(token), there.frequency(token));
    #[allow(clippy::cast_precision_loss)]
    let most = here.max(there).max(1) as f32;
    1.0 / most.sqrt()
}

/// What two bags can share at most, told without their tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glance {
    strong: (u64, f32),
    weak: (u64, f32),
}

impl Glance {
    /// What a block with these tokens, strong and weak, can share.
    pub(super) fn of(strong: &Bag, weak: &Bag) -> Self {
        Self { strong: (strong.glance, strong.total), weak: (weak.glance, weak.total) }
    }

    /// No less than [`evidence`] and [`words`] say of the two blocks.
    pub(super) fn most(&self, other: &Self) -> f32 {
        let most = |(a, total): (u64, f32), (b, other): (u64, f32)| if a & b == 0 { 0.0 } else { total.min(other) };
        SHARED * most(self.strong, other.strong).min(4.0) + SHARED_WORD * most(self.weak, other.weak).min(3.0)
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
