//! A line scanner for Markdown pages, written apart from the program's parser so that the two do not share mistakes.
//!
//! It needs to be right only where it is used to plant: what it does not know for certain is [`Kind::Other`], which no
//! break is planted in.

use std::sync::LazyLock;

use regex::Regex;

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A heading of level 1 to 6, with `#` or underlined.
    Heading(usize),
    /// Lines of text.
    Paragraph,
    /// The first paragraph of a list item; its children are blocks of their own.
    Item {
        /// Whether it is numbered.
        ordered: bool,
    },
    /// A fenced code block with its info string.
    Fence {
        /// What stands behind the opening fence.
        info: String,
        /// Whether it has a closing fence.
        closed: bool,
    },
    /// A pipe table: head, delimiter row, body.
    Table,
    /// Lines that begin with `>`.
    Quote,
    /// The line that opens a `:::`, `///` or `!!!` container, and its first word.
    Open(String),
    /// The line that closes a container.
    Close,
    /// Html or a component, up to a blank line.
    Html,
    /// A comment of html or MDX.
    Comment,
    /// Liquid, Hugo or include syntax that fills the line.
    Shortcode,
    /// A definition of a link reference.
    LinkDefinition,
    /// A definition of a footnote.
    Footnote,
    /// A thematic break.
    Rule,
    /// Imports, indented code, and what the scanner does not know.
    Other,
}

/// A run of lines of one kind. Lines are 0-based, `last` inclusive.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its first line.
    pub first: usize,
    /// Its last line.
    pub last: usize,
    /// Columns before its first character; a tab counts four.
    pub indent: usize,
    /// How many containers are open around it.
    pub depth: usize,
}

/// A page: its lines (joined by `\n` they are the file) and what they are.
#[derive(Debug, Clone)]
pub struct Page {
    /// The lines without their line ends.
    pub lines: Vec<String>,
    /// Lines of the front matter's opening and closing fence.
    pub front: Option<(usize, usize)>,
    /// The blocks of the body in order.
    pub blocks: Vec<Block>,
}

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:([-*+])|([0-9]{1,9})[.)])(?:\s+|$)"));
static DELIMITER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$"));
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$"));
static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ {0,3}(#{1,6})(?:\s|$)"));
static CONTAINER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?::{3,}|/{3,}|!{3})\s*\{?\.?([A-Za-z][\w-]*)?"));
static HTML: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*</?([A-Za-z][\w.-]*)(?:[\s/>]|$)"));
static ONLY_TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:</?[A-Za-z][^<>]*>\s*)+$"));
static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:\{%.*%\}|\{\{.*\}\}|\{\*.*\*\})\s*$"));
static LINK_DEFINITION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ {0,3}\[[^\]^][^\]]*\]:\s*\S"));
static FOOTNOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ {0,3}\[\^[^\]]+\]:"));

/// Names of html elements that open a block (CommonMark 0.31, section 4.6, kind 6), as far as pages use them.
const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "iframe",
    "li",
    "link",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "script",
    "style",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Columns before the first character.
pub fn indent_of(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, ' ' | '\t')).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The fence that a line opens: its character, length, and info string.
fn fence_open(line: &str) -> Option<(char, usize, String)> {
    let text = line.trim_start();
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|&c| c == mark).count();
    let info = text[length..].trim().to_string();
    (length >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, length, info))
}

fn closes(line: &str, mark: char, length: usize) -> bool {
    let text = line.trim();
    text.chars().count() >= length && text.chars().all(|c| c == mark)
}

/// The item marker of a line: whether it is numbered, and the bytes before its text.
pub fn item_marker(line: &str) -> Option<(bool, usize)> {
    if RULE.is_match(line) {
        return None;
    }
    let found = ITEM.captures(line)?;
    Some((found.get(2).is_some(), found.get(0)?.end()))
}

/// Whether a line is the delimiter row of a table.
pub fn is_delimiter(line: &str) -> bool {
    line.contains('|') && line.contains('-') && DELIMITER.is_match(line)
}

struct Scanner<'a> {
    lines: &'a [String],
    depth: usize,
    blocks: Vec<Block>,
}

