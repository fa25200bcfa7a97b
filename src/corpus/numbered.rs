//! Pages whose names are translated after an equal number: `en/01 - Hello.md` beside `ja/01 - はじめ.md`.

use std::collections::{BTreeMap, BTreeSet};

use super::language::{Trust, read};
use super::layout::{Page, Placed, name};
use super::mark::{Cuts, stem};
use super::{File, Language, speech};

/// So many numbers must stand in both folders before they are taken for those of pages.
const LEAST: usize = 2;

/// A page in one language whose name begins with a number.
struct Numbered {
    language: Language,
    file: u32,
    /// The cut of the folder that names the language.
    cuts: Cuts,
}

/// The pages of a folder: by number, then by language.
type Chapters = BTreeMap<u32, BTreeMap<Language, Vec<Numbered>>>;

/// Makes one page of those that nothing answers and that have the same number in folders of languages side by side.
pub fn pair(placed: &mut Placed, files: &[File]) {
    let mut folders: BTreeMap<String, Chapters> = BTreeMap::new();
    let lone = placed.pages.iter().filter(|page| page.unmarked.is_none()).filter_map(|page| match &page.members[..] {
        [(language, file)] => Some((language, *file)),
        _ => None,
    });
    let alone = placed.alone.iter().filter_map(|(file, language)| Some((language.as_ref()?, *file)));
    for (language, file) in lone.chain(alone) {
        let Some((folder, number, cuts)) = files.get(file as usize).and_then(|file| place(&file.shown, language))
        else {
            continue;
        };
        let chapter = folders.entry(folder).or_default().entry(number).or_default();
        chapter.entry(language.clone()).or_default().push(Numbered { language: language.clone(), file, cuts });
    }
    let mut taken = BTreeSet::new();
    for (folder, chapters) in folders {
        let pages: Vec<(u32, Vec<Numbered>)> =
            chapters.into_iter().filter_map(|(number, pages)| Some((number, single(pages)?))).collect();
        let agrees = |page: &Numbered| {
            let text = files.get(page.file as usize).and_then(|file| speech::head(&file.path));
            text.is_none_or(|text| speech::agrees(&page.language, &text, None) != Some(false))
        };
        let answered: Vec<_> = pages.iter().filter(|(_, pages)| pages.len() > 1).collect();
        // A page that has the other language's number only by accident, as dates may, is one of few.
        let enough = answered.len() >= LEAST && answered.len() * 2 >= pages.len();
        if !enough || !answered.first().is_some_and(|(_, pages)| pages.iter().all(agrees)) {
            continue;
        }
        for (number, pages) in pages {
            let Some(first) = pages.first() else { continue };
            let pattern = files.get(first.file as usize).map(|file| first.cuts.pattern(stem(&file.shown)));
            taken.extend(pages.iter().map(|page| page.file));
            placed.pages.push(Page {
                key: format!("{folder}{number:02}"),
                pattern: pattern.unwrap_or_default(),
                members: pages.into_iter().map(|page| (page.language, page.file)).collect(),
                unmarked: None,
            });
        }
    }
    placed.pages.retain(|page| !matches!(&page.members[..], [(_, file)] if taken.contains(file)));
    placed.alone.retain(|(file, _)| !taken.contains(file));
}

/// The pages of one number, if there is no more than one in each language.
fn single(pages: BTreeMap<Language, Vec<Numbered>>) -> Option<Vec<Numbered>> {
    pages.values().all(|pages| pages.len() == 1).then(|| pages.into_values().flatten().collect())
}

/// The folder of a page less the one that names its language, and the number at the start of its name.
fn place(path: &str, language: &Language) -> Option<(String, u32, Cuts)> {
    let name = name(path);
    let number = &name[..name.find(|c: char| !c.is_ascii_digit())?];
    // Four digits and more are a year.
    if !(1..=3).contains(&number.len()) || !name[number.len()..].starts_with([' ', '-', '_', '.', ')']) {
        return None;
    }
    let folders = &path[..path.len() - name.len()];
    let mut start = 0;
    for folder in folders.split_inclusive('/') {
        let end = start + folder.len();
        let said = read(folder.trim_end_matches('/')).filter(|(_, trust)| *trust == Trust::Plain);
        if said.is_some_and(|(said, _)| said == *language) {
            return Some((
                format!("{}{}", &path[..start], &folders[end..]),
                number.parse().ok()?,
                Cuts::folder(start, end),
            ));
        }
        start = end;
    }
    None
}
