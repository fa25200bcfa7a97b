//! Front matter as people and language models write it.

use proptest::prelude::*;

use super::*;

/// Read a text, and check that every span lies where it should.
fn reading(text: &str) -> Reading {
    let reading = read(text);
    assert!(text.is_char_boundary(reading.body), "body at {} of {text:?}", reading.body);
    for problem in &reading.problems {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?} of {text:?}");
    }
    if let Some(found) = &reading.front_matter {
        assert!(text.get(found.span.range()).is_some() && text.get(found.content.range()).is_some());
        for entry in &found.entries {
            assert!(text.get(entry.key.range()).is_some() && text.get(entry.span.range()).is_some(), "{entry:?}");
        }
    }
    reading
}

/// Each entry as path, key as written, value as written.
fn written(text: &str) -> Vec<(String, String, String)> {
    let slice = |span: Span| text[span.range()].to_owned();
    let found = reading(text).front_matter.expect("front matter");
    found.entries.iter().map(|entry| (entry.path.clone(), slice(entry.key), slice(entry.span))).collect()
}

/// Each problem as 1-based line and message.
fn problems(text: &str) -> Vec<(usize, String)> {
    let line = |span: Span| text[..span.start as usize].matches('\n').count() + 1;
    reading(text).problems.iter().map(|problem| (line(problem.span), problem.message.clone())).collect()
}

fn body(text: &str) -> &str {
    &text[reading(text).body..]
}

fn keys(text: &str) -> Vec<String> {
    reading(text)
        .front_matter
        .map(|found| found.entries.into_iter().map(|entry| entry.path).collect())
        .unwrap_or_default()
}

fn value(text: &str, path: &str) -> Value {
    reading(text).front_matter.and_then(|found| found.entry(path).cloned()).expect(path).value
}

#[test]
fn nested_keys_have_places() {
    let text = "---\ntitle: Ein Tag # am Meer\nhero:\n  image: {file: ../a.png, alt: \"Düne\"}\n  actions:\n    - text: Los\n      link: /de/a/\n    - b\nlead: >\n  Ein langer\n  Satz.\n\nrest: |-\n  a\nnothing:\n---\nText\n";
    let expected = [
        ("title", "title", "Ein Tag"),
        (
            "hero",
            "hero",
            "image: {file: ../a.png, alt: \"Düne\"}\n  actions:\n    - text: Los\n      link: /de/a/\n    - b",
        ),
        ("hero.image", "image", "{file: ../a.png, alt: \"Düne\"}"),
        ("hero.image.file", "file", "../a.png"),
        ("hero.image.alt", "alt", "\"Düne\""),
        ("hero.actions", "actions", "- text: Los\n      link: /de/a/\n    - b"),
        ("hero.actions[0]", "text: Los\n      link: /de/a/", "text: Los\n      link: /de/a/"),
        ("hero.actions[0].text", "text", "Los"),
        ("hero.actions[0].link", "link", "/de/a/"),
        ("hero.actions[1]", "b", "b"),
        ("lead", "lead", "Ein langer\n  Satz."),
        ("rest", "rest", "a"),
        ("nothing", "nothing", ""),
    ];
    let expected: Vec<_> = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).into();
    assert_eq!(written(text), expected);
    assert_eq!(body(text), "Text\n");
    assert_eq!(value(text, "hero"), Value::Map(2));
    assert_eq!(value(text, "hero.actions"), Value::List(2));
    assert_eq!(value(text, "lead"), Value::Text("Ein langer Satz.\n".into()));
    assert_eq!(value(text, "nothing"), Value::Null);
    assert_eq!(problems(text), []);
}

#[test]
fn toml_keys_have_places() {
    let text = "+++\ntitle = \"海の日\"\nweight = 007\n+++\n";
    assert_eq!(problems(text).len(), 1, "TOML knows no leading zeros");
    let text = "+++\ntitle = \"海の日\"\nweight = 10\ndate = 2024-05-01\n[params.hero]\nshow = true\n[[links]]\nurl = \"/a\"\n[[links]]\nurl = \"/b\"\n+++\n本文\n";
    let found: Vec<_> =
        written(text).into_iter().filter(|(path, ..)| !path.contains("link") || path.contains("url")).collect();
    let expected = [
        ("title", "title", "\"海の日\""),
        ("weight", "weight", "10"),
        ("date", "date", "2024-05-01"),
        ("params", "params", "[params.hero]\nshow = true"),
        ("params.hero", "hero", "[params.hero]\nshow = true"),
        ("params.hero.show", "show", "true"),
        ("links[0].url", "url", "\"/a\""),
        ("links[1].url", "url", "\"/b\""),
    ];
    let expected: Vec<_> = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).into();
    assert_eq!(found, expected);
    assert_eq!(value(text, "weight"), Value::Number("10".into()));
    assert_eq!(value(text, "date"), Value::Date("2024-05-01".into()));
    assert_eq!(value(text, "links"), Value::List(2));
    assert_eq!(body(text), "本文\n");
    assert_eq!(problems(text), []);
}

