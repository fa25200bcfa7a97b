//! What `isogloss status` counts.

mod common;

use common::{ended, repository};

const SOURCE: &str = "# Tea\n\nBoil 1 litre of water.\n\n- cup\n- pot\n- `sieve`\n";

fn pages() -> tempfile::TempDir {
    repository(&[
        ("docs/en/tea.md", SOURCE),
        ("docs/de/tea.md", "# Tee\n\nKoche 1 Liter Wasser.\n\n- Tasse\n- Kanne\n"),
        ("docs/fr/tea.md", "# Thé\n\nFaites bouillir 1 litre d'eau.\n\n- tasse\n- théière\n- `sieve`\n"),
        ("docs/en/hot/milk.md", "# Milk\n\nDrink it warm.\n"),
        ("docs/fr/hot/milk.md", "# Lait\n\nBuvez-le chaud.\n"),
    ])
}

#[test]
fn folders_and_pages_are_counted() {
    let folder = pages();
    let (code, out, _) = ended(folder.path(), "status");
    let lines: Vec<Vec<&str>> = out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(code, Some(0));
    assert_eq!(lines[0], ["folder", "en", "fr", "de"]);
    assert_eq!(lines[1], ["docs", "1/1", "1/1", "1/1", "(!1)"]);
    assert_eq!(lines[2], ["docs/hot", "1/1", "1/1", "0/1"]);
    assert_eq!(lines[3], ["all", "2/2", "2/2", "1/2", "(!1)"]);
    let (_, out, _) = ended(folder.path(), "status --pages --format markdown");
    assert_eq!(
        out,
        "| page | en | fr | de |\n| --- | --- | --- | --- |\n| docs/hot/milk | + | + | - |\n| docs/tea | + | + | 1 |\n"
    );
}

#[test]
fn what_is_missing_is_listed() {
    let folder = pages();
    assert_eq!(ended(folder.path(), "status --missing de").1, "docs/en/hot/milk.md\n");
    assert_eq!(ended(folder.path(), "status --missing fr").1, "");
    assert_eq!(ended(folder.path(), "status --missing es").1.lines().count(), 2);
}

#[test]
fn programs_get_all_of_it() {
    let folder = pages();
    let (_, out, _) = ended(folder.path(), "status --format json");
    let status: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(status["languages"], serde_json::json!(["en", "fr", "de"]));
    assert_eq!(status["total"][2], serde_json::json!({"present": 1, "missing": 1, "out_of_sync": 0, "findings": 1}));
    assert_eq!(status["pages"][1]["states"], serde_json::json!([{"present": 0}, {"present": 0}, {"present": 1}]));
    assert_eq!(status["pages"][0]["states"][2], "missing");
}
