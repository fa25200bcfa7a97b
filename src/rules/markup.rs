//! Markup that shows as text: what looks like the marks of emphasis, code or a link and was read as none.

use std::sync::LazyLock;

use regex::Regex;

use super::view::{Page, Pair};
use crate::align::{Answer, Match};
use crate::document::{Block, BlockId, BlockKind, Document, Inline, InlineKind, Problem, ProblemKind, Span};

/// Broken markup in one block.
#[derive(Debug, Clone)]
pub struct Broken {
    /// The match whose target it is in.
    pub leaf: Match,
    /// Where it shows.
    pub span: Span,
    /// What it is, in words.
    pub what: String,
    /// What to do about it.
    pub help: String,
}

/// A link whose text and target are parted by a space, or whose target stands between full-width brackets.
static PARTED_LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[\]］】](?:[ \t\u{a0}\u{3000}]+[(（]|（)\s*(?:https?:|/|\.{1,2}/|#|mailto:|<)[^()（）\s]*").ok()
});

/// Marks that show as text in the translation and not in the source, in the blocks that answer each other.
#[must_use]
pub fn broken(pair: &Pair<'_>) -> Vec<Broken> {
    let mut broken = Vec::new();
    let lenient = pair.source.is_lenient() || pair.target.is_lenient();
    let may_break = memchr::memmem::find(pair.target.document.text.as_bytes(), WRITTEN_BREAK.as_bytes()).is_some();
    let may_part = PARTED_LINK.as_ref().is_some_and(|pattern| pattern.is_match(&pair.target.document.text));
    for leaf in pair.leaves() {
        let (source, target) = (pair.source_inlines(leaf), pair.target_inlines(leaf));
        let code = |document: &Document, id: usize| matches!(document.blocks[id].kind, BlockKind::Code { .. });
        if target.is_empty() || code(pair.target.document, leaf.target) || code(pair.source.document, leaf.source) {
            continue;
        }
        let known = |problem: &Problem| {
            problem.kind == ProblemKind::Unclosed
                && pair.target.document.blocks[leaf.target].span.contains(problem.span)
        };
        if pair.target.document.problems.iter().any(known) {
            continue;
        }
        if let Some((span, what, help)) =
            find(pair.source.document, source, pair.target.document, target, lenient, (may_part, may_break))
        {
            broken.push(Broken { leaf: *leaf, span, what, help });
        }
    }
    broken
}

/// Marks of items or headings, on lines in a row, that lack the space after them.
#[derive(Debug)]
pub struct Glued<'a> {
    /// The first of them.
    pub span: Span,
    /// What it is, in words.
    pub what: &'a str,
    /// On how many lines.
    pub lines: usize,
    /// The block of the source that answers the first.
    pub source: BlockId,
    /// What puts in the spaces.
    pub edits: Vec<(Span, String)>,
}

/// The marks that are glued to their text in the translation, and not in the source.
#[must_use]
pub fn glued<'a>(pair: &Pair<'a>) -> Vec<Glued<'a>> {
    let (source, target) = (pair.source.document, pair.target.document);
    let is_glued = |problem: &&Problem| problem.kind == ProblemKind::Glued;
    let mut found: Vec<Glued<'a>> = Vec::new();
    let mut last = 0;
    for problem in target.problems.iter().filter(is_glued) {
        let holds = |block: &Block| {
            block.span.start == problem.span.start && matches!(block.kind, BlockKind::Item(_) | BlockKind::Heading(_))
        };
        let Some(block) = target.blocks.iter().position(holds) else { continue };
        let Some(Answer::Match(index)) = pair.alignment.target.get(block) else { continue };
        let wanted = pair.alignment.matches[*index].source;
        if source.problems.iter().filter(is_glued).any(|other| source.blocks[wanted].span.contains(other.span)) {
            continue;
        }
        let line = target.lines.line(problem.span.start);
        let edit = (Span::at(problem.span.end as usize), " ".to_owned());
        match found.last_mut().filter(|before| before.what == problem.message && line <= last + 2) {
            Some(before) => {
                before.lines += 1;
                before.edits.push(edit);
            }
            None => found.push(Glued {
                span: problem.span,
                what: &problem.message,
                lines: 1,
                source: wanted,
                edits: vec![edit],
            }),
        }
        last = line;
    }
    found
}

/// What the translation opens and never closes, beyond what its source does.
pub fn unclosed<'a>(pair: &Pair<'a>) -> impl Iterator<Item = &'a Problem> {
    let (source, target) = (pair.source.document, pair.target.document);
    let is_unclosed = |problem: &&Problem| problem.kind == ProblemKind::Unclosed;
    target.problems.iter().filter(is_unclosed).skip(source.problems.iter().filter(is_unclosed).count())
}

