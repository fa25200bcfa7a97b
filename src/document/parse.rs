//! From the bytes of a page to a [`Document`].

use super::map::Map;
use super::walk;
use super::{Document, Lines};

/// Parse a page. `path` tells by its extension whether it is MDX. Never fails: what is wrong with the page is in
/// [`Document::problems`].
#[must_use]
pub fn parse(text: String, path: &str) -> Document {
    let _ = path;
    let lines = Lines::new(&text);
    let body = body_start(&text);
    let source = text.get(body..).unwrap_or_default();
    let page = walk::walk(&text, body, source, &Map::identity(body));
    Document {
        lines,
        front_matter: None,
        body: u32::try_from(body).unwrap_or(u32::MAX),
        blocks: page.blocks,
        inlines: page.inlines,
        comments: page.comments,
        problems: page.problems,
        text,
    }
}

/// Where the body starts: after a byte order mark and a block between `---` or `+++` lines.
fn body_start(text: &str) -> usize {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = text.get(start..).unwrap_or_default();
    for fence in ["---", "+++"] {
        let mut lines = rest.split_inclusive('\n');
        if lines.next().is_none_or(|line| line.trim_end() != fence) {
            continue;
        }
        let mut end = start + rest.split_inclusive('\n').next().map_or(0, str::len);
        for line in lines {
            end += line.len();
            if line.trim_end() == fence {
                return end;
            }
        }
    }
    start
}
