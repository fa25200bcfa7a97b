//! Parsing as a whole: outlines of small pages, and what must hold for any page.

mod dialects;

use super::{BlockKind, Document, outline, parse};
use proptest::prelude::*;

fn md(text: &str) -> Document {
    let document = parse(text.to_owned(), "page.md");
    assert_sound(&document);
    document
}

/// What every consumer of a document relies on.
fn assert_sound(document: &Document) {
    let blocks = &document.blocks;
    assert_eq!(blocks[0].kind, BlockKind::Root);
    assert_eq!(blocks[0].next, blocks.len());
    assert_eq!(blocks[0].inlines, (0, u32::try_from(document.inlines.len()).unwrap()));
    let fits = |span: super::Span| document.text.get(span.range()).is_some();
    for (id, block) in blocks.iter().enumerate() {
        assert!(fits(block.span) && fits(block.name) && fits(block.content), "spans of {block:?}");
        assert!(block.next > id && block.next <= blocks.len(), "next of {block:?}");
        assert!(block.inlines.0 <= block.inlines.1);
        let parent = &blocks[block.parent];
        assert!(parent.span.contains(block.span), "{block:?} outside {parent:?}");
        assert!(id == 0 || (block.parent < id && id < parent.next && block.next <= parent.next));
        assert!(parent.inlines.0 <= block.inlines.0 && block.inlines.1 <= parent.inlines.1);
        assert!(document.children(id).all(|child| blocks[child].parent == id));
    }
    for inline in &document.inlines {
        assert!(fits(inline.span) && fits(inline.value), "spans of {inline:?}");
    }
    for pair in blocks.windows(2) {
        assert!(pair[0].span.start <= pair[1].span.start, "order of {pair:?}");
    }
    for pair in document.inlines.windows(2) {
        assert!(pair[0].span.start <= pair[1].span.start, "order of {pair:?}");
    }
    for problem in &document.problems {
        assert!(fits(problem.span));
    }
    for &comment in &document.comments {
        assert!(fits(comment));
    }
}

#[test]
fn code_between_tags_is_code() {
    assert_eq!(outline(&md("a <code>b c</code> d\n")), "paragraph \"a \" Code(b c) \" d\"\n");
    assert_eq!(
        outline(&md("<code>b *c*</code>\n")),
        "paragraph Tag(code) \"b \" Emphasis(*) \"c\" Emphasis(*) CloseTag(code)\n"
    );
}

#[test]
fn tables_of_html() {
    let text = "<p>a</p>\n<table border=\"1\">\n<thead>\n<tr><th>b</th>\n<th>c</th></tr>\n</thead>\n<tr>\n<td>d <code>e</code></td>\n<td>f\n</tr>\n</table>\n<p>g</p>\n";
    let expected = "\
html Tag(p) \"a\" CloseTag(p)
table Tag(table) Tag(thead) CloseTag(thead) CloseTag(table)
  head Tag(tr) Tag(th) CloseTag(th) Tag(th) CloseTag(th) CloseTag(tr)
    cell \"b\"
    cell \"c\"
  row Tag(tr) Tag(td) CloseTag(td) Tag(td) CloseTag(tr)
    cell \"d \" Code(e)
    cell \"f\"
html Tag(p) \"g\" CloseTag(p)
";
    assert_eq!(outline(&md(text)), expected);
    let grid = "<table><tr><td><img src=\"a.png\"></td></tr></table>\n";
    assert!(md(grid).blocks.iter().all(|block| block.kind != BlockKind::Table), "a grid of pictures is no table");
}

#[test]
fn plain_blocks() {
    let document = md("# One\n\nTwo *three*\nfour  \nfive\n\n***\n\n> six\n\n```js x\ncode\n```\n\n    indented\n");
    assert_eq!(
        outline(&document),
        "\
h1 \"One\"
paragraph \"Two \" Emphasis(*) \"three\" Emphasis(*) \"four\" Break(  \\n) \"five\"
break
quote
  paragraph \"six\"
code #js x <code> CodeText(code\\n)
indented CodeText(indented\\n)
"
    );
}

