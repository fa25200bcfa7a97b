use super::*;

const DOCS: Context<'_> = Context {
    source_path: "docs/en/guide/start.md",
    target_path: "docs/de/guide/start.md",
    source_language: "en",
    target_language: "de",
};

#[track_caller]
fn one(source: &str, target: &str) {
    assert!(same(source, target, &DOCS), "{source} and {target} are one");
}

#[track_caller]
fn two(source: &str, target: &str) {
    assert!(!same(source, target, &DOCS), "{source} and {target} are two");
}

#[test]
fn locales_fold() {
    one("/en/guide/", "/de/guide/");
    one("/guide/", "/de/guide");
    one("https://example.com/en-US/docs/x", "https://example.com/de/docs/x");
    one("https://example.com/docs/x", "http://www.example.com/docs/de/x/");
    one("https://tool.dev.example/x", "https://de.tool.dev.example/x");
    one("https://example.com/x?hl=en&tab=1", "https://example.com/x?tab=1&hl=de");
    two("https://example.com/x?tab=1", "https://example.com/x?tab=2");
    two("/en/guide/", "/fr/guide/");
    two("/guide/login", "/guide/logout");
}

#[test]
fn a_locale_folds_wherever_it_stands() {
    one("https://example.com/spec/2/", "https://example.com/lang/de/spec/2.html");
    one("/guide/start.md", "/de/docs/guide/start/");
    two("/guide/start.md", "/docs/guide/start/");
    two("/guide/start.md", "/de/docs/old/start/");
    one("https://example.com/?utm_source=a&utm_medium=b", "https://example.com");
    two("https://example.com/?tab=a", "https://example.com");
}

#[test]
fn the_page_itself_may_be_named() {
    one("#start", "/de/guide/start/#anfang");
    one("/en/guide/start/#start", "#anfang");
    two("#start", "/de/guide/end/#anfang");
}

#[test]
fn what_is_made_for_the_reader_is_seen() {
    let own = |source: &str, target: &str| is_readers_own(source, target, &DOCS);
    assert!(own("https://example.com/en/forms/check", "https://example.com/de/learn/forms/check"));
    assert!(own("https://films.example/watch?v=gXgEDyodOJU&t=1", "https://films.example/watch?v=GOUuhJPLG3s"));
    assert!(own("https://films.example/gXgEDyodOJU", "https://films.example/GOUuhJPLG3s"));
    assert!(!own("https://example.com/en/forms/check", "https://example.com/en/learn/forms/check"));
    assert!(!own("https://films.example/watch?v=gXgEDyodOJU", "https://films.example/watch?v=gXgEDyodJOU"));
    assert!(!own("https://example.com/how-to-install", "https://example.com/how-to-remove"));
    assert!(!own("/en/forms/check", "/de/learn/forms/check"));
}

#[test]
fn an_encyclopedia_has_articles_of_its_own() {
    one("https://en.wikipedia.org/wiki/Bread", "https://de.wikipedia.org/wiki/Brot");
    two("https://en.wikipedia.org/wiki/Bread", "https://en.wikipedia.org/wiki/Butter");
    two("https://en.wikipedia.org/wiki/Bread", "https://de.example.org/wiki/Brot");
}

#[test]
fn relative_paths_start_at_their_own_page() {
    let unmarked = Context { source_path: "docs/a/x.md", target_path: "docs/de/a/x.md", ..DOCS };
    assert!(same("../img/door.png", "../../img/door.png", &unmarked));
    assert!(same("./y.md", "y.md", &unmarked));
    assert!(same("y.md", "/a/y/", &unmarked));
    assert!(!same("../b/y.md", "../y.md", &unmarked));
    one("../tutorial/first.md", "/tutorial/first/");
    two("../tutorial/first.md", "../tutorial/second.md");
}

#[test]
fn names_of_files_may_carry_the_language() {
    one("./x.md", "./x.german.md");
    one("x.md", "x.de.md");
    one("x.md", "x-de_DE.md");
    one("/images/en/door.png", "/images/de/door.png");
    one("/images/door.png", "/images/door-de.png");
    two("/images/door.png", "/images/tuer.png");
    two("x.md", "x.fr.md");
}

#[test]
fn ways_of_writing_do_not_matter() {
    one("https://example.com/%C3%A9t%C3%A9", "https://example.com/été");
    one("https://example.com/a/", "https://example.com/a。");
    one("<a/index.md>", "a/");
    one("a/README.md#top", "a/#oben");
    one("mailto:me@example.com", "mailto:me@example.com");
    two("mailto:me@example.com", "mailto:du@example.com");
    two("/ login", "/login");
}

#[test]
fn fragments_stand_apart() {
    assert_eq!(fragment_of("x.md#top"), Some("top"));
    assert_eq!(fragment_of("x.md#"), None);
    assert_eq!(fragment_of("x.md"), None);
    assert_eq!(without_fragment("x.md#top"), "x.md");
    one("#start", "#anfang");
    two("#start", "x.md#anfang");
}

#[test]
fn normal_forms_agree() {
    assert_eq!(normal("/zh-cn/guide/x/", "zh-Hans"), normal("../guide/x.md", "en"));
    assert_eq!(normal("https://en.wikipedia.org/wiki/Bread", "zh"), normal("https://zh.wikipedia.org/wiki/面包", "zh"));
    assert_eq!(normal("#a", "zh"), normal("#b", "zh"));
    assert_ne!(normal("/a", "zh"), normal("/b", "zh"));
}

#[test]
fn a_badge_says_its_words_in_any_language() {
    let badge = |words: &str| format!("https://img.shields.io/badge/{words}?style=flat");
    one(&badge("Read%20me-green"), &badge("Lies%20mich-green"));
    one(&badge("chat-join-red"), "https://img.shields.io/badge/%E8%81%8A%E5%A4%A9-red");
    two(&badge("chat-green"), &badge("chat-red"));
    two(&badge("oven-v1.2-red"), &badge("oven-v1.3-red"));
    one("https://a.example/x.png?a=1&amp;b=2", "https://a.example/x.png?a=1&b=2");
}

#[test]
fn readers_have_sites_of_their_own() {
    let own = |source: &str, target: &str| is_readers_own(source, target, &DOCS);
    assert!(own("https://dev.example.com/a", "https://dev.example.de/a"));
    assert!(!own("https://dev.example.com/a", "https://dev.example.de/b"));
    assert!(!own("https://dev.example.com/a", "https://dav.example.com/a"));
}

#[test]
fn codes_are_sorted() {
    assert!(
        locale::is_locale("de", &[])
            && locale::is_locale("zh-Hant", &[])
            && locale::is_locale("aa", &[])
            && locale::is_locale("zu", &[])
    );
    assert!(!locale::is_locale("docs", &[]) && !locale::is_locale("de-x", &[]));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
    #[test]
    fn never_panics(a in "[ -~été中#?%]{0,40}", b in "[a-z./:%#?-]{0,40}") {
        let _ = same(&a, &b, &DOCS);
        let _ = same_loosely(&b, &a);
        let _ = (normal(&a, "zh-Hans"), fragment_of(&a), decoded(&b));
        proptest::prop_assert!(same(&a, &a, &DOCS));
    }
}
