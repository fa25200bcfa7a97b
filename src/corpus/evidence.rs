//! Which slots of a tree really name languages. A slot counts when the same key recurs under several codes, or under a
//! code and without any; and when it is not just one of many folders that have the same files. Where that leaves a
//! doubt, a few of the files are opened to hear which language they are in.

use std::collections::{BTreeMap, HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::codes::{COUNTRIES, NEVER};
use super::language::{Language, Trust};
use super::mark::{Cuts, Mark, Place, Tongue, hash};
use super::reading::{Reading, Slot, Tree, is_telling};
use super::speech;

/// How many files a run opens at most to hear their language.
const OPENED: usize = 600;

/// Folders deeper than this are not looked at for what stands beside them.
const DEEPEST: usize = 32;

/// What there is to say for one language in one slot.
#[derive(Debug, Default, Clone)]
struct Support {
    /// Files that can be read so.
    files: u32,
    /// Of these, the ones whose key recurs in another language or without any.
    answered: u32,
    /// Of these, the ones where the other language is more than doubtful.
    beside_sure: u32,
    trust: Option<Trust>,
    /// Some of the answered files, each with one that answers it.
    samples: Vec<(u32, u32)>,
    /// A file that nothing answers.
    alone: Option<u32>,
}

/// What there is to say for a slot.
#[derive(Debug, Default, Clone)]
struct Case {
    /// Some key is there in two languages that are more than doubtful, or in a plain one and without any.
    likely: bool,
    /// And it is there in English or without any, so that something can be what the others are translated from.
    sound: bool,
    /// Something is answered at all.
    answered: bool,
    tongues: BTreeMap<Tongue, Support>,
}

/// The judgement: which languages in which slots are what they look like.
#[derive(Debug, Default)]
pub struct Verdict {
    accepted: HashMap<(Slot, Tongue), Belief>,
}

impl Verdict {
    /// How far this reading of a path is believed, if it is.
    pub fn belief(&self, reading: &Reading) -> Option<Belief> {
        self.accepted.get(&(reading.slot, reading.tongue)).copied()
    }

    /// Believes a reading on other grounds.
    pub fn accept(&mut self, slot: Slot, tongue: Tongue) {
        self.accepted.insert((slot, tongue), Belief::Always);
    }
}

/// How far a word in a slot is taken for a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belief {
    /// Wherever it stands.
    Always,
    /// Where the same page is also in a language that is believed always: `about-is.md` beside `about-de.md`.
    Beside,
}

/// Judges all slots.
pub fn judge(tree: &mut Tree) -> Verdict {
    private_languages(tree);
    let cases = cases(tree);
    let crowds = crowds(tree, &cases);
    let mut court = Court { tree, opened: 0 };
    let mut verdict = Verdict::default();
    // Slots in the order in which they were met, which is that of the paths.
    for (slot, case) in (0..).zip(&cases) {
        if !case.answered {
            continue;
        }
        let tongues = case.tongues.values().filter(|support| support.answered > 0).count();
        let crowded = crowds.get(&slot).is_some_and(|&others| others * 2 >= tongues);
        if case.sound && !crowded || court.hears_languages(case, case.likely && !crowded) {
            let place = court.tree.slots.get(slot as usize).copied();
            for (&tongue, support) in &case.tongues {
                // `es/` beside `lib/`: the only language there is, and all of it is in another.
                if tongues == 1 && place == Some(Place::Folder) && court.are_twins(support) {
                    continue;
                }
                if let Some(belief) = court.believes(tongue, support, place == Some(Place::Folder)) {
                    verdict.accepted.insert((slot, tongue), belief);
                }
            }
        }
    }
    let meant = court.countries(&cases, &verdict);
    for (tongue, language) in meant {
        let to = tree.rename(tongue, &language);
        let moved: Vec<(Slot, Tongue)> =
            verdict.accepted.keys().filter(|(_, other)| *other == tongue).copied().collect();
        for (slot, tongue) in moved {
            if let Some(belief) = verdict.accepted.remove(&(slot, tongue)) {
                verdict.accepted.entry((slot, to)).or_insert(belief);
            }
        }
    }
    verdict
}

