//! Decides whether identifiers that differ were renamed by a translator, or are mistakes.

use std::collections::HashMap;

use super::judge::{Change, Rename};
use super::lex::{Lexed, TokenKind};
use super::{Certainty, sample, shape};
use crate::speech::english;

/// The renames that stand as differences: those that are not consistent, or that look like a slip; and the strings that
/// do not follow a rename.
pub fn mistakes(renames: Vec<Rename>, strings: Vec<Change>, source: &Lexed<'_>, target: &Lexed<'_>) -> Vec<Change> {
    let names: Vec<(String, String)> = renames
        .iter()
        .map(|rename| (rename.change.source.clone(), rename.change.target.clone()))
        .filter(|(a, _)| a.len() > 2)
        .collect();
    let follows = |change: &Change| names.iter().any(|(a, b)| change.source.replace(a, b) == change.target);
    let mut out: Vec<Change> = strings.into_iter().filter(|change| !follows(change)).collect();
    if renames.is_empty() {
        return out;
    }
    let (old, new) = (counts(source), counts(target));
    let mut pairs: HashMap<(String, String), (usize, bool)> = HashMap::new();
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for rename in &renames {
        let (a, b) = (rename.change.source.clone(), rename.change.target.clone());
        let entry = pairs.entry((a.clone(), b.clone())).or_default();
        entry.0 += 1;
        entry.1 |= rename.declared;
        let known = names.entry(a).or_default();
        if !known.contains(&b) {
            known.push(b);
        }
    }
    let tolerated = |rename: &Rename| {
        let (a, b) = (&rename.change.source, &rename.change.target);
        let &(times, declared) = pairs.get(&(a.clone(), b.clone())).unwrap_or(&(0, false));
        let kept = new.get(a.as_str()).copied().unwrap_or(0) > 0 || old.get(b.as_str()).copied().unwrap_or(0) > 0;
        let single = names.get(a).is_none_or(|targets| targets.len() == 1);
        let foreign = !b.is_ascii();
        let named = declared || times > 1 && is_put_into_words(a, b);
        foreign || !kept && single && named && (times > 1 || !shape::is_near(a, b)) && !is_written_otherwise(a, b)
    };
    out.extend(renames.into_iter().filter(|rename| !tolerated(rename)).map(|rename| {
        let near = shape::is_near(&rename.change.source, &rename.change.target);
        let certainty = if near || rename.declared { Certainty::Likely } else { Certainty::Sure };
        Change { certainty, ..rename.change }
    }));
    out
}

/// Whether a name in English may have become one in another language.
fn is_put_into_words(source: &str, target: &str) -> bool {
    sample::words(source).iter().any(|word| english::is_english(word, ""))
        && sample::words(target).iter().all(|word| english::is_foreign(word))
}

/// Whether two names are the same words joined in another way: `outerDoor`, `outer_door`.
fn is_written_otherwise(source: &str, target: &str) -> bool {
    let letters =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(source) == letters(target)
}

fn counts<'a>(lexed: &Lexed<'a>) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for token in lexed.tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        *counts.entry(token.text).or_default() += 1;
    }
    counts
}
