//! Code within a line that may be at home in the language of its page: a sample's text, amount, path or language.
//!
//! What a program reads is the same in every language. What a sample says to people is not, and from one place alone the
//! two can be told apart only by what stands around the words: a tag, a bracket after a directive, a number, a label.

use std::borrow::Cow;

use super::code::{sample, shape};
use crate::speech::english;
use crate::speech::script::Scripts;

/// Longest code that is looked at, in bytes.
const LONGEST: usize = 300;

/// Whether the translation's code may be the source's put into the language of the page (`tag`, BCP 47).
#[must_use]
pub fn is_localised(source: &str, target: &str, tag: &str) -> bool {
    if source.len().max(target.len()) > LONGEST {
        return false;
    }
    is_written_out(source, target)
        || is_tag(source, target, tag)
        || is_term(source, target)
        || is_amount(source, target)
        || is_phrase(source, target)
        || is_labelled(source, target)
        || is_path(source, target)
        || is_tagged_path(source, target, tag)
        || is_made_up(source, target)
        || has_free_text(source, target)
}

/// A path with the page's own language in the place of another: `de/about.md` for `en/about.md`.
fn is_tagged_path(source: &str, target: &str, tag: &str) -> bool {
    fn parts(code: &str) -> impl Iterator<Item = &str> {
        code.split(['/', '.'])
    }
    fn marks(code: &str) -> impl Iterator<Item = char> {
        code.chars().filter(|c| matches!(c, '/' | '.'))
    }
    let own = |(here, there): (&str, &str)| here == there || is_tag(here, there, tag);
    source.contains('/') && marks(source).eq(marks(target)) && parts(source).zip(parts(target)).all(own)
}

/// What the reader puts a value of their own for: `USER_NAME` and `chart-name` among words that stay, or the name of an
/// operator of logic.
fn is_made_up(source: &str, target: &str) -> bool {
    let screams = |word: &str| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let named = |word: &str| {
        let stem = word.strip_suffix("Name").or_else(|| word.strip_suffix("-name"));
        stem.is_some_and(|stem| stem.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-'))
    };
    fn words(code: &str) -> impl Iterator<Item = &str> {
        code.split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | ':'))
    }
    let free =
        |(here, there): &(&str, &str)| screams(here) && screams(there) || named(here) && !shape::is_slip(here, there);
    let (kept, changed): (Vec<_>, Vec<_>) = words(source).zip(words(target)).partition(|(here, there)| here == there);
    let operator = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase());
    words(source).count() == words(target).count()
        && !kept.is_empty()
        && !changed.is_empty()
        && changed.iter().all(free)
        || matches!(source, "AND" | "OR" | "NOT") && operator(target)
}

/// Words in the letters of one language for words in those of another, a whole clause, or the label of a button: no
/// program reads them.
fn is_written_out(source: &str, target: &str) -> bool {
    // In letters that programs do not use.
    let own =
        |text: &str| text.chars().any(|c| c.is_alphabetic() && !c.is_ascii() && !Scripts::of(c).meets(Scripts::LATIN));
    let clause = |text: &str| {
        let word = |word: &str| {
            word.trim_end_matches([',', '.', ';', '!', '?'])
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'))
        };
        text.split_whitespace().count() >= CLAUSE && text.split_whitespace().all(word)
    };
    let label = |text: &str| {
        text.starts_with(char::is_uppercase) && text.chars().all(|c| is_letter(c) || c == ' ' || c.is_ascii_digit())
    };
    own(source) && !own(target) || own(target) && (clause(source) || label(source) && !target.contains(is_ascii_letter))
}

fn is_ascii_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// Words from which on plain words are a clause and no command.
const CLAUSE: usize = 5;

/// The page's own language as the sample's: `fr` for `en`, `"ru"` for `"ar"`.
fn is_tag(source: &str, target: &str, tag: &str) -> bool {
    let bare = |code: &str| code.trim_matches(['"', '\'', '/']).to_ascii_lowercase().replace('_', "-");
    let (source, target, tag) = (bare(source), bare(target), tag.to_ascii_lowercase());
    let primary = |tag: &str| tag.split('-').next().map(str::len);
    let is_other = source.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && primary(&source) == Some(2);
    is_other && (target == tag || tag.split('-').next() == Some(target.as_str()))
}

/// A word of a list of terms, with its colon: `Doors:`.
#[must_use]
pub fn is_heading_word(code: &str) -> bool {
    let words = |text: &str| text.chars().all(|c| is_letter(c) || c == ' ');
    code.strip_suffix([':', '：']).is_some_and(|word| words(word) && word.starts_with(char::is_uppercase))
}

