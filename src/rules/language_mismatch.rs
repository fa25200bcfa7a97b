//! `language-mismatch`

use super::wrong_language::name;
use super::{Check, Family, Finding, GroupView, Page, Pair, Rule, Sink, content, inline};
use crate::diagnostic::Severity;
use crate::document::{Block, BlockId, BlockKind, Document, InlineKind, Span};
use crate::{corpus, speech};

/// A page is in another language than the one it is filed under.
pub const RULE: Rule = Rule {
    id: "language-mismatch",
    family: Family::Coverage,
    severity: Severity::Error,
    summary: "a page is in another language than its place says",
    explain: "Where a page is filed, or what its front matter says, names one language, and its text is in another: two \
        translations were swapped, or a model wrote the wrong language.\n\nPut the page where it belongs, or translate \
        it anew.",
    check: Check::Translation(check, check_alone),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    if let Some((strange, first)) = content::stranger(&pair.pieces) {
        report(pair.target, Some(first.block), name(strange), out);
    }
}

/// Translations that have lost their source are listened to one by one. Where a third of them or more are in one other
/// language, the page is no translation: notes on each language for those who translate into it.
fn check_alone(view: &GroupView<'_>, out: &mut Sink<'_>) {
    let heard = |page: &&Page<'_>| corpus::strange(&page.member.language, &prose(page.document));
    let found: Vec<_> = view.pages.iter().filter_map(|page| Some((page, heard(&page)?))).collect();
    if found.len() > 1 && found.len() * 3 >= view.pages.len() {
        return;
    }
    for (page, code) in found {
        report(page, page.document.blocks.iter().position(is_prose), speech::name(code), out);
    }
}

fn is_prose(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Paragraph)
}

/// What a page says in its headings and paragraphs, a line for each.
fn prose(document: &Document) -> String {
    let mut prose = String::new();
    for (id, _) in document.blocks.iter().enumerate().filter(|(_, block)| is_prose(block)) {
        let text = document.inlines_of(id).iter().filter(|inline| inline.kind == InlineKind::Text);
        text.for_each(|inline| prose.push_str(document.slice(inline.span)));
        prose.push('\n');
    }
    prose
}

fn report(page: &Page<'_>, first: Option<BlockId>, text: &str, out: &mut Sink<'_>) {
    let tag = page.member.language.tag();
    let message = format!("page is filed as {} ({tag}), and its text is in {text}", speech::name(tag));
    let place = first.map_or_else(Span::default, |block| inline::first_line(page.document, block));
    out.report_on(page, Finding::new(place, message).help("put the page where it belongs, or translate it anew"));
}
