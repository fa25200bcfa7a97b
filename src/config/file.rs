//! The configuration file as it is written: `isogloss.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::words::{Audience, Grouping, KeyPattern, Layout, Levels, Pattern, Tag};

/// Configuration of isogloss. Every key may be left out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[schemars(title = "isogloss.toml", extend("$id" = "isogloss.schema.json"))]
pub struct File {
    /// Language that pages are written in first. Without it: what front matter says, else the language with most pages.
    pub source: Option<Tag>,
    /// Languages that every page is expected in. Without them: those that the repository shows.
    pub languages: Vec<Tag>,
    /// Files to read, in the syntax of .gitignore. Without them: all.
    pub include: Vec<String>,
    /// Files not to read, in the syntax of .gitignore.
    pub exclude: Vec<String>,
    /// Extensions to read besides md, mdx and markdown.
    pub extensions: Vec<String>,
    /// Where languages stand in paths, as in "docs/{lang}/{key}". Without them: found from evidence.
    pub layouts: Vec<Layout>,
    /// The only thing to group pages by: "path", "title" or "field:NAME". Without it: all of them in turn.
    pub group_by: Option<Grouping>,
    /// How serious the findings of each rule are.
    pub rules: Levels,
    /// What translations do with keys of the front matter. A name means everything under it too; * stands for anything.
    pub front_matter: FrontMatter,
    /// Exceptions for some pages; of two that speak of the same rule, the later one holds.
    pub overrides: Vec<Override>,
    /// Words that are to be used, by language; "*" means every language.
    pub terms: BTreeMap<Audience, TermList>,
}

/// What translations do with keys of the front matter.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct FrontMatter {
    /// Keys whose values are the same in each language.
    pub same: Vec<KeyPattern>,
    /// Keys whose values are never the same.
    pub different: Vec<KeyPattern>,
    /// Keys whose values are translated.
    pub translated: Vec<KeyPattern>,
    /// Keys that nothing is said about.
    pub ignore: Vec<KeyPattern>,
}

/// An exception for some pages.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Override {
    /// The pages, as patterns over paths relative to this file. Without them: all.
    #[serde(default)]
    pub paths: Vec<Pattern>,
    /// The languages of the pages. Without them: all.
    #[serde(default)]
    pub languages: Vec<Tag>,
    /// How serious the findings are there.
    pub rules: Levels,
}

/// Words that are to be used in one language.
#[derive(Debug, Default, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct TermList {
    /// Words of the source that stay as they are.
    pub keep: Vec<String>,
    /// Words that a translation must not use.
    pub forbidden: Vec<String>,
    /// Words of the source, each with those of which its translation has to use one.
    pub required: BTreeMap<String, OneOrMore>,
}

/// A word or several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a word or a list of words")]
pub enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

/// The JSON Schema of the file.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(File)
}
