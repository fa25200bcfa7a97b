//! Groups that come as lines of JSON and leave as lines of JSON, for engines that hold more text than a disk: Spark's
//! `pipe` or any other.
//!
//! A line holds one group with all its pages; the answer to it is one line, in the same order. Nothing is remembered
//! from one group to the next, so what a repository does is not learned: built-in conventions and the configuration
//! hold.

use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{self, Receiver};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::check::check_pages_given;
use crate::config::{self, Config};
use crate::corpus::{File, Group, GroupedBy, Language, Member};
use crate::diagnostic::Diagnostic;
use crate::report::{Report, json, json_v1};
use crate::root::Root;

/// A line of the input.
#[derive(Debug, Deserialize)]
struct Incoming {
    /// What its pages share.
    key: String,
    /// The language of the page that the others are compared with; else the configuration's, else that of the first.
    source: Option<String>,
    documents: Vec<Page>,
}

/// A page with its text.
#[derive(Debug, Deserialize)]
struct Page {
    language: String,
    path: String,
    text: String,
}

/// A line of the output.
#[derive(Debug, Serialize)]
struct Outgoing {
    /// The key of the group; null where the line could not be read.
    key: Option<String>,
    /// What was found, as in the report.
    diagnostics: Vec<json_v1::Diagnostic>,
    /// Why the group could not be checked.
    error: Option<String>,
}

/// Lines are no longer than this, in bytes; it bounds the memory that one takes.
const MAX_LINE: u64 = 256 << 20;

/// So many bytes are checked together at most, but for a line that is longer.
const BATCH: usize = 8 << 20;

/// So many lines are read ahead.
const WAITING: usize = 64;

/// Check the groups of `input` and write what is found in each to `output`, as soon as it is known. The counts and failures of all come back,
/// without the findings.
///
/// # Errors
/// The input cannot be read or the output not be written.
pub fn check_lines(
    input: impl BufRead + Send + 'static,
    output: &mut dyn Write,
    config: &Config,
    wants: &(dyn Fn(&Diagnostic) -> bool + Sync),
) -> io::Result<Report> {
    let root = Root::of(&[".".into()], config);
    let mut total = Report::default();
    let mut line = 0_usize;
    let lines = Lines::of(input);
    loop {
        let batch = lines.batch()?;
        if batch.is_empty() {
            return Ok(total);
        }
        let answers: Vec<_> = batch.par_iter().map(|text| answer(text, config, &root, wants)).collect();
        for (mut report, answer) in answers {
            line += 1;
            total.summary.errors += report.summary.errors;
            total.summary.warnings += report.summary.warnings;
            total.summary.infos += report.summary.infos;
            total.failures.extend(answer.error.iter().map(|error| format!("line {line}: {error}")));
            total.failures.append(&mut report.failures);
            json::line(&answer, output)?;
        }
        output.flush()?;
    }
}

/// Check pages whose texts are given, as language, path and text; the first is the source.
///
/// ```
/// # use isogloss::{config::Config, stream::check_texts};
/// let pages = [("en", "a.en.md", "# Tea\n\n- cup\n- pot\n"), ("de", "a.de.md", "# Tee\n\n- Tasse\n")];
/// let report = check_texts(&pages, &Config::default()).expect("languages that there are");
/// assert_eq!(report.diagnostics[0].rule, "list-length");
/// ```
///
/// # Errors
/// A language is none, or there are no pages.
pub fn check_texts(pages: &[(&str, &str, &str)], config: &Config) -> Result<Report, String> {
    let page = |&(language, path, text): &(&str, &str, &str)| Page {
        language: language.to_owned(),
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let source = pages.first().map(|(language, _, _)| (*language).to_owned());
    let incoming = Incoming { key: "page".to_owned(), source, documents: pages.iter().map(page).collect() };
    let (group, texts) = group(incoming, config)?;
    Ok(check_pages_given(group, texts, &Root::default(), config))
}

/// Lines as they come, read by a thread of their own: whoever writes them may wait for an answer before the next.
struct Lines(Receiver<io::Result<Vec<u8>>>);

impl Lines {
    fn of(mut input: impl BufRead + Send + 'static) -> Self {
        let (sender, lines) = mpsc::sync_channel(WAITING);
        std::thread::spawn(move || {
            while let Some(line) = read_line(&mut input).transpose() {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self(lines)
    }

    /// The lines that are there, at least one; none at the end.
    fn batch(&self) -> io::Result<Vec<Vec<u8>>> {
        let Ok(first) = self.0.recv() else { return Ok(Vec::new()) };
        let mut batch = vec![first?];
        let mut size = batch.iter().map(Vec::len).sum::<usize>();
        while size < BATCH
            && let Ok(line) = self.0.try_recv()
        {
            let line = line?;
            size += line.len();
            batch.push(line);
        }
        Ok(batch)
    }
}

/// The next line that says anything; none at the end. A line that is too long is cut, and no JSON then.
fn read_line(input: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    loop {
        let mut line = Vec::new();
        if input.take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.len() as u64 == MAX_LINE && !line.ends_with(b"\n") {
            skip_line(input)?;
            line.truncate(1);
        }
        if !line.iter().all(u8::is_ascii_whitespace) {
            return Ok(Some(line));
        }
    }
}

fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let (read, ended) = {
            let buffer = input.fill_buf()?;
            match memchr::memchr(b'\n', buffer) {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            }
        };
        input.consume(read);
        if ended {
            return Ok(());
        }
    }
}

fn answer(
    line: &[u8],
    config: &Config,
    root: &Root,
    wants: &(dyn Fn(&Diagnostic) -> bool + Sync),
) -> (Report, Outgoing) {
    let failed =
        |key, error: String| (Report::default(), Outgoing { key, diagnostics: Vec::new(), error: Some(error) });
    let incoming: Incoming = match serde_json::from_slice(line) {
        Ok(incoming) => incoming,
        Err(error) => return failed(None, format!("this is no group: {error}")),
    };
    let key = incoming.key.clone();
    let (group, texts) = match group(incoming, config) {
        Ok(found) => found,
        Err(error) => return failed(Some(key), error),
    };
    let mut report = check_pages_given(group, texts, root, config);
    report.narrow(wants);
    let diagnostics = report.diagnostics.iter().map(json_v1::Diagnostic::new).collect();
    (report, Outgoing { key: Some(key), diagnostics, error: None })
}

/// The group of a line, and the texts of its members in their order.
fn group(incoming: Incoming, config: &Config) -> Result<(Group, Vec<String>), String> {
    let first = incoming.documents.first().map(|page| page.language.clone()).ok_or("it has no documents")?;
    let source = match (incoming.source, &config.source) {
        (None, Some(source)) => source.clone(),
        (source, _) => config::language(&source.unwrap_or(first))?,
    };
    let mut pages: Vec<(Member, String)> = Vec::with_capacity(incoming.documents.len());
    for page in incoming.documents {
        let language: Language = config::language(&page.language)?;
        let file = File { path: (&page.path).into(), shown: page.path };
        pages.push((Member { language, file }, page.text));
    }
    pages.sort_by(|(a, _), (b, _)| {
        let order = |member: &Member| (member.language != source, member.language.clone());
        order(a).cmp(&order(b)).then_with(|| a.file.shown.cmp(&b.file.shown))
    });
    let (members, texts): (Vec<_>, _) = pages.into_iter().unzip();
    let source = members.iter().any(|member| member.language == source).then_some(source);
    Ok((Group { key: incoming.key, source, members, by: GroupedBy::Field("key".to_owned()) }, texts))
}
