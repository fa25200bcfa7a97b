//! What each piece of a translation says beside the piece of the source that it answers: translated, or left as it was.
//!
//! Two things must speak together before a piece counts as left: its words are those of the source, and they are words
//! of the source's language. The second is told by the small words that only that language has, and for labels of a
//! word or two, where the source is English, by a list of words that are no names.

use super::inline_code;
use super::judge::Judge;
use super::phrase::{count, quote};
use super::view::Pair;
use super::vocabulary;
use crate::align::Answer;
use crate::document::{BlockId, BlockKind, Document, Inline, InlineKind, Span};
use crate::speech::chinese::{Hand, Hands};
use crate::speech::evidence::Evidence;
use crate::speech::script::Scripts;
use crate::speech::token::{self, Token};

/// How a piece stands to the source's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It says too little: names, numbers, code.
    Neutral,
    /// It is not in the source's words.
    Translated,
    /// All of it is in the source's language; sure or not.
    Left(bool),
    /// It is one word of the source's language that may be a name too: what stands in the same row decides.
    Perhaps,
    /// It is a heading in the source's words, which may be a name: what the two pages say elsewhere decides.
    Title,
    /// A sentence of it is; the span is that of the first such sentence.
    Partly(Span),
    /// It is in a language that is neither of the two.
    Strange(Strange),
}

impl Verdict {
    /// The same, where there is a reason for the source's words.
    fn unless_left(self) -> Self {
        match self {
            Self::Left(_) | Self::Perhaps | Self::Title => Self::Neutral,
            Self::Partly(_) => Self::Translated,
            other => other,
        }
    }
}

/// A language that should not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strange {
    /// One with this code.
    Language(&'static str),
    /// One of this script.
    Script(Scripts),
    /// The other way of writing Chinese.
    Hand(Hand),
}

/// A piece of prose of the translation.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// What people call it.
    pub what: &'static str,
    /// Its block in the translation.
    pub block: BlockId,
    /// Where it stands, its marks included.
    pub span: Span,
    /// Where its words stand.
    pub words: Span,
    /// Where the piece of the source stands that it answers.
    pub source: Option<Span>,
    /// What its words speak for.
    pub heard: Evidence,
    /// What was heard.
    pub verdict: Verdict,
}

impl Piece {
    /// Whether it is a text in place of an image or an attribute.
    #[must_use]
    pub fn is_label(&self) -> bool {
        matches!(self.what, "attribute" | "alt text")
    }
}

/// The pieces of the translation in their order. Empty where the page says nothing of its language.
#[must_use]
pub fn pieces(pair: &Pair<'_>) -> Vec<Piece> {
    let Some(judge) = Judge::of(pair) else { return Vec::new() };
    let (source, target) = (pair.source.document, pair.target.document);
    let mut pieces = Vec::new();
    for leaf in pair.leaves() {
        if !is_prose(target.blocks[leaf.target].kind) || !is_prose(source.blocks[leaf.source].kind) {
            continue;
        }
        let here = Side::new(target, pair.target_inlines(leaf));
        let there = Side::new(source, pair.source_inlines(leaf));
        let place = Place::of(target, leaf.target, Some(source.blocks[leaf.source].span));
        judge_side(&judge, &here, Some(&there), place, &mut pieces);
    }
    // What answers nothing, or what that holds.
    let mut inside = 0;
    for (id, answer) in pair.alignment.target.iter().enumerate() {
        let block = &target.blocks[id];
        if *answer == Answer::Gap {
            inside = inside.max(block.next);
        }
        let unanswered = *answer == Answer::Gap || id < inside && *answer == Answer::Unasked;
        if unanswered && is_prose(block.kind) && target.children(id).next().is_none() {
            let here = Side::new(target, target.inlines_of(id));
            judge_side(&judge, &here, None, Place::of(target, id, None), &mut pieces);
        }
    }
    pieces.retain(|piece| !pair.is_spoilt(piece.span));
    pieces.sort_by_key(|piece| (piece.span.start, piece.span.end));
    settle(target, &mut pieces);
    vocabulary::settle_titles(pair, &mut pieces);
    pieces
}

/// A word that may be a name is left if something else in its row surely is.
fn settle(document: &Document, pieces: &mut [Piece]) {
    let row = |piece: &Piece| document.blocks[piece.block].parent;
    for index in 0..pieces.len() {
        if pieces[index].verdict == Verdict::Perhaps {
            let parent = row(&pieces[index]);
            let before = pieces[..index].iter().rev().take_while(|piece| row(piece) == parent);
            let after = pieces[index + 1..].iter().take_while(|piece| row(piece) == parent);
            let cell = pieces[index].what == "cell";
            let left = cell && before.chain(after).take(MOST_CELLS).any(|piece| piece.verdict == Verdict::Left(true));
            pieces[index].verdict = if left { Verdict::Left(false) } else { Verdict::Neutral };
        }
    }
}

/// Cells of a row that are looked at for each.
const MOST_CELLS: usize = 40;

