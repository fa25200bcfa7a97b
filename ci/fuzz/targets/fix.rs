//! Two pages of any text under all rules: nothing panics, fixed text parses again, and only what a fix names changes.
#![no_main]

use isogloss::config::Config;
use isogloss::document::parse;
use isogloss::fix::plan;
use isogloss::stream::check_texts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (source, target) = text.split_once('\u{1}').unwrap_or((text, ""));
    let pages = [("en", "a.md", source), ("de", "b.md", target)];
    let Ok(report) = check_texts(&pages, &Config::default()) else { return };
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    for (path, plan) in plan(&report.diagnostics, true) {
        let before = if path == "a.md" { source } else { target };
        let Some(after) = plan.apply(before) else { continue };
        let edits = report.diagnostics.iter().filter(|found| found.location.path == path).filter_map(|found| found.fix.as_ref());
        let spans: Vec<_> = edits.flat_map(|fix| &fix.edits).map(|edit| edit.span).collect();
        let first = spans.iter().map(|span| span.start as usize).min().unwrap_or(0);
        let rest = before.len() - spans.iter().map(|span| span.end as usize).max().unwrap_or(0);
        assert_eq!(before.as_bytes()[..first], after.as_bytes()[..first]);
        assert_eq!(before.as_bytes()[before.len() - rest..], after.as_bytes()[after.len() - rest..]);
        let _ = parse(after, path);
    }
});
