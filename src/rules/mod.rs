//! The rules: one file each, a value with its docs and its check.
//!
//! A new rule is a file here, its `mod` line and its line in [`ALL`], and a folder under `fixtures/rules/`.

mod backtick;
mod boilerplate;
mod code_changed;
mod code_fix;
mod component;
mod content;
mod encoding;
mod examples;
mod fence_wrapped;
mod fill;
mod footnote;
mod front_matter;
mod front_matter_invalid;
mod front_matter_missing;
mod image_missing;
mod image_target;
mod inline;
mod inline_code;
mod judge;
mod kept;
mod key_extra;
mod key_missing;
mod key_type;
mod language_mismatch;
mod lengths;
mod link_extra;
mod link_fragment;
mod link_missing;
mod link_target;
mod links;
mod markup;
mod markup_broken;
mod math;
mod meant;
mod model_chatter;
mod moved;
mod number;
mod parts;
mod phrase;
mod placeholder;
mod quotes;
mod repetition;
mod shortcode;
mod sink;
mod stale;
mod switcher;
mod tags;
mod translation_duplicated;
mod unclosed;
mod untranslated;
mod value_changed;
mod values;
mod view;
mod vocabulary;
mod wrong_language;

mod admonition_kind;
mod alien;
mod block_duplicated;
mod block_extra;
mod block_kind;
mod block_missing;
mod block_moved;
mod code_extra;
mod code_language;
mod code_missing;
mod generated;
mod heading_id;
mod heading_level;
mod list_kind;
mod list_length;
mod list_nesting;
mod out_of_sync;
mod section_extra;
mod section_missing;
mod section_moved;
pub(crate) mod source_newer;
pub(crate) mod table_cell;
mod table_columns;
mod table_rows;
mod term;
mod translation_missing;
pub(crate) mod translation_orphaned;
mod truncated;
pub(crate) mod unused_suppression;

pub use sink::{Finding, Outcome, Sink};
pub use view::{DocumentView, GroupView, Page, Pair, TreeView};

use crate::diagnostic::Severity;

/// All rules, by family, then by name.
pub static ALL: &[&Rule] = &[
    &encoding::RULE,
    &language_mismatch::RULE,
    &out_of_sync::RULE,
    &translation_duplicated::RULE,
    &translation_missing::RULE,
    &translation_orphaned::RULE,
    &unused_suppression::RULE,
    &front_matter_invalid::RULE,
    &front_matter_missing::RULE,
    &key_extra::RULE,
    &key_missing::RULE,
    &key_type::RULE,
    &value_changed::RULE,
    &heading_id::RULE,
    &heading_level::RULE,
    &section_extra::RULE,
    &section_missing::RULE,
    &section_moved::RULE,
    &admonition_kind::RULE,
    &block_duplicated::RULE,
    &block_extra::RULE,
    &block_kind::RULE,
    &block_missing::RULE,
    &block_moved::RULE,
    &code_changed::RULE,
    &code_extra::RULE,
    &code_language::RULE,
    &code_missing::RULE,
    &list_kind::RULE,
    &list_length::RULE,
    &list_nesting::RULE,
    &table_cell::RULE,
    &table_columns::RULE,
    &table_rows::RULE,
    &component::RULE,
    &footnote::RULE,
    &image_missing::RULE,
    &image_target::RULE,
    &inline_code::RULE,
    &link_extra::RULE,
    &link_fragment::RULE,
    &link_missing::RULE,
    &link_target::RULE,
    &math::RULE,
    &number::RULE,
    &placeholder::RULE,
    &shortcode::RULE,
    &fence_wrapped::RULE,
    &markup_broken::RULE,
    &model_chatter::RULE,
    &repetition::RULE,
    &term::RULE,
    &truncated::RULE,
    &untranslated::RULE,
    &wrong_language::RULE,
    &source_newer::RULE,
];

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
    /// Which page changed last.
    Freshness,
}

/// Which view of the corpus a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// All groups, before any page is read.
    Tree(fn(&TreeView<'_>, &'static Rule, &mut Outcome)),
    /// All pages of one group.
    Group(fn(&GroupView<'_>, &mut Sink<'_>)),
    /// Each page by itself.
    Document(fn(&DocumentView<'_>, &mut Sink<'_>)),
    /// Each translation beside its source.
    Pair(fn(&Pair<'_>, &mut Sink<'_>)),
    /// Each translation beside its source, and the pages of a group that has none.
    Translation(fn(&Pair<'_>, &mut Sink<'_>), fn(&GroupView<'_>, &mut Sink<'_>)),
    /// None: the run itself sees it, outside of any page.
    Elsewhere,
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