/// The languages of one key, each with a file.
#[derive(Default)]
struct Beside {
    files: Vec<(Tongue, u32)>,
    /// Of these, the ones that are more than doubtful: where a folder names them, and where the end of a name does.
    sure: [Vec<Tongue>; 2],
    english: bool,
    /// Whether one is written as a locale (`fr-FR`), which is nothing else.
    locale: bool,
}

impl Beside {
    /// Reads a bucket, which is in the order of languages.
    fn read(&mut self, tree: &Tree, bucket: &[Reading]) {
        self.files.clear();
        self.sure.iter_mut().for_each(Vec::clear);
        for readings in bucket.chunk_by(|a, b| a.tongue == b.tongue) {
            let Some(first) = readings.first() else { continue };
            self.files.push((first.tongue, first.file));
            for (at_end, sure) in [false, true].into_iter().zip(&mut self.sure) {
                if readings.iter().any(|reading| reading.at_end == at_end && reading.trust > Trust::Doubtful) {
                    sure.push(first.tongue);
                }
            }
        }
        (self.english, self.locale) = bucket.iter().fold((false, false), |(english, locale), reading| {
            let (language, plain) = (tree.languages.language(reading.tongue), reading.trust == Trust::Plain);
            let is_english = language.tag() == "en" || plain && language.base() == "en";
            (english || is_english, locale || plain && language.tag().contains('-'))
        });
    }

    /// A file in another language.
    fn other(&self, tongue: Tongue) -> Option<u32> {
        self.files.iter().find(|(other, _)| *other != tongue).map(|(_, file)| *file)
    }

    /// How many other languages are sure that are named in the same kind of place.
    fn sure(&self, reading: &Reading) -> usize {
        let [folder, at_end] = &self.sure;
        let sure = if reading.at_end { at_end } else { folder };
        sure.iter().filter(|&&other| other != reading.tongue).take(2).count()
    }
}

/// What there is to say for each slot, by its number.
fn cases(tree: &Tree) -> Vec<Case> {
    let mut cases = vec![Case::default(); tree.slots.len()];
    let mut beside = Beside::default();
    for bucket in tree.by_key() {
        beside.read(tree, bucket);
        let own = bucket.first().and_then(|reading| tree.file_at(reading.key));
        for reading in bucket {
            let Some(case) = cases.get_mut(reading.slot as usize) else { continue };
            let sure = beside.sure(reading);
            let support = case.tongues.entry(reading.tongue).or_default();
            support.files += 1;
            support.trust = support.trust.max(Some(reading.trust));
            let Some(answer) = own.or_else(|| beside.other(reading.tongue)) else {
                support.alone.get_or_insert(reading.file);
                continue;
            };
            support.answered += 1;
            support.beside_sure += u32::from(sure > 0);
            if support.samples.len() < 3 {
                support.samples.push((reading.file, answer));
            }
            case.answered = true;
            // `countries/de.md` and `countries/fr.md` are no translations: only their text can tell.
            let about = tree.slots.get(reading.slot as usize) == Some(&Place::File) && reading.trust < Trust::Plain;
            let likely = !about
                && match reading.trust {
                    Trust::Plain => reading.telling || sure > 0,
                    Trust::Name => sure > 0,
                    Trust::Doubtful => sure > 1 && reading.telling,
                };
            case.likely |= likely;
            // Nor are `shops/de/tax.md` and `shops/fr/tax.md`; but what is there in English too, or needs no code, is.
            case.sound |= likely && (own.is_some() || beside.english || reading.at_end && beside.locale);
        }
    }
    cases
}

/// For each slot below a folder, how many of the folders beside its languages have the same files as these, though they
/// name no language: in `src/{as,it,no,yes,maybe}/index.md` the last two say that the first three are none either.
fn crowds(tree: &Tree, cases: &[Case]) -> HashMap<Slot, usize> {
    let mut seen: HashMap<(Slot, &str), (u32, u32)> = HashMap::new();
    each_sibling(tree, |slot, name, file, key, _| {
        if !cases.get(slot as usize).is_some_and(|case| case.answered) {
            return;
        }
        let beside = tree.readings_of(key);
        if beside.iter().any(|reading| reading.slot == slot && reading.file == file) {
            return; // a private language
        }
        let (files, shared) = seen.entry((slot, name)).or_default();
        *files += 1;
        *shared += u32::from(beside.iter().any(|reading| reading.slot == slot));
    });
    let mut crowds = HashMap::new();
    for ((slot, _), (files, shared)) in seen {
        if shared * 2 >= files {
            *crowds.entry(slot).or_default() += 1;
        }
    }
    crowds
}

