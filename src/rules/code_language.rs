//! `code-language`

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, code_changed};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{Block, BlockKind, Document, Span};
use crate::practice::{Marked, Practice};

/// A code fence has another language than in the source.
pub const RULE: Rule = Rule {
    id: "code-language",
    family: Family::Blocks,
    severity: Severity::Warning,
    summary: "a code block has another language than in the source",
    explain: "The info string of a code fence says which language to highlight, and often which lines to mark. Here \
        it names another language than in the source, or none.\n\nUse the info string of the source; a title in it \
        may be translated.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    for (here, there) in pair.blocks() {
        let (wanted, found) = (&source.blocks[here], &target.blocks[there]);
        let (BlockKind::Code { fenced: true }, BlockKind::Code { fenced: true }) = (wanted.kind, found.kind) else {
            continue;
        };
        let (info, other) = (source.slice(wanted.name), target.slice(found.name));
        let (language, different) = (language(info), self::language(other));
        out.vote(Practice::CodeInfoKept, language.is_empty() == different.is_empty());
        if family(language) == family(different) || code_changed::is_rewritten(source, wanted, target, found) {
            continue;
        }
        let message = match (language.is_empty(), different.is_empty()) {
            (true, _) => format!("code block is marked {} where the source names no language", quote(different)),
            (_, true) => format!("code block names no language where the source has {}", quote(language)),
            _ => format!("code block is marked {} where the source has {}", quote(different), quote(language)),
        };
        let unnamed = language.is_empty() || different.is_empty();
        let fence = target.lines.span(&target.text, target.lines.line(found.span.start));
        let finding = Finding::new(fence, message)
            .beside(source.lines.span(&source.text, source.lines.line(wanted.span.start)))
            .help("use the language of the source");
        let habit = Practice::CodeMarkedAs(Box::new(Marked {
            translation: pair.target.member.language.tag().to_owned(),
            source: family(language),
            target: family(different),
        }));
        out.vote(habit.clone(), true);
        // Whether code is highlighted at all is a habit of the repository.
        let finding = if unnamed {
            finding.where_practised(Practice::CodeInfoKept, true)
        } else {
            finding.unless_practised(vec![vec![habit]])
        };
        let finding = if language.is_empty() { finding.severity(Severity::Info) } else { finding };
        let fix = (!language.is_empty()).then(|| edit(target, found, fence, different, language));
        let proposal = fix.map(|edit| (Applicability::Safe, "use the language of the source", vec![edit]));
        out.report(finding.fix_if(proposal));
    }
}

/// The source's language in the place of the translation's, or where that would stand.
fn edit(target: &Document, found: &Block, fence: Span, different: &str, language: &str) -> (Span, String) {
    let start = found.name.start as usize;
    if !different.is_empty() {
        return (Span::new(start, start + different.len()), language.to_owned());
    }
    if !found.name.is_empty() {
        // What follows takes the place of the language, a space before it too.
        let before = target.text.get(fence.start as usize..start).unwrap_or_default();
        let spaces = before.len() - before.trim_end_matches(' ').len();
        return (Span::new(start - spaces, start), format!("{language} "));
    }
    let line = target.slice(fence);
    let end = fence.start as usize + line.trim_end().len();
    (Span::new(end, fence.start as usize + line.trim_end_matches(['\r', '\n']).len()), language.to_owned())
}

/// The first word of an info string, without attributes.
fn language(info: &str) -> &str {
    let word = info.trim_start().split([' ', '\t', '{', ',']).next().unwrap_or_default();
    // An attribute names no language.
    if word.contains('=') { "" } else { word }
}

/// Names of one language that highlighters know, the first for all: linguist's and highlight.js's aliases, and what
/// says that nothing is to be highlighted.
const NAMES: &[&[&str]] = &[
    &["", "none", "text", "txt", "plaintext", "plain", "nohighlight", "no-highlight"],
    &["sh", "shell", "bash", "console", "zsh", "shell-session", "shellsession", "sh-session", "terminal"],
    &["js", "javascript", "mjs", "cjs", "node"],
    &["ts", "typescript", "mts", "cts"],
    &["yaml", "yml"],
    &["py", "python", "python3", "py3"],
    &["rb", "ruby"],
    &["rs", "rust"],
    &["go", "golang"],
    &["md", "markdown"],
    &["docker", "dockerfile"],
    &["make", "makefile", "mk"],
    &["cpp", "c++", "cc", "cxx"],
    &["cs", "csharp", "c#"],
    &["kt", "kotlin"],
    &["html", "htm", "xhtml"],
    &["powershell", "ps1", "pwsh", "ps"],
    &["cmd", "bat", "batch", "dos"],
    &["tex", "latex"],
    &["hcl", "terraform", "tf"],
    &["gql", "graphql"],
    &["proto", "protobuf"],
    &["env", "dotenv"],
    &["diff", "patch"],
    &["json", "jsonc", "json5"],
    &["hs", "haskell"],
    &["pl", "perl"],
    &["vb", "vbnet"],
    &["objc", "objective-c", "objectivec"],
    &["fs", "fsharp", "f#"],
];

/// The first name of a language, in lower case; a name that is not known stands for itself.
fn family(name: &str) -> String {
    let name = name.trim_start_matches('.').to_ascii_lowercase();
    let known = NAMES.iter().find(|names| names.contains(&name.as_str()));
    known.and_then(|names| names.first()).map_or(name, |first| (*first).to_owned())
}

#[cfg(test)]
mod tests {
    use super::family;

    #[test]
    fn names_of_one_language_are_one() {
        assert_eq!(family("Console"), family("bash"));
        assert_eq!(family("text"), family(""));
        assert_ne!(family("texto"), family("text"));
        assert_ne!(family("js"), family("ts"));
    }
}
