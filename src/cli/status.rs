//! `isogloss status`: which pages are there in which languages, and how they are.

use std::io::{self, Write};

use clap::ValueEnum;
use unicode_width::UnicodeWidthStr;

use isogloss::config;
use isogloss::corpus::Language;
use isogloss::report::escape::visible;
use isogloss::status::{Count, State, Status};

use super::input::Input;
use super::{Exit, note};

/// What it shows.
const ABOUT: &str = "\
Show which pages are there in which languages, and how they are.

For each folder and language: how many of its pages are there, then in brackets how many of those are out of sync (~) and \
how many findings there are (!). With --pages, each page: + is there and sound, a number counts its findings, ~ is out of \
sync, - is missing.";

/// Show which pages are there in which languages, and how they are.
#[derive(clap::Args)]
#[command(long_about = ABOUT)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Each page, not only each folder
    #[arg(long)]
    pages: bool,
    /// Only list the pages that are not there in this language
    #[arg(long, value_name = "LANG", value_parser = config::language, conflicts_with_all = ["format", "pages"])]
    missing: Option<Language>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns
    Text,
    /// A table for a page or a comment
    Markdown,
    /// All of it, for programs
    Json,
}

impl Args {
    /// Check, count and print.
    pub fn run(self) -> anyhow::Result<Exit> {
        let report = self.input.check(&self.input.config()?)?;
        let status = Status::of(&report);
        let mut out = io::BufWriter::new(io::stdout().lock());
        match (&self.missing, self.format) {
            (Some(language), _) => missing(&status, language.tag(), &mut out)?,
            (None, Format::Json) => {
                serde_json::to_writer_pretty(&mut out, &status)?;
                writeln!(out)?;
            }
            (None, format) => table(&rows(&status, self.pages), format == Format::Markdown, &mut out)?,
        }
        out.flush()?;
        Ok(Exit::of(&report))
    }
}

/// The files to translate next.
fn missing(status: &Status, language: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut pages = status.missing(language).peekable();
    if pages.peek().is_none() {
        note(&format!("nothing is missing in {language}"));
    }
    for page in pages {
        writeln!(out, "{}", visible(page.path.as_deref().unwrap_or(&page.key)))?;
    }
    Ok(())
}

/// The table, its head first.
fn rows(status: &Status, pages: bool) -> Vec<Vec<String>> {
    let head = |name: &str| std::iter::once(name.to_owned()).chain(status.languages.iter().cloned()).collect();
    let counts =
        |name: &str, counts: &[Count]| std::iter::once(name.to_owned()).chain(counts.iter().map(count)).collect();
    if pages {
        let page = |page: &isogloss::status::Page| {
            std::iter::once(visible(&page.key).to_string()).chain(page.states.iter().map(|it| state(*it))).collect()
        };
        return std::iter::once(head("page")).chain(status.pages.iter().map(page)).collect();
    }
    let folders = status.folders.iter().map(|folder| counts(&visible(&folder.path), &folder.counts));
    std::iter::once(head("folder")).chain(folders).chain([counts("all", &status.total)]).collect()
}

fn count(count: &Count) -> String {
    let mut text = format!("{}/{}", count.present, count.present + count.missing);
    let marks = [('~', count.out_of_sync), ('!', count.findings)];
    let marks: Vec<String> =
        marks.iter().filter(|(_, number)| *number > 0).map(|(mark, number)| format!("{mark}{number}")).collect();
    if !marks.is_empty() {
        text.push_str(&format!(" ({})", marks.join(" ")));
    }
    text
}

fn state(state: State) -> String {
    match state {
        State::Present(0) => "+".to_owned(),
        State::Present(findings) => findings.to_string(),
        State::OutOfSync => "~".to_owned(),
        State::Missing => "-".to_owned(),
    }
}

fn table(rows: &[Vec<String>], markdown: bool, out: &mut dyn Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for (index, row) in rows.iter().enumerate() {
        if markdown {
            let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
            if index == 0 {
                writeln!(out, "|{}", " --- |".repeat(columns))?;
            }
        } else {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))));
            writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
    }
    Ok(())
}
