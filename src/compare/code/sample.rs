//! Values of a sample that a translator makes at home in the other language: names of files, folders and slugs.
//!
//! `./assets/my-logo.svg` may be `./assets/mein-logo.svg`; the marks between the names, the endings and the numbers
//! stay, and what takes the place of a name must look like words of another language.

use super::shape;
use crate::speech::english;

/// Longest value that is looked at, in bytes.
const LONGEST: usize = 300;

/// Whether one value is the other with its names put into another language.
pub fn localised(source: &str, target: &str) -> bool {
    swapped(source, target).is_some_and(|pairs| {
        pairs.iter().any(|(a, b)| is_translation(a, b))
            && pairs.iter().all(|(a, b)| is_translation(a, b) || may_be_translation(a, b))
    })
}

/// Whether a name may be another one in another language beside one that surely is: it may be a word that both share,
/// or one that the list of English words lacks.
fn may_be_translation(source: &str, target: &str) -> bool {
    let new = words(target);
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| !c.is_numeric());
    plain(source)
        && plain(target)
        && source.chars().count().min(target.chars().count()) > 1
        && !new.is_empty()
        && new.iter().all(|word| english::is_foreign(word))
}

/// The names that differ, where the marks between them and all else is equal; `None` where more differs.
pub fn swapped<'a>(source: &'a str, target: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    if source.len().max(target.len()) > LONGEST || source.trim_start().starts_with('-') {
        return None;
    }
    let mark =
        |char: char| !(char.is_alphanumeric() || matches!(char, '-' | '_' | ' ' | '\'' | '’') || is_joined(char));
    if !source.chars().filter(|char| mark(*char)).eq(target.chars().filter(|char| mark(*char))) {
        return None;
    }
    if let (Some(here), Some(there)) = (host(source), host(target)) {
        // A site that is there is no sample.
        if here != there && !shape::is_filler(here) {
            return None;
        }
        // What is the reader's own on a site that is there says so.
        let own = |address: &str| words(address).iter().any(|word| word == "my" || word == "your");
        if here == there && !(shape::is_filler(here) || here.starts_with("example.") || own(source)) {
            return None;
        }
    }
    let pairs = source.split(mark).zip(target.split(mark));
    Some(pairs.filter(|(a, b)| a != b).collect())
}

/// Marks that belong to the letter before them.
fn is_joined(char: char) -> bool {
    unicode_normalization::char::is_combining_mark(char)
}

fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.split(['/', '?', '#']).next()
}

/// Whether a name may be another one in another language: the numbers are the same, no letter slipped, and English words
/// became words that are not English, or words of any language became words in letters that English lacks.
fn is_translation(source: &str, target: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if source.is_empty() || target.is_empty() || digits(source) != digits(target) || shape::is_slip(source, target) {
        return false;
    }
    let (here, there) = (words(source), words(target));
    let lost: Vec<&String> = here.iter().filter(|word| !there.contains(word)).collect();
    let new: Vec<&String> = there.iter().filter(|word| !here.contains(word)).collect();
    if lost.is_empty() || new.is_empty() {
        return false;
    }
    let free = |word: &&String| english::is_english(word, "") || matches!(word.as_str(), "my" | "your" | "some");
    let foreign = |word: &&&String| english::is_foreign(word);
    let count = new.iter().filter(foreign).count();
    !target.is_ascii() || lost.into_iter().any(|word| free(&word)) && count * 2 > new.len()
}

/// Whether a name that stands for another again and again on a page may be a word of its language.
pub fn may_repeat((source, target): (&str, &str)) -> bool {
    let there = words(target);
    words(source).len() == there.len()
        && !there.is_empty()
        && there.iter().any(|word| english::is_foreign(word))
        && source.bytes().all(|byte| !byte.is_ascii_digit())
        && target.bytes().all(|byte| !byte.is_ascii_digit())
}

/// The words of a name in lower case: `MySiteLayout`, `my-site-layout`.
pub fn words(name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut small = false;
    for char in name.chars() {
        let letter = char.is_alphabetic() || is_joined(char);
        if letter {
            if out.is_empty() || small && char.is_uppercase() || out.last().is_some_and(String::is_empty) {
                if out.last().is_none_or(|last| !last.is_empty()) {
                    out.push(String::new());
                }
            }
            if let Some(last) = out.last_mut() {
                last.extend(char.to_lowercase());
            }
        } else if out.last().is_some_and(|last| !last.is_empty()) {
            out.push(String::new());
        }
        small = char.is_lowercase();
    }
    out.retain(|word| !word.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::localised;

    #[test]
    fn names_of_a_sample_may_be_put_into_another_language() {
        assert!(localised("./assets/my-logo.svg", "./assets/mein-logo.svg"));
        assert!(localised("../layouts/MySiteLayout.astro", "../layouts/MeinLayout.astro"));
        assert!(localised("pages/about.md", "pages/sobre-mí.md"));
        assert!(localised(
            "https://my-site.example/page/#introduction",
            "https://meine-site.example/seite/#einleitung"
        ));
    }

    #[test]
    fn what_is_no_word_of_another_language_is_kept() {
        assert!(!localised("./assets/logo.svg", "./assets/lgoo.svg"), "a slip");
        assert!(!localised("./file-1.txt", "./archivo-2.txt"), "another number");
        assert!(!localised("./file.txt", "./archivo/txt"), "other marks");
        assert!(!localised("./page.css", "./introduction.css"), "still English");
        assert!(!localised("https://door.example/page", "https://tuer.example/seite"), "a site");
        assert!(!localised("--file", "--archivo"), "an option");
        assert!(!localised("a/v1", "a/v2"));
        assert!(!localised("first-door.js", "program.js"), "a word that every language has");
    }
}
