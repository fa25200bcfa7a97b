//! Links and images that changed, for the rules about them.

use similar::TextDiff;

use super::inline::{self, Change, Count};
use super::sink::Proposal;
use super::view::{Page, Pair};
use crate::align::Answer;
use crate::compare::target;
use crate::diagnostic::Applicability;
use crate::document::{BlockId, Document, Inline, InlineKind, Span};

/// The changes among links, by what they point to; fragments are compared by `link-fragment`.
#[must_use]
pub fn links<'p>(pair: &'p Pair<'_>) -> &'p [Change] {
    pair.links.get_or_init(|| found_links(pair))
}

fn found_links(pair: &Pair<'_>) -> Vec<Change> {
    let mut changes = changes(pair, &[InlineKind::Link, InlineKind::Url], |page, inline| {
        inline.kind == InlineKind::Link || !in_link(page.document, inline)
    });
    changes.retain(|change| !is_switch(pair, change) && !is_shown(pair, change));
    join_moved(pair, &mut changes);
    changes
}

/// Whether an address that stands in the text of the source stands in code of the translation: it is shown there too.
fn is_shown(pair: &Pair<'_>, change: &Change) -> bool {
    let Some(url) = change.source.filter(|source| source.kind == InlineKind::Url) else { return false };
    let (address, target) = (pair.source.document.slice(url.value), pair.target.document);
    let mut codes = pair.target_inlines(&change.leaf).iter().filter(|inline| inline.kind == InlineKind::Code);
    change.target.is_none() && codes.any(|code| target.slice(code.value).contains(address))
}

/// Inlines before an address among which its link would be.
const LOOK_BACK: usize = 8;

/// Whether an address is the text of a link.
fn in_link(document: &Document, url: &Inline) -> bool {
    let at = document.inlines.partition_point(|inline| inline.span.start < url.span.start);
    for before in document.inlines[..at].iter().rev().take(LOOK_BACK) {
        match before.kind {
            InlineKind::CloseTag => return false,
            InlineKind::Tag if document.slice(before.value).eq_ignore_ascii_case("a") => return true,
            InlineKind::Link if before.span.contains(url.span) => return true,
            _ => {}
        }
    }
    false
}

/// Whether a link leads from one of the two pages to itself: in a row of links to a page in its languages, each page
/// leaves itself out or links to the source instead.
fn is_switch(pair: &Pair<'_>, change: &Change) -> bool {
    let leads = |page: &Page<'_>, inline: &Inline, to: &Page<'_>| {
        let link = target::without_fragment(page.document.slice(inline.value)).trim_start_matches("./");
        let name = to.member.file.shown.rsplit('/').next().unwrap_or_default();
        !link.contains("//") && link.rsplit('/').next() == Some(name) && !name.is_empty()
    };
    let itself = change.source.is_none_or(|source| leads(pair.source, &source, pair.target));
    itself
        && change.target.is_none_or(|target| leads(pair.target, &target, pair.source))
        && pair.source.member.file.shown.rsplit('/').next() != pair.target.member.file.shown.rsplit('/').next()
}

/// Blocks by which a link may move when a paragraph is split.
const BLOCKS_NEAR: usize = 6;

/// Most changes among which links that moved are sought, each being compared with all.
const MOST_CHANGES: usize = 2000;

/// A link that one block lacks and a block beside it has too much, to another place of the same site, is one link that
/// moved; where there are several, none can be told from the others.
fn join_moved(pair: &Pair<'_>, changes: &mut Vec<Change>) {
    if changes.len() > MOST_CHANGES {
        return;
    }
    let mut index = 0;
    while let Some(change) = changes.get(index).copied() {
        if let (Some(wanted), None) = (change.source, change.target)
            && let Some((found, at)) = moved(pair, &change, &wanted, changes)
        {
            changes[index].target = Some(found);
            if let Some(at) = at {
                changes.remove(at);
                index -= usize::from(at < index);
            }
        }
        index += 1;
    }
}

