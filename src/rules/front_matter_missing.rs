//! `front-matter-missing`

use super::{Check, Family, Finding, Pair, Rule, Sink};
use crate::diagnostic::Severity;
use crate::document::{ProblemKind, Span};
use crate::practice::Practice;

/// The source has front matter, its translation has none.
pub const RULE: Rule = Rule {
    id: "front-matter-missing",
    family: Family::FrontMatter,
    severity: Severity::Error,
    summary: "the source has front matter, the translation has none",
    explain: "Site generators take a page without front matter for a plain file, or build it without its title and \
        layout.\n\nCopy the front matter of the source, and translate its title and description.",
    check: Check::Pair(check),
};

/// Keys without which a page is broken.
const NEEDED: &[&str] =
    &["title", "layout", "lang", "language", "locale", "permalink", "slug", "id", "type", "template"];

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    let Some(front) = source.front_matter.as_ref().filter(|front| !front.entries.is_empty()) else { return };
    let practice = || Practice::KeyPresent(String::new());
    let found = target.front_matter.is_some();
    out.vote(practice(), found);
    let broken = target.problems.iter().any(|problem| problem.kind == ProblemKind::FrontMatter);
    if found || broken || pair.is_empty() {
        return;
    }
    // A page can do without a hint to the theme, but not without its title.
    let needed = front.entries.iter().any(|entry| NEEDED.contains(&entry.path.as_str()));
    let severity = if needed { Severity::Error } else { Severity::Warning };
    let keys = front.entries.iter().filter(|entry| entry.depth == 0).count();
    let keys = if keys == 1 { "1 key".to_owned() } else { format!("{keys} keys") };
    out.report(
        Finding::new(Span::at(target.body as usize), format!("front matter is missing: the source has {keys}"))
            .beside(source.lines.span(&source.text, source.lines.line(front.span.start)))
            .help("copy the front matter of the source and translate its title")
            .severity(severity)
            .where_practised(practice(), true),
    );
}
