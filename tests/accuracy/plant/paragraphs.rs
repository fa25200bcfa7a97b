//! Paragraphs dropped, doubled, moved, cut.

use super::{Breakage, Draft, Planted, Scene};
use crate::inline;
use crate::rng::Rng;
use crate::scan::Kind;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "paragraph-dropped", plant: dropped },
    Breakage { name: "paragraph-duplicated", plant: duplicated },
    Breakage { name: "paragraph-moved", plant: moved },
    Breakage { name: "paragraph-cut", plant: cut_in_the_middle },
    Breakage { name: "paragraph-repetition", plant: repetition },
    Breakage { name: "conflict-markers", plant: conflict },
];

/// Paragraphs of words at the left margin that stand alone between blank lines.
fn paragraphs(scene: &Scene, letters: usize) -> Vec<usize> {
    let lines = &scene.page().lines;
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.trim().is_empty());
    let sure = scene.pair.sure(|block| {
        block.kind == Kind::Paragraph
            && block.indent == 0
            && blank(block.first.checked_sub(1))
            && blank(Some(block.last + 1))
    });
    sure.into_iter().filter(|&at| inline::letters(&scene.text(at)) >= letters).collect()
}

fn dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&paragraphs(scene, 10))?;
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(scene.block(at).first, scene.block(at).last);
    draft.planted(place, scene.text(at))
}

fn duplicated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&paragraphs(scene, 20))?;
    let (first, last) = (scene.block(at).first, scene.block(at).last);
    let copy = scene.page().lines[first..=last].to_vec();
    let mut draft = Draft::new(scene.page());
    let place = draft.insert_block(last + 1, &copy);
    draft.planted_at(vec![place, (first + 1, last + 1)], scene.text(at))
}

/// To behind another paragraph at least three blocks away with a heading between.
fn moved(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let all = paragraphs(scene, 20);
    let heading_between = |a: usize, b: usize| {
        scene.page().blocks[a.min(b)..a.max(b)].iter().any(|block| matches!(block.kind, Kind::Heading(_)))
    };
    let moves: Vec<(usize, usize)> = all
        .iter()
        .flat_map(|&from| all.iter().map(move |&to| (from, to)))
        .filter(|&(from, to)| from.abs_diff(to) >= 3 && heading_between(from, to))
        .collect();
    let &(from, to) = rng.pick(&moves)?;
    let (first, last) = (scene.block(from).first, scene.block(from).last);
    let copy = scene.page().lines[first..=last].to_vec();
    let after = scene.block(to).last + 1;
    let mut draft = Draft::new(scene.page());
    let places = if from < to {
        let new = draft.insert_block(after, &copy);
        let before = draft.lines.len();
        let old = draft.cut(first, last);
        let shift = before - draft.lines.len();
        vec![old, (new.0 - shift, new.1 - shift)]
    } else {
        let old = draft.cut(first, last);
        let before = draft.lines.len();
        let new = draft.insert_block(after, &copy);
        let shift = draft.lines.len() - before;
        vec![(old.0 + shift, old.1 + shift), new]
    };
    draft.planted_at(places, scene.text(from))
}

/// The end of a paragraph is lost: about half of it, and markup stays whole.
fn cut_in_the_middle(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let long: Vec<usize> = paragraphs(scene, 60).into_iter().filter(|&at| as_long_as_source(scene, at)).collect();
    let &at = rng.pick(&long)?;
    let text = scene.text(at);
    let places: Vec<usize> =
        text.char_indices().map(|(byte, _)| byte).filter(|&byte| can_end_at(&text, byte)).collect();
    let near: Vec<usize> =
        places.into_iter().filter(|&byte| byte * 100 >= text.len() * 35 && byte * 100 <= text.len() * 60).collect();
    let &end = rng.pick(&near)?;
    let kept: Vec<String> = text[..end].trim_end().split('\n').map(str::to_string).collect();
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(scene.block(at).first, scene.block(at).last, &kept);
    draft.planted(place, kept.last().cloned().unwrap_or_default())
}

/// Half of a translation that was never finished is no break of ours.
fn as_long_as_source(scene: &Scene, at: usize) -> bool {
    let theirs = scene.pair.answer_text(at).unwrap_or_default().chars().count();
    let ours = scene.text(at).chars().count();
    ours * 10 >= theirs * if inline::is_unspaced(&scene.text(at)) { 3 } else { 8 }
}

/// Whether the text before `byte` ends between words with all its marks closed.
fn can_end_at(text: &str, byte: usize) -> bool {
    let (head, tail) = text.split_at(byte);
    let between = tail.starts_with(' ')
        || inline::is_unspaced(tail.get(..tail.chars().next().map_or(0, char::len_utf8)).unwrap_or(""));
    let even = |mark: &str| head.matches(mark).count().is_multiple_of(2);
    let balanced = |open: char, close: char| head.matches(open).count() == head.matches(close).count();
    let ended = head.trim_end().ends_with(['.', '。', '!', '?', '！', '？', ':', '：']);
    between
        && !ended
        && even("`")
        && even("*")
        && even("_")
        && balanced('[', ']')
        && balanced('(', ')')
        && balanced('<', '>')
        && balanced('{', '}')
}

/// A model in a loop: the last words again and again.
fn repetition(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&paragraphs(scene, 30))?;
    let phrase = super::own_words(scene, rng, 3)?;
    let space = if inline::is_unspaced(&phrase) { "" } else { " " };
    let line = scene.block(at).last;
    let looped = std::iter::repeat_n(phrase.as_str(), 40 + rng.below(60)).collect::<Vec<_>>().join(space);
    let mut draft = Draft::new(scene.page());
    let (_, last) = draft.replace(line, line, &[format!("{} {looped}", scene.page().lines[line])]);
    draft.planted((scene.block(at).first + 1, last), phrase)
}

fn conflict(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&paragraphs(scene, 20))?;
    let (first, last) = (scene.block(at).first, scene.block(at).last);
    let ours = &scene.page().lines[first..=last];
    let mut block = vec!["<<<<<<< HEAD".to_string()];
    block.extend(ours.iter().cloned());
    block.push("=======".into());
    block.extend(ours.iter().map(|line| format!("{line}.")));
    block.push(">>>>>>> translations".into());
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(first, last, &block);
    draft.planted(place, "<<<<<<< HEAD")
}
