//! Which pages are there in which languages, and how they are: counted from a report.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::report::Report;

/// The state of a whole repository.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// All languages, the one with the most pages first.
    pub languages: Vec<String>,
    /// All pages together.
    pub total: Vec<Count>,
    /// The folders that hold pages, by name.
    pub folders: Vec<Folder>,
    /// The pages, by key.
    pub pages: Vec<Page>,
}

/// The pages right in one folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// Its path less the language; `.` for the top.
    pub path: String,
    /// For each language, in the order of [`Status::languages`].
    pub counts: Vec<Count>,
}

/// What there is in one language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Pages that are there.
    pub present: usize,
    /// Pages that are there in another language only.
    pub missing: usize,
    /// Pages that are there and do not answer their source.
    pub out_of_sync: usize,
    /// Findings on the pages that are there.
    pub findings: usize,
}

/// One page in all languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What its files share.
    pub key: String,
    /// The title of its source.
    pub title: Option<String>,
    /// The language of its source.
    pub source: Option<String>,
    /// The file of its source.
    pub path: Option<String>,
    /// For each language, in the order of [`Status::languages`].
    pub states: Vec<State>,
}

/// How a page is in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is there, with so many findings.
    Present(usize),
    /// It is there, and most of it does not answer its source.
    OutOfSync,
    /// It is not there.
    Missing,
}

impl Status {
    /// Count a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut findings: HashMap<&str, (usize, bool)> = HashMap::new();
        for diagnostic in report.diagnostics.iter().filter(|found| !found.minor) {
            let (count, out_of_sync) = findings.entry(&diagnostic.location.path).or_default();
            *count += usize::from(diagnostic.rule != "translation-missing");
            *out_of_sync |= diagnostic.rule == "out-of-sync";
        }
        let languages = report.summary.languages.clone();
        let mut total = vec![Count::default(); languages.len()];
        let mut folders: BTreeMap<&str, Vec<Count>> = BTreeMap::new();
        let mut pages = Vec::with_capacity(report.groups.len());
        for group in &report.groups {
            let folder = group.key.rsplit_once('/').map_or(".", |(folder, _)| folder);
            let counts = folders.entry(folder).or_insert_with(|| vec![Count::default(); languages.len()]);
            let mut states = Vec::with_capacity(languages.len());
            for ((language, count), all) in languages.iter().zip(counts).zip(&mut total) {
                let paths = group.documents.iter().filter(|(tag, _)| tag == language);
                let known: Vec<(usize, bool)> =
                    paths.map(|(_, path)| findings.get(path.as_str()).copied().unwrap_or_default()).collect();
                let here = Count {
                    present: usize::from(!known.is_empty()),
                    missing: usize::from(known.is_empty()),
                    out_of_sync: usize::from(known.iter().any(|(_, out_of_sync)| *out_of_sync)),
                    findings: known.iter().map(|(count, _)| count).sum(),
                };
                count.add(here);
                all.add(here);
                states.push(match here {
                    Count { present: 0, .. } => State::Missing,
                    Count { out_of_sync: 0, findings, .. } => State::Present(findings),
                    _ => State::OutOfSync,
                });
            }
            let source = group.documents.iter().find(|(tag, _)| Some(tag) == group.source.as_ref());
            pages.push(Page {
                key: group.key.clone(),
                title: group.title.clone(),
                source: group.source.clone(),
                path: source.map(|(_, path)| path.clone()),
                states,
            });
        }
        let folders = folders.into_iter().map(|(path, counts)| Folder { path: path.to_owned(), counts }).collect();
        Self { languages, total, folders, pages }
    }

    /// The pages that are not there in a language.
    pub fn missing<'a>(&'a self, language: &str) -> impl Iterator<Item = &'a Page> {
        let at = self.languages.iter().position(|tag| tag == language);
        let lacks = move |page: &&Page| at.is_none_or(|at| page.states.get(at) == Some(&State::Missing));
        self.pages.iter().filter(lacks)
    }
}

impl Count {
    fn add(&mut self, other: Self) {
        self.present += other.present;
        self.missing += other.missing;
        self.out_of_sync += other.out_of_sync;
        self.findings += other.findings;
    }
}
