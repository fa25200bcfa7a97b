//! `isogloss init`: writes what was found into a configuration file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use isogloss::config::{Config, FILE_NAME};
use isogloss::corpus::{self, Corpus, GroupedBy, Language};
use isogloss::practice::Practice;
use isogloss::report::Report;
use isogloss::report::closing::{count, found};

use super::input::Input;
use super::{Exit, note, write_atomically};

/// What it does.
const ABOUT: &str = "\
Look at the repository, say what was found, and write a commented isogloss.toml that pins it.

Only what leaves the groups as they are is pinned: a check finds the same before and after. A file that is there is \
only overwritten with --force.";

/// Write what was found into a configuration file.
#[derive(clap::Args)]
#[command(long_about = ABOUT)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// Print the file and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Look, and write the file.
    pub fn run(self) -> anyhow::Result<Exit> {
        let first = self.input.paths.first().map_or(Path::new("."), PathBuf::as_path);
        let folder = if first.is_dir() { first } else { Path::new(".") };
        let file = self.input.config.clone().unwrap_or_else(|| folder.join(FILE_NAME));
        if file.exists() && !self.force && !self.dry_run {
            bail!("{} is there already; --force overwrites it, --dry-run shows what would be written", file.display());
        }
        // What an older file says is not evidence.
        let mut bare =
            Config { source: self.input.source.clone(), group_by: self.input.group_by.clone(), ..Config::default() };
        bare.extensions.clone_from(&self.input.extensions);
        let corpus = corpus::gather(&self.input.paths, &bare)?;
        let report = self.input.check(&bare)?;
        let layouts = self.pinned_layouts(&corpus, &bare, folder);
        let text = self.pinned(&report, folder, |keys| file_text(&corpus, &layouts, &bare.extensions, keys))?;
        for line in findings(&corpus, &report) {
            note(&line);
        }
        if self.dry_run {
            io::stdout().lock().write_all(text.as_bytes())?;
        } else {
            write_atomically(&file, |out| out.write_all(text.as_bytes()))
                .with_context(|| format!("cannot write {}", file.display()))?;
            note(&format!("wrote {}", file.display()));
            if report.summary.errors + report.summary.warnings > 0 {
                note(
                    "next: `isogloss check` shows the findings, `isogloss fix` mends some, `isogloss baseline` lets only new ones fail",
                );
            }
        }
        Ok(Exit::of(&report))
    }

    /// The file with what translations do with keys, if a check with it finds the same; else without.
    fn pinned(&self, report: &Report, folder: &Path, text: impl Fn(&Keys) -> String) -> anyhow::Result<String> {
        let keys = Keys::of(report);
        if keys.is_empty() {
            return Ok(text(&keys));
        }
        let pinned = text(&keys);
        let config = Config { base: Some(std::path::absolute(folder)?), ..Config::parse(&pinned)? };
        let after = self.input.in_pool(|| Ok(isogloss::check(&self.input.paths, &config)?))?;
        let found = |report: &Report| -> Vec<_> {
            report.diagnostics.iter().map(|found| (found.fingerprint, found.severity, found.minor)).collect()
        };
        Ok(if found(report) == found(&after) { pinned } else { text(&Keys::default()) })
    }

    /// The layouts, if they alone lead to the same groups; else none.
    fn pinned_layouts(&self, corpus: &Corpus, bare: &Config, folder: &Path) -> Vec<String> {
        let layouts: Vec<String> = slots(corpus).into_keys().map(str::to_owned).collect();
        let plain = |layout: &String| layout.matches("{lang}").count() == 1;
        if layouts.is_empty() || !layouts.iter().all(plain) || corpus.groups.iter().any(|group| !by_path(&group.by)) {
            return Vec::new();
        }
        let base = Some(folder.to_path_buf());
        let config = Config { layouts: layouts.clone(), base, source: corpus.source.clone(), ..bare.clone() };
        let shape = |corpus: &Corpus| -> Vec<Vec<(String, String)>> {
            let pages = |group: &corpus::Group| {
                group.members.iter().map(|it| (it.language.tag().to_owned(), it.file.shown.clone())).collect()
            };
            let mut groups: Vec<_> = corpus.groups.iter().map(pages).collect();
            groups.sort();
            groups
        };
        match corpus::gather(&self.input.paths, &config) {
            Ok(pinned) if shape(&pinned) == shape(corpus) => layouts,
            _ => Vec::new(),
        }
    }
}

/// What translations do with keys of the front matter, as counted.
#[derive(Default)]
struct Keys {
    same: Vec<String>,
    different: Vec<String>,
}

