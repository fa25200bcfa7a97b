//! Parts of a page that a program writes between two comments: lists of contributors and tables of contents. They follow
//! no translation.

use crate::document::{BlockId, Document, Span};

/// What opens and closes such a part: All Contributors (<https://allcontributors.org/docs/en/cli/usage>),
/// git-contributor, doctoc.
const MARKS: [(&str, &str); 4] = [
    ("<!-- ALL-CONTRIBUTORS-LIST:START", "<!-- ALL-CONTRIBUTORS-LIST:END"),
    ("<!-- ALL-CONTRIBUTORS-BADGE:START", "<!-- ALL-CONTRIBUTORS-BADGE:END"),
    ("<!-- GITCONTRIBUTOR_START", "<!-- GITCONTRIBUTOR_END"),
    ("<!-- START doctoc", "<!-- END doctoc"),
];

/// The blocks at the top of a page that a program wrote, in order.
#[must_use]
pub fn blocks(document: &Document) -> Vec<BlockId> {
    let parts = parts(&document.text);
    if parts.is_empty() {
        return Vec::new();
    }
    let within = |id: &BlockId| parts.iter().any(|part| part.contains(document.blocks[*id].span));
    document.children(0).filter(within).collect()
}

/// From the start of each comment that opens such a part to the end of the line with the one that closes it. What is never
/// closed is none.
fn parts(text: &str) -> Vec<Span> {
    if !text.contains("<!--") {
        return Vec::new();
    }
    let part = |(open, close): &(&str, &str)| {
        let start = text.find(open)?;
        let end = start + text.get(start..)?.find(close)?;
        let end = text.get(end..)?.find('\n').map_or(text.len(), |line| end + line);
        Some(Span::new(start, end))
    };
    MARKS.iter().filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::document;

    #[test]
    fn what_a_program_wrote_is_left_apart() {
        let list =
            "<!-- ALL-CONTRIBUTORS-LIST:START -->\n\n| a |\n| - |\n| b |\n\n<!-- ALL-CONTRIBUTORS-LIST:END -->\n";
        let page = document::parse(format!("# A\n\nText.\n\n{list}\nMore.\n"), "a.md");
        assert!(!blocks(&page).is_empty());
        assert!(blocks(&page).iter().all(|&id| !page.slice(page.blocks[id].span).contains("More")));
        assert_eq!(blocks(&document::parse(format!("# A\n\n{}", &list[..60]), "a.md")), [] as [usize; 0]);
    }
}
