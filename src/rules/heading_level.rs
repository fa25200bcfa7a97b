//! `heading-level`

use super::phrase::{count, quote, words_of};
use super::sink::Proposal;
use super::{Check, Family, Finding, Pair, Rule, Sink, meant};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{BlockId, BlockKind, Span};

/// A heading has another level than in the source.
pub const RULE: Rule = Rule {
    id: "heading-level",
    family: Family::Sections,
    severity: Severity::Error,
    summary: "a heading has another level than in the source",
    explain: "A heading answers one of the source but stands on another level, so that outline and table of contents \
        differ. Where a whole run of headings is shifted alike, it is reported once, where it starts.\n\nGive it the \
        level of the source.",
    check: Check::Pair(check),
};

/// A heading beside its source with another level.
struct Shift {
    source: BlockId,
    target: BlockId,
    levels: (u8, u8),
}

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    let mut run: Vec<Shift> = Vec::new();
    for (here, there) in pair.blocks() {
        match (source.blocks[here].kind, target.blocks[there].kind) {
            (BlockKind::Heading(wanted), BlockKind::Heading(found)) => {
                let shift = Shift { source: here, target: there, levels: (wanted, found) };
                let delta = |shift: &Shift| i16::from(shift.levels.1) - i16::from(shift.levels.0);
                if run.last().is_some_and(|last| delta(last) != delta(&shift)) {
                    report(pair, &std::mem::take(&mut run), out);
                }
                if wanted != found {
                    run.push(shift);
                }
            }
            (BlockKind::Heading(level), BlockKind::Paragraph) => {
                let message = format!("heading {} is a paragraph here", quote(&words_of(source, here)));
                out.report(
                    Finding::new(target.blocks[there].span, message)
                        .beside(source.blocks[here].span)
                        .help(format!("begin the line with {}", "#".repeat(usize::from(level))))
                        .fix_if(heading(pair, there, level)),
                );
            }
            (BlockKind::Paragraph, BlockKind::Heading(_)) => {
                let message = format!("heading {} is a paragraph in the source", quote(&words_of(target, there)));
                let finding = Finding::new(target.blocks[there].span, message).beside(source.blocks[here].span);
                let finding = finding.help("write it without the marks of a heading");
                let meant = meant::heading(source.slice(source.blocks[here].span));
                out.report(if meant { finding.severity(Severity::Info).help(MEANT) } else { finding });
            }
            _ => {}
        }
    }
    report(pair, &run, out);
}

/// What to say of a source whose mark lacks its space.
const MEANT: &str = "the `#` of the source lacks the space after it, so look at the source first";

/// The marks of a heading, put before a paragraph of one line that is not set as something else.
fn heading(pair: &Pair<'_>, id: BlockId, level: u8) -> Option<Proposal> {
    let block = pair.target.document.blocks.get(id)?;
    let text = pair.target.document.slice(block.span).trim_end();
    let plain = !text.contains('\n') && text.starts_with(char::is_alphanumeric);
    let marks = format!("{} ", "#".repeat(usize::from(level)));
    plain.then(|| (Applicability::Safe, "make it a heading", vec![(Span::at(block.span.start as usize), marks)]))
}

fn report(pair: &Pair<'_>, run: &[Shift], out: &mut Sink<'_>) {
    let Some(first) = run.first() else { return };
    let (source, target) = (pair.source.document, pair.target.document);
    let (wanted, found) = first.levels;
    let title = quote(&words_of(target, first.target));
    let more = if run.len() > 1 {
        let verb = if run.len() == 2 { "does" } else { "do" };
        format!(", as {verb} {} after it", count(run.len() - 1, "heading"))
    } else {
        String::new()
    };
    let finding = Finding::new(
        target.blocks[first.target].span,
        format!("heading {title} has level {found} where the source has {wanted}{more}"),
    )
    .beside(source.blocks[first.source].span)
    .detail(format!("{wanted} {found} {}", words_of(source, first.source)))
    .help(format!("write it with {}", "#".repeat(usize::from(wanted))));
    let edits: Option<Vec<(Span, String)>> = run
        .iter()
        .map(|shift| {
            let span = target.blocks[shift.target].span;
            let marks = target.slice(span).bytes().take_while(|&byte| byte == b'#').count();
            (marks == usize::from(shift.levels.1)).then(|| {
                let start = span.start as usize;
                (Span::new(start, start + marks), "#".repeat(usize::from(shift.levels.0)))
            })
        })
        .collect();
    out.report(match edits {
        Some(edits) => finding.fix_all(Applicability::Safe, "give it the level of the source", edits),
        None => finding,
    });
}
