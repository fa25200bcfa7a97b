//! `isogloss schema`, `isogloss completions` and `isogloss man`: what is generated from the program itself.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;

use isogloss::{config, report};

use super::{Cli, Exit};

/// Print a JSON Schema.
#[derive(clap::Args)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_name = "WHAT")]
    what: Schema,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Schema {
    /// The report of --format json
    Report,
    /// The file isogloss.toml
    Config,
}

/// Print completions for a shell.
#[derive(clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Print the manual page, or write one for each command into a folder.
#[derive(clap::Args)]
pub struct ManArgs {
    /// The folder
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl SchemaArgs {
    /// Print the schema.
    pub fn run(self) -> anyhow::Result<Exit> {
        let schema = match self.what {
            Schema::Report => report::json_v1::schema(),
            Schema::Config => config::file::schema(),
        };
        let mut out = io::stdout().lock();
        out.write_all(serde_json::to_string_pretty(&schema)?.as_bytes())?;
        out.write_all(b"\n")?;
        Ok(Exit::Clean)
    }
}

impl CompletionsArgs {
    /// Print the completions.
    pub fn run(self) -> anyhow::Result<Exit> {
        // The generator panics when its writer fails, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "isogloss", &mut script);
        io::stdout().lock().write_all(&script)?;
        Ok(Exit::Clean)
    }
}

impl ManArgs {
    /// Print or write the manual.
    pub fn run(self) -> anyhow::Result<Exit> {
        match self.folder {
            Some(folder) => clap_mangen::generate_to(Cli::command(), &folder)
                .with_context(|| format!("cannot write to {}", folder.display()))?,
            None => clap_mangen::Man::new(Cli::command()).render(&mut io::stdout().lock())?,
        }
        Ok(Exit::Clean)
    }
}
