//! Runs of text, split around what is no prose: placeholders and bare addresses.
//!
//! Conservative: a run is taken out of the prose only when it can hardly be meant for a reader.

use std::ops::Range;

use super::block::InlineKind;

/// Bytes at which something other than prose may show. An address shows at the `:` behind its scheme.
const STARTS: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < b"{$%:[w".len() {
        table[b"{$%:[w"[at] as usize] = true;
        at += 1;
    }
    table
};

/// Split `text` and hand each part to `found`, in order.
pub fn split(text: &str, mut found: impl FnMut(InlineKind, Range<usize>)) {
    let bytes = text.as_bytes();
    let (mut plain, mut at) = (0, 0);
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| STARTS[byte as usize])) {
        at += step;
        let Some((kind, range)) = special(text, plain, at) else {
            at += 1;
            continue;
        };
        if plain < range.start {
            found(InlineKind::Text, plain..range.start);
        }
        at = range.end;
        plain = at;
        found(kind, range);
    }
    if plain < text.len() {
        found(InlineKind::Text, plain..text.len());
    }
}

/// What shows at `at` and is no prose; it does not start before `plain`.
fn special(text: &str, plain: usize, at: usize) -> Option<(InlineKind, Range<usize>)> {
    let bytes = text.as_bytes();
    let start = match bytes.get(at)? {
        b'w' if bytes.get(at + 1) == Some(&b'w') => Some(at),
        b'w' => return None,
        b':' if bytes.get(at + 1) == Some(&b'/') => scheme_start(bytes, plain, at),
        _ => None,
    };
    match start {
        Some(start) => address(text, start).map(|end| (InlineKind::Url, start..end)),
        None => placeholder(text, at).map(|end| (InlineKind::Placeholder, at..end)),
    }
}

/// Where the `http` or `https` before a colon starts.
fn scheme_start(bytes: &[u8], plain: usize, colon: usize) -> Option<usize> {
    [4, 5].into_iter().find_map(|len| {
        let start = colon.checked_sub(len).filter(|&start| start >= plain)?;
        let name = bytes.get(start..colon)?;
        (name.eq_ignore_ascii_case(b"http") || name.eq_ignore_ascii_case(b"https")).then_some(start)
    })
}

/// The end of the placeholder at `at`.
fn placeholder(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match (*bytes.get(at)?, bytes.get(at + 1).copied()) {
        (b'{', Some(b'{')) => until(text, at + 2, "}}"),
        (b'{', _) => name_in_braces(bytes, at),
        (b'$', Some(b'{')) => until(text, at + 2, "}"),
        (b'[', Some(b'[')) => until(text, at + 2, "]]"),
        (b'%', _) => conversion(text, at),
        (b':', _) => emoji(bytes, at),
        _ => None,
    }
}

/// Placeholders are no longer than this, in bytes; it bounds how far a closing bracket is sought.
const MAX_PLACEHOLDER: usize = 200;

/// The end of `close` on the same line, if something stands before it and no bracket of the same kind does.
fn until(text: &str, start: usize, close: &str) -> Option<usize> {
    let rest = text.get(start..)?;
    let bound = (0..=MAX_PLACEHOLDER.min(rest.len())).rev().find(|&at| rest.is_char_boundary(at))?;
    let near = rest.get(..bound)?;
    let len = near.find(close)?;
    let inside = near.get(..len)?;
    (!inside.trim().is_empty() && !inside.contains(['\n', '{', '['])).then_some(start + len + close.len())
}

/// `{name}`, `{0}`, `{user.name}`: a name in single braces, without spaces.
fn name_in_braces(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at + 1..)?;
    let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')).count();
    (len > 0 && rest.get(len) == Some(&b'}')).then_some(at + len + 2)
}

