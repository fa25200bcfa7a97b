//! The row of links from a page to its other languages: each language has its own, and may leave it out.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::view::Page;
use crate::corpus::Group;
use crate::document::{BlockId, Document, InlineKind};

/// A block with a link to a single other language is a switcher up to this length, in bytes; a longer one is text that
/// mentions the other page.
const SHORT: usize = 160;

/// The blocks at the top of a page whose links lead, most of them, to the other languages of the page.
#[must_use]
pub fn blocks(group: &Group, page: &Page<'_>) -> Vec<BlockId> {
    let folder = Path::new(&page.member.file.shown).parent().unwrap_or(Path::new(""));
    let members: BTreeSet<&Path> = group.members.iter().map(|member| Path::new(&member.file.shown)).collect();
    let names: BTreeSet<&str> = members.iter().filter_map(|path| path.file_name()?.to_str()).collect();
    let is_member = |target: &str| {
        let path = target.split(['#', '?']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        names.contains(name) && members.contains(normal(&folder.join(path)).as_path())
    };
    let document = page.document;
    let is_switcher = |id: &BlockId| {
        let (links, own) = count(document, *id, &is_member);
        own * 2 > links && (own > 1 || document.blocks[*id].span.len() <= SHORT)
    };
    document.children(0).filter(is_switcher).collect()
}

/// How many links a block has, and how many of them lead to another language.
fn count(document: &Document, id: BlockId, is_member: &impl Fn(&str) -> bool) -> (usize, usize) {
    let links = document.inlines_of(id).iter().filter(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Url));
    links.fold((0, 0), |(links, own), link| (links + 1, own + usize::from(is_member(document.slice(link.value)))))
}

/// A path without `.` and `..`, as far as it goes up within itself.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}
