//! Gathers differences with hardly a line between them: a person who mends one sees the others.

use std::ops::Range;

use super::{Certainty, CodeDifference, Detail, Kind};

/// Equal lines between two differences up to which both are one change: with fewer, `diff` shows them in one hunk too.
const BETWEEN: usize = 2;

/// Differences that are told as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The differences in the order of the translation's lines, at least one.
    pub differences: Vec<CodeDifference>,
    /// How much the gravest of them matters.
    pub certainty: Certainty,
    /// From the first line of the source that matters to the last, 0-based within the block.
    pub source_lines: Range<usize>,
    /// The same of the translation.
    pub target_lines: Range<usize>,
}

impl Hunk {
    fn of(difference: CodeDifference) -> Self {
        Self {
            certainty: difference.certainty,
            source_lines: difference.source_lines.clone(),
            target_lines: difference.target_lines.clone(),
            differences: vec![difference],
        }
    }

    /// The first of the gravest differences: the one to show.
    #[must_use]
    pub fn gravest(&self) -> Option<&CodeDifference> {
        self.differences.iter().find(|difference| difference.certainty == self.certainty)
    }

    /// The one thing that happened to all lines that matter, if it is one.
    #[must_use]
    pub fn kind(&self) -> Kind {
        let mut kinds =
            self.differences.iter().filter(|difference| matters(difference)).map(|difference| difference.kind);
        let first = kinds.next().unwrap_or(Kind::Changed);
        if kinds.all(|kind| kind == first) { first } else { Kind::Changed }
    }

    fn is_near(&self, next: &CodeDifference) -> bool {
        let near = |here: &Range<usize>, there: &Range<usize>| {
            there.start.saturating_sub(here.end) <= BETWEEN && here.start.saturating_sub(there.end) <= BETWEEN
        };
        next.detail != Detail::Comment
            && self.differences.iter().all(|difference| difference.detail != Detail::Comment)
            && near(&self.source_lines, &next.source_lines)
            && near(&self.target_lines, &next.target_lines)
    }

    fn take(&mut self, next: CodeDifference) {
        if matters(&next) || self.certainty == Certainty::Slight {
            let fresh = self.certainty == Certainty::Slight && matters(&next);
            for (lines, more) in
                [(&mut self.source_lines, &next.source_lines), (&mut self.target_lines, &next.target_lines)]
            {
                *lines = if fresh { more.clone() } else { lines.start.min(more.start)..lines.end.max(more.end) };
            }
        }
        self.certainty = self.certainty.max(next.certainty);
        self.differences.push(next);
    }
}

fn matters(difference: &CodeDifference) -> bool {
    difference.certainty > Certainty::Slight
}

/// Gather differences in the order of the translation's lines. That comments are gone is no news where code is.
#[must_use]
pub fn gather(differences: Vec<CodeDifference>) -> Vec<Hunk> {
    let grave = differences.iter().any(matters);
    let mut hunks: Vec<Hunk> = Vec::new();
    for difference in differences {
        if grave && difference.detail == Detail::Comment {
            continue;
        }
        match hunks.last_mut() {
            Some(hunk) if hunk.is_near(&difference) => hunk.take(difference),
            _ => hunks.push(Hunk::of(difference)),
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::super::compare;
    use super::{Hunk, gather};

    fn hunks(source: &str, target: &str) -> Vec<Hunk> {
        gather(compare(source, target, "js"))
    }

    #[test]
    fn changes_that_touch_are_one() {
        let source = "open(1);\nstir(2);\nwait(3);\nshut(4);\n";
        let found = hunks(source, "open(7);\nstir(2);\nwait(8);\nshut(9);\n");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].target_lines.clone(), found[0].differences.len()), (0..4, 3));
    }

    #[test]
    fn changes_far_apart_are_two() {
        let source = "open(1);\na();\nb();\nc();\nshut(4);\n";
        assert_eq!(hunks(source, &source.replace('1', "7").replace('4', "9")).len(), 2);
    }

    #[test]
    fn what_matters_little_does_not_widen_what_matters() {
        let found = hunks("open(1, 2);\nshut(4);\n", "open((1), 2);\nshut(9);\n");
        assert_eq!((found.len(), found[0].target_lines.clone()), (1, 1..2));
    }
}
