//! Quotations, admonitions, components, shortcodes and html blocks.

use super::{Breakage, Draft, Planted, Scene, misspelt};
use crate::inline;
use crate::rng::Rng;
use crate::scan::Kind;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "quote-unquoted", plant: unquoted },
    Breakage { name: "quote-dropped", plant: quote_dropped },
    Breakage { name: "admonition-translated", plant: admonition_translated },
    Breakage { name: "admonition-changed", plant: admonition_changed },
    Breakage { name: "admonition-unwrapped", plant: admonition_unwrapped },
    Breakage { name: "admonition-dropped", plant: admonition_dropped },
    Breakage { name: "component-dropped", plant: component_dropped },
    Breakage { name: "component-renamed", plant: component_renamed },
    Breakage { name: "shortcode-dropped", plant: shortcode_dropped },
    Breakage { name: "shortcode-argument", plant: shortcode_argument },
    Breakage { name: "html-tag-open", plant: tag_open },
    Breakage { name: "html-tag-dropped", plant: tags_dropped },
];

static ALERT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*>\s*\[!(\w+)\]"));
static NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?::{3,}|/{3,}|!{3})\s*([A-Za-z][\w-]*)"));
static COMPONENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"<([A-Z]\w+)"));
static ARGUMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Za-z_][\w-]{2,}"));

/// Words for a note in other languages: a kind that no renderer knows.
const TRANSLATED: &[&str] = &["nota", "hinweis", "remarque", "注意", "примечание", "opmerking", "참고"];
const ADMONITIONS: &[&str] = &["note", "tip", "caution", "danger", "warning", "info"];

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

fn quotes(scene: &Scene) -> Vec<usize> {
    let plain = |at: &usize| {
        !ALERT.is_match(&scene.page().lines[scene.block(*at).first]) && inline::letters(&scene.text(*at)) >= 8
    };
    scene.pair.sure(|block| block.kind == Kind::Quote).into_iter().filter(plain).collect()
}

fn unquoted(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&quotes(scene))?;
    let block = scene.block(at);
    let mut draft = Draft::new(scene.page());
    for line in &mut draft.lines[block.first..=block.last] {
        let text = line.trim_start().trim_start_matches('>').trim_start().to_string();
        *line = text;
    }
    draft.planted((block.first + 1, block.last + 1), scene.text(at))
}

fn quote_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&quotes(scene))?;
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(scene.block(at).first, scene.block(at).last);
    draft.planted(place, scene.text(at))
}

/// Lines that name the kind of an admonition, with the range of the name.
fn admonition_names(scene: &Scene) -> Vec<(usize, Range<usize>)> {
    let names = |at: usize| {
        let line = scene.block(at).first;
        let text = &scene.page().lines[line];
        let found = NAME.captures(text).or_else(|| ALERT.captures(text))?;
        let name = found.get(1)?;
        ADMONITIONS.contains(&name.as_str().to_ascii_lowercase().as_str()).then(|| (line, name.range()))
    };
    scene.pair.sure(|block| matches!(block.kind, Kind::Open(_) | Kind::Quote)).into_iter().filter_map(names).collect()
}

fn admonition_translated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (line, range) = rng.pick(&admonition_names(scene))?.clone();
    let &new = rng.pick(TRANSLATED)?;
    super::replace_token(scene, line, &range, new)
}

fn admonition_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (line, range) = rng.pick(&admonition_names(scene))?.clone();
    let old = scene.page().lines[line][range.clone()].to_string();
    let others: Vec<&&str> = ADMONITIONS.iter().filter(|other| !other.eq_ignore_ascii_case(&old)).collect();
    let &&new = rng.pick(&others)?;
    let new = if old.chars().all(|c| c.is_ascii_uppercase()) { new.to_ascii_uppercase() } else { new.to_string() };
    super::replace_token(scene, line, &range, &new)
}

/// Containers without others inside: the lines that open and close them.
fn admonitions(scene: &Scene) -> Vec<(usize, usize)> {
    let blocks = &scene.page().blocks;
    let close =
        |at: usize| (at + 1..blocks.len()).find(|&next| matches!(blocks[next].kind, Kind::Open(_) | Kind::Close));
    scene
        .pair
        .sure(|block| matches!(block.kind, Kind::Open(_)))
        .into_iter()
        .filter_map(|at| close(at).filter(|&end| blocks[end].kind == Kind::Close && end > at + 1).map(|end| (at, end)))
        .map(|(at, end)| (blocks[at].first, blocks[end].last))
        .collect()
}

