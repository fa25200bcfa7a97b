//! Pages that stand in a code fence as a whole: language models like to answer with one.

use std::ops::Range;

use super::span::Span;

/// A fence around a page.
#[derive(Debug)]
pub struct Wrapped {
    /// Its opening line.
    pub fence: Span,
    /// What it encloses.
    pub inside: Range<usize>,
}

/// A line of backticks or tildes.
#[derive(Debug)]
struct Fence<'a> {
    span: Span,
    next: usize,
    mark: u8,
    len: usize,
    info: &'a str,
}

/// The fence around a page, if there is one. `body` is where the body starts, `front_matter` where its front matter
/// does: it may stand inside the fence.
pub fn find(text: &str, front_matter: Option<usize>, body: usize) -> Option<Wrapped> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if let Some(matter) = front_matter
        && let Some(opening) = first_fence(text, bom)
        && (opening.span.start as usize) < matter
    {
        // What starts with front matter is a page, whatever the fence calls it.
        let closing = last_fence(text, body, &opening)?;
        return Some(Wrapped { fence: opening.span, inside: body..closing.span.start as usize });
    }
    let opening = first_fence(text, body)?;
    let named = matches!(opening.info.to_ascii_lowercase().as_str(), "markdown" | "md" | "mdx");
    if !named && !opening.info.is_empty() {
        return None;
    }
    let inside = opening.next;
    let closing = last_fence(text, inside, &opening);
    let end = closing.as_ref().map_or(text.len(), |closing| closing.span.start as usize);
    let page = named || is_page(text.get(inside..end)?, closing.is_some());
    let inner = fences(text, inside..end, &opening);
    (page && encloses(&inner, closing.is_some())).then_some(Wrapped { fence: opening.span, inside: inside..end })
}

/// Whether what stands in a fence without a name is a page: it starts with a heading or a list, or, where a fence closes it,
/// has headings after blank lines or fences of its own.
fn is_page(inside: &str, closed: bool) -> bool {
    let marks = ["\n\n## ", "\n\n### ", "\n\n```", "\r\n\r\n## ", "\r\n\r\n### ", "\r\n\r\n```"];
    inside.trim_start().starts_with(['#', '-']) || closed && marks.iter().any(|mark| inside.contains(mark))
}

/// Whether the first fence encloses the others rather than being closed by one of them. Each reading of the lines is
/// followed through: a line with an info string cannot close, and what is opened must be closed.
fn encloses(inner: &[Fence<'_>], closed: bool) -> bool {
    let follow = |mut open: bool| {
        let sound = inner.iter().all(|fence| {
            let sound = !open || fence.info.is_empty();
            open = !open;
            sound
        });
        sound.then_some(open)
    };
    let enclosing = follow(false) == Some(false);
    let side_by_side = follow(true) == Some(closed);
    match inner.first() {
        None => true,
        Some(_) => enclosing && !side_by_side,
    }
}

/// The fence on the first line that is not blank.
fn first_fence(text: &str, from: usize) -> Option<Fence<'_>> {
    let rest = text.get(from..)?;
    let blank = rest.len() - rest.trim_start().len();
    let start = rest.get(..blank)?.rfind('\n').map_or(from, |newline| from + newline + 1);
    fence(text, start)
}

/// The fence on the last line that is not blank, if it can close `opening`.
fn last_fence<'a>(text: &'a str, from: usize, opening: &Fence<'_>) -> Option<Fence<'a>> {
    let end = text.trim_end().len();
    let start = text.get(from..end)?.rfind('\n').map_or(from, |newline| from + newline + 1);
    fence(text, start).filter(|last| last.mark == opening.mark && last.len >= opening.len && last.info.is_empty())
}

/// The fences that `opening` would have to do with.
fn fences<'a>(text: &'a str, range: Range<usize>, opening: &Fence<'_>) -> Vec<Fence<'a>> {
    let mut found = Vec::new();
    let mut at = range.start;
    for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
        found.extend(fence(text, at).filter(|fence| fence.mark == opening.mark && fence.len >= opening.len));
        at += line.len();
    }
    found
}

/// The fence on the line that starts at `start`.
fn fence(text: &str, start: usize) -> Option<Fence<'_>> {
    let rest = text.get(start..)?;
    let line = rest.lines().next()?;
    let body = line.trim();
    let mark = *body.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let len = body.bytes().take_while(|&byte| byte == mark).count();
    let info = body.get(len..)?.trim();
    let at = start + line.len() - line.trim_start().len();
    let next = memchr::memchr(b'\n', rest.as_bytes()).map_or(text.len(), |newline| start + newline + 1);
    let sound = len >= 3 && !(mark == b'`' && info.contains('`'));
    sound.then(|| Fence { span: Span::new(at, at + body.len()), next, mark, len, info })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str) -> Option<&str> {
        find(text, None, 0).map(|wrapped| &text[wrapped.inside])
    }

    #[test]
    fn a_fence_around_the_page() {
        assert_eq!(inside("```markdown\n# A\n\nb\n```\n"), Some("# A\n\nb\n"));
        assert_eq!(inside("\n```\n# A\n```"), Some("# A\n"));
        assert_eq!(inside("```md\n# A\n"), Some("# A\n"));
        assert_eq!(inside("```markdown\n# A\n```js\nb\n```\nc\n```\n"), Some("# A\n```js\nb\n```\nc\n"));
        assert_eq!(inside("```\nA b.\n\n## C\n\nd\n```\n"), Some("A b.\n\n## C\n\nd\n"));
        assert_eq!(inside("````\nA b.\n\n```js\nc\n```\n````\n"), Some("A b.\n\n```js\nc\n```\n"));
        assert_eq!(inside("````markdown\n# A\n```\nb\n```\n````\n"), Some("# A\n```\nb\n```\n"));
    }

    #[test]
    fn a_page_that_starts_with_code() {
        for page in [
            "```js\na\n```\n",
            "```\na = 1\n```\n",
            "```md\n# A\n```\n\nText.\n",
            "```md\n# A\n```\n\nText.\n\n```js\nb\n```\n",
            "```md\n# A\n```\n\n```\nb\n```\n",
            "Text\n```markdown\n# A\n```\n",
            "```\nmake a\n\n# then\nmake b\n```\n",
            "```\na\n```\n\n## B\n\n```\nc\n```\n",
        ] {
            assert_eq!(inside(page), None, "{page}");
        }
    }
}
