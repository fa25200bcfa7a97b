//! Compares inline code with its translation.
//!
//! Inline code is kept as it stands, but for white space, quotes and the names of what the reader fills in. A command
//! line as the tldr pages write it (`ls {{[-a|--all]}} {{path/to/file}}`) keeps its words, its options and the number
//! and places of its placeholders, whose content is free.

use std::borrow::Cow;

use super::code::{is_filler, is_prose};
use super::spoken;
use crate::document::html;

/// Whether two code spans say the same.
#[must_use]
pub fn same(source: &str, target: &str) -> bool {
    source == target || {
        let (source, target) = (&*unquoted(source), &*unquoted(target));
        let (left, right) = (units(source), units(target));
        left.len() == right.len() && left.iter().zip(&right).all(|(one, other)| one.answers(other))
            || like_label(source, target)
            || spoken::keys(source, target)
            || spoken::output(source, target)
            || spoken::mnemonic(source, target)
            || bare(source) == bare(target)
            || tight(source) == tight(target)
            || is_folder(source, target)
    }
}

/// Code that goes over lines of a quote, without the `>` that each line begins with.
fn unquoted(code: &str) -> Cow<'_, str> {
    if !code.contains('\n') {
        return Cow::Borrowed(code);
    }
    let line = |line: &str| line.trim_start().trim_start_matches(['>', ' ']).to_owned();
    Cow::Owned(code.lines().map(line).collect::<Vec<_>>().join(" "))
}

/// Whether two paths name one folder, with and without the slash at its end.
fn is_folder(source: &str, target: &str) -> bool {
    let bare = |path: &'_ str| path.strip_suffix('/').filter(|path| !path.is_empty()).map(str::to_owned);
    bare(source).as_deref() == Some(target) || bare(target).as_deref() == Some(source)
}

/// Code without the spaces beside brackets and commas, which part no words.
fn tight(code: &str) -> String {
    // A space before a bracket that opens may part a name from what it stands beside.
    let ends = |c: char| matches!(c, ')' | ']' | '}' | ',' | ';' | '^' | '×');
    let opens = |c: char| matches!(c, '(' | '[' | '{' | ',' | ';' | '^' | '×');
    let mut out = String::with_capacity(code.len());
    for c in code.trim_matches(is_blank).chars() {
        if ends(c) {
            out.truncate(out.trim_end_matches(is_blank).len());
        }
        if !(is_blank(c) && out.ends_with(opens)) {
            out.push(c);
        }
    }
    out
}

/// The name of a function or of a tag without what only says that it is one: `f()` and `f`, `<B />` and `<B>`.
fn bare(code: &str) -> String {
    let code = code.trim_matches(is_blank);
    let tag = code.strip_prefix('<').and_then(|rest| rest.strip_suffix("/>").or_else(|| rest.strip_suffix('>')));
    match tag.filter(|tag| !tag.starts_with('/') && !tag.contains(['<', '>'])) {
        Some(tag) => format!("<{}>", tag.trim_end()),
        None => code.strip_suffix("()").unwrap_or(code).to_owned(),
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
    /// A path to fill in: `path/to/file`.
    Path,
}

impl Unit<'_> {
    /// Whether a unit of the translation may stand for this one of the source.
    fn answers(&self, other: &Self) -> bool {
        self == other
            || match (self, other) {
                (Self::Path, Self::Free) | (Self::Free, Self::Path) => true,
                (Self::Path, Self::Kept(word)) => word.contains('/'),
                _ => false,
            }
    }

    /// Whether something is to be filled in.
    fn is_open(&self) -> bool {
        matches!(self, Self::Free | Self::Path)
    }
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
    out.dedup_by(|next, kept| next.is_open() && kept.is_open());
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
    let unit = if word.starts_with("path/to/") || word.starts_with("/path/to/") {
        Unit::Path
    } else if is_filler(word) {
        Unit::Free
    } else {
        Unit::Kept(word)
    };
    (len, Some(unit))
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

/// Length in bytes of `{{…}}` at the start, up to where its braces are balanced; braces at its end that belong to its
/// content are taken in.
fn braces(rest: &str) -> Option<usize> {
    rest.starts_with("{{").then_some(())?;
    let mut depth = 0_usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return rest[..=at].ends_with("}}").then_some(at + 1);
        }
    }
    // One brace too many within: as far as the first that closes.
    let mut end = rest.find("}}")? + 2;
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
    let tag = html::is_common(name.split([' ', '/']).next().unwrap_or_default());
    let capitals = name.len() > 1
        && name.chars().all(|char| char.is_uppercase() || matches!(char, '-' | '_' | ' ') || char.is_numeric());
    ((lower && !tag || capitals) && plain && !name.ends_with('/')).then_some(len + 2)
}

/// Length in bytes of a quoted text that people read.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    if !matches!(quote, '"' | '\'') {
        return None;
    }
    let len = rest[1..].find(quote).filter(|&len| len > 1)?;
    let inner = &rest[1..=len];
    // What is to be filled in between quotation marks is compared by itself.
    (!inner.contains("{{") && is_prose(inner)).then_some(len + 2)
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
    fn a_quote_may_break_its_code_anywhere() {
        one(".val | quote", ".val |\n> quote");
        one("a\n  > b c", "a b\n  > c");
        two(".val | quote", ".val |\n> indent");
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
        one("ps --filter \"ended={{code}}\"", "ps --filter \"ended={{コード}}\"");
        one("sql \"source {{filename.sql}}\" {{name}}", "sql \"source {{sqlファイル}}\" {{名前}}");
        one("jq '. {{+|-}} {{{\"key1\": \"value1\"}}}'", "jq '. {{+|-}} {{{\"schlüssel1\": \"wert1\"}}}'");
        two("run --filter={{a}}", "run --filtro={{a}}");
        one("path/to/directory", "pfad/zu/verzeichnis");
        two("path/to/directory", "verzeichnis");
        one("login <your-name>", "login <votre-nom>");
        one("YOUR_KEY", "YOUR_KEY");
        two("<div>", "<bloc>");
        one("<Gate/>", "<Gate />");
        one("<Gate />", "<Gate>");
        two("<Gate>", "</Gate>");
        one("open()", "open");
        two("open()", "offen()");
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
