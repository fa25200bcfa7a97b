//! What `isogloss fix` does to files.

mod common;

use common::{ended, findings, found, read, repository, write};

const SOURCE: &str = "---\ntitle: Tea\nlayout: drink\nweight: 3\n---\n\n# Tea\n\n## Water {#water}\n\n\
    Use `boil` on [a stove](https://stove.example/boil/x), then ask `pour_tea` for more.\n\n\
    :::warning\nIt is hot.\n:::\n\n\
    ```sh\n# Boil it now\nboil --now --litres 2\npour --slowly\nserve --in cup\n```\n\n\
    ![cup](/img/cup.png)\n\n```js\ndrink();\n```\n\nRead [the guide](/guide/) before you go.\n\n\
    Greet {name} with %s.\n\nPress <kbd>Start</kbd>, as [ISO3103](https://iso.example/3103) has it.\n";
const TARGET: &str = "---\ntitle: Tee\nlayout: drink\nweight: 3\n---\n\n# Tee\n\n## Wasser {#water}\n\n\
    Nimm `boil` auf [einem Herd](https://stove.example/boil/x), dann bitte `pour_tea` um mehr.\n\n\
    :::warning\nEs ist heiß.\n:::\n\n\
    ```sh\n# Koche es nun\nboil --now --litres 2\npour --slowly\nserve --in cup\n```\n\n\
    ![Tasse](/img/cup.png)\n\n```js\ndrink();\n```\n\nLies [die Anleitung](/guide/), bevor du gehst.\n\n\
    Grüße {name} mit %s.\n\nDrücke <kbd>Start</kbd>, wie es [ISO3103](https://iso.example/3103) will.\n";

/// Breaks that lose no word, each as what is written and what stands there instead.
const BREAKS: &[(&str, &str)] = &[
    ("layout: drink", "layout: getränk"),
    (":::warning", ":::warnung"),
    ("```sh", "```shell-de"),
    ("https://stove.example/boil/x", "https://stove.example/boil/xx"),
    ("/img/cup.png", "/img/tasse.png"),
    ("{#water}", "{#wasser}"),
    ("## Wasser", "### Wasser"),
    ("`boil`", "`kochen`"),
    ("weight: 3\n", ""),
    ("--litres 2", "--litres 4"),
    ("pour --slowly\n", ""),
    ("`pour_tea`", "pour_tea"),
    ("Anleitung](", "Anleitung] ("),
    ("{name}", "{Name}"),
];

