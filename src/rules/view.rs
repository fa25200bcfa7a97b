//! What a rule gets to see.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use foldhash::{HashMap, HashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::boilerplate;
use super::content::{self, Piece};
use super::inline::Change;
use super::link_fragment::Ids;
use super::markup::{self, Broken};
use super::{generated, switcher, vocabulary};
use crate::align::gaps::{self, Gap, GapKind};
use crate::align::prints::Prints;
use crate::align::{self, Alignment, Match};
use crate::compare::target;
use crate::config::Config;
use crate::corpus::{Group, Member};
use crate::document::{Block, BlockId, Document, Inline, InlineKind, Span};

/// A page and where it comes from.
pub struct Page<'a> {
    /// Its language and file.
    pub member: &'a Member,
    /// What it says.
    pub document: &'a Document,
    /// What of it survives translation; a source is compared with many translations and read once.
    prints: OnceCell<Prints>,
    /// Blocks that answer none of another language: those that lead to the other languages of the page, and those that a
    /// program wrote; found when first asked for.
    apart: OnceCell<Vec<BlockId>>,
    /// Short blocks at both ends of the page; found when first asked for.
    edges: OnceCell<Vec<BlockId>>,
    /// Where its inlines of each kind stand among them all; most pages have few kinds.
    places: OnceCell<[Vec<usize>; InlineKind::COUNT]>,
    /// What its links and images lead to, in normal form, by where it is written; read when first asked for.
    targets: OnceCell<Vec<(Span, String)>>,
    /// Words that its prose has in small letters; found when first asked for.
    small_words: OnceCell<HashSet<String>>,
    /// What fragments can lead to; found when first asked for.
    ids: OnceCell<Ids>,
    /// Whether it is written for a program that sets emphasis whatever stands beside its marks.
    lenient: OnceCell<bool>,
}

impl<'a> Page<'a> {
    /// A page.
    #[must_use]
    pub fn new(member: &'a Member, document: &'a Document) -> Self {
        Self {
            member,
            document,
            prints: OnceCell::new(),
            apart: OnceCell::new(),
            edges: OnceCell::new(),
            places: OnceCell::new(),
            targets: OnceCell::new(),
            small_words: OnceCell::new(),
            ids: OnceCell::new(),
            lenient: OnceCell::new(),
        }
    }

    /// Blocks at the top of it that are not compared, in order.
    fn apart(&self) -> &[BlockId] {
        self.apart.get_or_init(|| {
            let mut apart = switcher::blocks(self);
            apart.extend(generated::blocks(self.document));
            apart.sort_unstable();
            apart.dedup();
            apart
        })
    }

    /// The short blocks at both ends of it.
    pub fn edges(&self) -> &[BlockId] {
        self.edges.get_or_init(|| boilerplate::edges(self.document))
    }

