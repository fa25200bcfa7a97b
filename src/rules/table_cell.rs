//! `table-cell`

use std::collections::HashMap;

use super::phrase::{quote, quote_both};
use super::{Check, Family, Finding, Page, Pair, Rule, Sink};
use crate::align::Match;
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind, InlineKind};

/// A cell of a table holds another value.
pub const RULE: Rule = Rule {
    id: "table-cell",
    family: Family::Blocks,
    severity: Severity::Warning,
    summary: "a cell of a table holds another value",
    explain: "A cell holds a number, a type or a default, which is the same in every language, and the translation has \
        another. A number or sign without words is always compared; a word only in a column whose other cells are all \
        but kept as they are in the source.\n\nUse the value of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let cells = cells(pair);
    let columns = columns(&cells);
    for cell in &cells {
        let (here, there) = (cell.source.as_str(), cell.target.as_str());
        let value = is_value(here) && is_value(there);
        let kept = || columns.get(&cell.column).is_some_and(Column::is_kept);
        let name =
            || is_name(here) && is_name(there) && (is_code(here) || is_code(there) || share(here, there)) && kept();
        if is_same(here, there) || !value && !name() {
            if let Some((wanted, found)) = choices(here).zip(choices(there)).filter(|(a, b)| a != b && share(a, b)) {
                let (there, here) = quote_both(found, wanted);
                let message = format!("cell lists {there} where the source lists {here}");
                out.report(place(pair, cell, message));
            }
            continue;
        }
        let message = format!("cell is {} where the source has {}", quote(there), quote(here));
        out.report(place(pair, cell, message));
    }
}

fn place(pair: &Pair<'_>, cell: &Cell, message: String) -> Finding {
    Finding::new(pair.target.document.blocks[cell.leaf.target].span, message)
        .beside(pair.source.document.blocks[cell.leaf.source].span)
        .help("use the value of the source")
}

/// Whether `number` leaves a cell to this rule.
#[must_use]
pub fn speaks(source: &str, target: &str) -> bool {
    is_value(source) && is_value(target)
}

/// A cell and its answer.
struct Cell {
    leaf: Match,
    /// The table of the source, and the place of the cell in its row.
    column: (BlockId, usize),
    source: String,
    target: String,
}

/// The cells that hold text and nothing else.
fn cells(pair: &Pair<'_>) -> Vec<Cell> {
    let source = pair.source.document;
    let mut cells: Vec<Cell> = Vec::new();
    let mut row = (BlockId::MAX, 0);
    for leaf in pair.sound_leaves() {
        if source.blocks[leaf.source].kind != BlockKind::Cell
            || pair.target.document.blocks[leaf.target].kind != BlockKind::Cell
        {
            continue;
        }
        // The cells of a row follow one another.
        let parent = source.blocks[leaf.source].parent;
        row = if row.0 == parent { (parent, row.1 + 1) } else { (parent, 0) };
        if source.blocks[parent].kind != BlockKind::Row(false) {
            continue;
        }
        let texts = (text(pair.source, leaf.source), text(pair.target, leaf.target));
        if let (Some(here), Some(there)) = texts {
            cells.push(Cell {
                leaf: *leaf,
                column: (source.blocks[parent].parent, row.1),
                source: here,
                target: there,
            });
        }
    }
    cells
}

/// The text of a cell, its code apart; none where it holds more than text and code.
fn text(page: &Page<'_>, cell: BlockId) -> Option<String> {
    let inlines = page.document.inlines_of(cell);
    let plain = inlines.iter().all(|inline| matches!(inline.kind, InlineKind::Text | InlineKind::Code));
    let texts = inlines.iter().filter(|inline| inline.kind == InlineKind::Text);
    plain.then(|| {
        texts.flat_map(|inline| page.document.slice(inline.span).split_whitespace()).collect::<Vec<_>>().join(" ")
    })
}

/// How many cells of a column are kept as they are.
#[derive(Default)]
struct Column {
    kept: usize,
    all: usize,
}

/// Fewer cells that are kept say nothing of a column.
const FEW: usize = 3;

impl Column {
    /// Whether three of four are.
    fn is_kept(&self) -> bool {
        self.kept >= FEW && self.kept * 4 >= self.all * 3
    }
}

