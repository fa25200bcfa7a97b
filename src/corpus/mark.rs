//! Where a path may name a language: as a folder, at the end of a folder's name, at the end of the file's name, or in
//! several of these places at once. Each such place is a mark; a reading of a path is the marks that it takes to be
//! true. What is left of a path when the marks of a reading are cut out is the key that translations share.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use super::codes::EXTENSIONS;
use super::language::{Language, Trust, among, read};

/// A language of the run, as an index into [`Languages`].
pub type Tongue = u16;

/// The languages seen in a run, and what each word was found to mean.
#[derive(Default)]
pub struct Languages<'a> {
    all: Vec<Language>,
    ids: HashMap<Language, Tongue>,
    words: HashMap<&'a str, Option<(Tongue, Trust)>>,
    /// Languages that the configuration names.
    sure: Vec<Language>,
}

impl<'a> Languages<'a> {
    /// The words for the languages in `sure` are beyond doubt.
    pub fn new(sure: &[Language]) -> Self {
        Self { sure: sure.to_vec(), ..Self::default() }
    }

    pub fn id(&mut self, language: &Language) -> Tongue {
        if let Some(&id) = self.ids.get(language) {
            return id;
        }
        let id = Tongue::try_from(self.all.len()).unwrap_or(Tongue::MAX);
        self.all.push(language.clone());
        self.ids.insert(language.clone(), id);
        id
    }

    /// All languages with their indexes, but for those that the configuration names.
    pub fn unsure(&self) -> impl Iterator<Item = (Tongue, &Language)> {
        (0..).zip(&self.all).filter(|(_, language)| !self.sure.contains(language))
    }

    /// The language with this index, which must have come from here.
    pub fn language(&self, id: Tongue) -> &Language {
        &self.all[usize::from(id)]
    }

    fn read(&mut self, word: &'a str) -> Option<(Tongue, Trust)> {
        // Most words are none, and the cheapest test says so.
        if !(2..=40).contains(&word.len()) || word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let found = among(word, &self.sure).map(|language| (language, Trust::Plain)).or_else(|| read(word));
        let found = found.map(|(language, trust)| (self.id(&language), trust));
        self.words.insert(word, found);
        found
    }
}

/// Which part of a path a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A folder: `de/`.
    Folder,
    /// The end of a folder's name: `pages.de/`.
    FolderEnd,
    /// All of a file's name: `readme/de.md`.
    File,
    /// The end of a file's name: `a.de.md`.
    FileEnd,
}

/// A place in a path that may name a language.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    pub place: Place,
    /// What to cut out of the path to get rid of it, in bytes.
    pub cut: (u16, u16),
    pub tongue: Tongue,
    pub trust: Trust,
}

/// More marks than this in the folders of one path are nobody's layout.
const MOST: usize = 6;

/// Longer paths have no marks: offsets are kept in 16 bits, and no system allows such paths anyway.
const LONGEST: usize = 60_000;

/// The marks of the folder `path`, which ends in `/` or is empty. The first `common` bytes are the same in all paths of
/// the run, so that they cannot be evidence.
pub fn of_folder<'a>(path: &'a str, common: usize, languages: &mut Languages<'a>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut start = common;
    while marks.len() < MOST
        && path.len() < LONGEST
        && let Some(len) = path.get(start..).and_then(|rest| rest.find('/'))
    {
        let name = &path[start..start + len];
        if let Some((tongue, trust)) = languages.read(name) {
            marks.push(mark(Place::Folder, (start, start + len + 1), tongue, trust));
        } else if let Some((tongue, trust)) = name.strip_prefix('_').and_then(|name| languages.read(name)) {
            // A collection of Jekyll: `_de/`.
            marks.push(mark(Place::Folder, (start, start + len + 1), tongue, trust.min(Trust::Name)));
        } else {
            for (at, tongue, trust) in endings(name, languages) {
                marks.push(mark(Place::FolderEnd, (start + at, start + len), tongue, trust));
            }
        }
        start += len + 1;
    }
    marks
}

/// The marks in a file's name; `path` is the whole path less its extension, `folder` the length of its folder.
pub fn of_file<'a>(path: &'a str, folder: usize, languages: &mut Languages<'a>) -> Vec<Mark> {
    if path.len() >= LONGEST {
        return Vec::new();
    }
    let name = &path[folder..];
    if let Some((tongue, trust)) = languages.read(name) {
        // `countries/de.md` may be about anything, `en-US.md` is in it.
        let locale = name.contains(['-', '_']) && languages.language(tongue).tag().contains('-');
        let trust = if locale { trust } else { trust.min(Trust::Name) };
        return vec![mark(Place::File, (folder, path.len()), tongue, trust)];
    }
    let endings = endings(name, languages);
    endings.map(|(at, tongue, trust)| mark(Place::FileEnd, (folder + at, path.len()), tongue, trust)).collect()
}

