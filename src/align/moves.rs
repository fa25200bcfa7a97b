//! What is left over on both sides and yet resembles each other has moved.

use super::dp::Bead;
use super::score::Siblings;

/// Pairs of leftovers that are compared at most; beyond, nothing is called moved.
const MOST_PAIRS: usize = 40_000;

/// Indexes of leftovers that answer each other out of order; each is used once.
pub fn find(beads: &[Bead], siblings: &Siblings<'_>) -> Vec<(usize, usize)> {
    let missing: Vec<usize> = beads.iter().filter(|bead| bead.targets == 0).map(|bead| bead.source).collect();
    let extra: Vec<usize> = beads.iter().filter(|bead| bead.sources == 0).map(|bead| bead.target).collect();
    if missing.len().saturating_mul(extra.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let mut pairs: Vec<(f32, usize, usize)> = missing
        .iter()
        .flat_map(|&source| extra.iter().map(move |&target| (source, target)))
        .filter(|&(source, target)| siblings.unmistakable(source, target))
        .map(|(source, target)| (siblings.similarity(source, target), source, target))
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut moved: Vec<(usize, usize)> = Vec::new();
    for (_, source, target) in pairs {
        if moved.iter().all(|&(s, t)| s != source && t != target) {
            moved.push((source, target));
        }
    }
    moved.sort_unstable();
    moved
}
