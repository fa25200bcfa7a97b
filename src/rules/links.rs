//! Links and images that changed, for the rules about them.

use super::inline::{self, Change, Count};
use super::view::Pair;
use crate::compare::target;
use crate::document::{Inline, InlineKind};

/// The changes among links, by what they point to; fragments are compared by `link-fragment`.
#[must_use]
pub fn links(pair: &Pair<'_>) -> Vec<Change> {
    changes(pair, |inline| matches!(inline.kind, InlineKind::Link | InlineKind::Url))
}

/// The changes among images.
#[must_use]
pub fn images(pair: &Pair<'_>) -> Vec<Change> {
    changes(pair, |inline| inline.kind == InlineKind::Image)
}

fn changes(pair: &Pair<'_>, wanted: impl Fn(&Inline) -> bool) -> Vec<Change> {
    let context = target::Context {
        source_path: &pair.source.member.file.shown,
        target_path: &pair.target.member.file.shown,
        source_language: pair.source.member.language.tag(),
        target_language: pair.target.member.language.tag(),
    };
    let mut changes = inline::changes(pair, Count::Each, |page, inline| {
        wanted(inline).then(|| target::normal(page.document.slice(inline.value), page.member.language.tag()))
    });
    changes.retain(|change| match (change.source, change.target) {
        (Some(source), Some(target)) => {
            let (here, there) = (pair.source.document.slice(source.value), pair.target.document.slice(target.value));
            !target::same(here, there, &context)
        }
        _ => true,
    });
    changes
}
