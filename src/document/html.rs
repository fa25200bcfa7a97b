//! Tags in HTML and JSX: where they are, what they are called, what they point to.
//!
//! A scanner, no parser: it never fails, and what is no tag is text.

use std::ops::Range;

/// What a piece of HTML is; ranges are bytes of the text that was scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A tag that opens or stands alone.
    Open(Tag),
    /// A closing tag.
    Close(Tag),
    /// A comment, a processing instruction, a declaration.
    Comment(Range<usize>),
    /// Text between tags, on one or more lines.
    Text(Range<usize>),
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// All of it.
    pub range: Range<usize>,
    /// Its name.
    pub name: Range<usize>,
    /// Whether it ends with `/>`.
    pub alone: bool,
}

/// An attribute of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: Range<usize>,
    /// Its value without quotes; of `{expression}` all with the braces. Empty where there is none.
    pub value: Range<usize>,
    /// Whether the value is a string rather than an expression.
    pub quoted: bool,
}

/// Elements whose text nobody reads as prose.
const OPAQUE: [&str; 6] = ["script", "style", "svg", "pre", "textarea", "math"];

/// The elements that pages are written with, sorted.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "a", "abbr", "address", "article", "aside", "audio", "b", "base", "bdi", "bdo", "blockquote", "body", "br",
    "button", "canvas", "caption", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn",
    "dialog", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend",
    "li", "link", "main", "map", "mark", "math", "menu", "meta", "meter", "nav", "noscript", "object", "ol", "optgroup",
    "option", "output", "p", "param", "path", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp",
    "script", "search", "section", "select", "slot", "small", "source", "span", "strong", "style", "sub", "summary",
    "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr",
    "track", "u", "ul", "var", "video", "wbr",
];

/// Elements that were once, and the common ones of SVG, sorted. Their names are words that stand in angle brackets for
/// other reasons too.
#[rustfmt::skip]
const FURTHER: &[&str] = &[
    "acronym", "area", "big", "center", "circle", "font", "frame", "frameset", "g", "hgroup", "line", "marquee", "nobr",
    "rect", "strike", "tt",
];

/// Whether an element of HTML or SVG has this name, in any case of letters.
#[must_use]
pub fn is_element(name: &str) -> bool {
    is_common(name) || has(FURTHER, name)
}

/// Whether an element that pages are written with has this name, in any case of letters.
#[must_use]
pub fn is_common(name: &str) -> bool {
    has(COMMON, name)
}

fn has(sorted: &[&str], name: &str) -> bool {
    sorted.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()
}

/// Scan HTML and hand each piece to `found`, in order. `jsx` reads attribute values in braces.
pub fn scan(text: &str, jsx: bool, mut found: impl FnMut(Piece)) {
    let mut at = 0;
    let mut plain = 0;
    while let Some(open) = memchr::memchr(b'<', text.as_bytes().get(at..).unwrap_or_default()).map(|step| at + step) {
        let Some((piece, end)) = piece(text, open, jsx) else {
            at = open + 1;
            continue;
        };
        if plain < open {
            found(Piece::Text(plain..open));
        }
        let skip = match &piece {
            Piece::Open(tag) if !tag.alone => opaque(text, tag),
            _ => None,
        };
        found(piece);
        at = skip.unwrap_or(end);
        plain = at;
    }
    if plain < text.len() {
        found(Piece::Text(plain..text.len()));
    }
}

/// The piece that starts with the `<` at `open`, and where it ends; none if that is no tag.
fn piece(text: &str, open: usize, jsx: bool) -> Option<(Piece, usize)> {
    let rest = text.get(open..)?;
    if rest.starts_with("<!--") {
        let end = memchr::memmem::find(rest.get(4..)?.as_bytes(), b"-->").map_or(text.len(), |at| open + 4 + at + 3);
        return Some((Piece::Comment(open..end), end));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        let end = memchr::memchr(b'>', rest.as_bytes()).map_or(text.len(), |at| open + at + 1);
        return Some((Piece::Comment(open..end), end));
    }
    let tag = tag(text, open, jsx)?;
    let end = tag.range.end;
    Some((if rest.starts_with("</") { Piece::Close(tag) } else { Piece::Open(tag) }, end))
}

