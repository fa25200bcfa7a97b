//! Blocks that a line of marks opens: `:::note[Title]` (Docusaurus, Starlight, VitePress, Pandoc, MyST), `/// note | Title`
//! and `!!! note "Title"` (MkDocs, Material), `=== "Tab"`, `--8<-- "file"`.

use super::{BlockKind, Family, Span, Token, TokenKind, trim};

/// Containers that hold alternatives or layout rather than a remark.
const NOT_ADMONITIONS: [&str; 13] = [
    "tab",
    "tabs",
    "tab-item",
    "tab-set",
    "code-group",
    "html",
    "define",
    "caption",
    "steps",
    "grid",
    "cards",
    "columns",
    "column",
];

/// The directive on the line from `start` to `end`, both without white space around it.
pub fn read(text: &str, start: usize, end: usize) -> Option<Token> {
    let line = text.get(start..end)?;
    match line.as_bytes().first()? {
        b':' => colons(text, start, end),
        b'/' => slashes(text, start, end),
        b'!' if line.starts_with("!!!") => indented(text, start, end),
        b'?' if line.starts_with("???") => indented(text, start, end),
        b'=' if line.starts_with("===") => tab(text, start, end),
        b'-' if line.starts_with("--8<--") => Some(Token {
            name: Span::new(start, start + 6),
            content: trim(text, start + 6, end),
            ..Token::bare(TokenKind::Alone(BlockKind::Shortcode), Span::new(start, end))
        }),
        _ => None,
    }
}

/// `:::name[Title]{attributes}`, `::: name Title`, `::: {.name}`, `:::`, and the leaf `::name[…]`.
fn colons(text: &str, start: usize, end: usize) -> Option<Token> {
    let count = run(text, start, end, b':');
    let after = trim(text, start + count, end);
    let span = Span::new(start, end);
    if count == 2 {
        let name = word(text, after.start as usize, end);
        let leaf = after.start as usize == start + 2 && name.starts_ascii_lowercase(text) && name.end < after.end;
        let marked = matches!(text.as_bytes().get(name.end as usize), Some(b'[' | b'{'));
        return (leaf && marked).then(|| Token {
            name,
            content: Span { start: name.end, end: after.end },
            ..Token::bare(TokenKind::Alone(BlockKind::Shortcode), span)
        });
    }
    if count < 3 {
        return None;
    }
    if after.is_empty() {
        return Some(Token::bare(TokenKind::Close(Family::Colons(count)), span));
    }
    let (name, rest) = match text.as_bytes().get(after.start as usize)? {
        b'{' => class(text, after)?,
        b'[' => (Span::at(after.start as usize), after),
        _ => {
            let name = word(text, after.start as usize, end);
            (name, Span { start: name.end, end: after.end })
        }
    };
    let inner = text.get(name.range())?;
    if inner.contains(['.', '/', '(', ')']) && rest.is_empty() {
        // mkdocstrings: the documentation of an object of a program, with options below it.
        let span = Span::new(start, options_end(text, end, true));
        let content = trim(text, name.end as usize, span.end as usize);
        return Some(Token { name, content, ..Token::bare(TokenKind::Alone(BlockKind::Shortcode), span) });
    }
    let title = title(text, rest);
    Some(Token { name, title, ..Token::bare(TokenKind::Open(Family::Colons(count), kind(inner)), span) })
}

/// `/// name | Title` and `///`.
fn slashes(text: &str, start: usize, end: usize) -> Option<Token> {
    let count = run(text, start, end, b'/');
    if count < 3 {
        return None;
    }
    let span = Span::new(start, end);
    let after = trim(text, start + count, end);
    if after.is_empty() {
        return Some(Token::bare(TokenKind::Close(Family::Slashes(count)), span));
    }
    let name = word(text, after.start as usize, end);
    let rest = trim(text, name.end as usize, end);
    let title = match text.as_bytes().get(rest.start as usize) {
        _ if name.is_empty() => return None,
        _ if rest.is_empty() => None,
        Some(b'|') => Some(trim(text, rest.start as usize + 1, end)),
        _ => return None,
    };
    let kind = TokenKind::Open(Family::Slashes(count), kind(text.get(name.range())?));
    let span = Span::new(start, options_end(text, end, false));
    Some(Token { name, title: title.filter(|title| !title.is_empty()), ..Token::bare(kind, span) })
}

