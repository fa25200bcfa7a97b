//! What differs between a piece of a source and the same piece of its translation.
//!
//! Pure functions on text: they know nothing of documents, alignment or rules. Each answers for one kind of content
//! which differences a translator is free to make and which break the page.

pub mod code;
pub mod inline;
pub mod localised;
pub mod names;
pub mod number;
pub mod slug;
mod spoken;
pub mod target;
