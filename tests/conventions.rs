//! What `isogloss conventions` learns, and what overrules it.

mod common;

use common::{ended, found, read, repository, write};

/// Thirty pages in two languages that keep `icon`, translate `title`, and leave `draft` out of the translation.
fn pages() -> tempfile::TempDir {
    let mut files = Vec::new();
    for number in 0..30 {
        files.push((
            format!("docs/en/{number}.md"),
            format!("---\ntitle: The tea {number}\nicon: cup{number}\nmood: calm\n---\n\nText.\n"),
        ));
        let mood = if number % 2 == 0 { "calm" } else { "ruhig" };
        files.push((
            format!("docs/de/{number}.md"),
            format!("---\ntitle: Der Tee {number}\nicon: cup{number}\nmood: {mood}\n---\n\nTexte.\n"),
        ));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    repository(&files)
}

#[test]
fn practice_is_counted_and_named() {
    let folder = pages();
    let (code, out, _) = ended(folder.path(), "conventions");
    assert_eq!(code, Some(0));
    let line = |words: &str| out.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {out}"));
    assert!(line("the value of `icon` is kept").starts_with("holds") && out.contains("30/30"), "{out}");
    assert!(line("the value of `mood` is kept").starts_with("split"), "{out}");
    assert!(!out.contains("open "), "{out}");
}

#[test]
fn the_few_that_break_it_are_findings() {
    let folder = pages();
    assert_eq!(found(folder.path(), "check"), [""; 0]);
    let path = "docs/de/3.md";
    let page = read(folder.path(), path);
    write(folder.path(), path, &page.replace("cup3", "tasse3"));
    assert_eq!(found(folder.path(), "check"), ["value-changed de"]);
    let (_, out, _) = ended(folder.path(), "conventions");
    assert!(out.contains("29/30"), "{out}");
    // What the file says overrules what was learned.
    write(folder.path(), "isogloss.toml", "[front-matter]\ntranslated = [\"icon\"]\n");
    assert_eq!(found(folder.path(), "check"), [""; 0]);
}

#[test]
fn init_pins_what_was_learned() {
    let folder = pages();
    let (code, _, said) = ended(folder.path(), "init");
    assert_eq!(code, Some(0), "{said}");
    let file = read(folder.path(), "isogloss.toml");
    assert!(file.contains("[front-matter]\nsame = [\"icon\"]\n"), "{file}");
    // A few pages alone show no practice; the file still says it.
    let page = read(folder.path(), "docs/de/3.md");
    write(folder.path(), "docs/de/3.md", &page.replace("cup3", "tasse3"));
    assert_eq!(found(folder.path(), "check docs/de/3.md docs/en/3.md docs/de/4.md docs/en/4.md"), ["value-changed de"]);
}

#[test]
fn exceptions_hold_where_they_say() {
    let folder = repository(&[
        ("docs/en/blog/a.md", "# A\n\nOne `x`.\n\n> Quote.\n"),
        ("docs/de/blog/a.md", "# A\n\nEins `x`.\n"),
        ("docs/en/b.md", "# B\n\nTwo `y`.\n\n> Quote.\n"),
        ("docs/de/b.md", "# B\n\nZwei `y`.\n"),
        ("docs/fr/b.md", "# B\n\nDeux `y`.\n"),
    ]);
    assert_eq!(found(folder.path(), "check"), ["block-missing de", "block-missing de", "block-missing fr"]);
    let say = |text: &str| write(folder.path(), "isogloss.toml", text);
    say("[[overrides]]\npaths = [\"docs/*/blog/**\"]\nrules = { block-missing = \"off\" }\n");
    assert_eq!(found(folder.path(), "check"), ["block-missing de", "block-missing fr"]);
    assert_eq!(found(&folder.path().join("docs"), "check"), ["block-missing de", "block-missing fr"]);
    say("[[overrides]]\nlanguages = [\"de\"]\nrules = { block-missing = \"off\" }\n");
    assert_eq!(found(folder.path(), "check"), ["block-missing fr"]);
    say(
        "[rules]\nblock-missing = \"off\"\n[[overrides]]\nlanguages = [\"fr\"]\nrules = { block-missing = \"info\" }\n",
    );
    assert_eq!(found(folder.path(), "check"), ["block-missing fr"]);
    assert_eq!(ended(folder.path(), "check --fail-on warning").0, Some(0));
    assert_eq!(ended(folder.path(), "check --fail-on info").0, Some(1));
}

#[test]
fn statistics_count_and_max_cuts() {
    let folder = repository(&[
        ("docs/en/a.md", "# A\n\nOne `x`.\n\n> Quote.\n\n- a\n- b\n- `c`\n"),
        ("docs/de/a.md", "# A\n\nEins `x`.\n\n- a\n- b\n"),
        ("docs/fr/a.md", "# A\n\nUn `x`.\n\n- a\n- b\n"),
    ]);
    let (code, out, _) = ended(folder.path(), "check --statistics");
    assert_eq!(code, Some(1));
    assert!(out.lines().any(|line| line.contains("block-missing") && line.contains('2')), "{out}");
    assert!(out.lines().any(|line| line.contains("list-length") && line.contains('2')), "{out}");
    let (code, out, _) = ended(folder.path(), "check --max 1 --format concise");
    assert_eq!((code, out.lines().filter(|line| line.contains("docs/")).count()), (Some(1), 1), "{out}");
}

#[test]
fn what_a_translator_could_do_next() {
    let folder = pages();
    std::fs::remove_file(folder.path().join("docs/de/7.md")).expect("a file");
    let (code, out, _) = ended(folder.path(), "status --missing de");
    assert_eq!((code, out.as_str()), (Some(0), "docs/en/7.md\n"));
    assert_eq!(ended(folder.path(), "status --missing en").1, "");
    assert_eq!(ended(folder.path(), "status --missing fr").1.lines().count(), 30);
}
