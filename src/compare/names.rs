//! The names in a piece of code, for telling code that says the same in other words from code that says something else.

use std::collections::HashSet;

/// The names in a piece of code: what stands between spaces, brackets, quotation marks, commas and the sign of equality.
/// `use_cache=False` has two, `list[str]` too.
pub fn names(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| c.is_whitespace() || matches!(c, '=' | '(' | ')' | '[' | ']' | ',' | '"' | '\'' | '`'))
        .filter(|name| !name.is_empty())
}

/// Whether all names of one list are among those of another.
#[must_use]
pub fn all_among(these: &[&str], those: &[&str]) -> bool {
    let known: HashSet<&str> = those.iter().flat_map(|code| names(code)).collect();
    these.iter().flat_map(|code| names(code)).all(|name| known.contains(name))
}

/// The parts of a piece of code that differ in its translation: pairs of words where all else is the same, none where
/// anything else differs.
#[must_use]
pub fn differing<'a>(source: &'a str, target: &'a str) -> Vec<(&'a str, &'a str)> {
    let (here, there) = (words(source), words(target));
    let signs = |text: &str| text.chars().filter(|&c| !is_word(c) && !c.is_whitespace()).collect::<String>();
    if here.len() != there.len() || signs(source) != signs(target) {
        return Vec::new();
    }
    here.into_iter().zip(there).filter(|(one, other)| one != other).collect()
}

/// The words of a piece of code: letters, digits and what joins them.
#[must_use]
pub fn words(code: &str) -> Vec<&str> {
    code.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '$') || (!c.is_ascii() && !c.is_whitespace())
}

/// Whether a word says by itself that the reader puts a name of their own in its place: `your_model`, `my-repo`.
#[must_use]
pub fn is_invented(word: &str) -> bool {
    ["your", "my", "some"].iter().any(|owner| {
        word.get(..owner.len()).is_some_and(|start| start.eq_ignore_ascii_case(owner))
            && word
                .get(owner.len()..)
                .and_then(|rest| rest.chars().next())
                .is_some_and(|next| matches!(next, '_' | '-') || next.is_uppercase())
    })
}

/// Whether a piece of code names the two halves of an entry and nothing else: `key: value`.
#[must_use]
pub fn is_entry(code: &str) -> bool {
    let words: Vec<String> = words(code).into_iter().map(str::to_lowercase).collect();
    words == ["key", "value"] || words == ["name", "value"]
}

#[cfg(test)]
mod tests {
    use super::{all_among, differing, is_entry, is_invented};

    #[test]
    fn names_may_stand_otherwise() {
        assert!(all_among(&["use_cache=False"], &["use_cache", "False"]));
        assert!(all_among(&["list", "str"], &["list[str]"]));
        assert!(!all_among(&["forbid"], &["extra=\"allow\""]));
    }

    #[test]
    fn words_that_differ() {
        assert_eq!(differing("your_member.value", "votre_membre.value"), [("your_member", "votre_membre")]);
        assert_eq!(differing("a.b", "a"), []);
        assert_eq!(differing("/red/1", "/rojo/1"), [("red", "rojo")]);
        assert_eq!(differing("a.b", "a-b"), []);
    }

    #[test]
    fn names_to_invent() {
        assert!(is_invented("your_member") && is_invented("my-repo") && is_invented("myModel"));
        assert!(!is_invented("mysql") && !is_invented("something") && !is_invented("my"));
        assert!(is_entry("key: value") && !is_entry("key") && !is_entry("key: name"));
    }
}
