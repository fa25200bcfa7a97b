//! `key-missing`

use std::collections::BTreeMap;

use super::front_matter::{Comparison, Fields, compare, convention, practice};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::Span;
use crate::document::front_matter::{Entry, Format, Value, path};
use crate::practice::Practice;

/// A key of the source's front matter is missing.
pub const RULE: Rule = Rule {
    id: "key-missing",
    family: Family::FrontMatter,
    severity: Severity::Warning,
    summary: "a key of the source's front matter is missing, or stands under another name",
    explain: "The translation lacks a key that its source has, so the page loses what the key does: its place in the \
        sidebar, its layout, its description. Often the name of the key was translated together with its value \
        (`titel:` for `title:`).\n\nA key that most translations of the repository lack is not missed, and neither is \
        one that is listed under `ignore` in the configuration's `[front-matter]`.\n\nCopy the key; translate its value if that is words.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let Some(fields) = Fields::of(pair) else { return };
    let found = compare(&fields);
    vote(&found, out);
    for (entry, other) in &found.renamed {
        let name = path::name(&entry.path);
        let here = |extra: &Entry| path::parent(&extra.path) == path::parent(&other.path);
        let rivals = found.extra.iter().any(|extra| here(extra))
            || found.renamed.iter().filter(|(_, other)| here(other)).count() > 1;
        let applicability =
            if entry.value == other.value || !rivals { Applicability::Safe } else { Applicability::Unsafe };
        let message = format!("key `{}` is missing: `{}` stands in its place", entry.path, path::name(&other.path));
        out.report(
            Finding::new(other.key, message)
                .beside(entry.key)
                .detail(entry.path.as_str())
                .help("keys are names for programs: leave them as they are in the source")
                .fix(applicability, "use the key of the source", other.key, name)
                .where_practised(Practice::KeyPresent(practice(entry)), true),
        );
    }
    let missing: Vec<_> = found.missing.iter().copied().filter(|entry| !is_empty(&entry.value)).collect();
    let gaps: Vec<_> = missing.iter().take(MOST).map(|entry| Gap::of(&fields, &found, entry)).collect();
    for gap in &gaps {
        let entry = gap.entry;
        let mut finding = Finding::new(gap.place(&fields), message(entry))
            .beside(entry.key)
            .detail(entry.path.as_str())
            .help(help(entry))
            .where_practised(Practice::KeyPresent(practice(entry)), !convention::is_redirect(&entry.path));
        // What goes deeper goes first, where both go to the same place.
        let waits = gaps.iter().any(|other| other.at() == gap.at() && other.entry.depth > entry.depth);
        if let Some((at, text)) = gap.insertion.as_ref().filter(|_| !waits) {
            let applicability = if is_words(&entry.value) { Applicability::Unsafe } else { Applicability::Safe };
            finding = finding.fix(applicability, "copy the key from the source", Span::at(*at), text.as_str());
        }
        out.report(finding);
    }
    if let Some(next) = missing.get(MOST) {
        let message = format!("{} more keys are missing", missing.len() - MOST);
        out.report(
            Finding::new(fields.target.opening(), message).beside(next.key).help("copy the keys from the source"),
        );
    }
}

/// Keys that are named one by one on one page.
const MOST: usize = 50;

/// One vote for each key of the source, but for what lies in a missing one.
fn vote(found: &Comparison<'_>, out: &mut Sink<'_>) {
    let kept = found.both.iter().map(|(entry, _)| (practice(entry), true));
    let broken = found.missing.iter().map(|entry| (practice(entry), false));
    let renamed = found.renamed.iter().map(|(entry, _)| (practice(entry), false));
    let mut votes: BTreeMap<String, bool> = BTreeMap::new();
    for (key, kept) in kept.chain(broken).chain(renamed).filter(|(key, _)| !key.ends_with(']')) {
        *votes.entry(key).or_insert(true) &= kept;
    }
    for (key, kept) in votes {
        out.vote(Practice::KeyPresent(key), kept);
    }
}

fn help(entry: &Entry) -> &'static str {
    if is_words(&entry.value) {
        "copy the key from the source and translate its value"
    } else {
        "copy the key from the source"
    }
}

fn message(entry: &Entry) -> String {
    match entry.value {
        Value::Map(count) | Value::List(count) if count > 0 => {
            let what = if matches!(entry.value, Value::Map(_)) { "key" } else { "element" };
            let plural = if count == 1 { "" } else { "s" };
            format!("key `{}` is missing, with {count} {what}{plural} in it", entry.path)
        }
        _ => format!("key `{}` is missing", entry.path),
    }
}

