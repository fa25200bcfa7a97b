//! What a rule gets to see.

use crate::align::Alignment;
use crate::config::Config;
use crate::corpus::{Group, Member};
use crate::document::Document;

/// A page and where it comes from.
pub struct Page<'a> {
    /// Its language and file.
    pub member: &'a Member,
    /// What it says.
    pub document: &'a Document,
}

/// One group with all its pages.
pub struct GroupView<'a> {
    /// The group.
    pub group: &'a Group,
    /// Its pages that could be read, in the group's order.
    pub pages: &'a [Page<'a>],
    /// The configuration.
    pub config: &'a Config,
}

/// One page by itself.
pub struct DocumentView<'a> {
    /// The page.
    pub page: &'a Page<'a>,
    /// The configuration.
    pub config: &'a Config,
}

/// A translation beside its source.
pub struct Pair<'a> {
    /// The source.
    pub source: &'a Page<'a>,
    /// The translation.
    pub target: &'a Page<'a>,
    /// Which block answers which.
    pub alignment: &'a Alignment,
    /// The configuration.
    pub config: &'a Config,
}
