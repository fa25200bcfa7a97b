//! `admonition-kind`

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::BlockKind;

/// An admonition has another kind than in the source.
pub const RULE: Rule = Rule {
    id: "admonition-kind",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "an admonition has another kind than in the source",
    explain: "The word that says what an admonition is (`note`, `tip`, `warning`) was translated or exchanged, so it \
        shows as another box or as plain text.\n\nUse the word of the source; a title may be translated.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for (here, there) in pair.blocks() {
        let (wanted, found) = (&source.blocks[here], &target.blocks[there]);
        if (wanted.kind, found.kind) != (BlockKind::Admonition, BlockKind::Admonition) {
            continue;
        }
        let (kind, other) = (source.slice(wanted.name), target.slice(found.name));
        if kind.eq_ignore_ascii_case(other) {
            continue;
        }
        let message = format!("admonition is {} where the source has {}", quote(other), quote(kind));
        let finding = Finding::new(found.name, message)
            .beside(wanted.name)
            .help("use the word of the source: a program reads it");
        out.report(if found.name.is_empty() {
            finding
        } else {
            finding.fix(Applicability::Safe, "use the kind of the source", found.name, kind)
        });
    }
}