#[test]
fn json_keys_have_places() {
    let text = "{\n\t\"title\": \"Un jour\",\n\t\"tags\": [\"mer\", 2],\n\t\"draft\": false\n}\n\nTexte\n";
    let found = written(text);
    assert_eq!(found[0], ("title".into(), "\"title\"".into(), "\"Un jour\"".into()));
    assert_eq!(value(text, "tags[1]"), Value::Number("2".into()));
    assert_eq!(value(text, "draft"), Value::Boolean(false));
    assert_eq!(body(text), "\nTexte\n");
    assert_eq!(problems(text), []);
    let text = "{\n\"title\": \"Un\" jour,\n\"lang\": \"fr\"\n}\nTexte\n";
    assert_eq!(problems(text).len(), 1);
    assert_eq!((keys(text), body(text)), (vec!["title".to_owned(), "lang".to_owned()], "Texte\n"));
    assert_eq!(keys(";;;\n{\"title\": \"x\"}\n;;;\nText"), ["title"]);
    for text in ["{{< lead >}}\nText\n", "{% raw %}\n", "{/* comment */}\n", "{: .class}\n"] {
        assert!(reading(text).front_matter.is_none());
    }
}

#[test]
fn marks_and_line_ends() {
    let text = "\u{feff}---\r\ntitle: Ein Tag\r\nlang: de\r\n---\r\nText\r\n";
    assert_eq!(keys(text), ["title", "lang"]);
    assert_eq!(value(text, "title"), Value::Text("Ein Tag".into()));
    assert_eq!(body(text), "Text\r\n");
    assert_eq!(problems(text), []);
    assert_eq!(body("\u{feff}Text"), "Text");
    assert_eq!(body("---\ntitle: a\n...\nText"), "Text");
    assert_eq!(body("---\ntitle: a\n---"), "");
    assert_eq!(problems("---\n---\nText"), []);
    assert!(reading("---\n---\nText").front_matter.is_some());
}

#[test]
fn a_thematic_break_is_no_front_matter() {
    for text in [
        "---\n\n# Ein Tag\n\nText\n\n---\n\nMehr\n",
        "---\nText ohne Ende\n",
        "---\nNur Text\n---\nMehr\n",
        "---\n",
        "---",
        "",
        "----\ntitle: a\n----\n",
        "---\n- a\n- b\n---\n",
        "Text\n\n---\n\nEs gilt: nichts\n\n---\n",
        "---\nEs gilt: nichts\n\nText\n",
    ] {
        let reading = reading(text);
        assert!(reading.front_matter.is_none() && reading.problems.is_empty() && reading.body == 0, "{text:?}");
    }
}

