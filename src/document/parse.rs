//! From the bytes of a page to a [`Document`].

use super::map::Map;
use super::walk;
use super::{Document, Lines, front_matter};

/// Parse a page. `path` tells by its extension whether it is MDX. Never fails: what is wrong with the page is in
/// [`Document::problems`].
#[must_use]
pub fn parse(text: String, path: &str) -> Document {
    let _ = path;
    let lines = Lines::new(&text);
    let reading = front_matter::read(&text);
    let body = reading.body;
    let source = text.get(body..).unwrap_or_default();
    let page = walk::walk(&text, body, source, &Map::identity(body));
    Document {
        lines,
        front_matter: reading.front_matter,
        body: u32::try_from(body).unwrap_or(u32::MAX),
        blocks: page.blocks,
        inlines: page.inlines,
        comments: page.comments,
        problems: reading.problems.into_iter().chain(page.problems).collect(),
        text,
    }
}
