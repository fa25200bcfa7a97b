//! From the bytes of a page to a [`Document`].

use super::{Document, Lines, Problem, ProblemKind, dialect, front_matter, walk, wrapped};

/// Parse a page. `path` tells by its extension whether it is MDX. Never fails: what is wrong with the page is in
/// [`Document::problems`].
#[must_use]
pub fn parse(text: String, path: &str) -> Document {
    let lines = Lines::new(&text);
    let reading = front_matter::read(&text);
    let body = reading.body;
    let mdx = path.len() > 4 && path.get(path.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".mdx"));
    let matter = reading.front_matter.as_ref().map(|matter| matter.span.start as usize);
    let wrapped = wrapped::find(&text, matter, body);
    let inside = wrapped.as_ref().map_or(body..text.len(), |wrapped| wrapped.inside.clone());
    let page = walk::walk(&text, body, &dialect::mask(&text, inside, mdx));
    let wrapped = wrapped.map(|wrapped| Problem {
        kind: ProblemKind::FenceWrapped,
        span: wrapped.fence,
        message: "the whole page stands in a code fence".to_owned(),
    });
    Document {
        lines,
        front_matter: reading.front_matter,
        body: u32::try_from(body).unwrap_or(u32::MAX),
        blocks: page.blocks,
        inlines: page.inlines,
        comments: page.comments,
        problems: wrapped.into_iter().chain(reading.problems).chain(page.problems).collect(),
        text,
    }
}
