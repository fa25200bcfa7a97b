//! Plants breaks and harmless edits in pairs of pages, one at a time in a tree of two files, and asks the program.

use std::path::Path;

use rayon::prelude::*;

use crate::corpora::{Corpus, Specimen};
use crate::mend::{Mended, Whole};
use crate::options::Options;
use crate::plant::{self, Breakage, Planted, Scene};
use crate::program::{self, Finding};
use crate::rng::Rng;
use crate::{harmless, scan::Page};

/// What became of one plant.
pub struct Outcome {
    /// The collection.
    pub corpus: &'static str,
    /// The kind of break or edit.
    pub kind: &'static str,
    /// Whether the edit broke nothing.
    pub harmless: bool,
    /// Whether the pages agreed before.
    pub agrees: bool,
    /// The damaged page.
    pub target: String,
    /// What was done, where.
    pub planted: Planted,
    /// The findings that the unbroken tree did not have, or how the program failed.
    pub new: Result<Vec<Finding>, String>,
    /// What `isogloss fix` made of it, if that was asked.
    pub mended: Option<Mended>,
}

impl Outcome {
    /// The new findings; none where the program failed.
    pub fn findings(&self) -> &[Finding] {
        self.new.as_deref().unwrap_or_default()
    }

    /// Whether there is a new finding.
    pub fn is_found(&self) -> bool {
        !self.findings().is_empty()
    }

    /// Whether a new finding is near the place.
    pub fn is_near(&self) -> bool {
        self.findings().iter().any(|finding| program::is_at(finding, &self.target, &self.planted.places))
    }

    /// Whether a new finding is more than information.
    pub fn is_loud(&self) -> bool {
        self.findings().iter().any(Finding::is_loud)
    }
}

/// An unbroken pair and what the program says of it.
pub struct Untouched {
    /// The collection.
    pub corpus: &'static str,
    /// Whether the pages agree.
    pub agrees: bool,
    /// Whether the program takes them for one group.
    pub grouped: bool,
    /// The findings, or how the program failed.
    pub findings: Result<Vec<Finding>, String>,
}

/// What one collection showed.
#[derive(Default)]
pub struct Results {
    /// Every plant.
    pub outcomes: Vec<Outcome>,
    /// Every pair before.
    pub untouched: Vec<Untouched>,
}

/// One damaged page that waits to be checked.
pub struct Plan {
    /// Which pair.
    pub specimen: usize,
    /// The kind, and whether it is harmless.
    pub kind: (Breakage, bool),
    /// The page.
    pub planted: Planted,
}

/// Pages tried for one kind before it is given up for lack of places.
const ATTEMPTS: usize = 400;

/// Every kind that is wanted, and whether it is harmless.
pub fn kinds(options: &Options) -> Vec<(Breakage, bool)> {
    let breaks = plant::all().into_iter().map(|kind| (kind, false));
    let edits = harmless::all().into_iter().map(|kind| (kind, true));
    breaks.chain(edits).filter(|(kind, _)| options.wants_kind(kind.name)).collect()
}

/// Measures one collection in trees of two files.
pub fn run(corpus: &Corpus, options: &Options) -> Results {
    let specimens = load(corpus, options);
    let mut plans: Vec<Vec<Plan>> = specimens.iter().map(|_| Vec::new()).collect();
    if options.wants("plants") {
        let planned: Vec<Vec<Plan>> =
            kinds(options).into_par_iter().map(|kind| plan(corpus, &specimens, kind, options)).collect();
        planned.into_iter().flatten().for_each(|plan| plans[plan.specimen].push(plan));
    }
    let results: Vec<Results> = specimens
        .par_iter()
        .zip(plans)
        .filter(|(_, plans)| options.wants("unbroken") || !plans.is_empty())
        .map(|(specimen, plans)| examine(corpus.name, specimen, plans, options))
        .collect();
    results.into_iter().fold(Results::default(), |mut all, one| {
        all.outcomes.extend(one.outcomes);
        all.untouched.extend(one.untouched);
        all
    })
}

/// The pairs to work on.
pub fn load(corpus: &Corpus, options: &Options) -> Vec<Specimen> {
    // Pairs of a collection, enough for one plant of every kind.
    const SAMPLE: usize = 30;
    let mut rng = Rng::named(options.seed, corpus.name);
    corpus.specimens((!options.full).then_some((SAMPLE, &mut rng)))
}

