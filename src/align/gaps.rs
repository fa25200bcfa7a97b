//! From single blocks without an answer to what a person would say: a section, a run of items, the end of the page.

use foldhash::HashMap;

use super::{Alignment, Answer};
use crate::document::{BlockId, BlockKind, Document, Span};

/// Which page lacks the blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lack {
    /// The source has them and the translation does not.
    Missing,
    /// The translation has them and the source does not.
    Extra,
}

/// What the blocks of a gap are together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GapKind {
    /// So many whole sections, each from its heading to the next of its level.
    Sections(usize),
    /// Blocks that are no whole section.
    Blocks,
    /// Code blocks, or includes of code, and nothing else.
    Code,
    /// Items of a list.
    Items,
    /// Rows of a table.
    Rows,
    /// Everything to the end of the page, from within a section or over several.
    End,
}

/// Consecutive siblings that the other page lacks.
#[derive(Debug, Clone)]
pub struct Gap {
    /// Which page lacks them.
    pub lack: Lack,
    /// What they are.
    pub kind: GapKind,
    /// The blocks, in the document that has them.
    pub blocks: Vec<BlockId>,
    /// The 1-based place of the first among its siblings of the same kind of thing, and how many there are.
    pub place: (usize, usize),
    /// The blocks' extent, in the document that has them.
    pub span: Span,
    /// The start of the line after which they belong, in the document that lacks them.
    pub at: Span,
    /// What the document that lacks them has in their place, and the other has not.
    pub instead: Option<Instead>,
    /// The match of the parents, and that of the blocks before the gap.
    anchor: (usize, Option<usize>),
}

/// What stands in the place of something else.
#[derive(Debug, Clone)]
pub struct Instead {
    /// The blocks, siblings in a row.
    pub blocks: Vec<BlockId>,
    /// Their extent.
    pub span: Span,
}

impl Gap {
    /// Where to point in the document that lacks the blocks: at what stands in their place, or at the line before.
    #[must_use]
    pub fn point(&self) -> Span {
        self.instead.as_ref().map_or(self.at, |instead| instead.span)
    }
}

/// A gap at the end of a page is an end cut off only from this share of the prose on.
const END_SHARE: f32 = 0.12;

/// All gaps between two documents, in the order of the alignment's matches.
#[must_use]
pub fn gaps(source: &Document, target: &Document, alignment: &Alignment) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (index, found) in alignment.matches.iter().enumerate() {
        if found.sources == 1 && found.targets == 1 {
            let missing = View { here: source, there: target, alignment, lack: Lack::Missing, parents: index };
            missing.collect(found.source, found.target, &mut gaps);
            let extra = View { here: target, there: source, alignment, lack: Lack::Extra, parents: index };
            extra.collect(found.target, found.source, &mut gaps);
        }
    }
    join_ends(source, &mut gaps);
    for end in 0..gaps.len() {
        let follows = |gap: &Gap| gap.lack == Lack::Extra && gap.span.start > gaps[end].at.start;
        if gaps[end].kind == GapKind::End && gaps.iter().any(follows) {
            gaps[end].kind = GapKind::Blocks;
        }
    }
    replaced(gaps)
}

/// What is missing and what stands in its place are one gap.
fn replaced(gaps: Vec<Gap>) -> Vec<Gap> {
    let (mut kept, extra): (Vec<Gap>, Vec<Gap>) = gaps.into_iter().partition(|gap| gap.lack == Lack::Missing);
    // Where several have one anchor, the first of them counts.
    let missing: HashMap<_, usize> = kept.iter().enumerate().rev().map(|(index, gap)| (gap.anchor, index)).collect();
    for gap in extra {
        match missing.get(&gap.anchor).and_then(|&index| kept.get_mut(index)) {
            Some(missing) => missing.instead = Some(Instead { blocks: gap.blocks, span: gap.span }),
            None => kept.push(gap),
        }
    }
    kept.sort_by_key(|gap| (gap.anchor, gap.lack == Lack::Extra));
    kept
}

