//! Pages that lost what tied them to the others: where a site names languages and titles in its front matter only, a
//! page without one is known again by its outline and by the names and numbers in it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::group::{Candidate, Draft};
use super::{File, GroupedBy, Language, speech};
use crate::document::front_matter;

/// An outline of fewer headings and items is that of many pages.
const LEAST: usize = 8;

/// So many names and numbers two pages share at least.
const NAMES: usize = 2;

/// Longer pages are not read whole, in bytes.
const LONGEST: usize = 16 << 10;

/// A page of a folder where languages stand in front matter.
struct Page {
    file: u32,
    language: Language,
    /// The group that it is in.
    draft: Option<usize>,
    /// Whether it has no title that could tie it to others.
    lost: bool,
    names: HashSet<String>,
}

/// Puts pages without a title to the one group, or the one other page, of their folder that is made as they are.
pub fn join(rest: Vec<Candidate>, drafts: &mut Vec<Draft>, files: &[File]) {
    let folder = |file: u32| files.get(file as usize).map(|file| file.shown.rsplit_once('/').map_or("", |it| it.0));
    let lost: BTreeSet<&str> = rest.iter().filter(|it| is_lost(it)).filter_map(|it| folder(it.file)).collect();
    let titled = |draft: &Draft| draft.by == GroupedBy::Title;
    let grouped = drafts.iter().enumerate().filter(|(_, draft)| titled(draft));
    let grouped = grouped.flat_map(|(at, draft)| draft.members.iter().map(move |it| (at, it.clone())));
    let grouped: Vec<(usize, (Language, u32))> = grouped.collect();
    let said = rest.iter().filter(|it| !is_lost(it) && it.head.language.is_some()).map(|it| it.file);
    let told: BTreeSet<&str> = grouped.iter().map(|(_, it)| it.1).chain(said).filter_map(folder).collect();
    let wanted = |file: u32| folder(file).is_some_and(|it| lost.contains(it) && told.contains(it));

    let mut alike: BTreeMap<(&str, String), Vec<Page>> = BTreeMap::new();
    let mut add = |file: u32, language: Option<Language>, draft: Option<usize>, lost: bool| {
        let text = files.get(file as usize).and_then(|file| speech::head(&file.path)).filter(|it| it.len() < LONGEST);
        let Some((text, folder)) = text.zip(folder(file)) else { return };
        let body = body(&text);
        let outline = outline(body);
        let language = language.or_else(|| speech::hear(body).and_then(Language::parse));
        if let Some(language) = language.filter(|_| outline.len() >= LEAST) {
            let page = Page { file, language, draft, lost, names: names(body) };
            alike.entry((folder, outline)).or_default().push(page);
        }
    };
    for (draft, (language, file)) in grouped.into_iter().filter(|(_, it)| wanted(it.1)) {
        add(file, Some(language), Some(draft), false);
    }
    for candidate in rest.into_iter().filter(|it| wanted(it.file)) {
        let lost = is_lost(&candidate);
        add(candidate.file, candidate.language, None, lost);
    }
    for pages in alike.into_values() {
        put_together(pages, drafts, files);
    }
}

fn is_lost(candidate: &Candidate) -> bool {
    candidate.head.title.is_none() && candidate.head.key.is_none()
}

/// Makes one page of those that have one outline and the same names, if they are of different languages and no more than
/// one group.
fn put_together(pages: Vec<Page>, drafts: &mut Vec<Draft>, files: &[File]) {
    let Some(first) = pages.iter().find(|page| page.draft.is_some()).or_else(|| pages.iter().find(|page| !page.lost))
    else {
        return;
    };
    let same = |page: &&Page| {
        let shared = page.names.intersection(&first.names).count();
        shared >= NAMES && shared * 2 >= page.names.len().min(first.names.len())
    };
    let pages: Vec<&Page> = pages.iter().filter(same).collect();
    let languages: BTreeSet<&Language> = pages.iter().map(|page| &page.language).collect();
    let groups: BTreeSet<usize> = pages.iter().filter_map(|page| page.draft).collect();
    if languages.len() < pages.len() || groups.len() > 1 {
        return;
    }
    let joined = pages.iter().filter(|page| page.draft.is_none() && page.lost);
    let joined: Vec<(Language, u32)> = joined.map(|page| (page.language.clone(), page.file)).collect();
    if joined.is_empty() {
        return;
    }
    if let Some(draft) = first.draft {
        drafts.iter_mut().skip(draft).take(1).for_each(|draft| draft.members.extend(joined.clone()));
        return;
    }
    let key = files.get(first.file as usize).map(|file| super::mark::stem(&file.shown).to_owned()).unwrap_or_default();
    let members = std::iter::once((first.language.clone(), first.file)).chain(joined).collect();
    drafts.push(Draft { key, by: GroupedBy::Likeness, members, unmarked: None });
}

/// A page without its front matter.
fn body(text: &str) -> &str {
    let read = front_matter::read(text).front_matter;
    read.and_then(|found| text.get(found.span.range().end..)).unwrap_or(text)
}

/// The headings with their levels, the numbered and the other items of a page, in order, a character each.
fn outline(text: &str) -> String {
    let mut outline = String::new();
    let mut fenced = false;
    for line in text.lines().map(str::trim) {
        let level = line.bytes().take_while(|&b| b == b'#').count();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
        } else if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            outline.push(char::from(b'0' + u8::try_from(level).unwrap_or(0)));
        } else if line.starts_with(['-', '*', '+']) && line[1..].starts_with(' ') {
            outline.push('-');
        } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
            outline.push('n');
        }
    }
    outline
}

/// What a translator keeps: words with a digit or two capitals, in Latin letters.
fn names(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1);
    let is_name = |word: &&str| {
        word.bytes().any(|b| b.is_ascii_digit()) || word.bytes().filter(u8::is_ascii_uppercase).count() > 1
    };
    words.filter(is_name).map(str::to_owned).collect()
}
