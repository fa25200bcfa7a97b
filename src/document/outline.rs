//! A document as indented lines, for tests and for looking at what was parsed.

use std::fmt::Write as _;

use super::block::{BlockId, Inline};
use super::{Block, BlockKind, Document};

/// One line a block: its kind, its name, and its own inlines.
#[must_use]
pub fn outline(document: &Document) -> String {
    let mut out = String::new();
    let mut depths = vec![0_usize; document.blocks.len()];
    for (id, block) in document.blocks.iter().enumerate().skip(1) {
        let depth = depths.get(block.parent).copied().unwrap_or(0);
        if let Some(own) = depths.get_mut(id) {
            *own = depth + 1;
        }
        let _ = write!(out, "{:1$}{2}", "", depth * 2, label(document, block));
        for inline in own_inlines(document, id) {
            let _ = write!(out, " {}", show(document, inline));
        }
        out.push('\n');
    }
    for problem in &document.problems {
        let _ = writeln!(out, "! {:?} line {}", problem.kind, document.lines.line(problem.span.start));
    }
    out
}

/// The inlines of a block that are not those of a child.
fn own_inlines(document: &Document, id: BlockId) -> impl Iterator<Item = &Inline> {
    let first = document.blocks.get(id).map_or(0, |block| block.inlines.0);
    let children: Vec<(u32, u32)> =
        document.children(id).filter_map(|child| Some(document.blocks.get(child)?.inlines)).collect();
    let all = document.inlines_of(id).iter().zip(first..);
    all.filter(move |(_, at)| !children.iter().any(|child| child.0 <= *at && *at < child.1)).map(|(inline, _)| inline)
}

fn label(document: &Document, block: &Block) -> String {
    let mut label = match block.kind {
        BlockKind::Heading(level) => format!("h{level}"),
        BlockKind::List(None) => "ul".to_owned(),
        BlockKind::List(Some(start)) => format!("ol {start}"),
        BlockKind::Item(None) => "li".to_owned(),
        BlockKind::Item(Some(done)) => format!("li [{}]", if done { 'x' } else { ' ' }),
        BlockKind::Row(true) => "head".to_owned(),
        BlockKind::Row(false) => "row".to_owned(),
        BlockKind::Code { fenced: true } => "code".to_owned(),
        BlockKind::Code { fenced: false } => "indented".to_owned(),
        kind => format!("{kind:?}").to_lowercase(),
    };
    if !block.name.is_empty() {
        let _ = write!(label, " #{}", document.slice(block.name));
    }
    if block.content != block.span {
        let _ = write!(label, " <{}>", document.slice(block.content).escape_debug());
    }
    label
}

fn show(document: &Document, inline: &Inline) -> String {
    let span = document.slice(inline.span).escape_debug();
    if inline.kind == super::InlineKind::Text {
        return format!("\"{span}\"");
    }
    format!("{:?}({})", inline.kind, document.slice(inline.value).escape_debug())
}
