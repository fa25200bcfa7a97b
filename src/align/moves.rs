//! What is left over on both sides and yet resembles each other has moved.
//!
//! Leftovers are compared run by run first, for a section moves as a whole: its plain paragraphs say nothing by
//! themselves, but follow their heading or their code. What is left then is compared block by block.

use std::collections::HashMap;

use super::dp::{self, Bead, Score};
use super::score::Siblings;

/// Pairs of leftovers that are compared at most; beyond, nothing is called moved.
const MOST_PAIRS: usize = 40_000;

/// Indexes of leftovers that answer each other out of order; each is used once.
pub fn find(beads: &[Bead], siblings: &Siblings) -> Vec<(usize, usize)> {
    let missing: Vec<usize> = beads.iter().filter(|bead| bead.targets == 0).map(|bead| bead.source).collect();
    let extra: Vec<usize> = beads.iter().filter(|bead| bead.sources == 0).map(|bead| bead.target).collect();
    if missing.is_empty() || extra.is_empty() || missing.len().saturating_mul(extra.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let mut moved = whole_runs(&missing, &extra, siblings);
    let free = |used: &[(usize, usize)], source, target| used.iter().all(|&(s, t)| s != source && t != target);
    let mut pairs: Vec<(f32, usize, usize)> = missing
        .iter()
        .flat_map(|&source| extra.iter().map(move |&target| (source, target)))
        .filter(|&(source, target)| free(&moved, source, target) && siblings.unmistakable(source, target))
        .map(|(source, target)| (siblings.similarity(source, target), source, target))
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, source, target) in pairs {
        if free(&moved, source, target) {
            moved.push((source, target));
        }
    }
    let plain = only_pairs(&missing, &extra, &moved, siblings);
    moved.extend(plain);
    moved.sort_unstable();
    moved
}

/// Leftovers that fit each other and no other leftover: of one kind and of fitting length, they need not speak for
/// themselves.
fn only_pairs(
    missing: &[usize],
    extra: &[usize],
    moved: &[(usize, usize)],
    siblings: &Siblings,
) -> Vec<(usize, usize)> {
    let free: Vec<(usize, usize)> = missing
        .iter()
        .filter(|&&source| moved.iter().all(|&(used, _)| used != source))
        .flat_map(|&source| extra.iter().map(move |&target| (source, target)))
        .filter(|&(_, target)| moved.iter().all(|&(_, used)| used != target))
        .filter(|&(source, target)| siblings.fits(source, target))
        .collect();
    let (mut of_source, mut of_target) = (HashMap::new(), HashMap::new());
    for (source, target) in &free {
        *of_source.entry(source).or_insert(0) += 1;
        *of_target.entry(target).or_insert(0) += 1;
    }
    let alone =
        |(source, target): &&(usize, usize)| of_source.get(source) == Some(&1) && of_target.get(target) == Some(&1);
    free.iter().filter(alone).copied().collect()
}

/// Runs of leftovers, as the first index and the length.
fn runs(indexes: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &index in indexes {
        match runs.last_mut() {
            Some((first, length)) if *first + *length == index => *length += 1,
            _ => runs.push((index, 1)),
        }
    }
    runs
}

/// Part of two sequences of siblings, to be aligned by itself.
struct Part<'a> {
    siblings: &'a Siblings,
    source: usize,
    target: usize,
}

impl Score for Part<'_> {
    fn bead(&self, bead: Bead) -> Option<f32> {
        self.siblings.bead(Bead { source: bead.source + self.source, target: bead.target + self.target, ..bead })
    }

    fn most(&self, bead: Bead, worths: &mut [f32]) {
        self.siblings
            .most(Bead { source: bead.source + self.source, target: bead.target + self.target, ..bead }, worths);
    }

    fn source_gap(&self, source: usize) -> (f32, f32) {
        self.siblings.source_gap(source + self.source)
    }

    fn target_gap(&self, target: usize) -> (f32, f32) {
        self.siblings.target_gap(target + self.target)
    }
}

/// Runs of both sides that answer each other as a whole, the surest first.
fn whole_runs(missing: &[usize], extra: &[usize], siblings: &Siblings) -> Vec<(usize, usize)> {
    let (missing, extra) = (runs(missing), runs(extra));
    let mut found: Vec<(f32, usize, usize, Vec<(usize, usize)>)> = Vec::new();
    for (from, &(source, sources)) in missing.iter().enumerate() {
        for (to, &(target, targets)) in extra.iter().enumerate() {
            // Most of both must answer, which so few cannot.
            if sources < 2 || targets < 2 || sources.min(targets) * 4 < sources.max(targets) * 3 {
                continue;
            }
            let part = Part { siblings, source, target };
            let beads = dp::best(sources, targets, &part);
            let plain = beads.iter().filter(|bead| bead.sources == 1 && bead.targets == 1);
            let pairs: Vec<_> = plain.map(|bead| (bead.source + source, bead.target + target)).collect();
            // And something in them must speak for itself or all kinds be the same.
            let most = pairs.len() * 4 >= sources.max(targets) * 3;
            let sure = pairs.iter().any(|&(s, t)| siblings.unmistakable(s, t));
            if most && (sure || pairs.len() == sources && sources == targets && siblings.alike(&pairs)) {
                let worth = pairs.iter().map(|&(s, t)| siblings.similarity(s, t)).sum();
                found.push((worth, from, to, pairs));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_missing, mut used_extra) = (Vec::new(), Vec::new());
    let mut moved = Vec::new();
    for (_, from, to, pairs) in found {
        if !used_missing.contains(&from) && !used_extra.contains(&to) {
            used_missing.push(from);
            used_extra.push(to);
            moved.extend(pairs);
        }
    }
    moved
}
