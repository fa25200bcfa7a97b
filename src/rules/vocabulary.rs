//! Words of the source's language that a translation uses as words of its own.
//!
//! Where two languages have two scripts, a word in the source's script shows. Some languages write half of their
//! technical terms so (Hindi does, by custom), and a heading made of such terms is no heading left in English. What a
//! word is, the language itself says: one that stands in sentences of its own again and again is one of its words.

use std::collections::BTreeMap;

use foldhash::HashSet;
use xxhash_rust::xxh3::Xxh3Default;

use super::content::{self, Piece, Side, Verdict};
use super::judge::Judge;
use super::view::Pair;
use crate::document::{BlockKind, Document, Inline, InlineKind, Span};
use crate::practice::{Condition, Practice};
use crate::speech::evidence;
use crate::speech::particles::{Tongues, tongues};
use crate::speech::script::Scripts;
use crate::speech::token::{self, Kind, Token};

/// Most words in a row that are said in passing; more are a sentence, or a good part of one.
const PASSING: usize = 4;

/// Most often a word is counted on one page.
const MOST: u32 = 5;

/// The words in the source's script that one page uses in sentences of its own, in lower case, with how often.
pub struct Vocabulary {
    words: BTreeMap<String, u32>,
}

impl Vocabulary {
    /// The words of a page; none where both languages have one script.
    pub fn of(pair: &Pair<'_>) -> Self {
        let mut words = BTreeMap::new();
        if Judge::of(pair).is_some_and(|judge| judge.tells_by_script()) {
            let document = pair.target.document;
            let mut last = None;
            for piece in pair.pieces.iter().filter(|piece| !piece.is_label() && piece.heard.own > 0) {
                if piece.heard.words > 0 && last.replace(piece.block) != Some(piece.block) {
                    let side = Side::new(document, document.inlines_of(piece.block));
                    note(&side, &side.tokens(&side.text), &mut words);
                }
            }
        }
        Self { words }
    }

    /// What the page has to say to the whole corpus: each word once for each time.
    pub fn votes(&self, pair: &Pair<'_>) -> Vec<Practice> {
        let times =
            |(word, &count): (&String, &u32)| std::iter::repeat_n(word_practice(pair, word), count.min(MOST) as usize);
        self.words.iter().flat_map(times).collect()
    }

    /// What the corpus must say for a piece that has nothing but the source's words to be left untranslated; `None`
    /// where this page says already that it is not.
    ///
    /// Two small words that only the source's language has, or one in a longer piece, say enough by themselves.
    pub fn doubt(&self, pair: &Pair<'_>, piece: &Piece) -> Option<Doubt> {
        let side = Side::new(pair.target.document, &[]);
        let (mut small, mut terms) = (0, HashSet::default());
        let tokens = side.tokens(&[piece.words]);
        if !Scripts::of_language(pair.source.member.language.base()).meets(Scripts::LATIN) {
            // Words in letters that the page's own language lacks are none of its terms.
            return Some(Doubt::None);
        }
        for token in tokens.iter().filter(|token| token.kind == Kind::Latin) {
            let word = side.word(token);
            if tongues(word).meets(Tongues::of(pair.source.member.language.base())) {
                small += usize::from(!evidence::is_capitals(word));
            } else if !evidence::is_capitals(word) {
                terms.insert(word.to_lowercase());
            }
        }
        if small >= 2 || small == 1 && terms.len() >= PASSING {
            return Some(Doubt::None);
        }
        let least = if small == 1 { 1 } else { terms.len().clamp(1, 2) };
        let mut unknown: Vec<String> = terms.into_iter().filter(|word| !self.words.contains_key(word)).collect();
        unknown.sort_unstable();
        (unknown.len() >= least)
            .then(|| Doubt::Words(unknown.iter().map(|word| word_practice(pair, word)).collect(), least))
    }
}

/// Whether the whole corpus has a say in a finding.
pub enum Doubt {
    /// It has not.
    None,
    /// It has, by the words of the language: so many of these must be none.
    Words(Vec<Practice>, usize),
    /// It has, by what the other translations of the page do with this label.
    Custom(Practice),
    /// It has by both: so many of these words must be none, and the other translations must not keep it.
    Both(Vec<Practice>, usize, Practice),
}

/// The condition on which pieces in a row are left untranslated; none where one of them is without doubt.
pub fn together<'a>(doubts: impl Iterator<Item = &'a Doubt>) -> Option<Condition> {
    let (mut all, mut most, mut kept) = (Vec::new(), 0, None);
    for doubt in doubts {
        match doubt {
            Doubt::None => return None,
            Doubt::Custom(label) => return Some(Condition::UnlessKept(label.clone())),
            Doubt::Words(words, least) | Doubt::Both(words, least, _) => {
                all.extend(words.iter().cloned());
                most = most.max(*least);
            }
        }
        if let Doubt::Both(_, _, label) = doubt {
            kept = Some(Condition::UnlessKept(label.clone()));
        }
    }
    all.sort_unstable();
    all.dedup();
    let unused = (most > 0).then_some(Condition::Unused(all, most))?;
    Some(match kept {
        Some(kept) => Condition::Both(Box::new(unused), Box::new(kept)),
        None => unused,
    })
}

