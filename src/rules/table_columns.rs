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
    explain: "The head of a table has another number of cells than the head of the same table in the source.\n\nAdd \
        the missing column in every row, or remove the one that the source does not have.",
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
}

fn columns(document: &Document, table: BlockId) -> usize {
    document.children(table).next().map_or(0, |head| document.children(head).count())
}

fn first_line(document: &Document, table: BlockId) -> crate::document::Span {
    document.children(table).next().map_or(document.blocks[table].span, |head| document.blocks[head].span)
}
