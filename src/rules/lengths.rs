//! Paragraphs that say less than their source: cut in the middle, or far too short.
//!
//! How long a translation is for its source depends on the two languages and on the translator, so that the page itself
//! is the measure: the median of its paragraphs ([`crate::align::Alignment::ratio`]), and how far they stray from it.
//! Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), take such a length for normally
//! distributed; as in [`crate::align`], the logarithm is used here, since the spread grows with the length.

use super::view::Pair;
use crate::document::{BlockId, BlockKind, Document, InlineKind};

/// A paragraph that says less than its source.
pub struct Cut {
    /// The paragraph of the source.
    pub source: BlockId,
    /// That of the translation.
    pub target: BlockId,
    /// What shows it.
    pub sign: Sign,
}

/// What shows that a paragraph says less than its source.
#[derive(Clone, Copy)]
pub enum Sign {
    /// It ends within a sentence where its source ends with one, and is shorter than it should be.
    BreaksOff,
    /// It is far shorter than it should be and has fewer sentences than its source; on a page whose paragraphs stray as
    /// far, or with a little more left, it may say all the same.
    Short { sure: bool },
}

/// A paragraph that breaks off has at most this share of its length left; one on a page that says little of how its
/// paragraphs end, half of it.
const BROKEN: f32 = 0.65;
const BROKEN_FOR_SURE: f32 = 0.5;

/// One that has lost a sentence has less than this share, though one that has it may have lost none.
const NOT_ALL: f32 = 0.72;

/// A paragraph that ends with a sentence is too short below this share of its length: with more, two sentences may have
/// become one that says it all.
const TINY: f32 = 0.5;

/// Letters of a text from which on its length says something.
const FEW: u32 = 30;

/// A paragraph of fewer letters may do without the full stop of its source.
const CLAUSE: u32 = 50;

/// Pages with fewer pairs of paragraphs say nothing of how theirs end.
const ENOUGH: usize = 3;

/// One paragraph beside its source.
struct Both {
    source: BlockId,
    target: BlockId,
    /// The length of the translation beside what the page leads to expect, 1 being as expected.
    share: f32,
    /// Whether the translation ends as a sentence does where its source does; `None` where the source does not.
    ends: Option<bool>,
}

/// The paragraphs of a translation that say less than their source, in the source's order.
#[must_use]
pub fn cut(pair: &Pair<'_>) -> Vec<Cut> {
    let all: Vec<Both> = pair.blocks().filter_map(|(source, target)| both(pair, source, target)).collect();
    let items = |both: &Both| matches!(kind_of_parent(pair.target.document, both.target), BlockKind::Item(_));
    // Lists often do without the full stops of their source; paragraphs seldom do.
    let closes = |item: bool| {
        let ends = all.iter().filter(|both| items(both) == item).filter_map(|both| both.ends);
        let (mut closed, mut total) = (0, 0);
        ends.for_each(|end| {
            closed += usize::from(end);
            total += 1;
        });
        // The one that breaks off does not count against the others.
        match closed + 1 >= total {
            true if total > ENOUGH => BROKEN,
            true => BROKEN_FOR_SURE,
            false => 0.0,
        }
    };
    let broken = [closes(false), closes(true)];
    let strays = spread(&all);
    let sign = |both: &Both| {
        let item = items(both);
        let breaks_off = both.ends == Some(false) && both.share < broken[usize::from(item)];
        if breaks_off && (!item || ends_with_comma(pair.target.document, both.target)) {
            return Some(Sign::BreaksOff);
        }
        let (here, there) = (pair.source.prints().amount(both.source), pair.target.prints().amount(both.target));
        let fewer = here.sentences >= 2 && there.sentences < here.sentences;
        let off = both.share.ln();
        let short = both.share < TINY && here.letters >= FEW && !introduces(pair.target.document, both.target);
        let sure = short && off < -2.5 * strays || there.letters == 0 && here.letters >= FEW;
        let maybe = both.share < NOT_ALL && here.letters >= CLAUSE && off < -1.5 * strays.min(USUAL);
        (fewer && (sure || maybe)).then_some(Sign::Short { sure })
    };
    let found = all.iter().filter_map(|both| Some(Cut { source: both.source, target: both.target, sign: sign(both)? }));
    found.filter(|cut| !pair.is_spoilt(pair.target.document.blocks[cut.target].span)).collect()
}

fn both(pair: &Pair<'_>, source: BlockId, target: BlockId) -> Option<Both> {
    let (here, there) = (pair.source.document, pair.target.document);
    let paragraphs = [here.blocks[source].kind, there.blocks[target].kind] == [BlockKind::Paragraph; 2];
    if !paragraphs {
        return None;
    }
    let (amount, other) = (pair.source.prints().amount(source), pair.target.prints().amount(target));
    let (wanted, found) = (amount.letters, other.letters);
    // Code is as long in every language; what a stray backtick has made of prose is still there.
    #[allow(clippy::cast_precision_loss)]
    let share =
        (found as f32 + other.code as f32 + 4.0) / (wanted as f32 * pair.alignment.ratio + amount.code as f32 + 4.0);
    // What introduces something may do so without a colon.
    let telling = wanted >= CLAUSE && ends_sentence(here, source) && !introduces(here, source);
    let ends = telling.then(|| ends_sentence(there, target));
    Some(Both { source, target, share, ends })
}

/// How far paragraphs stray on most pages, as a natural logarithm.
const USUAL: f32 = 0.15;

/// How far the paragraphs of a page stray from their expected length, as a natural logarithm: the median of what they
/// are off, and never less than is usual.
fn spread(all: &[Both]) -> f32 {
    let mut off: Vec<f32> = all.iter().map(|both| both.share.ln().abs()).collect();
    let middle = off.len() / 2;
    if off.is_empty() { USUAL } else { off.select_nth_unstable_by(middle, f32::total_cmp).1.max(USUAL) }
}

fn kind_of_parent(document: &Document, id: BlockId) -> BlockKind {
    document.blocks[document.blocks[id].parent].kind
}

/// Whether the last character of a block that is no closing mark ends a sentence, or is none that text ends with: a
/// block that ends with code or an image says nothing.
fn ends_sentence(document: &Document, id: BlockId) -> bool {
    let Some(last) = document.inlines_of(id).iter().rev().find(|inline| document.slice(inline.span).trim() != "")
    else {
        return true;
    };
    if !matches!(last.kind, InlineKind::Text | InlineKind::Emphasis | InlineKind::Link) {
        return true;
    }
    let text = document.slice(document.blocks[id].span).trim_end();
    let text = text.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace());
    text.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | '、' | '，' | '-' | '–' | '('))
}

/// Whether a block ends with a colon: what it introduces may say what its source says before.
fn introduces(document: &Document, id: BlockId) -> bool {
    document.slice(document.blocks[id].span).trim_end().ends_with([':', '：'])
}

fn ends_with_comma(document: &Document, id: BlockId) -> bool {
    document.slice(document.blocks[id].span).trim_end().ends_with([',', '、', '，', '،'])
}

fn is_closing(c: char) -> bool {
    matches!(c, '*' | '_' | '"' | '\'' | '”' | '’' | '»' | '」' | '』' | '`' | '~')
}