/// Calls `each` with every folder that stands where others name languages: the slot, the folder's name, a file in it,
/// and the key of that file if the folder were a language.
fn each_sibling<'a>(tree: &Tree<'a>, mut each: impl FnMut(Slot, &'a str, u32, u64, Cuts)) {
    let beside: Vec<_> = tree.folders.iter().map(|(path, folder)| siblings(tree, path, folder)).collect();
    let mut key = String::new();
    for (file, &folder) in (0u32..).zip(&tree.folder_of) {
        for &(slot, start, end) in &beside[folder as usize] {
            let stem = tree.stem(file);
            key.clear();
            key.push_str(&stem[..start]);
            key.push_str(&stem[end + 1..]);
            each(slot, &stem[start..end], file, hash(&key), Cuts::folder(start, end + 1));
        }
    }
}

/// The parts of a folder's path that stand in a slot without naming a language: the slot, start and end.
fn siblings(tree: &Tree, path: &str, marks: &[Mark]) -> Vec<(Slot, usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for _ in 0..DEEPEST {
        let Some(len) = path[start..].find('/') else { break };
        if !marks.iter().any(|mark| usize::from(mark.cut.0) == start)
            && let Some(&slot) = tree.below.get(&xxh3_64(&path.as_bytes()[..start]))
        {
            found.push((slot, start, start + len));
        }
        start += len + 1;
    }
    found
}

/// Finds the languages that a site has made up (`em` for emoji beside `en`): a folder with a short name that has the
/// files of two languages beyond doubt, or of English if its name has two letters, while no longer name beside it has.
fn private_languages(tree: &mut Tree) {
    #[derive(Default)]
    struct Candidate {
        files: Vec<(u32, u64, Cuts)>,
        shared: usize,
        telling: bool,
    }
    let mut candidates: BTreeMap<(Slot, &str), Candidate> = BTreeMap::new();
    let mut crowded = HashSet::new();
    each_sibling(tree, |slot, name, file, key, cuts| {
        let beside = tree.readings_of(key);
        let real = || beside.iter().filter(|reading| reading.slot == slot && reading.trust == Trust::Plain);
        let english = real().any(|reading| tree.languages.language(reading.tongue).base() == "en");
        let real = real().count();
        let short = matches!(name.len(), 2 | 3) && name.bytes().all(|b| b.is_ascii_alphabetic());
        if !short || NEVER.contains(&name) {
            if real > 0 {
                crowded.insert(slot);
            }
            return;
        }
        let candidate = candidates.entry((slot, name)).or_default();
        candidate.files.push((file, key, cuts));
        if real > 1 || english && name.len() == 2 {
            candidate.shared += 1;
            candidate.telling |= beside.first().is_some_and(|reading| {
                let stem = tree.stem(reading.file);
                reading.cuts.iter().last().is_some_and(|(_, end)| is_telling(&stem[end..]))
            });
        }
    });
    let mut added = Vec::new();
    for ((slot, name), candidate) in candidates {
        if !candidate.telling || candidate.shared * 2 <= candidate.files.len() || crowded.contains(&slot) {
            continue;
        }
        let tongue = tree.languages.id(&Language::private(name));
        for (file, key, cuts) in candidate.files {
            added.push(Reading { key, file, slot, tongue, trust: Trust::Name, cuts, at_end: false, telling: true });
        }
    }
    tree.add(added);
}

/// Decides what paths leave open, by listening.
struct Court<'a, 'b> {
    tree: &'b Tree<'a>,
    opened: usize,
}

