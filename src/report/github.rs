//! GitHub's workflow commands: annotations on the lines of a pull request.

use std::io::{self, Write};

use super::escape::visible;
use super::{Format, Presentation, Report, closing};
use crate::diagnostic::{Diagnostic, Severity};

/// The format.
pub const FORMAT: Format =
    Format { name: "github", summary: "annotations of GitHub Actions, and the summary of the step", write };

/// GitHub shows so many annotations of each level for one step, and drops the rest without a word
/// (<https://docs.github.com/en/rest/checks/runs>: "GitHub Actions limits").
const LIMIT: usize = 10;

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut left = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let all = || report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
        // One notice is kept for what is left.
        let limit = if severity == Severity::Info { LIMIT - 1 } else { LIMIT };
        all().take(limit).try_for_each(|diagnostic| annotation(diagnostic, out))?;
        left += all().count().saturating_sub(limit);
    }
    if left > 0 {
        let shown = report.diagnostics.len() - left;
        let text = format!("{}; annotations stand at {shown} of them", closing::found(&report.summary));
        writeln!(out, "::notice title=isogloss::{}", data(&text))?;
    }
    Ok(())
}

fn annotation(diagnostic: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (diagnostic.location.range.start, diagnostic.location.range.end);
    write!(out, "::{command} file={},line={},endLine={}", property(&diagnostic.location.path), start.line, end.line)?;
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    write!(out, ",title={}::{}", property(&format!("isogloss: {}", diagnostic.rule)), data(&diagnostic.message))?;
    if let Some(counterpart) = &diagnostic.counterpart {
        let place = format!("{}:{}", visible(&counterpart.path), counterpart.range.start.line);
        write!(out, "%0Athe other side: {}", data(&place))?;
    }
    if let Some(help) = &diagnostic.help {
        write!(out, "%0A{}", data(help))?;
    }
    writeln!(out)
}

/// Text of a message. `##[` would start a command of the older kind anywhere in a line.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace("##[", "## [")
}

/// Text of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Severity;
    use crate::report::escape::visible;
    use crate::report::{Report, samples};

    /// A command as GitHub's runner reads it: actions/runner, `ActionCommand.TryParseV2`.
    fn parsed(line: &str) -> (String, Vec<(String, String)>, String) {
        let unescape = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        let rest = line.strip_prefix("::").expect("a command");
        let (head, message) = rest.split_once("::").expect("an end of its head");
        let (command, properties) = head.split_once(' ').expect("properties");
        let properties = properties.split(',').map(|property| {
            let (key, value) = property.split_once('=').expect("a value");
            (key.to_owned(), unescape(&value.replace("%3A", ":").replace("%2C", ",")))
        });
        (command.to_owned(), properties.collect(), unescape(message))
    }

    #[test]
    fn the_runner_reads_what_was_meant() {
        let report = samples::hostile();
        let out = samples::written(&super::FORMAT, &report);
        assert_eq!(out.lines().count(), 2);
        for (line, diagnostic) in out.lines().zip(&report.diagnostics) {
            let (command, properties, message) = parsed(line);
            assert_eq!(command, "error");
            assert_eq!(properties[0], ("file".to_owned(), visible(&diagnostic.location.path).into_owned()));
            assert_eq!(properties[1], ("line".to_owned(), "3".to_owned()));
            assert!(message.starts_with(visible(&diagnostic.message).as_ref()), "{message}");
        }
        samples::assert_harmless(&out);
    }

    #[test]
    fn the_most_serious_come_first_and_the_rest_is_counted() {
        let one = samples::folded().diagnostics.remove(0);
        let mut report = Report::default();
        for (severity, count) in [(Severity::Info, 3), (Severity::Warning, 12), (Severity::Error, 30)] {
            for _ in 0..count {
                let mut diagnostic = one.clone();
                diagnostic.severity = severity;
                report.diagnostics.push(diagnostic);
            }
        }
        report.summary.errors = 30;
        report.summary.warnings = 12;
        report.summary.infos = 3;
        let out = samples::written(&super::FORMAT, &report);
        let commands: Vec<_> = out.lines().map(|line| parsed(line).0).collect();
        assert_eq!(commands[..10], ["error"; 10]);
        assert_eq!(commands[10..20], ["warning"; 10]);
        assert_eq!(commands[20..], ["notice"; 4]);
        assert!(out.ends_with("30 errors, 12 warnings, 3 infos; annotations stand at 23 of them\n"), "{out}");
    }
}