/// The link that a missing one has become, and which change it is where it is one.
fn moved(pair: &Pair<'_>, change: &Change, wanted: &Inline, changes: &[Change]) -> Option<(Inline, Option<usize>)> {
    let near = |id: BlockId| id.abs_diff(change.leaf.target) <= BLOCKS_NEAR;
    let mut missing = changes.iter().filter(|other| other.target.is_none() && near(other.leaf.target));
    if missing.next().is_none() || missing.next().is_some() {
        return None;
    }
    let (source, target) = (pair.source.document, pair.target.document);
    let site = |target: &str| target.split('/').nth(2).filter(|_| target.contains("://")).map(str::to_owned);
    let extra = changes.iter().enumerate().filter(|(_, other)| other.source.is_none() && near(other.leaf.target));
    let extra = extra.filter_map(|(at, other)| Some((other.target?, Some(at))));
    // Blocks that answer nothing hold links too.
    let from = change.leaf.target.saturating_sub(BLOCKS_NEAR);
    let gaps = (from..=change.leaf.target + BLOCKS_NEAR)
        .filter(|&id| matches!(pair.alignment.target.get(id), Some(Answer::Gap)))
        .flat_map(|id| target.inlines_of(id))
        .filter(|inline| inline.kind == InlineKind::Link)
        .map(|inline| (*inline, None));
    let mut found = extra.chain(gaps);
    let (first, None) = (found.next()?, found.next()) else { return None };
    let (here, there) = (site(source.slice(wanted.value)), site(target.slice(first.0.value)));
    (here.is_some() && here == there).then_some(first)
}

/// The articles of an encyclopedia that changed: to another title in the same language, which the links' normal form
/// does not tell.
#[must_use]
pub fn articles(pair: &Pair<'_>) -> Vec<Change> {
    let mut changes = inline::changes(pair, Count::Each, &[InlineKind::Link, InlineKind::Url], |page, inline| {
        let value = page.document.slice(inline.value);
        target::is_article(value).then(|| target::decoded(target::without_fragment(value)))
    });
    changes.retain(|change| change.source.is_some() && change.target.is_some());
    drop_same(pair, &mut changes);
    changes
}

/// Take out what leads to the same place on both sides.
fn drop_same(pair: &Pair<'_>, changes: &mut Vec<Change>) {
    let context = context(pair);
    changes.retain(|change| match (change.source, change.target) {
        (Some(source), Some(target)) => {
            let (here, there) = (pair.source.document.slice(source.value), pair.target.document.slice(target.value));
            !target::same(here, there, &context)
        }
        _ => true,
    });
}

/// Most links of one block that are looked at one by one.
const MOST_LINKS: usize = 50;

/// Links of one block that have changed places, the first of each two: it has the words of one link of the source and
/// leads where another one does. Only words that are the same in both languages tell.
#[must_use]
pub fn swapped(pair: &Pair<'_>) -> Vec<Change> {
    let context = context(pair);
    let mut swapped = Vec::new();
    for leaf in pair.leaves() {
        let (here, there) =
            (worded(pair.source, pair.source_inlines(leaf)), worded(pair.target, pair.target_inlines(leaf)));
        if here.len() < 2 || here.len() > MOST_LINKS || here.len() != there.len() {
            continue;
        }
        let once = |links: &[Worded<'_>], words: &str| links.iter().filter(|link| link.words == words).count() == 1;
        let led = |wanted: &Worded<'_>, found: &Worded<'_>| target::same(wanted.target, found.target, &context);
        let mut told: Vec<&str> = Vec::new();
        for found in there.iter().filter(|found| once(&there, found.words) && once(&here, found.words)) {
            let Some(wanted) = here.iter().find(|wanted| wanted.words == found.words) else { continue };
            let Some(other) = here.iter().find(|other| led(other, found)) else { continue };
            // Two that were exchanged are one slip.
            if !led(wanted, found) && other.words != found.words && !told.contains(&other.words) {
                told.push(found.words);
                swapped.push(Change { leaf: *leaf, source: Some(wanted.inline), target: Some(found.inline) });
            }
        }
    }
    swapped
}

/// A link, its words and where it leads.
struct Worded<'a> {
    inline: Inline,
    words: &'a str,
    target: &'a str,
}