impl Page {
    /// Scan a file.
    pub fn new(text: &str) -> Self {
        let lines: Vec<String> = text.split('\n').map(str::to_string).collect();
        let front = front_matter(&lines);
        let mut scanner = Scanner { lines: &lines, depth: 0, blocks: Vec::new() };
        scanner.run(front.map_or(0, |(_, end)| end + 1));
        let blocks = scanner.blocks;
        Self { lines, front, blocks }
    }

    /// The whole file again.
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// The lines of a block, joined.
    pub fn block_text(&self, block: &Block) -> String {
        self.lines[block.first..=block.last].join("\n")
    }

    /// The first line after the front matter.
    pub fn body(&self) -> usize {
        self.front.map_or(0, |(_, end)| end + 1)
    }

    /// How many lines hold something: a final line end does not count as a line.
    pub fn line_count(&self) -> usize {
        self.lines.len() - usize::from(self.lines.len() > 1 && self.lines.last().is_some_and(String::is_empty))
    }

    /// One past the last block that belongs to the item, heading section, or other block at `index`.
    pub fn extent(&self, index: usize) -> usize {
        let block = &self.blocks[index];
        let ends = |other: &Block| match block.kind {
            Kind::Heading(level) => matches!(other.kind, Kind::Heading(next) if next <= level),
            Kind::Item { .. } => other.indent <= block.indent,
            _ => true,
        };
        (index + 1..self.blocks.len()).find(|&next| ends(&self.blocks[next])).unwrap_or(self.blocks.len())
    }

    /// The items of the list that holds the item at `index`, itself among them.
    pub fn siblings(&self, index: usize) -> Vec<usize> {
        let own = &self.blocks[index];
        let mut before = Vec::new();
        let mut after = Vec::new();
        let belongs = |other: &Block| {
            if other.indent > own.indent {
                return Some(false);
            }
            (other.kind == own.kind && other.indent == own.indent && self.marker(other) == self.marker(own))
                .then_some(true)
        };
        for next in (0..index).rev() {
            match belongs(&self.blocks[next]) {
                Some(true) => before.push(next),
                Some(false) => {}
                None => break,
            }
        }
        for next in index + 1..self.blocks.len() {
            match belongs(&self.blocks[next]) {
                Some(true) => after.push(next),
                Some(false) => {}
                None => break,
            }
        }
        before.reverse();
        before.push(index);
        before.extend(after);
        before
    }

    /// The character that makes the block an item: the bullet, or what follows the number.
    fn marker(&self, block: &Block) -> Option<char> {
        let line = &self.lines[block.first];
        let (_, end) = item_marker(line)?;
        line[..end].trim_end().chars().last()
    }

    /// How many items the item at `index` is nested in.
    pub fn nesting(&self, index: usize) -> usize {
        let mut indent = self.blocks[index].indent;
        let mut levels = 0;
        for block in self.blocks[..index].iter().rev() {
            if indent == 0 {
                break;
            }
            if block.indent < indent {
                if !matches!(block.kind, Kind::Item { .. }) {
                    break;
                }
                levels += 1;
                indent = block.indent;
            }
        }
        levels
    }
}

fn front_matter(lines: &[String]) -> Option<(usize, usize)> {
    let fence = lines.first().map(|line| line.trim_end()).filter(|line| matches!(*line, "---" | "+++"))?;
    let end = (1..lines.len()).find(|&at| lines[at].trim_end() == fence)?;
    Some((0, end))
}

