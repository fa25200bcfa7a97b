//! Outlines of small pages in each dialect.

use super::{assert_sound, md};
use crate::document::{Document, outline, parse};

fn mdx(text: &str) -> Document {
    let document = parse(text.to_owned(), "page.mdx");
    assert_sound(&document);
    document
}

#[track_caller]
fn shows(document: &Document, expected: &str) {
    assert_eq!(outline(document), expected);
}

#[test]
fn slashes_of_mkdocs() {
    shows(
        &md(
            "# Start { #start }\n\n/// tip | A `good` one\n\nText { #no }\n\n//// tab | 1. First\n\nin\n\n////\n\n///\n{* ../x.py hl[1] *}\nafter\n",
        ),
        "\
h1 #start \"Start\"
admonition #tip
  paragraph \"A \" Code(good) \" one\"
  paragraph \"Text { #no }\"
  component #tab <>
    paragraph \"1. First\"
    paragraph \"in\"
shortcode #../x.py <hl[1]>
paragraph \"after\"
",
    );
    shows(
        &md(
            "/// details | More\n    type: tip\n    open: True\n\nb\n///\n\n::: pkg.Name\n    options:\n        members:\n            - c\n",
        ),
        "\
admonition #details
  paragraph \"More\"
  paragraph \"b\"
shortcode #pkg.Name <options:\\n        members:\\n            - c>
",
    );
    shows(&md("/// note\n\na\n"), "admonition #note\nparagraph \"a\"\n! Unclosed line 1\n");
    shows(&md("a\n\n///\n"), "paragraph \"a\"\n! Unclosed line 3\n");
    shows(&md("a /// b\nc\n\n/// see this\n"), "paragraph \"a /// b\" \"c\"\nparagraph \"/// see this\"\n");
}

#[test]
fn colons_of_docusaurus_vitepress_and_pandoc() {
    shows(
        &md(
            "::::note[The *title*]{x=y}\n\na\n:::tip Two words\nb\n:::\n::::\n\n::: {.callout-warning #w}\nc\n:::\n\n- d\n\n  :::danger\n  e\n  :::\n",
        ),
        "\
admonition #note
  paragraph \"The \" Emphasis(*) \"title\" Emphasis(*)
  paragraph \"a\"
  admonition #tip
    paragraph \"Two words\"
    paragraph \"b\"
admonition #callout-warning
  paragraph \"c\"
ul
  li
    paragraph \"d\"
    admonition #danger
      paragraph \"e\"
",
    );
    shows(
        &md(":::注意[题]\n甲\n:::\n\n```md\n:::note\n```\n"),
        "admonition #注意\n  paragraph \"题\"\n  paragraph \"甲\"\ncode #md <:::note> CodeText(:::note\\n)\n",
    );
    shows(
        &md("::: pkg.Name\n\n::youtube[x]{#id}\n\na\n:::\n"),
        "shortcode #pkg.Name <>\nshortcode #youtube <[x]{#id}>\nparagraph \"a\"\n! Unclosed line 6\n",
    );
}

#[test]
fn exclamation_marks_and_tabs_of_material() {
    shows(
        &md(
            "!!! note \"A title\"\n    One.\n\n        code\n\n    - two\n      three\nAfter.\n\n??? tip\n\n    x\n\n=== \"Tab\"\n\n    y\n\n=== \"Other\"\n\n    !!! info inline end \"Z\"\n        z\n",
        ),
        "\
admonition #note
  paragraph \"A title\"
  paragraph \"One.\"
  indented CodeText(code\\n)
  ul
    li
      paragraph \"two\" \"three\"
paragraph \"After.\"
admonition #tip
  paragraph \"x\"
component #=== <>
  paragraph \"Tab\"
  paragraph \"y\"
component #=== <>
  paragraph \"Other\"
  admonition #info
    paragraph \"Z\"
    paragraph \"z\"
",
    );
    shows(
        &md("!!! What a day this was, really\n\nHow???\n"),
        "paragraph \"!!! What a day this was, really\"\nparagraph \"How???\"\n",
    );
}

#[test]
fn liquid_hugo_and_kramdown() {
    shows(
        &md("{% include a.html x=\"y\" %}\n\nSee {{ site.url }} and [b]({{ site.url }}/c){: .d target=_blank}{% if x %}e{% endif %}.\n{: .lead}\n\n## H {#h}\n\n{% highlight rb %}\ndef x\n{% endhighlight %}\n\n{% comment %}\nno\n{% endcomment %}\n"),
        "\
shortcode #include <a.html x=\\\"y\\\">
paragraph \"See \" Placeholder({{ site.url }}) \" and \" Link({{ site.url }}/c) \"b\" Shortcode(if) \"e\" Shortcode(endif) \".\"
h2 #h \"H\"
code #rb <def x> CodeText(def x\\n)
",
    );
    shows(
        &md(
            "{{< tabs >}}\n{{% tab \"A\" %}}\nText {{< icon x >}}.\n{{% /tab %}}\n{{< /tabs >}}\n{{< figure src=\"a\"\n  alt=\"b\" >}}\n{{/* no */}}\n",
        ),
        "\
component #tabs <>
  component #tab <\\\"A\\\">
    paragraph \"Text \" Shortcode(icon) \".\"
shortcode #figure <src=\\\"a\\\"\\n  alt=\\\"b\\\">
",
    );
    shows(
        &md("`{{ a }}` and {{#include x.md}} {{ b\n"),
        "paragraph Code({{ a }}) \" and \" Shortcode(#include) \" {{ b\"\n",
    );
}

