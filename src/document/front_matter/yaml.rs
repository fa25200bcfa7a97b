//! YAML and JSON front matter: the events of a parser turned into entries with exact byte spans.
//!
//! What does not parse is mended in a copy of the text, one line at a time and byte for byte as long as it was, so
//! that the other lines keep their places and their nesting, and each broken line is named once.

use std::collections::HashSet;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::path::{child, element, is_within};
use super::{Entry, MAX_DEPTH, MAX_ENTRIES, MAX_PATH, Value, scalar};
use crate::document::Span;

/// The outcome of one reading of YAML.
#[derive(Debug, Default)]
pub(super) struct Yaml {
    /// What could be read.
    pub entries: Vec<Entry>,
    /// Whether the text is a map; without one it is no front matter.
    pub map: bool,
    /// Keys that are lists, maps or aliases, and further documents: places and what to say.
    pub oddities: Vec<(Span, String)>,
    /// Why and where the parser stopped.
    pub failure: Option<Failure>,
}

/// Where a parser stopped.
#[derive(Debug)]
pub(super) struct Failure {
    /// Why.
    pub kind: ErrorKind,
    /// The byte in the file that it reports.
    pub at: usize,
    /// The last key it saw, if that key had no value yet.
    pub pending: Option<Span>,
    /// The start of the outermost collection in brackets that was open.
    pub flow: Option<usize>,
}

/// Read `content` as YAML; its first byte is byte `base` of the file.
pub(super) fn parse(content: &str, base: usize) -> Yaml {
    let options = granit_parser::options! { emit_comments: false };
    let mut reader = Reader { content, base, yaml: Yaml::default(), frames: Vec::new(), last_end: base };
    for event in Parser::new_from_str_with_options(content, options) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                if !reader.take(event, Span::new(base + range.start, base + range.end)) {
                    break;
                }
            }
            Err(error) => {
                reader.fail(&error);
                break;
            }
        }
    }
    reader.finish()
}

/// A collection that is open.
struct Frame {
    kind: Kind,
    /// Its entry; none for the root, and for what is skipped.
    entry: Option<usize>,
    flow: bool,
}

enum Kind {
    Map {
        key: Option<Key>,
        count: usize,
    },
    List {
        count: usize,
    },
    /// A collection that is a key.
    Key,
    /// A collection within a key, or out of bounds.
    Skipped,
}

/// A key whose value is yet to come; `name` is none where the key is no scalar.
struct Key {
    name: Option<String>,
    span: Span,
}

struct Reader<'a> {
    content: &'a str,
    base: usize,
    yaml: Yaml,
    frames: Vec<Frame>,
    /// The end of the last node.
    last_end: usize,
}