/// The tag that starts with the `<` at `open`.
#[must_use]
pub fn tag(text: &str, open: usize, jsx: bool) -> Option<Tag> {
    let bytes = text.as_bytes();
    let mut at = open + 1;
    let closing = bytes.get(at) == Some(&b'/');
    if closing {
        at += 1;
    }
    let name = name(text, at, jsx);
    if name.is_empty() && !(jsx && bytes.get(at) == Some(&b'>')) {
        return None;
    }
    at = name.end;
    // An address such as <https://example.org> has a colon here, an email an @.
    if !matches!(bytes.get(at), Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>' | b'{')) {
        return None;
    }
    loop {
        match bytes.get(at)? {
            b'>' => {
                let alone = bytes.get(at - 1) == Some(&b'/') && !closing;
                return Some(Tag { range: open..at + 1, name, alone });
            }
            b'<' => return None,
            quote @ (b'"' | b'\'') if bytes.get(at - 1) == Some(&b'=') || jsx || closes(bytes, at, *quote) => {
                at += memchr::memchr(*quote, bytes.get(at + 1..)?)? + 2;
            }
            b'{' if jsx => at = braces(text, at)?,
            _ => at += 1,
        }
    }
}

/// Whether a quote that no `=` precedes is closed before the tag could end.
fn closes(bytes: &[u8], at: usize, quote: u8) -> bool {
    memchr::memchr2(quote, b'>', bytes.get(at + 1..).unwrap_or_default())
        .is_some_and(|step| bytes.get(at + 1 + step) == Some(&quote))
}

/// The name of a tag or attribute at `at`.
fn name(text: &str, at: usize, jsx: bool) -> Range<usize> {
    let bytes = text.as_bytes();
    if !bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || (jsx && (*byte == b'_' || *byte == b'$'))) {
        return at..at;
    }
    let part =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':') || (jsx && byte == b'$');
    let len = bytes.get(at..).unwrap_or_default().iter().take_while(|&&byte| part(byte)).count();
    let mut end = at + len;
    while end > at && matches!(bytes.get(end - 1), Some(b':' | b'.')) {
        end -= 1;
    }
    at..end
}

/// The end of the `{…}` that starts at `at`, strings and nested braces within it respected; none if it never ends.
#[must_use]
pub fn braces(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut here = at;
    loop {
        match bytes.get(here)? {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(here + 1);
                }
            }
            b'/' if bytes.get(here + 1) == Some(&b'*') => {
                here += memchr::memmem::find(bytes.get(here + 2..)?, b"*/")? + 3;
            }
            quote @ (b'"' | b'\'' | b'`') => here = string_end(bytes, here, *quote).unwrap_or(here),
            _ => {}
        }
        here += 1;
    }
}

/// Where the string that starts at `at` ends: the place of its closing quote. Only a template string spans lines.
fn string_end(bytes: &[u8], at: usize, quote: u8) -> Option<usize> {
    let mut here = at + 1;
    loop {
        match *bytes.get(here)? {
            b'\\' => here += 1,
            b'\n' if quote != b'`' => return None,
            byte if byte == quote => return Some(here),
            _ => {}
        }
        here += 1;
    }
}

/// If the text of this element is no prose: where its closing tag starts, or the end of the text.
fn opaque(text: &str, tag: &Tag) -> Option<usize> {
    let name = text.get(tag.name.clone())?;
    let name = OPAQUE.iter().find(|opaque| opaque.eq_ignore_ascii_case(name))?;
    let mut at = tag.range.end;
    while let Some(step) = memchr::memmem::find(text.as_bytes().get(at..)?, b"</") {
        let start = at + step + 2;
        let here = text.as_bytes().get(start..start + name.len());
        if here.is_some_and(|here| here.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(at + step);
        }
        at = start;
    }
    Some(text.len())
}

/// The attributes of a tag, in order.
#[must_use]
pub fn attributes(text: &str, tag: &Tag) -> Vec<Attribute> {
    let bytes = text.as_bytes();
    let end = tag.range.end.saturating_sub(if tag.alone { 2 } else { 1 });
    let mut found = Vec::new();
    let mut at = tag.name.end;
    while at < end {
        let name_end =
            (at..end).find(|&here| matches!(bytes.get(here), Some(b'=' | b' ' | b'\t' | b'\r' | b'\n' | b'{')));
        let name = at..name_end.unwrap_or(end);
        at = name.end;
        if name.is_empty() {
            at = if bytes.get(at) == Some(&b'{') { braces(text, at).unwrap_or(end) } else { at + 1 };
            continue;
        }
        let equals = at + spaces(bytes, at..end);
        if bytes.get(equals) != Some(&b'=') || equals >= end {
            found.push(Attribute { value: name.end..name.end, name, quoted: false });
            continue;
        }
        let start = equals + 1 + spaces(bytes, equals + 1..end);
        let (value, quoted, after) = value(text, start, end);
        found.push(Attribute { name, value, quoted });
        at = after;
    }
    found
}

/// How much white space there is at the start of a range.
fn spaces(bytes: &[u8], range: Range<usize>) -> usize {
    bytes.get(range).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The value of an attribute: its range, whether it is a string, and where reading goes on.
fn value(text: &str, start: usize, end: usize) -> (Range<usize>, bool, usize) {
    let bytes = text.as_bytes();
    match bytes.get(start) {
        Some(&quote @ (b'"' | b'\'')) if start < end => {
            let close = memchr::memchr(quote, bytes.get(start + 1..end).unwrap_or_default());
            let close = close.map_or(end, |step| start + 1 + step);
            (start + 1..close, true, close + 1)
        }
        Some(b'{') if start < end => {
            let close = braces(text, start).filter(|&close| close <= end).unwrap_or(end);
            (start..close, false, close)
        }
        _ => {
            let len = bytes.get(start..end).unwrap_or_default().iter().take_while(|byte| !byte.is_ascii_whitespace());
            let close = start + len.count();
            (start..close, true, close)
        }
    }
}
