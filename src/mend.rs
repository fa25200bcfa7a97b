//! Mends pages in memory: makes the fixes that findings carry, checks again, and takes back what brings up something else.
//!
//! Nothing is written here. The pages are read once; from then on their texts, mended or not, take the place of the
//! files, so that nobody who writes meanwhile can come between a check and its fixes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::check::{Overlay, Part, check, check_part};
use crate::config::Config;
use crate::corpus::{self, Group};
use crate::diagnostic::Diagnostic;
use crate::document::Span;
use crate::fix;
use crate::practice::{Practice, Tally};
use crate::report::Report;
use crate::root::{Sought, canonical};
use crate::rules::{self, Family};

/// Mending one break may bring another to light; more often than this it does not.
const ROUNDS: usize = 10;

/// Fixes of one page that are tried one by one where all of them together bring up something else.
const MOST_TRIES: usize = 40;

/// What came of mending.
#[derive(Debug, Default)]
pub struct Mending {
    /// The pages that are others now, by their shown path.
    pub pages: Vec<Mended>,
    /// Findings whose fix would have brought up others.
    pub refused: usize,
    /// What could not be checked: a path and the reason.
    pub failures: Vec<String>,
}

/// A page that was mended.
#[derive(Debug)]
pub struct Mended {
    /// Its path as a report shows it.
    pub path: String,
    /// What was read.
    pub before: String,
    /// What is to be written.
    pub after: String,
    /// The findings that were mended, with their places at that time.
    pub mended: Vec<Diagnostic>,
}

/// Mend the findings that are wanted, the unsafe ones after all others.
///
/// # Errors
/// As [`check`](crate::check()).
pub fn mend(
    roots: &[PathBuf],
    config: &Config,
    wants: &dyn Fn(&Diagnostic) -> bool,
    with_unsafe: bool,
) -> Result<Mending, corpus::Error> {
    let report = check(roots, config)?;
    let mut bench =
        Bench { roots, config, practices: &report.practices, pages: BTreeMap::new(), files: BTreeSet::new() };
    let mut mending = Mending { failures: report.failures.clone(), ..Mending::default() };
    let wanted = |found: &&Diagnostic| !found.minor && wants(found);
    let fixable = report.diagnostics.iter().filter(wanted).filter(|found| fix::is_made(found, with_unsafe));
    for path in fixable.map(|found| found.location.path.as_str()).collect::<BTreeSet<_>>() {
        match std::fs::read_to_string(path) {
            Ok(text) => bench.lay(path, text),
            Err(error) => mending.failures.push(format!("{path}: {error}")),
        }
    }
    if bench.pages.is_empty() {
        return Ok(mending);
    }
    bench.mend(&wanted, false)?;
    if with_unsafe {
        bench.mend(&wanted, true)?;
        bench.mend(&wanted, false)?;
    }
    mending.refused = bench.pages.values().map(|page| page.refused.len()).sum();
    for (path, page) in bench.pages {
        if page.after != page.before {
            mending.pages.push(Mended { path, before: page.before, after: page.after, mended: page.mended });
        }
    }
    Ok(mending)
}

/// The pages that are mended.
struct Bench<'a> {
    roots: &'a [PathBuf],
    config: &'a Config,
    practices: &'a [(Practice, Tally)],
    /// By shown path.
    pages: BTreeMap<String, Page>,
    files: BTreeSet<PathBuf>,
}

struct Page {
    file: PathBuf,
    before: String,
    after: String,
    mended: Vec<Diagnostic>,
    /// Fingerprints of findings whose fix does more harm than good.
    refused: BTreeSet<u64>,
}

