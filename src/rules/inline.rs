//! What stands within a line on one side and not on the other, for the rules about links, images, code and the like.

use std::collections::VecDeque;
use std::hash::Hash;
use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::view::{Page, Pair, run_of_inlines};
use crate::align::{Answer, Match};
use crate::document::{BlockId, Document, Inline, InlineKind, Span};

/// Something that one side of a matched block has and the other has not, or has otherwise.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// The match it is in.
    pub leaf: Match,
    /// What the source has.
    pub source: Option<Inline>,
    /// What the translation has in its place.
    pub target: Option<Inline>,
}

/// Something moved by at most so many matched blocks has only changed its sentence.
const NEARBY: usize = 3;

/// Whether a second occurrence in the same block counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Each occurrence does: two links to one page are two links.
    Each,
    /// Only the first does: a name may be said more often in one language than in another.
    Once,
}

/// An inline with its key, and the index of its leaf.
struct Keyed<K> {
    leaf: usize,
    key: K,
    inline: Inline,
}

/// What changed between source and translation among the inlines of some kinds that have a key: what is missing, what is
/// extra, and what is both in the same place. What only moved to a neighbour is no change; nor is what stands in a block
/// that has no answer, for that block is a finding itself.
pub fn changes<'a, K: Eq + Hash + Clone>(
    pair: &Pair<'a>,
    count: Count,
    kinds: &[InlineKind],
    key: impl Fn(&'a Page<'a>, &Inline) -> Option<K>,
) -> Vec<Change> {
    let (in_source, in_target) = (pair.source.places(kinds), pair.target.places(kinds));
    if in_source.is_empty() && in_target.is_empty() {
        return Vec::new();
    }
    let leaves = pair.sound_leaves();
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    for (leaf, found) in leaves.iter().enumerate() {
        let keyed = |page: &'a Page<'a>, places: &[usize]| -> Vec<Keyed<K>> {
            let inlines = places.iter().filter_map(|&place| page.document.inlines.get(place));
            inlines.filter_map(|inline| key(page, inline).map(|key| Keyed { leaf, key, inline: *inline })).collect()
        };
        let here = within(&in_source, run_of_inlines(pair.source.document, found.source, found.sources));
        let there = within(&in_target, run_of_inlines(pair.target.document, found.target, found.targets));
        if here.is_empty() && there.is_empty() {
            continue;
        }
        let (mut sources, mut targets) = (keyed(pair.source, here), keyed(pair.target, there));
        if count == Count::Each {
            cancel_equal(pair, &mut sources, &mut targets);
        }
        if !sources.is_empty() || !targets.is_empty() {
            subtract(sources, targets, count, &mut missing, &mut extra);
        }
    }
    if missing.is_empty() && extra.is_empty() {
        return Vec::new();
    }
    cancel_moved(&mut missing, &mut extra);
    let unanswered = |page: &'a Page<'a>, answers: &[Answer]| -> HashSet<K> {
        let inlines = gap_inlines(page.document, answers).filter(|inline| kinds.contains(&inline.kind));
        inlines.filter_map(|inline| key(page, inline)).collect()
    };
    let in_target_gaps = unanswered(pair.target, &pair.alignment.target);
    let in_source_gaps = unanswered(pair.source, &pair.alignment.source);
    missing.retain(|found| !in_target_gaps.contains(&found.key));
    extra.retain(|found| !in_source_gaps.contains(&found.key));
    join(pair, leaves, missing, extra)
}

/// Those of some sorted numbers that a range holds.
fn within(numbers: &[usize], range: Range<usize>) -> &[usize] {
    let start = numbers.partition_point(|&number| number < range.start);
    let rest = numbers.get(start..).unwrap_or_default();
    // A block has few of them.
    rest.get(..rest.iter().take_while(|&&number| number < range.end).count()).unwrap_or_default()
}

