//! The rules about front matter, on pairs of small pages.

use std::collections::BTreeMap;

use super::super::{ALL, Check, DocumentView, Family, Outcome, Page, Pair, Sink};
use crate::config::Config;
use crate::corpus::{File, Language, Member};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::document;
use crate::practice::Practice;

fn member(language: &str) -> Member {
    let shown = format!("docs/{language}/a.md");
    Member {
        language: Language::parse(language).expect("a language"),
        file: File { path: shown.clone().into(), shown },
    }
}

/// What the rules about front matter find and count between two pages.
fn outcome(source: &str, language: &str, target: &str, config: &str) -> Outcome {
    let config = Config::parse(config).expect("a configuration");
    let (here, there) = (member("en"), member(language));
    let (source, target) = (document::parse(source.to_owned(), "a.md"), document::parse(target.to_owned(), "a.md"));
    let (source, target) = (Page::new(&here, &source), Page::new(&there, &target));
    let mut outcome = Outcome::default();
    let pair = Pair::new(&source, &target, &config);
    for rule in ALL.iter().filter(|rule| rule.family == Family::FrontMatter) {
        match rule.check {
            Check::Pair(check) => {
                check(&pair, &mut Sink::new(rule, &target, Some(&source), "a", &config, &mut outcome));
            }
            Check::Document(check) => {
                let view = DocumentView { page: &target, source: Some(&source), alone: false, config: &config };
                check(&view, &mut Sink::new(rule, &target, None, "a", &config, &mut outcome));
            }
            _ => {}
        }
    }
    outcome
}

/// The findings that stand where there is nothing to count, by place.
fn diagnostics(source: &str, language: &str, target: &str, config: &str) -> Vec<Diagnostic> {
    let outcome = outcome(source, language, target, config);
    let mut found = outcome.diagnostics;
    found.retain(|found| found.condition.as_ref().is_none_or(|condition| condition.is_met(&BTreeMap::new())));
    found.sort_by_key(|found| (found.location.span.start, found.rule));
    found
}

/// Each finding between two pages with these fields, as line, rule and message.
fn found(source: &str, target: &str) -> Vec<String> {
    found_with(source, target, "")
}

fn found_with(source: &str, target: &str, config: &str) -> Vec<String> {
    let page = |fields: &str| format!("---\n{fields}---\n\nText\n");
    diagnostics(&page(source), "de", &page(target), config)
        .into_iter()
        .map(|found| format!("{} {} {}", found.location.range.start.line, found.rule, found.message))
        .collect()
}

/// The translation after all fixes of this kind.
fn fixed(source: &str, target: &str, kind: Applicability) -> String {
    let mut text = target.to_owned();
    let found = diagnostics(source, "de", target, "");
    let fixes = found.iter().filter_map(|found| found.fix.as_ref()).filter(|fix| fix.applicability == kind);
    let mut edits: Vec<_> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    text
}

const NONE: [String; 0] = [];

#[test]
fn the_same_says_nothing() {
    let source = "title: A day\nlang: en\ndate: 2024-01-01\nhero: {image: /en/a.png, links: [/a/, /b/]}\n";
    let target = "title: \"Ein Tag\"\nlang: de\ndate: 2024-01-01\nhero:\n  image: /de/a.png\n  links:\n    - /de/b\n    - /de/a\n";
    assert_eq!(found(source, source)[..1], ["3 value-changed `lang` still says `en`"], "the page is in German");
    assert_eq!(found(source, &target.replace("b\n    - /de/a", "a\n    - /de/b")), NONE);
    assert_eq!(
        found("tags: [a-1, b-2]\nlinks: [/x, /y]\n", "links: [/y, /x]\ntags: [b-2, a-1]\n"),
        NONE,
        "order is free"
    );
}

#[test]
fn a_key_under_another_name_is_one_finding() {
    let message = "2 key-missing key `title` is missing: `titel` stands in its place";
    assert_eq!(found("title: A\nlang: en\n", "titel: B\nlang: de\n"), [message]);
    assert_eq!(found("title: A\nlang: en\n", "titel: B\nlang: de\ntranslator: C\n"), [message]);
    let message = "3 key-missing key `date` is missing: `datum` stands in its place";
    assert_eq!(found("date: 2024-01-01\ntitle: A\n", "title: B\ndatum: 2024-01-01\n"), [message]);
    let message = "3 key-missing key `hero.image` is missing: `bild` stands in its place";
    assert_eq!(found("hero:\n  image: a.png\n", "hero:\n  bild: a.png\n"), [message]);
    assert_eq!(
        found("title: A\ndraft: true\n", "title: B\nsubtitle: C\n"),
        ["2 key-missing key `draft` is missing", "3 key-extra key `subtitle` is not in the source"]
    );
}

