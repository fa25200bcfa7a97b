//! Which translations have their source in a tree beside theirs, and which files only such a source makes translations.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::evidence::Verdict;
use super::language::{Language, Trust};
use super::layout::{Choice, language_of_unmarked, name};
use super::mark::{Tongue, hash};
use super::reading::{Reading, Slot, Tree};
use super::{speech, tree};

/// Finds the sources of translations in a tree beside theirs: of those whose slot is known and has no source of its own,
/// and of those that only the tree beside makes translations.
pub fn sources(
    tree: &Tree,
    verdict: &mut Verdict,
    choice: &mut Choice,
    source: Option<&Language>,
) -> HashMap<u64, u32> {
    let with_source = slots_with(tree, choice, source);
    let source = source.map_or("en", Language::base);
    // `README.de.md` is named as files in all folders are; but what it translates may be the README above.
    let with_readme: HashSet<u64> = choice
        .iter()
        .flatten()
        .filter(|reading| reading.at_end && tree.languages.language(reading.tongue).base() == source)
        .map(|reading| reading.key)
        .collect();
    let lacks = |reading: &Reading| !with_source.contains(&reading.slot) || reading.at_end && is_readme(tree, reading);
    let mut orphans: Vec<Reading> = choice
        .iter()
        .flatten()
        .filter(|reading| tree.file_at(reading.key).is_none() && lacks(reading))
        .copied()
        .collect();
    let hoped: Vec<Reading> = tree
        .readings
        .iter()
        .filter(|reading| choice[reading.file as usize].is_none() && tree.file_at(reading.key).is_none())
        .filter(|reading| reading.trust > Trust::Doubtful || said(tree, reading))
        .copied()
        .collect();
    orphans.extend(&hoped);
    let mut tongues = tongues(choice.iter().flatten().chain(&hoped));
    orphans.sort_unstable_by_key(|reading| (reading.key, reading.file));
    orphans.dedup_by_key(|reading| reading.key);
    let hopeful: HashSet<u32> = hoped.iter().map(|reading| reading.file).collect();
    let free = |file: u32| choice[file as usize].is_none() && !hopeful.contains(&file);
    let mut sources = tree::sources(tree, &orphans, free);
    // Where they have a source of their own, the README above is another page, or the same in a language that they lack.
    sources.retain(|key, file| !with_readme.contains(key) || is_another(tree, tongues.get(key), *file));
    settle(tree, &mut sources, &mut tongues);
    for reading in &hoped {
        let Some(&file) = sources.get(&reading.key) else { continue };
        if choice[reading.file as usize].is_none() && file != reading.file && is_translation(tree, reading, file) {
            verdict.accept(reading.slot, reading.tongue);
            choice[reading.file as usize] = Some(*reading);
        }
    }
    // A file that turned out to be a translation is nobody's source.
    sources.retain(|_, file| choice[*file as usize].is_none());
    sources
}

/// The slots that name the source as any other language. Where it is not known and taken for English, that is told from
/// the files beside them that name none: if those are in another, that is the source.
fn slots_with(tree: &Tree, choice: &Choice, source: Option<&Language>) -> HashSet<Slot> {
    let base = source.map_or("en", Language::base);
    let is_in_it = |reading: &&Reading| tree.languages.language(reading.tongue).base() == base;
    let mut slots: HashSet<Slot> = choice.iter().flatten().filter(is_in_it).map(|reading| reading.slot).collect();
    if source.is_some() {
        return slots;
    }
    let mut unmarked: BTreeMap<Slot, BTreeSet<u32>> = BTreeMap::new();
    for reading in choice.iter().flatten().filter(|reading| slots.contains(&reading.slot)) {
        let own = tree.file_at(reading.key).filter(|&file| choice[file as usize].is_none());
        unmarked.entry(reading.slot).or_default().extend(own);
    }
    for (slot, files) in unmarked.into_iter().filter(|(_, files)| !files.is_empty()) {
        let files: Vec<u32> = files.into_iter().collect();
        if language_of_unmarked(tree.files, &files, None).base() != base {
            slots.remove(&slot);
        }
    }
    slots
}

/// The languages of each key.
fn tongues<'a>(readings: impl Iterator<Item = &'a Reading>) -> HashMap<u64, BTreeSet<Tongue>> {
    let mut tongues: HashMap<u64, BTreeSet<Tongue>> = HashMap::new();
    for reading in readings {
        tongues.entry(reading.key).or_default().insert(reading.tongue);
    }
    tongues
}

/// Of several keys with one source, those that would make it two pages of the same languages have another source or
/// none: `doc/de/readme.md` where `README.de.md` stands beside `README.md`.
fn settle(tree: &Tree, sources: &mut HashMap<u64, u32>, tongues: &mut HashMap<u64, BTreeSet<Tongue>>) {
    let count = |key: &u64| tongues.get(key).map_or(0, BTreeSet::len);
    let mut order: Vec<(u32, std::cmp::Reverse<usize>, u64)> =
        sources.iter().map(|(key, &file)| (file, std::cmp::Reverse(count(key)), *key)).collect();
    order.sort_unstable();
    for (file, _, key) in order {
        let theirs = tongues.get(&key).cloned().unwrap_or_default();
        let own = tongues.entry(hash(tree.stem(file))).or_default();
        let same = theirs.intersection(own).count();
        if same * 2 >= theirs.len().max(1) {
            sources.remove(&key);
        } else {
            own.extend(theirs);
        }
    }
}

/// Whether a file is surely in another language than these.
fn is_another(tree: &Tree, tongues: Option<&BTreeSet<Tongue>>, file: u32) -> bool {
    let text = tree.files.get(file as usize).and_then(|file| speech::head(&file.path));
    let Some(heard) = text.as_deref().and_then(speech::hear) else { return false };
    !tongues.into_iter().flatten().any(|&tongue| tree.languages.language(tongue).base() == heard)
}

/// Whether a file is a README but for its language.
fn is_readme(tree: &Tree, reading: &Reading) -> bool {
    let stem = tree.stem(reading.file);
    let end = reading.cuts.iter().last().map_or(stem.len(), |(start, _)| start);
    name(&stem[..end]).eq_ignore_ascii_case("readme")
}

fn said(tree: &Tree, reading: &Reading) -> bool {
    tree::is_said_to_be_translated(&tree.files[reading.file as usize].shown, reading.cuts)
}

/// Whether a file in a slot without other evidence is a translation of a file in another tree.
fn is_translation(tree: &Tree, reading: &Reading, source: u32) -> bool {
    if said(tree, reading) && reading.trust == Trust::Plain {
        return true;
    }
    let text = |file: u32| speech::head(&tree.files[file as usize].path);
    let (Some(page), source) = (text(reading.file), text(source)) else { return false };
    let agrees = speech::agrees(tree.languages.language(reading.tongue), &page, source.as_deref());
    let likely = reading.trust == Trust::Plain && source.is_none_or(|source| source != page);
    agrees.unwrap_or(likely)
}
