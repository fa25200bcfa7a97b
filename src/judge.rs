//! What only the whole corpus can decide: which findings stand, in which order, and the counts.
//!
//! A run leaves its groups with findings that may depend on what the repository does, and with votes on that. Where the
//! repository is checked in parts, each part hands them on, and they are judged together: so parts say what the whole
//! would have said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Severity};
use crate::practice::{Practice, Tally};
use crate::report::{GroupSummary, Report, Summary};

/// What a run, or a part of one, has found and not judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unjudged {
    /// Paths that could not be walked; the same in all parts of a run.
    pub problems: Vec<String>,
    /// The groups, and the pages without a counterpart.
    pub units: Vec<Unit>,
    /// What was found, those of one page in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
    /// What pages do.
    pub votes: Vec<(Practice, Tally)>,
}

/// A group, or a page without a counterpart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its place among those of the whole run, groups first.
    pub at: usize,
    /// The group; `None` for a page without a counterpart.
    pub group: Option<GroupSummary>,
    /// What of it could not be checked.
    pub failures: Vec<String>,
}

/// Keep the findings that the whole corpus upholds, and put everything in its order.
#[must_use]
pub fn judge(parts: Vec<Unjudged>) -> Report {
    let mut votes: BTreeMap<Practice, Tally> = BTreeMap::new();
    let (mut units, mut diagnostics) = (Vec::new(), Vec::new());
    let mut report = Report::default();
    for part in parts {
        report.failures = part.problems;
        units.extend(part.units);
        diagnostics.extend(part.diagnostics);
        for (practice, tally) in part.votes {
            votes.entry(practice).or_default().add(tally);
        }
    }
    units.sort_by_key(|unit| unit.at);
    diagnostics.retain(|diagnostic| diagnostic.condition.as_ref().is_none_or(|condition| condition.is_met(&votes)));
    diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    report.summary = summary(&units, &diagnostics);
    report.diagnostics = diagnostics;
    for unit in units {
        report.failures.extend(unit.failures);
        report.groups.extend(unit.group);
    }
    report.practices = votes.into_iter().filter(|(practice, tally)| practice.is_told(*tally)).collect();
    report
}

/// Where a finding stands in a report.
pub(crate) fn order(diagnostic: &Diagnostic) -> (&str, u32, u32, &str, &str) {
    let at = &diagnostic.location;
    (&at.path, at.span.start, at.span.end, diagnostic.rule, &diagnostic.message)
}

fn summary(units: &[Unit], diagnostics: &[Diagnostic]) -> Summary {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    let groups = units.iter().filter_map(|unit| unit.group.as_ref());
    for (tag, _) in groups.clone().flat_map(|group| &group.documents) {
        *languages.entry(tag).or_default() += 1;
    }
    let mut languages: Vec<(&str, usize)> = languages.into_iter().collect();
    languages.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let ungrouped = units.iter().filter(|unit| unit.group.is_none()).count();
    let shown = |severity| diagnostics.iter().filter(|found| !found.minor && found.severity == severity).count();
    Summary {
        documents: groups.clone().map(|group| group.documents.len()).sum::<usize>() + ungrouped,
        groups: groups.count(),
        ungrouped,
        languages: languages.into_iter().map(|(tag, _)| tag.to_owned()).collect(),
        errors: shown(Severity::Error),
        warnings: shown(Severity::Warning),
        infos: shown(Severity::Info),
        hidden: diagnostics.iter().filter(|found| found.minor).count(),
    }
}