impl Bench<'_> {
    fn lay(&mut self, path: &str, text: String) {
        let file = canonical(path.as_ref());
        self.files.insert(file.clone());
        let page = Page { file, before: text.clone(), after: text, mended: Vec::new(), refused: BTreeSet::new() };
        self.pages.insert(path.to_owned(), page);
    }

    /// What is found in the groups of some files, with these texts in place of those that are mended so far.
    fn check(&self, texts: &BTreeMap<&str, &str>, files: &BTreeSet<PathBuf>) -> Result<Report, corpus::Error> {
        let text = |path: &str, page: &Page| texts.get(path).copied().unwrap_or(&page.after).as_bytes().to_vec();
        let overlay: Overlay = self.pages.iter().map(|(path, page)| (page.file.clone(), text(path, page))).collect();
        let sought = Sought::new(files, self.roots);
        let is_sought = |path: &Path| sought.canonical(path).is_some_and(|path| files.contains(&path));
        let holds = |group: &Group| group.members.iter().any(|member| is_sought(&member.file.path));
        let part = Part { overlay: &overlay, holds: &holds, known: Some(self.practices), ..Part::all() };
        check_part(self.roots, self.config, &part)
    }

    /// Mend until nothing is left: safe fixes if they bring up nothing else, or unsafe ones whatever they do.
    fn mend(&mut self, wanted: &dyn Fn(&&Diagnostic) -> bool, with_unsafe: bool) -> Result<(), corpus::Error> {
        let mut open = self.files.clone();
        let mut report = self.check(&BTreeMap::new(), &open)?;
        for _ in 0..ROUNDS {
            let left: Vec<Diagnostic> = report
                .diagnostics
                .iter()
                .filter(wanted)
                .filter(|found| self.is_open(found, with_unsafe))
                .cloned()
                .collect();
            let plans = fix::plan(&left, with_unsafe);
            let texts: BTreeMap<&str, String> = plans
                .iter()
                .filter_map(|(path, plan)| Some((*path, plan.apply(&self.pages.get(*path)?.after)?)))
                .filter(|(path, text)| self.pages.get(*path).is_some_and(|page| page.after != *text))
                .collect();
            if texts.is_empty() {
                return Ok(());
            }
            let shown: BTreeMap<&str, &str> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
            let after = self.check(&shown, &open)?;
            let mut changed = BTreeSet::new();
            for (path, text) in &texts {
                let Some(plan) = plans.get(path) else { continue };
                if with_unsafe || !is_worse(path, &plan.mended, &report, &after) {
                    self.take(path, text.clone(), &plan.mended);
                } else if !self.uncover(path, &plan.mended) {
                    self.try_each(path, &plan.mended, &report)?;
                }
                changed.extend(self.pages.get(*path).map(|page| page.file.clone()));
            }
            open = changed;
            report = self.check(&BTreeMap::new(), &open)?;
        }
        Ok(())
    }

    fn is_open(&self, found: &Diagnostic, with_unsafe: bool) -> bool {
        let page = self.pages.get(&found.location.path);
        page.is_some_and(|page| !page.refused.contains(&found.fingerprint)) && fix::is_made(found, with_unsafe)
    }

    fn take(&mut self, path: &str, text: String, mended: &[&Diagnostic]) {
        if let Some(page) = self.pages.get_mut(path) {
            page.after = text;
            page.mended.extend(mended.iter().map(|&found| found.clone()));
        }
    }

    /// Make those fixes of a page that may well bring up others, for what they hide was there before; the rest waits until
    /// it can be judged by itself. Whether there are any.
    fn uncover(&mut self, path: &str, mended: &[&Diagnostic]) -> bool {
        let covers: Vec<Diagnostic> =
            mended.iter().filter(|found| is_cover(found)).map(|&found| found.clone()).collect();
        let plans = fix::plan(&covers, false);
        let text = plans.get(path).and_then(|plan| plan.apply(&self.pages.get(path)?.after));
        let Some(text) = text else { return false };
        self.take(path, text, &covers.iter().collect::<Vec<_>>());
        true
    }

    /// Make the fixes of a page one by one, each with those that were good, and refuse those that are not.
    fn try_each(&mut self, path: &str, mended: &[&Diagnostic], before: &Report) -> Result<(), corpus::Error> {
        let Some(page) = self.pages.get(path) else { return Ok(()) };
        let (start, files) = (page.after.clone(), BTreeSet::from([page.file.clone()]));
        let mut good: Vec<Diagnostic> = Vec::new();
        let mut refused = BTreeSet::new();
        let mut text = None;
        for (index, &found) in mended.iter().enumerate() {
            good.push(found.clone());
            let candidate = fix::plan(&good, false).get(path).and_then(|plan| plan.apply(&start));
            let sound = match candidate.as_deref().filter(|_| index < MOST_TRIES) {
                Some(candidate) => {
                    let after = self.check(&BTreeMap::from([(path, candidate)]), &files)?;
                    !is_worse(path, &good.iter().collect::<Vec<_>>(), before, &after)
                }
                None => false,
            };
            if sound {
                text = candidate;
            } else {
                good.pop();
                refused.insert(found.fingerprint);
            }
        }
        if let Some(page) = self.pages.get_mut(path) {
            page.refused.extend(refused);
        }
        if let Some(text) = text {
            self.take(path, text, &good.iter().collect::<Vec<_>>());
        }
        Ok(())
    }
}

/// Whether a finding hides what else there is to find, so that mending it may well bring up others.
fn is_cover(found: &Diagnostic) -> bool {
    let family = rules::ALL.iter().find(|rule| rule.id == found.rule).map(|rule| rule.family);
    matches!(family, Some(Family::Content | Family::FrontMatter))
}

/// Whether something is found on a page, or beside it, that was not found before, or is still found though it should be
/// mended. What stays of another finding may be told in other words, but at the same place of the source.
fn is_worse(path: &str, mended: &[&Diagnostic], before: &Report, after: &Report) -> bool {
    let is_mended = |found: &&Diagnostic| mended.iter().any(|mended| mended.fingerprint == found.fingerprint);
    let known = charges(path, before.diagnostics.iter().filter(|found| !is_mended(found)));
    let now = charges(path, after.diagnostics.iter());
    now.into_iter().any(|(charge, number)| number > known.get(&charge).copied().unwrap_or(0))
}

/// A rule, a language, a place of the source, and the words where there is none.
type Charge<'a> = (&'a str, &'a str, Option<Span>, &'a str);

/// What a page is charged with, and how often.
fn charges<'a>(path: &str, found: impl Iterator<Item = &'a Diagnostic>) -> BTreeMap<Charge<'a>, usize> {
    let mut charges = BTreeMap::new();
    for found in found.filter(|found| !found.minor) {
        let charge: Charge<'a> = match &found.counterpart {
            Some(place) if found.location.path == path => (found.rule, &found.language, Some(place.span), ""),
            Some(place) if place.path == path => (found.rule, &found.language, None, &found.message),
            None if found.location.path == path => (found.rule, "", None, &found.message),
            _ => continue,
        };
        *charges.entry(charge).or_default() += 1;
    }
    charges
}