/// Where a page breaks off within a list or another container, its last items and all that follows are one end.
fn join_ends(source: &Document, gaps: &mut Vec<Gap>) {
    while let Some((outer, inner)) = gaps.iter().enumerate().find_map(|(outer, gap)| {
        let ends = gap.lack == Lack::Missing
            && gap.blocks.last().is_some_and(|&last| source.blocks[last].next == source.blocks.len());
        let first = *gap.blocks.first().filter(|_| ends)?;
        let before = |other: &Gap| {
            other.lack == Lack::Missing && other.blocks.last().is_some_and(|&last| source.blocks[last].next == first)
        };
        gaps.iter().position(before).map(|inner| (outer, inner))
    }) {
        let joined = gaps[inner].clone();
        let gap = &mut gaps[outer];
        gap.kind = GapKind::End;
        gap.span = gap.span.cover(joined.span);
        gap.at = joined.at;
        gap.blocks.splice(0..0, joined.blocks);
        gaps.remove(inner);
    }
}

/// The share of both documents' leaf blocks that have an answer, 0 to 1; an empty pair is wholly aligned.
#[must_use]
pub fn share_aligned(source: &Document, target: &Document, alignment: &Alignment) -> f32 {
    let count = |document: &Document, answers: &[Answer]| {
        let mut counts = (0u32, 0u32);
        for (id, block) in document.blocks.iter().enumerate() {
            let weight = match block.kind {
                BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Code { .. } => 2,
                BlockKind::Row(_) | BlockKind::Html | BlockKind::Shortcode => 1,
                _ => 0,
            };
            counts.1 += weight;
            if matches!(answers.get(id), Some(Answer::Match(_))) {
                counts.0 += weight;
            }
        }
        counts
    };
    let (a, b) = (count(source, &alignment.source), count(target, &alignment.target));
    if a.1 + b.1 == 0 {
        return 1.0;
    }
    #[allow(clippy::cast_precision_loss)]
    {
        (a.0 + b.0) as f32 / (a.1 + b.1) as f32
    }
}

/// One document beside the other.
struct View<'a> {
    here: &'a Document,
    there: &'a Document,
    alignment: &'a Alignment,
    lack: Lack,
    /// The match of the parents.
    parents: usize,
}