fn judge_side(judge: &Judge, here: &Side<'_>, there: Option<&Side<'_>>, place: Place, pieces: &mut Vec<Piece>) {
    let Place { what, block, span, source } = place;
    if let Some(first) = here.text.first() {
        let words = here.text.iter().fold(*first, |all, run| all.cover(*run));
        let (verdict, heard) = judge.text(here, &here.text, there.map(|there| (there, &there.text[..])), what);
        let verdict = if here.spelled { verdict.unless_left() } else { verdict };
        pieces.push(Piece { what, block, span, words, source, heard, verdict });
    }
    for (index, &(what, span)) in here.labels.iter().enumerate() {
        let partner = there.and_then(|there| Some((there, there.labels.get(index)?)));
        let Some((there, &(_, other))) = partner.filter(|(_, (kind, _))| *kind == what) else { continue };
        let (verdict, heard) = judge.text(here, &[span], Some((there, &[other])), what);
        // A label that says it in both languages says it in this one.
        let verdict = if matches!(verdict, Verdict::Partly(_)) { Verdict::Translated } else { verdict };
        pieces.push(Piece { what, block, span, words: span, source: Some(other), heard, verdict });
    }
}

/// Whether a block holds prose.
fn is_prose(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Code { .. } | BlockKind::Program | BlockKind::Break | BlockKind::Shortcode)
}

/// What people call a paragraph in bold: a heading but for its marks.
const BOLD_LINE: &str = "bold line";

/// Whether a piece is a title over what follows it.
#[must_use]
pub fn is_title(what: &str) -> bool {
    matches!(what, "heading" | BOLD_LINE)
}

/// Whether all of a text stands between one pair of marks for bold.
fn is_bold(text: &str) -> bool {
    let inside = text.trim().strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inside.is_some_and(|inside| !inside.is_empty() && !inside.contains("**") && !inside.contains('\n'))
}

/// What people call a block that holds text: an item for its paragraph, a title for that of an admonition.
pub fn noun(document: &Document, id: BlockId) -> &'static str {
    let parent = document.blocks[id].parent;
    match (document.blocks[id].kind, document.blocks[parent].kind) {
        (BlockKind::Paragraph, BlockKind::Item(_)) if parent + 1 == id => "item",
        (BlockKind::Cell, _) => "cell",
        (BlockKind::Paragraph, _) if is_bold(document.slice(document.blocks[id].span)) => BOLD_LINE,
        (kind, _) => super::phrase::noun(kind),
    }
}

/// One side of a match: its runs of text, apart from what is a piece of its own.
pub struct Side<'a> {
    /// The page.
    pub document: &'a Document,
    /// Text that makes the piece.
    pub text: Vec<Span>,
    /// Links within it, marks included: their texts are texts of their own.
    pub links: Vec<Span>,
    /// Texts in place of images, and attributes that are read.
    labels: Vec<(&'static str, Span)>,
    /// Letters of an option are marked in the words that it is short for, which only the source's language has:
    /// `l`ess than.
    spelled: bool,
}

impl<'a> Side<'a> {
    /// The runs and labels of a block's inlines.
    pub fn new(document: &'a Document, inlines: &[Inline]) -> Self {
        let mut side = Self { document, text: Vec::new(), links: Vec::new(), labels: Vec::new(), spelled: false };
        let (mut elsewhere, mut image) = (0, 0);
        for (index, inline) in inlines.iter().enumerate() {
            match inline.kind {
                // What another site is called is left as it is.
                InlineKind::Link if is_external(document.slice(inline.value)) => elsewhere = inline.span.end,
                InlineKind::Tag | InlineKind::Component
                    if points_elsewhere(document, inline, &inlines[index + 1..]) =>
                {
                    elsewhere = inline.span.end;
                }
                InlineKind::Link => side.links.push(inline.span),
                InlineKind::Image => image = inline.span.end,
                InlineKind::Code => side.spelled |= inline_code::is_initial(document, inline.span, inline.value),
                InlineKind::Attribute if inline.span.start >= elsewhere => {
                    side.labels.push(("attribute", inline.value))
                }
                InlineKind::Text if inline.span.start < image => side.labels.push(("alt text", inline.span)),
                InlineKind::Text if inline.span.start >= elsewhere => side.text.push(inline.span),
                _ => {}
            }
        }
        side
    }

    /// Runs of text cut into words.
    pub fn tokens(&self, runs: &[Span]) -> Vec<Token> {
        // About as many words as there are in most languages.
        let mut tokens = Vec::with_capacity(runs.iter().map(|run| run.len() / 8).sum::<usize>() + runs.len());
        let mut open = false;
        for run in runs {
            token::cut(self.document.slice(*run), run.start as usize, &mut open, |token| tokens.push(token));
        }
        tokens
    }

    /// The text of a token.
    pub fn word(&self, token: &Token) -> &'a str {
        self.document.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }
}

fn is_external(target: &str) -> bool {
    target.starts_with("http") || target.starts_with("//")
}

/// Whether a tag has an attribute that points to another site.
fn points_elsewhere(document: &Document, tag: &Inline, after: &[Inline]) -> bool {
    let mut inside = after.iter().take_while(|inline| inline.span.start < tag.span.end);
    inside.any(|inline| inline.kind == InlineKind::Link && is_external(document.slice(inline.value)))
}

