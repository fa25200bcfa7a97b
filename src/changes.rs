//! Narrows a report to what a change made or left beside its lines, and finds what a change in a source left behind.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::{self, BlockId, BlockKind, Document, Span, front_matter};
use crate::git::{Changed, Changes};
use crate::report::{GroupSummary, Report};
use crate::root::fingerprint;
use crate::rules::source_newer;

/// Lines on each side of a change that belong to it: a finding about what is missing stands at the line before.
const BESIDE: u32 = 1;

/// The same where lines were removed: the blank line that parted them from what is left stands between.
const BESIDE_REMOVED: u32 = 2;

/// Keep the findings whose place on either page has changed, and add those of [`source_newer`].
///
/// Paths of the report are taken relative to the current directory, as it was made. The counts are those of what is
/// left.
pub fn narrow(report: &mut Report, changes: &Changes, config: &Config) {
    let touched = |place: &Location| match changes.get(&canonical(&place.path)) {
        None => false,
        Some(Changed::Whole) => true,
        Some(Changed::Lines(lines)) => {
            let (start, end) = (place.range.start.line, place.range.end.line);
            lines.iter().any(|&(first, last)| {
                let beside = if first > last { BESIDE_REMOVED } else { BESIDE };
                start <= last.saturating_add(beside) && first.saturating_sub(beside) <= end
            })
        }
    };
    report.diagnostics.retain(|found| touched(&found.location) || found.counterpart.as_ref().is_some_and(touched));
    let mut behind = Vec::new();
    for group in &report.groups {
        behind.extend(left_behind(group, changes, config, &report.diagnostics));
    }
    report.root.seal(&mut behind);
    report.diagnostics.extend(behind);
    report.diagnostics.sort_by(|one, other| order(one).cmp(&order(other)));
    report.narrow(|_| true);
}

fn order(diagnostic: &Diagnostic) -> (&str, u32, u32, &str) {
    let at = &diagnostic.location;
    (&at.path, at.span.start, at.span.end, diagnostic.rule)
}

fn canonical(shown: &str) -> PathBuf {
    std::fs::canonicalize(shown).unwrap_or_else(|_| Path::new(shown).to_path_buf())
}

/// Changed blocks of a source whose translations stayed as they were.
fn left_behind(group: &GroupSummary, changes: &Changes, config: &Config, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let Some(language) = &group.source else { return Vec::new() };
    let Some((_, path)) = group.documents.iter().find(|(tag, _)| tag == language) else { return Vec::new() };
    let Some(Changed::Lines(lines)) = changes.get(&canonical(path)) else { return Vec::new() };
    let unchanged = |(_, path): &&(String, String)| !changes.contains_key(&canonical(path));
    let behind: Vec<&(String, String)> =
        group.documents.iter().filter(|(tag, _)| tag != language).filter(unchanged).collect();
    let rule = &source_newer::RULE;
    let Some(severity) = config.severity(rule.id, rule.severity, path, language) else { return Vec::new() };
    // A file that cannot be read, or is no text, has been reported as that.
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    if behind.is_empty() || text.len() as u64 > document::MAX_BYTES {
        return Vec::new();
    }
    let document = document::parse(text, path);
    let mut diagnostics = Vec::new();
    for (span, noun) in changed_parts(&document, lines) {
        // What a rule has found in a translation of this part is not said twice.
        let told = |file: &str| {
            found.iter().any(|other| {
                let beside = other.counterpart.as_ref();
                other.location.path == file
                    && beside.is_some_and(|at| at.path == *path && span.start <= at.span.end && at.span.start <= span.end)
            })
        };
        let tags: Vec<&str> = behind.iter().filter(|(_, file)| !told(file)).map(|(tag, _)| tag.as_str()).collect();
        if tags.is_empty() {
            continue;
        }
        let message = format!("{noun} changed and did not change in {}", tags.join(", "));
        diagnostics.push(Diagnostic {
            rule: rule.id,
            severity,
            group: group.key.clone(),
            language: language.clone(),
            location: Location { path: path.clone(), span, range: document.lines.range(&document.text, span) },
            fingerprint: fingerprint(&[rule.id, document.slice(span)]),
            message,
            counterpart: None,
            help: Some("translate the change too, or see that the translations need none".to_owned()),
            fix: None,
            minor: false,
        });
    }
    diagnostics
}

/// The smallest parts of a page that hold changed lines: keys of the front matter that hold prose, and blocks.
fn changed_parts(document: &Document, lines: &[(u32, u32)]) -> Vec<(Span, &'static str)> {
    let changed = |span: Span| {
        let range = document.lines.range(&document.text, span);
        lines.iter().any(|&(first, last)| first <= range.end.line && range.start.line <= last)
    };
    let is_prose = |value: &front_matter::Value| matches!(value, front_matter::Value::Text(text) if text.contains(' '));
    let entries = document.front_matter.iter().flat_map(|front| &front.entries);
    let keys = entries.filter(|entry| is_prose(&entry.value)).map(|entry| (entry.key.cover(entry.span), "key"));
    let mut parts: Vec<(Span, &'static str)> = keys.filter(|(span, _)| changed(*span)).collect();
    let mut open: Vec<BlockId> = document.children(0).collect();
    open.reverse();
    while let Some(id) = open.pop() {
        let Some(block) = document.blocks.get(id) else { continue };
        let span = Span::new(block.span.start as usize, block.span.start as usize + document.slice(block.span).trim_end().len());
        if !changed(span) {
            continue;
        }
        let inner: Vec<BlockId> = document.children(id).collect();
        // An item of one paragraph is told as an item, as the rules about lists do.
        let is_one = matches!(block.kind, BlockKind::Item(_)) && inner.len() < 2;
        if holds_blocks(block.kind) && !is_one && inner.iter().any(|&inner| changed(document.blocks[inner].span)) {
            open.extend(inner.into_iter().rev());
        } else {
            parts.push((span, noun(block.kind)));
        }
    }
    parts
}

fn holds_blocks(kind: BlockKind) -> bool {
    use BlockKind as Kind;
    matches!(
        kind,
        Kind::List(_)
            | Kind::Item(_)
            | Kind::Table
            | Kind::Quote
            | Kind::Admonition
            | Kind::Component
            | Kind::DefinitionList
            | Kind::Footnote
    )
}

fn noun(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Item(_) => "item",
        BlockKind::Row(_) => "row",
        BlockKind::Code { .. } => "code",
        _ => "block",
    }
}
