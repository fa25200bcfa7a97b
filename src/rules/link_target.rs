//! `link-target`

use std::collections::HashSet;

use super::phrase::quote_both;
use super::sink::Proposal;
use super::{Check, Family, Finding, Pair, Rule, Sink, links};
use crate::compare::target;
use crate::diagnostic::{Applicability, Severity};
use crate::document::Span;

/// A link points elsewhere than in the source.
pub const RULE: Rule = Rule {
    id: "link-target",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "a link points elsewhere than in the source",
    explain: "A link answers one of the source and points elsewhere: its path was translated, misspelt, or is that of an \
        older version. A prefix for the language, a localised host and a relative path for an absolute one are no \
        difference.\n\nUse the target of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let context = links::context(pair);
    let mut changes = links::links(pair).to_vec();
    changes.extend(links::swapped(pair));
    let told: Vec<Span> = changes.iter().filter_map(|change| change.target).map(|inline| inline.span).collect();
    changes
        .extend(links::articles(pair).into_iter().filter(|one| one.target.is_some_and(|to| !told.contains(&to.span))));
    let mut places = HashSet::new();
    for change in changes {
        let (Some(wanted), Some(found)) = (change.source, change.target) else { continue };
        let (target, other) = (pair.source.document.slice(wanted.value), pair.target.document.slice(found.value));
        let (there, here) = quote_both(other, target);
        let message = format!("link goes to {} where the source goes to {}", there, here);
        // One definition may have many uses.
        let place = links::place(&found);
        if !found.span.contains(place) && !places.insert(place) {
            continue;
        }
        let finding = Finding::new(place, message).beside(links::place(&wanted));
        if target::is_readers_own(target, other, &context) {
            out.report(
                finding.severity(Severity::Info).help("look whether it leads to the same in the reader's language"),
            );
            continue;
        }
        let fix = links::carried(pair, &wanted, &found).map(|fix| prudent(fix, other));
        out.report(finding.help("use the address of the source").fix_if(fix));
    }
}

/// A target that is more than misspelt may be one that works, or newer than the source's: then the fix needs a look.
fn prudent((_, description, edits): Proposal, found: &str) -> Proposal {
    let slip = edits.iter().all(|(_, target)| target::is_slip(target, found));
    (if slip { Applicability::Safe } else { Applicability::Unsafe }, description, edits)
}