#[test]
fn a_missing_map_is_one_finding() {
    assert_eq!(
        found("title: A\nhero:\n  a: 1\n  b: {c: 2}\nweight: 3\n", "title: B\nweight: 3\n"),
        ["2 key-missing key `hero` is missing, with 2 keys in it"]
    );
    assert_eq!(found("a: 1\ntitle: A\n", "title: B\n"), ["1 key-missing key `a` is missing"]);
    assert_eq!(found("hero:\n  a: 1\n  b: 2\n", "hero:\n  b: 2\n"), ["2 key-missing key `hero.a` is missing"]);
    assert_eq!(found("title: A\nassignees: ''\nredirect_from: [/x]\n", "title: B\n"), NONE);
}

#[test]
fn values_that_are_no_prose_are_kept() {
    let source = "a: 10\nb: true\nc: 2024-01-01\nd: img/a-b.png\ne: https://example.org\nf: getting-started\ng: Some words\nh: word\n";
    let target =
        "a: 9\nb: false\nc: 2024-01-02\nd: img/x-y.png\ne: https://example.com\nf: erste-schritte\ng: Worte\nh: Wort\n";
    assert_eq!(
        found(source, target),
        [
            "2 value-changed `a` is `9` where the source has `10`",
            "3 value-changed `b` is `false` where the source has `true`",
            "4 value-changed `c` is `2024-01-02` where the source has `2024-01-01`",
            "5 value-changed `d` is `img/x-y.png` where the source has `img/a-b.png`",
            "6 value-changed `e` is `https://example.com` where the source has `https://example.org`",
            "7 value-changed `f` is `erste-schritte` where the source has `getting-started`",
        ]
    );
    assert_eq!(
        found("translated: false\n", "translated: false\n"),
        ["2 value-changed `translated` still says `false`"]
    );
    assert_eq!(found("translated: true\n", "translated: true\n"), NONE);
    let free = "title: 404\nslug: a-b\ntranslated: false\nlast_modified: 2024-01-01\nmodel: a/b-1\ntags: [a-b]\nsidebar: {label: a-b}\n";
    let other = "title: 405\nslug: c-d\ntranslated: true\nlast_modified: 2024-01-02\nmodel: c/d-2\ntags: [c-d]\nsidebar: {label: c-d}\n";
    assert_eq!(found(free, other), NONE);
}

#[test]
fn types_and_lengths_are_kept() {
    assert_eq!(
        found("a: [x, y]\nb: {c: 1}\nd: true\ne: 3\nf: word\n", "a: [x]\nb: 1\nd: 'ja'\ne: drei\nf:\n"),
        [
            "2 key-type `a` has only 1 element where the source has 2",
            "3 key-type `b` is a number where the source has a map",
            "4 key-type `d` is text `ja` where the source has `true`",
            "5 key-type `e` is the text `drei` where the source has the number `3`",
            "6 key-type `f` is empty where the source has `word`",
        ]
    );
    assert_eq!(found("tags: [a]\nn: '1'\ndate: 2024-01-01\n", "tags: a\nn: 1\ndate: '2024-01-01'\n"), NONE);
}

#[test]
fn the_configuration_overrules() {
    let (source, target) = ("title: A day\nweight: 3\nkind: a-b\nold: 1\n", "title: Ein Tag\nweight: 4\nkind: a-b\n");
    let config = "[front-matter]\nsame = ['title']\ndifferent = ['kind']\ntranslated = ['weight']\nignore = ['old']";
    assert_eq!(
        found_with(source, target, config),
        [
            "2 value-changed `title` is `Ein Tag` where the source has `A day`",
            "4 value-changed `kind` still says `a-b`",
        ]
    );
}

#[test]
fn broken_front_matter_is_compared_as_far_as_it_was_read() {
    assert_eq!(
        found("title: A\nweight: 3\nhero:\n  a: 1\n", "title: Un : deux\nweight: 4\nhero:\n  a: 1\n"),
        [
            "2 front-matter-invalid front matter does not parse: the value of `title` has a ` : ` in it and no quotes around it",
            "3 value-changed `weight` is `4` where the source has `3`",
        ]
    );
}

