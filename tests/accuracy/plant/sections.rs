//! Headings and the sections below them.

use super::{Breakage, Draft, Planted, Scene, is_self_contained};
use crate::rng::Rng;
use crate::scan::Kind;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "heading-dropped", plant: heading_dropped },
    Breakage { name: "heading-level", plant: heading_level },
    Breakage { name: "section-dropped", plant: section_dropped },
    Breakage { name: "section-swapped", plant: section_swapped },
    Breakage { name: "section-duplicated", plant: section_duplicated },
];

fn headings(scene: &Scene) -> Vec<usize> {
    scene.pair.sure(|block| matches!(block.kind, Kind::Heading(_)))
}

fn level(scene: &Scene, index: usize) -> usize {
    if let Kind::Heading(level) = scene.block(index).kind { level } else { 0 }
}

fn heading_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&headings(scene))?;
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(scene.block(at).first, scene.block(at).last);
    draft.planted(place, scene.text(at))
}

fn heading_level(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let hashed: Vec<usize> =
        headings(scene).into_iter().filter(|&at| scene.text(at).trim_start().starts_with('#')).collect();
    let &at = rng.pick(&hashed)?;
    let line = scene.text(at);
    let new = match level(scene, at) {
        1 => format!("#{line}"),
        6 => line.replacen('#', "", 1),
        _ if rng.coin() => format!("#{line}"),
        _ => line.replacen('#', "", 1),
    };
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(scene.block(at).first, scene.block(at).last, &[new.clone()]);
    draft.planted(place, new)
}

/// Sections below the first level that can be taken out whole: heading and one past the last block.
fn sections(scene: &Scene) -> Vec<(usize, usize)> {
    let page = scene.page();
    headings(scene)
        .into_iter()
        .filter(|&at| level(scene, at) >= 2 && scene.block(at).depth == 0)
        .map(|at| (at, page.extent(at)))
        .filter(|&(at, end)| end - at >= 2 && (end - at) * 2 <= page.blocks.len() && is_self_contained(page, at..end))
        .collect()
}

/// The lines of the blocks `at..end`, without blank lines at the end.
fn lines_of(scene: &Scene, (at, end): (usize, usize)) -> (usize, usize) {
    (scene.block(at).first, scene.block(end - 1).last)
}

fn section_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &section = rng.pick(&sections(scene))?;
    let (first, last) = lines_of(scene, section);
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(first, last);
    draft.planted(place, scene.text(section.0))
}

fn section_duplicated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &section = rng.pick(&sections(scene))?;
    let (first, last) = lines_of(scene, section);
    let mut draft = Draft::new(scene.page());
    let copy: Vec<String> = scene.page().lines[first..=last].to_vec();
    let place = draft.insert_block(last + 1, &copy);
    draft.planted_at(vec![place, (first + 1, last + 1)], scene.text(section.0))
}

fn section_swapped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let all = sections(scene);
    let neighbours: Vec<((usize, usize), (usize, usize))> = all
        .iter()
        .flat_map(|&one| all.iter().map(move |&two| (one, two)))
        .filter(|(one, two)| one.1 == two.0 && level(scene, one.0) == level(scene, two.0))
        .collect();
    let &(one, two) = rng.pick(&neighbours)?;
    let ((a, b), (c, d)) = (lines_of(scene, one), lines_of(scene, two));
    let lines = &scene.page().lines;
    let swapped: Vec<String> = [&lines[c..=d], &lines[b + 1..c], &lines[a..=b]].concat();
    let mut draft = Draft::new(scene.page());
    draft.replace(a, d, &swapped);
    let second = a + (d - c + 1) + (c - b - 1);
    let what = format!("{} / {}", scene.text(one.0), scene.text(two.0));
    draft.planted_at(vec![(a + 1, a + 1), (second + 1, second + 1)], what)
}
