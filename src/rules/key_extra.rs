//! `key-extra`

use std::collections::BTreeMap;

use super::front_matter::{Comparison, Fields, compare, convention, practice};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::front_matter::{Value, path};
use crate::practice::Practice;

/// A key of the front matter is not in the source.
pub const RULE: Rule = Rule {
    id: "key-extra",
    family: Family::FrontMatter,
    severity: Severity::Info,
    summary: "the front matter has a key that its source lacks",
    explain: "The translation has a key that its source has not: left behind when the source dropped it, misspelt, or \
        invented by the translator. Keys about the translation itself (`translators`, `lang`, `original_url` …) may \
        stand there.\n\nRemove the key, or add it to the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let Some(fields) = Fields::of(pair) else { return };
    let found = compare(&fields);
    vote(&found, out);
    for entry in &found.extra {
        if convention::may_be_extra(&entry.path) || entry.value == Value::Null {
            continue;
        }
        let holder = path::parent(&entry.path).and_then(|parent| fields.source.front.entry(parent));
        out.report(
            Finding::new(entry.key, format!("key `{}` is not in the source", entry.path))
                .beside(holder.map_or_else(|| fields.source.opening(), |holder| holder.key))
                .detail(entry.path.as_str())
                .help("remove it here, or add it to the source")
                .where_practised(Practice::KeyAbsent(practice(entry)), true),
        );
    }
}

/// One vote for each key of the translation: whether its source has it too.
fn vote(found: &Comparison<'_>, out: &mut Sink<'_>) {
    let both = found.both.iter().map(|(_, entry)| (practice(entry), true));
    let extra = found.extra.iter().map(|entry| (practice(entry), false));
    let mut votes: BTreeMap<String, bool> = BTreeMap::new();
    for (key, kept) in both.chain(extra).filter(|(key, _)| !key.ends_with(']')) {
        *votes.entry(key).or_insert(true) &= kept;
    }
    for (key, kept) in votes {
        out.vote(Practice::KeyAbsent(key), kept);
    }
}
