//! One page whose text comes from standard input, as an editor gives it.

mod common;

use std::path::Path;

use common::{piped, repository, text_of};

const SOURCE: &str = "# Tea\n\nBoil 1 litre of water.\n\n- cup\n- pot\n- `sieve`\n";
const TARGET: &str = "# Tee\n\nKoche 1 Liter Wasser.\n\n- Tasse\n- Kanne\n- `sieve`\n";

fn typed(folder: &Path, command: &str, text: &str) -> (Option<i32>, String, String) {
    // It may end before it has read everything.
    let (output, _) = piped(folder, &command.split_whitespace().collect::<Vec<_>>(), text);
    text_of(output)
}

fn tea() -> tempfile::TempDir {
    let wrong = TARGET.replace("- Kanne\n", "");
    repository(&[("docs/en/tea.md", SOURCE), ("docs/de/tea.md", TARGET), ("docs/fr/tea.md", &wrong)])
}

#[test]
fn what_is_typed_counts_and_only_that_page() {
    let folder = tea();
    let wrong = TARGET.replace("- `sieve`\n", "");
    for (place, path) in [(".", "docs/de/tea.md"), ("docs/de", "tea.md .."), ("docs", "./de/../de/tea.md")] {
        let command = format!("check --format concise --stdin-path {path}");
        let (code, out, said) = typed(&folder.path().join(place), &command, &wrong);
        assert_eq!((code, out.lines().count()), (Some(1), 1), "{out}{said}");
        assert!(out.contains("tea.md:6:1: list-length"), "{out}");
    }
    let (code, out, _) = typed(folder.path(), "check --stdin-path docs/de/tea.md", TARGET);
    assert_eq!(code, Some(0), "{out}");
    // The excerpt shows what is typed.
    let (_, out, _) = typed(folder.path(), "check --stdin-path docs/de/tea.md", &wrong.replace("Kanne", "Krug"));
    assert!(out.contains("- Krug") && !out.contains("Kanne"), "{out}");
}

#[test]
fn a_page_may_be_new() {
    let folder = tea();
    let text = "# Té\n\nHierve 1 litro de agua.\n\n- taza\n- tetera\n";
    std::fs::create_dir_all(folder.path().join("docs/es")).expect("a folder");
    let (code, out, said) = typed(folder.path(), "check --format concise --stdin-path docs/es/tea.md", text);
    assert_eq!(code, Some(1), "{said}");
    assert!(out.starts_with("docs/es/tea.md:6:1: list-length"), "{out}");
}

#[test]
fn a_path_that_is_no_page_is_refused() {
    let folder = tea();
    let (code, _, said) = typed(folder.path(), "check --stdin-path elsewhere.txt", TARGET);
    assert_eq!(code, Some(2));
    assert!(said.contains("elsewhere.txt is no page below ."), "{said}");
}
