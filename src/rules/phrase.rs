//! The words in which rules speak of blocks.

use crate::align::gaps::Gap;
use crate::document::{BlockId, BlockKind, Document, InlineKind};

/// Longest quotation in a message, in characters.
const MOST_QUOTED: usize = 40;

/// A piece of a page between quotation marks, on one line and cut to length.
#[must_use]
pub fn quote(text: &str) -> String {
    let shown = shorten(text);
    // Marks of its own must not look like ours.
    let (open, close) = match (shown.contains('"'), shown.contains('\'')) {
        (false, _) => ('"', '"'),
        (true, false) => ('\'', '\''),
        (true, true) => ('“', '”'),
    };
    format!("{open}{shown}{close}")
}

/// A piece of a page on one line, cut to length.
fn shorten(text: &str) -> String {
    let mut shown = String::new();
    let mut words = text.split_whitespace().peekable();
    let mut length = 0;
    while let Some(word) = words.next() {
        for c in word.chars() {
            if length >= MOST_QUOTED {
                shown.push('…');
                return shown;
            }
            shown.push(c);
            length += 1;
        }
        if words.peek().is_some() {
            shown.push(' ');
            length += 1;
        }
    }
    shown
}

/// Most pieces of a list that are quoted one by one.
const MOST_LISTED: usize = 4;

/// Pieces of a page between quotation marks: `"a", "b" (twice) and 3 more`.
#[must_use]
pub fn quote_all(texts: &[&str]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for text in texts {
        match counts.iter_mut().find(|(known, _)| known == text) {
            Some((_, count)) => *count += 1,
            None => counts.push((text, 1)),
        }
    }
    let times = |count: usize| match count {
        1 => String::new(),
        2 => " (twice)".to_owned(),
        _ => format!(" ({count} times)"),
    };
    let shown: Vec<String> =
        counts.iter().take(MOST_LISTED).map(|&(text, count)| format!("{}{}", quote(text), times(count))).collect();
    match counts.len().saturating_sub(MOST_LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Two pieces of text between quotation marks that differ: where they are too long to show whole, what they share at
/// the start is left out.
#[must_use]
pub fn quote_both(one: &str, other: &str) -> (String, String) {
    if one.chars().count().max(other.chars().count()) <= MOST_QUOTED {
        return (quote(one), quote(other));
    }
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    // A little of what is shared, from the start of a word on, shows where one is.
    let shown = one.get(..shared).unwrap_or_default();
    let back = shown.char_indices().rev().nth(10).map_or(0, |(at, _)| at);
    let start = shown[back..].find(char::is_whitespace).map_or(back, |at| back + at);
    if start == 0 {
        return (quote(one), quote(other));
    }
    let cut = |text: &str| quote(&format!("…{}", text.get(start..).unwrap_or_default().trim_start()));
    (cut(one), cut(other))
}

/// What people call a block of this kind.
#[must_use]
pub fn noun(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Root => "page",
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::List(_) => "list",
        BlockKind::Item(_) => "item",
        BlockKind::Table => "table",
        BlockKind::Row(_) => "row",
        BlockKind::Cell => "cell",
        BlockKind::Code { .. } => "code block",
        BlockKind::Quote => "quote",
        BlockKind::Break => "thematic break",
        BlockKind::Html => "html block",
        BlockKind::Footnote => "footnote",
        BlockKind::DefinitionList => "definition list",
        BlockKind::Term => "term",
        BlockKind::Definition => "definition",
        BlockKind::Admonition => "admonition",
        BlockKind::Component => "component",
        BlockKind::Shortcode => "include",
        BlockKind::Program => "import",
    }
}

/// `a paragraph`, `an html block`.
#[must_use]
pub fn a(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']) || noun.starts_with("html");
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// `1 paragraph`, `3 items`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    match (number, noun) {
        (1, _) => format!("1 {noun}"),
        (_, noun) if noun.ends_with('y') => format!("{number} {}ies", noun.trim_end_matches('y')),
        _ => format!("{number} {noun}s"),
    }
}

/// What a run of blocks is, in words: `paragraph "Start the…"`, `2 paragraphs and 1 list`.
#[must_use]
pub fn describe(document: &Document, blocks: &[BlockId]) -> String {
    if let [one] = blocks {
        let text = words_of(document, *one);
        let noun = noun(document.blocks[*one].kind);
        return if text.is_empty() { noun.to_owned() } else { format!("{noun} {}", quote(&text)) };
    }
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for &id in blocks {
        let noun = noun(document.blocks[id].kind);
        match counts.iter_mut().find(|(known, _)| *known == noun) {
            Some((_, number)) => *number += 1,
            None => counts.push((noun, 1)),
        }
    }
    let parts: Vec<String> = counts.iter().map(|&(noun, number)| count(number, noun)).collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// What is missing, and what stands in its place if anything does.
#[must_use]
pub fn missing(what: &str, gap: &Gap, target: &Document) -> String {
    format!("{what} missing{}", instead(gap, target))
}

/// What stands in the place of what is missing: `; here is list "…" instead`; nothing if nothing does.
#[must_use]
pub fn instead(gap: &Gap, target: &Document) -> String {
    let Some(instead) = &gap.instead else { return String::new() };
    let verb = if instead.blocks.len() == 1 { "is" } else { "are" };
    format!("; here {verb} {} instead", describe(target, &instead.blocks))
}

/// What to do with what is missing: `verb` it, or them where it is `several`, and where to put it.
#[must_use]
pub fn gap_help(verb: &str, several: bool, gap: &Gap) -> String {
    let what = pronoun(several);
    let place = if gap.instead.is_some() { "in place of this" } else { "after this line" };
    format!("{verb} {what} and put {what} {place}")
}

/// What to do with what the source does not have.
#[must_use]
pub fn extra_help(several: bool) -> String {
    let what = pronoun(several);
    format!("remove {what} here, or add {what} to the source")
}

/// What to do with what is not where the source has it.
#[must_use]
pub fn moved_help(several: bool) -> String {
    format!("move {} to where the source has {0}", pronoun(several))
}

/// What stands for one thing, or for several.
#[must_use]
pub fn pronoun(several: bool) -> &'static str {
    if several { "them" } else { "it" }
}

/// What names a block best: its name, its prose, or the first line of its code.
#[must_use]
pub fn words_of(document: &Document, id: BlockId) -> String {
    let block = &document.blocks[id];
    match block.kind {
        BlockKind::Code { .. } => {
            document.slice(block.content).lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
        }
        BlockKind::Shortcode | BlockKind::Program | BlockKind::Component | BlockKind::Admonition
            if !block.name.is_empty() =>
        {
            document.slice(block.name).to_owned()
        }
        _ => {
            let said = said(document, id);
            if said.trim().is_empty() {
                document.slice(block.span).lines().next().unwrap_or_default().to_owned()
            } else {
                said
            }
        }
    }
}

/// The words of a block as a reader sees them: its prose, and its code without marks.
fn said(document: &Document, id: BlockId) -> String {
    let mut said = String::new();
    let mut last = None;
    for inline in document.inlines_of(id) {
        if matches!(inline.kind, InlineKind::Text | InlineKind::Code) {
            let gap = last.and_then(|end: u32| document.text.get(end as usize..inline.value.start as usize));
            if gap.is_some_and(|gap| gap.contains(char::is_whitespace)) {
                said.push(' ');
            }
            said.push_str(document.slice(inline.value));
            last = Some(inline.value.end);
        }
    }
    said
}
