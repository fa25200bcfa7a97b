//! What a translation may add to code: a label to a name that is drawn, an entry for its own language.

use super::shape;
use super::{CodeDifference, Kind};

/// Whether a difference is nothing but such an addition.
#[must_use]
pub fn is_free(difference: &CodeDifference, source: &str, target: &str) -> bool {
    let one = difference.target_lines.len() == 1;
    match difference.kind {
        Kind::Changed if one && difference.source_lines.len() == 1 => {
            let line = |text: &str, at: usize| text.lines().nth(at).map(|line| line.trim().to_owned());
            match (line(source, difference.source_lines.start), line(target, difference.target_lines.start)) {
                (Some(here), Some(there)) => is_labelled(&here, &there),
                _ => false,
            }
        }
        Kind::Extra => is_entry(&difference.target_lines, target),
        _ => false,
    }
}

/// Whether a line of a sequence diagram has gained a label: `participant a`, `participant a as Ofen`.
fn is_labelled(source: &str, target: &str) -> bool {
    let named = ["participant ", "actor "].iter().any(|keyword| source.starts_with(keyword));
    named
        && target
            .strip_prefix(source)
            .and_then(|rest| rest.strip_prefix(" as "))
            .is_some_and(|label| !label.trim().is_empty())
}

/// Whether lines are entries of a map whose keys are languages, beside two at least of that kind: `ko: 안녕하세요`. One key
/// that looks like a language may be another word: `id`, `no`.
fn is_entry(lines: &std::ops::Range<usize>, target: &str) -> bool {
    let all: Vec<&str> = target.lines().skip(lines.start.saturating_sub(1)).take(lines.len() + 2).collect();
    let keyed = |line: &&str| {
        let key = line.trim_start().split_once(':').map(|(key, _)| key.trim_matches(['"', '\'', ' ']));
        key.is_some_and(|key| shape::is_language(key) && key.len() != 3)
    };
    let from = lines.start.min(1);
    let own = all.iter().skip(from).take(lines.len());
    let beside = all.iter().take(from).chain(all.iter().skip(from + lines.len()));
    let others = target.lines().filter(keyed).count().saturating_sub(lines.len());
    !lines.is_empty()
        && others >= 2
        && own.clone().count() == lines.len()
        && own.clone().all(keyed)
        && beside.clone().any(keyed)
}

#[cfg(test)]
mod tests {
    use super::super::compare;

    #[test]
    fn a_name_that_is_drawn_may_gain_a_label() {
        let source = "sequenceDiagram\n  participant Oven\n  Oven->>Oven: heat\n";
        assert!(
            compare(source, &source.replace("participant Oven\n", "participant Oven as Печь\n"), "mermaid").is_empty()
        );
        let renamed = source.replace("participant Oven\n", "participant Ofen as Ofen\n");
        assert!(!compare(source, &renamed, "mermaid").is_empty(), "another name is another thing");
        let code = "import oven\n";
        assert!(!compare(code, "import oven as ofen\n", "python").is_empty(), "that is no drawing");
    }

    #[test]
    fn a_map_of_languages_may_gain_an_entry() {
        let source = "hello:\n  en: Hello!\n  de: Hallo!\n  fr: Salut !\n";
        let target = source.replace("  fr:", "  ko: 안녕하세요!\n  fr:");
        assert!(compare(source, &target, "yaml").is_empty());
        let other = source.replace("  fr:", "  colour: red\n  fr:");
        assert!(!compare(source, &other, "yaml").is_empty());
        let plain = "id: 1\nport: 80\n";
        assert!(!compare(plain, "id: 1\nno: 2\nport: 80\n", "yaml").is_empty(), "no other key is a language");
    }
}