#[test]
fn what_does_not_parse_is_named_and_read() {
    let cases = [
        ("titre : Un jour : la mer", 2, "the value of `titre` has a ` : ` in it and no quotes around it"),
        ("titre: Un jour: la mer", 2, "the value of `titre` has a `: ` in it and no quotes around it"),
        ("titre: \"Un jour", 2, "the quote that opens the value of `titre` is never closed"),
        ("titre: 'L'été'", 2, "text follows the closing quote in the value of `titre`"),
        ("titre: \"Un\" jour", 2, "text follows the closing quote in the value of `titre`"),
        ("titre: [Un] jour", 2, "text follows the closing bracket in the value of `titre`"),
        ("titre: @jour", 2, "the value of `titre` starts with `@`, which YAML reserves, and has no quotes around it"),
        (
            "titre: **jour**",
            2,
            "the value of `titre` starts with `*` or `&`, which YAML reads as an alias, and has no quotes around it",
        ),
        ("titre：jour", 2, "a full-width colon follows the key `titre`"),
        ("titre: - jour", 2, "the value of `titre` starts with `- ` and has no quotes around it"),
        ("titre: [un, jour", 2, "the bracket that opens the value of `titre` is never closed"),
        ("a: b\n\ttitre: jour", 3, "a tab indents the line"),
        ("a: b\ntitre", 3, "a line has no colon after its key"),
        ("a: b\n  titre: jour", 3, "a line is indented unlike the keys around it"),
    ];
    for (line, at, why) in cases {
        let text = format!("---\n{line}\nlang: fr\nhero:\n  tags: [a]\n---\nTexte\n");
        let message = format!("front matter does not parse: {why}");
        assert_eq!(problems(&text), [(at, message)], "{text}");
        assert_eq!(body(&text), "Texte\n", "{text}");
        assert_eq!(value(&text, "lang"), Value::Text("fr".into()), "{text}");
        assert_eq!(value(&text, "hero.tags[0]"), Value::Text("a".into()), "{text}");
    }
    let text = "---\ntitre : Un jour : la mer\nlang: fr\nsous-titre: a: b\n---\n";
    assert_eq!(value(text, "titre"), Value::Text("Un jour : la mer".into()));
    assert_eq!(problems(text).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn fences_that_are_glued() {
    let closing = "the closing `---` of the front matter is glued to other text".to_owned();
    for (text, line, rest) in [
        (
            "---\nlang: de\ntype: note\n---Es war einmal.\n\nEin Satz.\n\n---\n",
            4,
            "Es war einmal.\n\nEin Satz.\n\n---\n",
        ),
        ("---\nlang: de\ntype: note\n--- Es war einmal.\n", 4, "Es war einmal.\n"),
        ("---\nlang: de\ntype: note---\n\nEs war einmal.\n", 3, "\nEs war einmal.\n"),
        ("---\nlang: de\ntype: note ---\n\n# Es war\n\neinmal\n\n---\n", 3, "\n# Es war\n\neinmal\n\n---\n"),
        ("---\nlang: de\ntype: note --- Es war einmal.\n", 3, "Es war einmal.\n"),
    ] {
        assert_eq!(problems(text), [(line, closing.clone())], "{text}");
        assert_eq!(keys(text), ["lang", "type"], "{text}");
        assert_eq!(value(text, "type"), Value::Text("note".into()), "{text}");
        assert_eq!(body(text), rest);
    }
    for text in ["---\ntitle: Ein Tag --- am Meer\nlang: de\n---\n", "---\nlang: de\ntitle: Ein Tag ---\n---\n"] {
        assert_eq!(problems(text), [], "{text}");
        assert_eq!(keys(text).len(), 2);
    }
    let text = "--- title: Ein Tag lang: de draft: false --- Es war: einmal.\n\n---\n";
    assert_eq!(problems(text), [(1, "front matter stands on one line".into())]);
    assert_eq!(written(text)[0], ("title".into(), "title".into(), "Ein Tag".into()));
    assert_eq!((keys(text).len(), body(text)), (3, "Es war: einmal.\n\n---\n"));
    let text = "--- title: Ein Tag\nlang: de\n---\nText\n";
    assert_eq!(problems(text).len(), 1);
    assert_eq!(keys(text), ["title", "lang"]);
}

#[test]
fn fences_that_are_not_there() {
    for (text, rest) in [
        ("---\ntitle: Ein Tag\nlang: de\n\n# Ein Tag\n\nText\n", "\n# Ein Tag\n\nText\n"),
        ("---\ntitle: Ein Tag\nlang: de\n\nEs war einmal.\n\n---\n\nEnde\n", "\nEs war einmal.\n\n---\n\nEnde\n"),
        ("---\ntitle: Ein Tag\nlang: de\nEs war einmal.\n", "Es war einmal.\n"),
    ] {
        assert_eq!(problems(text), [(1, "front matter is never closed".into())], "{text}");
        assert_eq!(keys(text), ["title", "lang"]);
        assert_eq!(body(text), rest, "{text}");
    }
}

#[test]
fn fences_of_other_dashes() {
    for dashes in ["--", "----", "—", "——", "－－－"] {
        for gap in ["", "\n"] {
            let text = format!("---\ntitle: Ein Tag\nlang: de\n{gap}{dashes}\nEs war einmal.\n\n---\n\nEnde\n");
            let line = 4 + gap.len();
            assert_eq!(
                problems(&text),
                [(line, format!("front matter is closed by `{dashes}` instead of `---`"))],
                "{text}"
            );
            assert_eq!(keys(&text), ["title", "lang"]);
            assert_eq!(body(&text), "Es war einmal.\n\n---\n\nEnde\n");
        }
    }
}

#[test]
fn front_matter_that_is_out_of_place() {
    let late = |what: &str| format!("front matter starts {what}, where it is read as text");
    let matter = "---\ntitle: Ein Tag\nlang: de\n---\nText\n";
    for (before, line, what) in [
        ("\n\n", 3, "after 2 blank lines"),
        ("Hier ist die Übersetzung:\n\n", 3, "below other text"),
        ("```markdown\n", 2, "inside a code fence"),
    ] {
        let text = format!("{before}{matter}");
        assert_eq!(problems(&text), [(line, late(what))]);
        assert_eq!(keys(&text), ["title", "lang"]);
        assert_eq!(body(&text), "Text\n");
    }
    for before in ["# Ein Tag\n\n", "<!-- Lizenz -->\n"] {
        assert!(reading(&format!("{before}{matter}")).front_matter.is_none());
    }
    let wrapped = format!("```markdown\n{matter}```\n");
    assert_eq!(problems(&wrapped), []);
    assert_eq!(keys(&wrapped), ["title", "lang"]);
}

#[test]
fn what_stands_twice() {
    let text = "---\ntitle: Ein Tag\nlang: de\ntitle: Kein Tag\n---\n";
    assert_eq!(problems(text), [(4, "the key `title` stands twice in the front matter".into())]);
    assert_eq!(value(text, "title"), Value::Text("Ein Tag".into()));
    let text = "---\na: {b: 1}\na: {b: 2}\n---\n";
    assert_eq!(problems(text).len(), 1);
    let text = "---\n---\ntitle: Ein Tag\n---\nText\n";
    assert_eq!(problems(text), [(2, "the opening `---` of the front matter stands twice".into())]);
    assert_eq!((keys(text), body(text)), (vec!["title".to_owned()], "Text\n"));
    let text = "---\ntitle: Ein Tag\n---\n\n---\ntitle: Ein Tag\n---\nText\n";
    assert_eq!(problems(text), [(5, "front matter stands twice: a second block follows the first".into())]);
    assert_eq!(body(text), "Text\n");
    assert_eq!(problems("---\n? [a]\n: b\nc: d\n---\n"), [(2, "a key of the front matter is no plain word".into())]);
    assert_eq!(keys("---\n? [a]\n: b\nc: d\n---\n"), ["c"]);
}

#[test]
fn hostile_front_matter_is_quick() {
    let before = std::time::Instant::now();
    let fence = |inner: &str| format!("---\n{inner}\n---\nText\n");
    let many: String = (0..10_000).map(|n| format!("k{n}: {n}\n")).collect();
    let deep: String = (0..600).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let bomb: String =
        (0..40).map(|n| format!("a{}: &a{} [{}]\n", n + 1, n + 1, format!("*a{n},").repeat(9))).collect();
    for inner in [
        many,
        deep,
        format!("a0: &a0 x\n{bomb}"),
        format!("a: {}", "[".repeat(20_000)),
        "a: \"x\n".repeat(10_000),
        "a: b: c\n".repeat(10_000),
        "a\n".repeat(20_000),
        "- ".repeat(20_000),
        "\t".repeat(20_000),
        "---x\n".repeat(20_000),
        "a: b --- c\n".repeat(10_000),
        "a：b\n".repeat(10_000),
    ] {
        let text = fence(&inner);
        assert!(reading(&text).body <= text.len());
        assert!(reading(&text.replace("---\n", "+++\n")).body <= text.len());
        assert!(reading(&text.replace("---\n", "\n---\n")).body <= text.len());
        assert!(reading(text.trim_start_matches("---\n")).body <= text.len());
    }
    assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
}

fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "---",
        "---\n",
        "+++\n",
        ";;;\n",
        "{",
        "}",
        "[",
        "]",
        "\n",
        "\r\n",
        " ",
        "  ",
        "\t",
        "title",
        ": ",
        ":",
        "：",
        "a: b\n",
        "- ",
        "\"",
        "'",
        "`",
        "@",
        "*a",
        "&a ",
        "|\n",
        ">\n",
        "# c",
        "é",
        "海",
        "𝄞",
        "\u{feff}",
        "...\n",
        "? ",
        "!t ",
        "<<: ",
        "= 1\n",
        "[a]\n",
        "\"k\": 1,\n",
        "```\n",
        "\u{2028}",
        "\\",
        "%",
    ]);
    prop::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC*") {
        reading(&text);
        reading(&format!("---\n{text}\n---\n"));
    }

    #[test]
    fn any_fragments_are_read(text in fragments()) {
        reading(&text);
        reading(&format!("---\ntitle: a\n{text}\n---\n"));
        reading(&format!("+++\ntitle = 'a'\n{text}\n+++\n"));
        reading(&format!("{{\"a\": {text}"));
    }

    #[test]
    fn what_is_written_is_read(pairs in prop::collection::btree_map("[a-z][a-z_]{0,8}", "[a-zé海 ]{0,12}", 1..8)) {
        let lines: String = pairs.iter().map(|(key, value)| format!("{key}: '{value}'\n")).collect();
        let text = format!("---\n{lines}---\nText\n");
        let found: Vec<_> = written(&text).into_iter().map(|(path, key, value)| { assert_eq!(path, key); (key, value) }).collect();
        let expected: Vec<_> = pairs.iter().map(|(key, value)| (key.clone(), format!("'{value}'"))).collect();
        prop_assert_eq!(found, expected);
        prop_assert!(problems(&text).is_empty());
    }
}
