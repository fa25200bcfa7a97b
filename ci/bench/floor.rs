//! The floor of the benchmark: what nobody who reads Markdown can do without.
//!
//!     floor [--threads N] PATH…
//!
//! The same walk as isogloss, the same reads, and pulldown-cmark over each file into nothing, all in parallel. It prints
//! how many files, bytes and events there were.

use std::path::PathBuf;
use std::sync::Mutex;

use ignore::{WalkBuilder, WalkState};
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;

fn main() {
    let (threads, roots) = arguments();
    if let Some(threads) = threads {
        // A second pool would only be an error of this program.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let files = walk(&roots);
    let (bytes, events) = files
        .par_iter()
        .filter_map(|path| std::fs::read(path).ok())
        .map(|bytes| (bytes.len(), events(&bytes)))
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    println!("{} files, {bytes} bytes, {events} events", files.len());
}

fn arguments() -> (Option<usize>, Vec<PathBuf>) {
    let mut threads = None;
    let mut roots = Vec::new();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--threads" {
            threads = arguments.next().and_then(|number| number.to_str()?.parse().ok());
        } else {
            roots.push(argument.into());
        }
    }
    if roots.is_empty() {
        roots.push(".".into());
    }
    (threads, roots)
}

fn walk(roots: &[PathBuf]) -> Vec<PathBuf> {
    let mut builder = WalkBuilder::new(&roots[0]);
    for root in &roots[1..] {
        builder.add(root);
    }
    let files = Mutex::new(Vec::new());
    builder.threads(rayon::current_num_threads()).build_parallel().run(|| {
        Box::new(|entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            let file = entry.file_type().is_some_and(|kind| kind.is_file());
            let markdown = entry.path().extension().is_some_and(|it| it == "md" || it == "mdx" || it == "markdown");
            if let (true, true, Ok(mut files)) = (file, markdown, files.lock()) {
                files.push(entry.into_path());
            }
            WalkState::Continue
        })
    });
    files.into_inner().unwrap_or_default()
}

/// How many events the parser has for a file, with the extensions that isogloss reads.
fn events(bytes: &[u8]) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    Parser::new_ext(&String::from_utf8_lossy(bytes), options).into_offset_iter().count()
}
