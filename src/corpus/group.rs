//! The groups of a corpus: pages that the paths show, and what front matter adds to them.

use std::collections::BTreeMap;

use super::layout::Placed;
use super::{Corpus, File, Group, GroupedBy, Language, Member, Unreadable};
use crate::config::Config;

/// Makes groups of what was found.
pub fn assemble(files: Vec<File>, placed: Placed, problems: Vec<Unreadable>, config: &Config) -> Corpus {
    let mut files: Vec<Option<File>> = files.into_iter().map(Some).collect();
    let mut take = |file: u32| files.get_mut(file as usize).and_then(Option::take);
    let source = config.source.clone().or_else(|| covering(&placed));
    let mut groups: Vec<Group> = Vec::with_capacity(placed.pages.len());
    for page in placed.pages {
        let members = page.members.into_iter();
        let members = members.filter_map(|(language, file)| Some(Member { language, file: take(file)? })).collect();
        groups.push(Group { key: page.key, source: None, members, by: GroupedBy::Path(page.pattern) });
    }
    let ranks = ranks(&groups, source.as_ref());
    for group in &mut groups {
        let first = group.members.iter().map(|member| &member.language).min_by_key(|language| ranks.get(*language));
        group.source = first.cloned();
        let source = group.source.clone();
        group.members.sort_by(|a, b| {
            let of = |member: &Member| Some(&member.language) != source.as_ref();
            of(a).cmp(&of(b)).then_with(|| a.language.cmp(&b.language)).then_with(|| a.file.shown.cmp(&b.file.shown))
        });
    }
    groups.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| first_path(a).cmp(first_path(b))));
    let ungrouped = placed.alone.iter().filter_map(|&file| take(file)).collect();
    Corpus { groups, ungrouped, problems, source }
}

fn first_path(group: &Group) -> &str {
    group.members.first().map_or("", |member| &member.file.shown)
}

/// The language with the most pages; on a tie the one that needs no mark, then English.
fn covering(placed: &Placed) -> Option<Language> {
    let mut covered: BTreeMap<&Language, (usize, usize)> = BTreeMap::new();
    for page in &placed.pages {
        for (language, _) in &page.members {
            covered.entry(language).or_default().0 += 1;
        }
        if let Some(language) = &page.unmarked {
            covered.entry(language).or_default().1 += 1;
        }
    }
    let best = covered.into_iter().max_by_key(|&(language, (pages, unmarked))| {
        (pages, unmarked, language.base() == "en", std::cmp::Reverse(language))
    });
    best.map(|(language, _)| language.clone())
}

/// The languages in the order in which they are a group's source: the corpus's own first, then by how much they cover.
fn ranks(groups: &[Group], source: Option<&Language>) -> BTreeMap<Language, usize> {
    let mut covered: BTreeMap<&Language, usize> = BTreeMap::new();
    for member in groups.iter().flat_map(|group| &group.members) {
        *covered.entry(&member.language).or_default() += 1;
    }
    let mut order: Vec<(&Language, usize)> = covered.into_iter().collect();
    order.sort_by_key(|&(language, pages)| {
        let exact = Some(language) != source;
        let near = source.is_none_or(|source| source.base() != language.base());
        (exact, near, std::cmp::Reverse(pages), language.base() != "en", language)
    });
    order.into_iter().enumerate().map(|(rank, (language, _))| (language.clone(), rank)).collect()
}
