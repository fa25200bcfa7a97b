//! `front-matter-invalid`

use super::{Check, DocumentView, Family, Finding, Rule, Sink, quotes};
use crate::diagnostic::{Applicability, Severity};
use crate::document::front_matter::Format;
use crate::document::{Document, Problem, ProblemKind, Span};
use crate::practice::Practice;

/// Front matter does not parse, is not closed or is glued to the text.
pub const RULE: Rule = Rule {
    id: "front-matter-invalid",
    family: Family::FrontMatter,
    severity: Severity::Error,
    summary: "front matter does not parse, is not closed, is glued to the text or names a key twice",
    explain: "A site generator reads the fields above the text as YAML, TOML or JSON, and stops or shows them as text \
        when it cannot. Translations break them easily: a ` : ` with a space before it, as French has it, ends the key \
        in YAML; a quotation mark is lost or curled; the closing `---` is glued to the first line of the text; a colon \
        becomes the full-width `：`.\n\nPut quotes around a value that holds `: `, and each `---` on a line of its own. \
        What can be read of broken front matter is still compared with the source.",
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, out: &mut Sink<'_>) {
    let document = view.page.document;
    let source = view.source.map(|page| page.document);
    // As nearly all pages have it.
    let lead = source.and_then(Document::lead).unwrap_or(1);
    let problems = || document.problems.iter().filter(|problem| problem.kind == ProblemKind::FrontMatter);
    if view.alone && (document.front_matter.is_some() || problems().next().is_some()) {
        out.vote(Practice::FrontMatterOfItsOwn, problems().next().is_some());
    }
    for problem in problems() {
        let mut finding = Finding::new(problem.span, problem.message.clone()).help(help(problem));
        if let Some(edits) = part(document, problem.span, lead) {
            finding = finding.fix_all(Applicability::Safe, "put the fence on a line of its own", edits);
        } else if let Some(at) = glued_text(document, problem) {
            finding = finding.fix(
                Applicability::Safe,
                "put the fence on a line of its own",
                Span::at(at),
                "\n".repeat(1 + lead),
            );
        } else if let Some(at) = end_of_keys(document, problem) {
            finding = finding.fix(Applicability::Safe, "close the front matter", Span::at(at), closing(document));
        } else if problem.message.starts_with("front matter is closed by") {
            finding = finding.fix(Applicability::Safe, "close the front matter with `---`", problem.span, "---");
        } else if document.slice(problem.span) == "：" && !starts_with_fence(document, problem.span) {
            finding = finding.fix(Applicability::Safe, "use an ASCII colon", problem.span, ": ");
        } else {
            finding = finding.fix_if(quotes::mend(document, problem.span, source));
        }
        // What no page has as it should be is written for another program; a fence that is lost is none of a kind.
        let custom = if view.alone && problem.message.starts_with("front matter does not parse") {
            vec![vec![Practice::FrontMatterOfItsOwn]]
        } else {
            Vec::new()
        };
        out.report(finding.unless_practised(custom));
    }
}

/// Where the text begins that is glued to a closing fence and so was read as a key.
fn glued_text(document: &Document, problem: &Problem) -> Option<usize> {
    let front = document.front_matter.as_ref().filter(|_| problem.message == "front matter is never closed")?;
    let entry = front.entries.iter().find(|entry| starts_with_fence(document, entry.key))?;
    let line = document.lines.span(&document.text, document.lines.line(entry.key.start));
    Some(line.start as usize + "---".len())
}

fn starts_with_fence(document: &Document, place: Span) -> bool {
    let line = document.lines.span(&document.text, document.lines.line(place.start));
    document.slice(line).starts_with("---")
}

/// Where front matter that is never closed ends: after its last key, where a blank line or text follows.
fn end_of_keys(document: &Document, problem: &Problem) -> Option<usize> {
    let front = document.front_matter.as_ref().filter(|_| problem.message == "front matter is never closed")?;
    let last = front.entries.iter().map(|entry| entry.span.end.max(entry.key.end)).max()?;
    let line = document.lines.span(&document.text, document.lines.line(last));
    let rest = document.text.get(line.end as usize..)?;
    let own = rest.find('\n')? + 1;
    let next = rest.get(own..)?.lines().next().unwrap_or_default();
    let is_text = !next.starts_with([' ', '\t', '-', '#', '[', ']', '{', '}']) && !next.contains(": ");
    let parted = is_text || next.trim().is_empty();
    (rest.get(..own)?.trim().is_empty() && parted).then_some(line.end as usize + own)
}

/// The line that closes front matter as it was opened.
fn closing(document: &Document) -> &'static str {
    let toml = document.front_matter.as_ref().is_some_and(|front| front.format == Format::Toml);
    if toml { "+++\n" } else { "---\n" }
}

fn help(problem: &Problem) -> &'static str {
    let says = |words: &str| problem.message.contains(words);
    if says("no quotes around it") {
        "put quotes around the value"
    } else if says("glued") {
        "put the `---` on a line of its own"
    } else if says("never closed") && says("front matter is") {
        "close it with a line of `---` before the text"
    } else if says("the quote that opens") {
        "close the quote, or put the value in the other kind of quotes"
    } else if says("the bracket that opens") {
        "close the bracket, or put quotes around the value"
    } else if says("front matter starts") {
        "remove what stands before it"
    } else if says("full-width colon") {
        "use an ASCII colon and a space"
    } else {
        "write it as the front matter of the source is written"
    }
}

/// The edits that part a glued fence from the text around it, with so many blank lines before the text; `None` if the
/// span is no fence or is not glued.
fn part(document: &Document, fence: Span, lead: usize) -> Option<Vec<(Span, String)>> {
    if !matches!(document.slice(fence), "---" | "+++") {
        return None;
    }
    let line = document.lines.span(&document.text, document.lines.line(fence.start));
    let before = document.slice(Span { start: line.start, end: fence.start });
    let after = document.slice(Span { start: fence.end, end: line.end });
    let newline = if document.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits = Vec::new();
    if !before.trim().is_empty() {
        let kept = line.start as usize + before.trim_end().len();
        edits.push((Span::new(kept, fence.start as usize), newline.to_owned()));
    }
    if !after.trim().is_empty() {
        let gap = after.len() - after.trim_start().len();
        let is_text = document.body > fence.start;
        let ends = if is_text { newline.repeat(1 + lead) } else { newline.to_owned() };
        edits.push((Span::new(fence.end as usize, fence.end as usize + gap), ends));
    }
    (!edits.is_empty()).then_some(edits)
}
