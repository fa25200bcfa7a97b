//! One break, one finding: of two findings at the same place, which is the cause and which follows from it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::practice::Condition;

/// Rules that report what the source does not have.
const EXTRA: [&str; 5] = ["block-extra", "section-extra", "list-length", "code-extra", "component"];

/// Rules that report what a text lacks or has within a line.
const WITHIN: [&str; 9] = [
    "inline-code",
    "link-missing",
    "number",
    "placeholder",
    "image-missing",
    "component",
    "shortcode",
    "math",
    "footnote",
];

/// Lines within which two blocks are neighbours.
const BESIDE: u32 = 3;

/// A page with more findings than this has none that the others follow from; it bounds the comparing of each with each.
const MOST: usize = 4000;

/// Mark findings of one translation that follow from others as minor.
pub fn settle(diagnostics: &mut [Diagnostic]) {
    let places: Vec<Place> =
        diagnostics.iter().filter(|found| !found.minor && !is_doubtful(found)).map(Place::of).collect();
    if places.len() < 2 || places.len() > MOST {
        return;
    }
    for found in diagnostics.iter_mut().filter(|found| !found.minor) {
        let here = Place::of(found);
        found.minor = places.iter().any(|other| follows(&here, other));
    }
}

/// Whether the finding stands only if the whole corpus is on its side.
fn is_doubtful(found: &Diagnostic) -> bool {
    matches!(found.condition, Some(Condition::Where(_, false)))
}

/// Where a finding is and what it is.
struct Place {
    rule: &'static str,
    severity: Severity,
    lines: (u32, u32),
    bytes: (u32, u32),
}

impl Place {
    fn of(found: &Diagnostic) -> Self {
        let at = &found.location;
        Self {
            rule: found.rule,
            severity: found.severity,
            lines: (at.range.start.line, at.range.end.line),
            bytes: (at.span.start, at.span.end),
        }
    }

    fn length(&self) -> u32 {
        self.bytes.1 - self.bytes.0
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.lines.0 <= other.lines.1 && other.lines.0 <= self.lines.1
    }

    fn within(&self, other: &Self) -> bool {
        other.bytes.0 <= self.bytes.0 && self.bytes.1 <= other.bytes.1
    }
}

/// Whether the finding `here` follows from the finding `other`.
fn follows(here: &Place, other: &Place) -> bool {
    let is_extra = |rule| EXTRA.contains(&rule);
    // These point at what stands in the place of what is missing.
    let is_missing = |rule| matches!(rule, "block-missing" | "section-missing" | "code-missing");
    match (here.rule, other.rule) {
        // What a model says to its user is neither left untranslated nor a block too many.
        ("untranslated" | "wrong-language", "model-chatter") => here.overlaps(other),
        (rule, "model-chatter") if is_extra(rule) => here.overlaps(other),
        // What should not be there at all need not be translated; a piece that stands out among much else is no part of what
        // is too many.
        ("untranslated" | "wrong-language", rule) if is_extra(rule) || is_missing(rule) => {
            here.within(other) && here.bytes.0 < here.bytes.1 && here.length() * 2 >= other.length()
        }
        // The source's paragraph was kept beside its translation, which then answers nothing.
        ("block-extra", "untranslated") => {
            !here.overlaps(other)
                && (here.lines.0.abs_diff(other.lines.1) <= BESIDE || other.lines.0.abs_diff(here.lines.1) <= BESIDE)
        }
        // What a paragraph lacks that breaks off, it lacks because of that.
        (rule, "truncated") if WITHIN.contains(&rule) => other.bytes.0 < other.bytes.1 && here.overlaps(other),
        // What is left in another language or has lost its marks has another length.
        ("truncated", "markup-broken" | "untranslated" | "wrong-language" | "repetition") => {
            here.bytes.0 < here.bytes.1 && here.overlaps(other)
        }
        // Digits of code that lost its marks.
        ("number", "inline-code") => here.severity == Severity::Info && here.overlaps(other),
        _ => false,
    }
}
