//! Compares inline code with its translation.
//!
//! Inline code is kept as it stands, but for white space, quotes and the names of what the reader fills in. A command
//! line as the tldr pages write it (`ls {{[-a|--all]}} {{path/to/file}}`) keeps its words, its options and the number
//! and places of its placeholders, whose content is free.

use super::code::{is_filler, is_prose};

/// Whether two code spans say the same.
#[must_use]
pub fn same(source: &str, target: &str) -> bool {
    source == target || {
        let (left, right) = (units(source), units(target));
        left == right || like_label(source, target)
    }
}

/// A part of a code span.
#[derive(Debug, PartialEq, Eq)]
enum Unit<'a> {
    /// Kept as it stands.
    Kept(&'a str),
    /// White space.
    Space,
    /// Something to fill in.
    Free,
}

fn units(text: &str) -> Vec<Unit<'_>> {
    let mut out = Vec::new();
    let mut rest = text.trim_matches(is_blank);
    while let Some(char) = rest.chars().next() {
        let (len, unit) = unit(rest, char);
        let unit = if out.last() == Some(&Unit::Space) && unit == Some(Unit::Space) { None } else { unit };
        out.extend(unit);
        rest = rest.get(len.max(1)..).unwrap_or_default();
    }
    // Words that are to be filled in stand for one another, however many they are.
    out.dedup_by(|next, kept| *next == Unit::Free && *kept == Unit::Free);
    out
}

/// The unit at the start of `rest`, if it counts, and how many bytes it takes.
fn unit(rest: &str, char: char) -> (usize, Option<Unit<'_>>) {
    if is_blank(char) {
        return (char.len_utf8(), (!is_mark(char)).then_some(Unit::Space));
    }
    if let Some(len) = braces(rest) {
        let inner = rest.get(2..len - 2).unwrap_or_default();
        return (len, Some(if is_option(inner) { Unit::Kept(inner) } else { Unit::Free }));
    }
    if let Some(len) = angles(rest) {
        return (len, Some(Unit::Free));
    }
    if let Some(len) = quoted(rest, char) {
        return (len, Some(Unit::Free));
    }
    if matches!(char, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '`') {
        return (char.len_utf8(), None);
    }
    let len = rest.find(ends_word).unwrap_or(rest.len()).max(char.len_utf8());
    let word = &rest[..len];
    let free = is_filler(word) || word.starts_with("path/to/") || word.starts_with("/path/to/");
    (len, Some(if free { Unit::Free } else { Unit::Kept(word) }))
}

fn ends_word(char: char) -> bool {
    is_blank(char) || matches!(char, '{' | '<' | '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '`')
}

fn is_blank(char: char) -> bool {
    char.is_whitespace() || is_mark(char)
}

/// Characters without width: joiners, marks of direction, a byte order mark.
fn is_mark(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Length in bytes of `{{…}}` at the start; braces at its end that belong to its content are taken in.
fn braces(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("{{")?;
    let mut end = inner.find("}}")? + 4;
    while rest.as_bytes().get(end) == Some(&b'}') {
        end += 1;
    }
    Some(end)
}

/// Whether the content of a placeholder is a choice of options, which are kept: `[-a|--all]`.
fn is_option(inner: &str) -> bool {
    inner.starts_with('[') && inner.ends_with(']')
        || inner.split('|').all(|part| part.len() > 1 && part.starts_with('-'))
}

/// Length in bytes of `<name>` at the start, unless it is a tag, a component, a key or a type.
fn angles(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let len = inner.find('>').filter(|&len| (1..=60).contains(&len))?;
    let name = &inner[..len];
    let lower =
        name.chars().next().is_some_and(|char| char.is_lowercase() || (char.is_alphabetic() && !char.is_ascii()));
    let plain = name
        .chars()
        .all(|char| char.is_alphanumeric() || matches!(char, '-' | '_' | ' ' | '.' | '/' | '|') || !char.is_ascii());
    let tag = TAGS.contains(&name.split([' ', '/']).next().unwrap_or_default());
    let capitals = name.len() > 1
        && name.chars().all(|char| char.is_uppercase() || matches!(char, '-' | '_' | ' ') || char.is_numeric());
    ((lower && !tag || capitals) && plain && !name.ends_with('/')).then_some(len + 2)
}

/// Names of HTML elements, which no one fills in.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "path",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Length in bytes of a quoted text that people read.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    if !matches!(quote, '"' | '\'') {
        return None;
    }
    let len = rest[1..].find(quote).filter(|&len| len > 1)?;
    is_prose(&rest[1..=len]).then_some(len + 2)
}

/// Two or more words beginning with a capital and nothing else: the label of something on a screen.
fn like_label(source: &str, target: &str) -> bool {
    let words = |text: &str| {
        text.split_whitespace().count() > 1 && text.chars().all(|char| char.is_alphabetic() || char == ' ')
    };
    words(source) && source.starts_with(char::is_uppercase) && !target.is_ascii()
        || words(source) && words(target) && source.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[track_caller]
    fn one(source: &str, target: &str) {
        assert!(same(source, target), "{source} and {target} say the same");
    }

    #[track_caller]
    fn two(source: &str, target: &str) {
        assert!(!same(source, target), "{source} and {target} differ");
    }

    #[test]
    fn code_is_kept() {
        one("a  b", " a b ");
        one("say \"yes\"", "say 'yes'");
        two("printf \"%T\"", "printf \"%t\"");
        two("dict", "dist");
        two("detect-door", "detectar-puerta");
        two("/login", "/ login");
        two("ls -lSR", "ls -lS");
        two("DOOR_KEY", "CLAVE_PUERTA");
    }

    #[test]
    fn placeholders_are_free_and_counted() {
        one("ls {{path/to/file}}", "ls {{pad/naar/bestand}}");
        one("cat {{file1 file2 ...}}", "cat {{ファイル1 ファイル2 ...}}");
        two("cp {{file}} {{folder}}", "cp {{datei}}");
        two("cp {{file}} -r {{folder}}", "cp -r {{datei}} {{ordner}}");
        one("login <your-name>", "login <votre-nom>");
        one("YOUR_KEY", "YOUR_KEY");
        two("<div>", "<bloc>");
        two("<Card>", "<Karte>");
    }

    #[test]
    fn options_in_placeholders_are_kept() {
        one("tool {{[-s|--sync]}} {{name}}", "tool {{[-s|--sync]}} {{nombre}}");
        two("tool {{[-s|--sync]}}", "tool {{[-s|--sincronizar]}}");
        two("tool {{[-s|--sync]}}", "tool --sync");
        two("tool {{--up|--down}}", "tool {{--hoch|--runter}}");
    }

    #[test]
    fn what_people_read_may_be_translated() {
        one("echo \"Hello world\"", "echo \"Hallo Welt\"");
        one("Save as", "保存为");
        one("Save as", "Speichern unter");
        two("docker run", "docker lauf");
    }

    proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn never_panics(a in "[ -~été中{}<>\"]{0,60}", b in "[{}<>\"'a|\\[\\]-]{0,60}") {
            let _ = same(&a, &b);
            proptest::prop_assert!(same(&b, &b));
        }
    }
}
