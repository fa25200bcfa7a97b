//! Links, images, heading ids, footnotes.

use super::{Breakage, Draft, Planted, Scene, misspelt, prose_lines};
use crate::inline::{self, Link};
use crate::rng::Rng;
use crate::scan::Kind;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "link-target", plant: target },
    Breakage { name: "link-exchanged", plant: exchanged },
    Breakage { name: "link-fragment", plant: fragment },
    Breakage { name: "link-dropped", plant: unlinked },
    Breakage { name: "link-space", plant: space_before_target },
    Breakage { name: "link-path-space", plant: space_in_path },
    Breakage { name: "link-full-width", plant: full_width },
    Breakage { name: "address-changed", plant: address },
    Breakage { name: "image-target", plant: image_target },
    Breakage { name: "image-dropped", plant: image_dropped },
    Breakage { name: "heading-id-changed", plant: id_changed },
    Breakage { name: "heading-id-dropped", plant: id_dropped },
    Breakage { name: "footnote-dropped", plant: footnote_dropped },
    Breakage { name: "link-definition-changed", plant: definition_changed },
];

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"<(https?://[^\s<>]+)>"));
static ID: LazyLock<Regex> = LazyLock::new(|| pattern(r"\{\s*#([\w-]+)\s*\}|\{/\*\s*#?([\w-]+)\s*\*/\}"));
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[\^[^\]]+\]"));

/// Links (or images) in prose whose target the source block has equally often.
fn links(scene: &Scene, image: bool) -> Vec<(usize, usize, Link)> {
    prose_lines(scene)
        .into_iter()
        .flat_map(|(at, line)| inline::links(&scene.page().lines[line]).into_iter().map(move |link| (at, line, link)))
        .filter(|(at, line, link)| {
            link.image == image && scene.shared(*at, &format!("]({}", &scene.page().lines[*line][link.target.clone()]))
        })
        .collect()
}

/// The last segment of the path that holds letters, without its extension.
fn last_segment(target: &str) -> Option<Range<usize>> {
    let path = &target[..target.find(['#', '?']).unwrap_or(target.len())];
    let start = path.find("://").map_or(0, |at| at + 3);
    let mut end = path.len();
    while end > start {
        let from = path[start..end].rfind('/').map_or(start, |slash| start + slash + 1);
        let name = &path[from..end];
        let stem = name.find('.').filter(|&dot| dot > 0).unwrap_or(name.len());
        if name[..stem].chars().filter(char::is_ascii_alphanumeric).count() >= 3 {
            return Some(from..from + stem);
        }
        end = from.saturating_sub(1);
    }
    None
}

/// The target's last segment is another one.
fn changed_segment(scene: &Scene, rng: &mut Rng, image: bool) -> Option<Planted> {
    let (at, line, link) = rng.pick(&links(scene, image))?.clone();
    let text = &scene.page().lines[line];
    let segment = last_segment(&text[link.target.clone()])?;
    let range = link.target.start + segment.start..link.target.start + segment.end;
    let new = misspelt(&text[range.clone()], rng);
    (!scene.in_source(at, &new)).then(|| super::replace_token(scene, line, &range, &new))?
}

fn target(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    changed_segment(scene, rng, false)
}

fn image_target(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    changed_segment(scene, rng, true)
}

/// The target of another link on the page.
fn exchanged(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let all = links(scene, false);
    let (at, line, link) = rng.pick(&all)?.clone();
    let (_, other_line, other) = rng.pick(&all)?.clone();
    let new = scene.page().lines[other_line][other.target].to_string();
    // An address with a slash at its end is the same address, and so is one with a safer scheme.
    let address = new.trim_end_matches('/').trim_start_matches("http://").trim_start_matches("https://");
    (!scene.in_source(at, address)).then(|| super::replace_token(scene, line, &link.target, &new))?
}

fn fragment(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let text = |line: usize| scene.page().lines[line].as_str();
    let found: Vec<(usize, usize, Range<usize>)> = links(scene, false)
        .into_iter()
        .filter_map(|(at, line, link)| {
            let hash = text(line)[link.target.clone()].find('#')?;
            let range = link.target.start + hash + 1..link.target.end;
            (range.len() >= 3).then_some((at, line, range))
        })
        .collect();
    let (at, line, range) = rng.pick(&found)?.clone();
    let new = misspelt(&text(line)[range.clone()], rng);
    (!scene.in_source(at, &new)).then(|| super::replace_token(scene, line, &range, &new))?
}

/// The words stay, the link goes.
fn unlinked(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (_, line, link) = rng.pick(&links(scene, false))?.clone();
    let words = scene.page().lines[line][link.text].to_string();
    super::replace_token(scene, line, &link.whole, &words)
}

fn image_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (at, line, link) = rng.pick(&links(scene, true))?.clone();
    if scene.page().lines[line].trim().len() > link.whole.len() {
        return super::replace_token(scene, line, &link.whole, "");
    }
    let block = scene.block(at);
    let mut draft = Draft::new(scene.page());
    let place = if block.first == block.last { draft.cut(line, line) } else { draft.replace(line, line, &[]) };
    draft.planted(place, scene.page().lines[line].clone())
}

fn space_before_target(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (_, line, link) = rng.pick(&links(scene, false))?.clone();
    let at = link.text.end;
    super::replace_token(scene, line, &(at..at + 2), "] (")
}

