//! Which translations are expected and are not there.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::corpus::{Corpus, Group, Language};

/// Fewer groups in a folder than this say nothing about what is expected in it.
const ENOUGH: usize = 20;

/// The share of a folder's groups that have a language when it is expected in all of them, in percent.
const NEARLY_ALL: usize = 95;

/// For each group of the corpus, the languages that are expected and missing, by tag.
///
/// The configuration's languages are expected everywhere. Where it names none, a language is expected in a folder when
/// nearly all groups below it have it.
#[must_use]
pub fn missing(corpus: &Corpus, config: &Config) -> Vec<Vec<Language>> {
    if !config.languages.is_empty() {
        let lacks = |group: &Group| config.languages.iter().filter(|language| !has(group, language)).cloned().collect();
        return corpus.groups.iter().map(lacks).collect();
    }
    let folders = count(corpus);
    corpus
        .groups
        .iter()
        .map(|group| {
            let expected =
                folders_of(&group.key).find_map(|folder| folders.get(folder).filter(|counts| counts.groups >= ENOUGH));
            let Some(counts) = expected else { return Vec::new() };
            let nearly_all = |number: usize| number * 100 >= counts.groups * NEARLY_ALL;
            let wanted = counts.languages.iter().filter(|&(_, &number)| nearly_all(number));
            wanted.map(|(language, _)| *language).filter(|language| !has(group, language)).cloned().collect()
        })
        .collect()
}

fn has(group: &Group, language: &Language) -> bool {
    group.members.iter().any(|member| member.language == *language)
}

/// What the groups below a folder have.
#[derive(Default)]
struct Counts<'a> {
    groups: usize,
    languages: BTreeMap<&'a Language, usize>,
}

fn count(corpus: &Corpus) -> BTreeMap<&str, Counts<'_>> {
    let mut folders: BTreeMap<&str, Counts<'_>> = BTreeMap::new();
    for group in &corpus.groups {
        for folder in folders_of(&group.key) {
            let counts = folders.entry(folder).or_default();
            counts.groups += 1;
            for (index, member) in group.members.iter().enumerate() {
                // A page that is there twice counts once.
                if group.members[..index].iter().all(|other| other.language != member.language) {
                    *counts.languages.entry(&member.language).or_default() += 1;
                }
            }
        }
    }
    folders
}

/// The folders above a key, the nearest first, the whole corpus last.
fn folders_of(key: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(key);
    std::iter::from_fn(move || {
        let here = rest?;
        rest = here.rfind('/').map(|at| &here[..at]).or(if here.is_empty() { None } else { Some("") });
        rest
    })
}
