//! Judges two texts of which one may be the other in another language: what no translator touches must be in both.

use foldhash::HashMap;

use super::piece::{Piece, pieces, placeholder_length};
use super::shape::{self, Class};
use super::{Certainty, sample};

/// How much of the text is for a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// Prose: only what is surely code counts.
    Prose,
    /// Output, pseudo code, plain text.
    Plain,
    /// A command line: every word counts.
    Command,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The same words.
    Same,
    /// The same in another language, as far as can be seen.
    Translated,
    /// Few words differ: a change, unless other texts about it are seen to be translated.
    Doubtful {
        /// As the source has it; may be empty.
        source: String,
        /// As the translation has it; may be empty.
        target: String,
    },
    /// Something that must be kept was not.
    Changed {
        /// How sure that is.
        certainty: Certainty,
        /// As the source has it; may be empty.
        source: String,
        /// As the translation has it; may be empty.
        target: String,
    },
}

/// Judge two texts.
pub fn judge(source: &str, target: &str, register: Register) -> Verdict {
    if source == target {
        return Verdict::Same;
    }
    let command = register == Register::Command;
    let (left, right) = (pieces(source, command), pieces(target, command));
    if left == right {
        return Verdict::Same;
    }
    if let Some(verdict) = hard(&left, &right, register) {
        return verdict;
    }
    match plain(&left, &right, register) {
        Verdict::Same | Verdict::Translated => slip(&left, &right).unwrap_or(Verdict::Translated),
        verdict => verdict,
    }
}

/// One piece that differs by a letter, and all else as it was: a slip, whatever the piece is.
fn slip(left: &[Piece<'_>], right: &[Piece<'_>]) -> Option<Verdict> {
    if left.len() != right.len() {
        return None;
    }
    let mut apart = left.iter().zip(right).filter(|(a, b)| a.text != b.text);
    let (a, b) = apart.next()?;
    let slip = apart.next().is_none() && shape::is_slip(a.text, b.text);
    slip.then(|| Verdict::Doubtful { source: a.text.to_owned(), target: b.text.to_owned() })
}

