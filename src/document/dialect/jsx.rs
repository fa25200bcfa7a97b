//! MDX: components, expressions, comments, imports and exports.

use super::super::html;
use super::{
    BlockKind, Family, Hole, HoleKind, InlineKind, Span, Token, TokenKind, has_blank_line, paragraph_end,
    tokens_of_line, trim,
};

/// How far the end of a tag or an expression is sought on a line of its own, in bytes.
const MAX_FLOW: usize = 1 << 16;

/// How far it is sought within a paragraph.
const MAX_INLINE: usize = 4096;

/// Elements of HTML that hold nothing, and that some write without the slash.
const VOID: [&str; 9] = ["area", "br", "col", "embed", "hr", "img", "input", "source", "wbr"];

/// Reads MDX within bounds: each time an end is sought in vain, later searches get shorter.
#[derive(Debug, Default)]
pub struct Reader {
    failures: usize,
}

impl Reader {
    /// All tokens from `start` on, if nothing else stands on these lines; the end is that of the last line.
    pub fn read_line(&mut self, text: &str, start: usize, end: usize, found: &mut Vec<Token>) -> Option<usize> {
        tokens_of_line(text, start..end, found, |at, _| self.token(text, at))
    }

    /// The tag that starts at `at`.
    pub fn tag(&mut self, text: &str, at: usize) -> Option<Token> {
        self.token(text, at).filter(|_| text.as_bytes().get(at) == Some(&b'<'))
    }

    fn token(&mut self, text: &str, at: usize) -> Option<Token> {
        let window = self.window(text, at, MAX_FLOW)?;
        match window.as_bytes().first()? {
            b'<' => {
                let tag = html::tag(window, 0, true);
                self.note(tag.is_some());
                tag.map(|tag| token(window, at, &tag))
            }
            b'{' => {
                let end = html::braces(window, 0);
                self.note(end.is_some());
                let span = Span::new(at, at + end?);
                let comment = is_comment(text.get(span.range())?);
                Some(if comment {
                    Token::bare(TokenKind::Comment, span)
                } else {
                    let content = trim(text, at + 1, span.end as usize - 1);
                    Token { content, ..Token::bare(TokenKind::Alone(BlockKind::Program), span) }
                })
            }
            _ => None,
        }
    }

    /// What starts at `at` within a line: a tag or an expression.
    pub fn hole(&mut self, text: &str, at: usize) -> Option<Hole> {
        let window = self.window(text, at, MAX_INLINE)?;
        let tag = window.starts_with('<');
        let end = if tag { html::tag(window, 0, true).map(|tag| tag.range.end) } else { html::braces(window, 0) };
        let end = end.filter(|&end| window.as_bytes().get(..end).is_some_and(|all| !has_blank_line(all)));
        self.note(end.is_some());
        let span = Span::new(at, at + end?);
        if tag {
            return Some(Hole { span, kind: HoleKind::Tag });
        }
        let inner = trim(text, at + 1, span.end as usize - 1);
        Some(Hole { span, kind: expression(text, span, inner) })
    }

    /// Where the imports and exports that start at `start` end, without the last line end.
    pub fn program(&mut self, text: &str, start: usize) -> Option<usize> {
        let rest = text.get(start..)?;
        let first = rest.lines().next()?;
        if !(is_import(rest, first) || is_export(first)) {
            return None;
        }
        let mut end = start;
        let mut depth = 0_isize;
        for line in rest.split_inclusive('\n').take(if self.failures < 20 { 1000 } else { 10 }) {
            if line.trim().is_empty() && depth <= 0 {
                break;
            }
            depth += balance(line);
            end += line.len();
        }
        self.note(depth <= 0);
        if depth > 0 {
            // Brackets that never close: the program ends with the paragraph.
            end = paragraph_end(text, start, MAX_FLOW);
        }
        Some(start + text.get(start..end)?.trim_end().len())
    }

    fn window<'a>(&self, text: &'a str, at: usize, most: usize) -> Option<&'a str> {
        let mut end = (at + if self.failures < 100 { most } else { 256 }).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.get(at..end)
    }

    fn note(&mut self, success: bool) {
        self.failures += usize::from(!success);
    }
}

