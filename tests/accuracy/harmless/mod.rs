//! Edits that change nothing for a reader, or nothing that a checker may mind: they must stay silent.

mod markup;
mod words;

use crate::plant::Breakage;

/// Every kind of harmless edit. They have the shape of breaks, but nothing is broken.
pub fn all() -> Vec<Breakage> {
    [markup::KINDS, words::KINDS].concat()
}
