//! Blocks that many pages have: at their edges imports, banners, footers that a program wrote, and anywhere a line in
//! emphasis that credits a picture.
//!
//! What translations, or those into one language, mostly do with such a block, leave it out or leave it as it is, is
//! their convention and no finding on each page. See [`crate::practice`].

use xxhash_rust::xxh3::xxh3_64;

use super::view::Pair;
use crate::align::Answer;
use crate::document::{BlockId, BlockKind, Document};
use crate::practice::Practice;

/// Blocks at each end of a page that may be the same on other pages.
const EDGE: usize = 2;

/// Longer blocks are text of the page, in bytes.
const LONGEST: usize = 200;

/// What was done with a block.
#[derive(Clone, Copy)]
enum Deed {
    LeftOut,
    LeftAsIs,
}

impl Deed {
    fn practice(self, print: u64) -> Practice {
        match self {
            Self::LeftOut => Practice::BlockLeftOut(print),
            Self::LeftAsIs => Practice::BlockLeftAsIs(print),
        }
    }
}

/// The votes of a pair: for each block at the edge of the source, whether the translation left it out and whether it
/// left it as it is.
pub fn votes(pair: &Pair<'_>) -> Vec<(Practice, bool)> {
    let (source, target) = (pair.source.document, pair.target.document);
    let mut votes = Vec::new();
    for &id in pair.source.edges() {
        let answer = match pair.alignment.source[id] {
            Answer::Match(index) => Some(pair.alignment.matches[index].target),
            Answer::Gap => None,
            Answer::Unasked => continue,
        };
        let same = answer.is_some_and(|answer| lasting(source, id).eq(lasting(target, answer)));
        for print in prints(pair, id) {
            votes.push((Deed::LeftOut.practice(print), answer.is_none()));
            votes.push((Deed::LeftAsIs.practice(print), same));
        }
    }
    votes
}

/// What a translation into this language would do by convention if it leaves these blocks out; nothing where they are
/// no blocks at the edge of the source.
pub fn left_out(pair: &Pair<'_>, blocks: &[BlockId]) -> Vec<Vec<Practice>> {
    all_at_edge(pair, blocks, Deed::LeftOut)
}

/// The same for the block of the source that answers a top block of the translation, if it is left as it is.
pub fn left_as_is(pair: &Pair<'_>, target: BlockId) -> Vec<Vec<Practice>> {
    match pair.alignment.target[target] {
        Answer::Match(index) => all_at_edge(pair, &[pair.alignment.matches[index].source], Deed::LeftAsIs),
        Answer::Gap | Answer::Unasked => Vec::new(),
    }
}

fn all_at_edge(pair: &Pair<'_>, blocks: &[BlockId], deed: Deed) -> Vec<Vec<Practice>> {
    let edges = pair.source.edges();
    if blocks.iter().all(|id| edges.contains(id)) {
        blocks.iter().map(|&id| practices(pair, id, deed).to_vec()).collect()
    } else {
        Vec::new()
    }
}

/// The short blocks at both ends of a page, and its lines that are all in emphasis.
pub fn edges(document: &Document) -> Vec<BlockId> {
    let blocks: Vec<BlockId> = document.children(0).collect();
    let last = blocks.len().saturating_sub(EDGE);
    let stands = |(place, id): &(usize, BlockId)| {
        let block = &document.blocks[*id];
        let ends = *place < EDGE || *place >= last;
        block.span.len() <= LONGEST
            && (ends || block.kind == BlockKind::Paragraph && is_credit(document.slice(block.span)))
    };
    blocks.into_iter().enumerate().filter(stands).map(|(_, id)| id).collect()
}

/// Whether a paragraph is one line, all of it in emphasis.
fn is_credit(text: &str) -> bool {
    let inside = |mark: char| {
        let text = text.trim().strip_prefix(mark)?.strip_suffix(mark)?;
        (!text.is_empty() && !text.contains([mark, '\n'])).then_some(())
    };
    ['*', '_'].into_iter().any(|mark| inside(mark).is_some())
}

/// The words of a block but for dates and versions, which differ from page to page.
fn lasting(document: &Document, id: BlockId) -> impl Iterator<Item = &str> {
    let words = document.slice(document.blocks[id].span).split_whitespace();
    words.filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// What translations into this language do with a block, and what all do.
fn practices(pair: &Pair<'_>, id: BlockId, deed: Deed) -> [Practice; 2] {
    prints(pair, id).map(|print| deed.practice(print))
}

/// A hash of the words of a block and the translation's language, and one of the words.
fn prints(pair: &Pair<'_>, id: BlockId) -> [u64; 2] {
    let language = pair.target.member.language.tag();
    let mut text = String::with_capacity(LONGEST + language.len() + 1);
    text.push_str(language);
    for word in lasting(pair.source.document, id) {
        text.push('\0');
        text.push_str(word);
    }
    [&text[..], &text[language.len()..]].map(|text| xxh3_64(text.as_bytes()))
}
