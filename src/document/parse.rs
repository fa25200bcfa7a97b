//! From the bytes of a page to a [`Document`].

use super::{Document, Lines, dialect, front_matter, walk};

/// Parse a page. `path` tells by its extension whether it is MDX. Never fails: what is wrong with the page is in
/// [`Document::problems`].
#[must_use]
pub fn parse(text: String, path: &str) -> Document {
    let lines = Lines::new(&text);
    let reading = front_matter::read(&text);
    let body = reading.body;
    let mdx = path.len() > 4 && path.get(path.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".mdx"));
    let page = walk::walk(&text, body, &dialect::mask(&text, body..text.len(), mdx));
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
