//! `markup-broken`

use super::{Check, Family, Finding, Pair, Rule, Sink, inline, markup};
use crate::diagnostic::Severity;

/// Markup is broken in the translation and sound in the source.
pub const RULE: Rule = Rule {
    id: "markup-broken",
    family: Family::Content,
    severity: Severity::Error,
    summary: "markup is broken in the translation and sound in the source",
    explain: "Marks show as text or swallow what follows: a backtick or `**` without its partner, a space between the \
        text of a link and its target, full-width brackets around a target, a fence, container or tag that is never \
        closed. In the source the same place is sound.\n\nMend the marks. `**` beside full-width punctuation needs a \
        space or html tags, for CommonMark does not read it as bold.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for broken in &pair.broken {
        out.report(
            Finding::new(broken.span, broken.what.clone())
                .beside(inline::first_line(pair.source.document, broken.leaf.source))
                .help("mend the marks as the source has them")
                .minor(pair.is_cut(broken.span)),
        );
    }
    for span in markup::conflicts(pair.target.document) {
        out.report(Finding::new(span, "marks of a merge conflict stand in the page").help("resolve the conflict"));
    }
    let unclosed = markup::unclosed(pair).next().is_some();
    for (_, line) in markup::swallowing_fences(pair) {
        let message = "code fence opens within code: the one before it is not closed";
        let finding = Finding::new(line, message).help("close the fence before it where the source does");
        out.report(finding.minor(unclosed));
    }
    for (index, problem) in markup::unclosed(pair).enumerate() {
        // The first may well be the cause of the others.
        let finding = Finding::new(problem.span, problem.message.clone()).help("close it where the source does");
        out.report(finding.minor(index > 0));
    }
}
