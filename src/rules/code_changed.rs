//! `code-changed`

use super::phrase::{quote, quote_both};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::compare::code;
use crate::diagnostic::Severity;
use crate::document::{Block, BlockKind, Document, Span};

/// A line of code differs from the source.
pub const RULE: Rule = Rule {
    id: "code-changed",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a line of code differs from the source",
    explain: "Code that a reader copies must be the same in every language. Comments, text in strings and the names of \
        placeholders may be translated; here something else differs, is missing or was added.\n\nRestore the line \
        from the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for (here, there) in pair.blocks() {
        let (wanted, found) = (&source.blocks[here], &target.blocks[there]);
        if !matches!((wanted.kind, found.kind), (BlockKind::Code { .. }, BlockKind::Code { .. })) {
            continue;
        }
        let (text, other) = (source.slice(wanted.content), target.slice(found.content));
        if text == other {
            continue;
        }
        for difference in code::compare(text, other, source.slice(wanted.name)) {
            report(pair, (wanted, found), &difference, out);
        }
    }
}

fn report(pair: &Pair<'_>, (wanted, found): (&Block, &Block), difference: &code::CodeDifference, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    let (from, to) = (&difference.source_lines, &difference.target_lines);
    let (here, there) = (lines(source, wanted, from.start, from.end), lines(target, found, to.start, to.end));
    let text = |document: &Document, span: Span| quote(document.slice(span).trim());
    let message = match difference.kind {
        code::Kind::Missing => format!("line of code missing: {}", text(source, here)),
        code::Kind::Extra => format!("line of code not in the source: {}", text(target, there)),
        code::Kind::Changed => {
            let (there, here) = quote_both(target.slice(there).trim(), source.slice(here).trim());
            format!("code {there} where the source has {here}")
        }
    };
    let place = if to.is_empty() { lines(target, found, to.start.saturating_sub(1), to.start) } else { there };
    let beside = if from.is_empty() { lines(source, wanted, from.start.saturating_sub(1), from.start) } else { here };
    let finding = Finding::new(place, message).beside(beside).help("restore the line from the source");
    out.report(match difference.certainty {
        code::Certainty::Sure => finding,
        code::Certainty::Likely => finding.severity(Severity::Warning),
        code::Certainty::Slight => finding.severity(Severity::Info),
    });
}

/// The span of some lines of a code block's text, without indentation before and the line end after.
fn lines(document: &Document, block: &Block, from: usize, to: usize) -> Span {
    let text = document.slice(block.content);
    let start = block.content.start as usize;
    let offset = |line: usize| {
        let mut ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        if line == 0 { 0 } else { ends.nth(line - 1).unwrap_or(text.len()) }
    };
    let (first, last) = (offset(from), offset(to.max(from + 1)));
    let slice = text.get(first..last).unwrap_or_default();
    let trimmed = slice.trim();
    let lead = slice.len() - slice.trim_start().len();
    Span::new(start + first + lead, start + first + lead + trimmed.len())
}
