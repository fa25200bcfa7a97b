//! Compares the targets of links and images by what they point to.
//!
//! A translation may point to the page in its own language, from its own place in the tree, in another way of writing;
//! it must not point to another page.

mod carry;
mod locale;
mod parts;

use std::borrow::Cow;

pub use carry::carried;
use parts::{Parts, Place};

/// Where the two targets stand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// Path of the source's file, with `/`, relative to any root that both paths share.
    pub source_path: &'a str,
    /// Path of the translation's file, from the same root.
    pub target_path: &'a str,
    /// Language tag of the source.
    pub source_language: &'a str,
    /// Language tag of the translation.
    pub target_language: &'a str,
}

/// Whether two targets point to the same thing, whatever their fragments: but for locale, way of writing and, for
/// encyclopedias in many languages, the title of the article.
#[must_use]
pub fn same(source: &str, target: &str, context: &Context<'_>) -> bool {
    if source == target {
        return true;
    }
    if [source, target].iter().any(|target| target.contains("&amp;") || target.contains("\\&")) {
        // In an attribute of HTML the sign may be written out, and Markdown may escape it.
        let plain = |target: &str| target.replace("&amp;", "&").replace("\\&", "&");
        return same(&plain(source), &plain(target), context);
    }
    let languages = [context.source_language, context.target_language];
    let left = Parts::of(source, &languages);
    let right = Parts::of(target, &languages);
    if let (Some(here), Some(there)) = (left.badge(), right.badge()) {
        return here == there && !left.is_other_badge(&right);
    }
    if left.query != right.query {
        return false;
    }
    if left.is_wiki() && right.is_wiki() && left.host == right.host {
        return left.label != right.label || left.segments == right.segments;
    }
    match (left.place, right.place) {
        (Place::Host, Place::Host) => {
            left.host == right.host && (left.segments == right.segments || is_same_page(source, target, &left, &right))
        }
        (Place::Other, _) | (_, Place::Other) => left.place == right.place && left.text == right.text,
        (Place::Relative, Place::Relative) => {
            left.segments == right.segments
                || left.resolved(context.source_path, &languages) == right.resolved(context.target_path, &languages)
        }
        (Place::Root, Place::Root) => {
            left.segments == right.segments
                || is_under(&left.segments, &right.segments)
                    && carries(target, context.target_language)
                    && !carries(source, context.target_language)
        }
        (Place::Relative, Place::Host) if is_own_fragment(&left, &right) => true,
        (Place::Host, Place::Relative) if is_own_fragment(&right, &left) => true,
        (Place::Relative, _) => ends_alike(&left.resolved(context.source_path, &languages), &right.segments),
        (_, Place::Relative) => ends_alike(&right.resolved(context.target_path, &languages), &left.segments),
        (Place::Host, Place::Root) => ends_alike(&right.segments, &left.segments),
        (Place::Root, Place::Host) => ends_alike(&left.segments, &right.segments),
    }
}

/// Whether a fragment of the page itself is one of its repository, whose front page it is, by the full address.
fn is_own_fragment(fragment: &Parts<'_>, address: &Parts<'_>) -> bool {
    fragment.segments.is_empty()
        && fragment.fragment.is_some()
        && fragment.fragment == address.fragment
        && address.segments.len() == 2
}

/// Whether two pages of a site that has one folder a language are the same page, filed elsewhere in one of them since.
fn is_same_page(source: &str, target: &str, left: &Parts<'_>, right: &Parts<'_>) -> bool {
    let locale = |target: &str| target.split('/').nth(3).filter(|part| parts::is_locale(part)).map(str::to_lowercase);
    let last = |parts: &Parts<'_>| parts.segments.last().map(|last| last.to_lowercase());
    locale(source).is_some_and(|here| locale(target).is_some_and(|there| here != there))
        && left.segments.len().min(right.segments.len()) > 2
        && left.segments.first() == right.segments.first()
        && last(left) == last(right)
}

/// Whether a target is an article of an encyclopedia that has one host a language.
#[must_use]
pub fn is_article(target: &str) -> bool {
    // Most are not, and that is told at a glance.
    if !target.as_bytes().windows(3).any(|letters| letters.eq_ignore_ascii_case(b"wik")) {
        return false;
    }
    let parts = Parts::of(target, &[]);
    parts.place == Place::Host && parts.is_wiki()
}

/// Whether a word is the tag of a language: `de`, `pt-BR`. Keywords of programs that look like one are none.
#[must_use]
pub fn is_locale(word: &str) -> bool {
    locale::is_locale(word, &[]) && !matches!(word, "as" | "is" | "or" | "to" | "no" | "my" | "so")
}

/// Whether two targets are the same but for any locale, without knowing where they stand.
#[must_use]
pub fn same_loosely(source: &str, target: &str) -> bool {
    same(source, target, &Context::default()) && !loses_part(source, target)
}

