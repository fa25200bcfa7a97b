//! The instrument that measures isogloss: plants breaks in pages whose translation is sound, runs the built program
//! before and after, and counts what it finds, where, and how often. A small sample is part of the test suite;
//! `cargo test --release --test accuracy -- --full` is the whole (`--help` for more).

// Without the harness the unit tests are not compiled, but what they use is; `unit.rs` runs them.
#![allow(unused_imports, dead_code)]

mod corpora;
mod defects;
mod harmless;
mod inline;
mod measure;
mod mend;
mod options;
mod pair;
mod plant;
mod program;
mod rng;
mod scan;
mod table;
mod whole_tree;

use std::process::ExitCode;
use std::time::Instant;

use measure::Results;
use options::Options;

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(help) => {
            println!("{help}");
            return ExitCode::from(2);
        }
    };
    let began = Instant::now();
    let results = plants(&options);
    report(&results, &options);
    let sound = !options.wants("defects") || defects::run(&options);
    println!("\n{:.0} s", began.elapsed().as_secs_f64());
    if sound && floors(&results) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every collection that is here.
fn plants(options: &Options) -> Results {
    let mut all = Results::default();
    if !options.wants("plants") && !options.wants("unbroken") {
        return all;
    }
    let wanted = |name: &str| options.corpora.is_empty() || options.corpora.iter().any(|other| other == name);
    for corpus in corpora::CORPORA.iter().filter(|corpus| wanted(corpus.name)) {
        if corpus.folder().is_none() {
            println!("{}: skipped, not here (set ISOGLOSS_CORPORA to the folder of the collections)", corpus.name);
            continue;
        }
        let began = Instant::now();
        let one = if options.whole_tree { whole_tree::run(corpus, options) } else { measure::run(corpus, options) };
        let agreed = one.untouched.iter().filter(|pair| pair.agrees).count();
        let (pairs, plants) = (one.untouched.len(), one.outcomes.len());
        println!(
            "{}: {pairs} pairs, {agreed} agree; {plants} plants; {:.1} s",
            corpus.name,
            began.elapsed().as_secs_f64()
        );
        all.outcomes.extend(one.outcomes);
        all.untouched.extend(one.untouched);
    }
    all
}

fn report(results: &Results, options: &Options) {
    if options.verbose {
        table::details(&results.outcomes);
    }
    if !results.outcomes.is_empty() {
        table::breaks(&results.outcomes);
        if options.full {
            table::matrix(&results.outcomes);
        }
        table::corpora(&results.outcomes);
        table::edits(&results.outcomes);
        mend::table(&results.outcomes, options.verbose);
    }
    if options.wants("unbroken") && !results.untouched.is_empty() {
        if options.verbose {
            table::to_read(&results.untouched);
        }
        table::untouched(&results.untouched);
    }
}

/// What must hold for the test to pass: the program never fails.
fn floors(results: &Results) -> bool {
    let failures = results.outcomes.iter().filter_map(|outcome| outcome.new.as_ref().err());
    let failures = failures.chain(results.untouched.iter().filter_map(|pair| pair.findings.as_ref().err()));
    let failures: Vec<&String> = failures.collect();
    if let Some(first) = failures.first() {
        println!("the program failed {} times: {first}", failures.len());
    }
    failures.is_empty()
}
