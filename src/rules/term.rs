//! `term`

use std::ops::Range;

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline};
use crate::config::Terms;
use crate::document::{Document, Inline, InlineKind, Span};

/// The translation does not keep to the glossary of the configuration.
pub const RULE: Rule = Rule {
    id: "term",
    family: Family::Content,
    severity: crate::diagnostic::Severity::Warning,
    summary: "a word is not the one that the glossary asks for",
    explain: "The configuration's `[terms.LANGUAGE]` says which words of the source stay as they are (`keep`), which \
        words have to be translated so (`required`, each with one translation or several), and which words a \
        translation must not use (`forbidden`); `[terms.\"*\"]` holds for every language. Words are compared without \
        regard to case, but for those that are kept. A required translation may be inflected: its letters have to \
        stand in the paragraph somewhere.\n\nWithout such a table the rule says nothing.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let lists: Vec<&Terms> = pair.config.terms(pair.target.member.language.tag()).collect();
    if lists.is_empty() {
        return;
    }
    let (source, target) = (pair.source.document, pair.target.document);
    for leaf in pair.leaves() {
        let said = words(source, pair.source_inlines(leaf));
        let answer = words(target, pair.target_inlines(leaf));
        let first = inline::first_line(target, leaf.target);
        let there = inline::first_line(source, leaf.source);
        let mut report = |message: String, help: String| {
            out.report(Finding::new(first, message).beside(there).help(help));
        };
        for word in lists.iter().flat_map(|list| &list.keep) {
            if find(&said, word, Case::Kept).is_some() && !answer.contains(word.as_str()) {
                report(format!("{} is not kept", quote(word)), "leave it as it is in the source".to_owned());
            }
        }
        let lower = answer.to_lowercase();
        for (word, translations) in lists.iter().flat_map(|list| &list.required) {
            let stands = |wanted: &String| lower.contains(&wanted.to_lowercase());
            if find(&said, word, Case::Folded).is_some() && !translations.iter().any(stands) {
                let wanted: Vec<String> = translations.iter().map(|wanted| quote(wanted)).collect();
                let message = format!("{} is not translated by {}", quote(word), wanted.join(" or "));
                report(message, "use the word of the glossary".to_owned());
            }
        }
    }
    for run in target.inlines.iter().filter(|inline| inline.kind == InlineKind::Text) {
        for word in lists.iter().flat_map(|list| &list.forbidden) {
            if let Some(found) = find(target.slice(run.span), word, Case::Folded) {
                let start = run.span.start as usize;
                let span = Span::new(start + found.start, start + found.end);
                let finding = Finding::new(span, format!("{} is not to be used", quote(target.slice(span))));
                out.report(finding.help("the glossary forbids it: use another word"));
            }
        }
    }
}

/// What a reader sees of some inlines.
fn words(document: &Document, inlines: &[Inline]) -> String {
    let shown = inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Text | InlineKind::Code));
    shown.map(|inline| document.slice(inline.value)).collect()
}

/// Whether capitals count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Kept,
    Folded,
}

/// Where a word stands by itself in a text, in bytes: no letter before or after it, but for the `s` of a plural and in
/// scripts that do not part their words. Takes time in proportion to both lengths.
fn find(text: &str, word: &str, case: Case) -> Option<Range<usize>> {
    let parted = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < FIRST_UNPARTED);
    let (opens, closes) = (parted(word.chars().next()), parted(word.chars().next_back()));
    text.char_indices().map(|(start, _)| start).find_map(|start| {
        if opens && parted(text[..start].chars().next_back()) {
            return None;
        }
        let end = start + matched(&text[start..], word, case)?;
        let rest = &text[end..];
        let rest = rest.strip_prefix("es").or_else(|| rest.strip_prefix('s')).unwrap_or(rest);
        (!closes || !parted(rest.chars().next())).then_some(start..end)
    })
}

/// Thai, and with it all scripts further on that write words without space between them; Hangul does, but its particles
/// join the word.
const FIRST_UNPARTED: char = '\u{e00}';

/// How many bytes at the start of a text are the word.
fn matched(text: &str, word: &str, case: Case) -> Option<usize> {
    let same = |a: char, b: char| a == b || case == Case::Folded && a.to_lowercase().eq(b.to_lowercase());
    let mut chars = text.char_indices();
    for wanted in word.chars() {
        chars.next().filter(|&(_, found)| same(found, wanted))?;
    }
    Some(chars.next().map_or(text.len(), |(end, _)| end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_themselves() {
        assert_eq!(find("Open a Pull request.", "pull request", Case::Folded), Some(7..19));
        assert_eq!(find("All pull requests", "pull request", Case::Folded), Some(4..16));
        assert_eq!(find("The issuer tissues", "issue", Case::Folded), None);
        assert_eq!(find("github", "GitHub", Case::Kept), None);
        assert_eq!(find("请点击这里。", "点击这里", Case::Folded), Some(3..15));
        assert_eq!(find("", "a", Case::Folded), None);
    }
}
