//! Words of the configuration file that are checked as they are read, so that a mistake is shown at its place.

use globset::{Glob, GlobMatcher};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};

use super::nearest::nearest;
use super::{GroupBy, Level};
use crate::corpus::Language;
use crate::rules;

/// Reads a string and makes something of it; what it says when it cannot becomes the error.
fn word<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    read(&text).map_err(D::Error::custom)
}

/// Declares a word: its type, how it is read, how the schema describes it.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($inner:ty) = $read:expr, $schema:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub $inner);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                word(deserializer, $read).map(Self)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

words! {
    /// A language.
    Tag(Language) = language, json_schema!({"type": "string", "description": "a language as a BCP 47 tag"});
    /// What to group by.
    Grouping(GroupBy) = group_by, json_schema!({"type": "string", "pattern": "^(path|title|field:.+)$"});
    /// A pattern over paths relative to the configuration file.
    Pattern(Glob) = path_pattern, json_schema!({"type": "string"});
    /// A place of the language in paths.
    Layout(String) = layout, json_schema!({"type": "string", "pattern": "\\{lang\\}"});
    /// A pattern over the paths of keys in front matter.
    KeyPattern(KeyMatcher) = KeyMatcher::new, json_schema!({"type": "string"});
}

/// Whom a list of words is for: a language, or `*` for every one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Audience(pub Option<Language>);

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |text| if text == "*" { Ok(None) } else { language(text).map(Some) }).map(Self)
    }
}

impl JsonSchema for Audience {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Audience".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

/// Reads the name of a language.
///
/// # Errors
/// It is none.
pub fn language(text: &str) -> Result<Language, String> {
    Language::parse(text)
        .ok_or_else(|| format!("\"{text}\" names no language; it takes a tag such as \"de\" or \"pt-BR\""))
}

/// Reads what to group by.
///
/// # Errors
/// Nothing can be grouped by that.
pub fn group_by(text: &str) -> Result<GroupBy, String> {
    match text.split_once(':') {
        None if text == "path" => Ok(GroupBy::Path),
        None if text == "title" => Ok(GroupBy::Title),
        Some(("field", name)) if !name.is_empty() => Ok(GroupBy::Field(name.to_owned())),
        _ => Err(format!("\"{text}\" is nothing to group by; there are \"path\", \"title\" and \"field:NAME\"")),
    }
}

/// Reads the name of a rule.
///
/// # Errors
/// There is no such rule: names the nearest.
pub fn rule(text: &str) -> Result<&'static str, String> {
    let names = || rules::ALL.iter().map(|rule| rule.id);
    names().find(|&id| id == text).ok_or_else(|| match nearest(text, names()) {
        Some(near) => format!("there is no rule \"{text}\"; did you mean \"{near}\"?"),
        None => format!("there is no rule \"{text}\"; `isogloss rules` names them all"),
    })
}

fn path_pattern(text: &str) -> Result<Glob, String> {
    Glob::new(text).map_err(|error| format!("\"{text}\" is no pattern: {}", error.kind()))
}

fn layout(text: &str) -> Result<String, String> {
    if text.matches("{lang}").count() == 1 {
        Ok(text.to_owned())
    } else {
        Err(format!("\"{text}\" is no layout: it takes one {{lang}}, as in \"docs/{{lang}}/{{key}}\""))
    }
}

/// Matches paths of keys: a name with everything under it; `*` stands for any characters.
#[derive(Debug, Clone)]
pub struct KeyMatcher {
    itself: GlobMatcher,
    under: [GlobMatcher; 2],
    /// How many characters it asks for: of two that match, the one that asks for more is meant.
    pub weight: usize,
}

impl KeyMatcher {
    fn new(text: &str) -> Result<Self, String> {
        // Brackets are indices of lists here, never classes of characters.
        let plain = text.replace('[', "\\[").replace(']', "\\]").replace('{', "\\{").replace('}', "\\}");
        let glob = |suffix: &str| {
            let glob = globset::GlobBuilder::new(&format!("{plain}{suffix}")).backslash_escape(true).build();
            glob.map(|glob| glob.compile_matcher())
                .map_err(|error| format!("\"{text}\" is no pattern: {}", error.kind()))
        };
        let weight = text.chars().filter(|&character| character != '*').count();
        Ok(Self { itself: glob("")?, under: [glob(".*")?, glob("\\[*")?], weight })
    }

    /// Whether the key at this path is meant.
    #[must_use]
    pub fn matches(&self, key: &str) -> bool {
        self.itself.is_match(key) || self.under.iter().any(|under| under.is_match(key))
    }
}

/// The levels of rules, each name and level checked.
#[derive(Debug, Clone, Default)]
pub struct Levels(pub Vec<(&'static str, Level)>);

/// The name of a rule as a key.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RuleName(&'static str);

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, rule).map(Self)
    }
}

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = std::collections::BTreeMap::<RuleName, Level>::deserialize(deserializer)?;
        Ok(Self(map.into_iter().map(|(name, level)| (name.0, level)).collect()))
    }
}

impl JsonSchema for Levels {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Levels".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let level = generator.subschema_for::<Level>();
        let describe = |rule: &&rules::Rule| {
            let schema = json_schema!({"description": rule.summary, "allOf": [level]});
            (rule.id.to_owned(), schema.to_value())
        };
        let properties: serde_json::Map<_, _> = rules::ALL.iter().map(describe).collect();
        json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
    }
}
