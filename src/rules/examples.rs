//! Names that a page has made up for its reader, and that its translation may make up anew.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::view::Pair;
use crate::compare::{code, names};
use crate::document::{BlockKind, Document, InlineKind};

/// What a page and its translation show of the names that they made up.
pub struct Examples<'a> {
    pair: &'a Pair<'a>,
    replaced: OnceCell<HashSet<(&'a str, &'a str)>>,
    filled: OnceCell<(HashSet<&'a str>, HashSet<&'a str>)>,
    named: OnceCell<HashSet<&'a str>>,
}

impl<'a> Examples<'a> {
    /// Nothing is read before it is asked for.
    pub fn of(pair: &'a Pair<'a>) -> Self {
        Self { pair, replaced: OnceCell::new(), filled: OnceCell::new(), named: OnceCell::new() }
    }

    /// Whether code differs from that of its translation in made-up names only. A name is made up where it says so
    /// (`your_model`), where it stands for the halves of an entry (`key: value`), where it is what the reader fills in
    /// elsewhere on the page (`{{input.pdf}}`), or where the code of the page has the same name replaced in the same way.
    pub fn same(&self, source: &'a str, target: &'a str) -> bool {
        if names::is_entry(source) || self.is_filled(source, target) {
            return !names::differing(source, target).is_empty();
        }
        let differing = names::differing(source, target);
        !differing.is_empty()
            && differing.into_iter().all(|(here, there)| {
                names::is_invented(here) || self.is_filled(here, there) || self.replaced().contains(&(here, there))
            })
    }

    /// Whether code of the translation has other names than the source has here, and the source has all of them elsewhere:
    /// it may belong to other words, or to an older version of them, and is no translation of this code.
    pub fn is_of_another(&self, source: &str, target: &str) -> bool {
        let own: HashSet<&str> = names::names(source).collect();
        let mut strange = names::names(target).filter(|name| name.len() > 2 && !own.contains(name)).peekable();
        strange.peek().is_some() && strange.all(|name| self.named().contains(name))
    }

    /// The names in the code of the source.
    fn named(&self) -> &HashSet<&'a str> {
        self.named.get_or_init(|| {
            let document = self.pair.source.document;
            let is_code = |kind: BlockKind| matches!(kind, BlockKind::Code { .. });
            let blocks = document.blocks.iter().filter(|block| is_code(block.kind)).map(|block| block.content);
            let inlines =
                document.inlines.iter().filter(|inline| inline.kind == InlineKind::Code).map(|inline| inline.value);
            blocks.chain(inlines).flat_map(|span| names::names(document.slice(span))).collect()
        })
    }

    /// Whether two lines of code differ in nothing but names that the page declares elsewhere, each in its own words.
    pub fn renamed(&self, source: &'a str, target: &'a str) -> bool {
        let differing = names::differing(uncommented(source), uncommented(target));
        !differing.is_empty() && differing.iter().all(|pair| self.replaced().contains(pair))
    }

    /// Whether the two are what placeholders of the two pages hold, each on its own page.
    fn is_filled(&self, source: &str, target: &str) -> bool {
        let (here, there) =
            self.filled.get_or_init(|| (filled(self.pair.source.document), filled(self.pair.target.document)));
        here.contains(source) && there.contains(target)
    }

    /// Words that stand for one another in lines of code that answer each other.
    fn replaced(&self) -> &HashSet<(&'a str, &'a str)> {
        self.replaced.get_or_init(|| {
            let (source, target) = (self.pair.source.document, self.pair.target.document);
            let (mut replaced, mut told, mut declared) = (HashSet::new(), HashSet::new(), HashSet::new());
            for (here, there) in self.pair.blocks() {
                let (wanted, found) = (&source.blocks[here], &target.blocks[there]);
                if matches!((wanted.kind, found.kind), (BlockKind::Code { .. }, BlockKind::Code { .. })) {
                    let texts = (source.slice(wanted.content), target.slice(found.content));
                    note(texts.0, texts.1, source.slice(wanted.name), &mut replaced, &mut told);
                    declared.extend(declarations(texts.0, texts.1));
                }
            }
            // A line that declares a name may be a finding for what else it says.
            replaced.extend(&declared);
            // What stands for two words stands for none.
            let mut partners: HashMap<&str, HashSet<&str>> = HashMap::new();
            for (here, there) in &replaced {
                partners.entry(here).or_default().insert(there);
            }
            replaced.retain(|(here, there)| {
                let free = !told.contains(here) || declared.contains(&(*here, *there));
                free && partners.get(here).is_some_and(|partners| partners.len() == 1)
            });
            replaced
        })
    }
}

