//! What `isogloss init` writes.

mod common;

use common::{ended, found, read, repository};

fn tea() -> tempfile::TempDir {
    repository(&[
        ("docs/en/tea.md", "# Tea\n\nBoil 1 litre of water.\n\n- cup\n- pot\n- `sieve`\n"),
        ("docs/de/tea.md", "# Tee\n\nKoche 1 Liter Wasser.\n\n- Tasse\n- Kanne\n"),
        ("docs/en/milk.md", "# Milk\n\nDrink it warm.\n"),
        ("docs/de/milk.md", "# Milch\n\nTrink sie warm.\n"),
    ])
}

#[test]
fn a_check_finds_the_same_afterwards() {
    let folder = tea();
    let before = found(folder.path(), "check");
    let (code, out, said) = ended(folder.path(), "init");
    assert_eq!((code, out.as_str()), (Some(0), ""), "{said}");
    let file = read(folder.path(), "isogloss.toml");
    assert!(file.contains("source = \"en\"") && file.contains("layouts = [\"docs/{lang}/{key}\"]"), "{file}");
    isogloss::config::Config::parse(&file).unwrap_or_else(|error| panic!("{error}\n{file}"));
    assert_eq!(found(folder.path(), "check"), before);
}

#[test]
fn a_file_that_is_there_stays() {
    let folder = tea();
    common::write(folder.path(), "isogloss.toml", "# mine\n");
    assert_eq!(ended(folder.path(), "init").0, Some(2));
    assert_eq!(read(folder.path(), "isogloss.toml"), "# mine\n");
    let (code, out, _) = ended(folder.path(), "init --dry-run");
    assert_eq!((code, out.contains("source = \"en\"")), (Some(0), true));
    assert_eq!(read(folder.path(), "isogloss.toml"), "# mine\n");
    assert_eq!(ended(folder.path(), "init --force").0, Some(0));
    assert!(read(folder.path(), "isogloss.toml").contains("source = \"en\""));
}

/// Every small repository among the fixtures.
fn fixtures() -> Vec<std::path::PathBuf> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = |kind: &str| {
        let entries = std::fs::read_dir(root.join(kind)).expect("a folder").flatten().map(|entry| entry.path());
        entries.filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    let kinds = ["layouts", "rules", "sound"].into_iter().flat_map(folders);
    let mut all: Vec<_> = kinds.chain([root.join("blog")]).collect();
    all.sort();
    all
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            std::fs::copy(&path, &place).expect("a file");
        }
    }
}

#[test]
fn every_fixture_is_judged_the_same_afterwards() {
    let mut pinned = 0;
    for fixture in fixtures() {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&fixture, folder.path());
        if folder.path().join("isogloss.toml").exists() {
            continue;
        }
        let judged = || {
            let (_, report, said) = ended(folder.path(), "check --all --format json");
            let report: serde_json::Value = serde_json::from_str(&report).expect(&said);
            (report["groups"].clone(), report["diagnostics"].clone())
        };
        let before = judged();
        let (code, _, said) = ended(folder.path(), "init");
        assert_eq!(code, Some(0), "{}: {said}", fixture.display());
        pinned += usize::from(read(folder.path(), "isogloss.toml").contains("\nlayouts = "));
        assert_eq!(judged(), before, "{}: {}", fixture.display(), read(folder.path(), "isogloss.toml"));
    }
    assert!(pinned > 10, "{pinned}");
}
