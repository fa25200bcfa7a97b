//! What the look of a word tells: whether a machine reads it or a person.

use crate::letter;

/// What a run of characters between spaces is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A flag, path, address, identifier or operator: kept as it stands.
    Hard,
    /// A number with nothing but separators and a percent sign about it.
    Number,
    /// The place of something to fill in; its name is free.
    Placeholder,
    /// A word in capitals, a placeholder or the name of a variable.
    Upper,
    /// A word of prose.
    Plain,
    /// A word of prose between the quotes of a command.
    Quoted,
    /// Punctuation that says nothing.
    Noise,
}

/// The class of a word in prose or on a command line. `command` says which: there a single dash starts a flag.
pub fn class(word: &str, command: bool) -> Class {
    // Most words are letters and nothing else, and few of the questions below are about those.
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return match () {
            () if is_filler(word) => Class::Placeholder,
            () if is_identifier(word) => Class::Hard,
            () if is_upper(word) => Class::Upper,
            () => Class::Plain,
        };
    }
    if !word.chars().any(letter::is_alphanumeric) {
        return if is_operator(word, command) { Class::Hard } else { Class::Noise };
    }
    if word.contains("://") || word.starts_with("www.") {
        return Class::Hard;
    }
    if is_number(word) {
        return Class::Number;
    }
    if !word.is_ascii() {
        return Class::Plain;
    }
    if word.starts_with("path/to") || word.starts_with("/path/to") || is_filler(word) {
        return Class::Placeholder;
    }
    if !command && is_assignment(word) {
        return Class::Plain;
    }
    if is_flag(word, command) || is_path(word) || is_identifier(word) {
        return Class::Hard;
    }
    if is_upper(word) { Class::Upper } else { Class::Plain }
}

fn is_operator(word: &str, command: bool) -> bool {
    if command
        && matches!(word, "|" | "||" | "&&" | "&" | "." | ".." | "-" | "--" | "*" | ">" | ">>" | "<" | "<<" | "/" | "!")
    {
        return true;
    }
    let strong = |char: char| {
        matches!(char, '=' | '<' | '>' | '&' | '|' | '+' | '%' | '←' | '→' | '≤' | '≥' | '≠' | '×' | '÷' | 'ø' | '∅')
    };
    word.contains(strong) && word.len() <= 4 && !matches!(word, "|" | ">" | "→" | "->" | "<-" | "=>")
}

/// Digits with separators, a sign and a percent sign.
pub fn is_number(word: &str) -> bool {
    let body =
        word.trim_start_matches(['+', '-', '~', '≈', '$', '€', '±', '−']).trim_end_matches(['%', '+', '٪', '％']);
    body.starts_with(|char: char| char.is_numeric())
        && body.chars().all(|char| char.is_numeric() || ".,:'’٫٬\u{a0}\u{202f}/-–".contains(char))
}

/// A name that says that the reader puts in their own.
pub fn is_filler(word: &str) -> bool {
    let word = word.trim_matches(|char: char| !letter::is_alphanumeric(char));
    // Few words begin like one of these.
    if !word.starts_with(['y', 'Y', 'm', 'M', 's', 'S', 'e', 'E', 'x', 'X', 'f', 'F', 'b', 'B']) {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    let starts = ["your-", "your_", "your.", "my-", "my_", "some-", "some_", "example-", "example_", "<"];
    let start = starts.iter().any(|start| lower.starts_with(start));
    start || matches!(lower.as_str(), "xxx" | "xxxx" | "foo" | "bar" | "baz" | "foobar")
}

/// Two lower-case words about an equals sign, as prose says how to write an option.
fn is_assignment(word: &str) -> bool {
    let lower = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    word.trim_start_matches('!').split_once('=').is_some_and(|(name, value)| lower(name) && lower(value))
}

fn is_flag(word: &str, command: bool) -> bool {
    let Some(rest) = word.strip_prefix('-') else {
        return command && word.len() > 1 && word.starts_with('+') && word.as_bytes()[1].is_ascii_alphabetic();
    };
    match rest.strip_prefix('-') {
        Some(long) => long.starts_with(|char: char| char.is_ascii_alphabetic()),
        None => rest.starts_with(|char: char| char.is_ascii_alphanumeric()) && (command || rest.len() == 1),
    }
}

fn is_path(word: &str) -> bool {
    // An expression for words of a text, between slashes.
    if word.contains(".*") {
        return false;
    }
    let slashes = word.bytes().filter(|&byte| byte == b'/').count();
    let rooted = ["/", "./", "../", "~/", "\\\\"].iter().any(|start| word.starts_with(start)) && word.len() > 2;
    rooted || slashes >= 2 || slashes == 1 && has_extension(word) || slashes == 0 && has_extension(word)
}

/// Whether the last part after a dot looks like an ending, and the whole is no abbreviation (`e.g`, `p.ej`).
fn has_extension(word: &str) -> bool {
    let Some((stem, end)) = word.rsplit_once('.') else { return false };
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let dotted = word.split('.').all(|part| part.len() <= 2);
    !stem.is_empty()
        && (2..=20).contains(&end.len())
        && end.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && end.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        && !(dotted && letters <= 5)
}

/// Written as only programs write: `snake_case`, `camelCase`, `a=b`, `$x`, `@scope`, `a::b`.
pub fn is_identifier(word: &str) -> bool {
    let inner = word.trim_matches(|char: char| !char.is_ascii_alphanumeric());
    let camel = inner.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let camel = camel && inner.starts_with(|char: char| char.is_ascii_lowercase());
    // Of what has nothing but letters and digits, only the capitals tell.
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return camel;
    }
    if word.starts_with('$') && word.len() > 1 || inner.contains('=') || inner.contains("::") || inner.contains('\\') {
        return true;
    }
    if inner.contains('_') {
        return !inner.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit());
    }
    word.contains('@') && word.len() > 2 || camel
}

