//! Front matter that does not parse, read as far as it can be.

use granit_parser::ErrorKind;

use super::lines::{self, Line, is_key, key_line, lines};
use super::words::{self, cut};
use super::yaml::{self, Failure, Yaml};
use super::{Entry, Value, scalar};
use crate::document::Span;

/// Broken lines that are mended and named one by one; with more of them the lines are read without a parser.
const MOST_MENDS: usize = 8;

/// Longer front matter is not shown to the second parser, which takes long over what is hostile.
const SECOND_OPINION: usize = 64 << 10;

/// What was read, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub entries: Vec<Entry>,
    /// Whether it has keys at all, read as the parser would or line by line.
    pub map: bool,
    pub problems: Vec<(Span, String)>,
    /// Whether the parser took it as it stands.
    pub sound: bool,
}

/// Read YAML that starts at byte `base` of the file.
pub(super) fn yaml(content: &str, base: usize) -> Mended {
    let first = yaml::parse(content, base);
    let wide = widened(content, base);
    if first.failure.is_none() && (first.map || wide.is_empty()) {
        return Mended { map: first.map, entries: first.entries, problems: first.oddities, sound: true };
    }
    let mut mender = Mender { content, base, work: content.to_owned(), masked: Vec::new(), lost: Vec::new() };
    let mut problems = Vec::new();
    let mut read = first;
    if !wide.is_empty() {
        problems.extend(mender.narrow(&wide));
        read = yaml::parse(&mender.work, base);
    } else if accepted_elsewhere(content, read.failure.as_ref()) {
        // The other parser takes it: no finding, but what is listed comes from the mended text.
        problems.clear();
        mender.mend(&mut read);
        return mender.finish(read, problems);
    }
    problems.extend(mender.mend(&mut read));
    mender.finish(read, problems)
}

/// Lines whose key is parted from its value by a full-width colon: the places of those colons in `content`.
fn widened(content: &str, base: usize) -> Vec<(Span, String)> {
    if !content.contains('：') {
        return Vec::new();
    }
    lines(content, 0)
        .filter(|line| is_key(line.text))
        .filter_map(|line| {
            let split = key_line(line.text).filter(|split| split.wide)?;
            let key = cut(line.text.get(split.key)?);
            let at = base + line.start;
            let message = format!("front matter does not parse: a full-width colon follows the key `{key}`");
            Some((Span::new(at + split.colon.start, at + split.colon.end), message))
        })
        .collect()
}

/// Whether a second parser takes what the first one refused.
fn accepted_elsewhere(content: &str, failure: Option<&Failure>) -> bool {
    let hopeless = failure.is_none_or(|failure| matches!(failure.kind, ErrorKind::RecursionLimitExceeded));
    !hopeless && content.len() <= SECOND_OPINION && serde_yaml::from_str::<serde_yaml::Mapping>(content).is_ok()
}

struct Mender<'a> {
    content: &'a str,
    base: usize,
    /// The text as it is mended, always as long as `content`.
    work: String,
    /// Values that were masked, as ranges into `content`.
    masked: Vec<(usize, usize)>,
    /// Entries of lines that had to be taken out.
    lost: Vec<Entry>,
}

impl<'a> Mender<'a> {
    /// Put a narrow colon in the place of each full-width one.
    fn narrow(&mut self, wide: &[(Span, String)]) -> Vec<(Span, String)> {
        for (span, _) in wide {
            let at = (span.start as usize).saturating_sub(self.base);
            self.work.replace_range(at..at + '：'.len_utf8(), ":  ");
        }
        wide.to_vec()
    }

    /// Mend line after line until the text parses, and say what was wrong with each.
    fn mend(&mut self, read: &mut Yaml) -> Vec<(Span, String)> {
        let mut problems = Vec::new();
        for _ in 0..MOST_MENDS {
            let Some(failure) = &read.failure else { break };
            let Some((problem, changed)) = self.step(failure) else { break };
            // A second complaint about a line follows from how the first was mended.
            if problems.last().is_none_or(|(span, _): &(Span, String)| !span.contains(problem.0)) {
                problems.push(problem);
            }
            if !changed {
                break;
            }
            *read = yaml::parse(&self.work, self.base);
        }
        problems
    }

    /// Mend the line at fault. Returns what is wrong with it, and whether anything was changed.
    fn step(&mut self, failure: &Failure) -> Option<((Span, String), bool)> {
        if words::is_tab(&failure.kind) {
            return Some(self.untab(failure));
        }
        if matches!(failure.kind, ErrorKind::RecursionLimitExceeded) {
            let why = words::yaml(&failure.kind, None, "");
            return Some(((self.line_at(failure.at)?, format!("front matter does not parse: {why}")), false));
        }
        let line = self.culprit(failure)?;
        let text = line.text;
        let split = key_line(text);
        let key = split.as_ref().and_then(|split| text.get(split.key.clone()));
        let value = split.as_ref().and_then(|split| text.get(split.value.clone())).unwrap_or_default();
        let kind = match failure.kind {
            // A key deeper than the line above it, which holds a value already.
            ErrorKind::MappingValueNotAllowed if !value.contains(": ") && text.starts_with([' ', '\t']) => {
                ErrorKind::InvalidIndentation
            }
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar
                if self.base + line.next <= failure.at =>
            {
                ErrorKind::UnclosedQuotedScalar
            }
            _ if failure.flow.is_some() && self.base + line.next <= failure.at => {
                ErrorKind::UnclosedFlowCollection { open: '[' }
            }
            ref kind => kind.clone(),
        };
        let message = format!("front matter does not parse: {}", words::yaml(&kind, key, value));
        let start = self.base + line.start + (text.len() - text.trim_start().len());
        let problem = (Span::new(start, start + text.trim().len()), message);
        // In JSON the comma belongs to the list of keys.
        let comma = usize::from(value.ends_with(',') && self.content.trim_start().starts_with('{'));
        let range = split
            .filter(|split| !split.value.is_empty())
            .map(|split| (line.start + split.value.start, line.start + split.value.end - comma));
        let changed = match range {
            Some(range) if !self.masked.contains(&range) => {
                self.masked.push(range);
                self.work.replace_range(range.0..range.1, &"x".repeat(range.1 - range.0));
                true
            }
            _ => self.take_out(line),
        };
        Some((problem, changed))
    }

