//! Whether two blocks of code are one block and its translation, or two samples that only stand in the same place.

use std::collections::HashMap;

use super::lex::{self, Lexed, TokenKind};
use super::piece::{Piece, pieces};
use super::shape::{self, Class};
use super::syntax;

/// Share of equal lines from which two blocks are one, whatever happened to it.
const EQUAL_LINES: (usize, usize) = (1, 3);

/// Share of common words from which two blocks are one of which each line was touched (Dice 1945).
const COMMON_WORDS: (usize, usize) = (1, 2);

/// Share of the words of the smaller block from which it is the larger one, shortened.
const CONTAINED_WORDS: (usize, usize) = (3, 4);

/// Fewest lines of a block that can be another one: with fewer, what differs says it all.
const FEWEST_LINES: usize = 3;

/// Whether two blocks of code are one: a third of their lines is equal, or half of their words. What a translator may
/// put into another language counts for neither.
#[must_use]
pub fn are_alike(source: &str, target: &str, info: &str) -> bool {
    let syntax = syntax::of(info);
    let (source, target) = (lex::lex(source, &syntax), lex::lex(target, &syntax));
    if source.lines.len().min(target.lines.len()) < FEWEST_LINES {
        return true;
    }
    let lines = |lexed: &Lexed<'_>| counts(lexed.lines.iter().map(|line| line.key));
    let (a, b) = (source.lines.len(), target.lines.len());
    let (p, q) = (counts(words(&source).into_iter()), counts(words(&target).into_iter()));
    let (left, right) = (p.values().sum::<usize>(), q.values().sum::<usize>());
    let common = shared(&p, &q);
    shared(&lines(&source), &lines(&target)) * EQUAL_LINES.1 >= a.max(b) * EQUAL_LINES.0
        || 2 * common * COMMON_WORDS.1 >= (left + right) * COMMON_WORDS.0
        || common * CONTAINED_WORDS.1 >= left.min(right) * CONTAINED_WORDS.0
}

/// The words that a translator keeps.
fn words<'a>(lexed: &Lexed<'a>) -> Vec<&'a str> {
    let mut words = Vec::with_capacity(lexed.tokens.len());
    for token in &lexed.tokens {
        match token.kind {
            TokenKind::Op | TokenKind::Text => {}
            TokenKind::Str if !shape::is_code(token.text) => {}
            TokenKind::Phrase => {
                let kept = |piece: &Piece<'_>| !matches!(piece.class, Class::Plain | Class::Quoted);
                words.extend(pieces(token.text, false).into_iter().filter(kept).map(|piece| piece.text));
            }
            _ => words.push(token.text),
        }
    }
    words
}

fn counts<K: std::hash::Hash + Eq>(items: impl Iterator<Item = K>) -> HashMap<K, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}

fn shared<K: std::hash::Hash + Eq>(a: &HashMap<K, usize>, b: &HashMap<K, usize>) -> usize {
    a.iter().map(|(key, count)| b.get(key).copied().unwrap_or(0).min(*count)).sum()
}

#[cfg(test)]
mod tests {
    use super::are_alike;

    #[test]
    fn a_block_of_which_every_line_was_touched_is_the_same() {
        let source = "FROM base:3\nRUN make all\nRUN make test\nCMD serve --port 80\n";
        assert!(are_alike(
            source,
            "FROM base:4\nRUN make -j all\nRUN make -j test\nCMD serve --port 81\n",
            "dockerfile"
        ));
    }

    #[test]
    fn a_block_that_lacks_most_lines_is_the_same() {
        let source = "door --open\nwindow --shut\nroof --mend\nwall --paint\nfloor --sweep\nlamp --dim\n".repeat(3);
        assert!(are_alike(&source, "window --shut\nwall --paint\nlamp --dim\n", "sh"));
    }

    #[test]
    fn another_sample_is_not() {
        let source = "import { open } from 'door';\n\nconst door = open();\ndoor.lock();\n";
        let target = "export function bake(dough) {\n  return oven.heat(dough, 200);\n}\nbake(mix());\n";
        assert!(!are_alike(source, target, "js"));
    }

    #[test]
    fn prose_in_another_language_is_the_same_sample() {
        let source = "<main>\n  <h1>Hello</h1>\n  <p>Good to see you</p>\n</main>\n";
        assert!(are_alike(source, "<main>\n  <h1>Hallo</h1>\n  <p>Schön, dich zu sehen</p>\n</main>\n", "html"));
        let source = "Knead the dough\nLet it rest\nBake it\n";
        assert!(are_alike(source, "Den Teig kneten\nRuhen lassen\nBacken\n", ""));
    }
}
