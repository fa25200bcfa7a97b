//! The same finding in many languages, told once.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;

/// Findings that say the same of several translations of one page, in the order of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The first of them.
    pub first: &'a Diagnostic,
    /// The others, each in a language of its own.
    pub others: Vec<&'a Diagnostic>,
}

impl Entry<'_> {
    /// The languages of its findings, in the order of the report.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.first).chain(self.others.iter().copied()).map(|diagnostic| diagnostic.language.as_str())
    }
}

/// Fold findings of the same rule, severity, group and message beside the same line of the source. A second finding
/// like that in the same language is another break, and starts an entry of its own.
#[must_use]
pub fn fold(diagnostics: &[Diagnostic]) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut open = HashMap::new();
    for diagnostic in diagnostics {
        let Some(counterpart) = diagnostic.counterpart.as_ref() else {
            entries.push(Entry { first: diagnostic, others: vec![] });
            continue;
        };
        let same = (
            (diagnostic.rule, diagnostic.severity, diagnostic.group.as_str(), diagnostic.message.as_str()),
            (counterpart.path.as_str(), counterpart.range.start.line),
        );
        let candidates: &mut Vec<usize> = open.entry(same).or_default();
        let free = candidates.iter().copied().find(|&index| {
            entries.get(index).is_some_and(|entry| !entry.languages().any(|language| language == diagnostic.language))
        });
        if let Some(entry) = free.and_then(|index| entries.get_mut(index)) {
            entry.others.push(diagnostic);
        } else {
            candidates.push(entries.len());
            entries.push(Entry { first: diagnostic, others: vec![] });
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::fold;
    use crate::report::samples;

    #[test]
    fn the_same_in_two_languages_is_one_entry() {
        let report = samples::folded();
        let entries = fold(&report.diagnostics);
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].languages().collect::<Vec<_>>(), ["de", "ja"]);
    }

    #[test]
    fn twice_in_one_language_is_two_entries() {
        let mut report = samples::folded();
        report.diagnostics[1].language = "de".to_owned();
        assert_eq!(fold(&report.diagnostics).len(), 2);
    }

    #[test]
    fn another_line_of_the_source_is_another_entry() {
        let mut report = samples::folded();
        report.diagnostics[1].counterpart.as_mut().unwrap().range.start.line = 1;
        assert_eq!(fold(&report.diagnostics).len(), 2);
    }
}