/// Two capitals or more, and nothing else but digits and lines.
pub fn is_upper(word: &str) -> bool {
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    capitals >= 2
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
}

/// Whether the content of a string is for a machine: one word with signs in it, or a number.
pub fn is_code(text: &str) -> bool {
    if !text.is_ascii() || text.is_empty() {
        return false;
    }
    if text.contains(char::is_whitespace) {
        return text.contains("://") && !text.contains(". ") && text.split_whitespace().count() < 3;
    }
    let body = text.trim_end_matches(['.', ':', '!', '?', ',', ';']);
    let signs = body.bytes().any(|byte| b"/\\_$#@=<>{}[]()|*%^~.:+&0123456789".contains(&byte));
    signs || is_identifier(body) || !body.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// The tag of a language as content: `de`, `pt-BR`, `zh_hans`.
pub fn is_language(text: &str) -> bool {
    let bytes = text.as_bytes();
    let primary = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let rest = text.get(primary..).unwrap_or_default();
    (2..=3).contains(&primary)
        && (rest.is_empty()
            || rest.starts_with(['-', '_'])
                && (3..=5).contains(&rest.len())
                && rest[1..].bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Whether two texts differ in nothing but the tags of languages.
pub fn differ_by_language(a: &str, b: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '-' | '_')))
            .map(str::to_owned)
            .collect()
    };
    let (left, right) = (parts(a), parts(b));
    a.len() < 500
        && left.len() == right.len()
        && left.iter().zip(&right).all(|(a, b)| a == b || is_language(a) && is_locale(b))
        && marks(a) == marks(b)
}

/// How many signs a text has that are no part of a language's tag.
fn marks(text: &str) -> usize {
    text.bytes().filter(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_')).count()
}

fn is_locale(text: &str) -> bool {
    is_language(text) || is_language(&text.to_ascii_lowercase())
}

/// Whether a line is closed by drawn lines at both ends, as rows of a drawn table are.
pub fn is_closed_drawing(line: &str) -> bool {
    let line = line.trim();
    let drawn = |char: Option<char>| char.is_some_and(is_box);
    line.len() > 6 && drawn(line.chars().next()) && drawn(line.chars().next_back())
}

/// A character of the Unicode block "Box Drawing".
pub fn is_box(char: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&char)
}

/// Whether two words differ in little: one or two letters, or one is the start of the other.
pub fn is_near(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() >= 3 && long.len() - short.len() <= 3 && (long.starts_with(short) || long.ends_with(short)) {
        return true;
    }
    let allowed = if short.chars().count() >= 6 { 2 } else { 1 };
    short.len() >= 2 && long.len() <= 64 && distance_at_most(short, long, allowed)
}

/// Whether one word may be the other misspelt; the tags of two languages are not.
pub fn is_slip(a: &str, b: &str) -> bool {
    let language = is_language(a) && is_language(b) || a.split_whitespace().eq(b.split_whitespace());
    let language = language || a.len() != b.len() && a.replace(' ', "") == b.replace(' ', "");
    a.is_ascii() && b.is_ascii() && a.len() > 2 && !language && !differ_by_language(a, b) && is_near(a, b)
}

/// Whether two words that may be slips of one another begin small, as words of a program do rather than of a title.
pub fn is_small_slip(a: &str, b: &str) -> bool {
    let small = |text: &str| !text.starts_with(|char: char| char.is_uppercase()) && !text.contains(' ');
    small(a) && small(b) && is_slip(a, b)
}

/// Whether so many letters put in, left out, changed or exchanged with their neighbour make one text the other.
pub fn distance_at_most(a: &str, b: &str, most: usize) -> bool {
    a.chars().count().abs_diff(b.chars().count()) <= most && strsim::osa_distance(a, b) <= most
}
