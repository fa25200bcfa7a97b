//! The edits that make a difference go: what the machine reads becomes the source's, what people read stays.

use std::ops::Range;

use super::lex::{self, TokenKind};
use super::syntax::{self, Family};
use super::{CodeDifference, Detail, Kind, compare};

/// Edits to the text of the translation's block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// Ranges of bytes and what takes their place, in order.
    pub edits: Vec<(Range<usize>, String)>,
    /// Whether no word is lost that somebody may have translated.
    pub keeps_words: bool,
}

/// Longer blocks are not searched for the place that lines have moved from, in bytes.
const MOST_BYTES: usize = 50_000;

/// How to mend one of the [differences](compare) of two blocks; `None` where that takes a person.
#[must_use]
pub fn mend(source: &str, target: &str, info: &str, difference: &CodeDifference) -> Option<Mend> {
    match (difference.kind, &difference.detail) {
        (_, Detail::Comment | Detail::Drawing) => None,
        (Kind::Changed, Detail::Moved) => moved(source, target, info, difference),
        (Kind::Changed, detail) => changed(source, target, info, difference, detail),
        (Kind::Missing, _) => missing(source, target, info, difference),
        (Kind::Extra, _) => extra(target, info, difference),
    }
}

/// The lines of a text, line ends included.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let end = |line: &str| {
        let range = start..start + line.len();
        start = range.end;
        range
    };
    text.split_inclusive('\n').map(end).collect()
}

/// Where some consecutive lines are; without any, the place before the first.
fn place(text: &str, wanted: &Range<usize>) -> Option<Range<usize>> {
    let lines = lines(text);
    let start = lines.get(wanted.start).map_or(text.len(), |line| line.start);
    let end = if wanted.is_empty() { start } else { lines.get(wanted.end.checked_sub(1)?)?.end };
    Some(start..end)
}

fn changed(source: &str, target: &str, info: &str, difference: &CodeDifference, detail: &Detail) -> Option<Mend> {
    if difference.source_lines.len() != 1 || difference.target_lines.len() != 1 {
        return None;
    }
    let (from, to) = (place(source, &difference.source_lines)?, place(target, &difference.target_lines)?);
    let (wanted, found) = (source.get(from)?.trim_end(), target.get(to.clone())?.trim_end());
    let part = match detail {
        Detail::Part { source, target } => Some((source.as_str(), target.as_str())),
        _ => None,
    };
    let edit = by_part(wanted, found, part).filter(|edit| settles(wanted, found, info, edit));
    let edit = edit.or_else(|| by_region(wanted, found, part))?;
    let range = to.start + edit.0.start..to.start + edit.0.end;
    let keeps_words = !is_said(found, &edit.0, &edit.1);
    Some(Mend { edits: vec![(range, edit.1)], keeps_words })
}

/// Whether a part of a line is words in a string, that people read as likely as a machine.
fn is_said(line: &str, part: &Range<usize>, wanted: &str) -> bool {
    let (Some(before), Some(after)) = (line.get(..part.start), line.get(part.end..)) else { return false };
    let Some(open) = before.rfind(['"', '\'', '`']) else { return false };
    let quote = before.get(open..=open).unwrap_or_default();
    let Some(close) = after.find(quote) else { return false };
    let string =
        format!("{}{wanted}{}", before.get(open + 1..).unwrap_or_default(), after.get(..close).unwrap_or_default());
    // An even number of quotation marks before it: it stands between two strings.
    let inside = before.matches(quote).count() % 2 == 1;
    inside && string.chars().all(|c| c.is_alphabetic() || c == ' ' || c == ',' || c == '!')
}

/// Whether a block names no language that a machine reads, so that its lines may be prose.
fn is_plain(info: &str) -> bool {
    info.trim().is_empty() || syntax::of(info).family == Family::Text
}

/// The part that differs, where it stands in the line once.
fn by_part(wanted: &str, found: &str, part: Option<(&str, &str)>) -> Option<(Range<usize>, String)> {
    let (source, target) = part.filter(|(source, target)| !source.is_empty() && !target.is_empty())?;
    let mut places = found.match_indices(target);
    let (at, _) = places.next()?;
    (places.next().is_none() && wanted.contains(source)).then(|| (at..at + target.len(), source.to_owned()))
}

