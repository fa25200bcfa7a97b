//! How a report is shown, whatever it comes from: formats, files, colours, known findings and the exit code.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use isogloss::Overlay;
use isogloss::baseline::Baseline;
use isogloss::config::Config;
use isogloss::report::closing::count;
use isogloss::report::{FORMATS, Format, Presentation, Report};
use isogloss::root::Root;

use super::input::Input;
use super::known::{Known, looked_at};
use super::lines::Lines;
use super::repository::Repository;
use super::scope::content;
use super::{Exit, note, tell_failures, write_atomically};

/// How to report.
#[derive(clap::Args)]
#[command(next_help_heading = "What to report")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag that somebody types")]
pub struct Show {
    /// How to write the report
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format_names())]
    format: &'static Format,
    /// Write the report to a file as well; can be given more than once
    #[arg(long, value_name = "FORMAT=FILE", value_parser = parse_output)]
    output: Vec<Output>,
    /// Least severity at which the exit code is 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
    /// Show also what follows from a greater finding on the same page
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    known: Known,
    /// Report known findings too
    #[arg(long, conflicts_with = "baseline")]
    no_baseline: bool,
    /// Show at most so many findings; the counts and the exit code are of all
    #[arg(long, value_name = "N")]
    max: Option<usize>,
    /// Count the findings of each rule instead of showing them
    #[arg(long)]
    statistics: bool,
    #[command(flatten)]
    repository: Repository,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Colour,
    /// Print nothing but the findings
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say on standard error what is done
    #[arg(long, short)]
    verbose: bool,
}

/// When the exit code says that there are findings.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    fn exit(self, report: &Report) -> Exit {
        let summary = &report.summary;
        let found = match self {
            Self::Error => summary.errors,
            Self::Warning => summary.errors + summary.warnings,
            Self::Info => summary.errors + summary.warnings + summary.infos,
            Self::Never => 0,
        };
        match Exit::of(report) {
            Exit::Clean if found > 0 => Exit::Findings,
            exit => exit,
        }
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// A further report and where it goes.
#[derive(Clone)]
struct Output {
    format: &'static Format,
    file: PathBuf,
}

fn format_names() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(names).try_map(|name| Format::named(&name).ok_or("no such format"))
}

fn parse_output(text: &str) -> Result<Output, String> {
    let (name, file) = text.split_once('=').ok_or("it takes a format and a file: json=report.json")?;
    let format = Format::named(name).ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
        format!("there is no format \"{name}\"; there are {}", names.join(", "))
    })?;
    Ok(Output { format, file: file.into() })
}

impl Show {
    /// Whether findings are written as they come. What a baseline knows, how many there are and their counts show only
    /// at the end.
    pub fn streams(&self, input: &Input, config: &Config) -> bool {
        let all = self.max.is_none() && !self.statistics;
        let root = || Root::of(&input.paths, config);
        self.format.name == "jsonl" && all && (self.no_baseline || self.known.file(input, &root()).is_none())
    }

    /// Make a report, show it, and say how it ended. `whole` says whether all pages are looked at, `lines` has what was
    /// written already.
    pub fn run(
        &self,
        input: &Input,
        whole: bool,
        lines: &Lines,
        make: impl FnOnce() -> anyhow::Result<(Report, Overlay)> + Send,
    ) -> anyhow::Result<Exit> {
        let started = Instant::now();
        let (mut report, overlay) = input.in_pool(make)?;
        self.leave_out_known(input, whole, &mut report)?;
        if self.verbose {
            tell(input, &report);
        }
        let exit = self.exit(&report);
        report.diagnostics.truncate(self.max.unwrap_or(usize::MAX));
        for output in &self.output {
            self.write_file(output, &report, &overlay)
                .with_context(|| format!("cannot write the report to {}", output.file.display()))?;
        }
        self.print(&report, started.elapsed(), &overlay, lines).context("cannot write the report")?;
        Ok(exit)
    }

    /// Tell what could not be checked, and say how it ended.
    pub fn exit(&self, report: &Report) -> Exit {
        tell_failures(&report.failures);
        self.fail_on.exit(report)
    }

