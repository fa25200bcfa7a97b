//! `link-fragment`

use std::collections::{BTreeMap, VecDeque};

use foldhash::{HashMap, HashSet};
use similar::TextDiff;

use super::phrase::{quote, quote_both};
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
    let (source, target) = (pair.source.document, pair.target.document);
    let mut dead = Dead::default();
    let mut alive: Vec<(Inline, Inline)> = Vec::new();
    for leaf in pair.leaves() {
        for (wanted, found) in partners(pair, leaf) {
            let (value, other) = (source.slice(wanted.value), target.slice(found.value));
            let (Some(fragment), Some(other_fragment)) = (target::fragment_of(value), target::fragment_of(other))
            else {
                continue;
            };
            if other.trim_start_matches('<').starts_with('#') {
                match (pair.source.ids().leads(fragment), pair.target.ids().leads(other_fragment)) {
                    (Some(wants), Some(_))
                        if pair.source.ids().leads(other_fragment).is_some_and(|other| other != wants) =>
                    {
                        alive.push((wanted, found));
                    }
                    // Where the heading itself is missing, that is the finding.
                    (Some(wants), None) if !matches!(pair.alignment.source.get(wants), Some(Answer::Gap)) => {
                        dead.push(target, wanted, found);
                    }
                    _ => {}
                }
            } else if is_line(fragment) && is_line(other_fragment) && fragment != other_fragment {
                let (there, here) = quote_both(other_fragment, fragment);
                let message = format!("link goes to {there} of a file where the source goes to {here}");
                out.report(
                    Finding::new(found.span, message)
                        .beside(wanted.span)
                        .severity(Severity::Warning)
                        .help("use the lines of the source"),
                );
            } else if differs(fragment, other_fragment) {
                let (there, here) = quote_both(other_fragment, fragment);
                let message = format!("fragment {there} where the source has {here}");
                out.report(
                    Finding::new(found.span, message)
                        .beside(wanted.span)
                        .severity(Severity::Info)
                        .help("look whether the other page has such a heading"),
                );
            }
        }
    }
    dead.report(target, out);
    astray(pair, &alive, out);
}

/// A link whose fragment became that of another heading, which both pages have under the same id: where the translation
/// links to the one more often than the source, and to the other less often, the two were exchanged.
fn astray(pair: &Pair<'_>, alive: &[(Inline, Inline)], out: &mut Sink<'_>) {
    if alive.is_empty() {
        return;
    }
    let fragment = |document: &Document, inline: &Inline| {
        let written = target::fragment_of(document.slice(inline.value)).unwrap_or_default();
        slug::without_counter(&target::decoded(written).to_lowercase())
    };
    let counts = |document: &Document| {
        let mut counts: HashMap<String, usize> = HashMap::default();
        for inline in document.inlines.iter().filter(|inline| inline.kind == InlineKind::Link) {
            if document.slice(inline.value).starts_with('#') {
                *counts.entry(fragment(document, inline)).or_default() += 1;
            }
        }
        counts
    };
    let (source, target) = (pair.source.document, pair.target.document);
    let (old, new) = (counts(source), counts(target));
    let count = |counts: &HashMap<String, usize>, name: &str| counts.get(name).copied().unwrap_or(0);
    for (wanted, found) in alive {
        let (meant, written) = (fragment(source, wanted), fragment(target, found));
        if count(&new, &written) > count(&old, &written) && count(&new, &meant) < count(&old, &meant) {
            let message = format!("link goes to {} where the source goes to {}", quote(&written), quote(&meant));
            out.report(
                Finding::new(found.span, message).beside(wanted.span).help("use the id of the heading that is meant"),
            );
        }
    }
}

/// Most fragments that a message names.
const NAMED: usize = 3;

/// Links that lead nowhere, those close together in one run: a table of contents whose headings were translated has many
/// of them, and many sections may link to one that was renamed.
#[derive(Default)]
struct Dead {
    runs: Vec<Vec<(Inline, Inline)>>,
    /// The line of the last one.
    line: u32,
}

impl Dead {
    fn push(&mut self, document: &Document, wanted: Inline, found: Inline) {
        let line = document.lines.line(found.span.start);
        match self.runs.last_mut().filter(|_| line <= self.line + 1) {
            Some(run) => run.push((wanted, found)),
            None => self.runs.push(vec![(wanted, found)]),
        }
        self.line = line;
    }

    /// Each run once; those that name the same fragments are one finding, at the first of them.
    fn report(&self, document: &Document, out: &mut Sink<'_>) {
        let name = |inline: &Inline| target::fragment_of(document.slice(inline.value)).unwrap_or_default();
        let names = |run: &[(Inline, Inline)]| {
            let mut seen = HashSet::default();
            run.iter().map(|(_, found)| name(found)).filter(|name| seen.insert(*name)).collect::<Vec<_>>()
        };
        let mut places: HashMap<Vec<&str>, usize> = HashMap::default();
        for run in &self.runs {
            *places.entry(names(run)).or_default() += 1;
        }
        for run in &self.runs {
            let (names, Some(&(wanted, found))) = (names(run), run.first()) else { continue };
            let Some(count) = places.remove(&names) else { continue };
            let named: Vec<String> = names.iter().take(NAMED).map(|name| quote(name)).collect();
            let named = match names.len().saturating_sub(NAMED) {
                0 => named.join(" or "),
                more => format!("{} or {more} more", named.join(", ")),
            };
            let again = if count > 1 { format!(", which {count} links name") } else { String::new() };
            let message = format!("no heading on this page has the id {named}{again}");
            let help = "use the id of the translated heading, or give that heading the id of the source";
            out.report(Finding::new(found.span, message).beside(wanted.span).help(help).detail(names.join(" ")));
        }
    }
}