/// `%s`, `%d`, `%1$s`, `%(name)s`, but no percentage.
fn conversion(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let before = text.get(..at)?.trim_end_matches([' ', '\u{a0}', '\u{202f}']).chars().next_back();
    if before.is_some_and(|before| before.is_numeric() || before == '%') {
        return None;
    }
    let mut end = at + 1;
    if bytes.get(end) == Some(&b'(') {
        let len =
            bytes.get(end + 1..)?.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        if len == 0 || bytes.get(end + 1 + len) != Some(&b')') {
            return None;
        }
        end += len + 2;
    } else {
        let digits = bytes.get(end..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 && bytes.get(end + digits) == Some(&b'$') {
            end += digits + 1;
        }
    }
    let letter = matches!(bytes.get(end)?, b's' | b'd' | b'i' | b'f' | b'u' | b'x' | b'@');
    let bounded = !bytes.get(end + 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'%');
    (letter && bounded).then_some(end + 1)
}

/// `:smile:` between what is neither a letter nor a colon.
fn emoji(bytes: &[u8], at: usize) -> Option<usize> {
    let joined = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b':';
    if at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(joined) {
        return None;
    }
    let rest = bytes.get(at + 1..)?;
    let name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'+');
    let len = rest.iter().take_while(|&&byte| name(byte)).count();
    let named = rest.iter().take(len).any(u8::is_ascii_lowercase) || matches!(rest.get(..len)?, b"+1" | b"-1" | b"100");
    let closed = rest.get(len) == Some(&b':') && !rest.get(len + 1).is_some_and(joined);
    (named && closed).then_some(at + len + 2)
}

/// Addresses are no longer than this, in characters.
const MAX_ADDRESS: usize = 2048;

/// The end of the bare address at `at`, by the rules of GFM, but that it ends too where a script without spaces goes on.
fn address(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let rest = text.get(at..)?;
    let scheme = ["https://", "http://", "www."]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let host = rest.get(scheme.len()..)?;
    if !host.starts_with(|c: char| c.is_alphanumeric() || c == '[' || c == '{') {
        return None;
    }
    let part = |c: char| c < '\u{2000}' && !c.is_whitespace() && !c.is_control() && c != '<' && c != '"' && c != '`';
    let len: usize = rest.chars().take(MAX_ADDRESS).take_while(|&c| part(c)).map(char::len_utf8).sum();
    let address = trimmed(rest.get(..len)?);
    (address.len() > scheme.len()).then_some(at + address.len())
}

/// An address without the punctuation of the sentence it stands in, and without brackets that it does not open.
fn trimmed(address: &str) -> &str {
    let opened = address.matches('(').count();
    let mut surplus = address.matches(')').count().saturating_sub(opened);
    address.trim_end_matches(|c| {
        let unopened = c == ')' && surplus > 0;
        surplus -= usize::from(unopened);
        unopened || matches!(c, '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | ';' | '«' | '»' | '|' | '\\')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is no prose in `text`.
    fn specials(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        split(text, |kind, range| {
            if kind != InlineKind::Text {
                found.push(&text[range]);
            }
        });
        found
    }

    #[test]
    fn placeholders_are_found() {
        assert_eq!(
            specials("Hi {name}, you have {0} {{ count }} ${HOME}."),
            ["{name}", "{0}", "{{ count }}", "${HOME}"]
        );
        assert_eq!(
            specials("%s of %(total)d, %1$s and :smile: on [[Page|this]]"),
            ["%s", "%(total)d", "%1$s", ":smile:", "[[Page|this]]"]
        );
    }

    #[test]
    fn prose_is_left_alone() {
        for prose in [
            "100 %d'augmentation",
            "50%s",
            "at 10:30:20 or std::vec::new",
            "{ a b }",
            "a set {1, 2}",
            "costs $5",
            "how, what, why",
            "see :note this:",
            "100\u{a0}% de plus",
            "[[]]",
            "http:// and www. alone",
        ] {
            assert_eq!(specials(prose), [""; 0], "{prose}");
        }
    }

    #[test]
    fn addresses_end_before_the_sentence_does() {
        assert_eq!(specials("See https://a.org/x_(y). Or (https://b.org)!"), ["https://a.org/x_(y)", "https://b.org"]);
        assert_eq!(specials("参见https://a.org/b。然后"), ["https://a.org/b"]);
        assert_eq!(specials("на https://ru.wikipedia.org/wiki/Мир, да"), ["https://ru.wikipedia.org/wiki/Мир"]);
    }
}
