//! A configuration of any text is read or refused, with a place in the file.
#![no_main]

use isogloss::config::Config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(error) = Config::parse(text) {
        assert!(!error.to_string().is_empty());
    }
});
