//! The program: parses arguments, runs one command, sets the exit code.
#![forbid(unsafe_code)]

mod cli;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Exit};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // A closed pipe must not turn `--help` into a panic.
            let _ = usage.print();
            return if usage.use_stderr() { Exit::Failed } else { Exit::Clean }.into();
        }
    };
    match cli.run() {
        Ok(exit) => exit.into(),
        // Whoever read the output has read enough: ripgrep ends quietly too.
        Err(error) if cli::is_closed_pipe(&error) => Exit::Clean.into(),
        Err(error) => {
            let _ = writeln!(
                std::io::stderr(),
                "error: {}",
                isogloss::report::escape::visible_lines(&format!("{error:#}"))
            );
            Exit::Failed.into()
        }
    }
}
