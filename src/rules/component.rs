//! `component`

use super::inline::{self, Count};
use super::{Check, Family, Finding, Pair, Rule, Sink, tags};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{Block, BlockKind, Document, InlineKind, Span};

/// A component or an html tag is missing, extra or another.
pub const RULE: Rule = Rule {
    id: "component",
    family: Family::Inline,
    severity: Severity::Warning,
    summary: "a component or an html tag is missing or another",
    explain: "Components and html tags make up the page as much as its words do. Here one of the source is missing, or \
        stands under another name. Tags that only set type (`br`, `b`, `span`) are not compared.\n\nRestore it from \
        the source.",
    check: Check::Pair(check),
};

/// Tags that a translator may well add or drop.
const TYPESETTING: [&str; 21] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "dfn", "em", "font", "i", "p", "q", "rp", "rt", "ruby",
    "small", "span", "strong", "wbr",
];

/// The name in the tag that closes a component at its end.
fn closing(document: &Document, block: &Block, name: &str) -> Option<Span> {
    let text = document.slice(block.span).trim_end().strip_suffix('>')?.trim_end();
    let start = text.strip_suffix(name).filter(|before| before.ends_with("</"))?.len();
    let start = block.span.start as usize + start;
    Some(Span::new(start, start + name.len()))
}

/// Longer names are not compared letter by letter.
const LONGEST: usize = 100;

/// Share of equal characters from which one name was made from the other.
const ALIKE: f32 = 0.6;

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for (here, there) in pair.blocks() {
        let (wanted, found) = (&source.blocks[here], &target.blocks[there]);
        let (name, other) = (source.slice(wanted.name), target.slice(found.name));
        if (wanted.kind, found.kind) == (BlockKind::Component, BlockKind::Component) && name != other {
            let message = format!("component `{other}` where the source has `{name}`");
            let mut edits = vec![(found.name, name.to_owned())];
            edits.extend(closing(target, found, other).map(|span| (span, name.to_owned())));
            // Under quite another name it has other attributes.
            let short = name.len().max(other.len()) <= LONGEST;
            let alike = short && similar::TextDiff::from_chars(name, other).ratio() >= ALIKE || !other.is_ascii();
            out.report(
                Finding::new(found.name, message).beside(wanted.name).help("use the name of the source").fix_all(
                    if alike { Applicability::Safe } else { Applicability::Unsafe },
                    "use the name of the source",
                    edits,
                ),
            );
        }
    }
    let changes = inline::changes(pair, Count::Each, &[InlineKind::Component, InlineKind::Tag], |page, inline| {
        let name = page.document.slice(inline.value);
        let typesets = |name: &str| TYPESETTING.iter().any(|tag| tag.eq_ignore_ascii_case(name));
        (inline.kind == InlineKind::Component || !typesets(name)).then_some(name)
    });
    for change in changes {
        let name = |document: &crate::document::Document, value| document.slice(value).to_owned();
        let help = if change.source.is_some() {
            "write the tag as the source does"
        } else {
            "remove the tag, or add it to the source"
        };
        let finding = match (change.source, change.target) {
            (Some(wanted), Some(found)) => {
                let (name, other) = (name(source, wanted.value), name(target, found.value));
                Finding::new(found.span, format!("`<{other}>` where the source has `<{name}>`")).beside(wanted.span)
            }
            (Some(wanted), None) => {
                let message = format!("`<{}>` missing", name(source, wanted.value));
                let finding = Finding::new(inline::place(pair, &change.leaf, &wanted), message).beside(wanted.span);
                finding.fix_if(tags::wrapped(pair, &change.leaf, &wanted))
            }
            (None, Some(found)) => {
                Finding::new(found.span, format!("`<{}>` not in the source", name(target, found.value)))
                    .beside(inline::first_line(source, change.leaf.source))
                    .severity(Severity::Info)
            }
            (None, None) => continue,
        };
        out.report(finding.help(help));
    }
}
