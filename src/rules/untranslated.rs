//! `untranslated`

use super::content::{self, Piece, Verdict};
use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, boilerplate, inline, values};
use crate::diagnostic::Severity;
use crate::document::Span;
use crate::speech;

/// A piece of the translation is in the source's words.
pub const RULE: Rule = Rule {
    id: "untranslated",
    family: Family::Content,
    severity: Severity::Warning,
    summary: "a heading, paragraph, item, cell or text of an image is left in the source's words",
    explain: "A piece of the translation has the words of the source and is in its language. Names, code, addresses, \
        quotations and titles of pages elsewhere are left alone. Pieces in a row are one finding, and so is a page \
        that was not translated at all.\n\nTranslate it.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let language = speech::name(pair.source.member.language.tag());
    let document = pair.target.document;
    if let Some(piece) = content::whole_page(&pair.pieces, |verdict| matches!(verdict, Verdict::Left(_))) {
        let message = format!("page is not translated: its text is in {language}");
        let finding = Finding::new(inline::first_line(document, piece.block), message).severity(Severity::Error);
        out.report(beside(finding, piece.source).help("translate the page"));
        return;
    }
    values::left(pair, language).into_iter().for_each(|finding| out.report(finding));
    let left = |piece: &Piece| matches!(piece.verdict, Verdict::Left(_) | Verdict::Partly(_));
    let joins = |a: &Piece, b: &Piece| matches!((a.verdict, b.verdict), (Verdict::Left(_), Verdict::Left(_)));
    for run in content::runs(document, &pair.pieces, left, joins) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let finding = match first.verdict {
            Verdict::Partly(span) => {
                let message =
                    format!("a part of the {} left in {language}: {}", first.what, quote(document.slice(span)));
                Finding::new(span, message)
            }
            _ => {
                let sure = run.iter().any(|piece| piece.verdict == Verdict::Left(true));
                let finding = Finding::new(
                    first.span.cover(last.span),
                    content::describe(document, run, &format!("left in {language}")),
                );
                if sure { finding } else { finding.severity(Severity::Info) }
            }
        };
        let source = first.source.map(|source| last.source.map_or(source, |end| source.cover(end)));
        let custom = if first.block == last.block { boilerplate::left_as_is(pair, first.block) } else { Vec::new() };
        out.report(beside(finding, source).help("translate it").unless_practised(custom));
    }
}

fn beside(finding: Finding, source: Option<Span>) -> Finding {
    match source {
        Some(source) => finding.beside(source),
        None => finding,
    }
}
