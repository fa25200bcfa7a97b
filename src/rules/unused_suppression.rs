//! `unused-suppression`

use super::{Check, Family, Rule};
use crate::diagnostic::Severity;

/// A comment silences nothing.
pub const RULE: Rule = Rule {
    id: "unused-suppression",
    family: Family::Coverage,
    severity: Severity::Info,
    summary: "a comment that silences findings silences none, or names what is no rule",
    explain: "A comment `isogloss-ignore RULE: reason` silences the findings of a rule on the block that follows it; \
        `isogloss-ignore-start RULE` to `isogloss-ignore-end` on all between them; `isogloss-ignore-file RULE` on the \
        page. It stands in the translation, or in the source for all translations, as `<!-- … -->`, as `{/* … */}` in \
        MDX, as `{% comment %} … {% endcomment %}` in Liquid, or after a `#` above a key of the front matter. Without \
        a rule it silences all of them.\n\nOne that silences nothing, because what it was for was mended or because \
        it names no rule, would hide the next break. Remove it.",
    check: Check::Elsewhere,
};
