//! Two pages of any text: each block answers one or none, and a page answers itself.
#![no_main]

use isogloss::align::{Answer, align, gaps};
use isogloss::document::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (source, target) = text.split_once('\u{1}').unwrap_or((text, ""));
    let (source, target) = (parse(source.to_owned(), "a.md"), parse(target.to_owned(), "b.md"));
    let alignment = align(&source, &target, ("en", "de"));
    for (answers, blocks) in [(&alignment.source, &source.blocks), (&alignment.target, &target.blocks)] {
        assert_eq!(answers.len(), blocks.len());
        for answer in answers {
            assert!(!matches!(answer, Answer::Match(index) if *index >= alignment.matches.len()));
        }
    }
    let _ = gaps::gaps(&source, &target, &alignment);
    let itself = align(&source, &source, ("en", "en"));
    assert!(gaps::gaps(&source, &source, &itself).is_empty());
});