impl View<'_> {
    fn answer(&self, id: BlockId) -> Answer {
        let answers = match self.lack {
            Lack::Missing => &self.alignment.source,
            Lack::Extra => &self.alignment.target,
        };
        answers.get(id).copied().unwrap_or_default()
    }

    fn collect(&self, here: BlockId, there: BlockId, gaps: &mut Vec<Gap>) {
        let children: Vec<BlockId> = self.here.children(here).collect();
        if children.iter().all(|&id| self.answer(id) != Answer::Gap) {
            return;
        }
        let places = self.places(&children);
        let mut start = 0;
        while start < children.len() {
            if self.answer(children[start]) != Answer::Gap {
                start += 1;
                continue;
            }
            let end = (start..children.len())
                .find(|&index| self.answer(children[index]) != Answer::Gap)
                .unwrap_or(children.len());
            let at = self.place_of(&children[..start], there);
            let anchor = (self.parents, self.anchor(&children[..start]));
            let kind = self.kind_of(&children, start, end, here == 0);
            let blocks = children[start..end].to_vec();
            let span = self.here.blocks[blocks[0]].span.cover(self.here.blocks[blocks[blocks.len() - 1]].span);
            gaps.push(Gap { lack: self.lack, kind, blocks, place: places[start], span, at, instead: None, anchor });
            start = end;
        }
    }

    /// For each of some siblings its place among those of the same kind of thing, from 1, and how many there are.
    fn places(&self, siblings: &[BlockId]) -> Vec<(usize, usize)> {
        let mut counts = HashMap::default();
        let mut places = Vec::with_capacity(siblings.len());
        for &id in siblings {
            let kind = std::mem::discriminant(&self.here.blocks[id].kind);
            let count: &mut usize = counts.entry(kind).or_default();
            *count += 1;
            places.push((kind, *count));
        }
        places.into_iter().map(|(kind, place)| (place, counts.get(&kind).copied().unwrap_or_default())).collect()
    }

    /// What a run of siblings without an answer is.
    fn kind_of(&self, children: &[BlockId], start: usize, end: usize, top: bool) -> GapKind {
        if top && self.is_cut_off(children, start, end) {
            return GapKind::End;
        }
        let blocks = &children[start..end];
        let all = |test: fn(BlockKind) -> bool| blocks.iter().all(|&id| test(self.here.blocks[id].kind));
        if all(|kind| matches!(kind, BlockKind::Item(_))) {
            GapKind::Items
        } else if all(|kind| matches!(kind, BlockKind::Row(_))) {
            GapKind::Rows
        } else if all(|kind| matches!(kind, BlockKind::Code { .. })) {
            GapKind::Code
        } else {
            match self.sections(children, start, end) {
                0 => GapKind::Blocks,
                sections => GapKind::Sections(sections),
            }
        }
    }

    /// How many whole sections a run of siblings is, if it is nothing else.
    fn sections(&self, children: &[BlockId], start: usize, end: usize) -> usize {
        let (mut index, mut sections) = (start, 0);
        while index < end {
            match self.section_end(children, index) {
                Some(section) if section <= end => {
                    sections += 1;
                    index = section;
                }
                _ => return 0,
            }
        }
        sections
    }

    /// The index after the last block of the section that starts with a heading at `index`.
    fn section_end(&self, children: &[BlockId], index: usize) -> Option<usize> {
        let BlockKind::Heading(level) = self.here.blocks[children[index]].kind else { return None };
        let end = (index + 1..children.len())
            .find(|&next| matches!(self.here.blocks[children[next]].kind, BlockKind::Heading(other) if other <= level));
        Some(end.unwrap_or(children.len()))
    }

    /// Whether the run is the rest of the page, and more than its last section.
    fn is_cut_off(&self, children: &[BlockId], start: usize, end: usize) -> bool {
        if self.lack != Lack::Missing || end != children.len() || start == 0 || end - start < 2 {
            return false;
        }
        let trailing_extra = self
            .there
            .children(0)
            .last()
            .is_some_and(|last| matches!(self.alignment.target.get(last), Some(Answer::Gap)));
        if trailing_extra {
            return false;
        }
        let weight = |from: usize, to: usize| -> usize {
            children[from..to].iter().map(|&id| self.here.blocks[id].span.len()).sum()
        };
        #[allow(clippy::cast_precision_loss)]
        let share = weight(start, end) as f32 / weight(0, end).max(1) as f32;
        let starts_section = matches!(self.here.blocks[children[start]].kind, BlockKind::Heading(_));
        let headings = children[start..end]
            .iter()
            .filter(|&&id| matches!(self.here.blocks[id].kind, BlockKind::Heading(_)))
            .count();
        if starts_section { headings >= 3 && share >= 0.4 } else { headings >= 1 && share >= END_SHARE || share >= 0.3 }
    }

    /// The match of the last of these siblings that has one in its place.
    fn anchor(&self, before: &[BlockId]) -> Option<usize> {
        before.iter().rev().find_map(|&id| match self.answer(id) {
            Answer::Match(index) if !self.alignment.matches[index].moved => Some(index),
            _ => None,
        })
    }

    /// The start of the last line of the block after which something belongs, in the other document.
    fn place_of(&self, before: &[BlockId], parent: BlockId) -> Span {
        for &id in before.iter().rev() {
            let Answer::Match(index) = self.answer(id) else { continue };
            let found = self.alignment.matches[index];
            if found.moved {
                continue;
            }
            let (mut block, count) = match self.lack {
                Lack::Missing => (found.target, found.targets),
                Lack::Extra => (found.source, found.sources),
            };
            for _ in 1..count {
                block = self.there.blocks[block].next;
            }
            return last_line(self.there, self.there.blocks[block].span);
        }
        let parent = &self.there.blocks[parent];
        let start = if parent.kind == BlockKind::Root {
            // What belongs before all else stands behind the front matter.
            if let Some(matter) = self.there.front_matter.as_ref().filter(|_| self.lack == Lack::Missing) {
                return last_line(self.there, matter.span);
            }
            self.there.blocks.get(1).map_or(self.there.body, |first| first.span.start)
        } else {
            parent.span.start
        };
        line_start(self.there, start)
    }
}

/// The empty span at the start of a span's last line.
fn last_line(document: &Document, span: Span) -> Span {
    line_start(document, span.end.max(span.start + 1) - 1)
}

fn line_start(document: &Document, offset: u32) -> Span {
    let line = document.lines.line(offset);
    Span::at(document.lines.span(&document.text, line).start as usize)
}
