//! From the readings that are believed to pages: each file takes one reading, the files that name no language join the
//! page that they are the source of, and a tree beside the tree is found.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::declared::Declared;
use super::evidence::{Belief, Verdict, judge};
use super::language::{Language, Trust};
use super::mark::{Cuts, Tongue, hash};
use super::reading::{Reading, Slot, Tree, is_telling};
use super::same::is_same;
use super::{File, beside, prose, speech};
use crate::config::Config;

/// What the paths say.
#[derive(Debug, Default)]
pub struct Placed {
    pub pages: Vec<Page>,
    /// Files that the paths leave alone, by index, with the language that their path may name.
    pub alone: Vec<(u32, Option<Language>)>,
}

/// A page in its languages, or in one if others near it have more.
#[derive(Debug)]
pub struct Page {
    pub key: String,
    /// Where the language stands: `docs/{lang}/{key}`.
    pub pattern: String,
    /// Languages and files by index.
    pub members: Vec<(Language, u32)>,
    /// The language of the file that names none, if there is one.
    pub unmarked: Option<Language>,
}

/// Finds the pages that the paths show.
pub fn place(files: &[File], config: &Config, declared: &Declared) -> Placed {
    let sure: Vec<Language> =
        config.languages.iter().chain(&config.source).chain(&declared.languages).cloned().collect();
    let source = config.source.as_ref().or(declared.source.as_ref());
    let mut tree = Tree::read(files, &sure);
    let mut verdict = judge(&mut tree);
    let mut choice = choose(&tree, &verdict);
    let sources = beside::sources(&tree, &mut verdict, &mut choice, source);
    let joined = join(&tree, &choice, &sources, source);
    pages(&tree, &choice, &sources, &joined)
}

/// How many files that name no language are listened to one by one in a slot.
const HEARD: usize = 200;

/// The reading of each file, if it has one.
pub type Choice = Vec<Option<Reading>>;

/// Takes for each file the believed reading that joins the most languages, and of those the one that explains the most
/// of its path; none if the file as it stands is a page in more languages than that.
fn choose(tree: &Tree, verdict: &Verdict) -> Choice {
    let mut best: Vec<Option<((usize, usize), Reading)>> = vec![None; tree.files.len()];
    let mut take = |reading: &Reading, languages: usize| {
        let rank = (languages, reading.cuts.count());
        let best = &mut best[reading.file as usize];
        if best.is_none_or(|(before, _)| rank > before) {
            *best = Some((rank, *reading));
        }
    };
    let mut lone = Vec::new();
    let mut answered = HashSet::new();
    let mut unmarked: HashMap<u32, usize> = HashMap::new();
    for bucket in tree.by_key() {
        let believed = believed(bucket, verdict);
        let tongues = count_tongues(&believed);
        let own = bucket.first().and_then(|reading| tree.file_at(reading.key));
        if let Some(own) = own.filter(|_| tongues > 0) {
            unmarked.insert(own, tongues + 1);
        }
        for reading in believed {
            if tongues > 1 || own.is_some() {
                answered.insert((tree.folder_of[reading.file as usize], reading.slot));
                take(reading, tongues + usize::from(own.is_some()));
            } else {
                lone.push(*reading);
            }
        }
    }
    for reading in lone {
        // `why-no.md` has no counterpart, and so is Norwegian only among files that are named in this way.
        let named_so = || answered.contains(&(tree.folder_of[reading.file as usize], reading.slot));
        if !reading.at_end || reading.trust > Trust::Doubtful && named_so() {
            take(&reading, 1);
        }
    }
    let best = best.into_iter().zip(0u32..).map(|(best, file)| {
        let stays = unmarked.get(&file).copied().unwrap_or_default();
        best.filter(|((languages, _), _)| *languages >= stays).map(|(_, reading)| reading)
    });
    best.collect()
}

/// The readings of one key that are believed, in view of the others.
fn believed<'a>(bucket: &'a [Reading], verdict: &Verdict) -> Vec<&'a Reading> {
    let always = |reading: &Reading| verdict.belief(reading) == Some(Belief::Always);
    let sure = [false, true].map(|at_end| {
        let sure = |other: &Reading| other.at_end == at_end && other.trust > Trust::Doubtful && always(other);
        bucket.iter().any(sure)
    });
    let beside =
        |reading: &Reading| verdict.belief(reading) == Some(Belief::Beside) && sure[usize::from(reading.at_end)];
    bucket.iter().filter(|reading| always(reading) || beside(reading)).collect()
}

/// How many languages there are among readings in the order of their languages.
fn count_tongues(readings: &[&Reading]) -> usize {
    readings.chunk_by(|a, b| a.tongue == b.tongue).count()
}

/// The key of a page: that of its source, where the source stands in a tree beside.
fn shared(tree: &Tree, sources: &HashMap<u64, u32>, key: u64) -> u64 {
    sources.get(&key).map_or(key, |&file| hash(tree.stem(file)))
}

