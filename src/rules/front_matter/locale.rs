//! Paths and addresses that differ only in the language they are for.

/// Whether two paths are the same but for the languages of their pages, a relative way up and a slash at the end:
/// `/about/` and `/de/about`, `../a.png` and `../../a.png`, `./x.md` and `./x.de.md`.
#[must_use]
pub fn same_path(source: &str, source_language: &str, target: &str, target_language: &str) -> bool {
    fold(source, source_language) == fold(target, target_language)
}

/// Languages that are written from right to left, by their first subtag.
const RIGHT_TO_LEFT: &[&str] = &["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];

/// Whether two values are the same in a mirror, between languages of different direction: `arrow-left`, `arrow-right`.
#[must_use]
pub fn same_mirrored(source: &str, source_language: &str, target: &str, target_language: &str) -> bool {
    let leftward = |tag: &str| RIGHT_TO_LEFT.contains(&tag.split('-').next().unwrap_or_default());
    leftward(source_language) != leftward(target_language)
        && source.contains("left") != source.contains("right")
        && target == source.replace("left", "\0").replace("right", "left").replace('\0', "right")
}

/// A path without its language.
fn fold(path: &str, language: &str) -> String {
    let path = path.trim().trim_end_matches('/');
    let mut folded = String::with_capacity(path.len());
    for segment in path.split('/') {
        if matches!(segment, "" | "." | "..") || is_language(segment, language) {
            continue;
        }
        folded.push('/');
        let mut first = true;
        for part in segment.split_inclusive(['.', '=', '&', '?', '#']) {
            let word = part.trim_end_matches(['.', '=', '&', '?', '#']);
            // `de.example.org`, `x.de.md`, `?lang=de`
            if !is_language(word, language) || (first && part.len() == segment.len()) {
                folded.push_str(without_suffix(word, language));
                folded.push_str(part.get(word.len()..).unwrap_or_default());
            }
            first = false;
        }
    }
    folded.trim_end_matches('.').to_owned()
}

/// `a-de` without its `-de`.
fn without_suffix<'a>(word: &'a str, language: &str) -> &'a str {
    let found = word.char_indices().filter(|(_, character)| "-_".contains(*character)).find_map(|(at, _)| {
        let rest = word.get(at + 1..)?;
        (at > 0 && is_language(rest, language)).then_some(at)
    });
    found.and_then(|at| word.get(..at)).unwrap_or(word)
}

/// Whether a word names the language with this tag, in one of the forms that paths have: `pt-br`, `pt_BR`, `pt`, `br`,
/// `hant`.
fn is_language(word: &str, tag: &str) -> bool {
    if !(2..=12).contains(&word.len()) || tag.is_empty() {
        return false;
    }
    let mut parts = tag.split('-');
    let base = parts.next().unwrap_or_default();
    let mut words = word.split(['-', '_']);
    let first = words.next().unwrap_or_default();
    let tail = words.all(|part| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (first.eq_ignore_ascii_case(base) && tail) || parts.any(|part| part.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_turn_round() {
        assert!(same_mirrored("arrow-right", "en", "arrow-left", "ar"));
        assert!(!same_mirrored("arrow-right", "en", "arrow-left", "de"));
        assert!(!same_mirrored("arrow-right", "en", "arrow-right", "ar"));
        assert!(!same_mirrored("note", "en", "note", "fa"));
    }

    #[test]
    fn a_language_in_a_path_is_no_difference() {
        for (source, target, language) in [
            ("/about/", "/de/about/", "de"),
            ("/en/about", "/pt-br/about/", "pt-BR"),
            ("../a.png", "../../a.png", "it"),
            ("./x.md", "./x.de.md", "de"),
            ("./x.en.md", "./x.de.md", "de"),
            ("/images/en/x.png", "/images/fr/x.png", "fr"),
            ("img/start-en.svg", "img/start-zh_CN.svg", "zh-CN"),
            ("https://example.org/docs", "https://zh-cn.example.org/docs", "zh-Hans"),
            ("https://example.org/?lang=en", "https://example.org/?lang=ja", "ja"),
            ("/notes/a-en", "/notes/a-hant", "zh-Hant"),
        ] {
            assert!(same_path(source, "en", target, language), "{source} {target}");
        }
        for (source, target, language) in [
            ("/about/", "/ueber/", "de"),
            ("/about/", "/fr/about/", "de"),
            ("a.png", "b.png", "de"),
            ("/a#x", "/a#y", "de"),
            ("https://example.org/a", "https://example.com/a", "de"),
        ] {
            assert!(!same_path(source, "en", target, language), "{source} {target}");
        }
    }
}
