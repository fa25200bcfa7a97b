//! `code-changed`

use std::collections::HashMap;

use super::examples::Examples;
use super::phrase::{extra_help, moved_help, quote, quote_both};
use super::{Check, Family, Finding, Pair, Rule, Sink, code_fix};
use crate::compare::code::{self, Certainty, CodeDifference, Detail, Hunk, Kind};
use crate::compare::target;
use crate::diagnostic::Severity;
use crate::document::{Block, BlockId, BlockKind, Document, Span};

/// A line of code differs from the source.
pub const RULE: Rule = Rule {
    id: "code-changed",
    family: Family::Blocks,
    severity: Severity::Error,
    summary: "a line of code differs from the source",
    explain: "Code that a reader copies must be the same in every language. Comments, text in strings and the names of \
        placeholders may be translated; here something else differs, is missing or was added. Lines close together \
        are one finding; where nothing is alike, the code block is another one.\n\nRestore the lines from the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    let both = |(here, there): (BlockId, BlockId)| (&source.blocks[here], &target.blocks[there]);
    let code = |(wanted, found): &(&Block, &Block)| {
        matches!((wanted.kind, found.kind), (BlockKind::Code { .. }, BlockKind::Code { .. }))
    };
    let blocks = pair.blocks().map(both).filter(code);
    let mut blocks: Vec<(Sides<'_>, Vec<CodeDifference>)> = blocks
        .map(|(wanted, found)| Sides { source, target, wanted, found })
        .map(|sides| (sides, sides.differences()))
        .filter(|(_, differences)| !differences.is_empty())
        .collect();
    without_customs(&mut blocks);
    let examples = Examples::of(pair);
    for (sides, mut differences) in blocks {
        let (wanted, found) = (sides.wanted, sides.found);
        differences.retain(|one| {
            let tag = pair.target.member.language.tag();
            !sides.is_own_entry(one, tag) && !sides.is_foreign_entry(one, tag) && !sides.is_renamed(one, &examples)
        });
        let mut hunks = code::gather(differences);
        sides.drop_closers(&mut hunks);
        if sides.are_others(&hunks) {
            out.report(sides.another());
        } else {
            for hunk in &hunks {
                let fix = code_fix::propose((source, wanted), (target, found), &hunks, hunk);
                out.report(sides.finding(hunk).fix_if(fix));
            }
        }
    }
}

/// Whether most of a code block of the translation was rewritten, so that one finding says all of it.
pub(super) fn is_rewritten(source: &Document, wanted: &Block, target: &Document, found: &Block) -> bool {
    let sides = Sides { source, target, wanted, found };
    let hunks = sides.hunks();
    let grave = hunks.iter().filter(|hunk| hunk.certainty == Certainty::Sure);
    let changed: usize = grave.map(|hunk| hunk.source_lines.len() + hunk.target_lines.len()).sum();
    let (text, other) = sides.texts();
    let all = text.lines().count() + other.lines().count();
    all > FEW_LINES && changed * 2 >= all || sides.are_others(&hunks)
}

/// In blocks of so many lines on both sides together, one that differs is half of them and rewrites nothing.
const FEW_LINES: usize = 6;

/// How often a page must put one name of a sample for another before it is the page's custom.
const CUSTOM: usize = 3;

/// Drop differences that are nothing but names of a sample which the page puts into its language throughout.
fn without_customs(blocks: &mut [(Sides<'_>, Vec<CodeDifference>)]) {
    let mut counts: HashMap<(String, String), usize> = HashMap::new();
    for (sides, differences) in blocks.iter() {
        for (a, b) in differences.iter().flat_map(|one| sides.names(one)) {
            *counts.entry((a.to_owned(), b.to_owned())).or_default() += 1;
        }
    }
    if !counts.values().any(|&count| count > 1) {
        return;
    }
    let custom = |(a, b): &(&str, &str)| {
        let count = counts.get(&((*a).to_owned(), (*b).to_owned())).copied().unwrap_or_default();
        count >= CUSTOM && code::may_repeat((a, b)) || count > 1 && code::localised(a, b)
    };
    for (sides, differences) in blocks {
        differences.retain(|one| {
            let names = sides.names(one);
            names.is_empty() || !names.iter().all(custom)
        });
    }
}

/// A code block and its answer.
#[derive(Clone, Copy)]
struct Sides<'a> {
    source: &'a Document,
    target: &'a Document,
    wanted: &'a Block,
    found: &'a Block,
}

impl<'a> Sides<'a> {
    fn texts(&self) -> (&'a str, &'a str) {
        (self.source.slice(self.wanted.content), self.target.slice(self.found.content))
    }

    fn differences(&self) -> Vec<CodeDifference> {
        let (text, other) = self.texts();
        code::compare(text, other, self.source.slice(self.wanted.name))
    }

    fn hunks(&self) -> Vec<Hunk> {
        code::gather(self.differences())
    }

    /// The names between quotes that differ, where nothing else does.
    fn names<'b>(&self, difference: &'b CodeDifference) -> Vec<(&'b str, &'b str)> {
        let Detail::Part { source, target } = &difference.detail else { return Vec::new() };
        let line = self.target.slice(self.there(&difference.target_lines));
        let quoted = |quote: char| line.contains(&format!("{quote}{target}{quote}"));
        // What a package is called is not for the page to choose.
        let package = ["import ", "from ", "require("].iter().any(|word| line.contains(word))
            && !target.starts_with(['.', '/', '~'])
            || target.starts_with('@');
        if package || !['"', '\'', '`'].into_iter().any(quoted) {
            return Vec::new();
        }
        code::swapped(source, target).unwrap_or_default()
    }

    /// Whether lines were added for the page's own language: an entry of a map that has its tag as the key.
    fn is_own_entry(&self, difference: &CodeDifference, tag: &str) -> bool {
        let line = self.target.slice(self.there(&difference.target_lines)).trim_start_matches(['"', '\'']);
        let rest = line.get(..tag.len()).filter(|start| start.eq_ignore_ascii_case(tag)).and(line.get(tag.len()..));
        difference.kind == Kind::Extra
            && rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
    }

    /// Whether lines of a map by languages are gone that has an entry for the page's own language, which the source's has
    /// not: the sample speaks other languages here.
    fn is_foreign_entry(&self, difference: &CodeDifference, tag: &str) -> bool {
        let key = |line: &'_ str| -> Option<String> {
            let (key, _) = line.trim_start().split_once(':')?;
            let key = key.trim_matches(|c: char| matches!(c, '"' | '\'') || c.is_whitespace());
            target::is_locale(key).then(|| key.to_lowercase())
        };
        let own = |text: &str| text.lines().filter_map(key).any(|key| key == tag.to_lowercase());
        let lines = self.source.slice(self.here(&difference.source_lines));
        let (source, found) = self.texts();
        difference.kind == Kind::Missing && lines.lines().all(|line| key(line).is_some()) && own(found) && !own(source)
    }

    /// Whether a line differs in nothing but names that the translation of the page has made up anew.
    fn is_renamed(&self, difference: &CodeDifference, examples: &Examples<'a>) -> bool {
        let one = |lines: &std::ops::Range<usize>| lines.len() == 1;
        difference.kind == Kind::Changed
            && one(&difference.source_lines)
            && one(&difference.target_lines)
            && examples.renamed(
                self.source.slice(self.here(&difference.source_lines)),
                self.target.slice(self.there(&difference.target_lines)),
            )
    }

    /// Drop hunks of closing brackets, which belong to what a hunk before says was opened.
    fn drop_closers(&self, hunks: &mut Vec<Hunk>) {
        let lines = |hunk: &Hunk| match hunk.kind() {
            Kind::Missing => self.source.slice(self.here(&hunk.source_lines)),
            Kind::Extra => self.target.slice(self.there(&hunk.target_lines)),
            Kind::Changed => "",
        };
        let depth = |lines: &str| {
            let count = |marks: [char; 3]| lines.matches(marks).count();
            count(['(', '[', '{']).cast_signed() - count([')', ']', '}']).cast_signed()
        };
        let mut open: [isize; 2] = [0, 0];
        hunks.retain(|hunk| {
            let text = lines(hunk);
            let only = text.chars().all(|c| c.is_whitespace() || matches!(c, ')' | ']' | '}' | ',' | ';'));
            let open = &mut open[usize::from(hunk.kind() == Kind::Extra)];
            let closes = only && !text.is_empty() && *open > 0 && *open + depth(text) >= 0;
            *open += depth(text);
            !closes
        });
    }

    /// Whether nothing speaks for the two blocks being one.
    fn are_others(&self, hunks: &[Hunk]) -> bool {
        let (text, other) = self.texts();
        let sure = hunks.iter().any(|hunk| hunk.certainty == Certainty::Sure);
        sure && !code::are_alike(text, other, self.source.slice(self.wanted.name))
    }

    fn here(&self, lines: &std::ops::Range<usize>) -> Span {
        span(self.source, self.wanted, lines.start, lines.end)
    }

    fn there(&self, lines: &std::ops::Range<usize>) -> Span {
        span(self.target, self.found, lines.start, lines.end)
    }

    fn another(&self) -> Finding {
        let (text, other) = self.texts();
        let filled = |text: &'_ str| -> Vec<(usize, String)> {
            text.lines()
                .map(str::trim)
                .enumerate()
                .filter(|(_, line)| !line.is_empty())
                .map(|(at, line)| (at, line.to_owned()))
                .collect()
        };
        let (old, new) = (filled(text), filled(other));
        let unlike = old.iter().zip(&new).find(|((_, a), (_, b))| a != b);
        let (from, to) = unlike.map_or((0, 0), |((from, _), (to, _))| (*from, *to));
        let (here, there) = (self.here(&(from..from + 1)), self.there(&(to..to + 1)));
        let (starts, wanted) = quote_both(self.target.slice(there).trim(), self.source.slice(here).trim());
        let (here, there) = (self.here(&(0..1)), self.there(&(0..1)));
        Finding::new(there, format!("another code block stands here: {starts} where the source has {wanted}"))
            .beside(here)
            .help("restore the code block from the source")
    }

    fn finding(&self, hunk: &Hunk) -> Finding {
        let (from, to) = (&hunk.source_lines, &hunk.target_lines);
        let beside = |lines: &std::ops::Range<usize>| lines.start.saturating_sub(1)..lines.start;
        let place = self.there(&if to.is_empty() { beside(to) } else { to.clone() });
        let counterpart = self.here(&if from.is_empty() { beside(from) } else { from.clone() });
        let several = hunk.differences.iter().filter(|difference| difference.certainty > Certainty::Slight).count() > 1;
        let message =
            if several { self.many(hunk) } else { hunk.gravest().map_or_else(String::new, |one| self.one(one)) };
        let whole = |document: &Document, span: Span| document.slice(span).to_owned();
        let is_moved = hunk.gravest().is_some_and(|one| one.detail == Detail::Moved) && !several;
        let help = match hunk.kind() {
            Kind::Extra => extra_help(to.len() > 1),
            _ if is_moved => moved_help(to.len() > 1),
            _ if from.len() > 1 => "restore the lines from the source".to_owned(),
            _ => "restore the line from the source".to_owned(),
        };
        let finding = Finding::new(place, message).beside(counterpart).help(help);
        let finding = if several {
            let (old, new) = (whole(self.source, self.here(from)), whole(self.target, self.there(to)));
            finding.detail(format!("{old}\n→\n{new}"))
        } else {
            finding
        };
        match hunk.certainty {
            Certainty::Sure => finding,
            Certainty::Likely => finding.severity(Severity::Warning),
            Certainty::Slight => finding.severity(Severity::Info),
        }
    }

    /// What one difference is.
    fn one(&self, difference: &CodeDifference) -> String {
        let (here, there) = (self.here(&difference.source_lines), self.there(&difference.target_lines));
        let (old, new) = (self.source.slice(here).trim(), self.target.slice(there).trim());
        let lines = |span: &std::ops::Range<usize>| {
            if span.len() > 1 { format!("{} lines", span.len()) } else { "line".into() }
        };
        match difference.kind {
            Kind::Missing => format!("{} of code missing: {}", lines(&difference.source_lines), quote(old)),
            Kind::Extra => format!("{} of code not in the source: {}", lines(&difference.target_lines), quote(new)),
            Kind::Changed => {
                let (there, here) = excerpts(old, new, &difference.detail);
                match difference.detail {
                    Detail::Moved => {
                        let (lines, verb) =
                            if difference.target_lines.len() > 1 { ("lines", "stand") } else { ("line", "stands") };
                        format!("{lines} of code {there} {verb} elsewhere in the source")
                    }
                    Detail::Indentation => format!("code {there} is indented otherwise in the source"),
                    _ if there == here => format!("code {there} is written otherwise in the source"),
                    _ => format!("code {there} where the source has {here}"),
                }
            }
        }
    }

    /// What several differences close together are.
    fn many(&self, hunk: &Hunk) -> String {
        let lines = |lines: fn(&CodeDifference) -> usize| hunk.differences.iter().map(lines).sum::<usize>();
        let (old, new) = (lines(|one| one.source_lines.len()), lines(|one| one.target_lines.len()));
        match (hunk.kind(), hunk.gravest()) {
            (Kind::Missing, Some(first)) => {
                format!(
                    "{old} lines of code missing, from {} on",
                    quote(self.source.slice(self.here(&first.source_lines)))
                )
            }
            (Kind::Extra, Some(first)) => {
                let start = quote(self.target.slice(self.there(&first.target_lines)));
                format!("{new} lines of code not in the source, from {start} on")
            }
            _ => {
                let first =
                    hunk.differences.iter().find(|one| one.kind == Kind::Changed && one.certainty > Certainty::Slight);
                let told = first.map(|one| (self.here(&one.source_lines), self.there(&one.target_lines), &one.detail));
                let (here, there, detail) =
                    told.unwrap_or((self.here(&hunk.source_lines), self.there(&hunk.target_lines), &Detail::Lines));
                let (there, here) = excerpts(self.source.slice(here).trim(), self.target.slice(there).trim(), detail);
                match old.max(new) {
                    1 if there == here => format!("code {there} is written otherwise in the source"),
                    lines if there == here => format!("{lines} lines of code differ, from {there} on"),
                    1 => format!("code {there} where the source has {here}"),
                    lines => format!("{lines} lines of code differ, such as {there} where the source has {here}"),
                }
            }
        }
    }
}

