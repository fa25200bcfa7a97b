//! One page of HTML for people: the matrix of pages and languages, and each page with findings beside its source.
//!
//! The file needs nothing else: style and script stand in it, and nothing is loaded. What the matrix shows is one piece
//! of JSON; what a row opens is another for each row, which the browser reads when the row is opened. Pages are read
//! back and aligned again while the file is written, a few rows at a time, so that memory does not follow the repository
//! and a run that writes no HTML pays nothing for it. Text from outside reaches the document only as text: escaped by
//! the template, or set by the script as the text of a node.

mod page;
mod rows;
mod site;
mod units;

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};

use askama::Template;
use base64::Engine;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{Format, Presentation, Report, closing, json};
use page::{Content, Page};
use site::Site;

/// The format.
pub const FORMAT: Format = Format {
    name: "html",
    summary: "one page for a browser: all pages and languages, both sides block by block",
    write,
};

const STYLE: &str = include_str!("page.css");

/// The parts share one scope, and add no names to that of the page.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("dom.js"),
    include_str!("site.js"),
    include_str!("matrix.js"),
    include_str!("pair.js"),
    include_str!("main.js"),
    "})();\n"
);

/// Rows that are read and aligned together.
const AT_ONCE: usize = 64;

/// Bytes of whole pages. Beyond them only what stands around the findings is written: a browser has to read the file
/// before it shows anything, and takes a second for some hundred megabytes.
const WHOLE: usize = 48 << 20;

/// The page.
#[derive(Template)]
#[template(path = "page.html", config = "src/report/html/askama.toml")]
struct Html<'a> {
    summary: &'a str,
    found: &'a str,
    failures: &'a [String],
    style: &'a str,
    script: &'a str,
    /// The only script that the browser may run, by its hash (Content Security Policy Level 3, section 6.7).
    script_hash: &'a str,
    site: Json<'a>,
    islands: Islands<'a>,
}

fn write(report: &Report, presentation: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let site = Site::new(report, presentation.repository.map(repository));
    let mut summary = Vec::new();
    closing::write(report, None, &mut summary)?;
    let summary = String::from_utf8_lossy(&summary);
    let html = Html {
        summary: summary.trim(),
        found: &closing::found(&report.summary),
        failures: &report.failures,
        style: STYLE,
        script: SCRIPT,
        script_hash: &base64::engine::general_purpose::STANDARD.encode(Sha256::digest(SCRIPT)),
        site: Json(&site),
        islands: Islands { report, site: &site, read: presentation.read },
    };
    html.write_into(out)
}

/// An address of a repository's files with `{path}` and `{line}` in it; without them, as GitHub, GitLab and Gitea do.
fn repository(address: &str) -> String {
    if address.contains("{path}") {
        address.to_owned()
    } else {
        format!("{}/{{path}}#L{{line}}", address.trim_end_matches('/'))
    }
}

/// A value as JSON that can stand in a script element: nothing in it can end that.
struct Json<'a>(&'a Site<'a>);

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&island(self.0)?)
    }
}

/// `<` stands in JSON only within strings, where it can be written otherwise.
fn island(value: &impl serde::Serialize) -> Result<String, fmt::Error> {
    let mut json = Vec::new();
    json::line(value, &mut json).map_err(|_| fmt::Error)?;
    Ok(String::from_utf8(json).map_err(|_| fmt::Error)?.replace('<', "\\u003c"))
}

/// What the rows open, each in an element of its own; made while it is written.
struct Islands<'a> {
    report: &'a Report,
    site: &'a Site<'a>,
    read: &'a (dyn Fn(&str) -> Content + Sync),
}

impl Islands<'_> {
    fn island(&self, row: usize, brief: bool) -> Result<Option<String>, fmt::Error> {
        let Some(diagnostics) = self.site.findings.get(row).filter(|found| !found.is_empty()) else { return Ok(None) };
        let group = self.report.groups.get(row);
        let own = diagnostics.iter().map(|found| found.location.path.as_str());
        let paths: BTreeSet<&str> = own.chain(group.and_then(page::source_of)).collect();
        let files = paths.into_iter().map(|path| (path.to_owned(), (self.read)(path))).collect();
        let json = island(&Page::new(group, diagnostics, &files, brief))?;
        Ok(Some(format!("<script type=\"application/json\" id=\"page-{row}\">{json}</script>\n")))
    }
}

impl fmt::Display for Islands<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = 0;
        for first in (0..self.site.pages.len()).step_by(AT_ONCE) {
            let rows = first..self.site.pages.len().min(first + AT_ONCE);
            let islands: Vec<_> = rows.into_par_iter().map(|row| self.island(row, written > WHOLE)).collect();
            for island in islands {
                let island = island?.unwrap_or_default();
                written += island.len();
                f.write_str(&island)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::report::samples;

    #[test]
    fn hostile_text_ends_no_element() {
        let out = samples::written(&super::FORMAT, &samples::hostile());
        assert_eq!(out.matches("<script").count(), 4, "the site, two rows and the program");
        assert_eq!(out.matches("</script").count(), 4);
        assert!(!out.contains("<script>alert"), "{out}");
        assert!(!out.contains('\u{202e}'), "{out}");
    }

    #[test]
    fn an_address_of_the_repository_takes_path_and_line() {
        assert_eq!(super::repository("https://example.org/blob/main/"), "https://example.org/blob/main/{path}#L{line}");
        assert_eq!(super::repository("https://example.org/?f={path}"), "https://example.org/?f={path}");
    }
}
