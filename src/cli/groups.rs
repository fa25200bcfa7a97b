//! `isogloss groups`: which files are one page, and why.

use std::io::{self, Write};

use isogloss::corpus::{self, Corpus, Group, GroupedBy};
use isogloss::report::escape::visible;

use super::input::Input;
use super::{Exit, note};

/// Show which files are one page.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
}

impl Args {
    /// Group, and print the groups.
    pub fn run(self) -> anyhow::Result<Exit> {
        let config = self.input.config()?;
        let corpus = self.input.in_pool(|| Ok(corpus::gather(&self.input.paths, &config)?))?;
        for problem in &corpus.problems {
            note(&format!("error: {}: {}", problem.shown, problem.reason));
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        print(&corpus, &mut out)?;
        out.flush()?;
        Ok(if corpus.problems.is_empty() { Exit::Clean } else { Exit::Failed })
    }
}

fn print(corpus: &Corpus, out: &mut dyn Write) -> io::Result<()> {
    for group in &corpus.groups {
        print_group(group, out)?;
    }
    if !corpus.ungrouped.is_empty() {
        writeln!(out, "without a counterpart")?;
        for file in &corpus.ungrouped {
            writeln!(out, "  {}", visible(&file.shown))?;
        }
        writeln!(out)?;
    }
    let count = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
    writeln!(
        out,
        "{}, {} without a counterpart",
        count(corpus.groups.len(), "group"),
        count(corpus.ungrouped.len(), "page")
    )
}

fn print_group(group: &Group, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}  ({})", visible(&group.key), visible(&reason(&group.by)))?;
    let width = group.members.iter().map(|member| member.language.tag().len()).max().unwrap_or(0);
    for member in &group.members {
        let source = if group.source.as_ref() == Some(&member.language) { "  (source)" } else { "" };
        writeln!(out, "  {:width$}  {}{source}", member.language.tag(), visible(&member.file.shown))?;
    }
    writeln!(out)
}

fn reason(by: &GroupedBy) -> String {
    match by {
        GroupedBy::Path(slot) => format!("by path: {slot}"),
        GroupedBy::Field(name) => format!("by the key `{name}`"),
        GroupedBy::Title => "by title".to_owned(),
        GroupedBy::Likeness => "by outline and names".to_owned(),
    }
}
