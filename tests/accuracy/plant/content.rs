//! Text in the wrong language: left as the source has it, or taken from another translation.

use super::{Breakage, Draft, Planted, Scene};
use crate::inline;
use crate::pair::Pair;
use crate::rng::Rng;
use crate::scan::{Block, Kind, item_marker};

pub const KINDS: &[Breakage] = &[
    Breakage { name: "paragraph-untranslated", plant: paragraph_untranslated },
    Breakage { name: "paragraph-half-untranslated", plant: half_untranslated },
    Breakage { name: "paragraph-other-language", plant: paragraph_other_language },
    Breakage { name: "source-kept-beside", plant: source_kept_beside },
    Breakage { name: "heading-untranslated", plant: heading_untranslated },
    Breakage { name: "item-untranslated", plant: item_untranslated },
    Breakage { name: "item-other-language", plant: item_other_language },
    Breakage { name: "cell-untranslated", plant: cell_untranslated },
    Breakage { name: "alt-untranslated", plant: alt_untranslated },
    Breakage { name: "quote-untranslated", plant: quote_untranslated },
];

/// From this many letters on a block counts as long enough to be judged by its words.
const LONG: usize = 40;

/// Blocks that `wanted` accepts, with enough letters on both sides and other words than the source has.
fn translated(scene: &Scene, letters: usize, wanted: impl Fn(&Block) -> bool) -> Vec<(usize, String)> {
    scene
        .pair
        .sure(|block| wanted(block))
        .into_iter()
        .filter_map(|at| Some((at, scene.pair.answer_text(at)?)))
        .filter(|(at, theirs)| inline::letters(theirs) >= letters && common_share(&scene.text(*at), theirs) < 50)
        .collect()
}

/// Percent of the words for readers of `ours` that `theirs` has too.
fn common_share(ours: &str, theirs: &str) -> usize {
    let theirs = words(theirs);
    let ours = words(ours);
    ours.iter().filter(|word| theirs.contains(*word)).count() * 100 / ours.len().max(1)
}

/// Words outside code, targets and attributes.
fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let hidden = inline::technical(line);
        let covered = |at: usize| hidden.iter().any(|range| range.contains(&at));
        let shown: String = line.char_indices().map(|(at, c)| if covered(at) { ' ' } else { c }).collect();
        found.extend(shown.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string));
    }
    found
}

fn replace_block(scene: &Scene, at: usize, text: &str) -> Option<Planted> {
    let block = scene.block(at);
    let lines: Vec<String> = text.split('\n').map(str::to_string).collect();
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(block.first, block.last, &lines);
    draft.planted(place, text)
}

fn paragraph_untranslated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (at, theirs) = rng.pick(&translated(scene, LONG, |block| block.kind == Kind::Paragraph))?.clone();
    replace_block(scene, at, &theirs)
}

fn quote_untranslated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (at, theirs) = rng.pick(&translated(scene, LONG, |block| block.kind == Kind::Quote))?.clone();
    replace_block(scene, at, &theirs)
}

/// The last sentences stay in the source's language: a third to two thirds of the paragraph.
fn half_untranslated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let long: Vec<(usize, String)> = translated(scene, LONG * 3, |block| block.kind == Kind::Paragraph)
        .into_iter()
        .filter(|(at, theirs)| sentences(&scene.text(*at)).len() == sentences(theirs).len())
        .collect();
    let (at, theirs) = rng.pick(&long)?.clone();
    let (ours, theirs) = (scene.text(at), theirs);
    let (ours, theirs) = (sentences(&ours), sentences(&theirs));
    if ours.len() < 2 {
        return None;
    }
    let from = 1 + rng.below(ours.len() - 1);
    let kept = ours[..from].concat();
    let rest = theirs[from..].concat();
    if inline::letters(&rest) < LONG {
        return None;
    }
    let space = if kept.ends_with([' ', '\n']) { "" } else { " " };
    replace_block(scene, at, &format!("{kept}{space}{rest}"))
}

/// The sentences of a text with the space behind them.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ends = false;
    for (at, c) in text.char_indices() {
        if ends && (matches!(c, ' ' | '\n') || start_of_unspaced(text, at)) && !matches!(c, ' ' | '\n') {
            found.push(&text[start..at]);
            start = at;
        }
        ends = matches!(c, '.' | '!' | '?' | '。' | '！' | '？') || (ends && matches!(c, ' ' | '\n'));
        if !matches!(c, ' ' | '\n') && !matches!(c, '.' | '!' | '?' | '。' | '！' | '？') {
            ends = false;
        }
    }
    found.push(&text[start..]);
    found
}

/// Whether a sentence may begin at `at`: behind a space, or behind a full-width mark.
fn start_of_unspaced(text: &str, at: usize) -> bool {
    text[..at].ends_with([' ', '\n', '。', '！', '？'])
}