#[test]
fn comments_are_kept_apart() {
    let document =
        md("{% comment %}a{% endcomment %}\n\nb {% comment %}c{% endcomment %}{# d #}<!-- e -->\n\n{{/* f */}}\n");
    shows(&document, "paragraph \"b \"\n");
    let comments: Vec<&str> = document.comments.iter().map(|&span| document.slice(span)).collect();
    let liquid = ["{% comment %}a{% endcomment %}", "{% comment %}c{% endcomment %}"];
    assert_eq!(comments, [liquid[0], liquid[1], "{# d #}", "<!-- e -->", "{{/* f */}}"]);
}

#[test]
fn mdx_components_expressions_and_programs() {
    shows(
        &mdx(
            "import A from 'a';\nexport const b = {\n  c: 1,\n\n  d: 2\n}\n\n# T {/* #t */}\n\n<Tabs items={[\"x\"]}>\n    <Tab title=\"One\" href=\"/y\">\n        Text {name}{' '}and <B c={\">\"} />\n\n        ```js\n        code\n          more\n        ```\n        - i\n            - j\n    </Tab>\n</Tabs>\n{/* no */}\n<Card\n  title=\"Z\"\n/>\n\n<p>in a line</p>\n",
        ),
        "\
program
h1 #t \"T\"
component #Tabs <items={[\\\"x\\\"]}>
  component #Tab <title=\\\"One\\\" href=\\\"/y\\\"> Attribute(One) Link(/y)
    paragraph \"Text \" Placeholder({name}) \"and \" Component(B)
    code #js <code\\n          more> CodeText(code\\n) CodeText(  more\\n)
    ul
      li
        paragraph \"i\"
        ul
          li
            paragraph \"j\"
component #Card <title=\\\"Z\\\"> Attribute(Z)
paragraph Tag(p) \"in a line\" CloseTag(p)
",
    );
}

#[test]
fn mdx_tags_left_open() {
    shows(
        &mdx("<A>\n\nx\n\n<B>y\n"),
        "component #A <>\nparagraph \"x\"\nparagraph Component(B) \"y\"\n! Unclosed line 1\n! Unclosed line 5\n",
    );
    shows(&mdx("<A>\n\n- x\n  </A>\n\ny\n"), "component #A <>\n  ul\n    li\n      paragraph \"x\"\nparagraph \"y\"\n");
    shows(&mdx("<A>x\n</A>\n"), "paragraph Component(A) \"x\"\nhtml CloseTag(A)\n");
}

#[test]
fn mdx_components_on_one_line() {
    let three = "component #Tip <>\n  paragraph \"Mind \" Emphasis(*) \"the\" Emphasis(*) \" step.\"\n";
    shows(&mdx("<Tip>\n  Mind *the* step.\n</Tip>\n"), three);
    shows(&mdx("<Tip>Mind *the* step.</Tip>\n"), three);
    shows(&mdx("a\n<Tip>b</Tip>\nc\n"), "paragraph \"a\" Component(Tip) \"b\" CloseTag(Tip) \"c\"\n");
    shows(&mdx("<Tip>b</Tip> c\n"), "paragraph Component(Tip) \"b\" CloseTag(Tip) \" c\"\n");
}

#[test]
fn mdx_fences_closed_further_left() {
    shows(
        &mdx("1. a\n\n    <A>\n      <B>\n        ```js\n        b\n    ```\n      </B>\n    </A>\n\n2. c\n"),
        "\
ol 1
  li
    paragraph \"a\"
    component #A <>
      component #B <>
        code #js <b> CodeText(b\\n)
  li
    paragraph \"c\"
",
    );
}

#[test]
fn underlined_headings_have_ids_too() {
    shows(&md("One { #a }\n=====\n\nTwo {#b}\n---\n"), "h1 #a \"One\"\nh2 #b \"Two\"\n");
}

#[test]
fn mdx_has_no_indented_code() {
    shows(
        &mdx("1.  a\n\n        ```js\n        b\n          c\n        ```\n\n    d\n"),
        "ol 1\n  li\n    paragraph \"a\"\n    code #js <b\\n          c> CodeText(b\\n) CodeText(  c\\n)\n    paragraph \"d\"\n",
    );
    shows(&mdx("<A>\n\n        x\n\n</A>\n"), "component #A <>\n  paragraph \"x\"\n");
}

#[test]
fn mdx_is_told_by_its_imports() {
    let page = "import A from './a';\n\n<A>\n**b**\n</A>\n";
    assert_eq!(outline(&md(page)), outline(&mdx(page)));
    shows(
        &md("import is from here\n\n```js\nimport a from 'b';\n```\n"),
        &outline(&md("import is from here\n\n```js\nimport a from 'b';\n```\n")),
    );
}

#[test]
fn spans_lead_back_into_the_file() {
    let text = "---\nt: ü\n---\n\n<A>\n      Übung {x} **fett**\n</A>\n";
    let document = mdx(text);
    let paragraph = document.blocks.iter().find(|block| block.kind == crate::document::BlockKind::Paragraph).unwrap();
    assert_eq!(document.slice(paragraph.span), "Übung {x} **fett**");
    assert_eq!(document.prose(2), "Übung  fett");
    assert_eq!(document.slice(document.blocks[1].span), "<A>\n      Übung {x} **fett**\n</A>");
}
