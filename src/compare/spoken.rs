//! Inline code that is no code: what is written on keys, what a program says in words, words with a letter marked.

/// Keys that are held while another is pressed, as the keyboards of several languages name them.
const HELD: [&str; 18] = [
    "ctrl", "control", "alt", "shift", "cmd", "command", "option", "opt", "meta", "super", "win", "strg", "umschalt",
    "maj", "mayús", "mayus", "altgr", "⌘",
];

/// Whether two texts name the same keys to be pressed together, each in its language: `Ctrl+Space`, `Ctrl+Espacio`.
/// Letters, digits and signs are the same on every keyboard.
#[must_use]
pub fn keys(source: &str, target: &str) -> bool {
    let parts = |text: &str| -> Vec<String> { text.split('+').map(|part| part.trim().to_lowercase()).collect() };
    let (here, there) = (parts(source), parts(target));
    let held = |part: &String| HELD.contains(&part.as_str());
    let word = |part: &String| part.chars().count() > 2 && part.chars().all(char::is_alphabetic);
    here.len() > 1
        && here.len() == there.len()
        && here.iter().any(held)
        && here.iter().zip(&there).all(|(one, other)| one == other || word(one) && word(other))
}

/// Fewer words than this are no line that a program printed.
const FEW_WORDS: usize = 4;

/// Whether two texts are the same line of a program's output but for one word that people read:
/// `[1]+ Suspended sleep 60`, `[1]+ Angehalten sleep 60`. Such a line does not begin as a command does.
#[must_use]
pub fn output(source: &str, target: &str) -> bool {
    let (here, there): (Vec<&str>, Vec<&str>) =
        (source.split_whitespace().collect(), target.split_whitespace().collect());
    let printed = here.first().is_some_and(|first| !first.chars().any(char::is_alphabetic));
    if !printed || here.len() < FEW_WORDS || here.len() != there.len() {
        return false;
    }
    let said = |word: &str| {
        word.chars().all(char::is_alphabetic)
            && word.starts_with(|c: char| !c.is_lowercase())
            && word.to_uppercase() != word
            || !word.is_ascii() && word.chars().all(char::is_alphabetic)
    };
    let mut differ = here.iter().zip(&there).filter(|(one, other)| one != other);
    differ.next().is_some_and(|(one, other)| said(one) && said(other)) && differ.next().is_none()
}

/// Whether two texts are words of prose with the same letters marked: `g[z]ipped`, `g[z]ip`.
#[must_use]
pub fn mnemonic(source: &str, target: &str) -> bool {
    marked(source).is_some_and(|letters| marked(target) == Some(letters))
}

/// The letters in brackets within a word; what ends in a bracket is an index.
fn marked(word: &str) -> Option<&str> {
    let (before, rest) = word.split_once('[')?;
    let (letters, after) = rest.split_once(']')?;
    let small = |text: &str| text.chars().all(char::is_lowercase);
    let letter = (1..=2).contains(&letters.len()) && letters.chars().all(char::is_alphabetic);
    (letter && after.chars().count() > 1 && small(before) && small(after)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::{keys, mnemonic, output};

    #[test]
    fn keys_have_names_in_each_language() {
        assert!(keys("Ctrl+Space", "Ctrl+Espacio"));
        assert!(keys("Ctrl + Shift + Enter", "Strg + Umschalt + Eingabe"));
        assert!(!keys("Ctrl+C", "Ctrl+V"), "letters are kept");
        assert!(!keys("Ctrl+C", "Ctrl"), "a key is missing");
        assert!(!keys("a+b", "a+c"), "a sum is no chord");
        assert!(!keys("name+title", "nombre+título"));
    }

    #[test]
    fn a_program_says_a_word_in_the_language_of_its_user() {
        assert!(output("[1]+  Suspended  sleep 60", "[1]+  Angehalten  sleep 60"));
        assert!(output("[1]+ Suspended sleep 60", "[1]+ 已暂停 sleep 60"));
        assert!(!output("[1]+ Suspended sleep --all", "[1]+ Angehalten sleep --alle"));
        assert!(!output("[1]+ Suspended sleep 60", "[1]+ Angehalten sleep 600"));
        assert!(!output("helm install Release now", "helm install Version now"), "commands are kept");
    }

    #[test]
    fn a_marked_letter_is_what_is_kept() {
        assert!(mnemonic("g[z]ipped", "g[z]ip"));
        assert!(mnemonic("sym[l]inks", "sym[l]ink"));
        assert!(!mnemonic("g[z]ipped", "g[x]ip"));
        assert!(!mnemonic("list[i]", "liste[i]"), "an index stands at the end");
        assert!(!mnemonic("dicts", "dict"));
    }
}
