//! The whole run: files to groups, each group to findings, all findings to a report.
//!
//! A group is read, parsed, aligned, checked and dropped, so that memory follows the largest group. What only the whole
//! corpus can decide comes out of a group as a candidate and as votes, and is judged at the end.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::config::Config;
use crate::consensus;
use crate::corpus::{self, Corpus, File, Group, Language, Member};
use crate::coverage;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{self, Document};
use crate::practice::{Practice, Tally};
use crate::precedence;
use crate::report::{GroupSummary, Report, Summary};
use crate::root::{Root, canonical};
use crate::rules::{self, Check, DocumentView, Family, GroupView, Outcome, Page, Pair, Sink, TreeView};
use crate::suppress;

/// What takes the place of the contents of files, by canonical path: what is staged, or typed and not yet saved.
pub type Overlay = BTreeMap<PathBuf, Vec<u8>>;

/// A part of what could be checked.
pub struct Part<'a> {
    /// Contents that take the place of files.
    pub overlay: &'a Overlay,
    /// Whether a group is looked at, a page without a counterpart being one too.
    pub holds: &'a (dyn Fn(&Group) -> bool + Sync),
    /// Whether a finding is wanted.
    pub wants: &'a (dyn Fn(&Diagnostic) -> bool + Sync),
}

/// Check the files under `roots`.
///
/// # Errors
/// Where nothing can be checked at all: the configuration names something impossible. A path that does not exist or a
/// file that cannot be read is in [`Report::failures`], and the rest is still checked.
pub fn check(roots: &[PathBuf], config: &Config) -> Result<Report, corpus::Error> {
    let all = Part { overlay: &Overlay::new(), holds: &|_| true, wants: &|_| true };
    check_part(roots, config, &all)
}

/// Check some of the files under `roots`. What was found is the same as if all had been checked: the others are only
/// asked what the repository does where a finding depends on that.
///
/// # Errors
/// As [`check`].
pub fn check_part(roots: &[PathBuf], config: &Config, part: &Part<'_>) -> Result<Report, corpus::Error> {
    let absent: Vec<PathBuf> = part.overlay.keys().filter(|path| !path.exists()).cloned().collect();
    let mut corpus = corpus::gather_with(roots, &absent, config)?;
    let mut missing = coverage::missing(&corpus, config);
    let (tree, on_pages) = check_tree(&TreeView { corpus: &corpus, missing: &missing, config });
    let others = set_aside(&mut corpus, &mut missing, part.holds);
    let run = Run {
        root: &Root::of(roots, config),
        source: corpus.source.as_ref(),
        on_pages: &on_pages,
        overlay: part.overlay,
        config,
    };
    let mut groups: Vec<Checked> = corpus.groups.par_iter().map(|group| guarded(group, &run)).collect();
    let singles: Vec<Group> = corpus.ungrouped.iter().map(alone).collect();
    groups.extend(singles.par_iter().map(|group| guarded(group, &run)).collect::<Vec<_>>());
    for checked in &mut groups {
        checked.outcome.diagnostics.retain(part.wants);
    }
    let asked = groups.iter().flat_map(|checked| &checked.outcome.diagnostics).any(|found| found.condition.is_some());
    let votes: Vec<Outcome> = if asked {
        let votes = |group| Outcome { votes: guarded(group, &run).outcome.votes, ..Outcome::default() };
        others.par_iter().map(votes).collect()
    } else {
        Vec::new()
    };
    let mut report = judge(&corpus, groups, votes.into_iter().chain([tree]), &missing);
    report.root = run.root.clone();
    Ok(report)
}

/// Take the groups out of the corpus that are not looked at.
fn set_aside(corpus: &mut Corpus, missing: &mut Vec<Vec<Language>>, holds: &dyn Fn(&Group) -> bool) -> Vec<Group> {
    let all = std::mem::take(&mut corpus.groups).into_iter().zip(std::mem::take(missing));
    let mut others = Vec::new();
    for (group, languages) in all {
        if holds(&group) {
            corpus.groups.push(group);
            missing.push(languages);
        } else {
            others.push(group);
        }
    }
    corpus.ungrouped.retain(|file| holds(&alone(file)));
    others
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
    let checked = std::panic::catch_unwind(AssertUnwindSafe(|| check_group(group, run)));
    checked.unwrap_or_else(|_| Checked {
        failures: group.members.iter().map(|member| failure(&member.file, "internal error while checking")).collect(),
        ..Checked::default()
    })
}

fn failure(file: &File, reason: &str) -> String {
    format!("{}: {reason}", file.shown)
}

/// Read the pages of a group, check them, and drop what they silence.
fn check_group(group: &Group, run: &Run<'_>) -> Checked {
    let config = run.config;
    let mut checked = Checked::default();
    let mut documents: Vec<(&Member, Document)> = Vec::with_capacity(group.members.len());
    for member in &group.members {
        match read(&member.file, run.overlay) {
            Ok(document) => documents.push((member, document)),
            Err(error) => checked.failures.push(failure(&member.file, &error.to_string())),
        }
    }
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
        let view = DocumentView { page, config };
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
    let Some(source) = source.filter(comparable) else { return };
    let translates = |page: &&Page<'_>| page.member.language != source.member.language && page.document.is_readable();
    let targets: Vec<&Page<'_>> = pages.iter().filter(translates).collect();
    let alone = std::mem::take(&mut outcome.diagnostics);
    for target in &targets {
        check_pair(group, source, target, config, outcome);
    }
    let beside = std::mem::replace(&mut outcome.diagnostics, alone);
    outcome.diagnostics.extend(consensus::settle(beside, targets.len(), source.member.language.tag()));
}

