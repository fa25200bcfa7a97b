//! Every convention for where a language is named is a mini repository in `fixtures/layouts`; `<name>.groups` beside it
//! lists the groups it must have without any configuration. `ISOGLOSS_BLESS=1` rewrites the lists, to be read as a
//! difference.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use isogloss::config::{Config, GroupBy};
use isogloss::corpus::{Corpus, GroupedBy, Language, gather};

/// The groups as text: the key, why, and the pages with the source first.
fn listing(corpus: &Corpus, root: &str) -> String {
    let mut text = String::new();
    let below =
        |path: &str| path.strip_prefix(root).map_or(path.to_owned(), |path| path.trim_start_matches('/').to_owned());
    for group in &corpus.groups {
        let by = match &group.by {
            GroupedBy::Path(pattern) => format!("path {}", below(pattern)),
            GroupedBy::Field(name) => format!("field {name}"),
            GroupedBy::Title => "title".to_owned(),
            GroupedBy::Likeness => "likeness".to_owned(),
        };
        let _ = writeln!(text, "{} ({by})", below(&group.key));
        assert_eq!(group.source.as_ref(), group.members.first().map(|member| &member.language), "{}", group.key);
        for member in &group.members {
            let _ = writeln!(text, "  {} {}", member.language, below(&member.file.shown));
        }
    }
    for file in &corpus.ungrouped {
        let _ = writeln!(text, "ungrouped {}", below(&file.shown));
    }
    text
}

fn gathered(name: &str, config: &Config) -> String {
    let root = format!("fixtures/layouts/{name}");
    let corpus = gather(&[PathBuf::from(&root)], config).expect("a fixture is gathered");
    assert_eq!(corpus.problems, []);
    listing(&corpus, &root)
}