/// The lines between the marks of a merge conflict, marks included, outside of code.
#[must_use]
pub fn conflicts(document: &Document) -> Vec<Span> {
    let mut conflicts = Vec::new();
    let mut rest = 0;
    while let Some(start) = line_with(&document.text, "<<<<<<< ", rest) {
        let Some(close) = line_with(&document.text, ">>>>>>> ", start) else { break };
        let end = document.lines.span(&document.text, document.lines.line(Span::at(close).start)).end as usize;
        let in_code = document
            .blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Code { .. }) && block.span.contains(Span::new(start, end)));
        if !in_code {
            conflicts.push(Span::new(start, end));
        }
        rest = end;
    }
    conflicts
}

/// Lines with one mark of a merge conflict that has lost its others, outside of code and unless the source shows one.
pub fn stray_conflicts<'a>(pair: &'a Pair<'_>) -> impl Iterator<Item = Span> + 'a {
    let (source, document) = (pair.source.document, pair.target.document);
    let whole = conflicts(document);
    // The source is looked through for what the translation has only.
    let marks = ["<<<<<<< ", ">>>>>>> "].into_iter();
    let found = marks.filter_map(|mark| Some((mark, line_with(&document.text, mark, 0)?)));
    let lines = found.filter(|(mark, _)| line_with(&source.text, mark, 0).is_none()).map(|(_, at)| at);
    let lines = lines.map(|at| {
        Span::new(at, document.lines.span(&document.text, document.lines.line(Span::at(at).start)).end as usize)
    });
    lines.filter(move |line| {
        let in_code = |block: &Block| matches!(block.kind, BlockKind::Code { .. }) && block.span.contains(*line);
        !whole.iter().any(|conflict| conflict.contains(*line)) && !document.blocks.iter().any(in_code)
    })
}

/// Where a line begins with a mark, at or after an offset.
fn line_with(text: &str, mark: &str, from: usize) -> Option<usize> {
    let (bytes, mark) = (text.as_bytes(), mark.as_bytes());
    let mut found = memchr::memchr_iter(*mark.first()?, bytes.get(from..)?).map(|at| from + at);
    found.find(|&at| {
        (at == 0 || bytes.get(at - 1) == Some(&b'\n')) && bytes.get(at..).is_some_and(|rest| rest.starts_with(mark))
    })
}

/// A fence that was not closed, so that the next opening one stands within its code: the block of code, and the line
/// that should not be in it. Not where the source shows such a line too.
#[must_use]
pub fn swallowing_fences(pair: &Pair<'_>) -> Vec<(Span, Span)> {
    let (source, target) = (pair.source.document, pair.target.document);
    let mut found = Vec::new();
    for (here, there) in pair.blocks() {
        let (wanted, block) = (&source.blocks[here], &target.blocks[there]);
        if !matches!(block.kind, BlockKind::Code { fenced: true }) || !matches!(wanted.kind, BlockKind::Code { .. }) {
            continue;
        }
        if let Some(line) = inner_fence(target.slice(block.content), target.slice(block.span))
            && inner_fence(source.slice(wanted.content), source.slice(wanted.span)).is_none()
        {
            let start = block.content.start as usize + line;
            found.push((block.span, target.lines.span(&target.text, target.lines.line(Span::at(start).start))));
        }
    }
    found
}