/// Whether a path has lost a part that looks like the tag of a language and is that of no source: `lib/es/all`, `lib/all`.
fn loses_part(source: &str, target: &str) -> bool {
    let (here, there) = (source.split('/'), target.split('/'));
    if here.clone().count() != there.clone().count() + 1 {
        return false;
    }
    let lost = here.zip(there.chain([""])).find(|(one, other)| one != other).map(|(lost, _)| lost);
    lost.is_some_and(|lost| is_locale(lost) && !lost.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en")))
}

/// Whether a page whose path ends in `full` may be meant by a path from another root.
fn ends_alike(full: &[Cow<'_, str>], path: &[Cow<'_, str>]) -> bool {
    let shared = full.iter().rev().zip(path.iter().rev()).take_while(|(a, b)| a == b).count();
    shared > 0 && (shared == full.len() || shared == path.len() || shared >= 2)
}

/// Whether one path is the other below a folder that only one of them names: `/de/docs/a/b` – `/a/b.md`.
fn is_under(short: &[Cow<'_, str>], long: &[Cow<'_, str>]) -> bool {
    !short.is_empty() && long.len() == short.len() + 1 && long.ends_with(short)
}

/// Whether a target that differs from the source's may be what the source means, made for readers of the translation's
/// language: it carries their locale, is the same site under the domain of their country, is a file in their folder whose
/// name is in their script, or names another film or document of the same host by an opaque id. A slip of a letter is none
/// of these.
#[must_use]
pub fn is_readers_own(source: &str, target: &str, context: &Context<'_>) -> bool {
    let languages = [context.source_language, context.target_language];
    let (left, right) = (Parts::of(source, &languages), Parts::of(target, &languages));
    let own = carries(target, context.target_language);
    match (left.place, right.place) {
        (Place::Host, Place::Host) => {
            left.is_sister(&right, context.target_language)
                || !is_slip(source, target) && (own || left.is_other_id(&right))
        }
        (Place::Relative, Place::Relative) => own && right.segments.last().is_some_and(|name| !name.is_ascii()),
        _ => false,
    }
}

/// Whether the two differ by so little that one is the other misspelt.
#[must_use]
pub fn is_slip(source: &str, target: &str) -> bool {
    source.len().max(target.len()) <= LONGEST && super::code::distance_at_most(source, target, SLIP)
}

/// Longest target that is compared letter by letter, in bytes.
const LONGEST: usize = 400;

/// Letters that a slip touches: two, for one that is doubled and one that is lost.
const SLIP: usize = 2;

/// Whether a target carries the locale of this language, or of any if none is given: in its path, host or query.
#[must_use]
pub fn carries(target: &str, language: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let wanted = primary(language);
    let names = |piece: &str| {
        locale::is_locale(piece, &[language]) && (language.is_empty() || primary(piece) != "en" || wanted == "en")
    };
    let page = without_fragment(target.trim());
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let host = path.split_once("://").map_or("", |(_, rest)| rest.split(['.', '/']).next().unwrap_or_default());
    let keyed = |pair: &str| {
        pair.split_once('=').is_some_and(|(key, value)| parts::LANGUAGE_KEYS.contains(&key) && names(value))
    };
    path.split('/').any(names) || names(host) || query.split('&').any(keyed)
}

/// A form of a target on a page in `language` that is equal for targets of one page on pages in other languages, for
/// matching: without the locale, scheme, relative steps, endings of pages and fragment. Two equal forms need not be the
/// same page.
#[must_use]
pub fn normal(target: &str, language: &str) -> String {
    let parts = Parts::of(target, &[language]);
    let mut out = String::with_capacity(target.len());
    match parts.place {
        Place::Other => return parts.text.into_owned(),
        Place::Host => out.push_str(&parts.host),
        Place::Root | Place::Relative if parts.segments.is_empty() && parts.fragment.is_some() => {
            return "#".to_owned();
        }
        Place::Root | Place::Relative => {}
    }
    if parts.is_wiki() {
        return out;
    }
    for segment in &parts.segments {
        if segment != ".." {
            out.push('/');
            out.push_str(segment);
        }
    }
    if !parts.query.is_empty() {
        out.push('?');
        out.push_str(&parts.query);
    }
    out
}

/// The fragment of a target, without its `#` and as it is written; `None` where there is none.
#[must_use]
pub fn fragment_of(target: &str) -> Option<&str> {
    target
        .trim()
        .trim_end_matches('>')
        .split_once('#')
        .map(|(_, fragment)| fragment)
        .filter(|fragment| !fragment.is_empty())
}

/// The target without its fragment.
#[must_use]
pub fn without_fragment(target: &str) -> &str {
    target.split_once('#').map_or(target, |(page, _)| page)
}

/// Text with its percent-encoding undone; what does not decode to UTF-8 stays as it is.
#[must_use]
pub fn decoded(text: &str) -> Cow<'_, str> {
    parts::decode(text)
}

#[cfg(test)]
mod tests;
