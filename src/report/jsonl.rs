//! One finding a line, each a JSON object as in the report: for programs that read as they go.

use std::io::{self, Write};

use crate::diagnostic::Diagnostic;

use super::{Format, Presentation, Report, json, json_v1};

/// The format.
pub const FORMAT: Format = Format { name: "jsonl", summary: "one finding a line as in json, each as soon as it is known", write };

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    report.diagnostics.iter().try_for_each(|diagnostic| line(diagnostic, out))
}

/// Write one finding.
///
/// # Errors
/// It cannot be written.
pub fn line(diagnostic: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    json::line(&json_v1::Diagnostic::new(diagnostic), out)
}

#[cfg(test)]
mod tests {
    use crate::report::{json_v1, samples};

    #[test]
    fn a_line_is_a_finding() {
        let report = samples::hostile();
        let out = samples::written(&super::FORMAT, &report);
        let back: Vec<json_v1::Diagnostic> =
            out.lines().map(|line| serde_json::from_str(line).expect("a line is a value")).collect();
        let expected: Vec<_> = report.diagnostics.iter().map(json_v1::Diagnostic::new).collect();
        assert_eq!(back, expected);
        samples::assert_harmless(&out);
    }
}
