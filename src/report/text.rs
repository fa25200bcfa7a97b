//! The report for a person at a terminal, in the manner of rustc: both places with their lines.

use std::io::{self, Write};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Message, Origin, Renderer, Snippet};

use super::escape::visible;
use super::excerpt::{Excerpt, excerpt};
use super::files::Files;
use super::fold::{Entry, fold};
use super::{Format, Presentation, Report, closing, link, statistics};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::document::TextRange;

/// The format.
pub const FORMAT: Format = Format {
    name: "text",
    summary: "both places with their lines, for people; what many languages have in common is told once",
    write,
};

fn write(report: &Report, presentation: &Presentation<'_>, out: &mut dyn Write) -> io::Result<()> {
    if presentation.statistics {
        statistics::write(report, out)?;
    } else {
        let renderer = if presentation.colour { Renderer::styled() } else { Renderer::plain() };
        let view = View {
            renderer: renderer.term_width(presentation.width),
            width: presentation.width.saturating_sub(GUTTER),
            files: Files::new(presentation.read),
            links: presentation.links.as_deref(),
        };
        for entry in fold(&report.diagnostics) {
            writeln!(out, "{}\n", view.render(&entry))?;
        }
    }
    if presentation.quiet { Ok(()) } else { closing::write(report, presentation.elapsed, out) }
}

/// Columns for line numbers and frame.
const GUTTER: usize = 10;

/// How the entries are rendered.
struct View<'a> {
    renderer: Renderer,
    width: usize,
    files: Files<'a>,
    /// The folder that paths are relative to, where places are to be links.
    links: Option<&'a Path>,
}

impl View<'_> {
    fn render(&self, entry: &Entry<'_>) -> String {
        let diagnostic = entry.first;
        let places: Vec<Place> = std::iter::once((&diagnostic.location, AnnotationKind::Primary, MARKS[0]))
            .chain(diagnostic.counterpart.as_ref().map(|location| (location, AnnotationKind::Context, MARKS[1])))
            .map(|(location, kind, mark)| Place::new(location, kind, mark, self))
            .collect();
        let title = level(diagnostic.severity).primary_title(title(entry)).id(diagnostic.rule);
        let group = Group::with_title(title)
            .elements(places.iter().map(Place::element))
            .elements(also(&entry.others))
            .elements(help(diagnostic));
        let rendered = self.renderer.render(&[group]);
        places.iter().fold(rendered, |rendered, place| rendered.replacen(&place.rendered, &place.shown, 1))
    }
}

/// Stand for the two paths while the library renders. It derives the column from the text that it is given, but what
/// it is given is cut around the range: the true place is put in afterwards. No text that is shown can hold these.
const MARKS: [&str; 2] = ["\u{1}", "\u{2}"];

/// One of the two places, ready for the library.
struct Place {
    /// How the library names the place.
    rendered: String,
    /// How a person is to read it.
    shown: String,
    line: usize,
    mark: &'static str,
    kind: AnnotationKind,
    excerpt: Option<Excerpt>,
    /// The last line of a range over several; only the first is shown.
    last: Option<u32>,
}

impl Place {
    fn new(location: &Location, kind: AnnotationKind, mark: &'static str, view: &View<'_>) -> Self {
        let line = location.range.start.line as usize;
        let column = location.range.start.column;
        let excerpt = view.files.file(&location.path).and_then(|file| excerpt(&file, location.span, view.width));
        let rendered = match &excerpt {
            Some(excerpt) => {
                let before = excerpt.text.get(..excerpt.mark.start).unwrap_or_default();
                format!("{mark}:{line}:{}", before.chars().count() + 1)
            }
            None => mark.to_owned(),
        };
        let shown = format!("{}:{line}:{column}", visible(&location.path));
        let shown = view.links.map_or_else(|| shown.clone(), |folder| link::to(&folder.join(&location.path), &shown));
        Self { rendered, shown, line, mark, kind, excerpt, last: last_line(location.range) }
    }

