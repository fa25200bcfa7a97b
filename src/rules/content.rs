//! What each piece of a translation says beside the piece of the source that it answers: translated, or left as it was.
//!
//! Two things must speak together before a piece counts as left: its words are those of the source, and they are words
//! of the source's language. The second is told by the small words that only that language has, and for labels of a
//! word or two, where the source is English, by a list of words that are no names.

use std::collections::HashSet;

use super::view::Pair;
use crate::align::Answer;
use crate::document::{BlockId, BlockKind, Document, Inline, InlineKind, Span};
use crate::speech::particles::{Tongues, tongues};
use crate::speech::token::{self, Kind, Token};
use crate::speech::{self, english};

/// How a piece stands to the source's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It says too little: names, numbers, code.
    Neutral,
    /// It is not in the source's words.
    Translated,
    /// All of it is in the source's language; sure or not.
    Left(bool),
    /// A sentence of it is; the span is that of the first such sentence.
    Partly(Span),
}

/// A piece of prose of the translation.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// What people call it.
    pub what: &'static str,
    /// Its block in the translation.
    pub block: BlockId,
    /// Where it stands.
    pub span: Span,
    /// Where the piece of the source stands that it answers.
    pub source: Option<Span>,
    /// How many letters of prose it has.
    pub letters: usize,
    /// What was heard.
    pub verdict: Verdict,
}

/// The pieces of the translation in their order. Empty where the two languages are one (`pt-PT` and `pt-BR`) or the
/// source's language has no list of small words.
#[must_use]
pub fn pieces(pair: &Pair<'_>) -> Vec<Piece> {
    let (source, target) = (pair.source.member.language.base(), pair.target.member.language.base());
    if source == target || target.is_empty() || Tongues::of(source).is_empty() {
        return Vec::new();
    }
    let judge = Judge {
        source,
        target,
        latin: speech::is_latin(target),
        own: Tongues::of(target),
        theirs: Tongues::of(source),
    };
    let mut pieces = Vec::new();
    for leaf in pair.leaves() {
        let block = pair.target.document.blocks[leaf.target].kind;
        if !is_prose(block) || !is_prose(pair.source.document.blocks[leaf.source].kind) {
            continue;
        }
        let here = Side::new(pair.target.document, pair.target_inlines(leaf));
        let there = Side::new(pair.source.document, pair.source_inlines(leaf));
        let what = noun(pair.target.document, leaf.target);
        let span = pair.target.document.blocks[leaf.target].span;
        let source = pair.source.document.blocks[leaf.source].span;
        judge.side(&here, Some(&there), Place { what, block: leaf.target, span, source: Some(source) }, &mut pieces);
    }
    for (id, answer) in pair.alignment.target.iter().enumerate() {
        let kind = pair.target.document.blocks[id].kind;
        if *answer == Answer::Gap && is_prose(kind) {
            let here = Side::new(pair.target.document, pair.target.document.inlines_of(id));
            let what = noun(pair.target.document, id);
            let span = pair.target.document.blocks[id].span;
            judge.side(&here, None, Place { what, block: id, span, source: None }, &mut pieces);
        }
    }
    pieces.sort_by_key(|piece| (piece.span.start, piece.span.end));
    pieces
}

fn is_prose(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Code { .. } | BlockKind::Program | BlockKind::Break | BlockKind::Shortcode)
}

/// What people call a block that holds text: an item for its paragraph, a title for that of an admonition.
fn noun(document: &Document, id: BlockId) -> &'static str {
    let parent = document.blocks[id].parent;
    match (document.blocks[id].kind, document.blocks[parent].kind) {
        (BlockKind::Paragraph, BlockKind::Item(_)) if parent + 1 == id => "item",
        (BlockKind::Cell, _) => "cell",
        (kind, _) => super::phrase::noun(kind),
    }
}

/// One side of a match: its runs of text, apart from what is a piece of its own.
struct Side<'a> {
    document: &'a Document,
    /// Text that makes the piece.
    text: Vec<Span>,
    /// Texts in place of images, and attributes that are read.
    labels: Vec<(&'static str, Span)>,
}

impl<'a> Side<'a> {
    fn new(document: &'a Document, inlines: &[Inline]) -> Self {
        let mut side = Self { document, text: Vec::new(), labels: Vec::new() };
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
                InlineKind::Image => image = inline.span.end,
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

    fn tokens(&self, runs: &[Span]) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut open = false;
        for run in runs {
            token::cut(self.document.slice(*run), run.start as usize, &mut open, |token| tokens.push(token));
        }
        tokens
    }

    fn word(&self, token: &Token) -> &'a str {
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

/// Judges the pieces of one pair.
struct Judge<'a> {
    source: &'a str,
    target: &'a str,
    /// Whether the translation is written in Latin letters.
    latin: bool,
    own: Tongues,
    theirs: Tongues,
}

