//! The matrix: every page in every language, small enough that a browser takes all of it at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::rules;

/// What the matrix shows.
#[derive(Debug, Serialize)]
pub struct Site<'a> {
    /// The languages, that of most sources first.
    pub languages: Vec<Tongue<'a>>,
    /// The rules that have findings, in the order of the registry.
    pub rules: Vec<Rule>,
    /// The rows.
    pub pages: Vec<Row<'a>>,
    /// Where files are to be seen, with `{path}` and `{line}` in it.
    pub repository: Option<String>,
    /// Which findings are on the pages of each row: not for the matrix, but what the rows are opened with.
    #[serde(skip)]
    pub findings: Vec<Vec<&'a Diagnostic>>,
}

/// A language.
#[derive(Debug, Serialize)]
pub struct Tongue<'a> {
    /// Its tag; empty for pages of which the language is not known.
    pub tag: &'a str,
    /// It is written from right to left.
    pub rtl: bool,
}

/// A rule.
#[derive(Debug, Serialize)]
pub struct Rule {
    /// Its name.
    pub id: &'static str,
    /// What it finds.
    pub summary: &'static str,
    /// How many findings it has.
    pub count: usize,
}

/// One page in all languages.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    /// What its files share, or the path of a file that stands alone.
    pub key: &'a str,
    /// Its title.
    pub title: Option<&'a str>,
    /// The place of its source's language.
    pub source: Option<usize>,
    /// For each language, how the page is in it.
    pub cells: Vec<Cell>,
}

/// How a page is in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// One of the numbers below.
    State(i8),
    /// It is there, and this was found: for each finding, the place of its rule times three, plus its severity.
    Findings(Vec<usize>),
}

impl Cell {
    /// It is there, and nothing was found.
    pub const SOUND: Self = Self::State(1);
    /// It is not there, and nobody expects it.
    pub const ABSENT: Self = Self::State(0);
    /// It is expected, and not there.
    pub const MISSING: Self = Self::State(-1);
}

/// Says only what the cell says already.
const MISSING: &str = "translation-missing";

impl<'a> Site<'a> {
    /// The matrix of a report.
    pub fn new(report: &'a Report, repository: Option<String>) -> Self {
        let languages = languages(report);
        let column: HashMap<&str, usize> = languages.iter().enumerate().map(|(at, tag)| (*tag, at)).collect();
        let (rules, number) = rules_of(report);
        let mut pages: Vec<Row<'a>> = report.groups.iter().map(|group| row(group, &column)).collect();
        let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
        for (at, group) in report.groups.iter().enumerate() {
            for (language, path) in &group.documents {
                places.insert(path, (at, column.get(language.as_str()).copied().unwrap_or_default()));
            }
        }
        let mut findings: Vec<Vec<&Diagnostic>> = vec![Vec::new(); pages.len()];
        for diagnostic in &report.diagnostics {
            let path = diagnostic.location.path.as_str();
            let own = column.get(diagnostic.language.as_str()).copied().unwrap_or_default();
            let (at, place) = *places.entry(path).or_insert_with(|| {
                // A page without a counterpart is a row by itself.
                let mut cells = vec![Cell::ABSENT; languages.len()];
                if let Some(cell) = cells.get_mut(own) {
                    *cell = Cell::SOUND;
                }
                pages.push(Row { key: path, title: None, source: None, cells });
                findings.push(Vec::new());
                (pages.len() - 1, own)
            });
            if let Some(findings) = findings.get_mut(at).filter(|_| diagnostic.rule != MISSING) {
                findings.push(diagnostic);
            }
            let place = if diagnostic.rule == MISSING { own } else { place };
            let code = number.get(diagnostic.rule).copied().unwrap_or_default() * 3 + diagnostic.severity as usize;
            if let Some(cell) = pages.get_mut(at).and_then(|row| row.cells.get_mut(place)) {
                cell.add(code);
            }
        }
        let tongue = |tag: &'a str| Tongue { tag, rtl: is_right_to_left(tag) };
        Self { languages: languages.into_iter().map(tongue).collect(), rules, pages, repository, findings }
    }
}