/// The links of a block that have words of their own.
fn worded<'a>(page: &Page<'a>, inlines: &[Inline]) -> Vec<Worded<'a>> {
    let links = inlines.iter().enumerate().filter(|(_, inline)| inline.kind == InlineKind::Link);
    let worded = links.filter_map(|(at, link)| {
        // What stands in a link comes after it, before all that stands behind it.
        let after = inlines[at + 1..].iter().take_while(|inline| inline.span.start < link.span.end);
        let inside = |inline: &&Inline| {
            matches!(inline.kind, InlineKind::Text | InlineKind::Code) && link.span.contains(inline.span)
        };
        let mut words = after.filter(inside).map(|inline| page.document.slice(inline.span).trim());
        let (only, None) = (words.next().filter(|words| !words.is_empty())?, words.next()) else { return None };
        Some(Worded { inline: *link, words: only, target: page.document.slice(link.value) })
    });
    worded.collect()
}

/// The changes among images.
#[must_use]
pub fn images<'p>(pair: &'p Pair<'_>) -> &'p [Change] {
    pair.images.get_or_init(|| changes(pair, &[InlineKind::Image], |_, _| true))
}

/// Longer paths are not compared letter by letter.
const LONGEST: usize = 300;

/// Share of equal characters from which the path of one address was made from the other's.
const ALIKE: f32 = 0.7;

/// The target of the source as the translation would write it in place of its own.
#[must_use]
pub fn carried(pair: &Pair<'_>, wanted: &Inline, found: &Inline) -> Option<Proposal> {
    let (here, there) = (pair.source.document.slice(wanted.value), pair.target.document.slice(found.value));
    let target = target::carried(here, there, &context(pair))?;
    // Elsewhere on the web there may be something for the readers of this language.
    let path = |target: &'_ str| {
        target.split_once("://").map(|(_, rest)| rest.split_once('/').map_or("", |(_, path)| path).to_owned())
    };
    let (old, new) = (path(there), path(here));
    let meant = match (&old, &new) {
        (Some(old), Some(new)) if old.len().max(new.len()) > LONGEST => true,
        (Some(old), Some(new)) => TextDiff::from_chars(old.as_str(), new.as_str()).ratio() < ALIKE,
        (Some(_), None) => true,
        _ => false,
    };
    let applicability = if meant { Applicability::Unsafe } else { Applicability::Safe };
    Some((applicability, "use the target of the source", vec![(found.value, target)]))
}

/// Where the target of a link or an image is written, the reader's place to mend it: the definition of a reference, else
/// the link itself.
#[must_use]
pub fn place(inline: &Inline) -> Span {
    if inline.span.contains(inline.value) || inline.value.is_empty() { inline.span } else { inline.value }
}

/// Where the targets of a pair stand.
#[must_use]
pub fn context<'a>(pair: &'a Pair<'_>) -> target::Context<'a> {
    target::Context {
        source_path: &pair.source.member.file.shown,
        target_path: &pair.target.member.file.shown,
        source_language: pair.source.member.language.tag(),
        target_language: pair.target.member.language.tag(),
    }
}

fn changes(pair: &Pair<'_>, kinds: &[InlineKind], wanted: impl Fn(&Page<'_>, &Inline) -> bool) -> Vec<Change> {
    let mut changes =
        inline::changes(pair, Count::Each, kinds, |page, inline| wanted(page, inline).then(|| page.normal(inline)));
    drop_same(pair, &mut changes);
    changes
}
