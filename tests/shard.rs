//! Parts of a run make the report of the whole: the same bytes in every format, and the same exit code.

mod common;

use std::path::Path;

use common::{ended, repository, write};
use isogloss::report::FORMATS;

/// Groups in which nearly all translations keep a key and an id that a few do not: what those are called depends on all.
fn collection() -> tempfile::TempDir {
    let folder = repository(&[]);
    for page in 0..60 {
        let paragraphs: String =
            (0..page % 7 + 1).map(|at| format!("Put part {at} of {page} on the table.\n\n")).collect();
        let front = format!("---\ntitle: Table {page}\nweight: {page}\nkind: guide\ncolour: red {page}\n---\n");
        let english = format!("{front}# Table {page} {{#table-{page}}}\n\n{paragraphs}- legs\n- top\n");
        write(folder.path(), &format!("docs/en/part/page-{page}.md"), &english);
        let mut german =
            english.replace("Put part", "Lege Teil").replace("on the table", "auf den Tisch").replace("legs", "Beine");
        if page == 7 {
            german = german.replace("kind: guide", "kind: anleitung").replace("#table-7", "#tisch-7");
        }
        if page % 11 == 3 {
            german = german.replace("- top\n", "").replace("colour: red", "colour: rot");
        }
        write(folder.path(), &format!("docs/de/part/page-{page}.md"), &german);
        if page % 13 != 5 {
            let french = english
                .replace("Put part", "Posez la partie")
                .replace("on the table", "sur la table")
                .replace("colour: red", "colour: rouge");
            write(folder.path(), &format!("docs/fr/part/page-{page}.md"), &french);
        }
    }
    write(folder.path(), "notes/alone.md", "# Alone\n\nNobody translated this.\n");
    write(folder.path(), "docs/en/part/first.md", "# Here only\n\nThis is in English only.\n");
    write(folder.path(), "docs/de/part/only.md", "# Nur hier\n\nDas gibt es nur auf Deutsch.\n");
    std::fs::write(folder.path().join("docs/fr/part/page-9.md"), b"\xff\xfe no text").expect("a file");
    folder
}

/// The parts of a run, as files in the folder.
fn parts(folder: &Path, of: u32, options: &str) -> String {
    let mut names = Vec::new();
    for number in (1..=of).rev() {
        let name = format!("part-{number}.json");
        let command = format!(
            "check {options} --quiet --format concise --fail-on never --shard {number}/{of} --output json={name}"
        );
        let (code, _, err) = ended(folder, &command);
        assert_eq!(code, Some(0), "{err}");
        names.push(name);
    }
    names.join(" ")
}

#[test]
fn the_parts_say_what_the_whole_says() {
    let place = collection();
    let folder = place.path().join("docs");
    for of in [1, 2, 5] {
        let names = parts(&folder, of, "");
        for format in FORMATS {
            for options in ["", "--all --fail-on info"] {
                let whole = ended(&folder, &format!("check --format {} {options}", format.name));
                let merged = ended(&folder, &format!("merge {names} --format {} {options}", format.name));
                assert_eq!(whole, merged, "{of} parts, {} {options}", format.name);
                assert_eq!(whole.0, Some(1));
            }
        }
    }
}

#[test]
fn what_pages_do_is_counted_over_all_parts() {
    let place = collection();
    let names = parts(place.path(), 6, "");
    let (_, whole, _) = ended(place.path(), "check --format jsonl");
    assert!(whole.contains("`kind` is `anleitung`") && whole.contains("heading id is"), "{whole}");
    assert!(!whole.contains("colour"), "{whole}");
    assert_eq!(ended(place.path(), &format!("merge {names} --format jsonl")).1, whole);
    // No part alone has enough pages to tell.
    let (_, part, _) = ended(place.path(), "check --shard 1/6 --format jsonl");
    assert!(part.lines().count() < whole.lines().count());
}

#[test]
fn a_part_is_an_ordinary_report_and_the_parts_share_the_pages() {
    let place = collection();
    let mut seen = Vec::new();
    for number in 1..=3 {
        let (code, out, _) = ended(place.path(), &format!("check --shard {number}/3 --format json"));
        assert!(matches!(code, Some(0 | 1)));
        let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(report["version"], 1);
        assert!(
            report["summary"]["documents"].as_u64().is_some_and(|documents| documents > 20),
            "{}",
            report["summary"]
        );
        let groups = report["groups"].as_array().expect("groups");
        seen.extend(groups.iter().map(|group| group["key"].as_str().expect("a key").to_owned()));
    }
    seen.sort();
    let (_, out, _) = ended(place.path(), "check --format json");
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let keys = report["groups"].as_array().expect("groups").iter().map(|group| group["key"].as_str().expect("a key"));
    assert_eq!(seen, keys.collect::<Vec<_>>());
}

#[test]
fn what_is_no_whole_is_refused() {
    let place = collection();
    let refused = |command: &str, reason: &str| {
        let (code, out, err) = ended(place.path(), command);
        assert!(code == Some(2) && out.is_empty() && err.contains(reason), "{command}: {code:?} {err}");
    };
    parts(place.path(), 3, "");
    refused("merge part-1.json part-3.json", "part 2 of 3 is missing");
    refused("merge part-1.json part-1.json part-2.json part-3.json", "part 1 is there twice");
    refused("merge nowhere.json", "cannot read nowhere.json");
    refused("merge notes/alone.md", "notes/alone.md is no report of isogloss");
    refused("check --shard 4/3", "the first being 1");
    refused("check --shard 1/3 --since main", "cannot be used with");
    ended(place.path(), "check --quiet --output json=whole.json");
    refused("merge whole.json", "is no part of a run");
}

#[test]
fn a_file_that_cannot_be_read_fails_the_whole_too() {
    let place = collection();
    let (code, _, err) =
        ended(place.path(), "check docs nowhere --quiet --shard 1/2 --format json --output json=a.json");
    assert_eq!(code, Some(2), "{err}");
    ended(place.path(), "check docs nowhere --quiet --shard 2/2 --output json=b.json");
    let whole = ended(place.path(), "check docs nowhere --format json");
    assert_eq!(whole.0, Some(2));
    assert_eq!(ended(place.path(), "merge b.json a.json --format json"), whole);
}
