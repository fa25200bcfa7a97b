//! Parts of a block that one side has and the other has not: items of a list, rows of a table.

use super::phrase::{extra_help, gap_help, missing};
use super::sink::Proposal;
use super::{Finding, Pair, Sink, block_duplicated};
use crate::align::gaps::{Gap, GapKind, Lack};
use crate::diagnostic::Severity;
use crate::document::Document;

/// Report the gaps of this kind. `named` says in words what is in one, `fix` puts it in.
pub fn check(
    pair: &Pair<'_>,
    kind: GapKind,
    named: fn(&Document, &Gap) -> String,
    fix: fn(&Pair<'_>, &Gap) -> Option<Proposal>,
    out: &mut Sink<'_>,
) {
    for gap in pair.gaps.iter().filter(|gap| gap.kind == kind) {
        match gap.lack {
            Lack::Missing => out.report(
                Finding::new(gap.point(), missing(&named(pair.source.document, gap), gap, pair.target.document))
                    .beside(gap.span)
                    .help(gap_help("translate", gap.blocks.len() > 1, gap))
                    .fix_if(fix(pair, gap)),
            ),
            Lack::Extra if block_duplicated::is_duplicate(pair, &gap.blocks) => {}
            Lack::Extra => out.report(
                Finding::new(gap.span, format!("{} not in the source", named(pair.target.document, gap)))
                    .beside(gap.at)
                    .severity(Severity::Warning)
                    .help(extra_help(gap.blocks.len() > 1)),
            ),
        }
    }
}