/// Everything between what both lines start with and what both end with, if that is no more than what differs.
fn by_region(wanted: &str, found: &str, part: Option<(&str, &str)>) -> Option<(Range<usize>, String)> {
    let shared = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| -> usize {
        one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = shared(&mut wanted.chars(), &mut found.chars());
    let (rest, other) = (wanted.get(start..)?, found.get(start..)?);
    let end = shared(&mut rest.chars().rev(), &mut other.chars().rev());
    let (rest, other) = (rest.get(..rest.len() - end)?, other.get(..other.len() - end)?);
    let said = part.is_none_or(|(_, target)| target.contains(other.trim()));
    let said = said || !other.chars().any(char::is_alphabetic);
    said.then(|| (start..start + other.len(), rest.to_owned()))
}

/// Whether nothing differs in the line any more when an edit is made.
fn settles(wanted: &str, found: &str, info: &str, (range, text): &(Range<usize>, String)) -> bool {
    let (Some(before), Some(after)) = (found.get(..range.start), found.get(range.end..)) else { return false };
    compare(wanted, &format!("{before}{text}{after}"), info).is_empty()
}

fn missing(source: &str, target: &str, info: &str, difference: &CodeDifference) -> Option<Mend> {
    let text = source.get(place(source, &difference.source_lines)?)?;
    let line = between(source, target, info, difference);
    let at = place(target, &(line..line))?.start;
    Some(Mend { edits: vec![(at..at, inserted(target, at, text))], keeps_words: !is_plain(info) })
}

/// The line before which missing ones go: among blank lines and comments, which no line of the source answers, where
/// their neighbours are those of the source.
fn between(source: &str, target: &str, info: &str, difference: &CodeDifference) -> usize {
    let (theirs, ours): (Vec<&str>, Vec<&str>) = (source.lines().collect(), target.lines().collect());
    let start = difference.target_lines.start;
    let comments = lex::lex(target, &syntax::of(info)).comments;
    let is_free = |line: usize| {
        ours.get(line).is_some_and(|text| text.trim().is_empty())
            || comments.iter().any(|&(first, last)| (first..=last).contains(&line))
    };
    let same =
        |theirs: Option<&&str>, ours: Option<&&str>| theirs.map(|line| line.trim()) == ours.map(|line| line.trim());
    let fits = |line: usize| {
        let before = |lines: &[&'_ str], at: usize| {
            at.checked_sub(1).and_then(|at| lines.get(at)).map(|line| line.trim().to_owned())
        };
        usize::from(before(&theirs, difference.source_lines.start) == before(&ours, line))
            + usize::from(same(theirs.get(difference.source_lines.end), ours.get(line)))
    };
    let up = (1..=start.min(FURTHEST)).map(|step| start - step).take_while(|&line| is_free(line));
    let down = (start..start + FURTHEST).take_while(|&line| is_free(line)).map(|line| line + 1);
    let best = up.chain(down).max_by_key(|&line| (fits(line), std::cmp::Reverse(line)));
    best.filter(|&line| fits(line) > fits(start)).unwrap_or(start)
}

/// Blank lines and comments over which missing lines are moved.
const FURTHEST: usize = 20;

/// Whole lines as they go in at the start of a line, or at the end of a text.
fn inserted(target: &str, at: usize, lines: &str) -> String {
    let lines = lines.trim_end_matches(['\r', '\n']);
    match at == target.len() && !target.is_empty() && !target.ends_with('\n') {
        true => format!("\n{lines}"),
        false => format!("{lines}\n"),
    }
}

fn extra(target: &str, info: &str, difference: &CodeDifference) -> Option<Mend> {
    let range = place(target, &difference.target_lines)?;
    let keeps_words = is_bare(target.get(range.clone())?, info);
    // The last line takes the line end before it along.
    let start = match target.get(..range.start)?.strip_suffix('\n') {
        Some(before) if !target.get(range.clone())?.ends_with('\n') => {
            before.strip_suffix('\r').unwrap_or(before).len()
        }
        _ => range.start,
    };
    Some(Mend { edits: vec![(start..range.end, String::new())], keeps_words })
}

/// The lines as they stand, where the source has them.
fn moved(source: &str, target: &str, info: &str, difference: &CodeDifference) -> Option<Mend> {
    let range = place(target, &difference.target_lines)?;
    let text = target.get(range.clone()).filter(|_| source.len().max(target.len()) <= MOST_BYTES)?;
    if !text.ends_with('\n') {
        return None;
    }
    let rest = format!("{}{}", target.get(..range.start)?, target.get(range.end..)?);
    let differences = compare(source, &rest, info);
    let is_it = |other: &&CodeDifference| {
        other.kind == Kind::Missing && other.detail == Detail::Lines && other.source_lines == difference.source_lines
    };
    let lack = differences.iter().find(is_it)?;
    let at = place(&rest, &(lack.target_lines.start..lack.target_lines.start))?.start;
    let at = if at <= range.start { at } else { at + range.len() };
    if !(at == 0 || target.get(..at)?.ends_with('\n')) {
        return None;
    }
    let mut edits = vec![(range, String::new()), (at..at, text.to_owned())];
    edits.sort_by_key(|(range, _)| range.start);
    Some(Mend { edits, keeps_words: true })
}

/// Whether lines hold nothing that a translator may have written: no comment, no text, no string with a space.
fn is_bare(text: &str, info: &str) -> bool {
    let syntax = syntax::of(info);
    let lexed = lex::lex(text, &syntax);
    let shell = syntax.family == Family::Shell;
    let bare = |token: &lex::Token<'_>| match token.kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Op | TokenKind::Fixed => token.text.is_ascii(),
        TokenKind::Phrase => shell && token.text.is_ascii(),
        // A string of letters is as likely a word.
        TokenKind::Str => {
            let few = token.text.len() < 3;
            token.text.is_ascii()
                && !token.text.contains(' ')
                && (few || !token.text.bytes().all(|byte| byte.is_ascii_alphabetic()))
        }
        TokenKind::Text => token.text.trim().is_empty(),
    };
    lexed.comments.is_empty() && lexed.tokens.iter().all(bare) && !is_plain(info)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The translation with every difference mended, and whether no words are lost.
    fn mended(source: &str, target: &str, info: &str) -> (String, bool) {
        let mut text = target.to_owned();
        let mut keeps = true;
        for difference in compare(source, target, info).iter().rev() {
            let Some(mend) = mend(source, target, info, difference) else { continue };
            keeps &= mend.keeps_words;
            for (range, replacement) in mend.edits.iter().rev() {
                text.replace_range(range.clone(), replacement);
            }
        }
        (text, keeps)
    }

    #[test]
    fn code_comes_back_and_comments_stay() {
        let source = "# Install it\nnpm install tea@2.1 --save  # for now\ntea --hot\n";
        let right = "# Installiere es\nnpm install tea@2.1 --save  # vorerst\ntea --hot\n";
        for wrong in [
            right.replace("@2.1", "@1.9"),
            right.replace("install tea", "instal tea"),
            right.replace("tea --hot\n", ""),
            right.replace("tea --hot\n", "tea --hot\ntea --cold\n"),
            right.replace("npm", "tea --strong\nnpm"),
        ] {
            assert_eq!(mended(source, &wrong, "sh"), (right.to_owned(), true), "{wrong}");
        }
    }

    #[test]
    fn moved_lines_go_back_as_they_are() {
        let source = "let cup = pot();\nfill(cup); // now\ndrink(cup);\nwash(cup);\n";
        let right = "let cup = pot();\nfill(cup); // jetzt\ndrink(cup);\nwash(cup);\n";
        assert_eq!(mended(source, right, "js").0, right);
        let wrong_way =
            source.replace("fill(cup); // now\n", "").replace("wash(cup);\n", "wash(cup);\nfill(cup); // now\n");
        assert_eq!(mended(source, &wrong_way, "js"), (source.to_owned(), true));
    }

    #[test]
    fn a_line_with_words_is_not_lightly_removed() {
        let source = "brew();\n";
        assert!(!mended(source, "brew();\npour(); // langsam\n", "js").1);
        assert!(!mended(source, "brew();\nsay(\"trink ihn heiß\");\n", "js").1);
        assert!(!mended("hot\n", "hot\nsehr heiß\n", "text").1);
        assert!(!mended("if tea\n  else\nend\n", "if tea\nend\n", "").1);
        let strings = "cup = \"blue\"\npot = \"v1.2\"\n";
        assert!(
            !mended(strings, &strings.replace("blue", "blau"), "py").1
                || compare(strings, &strings.replace("blue", "blau"), "py").is_empty()
        );
        assert_eq!(mended(strings, &strings.replace("1.2", "1.3"), "py"), (strings.to_owned(), true));
    }
}
