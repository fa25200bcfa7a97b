//! What `isogloss fix` makes of planted breaks: whether the page is as it was, and whether anything is left or new.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpora::Specimen;
use crate::measure::{Outcome, Tree};
use crate::program::{self, Finding, Report};

/// A pair without a planted break, mended: it may have had breaks of its own.
pub struct Whole {
    target: String,
    findings: BTreeSet<String>,
}

/// What became of a page with a planted break.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The page that came out.
    pub text: String,
    /// The page that should have.
    pub whole: String,
    /// Whether anything was changed.
    pub changed: bool,
    /// Whether it is the page without the break, to the byte.
    pub restored: bool,
    /// Whether mending it again changes it again.
    pub restless: bool,
    /// Findings with a safe fix that are still there.
    pub fixable: Vec<Finding>,
    /// Findings that neither the broken page had nor the whole one.
    pub new: Vec<Finding>,
}

fn read(tree: &Tree, path: &str) -> String {
    std::fs::read_to_string(tree.path().join(path)).unwrap_or_default()
}

fn names(report: &Report) -> BTreeSet<String> {
    report.findings.iter().map(|finding| finding.fingerprint.clone()).collect()
}

impl Whole {
    /// The pair of a specimen, which stands in the tree.
    pub fn of(tree: &Tree, specimen: &Specimen) -> Self {
        program::fix(tree.path());
        let target = read(tree, &specimen.target);
        let findings = program::check(tree.path()).map(|report| names(&report)).unwrap_or_default();
        tree.write(&specimen.source, &specimen.pair.source.text());
        tree.write(&specimen.target, &specimen.pair.target.text());
        Self { target, findings }
    }

    /// Mend the broken page that stands in the tree, of which `broken` was found.
    pub fn mend(&self, tree: &Tree, target: &str, broken: &Report) -> Option<Mended> {
        let before = read(tree, target);
        program::fix(tree.path());
        let text = read(tree, target);
        let report = program::check(tree.path()).ok()?;
        program::fix(tree.path());
        let known = names(broken);
        let is_new =
            |finding: &&Finding| !known.contains(&finding.fingerprint) && !self.findings.contains(&finding.fingerprint);
        Some(Mended {
            changed: text != before,
            restored: text == self.target,
            restless: read(tree, target) != text,
            fixable: report.findings.iter().filter(|finding| finding.fixable).cloned().collect(),
            new: report.findings.iter().filter(is_new).cloned().collect(),
            text,
            whole: self.target.clone(),
        })
    }
}

/// By kind of break: how often the page was changed, is as it was, and has something left or new.
pub fn table(outcomes: &[Outcome], verbose: bool) {
    let mut kinds: BTreeMap<&str, Vec<(&Outcome, &Mended)>> = BTreeMap::new();
    for outcome in outcomes {
        if let Some(mended) = &outcome.mended {
            kinds.entry(outcome.kind).or_default().push((outcome, mended));
        }
    }
    if kinds.is_empty() {
        return;
    }
    println!(
        "\n{:<28} {:>6} {:>8} {:>8} {:>8} {:>6} {:>6}",
        "fix", "tried", "changed", "restored", "fixable", "new", "again"
    );
    for (kind, all) in kinds {
        let count = |test: &dyn Fn(&Mended) -> bool| all.iter().filter(|(_, mended)| test(mended)).count();
        println!(
            "{kind:<28} {:>6} {:>8} {:>8} {:>8} {:>6} {:>6}",
            all.len(),
            count(&|mended| mended.changed),
            count(&|mended| mended.restored),
            count(&|mended| !mended.fixable.is_empty()),
            count(&|mended| !mended.new.is_empty()),
            count(&|mended| mended.restless),
        );
        for (outcome, mended) in all.iter().filter(|_| verbose) {
            if mended.changed && !mended.restored || !mended.new.is_empty() || mended.restless {
                println!("  {} {} — {}", outcome.corpus, outcome.target, outcome.planted.what);
                let difference = similar::TextDiff::from_lines(&mended.whole, &mended.text);
                print!("{}", difference.unified_diff().context_radius(1));
                mended.fixable.iter().for_each(|finding| println!("    fixable: {}", finding.line()));
                mended.new.iter().for_each(|finding| println!("    new: {}", finding.line()));
            }
        }
    }
}
