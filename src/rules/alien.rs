//! Letters of a script that neither the language of the page nor that of its source is written in, where they are too few
//! to put a piece into another language: in code, and within a word.

use super::content::{Piece, Verdict};
use super::view::Pair;
use crate::document::{BlockKind, Document, Span};
use crate::speech::script::Scripts;

/// Letters in a row that are no slip and no sign.
const ROW: usize = 4;

/// A place with such letters.
pub struct Alien {
    /// Where in the translation.
    pub span: Span,
    /// What answers it in the source.
    pub beside: Option<Span>,
    /// Their script.
    pub script: Scripts,
    /// Whether they stand in code.
    pub code: bool,
}

/// All such places, in the translation's order.
#[must_use]
pub fn found(pair: &Pair<'_>) -> Vec<Alien> {
    let scripts = |tag: &str| Scripts::of_language(tag.split('-').next().unwrap_or_default());
    let known = scripts(pair.target.member.language.tag()).and(scripts(pair.source.member.language.tag()));
    // A letter of Greek is a sign in formulas.
    let known = known.and(Scripts::LATIN).and(Scripts::GREEK);
    let mut found: Vec<Alien> = in_code(pair, known);
    found.extend(pair.pieces.iter().filter_map(|piece| in_word(pair.target.document, piece, known)));
    found.sort_by_key(|alien| alien.span);
    found
}

/// Lines of code with a row of such letters, the first of each block; what the source's code has too is kept.
fn in_code(pair: &Pair<'_>, known: Scripts) -> Vec<Alien> {
    let (source, target) = (pair.source.document, pair.target.document);
    let mut found = Vec::new();
    for (here, there) in pair.blocks() {
        let (wanted, block) = (&source.blocks[here], &target.blocks[there]);
        let code = matches!((wanted.kind, block.kind), (BlockKind::Code { .. }, BlockKind::Code { .. }));
        let text = target.slice(block.content);
        // Few blocks have such a row, and only for those is it asked what the source has.
        if !code || text.is_ascii() || row(text, known).is_none() {
            continue;
        }
        let theirs = source.slice(wanted.content).chars().fold(known, |all, c| all.and(Scripts::of(c)));
        let mut at = block.content.start as usize;
        for line in text.split_inclusive('\n') {
            if let Some(script) = row(line, theirs) {
                let span = Span::new(at, at + line.trim_end().len());
                found.push(Alien { span, beside: Some(wanted.span), script, code: true });
                break;
            }
            at += line.len();
        }
    }
    found
}

/// The script of letters in a row that are of none of the known ones.
fn row(line: &str, known: Scripts) -> Option<Scripts> {
    let mut count = 0;
    for c in line.chars() {
        let script = Scripts::of(c);
        count = if !script.is_empty() && !script.meets(known) && c.is_alphabetic() { count + 1 } else { 0 };
        if count >= ROW {
            return Some(script);
        }
    }
    None
}

/// Such a letter right beside one of the page's own, in a script that has a name.
fn in_word(document: &Document, piece: &Piece, known: Scripts) -> Option<Alien> {
    if piece.heard.alien == 0 || matches!(piece.verdict, Verdict::Strange(_)) {
        return None;
    }
    let text = document.slice(piece.words);
    let foreign = |c: char| {
        let script = Scripts::of(c);
        c.is_alphabetic() && script.is_one() && !script.meets(known) && script != Scripts::OTHER
    };
    let own = |c: char| c.is_alphabetic() && Scripts::of(c).meets(known.without(Scripts::LATIN.and(Scripts::GREEK)));
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let joined = foreign(c) && own(before) || own(c) && foreign(before);
        if joined {
            let (start, script) =
                if foreign(c) { (at, Scripts::of(c)) } else { (at - before.len_utf8(), Scripts::of(before)) };
            let place = piece.words.start as usize + start;
            let length = text[start..].chars().next().map_or(0, char::len_utf8);
            return Some(Alien { span: Span::new(place, place + length), beside: piece.source, script, code: false });
        }
        before = c;
    }
    None
}
