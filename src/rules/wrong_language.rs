//! `wrong-language`

use super::alien::{self, Alien};
use super::content::{self, Piece, Strange, Verdict};
use super::phrase::pronoun;
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::speech;

/// A piece of the translation is in a language that is neither its own nor that of the source.
pub const RULE: Rule = Rule {
    id: "wrong-language",
    family: Family::Content,
    severity: Severity::Error,
    summary: "a piece of the translation is in a third language",
    explain: "A paragraph, item or heading is neither in the language of its page nor in that of the source: a model \
        fell into a neighbour of the language it should write (Portuguese for Spanish, Chinese in a Japanese page, \
        simplified characters in a page written in traditional ones). Pieces in a row are one finding; a whole page in \
        another language is `language-mismatch`.\n\nTranslate it anew.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let place = |alien: &Alien| if alien.code { "in the code of" } else { "within a word on" };
    for alien in alien::found(pair) {
        let own = speech::name(pair.target.member.language.tag());
        let message = format!("{} {} a page in {own}", alien.script.name(), place(&alien));
        let finding = Finding::new(alien.span, message).help(format!("write it in {own}"));
        out.report(if let Some(source) = alien.beside { finding.beside(source) } else { finding });
    }
    if content::stranger(&pair.pieces).is_some() {
        return;
    }
    let document = pair.target.document;
    let own = speech::name(pair.target.member.language.tag());
    let strange = |piece: &Piece| matches!(piece.verdict, Verdict::Strange(_));
    for run in content::runs(document, &pair.pieces, strange, |a, b| a.verdict == b.verdict) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let Verdict::Strange(strange) = first.verdict else { continue };
        let problem = match strange {
            Strange::Hand(hand) => format!("in {} on a page in {}", hand.name(), hand.other().name()),
            other => format!("in {}, not in {own}", name(other)),
        };
        let finding = Finding::new(first.span.cover(last.span), content::describe(document, run, &problem));
        let source = first.source.map(|source| last.source.map_or(source, |end| source.cover(end)));
        let into = match strange {
            Strange::Hand(hand) => hand.other().name(),
            _ => own,
        };
        let finding = finding.help(format!("translate {} into {into}", pronoun(run.len() > 1)));
        out.report(if let Some(source) = source { finding.beside(source) } else { finding });
    }
}

/// What people call a language that should not be there.
pub fn name(strange: Strange) -> &'static str {
    match strange {
        Strange::Language(code) => speech::name(code),
        Strange::Script(script) => script.name(),
        Strange::Hand(hand) => hand.name(),
    }
}
