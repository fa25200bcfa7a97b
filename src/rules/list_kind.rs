//! `list-kind`

use super::phrase::{a, count, noun};
use super::sink::Proposal;
use super::{Check, Family, Finding, Pair, Rule, Sink, fill, meant};
use crate::align::Answer;
use crate::diagnostic::{Applicability, Severity};
use crate::document::{BlockId, BlockKind, Document, Span};

/// A list is numbered here and bulleted there, starts at another number, or is no list at all.
pub const RULE: Rule = Rule {
    id: "list-kind",
    family: Family::Blocks,
    severity: Severity::Warning,
    summary: "a list is of another kind than in the source",
    explain: "A list that the source numbers has bullets, or the other way round; or it is numbered and starts at \
        another number; or its items stand in a paragraph.\n\nGive it the markers of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for (here, there) in pair.blocks() {
        let own = || "use the markers of the source".to_owned();
        let (message, help) = match (source.blocks[here].kind, target.blocks[there].kind) {
            (BlockKind::List(Some(_)), BlockKind::List(None)) => {
                ("list has bullets where the source has numbers".to_owned(), own())
            }
            (BlockKind::List(None), BlockKind::List(Some(_))) => {
                ("list has numbers where the source has bullets".to_owned(), own())
            }
            // Where the first item is missing, that is the finding.
            (BlockKind::List(Some(a)), BlockKind::List(Some(b))) if a != b && starts_alike(pair, here, there) => {
                (format!("list starts at {b} where the source starts at {a}"), own())
            }
            (BlockKind::List(_), other @ (BlockKind::Paragraph | BlockKind::Quote)) => {
                let items = count(source.children(here).count(), "item");
                (format!("list of {items} is {} here", a(noun(other))), "write it as a list".to_owned())
            }
            (other @ (BlockKind::Paragraph | BlockKind::Quote), BlockKind::List(_)) => {
                (format!("list is {} in the source", a(noun(other))), format!("write it as {}", a(noun(other))))
            }
            _ => continue,
        };
        let finding = Finding::new(first_line(target, there), message)
            .beside(first_line(source, here))
            .help(help)
            .fix_if(marks(pair, here, there));
        out.report(if is_slight(pair, here, there) { finding.severity(Severity::Info) } else { finding });
    }
}

/// Whether a list of one item is a paragraph, or the source's list lacks the spaces after its marks. A sentence that became
/// a list has begun with a dash by accident.
fn is_slight(pair: &Pair<'_>, here: BlockId, there: BlockId) -> bool {
    let (source, target) = (pair.source.document, pair.target.document);
    let is_paragraph = |document: &Document, id: BlockId| document.blocks[id].kind == BlockKind::Paragraph;
    let single = |document: &Document, id: BlockId| document.children(id).count() == 1;
    is_paragraph(target, there) && single(source, here)
        || is_paragraph(source, here) && meant::item(source.slice(source.blocks[here].span))
}

/// The marks of the source's list for the items of the translation's; none where lines within an item would have to
/// move with its mark.
fn marks(pair: &Pair<'_>, here: BlockId, there: BlockId) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    let (BlockKind::List(wanted), BlockKind::List(_)) = (source.blocks.get(here)?.kind, target.blocks.get(there)?.kind)
    else {
        return None;
    };
    let first = source.children(here).next()?;
    let (style, _) = fill::marker(source.slice(source.blocks.get(first)?.span))?;
    let style = style.trim_start_matches(|c: char| c.is_ascii_digit()).trim_end();
    let mut edits = Vec::new();
    for (at, id) in target.children(there).enumerate() {
        let span = target.blocks.get(id)?.span;
        let text = target.slice(span).trim_end();
        let (own, _) = fill::marker(text)?;
        if wanted.is_some() && text.contains('\n') {
            return None;
        }
        let mark = match wanted {
            Some(start) => format!("{}{style}", u64::from(start) + at as u64),
            None => style.to_owned(),
        };
        let start = span.start as usize;
        edits.push((Span::new(start, start + own.trim_end().len()), mark));
    }
    (!edits.is_empty()).then_some((Applicability::Unsafe, "use the marks of the source", edits))
}

fn starts_alike(pair: &Pair<'_>, here: BlockId, there: BlockId) -> bool {
    let is_gap = |answers: &[Answer], first: Option<BlockId>| {
        first.is_some_and(|first| matches!(answers.get(first), Some(Answer::Gap)))
    };
    !is_gap(&pair.alignment.source, pair.source.document.children(here).next())
        && !is_gap(&pair.alignment.target, pair.target.document.children(there).next())
}

fn first_line(document: &Document, id: BlockId) -> Span {
    let span = document.blocks[id].span;
    let line = document.lines.span(&document.text, document.lines.line(span.start));
    Span { start: span.start, end: line.end.clamp(span.start, span.end) }
}
