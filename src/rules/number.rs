//! `number`

use super::phrase::quote;
use super::{Check, Family, Finding, Page, Pair, Rule, Sink, inline, table_cell};
use crate::align::Match;
use crate::compare::number::{self, Number};
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind, Document, Inline, InlineKind, Span};

/// A number is missing or another.
pub const RULE: Rule = Rule {
    id: "number",
    family: Family::Inline,
    severity: Severity::Warning,
    summary: "a number is missing or another",
    explain: "The numbers of a block are the same in every language, however they are written: `380,000`, `380.000` \
        and `38万` are one number, and small ones may be spelled out. Here one is missing or another, or the \
        translation has one that the source has not.\n\nUse the number of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    // Where marks are broken, what they set shows as text: one finding says so.
    for leaf in pair.sound_leaves() {
        if !has_number(pair.source, leaf.source, leaf.sources) && !has_number(pair.target, leaf.target, leaf.targets) {
            continue;
        }
        let (here, there) = (pair.source_inlines(leaf), pair.target_inlines(leaf));
        let (source, target) = (Prose::of(pair.source.document, here), Prose::of(pair.target.document, there));
        if source.text == target.text {
            continue;
        }
        let is_cell = pair.target.document.blocks[leaf.target].kind == BlockKind::Cell;
        // Values without words are compared as a whole.
        if !(is_cell && table_cell::speaks(source.text.trim(), target.text.trim())) {
            prose(pair, leaf, &source, &target, out);
        }
    }
}

/// Whether a digit of any script stands in the text of siblings in a row.
fn has_number(page: &Page<'_>, first: BlockId, count: usize) -> bool {
    let next = |&id: &BlockId| page.document.blocks.get(id).map(|block| block.next);
    std::iter::successors(Some(first), next).take(count).any(|id| page.prints().amount(id).digits > 0)
}

fn prose(pair: &Pair<'_>, leaf: &Match, source: &Prose, target: &Prose, out: &mut Sink<'_>) {
    let languages = (pair.source.member.language.tag(), pair.target.member.language.tag());
    let difference = number::missing(&source.text, &target.text, languages.0, languages.1);
    let whole = |document: &Document, id| inline::first_line(document, id);
    let mut told: Vec<(Span, String)> = Vec::new();
    for (index, wanted) in difference.missing.iter().enumerate() {
        let beside = source.place(wanted).unwrap_or_else(|| whole(pair.source.document, leaf.source));
        let found = difference.extra.get(index);
        let message = match found {
            Some(found) => format!("number {} where the source has {}", quote(&found.text), quote(&wanted.text)),
            None => format!("number {} missing", quote(&wanted.text)),
        };
        let place = found.and_then(|found| target.place(found));
        let place = place.unwrap_or_else(|| whole(pair.target.document, leaf.target));
        if found.is_none() && in_code(pair, leaf, &wanted.text) || told.contains(&(place, message.clone())) {
            continue;
        }
        told.push((place, message.clone()));
        let finding = Finding::new(place, message).beside(beside).help("use the number of the source");
        // A stamp of when a page was made differs between pages made at different times.
        out.report(if source.is_dated(wanted) { finding.severity(Severity::Info) } else { finding });
    }
    if difference.missing.is_empty() {
        for found in number::missing(&target.text, &source.text, languages.1, languages.0).missing {
            let place = target.place(&found).unwrap_or_else(|| whole(pair.target.document, leaf.target));
            let message = format!("number {} not in the source", quote(&found.text));
            out.report(
                Finding::new(place, message)
                    .beside(whole(pair.source.document, leaf.source))
                    .severity(Severity::Info)
                    .help("look whether it still holds"),
            );
        }
    }
}

/// Whether the code of the translation has a number that the source has in its prose.
fn in_code(pair: &Pair<'_>, leaf: &Match, number: &str) -> bool {
    let mut codes = pair.target_inlines(leaf).iter().filter(|inline| inline.kind == InlineKind::Code);
    codes.any(|code| {
        let text = pair.target.document.slice(code.value);
        text.match_indices(number).any(|(at, _)| {
            let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
            let (before, after) = (text[..at].chars().next_back(), text[at + number.len()..].chars().next());
            !digit(before) && !digit(after)
        })
    })
}

/// The prose of a block in one string, and where in the file its runs are.
struct Prose {
    text: String,
    /// Where each run starts: in the text, in the file.
    runs: Vec<(usize, usize)>,
}

impl Prose {
    fn of(document: &Document, inlines: &[Inline]) -> Self {
        let mut prose = Self { text: String::new(), runs: Vec::new() };
        for inline in inlines.iter().filter(|inline| inline.kind == InlineKind::Text) {
            if !prose.text.is_empty() {
                prose.text.push(' ');
            }
            prose.runs.push((prose.text.len(), inline.span.start as usize));
            prose.text.push_str(document.slice(inline.span));
        }
        prose
    }

    /// Where a number of the text is in the file.
    fn place(&self, number: &Number) -> Option<Span> {
        let &(start, offset) = self.runs.iter().rev().find(|(start, _)| *start <= number.span.start)?;
        let at = offset + number.span.start - start;
        Some(Span::new(at, at + number.span.len()))
    }

    /// Whether a number is part of a date with the name of its month: `14-Oct-2025`.
    fn is_dated(&self, number: &Number) -> bool {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let around = |range: std::ops::Range<usize>| self.text.get(range).unwrap_or_default().to_lowercase();
        let before = around(number.span.start.saturating_sub(4)..number.span.start);
        let after = around(number.span.end..(number.span.end + 4).min(self.text.len()));
        MONTHS.iter().any(|month| {
            before.trim_end_matches('-').ends_with(month) || after.trim_start_matches('-').starts_with(month)
        })
    }
}