/// Where a line of code opens a fence of the kind that the code itself stands in.
fn inner_fence(code: &str, block: &str) -> Option<usize> {
    let fence: String = block.trim_start().chars().take_while(|&c| c == '`' || c == '~').collect();
    if fence.is_empty() || memchr::memmem::find(code.as_bytes(), fence.as_bytes()).is_none() {
        return None;
    }
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let marks = line.trim_start();
        let info = marks.trim_start_matches(['`', '~']);
        if marks.starts_with(fence.as_str()) && info.trim_start().starts_with(char::is_alphabetic) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// What a greater break has spoilt: all from something that is never closed on, and what conflict marks enclose.
#[must_use]
pub fn spoilt(pair: &Pair<'_>) -> Vec<Span> {
    let target = pair.target.document;
    let opened = unclosed(pair).map(|problem| problem.span.start);
    let swallowed = swallowing_fences(pair).into_iter().map(|(block, _)| block.start);
    let mut spoilt = conflicts(target);
    if let Some(start) = opened.chain(swallowed).min() {
        // What is missing because of it belongs after the block before.
        let before = target.children(0).map(|id| target.blocks[id].span).take_while(|span| span.end <= start).last();
        let from = before.map_or(start, |span| target.lines.span(&target.text, target.lines.line(span.end)).start);
        spoilt.push(Span { start: from.min(start), end: u32::MAX });
    }
    spoilt
}

/// Where broken markup shows, what it is, and what to do about it.
type Sign = (Span, String, String);

/// What to do about marks of emphasis that show.
const BOLD: &str = "remove them, or add their partner, with no space within the two";

fn find(
    source: &Document,
    here: &[Inline],
    target: &Document,
    there: &[Inline],
    lenient: bool,
    (may_part, may_break): (bool, bool),
) -> Option<Sign> {
    let sign = |span: Span, what: &str, help: &str| Some((span, what.to_owned(), help.to_owned()));
    if may_part
        && let Some(span) = parted_link(target, there)
        && parted_link(source, here).is_none()
    {
        let what = "a space or a full-width bracket parts the text of a link from its target";
        return sign(span, what, "write `](` and `)` as ASCII, with no space between");
    }
    if may_break
        && let Some(span) = written_break(target, there)
        && written_break(source, here).is_none()
    {
        return sign(span, "`\\n` shows as text", "begin a new line instead, or remove it");
    }
    if let Some(span) = wordless_link(target, there)
        && wordless_link(source, here).is_none()
    {
        return sign(span, "a link has no text", "put the words of the link between its brackets");
    }
    // Most blocks have none of these marks in their text.
    let mut texts =
        there.iter().filter(|inline| inline.kind == InlineKind::Text).map(|inline| target.slice(inline.span));
    let marked = |text: &[u8]| memchr::memchr3(b'`', b'*', b'_', text).or(memchr::memchr2(b']', b'~', text)).is_some();
    if !texts.any(|text| marked(text.as_bytes())) {
        return unclosed_tag(source, here, target, there);
    }
    let (here_runs, there_runs) = (runs(here), runs(there));
    for (mark, what, help) in [
        ("* * *", "`* * *` shows as text", "remove it, or put it on a line of its own"),
        ("`", "a stray backtick stands in the text", "remove it, or add its partner"),
        ("**", "`**` shows as text", BOLD),
        ("__", "`__` shows as text", BOLD),
        ("](", "a link is not closed", "close its target with `)`"),
        ("~~", "`~~` shows as text", "remove it, or add its partner, with no space within the two"),
    ] {
        if let Some(span) = literal(target, &there_runs, mark)
            && literal(source, &here_runs, mark).is_none()
            && !(lenient && mark.starts_with(['*', '_', '~']) && marks(target, &there_runs, mark) % 2 == 0)
        {
            let spaced = mark == "](" && is_spaced(target, span);
            let spaces = ("a space stands in the target of a link", "remove the space, or write it as `%20`");
            let (what, help) = if spaced { spaces } else { (what, help) };
            return sign(span, what, help);
        }
    }
    let emphases = |inlines: &[Inline]| inlines.iter().filter(|inline| inline.kind == InlineKind::Emphasis).count();
    if emphases(there) < emphases(here)
        && !(lenient && marks(target, &there_runs, "*") % 2 == 0)
        && let Some(span) = literal(target, &there_runs, "*")
        && literal(source, &here_runs, "*").is_none()
    {
        return sign(span, "`*` shows as text", BOLD);
    }
    unclosed_tag(source, here, target, there)
}

/// The sign for a line break in a string.
const WRITTEN_BREAK: &str = "\\n";

/// Where the sign for a line break in a string stands in the text: `\n` with no letter after it, which a path would have.
fn written_break(document: &Document, inlines: &[Inline]) -> Option<Span> {
    let texts = inlines.iter().filter(|inline| inline.kind == InlineKind::Text);
    texts.map(|inline| inline.span).find_map(|span| {
        let text = document.slice(span);
        let ends = |at: usize| {
            text.get(at + 2..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
        };
        let (at, mark) = text.match_indices(WRITTEN_BREAK).find(|(at, _)| ends(*at))?;
        let start = span.start as usize + at;
        Some(Span::new(start, start + mark.len()))
    })
}

/// Whether a page is written for a program that sets emphasis whatever stands beside its marks.
pub fn is_lenient(page: &Page<'_>) -> bool {
    is_python_markdown(page.document) || is_kramdown(page)
}

/// Whether a page is written for Python-Markdown (MkDocs), which sets bold whatever stands beside the marks, where
/// CommonMark looks at the characters around them. Its own syntax shows: `/// note`, `!!! note`, `{ #id }`, `{* file *}`.
fn is_python_markdown(document: &Document) -> bool {
    document.blocks.iter().any(|block| {
        let text = document.slice(block.span);
        match block.kind {
            BlockKind::Admonition => ["///", "!!!", "???"].iter().any(|mark| text.starts_with(mark)),
            BlockKind::Shortcode => ["{*", "{!", "--8<--"].iter().any(|mark| text.starts_with(mark)),
            BlockKind::Heading(_) => text.ends_with(" }") && text.contains("{ #"),
            _ => false,
        }
    })
}

/// Whether a page is written for kramdown (Jekyll), which does as Python-Markdown does: it lies in a folder such as
/// `_posts` and has a layout.
fn is_kramdown(page: &Page<'_>) -> bool {
    let folder =
        |part: &str| part.starts_with('_') && part.get(1..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let folders = page.member.file.shown.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(folder)
        && page.document.front_matter.as_ref().is_some_and(|front| front.entry("layout").is_some())
}

/// Whether what follows `](` up to the next `)` on the line is an address with a space in it.
fn is_spaced(document: &Document, mark: Span) -> bool {
    let rest = document.text.get(mark.end as usize..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    line.split_once(')').is_some_and(|(target, _)| target.trim().contains(' ') && !target.contains('"'))
}

/// How often a mark stands in the text.
fn marks(document: &Document, runs: &[Span], mark: &str) -> usize {
    runs.iter().map(|run| document.slice(*run).matches(mark).count()).sum()
}

/// Where a mark stands in the text, not escaped.
fn literal(document: &Document, runs: &[Span], mark: &str) -> Option<Span> {
    runs.iter().find_map(|run| {
        let text = document.slice(*run);
        text.match_indices(mark).find_map(|(at, _)| {
            let start = run.start as usize + at;
            let escaped = document.text.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\\');
            (!escaped).then(|| Span::new(start, start + mark.len()))
        })
    })
}

/// Runs of text that touch each other, as one: a parser may cut them anywhere.
fn runs(inlines: &[Inline]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for inline in inlines.iter().filter(|inline| inline.kind == InlineKind::Text) {
        match runs.last_mut() {
            Some(last) if last.end == inline.span.start => last.end = inline.span.end,
            _ => runs.push(inline.span),
        }
    }
    runs
}

/// A link in brackets that hold nothing, so that nobody sees it.
fn wordless_link(document: &Document, inlines: &[Inline]) -> Option<Span> {
    let mut links = inlines.iter().filter(|inline| inline.kind == InlineKind::Link);
    links.find(|link| document.slice(link.span).starts_with("[](")).map(|link| link.span)
}

fn parted_link(document: &Document, inlines: &[Inline]) -> Option<Span> {
    let pattern = PARTED_LINK.as_ref()?;
    let (first, last) = (inlines.first()?, inlines.last()?);
    let start = first.span.start as usize;
    let text = document.text.get(start..last.span.end as usize)?;
    pattern.find_iter(text).map(|found| Span::new(start + found.start(), start + found.end())).find(|span| {
        // An example between backticks is no link, nor is a bracket within a target.
        inlines.iter().all(|inline| inline.kind != InlineKind::Code || !inline.span.contains(*span))
    })
}

/// A tag that is opened and never closed in the translation, while the source closes all of its own.
fn unclosed_tag(source: &Document, here: &[Inline], target: &Document, there: &[Inline]) -> Option<Sign> {
    let open = |document: &Document, inlines: &[Inline]| -> Option<Sign> {
        let mut stack: Vec<(&str, Span)> = Vec::new();
        for inline in inlines {
            let name = document.slice(inline.value);
            match inline.kind {
                InlineKind::Tag | InlineKind::Component if !closes_itself(document.slice(inline.span), name) => {
                    stack.push((name, inline.span));
                }
                InlineKind::CloseTag => match stack.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) {
                    Some(at) => {
                        stack.remove(at);
                    }
                    None => {
                        let help = format!("remove it, or open it with `<{name}>`");
                        return Some((inline.span, format!("the tag `</{name}>` closes nothing"), help));
                    }
                },
                _ => {}
            }
        }
        // The end of some elements may be left out: https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
        let (name, span) =
            stack.iter().find(|(name, _)| !["p", "li"].iter().any(|free| name.eq_ignore_ascii_case(free)))?;
        Some((*span, format!("the tag `<{name}>` is not closed"), format!("close it with `</{name}>`")))
    };
    let found = open(target, there)?;
    open(source, here).is_none().then_some(found)
}

fn closes_itself(tag: &str, name: &str) -> bool {
    const VOID: [&str; 13] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    tag.ends_with("/>") || VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}
