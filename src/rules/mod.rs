//! The rules: one file each, a value with its docs and its check.

mod sink;
mod view;

pub use sink::{Finding, Sink};
pub use view::{DocumentView, GroupView, Pair};

use crate::diagnostic::Severity;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Which pages there are.
    Coverage,
    /// The fields above the text.
    FrontMatter,
    /// Headings and what stands under them.
    Sections,
    /// Paragraphs, lists, tables, code.
    Blocks,
    /// What stands within a line.
    Inline,
    /// What the text says.
    Content,
}

/// Which view of the corpus a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// All pages of one group.
    Group(fn(&GroupView<'_>, &mut Sink<'_>)),
    /// Each page by itself.
    Document(fn(&DocumentView<'_>, &mut Sink<'_>)),
    /// Each translation beside its source.
    Pair(fn(&Pair<'_>, &mut Sink<'_>)),
}

/// A rule.
pub struct Rule {
    /// Its name, thing and problem.
    pub id: &'static str,
    /// What it is about.
    pub family: Family,
    /// How serious its findings are unless the configuration says otherwise.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// What it does, why that matters and what to do, in Markdown.
    pub explain: &'static str,
    /// The check.
    pub check: Check,
}
