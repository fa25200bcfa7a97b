//! SARIF 2.1.0, the OASIS standard that code scanning reads. Only what is written has a struct here.

use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{Format, Presentation, Report, json};
use crate::diagnostic::{self, Diagnostic, Location, Severity};
use crate::document::TextRange;
use crate::rules::{self, Rule};

/// The format.
pub const FORMAT: Format = Format { name: "sarif", summary: "SARIF 2.1.0, for code scanning", write };

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    invocations: [Invocation<'a>; 1],
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'a> {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification<'a>>,
}

#[derive(Serialize)]
struct Notification<'a> {
    level: &'static str,
    message: Message<'a>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message<'static>,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<'a>,
    locations: [Place; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "isogloss/v1")]
    ours: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u32>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'static>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Message<'a>,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<'a>,
}

/// GitHub refuses a run with more results
/// (<https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>).
const MOST: usize = 25_000;

/// The findings, or the most serious of them where there are more than `most`; in their order.
fn most_serious(diagnostics: &[Diagnostic], most: usize) -> Vec<&Diagnostic> {
    let mut kept: Vec<(usize, &Diagnostic)> = diagnostics.iter().enumerate().collect();
    if kept.len() > most {
        kept.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
        kept.truncate(most);
        kept.sort_by_key(|(at, _)| *at);
    }
    kept.into_iter().map(|(_, finding)| finding).collect()
}

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut notifications: Vec<Notification<'_>> =
        report.failures.iter().map(|failure| Notification { level: "error", message: message(failure) }).collect();
    let results: Vec<Finding<'_>> = most_serious(&report.diagnostics, MOST).into_iter().map(finding).collect();
    if results.len() < report.diagnostics.len() {
        let text = format!("the most serious {} of {} findings are listed", results.len(), report.diagnostics.len());
        notifications.push(Notification { level: "warning", message: Message { text: text.into() } });
    }
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "isogloss",
                version: env!("CARGO_PKG_VERSION"),
                rules: rules::ALL.iter().map(|rule| descriptor(rule)).collect(),
            },
        },
        column_kind: "unicodeCodePoints",
        invocations: [Invocation {
            execution_successful: report.failures.is_empty(),
            tool_execution_notifications: notifications,
        }],
        results,
    };
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    json::pretty(&Log { schema, version: "2.1.0", runs: [run] }, out)
}

fn descriptor(rule: &Rule) -> Descriptor {
    Descriptor {
        id: rule.id,
        short_description: message(rule.summary),
        help: Help { text: rule.explain, markdown: rule.explain },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Text; brackets that a viewer would take for a link (SARIF 3.11.6) are escaped.
fn message(text: &str) -> Message<'_> {
    let text = if text.contains("](") {
        text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]").into()
    } else {
        text.into()
    };
    Message { text }
}

fn finding(diagnostic: &Diagnostic) -> Finding<'_> {
    let other = diagnostic.counterpart.iter().map(|location| Place {
        id: Some(1),
        physical_location: physical(location),
        message: Some(message("the other side")),
    });
    Finding {
        rule_id: diagnostic.rule,
        rule_index: rules::ALL.iter().position(|rule| rule.id == diagnostic.rule),
        level: level(diagnostic.severity),
        message: message(&diagnostic.message),
        locations: [Place { id: None, physical_location: physical(&diagnostic.location), message: None }],
        related_locations: other.collect(),
        partial_fingerprints: Fingerprints { ours: format!("{:016x}", diagnostic.fingerprint) },
        fixes: diagnostic.fix.iter().map(|edits| fix(edits, &diagnostic.location.path)).collect(),
    }
}

fn fix<'a>(fix: &'a diagnostic::Fix, path: &str) -> Fix<'a> {
    let replacement = |edit: &'a diagnostic::Edit| Replacement {
        deleted_region: region(edit.range),
        inserted_content: Message { text: edit.replacement.as_str().into() },
    };
    Fix {
        description: message(&fix.description),
        artifact_changes: [Change {
            artifact_location: Artifact { uri: uri(path) },
            replacements: fix.edits.iter().map(replacement).collect(),
        }],
    }
}

fn physical(location: &Location) -> Physical {
    Physical { artifact_location: Artifact { uri: uri(&location.path) }, region: region(location.range) }
}

fn region(range: TextRange) -> Region {
    Region {
        start_line: range.start.line,
        start_column: range.start.column,
        end_line: range.end.line,
        end_column: range.end.column,
    }
}

/// What a URI keeps of a path: the unreserved characters of RFC 3986 and the slash.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn uri(path: &str) -> String {
    utf8_percent_encode(path, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::report::{Report, samples};

    #[test]
    fn of_too_many_findings_the_most_serious_are_listed() {
        let one = samples::hostile().diagnostics.remove(0);
        let found: Vec<Diagnostic> = [Severity::Info, Severity::Error, Severity::Warning, Severity::Error]
            .into_iter()
            .map(|severity| Diagnostic { severity, ..one.clone() })
            .collect();
        let kept = |most| super::most_serious(&found, most).iter().map(|found| found.severity).collect::<Vec<_>>();
        assert_eq!(kept(4).len(), 4);
        assert_eq!(kept(3), [Severity::Error, Severity::Warning, Severity::Error]);
        assert_eq!(kept(1), [Severity::Error]);
        let many = vec![one; super::MOST + 1];
        let report = Report { diagnostics: many, ..Report::default() };
        let log: serde_json::Value = serde_json::from_str(&samples::written(&super::FORMAT, &report)).unwrap();
        let run = &log["runs"][0];
        assert_eq!(run["results"].as_array().unwrap().len(), super::MOST);
        let said = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert_eq!(said, "the most serious 25000 of 25001 findings are listed");
    }

    #[test]
    fn every_report_fits_the_official_schema() {
        let mut schema: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/formats/sarif-2.1.0.json")).unwrap();
        // The official schema has a bracket too many in a pattern, which a strict reader refuses.
        for holder in ["run", "toolComponent"] {
            let language = &mut schema["definitions"][holder]["properties"]["language"];
            language.as_object_mut().unwrap().remove("pattern").unwrap();
        }
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut failed = Report::default();
        failed.failures.push("docs/x.md: permission denied".to_owned());
        for report in [Report::default(), samples::folded(), samples::hostile(), failed] {
            let log: serde_json::Value = serde_json::from_str(&samples::written(&super::FORMAT, &report)).unwrap();
            let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new());
        }
    }

    #[test]
    fn hostile_text_means_itself() {
        let mut report = samples::hostile();
        report.diagnostics[0].message.push_str(" [a](b)");
        let out = samples::written(&super::FORMAT, &report);
        let log: serde_json::Value = serde_json::from_str(&out).unwrap();
        let results = &log["runs"][0]["results"];
        assert!(results[0]["message"]["text"].as_str().unwrap().ends_with("\\[a\\](b)"));
        assert_eq!(results[1]["message"]["text"], report.diagnostics[1].message);
        let uri = results[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        let path = percent_encoding::percent_decode_str(uri).decode_utf8().unwrap();
        assert_eq!(path, report.diagnostics[1].location.path);
        let inserted = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"];
        assert_eq!(*inserted, report.diagnostics[1].message);
        samples::assert_harmless(&out);
    }
}
