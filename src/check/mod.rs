//! The whole run: files to groups, each group to findings, all findings to a report.
//!
//! A group is read, parsed, aligned, checked and dropped, so that memory follows the largest group. What only the whole
//! corpus can decide comes out of a group as a candidate and as votes, and is judged at the end.

mod group;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::config::Config;
use crate::corpus::{self, Corpus, File, Group, Language, Member};
use crate::coverage;
use crate::diagnostic::Diagnostic;
use crate::judge::{Unit, Unjudged, judge, order};
use crate::practice::{Condition, Practice, Tally};
use crate::report::{GroupSummary, Report};
use crate::root::Root;
use crate::rules::TreeView;
use crate::shard::{self, Handover, Shard};
pub(crate) use group::read;
use group::{Checked, Run, caught, check_documents, check_tree, guarded, parse};

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
        Self {
            overlay: &NOTHING,
            without: &|_| false,
            holds: &|_| true,
            wants: &|_| true,
            told: &|_| (),
            known: None,
            found: None,
        }
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
