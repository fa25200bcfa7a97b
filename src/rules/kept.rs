//! What stands within a line and is the same in every language: formulas, labels, placeholders, shortcodes.

use super::inline::{self, Change, Count};
use super::phrase::{quote, quote_all};
use super::{Finding, Page, Pair, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{Inline, InlineKind, Span};

/// How a rule tells that something which is kept was not.
pub struct Kept {
    /// What it is called, with a space behind; empty for what its own text names.
    pub noun: &'static str,
    /// The part of it that is kept.
    pub part: fn(&Inline) -> Span,
    /// What to do where it is missing or changed.
    pub help: &'static str,
    /// What to do where the source has none such, and how much that matters.
    pub extra: (&'static str, Severity),
}

/// One side of a match.
pub type Side<'a> = (&'a Page<'a>, &'a [Inline]);

impl Kept {
    /// Report each inline of this kind that is missing, changed or added.
    pub fn each(&self, pair: &Pair<'_>, kind: InlineKind, out: &mut Sink<'_>) {
        let changes =
            inline::changes(pair, Count::Each, &[kind], |page, inline| Some(page.document.slice((self.part)(inline))));
        for change in changes {
            match (change.source, change.target) {
                (Some(wanted), Some(found)) => out.report(self.changed(pair, &wanted, &found)),
                (wanted, found) => {
                    self.missing(pair, &change, wanted.as_slice(), out);
                    self.extra(pair, &change, found.as_slice(), out);
                }
            }
        }
    }

    /// Report what changed block by block, what is missing or extra in one of them at once. `lacks` says whether a text
    /// that is thought to be missing on the first side really is, the second having it.
    pub fn by_block(
        &self,
        pair: &Pair<'_>,
        changes: &[Change],
        lacks: fn(Side<'_>, Side<'_>, &str) -> bool,
        out: &mut Sink<'_>,
    ) {
        for block in changes.chunk_by(|one, next| one.leaf == next.leaf) {
            let Some(first) = block.first() else { continue };
            let source = (pair.source, pair.source_inlines(&first.leaf));
            let target = (pair.target, pair.target_inlines(&first.leaf));
            let (mut missing, mut extra) = (Vec::new(), Vec::new());
            for change in block {
                let wanted = change.source.filter(|wanted| lacks(target, source, self.text(pair.source, wanted)));
                let found = change.target.filter(|found| lacks(source, target, self.text(pair.target, found)));
                if let (Some(wanted), Some(found)) = (wanted, found) {
                    out.report(self.changed(pair, &wanted, &found));
                } else {
                    missing.extend(wanted);
                    extra.extend(found);
                }
            }
            self.missing(pair, first, &missing, out);
            self.extra(pair, first, &extra, out);
        }
    }

    fn text<'a>(&self, page: &Page<'a>, inline: &Inline) -> &'a str {
        page.document.slice((self.part)(inline))
    }

    fn changed(&self, pair: &Pair<'_>, wanted: &Inline, found: &Inline) -> Finding {
        let (value, other) = (self.text(pair.source, wanted), self.text(pair.target, found));
        let message = format!("{}{} where the source has {}", self.noun, quote(other), quote(value));
        let finding = Finding::new(found.span, message).beside(wanted.span).help(self.help);
        finding.fix(Applicability::Safe, "restore it from the source", (self.part)(found), value)
    }

    fn missing(&self, pair: &Pair<'_>, change: &Change, missing: &[Inline], out: &mut Sink<'_>) {
        let Some(first) = missing.first() else { return };
        let texts: Vec<&str> = missing.iter().map(|wanted| self.text(pair.source, wanted)).collect();
        let message = format!("{}{} missing", self.noun, quote_all(&texts));
        out.report(Finding::new(inline::place(pair, &change.leaf, first), message).beside(first.span).help(self.help));
    }

    fn extra(&self, pair: &Pair<'_>, change: &Change, extra: &[Inline], out: &mut Sink<'_>) {
        let Some(first) = extra.first() else { return };
        let texts: Vec<&str> = extra.iter().map(|found| self.text(pair.target, found)).collect();
        let (help, severity) = self.extra;
        let finding = Finding::new(first.span, format!("{}{} not in the source", self.noun, quote_all(&texts)));
        let finding = finding.beside(inline::first_line(pair.source.document, change.leaf.source)).severity(severity);
        out.report(finding.help(help));
    }
}
