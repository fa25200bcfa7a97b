//! `truncated`

use super::lengths::{self, Sign};
use super::phrase::{quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink, content};
use crate::align::gaps::{Gap, GapKind, Lack};
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind};

/// The end of a text between quotation marks.
fn tail(text: &str) -> String {
    const MOST: usize = 30;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().rev().nth(MOST) {
        Some((at, _)) => format!("\"…{}\"", words.get(at..).unwrap_or_default().trim_start()),
        None => format!("\"{words}\""),
    }
}

/// The translation ends before its source does.
pub const RULE: Rule = Rule {
    id: "truncated",
    family: Family::Content,
    severity: Severity::Error,
    summary: "the translation, or a paragraph of it, ends before its source does",
    explain: "Everything in the source from some place on is missing: a model ran out of room, or the translator \
        stopped. The finding stands at the last line that has an answer. A paragraph is cut where it ends within a \
        sentence and its source does not, or where it has fewer sentences and is far shorter than the other \
        paragraphs of the page lead to expect; where it is a third shorter, it may have lost one, which is for your \
        information.\n\nTranslate the rest.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let is_last = |gap: &Gap| {
        let blocks = &pair.source.document.blocks;
        gap.lack == Lack::Missing && gap.blocks.last().is_some_and(|&last| blocks[last].next == blocks.len())
    };
    for cut in lengths::cut(pair) {
        let (source, target) = (pair.source.document, pair.target.document);
        let noun = content::noun(target, cut.target);
        let (message, severity) = match cut.sign {
            Sign::BreaksOff => {
                let end = tail(&words_of(target, cut.target));
                (format!("{noun} breaks off: {end}"), Severity::Error)
            }
            // No share in the message: a word more or less would make it another finding.
            Sign::Short { sure: true } => {
                (format!("{noun} is less than half as long as its source leads to expect"), Severity::Warning)
            }
            Sign::Short { sure: false } => (format!("{noun} may lack a sentence of its source"), Severity::Info),
        };
        let finding = Finding::new(target.blocks[cut.target].span, message).severity(severity);
        // Where the page ends with it, what is missing after it tells the whole.
        let ends = target.blocks[cut.target].next == target.blocks.len() && pair.gaps.iter().any(is_last);
        out.report(finding.beside(source.blocks[cut.source].span).help("translate the rest of it").minor(ends));
    }
    let source = pair.source.document;
    for gap in &pair.gaps {
        let (Lack::Missing, GapKind::End) = (gap.lack, gap.kind) else { continue };
        let is_heading = |id: &&BlockId| matches!(source.blocks[**id].kind, BlockKind::Heading(_));
        let headings = gap.blocks.iter().filter(is_heading).count();
        let (number, noun) = if headings > 0 { (headings, "section") } else { (gap.blocks.len(), "block") };
        // What is missing of the section before is not one of them.
        let first = gap.blocks.iter().find(is_heading).unwrap_or(&gap.blocks[0]);
        let first = quote(&words_of(source, *first));
        let message = match number {
            1 => format!("page ends here: the last {noun} of the source is missing, from {first} on"),
            _ => format!("page ends here: the last {number} {noun}s of the source are missing, from {first} on"),
        };
        let finding = Finding::new(gap.at, message).beside(gap.span).help("translate the rest of the page");
        out.report(finding.minor(pair.out_of_sync() || pair.is_spoilt(gap.at)));
    }
}
