//! `markup-broken`

use super::markup::Broken;
use super::sink::Proposal;
use super::{Check, Family, Finding, Pair, Rule, Sink, backtick, inline, markup, tags, unclosed};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{InlineKind, Span};

/// Markup is broken in the translation and sound in the source.
pub const RULE: Rule = Rule {
    id: "markup-broken",
    family: Family::Content,
    severity: Severity::Error,
    summary: "markup is broken in the translation and sound in the source",
    explain: "Marks show as text or swallow what follows: a backtick or `**` without its partner, a space between the \
        text of a link and its target, full-width brackets around a target, a fence, container or tag that is never \
        closed, `-` or `##` without the space after it, a link without words. In the source the same place is sound.\n\nMend the marks. `**` beside full-width punctuation needs a \
        space or html tags, for CommonMark does not read it as bold.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    for broken in &pair.broken {
        out.report(
            Finding::new(broken.span, broken.what.clone())
                .beside(inline::first_line(pair.source.document, broken.leaf.source))
                .help(broken.help.clone())
                .fix_if(mend(pair, broken))
                .minor(pair.is_cut(broken.span)),
        );
    }
    for glued in markup::glued(pair) {
        let place = if glued.lines == 1 { String::new() } else { format!(", on {} lines", glued.lines) };
        out.report(
            Finding::new(glued.span, format!("{}{place}", glued.what))
                .beside(inline::first_line(pair.source.document, glued.source))
                .help("put a space after it, or it shows as text")
                .fix_if(Some((Applicability::Safe, "put a space after the mark", glued.edits))),
        );
    }
    for span in markup::conflicts(pair.target.document) {
        out.report(
            Finding::new(span, "marks of a merge conflict stand in the page")
                .help("keep one of the two sides, and remove the marks"),
        );
    }
    for span in markup::stray_conflicts(pair) {
        out.report(Finding::new(span, "a mark of a merge conflict stands in the page").help("remove the line"));
    }
    let unclosed = markup::unclosed(pair).next().is_some();
    for (block, line) in markup::swallowing_fences(pair) {
        let message = "code fence opens within code: the one before it is not closed";
        let finding = Finding::new(line, message).help("close the fence before it where the source does");
        let finding = finding.fix_if(unclosed::close(pair, block.start));
        out.report(finding.minor(unclosed));
    }
    for (index, problem) in markup::unclosed(pair).enumerate() {
        // The first may well be the cause of the others.
        let finding = Finding::new(problem.span, problem.message.clone()).help("close it where the source does");
        let finding = finding.fix_if(unclosed::close(pair, problem.span.start));
        out.report(finding.minor(index > 0));
    }
}

/// The edits for what marks show, by what shows.
fn mend(pair: &Pair<'_>, broken: &Broken) -> Option<Proposal> {
    let shown = pair.target.document.slice(broken.span);
    if shown == "`" {
        return backtick::restored(pair, &broken.leaf);
    }
    let name = |rest: &str| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned();
    match shown.strip_prefix('<') {
        Some(rest) => tags::closed(pair, &broken.leaf, broken.span, &name(rest)),
        None => link(pair, broken),
    }
}

/// The edits that join a link again: `] (` and `](…）` become `](…)`, and a space within a target goes if the source has
/// that target without it.
fn link(pair: &Pair<'_>, broken: &Broken) -> Option<Proposal> {
    let document = pair.target.document;
    let (start, end) = (broken.span.start as usize, broken.span.end as usize);
    let line = document.lines.span(&document.text, document.lines.line(broken.span.end));
    let rest = document.text.get(end..line.end as usize)?;
    let shown = document.slice(broken.span);
    if shown == "](" {
        let close = rest.find(')')?;
        let target: String = rest.get(..close)?.split_whitespace().collect();
        let is_it = |value: Span| pair.source.document.slice(value) == target;
        let known = pair
            .source_inlines(&broken.leaf)
            .iter()
            .any(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Image) && is_it(inline.value));
        let edits = vec![(Span::new(end, end + close), target)];
        return known.then_some((Applicability::Safe, "take the space out of the target", edits));
    }
    let bracket = shown.chars().next().filter(|c| matches!(c, ']' | '］' | '】'))?;
    let open = shown.find(['(', '（'])?;
    let opening = shown.get(open..)?.chars().next()?;
    let close = rest.find([')', '）'])?;
    let mut edits = vec![(Span::new(start, start + open + opening.len_utf8()), "](".to_owned())];
    // White space between the brackets parts a link too.
    if rest.get(..close)?.contains(char::is_whitespace) {
        return None;
    }
    if rest.get(close..)?.starts_with('）') {
        edits.push((Span::new(end + close, end + close + '）'.len_utf8()), ")".to_owned()));
    }
    if bracket != ']' {
        let first = document.lines.span(&document.text, document.lines.line(broken.span.start)).start as usize;
        let before = document.text.get(first..start)?;
        let at = before.rfind(['［', '【'])?;
        edits.insert(0, (Span::new(first + at, first + at + '【'.len_utf8()), "[".to_owned()));
    }
    Some((Applicability::Safe, "join the text of the link and its target", edits))
}
