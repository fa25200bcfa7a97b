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
