//! Prints what was measured, with the goals beside it.

use std::collections::BTreeMap;

use crate::measure::{Outcome, Untouched};
use crate::program::Finding;

/// Counts of some plants.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// Plants.
    pub tried: usize,
    /// With a new finding.
    pub found: usize,
    /// With a new finding near the place.
    pub near: usize,
    /// With a new finding above information.
    pub loud: usize,
    /// New findings.
    pub findings: usize,
    /// Runs that failed.
    pub failed: usize,
}

impl Tally {
    /// Counts outcomes.
    pub fn of<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Self {
        outcomes.fold(Self::default(), |tally, outcome| Self {
            tried: tally.tried + 1,
            found: tally.found + usize::from(outcome.is_found()),
            near: tally.near + usize::from(outcome.is_near()),
            loud: tally.loud + usize::from(outcome.is_loud()),
            findings: tally.findings + outcome.findings().len(),
            failed: tally.failed + usize::from(outcome.new.is_err()),
        })
    }

    /// New findings for each break that was found.
    pub fn per_break(&self) -> f64 {
        self.findings as f64 / self.found.max(1) as f64
    }

    fn cells(&self) -> String {
        if self.tried == 0 {
            return format!("{:>6} {:>6} {:>6} {:>6}", "", "", "", "");
        }
        let share = |count: usize| percent(count, self.tried);
        format!("{:>6} {:>5.1}% {:>5.1}% {:>6.2}", self.tried, share(self.found), share(self.near), self.per_break())
    }
}

/// Percent of `all`.
pub fn percent(count: usize, all: usize) -> f64 {
    count as f64 * 100.0 / all.max(1) as f64
}

/// Breaks by kind: pages that agreed, drifted pages.
pub fn breaks(outcomes: &[Outcome]) {
    let head = format!("{:>6} {:>6} {:>6} {:>6}", "tried", "found", "near", "each");
    println!("\n{:<28} {:^27}   {:^27}", "break", "pages that agree", "drifted pages");
    println!("{:<28} {head}   {head}", "");
    let of = |kind: &str, agrees: bool| {
        Tally::of(broken(outcomes).filter(|o| (kind.is_empty() || o.kind == kind) && o.agrees == agrees))
    };
    for kind in kinds(broken(outcomes)) {
        let (agreed, drifted) = (of(kind, true), of(kind, false));
        let low = agreed.tried >= 5
            && (percent(agreed.found, agreed.tried) < 99.0 || percent(agreed.near, agreed.tried) < 90.0);
        let many = agreed.per_break() > 1.1;
        let mark = format!("{}{}", if low { " < low" } else { "" }, if many { " < many" } else { "" });
        println!("{kind:<28} {}   {}{mark}", agreed.cells(), drifted.cells());
    }
    println!("{:<28} {}   {}", "all", of("", true).cells(), of("", false).cells());
    println!("{:<28} {:>6} {:>6} {:>6} {:>6}", "goal", "", "≥ 99%", "≥ 98%", "≤ 1.10");
}

/// Breaks by collection.
pub fn corpora(outcomes: &[Outcome]) {
    println!("\n{:<28} {:^27}   {:^27}", "collection", "pages that agree", "drifted pages");
    let mut names: Vec<&str> = broken(outcomes).map(|outcome| outcome.corpus).collect();
    names.dedup();
    for name in names {
        let of = |agrees: bool| Tally::of(broken(outcomes).filter(|o| o.corpus == name && o.agrees == agrees));
        println!("{name:<28} {}   {}", of(true).cells(), of(false).cells());
    }
}

/// Found and near, in percent, by kind and collection.
pub fn matrix(outcomes: &[Outcome]) {
    let mut names: Vec<&str> = outcomes.iter().map(|outcome| outcome.corpus).collect();
    names.dedup();
    println!("\nfound/near % on pages that agree, by collection");
    let head: Vec<String> =
        names.iter().map(|name| format!("{:>9}", name.chars().take(9).collect::<String>())).collect();
    println!("{:<28}{}", "", head.join(""));
    for kind in kinds(broken(outcomes)) {
        let cells: Vec<String> = names
            .iter()
            .map(|name| {
                let tally = Tally::of(broken(outcomes).filter(|o| o.kind == kind && o.corpus == *name && o.agrees));
                let share = |count: usize| format!("{:.0}", percent(count, tally.tried));
                if tally.tried == 0 {
                    String::from("·")
                } else {
                    format!("{}/{}", share(tally.found), share(tally.near))
                }
            })
            .collect();
        println!("{kind:<28}{}", cells.iter().map(|cell| format!("{cell:>9}")).collect::<String>());
    }
}

/// Harmless edits by kind.
pub fn edits(outcomes: &[Outcome]) {
    let harmless = || outcomes.iter().filter(|outcome| outcome.harmless);
    println!("\n{:<28} {:>6} {:>14} {:>9}", "harmless edit", "tried", "above info", "any");
    for kind in kinds(harmless()) {
        edit_row(kind, Tally::of(harmless().filter(|outcome| outcome.kind == kind)));
    }
    edit_row("all", Tally::of(harmless()));
    println!("{:<28} {:>6} {:>14}", "goal", "", "≤ 1%");
}

