//! Blocks that stand on the other side of the border of what holds them: items of a list that stand beside it as a
//! paragraph, headings that stand before a component on one side and within it on the other.
//!
//! A translator may put what the last item says before the list, as its introduction, and an item that lost its mark
//! stands after it. Blocks are matched level by level, so that neither finds the other by itself.

use super::item::Side;
use super::score;
use super::{Alignment, Answer, Match};
use crate::document::{BlockId, BlockKind, Document};

/// Add a match for each item without an answer that one paragraph beside the answer of its list, which has none either,
/// says as well.
pub fn join(source: Side<'_>, target: Side<'_>, alignment: &mut Alignment) {
    headings(source, target, alignment);
    let is_list = |document: &Document, id: BlockId| matches!(document.blocks[id].kind, BlockKind::List(_));
    let lists = |found: &&Match| {
        found.sources == 1
            && found.targets == 1
            && is_list(source.document, found.source)
            && is_list(target.document, found.target)
    };
    let lists: Vec<(BlockId, BlockId)> =
        alignment.matches.iter().filter(lists).map(|found| (found.source, found.target)).collect();
    for (here, there) in lists {
        if let Some((item, paragraph)) = crossed(source, here, &alignment.source, target, there, &alignment.target) {
            if fits(source, item, target, paragraph, alignment.ratio) {
                alignment.source[source.document.blocks[item].parent] = Answer::Unasked;
                alignment.matches.push(Match::pair(item, paragraph));
            }
        }
        if let Some((item, paragraph)) = crossed(target, there, &alignment.target, source, here, &alignment.source) {
            if fits(source, paragraph, target, item, alignment.ratio) {
                alignment.target[target.document.blocks[item].parent] = Answer::Unasked;
                alignment.matches.push(Match::pair(paragraph, item));
            }
        }
    }
}

/// Add a match for each heading without an answer that stands right before a container whose answer begins with one, or
/// the other way round.
fn headings(source: Side<'_>, target: Side<'_>, alignment: &mut Alignment) {
    let level = |document: &Document, id: BlockId| match document.blocks.get(id).map(|block| block.kind) {
        Some(BlockKind::Heading(level)) => Some(level),
        _ => None,
    };
    // The block that ends right before another is its sibling, or within it.
    let before = |document: &Document, id: BlockId| {
        let parent = document.blocks[id].parent;
        let mut last = id.checked_sub(1).filter(|&last| last != parent)?;
        while document.blocks[last].parent != parent {
            last = document.blocks[last].parent;
        }
        Some(last)
    };
    let is_gap = |answers: &[Answer], id: BlockId| answers.get(id) == Some(&Answer::Gap);
    let mut found = Vec::new();
    for pair in alignment.matches.iter().filter(|found| found.sources == 1 && found.targets == 1) {
        let (here, there) = (pair.source, pair.target);
        if !matches!(source.document.blocks[here].kind, BlockKind::Component | BlockKind::Admonition | BlockKind::Quote)
        {
            continue;
        }
        let outer = (before(source.document, here), target.document.children(there).next());
        let inner = (source.document.children(here).next(), before(target.document, there));
        for (one, other) in [outer, inner].into_iter().filter_map(|(one, other)| one.zip(other)) {
            let levels = (level(source.document, one), level(target.document, other));
            if levels.0.is_some()
                && levels.0 == levels.1
                && is_gap(&alignment.source, one)
                && is_gap(&alignment.target, other)
            {
                found.push(Match { moved: true, ..Match::pair(one, other) });
            }
        }
    }
    alignment.matches.extend(found);
}

/// The paragraph of the one item of a list without an answer, and the paragraph beside the other list without one; none
/// where there are several of either.
fn crossed(
    here: Side<'_>,
    list: BlockId,
    answers: &[Answer],
    there: Side<'_>,
    other: BlockId,
    others: &[Answer],
) -> Option<(BlockId, BlockId)> {
    let is_gap = |answers: &[Answer], id: BlockId| answers.get(id) == Some(&Answer::Gap);
    let mut items = here.document.children(list).filter(|&id| is_gap(answers, id));
    let (item, None) = (items.next()?, items.next()) else { return None };
    let mut inner = here.document.children(item);
    let (text, None) = (inner.next()?, inner.next()) else { return None };
    let siblings: Vec<BlockId> = there.document.children(there.document.blocks[other].parent).collect();
    let at = siblings.iter().position(|&id| id == other)?;
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| siblings.get(at).copied());
    let is_paragraph = |document: &Document, id: BlockId| document.blocks[id].kind == BlockKind::Paragraph;
    let mut free = beside.filter(|&id| is_paragraph(there.document, id) && is_gap(others, id));
    let (paragraph, None) = (free.next()?, free.next()) else { return None };
    is_paragraph(here.document, text).then_some((text, paragraph))
}

/// Whether two paragraphs may say the same: no name speaks against it, and the lengths agree.
fn fits(source: Side<'_>, here: BlockId, target: Side<'_>, there: BlockId, ratio: f32) -> bool {
    let (wanted, found) = (source.prints.strong(here), target.prints.strong(there));
    let shared = wanted.iter().filter(|token| found.contains(token)).count();
    #[allow(clippy::cast_precision_loss)]
    let letters = |side: Side<'_>, id| side.prints.amount(id).letters as f32;
    shared == wanted.len().min(found.len()) && score::length(letters(source, here), letters(target, there), ratio) > 0.0
}
