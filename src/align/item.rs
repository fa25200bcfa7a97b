//! A block of either side prepared for comparison: what it is, what survives its translation, and what it costs to leave
//! it unanswered.

use std::borrow::Cow;

use foldhash::HashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::bag::Bag;
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
const PARTED: f32 = -1.5;
/// What leaving a block costs that says nothing by itself (a rule, an import).
const SMALL_GAP: f32 = -0.2;

/// One side of an alignment.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its prints, the words among them.
    pub prints: &'a Prints,
}

/// A block prepared for comparison.
pub(super) struct Item {
    pub(super) kind: BlockKind,
    pub(super) strong: Bag,
    pub(super) weak: Bag,
    pub(super) letters: f32,
    pub(super) sentences: f32,
    pub(super) children: f32,
    /// A hash of its name, 0 where it has none.
    pub(super) name: u64,
    /// Whether it introduces what follows: it ends with a colon.
    pub(super) introduces: bool,
    /// Whether bold words are all of it, or begin it.
    pub(super) bold: Bold,
    /// What it costs to leave it unanswered as the first of a run, and as another.
    pub(super) gap: (f32, f32),
}

impl Item {
    pub(super) fn new(side: &Side<'_>, other: &Side<'_>, id: BlockId) -> Self {
        let block = &side.document.blocks[id];
        let children = match block.kind {
            BlockKind::List(_) | BlockKind::Table => side.document.children(id).count(),
            _ => 0,
        };
        let (strong, weak) = tokens(side, other, id);
        Self {
            kind: block.kind,
            strong: Bag::weigh(side.prints, other.prints, &strong),
            weak: Bag::weigh_common(side.prints, other.prints, &weak),
            #[allow(clippy::cast_precision_loss)]
            letters: side.prints.amount(id).letters as f32,
            #[allow(clippy::cast_precision_loss)]
            sentences: side.prints.amount(id).sentences as f32,
            #[allow(clippy::cast_precision_loss)]
            children: children as f32,
            name: name(side.document, id),
            introduces: side.document.slice(block.span).trim_end().ends_with([':', '：']),
            bold: Bold::of(side.document, id),
            gap: (0.0, 0.0),
        }
    }

    /// Whether it is a paragraph that says something.
    pub(super) fn is_text(&self) -> bool {
        self.kind == BlockKind::Paragraph && self.letters >= 1.0
    }

    /// What it costs to leave it unanswered, and what it costs beyond to begin with it.
    fn costs(&self) -> (f32, f32) {
        match self.kind {
            BlockKind::Break | BlockKind::Program => (SMALL_GAP, SMALL_GAP),
            BlockKind::Html | BlockKind::Component if self.letters < 1.0 && self.strong.is_empty() => {
                (SMALL_GAP, SMALL_GAP)
            }
            BlockKind::Heading(_) => (GAP, OPEN_SECTION),
            _ => (GAP, OPEN),
        }
    }
}

/// Where the bold words of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bold {
    /// They are all that it says: a label on what follows.
    All,
    /// They begin it.
    First,
    /// Elsewhere, or nowhere.
    No,
}

impl Bold {
    pub(super) fn of(document: &Document, id: BlockId) -> Self {
        let text = document.slice(document.blocks[id].span).trim();
        let Some(inside) = text.strip_prefix("**").filter(|_| document.blocks[id].kind == BlockKind::Paragraph) else {
            return Self::No;
        };
        match inside.find("**") {
            Some(end) if end + 2 >= inside.len() => Self::All,
            Some(_) => Self::First,
            None => Self::No,
        }
    }
}

/// Two paragraphs in a row, as one.
pub(super) struct Joined {
    pub(super) strong: Bag,
    pub(super) weak: Bag,
    pub(super) letters: f32,
    pub(super) sentences: f32,
    /// The first is a label on the second.
    pub(super) labelled: bool,
}

impl Joined {
    /// Two blocks in a row as one, if both are paragraphs.
    pub(super) fn new(two: &[Item]) -> Option<Self> {
        let [first, second] = two else { return None };
        (first.is_text() && second.is_text()).then(|| Self {
            strong: first.strong.with(&second.strong),
            weak: first.weak.with(&second.weak),
            letters: first.letters + second.letters,
            sentences: first.sentences + second.sentences,
            labelled: first.bold == Bold::All,
        })
    }
}

/// A hash of the name of a block, 0 where it has none. A row is named by its first cell.
fn name(document: &Document, id: BlockId) -> u64 {
    let block = &document.blocks[id];
    let name = match (block.kind, document.children(id).next()) {
        (BlockKind::Row(false), Some(first)) => document.slice(document.blocks[first].span),
        _ => document.slice(block.name),
    };
    if name.is_empty() { 0 } else { xxh3_64(name.as_bytes()).max(1) }
}

/// Rows keep as their name what names one row of either table: two rows with names that the other table has elsewhere are
/// surely not one.
pub(super) fn keep_shared_keys(sources: &mut [Item], targets: &mut [Item]) {
    let is_row = |item: &&mut Item| item.kind == BlockKind::Row(false);
    let count = |items: &mut [Item]| {
        let mut counts: HashMap<u64, usize> = HashMap::default();
        items.iter_mut().filter(is_row).for_each(|item| *counts.entry(item.name).or_default() += 1);
        counts
    };
    let (here, there) = (count(sources), count(targets));
    for row in sources.iter_mut().chain(targets).filter(is_row) {
        if here.get(&row.name) != Some(&1) || there.get(&row.name) != Some(&1) {
            row.name = 0;
        }
    }
}

/// The tokens of a block, strong and weak. What it has as code and the other document only in its prose is a word.
fn tokens<'a>(side: &Side<'a>, other: &Side<'_>, id: BlockId) -> (Cow<'a, [Token]>, Cow<'a, [Token]>) {
    let (strong, weak) = (side.prints.strong(id), side.prints.weak(id));
    let as_prose = |token: &Token| side.prints.as_prose(*token, other.prints);
    let words: Vec<Token> = strong.iter().filter_map(as_prose).collect();
    if words.is_empty() {
        return (Cow::Borrowed(strong), Cow::Borrowed(weak));
    }
    let code = strong.iter().copied().filter(|token| as_prose(token).is_none()).collect();
    (Cow::Owned(code), Cow::Owned([weak, &words].concat()))
}

/// What it costs to leave the element at `index` unanswered, as the first of a run and as another.
pub(super) fn gap(items: &[Item], index: usize) -> (f32, f32) {
    let (cost, opens) = items[index].costs();
    let parts = index.checked_sub(1).is_some_and(|before| items[before].introduces);
    (cost + opens + if parts { PARTED } else { 0.0 }, cost)
}
