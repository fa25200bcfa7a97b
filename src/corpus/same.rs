//! One language under two tags: `zh` and `zh-CN` are the same pages where no page is in both.

use std::collections::BTreeMap;

use super::Language;
use super::group::Draft;

/// Whether two tags mean the same pages: `en` and `en-US`, `zh` and `zh-CN`, `de` and `de-DE`, but not `pt` and `pt-BR`.
pub fn is_same(a: &Language, b: &Language) -> bool {
    let (short, long) = if a.tag().len() < b.tag().len() { (a, b) } else { (b, a) };
    if short == long {
        return true;
    }
    let Some(rest) = long.tag().strip_prefix(short.tag()).and_then(|rest| rest.strip_prefix('-')) else { return false };
    rest.eq_ignore_ascii_case(short.tag())
        || matches!(long.tag(), "en-US" | "zh-CN" | "zh-Hans" | "ja-JP" | "ko-KR" | "uk-UA")
}

/// Calls a language by one tag, the one that most pages have, where none is in both; those in `sure` keep theirs. The
/// tags that are gone, each with what took its place.
pub fn join(drafts: &mut [Draft], sure: &[Language]) -> BTreeMap<Language, Language> {
    let mut renamed: BTreeMap<Language, Language> = BTreeMap::new();
    let mut pages: BTreeMap<Language, usize> = BTreeMap::new();
    for (language, _) in drafts.iter().flat_map(|draft| &draft.members) {
        *pages.entry(language.clone()).or_default() += 1;
    }
    let all: Vec<Language> = pages.keys().cloned().collect();
    for (at, a) in all.iter().enumerate() {
        for b in all.iter().skip(at + 1).filter(|b| is_same(a, b)) {
            let rank =
                |language: &Language| (sure.contains(language), pages.get(language).copied().unwrap_or_default());
            let (from, to) = if rank(a) > rank(b) { (b, a) } else { (a, b) };
            let has = |draft: &Draft, language: &Language| draft.members.iter().any(|(it, _)| it == language);
            if sure.contains(from) || drafts.iter().any(|draft| has(draft, from) && has(draft, to)) {
                continue;
            }
            for draft in drafts.iter_mut() {
                let members = draft.members.iter_mut().map(|(language, _)| language);
                members.chain(&mut draft.unmarked).filter(|it| *it == from).for_each(|it| *it = to.clone());
            }
            let moved = pages.remove(from).unwrap_or_default();
            *pages.entry(to.clone()).or_default() += moved;
            renamed.values_mut().filter(|it| *it == from).for_each(|it| *it = to.clone());
            renamed.insert(from.clone(), to.clone());
        }
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::GroupedBy;

    fn draft(tags: &[&str]) -> Draft {
        let language = |tag: &&str| Language::parse(tag).unwrap();
        let members = (0..).zip(tags.iter().map(language)).map(|(file, language)| (language, file)).collect();
        Draft { key: String::new(), by: GroupedBy::Title, members, unmarked: None }
    }

    fn joined(drafts: &[&[&str]], sure: &[&str]) -> Vec<Vec<String>> {
        let mut drafts: Vec<Draft> = drafts.iter().map(|tags| draft(tags)).collect();
        join(&mut drafts, &sure.iter().filter_map(|tag| Language::parse(tag)).collect::<Vec<_>>());
        let tags = |draft: &Draft| draft.members.iter().map(|(language, _)| language.tag().to_owned()).collect();
        drafts.iter().map(tags).collect()
    }

    #[test]
    fn a_language_has_one_tag_where_no_page_is_in_both() {
        assert_eq!(joined(&[&["en", "zh"], &["en", "zh"], &["en", "zh-CN"]], &[])[2], ["en", "zh"]);
        assert_eq!(joined(&[&["en", "zh"], &["en", "zh-CN"], &["en", "zh-CN"]], &[])[0], ["en", "zh-CN"]);
        assert_eq!(joined(&[&["en", "zh"], &["en", "zh-CN"], &["en", "zh-CN"]], &["zh"])[2], ["en", "zh"]);
        assert_eq!(joined(&[&["en", "zh"], &["zh", "zh-CN"]], &[])[1], ["zh", "zh-CN"]);
        assert_eq!(joined(&[&["en", "pt"], &["en", "pt-BR"]], &[])[1], ["en", "pt-BR"]);
    }
}
