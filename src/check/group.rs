//! One group: its pages are read, compared by all rules, and dropped.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;

use super::Overlay;
use crate::config::Config;
use crate::consensus;
use crate::corpus::{File, Group, Language, Member};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Document};
use crate::precedence;
use crate::root::{Root, canonical};
use crate::rules::{self, Check, DocumentView, Family, GroupView, Outcome, Page, Pair, Sink, TreeView};
use crate::suppress;

/// What a run knows when it comes to the groups.
pub(super) struct Run<'a> {
    pub(super) root: &'a Root,
    /// The language that the corpus is written in first.
    pub(super) source: Option<&'a Language>,
    pub(super) on_pages: &'a OnPages,
    pub(super) overlay: &'a Overlay,
    pub(super) config: &'a Config,
}

/// What came of one group.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) outcome: Outcome,
    pub(super) title: Option<String>,
    pub(super) failures: Vec<String>,
}

/// Check a group; whatever happens within, the others are still checked.
pub(super) fn guarded(group: &Group, run: &Run<'_>) -> Checked {
    caught(group, || check_group(group, run))
}

pub(super) fn caught(group: &Group, check: impl FnOnce() -> Checked) -> Checked {
    let checked = std::panic::catch_unwind(AssertUnwindSafe(check));
    checked.unwrap_or_else(|_| Checked {
        failures: group.members.iter().map(|member| failure(&member.file, "internal error while checking")).collect(),
        ..Checked::default()
    })
}

fn failure(file: &File, reason: &str) -> String {
    format!("{}: {reason}", file.shown)
}

/// Read the pages of a group and check them.
fn check_group(group: &Group, run: &Run<'_>) -> Checked {
    let mut failures = Vec::new();
    let mut documents: Vec<(&Member, Document)> = Vec::with_capacity(group.members.len());
    for member in &group.members {
        match read(&member.file, run.overlay) {
            Ok(document) => documents.push((member, document)),
            Err(error) => failures.push(failure(&member.file, &error.to_string())),
        }
    }
    Checked { failures, ..check_documents(group, &documents, run) }
}

/// Check the pages of a group that could be read, and drop what they silence.
pub(super) fn check_documents(group: &Group, documents: &[(&Member, Document)], run: &Run<'_>) -> Checked {
    let config = run.config;
    let mut checked = Checked::default();
    let pages: Vec<Page<'_>> = documents.iter().map(|(member, document)| Page::new(member, document)).collect();
    let source = pages.iter().find(|page| group.source.as_ref() == Some(&page.member.language));
    checked.title = source.or(pages.first()).and_then(|page| title(page.document));
    check_pages(group, &pages, source, run.source, config, &mut checked.outcome);
    let of_tree = group.members.iter().filter_map(|member| run.on_pages.get(&member.file.shown));
    checked.outcome.diagnostics.extend(of_tree.flatten().cloned());
    suppress::apply(&pages, &group.key, config, &mut checked.outcome);
    run.root.seal(checked.outcome.diagnostics.iter_mut());
    checked
}

fn check_pages<'a>(
    group: &'a Group,
    pages: &'a [Page<'a>],
    source: Option<&'a Page<'a>>,
    language: Option<&Language>,
    config: &'a Config,
    outcome: &mut Outcome,
) {
    for page in pages {
        let source = source.filter(|source| source.member.language != page.member.language);
        let view = DocumentView { page, source, alone: group.members.len() == 1, config };
        for rule in rules::ALL {
            if let Check::Document(check) = rule.check {
                check(&view, &mut Sink::new(rule, page, None, &group.key, config, outcome));
            }
        }
    }
    if let (Some(first), true) = (pages.first(), group.members.len() > 1) {
        let view = GroupView { group, pages, config };
        for rule in rules::ALL {
            if let Check::Group(check) = rule.check {
                check(&view, &mut Sink::new(rule, first, None, &group.key, config, outcome));
            }
        }
    }
    // Two translations of a source that is gone need not agree with each other.
    let comparable = |page: &&Page<'_>| language == Some(&page.member.language) && page.document.is_readable();
    let Some(source) = source.filter(comparable) else {
        check_orphans(group, pages, config, outcome);
        return;
    };
    let translates = |page: &&Page<'_>| page.member.language != source.member.language && page.document.is_readable();
    let targets: Vec<&Page<'_>> = pages.iter().filter(translates).collect();
    let alone = std::mem::take(&mut outcome.diagnostics);
    for target in &targets {
        check_pair(group, source, target, config, outcome);
    }
    let beside = std::mem::replace(&mut outcome.diagnostics, alone);
    outcome.diagnostics.extend(consensus::settle(beside, targets.len(), source.member.language.tag()));
}

