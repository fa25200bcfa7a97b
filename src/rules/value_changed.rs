//! `value-changed`

use std::collections::{BTreeMap, HashSet};

use super::front_matter::convention::{self, Convention};
use super::front_matter::{Fields, compare, locale, practice, quote};
use super::key_type;
use super::phrase::quote_both;
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::config::Field;
use crate::diagnostic::{Applicability, Severity};
use crate::document::front_matter::{Entry, Value, path};
use crate::practice::Practice;

/// A value that must be the same is not, or one that must differ is the same.
pub const RULE: Rule = Rule {
    id: "value-changed",
    family: Family::FrontMatter,
    severity: Severity::Warning,
    summary: "a value that a translation keeps has changed, or one that differs was left",
    explain: "Values that are no prose are the same in every language: true and false, numbers, dates, paths, \
        addresses, identifiers, and what keys such as `layout`, `weight`, `icon` or `template` select. Here one is \
        another, so the page is built, sorted or linked differently; or `lang` still names the language of the \
        source.\n\nLanguages in a path (`/de/about/` for `/about/`) are no difference. What nearly all translations \
        of a repository do with a key is its convention; `same`, `different`, `translated` and `ignore` in the \
        configuration's `[front-matter]` overrule it.\n\nUse the value of the source.",
    check: Check::Pair(check),
};

/// What is expected of a value, and how sure that is.
enum Expected {
    /// The same; true where that holds until practice says otherwise.
    Same(bool),
    /// Another.
    Different(bool),
    /// The configuration says the same, or another.
    Pinned(Field),
}

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let Some(fields) = Fields::of(pair) else { return };
    let comparison = compare(&fields);
    let moved = Elements::of(&fields);
    let mut votes: BTreeMap<Practice, bool> = BTreeMap::new();
    for (entry, answer) in comparison.both {
        let (Some(one), Some(other)) = (entry.value.scalar(), answer.value.scalar()) else { continue };
        let same = is_same(&fields, one, other);
        let different = !is_same_language(one, other);
        *votes.entry(Practice::ValueKept(practice(entry))).or_insert(true) &= same;
        let own = convention::of(&entry.path) == Convention::Different || convention::is_address(&entry.path);
        if own || is_mark(entry) {
            *votes.entry(Practice::ValueDiffers(practice(entry))).or_insert(true) &= different;
        }
        let Some(expected) = expected(&fields, entry) else { continue };
        let finding = match expected {
            Expected::Same(_) | Expected::Pinned(Field::Same) if !same => {
                if moved.is_elsewhere(entry, answer) || key_type::speaks(&fields, entry, answer) {
                    continue;
                }
                changed(&fields, entry, answer)
            }
            Expected::Different(_) | Expected::Pinned(Field::Different) if !different => {
                if is_own_language(&fields, other) {
                    continue;
                }
                unchanged(&fields, entry, answer)
            }
            _ => continue,
        };
        let finding = finding.beside(entry.key).detail(entry.path.as_str());
        out.report(match expected {
            Expected::Same(by_default) => finding.where_practised(Practice::ValueKept(practice(entry)), by_default),
            Expected::Different(by_default) => {
                finding.where_practised(Practice::ValueDiffers(practice(entry)), by_default)
            }
            Expected::Pinned(_) => finding,
        });
    }
    for (practice, kept) in votes {
        out.vote(practice, kept);
    }
}

/// What is expected of this value; `None` where a translation may do as it likes.
fn expected(fields: &Fields<'_>, entry: &Entry) -> Option<Expected> {
    match fields.pinned(&entry.path) {
        Some(Field::Translated | Field::Ignored) => return None,
        Some(pinned) => return Some(Expected::Pinned(pinned)),
        None => {}
    }
    match convention::of(&entry.path) {
        // `translated: false` marks the source.
        Convention::Free if is_mark(entry) => Some(Expected::Different(true)),
        Convention::Free => convention::is_address(&entry.path).then_some(Expected::Different(false)),
        Convention::Different => Some(Expected::Different(true)),
        Convention::Same => {
            let words = matches!(&entry.value, Value::Text(text) if text.trim().contains(char::is_whitespace));
            Some(Expected::Same(!words))
        }
        Convention::ByShape => Some(Expected::Same(convention::is_technical(&entry.value))),
    }
}

