//! Every way in which the paths of a tree can be read: which marks a path has, which key is left without them, and
//! which slot of the tree they fill. Nothing is decided here.

use std::collections::HashMap;

use rayon::slice::ParallelSliceMut;
use xxhash_rust::xxh3::xxh3_64;

use super::File;
use super::language::{Language, Trust};
use super::mark::{self, Cuts, Languages, Mark, Place, Tongue, hash, stem};

/// A slot of the tree: a place in which languages may be named. Folders have theirs each; the ends of file names are
/// one slot for the whole tree.
pub type Slot = u32;

/// One way to read the path of a file.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The hash of the path without extension and marks.
    pub key: u64,
    pub file: u32,
    pub slot: Slot,
    pub tongue: Tongue,
    pub trust: Trust,
    pub cuts: Cuts,
    /// Whether the marks are all in the file's name.
    pub at_end: bool,
    /// Whether the key says more than that some folder has a README.
    pub telling: bool,
}

/// The paths of a run and all their readings.
pub struct Tree<'a> {
    pub files: &'a [File],
    pub languages: Languages<'a>,
    /// Each folder once, with its marks.
    pub folders: Vec<(&'a str, Vec<Mark>)>,
    /// The folder of each file.
    pub folder_of: Vec<u32>,
    /// The key of each file as it stands, without extension, in the order of the hashes.
    pub own: Vec<(u64, u32)>,
    /// In the order of keys, languages and files.
    pub readings: Vec<Reading>,
    /// The place of each slot; that of the last mark, if there are several.
    pub slots: Vec<Place>,
    /// The slot of the languages directly below a folder, by the hash of the folder's path.
    pub below: HashMap<u64, Slot>,
}

impl<'a> Tree<'a> {
    pub fn read(files: &'a [File], sure: &[Language]) -> Self {
        let common = common_folder(files);
        let mut tree = Self {
            files,
            languages: Languages::new(sure),
            folders: Vec::new(),
            folder_of: Vec::with_capacity(files.len()),
            own: Vec::with_capacity(files.len()),
            readings: Vec::new(),
            slots: Vec::new(),
            below: HashMap::new(),
        };
        let mut slots = HashMap::new();
        let mut folders: HashMap<&str, u32> = HashMap::new();
        let mut key = String::new();
        for (file, path) in (0u32..).zip(files.iter().map(|file| file.shown.as_str())) {
            let name = path.rfind('/').map_or(0, |at| at + 1);
            let folder = *folders.entry(&path[..name]).or_insert_with(|| {
                let marks = mark::of_folder(&path[..name], common.min(name), &mut tree.languages);
                tree.folders.push((&path[..name], marks));
                u32::try_from(tree.folders.len() - 1).unwrap_or(u32::MAX)
            });
            tree.folder_of.push(folder);
            let stem = stem(path);
            tree.own.push((hash(stem), file));
            let ends = mark::of_file(stem, name, &mut tree.languages);
            let marks = &tree.folders[folder as usize].1;
            if marks.is_empty() && ends.is_empty() {
                continue;
            }
            each_reading(marks, &ends, &tree.languages, |marks| {
                let cuts = Cuts::of(marks);
                key.clear();
                cuts.apply(stem, &mut key);
                let Some(last) = marks.last() else { return };
                let id = marks.iter().fold(0u64, |id, mark| id.rotate_left(7) ^ slot_hash(path, mark));
                let slot = *slots.entry(id).or_insert_with(|| {
                    let slot = Slot::try_from(tree.slots.len()).unwrap_or(Slot::MAX);
                    tree.slots.push(last.place);
                    if marks.len() == 1 && last.place == Place::Folder {
                        tree.below.insert(xxh3_64(&path.as_bytes()[..usize::from(last.cut.0)]), slot);
                    }
                    slot
                });
                tree.readings.push(Reading {
                    key: hash(&key),
                    file,
                    slot,
                    tongue: most_exact(marks, &tree.languages),
                    trust: if marks.len() > 1 { Trust::Plain } else { last.trust },
                    cuts,
                    at_end: marks.first().is_some_and(|mark| matches!(mark.place, Place::File | Place::FileEnd)),
                    telling: last.place == Place::FileEnd || is_telling(&stem[usize::from(last.cut.1)..]),
                });
            });
        }
        tree.own.par_sort_unstable();
        tree.sort();
        tree
    }

    /// Takes in readings that were found later.
    pub fn add(&mut self, readings: Vec<Reading>) {
        if !readings.is_empty() {
            self.readings.extend(readings);
            self.sort();
        }
    }