/// Words of a list of terms, with the colon that one of them ends with at least: `Doors:`.
fn is_term(source: &str, target: &str) -> bool {
    let ends = |code: &str| code.ends_with([':', '：']);
    let words = |code: &str| code.trim_end_matches([':', '：']).chars().all(|c| is_letter(c) || "()（） ".contains(c));
    (ends(source) || ends(target)) && words(source) && words(target) && source.starts_with(char::is_uppercase)
}

/// A number and what is counted: `7 meters`.
fn is_amount(source: &str, target: &str) -> bool {
    let split = |code: &str| -> Option<(String, String)> {
        let (number, unit) = code.trim().split_once(' ')?;
        let counts = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
        let word = unit.chars().count() > 2 && unit.chars().all(char::is_alphabetic);
        (counts && !number.is_empty() && (word || !unit.is_ascii())).then(|| (number.to_owned(), unit.to_owned()))
    };
    matches!((split(source), split(target)), (Some((here, _)), Some((there, _))) if here == there)
}

/// Words of prose and nothing else, an ending apart: `Page title`, `Hello world.txt`.
fn is_phrase(source: &str, target: &str) -> bool {
    let (source, target) = without_ending(source, target);
    let prose = |text: &str| {
        text.chars().all(|c| is_letter(c) || c.is_whitespace() || " ,.:!?¡¿'’|()、。：！？（）-".contains(c))
    };
    let words = |text: &str| -> Vec<String> {
        text.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (here, there) = (words(source), words(target));
    let kept = here.iter().filter(|word| there.contains(word)).count();
    let is_option = |text: &str| text.split_whitespace().any(|word| word.starts_with('-') && word.len() > 1);
    here.len() > 1
        && source.contains(|c: char| c.is_whitespace() || matches!(c, '-' | '|'))
        && there.iter().any(|word| english::is_foreign(word))
        && prose(source)
        && prose(target)
        && !is_option(source)
        // A command has at least one word that stays.
        && (kept == 0 || here.len() > 3 && kept * 2 <= here.len() || here.len() > 2 && kept == 1 && !there.contains(&here[0]))
        && (!target.is_ascii() || here.iter().any(|word| english::is_english(word, "")))
}

/// Both without the ending that they share: `.txt`.
fn without_ending<'a>(source: &'a str, target: &'a str) -> (&'a str, &'a str) {
    let ending = |code: &'a str| code.rsplit_once('.').filter(|(_, end)| !end.is_empty() && !end.contains(' '));
    match (ending(source), ending(target)) {
        (Some((here, end)), Some((there, other))) if end == other => (here, there),
        _ => (source, target),
    }
}

/// Words, a colon and the same value: `File at: data/a.json`; the words may be left out.
fn is_labelled(source: &str, target: &str) -> bool {
    let Some((label, value)) = source.split_once(": ") else { return false };
    let said = |text: &str| text.chars().all(|c| is_letter(c) || c.is_whitespace());
    let same = |other: &str| other.split_whitespace().eq(value.split_whitespace());
    label.split_whitespace().count() > 1
        && said(label)
        && (same(target) || target.split_once([':', '：']).is_some_and(|(label, value)| said(label) && same(value)))
}

/// A path or an address of names: `/red/1`, `example.com/shop`. Its marks, endings and numbers stay.
fn is_path(source: &str, target: &str) -> bool {
    let is_example = |code: &str| {
        let code = code.to_ascii_lowercase();
        code.contains("example") && (code.contains(['/', '.', '@']) || code.contains(' '))
    };
    let pieces = |code: &str| code.split(['/', '.', '@', ' ']).filter(|piece| !piece.is_empty()).count();
    let is_word = |(here, there): &(&str, &str)| {
        !shape::is_slip(here, there)
            && here.len().min(there.len()) > 2
            && !here.contains(there)
            && !there.contains(here)
            && english::is_foreign(&there.to_lowercase())
            && here.bytes().chain(there.bytes()).filter(u8::is_ascii_digit).count() % 2 == 0
    };
    let swapped =
        || sample::swapped(source, target).is_some_and(|pairs| !pairs.is_empty() && pairs.iter().all(is_word));
    (source.contains('/') && !source.starts_with('@') && swapped()
        || is_example(source) && pieces(source) == pieces(target) && !target.to_ascii_lowercase().contains("example"))
        && !source.contains(|c: char| c.is_whitespace() || c == '=')
}