#[test]
fn tight_and_loose_lists_are_equal() {
    let tight = md("1. a\n2. b `c`\n   - [x] d\n\n    after\n");
    let loose = md("1. a\n\n2. b `c`\n\n   - [x] d\n\n    after\n");
    assert_eq!(
        outline(&tight),
        "\
ol 1
  li
    paragraph \"a\"
  li
    paragraph \"b \" Code(c)
    ul
      li [x]
        paragraph \"d\"
    paragraph \"after\"
"
    );
    assert_eq!(outline(&tight), outline(&loose));
}

#[test]
fn tables_hold_the_cells_that_are_written() {
    let document = md("| a | b |\n|---|---|\n| `x` |\n| | y |\n");
    assert_eq!(
        outline(&document),
        "\
table
  head
    cell \"a\"
    cell \"b\"
  row
    cell Code(x)
  row
    cell
    cell \"y\"
"
    );
}

#[test]
fn targets_are_found_where_they_are_written() {
    let document = md("[a](x\\_y \"t\") ![b](<p q>) [c] [d][C] <https://e.org> https://f.org\n\n[c]: /u&amp;v\n");
    assert_eq!(
        outline(&document),
        "paragraph Link(x\\\\_y) \"a\" \" \" Image(p q) \"b\" \" \" Link(/u&amp;v) \"c\" \" \" Link(/u&amp;v) \"d\" \" \" \
         Link(https://e.org) \" \" Url(https://f.org)\n"
    );
}

#[test]
fn html_gives_tags_links_and_text() {
    let document = md(
        "<p align=\"center\">\n  <a href=\"/x\">One <b>two</b></a><!-- no -->\n</p>\n\nsee <img src='i.png' alt=\"An i\"/>\n",
    );
    assert_eq!(
        outline(&document),
        "\
html Tag(p) Tag(a) Link(/x) \"One \" Tag(b) \"two\" CloseTag(b) CloseTag(a) CloseTag(p)
paragraph \"see \" Tag(img) Image(i.png) Attribute(An i)
"
    );
    assert_eq!(document.slice(document.comments[0]), "<!-- no -->");
}

#[test]
fn alerts_footnotes_math_and_definitions() {
    let document = md("> [!NOTE]\n> a[^1] and $x^2$\n\n[^1]: b\n\nterm\n: meaning\n");
    assert_eq!(
        outline(&document),
        "\
admonition #NOTE
  paragraph \"a\" FootnoteReference(1) \" and \" Math(x^2)
footnote #1
  paragraph \"b\"
definitionlist
  term \"term\"
  definition
    paragraph \"meaning\"
"
    );
}

#[test]
fn an_open_fence_is_a_problem_at_its_line() {
    assert_eq!(outline(&md("a\n\n```\nb\n")), "paragraph \"a\"\ncode <b> CodeText(b\\n)\n! Unclosed line 3\n");
    assert_eq!(outline(&md("- ~~~\n  b\n  ~~\n\nc\n")).matches("! Unclosed line 1").count(), 1);
    assert_eq!(md("> ```\n> b\n> ```\n\n````\n```\n````").problems.len(), 0);
}

#[test]
fn a_fence_that_another_one_closes_is_a_problem() {
    assert_eq!(md("```sh\na\n\nText.\n\n```sh\nb\n```\n").problems.len(), 1);
    assert_eq!(md("```md\n```sh\n```\n").problems.len(), 0);
    assert_eq!(md("```sh\necho ```x\n```\n").problems.len(), 0);
}

#[test]
fn what_looks_like_a_tag_or_math_and_is_none() {
    let document = md("Set <your-token> for <b>x</b> in <my-app>y</my-app>, $A/$B, US$5–$6.\n");
    assert_eq!(
        outline(&document),
        "paragraph \"Set \" Placeholder(<your-token>) \" for \" Tag(b) \"x\" CloseTag(b) \" in \" Tag(my-app) \"y\" \
         CloseTag(my-app) \", $A/$B, US$5–$6.\"\n"
    );
}

