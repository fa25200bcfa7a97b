//! The groups of a corpus: the pages that paths show, then those that front matter ties together by a key of its own,
//! then those with the same title.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::declared::Declared;
use super::head::{Head, fold};
use super::layout::{Page, Placed};
use super::mark::stem;
use super::{Corpus, File, Group, GroupedBy, Language, Member, Unreadable, alike, numbered, same, source, speech};
use crate::config::{Config, GroupBy};

/// Makes groups of what was found.
pub fn assemble(
    files: Vec<File>,
    mut placed: Placed,
    problems: Vec<Unreadable>,
    config: &Config,
    declared: &Declared,
) -> Corpus {
    let by_path = !matches!(config.group_by, Some(GroupBy::Title | GroupBy::Field(_)));
    let mut drafts = Vec::new();
    if by_path {
        numbered::pair(&mut placed, &files);
        drafts.extend(placed.pages.drain(..).flat_map(|page| Draft::by_path(page, &files)));
    } else {
        // What the paths say of languages still holds.
        let said = placed.pages.drain(..).flat_map(|page| page.members);
        placed.alone.extend(said.map(|(language, file)| (file, Some(language))));
        placed.alone.sort_unstable_by_key(|&(file, _)| file);
    }
    let mut translated = BTreeMap::new();
    if config.group_by != Some(GroupBy::Path) {
        let heads = heads(&files, &placed.alone, config);
        for candidate in &heads {
            if let (Some(says), Some(language)) = (candidate.head.translated, &candidate.language) {
                let (yes, no) = translated.entry(language.clone()).or_insert((0, 0));
                *(if says { yes } else { no }) += 1;
            }
        }
        let rest = by_key(heads, &mut drafts, &files, config);
        if !matches!(config.group_by, Some(GroupBy::Field(_))) {
            let rest = by_title(rest, &mut drafts, &files, config.group_by == Some(GroupBy::Title));
            if config.group_by.is_none() {
                alike::join(rest, &mut drafts, &files);
            }
        }
    }
    let source = config.source.clone().or_else(|| source::of(&files, &drafts, translated, declared.source.as_ref()));
    let sure: Vec<Language> = config.languages.iter().chain(&config.source).cloned().collect();
    let renamed = same::join(&mut drafts, &sure);
    let source = source.map(|source| renamed.get(&source).cloned().unwrap_or(source));
    if !config.languages.is_empty() {
        let wanted = |language: &Language| config.languages.iter().chain(&source).any(|wanted| wanted.covers(language));
        for draft in &mut drafts {
            draft.members.retain(|(language, _)| wanted(language));
        }
    }
    finish(files, drafts, problems, source)
}

/// A group in the making: files by index.
#[derive(Debug)]
pub struct Draft {
    pub key: String,
    pub by: GroupedBy,
    pub members: Vec<(Language, u32)>,
    /// The language of the file whose path names none, if there is one.
    pub unmarked: Option<Language>,
}

impl Draft {
    /// One group for a page, but two for `x.md` and `x.mdx` side by side.
    fn by_path(page: Page, files: &[File]) -> Vec<Self> {
        let path = |file: u32| files.get(file as usize).map_or("", |file| file.shown.as_str());
        let stems: BTreeSet<&str> = page.members.iter().map(|(_, file)| stem(path(*file))).collect();
        let by = GroupedBy::Path(page.pattern);
        if stems.len() == page.members.len() {
            return vec![Self { key: page.key, by, members: page.members, unmarked: page.unmarked }];
        }
        let mut parts: BTreeMap<&str, Vec<(Language, u32)>> = BTreeMap::new();
        for (language, file) in page.members {
            let path = path(file);
            parts.entry(&path[stem(path).len()..]).or_default().push((language, file));
        }
        let part = |(extension, members)| Self {
            key: format!("{}{extension}", page.key),
            by: by.clone(),
            members,
            unmarked: page.unmarked.clone(),
        };
        parts.into_iter().map(part).collect()
    }
}

/// A file that the paths leave alone, and what it says itself.
pub struct Candidate {
    pub file: u32,
    pub language: Option<Language>,
    pub head: Head,
}

fn heads(files: &[File], alone: &[(u32, Option<Language>)], config: &Config) -> Vec<Candidate> {
    let field = match &config.group_by {
        Some(GroupBy::Field(field)) => Some(field.as_str()),
        _ => None,
    };
    let read = |(file, said): &(u32, Option<Language>)| {
        let head = files.get(*file as usize).map(|file| Head::read(&file.path, field)).unwrap_or_default();
        Candidate { file: *file, language: head.language.clone().or_else(|| said.clone()), head }
    };
    alone.par_iter().map(read).collect()
}

/// Listens for the languages of files that share something and do not say which language they are in. For a file that
/// shares nothing nobody needs to know.
fn listen<K: Sync + Ord>(groups: &mut BTreeMap<K, Vec<Candidate>>, files: &[File]) {
    let unknown = groups.values_mut().filter(|group| group.len() > 1).flatten();
    let mut unknown: Vec<&mut Candidate> = unknown.filter(|candidate| candidate.language.is_none()).collect();
    unknown.par_iter_mut().for_each(|candidate| {
        let text = files.get(candidate.file as usize).and_then(|file| speech::head(&file.path));
        candidate.language = text.as_deref().and_then(speech::hear).and_then(Language::parse);
    });
}

/// More pages of one title are no translations that were left with the wrong language.
const FEW: usize = 32;

