//! Applies the edits of findings to the text of a page.
//!
//! Fixes are taken in the order of the report; one that would touch what an earlier one edits waits for the next round,
//! when the page has been checked again.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};

/// Fixes of one page that do not get into each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan<'a> {
    /// The findings that are mended, in the order of the report.
    pub mended: Vec<&'a Diagnostic>,
    /// How many findings have to wait for those.
    pub waiting: usize,
    /// All edits, by place.
    edits: Vec<&'a Edit>,
}

/// The fixes to make, by page.
#[must_use]
pub fn plan(diagnostics: &[Diagnostic], with_unsafe: bool) -> BTreeMap<&str, Plan<'_>> {
    let mut plans: BTreeMap<&str, Plan<'_>> = BTreeMap::new();
    let made = diagnostics.iter().filter(|found| is_made(found, with_unsafe));
    for (diagnostic, fix) in made.filter_map(|found| Some((found, found.fix.as_ref()?))) {
        plans.entry(&diagnostic.location.path).or_default().take(diagnostic, fix);
    }
    plans
}

/// Whether a finding has a fix that is to be made.
#[must_use]
pub fn is_made(found: &Diagnostic, with_unsafe: bool) -> bool {
    let fix = found.fix.as_ref().filter(|fix| !fix.edits.is_empty());
    fix.is_some_and(|fix| with_unsafe || fix.applicability == Applicability::Safe)
}

impl<'a> Plan<'a> {
    fn take(&mut self, diagnostic: &'a Diagnostic, fix: &'a Fix) {
        let mut fresh: Vec<&Edit> = fix.edits.iter().collect();
        fresh.sort_by_key(|edit| edit.span);
        let contrary = fresh.windows(2).any(|pair| matches!(pair, [one, other] if meet(one, other)));
        let all: Option<Vec<usize>> = fresh.iter().map(|edit| self.slot(edit)).collect();
        match all {
            Some(slots) if !contrary => {
                for (edit, slot) in fresh.into_iter().zip(slots).rev() {
                    self.edits.insert(slot, edit);
                }
                self.mended.push(diagnostic);
            }
            _ => self.waiting += 1,
        }
    }

    /// Where an edit belongs among those that there are; `None` if it meets one of them.
    fn slot(&self, edit: &Edit) -> Option<usize> {
        let slot = self.edits.partition_point(|other| other.span < edit.span);
        let before = slot.checked_sub(1).and_then(|before| self.edits.get(before));
        let free = [before, self.edits.get(slot)].into_iter().flatten().all(|other| !meet(other, edit));
        free.then_some(slot)
    }

    /// The page with all edits made; `None` where one of them does not fit into `text`.
    ///
    /// `text` is the file as it was checked, a byte order mark included. Line ends in a replacement become those of the
    /// page.
    #[must_use]
    pub fn apply(&self, text: &str) -> Option<String> {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut mended = String::with_capacity(text.len());
        let mut done = 0;
        for edit in &self.edits {
            let range = edit.span.range();
            mended.push_str(text.get(done..range.start)?);
            text.get(range.clone())?;
            mended.push_str(&edit.replacement.replace("\r\n", "\n").replace('\n', newline));
            done = range.end;
        }
        mended.push_str(text.get(done..)?);
        Some(mended)
    }
}

/// Whether two edits touch the same text. An insertion beside another edit would have no certain place, so it does too.
fn meet(one: &Edit, other: &Edit) -> bool {
    let (one, other) = (one.span, other.span);
    if one.is_empty() || other.is_empty() {
        one.start <= other.end && other.start <= one.end
    } else {
        one.start < other.end && other.start < one.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Location, Severity};
    use crate::document::{Lines, Span};

    fn finding(edits: &[(usize, usize, &str)], applicability: Applicability) -> Diagnostic {
        let range = Lines::default().range("", Span::default());
        let edit = |&(start, end, replacement): &(usize, usize, &str)| Edit {
            span: Span::new(start, end),
            range,
            replacement: replacement.to_owned(),
        };
        Diagnostic {
            rule: "number",
            severity: Severity::Error,
            group: String::new(),
            language: String::new(),
            location: Location { path: "a.md".to_owned(), span: Span::default(), range },
            message: String::new(),
            counterpart: None,
            help: None,
            fix: Some(Fix { description: String::new(), applicability, edits: edits.iter().map(edit).collect() }),
            fingerprint: 0,
            condition: None,
            minor: false,
        }
    }

    fn mended(text: &str, diagnostics: &[Diagnostic], with_unsafe: bool) -> (String, usize) {
        let plans = plan(diagnostics, with_unsafe);
        plans.get("a.md").map_or((text.to_owned(), 0), |plan| (plan.apply(text).expect("edits that fit"), plan.waiting))
    }

    #[test]
    fn edits_are_made_in_their_places() {
        let late = finding(&[(4, 5, "E")], Applicability::Safe);
        let early = finding(&[(2, 2, "-"), (0, 1, "A")], Applicability::Safe);
        assert_eq!(mended("abcdef", &[late, early], false), ("Ab-cdEf".to_owned(), 0));
    }

    #[test]
    fn the_first_of_two_that_meet_wins_whole() {
        let first = finding(&[(0, 2, "XY")], Applicability::Safe);
        let second = finding(&[(1, 3, "Z"), (5, 6, "F")], Applicability::Safe);
        let inserted = finding(&[(2, 2, "-")], Applicability::Safe);
        assert_eq!(mended("abcdef", &[first, second, inserted], false), ("XYcdef".to_owned(), 2));
    }

    #[test]
    fn unsafe_ones_are_asked_for() {
        let fix = [finding(&[(0, 1, "A")], Applicability::Unsafe)];
        assert_eq!(mended("ab", &fix, false).0, "ab");
        assert_eq!(mended("ab", &fix, true).0, "Ab");
    }

    #[test]
    fn line_ends_are_those_of_the_page() {
        let fix = [finding(&[(1, 1, "\nx\r\n")], Applicability::Safe)];
        assert_eq!(mended("a\r\nb", &fix, false).0, "a\r\nx\r\n\r\nb");
        assert_eq!(mended("a\nb", &fix, false).0, "a\nx\n\nb");
    }

    #[test]
    fn an_edit_that_does_not_fit_is_refused() {
        let outside = [finding(&[(3, 9, "x")], Applicability::Safe)];
        assert_eq!(plan(&outside, false)["a.md"].apply("abcd"), None);
        let within = [finding(&[(1, 1, "x")], Applicability::Safe)];
        assert_eq!(plan(&within, false)["a.md"].apply("é"), None);
    }
}
