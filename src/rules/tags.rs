//! The edits that give back an html tag or the marks of a link: where they stood is told by what they hold in the source.

use super::Pair;
use super::sink::Proposal;
use crate::align::Match;
use crate::diagnostic::Applicability;
use crate::document::{Inline, InlineKind, Span};

/// An element of the source that stands within one block.
struct Element {
    open: Span,
    close: Span,
    /// What stands in it, if that is one inline and nothing else.
    inner: Option<Inline>,
}

/// Closes the tag `open` of the translation where its source does.
#[must_use]
pub fn closed(pair: &Pair<'_>, leaf: &Match, open: Span, name: &str) -> Option<Proposal> {
    let document = pair.target.document;
    let is_alike = |it: &&Inline| it.kind == InlineKind::Tag && document.slice(it.value).eq_ignore_ascii_case(name);
    let alike: Vec<&Inline> = pair.target_inlines(leaf).iter().filter(is_alike).collect();
    let elements = elements(pair, leaf, name);
    // The addresses in two tags may differ, but not their number.
    let at = alike.iter().position(|it| it.span == open).filter(|_| elements.len() == alike.len())?;
    let element = elements.into_iter().nth(at)?;
    let end = end_of(pair, leaf, &element, open.end)?;
    let edit = (Span { start: end, end }, pair.source.document.slice(element.close).to_owned());
    Some((Applicability::Safe, "close the tag", vec![edit]))
}

/// Puts the tags of `open`, a tag of the source, around what they hold there.
#[must_use]
pub fn wrapped(pair: &Pair<'_>, leaf: &Match, open: &Inline) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    let element = elements(pair, leaf, source.slice(open.value)).into_iter().find(|it| it.open == open.span)?;
    let start = start_of(pair, leaf, &element)?;
    let end = end_of(pair, leaf, &element, start)?;
    let closes = target.inlines_of(leaf.target).iter().any(|it| {
        it.kind == InlineKind::CloseTag && target.slice(it.value).eq_ignore_ascii_case(source.slice(open.value))
    });
    if end <= start || closes {
        return None;
    }
    let edits = vec![
        (Span { start, end: start }, source.slice(element.open).to_owned()),
        (Span { start: end, end }, source.slice(element.close).to_owned()),
    ];
    Some((Applicability::Safe, "write the tags of the source", edits))
}

/// Puts a link of the source back around its text, where that stands as it is once in the block, in no link: for an
/// address that is the same in all languages.
#[must_use]
pub fn linked(pair: &Pair<'_>, leaf: &Match, link: &Inline) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    if !source.slice(link.value).contains("://") || leaf.sources != 1 || leaf.targets != 1 {
        return None;
    }
    let is_tag = |it: &&Inline| it.kind == InlineKind::Tag && it.span.contains(link.span);
    if let Some(tag) = pair.source_inlines(leaf).iter().find(is_tag) {
        return wrapped(pair, leaf, tag);
    }
    let whole = source.slice(link.span);
    let text = whole.strip_prefix('[')?.split_once("](")?.0;
    let plain = text.len() > 2 && text.starts_with(char::is_alphanumeric) && !text.contains(['[', '`', '*', '<', '!']);
    let inlines = pair.target_inlines(leaf);
    let texts = inlines.iter().filter(|it| it.kind == InlineKind::Text);
    let places = |it: &Inline| {
        let (start, found) = (it.span.start as usize, target.slice(it.span));
        let alone = move |at: &usize| {
            let (before, after) = (found.get(..*at), found.get(at + text.len()..));
            let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            !joins(before.and_then(|it| it.chars().next_back())) && !joins(after.and_then(|it| it.chars().next()))
        };
        found.match_indices(text).map(|(at, _)| at).filter(alone).map(|at| start + at).collect::<Vec<_>>()
    };
    let mut places = texts.flat_map(places);
    let place = places.next().filter(|_| plain && places.next().is_none())?;
    let span = Span::new(place, place + text.len());
    let linked = inlines.iter().any(|it| it.kind != InlineKind::Text && it.span.contains(span));
    let edit = (span, whole.to_owned());
    (!linked).then(|| (Applicability::Safe, "make it a link again", vec![edit]))
}

/// The elements with this name in a block of the source.
fn elements(pair: &Pair<'_>, leaf: &Match, name: &str) -> Vec<Element> {
    if leaf.sources != 1 || leaf.targets != 1 {
        return Vec::new();
    }
    let source = pair.source.document;
    let inlines = pair.source_inlines(leaf);
    let is = |inline: &Inline, kind| inline.kind == kind && source.slice(inline.value).eq_ignore_ascii_case(name);
    let mut found = Vec::new();
    for (at, open) in inlines.iter().enumerate().filter(|(_, it)| is(it, InlineKind::Tag)) {
        let rest = inlines.get(at + 1..).unwrap_or_default();
        let Some(end) = rest.iter().position(|it| is(it, InlineKind::CloseTag) || is(it, InlineKind::Tag)) else {
            continue;
        };
        let Some(close) = rest.get(end).filter(|it| it.kind == InlineKind::CloseTag) else { continue };
        let within = Span { start: open.span.end, end: close.span.start };
        // The address of a link is an inline of its own, within the tag.
        let inner = rest.iter().find(|it| it.span.start >= within.start).filter(|it| it.span == within).copied();
        found.push(Element { open: open.span, close: close.span, inner });
    }
    found
}

/// Where an element begins in the translation: before what alone stands in it, or with the block.
fn start_of(pair: &Pair<'_>, leaf: &Match, element: &Element) -> Option<u32> {
    let content = |inlines: &[Inline]| inlines.first().map(|it| it.span.start);
    if content(pair.source_inlines(leaf)) == Some(element.open.start) && element.inner.is_none() {
        return content(pair.target_inlines(leaf));
    }
    let inner = element.inner?;
    let text = pair.source.document.slice(inner.span);
    let block = pair.target.document.blocks[leaf.target].span;
    let mut places = pair.target.document.slice(block).match_indices(text);
    let place = places.next().filter(|_| !text.trim().is_empty() && places.next().is_none())?;
    u32::try_from(block.start as usize + place.0).ok()
}

/// Where an element ends whose content begins at `from`: behind what alone stands in it, or with the block.
fn end_of(pair: &Pair<'_>, leaf: &Match, element: &Element, from: u32) -> Option<u32> {
    let (source, target) = (pair.source.document, pair.target.document);
    if let Some(inner) = element.inner {
        let text = source.slice(inner.span);
        if target.text.get(from as usize..)?.starts_with(text) {
            return Some(from + inner.span.len().try_into().unwrap_or(0));
        }
    }
    let last = |inlines: &[Inline]| inlines.iter().map(|it| it.span.end).max();
    if last(pair.source_inlines(leaf)) == Some(element.close.end) {
        return last(pair.target_inlines(leaf)).filter(|&end| end > from);
    }
    let next = pair.target_inlines(leaf).iter().find(|it| it.span.start >= from)?;
    let inner = element.inner.filter(|it| it.kind == next.kind && next.span.start == from)?;
    let same = inner.kind != InlineKind::Text && source.slice(inner.value) == target.slice(next.value);
    same.then_some(next.span.end)
}