/// Check the translations of a group that has no source.
fn check_orphans(group: &Group, pages: &[Page<'_>], config: &Config, outcome: &mut Outcome) {
    let Some(first) = pages.first() else { return };
    for rule in rules::ALL {
        if let Check::Translation(_, check) = rule.check {
            let view = GroupView { group, pages, config };
            check(&view, &mut Sink::new(rule, first, None, &group.key, config, outcome));
        }
    }
}

/// Rules of the other families that speak of two blocks which answer each other, and of none that is missing. That the two
/// are of another kind is itself what speaks against them most.
const OF_TWO: [&str; 2] = ["heading-level", "code-changed"];

fn check_pair<'a>(
    group: &Group,
    source: &'a Page<'a>,
    target: &'a Page<'a>,
    config: &'a Config,
    outcome: &mut Outcome,
) {
    let first = outcome.diagnostics.len();
    let pair = Pair::new(source, target, config);
    let out_of_sync = pair.out_of_sync();
    for rule in rules::ALL {
        let (Check::Pair(check) | Check::Translation(check, _)) = rule.check else { continue };
        let before = outcome.diagnostics.len();
        check(&pair, &mut Sink::new(rule, target, Some(source), &group.key, config, outcome));
        if !matches!(rule.family, Family::Sections | Family::Blocks | Family::Inline) {
            continue;
        }
        for diagnostic in &mut outcome.diagnostics[before..] {
            let place = diagnostic.location.span;
            diagnostic.minor |= out_of_sync || pair.is_spoilt(place) || pair.is_cut(place);
            let compared = rule.family == Family::Inline || OF_TWO.contains(&rule.id);
            diagnostic.minor |= compared && pair.is_loose(place);
        }
    }
    precedence::settle(&mut outcome.diagnostics[first..]);
}

/// Findings of rules that look at the tree, by the page that they are on.
pub(super) type OnPages = BTreeMap<String, Vec<Diagnostic>>;

/// Check the tree. What is on a page goes with its group, because the page may silence it.
pub(super) fn check_tree(view: &TreeView<'_>) -> (Outcome, OnPages) {
    let mut outcome = Outcome::default();
    for rule in rules::ALL {
        if let Check::Tree(check) = rule.check {
            check(view, rule, &mut outcome);
        }
    }
    let mut on_pages = OnPages::new();
    for diagnostic in std::mem::take(&mut outcome.diagnostics) {
        on_pages.entry(diagnostic.location.path.clone()).or_default().push(diagnostic);
    }
    (outcome, on_pages)
}

/// Read and parse a file. What is wrong with its bytes is a problem of the document; only a file that cannot be read
/// at all is an error.
pub(crate) fn read(file: &File, overlay: &Overlay) -> Result<Document, std::io::Error> {
    let over = if overlay.is_empty() { None } else { overlay.get(&canonical(&file.path)) };
    let size =
        over.map_or_else(|| std::fs::metadata(&file.path).map(|data| data.len()), |bytes| Ok(bytes.len() as u64))?;
    if size > document::MAX_BYTES {
        return Ok(Document::unreadable(
            String::new(),
            0,
            format!("file has {} MB, more than a page can have", size >> 20),
        ));
    }
    let bytes = over.map_or_else(|| std::fs::read(&file.path), |bytes| Ok(bytes.clone()))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(parse(text, file)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Ok(Document::unreadable(text, at, "file is not UTF-8".to_owned()))
        }
    }
}

pub(super) fn parse(text: String, file: &File) -> Document {
    match memchr::memchr(0, text.as_bytes()) {
        Some(at) => Document::unreadable(text, at, "file has a NUL byte, so it is no text".to_owned()),
        None => document::parse(text, &file.shown),
    }
}

/// The title in the front matter, else the first heading.
fn title(document: &Document) -> Option<String> {
    let named = document.front_matter.as_ref().and_then(|front| front.text("title")).map(str::to_owned);
    named.or_else(|| {
        let heading = |block: &document::Block| matches!(block.kind, document::BlockKind::Heading(_));
        document.blocks.iter().position(heading).map(|id| document.prose(id))
    })
}
