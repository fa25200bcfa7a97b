//! The report for other programs: the contract of [`json_v1`](super::json_v1).

use std::io::{self, Write};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Format, Presentation, Report, escape, json_v1};

/// The format.
pub const FORMAT: Format = Format {
    name: "json",
    summary: "the whole report for other programs: a versioned contract (isogloss schema report), with fixes as edits",
    write,
};

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    pretty(&Streamed(report), out)
}

/// A [`json_v1::Report`] that is made while it is written: a report may name hundreds of thousands of pages.
struct Streamed<'a>(&'a Report);

impl Serialize for Streamed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let head = json_v1::Report::new(&Report { summary: report.summary.clone(), ..Report::default() });
        let mut fields = serializer.serialize_struct("Report", 6)?;
        fields.serialize_field("version", &head.version)?;
        fields.serialize_field("tool", &head.tool)?;
        fields.serialize_field("summary", &head.summary)?;
        fields.serialize_field("groups", &Each(&report.groups, json_v1::Group::new))?;
        fields.serialize_field("diagnostics", &Each(&report.diagnostics, json_v1::Diagnostic::new))?;
        if report.shard.is_some() {
            fields.serialize_field("shard", &report.shard)?;
        }
        fields.end()
    }
}

/// A list of which each element is made when it is written.
struct Each<'a, T, U>(&'a [T], fn(&T) -> U);

impl<T, U: Serialize> Serialize for Each<'_, T, U> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}

/// Write a value over several lines, with a line end after it.
pub fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(Escaped(out), value)?;
    out.write_all(b"\n")
}

/// Write a value in one line, with a line end after it.
pub fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(Escaped(out), value)?;
    out.write_all(b"\n")
}

/// Writes characters that a terminal would act upon as `\u` escapes: the same data, but nothing happens to whoever
/// prints it. All of them but the line feeds between values stand within strings.
struct Escaped<'a>(&'a mut dyn Write);

impl Write for Escaped<'_> {
    /// Takes all of it; pieces of JSON come as whole characters.
    fn write(&mut self, json: &[u8]) -> io::Result<usize> {
        // All bytes are asked, whatever the first ones say: that takes one instruction for many.
        if json.iter().fold(true, |harmless, byte| harmless & matches!(byte, b' '..=b'~' | b'\n')) {
            self.0.write_all(json)?;
            return Ok(json.len());
        }
        let mut rest = std::str::from_utf8(json).map_err(io::Error::other)?;
        while let Some(at) = rest.find(|character| character != '\n' && escape::acts(character)) {
            let (harmless, acting) = rest.split_at(at);
            self.0.write_all(harmless.as_bytes())?;
            let mut characters = acting.chars();
            if let Some(character) = characters.next() {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(self.0, "\\u{unit:04x}")?;
                }
            }
            rest = characters.as_str();
        }
        self.0.write_all(rest.as_bytes())?;
        Ok(json.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
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
