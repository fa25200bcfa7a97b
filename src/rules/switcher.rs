//! The row of links from a page to its other languages: each language has its own, and may leave it out.

use super::view::Page;
use crate::corpus::Language;
use crate::document::{BlockId, Document, Inline, InlineKind};

/// A block with a link to a single other language is a switcher up to this length, in bytes; a longer one is text that
/// mentions the other page.
const SHORT: usize = 160;

/// Bytes beside a link that say no more than where it leads: an icon, the name of the language that is read.
const FEW: usize = 40;

/// The blocks at the top of a page whose links lead, most of them, to the page itself in other languages.
#[must_use]
pub fn blocks(page: &Page<'_>) -> Vec<BlockId> {
    let path = &page.member.file.shown;
    let own = Address::of("", path);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let document = page.document;
    let is_switcher = |id: &BlockId| {
        let (links, to_page) = count(document, *id, |target| leads_to(target, folder, &own));
        let length = document.blocks[*id].span.len();
        to_page * 2 > links && (to_page > 1 || length <= SHORT && length <= most_beside(document, *id))
    };
    document.children(0).filter(is_switcher).collect()
}

/// Longest that a block with one link to the page may be: by its full address, as the page of another version has too, it
/// must be hardly more than the link.
fn most_beside(document: &Document, id: BlockId) -> usize {
    let full = |link: &&Inline| link.kind == InlineKind::Link && document.slice(link.value).contains("://");
    document.inlines_of(id).iter().find(full).map_or(SHORT, |link| link.span.len() + FEW)
}

/// How many links a block has, and how many of them pass a test.
fn count(document: &Document, id: BlockId, test: impl Fn(&str) -> bool) -> (usize, usize) {
    let links =
        document.inlines_of(id).iter().filter(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Url));
    links.fold((0, 0), |(links, passed), link| (links + 1, passed + usize::from(test(document.slice(link.value)))))
}

/// Whether a link from a page in `folder` leads to a file that is that page but for the language.
fn leads_to(target: &str, folder: &str, own: &Address<'_>) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match path.split_once("://") {
        None => is_file && Address::of(folder, path) == *own,
        // The tree that is checked may be a part of the repository.
        Some((_, address)) => {
            is_file && in_repository(address).is_some_and(|path| Address::of("", path).ends_with(own))
        }
    }
}

/// The path of a file in the address of its page on GitHub, GitLab, Gitea and their like: `host/owner/name/blob/main/a.md`.
fn in_repository(address: &str) -> Option<&str> {
    let parts: Vec<&str> = address.splitn(7, '/').collect();
    match parts[..] {
        [_, _, _, "blob" | "tree" | "raw", _, ..] => address.splitn(6, '/').nth(5),
        [_, _, _, "-", "blob" | "tree" | "raw", _, path] => Some(path),
        _ => None,
    }
}

/// A path without what names a language in it.
#[derive(PartialEq, Eq)]
struct Address<'a>(Vec<&'a str>);

impl<'a> Address<'a> {
    fn of(folder: &'a str, path: &'a str) -> Self {
        let mut parts: Vec<&str> = Vec::new();
        for part in folder.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let stem = parts.pop().map(stem);
        parts.retain(|part| Language::parse(part).is_none());
        parts.extend(stem);
        Self(parts)
    }
}

impl Address<'_> {
    fn ends_with(&self, other: &Self) -> bool {
        self.0.ends_with(&other.0)
    }
}

/// The name of a file without its extension and a language before it: `README` of `README.md` and `README.zh-CN.md`.
fn stem(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let names_language = |&(at, _): &(usize, char)| Language::parse(&stem[at + 1..]).is_some();
    let marks = stem.char_indices().filter(|&(_, c)| matches!(c, '.' | '-' | '_'));
    marks.filter(|mark| mark.0 > 0).find(names_language).map_or(stem, |(at, _)| &stem[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_in_every_language() {
        let own = Address::of("", "docs/birds/README.md");
        for target in
            ["README.zh-CN.md", "./README_CN.md", "../../docs/birds/README-de.md#nests", "../de/birds/README.md"]
        {
            assert!(leads_to(target, "docs/birds", &own), "{target}");
        }
        let own = Address::of("", "docs/de/birds.md");
        assert!(leads_to("../fr/birds.md", "docs/de", &own));
        assert!(!leads_to("../fr/nests.md", "docs/de", &own));
        assert!(!leads_to("https://example.org/docs/fr/birds.md", "docs/de", &own));
        for target in
            ["https://git.example/o/r/blob/main/docs/fr/birds.md", "https://git.example/o/r/-/blob/main/docs/birds.md"]
        {
            assert!(leads_to(target, "docs/de", &own), "{target}");
        }
        assert!(!leads_to("https://git.example/o/r/blob/main/docs/fr/nests.md", "docs/de", &own));
    }
}
