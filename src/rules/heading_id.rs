//! `heading-id`

use super::phrase::{count, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{BlockId, BlockKind, Document, Span};
use crate::practice::Practice;

/// A heading lacks the explicit id of its source, or has another.
pub const RULE: Rule = Rule {
    id: "heading-id",
    family: Family::Sections,
    severity: Severity::Warning,
    summary: "a heading lacks the id of its source, or has another",
    explain: "The source gives a heading an id of its own, so that links to it hold in every language. Here the id is \
        missing, and links with the fragment lead nowhere; or it is another.\n\nCopy the id of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    let mut missing: Vec<(BlockId, BlockId)> = Vec::new();
    let mut kept = 0;
    let mut seen = std::collections::HashSet::new();
    for (here, there) in pair.blocks() {
        let (wanted, found) = (&source.blocks[here], &target.blocks[there]);
        if !matches!((wanted.kind, found.kind), (BlockKind::Heading(_), BlockKind::Heading(_))) {
            continue;
        }
        let (id, other) = (source.slice(wanted.name), target.slice(found.name));
        if id.is_empty() {
            continue;
        }
        out.vote(Practice::HeadingIdKept, id == other);
        if other.is_empty() {
            missing.push((here, there));
        } else if id == other {
            kept += 1;
        } else {
            let clash = if seen.contains(other) { ", which another heading has too" } else { "" };
            let message = format!("heading id is {} where the source has {}{clash}", quote(other), quote(id));
            out.report(
                Finding::new(found.name, message)
                    .beside(wanted.name)
                    .help("use the id of the source")
                    .where_practised(Practice::HeadingIdKept, true)
                    .fix(Applicability::Safe, "use the id of the source", found.name, id),
            );
        }
        seen.insert(other);
    }
    report_missing(pair, &missing, kept, out);
}

/// One finding where no heading has its id, else one a heading.
fn report_missing(pair: &Pair<'_>, missing: &[(BlockId, BlockId)], kept: usize, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    let all_at_once = kept == 0 && missing.len() > 1;
    for &(here, there) in missing {
        let message = if all_at_once {
            format!("explicit ids missing on all {} that have one in the source", count(missing.len(), "heading"))
        } else {
            let (title, id) = (quote(&words_of(target, there)), quote(source.slice(source.blocks[here].name)));
            format!("heading {title} lacks the id {id} of the source")
        };
        let finding = Finding::new(target.blocks[there].span, message)
            .beside(source.blocks[here].name)
            .where_practised(Practice::HeadingIdKept, true)
            .help("copy the ids of the source, so that links to them hold");
        let headings = if all_at_once { missing } else { &[(here, there)][..] };
        let edits: Option<Vec<_>> = headings.iter().map(|&(here, there)| edit(pair, here, there)).collect();
        out.report(match edits {
            Some(edits) => finding.fix_all(Applicability::Safe, "copy the id of the source", edits),
            None => finding,
        });
        if all_at_once {
            break;
        }
    }
}

/// What the source writes behind the words of a heading, `{#id}` or `{ #id .class }`, put behind the translation's.
fn edit(pair: &Pair<'_>, here: BlockId, there: BlockId) -> Option<(Span, String)> {
    let (source, target) = (pair.source.document, pair.target.document);
    let (wanted, found) = (source.blocks.get(here)?, target.blocks.get(there)?);
    let first_line = |document: &Document, span: Span| {
        let line = document.lines.span(&document.text, document.lines.line(span.start));
        Span { start: span.start, end: line.end }
    };
    let line = source.slice(first_line(source, wanted.span));
    let words = line.trim_end().trim_end_matches('#').trim_end();
    let open = words.rfind('{').filter(|_| words.ends_with('}'))?;
    let attributes = words.get(open..)?;
    let space = words.get(..open).map(|words| words.len() - words.trim_end().len())?;
    // Of a comment that holds the id, the opening belongs to it.
    let own = attributes.contains(source.slice(wanted.name)) && !words.get(..open)?.ends_with("/*");
    let place = first_line(target, found.span);
    let line = target.slice(place);
    let end = place.start as usize + line.trim_end().trim_end_matches('#').trim_end().len();
    let attributes = words.get(open - space..)?;
    // Closing marks stay behind it, white space does not.
    let over = if line.trim_end().ends_with('#') {
        end
    } else {
        place.start as usize + line.trim_end_matches(['\r', '\n']).len()
    };
    (own && !line.contains('{')).then(|| (Span::new(end, over), attributes.to_owned()))
}
