//! What comments in pages silence, and what becomes of a comment that silences nothing.

mod common;

use common::{found, repository, write};

const SOURCE: &str = "# Tea\n\nBoil 1 litre of water.\n\n> Never use it twice.\n\n- cup\n- pot\n- `sieve`\n";
const TARGET: &str = "# Tee\n\nKoche 1 Liter Wasser.\n\n- Tasse\n- Kanne\n";

/// The findings of a repository with these two pages.
fn pair(source: &str, target: &str) -> Vec<String> {
    let folder = repository(&[("docs/en/tea.md", source), ("docs/de/tea.md", target)]);
    found(folder.path(), "check")
}

#[test]
fn without_comments_both_breaks_are_found() {
    assert_eq!(pair(SOURCE, TARGET), ["block-missing de", "list-length de"]);
}

#[test]
fn a_comment_silences_the_next_block() {
    let target = TARGET.replace("- Tasse", "<!-- isogloss-ignore list-length: no sieve here -->\n- Tasse");
    assert_eq!(pair(SOURCE, &target), ["block-missing de"]);
    let source = SOURCE.replace("> Never", "<!-- isogloss-ignore block-missing: law of England -->\n\n> Never");
    assert_eq!(pair(&source, TARGET), ["list-length de"]);
    let target = TARGET.replace("- Tasse", "<!-- isogloss-ignore: another tea -->\n\n- Tasse");
    assert_eq!(pair(SOURCE, &target), [""; 0]);
}

#[test]
fn a_comment_silences_a_stretch_or_a_page() {
    let target = TARGET.replace("Koche", "<!-- isogloss-ignore-start block-missing -->\n\nKoche")
        + "\n<!-- isogloss-ignore-end -->\n";
    assert_eq!(pair(SOURCE, &target), ["list-length de"]);
    let target = format!("{TARGET}\n<!-- isogloss-ignore-file block-missing, list-length -->\n");
    assert_eq!(pair(SOURCE, &target), [""; 0]);
    let front = "---\nlayout: drink\n---\n\n";
    let source = format!("{front}{{% comment %}}\nisogloss-ignore-file list-length\n{{% endcomment %}}\n\n{SOURCE}");
    assert_eq!(pair(&source, &format!("{front}{TARGET}")), ["block-missing de"]);
}

#[test]
fn a_comment_of_mdx_silences_too() {
    let target = TARGET.replace("- Tasse", "{/* isogloss-ignore list-length: no sieve here */}\n\n- Tasse");
    let folder = repository(&[("docs/en/tea.mdx", SOURCE), ("docs/de/tea.mdx", &target)]);
    assert_eq!(found(folder.path(), "check"), ["block-missing de"]);
}

#[test]
fn a_comment_silences_a_key() {
    let source = "---\ntitle: Tea\nlayout: drink\nweight: 3\n---\n\nHot.\n";
    let target =
        "---\ntitle: Tee\n# isogloss-ignore value-changed: another template\nlayout: trank\nweight: 4\n---\n\nHeiß.\n";
    let bare = target.replace("# isogloss-ignore value-changed: another template\n", "");
    assert_eq!(pair(source, &bare), ["value-changed de", "value-changed de"]);
    assert_eq!(pair(source, target), ["value-changed de"]);
}

#[test]
fn what_silences_nothing_is_found() {
    let target = TARGET.replace("Koche", "<!-- isogloss-ignore number -->\nKoche");
    assert_eq!(pair(SOURCE, &target), ["unused-suppression de", "block-missing de", "list-length de"]);
    let target = TARGET.replace("- Tasse", "<!-- isogloss-ignore list-lenght -->\n\n- Tasse");
    let found = pair(SOURCE, &target);
    assert!(found.contains(&"unused-suppression de".to_owned()), "{found:?}");
    assert!(found.contains(&"list-length de".to_owned()), "{found:?}");
}

#[test]
fn a_rule_that_is_off_leaves_its_comments_alone() {
    let target = TARGET.replace("- Tasse", "<!-- isogloss-ignore list-length -->\n\n- Tasse");
    let folder = repository(&[("docs/en/tea.md", SOURCE), ("docs/de/tea.md", &target)]);
    assert_eq!(found(folder.path(), "check --ignore list-length"), ["block-missing de"]);
    write(folder.path(), "isogloss.toml", "[rules]\nlist-length = 'off'\n");
    assert_eq!(found(folder.path(), "check"), ["block-missing de"]);
}

#[test]
fn every_form_of_comment_is_missed_when_it_silences_nothing() {
    let forms = [
        ("md", "<!-- isogloss-ignore number -->"),
        ("mdx", "{/* isogloss-ignore number: as it is */}"),
        ("md", "{% comment %}isogloss-ignore number{% endcomment %}"),
        ("md", "{%- comment -%} isogloss-ignore number {%- endcomment -%}"),
        ("md", "<!-- isogloss-ignore-start number -->\n\nEins.\n\n<!-- isogloss-ignore-end -->"),
        ("md", "<!-- isogloss-ignore-file number -->"),
    ];
    for (extension, comment) in forms {
        let front = "---\nlayout: drink\n---\n\n";
        let target = format!("{front}# Tee\n\n{comment}\n\nKoche Wasser.\n");
        let source = if comment.contains("Eins") { "# Tea\n\nOne.\n\nBoil water.\n" } else { "# Tea\n\nBoil water.\n" };
        let folder = repository(&[
            (&format!("docs/en/tea.{extension}"), &format!("{front}{source}")),
            (&format!("docs/de/tea.{extension}"), &target),
        ]);
        assert_eq!(found(folder.path(), "check"), ["unused-suppression de"], "{comment}");
        // With something to silence, it is of use.
        let wrong = |text: &str| text.replace("Boil water", "Boil 3 litres of water");
        write(folder.path(), &format!("docs/en/tea.{extension}"), &wrong(&format!("{front}{source}")));
        write(
            folder.path(),
            &format!("docs/de/tea.{extension}"),
            &target.replace("Koche Wasser", "Koche 4 Liter Wasser"),
        );
        let expected: &[&str] = if comment.contains("Eins") { &["unused-suppression de", "number de"] } else { &[] };
        assert_eq!(found(folder.path(), "check"), expected, "{comment}");
    }
    let key = "---\ntitle: Tee\n# isogloss-ignore value-changed\nlayout: drink\n---\n\nHeiß.\n";
    assert_eq!(pair("---\ntitle: Tea\nlayout: drink\n---\n\nHot.\n", key), ["unused-suppression de"]);
}
