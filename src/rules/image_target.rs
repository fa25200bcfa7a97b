//! `image-target`

use super::phrase::quote_both;
use super::{Check, Family, Finding, Pair, Rule, Sink, links};
use crate::compare::target;
use crate::diagnostic::Severity;

/// An image points elsewhere than in the source.
pub const RULE: Rule = Rule {
    id: "image-target",
    family: Family::Inline,
    severity: Severity::Error,
    summary: "an image points elsewhere than in the source",
    explain: "An image answers one of the source and shows another file. A file or folder for the language is no \
        difference, nor are the words of a badge. Another file of the same folder may be the same picture for the reader \
        and is a warning.\n\nUse the file of the source.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let context = links::context(pair);
    for change in links::images(pair) {
        let (Some(wanted), Some(found)) = (change.source, change.target) else { continue };
        let (wanted_target, other) =
            (pair.source.document.slice(wanted.value), pair.target.document.slice(found.value));
        let (there, here) = quote_both(other, wanted_target);
        let message = format!("image shows {} where the source shows {}", there, here);
        let finding = Finding::new(links::place(&found), message).beside(links::place(&wanted));
        let languages = (context.source_language, context.target_language);
        // Within the repository; a file on the translator's own disk is nobody's.
        let own =
            !other.contains(':') && target::carries(other, languages.1) && !target::carries(wanted_target, languages.1);
        if own && !target::is_slip(wanted_target, other) || target::is_readers_own(wanted_target, other, &context) {
            out.report(
                finding.severity(Severity::Info).help("look whether it shows what the image of the source shows"),
            );
            continue;
        }
        // A picture beside the source's may be the same one in the reader's language; one from elsewhere is not.
        let finding = if is_beside(wanted_target, other) { finding.severity(Severity::Warning) } else { finding };
        let finding = finding.help("use the image of the source");
        out.report(finding.fix_if(links::carried(pair, &wanted, &found)));
    }
}

/// Whether two files lie in one folder and neither name is the other misspelt.
fn is_beside(source: &str, target: &str) -> bool {
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    folder(source) == folder(target) && !target::is_slip(source, target)
}
