//! Reviewdog's diagnostic format, `rdjson`. Its columns count bytes.

use std::io::{self, Write};

use serde::Serialize;

use super::files::Files;
use super::{Format, Presentation, Report, json};
use crate::diagnostic::{Diagnostic, Edit, Location, Severity};
use crate::document::{Span, TextRange};

/// The format.
pub const FORMAT: Format =
    Format { name: "rdjson", summary: "reviewdog's diagnostic format, with what it can suggest", write };

#[derive(Serialize)]
struct Result<'a> {
    source: Source,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Finding<'a> {
    message: &'a str,
    location: Place<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'static str,
    location: Place<'a>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

fn write(report: &Report, presentation: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let files = Files::new(presentation.read);
    let diagnostics = report.diagnostics.iter().map(|diagnostic| finding(diagnostic, &files)).collect();
    json::pretty(&Result { source: Source { name: "isogloss" }, diagnostics }, out)
}

fn finding<'a>(diagnostic: &'a Diagnostic, files: &Files<'_>) -> Finding<'a> {
    let path = &diagnostic.location.path;
    // Reviewdog takes suggestions as alternatives, so that several edits of one fix cannot be told.
    let edit = diagnostic.fix.as_ref().and_then(|fix| <&[Edit; 1]>::try_from(fix.edits.as_slice()).ok());
    Finding {
        message: &diagnostic.message,
        location: place(&diagnostic.location, files),
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: diagnostic.rule },
        related_locations: diagnostic
            .counterpart
            .iter()
            .map(|location| Related { message: "the source", location: place(location, files) })
            .collect(),
        suggestions: edit
            .map(|[edit]| Suggestion { range: range(path, edit.span, edit.range, files), text: &edit.replacement })
            .into_iter()
            .collect(),
    }
}

fn place<'a>(location: &'a Location, files: &Files<'_>) -> Place<'a> {
    Place { path: &location.path, range: range(&location.path, location.span, location.range, files) }
}

/// Columns are left out where the file cannot be read back to count them.
fn range(path: &str, span: Span, range: TextRange, files: &Files<'_>) -> Range {
    let columns = files.byte_columns(path, span);
    Range {
        start: Position { line: range.start.line, column: columns.map(|(start, _)| start) },
        end: Position { line: range.end.line, column: columns.map(|(_, end)| end) },
    }
}

#[cfg(test)]
mod tests {
    use crate::report::samples;

    #[test]
    fn columns_count_bytes() {
        let mut report = samples::folded();
        report.diagnostics.remove(0);
        let out: serde_json::Value = serde_json::from_str(&samples::written(&super::FORMAT, &report)).unwrap();
        assert_eq!(
            out["diagnostics"][0]["location"],
            serde_json::json!({
                "path": "docs/ja/setup.md",
                "range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 16}}
            })
        );
        assert_eq!(out["diagnostics"][0]["related_locations"][0]["location"]["path"], "docs/en/setup.md");
    }

    #[test]
    fn another_parser_reads_it() {
        let report = samples::hostile();
        let out = samples::written(&super::FORMAT, &report);
        let back: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(back["diagnostics"][1]["message"], report.diagnostics[1].message);
        assert_eq!(back["diagnostics"][0]["suggestions"][0]["text"], report.diagnostics[0].message);
        assert!(back["diagnostics"][1]["location"]["range"]["start"]["column"].is_null());
        samples::assert_harmless(&out);
    }
}
