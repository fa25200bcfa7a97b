//! Matches the lines of two blocks and gathers what differs between them.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::judge::{self, Change, Judgement};
use super::lex::{Lexed, Token, TokenKind};
use super::syntax::{Family, Syntax};
use super::{Certainty, CodeDifference, Detail, Kind, prose, rename, shape, words};

/// Most lines of either block that are matched; longer blocks are compared line by line in their order.
const MOST_LINES: usize = 20_000;

/// Most pairs of lines of one changed stretch that are weighed against one another.
const MOST_PAIRS: usize = 2_500;

/// All differences of two blocks, in no order.
pub fn differences(source: &Lexed<'_>, target: &Lexed<'_>, syntax: &Syntax) -> Vec<CodeDifference> {
    let mut matcher =
        Matcher { source, target, syntax, judgement: Judgement::default(), found: Vec::new(), paired: Vec::new() };
    matcher.run();
    matcher.indentation();
    let Matcher { judgement, mut found, .. } = matcher;
    let slips = rename::mistakes(judgement.renames, judgement.strings, source, target);
    let touched = judgement.translated > 0 || source.remarks != target.remarks;
    let slip = |change: &Change| judgement.translated == 0 && shape::is_small_slip(&change.source, &change.target);
    let doubtful = judgement.doubtful.into_iter().filter(|change| !touched || slip(change)).collect();
    let doubtful = without_repeated(doubtful);
    for change in judgement.changes.into_iter().chain(slips).chain(doubtful) {
        found.push(part(change));
    }
    merge(&mut found);
    if !source.comments.is_empty() && target.comments.is_empty() {
        let (first, last) = source.comments[0];
        let lines = (first, (last + 1).min(source.count));
        found.push(difference(Kind::Missing, Certainty::Slight, lines, (0, 0), Detail::Comment));
    }
    found
}

/// A word that becomes the same other word again and again was translated, unless it looks misspelt.
fn without_repeated(doubtful: Vec<Change>) -> Vec<Change> {
    let same = |a: &Change, b: &Change| a.source == b.source && a.target == b.target;
    let repeated = |change: &Change| {
        doubtful.len() <= super::MOST && doubtful.iter().filter(|other| same(change, other)).count() > 1
    };
    let kept = |change: &&Change| !repeated(change) || shape::is_slip(&change.source, &change.target);
    doubtful.iter().filter(kept).cloned().collect()
}

fn part(change: Change) -> CodeDifference {
    let Change { certainty, source, target, source_line, target_line, drawing } = change;
    let detail = if drawing { Detail::Drawing } else { Detail::Part { source, target } };
    let (from, to) = ((source_line, source_line + 1), (target_line, target_line + 1));
    difference(Kind::Changed, certainty, from, to, detail)
}

fn difference(
    kind: Kind,
    certainty: Certainty,
    source: (usize, usize),
    target: (usize, usize),
    detail: Detail,
) -> CodeDifference {
    CodeDifference { kind, certainty, source_lines: source.0..source.1, target_lines: target.0..target.1, detail }
}

/// One line is one difference, the most certain; a drawing is one however many lines it has.
fn merge(found: &mut Vec<CodeDifference>) {
    found.sort_by(|a, b| {
        let place = |x: &CodeDifference| (x.target_lines.start, x.source_lines.start, x.kind);
        place(a).cmp(&place(b)).then(b.certainty.cmp(&a.certainty))
    });
    found.dedup_by(|next, kept| {
        let drawing = next.detail == Detail::Drawing
            && kept.detail == Detail::Drawing
            && next.target_lines.start <= kept.target_lines.end + 1;
        if drawing {
            kept.target_lines.end = kept.target_lines.end.max(next.target_lines.end);
            kept.source_lines.end = kept.source_lines.end.max(next.source_lines.end);
        }
        drawing || next.kind == Kind::Changed && kept.kind == Kind::Changed && next.target_lines == kept.target_lines
    });
}

struct Matcher<'a, 'b> {
    source: &'b Lexed<'a>,
    target: &'b Lexed<'a>,
    syntax: &'b Syntax,
    judgement: Judgement,
    found: Vec<CodeDifference>,
    /// Which logical lines answer one another, in order.
    paired: Vec<(usize, usize)>,
}

