//! Templates: Liquid (`{% tag %}`, `{{ value }}`), Hugo (`{{< name >}}`, `{{% name %}}`), Jinja (`{# comment #}`), mdBook
//! (`{{#include file}}`), the includes of MkDocs (`{* file *}`, `{! file !}`) and attribute lists (`{: .class #id}`).

use super::{
    BlockKind, Family, Hole, HoleKind, InlineKind, Span, Token, TokenKind, has_blank_line, tokens_of_line, trim,
};

/// Template tags are no longer than this, in bytes; it bounds how far an end is sought.
const MAX_TAG: usize = 2048;

/// A comment within a line is no longer than this, in bytes: a line may open many that are never closed.
const MAX_COMMENT: usize = 4 * 1024;

/// What a tag is, by its brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `{{ value }}`
    Value,
    /// `{% tag %}`
    Liquid,
    /// `{{< name >}}` or `{{% name %}}`
    Hugo,
    /// `{{#include file}}`, `{* file *}`, `{! file !}`
    Include,
    /// `{# … #}`, `{{/* … */}}`
    Comment,
    /// `{: .class}`, `{ .class }`, `{#id}`
    Attributes,
}

/// A tag: its form, all of it, and what stands between its brackets.
struct Tag {
    form: Form,
    span: Span,
    inner: Span,
}

/// All tokens on the line from `start` on, if nothing else stands on it; the end is that of the last one.
pub fn read_line(text: &str, start: usize, end: usize, found: &mut Vec<Token>) -> Option<usize> {
    tokens_of_line(text, start..end, found, |at, end| token(text, at, end))
}

/// The tag at `at` as a token of its own line, which ends at `end`; a value is none.
fn token(text: &str, at: usize, end: usize) -> Option<Token> {
    let tag = tag(text, at)?;
    if let Some(span) = comment(text, &tag, end) {
        return Some(Token::bare(TokenKind::Comment, span));
    }
    let alone = TokenKind::Alone(BlockKind::Shortcode);
    let (name, content) = name_and_rest(text, tag.inner);
    let kind = match tag.form {
        Form::Value => return None,
        Form::Include => alone,
        Form::Comment => TokenKind::Comment,
        Form::Attributes => TokenKind::Attributes,
        Form::Liquid => match text.get(name.range())? {
            "highlight" => TokenKind::Code,
            _ => alone,
        },
        Form::Hugo => return Some(hugo(text, &tag)),
    };
    Some(Token { name, content, ..Token::bare(kind, tag.span) })
}

/// A shortcode that opens, closes (`/name`) or stands alone (`name /`).
fn hugo(text: &str, tag: &Tag) -> Token {
    let inner = text.get(tag.inner.range()).unwrap_or_default();
    let start = tag.inner.start as usize;
    let (kind, inner) = if inner.starts_with('/') {
        (TokenKind::Close(Family::Shortcode), trim(text, start + 1, tag.inner.end as usize))
    } else if inner.ends_with('/') {
        (TokenKind::Alone(BlockKind::Shortcode), trim(text, start, tag.inner.end as usize - 1))
    } else {
        (TokenKind::Open(Family::Shortcode, BlockKind::Component), tag.inner)
    };
    let (name, content) = name_and_rest(text, inner);
    let kind = match text.get(name.range()) {
        Some("highlight") if matches!(kind, TokenKind::Open(..)) => TokenKind::Code,
        _ => kind,
    };
    Token { name, content, ..Token::bare(kind, tag.span) }
}

/// The tag at `at` as a hole within a line. `end`: where the line ends; `heading`: an id may
/// follow; `attached`: attributes may follow.
pub fn hole(text: &str, at: usize, end: usize, attached: bool, heading: bool) -> Option<Hole> {
    let tag = tag(text, at)?;
    if let Some(span) = comment(text, &tag, end) {
        return Some(Hole { span, kind: HoleKind::Comment });
    }
    let (name, _) = name_and_rest(text, tag.inner);
    let kind = match tag.form {
        Form::Value => HoleKind::Inline(InlineKind::Placeholder, tag.span),
        Form::Liquid | Form::Include => HoleKind::Inline(InlineKind::Shortcode, name),
        Form::Hugo => HoleKind::Inline(InlineKind::Shortcode, hugo(text, &tag).name),
        Form::Comment => HoleKind::Comment,
        Form::Attributes if attached || heading => HoleKind::Attributes(id(text, tag.inner)),
        Form::Attributes => return None,
    };
    Some(Hole { span: tag.span, kind })
}