fn space_in_path(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (_, line, link) = rng.pick(&links(scene, false))?.clone();
    let text = &scene.page().lines[line];
    let target = &text[link.target.clone()];
    // A space at the end of a target is no part of it.
    let inner = target.trim_end_matches('/');
    let slashes: Vec<usize> = inner.match_indices('/').map(|(at, _)| link.target.start + at).collect();
    let &slash = rng.pick(&slashes)?;
    super::replace_token(scene, line, &(slash..slash + 1), "/ ")
}

fn full_width(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (_, line, link) = rng.pick(&links(scene, false))?.clone();
    let text = &scene.page().lines[line];
    let new = format!("]（{}）", &text[link.target.clone()]);
    super::replace_token(scene, line, &(link.text.end..link.whole.end), &new)
}

/// An address between angle brackets.
fn address(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let found: Vec<(usize, usize, Range<usize>)> = prose_lines(scene)
        .into_iter()
        .flat_map(|(at, line)| {
            let all: Vec<Range<usize>> = ADDRESS
                .captures_iter(&scene.page().lines[line])
                .filter_map(|found| Some(found.get(1)?.range()))
                .collect();
            all.into_iter().map(move |range| (at, line, range))
        })
        .filter(|(at, line, range)| scene.shared(*at, &scene.page().lines[*line][range.clone()]))
        .collect();
    let (at, line, range) = rng.pick(&found)?.clone();
    let segment = last_segment(&scene.page().lines[line][range.clone()])?;
    let range = range.start + segment.start..range.start + segment.end;
    let new = misspelt(&scene.page().lines[line][range.clone()], rng);
    (!scene.in_source(at, &new)).then(|| super::replace_token(scene, line, &range, &new))?
}

/// Ids written at headings of both pages: line, the whole mark, the id.
fn ids(scene: &Scene) -> Vec<(usize, Range<usize>, Range<usize>)> {
    scene
        .pair
        .sure(|block| matches!(block.kind, Kind::Heading(_)))
        .into_iter()
        .filter_map(|at| {
            let line = scene.block(at).first;
            let found = ID.captures(&scene.page().lines[line])?;
            let (whole, id) = (found.get(0)?, found.get(1).or_else(|| found.get(2))?);
            scene.shared(at, whole.as_str()).then(|| (line, whole.range(), id.range()))
        })
        .collect()
}

fn id_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (line, _, id) = rng.pick(&ids(scene))?.clone();
    let new = misspelt(&scene.page().lines[line][id.clone()], rng);
    super::replace_token(scene, line, &id, &new)
}

fn id_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (line, whole, _) = rng.pick(&ids(scene))?.clone();
    super::replace_token(scene, line, &whole, "")
}

/// Half the time the note, half the time the mark that points to it.
fn footnote_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let notes = scene.pair.sure(|block| block.kind == Kind::Footnote);
    if rng.coin() {
        let &at = rng.pick(&notes)?;
        let mut draft = Draft::new(scene.page());
        let place = draft.cut(scene.block(at).first, scene.block(at).last);
        return draft.planted(place, scene.text(at));
    }
    let marks: Vec<(usize, Range<usize>)> = prose_lines(scene)
        .into_iter()
        .flat_map(|(at, line)| {
            let text = &scene.page().lines[line];
            let found: Vec<Range<usize>> = REFERENCE
                .find_iter(text)
                .filter(|mark| scene.shared(at, mark.as_str()))
                .map(|mark| mark.range())
                .collect();
            found.into_iter().map(move |range| (line, range))
        })
        .collect();
    let (line, range) = rng.pick(&marks)?.clone();
    super::replace_token(scene, line, &range, "")
}

/// The address of a link definition that both pages have.
fn definition_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let definitions = |page: &crate::scan::Page| -> Vec<usize> {
        page.blocks.iter().filter(|block| block.kind == Kind::LinkDefinition).map(|block| block.first).collect()
    };
    let theirs: Vec<&str> =
        definitions(&scene.pair.source).into_iter().map(|line| address_of(&scene.pair.source.lines[line])).collect();
    let ours = definitions(scene.page());
    let both: Vec<usize> = ours
        .iter()
        .copied()
        .filter(|&line| {
            let address = address_of(&scene.page().lines[line]);
            let count = |all: &[&str]| all.iter().filter(|other| **other == address).count();
            let own: Vec<&str> = ours.iter().map(|&line| address_of(&scene.page().lines[line])).collect();
            count(&theirs) == 1 && count(&own) == 1
        })
        .collect();
    let &line = rng.pick(&both)?;
    let text = &scene.page().lines[line];
    let start = text.rfind(address_of(text))?;
    let segment = last_segment(address_of(text))?;
    let range = start + segment.start..start + segment.end;
    let new = misspelt(&text[range.clone()], rng);
    super::replace_token(scene, line, &range, &new)
}

/// The address in a link definition.
fn address_of(line: &str) -> &str {
    line.split_once("]:").map_or("", |(_, rest)| rest.split_whitespace().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::last_segment;

    #[test]
    fn the_segment_to_change_is_the_last_with_letters() {
        let segment = |target: &str| last_segment(target).map(|range| target[range].to_string());
        assert_eq!(segment("./guides/install.mdx#step"), Some("install".into()));
        assert_eq!(segment("https://example.com/a/"), Some("example".into()));
        assert_eq!(segment("/de/"), None);
    }
}
