//! What is to be looked at: the arguments that all commands over a repository share.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use isogloss::config::{self, Config, GroupBy};
use isogloss::corpus::Language;
use isogloss::report::Report;

use super::tell_failures;

/// Paths, configuration, and what overrules it.
#[derive(Args)]
#[command(next_help_heading = "What to look at")]
pub struct Input {
    /// Files and folders
    #[arg(value_name = "PATH", default_value = ".", help_heading = None)]
    pub paths: Vec<PathBuf>,
    /// Language of the sources
    #[arg(long, value_name = "LANG", value_parser = config::language)]
    pub source: Option<Language>,
    /// Languages that every page is expected in
    #[arg(long, value_name = "LANG,…", value_delimiter = ',', value_parser = config::language)]
    pub languages: Vec<Language>,
    /// Further file extension to read as Markdown; can be given more than once
    #[arg(long = "extension", value_name = "EXT", value_delimiter = ',')]
    pub extensions: Vec<String>,
    /// The only thing to group pages by: path, title or field:NAME
    #[arg(long, value_name = "WHAT", value_parser = config::group_by)]
    pub group_by: Option<GroupBy>,
    /// Configuration file, instead of the nearest isogloss.toml at or above the first path
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Number of threads; by default one for each core
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

impl Input {
    /// The current directory, and nothing said of it.
    pub fn here() -> Self {
        Self {
            paths: vec![".".into()],
            source: None,
            languages: Vec::new(),
            extensions: Vec::new(),
            group_by: None,
            config: None,
            threads: None,
        }
    }

    /// The configuration: the file's, and what the arguments say instead.
    pub fn config(&self) -> anyhow::Result<Config> {
        let mut config = self.config_file().as_deref().map(Config::read).transpose()?.unwrap_or_default();
        if let Some(source) = &self.source {
            config.source = Some(source.clone());
        }
        if !self.languages.is_empty() {
            config.languages.clone_from(&self.languages);
        }
        if let Some(by) = &self.group_by {
            config.group_by = Some(by.clone());
        }
        config.extensions.extend(self.extensions.iter().map(|extension| extension.trim_start_matches('.').to_owned()));
        Ok(config)
    }

    /// The configuration file that holds here.
    pub fn config_file(&self) -> Option<PathBuf> {
        let start = self.paths.first().map_or(Path::new("."), PathBuf::as_path);
        self.config.clone().or_else(|| config::find(start))
    }

    /// Check all of it with this configuration, and tell what could not be checked.
    pub fn check(&self, config: &Config) -> anyhow::Result<Report> {
        let report = self.in_pool(|| Ok(isogloss::check(&self.paths, config)?))?;
        tell_failures(&report.failures);
        Ok(report)
    }

    /// Run `work` with as many threads as were asked for.
    pub fn in_pool<T: Send>(&self, work: impl FnOnce() -> anyhow::Result<T> + Send) -> anyhow::Result<T> {
        match self.threads {
            None => work(),
            Some(threads) => rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .context("cannot start the threads")?
                .install(work),
        }
    }
}