impl Cell {
    fn add(&mut self, code: usize) {
        match self {
            Self::Findings(codes) => codes.push(code),
            // It says that it is missing, and by being there the finding says no more.
            Self::State(state) if *state < 0 => {}
            Self::State(_) => *self = Self::Findings(vec![code]),
        }
    }
}

/// All languages there are or should be: that of most sources first, then by tag.
fn languages(report: &Report) -> Vec<&str> {
    let mut tags: BTreeSet<&str> = report.summary.languages.iter().map(String::as_str).collect();
    tags.extend(report.groups.iter().flat_map(|group| &group.missing).map(String::as_str));
    tags.extend(report.groups.iter().flat_map(|group| &group.documents).map(|(tag, _)| tag.as_str()));
    tags.extend(report.diagnostics.iter().map(|diagnostic| diagnostic.language.as_str()));
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for source in report.groups.iter().filter_map(|group| group.source.as_deref()) {
        *sources.entry(source).or_default() += 1;
    }
    let mut tags: Vec<&str> = tags.into_iter().collect();
    let first = sources.into_iter().max_by_key(|(_, count)| *count).map(|(tag, _)| tag);
    // A page of no known language comes last.
    tags.sort_by_key(|tag| (Some(*tag) != first, tag.is_empty()));
    tags
}

/// The rules that have findings, and the place of each.
fn rules_of(report: &Report) -> (Vec<Rule>, HashMap<&'static str, usize>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for diagnostic in &report.diagnostics {
        *counts.entry(diagnostic.rule).or_default() += 1;
    }
    let with_findings = rules::ALL.iter().filter_map(|rule| {
        let count = *counts.get(rule.id)?;
        Some(Rule { id: rule.id, summary: rule.summary, count })
    });
    let rules: Vec<Rule> = with_findings.collect();
    let places = rules.iter().enumerate().map(|(at, rule)| (rule.id, at)).collect();
    (rules, places)
}

fn row<'a>(group: &'a crate::report::GroupSummary, column: &HashMap<&str, usize>) -> Row<'a> {
    let mut cells = vec![Cell::ABSENT; column.len()];
    let missing = group.missing.iter().map(|tag| (tag, Cell::MISSING));
    let present = group.documents.iter().map(|(tag, _)| (tag, Cell::SOUND));
    for (tag, state) in missing.chain(present) {
        if let Some(cell) = column.get(tag.as_str()).and_then(|&at| cells.get_mut(at)) {
            *cell = state;
        }
    }
    Row {
        key: &group.key,
        title: group.title.as_deref(),
        source: group.source.as_deref().and_then(|tag| column.get(tag)).copied(),
        cells,
    }
}

/// Whether a language is written from right to left: by its script, else by the script that it mostly has (Unicode
/// CLDR 45, `likelySubtags`).
pub fn is_right_to_left(tag: &str) -> bool {
    const SCRIPTS: [&str; 6] = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"];
    const LANGUAGES: [&str; 18] = [
        "ar", "arc", "ary", "arz", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur",
        "yi",
    ];
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    match parts.next().filter(|part| part.len() == 4) {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&language),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Site, is_right_to_left};
    use crate::report::samples;

    #[test]
    fn a_cell_says_how_the_page_is() {
        let mut report = samples::folded();
        report.groups[0].missing.push("fr".to_owned());
        report.groups[0].documents.push(("ko".to_owned(), "docs/ko/setup.md".to_owned()));
        report.diagnostics[1].location.path = "alone.md".to_owned();
        report.diagnostics[1].language = String::new();
        let site = Site::new(&report, None);
        let tags: Vec<&str> = site.languages.iter().map(|language| language.tag).collect();
        assert_eq!(tags, ["en", "de", "fr", "ja", "ko", ""]);
        let expected = [Cell::SOUND, Cell::Findings(vec![2]), Cell::MISSING, Cell::SOUND, Cell::SOUND, Cell::ABSENT];
        assert_eq!(site.pages[0].cells, expected);
        assert_eq!(site.pages[1].key, "alone.md");
        assert_eq!(site.findings.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn the_script_decides_over_the_language() {
        for tag in ["ar", "fa-AF", "he", "az-Arab", "pa-Arab-PK"] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["de", "ar-Latn", "zh-Hant", "", "ja"] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }
}
