//! `shortcode`

use super::inline::{self, Count};
use super::kept::{Kept, Side};
use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{BlockKind, InlineKind};

/// A shortcode, include or template tag is missing or changed.
pub const RULE: Rule = Rule {
    id: "shortcode",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "a shortcode, include or template tag is missing or changed",
    explain: "Shortcodes, includes and template tags are run by the site's generator. Their names, paths and arguments \
        must stay; a title or caption among them may be translated.\n\nRestore it from the source.",
    check: Check::Pair(check),
};

/// How it is told of those within a line.
const TOLD: Kept = Kept { noun: "", part: |inline| inline.span, help: HELP, extra: (HELP, Severity::Warning) };

const HELP: &str = "keep shortcodes as the source has them";

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    standing_alone(pair, out);
    in_line(pair, out);
}

fn standing_alone(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for (here, there) in pair.blocks() {
        let (wanted, found) = (&source.blocks[here], &target.blocks[there]);
        if (wanted.kind, found.kind) != (BlockKind::Shortcode, BlockKind::Shortcode) {
            continue;
        }
        let (text, other) = (source.slice(wanted.span), target.slice(found.span));
        let names_differ = source.slice(wanted.name) != target.slice(found.name);
        if names_differ || technical(source.slice(wanted.content)) != technical(target.slice(found.content)) {
            let message = format!("{} where the source has {}", quote(other), quote(text));
            out.report(Finding::new(found.span, message).beside(wanted.span).help("restore it from the source").fix(
                Applicability::Safe,
                "restore it from the source",
                found.span,
                text,
            ));
        }
    }
}

fn in_line(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let changes = inline::changes(pair, Count::Each, &[InlineKind::Shortcode], |page, inline| {
        Some(technical(page.document.slice(inline.span)))
    });
    // One between backticks is run all the same.
    TOLD.by_block(pair, &changes, |side, other, text| times(side, text) < times(other, text), out);
}

/// How often one side of a match has a shortcode.
fn times((page, inlines): Side<'_>, text: &str) -> usize {
    inline::times(page, inlines, text)
}

/// Arguments without what people read: white space folded, quoted prose replaced by its quotes.
fn technical(arguments: &str) -> String {
    let mut kept = String::with_capacity(arguments.len());
    let mut rest = arguments;
    while let Some(open) = rest.find(['"', '\'']) {
        let quote = &rest[open..=open];
        let Some(close) = rest[open + 1..].find(quote) else { break };
        let value = &rest[open + 1..open + 1 + close];
        kept.push_str(&rest[..open]);
        let prose = value.contains(char::is_whitespace) || !value.is_ascii() || value.is_empty();
        kept.push_str(if prose { "\"\"" } else { value });
        rest = &rest[open + close + 2..];
    }
    kept.push_str(rest);
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