    /// The place with its line, or only its name where the line cannot be read.
    fn element(&self) -> Element<'_> {
        match &self.excerpt {
            Some(excerpt) => Snippet::source(excerpt.text.as_str())
                .path(self.mark)
                .line_start(self.line)
                .annotation(self.kind.span(excerpt.mark.clone()).label(self.last.map(|line| format!("to line {line}"))))
                .into(),
            None => Origin::path(self.mark).into(),
        }
    }
}

/// The last line of a range, where it is not the first. A range that ends at the start of a line ends before it.
fn last_line(range: TextRange) -> Option<u32> {
    let last = if range.end.column == 1 { range.end.line.saturating_sub(1) } else { range.end.line };
    (last > range.start.line).then_some(last)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

fn title(entry: &Entry<'_>) -> String {
    let message = visible(&entry.first.message);
    if entry.others.is_empty() {
        return message.into_owned();
    }
    let languages: Vec<_> = entry.languages().collect();
    format!("{message} (in {} languages: {})", languages.len(), visible(&languages.join(", ")))
}

/// The places of the same finding in other languages.
fn also(others: &[&Diagnostic]) -> Option<Message<'static>> {
    let place = |diagnostic: &&Diagnostic| {
        let start = diagnostic.location.range.start;
        format!("{}:{}:{}", visible(&diagnostic.location.path), start.line, start.column)
    };
    let places: Vec<String> = others.iter().map(place).collect();
    (!places.is_empty()).then(|| Level::NOTE.no_name().message(format!("also: {}", places.join("\n"))))
}

fn help(diagnostic: &Diagnostic) -> Option<Message<'static>> {
    let help = diagnostic.help.as_deref()?;
    Some(Level::HELP.message(visible(help).into_owned()))
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use crate::document::{Position, Span};
    use crate::report::{Presentation, Report, samples};

    fn written(report: &Report) -> String {
        samples::written(&super::FORMAT, report)
    }

    #[test]
    fn both_places_are_shown_with_their_lines() {
        assert_eq!(
            written(&samples::folded()),
            r#"error[block-missing]: paragraph missing: 1 of the 2 paragraphs under "Setup" is here (in 2 languages: de, ja)
 --> docs/de/setup.md:3:1
  |
3 | Installiere das Programm.
  | ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
 ::: docs/en/setup.md:5:1
  |
5 | Then start it.
  | --------------
  |
  = also: docs/ja/setup.md:3:1
  = help: translate the paragraph

2 errors in 3 pages (1 group, 3 languages)
"#
        );
    }

    #[test]
    fn the_place_is_true_where_the_line_is_cut() {
        let mut report = samples::folded();
        report.diagnostics.truncate(1);
        let location = &mut report.diagnostics[0].location;
        location.span = Span::new(3000, 3006);
        location.range.start = Position { line: 1, column: 1001 };
        let long = "素早い茶色の狐".repeat(2000);
        let presentation =
            Presentation { read: &|_| Some(long.clone().into_bytes()), width: 60, ..Presentation::default() };
        let mut out = Vec::new();
        super::write(&report, &presentation, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("--> docs/de/setup.md:1:1001\n"), "{out}");
        let lines: Vec<&str> = out.lines().collect();
        let before = "1 | …狐素早い茶色の狐素早い茶色の";
        assert!(lines[3].starts_with(before) && lines[3].ends_with("早…"), "{out}");
        assert_eq!(lines[4].find('^'), Some(before.width()), "{out}");
        assert_eq!(lines[4].matches('^').count(), "狐素".width(), "{out}");
        assert!(lines[3].width() <= 60, "{out}");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let mut out = Vec::new();
        super::write(&samples::folded(), &Presentation::default(), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("--> docs/de/setup.md:3:1\n") && out.contains("::: docs/en/setup.md:5:1\n"), "{out}");
    }

    #[test]
    fn hostile_text_does_nothing_to_a_terminal() {
        let out = written(&samples::hostile());
        samples::assert_harmless(&out);
        assert!(out.contains("<U+202E>evil"), "{out}");
    }
}