#[test]
fn marks_of_other_systems_are_no_text() {
    let document = md("\u{feff}---\r\nlang: de\r\n---\r\n# Übersicht\r\n\r\n- eins\r\n- zwei\0\r\n");
    assert_eq!(
        outline(&document),
        "h1 \"Übersicht\"\nul\n  li\n    paragraph \"eins\"\n  li\n    paragraph \"zwei\\0\"\n"
    );
}

#[test]
fn a_wrapped_page_is_parsed_as_if_it_were_not() {
    let document = md("---\nlang: de\n---\n\n```markdown\n# A\n\nb\n```\n");
    assert_eq!(outline(&document), "h1 \"A\"\nparagraph \"b\"\n! FenceWrapped line 5\n");
    let document = md("```markdown\n---\nlang: de\n---\n# A\n\nb\n```\n");
    assert_eq!(outline(&document), "h1 \"A\"\nparagraph \"b\"\n! FenceWrapped line 1\n");
    assert_eq!(document.front_matter.unwrap().text("lang"), Some("de"));
}

#[test]
fn hostile_pages_end_soon() {
    for text in [
        "> ".repeat(20_000),
        "- ".repeat(20_000),
        "[".repeat(50_000),
        "<a href='".repeat(20_000),
        "*a ".repeat(20_000),
        format!("{}\n{}\n{}", "|a".repeat(1000), "|-".repeat(1000), "|x\n".repeat(1000)),
        "{{".repeat(50_000),
        "https://".repeat(10_000),
        "(".repeat(10_000) + &")".repeat(10_000),
    ] {
        assert_sound(&parse(text, "page.md"));
    }
}

/// Pieces of Markdown and of other alphabets, to be put together at random.
fn fragments() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "```",
        "```js\n",
        "~~~\n",
        "|",
        "|---|---|\n",
        "`",
        "``",
        "*",
        "**",
        "_",
        "[",
        "](",
        ")",
        "![",
        "]",
        "[^1]",
        "[^1]: ",
        "<",
        ">",
        "<a href=\"x\">",
        "</a>",
        "<div>\n",
        "<!--",
        "-->",
        "$",
        "$$",
        "{",
        "}",
        "{{",
        "}}",
        "{% x %}",
        "%s",
        ":::note\n",
        ":::\n",
        "/// tip | T\n",
        "///\n",
        "!!! note\n",
        "\\",
        "&amp;",
        "\r\n",
        "\r",
        "\0",
        "日本語",
        "ß",
        "👩‍👩‍👧",
        "العربية",
        "\u{feff}",
        "a",
        "b c",
        "https://x.y/z",
        ": ",
        "[c]: u\n",
        "---\n",
        "===\n",
        "+++\n",
        "{#id}",
        "{/* c */}",
        "import A from 'a'\n",
        "<Tabs>\n",
        "</Tabs>\n",
        "<Tab a={1}>",
        "{{< x >}}",
        "{{% /x %}}",
        "{{< /x >}}",
        "=== \"T\"\n",
        "    ",
        "::::",
        "{* f *}",
        "--8<-- \"f\"\n",
        "<>",
        "</>",
        "export const a = {\n",
        "{: .c}",
        "{ #id }",
        "{# c #}",
        "{! f !}",
        "<?",
        "?>",
        "{% raw %}",
        "{% endraw %}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_document(text in "\\PC*") {
        assert_sound(&parse(text.clone(), "page.md"));
        assert_sound(&parse(text, "page.mdx"));
    }

    #[test]
    fn any_markdown_gives_a_sound_document(text in fragments()) {
        assert_sound(&parse(text.clone(), "page.md"));
        assert_sound(&parse(text, "page.mdx"));
    }
}
