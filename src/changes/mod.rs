//! Checks only what a change touches: reports what it made or left beside its lines, and what it left behind.

mod behind;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::check::{Overlay, Part, check_part};
use crate::config::Config;
use crate::corpus::{self, Group};
use crate::diagnostic::{Diagnostic, Location};
use crate::git::{Changed, Changes};
use crate::report::Report;
use crate::root::Sought;
use crate::rules::{self, Check, translation_orphaned};

/// Lines on each side of a change that belong to it: a finding about what is missing stands at the line before.
const BESIDE: u32 = 1;

/// The same where lines were removed: the blank line that parted them from what is left stands between.
const BESIDE_REMOVED: u32 = 2;

/// Check the groups under `roots` that a change touches.
///
/// A finding counts if its place on either page has changed. `overlay` has the contents that count where the disk has
/// others. Paths of the report are relative to the current directory, and the counts are those of what was looked at.
///
/// # Errors
/// As [`check`](crate::check()).
pub fn check(
    roots: &[PathBuf],
    config: &Config,
    changes: &Changes,
    overlay: &Overlay,
) -> Result<Report, corpus::Error> {
    let scope = Scope {
        changes,
        sought: Sought::new(changes.files.keys(), roots),
        departed: departed(roots, config, changes)?,
    };
    let unknown = Sought::new(&changes.unknown, roots);
    let part = Part {
        overlay,
        without: &|path| unknown.canonical(path).is_some_and(|path| changes.unknown.contains(&path)),
        holds: &|group| scope.holds(group),
        wants: &|diagnostic| scope.wants(diagnostic),
        ..Part::all()
    };
    let mut report = check_part(roots, config, &part)?;
    let mut behind = Vec::new();
    for group in &report.groups {
        behind.extend(behind::left_behind(group, changes, overlay, config, &report.diagnostics));
    }
    report.root.seal(behind.iter_mut());
    report.diagnostics.extend(behind);
    report.diagnostics.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(report)
}

fn order(diagnostic: &Diagnostic) -> (&str, u32, u32, &str) {
    let at = &diagnostic.location;
    (&at.path, at.span.start, at.span.end, diagnostic.rule)
}

/// What a change touches.
struct Scope<'a> {
    changes: &'a Changes,
    sought: Sought,
    departed: Departed,
}

/// For each page that has lost one of its other languages, by the path that is shown, which ones.
type Departed = BTreeMap<String, BTreeSet<String>>;

impl Scope<'_> {
    fn holds(&self, group: &Group) -> bool {
        group
            .members
            .iter()
            .any(|member| self.changed(&member.file.path).is_some() || self.departed.contains_key(&member.file.shown))
    }

    fn changed(&self, path: &Path) -> Option<&Changed> {
        self.changes.files.get(&self.sought.canonical(path)?)
    }

    fn wants(&self, found: &Diagnostic) -> bool {
        let of_tree = rules::ALL.iter().any(|rule| rule.id == found.rule && matches!(rule.check, Check::Tree(_)));
        if of_tree {
            return self.is_new(&found.location.path) || self.lacks(found);
        }
        self.touches(&found.location) || found.counterpart.as_ref().is_some_and(|place| self.touches(place))
    }

    fn is_new(&self, shown: &str) -> bool {
        self.changed(Path::new(shown)) == Some(&Changed::Whole)
    }

    /// Whether a page lacks another because the change took it away.
    fn lacks(&self, found: &Diagnostic) -> bool {
        let gone = self.departed.get(&found.location.path);
        gone.is_some_and(|gone| found.rule == translation_orphaned::RULE.id || gone.contains(&found.language))
    }

    fn touches(&self, place: &Location) -> bool {
        match self.changed(Path::new(&place.path)) {
            None | Some(Changed::Gone) => false,
            Some(Changed::Whole) => true,
            Some(Changed::Lines(lines)) => {
                let (start, end) = (place.range.start.line, place.range.end.line);
                lines.iter().any(|&(first, last)| {
                    let beside = if first > last { BESIDE_REMOVED } else { BESIDE };
                    start <= last.saturating_add(beside) && first.saturating_sub(beside) <= end
                })
            }
        }
    }
}

/// Group the pages as if those that are gone were still there.
fn departed(roots: &[PathBuf], config: &Config, changes: &Changes) -> Result<Departed, corpus::Error> {
    let gone = |path: &Path| changes.files.get(path) == Some(&Changed::Gone);
    let absent: Vec<PathBuf> = changes.files.keys().filter(|path| gone(path)).cloned().collect();
    let mut departed = Departed::new();
    if absent.is_empty() {
        return Ok(departed);
    }
    let sought = Sought::new(&absent, roots);
    for group in corpus::gather_with(roots, &absent, &|_| false, config)?.groups {
        let (lost, left): (Vec<_>, Vec<_>) = group
            .members
            .into_iter()
            .partition(|member| sought.canonical(&member.file.path).is_some_and(|path| gone(&path)));
        if lost.is_empty() {
            continue;
        }
        let lost: BTreeSet<String> = lost.iter().map(|member| member.language.tag().to_owned()).collect();
        departed.extend(left.into_iter().map(|member| (member.file.shown, lost.clone())));
    }
    Ok(departed)
}