    /// Where its inlines of some kinds stand among them all, in order.
    pub fn places(&self, kinds: &[InlineKind]) -> Cow<'_, [usize]> {
        let places = self.places.get_or_init(|| {
            let mut places: [Vec<usize>; InlineKind::COUNT] = Default::default();
            for (place, inline) in self.document.inlines.iter().enumerate() {
                places[inline.kind as usize].push(place);
            }
            places
        });
        let mut found = kinds.iter().map(|&kind| &places[kind as usize]).filter(|places| !places.is_empty());
        let (Some(first), second) = (found.next(), found.next()) else { return Cow::Borrowed(&[]) };
        let Some(second) = second else { return Cow::Borrowed(first) };
        let mut all = [&first[..], second].concat();
        all.extend(found.flatten());
        all.sort_unstable();
        Cow::Owned(all)
    }

    /// What a link or an image of it leads to, in the form that is equal in all languages.
    pub fn normal(&self, inline: &Inline) -> &str {
        let targets = self.targets.get_or_init(|| {
            let leads =
                |inline: &&Inline| matches!(inline.kind, InlineKind::Link | InlineKind::Url | InlineKind::Image);
            let mut written: Vec<Span> =
                self.document.inlines.iter().filter(leads).map(|inline| inline.value).collect();
            written.sort_unstable();
            written.dedup();
            let tag = self.member.language.tag();
            written.into_iter().map(|span| (span, target::normal(self.document.slice(span), tag))).collect()
        });
        let found = targets.binary_search_by_key(&inline.value, |&(written, _)| written);
        found.ok().and_then(|at| targets.get(at)).map_or("", |(_, normal)| normal)
    }

    /// The words that its prose has in small letters.
    pub fn small_words(&self) -> &HashSet<String> {
        self.small_words.get_or_init(|| vocabulary::small_words(self.document))
    }

    /// What fragments of links can lead to on it.
    pub fn ids(&self) -> &Ids {
        self.ids.get_or_init(|| Ids::of(self.document))
    }

    /// Whether it is written for a program that sets emphasis whatever stands beside its marks.
    pub fn is_lenient(&self) -> bool {
        *self.lenient.get_or_init(|| markup::is_lenient(self))
    }

    /// What of it survives translation, and how much prose its blocks hold.
    pub fn prints(&self) -> &Prints {
        self.prints.get_or_init(|| Prints::new(self.document, self.member.language.tag()))
    }
}

/// All groups, before any page is read.
pub struct TreeView<'a> {
    /// The groups.
    pub corpus: &'a crate::corpus::Corpus,
    /// For each group, the languages that are expected and missing.
    pub missing: &'a [Vec<crate::corpus::Language>],
    /// The configuration.
    pub config: &'a Config,
}

/// One group with all its pages.
pub struct GroupView<'a> {
    /// The group.
    pub group: &'a Group,
    /// Its pages that could be read, in the group's order.
    pub pages: &'a [Page<'a>],
    /// The configuration.
    pub config: &'a Config,
}

/// One page by itself.
pub struct DocumentView<'a> {
    /// The page.
    pub page: &'a Page<'a>,
    /// The page that it is a translation of, if any: how it is laid out tells how a break is mended.
    pub source: Option<&'a Page<'a>>,
    /// Whether it has no counterpart in any language.
    pub alone: bool,
    /// The configuration.
    pub config: &'a Config,
}

/// Blocks between two copies of one block that are looked at.
const MOST_BETWEEN: usize = 200;

/// The blocks of a page by what they say.
struct Copies {
    hashes: Vec<u64>,
    by_hash: HashMap<u64, Vec<BlockId>>,
}

impl Copies {
    fn of(document: &Document) -> Self {
        let hash = |block: &Block| xxh3_64(document.slice(block.span).trim().as_bytes());
        let hashes: Vec<u64> = document.blocks.iter().map(hash).collect();
        let mut by_hash: HashMap<u64, Vec<BlockId>> = HashMap::default();
        for (id, block) in document.blocks.iter().enumerate().skip(1) {
            // A container and the only block in it have the same text, and are one.
            if document.blocks[block.parent].span != block.span || block.parent == 0 {
                by_hash.entry(hashes[id]).or_default().push(id);
            }
        }
        Self { hashes, by_hash }
    }

    /// The last copy of a block before it and the first after it.
    fn beside(&self, document: &Document, id: BlockId) -> impl Iterator<Item = BlockId> {
        let copies = self.by_hash.get(&self.hashes[id]).map(Vec::as_slice).unwrap_or_default();
        let at = copies.partition_point(|&copy| copy < id);
        let after = copies.iter().skip(at).find(|&&copy| copy >= document.blocks[id].next);
        at.checked_sub(1).map(|before| copies[before]).into_iter().chain(after.copied())
    }
}

