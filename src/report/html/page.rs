//! What a row of the matrix opens: its pages with findings, each beside its source, and what was found.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use super::rows::{Row, fold, rows};
use super::units::{self, Shown, Unit, shown, units};
use crate::align::align;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::{self, Document, Span};
use crate::report::GroupSummary;
use crate::report::escape::visible;

/// A file, or why it cannot be shown.
pub type Content = Option<Vec<u8>>;

/// One page in the languages in which something was found.
#[derive(Debug, Serialize)]
pub struct Page {
    /// The files that are shown, by path; the sources among them once for all their translations.
    files: BTreeMap<String, File>,
    /// What is opened.
    views: Vec<View>,
    /// Folded rows are left out: nothing can be unfolded.
    brief: bool,
}

/// The pieces of one file.
#[derive(Debug, Serialize)]
struct File {
    lang: String,
    /// The pieces; `None` for one that only stands in folded rows, where those are left out.
    units: Vec<Option<Shown>>,
}

/// A page beside its source, or by itself.
#[derive(Debug, Serialize)]
struct View {
    lang: String,
    path: String,
    /// The file of its source.
    source: Option<String>,
    findings: Vec<Finding>,
    rows: Vec<Row>,
    marks: [Vec<Mark>; 2],
}

/// A finding.
#[derive(Debug, Serialize)]
struct Finding {
    rule: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    line: u32,
    /// Path and line of the other side.
    other: Option<(String, u32)>,
    /// The row beside which it stands.
    row: Option<usize>,
    /// Names it in an address.
    id: String,
}

/// A place that a finding means: piece, start, end, finding. All of a piece where start and end are the same.
type Mark = (usize, u32, u32, usize);

/// A file, parsed.
struct Read<'a> {
    language: &'a str,
    document: Document,
    units: Vec<Unit>,
}

impl Page {
    /// What a row opens. `files` holds the content of each path that `diagnostics` are on, and of the source. A `brief`
    /// page has no more than what stands around its findings.
    pub fn new(
        group: Option<&GroupSummary>,
        diagnostics: &[&Diagnostic],
        files: &BTreeMap<String, Content>,
        brief: bool,
    ) -> Self {
        let language = |path: &str| {
            let known = group.and_then(|group| group.documents.iter().find(|(_, other)| other == path));
            let said = || diagnostics.iter().find(|found| found.location.path == path).map(|found| &found.language);
            known.map(|(language, _)| language).or_else(said).map_or("", String::as_str)
        };
        let read: HashMap<&str, Read<'_>> = files
            .iter()
            .filter_map(|(path, content)| Some((path.as_str(), parsed(path, language(path), content.as_deref()?)?)))
            .collect();
        let source = group.and_then(source_of);
        let mut views: BTreeMap<(&str, &str), Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in diagnostics {
            let path = diagnostic.location.path.as_str();
            views.entry((language(path), path)).or_default().push(diagnostic);
        }
        let views = views.into_iter().map(|((language, path), findings)| {
            let beside = source.filter(|source| *source != path && read.contains_key(source));
            view(language, path, beside, &findings, &read)
        });
        let views: Vec<View> = views.collect();
        let needed = needed(&views, brief);
        let files = read.iter().filter_map(|(path, read)| {
            let needed = needed.get(path)?;
            let unit = |(at, unit)| (!brief || needed.contains(&at)).then(|| shown(&read.document, unit));
            let units = read.units.iter().enumerate().map(unit).collect();
            Some(((*path).to_owned(), File { lang: read.language.to_owned(), units }))
        });
        Self { files: files.collect(), views, brief }
    }
}

/// The pieces of each file that some view shows.
fn needed(views: &[View], brief: bool) -> HashMap<&str, HashSet<usize>> {
    let mut needed: HashMap<&str, HashSet<usize>> = HashMap::new();
    for view in views {
        let rows = || view.rows.iter().filter(|row| !brief || !row.folded);
        needed.entry(&view.path).or_default().extend(rows().flat_map(|row| &row.t));
        if let Some(source) = &view.source {
            needed.entry(source).or_default().extend(rows().flat_map(|row| &row.s));
        }
    }
    needed
}