#[test]
fn votes_are_one_a_pair_and_key() {
    let page = |fields: &str| format!("---\n{fields}---\n");
    let source = page("a: 1\nlinks:\n  - to: /x\n  - to: /y\nlang: en\n");
    let target = page("links:\n  - to: /x\n  - to: /z\nlang: de\nb: 1\n");
    let votes = outcome(&source, "de", &target, "").votes;
    let vote = |practice: Practice| votes.get(&practice).map(|tally| (tally.kept, tally.broken));
    assert_eq!(vote(Practice::KeyPresent("links".into())), Some((1, 0)));
    assert_eq!(vote(Practice::KeyPresent("a".into())), Some((0, 1)));
    assert_eq!(vote(Practice::KeyAbsent("b".into())), Some((0, 1)));
    assert_eq!(vote(Practice::ValueKept("links[].to".into())), Some((0, 1)));
    assert_eq!(vote(Practice::ValueDiffers("lang".into())), Some((1, 0)));
}

#[test]
fn fixes_mend() {
    let source = "---\ntitle: A\nweight: 3\nhero:\n  image: a.png # wide\n  size: 2\ndraft: false\n---\n\nText\n";
    let target = "---\r\ntitel: B\r\nweight: 4\r\nhero:\r\n  image: a.png\r\n---\r\n\r\nText\r\n";
    let mended =
        "---\r\ntitle: B\r\nweight: 3\r\nhero:\r\n  image: a.png\r\n  size: 2\r\ndraft: false\r\n---\r\n\r\nText\r\n";
    let once = fixed(source, target, Applicability::Safe);
    assert_eq!(once, mended);
    assert_eq!(fixed(source, &once, Applicability::Safe), once);
    for (glued, apart) in [
        ("---\ntitle: B\n---Text\n", "---\ntitle: B\n---\n\nText\n"),
        ("---\ntitle: B ---\n\nText\n", "---\ntitle: B\n---\n\nText\n"),
        ("---\ntitle: B--- Text\n", "---\ntitle: B\n---\n\nText\n"),
        ("---\ntitle: B\n--\n\nText\n", "---\ntitle: B\n---\n\nText\n"),
        ("---\ntitle: B\n---文：字\n", "---\ntitle: B\n---\n\n文：字\n"),
        ("---\ntitle: B\n\nText\n", "---\ntitle: B\n---\n\nText\n"),
        ("---\ntitle：B\n---\nText\n", "---\ntitle: B\n---\nText\n"),
    ] {
        assert_eq!(fixed("---\ntitle: A\n---\n\nText\n", glued, Applicability::Safe), apart);
    }
    // The text begins where the source's does.
    for broken in ["---\ntitle: B\n---Text\n", "---\ntitle: B\nText\n"] {
        assert_eq!(fixed("---\ntitle: A\n---\nText\n", broken, Applicability::Safe), "---\ntitle: B\n---\nText\n");
    }
}

#[test]
fn a_key_goes_where_the_page_has_its_like() {
    let put = |source: &str, target: &str| {
        fixed(&format!("---\n{source}---\n"), &format!("---\n{target}---\n"), Applicability::Safe)
    };
    assert_eq!(
        put("d: 4\nb: 2\na: 1\nc: 3\ne: 5\n", "a: 1\nb: 2\nd: 4\ne: 5\n"),
        "---\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\n---\n"
    );
    assert_eq!(
        put("d: 4\nb: 2\na: 1\nc: 3\ne: 5\n", "b: 2\nc: 3\nd: 4\ne: 5\n"),
        "---\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\n---\n"
    );
    assert_eq!(put("d: 4\nb: 2\na: 1\n", "d: 4\na: 1\n"), "---\nd: 4\nb: 2\na: 1\n---\n");
}

#[test]
fn many_keys_are_quick() {
    let before = std::time::Instant::now();
    let keys = |name: &str| -> String { (0..5_000).map(|n| format!("{name}{n}: {n}\n")).collect() };
    assert_eq!(found(&keys("a"), &keys("a")), NONE);
    let found = found(&keys("a"), &keys("b"));
    assert_eq!(found.iter().filter(|found| found.contains("key-missing")).count(), 51);
    assert!(found.iter().any(|found| found.ends_with("4950 more keys are missing")));
    assert!(before.elapsed().as_secs() < 20);
}
