//! `source-newer`

use super::{Check, Family, Rule};
use crate::diagnostic::Severity;

/// A change in a source was not followed by its translations.
pub const RULE: Rule = Rule {
    id: "source-newer",
    family: Family::Freshness,
    severity: Severity::Warning,
    summary: "a change in a source was not followed by its translations (with --since or --staged)",
    explain: "A block of the source has changed, and what answers it in some translations has not, so they say what \
        the source said before. It is found only by `isogloss check --since REV` and `--staged`, which ask \
        git what has changed. The finding stands on the changed block and names the languages that did not \
        follow.\n\nTranslate the change too. Where it is of no matter to them (a misspelt word), silence it with \
        `isogloss-ignore` or let the check pass with `--ignore source-newer`.",
    check: Check::Elsewhere,
};