#[test]
fn every_layout_is_recognised() {
    let bless = std::env::var_os("ISOGLOSS_BLESS").is_some_and(|value| !value.is_empty());
    let mut names: Vec<String> = std::fs::read_dir("fixtures/layouts")
        .expect("fixtures")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert!(names.len() > 30, "{names:?}");
    let mut wrong = String::new();
    for name in names {
        let found = gathered(&name, &Config::default());
        let path = format!("fixtures/layouts/{name}.groups");
        if bless {
            std::fs::write(&path, &found).expect("writing the list");
        } else {
            let expected = std::fs::read_to_string(&path).unwrap_or_default();
            if found != expected {
                let _ = writeln!(wrong, "{name}: expected\n{expected}found\n{found}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn two_files_are_enough() {
    // Whatever a layout with many files shows, one page of it shows too.
    for name in ["folder", "folder-unmarked", "suffix-dash", "folder-and-suffix", "docusaurus", "tree-locale", "tags"] {
        let root = format!("fixtures/layouts/{name}");
        let all = gather(&[PathBuf::from(&root)], &Config::default()).expect("gathered");
        for group in &all.groups {
            for translation in group.members.iter().skip(1) {
                let here = tempfile::tempdir().expect("a folder");
                for member in [&group.members[0], translation] {
                    let to = here.path().join(Path::new(&member.file.shown).strip_prefix(&root).expect("below"));
                    std::fs::create_dir_all(to.parent().expect("a parent")).expect("created");
                    std::fs::copy(&member.file.path, to).expect("copied");
                }
                let pair = gather(&[here.path().to_path_buf()], &Config::default()).expect("gathered");
                let languages = pair.groups.iter().map(|group| group.members.len()).collect::<Vec<_>>();
                assert_eq!((languages, pair.ungrouped.len()), (vec![2], 0), "{} {}", group.key, translation.file.shown);
            }
        }
    }
}

#[test]
fn configured_layouts_and_languages_hold() {
    let config = Config {
        base: Some("fixtures/layouts/folder-unmarked".into()),
        layouts: vec!["docs/{lang}/{key}".into(), "docs/{key}".into()],
        languages: vec![Language::parse("en").expect("en"), Language::parse("de").expect("de")],
        ..Config::default()
    };
    assert_eq!(
        gathered("folder-unmarked", &config),
        "docs/bread (path docs/{lang}/{key})\n  en docs/bread.md\n  de docs/de/bread.md\ndocs/tea (path docs/{key})\n  en docs/tea.md\n"
    );
    // Pages in a language that is not listed are left out; the source need not be listed.
    let config = Config { languages: vec![Language::parse("it").expect("it")], ..Config::default() };
    assert_eq!(
        gathered("suffix-dash", &config),
        "bread (path {key}-{lang})\n  en bread-en.md\ntea (path {key}-{lang})\n  en tea-en.md\n  it tea-it.md\n\
         ungrouped bread-de.md\nungrouped tea-fr.md\n"
    );
}

#[test]
fn only_titles_if_only_titles_are_asked_for() {
    let config = Config { group_by: Some(GroupBy::Title), ..Config::default() };
    assert_eq!(gathered("front-matter-title", &config).lines().next(), Some("Panettone (title)"));
    let folders = gathered("folder", &config);
    assert!(folders.lines().all(|line| line.starts_with("ungrouped")), "{folders}");
}

#[test]
fn only_one_field_if_only_that_is_asked_for() {
    let config = Config { group_by: Some(GroupBy::Field("translationKey".into())), ..Config::default() };
    let found = gathered("front-matter-key", &config);
    assert!(found.starts_with("bread (field translationKey)\n  en posts/bread.md\n"), "{found}");
    let other = Config { group_by: Some(GroupBy::Field("slug".into())), ..Config::default() };
    assert!(gathered("front-matter-key", &other).lines().all(|line| line.starts_with("ungrouped")));
}

#[test]
fn paths_that_do_not_exist_are_told_and_the_rest_is_read() {
    let roots = ["fixtures/layouts/folder-at-root", "fixtures/layouts/none"].map(PathBuf::from);
    let corpus = gather(&roots, &Config::default()).expect("gathered");
    assert_eq!(corpus.groups.len(), 1);
    assert_eq!(corpus.problems.len(), 1);
    assert_eq!(corpus.problems[0].shown, "fixtures/layouts/none");
}

#[test]
fn files_are_taken_as_asked() {
    // An explicit path whatever its extension, extensions and globs as configured.
    let one = gather(&[PathBuf::from("Cargo.toml")], &Config::default()).expect("gathered");
    assert_eq!(one.ungrouped.iter().map(|file| file.shown.as_str()).collect::<Vec<_>>(), ["Cargo.toml"]);
    let config = Config {
        base: Some("fixtures/layouts/folder".into()),
        exclude: vec!["docs/fr/".into(), "soup.md".into()],
        ..Config::default()
    };
    let found = gathered("folder", &config);
    assert!(!found.contains("fr ") && !found.contains("soup") && found.contains("docs/de/bread.md"), "{found}");
    let config = Config { include: vec!["docs/en/**".into()], exclude: Vec::new(), ..config };
    assert!(gathered("folder", &config).lines().all(|line| line.starts_with("ungrouped docs/en/")));
}

#[cfg(unix)]
#[test]
fn walks_as_ripgrep_does() {
    use std::os::unix::ffi::OsStrExt;
    let here = tempfile::tempdir().expect("a folder");
    let root = here.path();
    for folder in [".git", ".hidden", "_drafts", "ignored"] {
        std::fs::create_dir(root.join(folder)).expect("created");
    }
    std::fs::write(root.join(".gitignore"), "ignored/\n").expect("written");
    for file in ["a.md", "b.MDX", "c.markdown", "d.txt", ".e.md", ".hidden/f.md", "_drafts/g.md", "ignored/h.md"] {
        std::fs::write(root.join(file), "Some words.\n").expect("written");
    }
    std::fs::write(root.join(std::ffi::OsStr::from_bytes(b"\xff.md")), "Some words.\n").expect("written");
    std::os::unix::fs::symlink(root.join("_drafts"), root.join("link")).expect("linked");
    std::os::unix::fs::symlink(root.join("nowhere"), root.join("broken.md")).expect("linked");
    let corpus = gather(&[root.to_path_buf()], &Config::default()).expect("gathered");
    let root = root.to_str().expect("a name");
    let names: Vec<&str> =
        corpus.ungrouped.iter().map(|file| file.shown[root.len()..].trim_start_matches('/')).collect();
    assert_eq!(names, ["_drafts/g.md", "a.md", "b.MDX", "c.markdown", "\u{fffd}.md"]);
    assert_eq!(corpus.problems, []);
}
