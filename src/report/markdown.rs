//! Markdown for a comment on a pull request: folded by page, and never longer than a comment can be.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::escape::visible;
use super::{Format, Presentation, Report, closing};
use crate::diagnostic::{Diagnostic, Severity};

/// The format.
pub const FORMAT: Format = Format {
    name: "markdown",
    summary: "a comment for a pull request, folded by page and never too long for one",
    write,
};

/// Characters of the longest comment that GitHub takes, less room for the closing lines.
const LIMIT: usize = 65_536 - 1_000;

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    // A comment by which a bot can find its own comment again.
    writeln!(out, "<!-- isogloss -->\n### isogloss: {}\n", closing::found(&report.summary))?;
    // Where not all fit, what matters least is left out first.
    let (shown, text) = fitting(report, Severity::Info)
        .or_else(|| fitting(report, Severity::Warning))
        .unwrap_or_else(|| up_to_limit(report, Severity::Error));
    out.write_all(text.as_bytes())?;
    let rest = report.diagnostics.len() - shown;
    if rest > 0 {
        writeln!(out, "{rest} more findings do not fit here.\n")?;
    }
    closing::write(report, None, out)
}

/// All findings from a severity on, if they fit: how many, and the text.
fn fitting(report: &Report, least: Severity) -> Option<(usize, String)> {
    let all = report.diagnostics.iter().filter(|finding| finding.severity >= least).count();
    Some(up_to_limit(report, least)).filter(|(shown, _)| *shown == all && all > 0)
}

/// The findings from a severity on, page by page, until a page does not fit: how many, and the text.
fn up_to_limit(report: &Report, least: Severity) -> (usize, String) {
    let (mut shown, mut length, mut text) = (0, 0, String::new());
    for findings in report.diagnostics.chunk_by(|one, other| one.location.path == other.location.path) {
        let findings: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.severity >= least).collect();
        let page = page(&findings);
        length += page.encode_utf16().count();
        if length > LIMIT {
            break;
        }
        shown += findings.len();
        text.push_str(&page);
    }
    (shown, text)
}

/// Findings of one page that are listed; of more, the number is told.
const PER_PAGE: usize = 50;

fn page(findings: &[&Diagnostic]) -> String {
    let mut text = String::new();
    let Some(first) = findings.first() else { return text };
    let count = match findings.len() {
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    let _ = writeln!(text, "<details><summary>{}: {count}</summary>\n", code(&first.location.path));
    for finding in findings.iter().take(PER_PAGE) {
        let _ = write!(
            text,
            "- **{}** {} line {}: {}",
            finding.severity.name(),
            code(finding.rule),
            finding.location.range.start.line,
            plain(&finding.message)
        );
        if let Some(counterpart) = &finding.counterpart {
            let _ = write!(text, " ({} line {})", code(&counterpart.path), counterpart.range.start.line);
        }
        text.push('\n');
    }
    if findings.len() > PER_PAGE {
        let _ = writeln!(text, "- and {} more", findings.len() - PER_PAGE);
    }
    text.push_str("\n</details>\n\n");
    text
}

/// Text as code: the one place where nothing is made of mentions, references and emoji names.
fn code(text: &str) -> String {
    format!("<code>{}</code>", entities(text))
}

/// Text that is shown as it stands. References to people and issues are made from what is rendered, so that escapes do
/// not stop them; a word joiner does, unseen.
fn plain(text: &str) -> String {
    entities(text).replace('@', "@\u{2060}").replace("&#35;", "&#35;\u{2060}")
}

/// Everything that means something in Markdown or HTML as an entity, which means itself in both.
fn entities(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if character.is_ascii_punctuation() && !matches!(character, ',' | '.' | ':' | '/' | '@' | '-' | ';' | '?' | '%')
        {
            let _ = write!(escaped, "&#{};", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Parser};

    use crate::diagnostic::Severity;
    use crate::report::escape::visible;
    use crate::report::samples;

    #[test]
    fn nothing_is_made_of_hostile_text() {
        let report = samples::hostile();
        let out = samples::written(&super::FORMAT, &report);
        let mut seen = String::new();
        for event in Parser::new(&out) {
            match event {
                Event::Text(text) => seen.push_str(&text),
                Event::Html(html) | Event::InlineHtml(html) => {
                    let ours = ["<!--", "<details>", "</details>", "<code>", "</code>"];
                    assert!(html.trim().is_empty() || ours.iter().any(|tag| html.starts_with(tag)), "{html}");
                }
                Event::Code(_) | Event::Rule | Event::FootnoteReference(_) => panic!("{event:?} in {out}"),
                _ => {}
            }
        }
        let message = visible(&report.diagnostics[0].message);
        assert!(seen.contains(message.as_ref()), "{seen}");
        samples::assert_harmless(&out);
        assert!(!out.contains("<script"), "{out}");
    }

    #[test]
    fn people_and_issues_are_not_called() {
        assert_eq!(super::plain("@octocat #12"), "@\u{2060}octocat &#35;\u{2060}12");
    }

    #[test]
    fn it_is_never_longer_than_a_comment() {
        let mut report = samples::hostile();
        for number in 0..3000 {
            let mut diagnostic = report.diagnostics[0].clone();
            diagnostic.location.path = format!("docs/de/{}.md", number / 3);
            report.diagnostics.push(diagnostic);
        }
        let out = samples::written(&super::FORMAT, &report);
        assert!(out.encode_utf16().count() <= 65_536, "{}", out.len());
        assert!(out.contains("more findings do not fit here"), "{out}");
        let last = report.diagnostics.len() - 1;
        for (at, diagnostic) in report.diagnostics.iter_mut().enumerate() {
            diagnostic.severity = if at == last { Severity::Error } else { Severity::Info };
        }
        let out = samples::written(&super::FORMAT, &report);
        assert!(out.contains("docs/de/999.md"), "what is serious is left in: {out}");
        assert!(out.contains("3001 more findings do not fit here"), "{out}");
    }
}