impl Scanner<'_> {
    fn run(&mut self, start: usize) {
        let mut at = start;
        while at < self.lines.len() {
            at = if self.lines[at].trim().is_empty() { at + 1 } else { self.block(at) };
        }
    }

    /// Reads the block that begins at line `at` and says where the next one may begin.
    fn block(&mut self, at: usize) -> usize {
        let line = self.lines[at].as_str();
        let (kind, last) = self.classify(at, line);
        if kind == Kind::Close {
            self.depth = self.depth.saturating_sub(1);
        }
        self.blocks.push(Block { kind: kind.clone(), first: at, last, indent: indent_of(line), depth: self.depth });
        if matches!(kind, Kind::Open(_)) && !line.trim_start().starts_with("!!!") {
            self.depth += 1;
        }
        last + 1
    }

    fn classify(&self, at: usize, line: &str) -> (Kind, usize) {
        let text = line.trim();
        if let Some((mark, length, info)) = fence_open(line) {
            let close = (at + 1..self.lines.len()).find(|&next| closes(&self.lines[next], mark, length));
            return (Kind::Fence { info, closed: close.is_some() }, close.unwrap_or(self.lines.len() - 1));
        }
        if text.starts_with("<!--") {
            return (Kind::Comment, self.until(at, "-->"));
        }
        if text.starts_with("{/*") {
            return (Kind::Comment, self.until(at, "*/"));
        }
        if text.starts_with("{% highlight") || text.starts_with("{% raw") {
            return (Kind::Other, self.until(at, if text.starts_with("{% raw") { "endraw" } else { "endhighlight" }));
        }
        if SHORTCODE.is_match(line) {
            return (Kind::Shortcode, at);
        }
        if let Some(found) = CONTAINER.captures(line) {
            let name = found.get(1).map(|name| name.as_str().to_string());
            return (name.map_or(Kind::Close, Kind::Open), at);
        }
        if let Some(found) = HEADING.captures(line) {
            return (Kind::Heading(found[1].len()), at);
        }
        if RULE.is_match(line) {
            return (Kind::Rule, at);
        }
        if text.starts_with('>') {
            return (Kind::Quote, self.while_lines(at, |next| next.trim_start().starts_with('>')));
        }
        if line.contains('|') && self.lines.get(at + 1).is_some_and(|next| is_delimiter(next)) {
            return (Kind::Table, self.while_lines(at, |next| next.contains('|')));
        }
        if let Some((ordered, end)) = item_marker(line) {
            // An item that begins with a fence is left alone.
            if let Some((mark, length, _)) = fence_open(&line[end..]) {
                let close = (at + 1..self.lines.len()).find(|&next| closes(&self.lines[next], mark, length));
                return (Kind::Other, close.unwrap_or(at));
            }
            return (Kind::Item { ordered }, self.while_lines(at, |next| !starts_block(next)));
        }
        if starts_component(line) {
            let end = |next: usize| self.lines[next].trim_end().ends_with('>');
            return (Kind::Html, (at..self.lines.len()).find(|&next| end(next)).unwrap_or(at));
        }
        if starts_html(line) {
            let preformatted = ["script", "style", "pre"].iter().find(|name| text.starts_with(&format!("<{name}")));
            let last = preformatted
                .map_or_else(|| self.while_lines(at, |_| true), |name| self.until(at, &format!("</{name}>")));
            return (Kind::Html, last);
        }
        if FOOTNOTE.is_match(line) {
            return (Kind::Footnote, self.while_lines(at, |next| !starts_block(next)));
        }
        if LINK_DEFINITION.is_match(line) {
            return (Kind::LinkDefinition, at);
        }
        let import = text.starts_with("import ") && (text.contains(" from ") || text.contains(['"', '\'']));
        if import || text.starts_with("export const ") || text.starts_with("export default ") {
            return (Kind::Other, self.while_lines(at, |_| true));
        }
        let outer = self.blocks.iter().rev().find(|block| block.indent < indent_of(line));
        let in_list = outer.is_some_and(|block| matches!(block.kind, Kind::Item { .. }));
        if indent_of(line) >= 4 && !in_list {
            return (Kind::Other, self.while_lines(at, |next| indent_of(next) >= 4));
        }
        self.paragraph(at)
    }

    fn paragraph(&self, at: usize) -> (Kind, usize) {
        let last = self.while_lines(at, |next| !starts_block(next) && !is_underline(next));
        match self.lines.get(last + 1) {
            Some(next) if is_underline(next) => {
                (Kind::Heading(if next.trim().starts_with('=') { 1 } else { 2 }), last + 1)
            }
            _ => (Kind::Paragraph, last),
        }
    }

    /// The last line of the run after `at` in which every line is not blank and `goes_on`.
    fn while_lines(&self, at: usize, goes_on: impl Fn(&str) -> bool) -> usize {
        let end =
            (at + 1..self.lines.len()).find(|&next| self.lines[next].trim().is_empty() || !goes_on(&self.lines[next]));
        end.unwrap_or(self.lines.len()) - 1
    }

    /// The line at or after `at` that holds `mark`, or `at` when none does.
    fn until(&self, at: usize, mark: &str) -> usize {
        (at..self.lines.len()).find(|&next| self.lines[next].contains(mark)).unwrap_or(at)
    }
}

