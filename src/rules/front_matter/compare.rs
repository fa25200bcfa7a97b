//! Which key of a translation answers which key of its source.

use std::collections::{HashMap, HashSet};

use super::{Fields, convention};
use crate::document::front_matter::{Entry, FrontMatter, Value, path};

/// The keys of two pages, matched. A key that is missing or extra stands for all that is in it, and a list whose length
/// changed for all its elements.
#[derive(Debug, Default)]
pub struct Comparison<'a> {
    /// Keys that both have, as source and target.
    pub both: Vec<(&'a Entry, &'a Entry)>,
    /// Keys that only the source has.
    pub missing: Vec<&'a Entry>,
    /// Keys that only the translation has.
    pub extra: Vec<&'a Entry>,
    /// Keys of the source that stand under another name in the translation.
    pub renamed: Vec<(&'a Entry, &'a Entry)>,
}

/// With more pairs of a missing and an extra key than this, none is taken for a renamed one.
const MOST_COMPARED: usize = 4096;

/// Match the keys of two pages. Takes time in proportion to the number of keys.
#[must_use]
pub fn compare<'a>(fields: &Fields<'a>) -> Comparison<'a> {
    let (source, target) = (fields.source, fields.target);
    let (here, there) = (index(source.front), index(target.front));
    // Where one side was not read in full, what is nested is not compared.
    let broken = source.is_broken() || target.is_broken();
    let mut found = Comparison::default();
    let mut closed: HashSet<&str> = HashSet::new();
    for entry in &source.front.entries {
        if fields.is_ignored(&entry.path) || is_closed(&mut closed, &entry.path) {
            closed.insert(&entry.path);
            continue;
        }
        match there.get(entry.path.as_str()) {
            Some(answer) => {
                if entry.value != answer.value && (is_nested(&entry.value) || is_nested(&answer.value)) {
                    let same = matches!((&entry.value, &answer.value), (Value::Map(_), Value::Map(_)));
                    if !same {
                        closed.insert(&entry.path);
                    }
                    if broken && !same && (entry.value == Value::Null || answer.value == Value::Null) {
                        continue;
                    }
                }
                found.both.push((entry, answer));
            }
            None => {
                closed.insert(&entry.path);
                if !(broken && entry.depth > 0) && !is_element(&entry.path) {
                    found.missing.push(entry);
                }
            }
        }
    }
    for entry in &target.front.entries {
        if fields.is_ignored(&entry.path) || is_closed(&mut closed, &entry.path) {
            continue;
        }
        if !here.contains_key(entry.path.as_str()) {
            closed.insert(&entry.path);
            if !(broken && entry.depth > 0) && !is_element(&entry.path) {
                found.extra.push(entry);
            }
        }
    }
    rename(&mut found, source.front, target.front);
    found
}

fn index(front: &FrontMatter) -> HashMap<&str, &Entry> {
    front.entries.iter().map(|entry| (entry.path.as_str(), entry)).collect()
}

/// Whether the entry lies in something that is compared no further; it is then closed itself.
fn is_closed<'a>(closed: &mut HashSet<&'a str>, path: &'a str) -> bool {
    let within = path::parent(path).is_some_and(|parent| closed.contains(parent));
    if within {
        closed.insert(path);
    }
    within
}

fn is_nested(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_))
}

fn is_element(path: &str) -> bool {
    path.ends_with(']')
}

/// Pair missing keys with extra ones in the same map that hold the same value, or stand in the same place and hold a
/// value of the same type.
fn rename<'a>(found: &mut Comparison<'a>, source: &'a FrontMatter, target: &'a FrontMatter) {
    let work = found.missing.len().saturating_mul(found.extra.len());
    if work == 0 || work > MOST_COMPARED {
        return;
    }
    let shared: HashSet<&str> = found.both.iter().map(|(entry, _)| entry.path.as_str()).collect();
    let places_here = places(source, &shared);
    let places_there = places(target, &shared);
    let mut renamed = Vec::new();
    let mut taken: HashSet<&str> = HashSet::new();
    for missing in &found.missing {
        let same_place =
            |extra: &Entry| places_here.get(missing.path.as_str()) == places_there.get(extra.path.as_str());
        let answer = found
            .extra
            .iter()
            .filter(|extra| !taken.contains(extra.path.as_str()) && !convention::may_be_extra(&extra.path))
            .filter(|extra| path::parent(&extra.path) == path::parent(&missing.path))
            .filter(|extra| same_type(&missing.value, &extra.value))
            .filter(|extra| {
                let value = missing.value == extra.value && is_telling(&missing.value);
                value || same_place(extra) || is_misspelt(&missing.path, &extra.path)
            })
            .max_by_key(|extra| (missing.value == extra.value, same_place(extra)));
        if let Some(answer) = answer {
            taken.insert(&answer.path);
            renamed.push((*missing, *answer));
        }
    }
    found.missing.retain(|entry| !renamed.iter().any(|(missing, _)| missing.path == entry.path));
    found.extra.retain(|entry| !taken.contains(entry.path.as_str()));
    found.renamed = renamed;
}

/// For each key that is not shared: the shared key before it in the same map, and how many others stand between.
/// Keys that a translation may have of its own take no place.
fn places<'a>(front: &'a FrontMatter, shared: &HashSet<&str>) -> HashMap<&'a str, (Option<&'a str>, usize)> {
    let mut last: HashMap<Option<&str>, (Option<&str>, usize)> = HashMap::new();
    let mut places = HashMap::new();
    for entry in &front.entries {
        if convention::may_be_extra(&entry.path) && !shared.contains(entry.path.as_str()) {
            continue;
        }
        let place = last.entry(path::parent(&entry.path)).or_default();
        if shared.contains(entry.path.as_str()) {
            *place = (Some(&entry.path), 0);
        } else {
            places.insert(entry.path.as_str(), *place);
            place.1 += 1;
        }
    }
    places
}

/// Whether a key is another with a letter or two changed: as long, and nearly all of its letters in their places. Another
/// digit makes it another key.
fn is_misspelt(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let off: Vec<_> = a.iter().zip(&b).filter(|(a, b)| a != b).collect();
    let letters = off.iter().all(|(a, b)| a.is_alphabetic() && b.is_alphabetic());
    a.len() == b.len() && a.len() >= SHORTEST && off.len() <= 2 && letters
}

/// Shorter keys differ in two letters by meaning, in characters.
const SHORTEST: usize = 6;

fn same_type(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) | (Value::Map(one), Value::Map(other)) => one == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// Whether two keys that hold this value are hardly so by chance.
fn is_telling(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.len() > 3,
        Value::Date(_) => true,
        Value::Number(text) => text.len() > 3,
        _ => false,
    }
}