/// The file of a group's source.
pub fn source_of(group: &GroupSummary) -> Option<&str> {
    group.documents.iter().find(|(language, _)| Some(language) == group.source.as_ref()).map(|(_, path)| path.as_str())
}

/// A file as its pieces; `None` for what is no text. What went wrong here has been said when the page was checked.
fn parsed<'a>(path: &str, language: &'a str, content: &[u8]) -> Option<Read<'a>> {
    let text = std::str::from_utf8(content).ok().filter(|text| !text.contains('\0'))?;
    let parse = || {
        let document = document::parse(text.to_owned(), path);
        let units = units(&document);
        Read { language, document, units }
    };
    catch_unwind(AssertUnwindSafe(parse)).ok()
}

fn view(
    language: &str,
    path: &str,
    source: Option<&str>,
    diagnostics: &[&Diagnostic],
    read: &HashMap<&str, Read<'_>>,
) -> View {
    let target = read.get(path);
    let left = source.and_then(|source| read.get(source));
    let mut rows = match (left, target) {
        (Some(left), Some(target)) => beside(left, target),
        (None, Some(target)) => (0..target.units.len()).map(|unit| Row { t: vec![unit], ..Row::default() }).collect(),
        _ => Vec::new(),
    };
    let places = Places::new(&rows);
    let mut marks = [Vec::new(), Vec::new()];
    let mut findings = Vec::with_capacity(diagnostics.len());
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        let there = diagnostic.counterpart.as_ref().filter(|other| Some(other.path.as_str()) == source);
        let beside = left.zip(there).and_then(|(left, there)| unit_at(left, there.span));
        let own = target.and_then(|target| unit_at(target, diagnostic.location.span));
        // What is missing stands where it is in the source, beside its gap; everything else where it is to be mended.
        let gap = beside
            .and_then(|unit| places.source(unit))
            .filter(|&row| rows.get(row).is_some_and(|row| row.t.is_empty()));
        let row = gap.or_else(|| own.and_then(|unit| places.target(unit)));
        findings.push(finding(diagnostic, row));
        let [sources, targets] = &mut marks;
        if let Some((left, there)) = left.zip(there) {
            mark(left, there, index, sources);
        }
        if let Some(target) = target {
            mark(target, &diagnostic.location, index, targets);
        }
    }
    let with_findings: HashSet<usize> = findings.iter().filter_map(|finding: &Finding| finding.row).collect();
    let [sources, targets] =
        [&marks[0], &marks[1]].map(|marks| marks.iter().map(|mark| mark.0).collect::<HashSet<_>>());
    fold(&mut rows, |at, row| {
        let alone = left.is_some() && (row.s.is_empty() || row.t.is_empty());
        let marked = row.s.iter().any(|unit| sources.contains(unit)) || row.t.iter().any(|unit| targets.contains(unit));
        alone || marked || with_findings.contains(&at)
    });
    View { lang: language.to_owned(), path: path.to_owned(), source: source.map(str::to_owned), findings, rows, marks }
}

