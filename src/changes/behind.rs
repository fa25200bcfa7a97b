//! Changed blocks of a source whose answers in the translations stayed as they were.

use std::collections::HashSet;
use std::path::Path;

use crate::align::{self, Alignment, Answer};
use crate::check::{Overlay, read};
use crate::config::Config;
use crate::corpus::File;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::{self, BlockId, BlockKind, Document, Span, front_matter};
use crate::git::{Changed, Changes};
use crate::report::GroupSummary;
use crate::root::{canonical, fingerprint};
use crate::rules::source_newer;

/// The findings of [`source_newer`] in a group. What is `found` already is not said twice.
pub fn left_behind(
    group: &GroupSummary,
    changes: &Changes,
    overlay: &Overlay,
    config: &Config,
    found: &[Diagnostic],
) -> Vec<Diagnostic> {
    let Some(language) = &group.source else { return Vec::new() };
    let Some((_, path)) = group.documents.iter().find(|(tag, _)| tag == language) else { return Vec::new() };
    let place = canonical(Path::new(path));
    let Some(Changed::Lines(lines)) = changes.files.get(&place) else { return Vec::new() };
    let rule = &source_newer::RULE;
    let Some(severity) = config.severity(rule.id, rule.severity, path, language) else { return Vec::new() };
    // A file that cannot be read has been reported as that.
    let Some(document) = page(path, overlay) else { return Vec::new() };
    let before = changes.before(&place).map(|text| said(&document::parse(text, path))).unwrap_or_default();
    let parts: Vec<Part> = changed_parts(&document, lines)
        .into_iter()
        .filter(|part| !before.contains(&words(document.slice(part.span))))
        .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let others = group.documents.iter().filter(|(tag, _)| tag != language);
    let translations: Vec<Translation> =
        others.filter_map(|(tag, path)| Translation::of(tag, path, (&document, language), changes, overlay)).collect();
    let mut diagnostics = Vec::new();
    for part in parts {
        // What a rule has found in a translation of this part is not said twice.
        let told = |file: &str| {
            found.iter().any(|other| {
                let at = other.counterpart.as_ref().filter(|at| other.location.path == file && at.path == *path);
                at.is_some_and(|at| part.span.start <= at.span.end && at.span.start <= part.span.end)
            })
        };
        let behind = translations.iter().filter(|it| !it.followed(&document, &part) && !told(&it.path));
        let tags: Vec<&str> = behind.map(|translation| translation.language.as_str()).collect();
        if tags.is_empty() {
            continue;
        }
        let message = format!("{} changed and did not change in {}", part.noun, tags.join(", "));
        diagnostics.push(Diagnostic {
            rule: rule.id,
            severity,
            group: group.key.clone(),
            language: language.clone(),
            location: Location {
                path: path.clone(),
                span: part.span,
                range: document.lines.range(&document.text, part.span),
            },
            fingerprint: fingerprint(&[rule.id, document.slice(part.span)]),
            message,
            counterpart: None,
            help: Some("translate the change too, or see that the translations need none".to_owned()),
            fix: None,
            condition: None,
            minor: false,
        });
    }
    diagnostics
}

fn page(shown: &str, overlay: &Overlay) -> Option<Document> {
    let file = File { path: shown.into(), shown: shown.to_owned() };
    read(&file, overlay).ok().filter(Document::is_readable)
}

/// A translation beside the changed source.
struct Translation {
    language: String,
    path: String,
    /// The page, how it answers its source, and its changed lines; without it, nothing in it has changed.
    changed: Option<(Document, Alignment, Vec<(u32, u32)>)>,
}

impl Translation {
    /// `None` for a page that is new as a whole: it was made from the source as it is.
    fn of(
        language: &str,
        path: &str,
        (source, source_language): (&Document, &str),
        changes: &Changes,
        overlay: &Overlay,
    ) -> Option<Self> {
        let changed = match changes.files.get(&canonical(Path::new(path))) {
            Some(Changed::Whole) => return None,
            Some(Changed::Lines(lines)) => {
                let document = page(path, overlay)?;
                let alignment = align::align(source, &document, (source_language, language));
                Some((document, alignment, lines.clone()))
            }
            Some(Changed::Gone) | None => None,
        };
        Some(Self { language: language.to_owned(), path: path.to_owned(), changed })
    }