/// The files that name no language and are a page in one.
type Joined = BTreeMap<u32, Unmarked>;

/// A file that names no language.
struct Unmarked {
    /// The key of its page.
    key: u64,
    slot: Slot,
    language: Language,
    /// Whether it is in the language that files without one are in, so that others may be expected to be so.
    usual: bool,
}

/// Finds which files that name no language are the source of a page.
fn join(tree: &Tree, choice: &Choice, sources: &HashMap<u64, u32>, source: Option<&Language>) -> Joined {
    let mut pages: BTreeMap<u64, (Slot, Vec<Tongue>)> = BTreeMap::new();
    for reading in choice.iter().flatten() {
        let key = shared(tree, sources, reading.key);
        pages.entry(key).or_insert_with(|| (reading.slot, Vec::new())).1.push(reading.tongue);
    }
    let mut candidates: BTreeMap<Slot, Vec<(u32, u64)>> = BTreeMap::new();
    for (&key, &(slot, _)) in &pages {
        let own = tree.files_at(key).filter(|&file| choice[file as usize].is_none());
        candidates.entry(slot).or_default().extend(own.map(|file| (file, key)));
    }
    let marked: BTreeSet<(Slot, Tongue)> =
        choice.iter().flatten().map(|reading| (reading.slot, reading.tongue)).collect();
    let mut joined = Joined::new();
    for (slot, mut files) in candidates.into_iter().filter(|(_, files)| !files.is_empty()) {
        files.sort_unstable();
        let of: Vec<u32> = files.iter().map(|(file, _)| *file).collect();
        let has = |key: u64, language: &Language| {
            let tongues = pages.get(&key).map_or(&[][..], |(_, tongues)| tongues);
            tongues.iter().any(|&tongue| is_same(tree.languages.language(tongue), language))
        };
        // Where pages name the source (`README.en.md`), the others (`README.md`) are in a language of their own.
        let source = source.filter(|source| !files.iter().any(|&(_, key)| has(key, source)));
        let language = language_of_unmarked(tree.files, &of, source);
        let (usual, other): (Vec<_>, Vec<_>) = files.into_iter().partition(|&(_, key)| !has(key, &language));
        // Where `docs/en/` has the other pages, an empty `docs/index.md` only leads there.
        let marked = marked.range((slot, Tongue::MIN)..=(slot, Tongue::MAX));
        let marked = marked.map(|&(_, tongue)| tree.languages.language(tongue)).any(|it| is_same(it, &language));
        for (nth, (file, key)) in usual.into_iter().enumerate() {
            if !marked || nth >= HEARD || !is_mute(tree.files, file) {
                joined.entry(file).or_insert_with(|| Unmarked { key, slot, language: language.clone(), usual: true });
            }
        }
        // `README.md` beside `README.en.md` may be in any language that the page does not have yet.
        for (file, key) in other.into_iter().take(HEARD) {
            if let Some(language) = hear(tree.files, file).filter(|language| !has(key, language)) {
                joined.entry(file).or_insert_with(|| Unmarked { key, slot, language, usual: false });
            }
        }
    }
    joined
}

/// The language of files that name none: configured or declared, or heard from a few of them, or English.
pub fn language_of_unmarked(files: &[File], of: &[u32], source: Option<&Language>) -> Language {
    const ASKED: usize = 6;
    const ENOUGH: usize = 3;
    if let Some(source) = source {
        return source.clone();
    }
    let step = of.len().div_ceil(ASKED).max(1);
    let mut heard: BTreeMap<Language, usize> = BTreeMap::new();
    for file in of.iter().step_by(step) {
        if let Some(language) = hear(files, *file) {
            *heard.entry(language).or_default() += 1;
        }
        if heard.values().sum::<usize>() >= ENOUGH {
            break;
        }
    }
    let most = heard.into_iter().max_by_key(|(language, count)| (*count, language.tag() == "en"));
    most.map_or_else(|| Language::private("en"), |(language, _)| language)
}

/// Whether a file has hardly a word of prose: it includes another, or leads on to it.
fn is_mute(files: &[File], file: u32) -> bool {
    const LETTERS: usize = 8;
    let text = files.get(file as usize).and_then(|file| speech::head(&file.path));
    text.is_some_and(|text| prose::of(&text).chars().filter(|c| c.is_alphabetic()).take(LETTERS).count() < LETTERS)
}

/// The language of a file, if it can be told for sure.
fn hear(files: &[File], file: u32) -> Option<Language> {
    let text = speech::head(&files.get(file as usize)?.path)?;
    speech::hear(&text).and_then(Language::parse)
}

