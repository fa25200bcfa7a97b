//! Pages of any text in every dialect: blocks lie within the text and within their parents.
#![no_main]

use isogloss::document::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let name = if text.len() % 2 == 0 { "page.md" } else { "page.mdx" };
    let page = parse(text.to_owned(), name);
    for (id, block) in page.blocks.iter().enumerate() {
        assert!(text.get(block.span.range()).is_some(), "{block:?}");
        assert!(text.get(block.content.range()).is_some(), "{block:?}");
        assert!(id == 0 || block.parent < id && page.blocks[block.parent].next >= block.next, "{block:?}");
        let _ = page.lines.range(text, block.span);
    }
    for inline in &page.inlines {
        assert!(text.get(inline.span.range()).is_some() && text.get(inline.value.range()).is_some(), "{inline:?}");
    }
    let _ = page.prose(0);
});