/// Where a piece stands.
#[derive(Clone, Copy)]
struct Place {
    what: &'static str,
    block: BlockId,
    span: Span,
    source: Option<Span>,
}

impl Place {
    fn of(document: &Document, block: BlockId, source: Option<Span>) -> Self {
        Self { what: noun(document, block), block, span: document.blocks[block].span, source }
    }
}

/// Where cells have so many times the letters of all else, a page is its tables.
const MOSTLY: usize = 4;

/// Pages with fewer letters than this are never judged as a whole.
const FEW_LETTERS: usize = 80;

/// The first piece, if nearly all of the page passes a test: nine letters of ten.
pub fn whole_page(pieces: &[Piece], test: impl Fn(Verdict) -> bool) -> Option<&Piece> {
    let sum = |cells: bool, wanted: bool| -> usize {
        let told = pieces.iter().filter(|piece| piece.verdict != Verdict::Neutral && (piece.what == "cell") == cells);
        told.filter(|piece| test(piece.verdict) == wanted).map(|piece| piece.heard.letters).sum()
    };
    let (prose, cells) = ((sum(false, true), sum(false, false)), (sum(true, true), sum(true, false)));
    let nearly_all = |passed: usize, other: usize| passed >= FEW_LETTERS && passed >= 9 * other;
    let whole = if prose == (0, 0) {
        nearly_all(cells.0, cells.1)
    } else {
        // A table may be all names where the prose around it is not, unless the page is hardly more than its tables.
        let tables = cells.0 + cells.1 >= MOSTLY * (prose.0 + prose.1);
        nearly_all(prose.0, prose.1) && !(tables && !nearly_all(cells.0, cells.1))
    };
    whole.then(|| pieces.first()).flatten()
}

/// The language that a whole page is in, if it is neither its own nor that of the source, and its first piece. Of the two
/// ways to write Chinese most pieces have a character or two that tell, and all of them together tell for the page.
pub fn stranger(pieces: &[Piece]) -> Option<(Strange, &Piece)> {
    const TELLING: usize = 12;
    let strange = |piece: &Piece| if let Verdict::Strange(strange) = piece.verdict { Some(strange) } else { None };
    let found = pieces.iter().find_map(strange)?;
    if let Strange::Hand(hand) = found {
        let mut hands = Hands::default();
        pieces.iter().for_each(|piece| hands.add(piece.heard.hands));
        if hands.clear(TELLING) == Some(hand) {
            return Some((found, pieces.first()?));
        }
    }
    Some((found, whole_page(pieces, |verdict| matches!(verdict, Verdict::Strange(_)))?))
}

/// The pieces that pass a test, those in a row together where they join: nothing but code may stand between them.
pub fn runs<'a>(
    document: &Document,
    pieces: &'a [Piece],
    test: impl Fn(&Piece) -> bool,
    joins: impl Fn(&Piece, &Piece) -> bool,
) -> Vec<&'a [Piece]> {
    let mut runs = Vec::new();
    let mut start = 0;
    while let Some(first) = pieces.get(start) {
        let mut end = start + 1;
        if test(first) {
            while let (Some(last), Some(next)) = (pieces.get(end - 1), pieces.get(end))
                && test(next)
                && joins(last, next)
                && follows(document, last, next)
            {
                end += 1;
            }
            runs.push(&pieces[start..end]);
        }
        start = end;
    }
    runs
}

/// Whether nothing but code stands between two pieces.
fn follows(document: &Document, a: &Piece, b: &Piece) -> bool {
    let between = document.blocks.get(a.block + 1..b.block).unwrap_or_default();
    between.iter().all(|block| {
        block.span.start < a.span.end
            || matches!(
                block.kind,
                BlockKind::Code { .. } | BlockKind::Item(_) | BlockKind::List(_) | BlockKind::Row(_) | BlockKind::Break
            )
    })
}

/// A run of pieces in words: `heading left in English: "Overview"`, `2 paragraphs, 1 item left in English, from "…" on`.
pub fn describe(document: &Document, run: &[Piece], problem: &str) -> String {
    let first = run.first().map(|piece| said(document, piece)).unwrap_or_default();
    if let [one] = run {
        return format!("{} {problem}: {}", one.what, quote(&first));
    }
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for piece in run {
        match counts.iter_mut().find(|(what, _)| *what == piece.what) {
            Some((_, number)) => *number += 1,
            None => counts.push((piece.what, 1)),
        }
    }
    let parts: Vec<String> = counts.iter().map(|&(what, number)| count(number, what)).collect();
    format!("{} {problem}, from {} on", parts.join(", "), quote(&first))
}

/// The words of a piece, without marks.
fn said(document: &Document, piece: &Piece) -> String {
    let inside = |inline: &&Inline| inline.kind == InlineKind::Text && piece.words.contains(inline.span);
    let runs: Vec<&str> =
        document.inlines_of(piece.block).iter().filter(inside).map(|inline| document.slice(inline.span)).collect();
    if runs.is_empty() { document.slice(piece.words).to_owned() } else { runs.concat() }
}
