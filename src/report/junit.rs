//! `JUnit`'s XML: a group is a suite, a page a case. A page with errors has failed; what else was found on it is output.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::escape::visible;
use super::xml::Xml;
use super::{Format, Presentation, Report};
use crate::diagnostic::{Diagnostic, Severity};

/// The format.
pub const FORMAT: Format = Format { name: "junit", summary: "JUnit's XML: a group is a suite, a page a case", write };

/// The suite of pages that belong to no group.
const ALONE: &str = "pages without a counterpart";

/// A page with what was found on it.
struct Case<'a> {
    path: &'a str,
    errors: Vec<&'a Diagnostic>,
    others: Vec<&'a Diagnostic>,
}

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(report);
    let tests: usize = suites.iter().map(|(_, cases)| cases.len()).sum();
    let failed: usize = suites.iter().map(|(_, cases)| failures(cases)).sum();
    let mut xml = Xml::new(out)?;
    let counts = [("name", "isogloss"), ("tests", &tests.to_string()), ("failures", &failed.to_string())];
    xml.element("testsuites", &counts, |xml| suites.iter().try_for_each(|(name, cases)| suite(xml, name, cases)))?;
    xml.finish()
}

fn suites(report: &Report) -> Vec<(&str, Vec<Case<'_>>)> {
    let mut found: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for diagnostic in &report.diagnostics {
        found.entry(&diagnostic.location.path).or_default().push(diagnostic);
    }
    let mut case = |path| {
        let found = found.remove(path).unwrap_or_default();
        let (errors, others) = found.into_iter().partition(|diagnostic| diagnostic.severity == Severity::Error);
        Case { path, errors, others }
    };
    let mut suites: Vec<(&str, Vec<Case<'_>>)> = Vec::with_capacity(report.groups.len());
    for group in &report.groups {
        suites.push((&group.key, group.documents.iter().map(|(_, path)| case(path)).collect()));
    }
    let mut alone: Vec<Case<'_>> = Vec::new();
    for diagnostic in &report.diagnostics {
        let case = case(&diagnostic.location.path);
        if !(case.errors.is_empty() && case.others.is_empty()) {
            alone.push(case);
        }
    }
    if !alone.is_empty() {
        suites.push((ALONE, alone));
    }
    suites
}

fn failures(cases: &[Case<'_>]) -> usize {
    cases.iter().filter(|case| !case.errors.is_empty()).count()
}

fn suite(xml: &mut Xml<'_>, name: &str, cases: &[Case<'_>]) -> io::Result<()> {
    let counts = [
        ("name", name),
        ("tests", &cases.len().to_string()),
        ("failures", &failures(cases).to_string()),
        ("errors", "0"),
    ];
    xml.element("testsuite", &counts, |xml| {
        for case in cases {
            xml.element("testcase", &[("name", case.path), ("classname", name)], |xml| {
                if let Some(first) = case.errors.first() {
                    let attributes = [("message", first.message.as_str()), ("type", first.rule)];
                    xml.text("failure", &attributes, &listed(&case.errors))?;
                }
                if case.others.is_empty() { Ok(()) } else { xml.text("system-out", &[], &listed(&case.others)) }
            })?;
        }
        Ok(())
    })
}

/// A line a finding.
fn listed(diagnostics: &[&Diagnostic]) -> String {
    diagnostics.iter().fold(String::new(), |mut lines, diagnostic| {
        let start = diagnostic.location.range.start;
        let _ = writeln!(
            lines,
            "{}:{}: {}: {}: {}",
            start.line,
            start.column,
            diagnostic.severity.name(),
            diagnostic.rule,
            visible(&diagnostic.message)
        );
        lines
    })
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Severity;
    use crate::report::escape::visible;
    use crate::report::samples;

    #[test]
    fn another_parser_reads_it() {
        let mut report = samples::hostile();
        report.diagnostics[1].severity = Severity::Warning;
        let out = samples::written(&super::FORMAT, &report);
        let document = roxmltree::Document::parse(&out).unwrap();
        let named = |name| document.descendants().filter(move |node| node.has_tag_name(name));
        let cases: Vec<_> = named("testcase").filter_map(|case| case.attribute("name")).collect();
        let nasty = visible(&report.diagnostics[1].location.path);
        assert_eq!(cases, ["docs/en/setup.md", "docs/de/setup.md", "docs/ja/setup.md", nasty.as_ref()]);
        let failures: Vec<_> = named("failure").collect();
        assert_eq!(failures.len(), 1);
        assert_eq!(failures[0].attribute("message"), Some(visible(&report.diagnostics[0].message).as_ref()));
        assert!(failures[0].text().unwrap().contains("3:1: error: block-missing: a␊b"));
        assert!(named("system-out").next().unwrap().text().unwrap().contains("warning: block-missing"));
        assert_eq!(named("testsuite").nth(1).unwrap().attribute("name"), Some(super::ALONE));
        samples::assert_harmless(&out);
    }
}
