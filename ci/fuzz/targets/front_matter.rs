//! Front matter of any bytes: what is read lies within the text.
#![no_main]

use isogloss::document::front_matter::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = read(text);
    assert!(text.is_char_boundary(reading.body));
    for problem in &reading.problems {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
    }
    if let Some(matter) = reading.front_matter {
        assert!(text.get(matter.span.range()).is_some());
    }
});
