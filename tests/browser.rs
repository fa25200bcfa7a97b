//! The page of `isogloss report` in a real browser: `tests/node/page.mjs` drives headless Chromium over it.
//!
//! It needs Chromium (in the path, or named by `CHROMIUM`), Node.js, and `npm ci` run once in `tests/node`; without
//! them it says what is absent and does nothing else.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;

use isogloss::config::Config;
use isogloss::report::{Format, GroupSummary, Presentation, Report};

#[test]
fn a_person_can_use_the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scripts = root.join("tests/node");
    let Some(chromium) = chromium() else { return skipped("Chromium") };
    if Command::new("node").arg("--version").output().is_err() {
        return skipped("Node.js");
    }
    if !scripts.join("node_modules/playwright-core").is_dir() {
        return skipped("playwright-core: run npm ci in tests/node");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let [blog, hostile, large] = ["blog.html", "hostile.html", "large.html"].map(|name| folder.path().join(name));
    report(&root.join("fixtures/blog"), &blog);
    report(hostile_repository().path(), &hostile);
    write_large(&large);
    let output = Command::new("node")
        .arg(scripts.join("page.mjs"))
        .args([&blog, &hostile, &large])
        .env("CHROMIUM", chromium)
        .output()
        .expect("node runs");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("ok: ")).count(), 11, "{said}");
    println!("{said}");
}

#[allow(clippy::print_stderr, reason = "whoever reads the log must know")]
fn skipped(what: &str) {
    eprintln!("skipped: the browser test needs {what}");
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let folders: Vec<PathBuf> = std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let installed = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named.into_iter().chain(installed).find(|file| file.is_file())
}

fn report(folder: &Path, output: &Path) {
    let status = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["report", "--repository-url", "https://code.example.org/blog/blob/main", "--output"])
        .arg(output)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    assert_eq!(status.status.code(), Some(0), "{}", String::from_utf8_lossy(&status.stderr));
}

/// Pages that try to be more than text wherever the report shows something of them.
fn hostile_repository() -> tempfile::TempDir {
    let nasty = "<script>alert(1)</script><img src=x onerror=\"globalThis.hacked=1\"></script><!-- ]]> \u{202e}live";
    let title = nasty.replace('"', "'");
    let page = |words: &str| {
        format!(
            "---\ntitle: \"{title}\"\n---\n\n# {nasty}\n\n{words} {nasty}\n\n[x](javascript:alert(2)) `{nasty}`\n\n\
             <iframe srcdoc=\"<script>parent.hacked=1</script>\"></iframe>\n\n```\n{nasty}\n```\n\n"
        )
    };
    let source =
        format!("{}## One\n\nThe first of the words.\n\n## Two\n\nThe second of the words: 42.\n", page("Good words."));
    let german = format!("{}## Eins\n\nDas erste der Wörter.\n", page("Gute Wörter.").replace("(2)", "(3)"));
    let name = "a <b>'&\u{202e}%23\"#x";
    common::repository(&[
        (&format!("docs/en/{name}.md"), &source),
        (&format!("docs/de/{name}.md"), &german),
        ("docs/en/plain.md", "# Plain\n\nIt says 7.\n"),
        ("docs/de/plain.md", "# Schlicht\n\nEs sagt 8.\n"),
    ])
}

/// A report of 5,000 pages in twenty languages, each language with findings on some of them.
fn write_large(file: &Path) {
    const PAGES: usize = 5_000;
    let [mut source, mut target] = ["# Setup\n\n", "# Einrichtung\n\n"].map(str::to_owned);
    for number in 0..25 {
        let tool = if number == 20 { "werkzeug" } else { "tool" };
        let _ = write!(
            source,
            "Step {number} takes a while, and then a little longer.\n\nAfter it `tool-{number}` runs.\n\n"
        );
        let _ = write!(
            target,
            "Schritt {number} dauert, und dann noch etwas länger.\n\nDanach läuft `{tool}-{number}`.\n\n"
        );
    }
    let sample = common::repository(&[("en/setup.md", &source), ("de/setup.md", &target)]);
    let one = isogloss::check(&[sample.path().to_path_buf()], &Config::default()).expect("a report");
    let [found] = one.diagnostics.as_slice() else { panic!("{:?}", one.diagnostics) };
    let languages: Vec<String> = (b'a'..b'a' + 20).map(|letter| format!("q{}", char::from(letter))).collect();
    let mut report = Report::default();
    report.summary.languages.clone_from(&languages);
    report.summary.documents = PAGES * languages.len();
    report.summary.groups = PAGES;
    for page in 0..PAGES {
        let key = format!("docs/chapter-{}/page-{page}", page % 50);
        let documents = languages.iter().map(|language| (language.clone(), format!("{language}/{key}.md")));
        report.groups.push(GroupSummary {
            key: key.clone(),
            title: Some(format!("Page number {page}")),
            source: Some("qa".to_owned()),
            documents: documents.collect(),
            missing: vec![],
        });
        for (_, language) in languages.iter().enumerate().filter(|(at, _)| *at > 0 && (page + at) % 200 == 0) {
            let mut diagnostic = found.clone();
            diagnostic.group.clone_from(&key);
            diagnostic.language.clone_from(language);
            diagnostic.location.path = format!("{language}/{key}.md");
            if let Some(other) = &mut diagnostic.counterpart {
                other.path = format!("qa/{key}.md");
            }
            report.diagnostics.push(diagnostic);
        }
    }
    report.summary.warnings = report.diagnostics.len();
    let texts: BTreeMap<bool, Vec<u8>> = [(true, source.into_bytes()), (false, target.into_bytes())].into();
    let read = |path: &str| texts.get(&path.starts_with("qa/")).cloned();
    let html = Format::named("html").expect("the format");
    let mut out = BufWriter::new(std::fs::File::create(file).expect("a file"));
    (html.write)(&report, &Presentation { read: &read, ..Presentation::default() }, &mut out).expect("it is written");
}