/// Count the words that stand in passing in sentences of the page's own.
fn note(side: &Side<'_>, tokens: &[Token], words: &mut BTreeMap<String, u32>) {
    let ends = |index: usize| tokens.get(index).is_none_or(|token| token.first);
    let mut start = 0;
    for end in 1..=tokens.len() {
        if !ends(end) {
            continue;
        }
        let sentence = &tokens[start..end];
        start = end;
        if !sentence.iter().any(|token| token.kind == Kind::Other) {
            continue;
        }
        for run in sentence.chunk_by(|one, next| (one.kind == Kind::Other) == (next.kind == Kind::Other)) {
            let latin = run.iter().filter(|token| token.kind == Kind::Latin);
            // With a small word among them they are a phrase of the other language and no terms of this one.
            let phrase = latin.clone().any(|token| !tongues(side.word(token)).is_empty());
            if run.len() <= PASSING && !phrase && !is_gloss(side, run) {
                for word in latin.map(|token| side.word(token)).filter(|word| !evidence::is_capitals(word)) {
                    *words.entry(word.to_lowercase()).or_default() += 1;
                }
            }
        }
    }
}

/// Whether words stand in brackets of their own: a term beside its translation.
fn is_gloss(side: &Side<'_>, run: &[Token]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let before = side
        .document
        .text
        .get(..first.start as usize)
        .and_then(|text| text.trim_end_matches(['*', '_']).chars().next_back());
    let after =
        side.document.text.get(last.end as usize..).and_then(|text| text.trim_start_matches(['*', '_']).chars().next());
    matches!(before, Some('(' | '（')) && matches!(after, Some(')' | '）'))
}

fn word_practice(pair: &Pair<'_>, word: &str) -> Practice {
    Practice::WordUsed(hash(&[pair.target.member.language.tag(), word]))
}

/// A label or heading of a page, whether its translation keeps it, and what that says of the custom of the page's
/// translations.
pub fn label(pair: &Pair<'_>, piece: &Piece) -> Option<(Practice, bool)> {
    let source = piece.source.filter(|_| piece.is_label() || content::is_title(piece.what))?;
    let here = if piece.is_label() { piece.words } else { piece.span };
    let (text, other) = (pair.source.document.slice(source), pair.target.document.slice(here));
    Some((Practice::LabelKept(hash(&[&pair.source.member.file.shown, text])), text.trim() == other.trim()))
}

fn hash(parts: &[&str]) -> u64 {
    let mut print = Xxh3Default::new();
    for part in parts {
        print.update(part.as_bytes());
        print.update(&[0]);
    }
    print.digest()
}

/// Fewer translated headings than this are no custom of a page.
const FEW_HEADINGS: usize = 3;

/// Headings in the source's words that are no names: words that the source's own prose has in lower case and the
/// translation's has not. One that stands alone among translated headings is left.
pub fn settle_titles(pair: &Pair<'_>, pieces: &mut [Piece]) {
    let headings = |verdict: Verdict| {
        pieces.iter().filter(|piece| content::is_title(piece.what) && piece.verdict == verdict).count()
    };
    let (ours, theirs) = (headings(Verdict::Translated), headings(Verdict::Title));
    let translated = ours > 0;
    // Where hardly a heading is as the source has it, one that is stands out.
    let custom = ours >= FEW_HEADINGS && ours >= theirs * 2;
    let mut doubtful: Vec<(usize, Vec<String>, bool)> = Vec::new();
    for (index, piece) in pieces.iter_mut().enumerate().filter(|(_, piece)| piece.verdict == Verdict::Title) {
        piece.verdict = Verdict::Neutral;
        if translated {
            let (words, common) = title_words(pair, piece);
            if !words.is_empty() && (common || custom) {
                doubtful.push((index, words, common));
            }
        }
    }
    if doubtful.is_empty() {
        return;
    }
    let wanted: HashSet<&str> = doubtful.iter().flat_map(|(_, words, _)| words.iter().map(String::as_str)).collect();
    let kept = Kept::of(pair.target.document, &wanted);
    for (index, words, common) in &doubtful {
        // A single word may be a name, where the page has it at all.
        let kept = if words.len() == 1 { &kept.glossed } else { &kept.said };
        if words.iter().filter(|word| !kept.contains(word.as_str())).count() * 2 >= words.len() {
            pieces[*index].verdict = Verdict::Left(*common);
        }
    }
}

