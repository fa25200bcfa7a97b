//! Finds where a page and its translations have come apart.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod align;
pub mod baseline;
pub mod changes;
mod check;
pub mod compare;
pub mod config;
mod consensus;
pub mod corpus;
mod coverage;
pub mod diagnostic;
pub mod document;
pub mod fix;
pub mod git;
mod judge;
mod letter;
pub mod mend;
pub mod practice;
mod precedence;
pub mod report;
pub mod root;
pub mod rules;
pub mod shard;
pub mod speech;
pub mod status;
pub mod stream;
pub mod suppress;

pub use check::{Overlay, Part, Step, check, check_part, check_shard};
