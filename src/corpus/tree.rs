//! A locale tree beside the source tree: `doc-locale/ja/x.md` for `doc/x.md`, `translations/de/docs/x.md` for
//! `docs/x.md`, the `i18n` folder of Docusaurus. Which prefix answers which is put to the vote: every translation whose
//! key ends as the path of some other file does votes for what is left of both.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::mark::{Cuts, hash};
use super::reading::{Reading, Tree, is_telling};

/// So many files with the same tail are listed; more of them decide nothing.
const LISTED: usize = 4;

/// The least share of the translations below a prefix whose sources must be found, in percent.
const LEAST: usize = 25;

/// The least length of a path's tail, in folders and file, is one; the most that is looked at is this.
const LONGEST: usize = 12;

/// For each key in `orphans` the file that it translates, if the tree beside has one. Only files that `free` tells are
/// sources.
pub fn sources(tree: &Tree, orphans: &[Reading], free: impl Fn(u32) -> bool) -> HashMap<u64, u32> {
    let orphans: Vec<Orphan> = orphans.iter().map(|reading| Orphan::new(tree, reading)).collect();
    let source_at = |path: &str| tree.file_at(hash(path)).filter(|&file| free(file));
    let mut found = HashMap::new();
    let mut rest = Vec::new();
    for orphan in &orphans {
        match docusaurus(&orphan.text).and_then(|path| source_at(&path)).or_else(|| readme(&orphan.text, &source_at)) {
            Some(file) => {
                found.insert(orphan.key, file);
            }
            None => rest.push(orphan),
        }
    }
    let votes = votes(tree, &rest, &free);
    let elected = elect(votes, &rest, &source_at);
    for orphan in rest {
        let best = prefixes(&orphan.text).filter_map(|from| {
            let (hits, file) = elected
                .get(&orphan.text[..from])?
                .iter()
                .find_map(|(hits, to)| source_at(&format!("{to}{}", &orphan.text[from..])).map(|file| (*hits, file)))?;
            Some((hits, from, file))
        });
        if let Some((_, _, file)) = best.max() {
            found.insert(orphan.key, file);
        }
    }
    found
}

struct Orphan {
    key: u64,
    /// The path less extension and language.
    text: String,
}

impl Orphan {
    fn new(tree: &Tree, reading: &Reading) -> Self {
        let mut text = String::new();
        reading.cuts.apply(tree.stem(reading.file), &mut text);
        Self { key: reading.key, text }
    }
}

/// The ends of a path's prefixes that are folders, in bytes, the empty one first.
fn prefixes(path: &str) -> impl DoubleEndedIterator<Item = usize> {
    std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1))
}

/// Prefix of a translation → prefix of its source → how many longest common tails say so.
type Votes<'a> = BTreeMap<&'a str, BTreeMap<&'a str, usize>>;

fn votes<'a>(tree: &Tree<'a>, orphans: &[&'a Orphan], free: &impl Fn(u32) -> bool) -> Votes<'a> {
    let names: HashSet<u64> =
        orphans.iter().filter_map(|orphan| prefixes(&orphan.text).last().map(|at| hash(&orphan.text[at..]))).collect();
    let mut tails: HashMap<u64, Vec<u32>> = HashMap::new();
    if names.is_empty() {
        return Votes::new();
    }
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
    let mut votes = Votes::new();
    for orphan in orphans {
        for from in prefixes(&orphan.text).skip_while(|&at| orphan.text[at..].matches('/').count() >= LONGEST) {
            let tail = &orphan.text[from..];
            let Some(files) = tails.get(&hash(tail)) else { continue };
            if is_telling(tail) && files.len() <= LISTED {
                for &file in files {
                    let stem = tree.stem(file);
                    let to = &stem[..stem.len() - tail.len()];
                    *votes.entry(&orphan.text[..from]).or_default().entry(to).or_default() += 1;
                }
            }
            break;
        }
    }
    votes
}

/// For each prefix the prefixes that answer it, each with the number of files found there, the best first.
fn elect<'a>(
    votes: Votes<'a>,
    orphans: &[&'a Orphan],
    source_at: &impl Fn(&str) -> Option<u32>,
) -> HashMap<&'a str, Vec<(usize, &'a str)>> {
    let mut totals: HashMap<&str, usize> = HashMap::new();
    let mut hits: HashMap<(&str, &str), usize> = HashMap::new();
    // Few candidates are worth asking for: those with the most votes.
    let candidates: HashMap<&str, Vec<&str>> = votes
        .into_iter()
        .map(|(from, votes)| {
            let mut to: Vec<_> = votes.into_iter().collect();
            to.sort_by_key(|&(_, votes)| std::cmp::Reverse(votes));
            (from, to.into_iter().take(LISTED).map(|(to, _)| to).collect())
        })
        .collect();
    for orphan in orphans {
        for at in prefixes(&orphan.text) {
            let (from, rest) = orphan.text.split_at(at);
            let Some((from, candidates)) = candidates.get_key_value(from) else { continue };
            *totals.entry(from).or_default() += 1;
            for to in candidates {
                if source_at(&format!("{to}{rest}")).is_some() {
                    *hits.entry((from, to)).or_default() += 1;
                }
            }
        }
    }
    let mut elected: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    for ((from, to), hits) in hits {
        if hits * 100 >= totals.get(from).copied().unwrap_or_default() * LEAST {
            elected.entry(from).or_default().push((hits, to));
        }
    }
    for answers in elected.values_mut() {
        answers.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    }
    elected
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

/// The README of the nearest folder above: `README.md` for `docs/README.de.md` and `doc/de/README.md`.
fn readme(key: &str, source_at: &impl Fn(&str) -> Option<u32>) -> Option<u32> {
    let (folder, name) = key.rsplit_once('/')?;
    if !name.eq_ignore_ascii_case("readme") {
        return None;
    }
    prefixes(folder).rev().find_map(|at| source_at(&format!("{}README", &folder[..at])))
}

/// Whether a folder of the path says that what is below are translations.
pub fn is_said_to_be_translated(path: &str, cuts: Cuts) -> bool {
    const WORDS: [&str; 10] =
        ["i18n", "l10n", "lang", "langs", "language", "languages", "locale", "locales", "translation", "translations"];
    let end = cuts.iter().next().map_or(0, |(start, _)| start);
    path[..end].split('/').any(|name| {
        name.split(['-', '_', '.']).any(|word| WORDS.iter().any(|translated| word.eq_ignore_ascii_case(translated)))
    })
}