/// What must be kept and was not.
fn hard(left: &[Piece<'_>], right: &[Piece<'_>], register: Register) -> Option<Verdict> {
    let (missing, extra) = unmatched(left, right);
    let of = |pieces: &[Piece<'_>], class: Class| {
        pieces.iter().find(|piece| piece.class == class).map_or_else(String::new, |piece| piece.text.to_owned())
    };
    let (source, target) = (of(&missing, Class::Hard), of(&extra, Class::Hard));
    if !source.is_empty() || !target.is_empty() {
        let certainty = match register {
            Register::Command => Certainty::Sure,
            // Another operator is another program, in words or not.
            Register::Plain if is_sign(&source) && is_sign(&target) => Certainty::Sure,
            Register::Plain => Certainty::Likely,
            Register::Prose if source.is_empty() => Certainty::Slight,
            Register::Prose => Certainty::Likely,
        };
        return Some(Verdict::Changed { certainty, source, target });
    }
    let (source, target) = (of(&missing, Class::Number), of(&extra, Class::Number));
    let telling = |number: &str| number.len() > 1 || register != Register::Prose;
    if !source.is_empty() && !target.is_empty() || register == Register::Command && source.len() + target.len() > 0 {
        let certainty = if register == Register::Command { Certainty::Sure } else { Certainty::Likely };
        return Some(Verdict::Changed { certainty, source, target });
    }
    if !source.is_empty() && telling(&source) {
        return Some(Verdict::Changed { certainty: Certainty::Slight, source, target });
    }
    let count = |pieces: &[Piece<'_>]| pieces.iter().filter(|piece| piece.class == Class::Placeholder).count();
    if register == Register::Command && count(&missing) != count(&extra) {
        let (source, target) = (of(&missing, Class::Placeholder), of(&extra, Class::Placeholder));
        return Some(Verdict::Changed { certainty: Certainty::Likely, source, target });
    }
    None
}

/// Whether a piece is an operator: signs only.
fn is_sign(piece: &str) -> bool {
    !piece.is_empty() && !piece.chars().any(char::is_alphanumeric)
}

/// Words of prose that changed although the line is no prose.
fn plain(left: &[Piece<'_>], right: &[Piece<'_>], register: Register) -> Verdict {
    let is_word = |piece: &&Piece<'_>| matches!(piece.class, Class::Plain | Class::Upper);
    let mut p: Vec<_> = left.iter().filter(is_word).copied().collect();
    let mut q: Vec<_> = right.iter().filter(is_word).copied().collect();
    let total = p.len();
    cancel(&mut p, &mut q);
    if p.is_empty() && q.is_empty() {
        return if register == Register::Command { order(left, right) } else { Verdict::Same };
    }
    let most = p.len().max(q.len());
    let named = p.len() == 1 && q.len() == 1 && p[0].text.contains('_') && q[0].class == Class::Upper;
    let near = p.len() == 1 && q.len() == 1 && shape::is_near(p[0].text, q[0].text);
    if register == Register::Command && is_subcommand(left, right, &p, &q) {
        return Verdict::Doubtful { source: p[0].text.to_owned(), target: q[0].text.to_owned() };
    }
    if p.iter().chain(&q).any(|piece| !piece.text.is_ascii()) || named && !near {
        return Verdict::Translated;
    }
    let lower = p.iter().chain(&q).all(|piece| starts_lower(piece.text));
    let first = left.first().copied();
    let keyword = |piece: Piece<'_>| piece.class == Class::Upper || starts_lower(piece.text);
    let command = register == Register::Command && first.is_some_and(keyword);
    if command && near && total + left.len() > 2 {
        return changed(p.first(), q.first());
    }
    if command && lower && most <= (total / 3).max(1) && (total > 1 || left.len() > 1) {
        return changed(p.first(), q.first());
    }
    if most * 3 <= total
        || near && (total + left.len() > 2 || register != Register::Prose)
        || register != Register::Prose && most == 1 && total > 1
    {
        let text = |pieces: &[Piece<'_>]| pieces.first().map_or_else(String::new, |piece| piece.text.to_owned());
        return Verdict::Doubtful { source: text(&p), target: text(&q) };
    }
    Verdict::Translated
}

/// Whether the one word that differs stands between the name of a program and its last argument, as `run` does in
/// `npm run build`: what a program is told to do is the same in every language.
fn is_subcommand(left: &[Piece<'_>], right: &[Piece<'_>], p: &[Piece<'_>], q: &[Piece<'_>]) -> bool {
    let ([word], [other]) = (p, q) else { return false };
    let inside = |pieces: &[Piece<'_>], word: &Piece<'_>| pieces.get(1) == Some(word) && pieces.len() > 2;
    let named = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    inside(left, word)
        && inside(right, other)
        && left.first() == right.first()
        && left
            .first()
            .is_some_and(|program| named(program.text) && !matches!(program.text, "echo" | "cd" | "mkdir" | "touch"))
        && named(word.text)
        && !shape::is_filler(word.text)
}

/// Whether the words of a command are in the same order; what differs first if not.
fn order(left: &[Piece<'_>], right: &[Piece<'_>]) -> Verdict {
    let fixed = |piece: &&Piece<'_>| matches!(piece.class, Class::Plain | Class::Hard | Class::Number);
    let first =
        left.iter().filter(fixed).zip(right.iter().filter(fixed)).find(|(a, b)| !alike(**a, **b) && a.text != b.text);
    first.map_or(Verdict::Same, |(a, b)| changed(Some(a), Some(b)))
}

fn changed(source: Option<&Piece<'_>>, target: Option<&Piece<'_>>) -> Verdict {
    let text = |piece: Option<&Piece<'_>>| piece.map_or_else(String::new, |piece| piece.text.to_owned());
    Verdict::Changed { certainty: Certainty::Likely, source: text(source), target: text(target) }
}

fn starts_lower(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_lowercase() || matches!(char, '.' | '/' | '$'))
}

/// Remove from both what both have, counted; the order of the rest is kept.
fn cancel<'a>(left: &mut Vec<Piece<'a>>, right: &mut Vec<Piece<'a>>) {
    if left.is_empty() || right.is_empty() {
        return;
    }
    if left.len().max(right.len()) <= FEW {
        left.retain(|piece| {
            let found = right.iter().position(|other| other.text == piece.text);
            found.map(|at| right.remove(at)).is_none()
        });
        return;
    }
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for piece in right.iter() {
        *counts.entry(piece.text).or_default() += 1;
    }
    let mut taken: HashMap<&str, usize> = HashMap::default();
    left.retain(|piece| match counts.get_mut(piece.text) {
        Some(count) if *count > 0 => {
            *count -= 1;
            *taken.entry(piece.text).or_default() += 1;
            false
        }
        _ => true,
    });
    right.retain(|piece| match taken.get_mut(piece.text) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
}

/// Most pieces that are looked through one by one.
const FEW: usize = 16;

/// Most pieces that are matched by likeness, one by one.
const MOST_LOOSE: usize = 40;

/// The kept pieces of either side without a counterpart on the other.
fn unmatched<'a>(left: &[Piece<'a>], right: &[Piece<'a>]) -> (Vec<Piece<'a>>, Vec<Piece<'a>>) {
    let kept = |pieces: &[Piece<'a>]| -> Vec<Piece<'a>> {
        let kept = |class| matches!(class, Class::Hard | Class::Number | Class::Placeholder | Class::Upper);
        pieces.iter().filter(|piece| kept(piece.class)).copied().collect()
    };
    let (mut missing, mut extra) = (kept(left), kept(right));
    cancel(&mut missing, &mut extra);
    if missing.len() <= MOST_LOOSE && extra.len() <= MOST_LOOSE {
        missing.retain(|piece| {
            let found = extra.iter().position(|other| alike(*piece, *other));
            found.map(|at| extra.remove(at)).is_none()
        });
    }
    (missing, extra)
}

/// A line of words, to be weighed against others.
pub struct Words<'a> {
    pieces: Vec<Piece<'a>>,
    /// How many of them are kept by every translation.
    hard: usize,
}

impl<'a> Words<'a> {
    /// The words of a line; `command` says whether it is one.
    pub fn of(text: &'a str, command: bool) -> Self {
        let pieces = pieces(text, command);
        Self { hard: kept(&pieces), pieces }
    }

    /// How alike two lines are, from 0 to 1: by what is kept where anything is, else by their words, which say nothing
    /// where none is shared.
    pub fn likeness(&self, other: &Self) -> f64 {
        let (left, right) = (&self.pieces, &other.pieces);
        let (hard, all) = (self.hard + other.hard, left.len() + right.len());
        let dice = |apart: usize, all: usize| 1.0 - apart as f64 / all as f64;
        let (mut p, mut q) = (left.clone(), right.clone());
        cancel(&mut p, &mut q);
        let words = if all == 0 { 1.0 } else { dice(p.len() + q.len(), all) };
        if hard == 0 {
            return words.max(0.42);
        }
        let (missing, extra) = unmatched(left, right);
        0.9 * dice(kept(&missing) + kept(&extra), hard) + 0.1 * words
    }
}

/// How many pieces are kept by every translation.
fn kept(pieces: &[Piece<'_>]) -> usize {
    pieces.iter().filter(|piece| piece.class == Class::Hard).count()
}

/// Whether two pieces that are not equal say the same.
fn alike(left: Piece<'_>, right: Piece<'_>) -> bool {
    match (left.class, right.class) {
        (Class::Hard, Class::Hard) => same_hard(left.text, right.text),
        (Class::Number, Class::Number) => {
            digits(left.text).trim_start_matches('0') == digits(right.text).trim_start_matches('0')
        }
        (Class::Placeholder | Class::Upper, Class::Placeholder | Class::Upper) => true,
        (Class::Hard, Class::Placeholder) | (Class::Placeholder, Class::Hard) => {
            skeleton(left.text) == skeleton(right.text)
        }
        _ => false,
    }
}

/// Whether two words for a machine say the same: but for white space, quotes, locales and the names of placeholders.
pub fn same_hard(source: &str, target: &str) -> bool {
    source == target
        || skeleton(source) == skeleton(target)
        || (source.contains('/') && target.contains('/') && super::super::target::same_loosely(source, target))
        || source.contains(['/', '.']) && sample::localised(source, target)
}

/// The word without its white space, with one kind of quotes and without the names of its placeholders.
/// Texts between quotes count for nothing where they are prose.
pub fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(char) = rest.chars().next() {
        if let Some(len) = placeholder_length(rest) {
            out.push('\u{1}');
            rest = &rest[len..];
            continue;
        }
        if matches!(char, '"' | '\'') {
            let close = rest[1..].find(char).filter(|&len| len > 0 && is_prose(&rest[1..=len]));
            if let Some(len) = close {
                out.push_str("\"\u{2}\"");
                rest = &rest[len + 2..];
                continue;
            }
        }
        match char {
            '−' => out.push('-'),
            '\'' | '"' | '`' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '「' | '」' => out.push('"'),
            _ if char.is_whitespace() => {}
            _ => out.push(char),
        }
        rest = &rest[char.len_utf8()..];
    }
    out
}

/// Words between spaces, or letters beyond ASCII: what a template says to people.
pub fn is_prose(text: &str) -> bool {
    !text.is_ascii()
        || text.contains(' ') && text.bytes().all(|byte| byte.is_ascii_alphabetic() || b" ,.!?'-".contains(&byte))
}

/// The digits of a number in ASCII, whatever its script and its separators.
fn digits(number: &str) -> String {
    number
        .chars()
        .filter_map(|char| char.to_digit(10).or_else(|| wide_digit(char)))
        .filter_map(|digit| char::from_digit(digit, 10))
        .collect()
}

/// The value of a decimal digit outside ASCII, of the scripts in which pages are written.
fn wide_digit(char: char) -> Option<u32> {
    let code = u32::from(char);
    let zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
    zeros.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| code - zero)
}
