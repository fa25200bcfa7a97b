//! Where front matter starts and ends, in pages that write it properly and in pages that do not.

use std::ops::Range;

use super::Format;
use super::lines::{Line, is_element, is_key, is_yaml, key_line, lines};
use crate::document::Span;

/// Front matter found in a text, as byte offsets; its content is not yet read.
#[derive(Debug, Clone)]
pub(super) struct Located {
    pub format: Format,
    /// All of it, fences included, without the last line end.
    pub span: Range<usize>,
    pub content: Range<usize>,
    /// Where the text after it starts.
    pub body: usize,
    /// What is wrong with its fences.
    pub problems: Vec<(Span, String)>,
    /// Whether both fences stand on lines of their own.
    pub clean: bool,
    /// Whether all of it stands on one line.
    pub one_line: bool,
}

/// Keys that front matter usually has. They only decide whether a block that is out of place, not closed or repeated
/// is front matter at all.
const USUAL_KEYS: [&str; 16] = [
    "title",
    "layout",
    "lang",
    "language",
    "locale",
    "date",
    "description",
    "slug",
    "weight",
    "draft",
    "type",
    "permalink",
    "author",
    "tags",
    "id",
    "translated",
];

/// How far into a file front matter is looked for, in lines, when something stands before it.
const LATEST_LINE: usize = 8;

/// Find front matter in `text`, of which the first `start` bytes are a byte order mark.
pub(super) fn locate(text: &str, start: usize) -> Option<Located> {
    let first = lines(text, start).next()?;
    match first.text.as_bytes() {
        [b'-', b'-', b'-', ..] => yaml(text, first),
        [b'+', b'+', b'+', ..] => fenced(text, first, "+++", Format::Toml),
        [b';', b';', b';', ..] => fenced(text, first, ";;;", Format::Json),
        [b'{', ..] => object(text, start),
        _ => None,
    }
}

/// A `---` block with usual keys that stands below blank lines, a sentence or the opening of a code fence.
pub(super) fn late(text: &str, start: usize) -> Option<Located> {
    let before: Vec<_> =
        lines(text, start).take(LATEST_LINE).take_while(|line| line.text.trim_end() != "---").collect();
    let words = before.iter().filter(|line| !line.is_blank());
    let opening = lines(text, before.last()?.next).next().filter(|line| line.text.trim_end() == "---")?;
    let mut found = yaml(text, opening).filter(|found| found.clean)?;
    let content = text.get(found.content.clone())?;
    // Headings and comments are put there by people.
    let meant = words.clone().any(|line| ["#", "<", "import "].iter().any(|start| line.text.starts_with(start)));
    if meant || words.clone().count() > 2 || !is_key(content.lines().next()?) || usual_keys(content) == 0 {
        return None;
    }
    let fence = words.clone().last().and_then(|line| line.text.get(..3)).filter(|fence| ["```", "~~~"].contains(fence));
    let wrapped = fence.is_some_and(|fence| text.trim_end().ends_with(fence));
    let what = match words.count() {
        0 => format!("after {} blank {}", before.len(), if before.len() == 1 { "line" } else { "lines" }),
        _ if fence.is_some() => "inside a code fence".to_owned(),
        _ => "below other text".to_owned(),
    };
    // A page that stands in a code fence as a whole is a finding of its own.
    if !wrapped {
        let span = Span::new(opening.start, opening.end());
        found.problems.insert(0, (span, format!("front matter starts {what}, where it is read as text")));
    }
    Some(found)
}

/// YAML between `---` lines, the first of which is `opening`.
fn yaml(text: &str, opening: Line<'_>) -> Option<Located> {
    let mut problems = Vec::new();
    let mut content = opening.next;
    if opening.text.trim_end() != "---" {
        let rest = opening.text.get(3..)?;
        let lead = rest.len() - rest.trim_start().len();
        if !is_key(rest.trim_start()) {
            return None;
        }
        if let Some(found) = one_line(text, opening) {
            return Some(found);
        }
        content = opening.start + 3 + lead;
        problems.push((
            Span::new(opening.start, opening.start + 3),
            "the opening `---` of the front matter is glued to its first key".to_owned(),
        ));
    }
    let close = closing(text, content);
    let Some(Closing { fence, body, clean }) = close else {
        return unclosed(text, opening, content, problems);
    };
    if !clean {
        let span = Span::new(fence.start, fence.end);
        problems.push((span, "the closing `---` of the front matter is glued to other text".to_owned()));
    }
    let clean = clean && problems.is_empty();
    Some(Located {
        format: Format::Yaml,
        span: opening.start..fence.end,
        content: content..fence.start.max(content),
        body,
        problems,
        clean,
        one_line: false,
    })
}

