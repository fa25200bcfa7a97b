//! One finding a line, each a JSON object as in the report: for programs that read as they go.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::diagnostic::Diagnostic;

use super::{Format, Presentation, Report, json, json_v1};

/// The format.
pub const FORMAT: Format =
    Format { name: "jsonl", summary: "one finding a line as in json, each as soon as it is known", write };

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    in_turn(report).into_iter().try_for_each(|diagnostic| line(diagnostic, out))
}

/// The findings in the order in which they can be known: group by group, and last those that the whole repository had to
/// decide.
#[must_use]
pub fn in_turn(report: &Report) -> Vec<&Diagnostic> {
    let pages = report
        .groups
        .iter()
        .enumerate()
        .flat_map(|(place, group)| group.documents.iter().map(move |page| (&page.1, place)));
    let places: HashMap<&String, usize> = pages.collect();
    let place = |found: &Diagnostic| places.get(&found.location.path).copied().unwrap_or(usize::MAX);
    let mut all: Vec<&Diagnostic> = report.diagnostics.iter().collect();
    // Within a group, and of pages without one, they stay as they are: by path and place.
    all.sort_by_key(|found| (found.condition.is_some(), place(found)));
    all
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
        let expected: Vec<_> = super::in_turn(&report).into_iter().map(json_v1::Diagnostic::new).collect();
        assert_eq!(back, expected);
        samples::assert_harmless(&out);
    }
}
