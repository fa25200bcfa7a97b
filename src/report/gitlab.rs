//! GitLab's code quality report: a subset of Code Climate's.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{Format, Presentation, Report, json};
use crate::diagnostic::{Diagnostic, Severity};

/// The format.
pub const FORMAT: Format = Format { name: "gitlab", summary: "GitLab's code quality report", write };

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    // Two findings with one fingerprint are one to GitLab.
    let mut seen = HashMap::new();
    let issues: Vec<Issue<'_>> = report
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let again = seen.entry(diagnostic.fingerprint).or_insert(0_u32);
            let issue = issue(diagnostic, *again);
            *again += 1;
            issue
        })
        .collect();
    json::pretty(&issues, out)
}

fn issue(diagnostic: &Diagnostic, again: u32) -> Issue<'_> {
    let fingerprint = match again {
        0 => format!("{:016x}", diagnostic.fingerprint),
        _ => format!("{:016x}-{again}", diagnostic.fingerprint),
    };
    let range = diagnostic.location.range;
    Issue {
        description: &diagnostic.message,
        check_name: diagnostic.rule,
        fingerprint,
        severity: match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Place {
            path: &diagnostic.location.path,
            lines: Lines { begin: range.start.line, end: range.end.line },
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::report::samples;

    #[test]
    fn another_parser_reads_it() {
        let report = samples::hostile();
        let out = samples::written(&super::FORMAT, &report);
        let issues: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(issues[0]["description"], report.diagnostics[0].message);
        assert_eq!(issues[0]["severity"], "major");
        assert_eq!(issues[1]["location"]["path"], report.diagnostics[1].location.path);
        assert_eq!(issues[0]["location"]["lines"], serde_json::json!({"begin": 3, "end": 3}));
        assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
        samples::assert_harmless(&out);
    }
}
