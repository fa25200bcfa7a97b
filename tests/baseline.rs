//! Known findings do not fail, new ones do, and what was mended is forgotten.

mod common;

use common::{ended, found, read, repository, write};

const SOURCE: &str = "# Tea\n\nBoil 1 litre of water.\n\n> Never use it twice.\n\n- cup\n- pot\n- `sieve`\n";
const TARGET: &str = "# Tee\n\nKoche 1 Liter Wasser.\n\n- Tasse\n- Kanne\n";

fn tea() -> tempfile::TempDir {
    repository(&[("docs/en/tea.md", SOURCE), ("docs/de/tea.md", TARGET)])
}

#[test]
fn known_findings_are_left_out() {
    let folder = tea();
    assert_eq!(ended(folder.path(), "check").0, Some(1));
    let (code, _, said) = ended(folder.path(), "baseline");
    assert_eq!((code, said.contains("2 known findings on 1 page")), (Some(0), true), "{said}");
    let file = read(folder.path(), "isogloss-baseline.json");
    assert_eq!(file.lines().filter(|line| line.contains("docs/de/tea.md")).count(), 2, "{file}");
    let (code, out, said) = ended(folder.path(), "check");
    assert_eq!(code, Some(0), "{out}");
    assert!(said.contains("2 known findings left out"), "{said}");
    assert_eq!(found(folder.path(), "check --no-baseline"), ["block-missing de", "list-length de"]);
}

#[test]
fn moved_lines_do_not_revive_findings() {
    let folder = tea();
    ended(folder.path(), "baseline");
    let more = |text: &str, intro: &str| text.replacen("\n\n", &format!("\n\n{intro}\n\n\n"), 1);
    write(folder.path(), "docs/en/tea.md", &more(SOURCE, "A drink for *four*."));
    write(folder.path(), "docs/de/tea.md", &more(TARGET, "Ein Getränk für *vier*."));
    assert_eq!(found(folder.path(), "check"), [""; 0]);
}

#[test]
fn new_findings_fail_and_mended_ones_are_pruned() {
    let folder = tea();
    ended(folder.path(), "baseline");
    write(folder.path(), "docs/de/tea.md", &format!("{}- `sieve`\n", TARGET.replace("# Tee", "## Tee")));
    let (code, out, said) = ended(folder.path(), "check --format concise");
    assert_eq!(code, Some(1));
    assert!(out.contains("heading-level") && !out.contains("block-missing"), "{out}");
    assert!(said.contains("1 is no longer found"), "{said}");
    let (code, _, said) = ended(folder.path(), "baseline --prune");
    assert_eq!((code, said.contains("1 forgotten, 1 still known")), (Some(0), true), "{said}");
    let (_, out, said) = ended(folder.path(), "check --format concise");
    assert!(out.contains("heading-level") && !out.contains("block-missing"), "{out}");
    assert!(!said.contains("no longer"), "{said}");
}

#[test]
fn a_baseline_that_is_none_is_refused() {
    let folder = tea();
    write(folder.path(), "isogloss-baseline.json", "<<<<<<< ours\n[]\n");
    let (code, _, said) = ended(folder.path(), "check");
    assert_eq!(code, Some(2));
    assert!(said.contains("is no baseline"), "{said}");
    assert_eq!(ended(folder.path(), "check --baseline nowhere.json").0, Some(2));
}