/// A key without a value is hardly missed.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::List(0) | Value::Map(0) => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn is_words(value: &Value) -> bool {
    matches!(value, Value::Text(_) | Value::List(_) | Value::Map(_))
}

/// A missing key and where it belongs.
struct Gap<'a> {
    entry: &'a Entry,
    /// The key of the translation after which it belongs, in the same map.
    before: Option<&'a Entry>,
    /// Where the source's lines for the key go, and those lines; none where they cannot be copied as they stand.
    insertion: Option<(usize, String)>,
}

impl<'a> Gap<'a> {
    fn of(fields: &Fields<'a>, found: &Comparison<'a>, entry: &'a Entry) -> Self {
        let parent = path::parent(&entry.path);
        let earlier = found.both.iter().rev().filter(|(other, _)| other.key.start < entry.key.start);
        let before = earlier.clone().find(|(other, _)| path::parent(&other.path) == parent).map(|(_, answer)| *answer);
        if let Some(sorted) = sorted(fields, entry) {
            let insertion = match sorted {
                Some(before) => insertion(fields, entry, before),
                None => at_the_top(fields, entry),
            };
            return Self { entry, before: sorted, insertion };
        }
        Self { entry, before, insertion: before.and_then(|before| insertion(fields, entry, before)) }
    }

    /// Where to point: the key after which it belongs, the key that holds it, or the opening of the front matter.
    fn place(&self, fields: &Fields<'_>) -> Span {
        let holder = || fields.target.front.entry(path::parent(&self.entry.path)?);
        self.before.or_else(holder).map_or_else(|| fields.target.opening(), |entry| entry.key)
    }

    fn at(&self) -> Option<usize> {
        self.insertion.as_ref().map(|(at, _)| *at)
    }
}

/// Where a key at the top belongs in a translation that sorts its keys: the key before it, if there is one.
fn sorted<'a>(fields: &Fields<'a>, entry: &Entry) -> Option<Option<&'a Entry>> {
    let keys: Vec<&Entry> = fields.target.front.entries.iter().filter(|entry| entry.depth == 0).collect();
    let is_sorted = keys.is_sorted_by(|one, other| one.path < other.path);
    let theirs = fields.source.front.entries.iter().filter(|entry| entry.depth == 0);
    let wanted = entry.depth == 0
        && keys.len() >= FEWEST_SORTED
        && is_sorted
        && !theirs.is_sorted_by(|one, other| one.path < other.path);
    wanted.then(|| keys.into_iter().take_while(|key| key.path < entry.path).last())
}

/// Fewer keys are in order by accident.
const FEWEST_SORTED: usize = 4;

/// Copy the lines of a key before all others.
fn at_the_top(fields: &Fields<'_>, entry: &Entry) -> Option<(usize, String)> {
    let first = fields.target.front.entries.first()?;
    let (_, text) = insertion(fields, entry, first)?;
    Some((fields.target.line(first.key.start).start as usize, text))
}

/// Copy the lines of a key to a place after another.
fn insertion(fields: &Fields<'_>, entry: &Entry, after: &Entry) -> Option<(usize, String)> {
    let (source, target) = (fields.source, fields.target);
    // In JSON a comma would have to follow.
    if source.front.format != target.front.format || target.front.format == Format::Json || target.is_broken() {
        return None;
    }
    let (first, last) = (source.line(entry.key.start), source.line(entry.span.end.max(entry.key.end)));
    let (line, end) = (target.line(after.key.start), target.line(after.span.end.max(after.key.end)));
    let indent = source.document.slice(Span { start: first.start, end: entry.key.start });
    let theirs = target.document.slice(Span { start: line.start, end: after.key.start });
    // Keys in one line with others, and keys that are indented unlike their new neighbours, are left alone.
    let rest = source.document.slice(Span { start: entry.span.end.max(entry.key.end), end: last.end }).trim_start();
    let alone = indent.trim().is_empty() && indent == theirs && (rest.is_empty() || rest.starts_with('#'));
    if !alone || end.end > target.front.content.end {
        return None;
    }
    let following = target.document.text.get(end.end as usize..)?;
    let newline = ["\r\n", "\n"].into_iter().find(|newline| following.starts_with(newline))?;
    let copied: Vec<_> = source.document.slice(first.cover(last)).lines().collect();
    let copied = copied.join(newline);
    // At the top before the next line, within a map after the last one: so that one does not get into the other.
    let next = end.end as usize + newline.len();
    Some(if entry.depth == 0 {
        (next, format!("{copied}{newline}"))
    } else {
        (end.end as usize, format!("{newline}{copied}"))
    })
}
