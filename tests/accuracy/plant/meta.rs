//! Front matter, as far as it is plain YAML with one key a line.

use super::{Breakage, Draft, Planted, Scene, misspelt, other_number};
use crate::inline;
use crate::rng::Rng;
use crate::scan::Page;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "key-dropped", plant: key_dropped },
    Breakage { name: "key-translated", plant: key_translated },
    Breakage { name: "key-retyped", plant: key_retyped },
    Breakage { name: "value-changed", plant: value_changed },
    Breakage { name: "value-untranslated", plant: value_untranslated },
    Breakage { name: "list-shortened", plant: list_shortened },
    Breakage { name: "yaml-broken", plant: yaml_broken },
    Breakage { name: "front-matter-glued", plant: glued },
    Breakage { name: "front-matter-dropped", plant: dropped },
    Breakage { name: "front-matter-unclosed", plant: unclosed },
];

/// Keys that name the language: they differ by right.
const LANGUAGE_KEYS: &[&str] = &["lang", "language", "locale"];

/// A key at the left margin with its value on the same line.
#[derive(Debug, Clone)]
struct Entry {
    key: String,
    value: String,
    /// 0-based line of the key.
    line: usize,
    /// The last line of what is nested below.
    last: usize,
}

/// The entries of a page whose front matter is fenced with `---`.
fn entries(page: &Page) -> Vec<Entry> {
    let Some((first, end)) = page.front.filter(|_| page.lines[0].starts_with('-')) else { return Vec::new() };
    let mut found: Vec<Entry> = Vec::new();
    for line in first + 1..end {
        let text = &page.lines[line];
        let key = text.split_once(':').filter(|(key, rest)| {
            key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
                && !key.is_empty()
                && !key.starts_with('-')
                && (rest.is_empty() || rest.starts_with(' '))
        });
        match (key, found.last_mut()) {
            (Some((key, rest)), _) => {
                found.push(Entry { key: key.to_string(), value: rest.trim().to_string(), line, last: line });
            }
            (None, Some(entry)) => entry.last = line,
            (None, None) => {}
        }
    }
    found
}

/// Entries whose key the source has too: ours and theirs.
fn shared(scene: &Scene) -> Vec<(Entry, Entry)> {
    let theirs = entries(&scene.pair.source);
    let answer = |entry: &Entry| theirs.iter().find(|other| other.key == entry.key).cloned();
    entries(scene.page())
        .into_iter()
        .filter(|entry| !LANGUAGE_KEYS.contains(&entry.key.as_str()))
        .filter_map(|entry| answer(&entry).map(|other| (entry, other)))
        .collect()
}

fn key_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (entry, _) = rng.pick(&shared(scene))?.clone();
    let mut draft = Draft::new(scene.page());
    draft.lines.drain(entry.line..=entry.last);
    // A key that is gone has no line of its own: the front matter is where one looks.
    let end = scene.page().front?.1 - (entry.last - entry.line + 1);
    draft.planted((1, end + 1), entry.key)
}

/// The key in another language.
fn key_translated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (entry, _) = rng.pick(&shared(scene))?.clone();
    let known = [
        ("title", "titel"),
        ("description", "beschreibung"),
        ("date", "fecha"),
        ("tags", "etiquetas"),
        ("layout", "mise_en_page"),
        ("author", "autor"),
    ];
    let new = known
        .iter()
        .find(|(key, _)| *key == entry.key)
        .map_or_else(|| misspelt(&entry.key, rng), |(_, new)| (*new).to_string());
    super::replace_token(scene, entry.line, &(0..entry.key.len()), &new)
}

fn is_bool(value: &str) -> bool {
    matches!(value, "true" | "false")
}

fn is_number(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_digit())
}

/// A truth value or number turns into words.
fn key_retyped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let typed: Vec<Entry> = shared(scene)
        .into_iter()
        .filter(|(ours, theirs)| ours.value == theirs.value && (is_bool(&ours.value) || is_number(&ours.value)))
        .map(|(ours, _)| ours)
        .collect();
    let entry = rng.pick(&typed)?.clone();
    let new = if is_bool(&entry.value) {
        ["nein", "falsch", "sí", "否"][rng.below(4)]
    } else {
        ["drei", "quatre", "三"][rng.below(3)]
    };
    replace_value(scene, &entry, new)
}

fn replace_value(scene: &Scene, entry: &Entry, new: &str) -> Option<Planted> {
    let text = &scene.page().lines[entry.line];
    let start = text.rfind(entry.value.as_str())?;
    super::replace_token(scene, entry.line, &(start..start + entry.value.len()), new)
}

/// Whether the value ends like the name of a file.
fn has_extension(value: &str) -> bool {
    let ends = [".png", ".jpg", ".jpeg", ".svg", ".webp", ".html", ".md", ".mdx", ".mp3", ".astro"];
    ends.iter().any(|end| value.ends_with(end))
}

