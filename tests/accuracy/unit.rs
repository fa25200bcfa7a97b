//! The unit tests of the instrument: `main.rs` runs without the usual harness, so they run here.
#![allow(dead_code)]

mod corpora;
mod defects;
mod harmless;
mod inline;
mod measure;
mod mend;
mod options;
mod pair;
mod plant;
mod program;
mod rng;
mod scan;
mod table;
mod whole_tree;
