//! The masked copy as it grows: what is copied, what is put in, what is covered.

use super::{Map, Span};

/// The copy, and how it answers to the file.
pub struct Output<'a> {
    /// The file.
    text: &'a str,
    masked: String,
    /// How far the file is copied or left out.
    done: usize,
    /// Whether the map must be told where copying goes on.
    resync: bool,
    map: Map,
}

impl<'a> Output<'a> {
    /// A copy of the text from `body` on.
    pub fn new(text: &'a str, body: usize) -> Self {
        let masked = String::with_capacity(text.len() - body + 64);
        Self { text, masked, done: body, resync: true, map: Map::identity(body) }
    }

    /// How long the copy is.
    pub fn len(&self) -> usize {
        self.masked.len()
    }

    /// How far the file is copied.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Whether the copy is at the start of a line.
    pub fn at_line_start(&self) -> bool {
        self.masked.is_empty() || self.masked.ends_with('\n')
    }

    /// Leave out the file up to `end`.
    pub fn skip_to(&mut self, end: usize) {
        self.done = end;
        self.resync = true;
    }

    /// The copy and its map.
    pub fn finished(self) -> (String, Map) {
        (self.masked, self.map)
    }

    /// Copy the file up to `end`.
    pub fn copy_to(&mut self, end: usize) {
        if end > self.done {
            self.sync();
            self.masked.push_str(self.text.get(self.done..end).unwrap_or_default());
            self.done = end;
        }
    }

    /// Put in text that is not in the file; it answers to the place `original`.
    pub fn insert(&mut self, text: &str, original: usize) {
        if !text.is_empty() {
            self.map.inserted(self.masked.len(), original);
            self.masked.push_str(text);
            self.resync = true;
        }
    }

    /// Copy up to a span and put an inert run of the same length in its place. Braces at its ends are punctuation to the
    /// rules of emphasis, as what stood there was.
    pub fn cover(&mut self, span: Span) {
        self.copy_to(span.start as usize);
        self.sync();
        let source = self.text.get(span.range()).unwrap_or_default();
        let mut margin = false;
        for (at, byte) in source.bytes().enumerate() {
            margin = byte == b'\n' || (margin && matches!(byte, b' ' | b'\t' | b'>'));
            self.masked.push(match byte {
                b'\n' | b'\r' => byte as char,
                _ if margin => byte as char,
                _ if at == 0 => '{',
                _ if at + 1 == source.len() => '}',
                _ => 'x',
            });
        }
        self.done = span.end as usize;
    }

    fn sync(&mut self) {
        if std::mem::take(&mut self.resync) {
            self.map.copied(self.masked.len(), self.done);
        }
    }
}
