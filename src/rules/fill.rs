//! The edits that put what a translation lacks where it belongs: code as it is, the rest marked for the translator.

use super::sink::Proposal;
use super::view::Pair;
use crate::align::Answer;
use crate::align::gaps::Gap;
use crate::diagnostic::Applicability;
use crate::document::{BlockId, BlockKind, Document, Span};

/// What is done about what is to be translated.
const TO_TRANSLATE: &str = "put the source's text here to be translated";

/// On longer pages code is not looked for elsewhere, and so not copied.
const MOST_BLOCKS: usize = 5000;

/// Put the source's code into the translation.
#[must_use]
pub fn code(pair: &Pair<'_>, gap: &Gap) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    if source.blocks.len().max(target.blocks.len()) > MOST_BLOCKS {
        return None;
    }
    let lines = |document: &Document, id: BlockId| -> Vec<String> {
        let code = document.blocks.get(id).map_or("", |block| document.slice(block.content));
        code.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    // What stands elsewhere on the page is not to stand there twice.
    let is_code =
        |id: &BlockId| matches!(target.blocks.get(*id), Some(block) if matches!(block.kind, BlockKind::Code { .. }));
    let there: Vec<_> = (1..target.blocks.len()).filter(is_code).map(|id| lines(target, id)).collect();
    let is_code =
        |id: &BlockId| matches!(source.blocks.get(*id), Some(block) if matches!(block.kind, BlockKind::Code { .. }));
    let here: Vec<_> = (1..source.blocks.len()).filter(is_code).map(|id| lines(source, id)).collect();
    let once = |code: &Vec<String>| !there.contains(code) && here.iter().filter(|other| *other == code).count() == 1;
    let is_new = gap.blocks.iter().all(|&id| once(&lines(source, id)));
    let edit = Some(gap).filter(|gap| is_new && gap.instead.is_none()).and_then(|gap| blocks(pair, gap, ""))?;
    Some((Applicability::Safe, "copy the code of the source", vec![edit]))
}

/// Put the source's blocks into the translation, below a comment that asks for their translation.
#[must_use]
pub fn marked(pair: &Pair<'_>, gap: &Gap) -> Option<Proposal> {
    let edit = Some(gap)
        .filter(|gap| gap.instead.is_none())
        .and_then(|gap| blocks(pair, gap, &format!("{}\n\n", mark(pair))))?;
    Some((Applicability::Unsafe, TO_TRANSLATE, vec![edit]))
}

/// Put the source's blocks into the translation as they are, if they have no words for people: components and shortcodes
/// that stand alone, and lines of program.
#[must_use]
pub fn wordless(pair: &Pair<'_>, gap: &Gap) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    let is_wordless = |id: &BlockId| {
        let Some(block) = source.blocks.get(*id) else { return false };
        let text = source.slice(block.span);
        let kind = matches!(block.kind, BlockKind::Component | BlockKind::Shortcode | BlockKind::Program);
        let inlines = source.inlines_of(*id).is_empty() && block.next == *id + 1;
        // What stands on the page already is not to stand there twice; words between quotes may be read.
        let words = text
            .split(['"', '\''])
            .skip(1)
            .step_by(2)
            .any(|quoted| quoted.contains(char::is_whitespace) || !quoted.is_ascii());
        kind && inlines && !words && !target.text.contains(text)
    };
    let edit = Some(gap).filter(|gap| gap.instead.is_none() && gap.blocks.iter().all(is_wordless));
    Some((Applicability::Safe, "copy it from the source", vec![edit.and_then(|gap| blocks(pair, gap, ""))?]))
}

/// The comment that asks for a translation.
fn mark(pair: &Pair<'_>) -> String {
    let text = format!("isogloss: translate from {}", pair.source.member.language.tag());
    let mdx = pair.target.member.file.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mdx"));
    if mdx { format!("{{/* {text} */}}") } else { format!("<!-- {text} -->") }
}