impl Court<'_, '_> {
    /// Whether files in a slot are in the languages that it names; if nothing can be heard, whether that is likely.
    fn hears_languages(&mut self, case: &Case, likely: bool) -> bool {
        let (mut agree, mut differ) = (0, 0);
        for (&tongue, support) in case.tongues.iter().filter(|(_, support)| support.answered > 0).take(6) {
            match self.hear(tongue, support) {
                Some(true) => agree += 1,
                Some(false) => differ += 1,
                None => {}
            }
        }
        agree >= differ && (agree > 0 || likely)
    }

    /// Whether the samples of a language are the same texts as what answers them, several of them.
    fn are_twins(&mut self, support: &Support) -> bool {
        self.opened += 2 * support.samples.len();
        let text = |file: u32| speech::head(&self.tree.files[file as usize].path).filter(|text| !text.is_empty());
        let same =
            |&(file, answer): &(u32, u32)| text(file).is_some_and(|page| text(answer).is_some_and(|it| it == page));
        self.opened <= OPENED && support.samples.len() > 1 && support.samples.iter().all(same)
    }

    /// How far a word in an established slot is a language.
    fn believes(&mut self, tongue: Tongue, support: &Support, folder: bool) -> Option<Belief> {
        let trust = support.trust?;
        if support.answered == 0 {
            // Nothing answers it: a page in a language folder, of which the others are gone or renamed.
            let alone = support.alone.filter(|_| folder && trust == Trust::Plain)?;
            return (self.listen(tongue, alone, None) != Some(false)).then_some(Belief::Always);
        }
        let beside = support.beside_sure > 0 && support.answered * 2 >= support.files;
        if trust == Trust::Plain || trust == Trust::Name && beside {
            return Some(Belief::Always);
        }
        match self.hear(tongue, support) {
            Some(true) => Some(Belief::Always),
            None | Some(false) if beside => Some(Belief::Beside),
            _ => None,
        }
    }

    /// The codes that are meant for what is spoken in a country, with that language.
    fn countries(&mut self, cases: &[Case], verdict: &Verdict) -> Vec<(Tongue, Language)> {
        let spoken = |language: &Language| COUNTRIES.iter().find(|(code, _)| *code == language.tag());
        let found: Vec<(Tongue, Language)> = self
            .tree
            .languages
            .unsure()
            .filter_map(|(tongue, language)| Some((tongue, Language::parse(spoken(language)?.1)?)))
            .collect();
        let heard = |(tongue, language): &(Tongue, Language)| {
            let slots = (0..).zip(cases).filter(|(slot, _)| verdict.accepted.contains_key(&(*slot, *tongue)));
            let samples = slots.filter_map(|(_, case)| case.tongues.get(tongue)).flat_map(|support| &support.samples);
            let heard = samples.take(6).filter_map(|&(file, answer)| self.listen_for(language, file, Some(answer)));
            let (yes, no): (Vec<bool>, Vec<bool>) = heard.partition(|&agrees| agrees);
            yes.len() > no.len()
        };
        found.into_iter().filter(heard).collect()
    }

    /// Whether the samples of a language are in it.
    fn hear(&mut self, tongue: Tongue, support: &Support) -> Option<bool> {
        let heard: Vec<bool> =
            support.samples.iter().filter_map(|&(file, answer)| self.listen(tongue, file, Some(answer))).collect();
        let agree = heard.iter().filter(|&&agrees| agrees).count();
        (!heard.is_empty()).then_some(agree * 2 > heard.len())
    }

    fn listen(&mut self, tongue: Tongue, file: u32, answer: Option<u32>) -> Option<bool> {
        let language = self.tree.languages.language(tongue).clone();
        self.listen_for(&language, file, answer)
    }

    fn listen_for(&mut self, language: &Language, file: u32, answer: Option<u32>) -> Option<bool> {
        self.opened += 2;
        if self.opened > OPENED {
            return None;
        }
        let path = |file: u32| &self.tree.files[file as usize].path;
        let text = speech::head(path(file))?;
        let other = answer.and_then(|answer| speech::head(path(answer)));
        let agrees = speech::agrees(language, &text, other.as_deref());
        // A switcher that leads to the page says that it is another language.
        let (name, other) = (path(file).file_name()?.to_str()?, other.filter(|_| agrees != Some(true)));
        let told = other.is_some_and(|other| other.contains(name) && speech::is_told(language, &text, &other));
        if told { Some(true) } else { agrees }
    }
}