impl Reader<'_> {
    /// Take one event; false where there is nothing more to read.
    fn take(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::DocumentStart(..) if self.yaml.map => {
                self.yaml.oddities.push((span, "front matter holds more than one YAML document".to_owned()));
                return false;
            }
            Event::Scalar(text, style, _, _) => self.scalar(&text, style, span),
            Event::Alias(_) => self.alias(span),
            Event::MappingStart(style, ..) => {
                self.open(Kind::Map { key: None, count: 0 }, style == StructureStyle::Flow, span);
            }
            Event::SequenceStart(style, ..) => self.open(Kind::List { count: 0 }, style == StructureStyle::Flow, span),
            Event::MappingEnd | Event::SequenceEnd => self.close(span),
            _ => {}
        }
        // A page that is one scalar or one list has no front matter.
        self.yaml.map || self.frames.is_empty()
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) {
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let span = if block { self.trimmed(span) } else { span };
        if let Some(Frame { kind: Kind::Map { key: key @ None, .. }, .. }) = self.frames.last_mut() {
            *key = Some(Key { name: Some(text.to_owned()), span });
            return;
        }
        let value = match style {
            // The parser says `~` for a value that is not there.
            ScalarStyle::Plain if span.is_empty() => Value::Null,
            ScalarStyle::Plain => scalar::plain(text),
            _ => Value::Text(text.to_owned()),
        };
        self.node(span, value);
        self.last_end = span.end as usize;
    }

    fn alias(&mut self, span: Span) {
        if let Some(Frame { kind: Kind::Map { key: key @ None, .. }, .. }) = self.frames.last_mut() {
            *key = Some(Key { name: None, span });
            self.complex_key(span);
            return;
        }
        let text = self.slice(span).to_owned();
        self.node(span, Value::Text(text));
        self.last_end = span.end as usize;
    }

    /// A collection starts.
    fn open(&mut self, kind: Kind, flow: bool, span: Span) {
        let in_key = matches!(self.frames.last(), Some(Frame { kind: Kind::Map { key: None, .. }, .. }));
        if in_key {
            self.complex_key(span);
            self.frames.push(Frame { kind: Kind::Key, entry: None, flow });
            return;
        }
        if self.frames.is_empty() {
            self.yaml.map = matches!(kind, Kind::Map { .. });
            self.frames.push(Frame { kind, entry: None, flow });
            return;
        }
        let value = if matches!(kind, Kind::Map { .. }) { Value::Map(0) } else { Value::List(0) };
        let entry = self.node(span, value);
        let kind = if entry.is_some() { kind } else { Kind::Skipped };
        self.frames.push(Frame { kind, entry, flow });
    }

    /// A collection ends.
    fn close(&mut self, span: Span) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.flow {
            self.last_end = span.end as usize;
        }
        let count = match frame.kind {
            Kind::Map { count, .. } | Kind::List { count } => count,
            Kind::Key | Kind::Skipped => 0,
        };
        if let Some(entry) = frame.entry.and_then(|index| self.yaml.entries.get_mut(index)) {
            entry.span = Span::new(entry.span.start as usize, self.last_end);
            entry.value = if matches!(entry.value, Value::Map(_)) { Value::Map(count) } else { Value::List(count) };
            if entry.path.ends_with(']') {
                entry.key = entry.span;
            }
        }
        // A collection that was a key: its value comes next.
        if let Some(Frame { kind: Kind::Map { key: key @ None, .. }, .. }) = self.frames.last_mut()
            && matches!(frame.kind, Kind::Key)
        {
            *key = Some(Key { name: None, span });
        }
    }

    /// A value starts: list it, unless it is out of bounds. Returns its index.
    fn node(&mut self, span: Span, value: Value) -> Option<usize> {
        let depth = self.frames.len().saturating_sub(1);
        let frame = self.frames.last_mut()?;
        let parent = frame.entry.and_then(|index| self.yaml.entries.get(index)).map_or("", |entry| entry.path.as_str());
        let (path, key) = match &mut frame.kind {
            Kind::Map { key, count } => {
                let Key { name, span } = key.take()?;
                *count += 1;
                (child(parent, &name?), span)
            }
            Kind::List { count } => {
                let path = element(parent, *count);
                *count += 1;
                (path, span)
            }
            Kind::Key | Kind::Skipped => return None,
        };
        let full = self.yaml.entries.len() >= MAX_ENTRIES || depth >= MAX_DEPTH || path.len() > MAX_PATH;
        if full {
            return None;
        }
        self.yaml.entries.push(Entry { path, depth: u16::try_from(depth).unwrap_or(u16::MAX), key, span, value });
        Some(self.yaml.entries.len() - 1)
    }

    fn complex_key(&mut self, span: Span) {
        self.yaml.oddities.push((span, "a key of the front matter is no plain word".to_owned()));
    }

    fn fail(&mut self, error: &ScanError) {
        let at = self.base + error.marker().byte_offset().unwrap_or(0).min(self.content.len());
        let pending = self.frames.last().and_then(|frame| match &frame.kind {
            Kind::Map { key: Some(key), .. } => Some(key.span),
            _ => None,
        });
        let entry = self.frames.iter().find(|frame| frame.flow).and_then(|frame| frame.entry);
        let flow = entry.and_then(|index| self.yaml.entries.get(index)).map(|entry| entry.span.start as usize);
        self.yaml.failure = Some(Failure { kind: error.kind().clone(), at, pending, flow });
    }

    fn finish(mut self) -> Yaml {
        // What a failure left open ends where the last node did.
        while let Some(frame) = self.frames.pop() {
            let Some(entry) = frame.entry.and_then(|index| self.yaml.entries.get_mut(index)) else { continue };
            entry.span = Span::new(entry.span.start as usize, self.last_end);
            entry.value = match frame.kind {
                Kind::Map { count, .. } => Value::Map(count),
                Kind::List { count } => Value::List(count),
                Kind::Key | Kind::Skipped => continue,
            };
        }
        self.yaml
    }

    fn slice(&self, span: Span) -> &str {
        let at = |offset: u32| (offset as usize).saturating_sub(self.base);
        self.content.get(at(span.start)..at(span.end)).unwrap_or_default()
    }

    /// A block scalar's span swallows the blank lines after it.
    fn trimmed(&self, span: Span) -> Span {
        let kept = self.slice(span).trim_end().len();
        Span::new(span.start as usize, span.start as usize + kept)
    }
}

/// More keys than this are not named for standing twice.
const MOST_DUPLICATES: usize = 20;

/// Drop keys that were named before in the same map, and say which; what is nested in such a key is not named again.
pub(super) fn drop_duplicates(entries: &mut Vec<Entry>) -> Vec<(Span, String)> {
    let mut duplicates: Vec<(Span, String)> = Vec::new();
    let mut dropped = HashSet::new();
    {
        let mut seen = HashSet::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            if !seen.insert(entry.path.as_str()) {
                dropped.insert(index);
                if duplicates.len() < MOST_DUPLICATES
                    && !duplicates.last().is_some_and(|(_, outer)| is_within(&entry.path, outer))
                {
                    duplicates.push((entry.key, entry.path.clone()));
                }
            }
        }
    }
    if !dropped.is_empty() {
        let mut index = 0;
        entries.retain(|_| {
            index += 1;
            !dropped.contains(&(index - 1))
        });
    }
    duplicates
}