/// Front matter that lost its line ends: `--- title: A lang: de --- Text`.
fn one_line(text: &str, opening: Line<'_>) -> Option<Located> {
    let start = opening.start + 3;
    let end = start + text.get(start..opening.end())?.find(" ---")?;
    let after = text.get(end + 4..opening.end())?;
    let gap = after.len() - after.trim_start().len();
    let body = if after.trim().is_empty() { opening.next } else { end + 4 + gap };
    let span = opening.start..end + 4;
    let problem = (Span::new(span.start, span.end), "front matter stands on one line".to_owned());
    let problems = vec![problem];
    Some(Located { format: Format::Yaml, span, content: start..end, body, problems, clean: false, one_line: true })
}

struct Closing {
    fence: Range<usize>,
    body: usize,
    clean: bool,
}

/// The end of YAML that starts at `content`: a line of `---` or `...`, or a `---` that is glued to something.
fn closing(text: &str, content: usize) -> Option<Closing> {
    // Whether all lines so far can be front matter, and at least one is a key.
    let (mut pure, mut keys) = (true, false);
    for line in lines(text, content) {
        let trimmed = line.text.trim_end();
        if trimmed == "---" || trimmed == "..." {
            return Some(Closing { fence: line.start..line.start + 3, body: line.next, clean: true });
        }
        keys |= is_key(trimmed);
        if pure
            && keys
            && let Some(at) = glued(text, line)
        {
            let end = line.start + at + 3;
            let gap = text.get(end..line.end())?;
            let body = if gap.trim().is_empty() { line.next } else { line.end() - gap.trim_start().len() };
            return Some(Closing { fence: line.start + at..end, body, clean: false });
        }
        pure &= line.is_blank() || is_yaml(trimmed);
    }
    None
}

/// Where in a line below a key a closing `---` is glued to text, if one is.
fn glued(text: &str, line: Line<'_>) -> Option<usize> {
    if let Some(rest) = line.text.strip_prefix("---") {
        let underline = rest.trim_start().starts_with('-') || is_key(rest);
        return (!underline).then_some(0);
    }
    if !is_key(line.text) {
        return None;
    }
    let at = key_line(line.text).map(|split| split.value.start)?;
    let found = at + line.text.get(at..)?.find("---")?;
    let quoted = line.text.get(at..)?.starts_with(['"', '\'']) && line.text.trim_end().ends_with(['"', '\'']);
    let longer = line.text.get(found + 3..)?.starts_with('-');
    // A dash within a title is followed by further keys or by the closing fence, a glued fence by the text.
    let next = lines(text, line.next).find(|next| !next.is_blank() && !next.text.starts_with('#'));
    let goes_on = next.is_some_and(|next| is_yaml(next.text) || is_fence(next.text));
    (!quoted && !longer && !goes_on).then_some(found)
}