    /// Takes one language for another.
    pub fn rename(&mut self, from: Tongue, to: &Language) -> Tongue {
        let to = self.languages.id(to);
        self.readings.iter_mut().filter(|reading| reading.tongue == from).for_each(|reading| reading.tongue = to);
        self.sort();
        to
    }

    fn sort(&mut self) {
        self.readings.par_sort_unstable_by_key(|reading| (reading.key, reading.tongue, reading.file, reading.slot));
    }

    /// The files whose path less its extension has this hash: one, but for `x.md` beside `x.mdx`.
    pub fn files_at(&self, key: u64) -> impl Iterator<Item = u32> {
        let at = self.own.partition_point(|own| own.0 < key);
        self.own[at..].iter().take_while(move |own| own.0 == key).map(|own| own.1)
    }

    /// The first of these.
    pub fn file_at(&self, key: u64) -> Option<u32> {
        self.files_at(key).next()
    }

    /// The readings that leave this key; no page has more languages than are listed.
    pub fn readings_of(&self, key: u64) -> &[Reading] {
        const LISTED: usize = 1000;
        let start = self.readings.partition_point(|reading| reading.key < key);
        let rest = &self.readings[start..];
        let len = rest.iter().take(LISTED).take_while(|reading| reading.key == key).count();
        &rest[..len]
    }

    /// The readings, those of one key together.
    pub fn by_key(&self) -> impl Iterator<Item = &[Reading]> {
        self.readings.chunk_by(|a, b| a.key == b.key)
    }

    /// The path of a file less its extension.
    pub fn stem(&self, file: u32) -> &'a str {
        stem(&self.files[file as usize].shown)
    }
}

/// Calls `each` with every choice of marks that may name the language of a path together: each by itself, and all that
/// name the same language.
fn each_reading(folder: &[Mark], ends: &[Mark], languages: &Languages, mut each: impl FnMut(&[Mark])) {
    let base = |mark: &Mark| languages.language(mark.tongue).base();
    // `-zh-cn` may be taken for `zh-CN` or for `cn`, but not for both at once.
    let agree = |a: &Mark, b: &Mark| a.cut.1 <= b.cut.0 && base(a) == base(b);
    for (at, mark) in folder.iter().enumerate() {
        each(&[*mark]);
        folder[at + 1..].iter().filter(|second| agree(mark, second)).for_each(|second| each(&[*mark, *second]));
    }
    for end in ends {
        each(&[*end]);
        for (at, mark) in folder.iter().enumerate().filter(|(_, mark)| base(mark) == base(end)) {
            each(&[*mark, *end]);
            folder[at + 1..].iter().filter(|it| agree(mark, it)).for_each(|second| each(&[*mark, *second, *end]));
        }
    }
}

/// Of several marks for one language the tag that says most: `zh-CN` rather than `zh`.
fn most_exact(marks: &[Mark], languages: &Languages) -> Tongue {
    let longest = marks.iter().map(|mark| mark.tongue).max_by_key(|&tongue| languages.language(tongue).tag().len());
    longest.unwrap_or_default()
}

fn slot_hash(path: &str, mark: &Mark) -> u64 {
    let start = usize::from(mark.cut.0);
    match mark.place {
        Place::Folder => xxh3_64(&path.as_bytes()[..start]),
        Place::FolderEnd => xxh3_64(&path.as_bytes()[..=start]),
        Place::File => !xxh3_64(&path.as_bytes()[..start]),
        Place::FileEnd => u64::from(path.as_bytes()[start]),
    }
}

/// Whether the rest of a path below a language is more than a file that any folder may have.
pub fn is_telling(rest: &str) -> bool {
    const ANYWHERE: [&str; 9] =
        ["index", "_index", "readme", "changelog", "contributing", "license", "code_of_conduct", "security", "summary"];
    rest.contains('/') || !ANYWHERE.iter().any(|name| rest.eq_ignore_ascii_case(name))
}

/// The length of the folder that all files are in, with its `/`.
fn common_folder(files: &[File]) -> usize {
    let (Some(first), Some(last)) = (files.first(), files.last()) else { return 0 };
    // The files are sorted, so that what the first and the last share all share.
    let same = first.shown.bytes().zip(last.shown.bytes()).take_while(|(a, b)| a == b).count();
    first.shown.as_bytes()[..same].iter().rposition(|&b| b == b'/').map_or(0, |at| at + 1)
}
