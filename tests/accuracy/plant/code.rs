//! Code blocks.

use super::{Breakage, Draft, Planted, Scene, misspelt, other_number};
use crate::inline;
use crate::rng::Rng;
use crate::scan::Kind;
use regex::Regex;
use std::sync::LazyLock;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "code-dropped", plant: dropped },
    Breakage { name: "code-line-changed", plant: line_changed },
    Breakage { name: "code-line-dropped", plant: line_dropped },
    Breakage { name: "code-line-added", plant: line_added },
    Breakage { name: "code-lines-swapped", plant: lines_swapped },
    Breakage { name: "code-version", plant: version },
    Breakage { name: "fence-language", plant: language },
    Breakage { name: "fence-open", plant: open },
];

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[A-Za-z_][A-Za-z0-9_]{2,}").expect("a valid pattern"));
static VERSION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9]+\.[0-9]+(?:\.[0-9]+)*").expect("a valid pattern"));

/// Languages in which what is not a comment or string is code, and may not differ.
const LANGUAGES: &[&str] = &[
    "bash",
    "sh",
    "shell",
    "console",
    "zsh",
    "python",
    "py",
    "js",
    "javascript",
    "mjs",
    "ts",
    "typescript",
    "jsx",
    "tsx",
    "json",
    "yaml",
    "yml",
    "toml",
    "go",
    "rust",
    "rs",
    "java",
    "ruby",
    "css",
    "scss",
    "astro",
    "vue",
    "svelte",
    "sql",
    "dockerfile",
    "graphql",
    "php",
    "c",
    "cpp",
    "diff",
];

/// Closed fences with a sure answer in the same language.
fn fences(scene: &Scene) -> Vec<usize> {
    scene.pair.sure(|block| matches!(block.kind, Kind::Fence { closed: true, .. }))
}

fn info(scene: &Scene, at: usize) -> String {
    if let Kind::Fence { info, .. } = &scene.block(at).kind { info.clone() } else { String::new() }
}

fn language_of(info: &str) -> &str {
    info.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

fn dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&fences(scene))?;
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(scene.block(at).first, scene.block(at).last);
    draft.planted(place, scene.page().lines[scene.block(at).first].clone())
}

/// Lines of code, no comment, that stand exactly once in both code blocks: block and line.
fn code_lines(scene: &Scene) -> Vec<(usize, usize)> {
    let known = |at: &usize| LANGUAGES.contains(&language_of(&info(scene, *at)).to_ascii_lowercase().as_str());
    let lines = &scene.page().lines;
    let mut found = Vec::new();
    for at in fences(scene).into_iter().filter(known) {
        let block = scene.block(at);
        let theirs = scene.pair.answer_text(at).unwrap_or_default();
        let inside = block.first + 1..block.last;
        let console = language_of(&info(scene, at)) == "console";
        let once = |line: &str| {
            theirs.lines().filter(|other| other.trim() == line.trim()).count() == 1
                && lines[inside.clone()].iter().filter(|other| other.trim() == line.trim()).count() == 1
        };
        found.extend(
            inside.clone().filter(|&line| is_code(&lines[line], console) && once(&lines[line])).map(|line| (at, line)),
        );
    }
    found
}

/// Whether the line is code for certain: no comment, and no output of a console.
fn is_code(line: &str, console: bool) -> bool {
    let text = line.trim();
    if console && !text.starts_with("$ ") {
        return false;
    }
    let comment = ["#", "//", "/*", "*", "<!--", "--", "{/*", "\"\"\"", ";"].iter().any(|mark| text.starts_with(mark));
    !comment && WORD.is_match(text)
}

/// The line up to a comment or the first string.
fn bare(line: &str) -> &str {
    let end = line.find(['"', '\'', '`', '#', '<', '>']).unwrap_or(line.len());
    &line[..end.min(line.find("//").unwrap_or(line.len()))]
}

fn line_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let lines = code_lines(scene);
    let words: Vec<(usize, usize, std::ops::Range<usize>)> = lines
        .into_iter()
        .flat_map(|(at, line)| {
            WORD.find_iter(bare(&scene.page().lines[line])).map(move |word| (at, line, word.range()))
        })
        .collect();
    let (at, line, range) = rng.pick(&words)?.clone();
    let new = misspelt(&scene.page().lines[line][range.clone()], rng);
    if scene.in_source(at, &new) {
        return None;
    }
    super::replace_token(scene, line, &range, &new)
}

fn line_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let lines: Vec<(usize, usize)> =
        code_lines(scene).into_iter().filter(|(at, _)| scene.block(*at).last - scene.block(*at).first >= 4).collect();
    let &(_, line) = rng.pick(&lines)?;
    let mut draft = Draft::new(scene.page());
    let old = draft.lines.remove(line);
    draft.planted((line, line + 1), old)
}

fn line_added(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &(at, line) = rng.pick(&code_lines(scene))?;
    let old = &scene.page().lines[line];
    let word = WORD.find(old)?;
    let new = inline::replaced(old, &word.range(), &misspelt(word.as_str(), rng));
    if scene.in_source(at, new.trim()) {
        return None;
    }
    let mut draft = Draft::new(scene.page());
    let place = draft.insert(line + 1, &[new.clone()]);
    draft.planted(place, new)
}

fn lines_swapped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let lines = code_lines(scene);
    let neighbours: Vec<usize> =
        lines.iter().filter(|(at, line)| lines.contains(&(*at, line + 1))).map(|&(_, line)| line).collect();
    let &line = rng.pick(&neighbours)?;
    let mut draft = Draft::new(scene.page());
    draft.lines.swap(line, line + 1);
    draft.planted((line + 1, line + 2), scene.page().lines[line].clone())
}

/// A version number in code is out of date.
fn version(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let found: Vec<(usize, usize, std::ops::Range<usize>)> = code_lines(scene)
        .into_iter()
        .flat_map(|(at, line)| VERSION.find_iter(&scene.page().lines[line]).map(move |found| (at, line, found.range())))
        .collect();
    let (at, line, range) = rng.pick(&found)?.clone();
    let new = other_number(&scene.page().lines[line][range.clone()], rng);
    if scene.in_source(at, &new) {
        return None;
    }
    super::replace_token(scene, line, &range, &new)
}

fn language(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let named: Vec<usize> = fences(scene).into_iter().filter(|&at| !language_of(&info(scene, at)).is_empty()).collect();
    let &at = rng.pick(&named)?;
    let old = info(scene, at);
    let old = language_of(&old);
    let others: Vec<&&str> =
        ["python", "js", "json", "yaml", "css", "rust"].iter().filter(|other| **other != old).collect();
    let new = if rng.below(4) == 0 { "" } else { **rng.pick(&others)? };
    let first = scene.block(at).first;
    let line = &scene.page().lines[first];
    let start = line.find(old)?;
    super::replace_token(scene, first, &(start..start + old.len()), new)
}

/// The closing fence is lost; something other than blank lines follows, or nobody would see it.
fn open(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let lines = &scene.page().lines;
    let followed: Vec<usize> = fences(scene)
        .into_iter()
        .filter(|&at| scene.page().blocks.get(at + 1).is_some() && lines[scene.block(at).last].trim().len() >= 3)
        .collect();
    let &at = rng.pick(&followed)?;
    let (first, last) = (scene.block(at).first, scene.block(at).last);
    let mut draft = Draft::new(scene.page());
    draft.lines.remove(last);
    draft.planted_at(vec![(first + 1, first + 1), (last, last + 1)], lines[first].clone())
}