/// The source's paragraph stands in front of its translation.
fn source_kept_beside(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let paragraphs = translated(scene, LONG, |block| block.kind == Kind::Paragraph && block.indent == 0);
    let (at, theirs) = rng.pick(&paragraphs)?.clone();
    let lines: Vec<String> = theirs.split('\n').map(str::to_string).collect();
    let mut draft = Draft::new(scene.page());
    let place = draft.insert_block(scene.block(at).first, &lines);
    draft.planted(place, theirs)
}

fn heading_untranslated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (at, theirs) = rng.pick(&translated(scene, 12, |block| matches!(block.kind, Kind::Heading(_))))?.clone();
    replace_block(scene, at, &theirs)
}

fn items(scene: &Scene) -> Vec<(usize, String)> {
    translated(scene, LONG, |block| matches!(block.kind, Kind::Item { .. }))
}

/// The item's words are replaced; its marker stays.
fn replace_item(scene: &Scene, at: usize, other: &str) -> Option<Planted> {
    let own = scene.text(at);
    let marker = &own[..item_marker(own.lines().next()?)?.1];
    let words = &other[item_marker(other.lines().next()?)?.1..];
    replace_block(scene, at, &format!("{marker}{words}"))
}

fn item_untranslated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (at, theirs) = rng.pick(&items(scene))?.clone();
    replace_item(scene, at, &theirs)
}

/// The block of a further translation that answers the same source block, in other words than this page's.
fn foreign(scene: &Scene, at: usize, rng: &mut Rng) -> Option<String> {
    let answer = scene.pair.answers[at]?;
    let other = rng.pick(scene.siblings)?;
    let pair = Pair::new(scene.pair.source.clone(), (*other).clone());
    let twin = pair.answers.iter().position(|&found| found == Some(answer))?;
    let text = other.block_text(&other.blocks[twin]);
    let source = scene.pair.answer_text(at)?;
    if !super::has_same_tokens(&text, &scene.text(at)) {
        return None;
    }
    let fresh = inline::letters(&text) >= LONG / 2
        && common_share(&text, &scene.text(at)) < 50
        && common_share(&text, &source) < 50;
    fresh.then_some(text)
}

fn paragraph_other_language(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let paragraphs = translated(scene, LONG, |block| block.kind == Kind::Paragraph);
    let (at, _) = rng.pick(&paragraphs)?.clone();
    let text = foreign(scene, at, rng)?;
    replace_block(scene, at, &text)
}

fn item_other_language(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (at, _) = rng.pick(&items(scene))?.clone();
    let text = foreign(scene, at, rng)?;
    replace_item(scene, at, &text)
}

/// One cell of a table's body, of equal place in tables of equal shape.
fn cell_untranslated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let mut found = Vec::new();
    for at in scene.pair.sure(|block| block.kind == Kind::Table) {
        let theirs = scene.pair.answer_text(at)?;
        for (row, line) in theirs.lines().enumerate() {
            let own_line = scene.block(at).first + row;
            let own = super::tables::cells(scene.page().lines.get(own_line)?);
            let cells = super::tables::cells(line);
            if cells.len() != own.len() || own_line > scene.block(at).last {
                continue;
            }
            for (column, (cell, own)) in cells.iter().zip(&own).enumerate() {
                if inline::letters(cell) >= 20 && common_share(own, cell) < 50 {
                    found.push((own_line, column, cell.clone()));
                }
            }
        }
    }
    let (line, column, cell) = rng.pick(&found)?.clone();
    let mut row = super::tables::cells(&scene.page().lines[line]);
    row[column] = cell.clone();
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(line, line, &[format!("|{}|", row.join("|"))]);
    draft.planted(place, cell)
}

/// The words for those who cannot see the image, from the image with the same target in the source.
fn alt_untranslated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let mut found = Vec::new();
    for (at, line) in super::prose_lines(scene) {
        let text = &scene.page().lines[line];
        let theirs = scene.pair.answer_text(at)?;
        for image in inline::links(text).into_iter().filter(|link| link.image) {
            let target = &text[image.target.clone()];
            let answer = theirs.lines().find_map(|line| {
                let links = inline::links(line);
                links
                    .into_iter()
                    .find(|link| link.image && &line[link.target.clone()] == target)
                    .map(|link| line[link.text].to_string())
            });
            let other = answer.filter(|alt| {
                inline::letters(alt) >= 15
                    && alt.split(' ').count() >= 3
                    && common_share(&text[image.text.clone()], alt) < 50
            });
            found.extend(other.map(|alt| (line, image.text.clone(), alt)));
        }
    }
    let (line, range, alt) = rng.pick(&found)?.clone();
    super::replace_token(scene, line, &range, &alt)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_keep_every_letter() {
        for text in ["Es regnet. Der Hafen ist leer! Warum?", "雨だ。港は空だ。なぜ？", "Version 1.2 ist da."]
        {
            assert_eq!(sentences(text).concat(), text);
        }
        assert_eq!(sentences("Es regnet. Der Hafen ist leer! Warum?").len(), 3);
        assert_eq!(sentences("雨だ。港は空だ。なぜ？").len(), 3);
        assert_eq!(sentences("Version 1.2 ist da.").len(), 1);
    }
}