impl Keys {
    fn of(report: &Report) -> Self {
        let mut keys = Self::default();
        for (practice, _) in report.practices.iter().filter(|(practice, tally)| practice.holds(*tally) == Some(true)) {
            match practice {
                Practice::ValueKept(key) if is_plain(key) => keys.same.push(key.clone()),
                Practice::ValueDiffers(key) if is_plain(key) => keys.different.push(key.clone()),
                _ => {}
            }
        }
        keys
    }

    fn is_empty(&self) -> bool {
        self.same.is_empty() && self.different.is_empty()
    }
}

/// Whether a key is written as it is, without elements of lists.
fn is_plain(key: &str) -> bool {
    key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn by_path(by: &GroupedBy) -> bool {
    matches!(by, GroupedBy::Path(_))
}

/// How many groups each layout has.
fn slots(corpus: &Corpus) -> BTreeMap<&str, usize> {
    let mut slots = BTreeMap::new();
    for group in &corpus.groups {
        if let GroupedBy::Path(slot) = &group.by {
            *slots.entry(slot.as_str()).or_insert(0) += 1;
        }
    }
    slots
}

/// How many pages each language has, the source first.
fn languages(corpus: &Corpus) -> Vec<(&Language, usize)> {
    let mut counts: BTreeMap<&Language, usize> = BTreeMap::new();
    for member in corpus.groups.iter().flat_map(|group| &group.members) {
        *counts.entry(&member.language).or_insert(0) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(language, count)| (Some(language) != corpus.source.as_ref(), std::cmp::Reverse(count)));
    counts
}

/// What was found, for people.
fn findings(corpus: &Corpus, report: &Report) -> Vec<String> {
    let languages: Vec<String> =
        languages(corpus).iter().map(|(language, count)| format!("{} ({count})", language.tag())).collect();
    let mut lines = vec![format!(
        "{}, {} without a counterpart; languages: {}",
        count(corpus.groups.len(), "group"),
        count(corpus.ungrouped.len(), "page"),
        languages.join(", ")
    )];
    lines.extend(slots(corpus).iter().map(|(slot, groups)| format!("layout {slot}: {}", count(*groups, "group"))));
    let held = report.practices.iter().filter(|(practice, tally)| practice.holds(*tally) == Some(true)).count();
    let verb = if held == 1 { "holds" } else { "hold" };
    lines.push(format!("{} {verb}; `isogloss conventions` shows them", count(held, "convention")));
    lines.push(found(&report.summary));
    lines
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn file_text(corpus: &Corpus, layouts: &[String], extensions: &[String], keys: &Keys) -> String {
    let mut text =
        String::from("# What isogloss found in this repository. `isogloss schema config` describes all keys.\n\n");
    let list = |items: &mut dyn Iterator<Item = &str>| items.map(quoted).collect::<Vec<_>>().join(", ");
    if let Some(source) = &corpus.source {
        let _ = writeln!(text, "# The language that pages are written in first.\nsource = {}\n", quoted(source.tag()));
    }
    let others = languages(corpus);
    let mut others = others
        .iter()
        .map(|(language, _)| language.tag())
        .filter(|tag| corpus.source.as_ref().is_none_or(|source| source.tag() != *tag));
    let _ = writeln!(
        text,
        "# The languages that every page is expected in. Without it, those that nearly all pages of a folder have.\n\
         # languages = [{}]\n",
        list(&mut others)
    );
    if layouts.is_empty() {
        text.push_str(
            "# Where languages stand in paths; found from evidence without it.\n# layouts = [\"docs/{lang}/{key}\"]\n",
        );
    } else {
        let _ = writeln!(
            text,
            "# Where languages stand in paths.\nlayouts = [{}]",
            list(&mut layouts.iter().map(String::as_str))
        );
    }
    if !extensions.is_empty() {
        let extensions = list(&mut extensions.iter().map(|it| it.trim_start_matches('.')));
        let _ = writeln!(text, "\n# What is read besides md, mdx and markdown.\nextensions = [{extensions}]");
    }
    if !keys.is_empty() {
        text.push_str(
            "\n# What translations do with the values of keys, as nearly all pages show it.\n[front-matter]\n",
        );
        for (name, keys) in [("same", &keys.same), ("different", &keys.different)] {
            if !keys.is_empty() {
                let _ = writeln!(text, "{name} = [{}]", list(&mut keys.iter().map(String::as_str)));
            }
        }
    }
    text.push_str("\n# \"off\", \"info\", \"warning\", \"error\", or \"on\" for a rule's own severity; `isogloss rules` names them.\n[rules]\n");
    text
}
