//! `shortcode`

use super::inline::{self, Change, Count};
use super::phrase::{quote, quote_all};
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
    let changes = inline::changes(pair, Count::Each, &[InlineKind::Shortcode], |page, inline| {
        Some(technical(page.document.slice(inline.span)))
    });
    for block in changes.chunk_by(|one, next| one.leaf == next.leaf) {
        in_block(pair, block, out);
    }
}

/// The shortcodes that one block has otherwise. One between backticks is run all the same.
fn in_block(pair: &Pair<'_>, changes: &[Change], out: &mut Sink<'_>) {
    let Some(leaf) = changes.first().map(|change| change.leaf) else { return };
    let (source, target) = (pair.source.document, pair.target.document);
    let (here, there) = (pair.source_inlines(&leaf), pair.target_inlines(&leaf));
    let lacks = |text: &str| inline::times(pair.target, there, text) < inline::times(pair.source, here, text);
    let adds = |text: &str| inline::times(pair.source, here, text) < inline::times(pair.target, there, text);
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    for change in changes {
        let wanted = change.source.filter(|wanted| lacks(source.slice(wanted.span)));
        let found = change.target.filter(|found| adds(target.slice(found.span)));
        if let (Some(wanted), Some(found)) = (wanted, found) {
            let (text, other) = (source.slice(wanted.span), target.slice(found.span));
            let finding = Finding::new(found.span, format!("{} where the source has {}", quote(other), quote(text)))
                .beside(wanted.span)
                .fix(Applicability::Safe, "restore it from the source", found.span, text);
            out.report(finding.help(HELP));
        } else {
            missing.extend(wanted);
            extra.extend(found);
        }
    }
    if let Some(first) = missing.first() {
        let texts: Vec<&str> = missing.iter().map(|wanted| source.slice(wanted.span)).collect();
        let finding = Finding::new(inline::place(pair, &leaf, first), format!("{} missing", quote_all(&texts)));
        out.report(finding.beside(first.span).help(HELP));
    }
    if let Some(first) = extra.first() {
        let texts: Vec<&str> = extra.iter().map(|found| target.slice(found.span)).collect();
        let finding = Finding::new(first.span, format!("{} not in the source", quote_all(&texts)));
        out.report(finding.beside(inline::first_line(source, leaf.source)).severity(Severity::Warning).help(HELP));
    }
}

const HELP: &str = "keep shortcodes as the source has them";

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
