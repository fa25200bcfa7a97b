//! `shortcode`

use super::inline::{self, Count};
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
    let (source, target) = (pair.source.document, pair.target.document);
    let changes = inline::changes(pair, Count::Each, |page, inline| {
        (inline.kind == InlineKind::Shortcode).then(|| technical(page.document.slice(inline.span)))
    });
    for change in changes {
        let finding = match (change.source, change.target) {
            (Some(wanted), Some(found)) => {
                let (text, other) = (source.slice(wanted.span), target.slice(found.span));
                Finding::new(found.span, format!("{} where the source has {}", quote(other), quote(text)))
                    .beside(wanted.span)
                    .fix(Applicability::Safe, "restore it from the source", found.span, text)
            }
            (Some(wanted), None) => {
                let message = format!("{} missing", quote(source.slice(wanted.span)));
                Finding::new(inline::place(pair, &change.leaf, &wanted), message).beside(wanted.span)
            }
            (None, Some(found)) => {
                Finding::new(found.span, format!("{} not in the source", quote(target.slice(found.span))))
                    .beside(inline::first_line(source, change.leaf.source))
                    .severity(Severity::Warning)
            }
            (None, None) => continue,
        };
        out.report(finding.help("keep shortcodes as the source has them"));
    }
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