/// A translation beside its source.
pub struct Pair<'a> {
    /// The source.
    pub source: &'a Page<'a>,
    /// The translation.
    pub target: &'a Page<'a>,
    /// Which block answers which.
    pub alignment: Alignment,
    /// What one of them lacks.
    pub gaps: Vec<Gap>,
    /// The share of both pages' blocks that have an answer, 0 to 1.
    pub share_aligned: f32,
    /// Marks that show as text in the translation.
    pub broken: Vec<Broken>,
    /// Parts of the translation that a greater break has spoilt: what else is found there follows from that.
    pub spoilt: Vec<Span>,
    /// Blocks of the translation that begin with a model's words, and whether nothing in the source answers them.
    pub chatter: Vec<(BlockId, bool)>,
    /// Where the translation's last block starts if the page breaks off there: that block may be cut too.
    pub cut_from: Option<u32>,
    /// How often each block of the translation stands on it, by a hash of its text; counted when first asked for.
    copies: OnceCell<Copies>,
    /// What changed among links; several rules ask.
    pub links: OnceCell<Vec<Change>>,
    /// What changed among images.
    pub images: OnceCell<Vec<Change>>,
    /// Leaves no marks of which show as text.
    sound: OnceCell<Vec<Match>>,
    /// Where in the translation the blocks stand that hardly answer theirs, in order; read when first asked for.
    loose: OnceCell<Vec<Span>>,
    /// What the pieces of the translation say beside those of the source, in the translation's order.
    pub pieces: Vec<Piece>,
    /// The configuration.
    pub config: &'a Config,
}

/// Below this share of blocks with an answer, two pages are two versions.
const OUT_OF_SYNC: f32 = 0.4;

/// Below this share much of a page is another version of the other, and what was matched for want of better may not belong
/// together.
const DRIFTED: f32 = 0.6;

/// Pages of fewer blocks than this are too short to speak of versions.
const FEW_BLOCKS: usize = 12;

impl<'a> Pair<'a> {
    /// Align a translation with its source.
    #[must_use]
    pub fn new(source: &'a Page<'a>, target: &'a Page<'a>, config: &'a Config) -> Self {
        let apart = (source.apart().to_vec(), target.apart().to_vec());
        let prints = (source.prints(), target.prints());
        let alignment = align::align_printed(source.document, target.document, prints, apart);
        let gaps = gaps::gaps(source.document, target.document, &alignment);
        let share_aligned = gaps::share_aligned(source.document, target.document, &alignment);
        let mut pair = Self {
            source,
            target,
            alignment,
            gaps,
            share_aligned,
            broken: Vec::new(),
            spoilt: Vec::new(),
            chatter: Vec::new(),
            cut_from: None,
            copies: OnceCell::new(),
            links: OnceCell::new(),
            images: OnceCell::new(),
            sound: OnceCell::new(),
            loose: OnceCell::new(),
            pieces: Vec::new(),
            config,
        };
        pair.broken = markup::broken(&pair);
        pair.spoilt = markup::spoilt(&pair);
        if pair.gaps.iter().any(|gap| gap.kind == GapKind::End) {
            let last = target.document.children(0).last();
            pair.cut_from = last.map(|last| target.document.blocks[last].span.start);
        }
        pair.chatter = super::model_chatter::found(&pair);
        pair.spoilt.extend(super::model_chatter::places(&pair));
        pair.pieces = content::pieces(&pair);
        pair
    }

    /// Whether most of the two pages does not answer each other.
    #[must_use]
    pub fn out_of_sync(&self) -> bool {
        self.is_empty()
            || self.share_aligned < OUT_OF_SYNC
                && self.source.document.blocks.len().max(self.target.document.blocks.len()) >= FEW_BLOCKS
    }

