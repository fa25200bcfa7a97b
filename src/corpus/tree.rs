//! A locale tree beside the source tree: `doc-locale/ja/x.md` for `doc/x.md`, `translations/de/docs/x.md` for
//! `docs/x.md`, the `i18n` folder of Docusaurus. Which prefix answers which is put to the vote: every translation whose
//! key ends as the path of some other file does votes for what is left of both.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::mark::{Cuts, hash};
use super::reading::{Reading, Tree, is_telling};
use super::{File, speech};

/// So many files with the same tail are listed; more of them decide nothing.
const LISTED: usize = 4;

/// The least share of the translations below a prefix that must vote for what answers it, in percent.
const LEAST: usize = 25;

/// The most folders of a tail that are looked at, the file included.
const LONGEST: usize = 12;

/// The most folders of a prefix that is replaced by another.
const DEEPEST: usize = 32;

/// For each key in `orphans` the file that it translates, if the tree beside has one. Only files that `free` tells are
/// sources.
pub fn sources(tree: &Tree, orphans: &[Reading], free: impl Fn(u32) -> bool) -> HashMap<u64, u32> {
    let orphans: Vec<Orphan> = orphans.iter().map(|reading| Orphan::new(tree, reading)).collect();
    let source_at = |path: &str| tree.file_at(hash(path)).filter(|&file| free(file));
    let mut found = HashMap::new();
    for orphan in &orphans {
        let said = docusaurus(&orphan.text).and_then(|path| source_at(&path));
        let above = || if orphan.deep { None } else { readme(tree, orphan, &source_at) };
        if let Some(file) = said.or_else(above) {
            found.insert(orphan.key, file);
        }
    }
    if found.len() == orphans.len() {
        return found;
    }
    let elected = elect(&votes(tree, &orphans, &free), &orphans);
    for orphan in &orphans {
        if found.contains_key(&orphan.key) {
            continue;
        }
        let best = prefixes(&orphan.text).take(DEEPEST).filter_map(|from| {
            let (votes, to) = elected.get(&orphan.text[..from])?;
            Some((*votes, from, source_at(&format!("{to}{}", &orphan.text[from..]))?))
        });
        if let Some((_, _, file)) = best.max() {
            found.insert(orphan.key, file);
        }
    }
    found
}

struct Orphan {
    key: u64,
    file: u32,
    /// The path less extension and language.
    text: String,
    /// Whether folders stand between the language and the file's name.
    deep: bool,
}

impl Orphan {
    fn new(tree: &Tree, reading: &Reading) -> Self {
        let mut text = String::new();
        let stem = tree.stem(reading.file);
        reading.cuts.apply(stem, &mut text);
        let deep = reading.cuts.iter().last().is_some_and(|(_, end)| stem[end..].contains('/'));
        Self { key: reading.key, file: reading.file, text, deep }
    }
}

/// The ends of a path's prefixes that are folders, in bytes, the empty one first.
fn prefixes(path: &str) -> impl DoubleEndedIterator<Item = usize> {
    std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1))
}

/// What one orphan says: how long the prefix of its key is, and by what others that prefix is replaced in the paths of
/// files that end as it does.
type Vote<'a> = (usize, Vec<&'a str>);

/// The vote of each orphan, in order, if it has one: that of its longest tail.
fn votes<'a>(tree: &Tree<'a>, orphans: &[Orphan], free: &impl Fn(u32) -> bool) -> Vec<Option<Vote<'a>>> {
    let name = |orphan: &Orphan| prefixes(&orphan.text).last().map(|at| hash(&orphan.text[at..]));
    let names: HashSet<u64> = orphans.iter().filter_map(name).collect();
    let mut tails: HashMap<u64, Vec<u32>> = HashMap::new();
    for file in (0u32..).take(tree.files.len()).filter(|&file| free(file)) {
        let stem = tree.stem(file);
        for (nth, at) in prefixes(stem).rev().take(LONGEST).enumerate() {
            let tail = hash(&stem[at..]);
            if nth == 0 && !names.contains(&tail) {
                break;
            }
            let files = tails.entry(tail).or_default();
            if files.len() <= LISTED {
                files.push(file);
            }
        }
    }
    let vote = |orphan: &Orphan| {
        let long = prefixes(&orphan.text).rev().take(LONGEST).collect::<Vec<_>>();
        let mut answered =
            long.into_iter().rev().filter_map(|from| Some((from, tails.get(&hash(&orphan.text[from..]))?)));
        let (from, files) = answered.next()?;
        let tail = &orphan.text[from..];
        if !is_telling(tail) || files.len() > LISTED {
            return None;
        }
        let to = files.iter().map(|&file| tree.stem(file)).map(|stem| &stem[..stem.len().saturating_sub(tail.len())]);
        Some((from, to.collect()))
    };
    orphans.iter().map(vote).collect()
}

