//! The report for other programs: the contract of [`json_v1`](super::json_v1).

use std::io::{self, Write};

use serde::Serialize;

use super::{Format, Presentation, Report, escape, json_v1};

/// The format.
pub const FORMAT: Format = Format { name: "json", summary: "the whole report for other programs, version 1", write };

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    pretty(&json_v1::Report::new(report), out)
}

/// Write a value over several lines, with a line end after it.
pub fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_escaped(&serde_json::to_string_pretty(value)?, out)
}

/// Write a value in one line, with a line end after it.
pub fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_escaped(&serde_json::to_string(value)?, out)
}

/// Writes characters that a terminal would act upon as `\u` escapes: the same data, but nothing happens to whoever
/// prints it. All of them but the line feeds between values stand within strings.
fn write_escaped(json: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = json;
    while let Some(at) = rest.find(|character| character != '\n' && escape::acts(character)) {
        let (harmless, acting) = rest.split_at(at);
        out.write_all(harmless.as_bytes())?;
        let mut characters = acting.chars();
        if let Some(character) = characters.next() {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
        }
        rest = characters.as_str();
    }
    writeln!(out, "{rest}")
}

#[cfg(test)]
mod tests {
    use crate::report::{Report, json_v1, samples};

    fn written(report: &Report) -> String {
        samples::written(&super::FORMAT, report)
    }

    #[test]
    fn every_report_fits_the_schema() {
        let schema = serde_json::to_value(json_v1::schema()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for report in [Report::default(), samples::folded(), samples::hostile()] {
            let value: serde_json::Value = serde_json::from_str(&written(&report)).unwrap();
            let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new());
        }
        assert!(!validator.is_valid(&serde_json::json!({"version": 1})));
    }

    #[test]
    fn hostile_text_survives_and_does_nothing() {
        let out = written(&samples::hostile());
        samples::assert_harmless(&out);
        let back: json_v1::Report = serde_json::from_str(&out).unwrap();
        assert_eq!(back, json_v1::Report::new(&samples::hostile()));
    }

    #[test]
    fn the_contract_of_the_design_is_kept() {
        let value: serde_json::Value = serde_json::from_str(&written(&samples::folded())).unwrap();
        assert_eq!(
            value["diagnostics"][0],
            serde_json::json!({
                "rule": "block-missing", "severity": "error", "group": "docs/setup", "language": "de",
                "path": "docs/de/setup.md",
                "range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 26}},
                "message": "paragraph missing: 1 of the 2 paragraphs under \"Setup\" is here",
                "counterpart": {
                    "path": "docs/en/setup.md",
                    "range": {"start": {"line": 5, "column": 1}, "end": {"line": 5, "column": 15}}
                },
                "help": "translate the paragraph", "fix": null, "fingerprint": "b1946ac92492d234"
            })
        );
        assert_eq!(
            value["groups"][0]["documents"][0],
            serde_json::json!({"language": "en", "path": "docs/en/setup.md"})
        );
        assert_eq!(value["summary"]["errors"], 2);
    }
}