fn is_underline(line: &str) -> bool {
    let text = line.trim_end();
    text.len() >= 2 && (text.chars().all(|c| c == '=') || text.chars().all(|c| c == '-'))
}

/// Whether the line begins a block of its own even directly below text.
fn starts_block(line: &str) -> bool {
    let text = line.trim_start();
    fence_open(line).is_some()
        || HEADING.is_match(line)
        || RULE.is_match(line)
        || item_marker(line).is_some_and(|(_, end)| end < line.len())
        || text.starts_with('>')
        || text.starts_with("<!--")
        || CONTAINER.is_match(line)
        || SHORTCODE.is_match(line)
        || starts_html(line)
}

/// Whether the line begins with a component of MDX, which ends with its tag: what follows is Markdown again.
fn starts_component(line: &str) -> bool {
    HTML.captures(line).is_some_and(|found| found[1].starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether the line opens a block of html: an element that does so by name, a component, or nothing but tags.
fn starts_html(line: &str) -> bool {
    HTML.captures(line).is_some_and(|found| {
        let name = &found[1];
        name.starts_with(|c: char| c.is_ascii_uppercase())
            || BLOCK_TAGS.contains(&name.to_ascii_lowercase().as_str())
            || ONLY_TAGS.is_match(line)
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Page};

    fn kinds(text: &str) -> Vec<(String, usize, usize)> {
        let page = Page::new(text);
        page.blocks
            .iter()
            .map(|b| (format!("{:?}", b.kind).split([' ', '(']).next().unwrap().to_string(), b.first, b.last))
            .collect()
    }

    fn named(rows: &[(&str, usize, usize)]) -> Vec<(String, usize, usize)> {
        rows.iter().map(|&(kind, first, last)| (kind.to_string(), first, last)).collect()
    }

    #[test]
    fn blocks_of_a_page() {
        let text = "---\ntitle: Le port\n---\n\n# Le port\n\nLes bateaux\nrentrent.\n\n- un\n- deux\n  suite\n\n  - trois\n\n1. quatre\n\n```sh\n# non\n\nls\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n> cité\n";
        let expected = [
            ("Heading", 4, 4),
            ("Paragraph", 6, 7),
            ("Item", 9, 9),
            ("Item", 10, 11),
            ("Item", 13, 13),
            ("Item", 15, 15),
            ("Fence", 17, 21),
            ("Table", 23, 25),
            ("Quote", 27, 27),
        ];
        assert_eq!(kinds(text), named(&expected));
        let page = Page::new(text);
        assert_eq!(page.text(), text);
        assert_eq!(page.front, Some((0, 2)));
        assert_eq!(page.siblings(2), [2, 3]);
        assert_eq!(page.extent(3), 5);
        assert_eq!(page.nesting(4), 1);
    }

    #[test]
    fn dialects() {
        let text = "import A from 'a';\n\n:::note[Merke]\nText.\n:::\n\n/// warning | Warnung\n\nText.\n\n///\n\n{* ../src/a.py hl[2] *}\n\n<Steps>\n\nText mit <kbd>Strg</kbd>.\n\n</Steps>\n\n{/* weg */}\n\nÜberschrift\n-----------\n";
        let expected = [
            ("Other", 0, 0),
            ("Open", 2, 2),
            ("Paragraph", 3, 3),
            ("Close", 4, 4),
            ("Open", 6, 6),
            ("Paragraph", 8, 8),
            ("Close", 10, 10),
            ("Shortcode", 12, 12),
            ("Html", 14, 14),
            ("Paragraph", 16, 16),
            ("Html", 18, 18),
            ("Comment", 20, 20),
            ("Heading", 22, 23),
        ];
        assert_eq!(kinds(text), named(&expected));
        let page = Page::new(text);
        assert_eq!(page.blocks.iter().map(|b| b.depth).collect::<Vec<_>>(), [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(page.blocks[1].kind, Kind::Open("note".into()));
    }

    #[test]
    fn a_fence_hides_what_is_in_it_and_may_stay_open() {
        let page = Page::new("````md\n```js\n# a\n```\n````\n\n```js\nlet a;\n");
        assert_eq!(page.blocks.len(), 2);
        assert_eq!(page.blocks[0].last, 4);
        assert_eq!(page.blocks[1].kind, Kind::Fence { info: "js".into(), closed: false });
    }
}
