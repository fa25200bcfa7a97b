//! Defects that people found and mended: each is a folder with the two pages before and after the mending.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::options::Options;
use crate::program::{self, Finding};
use crate::table::percent;

/// One row of `cases.tsv`.
struct Case {
    folder: PathBuf,
    name: String,
    target: String,
    kind: String,
    what: String,
    line: usize,
}

/// How a case went.
struct Verdict {
    case: Case,
    /// Reported before and not after; for controls what differs either way.
    gone: Vec<Finding>,
    before: Vec<Finding>,
    failed: Option<String>,
}

impl Verdict {
    fn is_control(&self) -> bool {
        self.case.kind == "pure-wording"
    }

    fn is_near(&self) -> bool {
        self.gone.iter().any(|finding| program::is_at(finding, &self.case.target, &[(self.case.line, self.case.line)]))
    }

    fn state(&self) -> &'static str {
        match (self.failed.is_some(), self.is_control(), self.gone.is_empty()) {
            (true, _, _) => "FAILED",
            (_, true, true) => "same",
            (_, true, false) => "CHANGED",
            (_, false, true) => "MISSED",
            _ if self.is_near() => "near",
            _ => "found",
        }
    }
}

/// Runs all cases and prints them; `false` when the program failed on one.
pub fn run(options: &Options) -> bool {
    let folder =
        std::env::var("ISOGLOSS_DEFECTS").map(PathBuf::from).ok().or_else(|| crate::corpora::shared("defects"));
    let Some(folder) = folder else {
        println!("\ndefects: skipped, no folder of defects (set ISOGLOSS_DEFECTS)");
        return true;
    };
    let verdicts: Vec<Verdict> = cases(&folder).into_iter().map(judge).collect();
    if options.full || options.verbose || !options.parts.is_empty() {
        println!("\ndefects");
        verdicts.iter().for_each(|verdict| show(verdict, options.verbose));
    }
    totals(&verdicts);
    verdicts.iter().all(|verdict| verdict.failed.is_none())
}

fn cases(folder: &Path) -> Vec<Case> {
    let Ok(table) = std::fs::read_to_string(folder.join("cases.tsv")) else { return Vec::new() };
    let mut rows = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let Some(head) = rows.next() else { return Vec::new() };
    let column = |name: &str| head.iter().position(|other| *other == name);
    rows.filter_map(|row| {
        let cell = |name: &str| column(name).and_then(|at| row.get(at)).map(|text| (*text).to_string());
        let name = cell("case")?;
        Some(Case {
            folder: folder.join(&name),
            target: cell("target_path")?,
            kind: cell("kind")?,
            what: cell("what")?,
            line: cell("line_before")?.parse().ok()?,
            name,
        })
    })
    .collect()
}

fn judge(case: Case) -> Verdict {
    let run = |part: &str| program::check(&case.folder.join(part)).map(|report| report.findings);
    match (run("before"), run("after")) {
        (Ok(before), Ok(after)) => {
            let mut gone = program::fresh(&after, &before);
            if case.kind == "pure-wording" {
                gone.extend(program::fresh(&before, &after));
            }
            Verdict { case, gone, before, failed: None }
        }
        (Err(error), _) | (_, Err(error)) => {
            Verdict { case, gone: Vec::new(), before: Vec::new(), failed: Some(error) }
        }
    }
}

fn show(verdict: &Verdict, verbose: bool) {
    let case = &verdict.case;
    println!("{:<8} {} ({}) line {}: {}", verdict.state(), case.name, case.kind, case.line, case.what);
    if let Some(error) = &verdict.failed {
        println!("         {error}");
    }
    for finding in verdict.gone.iter().take(if verbose { 20 } else { 3 }) {
        println!("         {}", finding.line());
    }
    if verbose && verdict.gone.is_empty() && !verdict.is_control() {
        for finding in verdict.before.iter().take(40) {
            println!("         still there: {}", finding.line());
        }
    }
}

fn totals(verdicts: &[Verdict]) {
    let mut kinds: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for verdict in verdicts.iter().filter(|verdict| !verdict.is_control()) {
        for name in [verdict.case.kind.as_str(), "~ all"] {
            let row = kinds.entry(name).or_default();
            row.0 += 1;
            row.1 += usize::from(!verdict.gone.is_empty());
            row.2 += usize::from(verdict.is_near());
        }
    }
    println!("\n{:<20} {:>6} {:>14} {:>14}", "defect", "cases", "found", "near");
    for (kind, (all, found, near)) in kinds {
        println!("{kind:<20} {all:>6} {found:>6} {:>6.1}% {near:>6} {:>6.1}%", percent(found, all), percent(near, all));
    }
    let controls: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.is_control()).collect();
    let changed = controls.iter().filter(|verdict| !verdict.gone.is_empty()).count();
    println!("{:<20} {:>6} {changed:>6} changed", "controls", controls.len());
    println!("{:<20} {:>6} {:>14} {:>14}", "goal", "", "≥ 90%", "≥ 85%, no control changed");
}
