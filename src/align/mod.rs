//! Which block of a translation answers which block of its source.

/// The answers between two documents.
#[derive(Debug, Clone, Default)]
pub struct Alignment {}