/// Puts the pages together.
fn pages(tree: &Tree, choice: &Choice, sources: &HashMap<u64, u32>, joined: &Joined) -> Placed {
    let mut pages: BTreeMap<u64, Page> = BTreeMap::new();
    let mut scopes = Scopes::default();
    let beside: HashSet<u32> = sources.values().copied().collect();
    let mut key = String::new();
    for reading in choice.iter().flatten() {
        let stem = tree.stem(reading.file);
        let page = pages.entry(shared(tree, sources, reading.key)).or_insert_with(|| {
            key.clear();
            reading.cuts.apply(stem, &mut key);
            Page {
                key: key.trim_end_matches('/').to_owned(),
                pattern: reading.cuts.pattern(stem),
                members: Vec::new(),
                unmarked: None,
            }
        });
        page.members.push((tree.languages.language(reading.tongue).clone(), reading.file));
        scopes.slots.entry(reading.slot).or_insert((reading.file, reading.cuts));
    }
    for (&file, unmarked) in joined {
        if let Some(page) = pages.get_mut(&unmarked.key) {
            tree.stem(file).clone_into(&mut page.key);
            page.unmarked = Some(unmarked.language.clone());
            page.members.push((unmarked.language.clone(), file));
        }
        if unmarked.usual {
            scopes.learn(tree, file, unmarked.slot, &unmarked.language, !beside.contains(&file));
        }
    }
    let mut placed = Placed::default();
    for file in (0u32..).take(tree.files.len()) {
        if choice[file as usize].is_some() || joined.contains_key(&file) {
            continue;
        }
        // A file that stands beside its marked source language (`docs/index.md`, `docs/en/index.md`) is something else.
        let scope = scopes.of(tree, file).filter(|_| !pages.contains_key(&hash(tree.stem(file))));
        match scope {
            Some((slot, language)) => placed.pages.push(Page {
                key: tree.stem(file).to_owned(),
                pattern: scopes.pattern(tree, *slot),
                members: vec![(language.clone(), file)],
                unmarked: Some(language.clone()),
            }),
            None => placed.alone.push((file, None)),
        }
    }
    let alone: HashMap<u32, usize> = placed.alone.iter().enumerate().map(|(at, (file, _))| (*file, at)).collect();
    for reading in tree.readings.iter().filter(|reading| reading.trust > Trust::Doubtful) {
        if let Some(&at) = alone.get(&reading.file) {
            placed.alone[at].1.get_or_insert_with(|| tree.languages.language(reading.tongue).clone());
        }
    }
    placed.pages.extend(pages.into_values());
    placed
}

/// A slot and the language of the files that name none in it.
type Scope = (Slot, Language);

/// Where files that name no language are pages of their own that nobody has translated yet.
#[derive(Default)]
struct Scopes<'a> {
    /// An example of each slot.
    slots: BTreeMap<Slot, (u32, Cuts)>,
    /// Folders, with all that they hold.
    trees: HashMap<&'a str, Scope>,
    /// Folders, with the files in them.
    folders: HashMap<u32, Scope>,
    /// Names of files, and how many sources have them.
    names: HashMap<&'a str, (Scope, usize)>,
}

impl<'a> Scopes<'a> {
    /// How many sources must have one name before all files with this name are expected to be translated.
    const SAME_NAME: usize = 3;

    /// Learns from a file that is the source of translations in `slot`.
    fn learn(&mut self, tree: &Tree<'a>, file: u32, slot: Slot, language: &Language, in_same_tree: bool) {
        let Some(&(example, cuts)) = self.slots.get(&slot) else { return };
        let scope = || (slot, language.clone());
        let stem = tree.stem(file);
        let at = cuts.iter().next().map_or(0, |(start, _)| start);
        if tree.stem(example).rfind('/').is_none_or(|slash| at > slash) {
            self.names.entry(name(stem)).or_insert_with(|| (scope(), 0)).1 += 1;
        } else if in_same_tree && at > 0 {
            // `docs/` for `docs/{lang}/`, `pages/` for `pages.{lang}/`.
            let Some((head, tail)) = stem.split_at_checked(at) else { return };
            let end = if head.ends_with('/') { at } else { tail.find('/').map_or(at, |slash| at + slash + 1) };
            self.trees.entry(&stem[..end]).or_insert_with(scope);
        } else if in_same_tree || is_telling(name(stem)) || name(stem).eq_ignore_ascii_case("readme") {
            // A `CONTRIBUTING.md` whose translation stands among the documents says nothing of what is beside it.
            self.folders.entry(tree.folder_of[file as usize]).or_insert_with(scope);
        }
    }

    fn of(&self, tree: &Tree, file: u32) -> Option<&Scope> {
        let stem = tree.stem(file);
        let by_name =
            || self.names.get(name(stem)).filter(|(_, files)| *files >= Self::SAME_NAME).map(|(scope, _)| scope);
        let folders = stem.match_indices('/').take(if self.trees.is_empty() { 0 } else { 32 });
        let by_tree = || folders.filter_map(|(at, _)| self.trees.get(&stem[..=at])).last();
        self.folders.get(&tree.folder_of[file as usize]).or_else(by_tree).or_else(by_name)
    }

    fn pattern(&self, tree: &Tree, slot: Slot) -> String {
        self.slots.get(&slot).map(|(file, cuts)| cuts.pattern(tree.stem(*file))).unwrap_or_default()
    }
}

/// The last part of a path.
pub fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
