//! `isogloss report` without a browser: what is written, and what it ends with.

mod common;

#[test]
fn the_page_is_written_and_is_the_same_each_time() {
    let folder = common::repository(&[
        ("docs/en/soup.md", "# Soup\n\nPeel 3 carrots.\n\nServe it.\n"),
        ("docs/de/soup.md", "# Suppe\n\nSchäle 4 Möhren.\n\nServieren.\n"),
        ("docs/en/tea.md", "# Tea\n\nIt takes 3 minutes.\n"),
        ("docs/de/tea.md", "# Tee\n\nEr braucht 5 Minuten.\n"),
    ]);
    let (code, out, err) = common::ended(folder.path(), "report --threads 1");
    assert_eq!((code, out.as_str()), (Some(0), ""), "findings are no failure of what shows them: {err}");
    let page = common::read(folder.path(), "isogloss.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("Schäle 4 Möhren."), "{err}");
    common::ended(folder.path(), "report --threads 4 --output other.html");
    assert_eq!(common::read(folder.path(), "other.html"), page);
    let (code, out, _) = common::ended(folder.path(), "check --format html --fail-on warning");
    assert_eq!(code, Some(1));
    assert_eq!(out, page);
}

#[test]
fn a_link_leads_to_the_web_or_is_refused() {
    let folder = common::repository(&[("docs/en/soup.md", "# Soup\n"), ("docs/de/soup.md", "# Suppe\n")]);
    let (code, _, err) = common::ended(folder.path(), "report --repository-url javascript:alert(1)");
    assert_eq!(code, Some(2));
    assert!(err.contains("https://"), "{err}");
    assert!(!folder.path().join("isogloss.html").exists());
}

#[test]
fn a_page_that_cannot_be_written_is_told() {
    let folder = common::repository(&[("docs/en/soup.md", "# Soup\n"), ("docs/de/soup.md", "# Suppe\n")]);
    let (code, _, err) = common::ended(folder.path(), "report --output no/such/folder.html");
    assert_eq!(code, Some(2));
    assert!(err.contains("cannot write the report to no/such/folder.html"), "{err}");
}