    /// Whether nothing stands in the translation at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_empty = |document: &Document| document.text.trim().is_empty();
        is_empty(self.target.document) && !is_empty(self.source.document)
    }

    /// Whether a place in the translation is one that a greater break has spoilt.
    #[must_use]
    pub fn is_spoilt(&self, place: Span) -> bool {
        self.spoilt.iter().any(|span| span.start <= place.start && place.start <= span.end)
    }

    /// Whether no marks in a match show as text. Broken marks swallow what they should set: one finding says so.
    fn is_sound(&self, leaf: &Match) -> bool {
        let place = |leaf: &Match| (leaf.source, leaf.target);
        // Both are in the order of the matches.
        self.broken.binary_search_by_key(&place(leaf), |broken| place(&broken.leaf)).is_err()
    }

    /// Whether a block of the translation stands a second time beside itself, word for word: among the same siblings,
    /// with nothing between the two but what stands twice too or is `slight`.
    #[must_use]
    pub fn stands_twice(&self, id: BlockId, slight: impl Fn(BlockId) -> bool) -> bool {
        let document = self.target.document;
        let copies = self.copies.get_or_init(|| Copies::of(document));
        let parent = document.blocks[id].parent;
        let between = |from: BlockId, to: BlockId| {
            let next = |id: &BlockId| document.blocks.get(*id).map(|block| block.next);
            let siblings = std::iter::successors(next(&from), next).take_while(|&sibling| sibling < to);
            let mut siblings = siblings.take(MOST_BETWEEN + 1).enumerate();
            siblings.all(|(at, id)| at < MOST_BETWEEN && (slight(id) || copies.beside(document, id).next().is_some()))
        };
        copies
            .beside(document, id)
            .any(|twin| document.blocks[twin].parent == parent && between(id.min(twin), id.max(twin)))
    }

    /// Whether a place in the translation is in the last block of a page that breaks off.
    #[must_use]
    pub fn is_cut(&self, place: Span) -> bool {
        self.cut_from.is_some_and(|from| place.start >= from)
    }

    /// The leaves no marks of which show as text, in the source's order.
    pub fn sound_leaves(&self) -> &[Match] {
        self.sound.get_or_init(|| self.leaves().filter(|leaf| self.is_sound(leaf)).copied().collect())
    }

    /// Whether a place in the translation is in a block that hardly answers the one it was matched with, on a page that has
    /// drifted from its source.
    #[must_use]
    pub fn is_loose(&self, place: Span) -> bool {
        let loose = self.loose.get_or_init(|| {
            let blocks = &self.target.document.blocks;
            let drifted = self.share_aligned < DRIFTED;
            let loose = self.leaves().filter(|found| drifted && found.loose).map(|found| blocks[found.target].span);
            let mut loose: Vec<Span> = loose.collect();
            loose.sort_unstable();
            loose
        });
        // What is compared as a whole lies in nothing else that is.
        let after = loose.partition_point(|block| block.start <= place.start);
        after.checked_sub(1).is_some_and(|at| loose[at].contains(place))
    }

    /// Blocks that answer each other and are compared as a whole, in the source's order.
    pub fn leaves(&self) -> impl Iterator<Item = &Match> {
        self.alignment.matches.iter().filter(|found| found.leaf)
    }

    /// Single blocks that answer each other, in the source's order.
    pub fn blocks(&self) -> impl Iterator<Item = (BlockId, BlockId)> + '_ {
        let single = |found: &&Match| found.sources == 1 && found.targets == 1;
        self.alignment.matches.iter().filter(single).map(|found| (found.source, found.target))
    }

    /// The inlines of the source's side of a match.
    #[must_use]
    pub fn source_inlines(&self, found: &Match) -> &'a [Inline] {
        run_inlines(self.source.document, found.source, found.sources)
    }

    /// The inlines of the target's side of a match.
    #[must_use]
    pub fn target_inlines(&self, found: &Match) -> &'a [Inline] {
        run_inlines(self.target.document, found.target, found.targets)
    }
}

/// The inlines of consecutive siblings.
fn run_inlines(document: &Document, first: BlockId, count: usize) -> &[Inline] {
    document.inlines.get(run_of_inlines(document, first, count)).unwrap_or_default()
}

/// Where the inlines of consecutive siblings stand among those of the document.
pub fn run_of_inlines(document: &Document, first: BlockId, count: usize) -> Range<usize> {
    let mut last = first;
    for _ in 1..count {
        last = document.blocks[last].next.min(document.blocks.len() - 1);
    }
    document.blocks[first].inlines.0 as usize..document.blocks[last].inlines.1 as usize
}