/// For each prefix the one that answers it, with its votes. Against it count all below the prefix that have found
/// nothing, or something better with a longer tail.
fn elect<'a>(votes: &[Option<Vote<'a>>], orphans: &'a [Orphan]) -> HashMap<&'a str, (usize, &'a str)> {
    let mut results: HashMap<&str, BTreeMap<&str, usize>> = HashMap::new();
    for (orphan, (from, to)) in orphans.iter().zip(votes).filter_map(|(orphan, vote)| Some((orphan, vote.as_ref()?))) {
        let result = results.entry(&orphan.text[..*from]).or_default();
        for to in to {
            *result.entry(to).or_default() += 1;
        }
    }
    let mut totals: HashMap<&str, usize> = HashMap::new();
    for (orphan, vote) in orphans.iter().zip(votes) {
        let least = vote.as_ref().map_or(0, |(from, _)| *from);
        for at in prefixes(&orphan.text).take(DEEPEST).filter(|&at| at >= least && is_telling(&orphan.text[at..])) {
            *totals.entry(&orphan.text[..at]).or_default() += 1;
        }
    }
    let winner = |(from, result): (&'a str, BTreeMap<&'a str, usize>)| {
        let (to, votes) = result.into_iter().max_by_key(|&(to, votes)| (votes, std::cmp::Reverse(to)))?;
        let total = totals.get(from).copied().unwrap_or_default();
        (votes * 100 >= total * LEAST).then_some((from, (votes, to)))
    };
    results.into_iter().filter_map(winner).collect()
}

/// Where Docusaurus keeps the source of a page in its `i18n` folder, by its documentation.
/// <https://docusaurus.io/docs/i18n/introduction#translation-files-location>
fn docusaurus(key: &str) -> Option<String> {
    const HOME: &str = "i18n/docusaurus-plugin-content-";
    let at = key.find(HOME).filter(|&at| at == 0 || key.as_bytes()[at - 1] == b'/')?;
    let root = &key[..at];
    let (plugin, rest) = key[at + HOME.len()..].split_once('/')?;
    let (kind, id) = plugin.split_once('-').map_or((plugin, None), |(kind, id)| (kind, Some(id)));
    match kind {
        "docs" => {
            let (version, rest) = rest.split_once('/')?;
            Some(match (version, id) {
                ("current", id) => format!("{root}{}/{rest}", id.unwrap_or("docs")),
                (version, None) => format!("{root}versioned_docs/{version}/{rest}"),
                (version, Some(id)) => format!("{root}{id}_versioned_docs/{version}/{rest}"),
            })
        }
        "blog" => Some(format!("{root}{}/{rest}", id.unwrap_or("blog"))),
        "pages" => Some(format!("{root}src/pages/{rest}")),
        _ => None,
    }
}

/// The README of the nearest folder above (`CONTRIBUTING.md` and the like only from a folder of documents): `README.md` for `docs/README.de.md` and `doc/de/README.md`, for
/// `kit/README.de.md` if it has others beside it or one of them links to the other, and for `docs/german.md` if it
/// links there.
fn readme(tree: &Tree, orphan: &Orphan, source_at: &impl Fn(&str) -> Option<u32>) -> Option<u32> {
    let (folder, name) = orphan.text.rsplit_once('/')?;
    let is_readme = name.eq_ignore_ascii_case("readme");
    if !is_readme && !name.is_empty() && !COMMUNITY.iter().any(|it| name.eq_ignore_ascii_case(it)) {
        return None;
    }
    let sought = if is_readme || name.is_empty() { "README" } else { name };
    let find = |at: usize| Some((at, source_at(&format!("{}{sought}", &folder[..at]))?));
    let (at, file) = prefixes(folder).rev().take(LONGEST).find_map(find)?;
    let mut between = folder[at..].split('/').filter(|name| !name.is_empty());
    let said = |name: &str| is_word_of(name, &DOCUMENTS) || is_word_of(name, &TRANSLATED);
    if sought != "README" {
        return between.all(said).then_some(file);
    }
    // One that is alone in its folder may be about what else is there; several are translations.
    if is_readme && (between.all(said) || tree.readings_of(orphan.key).chunk_by(|a, b| a.file == b.file).count() > 1) {
        return Some(file);
    }
    let (page, source) = (tree.files.get(orphan.file as usize)?, tree.files.get(file as usize)?);
    let there = page.shown.get(at..)?;
    let back = format!("{}{}", "../".repeat(there.matches('/').count()), source.shown.get(at..)?);
    let links = |file: &File, to: &str| speech::head(&file.path).is_some_and(|text| leads_to(&text, to));
    (links(source, there) || is_readme && links(page, &back)).then_some(file)
}

/// Whether a text has a link to a path: `](docs/german.md)`, `href="./docs/german.md"`.
fn leads_to(text: &str, path: &str) -> bool {
    let whole = |start: usize| {
        let before = text[..start].trim_end_matches("./").chars().next_back();
        let after = text[start + path.len()..].chars().next();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
        before.is_none_or(|c| !part(c)) && after.is_none_or(|c| !part(c))
    };
    text.match_indices(path).any(|(start, _)| whole(start))
}

/// Folders of documents.
const DOCUMENTS: [&str; 6] = ["doc", "docs", "document", "documents", "documentation", "readme"];

/// What stands at the root of a repository for all who take part in it, and may have its translations among the documents.
const COMMUNITY: [&str; 4] = ["contributing", "code_of_conduct", "security", "changelog"];

/// Folders of translations.
const TRANSLATED: [&str; 11] = [
    "i18n",
    "l10n",
    "lang",
    "langs",
    "language",
    "languages",
    "locale",
    "locales",
    "readmes",
    "translation",
    "translations",
];

fn is_word_of(name: &str, words: &[&str]) -> bool {
    name.split(['-', '_', '.']).any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

/// Whether a folder of the path says that what is below are translations.
pub fn is_said_to_be_translated(path: &str, cuts: Cuts) -> bool {
    let end = cuts.iter().next().map_or(0, |(start, _)| start);
    path[..end].split('/').any(|name| is_word_of(name, &TRANSLATED))
}