impl Matcher<'_, '_> {
    fn run(&mut self) {
        let keys = |lexed: &Lexed<'_>| lexed.lines.iter().map(|line| line.key).collect::<Vec<_>>();
        let (old, new) = (keys(self.source), keys(self.target));
        if old.len().max(new.len()) > MOST_LINES {
            self.in_order(old.len(), new.len());
            return;
        }
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    for at in 0..len {
                        self.same_key(old_index + at, new_index + at);
                    }
                }
                DiffOp::Delete { old_index, old_len, new_index } => self.stretch(old_index, old_len, new_index, 0),
                DiffOp::Insert { old_index, new_index, new_len } => self.stretch(old_index, 0, new_index, new_len),
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    self.stretch(old_index, old_len, new_index, new_len);
                }
            }
        }
    }

    /// Lines that are deeper than the line before them on one side only, where depth has a meaning.
    fn indentation(&mut self) {
        if !self.syntax.indented {
            return;
        }
        let depth = |old: usize, new: usize| {
            self.source.lines.get(old).zip(self.target.lines.get(new)).map_or((0, 0), |(a, b)| (a.indent, b.indent))
        };
        let mut shifted = Vec::new();
        for pair in self.paired.windows(2) {
            let &[before, here] = pair else { continue };
            if before.0 + 1 != here.0 || before.1 + 1 != here.1 {
                continue;
            }
            let ((a, b), (c, d)) = (depth(before.0, before.1), depth(here.0, here.1));
            if c.cmp(&a) != d.cmp(&b) {
                shifted.push(here);
            }
        }
        for (old, new) in shifted {
            let (a, b) = (self.source.lines[old].first, self.target.lines[new].first);
            let detail = Detail::Indentation;
            self.found.push(difference(Kind::Changed, Certainty::Slight, (a, a + 1), (b, b + 1), detail));
        }
    }

    fn in_order(&mut self, old: usize, new: usize) {
        for at in 0..old.min(new).min(MOST_LINES) {
            self.same_key(at, at);
        }
        if old != new {
            let at = old.min(new);
            self.stretch(at, old - at, at, new - at);
        }
    }

    /// Two lines that keep the same: their texts and their indentation are left to compare.
    fn same_key(&mut self, old: usize, new: usize) {
        self.paired.push((old, new));
        let (a, b) = (&self.source.lines[old], &self.target.lines[new]);
        if a.raw == b.raw && a.last == a.first && b.last == b.first {
            return;
        }
        self.judgement.absorb(judge::judge(
            self.source.slice(old..old + 1),
            self.target.slice(new..new + 1),
            self.syntax,
        ));
    }

    /// Lines of the source for which the translation has others.
    fn stretch(&mut self, old: usize, old_len: usize, new: usize, new_len: usize) {
        if old_len == 0 || new_len == 0 {
            self.one_sided(old, old_len, new, new_len);
            return;
        }
        let whole =
            judge::judge(self.source.slice(old..old + old_len), self.target.slice(new..new + new_len), self.syntax);
        // What formatters put on one line or on several has the same tokens.
        let reflowed = old_len != new_len && whole.only_texts;
        if old_len == 1 && new_len == 1 || reflowed || whole.weight() == 0 && whole.renames.is_empty() {
            self.judgement.absorb(whole);
            return;
        }
        if old_len * new_len <= MOST_PAIRS {
            self.aligned(old, old_len, new, new_len);
        } else {
            let both = old_len.min(new_len);
            for at in 0..both {
                self.line(old + at, new + at);
            }
            self.one_sided(old + both, old_len - both, new + both, new_len - both);
        }
    }

    fn line(&mut self, old: usize, new: usize) {
        self.paired.push((old, new));
        self.judgement.absorb(judge::judge(
            self.source.slice(old..old + 1),
            self.target.slice(new..new + 1),
            self.syntax,
        ));
    }

    /// Match the lines of a stretch by likeness, in order (Needleman and Wunsch 1970).
    fn aligned(&mut self, old: usize, old_len: usize, new: usize, new_len: usize) {
        let width = new_len + 1;
        let mut score = vec![0.0_f64; (old_len + 1) * width];
        let mut like = vec![0.0_f64; old_len * new_len];
        let lines: Vec<Line<'_>> = (old..old + old_len).map(|at| self.line_of(self.source, at)).collect();
        let others: Vec<Line<'_>> = (new..new + new_len).map(|at| self.line_of(self.target, at)).collect();
        for (line, like) in lines.iter().zip(like.chunks_mut(new_len)) {
            for (other, like) in others.iter().zip(like) {
                *like = line.likeness(other);
            }
        }
        for i in (0..old_len).rev() {
            for j in (0..new_len).rev() {
                let both = score[(i + 1) * width + j + 1] + like[i * new_len + j];
                score[i * width + j] = both.max(score[(i + 1) * width + j]).max(score[i * width + j + 1]);
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < old_len || j < new_len {
            let here = score[i * width + j];
            let likeness = if i < old_len && j < new_len { like[i * new_len + j] } else { 0.0 };
            if likeness > 0.0 && here <= score[(i + 1) * width + j + 1] + likeness {
                self.line(old + i, new + j);
                (i, j) = (i + 1, j + 1);
            } else if i < old_len && (j == new_len || here <= score[(i + 1) * width + j]) {
                self.one_sided(old + i, 1, new + j, 0);
                i += 1;
            } else {
                self.one_sided(old + i, 0, new + j, 1);
                j += 1;
            }
        }
    }

    fn line_of<'l>(&self, lexed: &'l Lexed<'l>, at: usize) -> Line<'l> {
        let tokens = lexed.slice(at..at + 1);
        let phrase = match tokens {
            [only] if only.kind == TokenKind::Phrase => {
                Some((words::option(only.text), prose::Words::of(only.text, self.syntax.family == Family::Shell)))
            }
            _ => None,
        };
        Line { tokens, phrase }
    }

    /// Lines that only one side has.
    fn one_sided(&mut self, old: usize, old_len: usize, new: usize, new_len: usize) {
        if old_len + new_len == 0 || self.is_wrapping(old, old_len, new, new_len) {
            return;
        }
        let (kind, lexed, at, len) = if old_len > 0 {
            (Kind::Missing, self.source, old, old_len)
        } else {
            (Kind::Extra, self.target, new, new_len)
        };
        let lines = lexed.lines.get(at..at + len).unwrap_or_default();
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let soft = lexed.slice(at..at + len).iter().all(|token| token.kind == TokenKind::Op);
        let certainty = if soft { Certainty::Likely } else { Certainty::Sure };
        let range = (first.first, last.last + 1);
        let (source, target) = if kind == Kind::Missing {
            (range, (place(self.target, new), place(self.target, new)))
        } else {
            ((place(self.source, old), place(self.source, old)), range)
        };
        if let Some(previous) = self.found.last_mut().filter(|previous| previous.kind == kind) {
            let adjoins = if kind == Kind::Missing {
                previous.target_lines == (target.0..target.1)
            } else {
                previous.source_lines == (source.0..source.1)
            };
            if adjoins {
                previous.source_lines.end = previous.source_lines.end.max(source.1);
                previous.target_lines.end = previous.target_lines.end.max(target.1);
                previous.certainty = previous.certainty.max(certainty);
                return;
            }
        }
        self.found.push(difference(kind, certainty, source, target, Detail::Lines));
    }

    /// Text between tags that takes another number of lines.
    fn is_wrapping(&self, old: usize, old_len: usize, new: usize, new_len: usize) -> bool {
        if !matches!(self.syntax.family, Family::Markup | Family::Code) {
            return false;
        }
        let text = |lexed: &Lexed<'_>, at: usize, len: usize| {
            let tokens = lexed.slice(at..at + len);
            !tokens.is_empty() && tokens.iter().all(|token| token.kind == TokenKind::Text)
        };
        let beside = |lexed: &Lexed<'_>, at: usize| text(lexed, at, 1) || at > 0 && text(lexed, at - 1, 1);
        if old_len > 0 {
            text(self.source, old, old_len) && beside(self.target, new)
        } else {
            text(self.target, new, new_len) && beside(self.source, old)
        }
    }
}