/// `!!! note "Title"`, `??? note`, `???+ note`.
fn indented(text: &str, start: usize, end: usize) -> Option<Token> {
    let mut at = start + 3;
    if text.as_bytes().get(at) == Some(&b'+') {
        at += 1;
    }
    let after = trim(text, at, end);
    let name = word(text, after.start as usize, end);
    if name.is_empty() || !text.get(name.range())?.starts_with(char::is_alphabetic) {
        return None;
    }
    let rest = trim(text, name.end as usize, end);
    let source = text.get(rest.range())?;
    let quoted = source.find('"');
    let classes = source.get(..quoted.unwrap_or(source.len()))?;
    if !classes.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')) {
        return None;
    }
    let title = match quoted {
        Some(open) => Some(Span::new(rest.start as usize + open + 1, rest.start as usize + quote_end(source, open)?)),
        // Words without quotes are classes; more than three are a sentence that starts with exclamation marks.
        None if classes.split_whitespace().count() > 3 => return None,
        None => None,
    };
    let title = title.filter(|title| !title.is_empty());
    Some(Token { name, title, ..Token::bare(TokenKind::Indented(BlockKind::Admonition), Span::new(start, end)) })
}

/// `=== "Tab"`.
fn tab(text: &str, start: usize, end: usize) -> Option<Token> {
    let mut at = start + 3;
    while matches!(text.as_bytes().get(at), Some(b'!' | b'+')) {
        at += 1;
    }
    let rest = trim(text, at, end);
    let source = text.get(rest.range())?;
    if !source.starts_with('"') {
        return None;
    }
    let title = Span::new(rest.start as usize + 1, rest.start as usize + quote_end(source, 0)?);
    Some(Token {
        name: Span::new(start, at),
        title: Some(title).filter(|title| !title.is_empty()),
        ..Token::bare(TokenKind::Indented(BlockKind::Component), Span::new(start, end))
    })
}

/// Where the quote at `open` is closed, if it closes the line too.
fn quote_end(source: &str, open: usize) -> Option<usize> {
    source.len().checked_sub(1).filter(|&last| last > open && source.ends_with('"'))
}

/// The end of the options in YAML that are indented below a directive; `nested` ones may hold any line.
fn options_end(text: &str, end: usize, nested: bool) -> usize {
    let next = |at: usize| memchr::memchr(b'\n', text.as_bytes().get(at..)?).map(|step| at + step + 1);
    let mut reached = end;
    let mut at = next(end);
    while let Some(start) = at {
        let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let option = line.starts_with("    ") && !line.trim().is_empty();
        let pair = line
            .trim()
            .split_once(':')
            .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
        if !option || !(nested || pair) {
            break;
        }
        reached = start + line.trim_end().len();
        at = next(reached);
    }
    reached
}

fn kind(name: &str) -> BlockKind {
    if NOT_ADMONITIONS.contains(&name) { BlockKind::Component } else { BlockKind::Admonition }
}

/// The first class in `{.class #id}` or the word in `{word}`, and what follows the braces.
fn class(text: &str, after: Span) -> Option<(Span, Span)> {
    let source = text.get(after.range())?;
    let close = source.find('}')?;
    let inner = source.get(1..close)?;
    let start = after.start as usize + 1;
    let dot = inner.find('.').map(|dot| start + dot + 1);
    let name = word(text, dot.unwrap_or(trim(text, start, start + inner.len()).start as usize), start + inner.len());
    Some((name, Span::new(after.start as usize + close + 1, after.end as usize)))
}

/// `[Title]` or the words up to `{attributes}`.
fn title(text: &str, rest: Span) -> Option<Span> {
    let source = text.get(rest.range())?;
    let start = rest.start as usize;
    let title = if source.starts_with('[') {
        trim(text, start + 1, start + bracket_end(source).unwrap_or(source.len()))
    } else {
        trim(text, start, start + source.find('{').unwrap_or(source.len()))
    };
    (!title.is_empty()).then_some(title)
}

/// The bracket that closes the one at the start.
fn bracket_end(source: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// How often a byte stands at `start`.
fn run(text: &str, start: usize, end: usize, byte: u8) -> usize {
    text.as_bytes().get(start..end).unwrap_or_default().iter().take_while(|&&other| other == byte).count()
}

/// The word at `start`: in any script, since translators translate names that they should not.
fn word(text: &str, start: usize, end: usize) -> Span {
    let rest = text.get(start..end).unwrap_or_default();
    let len = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{' | '|' | '"' | '}')).unwrap_or(rest.len());
    Span::new(start, start + len)
}

impl Span {
    /// Whether the text of this span starts with a small Latin letter.
    fn starts_ascii_lowercase(self, text: &str) -> bool {
        text.as_bytes().get(self.start as usize).is_some_and(u8::is_ascii_lowercase) && !self.is_empty()
    }
}
