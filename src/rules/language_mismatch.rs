//! `language-mismatch`

use super::content::{self, Verdict};
use super::wrong_language::name;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline};
use crate::diagnostic::Severity;
use crate::speech;

/// A page is in another language than the one it is filed under.
pub const RULE: Rule = Rule {
    id: "language-mismatch",
    family: Family::Coverage,
    severity: Severity::Error,
    summary: "a page is in another language than its place says",
    explain: "Where a page is filed, or what its front matter says, names one language, and its text is in another: two \
        translations were swapped, or a model wrote the wrong language.\n\nPut the page where it belongs, or translate \
        it anew.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let document = pair.target.document;
    let Some(first) = content::whole_page(&pair.pieces, |verdict| matches!(verdict, Verdict::Strange(_))) else {
        return;
    };
    let strange = pair.pieces.iter().find_map(|piece| match piece.verdict {
        Verdict::Strange(strange) => Some(strange),
        _ => None,
    });
    let (Some(strange), tag) = (strange, pair.target.member.language.tag()) else { return };
    let message = format!("page is filed as {} ({tag}), and its text is in {}", speech::name(tag), name(strange));
    let finding = Finding::new(inline::first_line(document, first.block), message);
    out.report(finding.help("put the page where it belongs, or translate it anew"));
}
