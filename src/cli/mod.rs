//! The command line: one file a command, no checking logic.

mod baseline;
mod check;
mod conventions;
mod fix;
mod generate;
mod groups;
mod init;
mod input;
mod known;
mod lines;
mod merge;
mod progress;
mod report;
mod repository;
mod rules;
mod scope;
mod select;
mod show;
mod status;
mod watch;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use isogloss::report::Report;

/// What most people need.
const EXAMPLES: &str = "\
Examples:
  isogloss check                                    everything below this folder
  isogloss check --language de --rule link-target   one language, one rule
  isogloss check --since main                       what this branch made or left behind
  isogloss check --format github --output sarif=isogloss.sarif
  isogloss fix --diff                               what it would mend
  isogloss groups                                   which files it takes for one page";

/// Finds where a page and its translations have come apart.
#[derive(Parser)]
#[command(name = "isogloss", version, about, max_term_width = 100, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check translations against their sources
    Check(check::Args),
    /// Write a page for a browser: all pages and languages, and both sides of what differs
    Report(report::Args),
    /// Make the reports of all parts of a run into one
    Merge(merge::Args),
    /// Mend what can be mended; --diff only shows it
    Fix(fix::Args),
    /// Record today's findings, so that only new ones fail
    Baseline(baseline::Args),
    /// Show which pages are there in which languages, and how they are
    Status(status::Args),
    /// Write what is found of the repository into isogloss.toml
    Init(init::Args),
    /// Show what nearly all pages do
    Conventions(conventions::Args),
    /// Show which files are one page, and why
    Groups(groups::Args),
    /// Show all rules
    Rules(rules::ListArgs),
    /// Show what a rule finds, why that matters and what to do
    Explain(rules::ExplainArgs),
    /// Print the JSON Schema of the report or of the configuration
    Schema(generate::SchemaArgs),
    /// Print completions for bash, zsh, fish, elvish or PowerShell
    Completions(generate::CompletionsArgs),
    /// Print the manual page, or write one for each command
    Man(generate::ManArgs),
}

impl Cli {
    /// Run the command that was asked for.
    ///
    /// # Errors
    ///
    /// When it could not run: the configuration, the paths or the output.
    pub fn run(self) -> anyhow::Result<Exit> {
        match self.command {
            Command::Check(args) => args.run(),
            Command::Report(args) => args.run(),
            Command::Merge(args) => args.run(),
            Command::Fix(args) => args.run(),
            Command::Baseline(args) => args.run(),
            Command::Status(args) => args.run(),
            Command::Init(args) => args.run(),
            Command::Conventions(args) => args.run(),
            Command::Groups(args) => args.run(),
            Command::Rules(args) => args.run(),
            Command::Explain(args) => args.run(),
            Command::Schema(args) => args.run(),
            Command::Completions(args) => args.run(),
            Command::Man(args) => args.run(),
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above the level of `--fail-on`.
    Clean,
    /// Findings.
    Findings,
    /// It could not run, or not everywhere: usage, configuration, input or output.
    Failed,
}

impl Exit {
    /// How a run ended for which findings are no failure.
    fn of(report: &Report) -> Self {
        if report.failures.is_empty() { Self::Clean } else { Self::Failed }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        })
    }
}

/// Whether an error says that nobody reads our output any more.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

/// A line on standard error; nobody need read it.
fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", isogloss::report::escape::visible(text));
}

/// Say what could not be checked.
fn tell_failures(failures: &[impl Display]) {
    for failure in failures {
        note(&format!("error: {failure}"));
    }
}

/// Write a file whole or not at all: into a new file beside it, which then takes its place. A file that is there keeps
/// its permissions, and a link to it leads to it still.
fn write_atomically(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // What is written to a device or a pipe has gone through it.
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        let mut file = std::fs::File::create(path)?;
        write(&mut file)?;
        return file.flush();
    }
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".isogloss-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file; the mask of the user takes away from it.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    write(&mut file)?;
    file.flush()?;
    if let Ok(metadata) = std::fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        super::Cli::command().debug_assert();
    }
}