fn check_pair<'a>(
    group: &Group,
    source: &'a Page<'a>,
    target: &'a Page<'a>,
    config: &'a Config,
    outcome: &mut Outcome,
) {
    let first = outcome.diagnostics.len();
    let pair = Pair::new(group, source, target, config);
    let out_of_sync = pair.out_of_sync();
    for rule in rules::ALL {
        let Check::Pair(check) = rule.check else { continue };
        let before = outcome.diagnostics.len();
        check(&pair, &mut Sink::new(rule, target, Some(source), &group.key, config, outcome));
        if !matches!(rule.family, Family::Sections | Family::Blocks | Family::Inline) {
            continue;
        }
        for diagnostic in &mut outcome.diagnostics[before..] {
            let place = diagnostic.location.span;
            diagnostic.minor |= out_of_sync || pair.is_spoilt(place) || pair.is_cut(place);
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
        Ok(text) => match memchr::memchr(0, text.as_bytes()) {
            Some(at) => Ok(Document::unreadable(text, at, "file has a NUL byte, so it is no text".to_owned())),
            None => Ok(document::parse(text, &file.shown)),
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Ok(Document::unreadable(text, at, "file is not UTF-8".to_owned()))
        }
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

/// Keep the candidates that the whole corpus upholds, and put everything in its order.
///
/// `groups` are those of the corpus, then its pages without a counterpart; `others` is what was found elsewhere.
fn judge(
    corpus: &Corpus,
    groups: Vec<Checked>,
    others: impl Iterator<Item = Outcome>,
    missing: &[Vec<Language>],
) -> Report {
    let mut votes: BTreeMap<Practice, Tally> = BTreeMap::new();
    let mut report = Report::default();
    report.failures.extend(corpus.problems.iter().map(|problem| format!("{}: {}", problem.shown, problem.reason)));
    let titles: Vec<Option<String>> = groups.iter().map(|checked| checked.title.clone()).collect();
    let outcomes = groups.into_iter().map(|checked| {
        report.failures.extend(checked.failures);
        checked.outcome
    });
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for outcome in outcomes.chain(others) {
        diagnostics.extend(outcome.diagnostics);
        for (practice, tally) in outcome.votes {
            votes.entry(practice).or_default().add(tally);
        }
    }
    diagnostics.retain_mut(|diagnostic| diagnostic.condition.take().is_none_or(|condition| condition.is_met(&votes)));
    diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    report.groups = summaries(corpus, titles, missing);
    report.summary = summary(corpus, &diagnostics);
    report.diagnostics = diagnostics;
    let told = |(practice, tally): &(Practice, Tally)| !practice.is_of_block() || tally.holds() == Some(true);
    report.practices = votes.into_iter().filter(told).collect();
    report
}

fn order(diagnostic: &Diagnostic) -> (&str, u32, u32, &str, &str) {
    let at = &diagnostic.location;
    (&at.path, at.span.start, at.span.end, diagnostic.rule, &diagnostic.message)
}

fn summaries(corpus: &Corpus, titles: Vec<Option<String>>, missing: &[Vec<Language>]) -> Vec<GroupSummary> {
    corpus
        .groups
        .iter()
        .zip(titles)
        .zip(missing)
        .map(|((group, title), missing)| GroupSummary {
            key: group.key.clone(),
            title,
            source: group.source.as_ref().map(|language| language.tag().to_owned()),
            documents: group
                .members
                .iter()
                .map(|member| (member.language.tag().to_owned(), member.file.shown.clone()))
                .collect(),
            missing: missing.iter().map(|language| language.tag().to_owned()).collect(),
        })
        .collect()
}

fn summary(corpus: &Corpus, diagnostics: &[Diagnostic]) -> Summary {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for member in corpus.groups.iter().flat_map(|group| &group.members) {
        *languages.entry(member.language.tag()).or_default() += 1;
    }
    let mut languages: Vec<(&str, usize)> = languages.into_iter().collect();
    languages.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let shown = |severity| diagnostics.iter().filter(|found| !found.minor && found.severity == severity).count();
    Summary {
        documents: corpus.groups.iter().map(|group| group.members.len()).sum::<usize>() + corpus.ungrouped.len(),
        groups: corpus.groups.len(),
        ungrouped: corpus.ungrouped.len(),
        languages: languages.into_iter().map(|(tag, _)| tag.to_owned()).collect(),
        errors: shown(Severity::Error),
        warnings: shown(Severity::Warning),
        infos: shown(Severity::Info),
        hidden: diagnostics.iter().filter(|found| found.minor).count(),
    }
}
