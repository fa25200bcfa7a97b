//! What must hold for any pages: a page answers itself wholly, one dropped block is one gap where it was, and neither
//! threads nor the order of arguments change a byte of the report.

use std::path::{Path, PathBuf};
use std::process::Command;

use isogloss::align::{align, gaps};
use isogloss::document::{self, Document};
use proptest::prelude::*;

/// Pages of one collection that are read; the accuracy test reads them all.
const PAGES: usize = 150;

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora")
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "mdx") {
            found.push(path);
        }
    }
}

fn assert_answers_itself(document: &Document, name: &str) {
    let alignment = align(document, document, ("en", "en"));
    let gaps = gaps::gaps(document, document, &alignment);
    assert!(gaps.is_empty(), "{name} does not answer itself: {gaps:?}");
    assert!((gaps::share_aligned(document, document, &alignment) - 1.0).abs() < f32::EPSILON, "{name}");
    assert!(alignment.matches.iter().all(|found| found.source == found.target && !found.moved), "{name}");
}

#[test]
fn every_page_answers_itself() {
    let Ok(collections) = std::fs::read_dir(corpora()) else {
        eprintln!("skipped: there is no {}", corpora().display());
        return;
    };
    let mut read = 0;
    for collection in collections.flatten() {
        let mut found = Vec::new();
        pages(&collection.path(), &mut found);
        let step = (found.len() / PAGES).max(1);
        for path in found.iter().step_by(step) {
            let Ok(text) = std::fs::read_to_string(path) else { continue };
            let name = path.display().to_string();
            assert_answers_itself(&document::parse(text, &name), &name);
            read += 1;
        }
    }
    assert!(read > 0, "the collections hold no page");
}

/// A block that says something of its own.
fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{4,9}( [a-z]{3,9}){4,12}\\.",
        "## [A-Z][a-z]{3,9}( [a-z]{3,9}){0,3}",
        "```sh\n[a-z]{3,8} --[a-z]{3,8}\n```",
        "- [a-z]{3,9}( [a-z]{3,9}){1,4}\n- [a-z]{3,9}( [a-z]{3,9}){1,4}",
        "See `[a-z_]{5,12}` and [a-z]{4,9} of [a-z]{4,9}\\.",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_page_answers_itself(text in "(\\PC|\n){0,400}") {
        assert_answers_itself(&document::parse(text, "page.md"), "page");
    }

    #[test]
    fn one_dropped_block_is_one_gap(blocks in prop::collection::vec(block(), 3..14), drop in any::<prop::sample::Index>()) {
        let drop = drop.index(blocks.len());
        let whole = document::parse(blocks.join("\n\n"), "page.md");
        let kept: Vec<&str> = blocks.iter().enumerate().filter(|(at, _)| *at != drop).map(|(_, block)| block.as_str()).collect();
        let broken = document::parse(kept.join("\n\n"), "page.md");
        // Lists that come to stand beside each other are one list, and then it is not one block that is missing.
        prop_assume!(whole.children(0).count() == blocks.len() && broken.children(0).count() == blocks.len() - 1);
        let alignment = align(&whole, &broken, ("en", "de"));
        let gaps = gaps::gaps(&whole, &broken, &alignment);
        prop_assert_eq!(gaps.len(), 1, "{:?}", gaps);
        prop_assert_eq!(gaps[0].lack, gaps::Lack::Missing);
    }
}

fn report(threads: &str, paths: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--format", "json", "--threads", threads])
        .args(paths)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/blog"))
        .output()
        .expect("the program runs");
    assert!(!output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn threads_and_order_change_nothing() {
    let one = report("1", &["."]);
    for threads in ["2", "3", "8"] {
        assert_eq!(one, report(threads, &["."]), "{threads} threads");
    }
    let folders = ["posts/ar", "posts/de", "posts/en", "posts/fr", "posts/zh"];
    let mut turned = folders;
    turned.reverse();
    assert_eq!(report("2", &folders), report("2", &turned));
}

#[test]
fn place_and_surroundings_change_nothing() {
    let blog = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/blog");
    let run = |folder: &Path, path: &str, name: &str, value: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .args(["check", "--format", "json", path])
            .env(name, value)
            .current_dir(folder)
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let here = run(&blog, ".", "LANG", "C");
    for (name, value) in
        [("LANG", "de_DE.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Kathmandu"), ("HOME", "/nowhere")]
    {
        assert_eq!(run(&blog, ".", name, value), here, "{name}={value}");
    }
    let absolute = blog.to_str().expect("UTF-8");
    assert_eq!(run(&blog, absolute, "LANG", "C"), here);
    assert_eq!(run(&blog, "./posts/..", "LANG", "C").replace("posts/../", ""), here);
    let posts = run(&blog.join("posts"), "..", "LANG", "C").replace("../", "");
    assert_eq!(posts.matches("\"rule\"").count(), here.matches("\"rule\"").count());
}

#[test]
fn the_order_in_which_files_were_made_changes_nothing() {
    let pages: Vec<(String, String)> = (0..40)
        .flat_map(|page| {
            ["en", "de", "fr"].map(|tag| (format!("docs/{tag}/{page}.md"), format!("# P {page}\n\n- a {tag}\n- b\n")))
        })
        .collect();
    let made = |order: &mut dyn Iterator<Item = &(String, String)>| {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in order {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .args(["check", "--all", "--format", "json"])
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let forth = made(&mut pages.iter());
    assert!(forth.contains("\"groups\": 40"), "{forth}");
    assert_eq!(forth, made(&mut pages.iter().rev()));
    let (odd, even): (Vec<_>, Vec<_>) = pages.iter().enumerate().partition(|(at, _)| at % 7 % 2 == 1);
    assert_eq!(forth, made(&mut odd.into_iter().chain(even).map(|(_, page)| page)));
}

/// Text of what rules look for: marks, links, numbers, tags, front matter.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 24] = [
        "# ",
        "- ",
        "1. ",
        "> ",
        "```\n",
        "`a`",
        "**",
        "*",
        "[x](/y#z)",
        "![i](j.png)",
        "| a | b |\n",
        "| - | - |\n",
        "<div>",
        "</div>",
        "{% if %}",
        ":::note\n",
        "---\n",
        "title: a\n",
        "{x}",
        "$m$",
        "[^1]",
        "3.14 ",
        "word ",
        "\n\n",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_two_pages_are_checked_and_fixes_keep_to_their_places(source in pieces(), target in pieces()) {
        let pages = [("en", "a.md", source.as_str()), ("de", "b.md", target.as_str())];
        let report = isogloss::stream::check_texts(&pages, &isogloss::config::Config::default()).expect("languages");
        prop_assert_eq!(&report.failures, &Vec::<String>::new());
        for (path, plan) in isogloss::fix::plan(&report.diagnostics, true) {
            let before = if path == "a.md" { &source } else { &target };
            let Some(after) = plan.apply(before) else { continue };
            let found = report.diagnostics.iter().filter(|found| found.location.path == path);
            let spans: Vec<_> = found.filter_map(|found| found.fix.as_ref()).flat_map(|fix| &fix.edits).map(|edit| edit.span).collect();
            let first = spans.iter().map(|span| span.start as usize).min().unwrap_or_default();
            let last = spans.iter().map(|span| span.end as usize).max().unwrap_or_default();
            prop_assert!(after.starts_with(&before[..first]) && after.ends_with(&before[last..]), "{before:?} {after:?}");
            let _ = document::parse(after, path);
        }
    }
}
