//! Plants breaks inside a whole collection: many at once, no more than a few percent of its pages and one in a group,
//! so that what the program learns from the collection stays what it was.

use std::collections::HashSet;
use std::path::Path;

use rayon::prelude::*;

use crate::corpora::{self, Corpus, Specimen};
use crate::measure::{self, Outcome, Plan, Results, Untouched};
use crate::options::Options;
use crate::program::{self, Finding, Report};

/// At most one page in this many is broken at a time.
const SPARSE: usize = 20;

/// Measures one collection as it stands.
pub fn run(corpus: &Corpus, options: &Options) -> Results {
    let Some(folder) = corpus.folder() else { return Results::default() };
    let specimens = measure::load(corpus, options);
    let copy = tempfile::tempdir().expect("a temporary folder");
    for path in corpora::files(&folder) {
        if let Ok(text) = std::fs::read(folder.join(&path)) {
            let place = copy.path().join(&path);
            std::fs::create_dir_all(place.parent().expect("a file is in a folder")).expect("a folder that can be made");
            std::fs::write(place, text).expect("a file that can be written");
        }
    }
    let before = match program::check(copy.path()) {
        Ok(before) => before,
        Err(error) => {
            println!("{}: {error}", corpus.name);
            return Results::default();
        }
    };
    let untouched = specimens.iter().map(|specimen| untouched(corpus.name, specimen, &before)).collect();
    let planned: Vec<Vec<Plan>> =
        measure::kinds(options).into_par_iter().map(|kind| measure::plan(corpus, &specimens, kind, options)).collect();
    let mut waiting: Vec<Plan> = planned.into_iter().flatten().collect();
    let mut outcomes = Vec::new();
    while options.wants("plants") && !waiting.is_empty() {
        let (now, later) = one_round(waiting, &specimens);
        waiting = later;
        outcomes.extend(check_round(corpus.name, copy.path(), &specimens, now, &before.findings));
    }
    Results { outcomes, untouched }
}

/// Takes plans for different groups out of those that wait.
fn one_round(waiting: Vec<Plan>, specimens: &[Specimen]) -> (Vec<Plan>, Vec<Plan>) {
    let most = (specimens.len() / SPARSE).max(1);
    let mut sources = HashSet::new();
    let (mut now, mut later) = (Vec::new(), Vec::new());
    for plan in waiting {
        if now.len() < most && sources.insert(specimens[plan.specimen].source.clone()) {
            now.push(plan);
        } else {
            later.push(plan);
        }
    }
    (now, later)
}

fn check_round(
    corpus: &'static str,
    copy: &Path,
    specimens: &[Specimen],
    plans: Vec<Plan>,
    before: &[Finding],
) -> Vec<Outcome> {
    for plan in &plans {
        measure::write(&copy.join(&specimens[plan.specimen].target), &plan.planted.lines.join("\n"));
    }
    let new = program::check(copy).map(|after| program::fresh(before, &after.findings));
    for plan in &plans {
        let specimen = &specimens[plan.specimen];
        measure::write(&copy.join(&specimen.target), &specimen.pair.target.text());
    }
    let strays = new.as_ref().map_or(0, |new| {
        new.iter().filter(|finding| !plans.iter().any(|plan| is_about(finding, &specimens[plan.specimen]))).count()
    });
    if strays > 0 {
        println!("{corpus}: {strays} new findings on pages that were not broken");
    }
    plans
        .into_iter()
        .map(|plan| {
            let specimen = &specimens[plan.specimen];
            let own = |new: &Vec<Finding>| new.iter().filter(|finding| is_about(finding, specimen)).cloned().collect();
            Outcome {
                corpus,
                kind: plan.kind.0.name,
                harmless: plan.kind.1,
                agrees: specimen.pair.agrees,
                target: specimen.target.clone(),
                planted: plan.planted,
                mended: None,
                new: new.as_ref().map(own).map_err(Clone::clone),
            }
        })
        .collect()
}

/// Whether a finding is on the broken page, answers it, or is on its source.
fn is_about(finding: &Finding, specimen: &Specimen) -> bool {
    let answers = finding.counterpart.as_ref().is_some_and(|(path, _)| *path == specimen.target);
    finding.path == specimen.target || finding.path == specimen.source || answers
}

fn untouched(corpus: &'static str, specimen: &Specimen, before: &Report) -> Untouched {
    let grouped = before.joins(&specimen.source, &specimen.target);
    let own = before.findings.iter().filter(|finding| finding.path == specimen.target).cloned().collect();
    Untouched { corpus, agrees: specimen.pair.agrees, grouped, findings: Ok(own) }
}