/// Longest block of code that is looked through, in bytes.
const MOST_CODE: usize = 100_000;

/// Note the words that differ between lines of code which are otherwise the same, and which a translator may change.
/// Comments are prose. In `told` come the words of lines that are findings themselves.
fn note<'a>(
    source: &'a str,
    target: &'a str,
    info: &str,
    replaced: &mut HashSet<(&'a str, &'a str)>,
    told: &mut HashSet<&'a str>,
) {
    if source == target || source.len() > MOST_CODE {
        return;
    }
    let changed = code::compare(source, target, info);
    for difference in &changed {
        let lines = |text: &'a str, lines: &Range<usize>| text.lines().skip(lines.start).take(lines.len());
        let kept: HashSet<&str> = lines(target, &difference.target_lines).flat_map(names::words).collect();
        let here = lines(source, &difference.source_lines).flat_map(names::words);
        told.extend(here.filter(|word| !kept.contains(word)));
    }
    if source.lines().count() != target.lines().count() {
        return;
    }
    for (line, (here, there)) in source.lines().zip(target.lines()).enumerate() {
        let comment = ["#", "//", "<!--", "/*", "*", "--"].iter().any(|mark| here.trim_start().starts_with(mark));
        let is_told = changed.iter().any(|difference| difference.source_lines.contains(&line));
        if here != there && !comment && !is_told {
            replaced.extend(names::differing(uncommented(here), uncommented(there)));
        }
    }
}

/// Words with which a line declares the name behind them.
const DECLARES: [&str; 14] = [
    "const",
    "let",
    "var",
    "function",
    "def",
    "class",
    "fn",
    "func",
    "type",
    "struct",
    "enum",
    "interface",
    "local",
    "val",
];

/// Names that lines of both sides declare in the same place, by one of these words or by what they are set to. Only where
/// nothing else stands on the line before, and the name is no name of the other side.
fn declarations<'a>(source: &'a str, target: &'a str) -> Vec<(&'a str, &'a str)> {
    if source == target || source.len() > MOST_CODE || source.lines().count() != target.lines().count() {
        return Vec::new();
    }
    let both = source.lines().zip(target.lines()).filter_map(|(here, there)| Some((declared(here)?, declared(there)?)));
    both.filter(|(here, there)| here != there && here.len() > 2 && !target.contains(here) && !source.contains(there))
        .collect()
}

/// The name that a line declares.
fn declared(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("export ").unwrap_or(line);
    let mut words = line.splitn(2, ' ');
    let by_word = words.next().filter(|word| DECLARES.contains(word)).and_then(|_| words.next());
    let rest = by_word.unwrap_or(line).trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let after = after.trim_start();
    let after =
        if after.starts_with('[') { after.split_once(']').map_or(after, |(_, rest)| rest).trim_start() } else { after };
    let set = after.starts_with('=') && !after.starts_with("==");
    (!name.is_empty() && (by_word.is_some() || set)).then_some(name)
}

/// A line of code up to the comment at its end.
fn uncommented(line: &str) -> &str {
    let end = [" # ", " // ", " /* ", " <!-- "].iter().filter_map(|mark| line.find(mark)).min();
    end.and_then(|end| line.get(..end)).unwrap_or(line)
}

/// What stands in the placeholders of a page's code, as a whole and path by path.
fn filled(document: &Document) -> HashSet<&str> {
    let mut filled = HashSet::new();
    let codes = document.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    for code in codes.map(|inline| document.slice(inline.value)) {
        let mut rest = code;
        while let Some((_, opened)) = rest.split_once("{{") {
            let Some((inner, after)) = opened.split_once("}}") else { break };
            filled.insert(inner);
            filled
                .extend(inner.split(['/', '|', ' ', ',', '"', '\'']).filter(|part| !part.is_empty() && *part != "..."));
            rest = after;
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::{declarations, declared};

    #[test]
    fn names_that_a_line_declares() {
        assert_eq!(declared("const doors = ['a']"), Some("doors"));
        assert_eq!(declared("function open (door) {"), Some("open"));
        assert_eq!(declared("doors[0]=red"), Some("doors"));
        assert_eq!(declared("export let door = 1"), Some("door"));
        assert_eq!(declared("doors.open()"), None);
        assert_eq!(declared("if (a == b)"), None);
        assert_eq!(declarations("let door = 1\nopen(door)", "let puerta = 1\nopen(puerta)"), [("door", "puerta")]);
        assert_eq!(declarations("let door = 1\nopen(door)", "let puerta = 1\nopen(door)"), []);
    }
}
