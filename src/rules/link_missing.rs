//! `link-missing`

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline, links, tags};
use crate::diagnostic::Severity;
use crate::document::Span;

/// A link of the source is not in the translation.
pub const RULE: Rule = Rule {
    id: "link-missing",
    family: Family::Inline,
    severity: Severity::Warning,
    summary: "a link of the source is not in the translation",
    explain: "A link of the source has no answer in the same place of the translation.\n\nAdd it; its text may be translated, its \
        target stays.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let pictures = links::images(pair).iter().filter(|image| image.target.is_none());
    let mut pictures: Vec<Span> = pictures.filter_map(|image| image.source.map(|image| image.span)).collect();
    pictures.sort_unstable();
    for change in links::links(pair) {
        let (Some(wanted), None) = (change.source, change.target) else { continue };
        // A picture that is missing takes the link around it along.
        let first = pictures.partition_point(|picture| picture.start < wanted.span.start);
        if pictures[first..]
            .iter()
            .take_while(|picture| picture.start < wanted.span.end)
            .any(|picture| wanted.span.contains(*picture))
        {
            continue;
        }
        let message = format!("link to {} missing", quote(pair.source.document.slice(wanted.value)));
        out.report(
            Finding::new(inline::place(pair, &change.leaf, &wanted), message)
                .beside(wanted.span)
                .help("add the link of the source")
                .fix_if(tags::linked(pair, &change.leaf, &wanted)),
        );
    }
}
