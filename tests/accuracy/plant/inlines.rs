//! Code marks, numbers, placeholders, formulas, emphasis.

use super::{Breakage, Planted, Scene, misspelt, other_number, prose_lines};
use crate::inline;
use crate::rng::Rng;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "inline-code-changed", plant: code_changed },
    Breakage { name: "inline-code-translated", plant: code_translated },
    Breakage { name: "inline-code-unmarked", plant: code_unmarked },
    Breakage { name: "backtick-stray", plant: stray_backtick },
    Breakage { name: "number-changed", plant: number_changed },
    Breakage { name: "number-dropped", plant: number_dropped },
    Breakage { name: "placeholder-changed", plant: placeholder_changed },
    Breakage { name: "math-changed", plant: math_changed },
    Breakage { name: "emphasis-open", plant: emphasis_open },
    Breakage { name: "emphasis-literal", plant: emphasis_literal },
];

static STRONG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\*\*[^*\s`][^*`]*[^*\s`]\*\*").expect("a valid pattern"));
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[A-Za-z][A-Za-z0-9]{2,}").expect("a valid pattern"));
/// Tokens of prose that `find` sees and the source block has equally often: block, line, range.
fn shared_tokens(scene: &Scene, find: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<(usize, usize, Range<usize>)> {
    prose_lines(scene)
        .into_iter()
        .flat_map(|(at, line)| find(&scene.page().lines[line]).into_iter().map(move |range| (at, line, range)))
        .filter(|(at, line, range)| scene.shared(*at, &scene.page().lines[*line][range.clone()]))
        .collect()
}

fn codes(scene: &Scene) -> Vec<(usize, usize, Range<usize>)> {
    shared_tokens(scene, inline::code_spans)
}

/// Whether the byte at `at` lies in a placeholder, whose name may be translated.
fn in_placeholder(text: &str, at: usize) -> bool {
    let open = |mark: &str, close: &str| {
        let begun = text[..at].matches(mark).count();
        begun > text[..at].matches(close).count()
    };
    open("{{", "}}") || open("<", ">") || open("{", "}")
}

/// A word inside inline code, and no placeholder, becomes `new`.
fn change_word(scene: &Scene, rng: &mut Rng, new: impl FnOnce(&str, &mut Rng) -> Option<String>) -> Option<Planted> {
    let words: Vec<(usize, usize, Range<usize>)> = codes(scene)
        .into_iter()
        .flat_map(|(at, line, span)| {
            let text = &scene.page().lines[line][span.clone()];
            let words = WORD.find_iter(text).filter(|word| !in_placeholder(text, word.start()));
            let found: Vec<Range<usize>> =
                words.map(|word| span.start + word.start()..span.start + word.end()).collect();
            found.into_iter().map(move |range| (at, line, range))
        })
        .collect();
    let (at, line, range) = rng.pick(&words)?.clone();
    let new = new(&scene.page().lines[line][range.clone()], rng)?;
    (!scene.in_source(at, &new)).then(|| super::replace_token(scene, line, &range, &new))?
}

fn code_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    change_word(scene, rng, |word, rng| Some(misspelt(word, rng)))
}

fn code_translated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let words = super::own_words(scene, rng, 1)?;
    change_word(scene, rng, |_, _| Some(words.to_lowercase()))
}

/// A name loses its code marks.
fn code_unmarked(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    // One letter, or a word in capitals, may well stand without marks.
    let telling = |text: &str| text.len() >= 3 && text.chars().any(|c| c.is_ascii_lowercase() || c == '_');
    let plain =
        |text: &str| telling(text) && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let names: Vec<(usize, usize, Range<usize>)> = codes(scene)
        .into_iter()
        .filter(|(_, line, span)| plain(&inline::code_text(&scene.page().lines[*line], span)))
        .collect();
    let (_, line, span) = rng.pick(&names)?.clone();
    let name = inline::code_text(&scene.page().lines[line], &span);
    super::replace_token(scene, line, &span, &name)
}

/// One backtick too many: at the end, so that the span still closes, or at its start, so that it does not.
fn stray_backtick(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (_, line, span) = rng.pick(&codes(scene))?.clone();
    let code = scene.page().lines[line][span.clone()].to_string();
    let new = if rng.coin() { format!("{code}`") } else { format!("`{code}") };
    super::replace_token(scene, line, &span, &new)
}

/// Numbers that the source block holds as often, not as part of a longer one.
fn numbers(scene: &Scene) -> Vec<(usize, usize, Range<usize>)> {
    let same = |at: usize, number: &str| {
        let count = |text: &str| {
            text.lines()
                .flat_map(|line| inline::numbers(line).into_iter().map(move |range| &line[range]))
                .filter(|other| *other == number)
                .count()
        };
        let theirs = count(&scene.pair.answer_text(at).unwrap_or_default());
        theirs > 0 && theirs == count(&scene.text(at))
    };
    prose_lines(scene)
        .into_iter()
        .flat_map(|(at, line)| {
            inline::numbers(&scene.page().lines[line]).into_iter().map(move |range| (at, line, range))
        })
        .filter(|(_, line, range)| {
            crate::scan::item_marker(&scene.page().lines[*line]).is_none_or(|(_, end)| range.start >= end)
        })
        .filter(|(at, line, range)| same(*at, &scene.page().lines[*line][range.clone()]))
        .collect()
}

fn number_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (at, line, range) = rng.pick(&numbers(scene))?.clone();
    let new = other_number(&scene.page().lines[line][range.clone()], rng);
    (!scene.in_source(at, &new)).then(|| super::replace_token(scene, line, &range, &new))?
}

/// A number of two digits or more is left out; small ones may be spelled.
fn number_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let long: Vec<(usize, usize, Range<usize>)> =
        numbers(scene).into_iter().filter(|(_, _, range)| range.len() >= 2).collect();
    let (_, line, range) = rng.pick(&long)?.clone();
    super::replace_token(scene, line, &range, "")
}

fn placeholder_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    // An attribute of a component, or a constant, is no placeholder.
    let plain = |line: usize, range: &Range<usize>| {
        let text = &scene.page().lines[line];
        !text[..range.start].ends_with('=') && !matches!(&text[range.clone()], "{true}" | "{false}" | "{null}")
    };
    let mut found = shared_tokens(scene, inline::placeholders);
    found.retain(|(_, line, range)| plain(*line, range));
    let (at, line, range) = rng.pick(&found)?.clone();
    let old = &scene.page().lines[line][range.clone()];
    let new = match WORD.find(old) {
        Some(word) => inline::replaced(old, &word.range(), &misspelt(word.as_str(), rng)),
        None => String::new(),
    };
    (new.is_empty() || !scene.in_source(at, &new)).then(|| super::replace_token(scene, line, &range, &new))?
}

fn math_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let formulas = shared_tokens(scene, inline::math);
    let formulas: Vec<_> = formulas
        .into_iter()
        .filter(|(_, line, range)| scene.page().lines[*line][range.clone()].contains(['=', '^', '\\', '_']))
        .collect();
    let (_, line, range) = rng.pick(&formulas)?.clone();
    let old = &scene.page().lines[line][range.clone()];
    let new = format!("{}+1$", &old[..old.len() - 1]);
    super::replace_token(scene, line, &range, &new)
}

/// Words in bold, equally many in both blocks.
fn strong(scene: &Scene) -> Vec<(usize, Range<usize>)> {
    let count = |text: &str| STRONG.find_iter(text).count();
    let equal = |at: usize| count(&scene.text(at)) == count(&scene.pair.answer_text(at).unwrap_or_default());
    prose_lines(scene)
        .into_iter()
        .filter(|&(at, _)| equal(at))
        .flat_map(|(_, line)| {
            let code = inline::code_spans(&scene.page().lines[line]);
            let found: Vec<Range<usize>> =
                STRONG.find_iter(&scene.page().lines[line]).map(|found| found.range()).collect();
            found
                .into_iter()
                .filter(move |range| !code.iter().any(|span| span.contains(&range.start)))
                .map(move |range| (line, range))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The closing asterisks are lost.
fn emphasis_open(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (line, range) = rng.pick(&strong(scene))?.clone();
    super::replace_token(scene, line, &(range.end - 2..range.end), "")
}

/// A mark of punctuation before closing asterisks with a letter behind them, which CommonMark does not take for an end.
fn emphasis_literal(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let slashes = |block: &crate::scan::Block| scene.page().lines[block.first].starts_with("///");
    if !scene.commonmark || scene.page().blocks.iter().any(slashes) {
        return None;
    }
    let found: Vec<(usize, usize)> = strong(scene)
        .into_iter()
        .filter(|(line, range)| {
            let next = scene.page().lines[*line][range.end..].chars().next();
            next.is_some_and(|c| inline::is_unspaced(&c.to_string()) && c.is_alphabetic())
        })
        .map(|(line, range)| (line, range.end - 2))
        .collect();
    let &(line, at) = rng.pick(&found)?;
    super::replace_token(scene, line, &(at..at), "。")
}
