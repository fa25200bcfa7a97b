//! `block-kind`

use super::phrase::{self, noun, quote, words_of};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::align::Answer;
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind, Document, InlineKind};

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

/// Whether a block is an admonition in all but its marks: it starts with a word or two in bold and a colon or the like
/// (`**NOTE:** …`, `> **Warning** …`).
fn is_note(document: &Document, id: BlockId) -> bool {
    let block = &document.blocks[id];
    let mut inlines = document.inlines_of(id).iter();
    let start = document.slice(block.span).trim_start_matches(['>', ' ', '\t']).starts_with(['*', '_', '<']);
    let Some(bold) = inlines.find(|inline| inline.kind != InlineKind::Tag) else { return false };
    start
        && matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote)
        && bold.kind == InlineKind::Emphasis
        && document.slice(bold.span).split_whitespace().count() <= 2
}

/// Whether a paragraph is the same code within a line as a block, and nothing else.
fn is_only_code(document: &Document, code: BlockId, other: &Document, paragraph: BlockId) -> bool {
    let [only] = other.inlines_of(paragraph) else { return false };
    let text = document.slice(document.blocks[code].content).trim();
    only.kind == InlineKind::Code && other.slice(only.value).trim() == text
}

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    use BlockKind as K;
    let (source, target) = (pair.source.document, pair.target.document);
    items(pair, out);
    for (here, there) in pair.blocks() {
        let (wanted, found) = (source.blocks[here].kind, target.blocks[there].kind);
        let reported_elsewhere = |kind: K| matches!(kind, K::Heading(_) | K::List(_));
        if std::mem::discriminant(&wanted) == std::mem::discriminant(&found)
            || reported_elsewhere(wanted)
            || reported_elsewhere(found)
            || matches!((wanted, found), (K::Html, K::Component) | (K::Component, K::Html))
            || matches!((wanted, found), (K::Code { .. }, K::Paragraph)) && is_only_code(source, here, target, there)
            || matches!((wanted, found), (K::Paragraph, K::Code { .. })) && is_only_code(target, there, source, here)
            || found == K::Admonition && is_note(source, here)
            || wanted == K::Admonition && is_note(target, there)
        {
            continue;
        }
        let text = quote(&words_of(target, there));
        let wanted = phrase::a(noun(wanted));
        let message = format!("{} {text} is {wanted} in the source", noun(found));
        out.report(
            Finding::new(target.blocks[there].span, message)
                .beside(source.blocks[here].span)
                .help(format!("write it as {wanted}")),
        );
    }
}

/// Items that are paragraphs beside their list on the other side. What stands after the list has lost its mark; what
/// introduces it may have been put so on purpose.
fn items(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    let list = |document: &Document, id: BlockId| {
        let item = document.blocks[id].parent;
        matches!(document.blocks[item].kind, BlockKind::Item(_)).then(|| document.blocks[item].parent)
    };
    for (here, there) in pair.blocks() {
        let [BlockKind::Paragraph, BlockKind::Paragraph] = [source.blocks[here].kind, target.blocks[there].kind] else {
            continue;
        };
        let (message, after) = match (list(source, here), list(target, there)) {
            (Some(list), None) => {
                let after = target.blocks[there].span.start
                    > place(pair, list).map_or(0, |list| target.blocks[list].span.start);
                (format!("paragraph {} is an item in the source", quote(&words_of(target, there))), after)
            }
            (None, Some(list)) => {
                let message =
                    format!("item {} is a paragraph beside the list in the source", quote(&words_of(target, there)));
                (message, target.children(list).last() == Some(target.blocks[there].parent))
            }
            _ => continue,
        };
        let finding = Finding::new(target.blocks[there].span, message).beside(source.blocks[here].span);
        let finding = finding.help("write it as the source does");
        out.report(if after { finding } else { finding.severity(Severity::Info) });
    }
}

/// The block of the translation that answers one of the source.
fn place(pair: &Pair<'_>, id: BlockId) -> Option<BlockId> {
    let Answer::Match(index) = pair.alignment.source.get(id)? else { return None };
    pair.alignment.matches.get(*index).map(|found| found.target)
}
