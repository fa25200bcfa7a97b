//! The whole run: files to groups, each group to findings, all findings to a report.
//!
//! A group is read, parsed, aligned, checked and dropped, so that memory follows the largest group. What only the whole
//! corpus can decide comes out of a group as a candidate and as votes, and is judged at the end.

use std::collections::{BTreeMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::config::Config;
use crate::consensus;
use crate::corpus::{self, Corpus, File, Group, Language, Member};
use crate::coverage;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Document};
use crate::judge::{Unit, Unjudged, judge, order};
use crate::practice::{Condition, Practice, Tally};
use crate::precedence;
use crate::report::{GroupSummary, Report};
use crate::root::{Root, canonical};
use crate::rules::{self, Check, DocumentView, Family, GroupView, Outcome, Page, Pair, Sink, TreeView};
use crate::shard::{self, Handover, Shard};
use crate::suppress;

/// What takes the place of the contents of files, by canonical path: what is staged, or typed and not yet saved.
pub type Overlay = BTreeMap<PathBuf, Vec<u8>>;

/// A part of what could be checked.
pub struct Part<'a> {
    /// Contents that take the place of files.
    pub overlay: &'a Overlay,
    /// Whether a file is as good as not there.
    pub without: &'a (dyn Fn(&Path) -> bool + Sync),
    /// Whether a group is looked at, a page without a counterpart being one too.
    pub holds: &'a (dyn Fn(&Group) -> bool + Sync),
    /// Whether a finding is wanted.
    pub wants: &'a (dyn Fn(&Diagnostic) -> bool + Sync),
    /// Told how far the run is, from any thread.
    pub told: &'a (dyn Fn(Step) + Sync),
    /// What the repository does, where that has been counted already.
    pub known: Option<&'a [(Practice, Tally)]>,
    /// Told what was found in each group, in the order of groups, as soon as it and those before it are checked; but
    /// not what the whole repository must decide.
    pub found: Option<&'a (dyn Fn(&[&Diagnostic]) + Sync)>,
}

impl Part<'_> {
    /// Everything.
    #[must_use]
    pub fn all() -> Self {
        static NOTHING: Overlay = Overlay::new();
        Self { overlay: &NOTHING, without: &|_| false, holds: &|_| true, wants: &|_| true, told: &|_| (), known: None, found: None }
    }
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many groups are to be checked.
    Found {
        /// How many.
        groups: usize,
    },
    /// One of them has been.
    Checked {
        /// How many pages it has.
        pages: usize,
    },
}

/// Check the files under `roots`.
///
/// # Errors
/// Where nothing can be checked at all: the configuration names something impossible. A path that does not exist or a
/// file that cannot be read is in [`Report::failures`], and the rest is still checked.
pub fn check(roots: &[PathBuf], config: &Config) -> Result<Report, corpus::Error> {
    check_part(roots, config, &Part::all())
}

/// Check some of the files under `roots`. What was found is the same as if all had been checked: the others are only
/// asked what the repository does where a finding depends on that.
///
/// # Errors
/// As [`check`].
pub fn check_part(roots: &[PathBuf], config: &Config, part: &Part<'_>) -> Result<Report, corpus::Error> {
    let absent: Vec<PathBuf> = part.overlay.keys().filter(|path| !path.exists()).cloned().collect();
    let corpus = corpus::gather_with(roots, &absent, part.without, config)?;
    let found = examine(&corpus, roots, config, part, true);
    Ok(Report { root: Root::of(roots, config), ..judge(vec![found]) })
}

/// Check the groups of one shard. The report says what needs no other shard, and hands on the rest.
///
/// # Errors
/// As [`check`].
pub fn check_shard(roots: &[PathBuf], config: &Config, shard: Shard) -> Result<Report, corpus::Error> {
    let corpus = corpus::gather(roots, config)?;
    let own = shard.of_corpus(&corpus);
    let holds = |group: &Group| own.contains(shard::name(group));
    let part = Part { holds: &holds, ..Part::all() };
    let mut found = examine(&corpus, roots, config, &part, false);
    let handover = Handover::new(shard, found.clone());
    found.diagnostics.retain(|diagnostic| diagnostic.condition.is_none());
    Ok(Report { root: Root::of(roots, config), shard: Some(Box::new(handover)), ..judge(vec![found]) })
}

