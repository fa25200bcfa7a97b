//! Which language a corpus is written in first.

use std::collections::{BTreeMap, BTreeSet};

use super::group::Draft;
use super::head::Head;
use super::{File, Language};

/// How many groups are asked whether they say `translated`, and how many pages of each.
const ASKED: (usize, usize) = (3, 16);

/// The source language: the one whose pages say `translated: false`, else the one that the repository declares, else the
/// one that paths need not name, else the one with the most pages; on a tie, or nearly so among many, English. `said`
/// counts, for each language, what heads that were read anyway said.
pub fn of(
    files: &[File],
    drafts: &[Draft],
    mut said: BTreeMap<Language, (usize, usize)>,
    declared: Option<&Language>,
) -> Option<Language> {
    ask(files, drafts, &mut said);
    let untranslated = said.iter().filter(|(_, (yes, no))| no > yes).max_by_key(|(_, (_, no))| *no);
    // If no page says that it is a translation, `false` is just what the template has.
    if let Some((language, _)) = untranslated.filter(|_| said.values().any(|(yes, no)| yes > no)) {
        return Some(language.clone());
    }
    let mut covered: BTreeMap<&Language, Cover> = BTreeMap::new();
    for draft in drafts {
        for language in languages(draft) {
            covered.entry(language).or_default().pages += 1;
        }
        if let Some(language) = &draft.unmarked {
            covered.entry(language).or_default().unmarked += 1;
        }
    }
    if let Some(language) = declared.filter(|language| covered.contains_key(language)) {
        return Some(language.clone());
    }
    let most = covered.values().map(|cover| cover.pages).max()?;
    let near = |cover: &Cover, percent: usize| cover.pages * 100 >= most * percent;
    // Where there are few pages, one that has lost its source tells nothing.
    let default = |cover: &Cover| {
        (near(cover, DEFAULT) || cover.pages > 1 && cover.pages + 1 >= most)
            && cover.unmarked * 100 >= cover.pages * NEAR
    };
    let english = |language: &Language| language.base() == "en";
    // Of two languages the one that has a page more is what the other is translated from; of many, something has been
    // added to one, or the others have kept what the source has lost.
    let alike = covered.values().filter(|cover| near(cover, NEAR)).count();
    let leads = covered.values().filter(|cover| cover.pages == most).count() == 1 && alike < MANY;
    let best = covered.into_iter().max_by_key(|&(language, cover)| {
        let near = near(&cover, NEAR) && !leads;
        let ahead = (near && english(language), cover.pages, cover.unmarked, english(language));
        (default(&cover), ahead, std::cmp::Reverse(language))
    });
    best.map(|(language, _)| language.clone())
}

/// What there is in a language.
#[derive(Debug, Default, Clone, Copy)]
struct Cover {
    /// Groups that have it.
    pages: usize,
    /// Of these, the ones whose path need not name it.
    unmarked: usize,
}

/// The share of the fullest language's pages that makes another nearly as full, in percent.
const NEAR: usize = 90;

/// The share of the fullest language's pages that the language needs that paths hardly ever name, in percent.
const DEFAULT: usize = 80;

/// So many languages that are nearly as full as the fullest are not translated from the one that has a page more.
const MANY: usize = 4;

/// The languages of a group, each once.
fn languages(draft: &Draft) -> BTreeSet<&Language> {
    draft.members.iter().map(|(language, _)| language).collect()
}

/// Asks the first groups with several languages.
fn ask(files: &[File], drafts: &[Draft], said: &mut BTreeMap<Language, (usize, usize)>) {
    for draft in drafts.iter().filter(|draft| draft.members.len() > 1).take(ASKED.0) {
        for (language, file) in draft.members.iter().take(ASKED.1) {
            let head = files.get(*file as usize).map(|file| Head::read(&file.path, None));
            if let Some(translated) = head.and_then(|head| head.translated) {
                let (yes, no) = said.entry(language.clone()).or_default();
                *(if translated { yes } else { no }) += 1;
            }
        }
    }
}

/// The languages in the order in which they are a group's source: the corpus's own first, then by how much they cover.
pub fn ranks(drafts: &[Draft], source: Option<&Language>) -> BTreeMap<Language, usize> {
    let mut covered: BTreeMap<&Language, usize> = BTreeMap::new();
    for language in drafts.iter().flat_map(languages) {
        *covered.entry(language).or_default() += 1;
    }
    let mut order: Vec<(&Language, usize)> = covered.into_iter().collect();
    order.sort_by_key(|&(language, pages)| {
        let exact = Some(language) != source;
        let near = source.is_none_or(|source| source.base() != language.base());
        (exact, near, std::cmp::Reverse(pages), language.base() != "en", language)
    });
    order.into_iter().enumerate().map(|(rank, (language, _))| (language.clone(), rank)).collect()
}