    /// Take out what the baseline knows, and say so.
    fn leave_out_known(&self, input: &Input, whole: bool, report: &mut Report) -> anyhow::Result<()> {
        let Some(file) = self.known.file(input, &report.root).filter(|_| !self.no_baseline) else { return Ok(()) };
        let baseline = Baseline::read(&file)?;
        let looked_at = looked_at(input, report);
        // A run that looks for less than everything cannot tell what is no longer there.
        let taken = baseline.take(report, |name| whole && looked_at(name));
        let hidden = report.summary.hidden;
        report.narrow(|_| true);
        report.summary.hidden = hidden;
        if self.quiet {
            return Ok(());
        }
        let plural = |number: usize| if number == 1 { "" } else { "s" };
        if taken.known > 0 {
            note(&format!("{} known finding{} left out: see {}", taken.known, plural(taken.known), file.display()));
        }
        if taken.gone > 0 {
            let are = if taken.gone == 1 { "is" } else { "are" };
            note(&format!("{} {are} no longer found: `isogloss baseline --prune` forgets what was mended", taken.gone));
        }
        Ok(())
    }

    fn write_file(&self, output: &Output, report: &Report, overlay: &Overlay) -> io::Result<()> {
        write_atomically(&output.file, |out| {
            let mut out = BufWriter::new(out);
            (output.format.write)(report, &self.presentation(&|path| content(path, overlay)), &mut out)?;
            out.flush()
        })
    }

    fn print(&self, report: &Report, elapsed: Duration, overlay: &Overlay, lines: &Lines) -> io::Result<()> {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let read = |path: &str| content(path, overlay);
        let mut presentation = self.presentation(&read);
        presentation.colour = self.color.wanted(terminal);
        if terminal && presentation.colour && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout) {
            presentation.links = std::env::current_dir().ok();
        }
        if terminal {
            presentation.elapsed = Some(elapsed);
            if let Some((terminal_size::Width(columns), _)) = terminal_size::terminal_size() {
                presentation.width = columns.into();
            }
        }
        let mut out = BufWriter::new(stdout.lock());
        match self.format.name {
            "jsonl" => lines.finish(report, &mut out)?,
            _ => (self.format.write)(report, &presentation, &mut out)?,
        }
        out.flush()?;
        match std::env::var_os("GITHUB_STEP_SUMMARY") {
            Some(file) if self.format.name == "github" => self.summarise(report, Path::new(&file)),
            _ => Ok(()),
        }
    }

    /// Add the report to the summary of a step of GitHub Actions.
    fn summarise(&self, report: &Report, file: &Path) -> io::Result<()> {
        let mut file = BufWriter::new(File::options().create(true).append(true).open(file)?);
        if let Some(markdown) = Format::named("markdown") {
            (markdown.write)(report, &self.presentation(&|path| std::fs::read(path).ok()), &mut file)?;
        }
        file.flush()
    }

    fn presentation<'a>(&'a self, read: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync)) -> Presentation<'a> {
        Presentation {
            repository: self.repository.url(),
            quiet: self.quiet,
            statistics: self.statistics,
            read,
            ..Presentation::default()
        }
    }
}

impl Colour {
    /// Whether to use colours on something that is a `terminal` or is not. An empty `NO_COLOR` does not count
    /// (<https://no-color.org>).
    fn wanted(self, terminal: bool) -> bool {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        match self {
            Self::Auto => terminal && !refused && !dumb,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// What was understood of the repository.
fn tell(input: &Input, report: &Report) {
    match input.config_file() {
        Some(file) => note(&format!("configuration: {}", file.display())),
        None => note("configuration: none, so everything is found from evidence"),
    }
    let mut sources: Vec<_> = report.groups.iter().filter_map(|group| group.source.as_deref()).collect();
    sources.sort_unstable();
    for source in sources.chunk_by(|one, other| one == other) {
        note(&format!("source: {} in {}", source.first().copied().unwrap_or_default(), count(source.len(), "group")));
    }
    note(&format!("languages: {}", report.summary.languages.join(", ")));
}
