//! `untranslated`

use std::collections::{BTreeMap, HashMap, HashSet};

use super::content::{self, Piece, Verdict};
use super::judge::Judge;
use super::phrase::{pronoun, quote};
use super::vocabulary::{self, Doubt, Vocabulary};
use super::{Check, Family, Finding, Pair, Rule, Sink, boilerplate, inline, values};
use crate::diagnostic::Severity;
use crate::document::{BlockId, BlockKind, Document, Span};
use crate::speech;

/// A piece of the translation is in the source's words.
pub const RULE: Rule = Rule {
    id: "untranslated",
    family: Family::Content,
    severity: Severity::Warning,
    summary: "a heading, paragraph, item, cell or text of an image is left in the source's words",
    explain: "A piece of the translation has the words of the source and is in its language. Names, code, addresses, \
        quotations and titles of pages elsewhere are left alone. Pieces in a row are one finding, and so is a page \
        that was not translated at all.\n\nTranslate it.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let language = speech::name(pair.source.member.language.tag());
    let document = pair.target.document;
    if let Some(piece) = content::whole_page(&pair.pieces, |verdict| matches!(verdict, Verdict::Left(_))) {
        let message = format!("page is not translated: its text is in {language}");
        let finding = Finding::new(inline::first_line(document, piece.block), message).severity(Severity::Error);
        out.report(beside(finding, piece.source).help("translate the page"));
        return;
    }
    values::left(pair, language).into_iter().for_each(|finding| out.report(finding));
    let vocabulary = Vocabulary::of(pair);
    vocabulary.votes(pair).into_iter().for_each(|word| out.vote(word, true));
    for (label, kept) in pair.pieces.iter().filter_map(|piece| vocabulary::label(pair, piece)) {
        out.vote(label, kept);
    }
    let by_script = Judge::of(pair).is_some_and(|judge| judge.tells_by_script());
    // What the page uses as a word of its own is not left; of what else has few words, the corpus decides.
    let doubts: HashMap<(u32, u32), Option<Doubt>> = pair
        .pieces
        .iter()
        .filter(|piece| matches!(piece.verdict, Verdict::Left(_)))
        .map(|piece| {
            let words = if by_script { vocabulary.doubt(pair, piece) } else { Some(Doubt::None) };
            let custom = vocabulary::label(pair, piece).map(|(label, _)| label);
            let doubt = match (words, custom) {
                (_, Some(label)) if piece.is_label() => Some(Doubt::Custom(label)),
                (Some(Doubt::Words(words, least)), Some(label)) => Some(Doubt::Both(words, least, label)),
                (Some(Doubt::None), Some(label)) if !by_script && is_heading_of_names(piece) => {
                    Some(Doubt::Custom(label))
                }
                (words, _) => words,
            };
            (key(piece), doubt)
        })
        .collect();
    let doubt = |piece: &Piece| doubts.get(&key(piece)).and_then(Option::as_ref);
    let left = |piece: &Piece| match piece.verdict {
        Verdict::Left(_) => doubt(piece).is_some(),
        verdict => matches!(verdict, Verdict::Partly(_)),
    };
    let (tables, custom) = tables(document, &pair.pieces, left);
    for cells in tables.values().map(|table| &table.cells) {
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else { continue };
        let start = quote(document.slice(first.words));
        let message = format!("{} cells of a table left in {language}, from {start} on", cells.len());
        let source = first.source.map(|source| last.source.map_or(source, |end| source.cover(end)));
        let finding = beside(Finding::new(first.span.cover(last.span), message), source).help("translate them");
        let sure = cells.iter().any(|piece| piece.verdict == Verdict::Left(true));
        let finding = if sure && !custom { finding } else { finding.severity(Severity::Info) };
        out.report(match vocabulary::together(cells.iter().filter_map(|piece| doubt(piece))) {
            Some(condition) => finding.if_met(condition),
            None => finding,
        });
    }
    let told: HashSet<(u32, u32)> = tables.values().flat_map(|table| &table.cells).map(|piece| key(piece)).collect();
    let left = |piece: &Piece| left(piece) && !told.contains(&key(piece));
    let in_row = |piece: &Piece| {
        matches!(piece.verdict, Verdict::Left(_))
            && !told.contains(&key(piece))
            && !matches!(doubt(piece), Some(Doubt::Custom(_)))
    };
    let joins = |a: &Piece, b: &Piece| in_row(a) && in_row(b);
    for run in content::runs(document, &pair.pieces, left, joins) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let finding = match first.verdict {
            Verdict::Partly(span) => {
                let message = format!("part of the {} left in {language}: {}", first.what, quote(document.slice(span)));
                Finding::new(span, message)
            }
            _ => {
                let sure = run.iter().any(|piece| piece.verdict == Verdict::Left(true));
                let finding = Finding::new(
                    first.span.cover(last.span),
                    content::describe(document, run, &format!("left in {language}")),
                );
                if sure { finding } else { finding.severity(Severity::Info) }
            }
        };
        let source = first.source.map(|source| last.source.map_or(source, |end| source.cover(end)));
        let custom = if first.block == last.block { boilerplate::left_as_is(pair, first.block) } else { Vec::new() };
        let finding =
            beside(finding, source).help(format!("translate {}", pronoun(run.len() > 1))).unless_practised(custom);
        out.report(match vocabulary::together(run.iter().filter_map(doubt)) {
            Some(condition) => finding.if_met(condition),
            None => finding,
        });
    }
}