/// Check the groups of a part, and ask the others what the repository does, where `ask` says so and it matters.
fn examine(corpus: &Corpus, roots: &[PathBuf], config: &Config, part: &Part<'_>, ask: bool) -> Unjudged {
    let missing = coverage::missing(corpus, config);
    let (tree, on_pages) = check_tree(&TreeView { corpus, missing: &missing, config });
    let run = Run {
        root: &Root::of(roots, config),
        source: corpus.source.as_ref(),
        on_pages: &on_pages,
        overlay: part.overlay,
        config,
    };
    let singles: Vec<Group> = corpus.ungrouped.iter().map(alone).collect();
    let (own, others): (Vec<_>, Vec<_>) =
        corpus.groups.iter().chain(&singles).enumerate().partition(|(_, group)| (part.holds)(group));
    (part.told)(Step::Found { groups: own.len() });
    // Votes are added up as they come: sums do not depend on their order, and all of them would take much memory.
    let votes = Mutex::new(tree.votes);
    let count = |more: BTreeMap<Practice, Tally>| {
        let mut votes = votes.lock().unwrap_or_else(PoisonError::into_inner);
        more.into_iter().for_each(|(practice, tally)| votes.entry(practice).or_default().add(tally));
    };
    let counted = |group: &Group| {
        let mut checked = guarded(group, &run);
        count(std::mem::take(&mut checked.outcome.votes));
        checked
    };
    let check = |group: &Group| {
        let mut checked = counted(group);
        checked.outcome.diagnostics.retain(part.wants);
        (part.told)(Step::Checked { pages: group.members.len() });
        checked
    };
    let checked: Vec<Checked> = match part.found {
        None => own.par_iter().map(|&(_, group)| check(group)).collect(),
        Some(found) => in_turn(&own, check, found),
    };
    let mut found = Unjudged {
        problems: corpus.problems.iter().map(|problem| format!("{}: {}", problem.shown, problem.reason)).collect(),
        ..Unjudged::default()
    };
    for (&(at, group), checked) in own.iter().zip(checked) {
        let group = missing.get(at).map(|missing| summary(group, checked.title, missing));
        found.units.push(Unit { at, group, failures: checked.failures });
        found.diagnostics.extend(checked.outcome.diagnostics);
    }
    if let Some(known) = part.known {
        return Unjudged { votes: known.to_vec(), ..found };
    }
    if ask && found.diagnostics.iter().any(|diagnostic| diagnostic.condition.is_some()) {
        others.par_iter().for_each(|&(_, group)| drop(counted(group)));
    }
    let votes = votes.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter();
    found.votes = if ask { telling(votes, &found.diagnostics) } else { votes.collect() };
    found
}

/// The votes that decide a finding or that a report tells: of most words and blocks nobody asks.
fn telling(votes: impl Iterator<Item = (Practice, Tally)>, found: &[Diagnostic]) -> Vec<(Practice, Tally)> {
    let conditions = found.iter().filter_map(|diagnostic| diagnostic.condition.as_ref());
    let asked: HashSet<&Practice> = conditions.flat_map(Condition::practices).collect();
    votes.filter(|(practice, tally)| asked.contains(practice) || practice.is_told(*tally)).collect()
}