/// Breaks of a page that hide others, so that they come alone.
const GREATER: &[(&str, &str)] = &[
    ("layout:", "gestaltung:"),
    (" {#water}", ""),
    ("```js\ndrink();\n```\n\n", ""),
    ("weight: 3\n---\n", "weight: 3\n"),
    ("# Tee\n", "Hier ist die Übersetzung:\n\n# Tee\n"),
    ("# Tee\n", "<think>\nShort and simple.\n</think>\n\n# Tee\n"),
    ("Anleitung](/guide/)", "Anleitung](/ guide/)"),
    ("Anleitung](/guide/)", "Anleitung]（/guide/）"),
    ("```js\n", "```\n"),
    ("boil --now --litres 2\npour --slowly\n", "pour --slowly\nboil --now --litres 2\n"),
    ("serve --in cup\n", "serve --in cup\nserve --in pot\n"),
    ("## Wasser {#water}", "Wasser {#water}"),
    ("---\n\n# Tee", "---# Tee"),
    ("## Wasser {#water}", "##Wasser {#water}"),
    ("Grüße {name}", "Grüße {{name}}"),
    ("`boil`", "`boil``"),
    ("`boil`", "boil`"),
    ("`pour_tea`", "``pour_tea`"),
    ("<kbd>Start</kbd>", "Start"),
    ("<kbd>Start</kbd>", "<kbd>Start"),
    ("[ISO3103](https://iso.example/3103)", "ISO3103"),
    ("title: Tee", "title: \"Tee"),
    ("```js\ndrink();\n```\n", "```js\ndrink();\n"),
    ("serve --in cup\n```\n", "serve --in cup\n"),
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
        if set.count_ones() > 1 && set % 997 != 0 && set + 1 != 1 << BREAKS.len() {
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
            let count = fixable(folder.path());
            // What stands in code waits until the code's language is right again.
            assert!(count > 0 && (set.count_ones() > 1 || count == 1) || set == 0, "{count}: {target}");
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
fn greater_breaks_are_mended_to_the_byte() {
    for (right, wrong) in GREATER {
        for newline in ["\n", "\r\n"] {
            let target = TARGET.replacen(right, wrong, 1);
            assert_ne!(target, TARGET, "{right}");
            let folder = tea(&target.replace('\n', newline));
            assert!(fixable(folder.path()) > 0, "nothing to mend: {target}");
            ended(folder.path(), "fix");
            let after = read(folder.path(), "docs/de/tea.md");
            assert_eq!(after, TARGET.replace('\n', newline), "from {target}");
            assert_eq!(found(folder.path(), "check"), [""; 0], "from {target}");
        }
    }
}

#[test]
fn a_page_in_a_fence_is_unwrapped() {
    for (open, close) in [("```markdown", "```"), ("````", "````"), ("~~~md", "~~~")] {
        let page = TARGET.replace("```sh", "~~~~sh").replace("```js", "~~~~js").replace("```", "~~~~");
        let folder = tea(&format!("{open}\n{page}{close}\n"));
        ended(folder.path(), "fix");
        assert_eq!(read(folder.path(), "docs/de/tea.md"), page, "{open}");
    }
}

#[test]
fn what_is_missing_is_marked_when_asked() {
    let target = TARGET.replace("Lies [die Anleitung](/guide/), bevor du gehst.\n\n", "");
    let folder = tea(&target);
    ended(folder.path(), "fix");
    assert_eq!(read(folder.path(), "docs/de/tea.md"), target);
    let (code, _, said) = ended(folder.path(), "fix --unsafe");
    assert_eq!(code, Some(0), "{said}");
    let marked = "<!-- isogloss: translate from en -->\n\nRead [the guide](/guide/) before you go.\n\nGrüße";
    let after = read(folder.path(), "docs/de/tea.md");
    assert_eq!(after, target.replace("Grüße", marked));
    assert_eq!(found(folder.path(), "check"), ["untranslated de"]);
    ended(folder.path(), "fix --unsafe");
    assert_eq!(read(folder.path(), "docs/de/tea.md"), after, "mended twice");
}

#[test]
fn marks_and_moved_blocks_are_mended_when_asked() {
    let source = "# Tea\n\nFirst `boil` some water.\n\n1. cup\n2. pot\n3. `sieve`\n\nThen `pour` it slowly.\n\n> Hot.\n\nDrink with [milk](/milk/).\n";
    let right = "# Tee\n\nKoche erst Wasser mit `boil`.\n\n1. Tasse\n2. Kanne\n3. `sieve`\n\nDann gieße es langsam mit `pour`.\n\n> Heiß.\n\nTrink ihn mit [Milch](/milk/).\n";
    let first = "Koche erst Wasser mit `boil`.\n\n";
    let moved = format!("{}\n{}", right.replace(first, ""), first.trim_end()) + "\n";
    let bullets = right.replace("1. ", "- ").replace("2. ", "- ").replace("3. ", "- ");
    let later = right.replace("1. ", "4. ").replace("2. ", "5. ").replace("3. ", "6. ");
    for wrong in [moved, bullets, later] {
        let folder = repository(&[("docs/en/tea.md", source), ("docs/de/tea.md", &wrong)]);
        ended(folder.path(), "fix");
        assert_eq!(read(folder.path(), "docs/de/tea.md"), wrong, "only when asked");
        ended(folder.path(), "fix --unsafe");
        assert_eq!(read(folder.path(), "docs/de/tea.md"), right, "from {wrong}");
    }
}

#[test]
fn words_for_people_are_left_to_people() {
    let target = TARGET.replace("drink();", "drink(); // langsam\n").replace("`boil`", "`Koche das Wasser`");
    let folder = tea(&target);
    ended(folder.path(), "fix");
    assert!(read(folder.path(), "docs/de/tea.md").contains("// langsam"));
}

#[test]
fn words_of_a_source_in_another_script_are_not_put_into_its_translation() {
    let pages = [
        (
            "docs/zh/bot.md",
            "# 机器人\n\n点击 `保存`，然后运行 `bot --start`。\n\n```sh\ngit clone 你的地址\nbot --start\n```\n",
        ),
        (
            "docs/en/bot.md",
            "# The bot\n\nClick `Save`, then run `bot --begin`.\n\n```sh\ngit clone your-address\nbot --start\n```\n",
        ),
    ];
    let folder = repository(&pages);
    let (code, said, _) = ended(folder.path(), "fix --source zh");
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(read(folder.path(), "docs/en/bot.md"), pages[1].1.replace("--begin", "--start"));
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

#[test]
fn what_only_lost_its_place_goes_back() {
    let pairs = [
        (
            "# Tea\n\n- water\n  - boil it\n    - once\n  - pour it\n- leaves\n",
            "# Tee\n\n- Wasser\n  - koche es\n    - einmal\n  - gieße es auf\n- Blätter\n",
            "# Tee\n\n- Wasser\n- koche es\n- einmal\n- gieße es auf\n- Blätter\n",
        ),
        (
            // With a number that is two by its looks.
            "# Tea\n\nThey drink 1,500 litres.\n\n1. Water:\n   - boil it\n\n2. Leaves:\n   - add them\n\n\
                ## Pour\n\nPour it.\n\n## Drink\n\nDrink it.\n",
            "# Tee\n\nSie trinken 1 500 Liter.\n\n1. Wasser:\n   - koche es\n\n2. Blätter:\n   - gib sie dazu\n\n\
                ## Gieß\n\nGieße ihn auf.\n\n## Trink\n\nTrink ihn.\n",
            "# Tee\n\nSie trinken 1 500 Liter.\n\n1. Wasser:\n- koche es\n\n2. Blätter:\n- gib sie dazu\n\n\
                ## Gieß\n\nGieße ihn auf.\n\n## Trink\n\nTrink ihn.\n",
        ),
        (
            "# Tea\n\nBoil the water.\n\n{{< cups >}}\n\nPour it.\n",
            "# Tee\n\nKoche das Wasser.\n\n{{< cups >}}\n\nGieße es auf.\n",
            "# Tee\n\nKoche das Wasser.\n\nGieße es auf.\n",
        ),
        (
            "# Tea\n\nBoil the water.\n\n## Pour\n\nPour it.\n",
            "# Tee\n\nKoche das Wasser.\n\n## Aufgießen\n\nGieße es auf.",
            "````\n# Tee\n\nKoche das Wasser.\n\n## Aufgießen\n\nGieße es auf.\n````",
        ),
    ];
    for (source, whole, broken) in pairs {
        let folder = repository(&[("docs/en/tea.md", source), ("docs/de/tea.md", broken)]);
        let (code, said, _) = ended(folder.path(), "fix");
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(read(folder.path(), "docs/de/tea.md"), whole);
        assert_eq!(found(folder.path(), "check"), [""; 0]);
    }
}
