//! `untranslated`

use super::content::{Piece, Verdict};
use super::phrase::{count, quote};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, Document, Span};
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
    if let Some(piece) = whole_page(&pair.pieces) {
        let message = format!("page is not translated: its text is in {language}");
        let finding = Finding::new(first_line(document, piece.span), message).severity(Severity::Error);
        out.report(beside(finding, piece.source).help("translate the page"));
        return;
    }
    for run in runs(document, &pair.pieces) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let finding = match first.verdict {
            Verdict::Partly(span) => {
                let message =
                    format!("a part of the {} left in {language}: {}", first.what, quote(document.slice(span)));
                Finding::new(span, message)
            }
            _ => {
                let sure = run.iter().any(|piece| piece.verdict == Verdict::Left(true));
                let finding = Finding::new(first.span.cover(last.span), message(document, run, language));
                if sure { finding } else { finding.severity(Severity::Info) }
            }
        };
        out.report(beside(finding, first.source).help("translate it"));
    }
}

fn beside(finding: Finding, source: Option<Span>) -> Finding {
    match source {
        Some(source) => finding.beside(source),
        None => finding,
    }
}

/// Pages with fewer letters than this are never called untranslated as a whole.
const FEW_LETTERS: usize = 80;

/// The first piece, if nearly all of the page is left in the source's language.
fn whole_page(pieces: &[Piece]) -> Option<&Piece> {
    let letters = |test: &dyn Fn(Verdict) -> bool| -> usize {
        pieces.iter().filter(|piece| test(piece.verdict)).map(|piece| piece.letters).sum()
    };
    let left = letters(&|verdict| matches!(verdict, Verdict::Left(_)));
    let other = letters(&|verdict| matches!(verdict, Verdict::Translated | Verdict::Partly(_)));
    (left >= FEW_LETTERS && left >= 9 * other).then(|| pieces.first()).flatten()
}

/// Pieces in a row that are left, each run one finding.
fn runs<'a>(document: &Document, pieces: &'a [Piece]) -> Vec<&'a [Piece]> {
    let mut runs = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let piece = &pieces[start];
        let mut end = start + 1;
        match piece.verdict {
            Verdict::Left(_) => {
                while end < pieces.len()
                    && matches!(pieces[end].verdict, Verdict::Left(_))
                    && follows(document, &pieces[end - 1], &pieces[end])
                {
                    end += 1;
                }
                runs.push(&pieces[start..end]);
            }
            Verdict::Partly(_) => runs.push(&pieces[start..end]),
            Verdict::Neutral | Verdict::Translated => {}
        }
        start = end;
    }
    runs
}

/// Whether nothing but code stands between two pieces.
fn follows(document: &Document, a: &Piece, b: &Piece) -> bool {
    let between = document.blocks.get(a.block + 1..b.block).unwrap_or_default();
    between.iter().all(|block| {
        block.span.start < a.span.end
            || matches!(
                block.kind,
                BlockKind::Code { .. } | BlockKind::Item(_) | BlockKind::List(_) | BlockKind::Row(_) | BlockKind::Break
            )
    })
}

fn message(document: &Document, run: &[Piece], language: &str) -> String {
    if let [one] = run {
        return format!("{} left in {language}: {}", one.what, quote(document.slice(one.span)));
    }
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for piece in run {
        match counts.iter_mut().find(|(what, _)| *what == piece.what) {
            Some((_, number)) => *number += 1,
            None => counts.push((piece.what, 1)),
        }
    }
    let parts: Vec<String> = counts.iter().map(|&(what, number)| count(number, what)).collect();
    let first = run.first().map_or("", |piece| document.slice(piece.span));
    format!("{} left in {language}, from {} on", parts.join(", "), quote(first))
}

fn first_line(document: &Document, span: Span) -> Span {
    document.lines.span(&document.text, document.lines.line(span.start))
}