/// The words of a heading in lower case, and whether most of them are words that the source's prose has in lower case.
fn title_words(pair: &Pair<'_>, piece: &Piece) -> (Vec<String>, bool) {
    let document = pair.target.document;
    let (mut words, mut names) = (Vec::new(), 0);
    token::cut(document.slice(piece.words), piece.words.start as usize, &mut false, |token| {
        let word = document.slice(Span { start: token.start, end: token.end });
        if token.kind == Kind::Latin && !evidence::is_capitals(word) {
            words.push(word.to_lowercase());
        } else {
            names += 1;
        }
    });
    let common = words.iter().filter(|word| pair.source.small_words().contains(*word)).count();
    let most = common * 2 > words.len() + names || names == 0 && common * 2 >= words.len();
    (words, most)
}

/// The words that the prose of a page has in small letters.
pub fn small_words(document: &Document) -> HashSet<String> {
    let mut words = HashSet::default();
    for id in prose(document) {
        each_word(&said(document, id, true), |word| {
            // Most words have been said before.
            if word.starts_with(char::is_lowercase) && !words.contains(word) {
                words.insert(word.to_lowercase());
            }
        });
    }
    words
}

/// Which of some words a page has in its prose.
struct Kept<'w> {
    /// Outside of brackets.
    said: HashSet<&'w str>,
    /// Anywhere.
    glossed: HashSet<&'w str>,
}

impl<'w> Kept<'w> {
    fn of(document: &Document, wanted: &HashSet<&'w str>) -> Self {
        let mut kept = Self { said: HashSet::default(), glossed: HashSet::default() };
        let mut both = HashSet::default();
        let (lengths, firsts) = wanted
            .iter()
            .fold((0_u64, 0_u32), |(lengths, firsts), word| (lengths | bit(word.len()), firsts | first_letter(word)));
        let note = |text: &str, found: &mut HashSet<&'w str>| {
            each_word(text, |word| {
                // Few words are as long as one that is looked for and begin like it.
                let may_be = !word.is_ascii() || lengths & bit(word.len()) != 0 && firsts & first_letter(word) != 0;
                if may_be {
                    found.extend(wanted.get(word.to_lowercase().as_str()));
                }
            });
        };
        for id in prose(document) {
            let inlines = document.inlines_of(id).iter().filter(|inline| is_said(inline));
            if inlines.clone().any(|inline| document.slice(inline.value).contains(['(', '（', ')', '）'])) {
                note(&said(document, id, true), &mut kept.glossed);
                // What brackets hold is left out with them, which may join what they part.
                note(&said(document, id, false), &mut kept.said);
            } else {
                inlines.for_each(|inline| note(document.slice(inline.value), &mut both));
            }
        }
        kept.said.extend(&both);
        kept.glossed.extend(&both);
        kept
    }
}

/// A bit for a length; those of 63 and more have one.
fn bit(length: usize) -> u64 {
    1 << length.min(63)
}

/// A bit for the letter that an ASCII word begins with, in either case.
fn first_letter(word: &str) -> u32 {
    word.bytes().next().map_or(0, |byte| 1 << (byte & 31))
}

/// The blocks of a page that are prose: no headings, no code, nothing that holds other blocks.
fn prose(document: &Document) -> impl Iterator<Item = usize> + '_ {
    let is_prose = |kind: BlockKind| !matches!(kind, BlockKind::Heading(_) | BlockKind::Code { .. });
    (0..document.blocks.len()).filter(move |&id| is_prose(document.blocks[id].kind) && is_leaf(document, id))
}

/// Whether a block has text of its own: where it has children, they have theirs.
fn is_leaf(document: &Document, id: usize) -> bool {
    document.children(id).next().is_none()
}

/// The prose and code of a block, with or without what stands in brackets: a term beside its translation.
fn said(document: &Document, id: usize, glosses: bool) -> String {
    let (mut text, mut depth) = (String::new(), 0_usize);
    for inline in document.inlines_of(id) {
        if !is_said(inline) {
            continue;
        }
        let said = document.slice(inline.value);
        // No bracket of either width, told by their first bytes.
        if depth == 0 && memchr::memchr3(b'(', b')', "（".as_bytes()[0], said.as_bytes()).is_none() {
            text.push_str(said);
            text.push(' ');
            continue;
        }
        for c in said.chars() {
            match c {
                '(' | '（' if !glosses => depth += 1,
                ')' | '）' => depth = depth.saturating_sub(1),
                _ if depth == 0 => text.push(c),
                _ => {}
            }
        }
        text.push(' ');
    }
    text
}

fn is_said(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Text | InlineKind::Code)
}

fn each_word<'a>(text: &'a str, mut found: impl FnMut(&'a str)) {
    token::cut(text, 0, &mut false, |token| {
        if token.kind == Kind::Latin {
            found(text.get(token.start as usize..token.end as usize).unwrap_or_default());
        }
    });
}