fn is_fence(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

/// Front matter without an end: it goes as far as its lines look like it.
fn unclosed(text: &str, opening: Line<'_>, content: usize, mut problems: Vec<(Span, String)>) -> Option<Located> {
    let (end, body) = run(text, content)?;
    if usual_keys(text.get(content..end)?) == 0 {
        return None;
    }
    let content_span = content..end;
    // A line of other dashes was meant to close it.
    if let Some(line) = lines(text, body).find(|line| !line.is_blank()).filter(|line| is_almost_fence(line.text)) {
        let dashes = line.text.trim();
        let message = format!("front matter is closed by `{dashes}` instead of `---`");
        problems.push((Span::new(line.start, line.start + line.text.trim_end().len()), message));
        let span = opening.start..line.end();
        let (format, body) = (Format::Yaml, line.next);
        return Some(Located { format, span, content: content_span, body, problems, clean: false, one_line: false });
    }
    let span = Span::new(opening.start, opening.start + 3);
    problems.push((span, "front matter is never closed".to_owned()));
    Some(Located {
        format: Format::Yaml,
        span: opening.start..end,
        content: content..end,
        body,
        problems,
        clean: false,
        one_line: false,
    })
}

/// Dashes, but not three: `--`, `----`, `——`.
fn is_almost_fence(line: &str) -> bool {
    let dashes = line.chars().filter(|character| !character.is_whitespace());
    let count = dashes.clone().count();
    (1..=12).contains(&count)
        && dashes.clone().all(|dash| "-–—―─－".contains(dash))
        && (count > 1 || !line.trim_start().starts_with('-'))
}

/// The same front matter read as if its closing fence belonged to the text: for a page that lost the fence and has a
/// thematic break further down.
pub(super) fn shortened(text: &str, found: &Located) -> Option<Located> {
    let (_, body) = run(text, found.content.start)?;
    if !found.clean || body >= found.content.end {
        return None;
    }
    let opening = lines(text, found.span.start).next()?;
    unclosed(text, opening, found.content.start, Vec::new())
}

/// How far lines from `start` on read as front matter: where they end and where the text after them starts.
fn run(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut end = None;
    let mut blank = false;
    for line in lines(text, start) {
        if line.is_blank() {
            blank = true;
            continue;
        }
        // After a blank line a `#` is a heading and an indented line or a dash may be anything.
        let fits = if blank || end.is_none() { is_key(line.text) } else { is_yaml(line.text) || is_element(line.text) };
        if !fits {
            break;
        }
        blank = false;
        end = Some((line.end(), line.next));
    }
    end
}

/// How many keys at the top of `content` are ones that front matter usually has.
fn usual_keys(content: &str) -> usize {
    lines(content, 0)
        .take(64)
        .filter_map(|line| {
            let split = key_line(line.text).filter(|split| split.indent == 0 && !split.dash)?;
            line.text.get(split.key)
        })
        .filter(|key| USUAL_KEYS.contains(key))
        .count()
}

/// A fence that stands twice, or a whole second block with the same keys: where the text after it starts, and what to
/// say.
pub(super) fn repeated(text: &str, found: &Located) -> Option<(Located, bool)> {
    let next = lines(text, found.body).find(|line| !line.is_blank())?;
    let empty = text.get(found.content.clone())?.trim().is_empty();
    if empty && next.start == found.body && is_key(next.text) {
        let fence = lines(text, found.content.end).next()?;
        let mut inner = yaml(text, fence).filter(|inner| inner.clean)?;
        inner.span.start = found.span.start;
        let span = Span::new(fence.start, fence.start + 3);
        inner.problems.push((span, "the opening `---` of the front matter stands twice".to_owned()));
        return Some((inner, true));
    }
    let again = (!empty && next.text.trim_end() == "---").then(|| yaml(text, next)).flatten()?;
    let content = text.get(again.content.clone())?;
    let same = again.clean && is_key(content.lines().next()?) && usual_keys(content) > 0;
    same.then_some((again, false))
}

/// Front matter between two lines of a fence other than `---`.
fn fenced(text: &str, opening: Line<'_>, fence: &str, format: Format) -> Option<Located> {
    if opening.text.trim_end() != fence {
        return None;
    }
    for line in lines(text, opening.next) {
        let Some(rest) = line.text.strip_prefix(fence) else { continue };
        let clean = rest.trim().is_empty();
        let end = line.start + fence.len();
        let mut problems = Vec::new();
        if !clean {
            let message = format!("the closing `{fence}` of the front matter is glued to other text");
            problems.push((Span::new(line.start, end), message));
        }
        let body = if clean { line.next } else { line.end() - rest.trim_start().len() };
        let content = opening.next..line.start;
        return Some(Located { format, span: opening.start..end, content, body, problems, clean, one_line: false });
    }
    let end = lines(text, opening.next).take_while(|line| !line.is_blank()).last()?.end();
    if !text.get(opening.next..end)?.contains(['=', ':']) {
        return None;
    }
    let problems = vec![(Span::new(opening.start, opening.end()), "front matter is never closed".to_owned())];
    let body = lines(text, end).nth(1).map_or(text.len(), |line| line.start);
    let content = opening.next..end;
    Some(Located { format, span: opening.start..end, content, body, problems, clean: false, one_line: false })
}

/// A JSON object at the very start.
fn object(text: &str, start: usize) -> Option<Located> {
    let rest = text.get(start..)?;
    let inner = rest.get(1..)?.trim_start();
    // Templates and MDX expressions start with a brace as well.
    if !inner.starts_with(['"', '}']) {
        return None;
    }
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 && !quoted {
            let end = start + at + 1;
            let line = lines(text, end).next();
            let clean = line.is_none_or(|line| line.is_blank());
            let body = if clean { line.map_or(end, |line| line.next) } else { end };
            let content = start..end;
            return Some(Located {
                format: Format::Json,
                span: start..end,
                content,
                body,
                problems: Vec::new(),
                clean,
                one_line: false,
            });
        }
    }
    None
}
