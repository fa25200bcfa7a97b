//! The tree of blocks and the inlines within them, as flat tables in document order.

use super::span::Span;

/// Index of a block in [`super::Document::blocks`].
pub type BlockId = usize;

/// What a block is: CommonMark and GFM, and what the dialects add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The whole page; always block 0, the parent of every top-level block.
    Root,
    /// A heading, ATX or setext, of level 1 to 6. `name` is its explicit id, if any.
    Heading(u8),
    /// A paragraph; the text of a tight list item is one too.
    Paragraph,
    /// A list; `Some(n)` when ordered, starting at `n`.
    List(Option<u64>),
    /// An item of a list; `Some(done)` for a task.
    Item(Option<bool>),
    /// A GFM table.
    Table,
    /// A row of a table; `true` for its head.
    Row(bool),
    /// A cell of a row.
    Cell,
    /// Code; `name` is its info string, `content` its text without fences.
    Code {
        /// Fenced rather than indented.
        fenced: bool,
    },
    /// A block quote.
    Quote,
    /// A thematic break.
    Break,
    /// A block of raw HTML; its tags, links and text are inlines.
    Html,
    /// A footnote definition; `name` is its label.
    Footnote,
    /// A definition list.
    DefinitionList,
    /// A term of a definition list.
    Term,
    /// A definition of a term.
    Definition,
    /// An admonition (`:::note`, `!!! note`, `/// note`, `> [!NOTE]`); `name` is its kind, its title is its first
    /// paragraph child.
    Admonition,
    /// A component or other container of a dialect with blocks inside it; `name` is its name.
    Component,
    /// A shortcode, include or directive that stands alone; `name` is its name, `content` its arguments.
    Shortcode,
    /// Imports and exports of MDX, and other lines that are program text.
    Program,
}

/// One block. Children follow it in the table, up to `next`.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of it, markers and fences included, without the line end.
    pub span: Span,
    /// The name that a translation keeps (see [`BlockKind`]); empty where there is none.
    pub name: Span,
    /// The inside: text of code, arguments of a shortcode; equal to `span` for the others.
    pub content: Span,
    /// The block that holds it; the root holds itself.
    pub parent: BlockId,
    /// The first block after its subtree.
    pub next: BlockId,
    /// Its inlines as a range of [`super::Document::inlines`], those of its subtree included.
    pub inlines: (u32, u32),
}

/// What an inline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// A run of text that a reader sees as prose; `value` equals `span`.
    Text,
    /// A code span; `value` is its content.
    Code,
    /// A link of any form, an autolink or an `href` in HTML; `value` is the target as written.
    Link,
    /// An image, or a `src` in HTML; `value` is the target as written.
    Image,
    /// An HTML tag that opens or stands alone; `value` is its name.
    Tag,
    /// A closing HTML tag; `value` is its name.
    CloseTag,
    /// A JSX component that stands in a line; `value` is its name.
    Component,
    /// A reference to a footnote; `value` is its label.
    FootnoteReference,
    /// Math between dollars; `value` is what stands between them.
    Math,
    /// Something that a program replaces (`{name}`, `%s`, `{{ site.url }}`, `:emoji:`, `[[page]]`); `value` is all of it.
    Placeholder,
    /// A shortcode, include or tag of a template in a line (`{{< x >}}`, `{% x %}`); `value` is its name.
    Shortcode,
    /// The start or end of emphasis, strong or strikethrough (`value` is its marker).
    Emphasis,
    /// A hard line break.
    Break,
    /// A GFM bare address in text; `value` is the address.
    Url,
    /// Prose in an attribute of a tag or component (`title`, `alt`, `label` …); `value` is the attribute's value.
    Attribute,
    /// A run of the text of a code block, without the indentation or `>` of what the block stands in.
    CodeText,
}

impl InlineKind {
    /// How many kinds there are.
    pub const COUNT: usize = Self::CodeText as usize + 1;
}

/// One inline, in document order. A link's text follows it as inlines of its own.
#[derive(Debug, Clone, Copy)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// All of it.
    pub span: Span,
    /// Its value (see [`InlineKind`]); for a reference link it lies in the definition, elsewhere in the file.
    pub value: Span,
}