    /// Whether what answers a part has changed too.
    fn followed(&self, source: &Document, part: &Part) -> bool {
        let Some((document, alignment, lines)) = &self.changed else { return false };
        let span = match &part.what {
            What::Key(key) => {
                let entry = document.front_matter.as_ref().and_then(|front| front.entry(key));
                entry.map(|entry| entry.key.cover(entry.span))
            }
            What::Block(id) => answer(source, *id, document, alignment),
        };
        span.is_some_and(|span| is_changed(document, span, lines))
    }
}

/// What answers a block, or else the nearest block around it that is answered.
fn answer(source: &Document, id: BlockId, target: &Document, alignment: &Alignment) -> Option<Span> {
    let mut id = id;
    while id != 0 {
        match alignment.source.get(id)? {
            Answer::Gap => return None,
            Answer::Unasked => id = source.blocks.get(id)?.parent,
            Answer::Match(index) => {
                let found = alignment.matches.get(*index)?;
                let first = target.blocks.get(found.target)?;
                let last = if found.targets > 1 { target.blocks.get(first.next)? } else { first };
                return Some(trimmed(target, first.span.cover(last.span)));
            }
        }
    }
    None
}

fn is_changed(document: &Document, span: Span, lines: &[(u32, u32)]) -> bool {
    let range = document.lines.range(&document.text, span);
    lines.iter().any(|&(first, last)| first <= range.end.line && range.start.line <= last)
}

/// A part of a page that has changed.
struct Part {
    span: Span,
    noun: &'static str,
    what: What,
}

enum What {
    Key(String),
    Block(BlockId),
}

/// The smallest parts of a page that hold changed lines: keys of the front matter that hold prose, and blocks.
fn changed_parts(document: &Document, lines: &[(u32, u32)]) -> Vec<Part> {
    parts(document, &|span| is_changed(document, span, lines))
}

/// What all smallest parts of a page say.
fn said(document: &Document) -> HashSet<String> {
    parts(document, &|_| true).iter().map(|part| words(document.slice(part.span))).collect()
}

/// A text without what a change may touch that no translation follows: white space, and the mark of an item.
fn words(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &str| {
        let number = word.strip_suffix(['.', ')']);
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_mark = |word: &&str| ["-", "*", "+"].contains(word) || is_number(word);
    if words.first().is_some_and(is_mark) {
        words.remove(0);
    }
    words.join(" ")
}

fn parts(document: &Document, wanted: &dyn Fn(Span) -> bool) -> Vec<Part> {
    let is_prose = |value: &front_matter::Value| matches!(value, front_matter::Value::Text(text) if text.contains(' '));
    let entries = document.front_matter.iter().flat_map(|front| &front.entries).filter(|entry| is_prose(&entry.value));
    let keys = entries.map(|entry| Part {
        span: entry.key.cover(entry.span),
        noun: "key",
        what: What::Key(entry.path.clone()),
    });
    let mut parts: Vec<Part> = keys.filter(|part| wanted(part.span)).collect();
    let mut open: Vec<BlockId> = document.children(0).collect();
    open.reverse();
    while let Some(id) = open.pop() {
        let Some(block) = document.blocks.get(id) else { continue };
        let span = trimmed(document, block.span);
        if !wanted(span) {
            continue;
        }
        let inner: Vec<BlockId> = document.children(id).collect();
        // An item of one paragraph is told as an item, as the rules about lists do.
        let is_one = matches!(block.kind, BlockKind::Item(_)) && inner.len() < 2;
        let within = |id: &BlockId| document.blocks.get(*id).is_some_and(|inner| wanted(inner.span));
        if holds_blocks(block.kind) && !is_one && inner.iter().any(within) {
            open.extend(inner.into_iter().rev());
        } else {
            parts.push(Part { span, noun: noun(block.kind), what: What::Block(id) });
        }
    }
    parts
}

fn trimmed(document: &Document, span: Span) -> Span {
    Span::new(span.start as usize, span.start as usize + document.slice(span).trim_end().len())
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