/// Whether the key says that the source is no translation.
fn is_mark(entry: &Entry) -> bool {
    entry.path == "translated" && entry.value == Value::Boolean(false)
}

fn is_same(fields: &Fields<'_>, one: &str, other: &str) -> bool {
    let (here, there) = (fields.source.language, fields.target.language);
    one.trim() == other.trim()
        || (one.contains(['/', '.', '-', '_', '?']) && locale::same_path(one, here, other, there))
        || locale::same_mirrored(one.trim(), here, other.trim(), there)
}

/// Whether two values of a key such as `lang` name the same language: `en` and `EN`.
fn is_same_language(one: &str, other: &str) -> bool {
    one.trim().replace('_', "-").eq_ignore_ascii_case(&other.trim().replace('_', "-"))
}

/// Whether the value names the language of the translation, which is a variant of the source's.
fn is_own_language(fields: &Fields<'_>, value: &str) -> bool {
    let base = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    base(value) == base(fields.target.language)
}

fn changed(fields: &Fields<'_>, entry: &Entry, answer: &Entry) -> Finding {
    let (mut one, mut other) = (fields.source.quote(entry), fields.target.quote(answer));
    // Cut to length they may be the same.
    if one == other {
        let value = |value: &Value| value.scalar().unwrap_or_default().to_owned();
        (other, one) = quote_both(&value(&answer.value), &value(&entry.value));
    }
    let message = format!("`{}` is {other} where the source has {one}", entry.path);
    let finding = Finding::new(answer.key, message).help("use the value of the source");
    let raw = fields.source.document.slice(entry.span);
    if raw.contains('\n') || fields.source.front.format != fields.target.front.format || answer.span.is_empty() {
        return finding;
    }
    let path = matches!(&entry.value, Value::Text(text) if convention::is_path(text));
    let applicability = if path { Applicability::Unsafe } else { Applicability::Safe };
    finding.fix(applicability, "use the value of the source", answer.span, raw)
}

fn unchanged(fields: &Fields<'_>, entry: &Entry, answer: &Entry) -> Finding {
    let value = answer.value.scalar().unwrap_or_default();
    let message = format!("`{}` still says {}", entry.path, quote(value));
    let finding = Finding::new(answer.key, message);
    if is_mark(entry) {
        return finding.help("say `true`: the page is a translation").fix(
            Applicability::Safe,
            "mark the page as a translation",
            answer.span,
            "true",
        );
    }
    if convention::of(&entry.path) != Convention::Different {
        return finding.help("give it a value of its own, as the other translations do");
    }
    let language = fields.target.language;
    finding.help(format!("name the language of the translation, {}", quote(language))).fix(
        Applicability::Unsafe,
        "name the language of the translation",
        answer.span,
        language,
    )
}

/// Which scalars the lists of both pages hold, in whatever order.
struct Elements<'a> {
    source: HashSet<(&'a str, &'a Value)>,
    target: HashSet<(&'a str, &'a Value)>,
}

impl<'a> Elements<'a> {
    fn of(fields: &Fields<'a>) -> Self {
        let elements = |entries: &'a [Entry]| {
            entries
                .iter()
                .filter(|entry| entry.path.ends_with(']'))
                .filter_map(|entry| Some((path::parent(&entry.path)?, &entry.value)))
                .collect()
        };
        Self { source: elements(&fields.source.front.entries), target: elements(&fields.target.front.entries) }
    }

    /// Whether both values stand in both lists, so that only the order differs.
    fn is_elsewhere(&self, entry: &Entry, answer: &Entry) -> bool {
        let Some(list) = path::parent(&entry.path).filter(|_| entry.path.ends_with(']')) else { return false };
        self.target.contains(&(list, &entry.value)) && self.source.contains(&(list, &answer.value))
    }
}
