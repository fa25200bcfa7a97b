//! Checkstyle's XML, which Jenkins, `SonarQube` and many others read.

use std::io::{self, Write};

use super::xml::Xml;
use super::{Format, Presentation, Report};
use crate::diagnostic::{Diagnostic, Severity};

/// The format.
pub const FORMAT: Format =
    Format { name: "checkstyle", summary: "Checkstyle's XML, for Jenkins and other older friends", write };

fn write(report: &Report, _: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.element("checkstyle", &[("version", "4.3")], |xml| {
        for page in report.diagnostics.chunk_by(|one, other| one.location.path == other.location.path) {
            let name = page.first().map_or("", |diagnostic| diagnostic.location.path.as_str());
            xml.element("file", &[("name", name)], |xml| {
                page.iter().try_for_each(|diagnostic| error(xml, diagnostic))
            })?;
        }
        Ok(())
    })?;
    xml.finish()
}

fn error(xml: &mut Xml<'_>, diagnostic: &Diagnostic) -> io::Result<()> {
    let start = diagnostic.location.range.start;
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    xml.empty(
        "error",
        &[
            ("line", &start.line.to_string()),
            ("column", &start.column.to_string()),
            ("severity", severity),
            ("message", &diagnostic.message),
            ("source", &format!("isogloss.{}", diagnostic.rule)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use crate::report::escape::visible;
    use crate::report::samples;

    #[test]
    fn another_parser_reads_it() {
        let report = samples::hostile();
        let out = samples::written(&super::FORMAT, &report);
        let document = roxmltree::Document::parse(&out).unwrap();
        let errors: Vec<_> = document.descendants().filter(|node| node.has_tag_name("error")).collect();
        assert_eq!(errors.len(), report.diagnostics.len());
        for (error, diagnostic) in errors.iter().zip(&report.diagnostics) {
            assert_eq!(error.attribute("message"), Some(visible(&diagnostic.message).as_ref()));
            assert_eq!(error.attribute("source"), Some("isogloss.block-missing"));
            assert_eq!(error.attribute("line"), Some("3"));
            let file = error.parent().unwrap();
            assert_eq!(file.attribute("name"), Some(visible(&diagnostic.location.path).as_ref()));
        }
        samples::assert_harmless(&out);
    }
}