/// Take out of both lists what is equal to the letter, so that of two links to one page the one with another fragment
/// is what differs.
fn cancel_equal<K: Eq + Hash>(pair: &Pair<'_>, sources: &mut Vec<Keyed<K>>, targets: &mut Vec<Keyed<K>>) {
    if sources.is_empty() || targets.is_empty() {
        return;
    }
    let (source, target) = (pair.source.document, pair.target.document);
    let mut both = sources.iter().zip(targets.iter());
    // Most blocks have the same on both sides.
    if sources.len() == targets.len()
        && both.all(|(s, t)| s.key == t.key && source.slice(s.inline.value) == target.slice(t.inline.value))
    {
        sources.clear();
        targets.clear();
        return;
    }
    let mut written: HashMap<(&K, &str), usize> = HashMap::default();
    for keyed in targets.iter() {
        *written.entry((&keyed.key, pair.target.document.slice(keyed.inline.value))).or_default() += 1;
    }
    let mut equal: HashMap<&str, usize> = HashMap::default();
    let kept: Vec<bool> = sources
        .iter()
        .map(|keyed| {
            let text = pair.source.document.slice(keyed.inline.value);
            match written.get_mut(&(&keyed.key, text)) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    *equal.entry(text).or_default() += 1;
                    false
                }
                _ => true,
            }
        })
        .collect();
    let mut kept = kept.into_iter();
    sources.retain(|_| kept.next().unwrap_or(true));
    targets.retain(|keyed| match equal.get_mut(pair.target.document.slice(keyed.inline.value)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
}

/// Take out of both lists what is equal, and keep the rest.
fn subtract<K: Eq + Hash>(
    sources: Vec<Keyed<K>>,
    targets: Vec<Keyed<K>>,
    count: Count,
    missing: &mut Vec<Keyed<K>>,
    extra: &mut Vec<Keyed<K>>,
) {
    // Most blocks have the same on both sides.
    if sources.len() == targets.len() && sources.iter().zip(&targets).all(|(s, t)| s.key == t.key) {
        return;
    }
    let (kept_sources, kept_targets) = (beyond(&sources, &targets, count), beyond(&targets, &sources, count));
    missing.extend(sources.into_iter().zip(kept_sources).filter_map(|(keyed, kept)| kept.then_some(keyed)));
    extra.extend(targets.into_iter().zip(kept_targets).filter_map(|(keyed, kept)| kept.then_some(keyed)));
}

/// Which of a list another has not.
fn beyond<K: Eq + Hash>(list: &[Keyed<K>], others: &[Keyed<K>], count: Count) -> Vec<bool> {
    let mut left: HashMap<&K, usize> =
        HashMap::with_capacity_and_hasher(others.len(), foldhash::fast::RandomState::default());
    for keyed in others {
        *left.entry(&keyed.key).or_default() += 1;
    }
    let mut said: HashSet<&K> = HashSet::default();
    let kept = list.iter().map(|keyed| match (left.get_mut(&keyed.key), count) {
        (Some(left), Count::Each) if *left > 0 => {
            *left -= 1;
            false
        }
        (Some(_), Count::Once) => false,
        (_, Count::Each) => true,
        (None, Count::Once) => said.insert(&keyed.key),
    });
    kept.collect()
}

/// What is missing in one block and extra in a neighbour has only changed its sentence.
fn cancel_moved<K: Eq + Hash + Clone>(missing: &mut Vec<Keyed<K>>, extra: &mut Vec<Keyed<K>>) {
    let mut places: HashMap<&K, VecDeque<usize>> = HashMap::default();
    for (index, found) in extra.iter().enumerate() {
        places.entry(&found.key).or_default().push_back(index);
    }
    let mut cancelled = vec![false; extra.len()];
    // Both are in the order of the leaves: what is too far before one is too far before the next.
    missing.retain(|found| {
        let Some(indexes) = places.get_mut(&found.key) else { return true };
        while indexes.front().is_some_and(|&index| extra[index].leaf + NEARBY < found.leaf) {
            indexes.pop_front();
        }
        let near = indexes.front().copied().filter(|&index| extra[index].leaf <= found.leaf + NEARBY);
        if let Some(index) = near {
            cancelled[index] = true;
            indexes.pop_front();
        }
        near.is_none()
    });
    let mut index = 0;
    extra.retain(|_| {
        index += 1;
        !cancelled[index - 1]
    });
}

/// Put what is missing and what is extra in the same block together: what is written alike first, then in order.
fn join<K>(pair: &Pair<'_>, leaves: &[Match], missing: Vec<Keyed<K>>, extra: Vec<Keyed<K>>) -> Vec<Change> {
    let mut changes = Vec::with_capacity(missing.len().max(extra.len()));
    let (mut missing, mut extra) = (missing.into_iter().peekable(), extra.into_iter().peekable());
    loop {
        let next = [missing.peek().map(|found| found.leaf), extra.peek().map(|found| found.leaf)];
        let Some(leaf) = next.into_iter().flatten().min() else { return changes };
        let mut sources: Vec<Inline> = Vec::new();
        while let Some(found) = missing.next_if(|found| found.leaf == leaf) {
            sources.push(found.inline);
        }
        let mut targets: Vec<Option<Inline>> = Vec::new();
        while let Some(found) = extra.next_if(|found| found.leaf == leaf) {
            targets.push(Some(found.inline));
        }
        let mut partners: Vec<Option<Inline>> = vec![None; sources.len()];
        if sources.len().max(targets.len()) > 1 && sources.len() * targets.len() <= MOST_PARTNERS {
            for (source, partner) in sources.iter().zip(&mut partners) {
                let alike = |target: &Option<Inline>| target.map_or(0.0, |target| likeness(pair, source, &target));
                let best = (0..targets.len()).max_by(|&a, &b| alike(&targets[a]).total_cmp(&alike(&targets[b])));
                if let Some(best) = best.filter(|&best| alike(&targets[best]) >= ALIKE) {
                    *partner = targets[best].take();
                }
            }
        }
        let mut rest = targets.into_iter().flatten();
        for (source, partner) in sources.into_iter().zip(partners) {
            let target = partner.or_else(|| rest.next());
            changes.push(Change { leaf: leaves[leaf], source: Some(source), target });
        }
        changes.extend(rest.map(|target| Change { leaf: leaves[leaf], source: None, target: Some(target) }));
    }
}

/// Most pairs of inlines in one block that are compared by their letters.
const MOST_PARTNERS: usize = 400;

/// Share of equal characters from which one value was made from the other.
const ALIKE: f32 = 0.6;

/// Share of characters that two values have in common.
fn likeness(pair: &Pair<'_>, source: &Inline, target: &Inline) -> f32 {
    let (here, there) = (pair.source.document.slice(source.value), pair.target.document.slice(target.value));
    if here.len().max(there.len()) > 200 {
        return 0.0;
    }
    similar::TextDiff::from_chars(here, there).ratio()
}

/// The inlines of blocks without an answer.
fn gap_inlines<'a>(document: &'a Document, answers: &'a [Answer]) -> impl Iterator<Item = &'a Inline> {
    let gaps = answers.iter().enumerate().filter(|(_, answer)| **answer == Answer::Gap);
    gaps.flat_map(|(id, _)| document.inlines_of(id))
}

/// Where in the translation's side of a match something of the source's side belongs: after what precedes it there and
/// has a counterpart here, else at the start of the block.
#[must_use]
pub fn place(pair: &Pair<'_>, leaf: &Match, missing: &Inline) -> Span {
    let (source, target) = (pair.source.document, pair.target.document);
    let solid = |inline: &&Inline| matches!(inline.kind, InlineKind::Code | InlineKind::Link | InlineKind::Image);
    let here: Vec<&Inline> = pair.target_inlines(leaf).iter().filter(solid).collect();
    let before =
        pair.source_inlines(leaf).iter().filter(solid).take_while(|inline| inline.span.start < missing.span.start);
    let anchors: Vec<&Inline> = before.collect();
    for anchor in anchors.into_iter().rev() {
        let same =
            |other: &&&Inline| other.kind == anchor.kind && target.slice(other.value) == source.slice(anchor.value);
        if let Some(found) = here.iter().find(same) {
            return Span::at(found.span.end as usize);
        }
    }
    first_line(target, leaf.target)
}

/// How often one side of a match has a text, whatever marks stand around it.
#[must_use]
pub fn times(page: &Page<'_>, inlines: &[Inline], text: &str) -> usize {
    let (Some(first), Some(last)) = (inlines.first(), inlines.iter().map(|inline| inline.span.end).max()) else {
        return 0;
    };
    let said = page.document.text.get(first.span.start as usize..last as usize).unwrap_or_default();
    if said.contains(text) { said.matches(text).count() } else { usize::from(fold(said).contains(&fold(text))) }
}

/// Text with its white space folded.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first line of a block.
#[must_use]
pub fn first_line(document: &Document, id: BlockId) -> Span {
    let span = document.blocks[id].span;
    let line = document.lines.span(&document.text, document.lines.line(span.start));
    Span { start: span.start, end: line.end.clamp(span.start, span.end.max(span.start)) }
}
