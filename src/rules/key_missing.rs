//! `key-missing`

use std::collections::BTreeMap;

use super::front_matter::{Comparison, Fields, compare, convention, practice};
use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::{Applicability, Severity};
use crate::document::Span;
use crate::document::front_matter::{Entry, Value, path};
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
        one that is listed under `ignore` in the configuration's `[front-matter]`.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let Some(fields) = Fields::of(pair) else { return };
    let found = compare(&fields);
    vote(&found, out);
    for (entry, other) in &found.renamed {
        let name = path::name(&entry.path);
        let applicability = if entry.value == other.value || found.missing.is_empty() && found.extra.is_empty() {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
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
    for entry in &found.missing {
        if is_empty(&entry.value) {
            continue;
        }
        let mut finding = Finding::new(place(&fields, entry), message(entry))
            .beside(entry.key)
            .detail(entry.path.as_str())
            .where_practised(Practice::KeyPresent(practice(entry)), !convention::is_redirect(&entry.path));
        if let Some((at, text)) = insertion(&fields, entry) {
            let applicability = if is_words(&entry.value) { Applicability::Unsafe } else { Applicability::Safe };
            finding = finding.fix(applicability, "copy the key from the source", Span::at(at), text);
        }
        out.report(finding);
    }
}

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

fn message(entry: &Entry) -> String {
    match entry.value {
        Value::Map(count) | Value::List(count) if count > 0 => {
            let what = if matches!(entry.value, Value::Map(_)) { "key" } else { "element" };
            let plural = if count == 1 { "" } else { "s" };
            format!("key `{}` is missing with its {count} {what}{plural}", entry.path)
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

/// The entry of the translation after which the key belongs.
fn before<'a>(fields: &Fields<'a>, entry: &Entry) -> Option<&'a Entry> {
    let parent = path::parent(&entry.path);
    let earlier = fields.source.front.entries.iter().take_while(|other| other.key.start < entry.key.start);
    let siblings: Vec<_> = earlier.filter(|other| path::parent(&other.path) == parent).collect();
    siblings.iter().rev().find_map(|sibling| fields.target.front.entry(&sibling.path))
}

/// Where to point: the key after which it belongs, the key that holds it, or the opening of the front matter.
fn place(fields: &Fields<'_>, entry: &Entry) -> Span {
    let holder = || fields.target.front.entry(path::parent(&entry.path)?).map(|holder| holder.key);
    before(fields, entry).map(|entry| entry.key).or_else(holder).unwrap_or_else(|| fields.target.opening())
}

/// Where the source's lines for the key go in the translation, and those lines; `None` where they cannot be copied
/// as they stand.
fn insertion(fields: &Fields<'_>, entry: &Entry) -> Option<(usize, String)> {
    let (source, target) = (fields.source, fields.target);
    if source.front.format != target.front.format || target.is_broken() {
        return None;
    }
    let after = before(fields, entry)?;
    let (text, lines) = (&source.document.text, &source.document.lines);
    let first = lines.span(text, lines.line(entry.key.start));
    let last = lines.span(text, lines.line(entry.span.end.max(entry.key.end)));
    let own = source.document.slice(Span { start: first.start, end: entry.key.start });
    let (their_text, their_lines) = (&target.document.text, &target.document.lines);
    let line = their_lines.span(their_text, their_lines.line(after.key.start));
    let theirs = target.document.slice(Span { start: line.start, end: after.key.start });
    let end = their_lines.span(their_text, their_lines.line(after.span.end.max(after.key.end)));
    // Keys in one line with others, and keys that are indented unlike their new neighbours, are left alone.
    let rest = source.document.slice(Span { start: entry.span.end.max(entry.key.end), end: last.end }).trim_start();
    let alone = own.trim().is_empty() && own == theirs && (rest.is_empty() || rest.starts_with(['#', ',']));
    if !alone || end.end > target.front.content.end {
        return None;
    }
    let newline = if their_text.contains("\r\n") { "\r\n" } else { "\n" };
    let copied = source.document.slice(first.cover(last));
    let copied: Vec<_> = copied.lines().collect();
    Some((end.end as usize, format!("{newline}{}", copied.join(newline))))
}