/// Longest excerpt of a line that is shown around the part that differs, in characters.
const SHOWN: usize = 40;

/// The excerpts of two lines that show what differs: the translation's, then the source's.
fn excerpts(old: &str, new: &str, detail: &Detail) -> (String, String) {
    let whole = quote_both(new, old);
    let short = old.chars().count().max(new.chars().count()) <= SHOWN;
    let Detail::Part { source, target } = detail else { return whole };
    let shown = |text: &str, part: &str| part.is_empty() || text.contains(part) && quote(text).contains(part);
    if whole.0 != whole.1 && (short || shown(&whole.0, target) && shown(&whole.1, source)) {
        return whole;
    }
    let (there, here) = (around(new, target, old, source), around(old, source, new, target));
    if there == here { quote_both(target, source) } else { (there, here) }
}

/// The line about a part of it; about the place where the other line has its part, if this one has none.
fn around(line: &str, part: &str, other: &str, lost: &str) -> String {
    let place = if part.is_empty() {
        // What follows the lost part on the other side is where it is lacking here.
        let after = other.find(lost).map_or("", |at| other[at + lost.len()..].trim_start());
        let next = after.split_whitespace().next().unwrap_or_default();
        if next.is_empty() { Some(line.len()) } else { line.rfind(next) }
    } else {
        line.find(part)
    };
    let Some(at) = place else { return quote(line) };
    let room = SHOWN.saturating_sub(part.chars().count()).min(16);
    let from = line[..at].char_indices().rev().nth(room).map_or(0, |(start, _)| start);
    let from = if from == 0 { 0 } else { line[from..at].find(' ').map_or(from, |space| from + space + 1) };
    quote(&format!("{}{}", if from > 0 { "…" } else { "" }, &line[from..]))
}

/// The span of some lines of a code block's text, without indentation before and the line end after.
fn span(document: &Document, block: &Block, from: usize, to: usize) -> Span {
    let text = document.slice(block.content);
    let start = block.content.start as usize;
    let offset = |line: usize| {
        let mut ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        if line == 0 { 0 } else { ends.nth(line - 1).unwrap_or(text.len()) }
    };
    let (first, last) = (offset(from), offset(to.max(from + 1)));
    let slice = text.get(first..last).unwrap_or_default();
    let trimmed = slice.trim();
    let lead = slice.len() - slice.trim_start().len();
    Span::new(start + first + lead, start + first + lead + trimmed.len())
}