/// All of `{% comment %}…{% endcomment %}`, if it ends before `end`.
fn comment(text: &str, tag: &Tag, end: usize) -> Option<Span> {
    if tag.form != Form::Liquid || text.get(tag.inner.range()) != Some("comment") {
        return None;
    }
    let start = tag.span.end as usize;
    let mut end = end.min(start + MAX_COMMENT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    memchr::memmem::find(text.get(start..end)?.as_bytes(), b"endcomment")?;
    code_end(text.get(..end)?, start, "comment").map(|close| tag.span.cover(close))
}

/// Where the tag that closes code opened by `{% name %}` or `{{< name >}}` starts and ends.
pub fn code_end(text: &str, from: usize, name: &str) -> Option<Span> {
    let mut at = from;
    while let Some(step) = memchr::memchr(b'{', text.as_bytes().get(at..)?) {
        at += step;
        if matches!(text.as_bytes().get(at + 1), Some(b'%' | b'{'))
            && let Some(tag) = tag(text, at)
        {
            let inner = text.get(tag.inner.range())?;
            let closes = match tag.form {
                Form::Liquid => inner.strip_prefix("end") == Some(name),
                Form::Hugo => inner.strip_prefix('/').map(str::trim) == Some(name),
                _ => false,
            };
            if closes {
                return Some(tag.span);
            }
        }
        at += 1;
    }
    None
}

/// The tag that starts with the `{` at `at`.
fn tag(text: &str, at: usize) -> Option<Tag> {
    let rest = text.get(at..)?;
    let (form, open, close) = match *rest.as_bytes().get(1)? {
        b'%' => (Form::Liquid, 2, "%}"),
        b'{' => match rest.as_bytes().get(2)? {
            b'<' => (Form::Hugo, 3, ">}}"),
            b'%' => (Form::Hugo, 3, "%}}"),
            b'/' if rest.starts_with("{{/*") => (Form::Comment, 4, "*/}}"),
            b'-' if rest.starts_with("{{- /*") => (Form::Comment, 6, "*/"),
            b'#' if rest.as_bytes().get(3).is_some_and(u8::is_ascii_alphabetic) => (Form::Include, 2, "}}"),
            _ => (Form::Value, 2, "}}"),
        },
        b'*' => (Form::Include, 2, "*}"),
        b'!' => (Form::Include, 2, "!}"),
        b':' => (Form::Attributes, 2, "}"),
        b'#' if rest.as_bytes().get(2).is_some_and(u8::is_ascii_whitespace) => (Form::Comment, 2, "#}"),
        b'#' | b'.' | b' ' => (Form::Attributes, 1, "}"),
        byte if byte.is_ascii_alphabetic() => (Form::Attributes, 1, "}"),
        _ => return None,
    };
    let inside = at + open;
    let window = text.as_bytes().get(inside..text.len().min(inside + MAX_TAG))?;
    let len = memchr::memmem::find(window, close.as_bytes())?;
    if has_blank_line(window.get(..len)?) {
        return None;
    }
    let end = inside + len + close.len();
    // Liquid and Jinja trim white space with a dash inside the brackets.
    let trimmed = text.get(inside..inside + len)?.trim_start_matches('-').len();
    let inner =
        trim(text, inside + len - trimmed, inside + text.get(inside..inside + len)?.trim_end_matches('-').len());
    let found = Tag { form, span: Span::new(at, end), inner };
    match form {
        Form::Attributes if !are_attributes(text.get(inner.range())?, text.as_bytes().get(at + 1) == Some(&b':')) => {
            None
        }
        Form::Include if inner.is_empty() => None,
        Form::Value if inner.is_empty() => None,
        _ => Some(found),
    }
}

/// Whether braces hold attributes: `#id`, `.class`, `key=value`; after a colon a bare word too (kramdown's `{:toc}`).
fn are_attributes(inner: &str, colon: bool) -> bool {
    let mut quoted = false;
    let mut words = inner
        .split(|c: char| {
            quoted ^= c == '"';
            c.is_whitespace() && !quoted
        })
        .filter(|word| !word.is_empty())
        .peekable();
    let named = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    words.peek().is_some()
        && words.all(|word| match word.as_bytes().first() {
            Some(b'#' | b'.') => word.len() > 1,
            _ => (word.contains('=') || colon) && named(word.trim_start_matches(['/', ':'])),
        })
}

/// The id among attributes.
fn id(text: &str, inner: Span) -> Option<Span> {
    let source = text.get(inner.range())?;
    let mut at = inner.start as usize;
    for word in source.split_inclusive(char::is_whitespace) {
        if word.starts_with('#') {
            return Some(Span::new(at + 1, at + word.trim_end().len()));
        }
        at += word.len();
    }
    None
}

/// The first word and the rest.
fn name_and_rest(text: &str, inner: Span) -> (Span, Span) {
    let source = text.get(inner.range()).unwrap_or_default();
    let len = source.find(char::is_whitespace).unwrap_or(source.len());
    let name = Span::new(inner.start as usize, inner.start as usize + len);
    (name, trim(text, name.end as usize, inner.end as usize))
}
