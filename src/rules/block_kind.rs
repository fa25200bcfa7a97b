//! `block-kind`

use super::phrase::{noun, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::BlockKind;

/// A quote, admonition or code block is another kind of block in the translation.
pub const RULE: Rule = Rule {
    id: "block-kind",
    family: Family::Blocks,
    severity: Severity::Warning,
    summary: "a block is of another kind than in the source",
    explain: "A block answers one of the source but has lost or gained its marks: a quote or an admonition has become \
        a paragraph, a code block plain text.\n\nGive it the marks of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    use BlockKind as K;
    let (source, target) = (pair.source.document, pair.target.document);
    for (here, there) in pair.blocks() {
        let (wanted, found) = (source.blocks[here].kind, target.blocks[there].kind);
        let reported_elsewhere = |kind: K| matches!(kind, K::Heading(_) | K::List(_));
        if std::mem::discriminant(&wanted) == std::mem::discriminant(&found)
            || reported_elsewhere(wanted)
            || reported_elsewhere(found)
            || matches!((wanted, found), (K::Html, K::Component) | (K::Component, K::Html))
        {
            continue;
        }
        let text = quote(&words_of(target, there));
        let article = if noun(wanted).starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let message = format!("{} {text} is {article} {} in the source", noun(found), noun(wanted));
        out.report(
            Finding::new(target.blocks[there].span, message)
                .beside(source.blocks[here].span)
                .help("give it the marks of the source"),
        );
    }
}