fn beside(source: &Read<'_>, target: &Read<'_>) -> Vec<Row> {
    let work = || {
        let alignment = align(&source.document, &target.document, (source.language, target.language));
        rows((&source.document, &source.units), (&target.document, &target.units), &alignment)
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_default()
}

fn finding(diagnostic: &Diagnostic, row: Option<usize>) -> Finding {
    Finding {
        rule: diagnostic.rule,
        severity: diagnostic.severity.name(),
        message: visible(&diagnostic.message).into_owned(),
        help: diagnostic.help.as_deref().map(|help| visible(help).into_owned()),
        line: diagnostic.location.range.start.line,
        other: diagnostic.counterpart.as_ref().map(|other| (other.path.clone(), other.range.start.line)),
        row,
        id: format!("{:016x}", diagnostic.fingerprint),
    }
}

/// The piece that holds the start of a span, else the last one before it.
fn unit_at(read: &Read<'_>, span: Span) -> Option<usize> {
    let after = read.units.partition_point(|unit| unit.span.start <= span.start);
    after.checked_sub(1).or(if read.units.is_empty() { None } else { Some(0) })
}

/// Mark what a finding means in each piece that it touches.
fn mark(read: &Read<'_>, place: &Location, finding: usize, marks: &mut Vec<Mark>) {
    let first = read.units.partition_point(|unit| unit.span.end <= place.span.start);
    for (index, unit) in read.units.iter().enumerate().skip(first) {
        if unit.span.start >= place.span.end {
            break;
        }
        if let Some((start, end)) = units::part(&read.document, unit, place.span) {
            let whole = place.span.start <= unit.span.start && unit.span.end <= place.span.end;
            marks.push(if whole { (index, 0, 0, finding) } else { (index, start, end, finding) });
        }
    }
}

/// The row of each piece.
struct Places {
    sources: HashMap<usize, usize>,
    targets: HashMap<usize, usize>,
}

impl Places {
    fn new(rows: &[Row]) -> Self {
        let side = |pieces: fn(&Row) -> &[usize]| {
            rows.iter().enumerate().flat_map(|(at, row)| pieces(row).iter().map(move |&unit| (unit, at))).collect()
        };
        Self { sources: side(|row| &row.s), targets: side(|row| &row.t) }
    }

    fn source(&self, unit: usize) -> Option<usize> {
        self.sources.get(&unit).copied()
    }

    fn target(&self, unit: usize) -> Option<usize> {
        self.targets.get(&unit).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Page;
    use crate::report::samples;

    #[test]
    fn a_finding_stands_beside_its_gap_and_both_sides_are_marked() {
        let report = samples::folded();
        let paths = ["docs/en/setup.md", "docs/de/setup.md", "docs/ja/setup.md"];
        let files: BTreeMap<_, _> = paths.iter().map(|path| ((*path).to_owned(), samples::read(path))).collect();
        let diagnostics: Vec<_> = report.diagnostics.iter().collect();
        let page = Page::new(report.groups.first(), &diagnostics, &files, false);
        assert_eq!(page.files.len(), 3);
        let view = &page.views[0];
        assert_eq!((view.lang.as_str(), view.source.as_deref()), ("de", Some("docs/en/setup.md")));
        let gap = view.findings[0].row.unwrap();
        assert_eq!((view.rows[gap].s.as_slice(), view.rows[gap].t.as_slice()), (&[2][..], &[][..]));
        assert_eq!(view.marks, [vec![(2, 0, 0, 0)], vec![(1, 0, 0, 0)]]);
    }

    #[test]
    fn a_brief_page_leaves_out_what_is_folded() {
        let step = |number: usize| format!("Step {number}: `tool-{number}`.\n\n");
        let source: String = (0..30).map(step).collect();
        let target = source.replace("Step 20: `tool-20`.\n\n", "");
        let paths = [("docs/en/setup.md", &source), ("docs/de/setup.md", &target)];
        let files = paths.map(|(path, text)| (path.to_owned(), Some(text.clone().into_bytes()))).into();
        let report = samples::folded();
        let diagnostics = [&report.diagnostics[0]];
        let [whole, brief] = [false, true].map(|brief| Page::new(report.groups.first(), &diagnostics, &files, brief));
        let kept = |page: &Page| page.files["docs/en/setup.md"].units.iter().flatten().count();
        assert_eq!(kept(&whole), 30);
        // The finding of the sample is at the start of the page, the gap in its middle; around each there are two.
        assert!((5..=12).contains(&kept(&brief)), "{}", kept(&brief));
    }

    #[test]
    fn a_file_that_cannot_be_read_leaves_its_findings() {
        let report = samples::folded();
        let diagnostics: Vec<_> = report.diagnostics.iter().collect();
        let page = Page::new(report.groups.first(), &diagnostics, &BTreeMap::new(), false);
        assert_eq!(page.views.len(), 2);
        assert!(page.views.iter().all(|view| view.rows.is_empty() && view.findings.len() == 1));
    }
}