/// What the words of a sentence speak for.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// Words in Latin letters, without names for programs.
    words: usize,
    /// Small words that only the source's language has.
    theirs: usize,
    /// Small words that only the translation's language has, words with letters that English does not have, and words
    /// in other scripts.
    own: usize,
    /// Letters of all tokens.
    letters: usize,
}

impl Evidence {
    fn add(&mut self, other: Self) {
        self.words += other.words;
        self.theirs += other.theirs;
        self.own += other.own;
        self.letters += other.letters;
    }
}

impl Judge<'_> {
    fn side(&self, here: &Side<'_>, there: Option<&Side<'_>>, place: Place, pieces: &mut Vec<Piece>) {
        if !here.text.is_empty() {
            let (verdict, letters) = self.text(here, &here.text, there, there.map_or(&[][..], |there| &there.text));
            let Place { what, block, span, source } = place;
            pieces.push(Piece { what, block, span, source, letters, verdict });
        }
        for (index, &(what, span)) in here.labels.iter().enumerate() {
            let partner = there.and_then(|there| Some((there, there.labels.get(index)?)));
            let Some((there, &(_, other))) = partner.filter(|(_, (kind, _))| *kind == what) else { continue };
            let (verdict, letters) = self.text(here, &[span], Some(there), &[other]);
            pieces.push(Piece { what, block: place.block, span, source: Some(other), letters, verdict });
        }
    }

    fn text(&self, here: &Side<'_>, runs: &[Span], there: Option<&Side<'_>>, others: &[Span]) -> (Verdict, usize) {
        let tokens = here.tokens(runs);
        let sentences = self.sentences(here, &tokens);
        let mut all = Evidence::default();
        for (_, evidence) in &sentences {
            all.add(*evidence);
        }
        let neutral = |verdict| (verdict, all.letters);
        if let Some(there) = there
            && same(here, runs, there, others)
        {
            return neutral(self.equal(here, &tokens, all));
        }
        if all.words == 0 {
            return neutral(if all.own > 0 { Verdict::Translated } else { Verdict::Neutral });
        }
        let suspicious = |evidence: &Evidence| self.suspicious(evidence);
        if !sentences.iter().any(|(_, evidence)| suspicious(evidence)) {
            return neutral(if all.own > 0 { Verdict::Translated } else { Verdict::Neutral });
        }
        let words: Option<HashSet<String>> =
            there.map(|there| there.tokens(others).iter().map(|token| there.word(token).to_lowercase()).collect());
        let mut left = Vec::new();
        let mut rest = Evidence::default();
        for (range, evidence) in &sentences {
            let tokens = tokens.get(range.clone()).unwrap_or_default();
            if suspicious(evidence)
                && (sentences.len() == 1 && rest_is_empty(&all, evidence) || !is_quoted(here, runs, tokens))
                && self.is_left(here, tokens, evidence, words.as_ref())
            {
                left.push(tokens);
            } else {
                rest.add(*evidence);
            }
        }
        let Some(first) = left.first() else { return neutral(Verdict::Translated) };
        if rest.own == 0 && rest.words <= 2 {
            return neutral(Verdict::Left(true));
        }
        let (Some(start), Some(end)) = (first.first(), first.last()) else { return neutral(Verdict::Translated) };
        neutral(Verdict::Partly(Span { start: start.start, end: end.end }))
    }

    /// The same words as in the source: left, unless they are no words of its language.
    fn equal(&self, here: &Side<'_>, tokens: &[Token], all: Evidence) -> Verdict {
        if all.own > 0 || all.words == 0 {
            return Verdict::Neutral;
        }
        if all.theirs > 0 && all.words >= 2 {
            return Verdict::Left(all.words >= 4 && all.theirs >= 2);
        }
        if self.source == "en" { self.label(here, tokens, all.words) } else { Verdict::Neutral }
    }

    /// A label of a few words, none of them a small one: English, unless it is a name.
    fn label(&self, here: &Side<'_>, tokens: &[Token], words: usize) -> Verdict {
        let first = tokens.first().map_or("", |token| here.word(token));
        if first.starts_with(char::is_lowercase) && words <= 4 {
            // The name of a command, an option, a type, a folder.
            return Verdict::Neutral;
        }
        let (mut known, mut inner, mut labels) = (0, false, false);
        for token in tokens {
            let word = here.word(token);
            let lower = word.to_lowercase();
            if token.kind == Kind::Latin && english::is_english(&lower, self.target) {
                known += 1;
                inner |= word.starts_with(char::is_lowercase);
                labels |= english::is_label(&lower, self.target);
            }
        }
        let all = known == tokens.len();
        if labels && (all || inner) {
            Verdict::Left(true)
        } else if inner || all && known > 0 || labels {
            Verdict::Left(false)
        } else {
            Verdict::Neutral
        }
    }

    fn suspicious(&self, evidence: &Evidence) -> bool {
        if self.latin {
            evidence.theirs >= 2 && evidence.words >= 4 && evidence.theirs > 2 * evidence.own
        } else {
            evidence.theirs >= 1 && evidence.words >= 4
        }
    }

    fn is_left(&self, here: &Side<'_>, tokens: &[Token], evidence: &Evidence, words: Option<&HashSet<String>>) -> bool {
        let latin = tokens.iter().filter(|token| token.kind == Kind::Latin);
        let known =
            words.map_or(0, |words| latin.filter(|token| words.contains(&here.word(token).to_lowercase())).count());
        let dense = evidence.theirs * 5 >= evidence.words;
        if known * 10 >= evidence.words * 7 {
            return dense || evidence.theirs >= 3;
        }
        // Left from an older version of the source.
        dense && evidence.theirs >= 3 && evidence.own == 0 && evidence.words >= 6
    }

    /// The sentences of a text as ranges of its tokens, with what they speak for. In a text that is not in Latin
    /// letters, a run of words in Latin letters is a sentence too.
    fn sentences(&self, here: &Side<'_>, tokens: &[Token]) -> Vec<(std::ops::Range<usize>, Evidence)> {
        let mut sentences = Vec::new();
        let mut start = 0;
        let mut evidence = Evidence::default();
        for (index, token) in tokens.iter().enumerate() {
            let turns =
                !self.latin && index > 0 && (token.kind == Kind::Other) != (tokens[index - 1].kind == Kind::Other);
            if index > start && (token.first || turns) {
                sentences.push((start..index, std::mem::take(&mut evidence)));
                start = index;
            }
            self.weigh(here.word(token), token.kind, &mut evidence);
        }
        if start < tokens.len() {
            sentences.push((start..tokens.len(), evidence));
        }
        sentences
    }

    fn weigh(&self, word: &str, kind: Kind, evidence: &mut Evidence) {
        match kind {
            Kind::Technical => {}
            Kind::Other => {
                evidence.own += 1;
                evidence.letters += word.chars().count();
            }
            Kind::Latin => {
                evidence.words += 1;
                evidence.letters += word.len();
                let tongues = lower(word, tongues);
                let (own, theirs) = (tongues.meets(self.own), tongues.meets(self.theirs));
                if theirs && !own {
                    evidence.theirs += 1;
                } else if own && !theirs || self.source == "en" && !word.is_ascii() && !word.contains('’') {
                    evidence.own += 1;
                }
            }
        }
    }
}

