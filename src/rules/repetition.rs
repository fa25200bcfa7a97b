//! `repetition`

use xxhash_rust::xxh3::xxh3_64;

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline};
use crate::align::Answer;
use crate::diagnostic::Severity;
use crate::document::{Document, Inline, InlineKind};
use crate::speech::script::Scripts;
use crate::speech::token::{self, Kind};

/// The translation says the same words over and over.
pub const RULE: Rule = Rule {
    id: "repetition",
    family: Family::Content,
    severity: Severity::Error,
    summary: "the same words stand over and over where the source says them once",
    explain: "A phrase is repeated again and again within a block, and the source's block has no such thing: a model \
        was caught in a loop. What should have followed is often missing.\n\nTranslate the block anew.",
    check: Check::Pair(check),
};

/// The longest phrase that is looked for, in words (or in characters, where a script does not part its words).
const LONGEST: usize = 40;

/// A phrase must stand at least so many times in a row.
const TIMES: usize = 4;

/// A loop has at least so many words.
const ENOUGH: usize = 12;

/// Words of a block that are looked at.
const MOST: usize = 20_000;

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for piece in pair.pieces.iter().filter(|piece| piece.heard.loops) {
        let found = match pair.alignment.target.get(piece.block) {
            Some(Answer::Match(index)) => pair.alignment.matches.get(*index),
            _ => None,
        };
        let here = found.map_or(target.inlines_of(piece.block), |found| pair.target_inlines(found));
        let said = units(target, here);
        let Some((start, period)) = repeated(&said, TIMES) else { continue };
        let there = found.map_or(&[][..], |found| pair.source_inlines(found));
        if repeated(&units(source, there), TIMES - 1).is_some() {
            continue;
        }
        let phrase = phrase(&said, start, period);
        let message = format!("{} says {} over and over", piece.what, quote(&phrase));
        let finding = Finding::new(inline::first_line(target, piece.block), message);
        let finding = finding.help("translate it anew: a model was caught in a loop");
        out.report(match found {
            Some(found) => finding.beside(inline::first_line(source, found.source)),
            None => finding,
        });
    }
}

/// The words of a text; of a script that does not part its words, the characters.
fn units<'a>(document: &'a Document, inlines: &[Inline]) -> Vec<&'a str> {
    let mut units = Vec::new();
    let mut open = false;
    for inline in inlines.iter().filter(|inline| inline.kind == InlineKind::Text) {
        token::cut(document.slice(inline.span), inline.span.start as usize, &mut open, |token| {
            let word = document.text.get(token.start as usize..token.end as usize).unwrap_or_default();
            let unparted = |c: char| Scripts::of(c).letters_in_word() < 5;
            if token.kind == Kind::Other && word.chars().next().is_some_and(unparted) {
                units.extend(word.char_indices().map(|(at, c)| &word[at..at + c.len_utf8()]));
            } else {
                units.push(word);
            }
        });
        if units.len() > MOST {
            units.truncate(MOST);
            break;
        }
    }
    units
}

/// Where a phrase starts that stands at least `times` times in a row, and how many words it has.
fn repeated(units: &[&str], times: usize) -> Option<(usize, usize)> {
    // Each is compared with many others.
    let units: Vec<u64> = units.iter().map(|unit| xxh3_64(unit.as_bytes())).collect();
    (1..=LONGEST.min(units.len() / times)).find_map(|period| {
        let least = (period * (times - 1)).max(ENOUGH.saturating_sub(period));
        let mut run = 0;
        for at in period..units.len() {
            run = if units[at] == units[at - period] { run + 1 } else { 0 };
            if run >= least {
                return Some((at + 1 - run - period, period));
            }
        }
        None
    })
}

fn phrase(units: &[&str], start: usize, period: usize) -> String {
    let words = units.get(start..start + period).unwrap_or_default();
    let unparted = words.iter().all(|word| word.chars().count() == 1);
    words.join(if unparted { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_are_found_and_lists_are_not() {
        let words: Vec<&str> = "so it goes and it goes and it goes and it goes and it goes on".split(' ').collect();
        assert_eq!(repeated(&words, TIMES), Some((1, 3)));
        let words: Vec<&str> = "one two three four one two three five one two six".split(' ').collect();
        assert_eq!(repeated(&words, TIMES), None);
        assert_eq!(repeated(&["ha"; 5], TIMES), None);
        assert_eq!(repeated(&["ha"; 30], TIMES), Some((0, 1)));
    }
}
