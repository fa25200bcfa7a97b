//! Files that findings name, read back when the report is written.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use crate::document::Span;

/// A file, or nothing where it could not be read.
type Content = Option<Rc<Vec<u8>>>;

/// The last few files are kept: findings come by path, and their counterparts are few.
pub struct Files<'a> {
    read: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    recent: RefCell<VecDeque<(String, Content)>>,
}

impl<'a> Files<'a> {
    const KEPT: usize = 8;

    /// Files that `read` reads.
    pub fn new(read: &'a dyn Fn(&str) -> Option<Vec<u8>>) -> Self {
        Self { read, recent: RefCell::default() }
    }

    /// The file at this path.
    pub fn file(&self, path: &str) -> Content {
        let mut recent = self.recent.borrow_mut();
        if let Some((_, file)) = recent.iter().find(|(known, _)| known == path) {
            return file.clone();
        }
        let file = (self.read)(path).map(Rc::new);
        recent.truncate(Self::KEPT - 1);
        recent.push_front((path.to_owned(), file.clone()));
        file
    }

    /// The columns of both ends of a span, counted in bytes from 1.
    pub fn byte_columns(&self, path: &str, span: Span) -> Option<(u32, u32)> {
        let file = self.file(path)?;
        let column = |at: u32| {
            let before = file.get(..at as usize)?;
            let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
            u32::try_from(before.len() - start + 1).ok()
        };
        Some((column(span.start)?, column(span.end)?))
    }
}