/// A technical value that is equal in both pages differs: a truth value, number, date, path, address, or layout.
fn value_changed(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let technical = |entry: &Entry| {
        let value = entry.value.trim_matches(['"', '\'']);
        let path = (value.starts_with(['/', '.']) || value.contains("://") || has_extension(value))
            && !value.contains(' ')
            && value.chars().filter(char::is_ascii_alphabetic).count() >= 3;
        let date = value.len() >= 8 && value.starts_with(|c: char| c.is_ascii_digit()) && value.contains('-');
        is_bool(value)
            || is_number(value)
            || path
            || date
            || matches!(entry.key.as_str(), "layout" | "type" | "template")
    };
    let same: Vec<Entry> = shared(scene)
        .into_iter()
        .filter(|(ours, theirs)| {
            ours.value == theirs.value && !ours.value.is_empty() && ours.last == ours.line && technical(ours)
        })
        .map(|(ours, _)| ours)
        .collect();
    let entry = rng.pick(&same)?.clone();
    let value = entry.value.as_str();
    let new = match value {
        "true" => "false".to_string(),
        "false" => "true".to_string(),
        _ if value.chars().any(|c| c.is_ascii_digit()) && !value.contains('/') => other_number(value, rng),
        _ => misspelt(value, rng),
    };
    replace_value(scene, &entry, &new)
}

/// A title or description of three words or more in the source's words.
fn value_untranslated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let prose: Vec<(Entry, Entry)> = shared(scene)
        .into_iter()
        .filter(|(ours, theirs)| {
            matches!(ours.key.as_str(), "title" | "description" | "summary" | "tagline") && ours.value != theirs.value
        })
        .filter(|(ours, theirs)| {
            ours.last == ours.line
                && theirs.value.split_whitespace().count() >= 3
                && inline::letters(&theirs.value) >= 15
        })
        .collect();
    let (ours, theirs) = rng.pick(&prose)?.clone();
    replace_value(scene, &ours, &theirs.value)
}

/// One value fewer in a list of two or more.
fn list_shortened(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let lines = &scene.page().lines;
    let mut found: Vec<(usize, Option<String>)> = Vec::new();
    for (ours, theirs) in shared(scene) {
        let values: Vec<usize> = (ours.line + 1..=ours.last)
            .filter(|&line| lines[line].trim_start().starts_with("- ") && !lines[line].contains(": "))
            .collect();
        if values.len() >= 2 && values.len() == ours.last - ours.line && theirs.last - theirs.line == values.len() {
            found.extend(values.into_iter().map(|line| (line, None)));
        }
        if let Some(inner) = ours.value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let count = |text: &str| text.matches(',').count();
            if count(inner) >= 1 && count(&theirs.value) == count(inner) && !inner.contains(['"', '\'']) {
                let kept = inner.rsplit_once(',').map_or("", |(kept, _)| kept);
                found.push((ours.line, Some(lines[ours.line].replace(inner, kept))));
            }
        }
    }
    let (line, new) = rng.pick(&found)?.clone();
    let mut draft = Draft::new(scene.page());
    let new: Vec<String> = new.into_iter().collect();
    let place = draft.replace(line, line, &new);
    draft.planted(place, lines[line].clone())
}

/// A colon that YAML takes for a second key, or a quotation mark that does not close.
fn yaml_broken(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let words: Vec<Entry> = entries(scene.page())
        .into_iter()
        .filter(|entry| {
            entry.last == entry.line && entry.value.starts_with(char::is_alphabetic) && entry.value.contains(' ')
        })
        .collect();
    let entry = rng.pick(&words)?.clone();
    let new = if rng.coin() { entry.value.replacen(' ', " : ", 1) } else { format!("\"{}", entry.value) };
    replace_value(scene, &entry, &new)
}

/// The closing fence and the text share a line.
fn glued(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let (_, end) = scene.page().front?;
    let lines = &scene.page().lines;
    let text = (end + 1..lines.len()).find(|&line| !lines[line].trim().is_empty())?;
    let mut draft = Draft::new(scene.page());
    let joined = format!("{}{}", lines[end].trim_end(), lines[text]);
    draft.replace(end, text, &[joined.clone()]);
    draft.planted_at(vec![(end + 1, end + 1), (1, 1)], joined)
}

fn dropped(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let (first, end) = scene.page().front?;
    scene.pair.source.front?;
    let mut draft = Draft::new(scene.page());
    draft.lines.drain(first..=end);
    draft.planted((1, 1), "front matter")
}

fn unclosed(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let (_, end) = scene.page().front?;
    let lines = &scene.page().lines;
    // Another thematic break would close it.
    if lines[end + 1..].iter().any(|line| line.trim_end() == lines[end].trim_end()) {
        return None;
    }
    let mut draft = Draft::new(scene.page());
    draft.lines.remove(end);
    draft.planted_at(vec![(1, 1), (end, end + 1)], "---")
}