/// Cells that are left in one column from which on the table as a whole is told.
const COLUMN: usize = 4;

/// Tables with a column that is left from top to bottom from which on that is the page's custom: titles, that is, data.
const CUSTOM: usize = 3;

/// The cells that are left in a table below its head.
#[derive(Default)]
struct Table<'p> {
    cells: Vec<&'p Piece>,
    /// How many of them each column has.
    columns: HashMap<usize, usize>,
}

/// The tables that have a column with several cells that are left, by their place, and whether the page keeps such a
/// column in all of its tables.
fn tables<'p>(
    document: &Document,
    pieces: &'p [Piece],
    left: impl Fn(&Piece) -> bool,
) -> (BTreeMap<BlockId, Table<'p>>, bool) {
    let mut tables: BTreeMap<BlockId, Table<'p>> = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| matches!(piece.verdict, Verdict::Left(_)) && left(piece)) {
        let (cell, row) = (&document.blocks[piece.block], document.blocks[piece.block].parent);
        if cell.kind == BlockKind::Cell && document.blocks[row].kind == BlockKind::Row(false) {
            let column = document.children(row).take_while(|&id| id < piece.block).count();
            let table = tables.entry(document.blocks[row].parent).or_default();
            *table.columns.entry(column).or_default() += 1;
            table.cells.push(piece);
        }
    }
    tables.retain(|_, table| table.columns.values().any(|&count| count >= COLUMN));
    let whole = |(id, table): &(&BlockId, &Table<'_>)| {
        let rows = document.children(**id).filter(|&row| document.blocks[row].kind == BlockKind::Row(false)).count();
        table.columns.values().any(|&count| count * 4 >= rows * 3)
    };
    let custom = tables.iter().filter(whole).count() >= CUSTOM;
    (tables, custom)
}

/// Whether a heading has none of the small words of a sentence, or is not sure to be left.
fn is_heading_of_names(piece: &Piece) -> bool {
    piece.heard.theirs == 0 || piece.verdict == Verdict::Left(false)
}

/// What names a piece on its page.
fn key(piece: &Piece) -> (u32, u32) {
    (piece.words.start, piece.words.end)
}

fn beside(finding: Finding, source: Option<Span>) -> Finding {
    match source {
        Some(source) => finding.beside(source),
        None => finding,
    }
}
