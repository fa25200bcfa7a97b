//! Known findings do not fail, new ones do, and what was mended is forgotten.

mod common;

use common::{ended, findings, found, read, repository, write};

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

/// The fingerprints of a command's findings.
fn fingerprints(folder: &std::path::Path, command: &str) -> Vec<String> {
    findings(folder, command).iter().map(|found| found["fingerprint"].as_str().expect("a string").to_owned()).collect()
}

#[test]
fn a_baseline_holds_from_every_folder() {
    for mark in [".git/HEAD", "isogloss.toml", "nothing"] {
        let folder = tea();
        write(folder.path(), mark, "");
        let (code, _, said) = ended(folder.path(), "baseline");
        assert_eq!(code, Some(0), "{said}");
        let expected = fingerprints(folder.path(), "check --no-baseline");
        assert_eq!(expected.len(), 2);
        let places = [
            (".", "docs"),
            (".", "./docs"),
            ("docs", "."),
            ("docs", ".."),
            ("docs/de", "../../docs"),
            ("docs/de", ".."),
        ];
        for (place, path) in places {
            let here = folder.path().join(place);
            assert_eq!(found(&here, &format!("check {path}")), [""; 0], "{mark}: {path} from {place}");
            let fingerprints = fingerprints(&here, &format!("check {path} --no-baseline"));
            assert_eq!(fingerprints, expected, "{mark}: {path} from {place}");
        }
        let whole = folder.path().to_str().expect("UTF-8");
        assert_eq!(found(std::env::temp_dir().as_path(), &format!("check {whole}")), [""; 0], "{mark}: from elsewhere");
    }
}

#[test]
fn equal_findings_are_counted() {
    let source = "# Tea\n\nFill in `water` now.\n\n- cup\n\nBoil the `water` then.\n\n> Hot.\n\nPour `water` again.\n";
    let whole = "# Tee\n\nFülle nun `water` ein.\n\n- Tasse\n\nKoche dann `water`.\n\n> Heiß.\n\nGieße `water` auf.\n";
    let target = whole.replace("`water` ", "").replace(" `water`", "");
    let folder = repository(&[("docs/en/tea.md", source), ("docs/de/tea.md", &target)]);
    assert_eq!(found(folder.path(), "check"), ["inline-code de", "inline-code de", "inline-code de"]);
    let all = findings(folder.path(), "check");
    assert!(all.iter().all(|found| found["message"] == all[0]["message"]), "{all:?}");
    let distinct: std::collections::BTreeSet<String> = fingerprints(folder.path(), "check").into_iter().collect();
    assert_eq!(distinct.len(), 3);
    ended(folder.path(), "baseline");
    // One is mended, and the others are still known, whichever it was.
    for line in [2, 6, 10] {
        let right = whole.lines().nth(line).expect("a line");
        let mended: Vec<&str> =
            target.lines().enumerate().map(|(at, text)| if at == line { right } else { text }).collect();
        write(folder.path(), "docs/de/tea.md", &mended.join("\n"));
        let (code, out, said) = ended(folder.path(), "check --format concise");
        assert_eq!(code, Some(0));
        assert!(!out.contains("inline-code") && said.contains("1 is no longer found"), "{out}{said}");
    }
    // A fourth one is new.
    write(folder.path(), "docs/en/tea.md", &format!("{source}\n- pot\n\nAdd `water` later.\n"));
    write(folder.path(), "docs/de/tea.md", &format!("{target}\n- Kanne\n\nGib später mehr dazu.\n"));
    assert_eq!(found(folder.path(), "check"), ["inline-code de"]);
}

#[test]
fn a_part_that_is_checked_says_nothing_of_the_rest() {
    let folder = tea();
    write(folder.path(), "docs/en/hot/milk.md", SOURCE);
    write(folder.path(), "docs/de/hot/milk.md", TARGET);
    ended(folder.path(), "baseline");
    write(folder.path(), "docs/de/hot/milk.md", SOURCE);
    let (_, _, said) = ended(folder.path(), "check docs/de/tea.md docs/en/tea.md");
    assert!(said.contains("2 known findings left out") && !said.contains("no longer"), "{said}");
    std::fs::remove_file(folder.path().join("docs/de/hot/milk.md")).expect("a file");
    let (_, _, said) = ended(folder.path(), "check docs/de/tea.md docs/en/tea.md");
    assert!(said.contains("2 are no longer found"), "{said}");
}