/// Check groups one after the other, as many at once as there are threads, and tell what is found in their order.
fn in_turn(
    groups: &[(usize, &Group)],
    check: impl Fn(&Group) -> Checked + Sync,
    found: &(dyn Fn(&[&Diagnostic]) + Sync),
) -> Vec<Checked> {
    let done: Mutex<(usize, Vec<Option<Checked>>)> = Mutex::new((0, groups.iter().map(|_| None).collect()));
    // Not a parallel iterator over the slice, which starts in several places of it.
    groups.iter().enumerate().par_bridge().for_each(|(place, &(_, group))| {
        let checked = check(group);
        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, all) = &mut *done;
        if let Some(slot) = all.get_mut(place) {
            *slot = Some(checked);
        }
        while let Some(Some(checked)) = all.get(*next) {
            let certain = checked.outcome.diagnostics.iter().filter(|it| it.condition.is_none());
            let mut certain: Vec<&Diagnostic> = certain.collect();
            certain.sort_by(|one, other| order(one).cmp(&order(other)));
            found(&certain);
            *next += 1;
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).1.into_iter().flatten().collect()
}

/// A group as a report shows it.
fn summary(group: &Group, title: Option<String>, missing: &[Language]) -> GroupSummary {
    let document = |member: &Member| (member.language.tag().to_owned(), member.file.shown.clone());
    GroupSummary {
        key: group.key.clone(),
        title,
        source: group.source.as_ref().map(|language| language.tag().to_owned()),
        documents: group.members.iter().map(document).collect(),
        missing: missing.iter().map(|language| language.tag().to_owned()).collect(),
    }
}

/// A page without a counterpart as a group.
fn alone(file: &File) -> Group {
    let member = Member { language: Language::unknown(), file: file.clone() };
    Group { key: String::new(), source: None, members: vec![member], by: corpus::GroupedBy::Title }
}

/// What a run knows when it comes to the groups.
struct Run<'a> {
    root: &'a Root,
    /// The language that the corpus is written in first.
    source: Option<&'a Language>,
    on_pages: &'a OnPages,
    overlay: &'a Overlay,
    config: &'a Config,
}

/// What came of one group.
#[derive(Default)]
struct Checked {
    outcome: Outcome,
    title: Option<String>,
    failures: Vec<String>,
}

/// Check a group; whatever happens within, the others are still checked.
fn guarded(group: &Group, run: &Run<'_>) -> Checked {
    caught(group, || check_group(group, run))
}

fn caught(group: &Group, check: impl FnOnce() -> Checked) -> Checked {
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

/// Check one group whose pages are given, in the order of its members.
pub(crate) fn check_pages_given(group: Group, texts: Vec<String>, root: &Root, config: &Config) -> Report {
    let corpus = Corpus { source: group.source.clone(), groups: vec![group], ..Corpus::default() };
    let missing = coverage::missing(&corpus, config);
    let (_, on_pages) = check_tree(&TreeView { corpus: &corpus, missing: &missing, config });
    let overlay = Overlay::new();
    let run = Run { root, source: corpus.source.as_ref(), on_pages: &on_pages, overlay: &overlay, config };
    let Some(group) = corpus.groups.first() else { return Report::default() };
    let checked = caught(group, || {
        let parsed = group.members.iter().zip(texts).map(|(member, text)| (member, parse(text, &member.file)));
        check_documents(group, &parsed.collect::<Vec<_>>(), &run)
    });
    judge(vec![Unjudged {
        units: vec![Unit { at: 0, group: None, failures: checked.failures }],
        diagnostics: checked.outcome.diagnostics,
        votes: checked.outcome.votes.into_iter().collect(),
        problems: Vec::new(),
    }])
}

/// Check the pages of a group that could be read, and drop what they silence.
fn check_documents(group: &Group, documents: &[(&Member, Document)], run: &Run<'_>) -> Checked {
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
type OnPages = BTreeMap<String, Vec<Diagnostic>>;

/// Check the tree. What is on a page goes with its group, because the page may silence it.
fn check_tree(view: &TreeView<'_>) -> (Outcome, OnPages) {
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
    let size = over.map_or_else(|| std::fs::metadata(&file.path).map(|data| data.len()), |bytes| Ok(bytes.len() as u64))?;
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

fn parse(text: String, file: &File) -> Document {
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
