//! What `isogloss fix` does to files.

mod common;

use common::{ended, findings, read, repository, write};

const SOURCE: &str = "---\ntitle: Tea\nlayout: drink\n---\n\n# Tea\n\n## Water {#water}\n\nUse `boil` on [a stove](https://stove.example/x).\n\n\
    :::warning\nIt is hot.\n:::\n\n```sh\nboil --now\n```\n\n![cup](/img/cup.png)\n";
const TARGET: &str = "---\ntitle: Tee\nlayout: drink\n---\n\n# Tee\n\n## Wasser {#water}\n\nNimm `boil` auf [einem Herd](https://stove.example/x).\n\n\
    :::warning\nEs ist heiß.\n:::\n\n```sh\nboil --now\n```\n\n![Tasse](/img/cup.png)\n";

/// Breaks that lose no word, each as what is written and what stands there instead.
const BREAKS: &[(&str, &str)] = &[
    ("layout: drink", "layout: getränk"),
    (":::warning", ":::warnung"),
    ("```sh", "```shell-de"),
    ("https://stove.example/x", "https://stvoe.example/x"),
    ("/img/cup.png", "/img/tasse.png"),
    ("{#water}", "{#wasser}"),
    ("## Wasser", "### Wasser"),
    ("`boil`", "`kochen`"),
];

fn tea(target: &str) -> tempfile::TempDir {
    repository(&[("docs/en/tea.md", SOURCE), ("docs/de/tea.md", target)])
}

fn fixable(folder: &std::path::Path) -> usize {
    let safe = |found: &&serde_json::Value| found["fix"]["applicability"] == "safe";
    findings(folder, "check").iter().filter(safe).count()
}

#[test]
fn every_set_of_breaks_is_mended_to_the_byte() {
    for set in 0_u32..1 << BREAKS.len() {
        // Each alone, all together, and some in between.
        if set.count_ones() > 1 && set % 23 != 0 && set + 1 != 1 << BREAKS.len() {
            continue;
        }
        for newline in ["\n", "\r\n"] {
            let mut target = TARGET.to_owned();
            for (index, (right, wrong)) in BREAKS.iter().enumerate() {
                if set & (1 << index) != 0 {
                    target = target.replacen(right, wrong, 1);
                }
            }
            let folder = tea(&target.replace('\n', newline));
            assert_eq!(fixable(folder.path()), set.count_ones() as usize, "{target}");
            let (code, _, said) = ended(folder.path(), "fix");
            assert_eq!(code, Some(0), "{said}");
            assert_eq!(fixable(folder.path()), 0, "{target}");
            let after = read(folder.path(), "docs/de/tea.md");
            assert_eq!(after, TARGET.replace('\n', newline), "from {target}");
            ended(folder.path(), "fix");
            assert_eq!(read(folder.path(), "docs/de/tea.md"), after, "mended twice");
        }
    }
}

#[test]
fn a_diff_writes_nothing() {
    let target = TARGET.replace(":::warning", ":::warnung");
    let folder = tea(&target);
    let (code, out, _) = ended(folder.path(), "fix --diff");
    assert_eq!(code, Some(1));
    assert!(out.starts_with("--- a/docs/de/tea.md\n+++ b/docs/de/tea.md\n@@ "), "{out}");
    assert!(out.contains("\n-:::warnung\n+:::warning\n"), "{out}");
    let (code, out, _) = ended(folder.path(), "fix --dry-run");
    assert_eq!((code, out.lines().count()), (Some(1), 1), "{out}");
    assert!(out.starts_with("docs/de/tea.md:"), "{out}");
    assert_eq!(read(folder.path(), "docs/de/tea.md"), target);
    let sound = tea(TARGET);
    assert_eq!(ended(sound.path(), "fix --diff").0, Some(0));
}

#[test]
fn a_byte_order_mark_stays() {
    let target = format!("\u{feff}{}", TARGET.replace(":::warning", ":::warnung"));
    let folder = tea(&target);
    ended(folder.path(), "fix");
    assert_eq!(read(folder.path(), "docs/de/tea.md"), format!("\u{feff}{TARGET}"));
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tea(&TARGET.replace(":::warning", ":::warnung"));
    let path = folder.path().join("docs/de/tea.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    ended(folder.path(), "fix");
    assert_eq!(read(folder.path(), "docs/de/tea.md"), TARGET);
    assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o640);
}

#[test]
fn only_what_is_asked_for_is_mended() {
    let target = TARGET.replace(":::warning", ":::warnung").replace("/img/cup.png", "/img/tasse.png");
    let folder = tea(&target);
    ended(folder.path(), "fix --rule image-target");
    assert_eq!(read(folder.path(), "docs/de/tea.md"), TARGET.replace(":::warning", ":::warnung"));
    write(folder.path(), "docs/de/tea.md", &target);
    ended(folder.path(), "fix --language fr");
    assert_eq!(read(folder.path(), "docs/de/tea.md"), target);
}
