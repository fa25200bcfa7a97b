//! Where the repository's files are to be seen.

use clap::Args;

/// The address of the files.
#[derive(Args)]
pub struct Repository {
    /// Address that links in the page lead to: a path is added to it, or stands for {path} and {line} in it
    #[arg(long, value_name = "URL", value_parser = address)]
    repository_url: Option<String>,
}

impl Repository {
    /// The address, if one was given.
    pub fn url(&self) -> Option<&str> {
        self.repository_url.as_deref()
    }
}

/// An address that a browser may follow from a page that it was not asked to trust.
fn address(text: &str) -> Result<String, &'static str> {
    let lower = text.to_ascii_lowercase();
    let known = lower.starts_with("https://") || lower.starts_with("http://");
    if known { Ok(text.to_owned()) } else { Err("it starts with https:// or http://") }
}
