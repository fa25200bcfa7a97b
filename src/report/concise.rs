//! One line a finding, as compilers and grep print them: editors and scripts read this.

use std::io::{self, Write};

use super::escape::visible;
use super::{Format, Presentation, Report, statistics};

/// The format.
pub const FORMAT: Format =
    Format { name: "concise", summary: "one line a finding: path:line:column: rule: message", write };

fn write(report: &Report, presentation: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    if presentation.statistics {
        return statistics::write(report, out);
    }
    for diagnostic in &report.diagnostics {
        let start = diagnostic.location.range.start;
        let path = visible(&diagnostic.location.path);
        let message = visible(&diagnostic.message);
        writeln!(out, "{path}:{}:{}: {}: {message}", start.line, start.column, diagnostic.rule)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::report::samples;

    #[test]
    fn a_finding_is_one_line_whatever_is_in_it() {
        let out = samples::written(&super::FORMAT, &samples::hostile());
        assert_eq!(out.lines().count(), samples::hostile().diagnostics.len());
        samples::assert_harmless(&out);
        assert!(out.starts_with("docs/de/setup.md:3:1: block-missing: "), "{out}");
    }
}