/// Links of a block that point to the same page: those with the same fragment, then the rest in order.
fn partners<'a>(pair: &Pair<'a>, leaf: &Match) -> Vec<(Inline, Inline)> {
    let with_fragment = |page: &'a Page<'a>, inlines: &[Inline]| -> Vec<(&'a str, Inline)> {
        let links = inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Url));
        links
            .filter(|inline| page.document.slice(inline.value).contains('#'))
            .map(|inline| (page.normal(inline), *inline))
            .collect()
    };
    let sources = with_fragment(pair.source, pair.source_inlines(leaf));
    if sources.is_empty() {
        return Vec::new();
    }
    let targets = with_fragment(pair.target, pair.target_inlines(leaf));
    let mut pages: BTreeMap<&str, (Vec<Inline>, Vec<Inline>)> = BTreeMap::new();
    for (page, inline) in &sources {
        pages.entry(page).or_default().0.push(*inline);
    }
    for (page, inline) in &targets {
        if let Some((_, found)) = pages.get_mut(page) {
            found.push(*inline);
        }
    }
    let mut partners = Vec::new();
    for (wanted, found) in pages.into_values() {
        of_page(pair, wanted, found, &mut partners);
    }
    partners
}

/// The same of links to one page.
fn of_page(pair: &Pair<'_>, mut wanted: Vec<Inline>, found: Vec<Inline>, partners: &mut Vec<(Inline, Inline)>) {
    // What both sides have in the same words is settled, in whatever order.
    let mut written: HashMap<Option<&str>, VecDeque<usize>> = HashMap::default();
    for (index, inline) in found.iter().enumerate() {
        written.entry(target::fragment_of(pair.target.document.slice(inline.value))).or_default().push_back(index);
    }
    let mut settled = vec![false; found.len()];
    wanted.retain(|source| {
        let fragment = target::fragment_of(pair.source.document.slice(source.value));
        let Some(index) = written.get_mut(&fragment).and_then(VecDeque::pop_front) else { return true };
        settled[index] = true;
        partners.push((*source, found[index]));
        false
    });
    let rest = found.iter().zip(settled).filter(|(_, settled)| !settled).map(|(inline, _)| *inline);
    partners.extend(wanted.into_iter().zip(rest));
}

/// Whether a fragment names lines of a file: `L10`, `L10-L20`.
fn is_line(fragment: &str) -> bool {
    let number = |part: &str| {
        part.strip_prefix('L').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    fragment.split('-').all(number)
}

/// Share of equal characters from which two fragments are one that was misspelt or has grown old, and not the id of a
/// translated heading.
const ALIKE: f32 = 0.7;

/// Whether two fragments of another page differ in a way that no translated heading explains.
fn differs(fragment: &str, other: &str) -> bool {
    !fragment.eq_ignore_ascii_case(other) && TextDiff::from_chars(fragment, other).ratio() >= ALIKE
}

/// What fragments can lead to on a page.
pub struct Ids {
    /// Ids that are written or that some generator makes of a heading, and the block that has them; the root for an
    /// element within a block.
    blocks: HashMap<String, BlockId>,
}

impl Ids {
    /// Those of a page.
    pub fn of(document: &Document) -> Self {
        let mut blocks = HashMap::from_iter([("top".to_owned(), 0)]);
        for (id, block) in document.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Footnote | BlockKind::Term) {
                let explicit = document.slice(block.name);
                let named = [explicit.to_owned(), explicit.to_lowercase()].into_iter();
                for name in named.chain(slug::slugs(&heading_text(document, id))).filter(|name| !name.is_empty()) {
                    blocks.entry(name).or_insert(id);
                }
            }
        }
        let tags = |inline: &&Inline| matches!(inline.kind, InlineKind::Tag | InlineKind::Component);
        for inline in document.inlines.iter().filter(tags) {
            for name in ids_in(document.slice(inline.span)) {
                blocks.entry(name.to_owned()).or_insert(0);
            }
        }
        Self { blocks }
    }

    /// The block that a fragment leads to. The number that tells equal headings apart is let pass.
    fn leads(&self, fragment: &str) -> Option<BlockId> {
        let wanted = target::decoded(fragment);
        let lower = wanted.trim().to_lowercase();
        let bare = slug::without_counter(&lower);
        [fragment, &wanted, &lower, &bare].into_iter().find_map(|name| self.blocks.get(name).copied())
    }
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

/// The ids and names that a tag gives.
fn ids_in(tag: &str) -> impl Iterator<Item = &str> {
    ["id=", "name="].into_iter().flat_map(move |attribute| {
        tag.match_indices(attribute).filter_map(move |(at, _)| {
            let value = tag.get(at + attribute.len()..)?.trim_start_matches(['{', '"', '\'']);
            let end = value.find(['"', '\'', '>', ' ', '}', '\n']).unwrap_or(value.len());
            value.get(..end).filter(|id| !id.is_empty())
        })
    })
}