/// Put whole blocks after the line where they belong, or before the first block. None of them, and nothing around their
/// place, may be indented: what depth they would have there is not certain.
fn blocks(pair: &Pair<'_>, gap: &Gap, before: &str) -> Option<(Span, String)> {
    let (source, target) = (pair.source.document, pair.target.document);
    let first = *gap.blocks.first()?;
    if !line_before(source, source.blocks.get(first)?.span).is_empty() {
        return None;
    }
    let text = format!("{before}{}", source.slice(gap.span).trim_end());
    let line = target.lines.span(&target.text, target.lines.line(gap.at.start));
    if !follows(pair, first) {
        let at = line.start as usize;
        let parted = at == target.body as usize
            || target.text.get(..at)?.lines().next_back().is_none_or(|line| line.trim().is_empty());
        return parted.then(|| (Span::at(at), format!("{text}\n\n")));
    }
    let rest = target.text.get(line.end as usize..)?;
    if rest.trim().is_empty() {
        // At the end of a page the last line keeps its end, and no blank one is left behind it.
        let end = rest.find('\n').map_or("", |_| "\n");
        return Some((Span::new(line.end as usize, target.text.len()), format!("\n\n{text}{end}")));
    }
    let mut lines = rest.lines();
    // The end of its own line, then the next one.
    let parted = lines.next().is_none_or(|rest| rest.trim().is_empty())
        && lines.next().is_none_or(|next| next.trim().is_empty());
    parted.then(|| (Span::at(line.end as usize), format!("\n\n{text}")))
}

/// Whether a block of the source stands after one that has an answer, among its siblings.
fn follows(pair: &Pair<'_>, id: BlockId) -> bool {
    let (source, answers) = (pair.source.document, &pair.alignment.source);
    let Some(block) = source.blocks.get(id) else { return false };
    let earlier = source.children(block.parent).take_while(|&other| other != id);
    let is_fixed = |index: &usize| pair.alignment.matches.get(*index).is_some_and(|found| !found.moved);
    earlier.into_iter().any(|id| matches!(answers.get(id), Some(Answer::Match(index)) if is_fixed(index)))
}

/// Put the source's items after the one that they follow, with the marks of the translation's list.
#[must_use]
pub fn items(pair: &Pair<'_>, gap: &Gap) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    if gap.instead.is_some() || !follows(pair, *gap.blocks.first()?) {
        return None;
    }
    let line = target.lines.span(&target.text, target.lines.line(gap.at.start));
    let start = target.slice(line);
    let indent = start.len() - start.trim_start().len();
    let (mark_there, _) = marker(start.get(indent..)?)?;
    let mut number: u64 = mark_there.trim_end_matches(['.', ')', ' ']).parse().unwrap_or(0);
    let mut text = String::new();
    for &id in &gap.blocks {
        let block = source.blocks.get(id)?;
        let item = source.slice(block.span).trim_end();
        let (_, words) = marker(item).filter(|_| matches!(block.kind, BlockKind::Item(_)) && !item.contains('\n'))?;
        number += 1;
        let own = match mark_there.find(|c: char| !c.is_ascii_digit()) {
            Some(digits) if digits > 0 => format!("{number}{}", mark_there.get(digits..)?),
            _ => mark_there.to_owned(),
        };
        text.push_str(&format!("\n{}{own}{words} {}", start.get(..indent)?, mark(pair)));
    }
    Some((Applicability::Unsafe, TO_TRANSLATE, vec![(Span::at(line.end as usize), text)]))
}

/// The mark of an item with the space after it, and the rest of the line.
#[must_use]
pub fn marker(line: &str) -> Option<(&str, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match line.as_bytes().get(digits)? {
        b'.' | b')' if digits > 0 => digits + 1,
        b'-' | b'*' | b'+' if digits == 0 => 1,
        _ => return None,
    };
    let rest = line.get(mark..)?;
    let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    (space > 0).then(|| line.split_at(mark + space))
}

/// Put the source's rows after the one that they follow.
#[must_use]
pub fn rows(pair: &Pair<'_>, gap: &Gap) -> Option<Proposal> {
    let (source, target) = (pair.source.document, pair.target.document);
    if gap.instead.is_some() || !follows(pair, *gap.blocks.first()?) {
        return None;
    }
    let line = target.lines.span(&target.text, target.lines.line(gap.at.start));
    let start = target.slice(line);
    let indent = start.get(..start.len() - start.trim_start().len())?;
    let mut text = String::new();
    for &id in &gap.blocks {
        let row = source.slice(source.blocks.get(id)?.span).trim();
        let cells = row.strip_suffix('|').filter(|cells| cells.starts_with('|') && !row.contains('\n'))?;
        text.push_str(&format!("\n{indent}{} {} |", cells.trim_end(), mark(pair)));
    }
    let edit = start.trim_start().starts_with('|').then(|| (Span::at(line.end as usize), text))?;
    Some((Applicability::Unsafe, TO_TRANSLATE, vec![edit]))
}

/// What stands before a place on its line.
fn line_before(document: &Document, span: Span) -> &str {
    let line = document.lines.span(&document.text, document.lines.line(span.start));
    document.slice(Span { start: line.start, end: span.start })
}