/// Listens to files that share a title and say that they are in the same language. One that is heard to be in another
/// was left with the language of its source.
fn tell_apart(group: &mut [Candidate], files: &[File]) {
    if group.len() > FEW || languages(group) == group.len() {
        return;
    }
    let mut there: BTreeSet<Language> = group.iter().filter_map(|candidate| candidate.language.clone()).collect();
    let count = |group: &[Candidate], language: &Language| {
        group.iter().filter(|candidate| candidate.language.as_ref() == Some(language)).count()
    };
    for at in 0..group.len() {
        let Some((said, file)) = group.get(at).and_then(|it| Some((it.head.language.clone()?, it.file))) else {
            continue;
        };
        if count(group, &said) < 2 {
            continue;
        }
        let text = files.get(file as usize).and_then(|file| speech::head(&file.path));
        let heard = text.as_deref().and_then(speech::hear).and_then(Language::parse);
        let heard = heard.filter(|heard| {
            text.is_some_and(|text| speech::agrees(&said, &text, None) == Some(false)) && !there.contains(heard)
        });
        if let (Some(heard), Some(candidate)) = (heard, group.get_mut(at)) {
            there.insert(heard.clone());
            candidate.language = Some(heard);
        }
    }
}

/// Takes the files that share a key in several languages, and those with such a key that have no translation yet.
fn by_key(candidates: Vec<Candidate>, drafts: &mut Vec<Draft>, files: &[File], config: &Config) -> Vec<Candidate> {
    if config.group_by == Some(GroupBy::Title) {
        return candidates;
    }
    let mut groups: BTreeMap<(String, String), Vec<Candidate>> = BTreeMap::new();
    let mut rest = Vec::new();
    for candidate in candidates {
        match &candidate.head.key {
            Some(key) => groups.entry(key.clone()).or_default().push(candidate),
            None => rest.push(candidate),
        }
    }
    listen(&mut groups, files);
    for group in groups.values_mut() {
        rest.extend(group.extract_if(.., |candidate| candidate.language.is_none()));
    }
    let several: BTreeSet<String> =
        groups.iter().filter(|(_, files)| languages(files) > 1).map(|((name, _), _)| name.clone()).collect();
    for ((name, value), group) in groups {
        let count = languages(&group);
        // `ref` may mean anything: what many files of one language share is no page.
        if several.contains(&name) && (1..=2 * count).contains(&group.len()) {
            drafts.push(draft(value, GroupedBy::Field(name), group));
        } else {
            rest.extend(group);
        }
    }
    rest.sort_unstable_by_key(|candidate| candidate.file);
    rest
}

/// Takes the files that share a title in several languages, and leaves the others. Unless titles were asked for, a title
/// that several pages of one language have (`Introduction`) ties nothing together.
fn by_title(candidates: Vec<Candidate>, drafts: &mut Vec<Draft>, files: &[File], asked: bool) -> Vec<Candidate> {
    let mut groups: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    let mut rest = Vec::new();
    for candidate in candidates {
        match &candidate.head.title {
            Some(title) => groups.entry(fold(title)).or_default().push(candidate),
            None => rest.push(candidate),
        }
    }
    listen(&mut groups, files);
    for mut group in groups.into_values() {
        rest.extend(group.extract_if(.., |candidate| candidate.language.is_none()));
        tell_apart(&mut group, files);
        let count = languages(&group);
        if count > 1 && (asked || group.len() <= count + 1) {
            let title = group.first().and_then(|first| first.head.title.clone()).unwrap_or_default();
            drafts.push(draft(title, GroupedBy::Title, group));
        } else {
            rest.extend(group);
        }
    }
    rest.sort_unstable_by_key(|candidate| candidate.file);
    rest
}

fn languages(files: &[Candidate]) -> usize {
    files.iter().filter_map(|candidate| candidate.language.as_ref()).collect::<BTreeSet<_>>().len()
}

fn draft(key: String, by: GroupedBy, files: Vec<Candidate>) -> Draft {
    let members = files.into_iter().filter_map(|candidate| Some((candidate.language?, candidate.file))).collect();
    Draft { key, by, members, unmarked: None }
}

/// Puts everything in its order. A file that is in no draft is ungrouped.
fn finish(files: Vec<File>, drafts: Vec<Draft>, problems: Vec<Unreadable>, source: Option<Language>) -> Corpus {
    let ranks = source::ranks(&drafts, source.as_ref());
    let mut files: Vec<Option<File>> = files.into_iter().map(Some).collect();
    let mut groups = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let take = |(language, file): (Language, u32)| {
            Some(Member { language, file: files.get_mut(file as usize).and_then(Option::take)? })
        };
        let mut members: Vec<Member> = draft.members.into_iter().filter_map(take).collect();
        let rank = |member: &Member| ranks.get(&member.language).copied().unwrap_or(usize::MAX);
        let first = members.iter().min_by_key(|member| rank(member)).map(|member| member.language.clone());
        members.sort_by(|a, b| {
            let other = |member: &Member| Some(&member.language) != first.as_ref();
            (other(a), &a.language, &a.file.shown).cmp(&(other(b), &b.language, &b.file.shown))
        });
        if !members.is_empty() {
            groups.push(Group { key: draft.key, source: first, members, by: draft.by });
        }
    }
    let path = |group: &Group| group.members.first().map_or(String::new(), |member| member.file.shown.clone());
    groups.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| path(a).cmp(&path(b))));
    Corpus { groups, ungrouped: files.into_iter().flatten().collect(), problems, source }
}