    /// The line that is to blame: for a value, the line of its key.
    fn culprit(&self, failure: &Failure) -> Option<Line<'a>> {
        let at = match failure.kind {
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                failure.pending.map_or(failure.at, |span| span.start as usize)
            }
            _ => failure.flow.unwrap_or(failure.at),
        };
        let at = at.saturating_sub(self.base);
        lines(self.content, 0).take_while(|line| line.start <= at).filter(|line| !line.is_blank()).last()
    }

    /// Turn a line into a comment; its key is listed as it stands.
    fn take_out(&mut self, line: Line<'_>) -> bool {
        let (start, end) = (line.start, line.end());
        if self.work.get(start..end).is_none_or(|text| text.starts_with('#')) {
            return false;
        }
        self.lost.extend(line_entry(line, self.base));
        let mask = format!("#{}", " ".repeat((end - start).saturating_sub(1)));
        self.work.replace_range(start..end, &mask);
        true
    }

    /// Put a space in the place of each tab that indents a line.
    fn untab(&mut self, failure: &Failure) -> ((Span, String), bool) {
        let mut first = None;
        let mut tabs = Vec::new();
        for line in lines(&self.work, 0) {
            let indent = line.text.len() - line.text.trim_start().len();
            let found = line.text.as_bytes().iter().take(indent).enumerate().filter(|(_, byte)| **byte == b'\t');
            let before = tabs.len();
            tabs.extend(found.map(|(at, _)| line.start + at));
            if tabs.len() > before && first.is_none() && self.base + line.next > failure.at {
                first = Some(Span::new(self.base + line.start, self.base + line.end()));
            }
        }
        for &at in &tabs {
            self.work.replace_range(at..=at, " ");
        }
        let span = first.or_else(|| self.line_at(failure.at)).unwrap_or(Span::at(failure.at));
        ((span, "front matter does not parse: a tab indents the line".to_owned()), !tabs.is_empty())
    }

    fn line_at(&self, at: usize) -> Option<Span> {
        let at = at.saturating_sub(self.base);
        lines(self.content, 0)
            .take_while(|line| line.start <= at)
            .last()
            .map(|line| Span::new(self.base + line.start, self.base + line.end()))
    }

    /// The entries, with the values that were masked as they are written.
    fn finish(self, mut read: Yaml, mut problems: Vec<(Span, String)>) -> Mended {
        problems.extend(read.oddities);
        if read.failure.is_some() {
            let entries = by_line(self.content, self.base);
            return Mended { map: !entries.is_empty(), entries, problems, sound: false };
        }
        for &(start, end) in &self.masked {
            let span = Span::new(self.base + start, self.base + end);
            let text = self.content.get(start..end).unwrap_or_default();
            for entry in read.entries.iter_mut().filter(|entry| span.contains(entry.span) && !entry.span.is_empty()) {
                entry.value = Value::Text(text.to_owned());
            }
        }
        read.entries.extend(self.lost);
        read.entries.sort_by_key(|entry| entry.key.start);
        Mended { map: read.map, entries: read.entries, problems, sound: false }
    }
}

/// The keys at the top, read line by line without a parser.
pub(super) fn by_line(content: &str, base: usize) -> Vec<Entry> {
    lines(content, 0)
        .filter(|line| is_key(line.text))
        .filter_map(|line| line_entry(line, base))
        .take(super::MAX_ENTRIES)
        .collect()
}

/// Keys and values that stand on one line, each value up to the next key.
pub(super) fn one_line(content: &str, base: usize) -> Mended {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for word in content.split_inclusive(' ') {
        let name = word.trim_end().strip_suffix(':').unwrap_or_default();
        if name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
            starts.push(at);
        }
        at += word.len();
    }
    let ends = starts.iter().skip(1).copied().chain([content.len()]);
    let entries: Vec<_> = starts
        .iter()
        .zip(ends)
        .take(super::MAX_ENTRIES)
        .filter_map(|(&start, end)| line_entry(Line { text: content.get(start..end)?, start, next: end }, base))
        .collect();
    Mended { map: !entries.is_empty(), entries, problems: Vec::new(), sound: true }
}

/// A line at the top as an entry, if it has a key.
fn line_entry(line: Line<'_>, base: usize) -> Option<Entry> {
    let lines::KeyLine { indent, dash, key, value, .. } = key_line(line.text)?;
    if indent > 0 || dash {
        return None;
    }
    let at = base + line.start;
    let written = line.text.get(value.clone())?;
    let text = written.trim_end_matches(',');
    let inner = text.strip_prefix(['"', '\'']).map(|rest| rest.strip_suffix(['"', '\'']).unwrap_or(rest));
    Some(Entry {
        path: super::path::child("", line.text.get(key.clone())?.trim_matches(['"', '\''])),
        depth: 0,
        key: Span::new(at + key.start, at + key.end),
        span: Span::new(at + value.start, at + value.start + text.len()),
        value: inner.map_or_else(|| scalar::plain(text), |inner| Value::Text(inner.to_owned())),
    })
}
