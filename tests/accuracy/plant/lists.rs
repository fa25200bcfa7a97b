//! Lists and their items.

use super::{Breakage, Draft, Planted, Scene, is_self_contained};
use crate::inline;
use crate::rng::Rng;
use crate::scan::{Kind, indent_of, item_marker};

pub const KINDS: &[Breakage] = &[
    Breakage { name: "item-dropped", plant: dropped },
    Breakage { name: "items-dropped", plant: several_dropped },
    Breakage { name: "item-added", plant: added },
    Breakage { name: "list-dropped", plant: list_dropped },
    Breakage { name: "list-kind", plant: kind_changed },
    Breakage { name: "list-flattened", plant: flattened },
];

fn items(scene: &Scene) -> Vec<usize> {
    scene.pair.sure(|block| matches!(block.kind, Kind::Item { .. }))
}

/// Lines of an item and its children.
fn lines_of(scene: &Scene, at: usize) -> (usize, usize) {
    (scene.block(at).first, scene.block(scene.page().extent(at) - 1).last)
}

/// Items that are not alike the ones beside them, of lists with at least `least` items, whole with their children.
fn removable(scene: &Scene, least: usize) -> Vec<usize> {
    let page = scene.page();
    let differs =
        |at: usize, others: &[usize]| others.iter().all(|&other| other == at || scene.text(other) != scene.text(at));
    items(scene)
        .into_iter()
        .filter(|&at| is_self_contained(page, at..page.extent(at)))
        .filter(|&at| {
            let list = page.siblings(at);
            list.len() >= least && differs(at, &list)
        })
        .collect()
}

fn dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&removable(scene, 2))?;
    let (first, last) = lines_of(scene, at);
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(first, last);
    draft.planted(place, scene.text(at))
}

/// Two or three items in a row of a list with at least two more.
fn several_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let sure = removable(scene, 5);
    let &at = rng.pick(&sure)?;
    let list = scene.page().siblings(at);
    let from = list.iter().position(|&item| item == at)?;
    let count = (2 + rng.below(2)).min(list.len() - from);
    let run = &list[from..from + count];
    if count < 2 || run.iter().any(|item| !sure.contains(item)) {
        return None;
    }
    let (first, last) = (lines_of(scene, at).0, lines_of(scene, run[count - 1]).1);
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(first, last);
    draft.planted(place, format!("{count} items from {}", scene.text(at)))
}

fn added(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&removable(scene, 2))?;
    let words = super::own_words(scene, rng, 4)?;
    let line = &scene.page().lines[scene.block(at).first];
    let (_, end) = item_marker(line)?;
    let new = format!("{}{words}", &line[..end]);
    let (_, last) = lines_of(scene, at);
    let mut draft = Draft::new(scene.page());
    let place = draft.insert(last + 1, &[new.clone()]);
    draft.planted(place, new)
}

fn list_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let top: Vec<usize> = removable(scene, 2).into_iter().filter(|&at| scene.block(at).indent == 0).collect();
    let &at = rng.pick(&top)?;
    let list = scene.page().siblings(at);
    if list.iter().any(|item| scene.pair.answers[*item].is_none())
        || !is_self_contained(scene.page(), list[0]..scene.page().extent(*list.last()?))
    {
        return None;
    }
    let (first, last) = (lines_of(scene, list[0]).0, lines_of(scene, *list.last()?).1);
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(first, last);
    draft.planted(place, format!("{} items from {}", list.len(), scene.text(list[0])))
}

/// Numbers for bullets, or bullets for numbers, in a list whose items have no children.
fn kind_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let simple = |at: &usize| {
        page.siblings(*at).iter().all(|&item| page.extent(item) == item + 1 && page.blocks[item].indent == 0)
    };
    let lists: Vec<usize> = removable(scene, 2).into_iter().filter(simple).collect();
    let &at = rng.pick(&lists)?;
    let list = page.siblings(at);
    // Beside another list it would become a part of that.
    let is_item = |at: Option<usize>| {
        at.and_then(|at| page.blocks.get(at)).is_some_and(|block| matches!(block.kind, Kind::Item { .. }))
    };
    if is_item(list[0].checked_sub(1)) || is_item(list.last().map(|last| last + 1)) {
        return None;
    }
    let mut draft = Draft::new(page);
    for (number, &item) in list.iter().enumerate() {
        let first = page.blocks[item].first;
        let (ordered, end) = item_marker(&page.lines[first])?;
        let marker = if ordered { "- ".to_string() } else { format!("{}. ", number + 1) };
        draft.lines[first] = format!("{marker}{}", &page.lines[first][end..]);
    }
    let first = page.blocks[list[0]].first;
    let new = draft.lines[first].clone();
    draft.planted((first + 1, page.blocks[*list.last()?].last + 1), new)
}

/// Nested items take their place among the items around them.
fn flattened(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let nested: Vec<usize> = items(scene)
        .into_iter()
        .filter(|&at| page.nesting(at) > 0)
        .filter(|&at| {
            page.siblings(at)
                .iter()
                .all(|&item| page.extent(item) == item + 1 && inline::letters(&scene.text(item)) > 0)
        })
        .collect();
    let &at = rng.pick(&nested)?;
    let parent = page.blocks[..at].iter().rev().find(|block| block.indent < page.blocks[at].indent)?;
    let Kind::Item { ordered } = parent.kind else { return None };
    if page.blocks[at].kind != (Kind::Item { ordered }) {
        return None;
    }
    let list = page.siblings(at);
    let (first, last) = (page.blocks[list[0]].first, page.blocks[*list.last()?].last);
    let shift = page.blocks[at].indent - parent.indent;
    let mut draft = Draft::new(page);
    for line in &mut draft.lines[first..=last] {
        let width = shift.min(indent_of(line)).min(line.len() - line.trim_start().len());
        line.drain(..width);
    }
    draft.planted((first + 1, last + 1), format!("{} items below {}", list.len(), page.lines[parent.first]))
}
