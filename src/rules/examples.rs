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
            let inlines = document.inlines.iter().filter(|inline| inline.kind == InlineKind::Code).map(|inline| inline.value);
            blocks.chain(inlines).flat_map(|span| names::names(document.slice(span))).collect()
        })
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
            let (mut replaced, mut told) = (HashSet::new(), HashSet::new());
            for (here, there) in self.pair.blocks() {
                let (wanted, found) = (&source.blocks[here], &target.blocks[there]);
                if matches!((wanted.kind, found.kind), (BlockKind::Code { .. }, BlockKind::Code { .. })) {
                    let texts = (source.slice(wanted.content), target.slice(found.content));
                    note(texts.0, texts.1, source.slice(wanted.name), &mut replaced, &mut told);
                }
            }
            // What stands for two words stands for none.
            let mut partners: HashMap<&str, HashSet<&str>> = HashMap::new();
            for (here, there) in &replaced {
                partners.entry(here).or_default().insert(there);
            }
            replaced.retain(|(here, _)| {
                !told.contains(here) && partners.get(here).is_some_and(|partners| partners.len() == 1)
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
