//! `table-columns`

use super::phrase::count;
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind, Document};

/// A table has fewer or more columns than in the source.
pub const RULE: Rule = Rule {
    id: "table-columns",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a table has fewer or more columns than in the source",
    explain: "The head of a table has another number of cells than the head of the same table in the source, or a row has \
        another number than its own table, which moves its cells or loses one.\n\nAdd the missing column or cell, or \
        remove the one that the source does not have.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for (here, there) in pair.blocks() {
        if (source.blocks[here].kind, target.blocks[there].kind) != (BlockKind::Table, BlockKind::Table) {
            continue;
        }
        let (wanted, found) = (columns(source, here), columns(target, there));
        if wanted != found {
            let message = format!("table has {} where the source has {wanted}", count(found, "column"));
            out.report(
                Finding::new(first_line(target, there), message)
                    .beside(first_line(source, here))
                    .help("give every row the columns of the source"),
            );
        }
    }
    for (here, there) in pair.blocks() {
        let rows =
            matches!((source.blocks[here].kind, target.blocks[there].kind), (BlockKind::Row(_), BlockKind::Row(_)));
        let is_html = |document: &Document, id: BlockId| document.slice(document.blocks[id].span).starts_with('<');
        if !rows
            || is_html(source, here)
            || is_html(target, there)
            || cells(source, here) != columns(source, source.blocks[here].parent)
        {
            continue;
        }
        let (found, wanted) = (cells(target, there), columns(target, target.blocks[there].parent));
        if found != wanted {
            let message = format!("row has {} in a table of {}", count(found, "cell"), count(wanted, "column"));
            out.report(
                Finding::new(target.blocks[there].span, message)
                    .beside(source.blocks[here].span)
                    .help("a `|` is missing or too many; one that is text is written `\\|`"),
            );
        }
    }
}

/// The cells of a row as it is written: a parser adds those that are missing and drops those that are too many. A bar
/// within code parts cells as well. See <https://github.github.com/gfm/#tables-extension->.
fn cells(document: &Document, row: BlockId) -> usize {
    let text = document.slice(document.blocks[row].span).trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let ends = text.ends_with('|') && !text.ends_with("\\|");
    let bars = text.bytes().enumerate().filter(|&(at, byte)| {
        byte == b'|' && at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) != Some(&b'\\')
    });
    bars.count() + usize::from(!ends)
}

fn columns(document: &Document, table: BlockId) -> usize {
    document.children(table).next().map_or(0, |head| document.children(head).count())
}

fn first_line(document: &Document, table: BlockId) -> crate::document::Span {
    document.children(table).next().map_or(document.blocks[table].span, |head| document.blocks[head].span)
}
