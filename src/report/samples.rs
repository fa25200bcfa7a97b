//! Reports for the tests of formats.

use super::escape::acts;
use super::{Format, GroupSummary, Presentation, Report, Summary};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Location, Severity};
use crate::document::{Lines, Span};
use crate::root::Root;

/// The source that the reports below speak of.
pub const SOURCE: &str = "# Setup\n\nInstall the program.\n\nThen start it.\n";
/// A translation that has lost a paragraph.
pub const GERMAN: &str = "# Einrichtung\n\nInstalliere das Programm.\n";
/// The same page in Japanese; its characters are two columns wide.
pub const JAPANESE: &str = "# 準備\n\nプログラムを入れます。\n";

/// Reads the files of the reports.
pub fn read(path: &str) -> Option<Vec<u8>> {
    let text = match path {
        "docs/en/setup.md" => SOURCE,
        "docs/de/setup.md" => GERMAN,
        "docs/ja/setup.md" => JAPANESE,
        _ => return None,
    };
    Some(text.as_bytes().to_vec())
}

/// A report as this format writes it.
pub fn written(format: &Format, report: &Report) -> String {
    let mut out = Vec::new();
    (format.write)(report, &Presentation { read: &read, ..Presentation::default() }, &mut out)
        .expect("memory takes everything");
    String::from_utf8(out).expect("formats write UTF-8")
}

/// Nothing in the text does anything to a terminal.
pub fn assert_harmless(text: &str) {
    assert!(!text.contains(|character| character != '\n' && acts(character)), "{text}");
}

fn location(path: &str, text: &str, part: &str) -> Location {
    let start = text.find(part).expect("the sample holds the part");
    let span = Span::new(start, start + part.len());
    Location { path: path.to_owned(), span, range: Lines::new(text).range(text, span) }
}

/// The same paragraph missing in two languages.
pub fn folded() -> Report {
    let missing = |language: &str, text: &str, last: &str| Diagnostic {
        rule: "block-missing",
        severity: Severity::Error,
        group: "docs/setup".to_owned(),
        language: language.to_owned(),
        location: location(&format!("docs/{language}/setup.md"), text, last),
        message: "paragraph missing: 1 of the 2 paragraphs under \"Setup\" is here".to_owned(),
        counterpart: Some(location("docs/en/setup.md", SOURCE, "Then start it.")),
        help: Some("translate the paragraph".to_owned()),
        fix: None,
        fingerprint: 0xb194_6ac9_2492_d234,
        condition: None,
        minor: false,
    };
    report(vec![missing("de", GERMAN, "Installiere das Programm."), missing("ja", JAPANESE, "プログラム")])
}

/// Findings with everything in them that could break a format or a terminal.
pub fn hostile() -> Report {
    let nasty = "a\nb\r\"q\" 'r' 100% %0A :: ]]> \u{1b}[31m \u{0} \u{7} \u{202e}evil\u{2028} <script>alert(1)</script> \
                 | `x` **y** ::error file=x::z";
    let mut report = folded();
    for diagnostic in &mut report.diagnostics {
        diagnostic.message = nasty.to_owned();
        diagnostic.help = Some(nasty.to_owned());
        diagnostic.fix = Some(Fix {
            description: nasty.to_owned(),
            applicability: Applicability::Safe,
            edits: vec![Edit {
                span: diagnostic.location.span,
                range: diagnostic.location.range,
                replacement: nasty.to_owned(),
            }],
        });
    }
    report.diagnostics[1].location.path = format!("docs/ja/{nasty}");
    report.diagnostics[1].counterpart.as_mut().expect("it has one").path = nasty.to_owned();
    report.groups[0].key = nasty.to_owned();
    report.groups[0].title = Some(nasty.to_owned());
    report
}

fn report(diagnostics: Vec<Diagnostic>) -> Report {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    Report {
        summary: Summary {
            documents: 3,
            groups: 1,
            languages: ["de", "en", "ja"].map(str::to_owned).to_vec(),
            errors,
            ..Summary::default()
        },
        groups: vec![GroupSummary {
            key: "docs/setup".to_owned(),
            title: Some("Setup".to_owned()),
            source: Some("en".to_owned()),
            documents: ["en", "de", "ja"].map(|tag| (tag.to_owned(), format!("docs/{tag}/setup.md"))).to_vec(),
            missing: vec![],
        }],
        diagnostics,
        practices: vec![],
        root: Root::default(),
        shard: None,
        failures: vec![],
    }
}