/// A line that is weighed against others.
struct Line<'a> {
    tokens: &'a [Token<'a>],
    /// Where it is one phrase, the option that it explains, and its words.
    phrase: Option<(Option<&'a str>, prose::Words<'a>)>,
}

impl Line<'_> {
    /// How alike two lines are, 0 where they are not one line: shared tokens among all (Dice 1945).
    fn likeness(&self, other: &Self) -> f64 {
        if let (Some((option, words)), Some((other_option, others))) = (&self.phrase, &other.phrase) {
            if let (Some(a), Some(b)) = (option, other_option) {
                // A row of a table of options is known by its option.
                return match (a == b, shape::is_near(a, b)) {
                    (true, _) => 1.0,
                    (_, true) => 0.6,
                    _ => 0.0,
                };
            }
            return words.likeness(others);
        }
        let mut shared = 0.0;
        let mut total = 0.0;
        for (one, other, first) in [(self.tokens, other.tokens, true), (other.tokens, self.tokens, false)] {
            for token in one {
                match token.kind {
                    TokenKind::Text | TokenKind::Str => {
                        total += 1.0;
                        if other.iter().any(|other| other.kind == token.kind) {
                            shared += if first { 0.6 } else { 0.7 };
                        }
                    }
                    _ => {
                        total += 1.0;
                        if other.contains(token) || other.iter().any(|other| other.text == token.text) {
                            shared += 1.0;
                        }
                    }
                }
            }
        }
        let likeness = if total == 0.0 { 0.0 } else { shared / total };
        if likeness < 0.4 { 0.0 } else { likeness }
    }
}

/// The physical line before which the logical line `at` stands.
fn place(lexed: &Lexed<'_>, at: usize) -> usize {
    match lexed.lines.get(at) {
        Some(line) => line.first,
        None => lexed.lines.last().map_or(lexed.count, |line| line.last + 1),
    }
}
