//! Links and images of an older version of the source, on a page that has few blocks left to compare.
//!
//! Where a page and its source are two versions, hardly a block answers another. What both still show is where they lead:
//! a target that the source has no more, beside one that only the source has and that is nearly the same, is the same
//! link before it was changed.

use std::collections::HashSet;

use similar::TextDiff;

use super::links;
use super::view::{Page, Pair};
use crate::compare::target;
use crate::document::{Inline, InlineKind};

/// Pages with more targets that the other has not are not looked through.
const MOST: usize = 200;

/// Longest target that is compared letter by letter, in bytes.
const LONGEST: usize = 300;

/// Share of equal letters from which two targets are one that was changed.
const NEAR: f32 = 0.75;

/// Each link or image of the translation that stands for a changed one of the source, with that one before it.
#[must_use]
pub fn targets(pair: &Pair<'_>) -> Vec<(Inline, Inline)> {
    let (source, target) = (keyed(pair.source), keyed(pair.target));
    let only = |these: &[Keyed], those: &[Keyed]| -> Vec<Keyed> {
        let known: HashSet<&str> = those.iter().map(|keyed| keyed.key.as_str()).collect();
        let mut seen = HashSet::new();
        let new = these.iter().filter(|keyed| !known.contains(keyed.key.as_str()) && seen.insert(keyed.key.as_str()));
        new.cloned().collect()
    };
    let (mut fresh, stale) = (only(&source, &target), only(&target, &source));
    if fresh.len() > MOST || stale.len() > MOST {
        return Vec::new();
    }
    let context = links::context(pair);
    let mut found = Vec::new();
    for old in stale {
        let there = pair.target.document.slice(old.inline.value);
        let worth = |new: &Keyed| {
            let here = pair.source.document.slice(new.inline.value);
            let kind = is_image(&new.inline) == is_image(&old.inline);
            // Most names differ in their letters already, whatever their order.
            let may_be = kind && new.name.most(&old.name) >= NEAR && new.letters.most(&old.letters) >= NEAR / 2.0;
            let worth = if may_be { near(&new.key, &old.key) } else { None };
            worth.filter(|_| !target::same(here, there, &context))
        };
        let best = (0..fresh.len()).filter_map(|at| Some((worth(&fresh[at])?, at)));
        // The first of those that are as near.
        let best = best.fold(None, |best: Option<(f32, usize)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        });
        if let Some((_, at)) = best {
            found.push((fresh.remove(at).inline, old.inline));
        }
    }
    found
}

#[derive(Clone)]
struct Keyed {
    key: String,
    letters: Letters,
    /// Those of its name.
    name: Letters,
    inline: Inline,
}

fn keyed(page: &Page<'_>) -> Vec<Keyed> {
    let document = page.document;
    let targets = document
        .inlines
        .iter()
        .filter(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Url | InlineKind::Image));
    let keyed = targets.map(|inline| {
        let key = target::normal(document.slice(inline.value), page.member.language.tag());
        Keyed { letters: Letters::of(&key), name: Letters::of(name(&key)), key, inline: *inline }
    });
    keyed.filter(|keyed| keyed.key.contains('/')).collect()
}

/// How many characters a target has, by the last bits of each: what two have in common is no more than these have.
#[derive(Clone)]
struct Letters {
    counts: [u16; 64],
    total: u32,
}

impl Letters {
    fn of(key: &str) -> Self {
        let mut letters = Self { counts: [0; 64], total: 0 };
        for c in key.chars() {
            let count = &mut letters.counts[c as usize % 64];
            *count = count.saturating_add(1);
            letters.total += 1;
        }
        letters
    }

    /// No less than the share of equal letters of two texts: twice what they share by what there is.
    #[allow(clippy::cast_precision_loss)]
    fn most(&self, other: &Self) -> f32 {
        let shared: u32 = self.counts.iter().zip(&other.counts).map(|(a, b)| u32::from(*a.min(b))).sum();
        let all = self.total + other.total;
        if all == 0 { 1.0 } else { 2.0 * shared as f32 / all as f32 + ROUNDING }
    }
}

/// Less than this is rounding.
const ROUNDING: f32 = 0.001;

fn is_image(inline: &Inline) -> bool {
    inline.kind == InlineKind::Image
}

/// How near two targets are, if they may be one: the same file, or one of nearly the same name, in folders that have
/// something in common. Files of one folder that are called otherwise are two.
fn near(source: &str, target: &str) -> Option<f32> {
    if source.len().max(target.len()) > LONGEST {
        return None;
    }
    let ratio = |one: &str, other: &str| TextDiff::from_chars(one, other).ratio();
    let (here, there) = (name(source), name(target));
    // The names are the shorter ones, and most of them differ.
    if ratio(here, there) < NEAR {
        return None;
    }
    let least = if here == there && here.len() > 3 { NEAR / 2.0 } else { NEAR };
    Some(ratio(source, target)).filter(|&ratio| ratio >= least)
}

/// What follows the last slash.
fn name(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_target_that_was_changed_is_known_again() {
        assert!(near("example.org/old/door.md", "example.org/new/door.md").is_some());
        assert!(near("/bread/rye-flour", "/baking/rye-flour").is_some());
        assert!(near("example.org/door", "paint.example/blue").is_none());
        assert!(near("example.org/a/b/main/docs/oven.md", "example.org/a/b/main/docs/stairs.md").is_none());
    }
}