/// Whether a sentence is all that a text says.
fn rest_is_empty(all: &Evidence, sentence: &Evidence) -> bool {
    all.words == sentence.words && all.own == sentence.own
}

/// Whether some words stand between quotation marks or brackets that open before them in the same text.
fn is_quoted(here: &Side<'_>, runs: &[Span], tokens: &[Token]) -> bool {
    let (Some(first), Some(start)) = (tokens.first(), runs.first()) else { return false };
    let mut open: Vec<char> = Vec::new();
    let mut before = ' ';
    for c in here.document.text.get(start.start as usize..first.start as usize).unwrap_or_default().chars() {
        let closer = match c {
            '“' => Some('”'),
            '„' => Some('“'),
            '«' => Some('»'),
            '‘' => Some('’'),
            '「' => Some('」'),
            '『' => Some('』'),
            '《' => Some('》'),
            '(' => Some(')'),
            '（' => Some('）'),
            '\'' if before.is_whitespace() => Some('\''),
            _ => None,
        };
        if open.last() == Some(&c) {
            open.pop();
        } else if c == '"' {
            open.push('"');
        } else if let Some(closer) = closer {
            open.push(closer);
        }
        before = c;
    }
    !open.is_empty()
}

/// Hands a word in lower case on, without a heap where it is short.
fn lower<T: Default>(word: &str, take: impl Fn(&str) -> T) -> T {
    if word.len() > 8 + 3 {
        return T::default();
    }
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return take(word);
    }
    take(&word.to_lowercase().replace('’', "'"))
}

/// Whether two texts are the same but for space.
fn same(here: &Side<'_>, runs: &[Span], there: &Side<'_>, others: &[Span]) -> bool {
    let chars = |side: &'_ Side<'_>, runs: &[Span]| -> String {
        runs.iter().flat_map(|run| side.document.slice(*run).chars().filter(|c| !c.is_whitespace())).collect()
    };
    let length = |runs: &[Span]| runs.iter().map(|run| run.len()).sum::<usize>();
    let (a, b) = (length(runs), length(others));
    a > 0 && a.abs_diff(b) <= a / 4 + 4 && chars(here, runs) == chars(there, others)
}
