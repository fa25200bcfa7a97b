//! Numbers in prose, in any locale's writing.

/// A number as it is written.
pub struct Number {
    /// As it is written.
    pub text: String,
}

/// Numbers that only one side has.
pub struct NumberDifference {
    /// Only in the source.
    pub missing: Vec<Number>,
    /// Only in the translation.
    pub extra: Vec<Number>,
}

/// Which numbers differ between a text and its translation.
#[must_use]
pub fn missing(_source: &str, _target: &str, _source_language: &str, _target_language: &str) -> NumberDifference {
    NumberDifference { missing: Vec::new(), extra: Vec::new() }
}
