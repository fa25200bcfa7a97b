//! `link-fragment`

use similar::TextDiff;

use super::phrase::quote;
use super::{Check, Family, Finding, Page, Pair, Rule, Sink};
use crate::align::{Answer, Match};
use crate::compare::{slug, target};
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind, Document, Inline, InlineKind};

/// The fragment of a link leads nowhere, or elsewhere than in the source.
pub const RULE: Rule = Rule {
    id: "link-fragment",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "the fragment of a link leads nowhere",
    explain: "A link within the page names a heading or an id that is not on the page, though the same link of the \
        source finds its own: the heading was translated and the fragment was not, or the other way round. Where the \
        fragment is on another page, a difference from the source is worth a look.\n\nUse the id of the heading as it \
        is on the translated page, or give the heading the id of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for leaf in pair.leaves() {
        for (wanted, found) in partners(pair, leaf) {
            let (value, other) = (pair.source.document.slice(wanted.value), pair.target.document.slice(found.value));
            let (Some(fragment), Some(other_fragment)) = (target::fragment_of(value), target::fragment_of(other)) else {
                continue;
            };
            if other.trim_start_matches('<').starts_with('#') {
                let heading = leads(pair.source.document, fragment);
                // Where the heading itself is missing, that is the finding.
                let answered = heading.is_some_and(|id| !matches!(pair.alignment.source.get(id), Some(Answer::Gap)));
                if answered && leads(pair.target.document, other_fragment).is_none() {
                    let message = format!("no heading on this page has the id {}", quote(other_fragment));
                    out.report(
                        Finding::new(found.span, message)
                            .beside(wanted.span)
                            .help("use the id of the translated heading, or give that heading the id of the source"),
                    );
                }
            } else if differs(fragment, other_fragment) {
                let message =
                    format!("fragment {} where the source has {}", quote(other_fragment), quote(fragment));
                out.report(
                    Finding::new(found.span, message)
                        .beside(wanted.span)
                        .severity(Severity::Info)
                        .help("look whether the other page has such a heading"),
                );
            }
        }
    }
}

/// Links of a block that point to the same page, in order, where both sides have as many.
fn partners(pair: &Pair<'_>, leaf: &Match) -> Vec<(Inline, Inline)> {
    let with_fragment = |page: &Page<'_>, inlines: &[Inline]| -> Vec<(String, Inline)> {
        let links = inlines.iter().filter(|inline| inline.kind == InlineKind::Link);
        links
            .filter(|inline| page.document.slice(inline.value).contains('#'))
            .map(|inline| (target::normal(page.document.slice(inline.value), page.member.language.tag()), *inline))
            .collect()
    };
    let sources = with_fragment(pair.source, pair.source_inlines(leaf));
    if sources.is_empty() {
        return Vec::new();
    }
    let mut targets = with_fragment(pair.target, pair.target_inlines(leaf));
    let count = |list: &[(String, Inline)], key: &str| list.iter().filter(|(other, _)| other == key).count();
    let mut partners = Vec::new();
    for (key, source) in &sources {
        if count(&sources, key) != count(&targets, key) && !partners.is_empty() {
            continue;
        }
        if let Some(at) = targets.iter().position(|(other, _)| other == key) {
            partners.push((*source, targets.remove(at).1));
        }
    }
    partners
}

/// Share of equal characters from which two fragments are one that was misspelt or has grown old, and not the id of a
/// translated heading.
const ALIKE: f32 = 0.7;

/// Whether two fragments of another page differ in a way that no translated heading explains.
fn differs(fragment: &str, other: &str) -> bool {
    !fragment.eq_ignore_ascii_case(other) && TextDiff::from_chars(fragment, other).ratio() >= ALIKE
}

/// The block of a page that a fragment leads to; the root for an element within a block.
fn leads(document: &Document, fragment: &str) -> Option<BlockId> {
    let wanted = target::decoded(fragment);
    let explicit = |id: &str| id == wanted || id == fragment;
    let heading = document.blocks.iter().enumerate().position(|(id, block)| {
        matches!(block.kind, BlockKind::Heading(_) | BlockKind::Footnote | BlockKind::Term)
            && (explicit(document.slice(block.name)) || slug::fits(fragment, &heading_text(document, id)))
    });
    heading.or_else(|| {
        let tags = document.inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Tag | InlineKind::Component));
        let element = wanted == "top" || tags.into_iter().any(|inline| has_id(document.slice(inline.span), &wanted));
        element.then_some(0)
    })
}

/// The text of a heading with its code, as generators make ids from it.
fn heading_text(document: &Document, id: usize) -> String {
    let mut text = String::new();
    for inline in document.inlines_of(id) {
        if matches!(inline.kind, InlineKind::Text | InlineKind::Code) {
            text.push_str(document.slice(inline.value));
        }
    }
    text
}

/// Whether a tag has this id or name.
fn has_id(tag: &str, id: &str) -> bool {
    ["id=", "name="].iter().any(|attribute| {
        tag.match_indices(attribute).any(|(at, _)| {
            let value = &tag[at + attribute.len()..];
            value.trim_start_matches(['"', '\'']).strip_prefix(id).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
    })
}