/// The same code about texts that people read: between tags, in the brackets of a directive, in a comment.
fn has_free_text(source: &str, target: &str) -> bool {
    let (here, there) = (without_texts(source), without_texts(target));
    matches!((&here, &there), (Cow::Owned(here), Cow::Owned(there)) if here == there)
}

/// Code with a mark in the place of each text that people read; borrowed where it has none.
fn without_texts(code: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = code;
    let mut found = false;
    while let Some(at) = rest.find(['>', '[', '/']) {
        let (before, opened) = rest.split_at(at);
        out.push_str(before);
        let (open, close) = match opened.as_bytes().first() {
            Some(b'>') => (">", "<"),
            Some(b'[') if out.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').ends_with(":::") => {
                ("[", "]")
            }
            Some(b'/') if opened.starts_with("/*") => ("/*", "*/"),
            _ => {
                out.push_str(&opened[..1]);
                rest = &opened[1..];
                continue;
            }
        };
        out.push_str(open);
        rest = &opened[open.len()..];
        if let Some((text, _)) = rest.split_once(close).filter(|(text, _)| text.chars().any(char::is_alphabetic)) {
            found = true;
            // What is put into the text by the program stays.
            out.extend(text.split_inclusive('}').filter_map(|part| part.find('{').map(|at| &part[at..])));
            rest = &rest[text.len()..];
        }
    }
    if found {
        out.push_str(rest);
        Cow::Owned(out)
    } else {
        Cow::Borrowed(code)
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::is_localised;

    #[track_caller]
    fn at_home(source: &str, target: &str) {
        assert!(is_localised(source, target, "fr"), "{target} may be {source} in French");
    }

    #[track_caller]
    fn changed(source: &str, target: &str) {
        assert!(!is_localised(source, target, "fr"), "{target} is no {source}");
    }

    #[test]
    fn what_a_sample_says_to_people() {
        at_home("<p>I have {n} doors</p>", "<p>J’ai {n} portes</p>");
        at_home(":::tip[Did you know?]{icon=\"a\"}", ":::tip[Le saviez-vous ?]{icon=\"a\"}");
        at_home("z.list(/* the check */)", "z.list(/* la vérification */)");
        at_home("кнопка", "bouton");
        at_home("only use this to open the small doors 2 of us", "小さなドアだけを開ける");
        at_home("7 meters", "7 mètres");
        at_home("Doors:", "Portes :");
        at_home("Doors:", "Doors");
        at_home("Front doors:", "Portes d’entrée :");
        at_home("Page title | Site title", "Titre de page | Nom du lieu");
        at_home("My first door.txt", "Ma première porte.txt");
        at_home("File at: a/b.json", "Fichier : a/b.json");
        at_home("File at: a/b.json", "a/b.json");
        at_home("\"en\"", "\"fr\"");
        at_home("/red/1", "/rouge/1");
        at_home("example.com/shop", "exemple.com/boutique");
        at_home("en/red.md", "fr/red.md");
        at_home("https://a.org/USER_NAME/DOOR_NAME/edit", "https://a.org/NOM_UTILISATEUR/NOM_PORTE/edit");
        at_home("open door-name/", "open nom-de-porte/");
        at_home("doorName arg1", "nomDePorte arg1");
        at_home("OR", "OU");
        at_home("SHUT ME FIRST.md", "FERMEZ MOI AVANT.md");
    }

    #[test]
    fn what_a_program_reads() {
        changed("dict", "dictionnaire");
        changed("git commit", "git valider");
        changed("docker run", "docker 运行");
        at_home("Settings", "設定");
        at_home("NOTE 2", "नोट 2");
        changed("pattern", "文様");
        changed("dictBox", "箱");
        changed("version: 1.2", "versión: 1.2");
        changed("<p>I have {n} doors</p>", "<p>J’ai {m} portes</p>");
        changed("<p class=\"a\">Doors</p>", "<p class=\"b\">Portes</p>");
        changed("src/content.config.ts", "src/content/config.ts");
        changed("a/index.yaml", "a/index.yam");
        changed("en", "de");
        changed("7 meters", "8 mètres");
        changed("--file name", "--fichier nom");
        changed("DOOR_KEY", "CLE_PORTE");
        changed("common.door", "commondoor");
        changed("shut-it", "return");
        changed("en/red.md", "de/red.md");
        changed("src/doors.config.ts", "src/doors/config.ts");
        changed("en/red.md", "fr/red/md");
    }

    proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn never_panics(a in "[ -~é中<>/*\\[\\]{}:]{0,40}", b in "[ -~é中<>/*\\[\\]{}:]{0,40}") {
            let _ = is_localised(&a, &b, "fr");
        }
    }
}