fn admonition_unwrapped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &(first, last) = rng.pick(&admonitions(scene))?;
    let mut draft = Draft::new(scene.page());
    let before = draft.lines.len();
    draft.cut(last, last);
    let place = draft.cut(first, first);
    let end = last + 1 - (before - draft.lines.len());
    draft.planted((place.0, end.max(place.0)), scene.page().lines[first].clone())
}

fn admonition_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &(first, last) = rng.pick(&admonitions(scene))?;
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(first, last);
    draft.planted(place, scene.page().lines[first].clone())
}

/// Html blocks in which a component stands as often as in the source.
fn components(scene: &Scene) -> Vec<(usize, String)> {
    let blocks = scene.pair.sure(|block| block.kind == Kind::Html);
    let names = |at: usize| {
        let text = scene.text(at);
        let names: Vec<String> = COMPONENT.captures_iter(&text).map(|found| found[1].to_string()).collect();
        names
            .into_iter()
            .filter(|name| scene.shared(at, &format!("<{name}")))
            .map(move |name| (at, name))
            .collect::<Vec<_>>()
    };
    blocks.into_iter().flat_map(names).collect()
}

/// A block that is one self-closing component.
fn component_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let whole: Vec<usize> = components(scene)
        .into_iter()
        .map(|(at, _)| at)
        .filter(|&at| {
            let text = scene.text(at);
            text.trim_end().ends_with("/>") && text.matches('<').count() == 1
        })
        .collect();
    let &at = rng.pick(&whole)?;
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(scene.block(at).first, scene.block(at).last);
    draft.planted(place, scene.text(at))
}

/// A component renamed where it stands, in its closing tag too when that is in the same block.
fn component_renamed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (at, name) = rng.pick(&components(scene))?.clone();
    let new = misspelt(&name, rng);
    let block = scene.block(at);
    let rename = |line: &String| {
        let opened = line.replace(&format!("<{name}"), &format!("<{new}"));
        opened.replace(&format!("</{name}"), &format!("</{new}"))
    };
    let lines: Vec<String> = scene.page().lines[block.first..=block.last].iter().map(rename).collect();
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(block.first, block.last, &lines);
    draft.planted(place, format!("{name} → {new}"))
}

fn shortcodes(scene: &Scene) -> Vec<usize> {
    scene
        .pair
        .sure(|block| block.kind == Kind::Shortcode)
        .into_iter()
        .filter(|&at| scene.shared(at, scene.text(at).trim()))
        .collect()
}

fn shortcode_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let paired = |text: &str| {
        let words: Vec<&str> = text.trim().trim_start_matches(['{', '%', '<', ' ']).split_whitespace().collect();
        words.first().is_some_and(|word| {
            word.starts_with("end") || ["if", "for", "raw", "tabs", "tabitem", "else"].contains(word)
        })
    };
    let single: Vec<usize> = shortcodes(scene).into_iter().filter(|&at| !paired(&scene.text(at))).collect();
    let &at = rng.pick(&single)?;
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(scene.block(at).first, scene.block(at).last);
    draft.planted(place, scene.text(at))
}

fn shortcode_argument(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&shortcodes(scene))?;
    let text = scene.text(at);
    let words: Vec<Range<usize>> = ARGUMENT.find_iter(&text).map(|word| word.range()).collect();
    // The first word is the shortcode's name where there is one.
    let named = !text.trim_start().starts_with("{*");
    let range = rng.pick(words.get(usize::from(named)..)?)?.clone();
    let new = misspelt(&text[range.clone()], rng);
    super::replace_token(scene, scene.block(at).first, &range, &new)
}

/// Inline elements opened and closed on one line of prose: line, opening tag, closing tag.
fn elements(scene: &Scene) -> Vec<(usize, Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    for (at, line) in super::prose_lines(scene) {
        let text = &scene.page().lines[line];
        let tags = inline::tags(text);
        for pair in tags.windows(2) {
            let (open, close) = (&text[pair[0].clone()], &text[pair[1].clone()]);
            let name = open[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            if close == format!("</{name}>") && !name.is_empty() && scene.shared(at, &format!("<{name}")) {
                found.push((line, pair[0].clone(), pair[1].clone()));
            }
        }
    }
    found
}

fn tag_open(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (line, _, close) = rng.pick(&elements(scene))?.clone();
    super::replace_token(scene, line, &close, "")
}

fn tags_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (line, open, close) = rng.pick(&elements(scene))?.clone();
    let old = &scene.page().lines[line];
    let new = format!("{}{}{}", &old[..open.start], &old[open.end..close.start], &old[close.end..]);
    let what = old[open.start..close.end].to_string();
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(line, line, &[new]);
    draft.planted(place, what)
}