fn edit_row(name: &str, tally: Tally) {
    let share = |count: usize| percent(count, tally.tried);
    println!(
        "{name:<28} {:>6} {:>6} {:>6.1}% {:>8.1}%",
        tally.tried,
        tally.loud,
        share(tally.loud),
        share(tally.found)
    );
}

/// Errors and warnings on unbroken pairs, per thousand, and the rules they come from.
pub fn untouched(pairs: &[Untouched]) {
    println!(
        "\n{:<28} {:>8} {:>8} {:>9}   per 1,000 pairs  {:>11}",
        "unbroken", "pairs", "errors", "warnings", "not grouped"
    );
    let mut names: Vec<&str> = pairs.iter().map(|pair| pair.corpus).collect();
    names.dedup();
    for agrees in [true, false] {
        println!("{}", if agrees { "pages that agree" } else { "drifted pages" });
        for name in &names {
            untouched_row(
                &format!("  {name}"),
                pairs.iter().filter(|pair| pair.agrees == agrees && pair.corpus == *name),
            );
        }
        untouched_row("  all", pairs.iter().filter(|pair| pair.agrees == agrees));
        rules(pairs.iter().filter(|pair| pair.agrees == agrees));
    }
    println!("{:<28} {:>8} {:>8}   on pages that agree", "goal", "", "≤ 20");
    let failed = pairs.iter().filter(|pair| pair.findings.is_err()).count();
    if failed > 0 {
        println!("{failed} pairs on which the program failed");
    }
}

fn untouched_row<'a>(name: &str, pairs: impl Iterator<Item = &'a Untouched>) {
    let pairs: Vec<&Untouched> = pairs.collect();
    if pairs.is_empty() {
        return;
    }
    let count = |severity: &str| findings(&pairs).filter(|finding| finding.severity == severity).count() as f64;
    let rate = |severity: &str| count(severity) * 1000.0 / pairs.len() as f64;
    let apart = pairs.iter().filter(|pair| !pair.grouped).count();
    println!("{name:<28} {:>8} {:>8.0} {:>9.0} {apart:>29}", pairs.len(), rate("error"), rate("warning"));
}

fn findings<'a>(pairs: &'a [&'a Untouched]) -> impl Iterator<Item = &'a Finding> {
    pairs.iter().filter_map(|pair| pair.findings.as_ref().ok()).flatten()
}

/// The rules with most findings.
fn rules<'a>(pairs: impl Iterator<Item = &'a Untouched>) {
    let pairs: Vec<&Untouched> = pairs.collect();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in findings(&pairs).filter(|finding| finding.is_loud()) {
        *counts.entry((finding.rule.as_str(), finding.severity.as_str())).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let list: Vec<String> =
        counts.iter().take(15).map(|((rule, severity), count)| format!("{rule} {count} ({severity})")).collect();
    println!("    {}", list.join(", "));
}

/// Every finding above info on unbroken pairs, for a person to read beside the pages.
pub fn to_read(pairs: &[Untouched]) {
    for pair in pairs {
        let state = if pair.agrees { "agree" } else { "drifted" };
        for finding in pair.findings.iter().flatten().filter(|finding| finding.is_loud()) {
            let there =
                finding.counterpart.as_ref().map(|(path, line)| format!(" ({path}:{line})")).unwrap_or_default();
            let Finding { path, lines, severity, rule, message, .. } = finding;
            println!("UNBROKEN {state} {}/{path}:{}{there} {severity} {rule}: {message}", pair.corpus, lines.0);
        }
    }
}

/// Everything that a person should read: misses, findings elsewhere, several findings, alarms, failures.
pub fn details(outcomes: &[Outcome]) {
    for outcome in outcomes {
        let findings = outcome.findings();
        let state = match (&outcome.new, outcome.harmless) {
            (Err(_), _) => "FAILED",
            (Ok(_), true) if outcome.is_loud() => "ALARM",
            (Ok(_), true) => continue,
            (Ok(new), false) if new.is_empty() => "MISS",
            (Ok(_), false) if !outcome.is_near() => "AWAY",
            (Ok(new), false) if new.len() > 1 => "MANY",
            _ => continue,
        };
        let what: String = outcome.planted.what.replace('\n', "⏎").chars().take(160).collect();
        let places: Vec<String> =
            outcome.planted.places.iter().map(|(first, last)| format!("{first}-{last}")).collect();
        let set = if outcome.agrees { "agree" } else { "drifted" };
        println!("{state} {} {}/{}:{} ({set}) {what}", outcome.kind, outcome.corpus, outcome.target, places.join(","));
        if let Err(error) = &outcome.new {
            println!("    {error}");
        }
        for finding in findings.iter().take(6) {
            println!("    {}", finding.line());
        }
        if findings.len() > 6 {
            println!("    … {} in all", findings.len());
        }
    }
}

fn broken(outcomes: &[Outcome]) -> impl Iterator<Item = &Outcome> {
    outcomes.iter().filter(|outcome| !outcome.harmless)
}

/// Kinds in the order of the registry: outcomes come by page, so the order is asked for here.
fn kinds<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Vec<&'static str> {
    let present: std::collections::HashSet<&str> = outcomes.map(|outcome| outcome.kind).collect();
    let all = crate::plant::all().into_iter().chain(crate::harmless::all());
    all.map(|kind| kind.name).filter(|name| present.contains(name)).collect()
}
