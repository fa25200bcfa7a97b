//! `isogloss rules` and `isogloss explain`: what the program knows of its own rules.

use std::ffi::OsStr;
use std::io::{self, Write};

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, ValueEnum};
use include_dir::{Dir, include_dir};

use isogloss::config;
use isogloss::rules::{self, Family, Rule};

use super::Exit;

/// Show all rules.
#[derive(clap::Args)]
pub struct ListArgs {
    /// How to show them
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
}

/// Show what a rule finds, why that matters and what to do.
#[derive(clap::Args)]
pub struct ExplainArgs {
    /// The rule's name
    #[arg(value_name = "RULE", value_parser = RuleName, hide_possible_values = true)]
    rule: &'static str,
}

/// The name of a rule: shells complete it, and what is none is told with the nearest that is.
#[derive(Clone)]
pub struct RuleName;

impl TypedValueParser for RuleName {
    type Value = &'static str;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Self::Value, clap::Error> {
        TypedValueParser::parse_ref(&config::rule, command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(rules::ALL.iter().map(|rule| PossibleValue::new(rule.id).help(rule.summary))))
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ListFormat {
    /// Aligned columns
    Text,
    /// A table for a README
    Markdown,
}

/// The mini repositories that show each rule at work; `RULE.out` is what a person sees.
static EXAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/rules");

impl ListArgs {
    /// Print the rules.
    pub fn run(self) -> anyhow::Result<Exit> {
        let mut out = io::stdout().lock();
        match self.format {
            ListFormat::Text => text(&mut out)?,
            ListFormat::Markdown => markdown(&mut out)?,
        }
        Ok(Exit::Clean)
    }
}

fn text(out: &mut dyn Write) -> io::Result<()> {
    let width = rules::ALL.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in rules::ALL {
        writeln!(out, "{:width$}  {:<7}  {}", rule.id, rule.severity.name(), rule.summary)?;
    }
    Ok(())
}

fn markdown(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| rule | severity | what it finds |\n| --- | --- | --- |")?;
    let mut family = None;
    for rule in rules::ALL {
        if family != Some(rule.family) {
            family = Some(rule.family);
            writeln!(out, "| **{}** | | |", name(rule.family))?;
        }
        writeln!(out, "| `{}` | {} | {} |", rule.id, rule.severity.name(), rule.summary.replace('|', "\\|"))?;
    }
    Ok(())
}

fn name(family: Family) -> &'static str {
    match family {
        Family::Coverage => "coverage",
        Family::FrontMatter => "front matter",
        Family::Sections => "sections",
        Family::Blocks => "blocks",
        Family::Inline => "inline",
        Family::Content => "content",
        Family::Freshness => "freshness",
    }
}

impl ExplainArgs {
    /// Print the explanation, with the rule's fixture as an example.
    pub fn run(self) -> anyhow::Result<Exit> {
        if let Some(rule) = rules::ALL.iter().find(|rule| rule.id == self.rule) {
            explain(rule, &mut io::stdout().lock())?;
        }
        Ok(Exit::Clean)
    }
}

fn explain(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}: {}\n", rule.id, rule.summary)?;
    writeln!(out, "Family: {}. Severity: {}.\n", name(rule.family), rule.severity.name())?;
    writeln!(out, "{}", rule.explain.trim())?;
    let example = EXAMPLES.get_file(format!("{}.out", rule.id)).and_then(|file| file.contents_utf8());
    match example {
        Some(example) => writeln!(out, "\n## Example\n\n```console\n{}\n```", example.trim_end()),
        None => Ok(()),
    }
}
