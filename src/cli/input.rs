//! What is to be looked at: the arguments that all commands over a repository share.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

/// Paths, configuration, and what overrules it.
#[derive(Args)]
pub struct Input {
    /// Files and folders to look at
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Language of the sources
    #[arg(long, value_name = "LANG")]
    pub source: Option<String>,
    /// Languages that every page is expected in
    #[arg(long, value_name = "LANG,…", value_delimiter = ',')]
    pub languages: Vec<String>,
    /// Further file extension to read as Markdown; can be given more than once
    #[arg(long = "extension", value_name = "EXT", value_delimiter = ',')]
    pub extensions: Vec<String>,
    /// Configuration file, instead of the nearest isogloss.toml at or above the first path
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Number of threads; by default one for each core
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

impl Input {
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