fn mark(place: Place, cut: (usize, usize), tongue: Tongue, trust: Trust) -> Mark {
    #[expect(clippy::cast_possible_truncation, reason = "longer paths have no marks")]
    let cut = (cut.0 as u16, cut.1 as u16);
    Mark { place, cut, tongue, trust }
}

/// The languages at the end of a name (`.de`, `-zh-cn`, `_CN`), each with the offset of its separator, longest first.
fn endings<'a>(name: &'a str, languages: &mut Languages<'a>) -> impl Iterator<Item = (usize, Tongue, Trust)> {
    let mut found = [None; 3];
    let mut end = name.len();
    for slot in found.iter_mut().rev() {
        let Some(at) = name[..end].rfind(['.', '-', '_']).filter(|&at| at > 0) else { break };
        let word = &name[at + 1..];
        *slot = languages.read(word).map(|(tongue, mut trust)| {
            let lower = word.to_ascii_lowercase();
            if name.as_bytes()[at] == b'.' {
                // After a dot stands a language or an extension, hardly a word.
                trust = if EXTENSIONS.contains(&lower.as_str()) { Trust::Doubtful } else { Trust::Plain };
            } else if !word.contains(['-', '_']) {
                // After a dash stands any word.
                trust = trust.min(Trust::Name);
            }
            (at, tongue, trust)
        });
        end = at;
    }
    found.into_iter().flatten()
}

/// What a reading cuts out of a path.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cuts([(u16, u16); 3]);

impl Cuts {
    /// The cuts of up to three marks in the order of the path.
    pub fn of(marks: &[Mark]) -> Self {
        let mut cuts = Self::default();
        for (cut, mark) in cuts.0.iter_mut().zip(marks) {
            *cut = mark.cut;
        }
        cuts
    }

    /// The cut of one folder, from its start to behind its `/`, in bytes.
    pub fn folder(start: usize, end: usize) -> Self {
        let mut cuts = Self::default();
        if let (Ok(start), Ok(end)) = (start.try_into(), end.try_into()) {
            cuts.0[0] = (start, end);
        }
        cuts
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.0.iter().filter(|cut| cut.1 > 0).count()
    }

    /// Writes `path` without what is cut.
    pub fn apply(self, path: &str, key: &mut String) {
        let mut from = 0;
        for (start, end) in self.iter() {
            key.push_str(&path[from..start]);
            from = end;
        }
        key.push_str(&path[from..]);
    }

    /// The path as a pattern: `docs/{lang}/{key}`, `{key}.{lang}`, `_notes/{lang}/{key}-{lang}`.
    pub fn pattern(self, path: &str) -> String {
        let mut pattern = String::new();
        let mut from = 0;
        let folder = path.rfind('/').map_or(0, |at| at + 1);
        let mut keyed = false;
        for (start, end) in self.iter() {
            if end > folder && start >= folder {
                // In the file's name: all before it is the key.
                if start == folder {
                    // All of the file's name; the folder is the key.
                    return format!("{}{{lang}}", &path[..folder]);
                }
                if !keyed {
                    // The ends of file names are one slot for the whole tree.
                    if from == 0 {
                        pattern.clear();
                    }
                    pattern.push_str("{key}");
                    keyed = true;
                }
                pattern.push_str(&path[start..=start]);
                pattern.push_str("{lang}");
            } else {
                pattern.push_str(&path[from..start]);
                let text = &path[start..end];
                if text.ends_with('/') {
                    pattern.push_str(if text.starts_with('_') { "_{lang}/" } else { "{lang}/" });
                } else {
                    pattern.push_str(&text[..1]);
                    pattern.push_str("{lang}");
                }
            }
            from = end;
        }
        if !keyed {
            if !pattern.is_empty() && !pattern.ends_with('/') {
                pattern.push('/');
            }
            pattern.push_str("{key}");
        }
        pattern
    }

    /// The cuts in the order of the path, in bytes.
    pub fn iter(self) -> impl Iterator<Item = (usize, usize)> {
        self.0.into_iter().filter(|cut| cut.1 > 0).map(|(start, end)| (usize::from(start), usize::from(end)))
    }
}

/// The path without the extension of its file name.
pub fn stem(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    match path[name..].rfind('.') {
        Some(dot) if dot > 0 => &path[..name + dot],
        _ => path,
    }
}

/// The hash by which keys are compared: a README is a README in any case.
pub fn hash(key: &str) -> u64 {
    let name = key.rfind('/').map_or(0, |at| at + 1);
    if key[name..].eq_ignore_ascii_case("readme") && &key[name..] != "README" {
        let mut key = key[..name].to_owned();
        key.push_str("README");
        return xxh3_64(key.as_bytes());
    }
    xxh3_64(key.as_bytes())
}