/// Chooses pages for one kind, as many on pages that agree as wanted and half as many on drifted ones.
pub fn plan(corpus: &Corpus, specimens: &[Specimen], kind: (Breakage, bool), options: &Options) -> Vec<Plan> {
    let mut rng = Rng::named(options.seed, &format!("{}/{}", corpus.name, kind.0.name));
    let mut plans = Vec::new();
    for agrees in [true, false] {
        let wanted = if agrees { options.tries() } else { options.tries().div_ceil(2) };
        let mut pages: Vec<usize> = (0..specimens.len()).filter(|&at| specimens[at].pair.agrees == agrees).collect();
        rng.shuffle(&mut pages);
        let from = plans.len();
        // Where there are fewer pages than wanted, they are used again for other places.
        for at in pages.iter().cycle().take((pages.len() * 3).min(ATTEMPTS)) {
            if plans.len() - from >= wanted {
                break;
            }
            let Some(planted) = plant_in(specimens, *at, kind.0, &mut rng) else { continue };
            let again = plans.iter().any(|plan: &Plan| plan.specimen == *at && plan.planted.lines == planted.lines);
            if !again {
                plans.push(Plan { specimen: *at, kind, planted });
            }
        }
    }
    plans
}

/// Plants one break in one page, if the page has a place for it and is another afterwards.
pub fn plant_in(specimens: &[Specimen], at: usize, kind: Breakage, rng: &mut Rng) -> Option<Planted> {
    let own = &specimens[at];
    let siblings: Vec<&Page> = specimens
        .iter()
        .filter(|other| other.source == own.source && other.language != own.language && other.pair.agrees)
        .map(|other| &other.pair.target)
        .collect();
    let strangers: Vec<&Page> = specimens
        .iter()
        .filter(|other| other.source != own.source && other.language == own.language)
        .map(|other| &other.pair.target)
        .collect();
    let stranger = rng.pick(&strangers).copied();
    let scene =
        Scene { pair: &own.pair, siblings: &siblings, stranger, language: &own.language, commonmark: own.commonmark };
    (kind.plant)(&scene, rng).filter(|planted| planted.lines != own.pair.target.lines)
}

/// Checks one pair before, and with each of its breaks.
fn examine(corpus: &'static str, specimen: &Specimen, plans: Vec<Plan>, options: &Options) -> Results {
    let tree = Tree::new(specimen).expect("a temporary folder");
    let before = program::check(tree.path());
    let whole = options.mend.then(|| Whole::of(&tree, specimen));
    let mut outcomes = Vec::new();
    for (number, plan) in plans.into_iter().enumerate() {
        tree.write(&specimen.target, &plan.planted.lines.join("\n"));
        let compare = if plan.kind.1 { program::fresh_places } else { program::fresh };
        let after = program::check(tree.path());
        let new = before.clone().and_then(|before| Ok(compare(&before.findings, &after.clone()?.findings)));
        if let Some(keep) = &options.keep {
            tree.keep(
                &Path::new(keep)
                    .join(plan.kind.0.name)
                    .join(format!("{corpus}-{}-{number}", specimen.target.replace('/', "+"))),
            );
        }
        outcomes.push(Outcome {
            corpus,
            kind: plan.kind.0.name,
            harmless: plan.kind.1,
            agrees: specimen.pair.agrees,
            target: specimen.target.clone(),
            mended: whole.as_ref().and_then(|whole| whole.mend(&tree, &specimen.target, after.as_ref().ok()?)),
            planted: plan.planted,
            new,
        });
    }
    let grouped = before.as_ref().is_ok_and(|report| report.joins(&specimen.source, &specimen.target));
    let findings = before.map(|report| report.findings);
    Results { outcomes, untouched: vec![Untouched { corpus, agrees: specimen.pair.agrees, grouped, findings }] }
}

/// A temporary folder with a source and its translation.
pub struct Tree {
    folder: tempfile::TempDir,
}

impl Tree {
    fn new(specimen: &Specimen) -> std::io::Result<Self> {
        let tree = Self { folder: tempfile::tempdir()? };
        tree.write(&specimen.source, &specimen.pair.source.text());
        tree.write(&specimen.target, &specimen.pair.target.text());
        Ok(tree)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes one of its files.
    pub fn write(&self, path: &str, text: &str) {
        write(&self.path().join(path), text);
    }

    fn keep(&self, place: &Path) {
        for path in crate::corpora::files(self.path()) {
            if let Ok(text) = std::fs::read_to_string(self.path().join(&path)) {
                write(&place.join(path), &text);
            }
        }
    }
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a file is in a folder");
    std::fs::create_dir_all(folder).expect("a folder that can be made");
    std::fs::write(path, text).expect("a file that can be written");
}