fn expression(text: &str, span: Span, inner: Span) -> HoleKind {
    let source = text.get(inner.range()).unwrap_or_default();
    if is_comment(text.get(span.range()).unwrap_or_default()) {
        let id = trim(text, inner.start as usize + 2, inner.end as usize - 2);
        return match text.get(id.range()) {
            Some(id_text) if id_text.starts_with('#') && !id_text.contains(char::is_whitespace) => {
                HoleKind::Attributes(Some(Span { start: id.start + 1, end: id.end }))
            }
            _ => HoleKind::Comment,
        };
    }
    match source.as_bytes() {
        [b'#', ..] if !source.contains(char::is_whitespace) => {
            HoleKind::Attributes(Some(Span { start: inner.start + 1, end: inner.end }))
        }
        // {' '} keeps a space that JSX would drop.
        [b'"' | b'\'' | b'`', .., b'"' | b'\'' | b'`'] if source.get(1..source.len() - 1).is_some_and(blank) => {
            HoleKind::Nothing
        }
        _ => HoleKind::Inline(InlineKind::Placeholder, span),
    }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Whether `{…}` holds a comment and nothing else.
fn is_comment(braces: &str) -> bool {
    let inner = braces.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default().trim();
    inner.len() >= 4 && inner.starts_with("/*") && inner.find("*/") == Some(inner.len() - 2)
}

/// Whether an element of HTML holds nothing, so that nothing closes it.
pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

fn token(window: &str, at: usize, tag: &html::Tag) -> Token {
    let span = Span::new(at, at + tag.range.end);
    let name = Span::new(at + tag.name.start, at + tag.name.end);
    let kind = if window.starts_with("</") {
        TokenKind::Close(Family::Jsx)
    } else if tag.alone || window.get(tag.name.clone()).is_some_and(is_void) {
        TokenKind::Alone(BlockKind::Component)
    } else {
        TokenKind::Open(Family::Jsx, BlockKind::Component)
    };
    let inner = trim(window, tag.name.end, tag.range.end - if tag.alone { 2 } else { 1 });
    let content = Span::new(at + inner.start as usize, at + inner.end as usize);
    Token { name, content, ..Token::bare(kind, span) }
}

/// `import a from 'b'`, over several lines too, or `import 'b'`.
fn is_import(rest: &str, first: &str) -> bool {
    let Some(what) = first.strip_prefix("import ").map(str::trim_start) else { return false };
    if what.starts_with(['"', '\'']) {
        return true;
    }
    if !what.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '{' | '*' | '_' | '$')) {
        return false;
    }
    let statement = rest.get(..paragraph_end(rest, 0, MAX_INLINE)).unwrap_or_default();
    statement.match_indices("from").any(|(at, word)| {
        let before = statement.get(..at).unwrap_or_default();
        let after = statement.get(at + word.len()..).unwrap_or_default().trim_start();
        before.ends_with([' ', '}', '\n']) && after.starts_with(['"', '\''])
    })
}

fn is_export(first: &str) -> bool {
    let Some(what) = first.strip_prefix("export ") else { return false };
    let word: &str = what.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    matches!(word, "const" | "let" | "var" | "function" | "async" | "default" | "class" | "type" | "interface")
        || what.trim_start().starts_with(['{', '*'])
}

/// How many more brackets a line opens than it closes.
fn balance(line: &str) -> isize {
    line.bytes().fold(0, |depth, byte| match byte {
        b'{' | b'(' | b'[' => depth + 1,
        b'}' | b')' | b']' => depth - 1,
        _ => depth,
    })
}

/// Whether a page that is not named so is MDX: it imports something, outside of code.
pub fn is_mdx(body: &str) -> bool {
    if !body.starts_with("import ") && memchr::memmem::find(body.as_bytes(), b"\nimport ").is_none() {
        return false;
    }
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let text = line.trim();
        match fence {
            Some(mark) if text.starts_with(mark) => fence = None,
            Some(_) => {}
            None => fence = ["```", "~~~"].into_iter().find(|mark| text.starts_with(mark)),
        }
        if fence.is_none() && line.starts_with("import ") {
            let rest = body.get(at..).unwrap_or_default();
            if is_import(rest, line.trim_end())
                && line.contains(" from ")
                && line.trim_end().ends_with([';', '\'', '"'])
            {
                return true;
            }
        }
        at += line.len();
    }
    false
}
