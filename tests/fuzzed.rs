//! What the fuzzer once broke (`ci/fuzz`): each case is kept in `tests/fuzzed`, a page and its translation with the byte
//! 1 between them, and is checked again.

use isogloss::config::Config;
use isogloss::stream::check_texts;

#[test]
fn what_broke_once_is_checked() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzzed");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("a case").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        let (source, target) = text.split_once('\u{1}').expect("two pages");
        let report =
            check_texts(&[("en", "a.md", source), ("de", "b.md", target)], &Config::default()).expect("a report");
        assert!(report.failures.is_empty(), "{}: {:?}", path.display(), report.failures);
        cases += 1;
    }
    assert!(cases > 0);
}
