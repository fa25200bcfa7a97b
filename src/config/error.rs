//! A mistake in the configuration, with its place and what was probably meant.

use std::path::PathBuf;
use std::sync::LazyLock;

use regex::Regex;

use super::nearest::nearest;
use crate::document::{Lines, Position};

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// The file says something that cannot be.
    #[error("{}:{}:{}: {message}", path.display(), at.line, at.column)]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Where in it.
        at: Position,
        /// What is wrong, what was expected, and the nearest word that would be right.
        message: String,
    },
}

impl Error {
    /// What `toml` says of `text`, at its place.
    pub(super) fn invalid(path: PathBuf, text: &str, error: &toml::de::Error) -> Self {
        let span = error.span().unwrap_or(0..0);
        // For an element of a list the library gives the place of the list.
        let within = error.message().split('"').nth(1).and_then(|word| {
            let list = text.get(span.clone())?;
            list.find(&format!("\"{word}\"")).or_else(|| list.find(&format!("'{word}'")))
        });
        let start = span.start + within.unwrap_or(0);
        let at = Lines::new(text).position(text, u32::try_from(start).unwrap_or(u32::MAX));
        Self::Invalid { path, at, message: reword(error.message()) }
    }
}

/// The library's words for an unknown key or value, reworded to name the nearest right one.
fn reword(message: &str) -> String {
    static UNKNOWN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^unknown (field|variant) `([^`]*)`, expected (.*)$").ok());
    static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("`([^`]*)`").ok());
    let message = message.trim_end().replace('\n', ", ");
    let Some(found) = UNKNOWN.as_ref().and_then(|pattern| pattern.captures(&message)) else { return message };
    let what = if &found[1] == "field" { "key" } else { "value" };
    let expected: Vec<&str> = WORD
        .iter()
        .flat_map(|pattern| pattern.captures_iter(found.get(3).map_or("", |list| list.as_str())))
        .map(|word| word.get(1).map_or("", |word| word.as_str()))
        .collect();
    match nearest(&found[2], expected.iter().copied()) {
        Some(near) => format!("unknown {what} \"{}\"; did you mean \"{near}\"? ({})", &found[2], listed(&expected)),
        None => format!("unknown {what} \"{}\" ({})", &found[2], listed(&expected)),
    }
}

fn listed(words: &[&str]) -> String {
    format!("expected {}", words.join(", "))
}