fn columns(cells: &[Cell]) -> HashMap<(BlockId, usize), Column> {
    let mut columns: HashMap<(BlockId, usize), Column> = HashMap::new();
    for cell in cells.iter().filter(|cell| !cell.source.is_empty()) {
        let column = columns.entry(cell.column).or_default();
        column.all += 1;
        column.kept += usize::from(is_same(&cell.source, &cell.target));
    }
    columns
}

/// Whether two cells hold the same, but for white space, case and the signs of a number.
fn is_same(source: &str, target: &str) -> bool {
    if source == target {
        return true;
    }
    if source == target {
        return true;
    }
    // Most differ from the first letter on, and a word in lower case begins as its first letter does.
    let begin = |text: &str, counts: fn(char) -> bool| text.chars().find(|&c| counts(c)).map(char::to_lowercase);
    let differ = |counts: fn(char) -> bool| match (begin(source, counts), begin(target, counts)) {
        (Some(here), Some(there)) => here.ne(there),
        (here, there) => here.is_some() || there.is_some(),
    };
    if differ(char::is_alphanumeric) && differ(|c| !c.is_whitespace()) {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let (here, there) = (letters(source), letters(target));
    here == there && !here.is_empty() || signs(source) == signs(target)
}

/// Whether a text is a value: digits and signs, and no word of three letters or more.
fn is_value(text: &str) -> bool {
    !text.is_empty() && text.is_ascii() && text.split(|c: char| !c.is_alphabetic()).all(|word| word.len() < 3)
}

/// Whether a text is names without prose: `String / Array`, `'left'`.
fn is_name(text: &str) -> bool {
    text.is_ascii() && !text.is_empty() && text.split(['/', '|', ',']).all(|part| !part.trim().contains(' '))
}

/// Whether two lists of names share one.
fn share(source: &str, target: &str) -> bool {
    let names = |text: &'_ str| -> Vec<String> {
        text.split(['/', '|', ',']).map(|name| name.trim().to_owned()).filter(|name| name.len() > 1).collect()
    };
    let (here, there) = (names(source), names(target));
    here.len().max(there.len()) > 1 && here.iter().any(|name| there.contains(name))
}

/// The one list of values in a text, joined by slashes: `small/medium/large`.
fn choices(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let mut lists = text.split(|c: char| !is_part(c)).filter(|run| {
        run.matches('/').count() > 1 && run.split('/').all(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
    });
    let (list, None) = (lists.next()?, lists.next()) else { return None };
    Some(list)
}

/// Whether a name is one that a program reads: in quotes, with signs of code or capitals within it, or a keyword.
fn is_code(text: &str) -> bool {
    let keyword =
        |word: &str| matches!(word, "true" | "false" | "null" | "undefined" | "nil" | "None" | "True" | "False");
    let inner_capital = |word: &str| {
        word.bytes().zip(word.bytes().skip(1)).any(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase())
    };
    let joined =
        |word: &str| word.split('-').filter(|part| !part.is_empty()).count() > 1 && word == word.to_ascii_lowercase();
    text.starts_with(['\'', '"', '@', '$', '-'])
        || text.contains(['_', '(', '[', '{', '<', '.', '='])
        || text.split([' ', '/', '|', ',']).any(joined)
        || text.split([' ', '/', '|', ',']).any(|word| keyword(word) || inner_capital(word))
}

#[cfg(test)]
mod tests {
    use super::{choices, is_code, is_name, is_same, is_value, share};

    #[test]
    fn values_and_names() {
        assert!(is_value("93.7/90.7") && is_value("-") && !is_value("left") && !is_value(""));
        assert!(is_name("String / Array") && is_name("'left'") && !is_name("the left side") && !is_name("文字"));
        assert!(is_code("null") && is_code("'left'") && is_code("dateFormat") && !is_code("keine") && !is_code("Yes"));
        assert!(share("Boolean / Slot", "Boolean") && !share("Boolean", "String") && !share("Ja", "Nein"));
        assert_eq!(choices("可选项：small/medium/large。类型"), Some("small/medium/large"));
        assert_eq!(choices("and/or"), None);
        assert!(is_same("380,000", "380 000") && is_same("-", " - ") && !is_same("0", "1"));
    }
}
