//! Layouts that the configuration spells out: `docs/{lang}/{key}`. They take the place of evidence.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;

use super::declared::Declared;
use super::language::{Language, among};
use super::layout::{self, Page, Placed};
use super::mark::stem;
use super::walk::{Place, slashes};
use super::{Error, File};
use crate::config::Config;

/// A code or name of a language; which of them are languages is decided afterwards.
const LANGUAGE: &str = r"\p{Alphabetic}{2,}(?:[-_][\p{Alphabetic}\d]{2,})*";

/// A layout, ready to be matched against paths without extension.
struct Pattern {
    text: String,
    /// With the shortest key, so that `x-zh-cn` is `zh-CN`, and with the longest, so that `log-in-de` is German.
    either: [Regex; 2],
}

impl Pattern {
    fn new(pattern: &str) -> Result<Self, Error> {
        let error = |reason: &str| Error::Pattern { pattern: pattern.to_owned(), reason: reason.to_owned() };
        let path = pattern.strip_prefix("./").unwrap_or(pattern);
        let path = path.strip_suffix(".md").or_else(|| path.strip_suffix(".mdx")).unwrap_or(path);
        if path.matches("{key}").count() > 1 {
            return Err(error("`{key}` stands in it more than once"));
        }
        if !path.contains("{key}") && !path.contains("{lang}") {
            return Err(error("neither `{lang}` nor `{key}` stands in it"));
        }
        let regex = |key: &str| {
            let (mut regex, mut rest) = ("^".to_owned(), path);
            while let Some(at) = rest.find(['{', '*']) {
                regex.push_str(&regex::escape(&rest[..at]));
                let parts: [(&str, &str); 5] = [
                    ("{lang}", &format!("({LANGUAGE})")),
                    ("{key}", &format!("(?<key>{key})")),
                    ("**/", "(?:.*/)?"),
                    ("**", ".*"),
                    ("*", "[^/]*"),
                ];
                let part = parts.iter().find_map(|(part, regex)| Some((regex, rest[at..].strip_prefix(part)?)));
                let (part, after) = part.ok_or_else(|| error("only `{lang}` and `{key}` are known in braces"))?;
                regex.push_str(part);
                rest = after;
            }
            regex.push_str(&regex::escape(rest));
            regex.push('$');
            Regex::new(&regex).map_err(|_| error("it is too large"))
        };
        Ok(Self { text: pattern.to_owned(), either: [regex(".+?")?, regex(".+")?] })
    }

    /// What a path less its extension says, if it is of this pattern.
    fn read(&self, path: &str, sure: &[Language]) -> Option<Read> {
        self.either.iter().find_map(|regex| {
            let found = regex.captures(path)?;
            let key = found.name("key").map_or(String::new(), |key| key.as_str().to_owned());
            // Groups without a name are languages.
            let words = (1..found.len()).zip(regex.capture_names().skip(1)).filter(|(_, name)| name.is_none());
            let words: Vec<_> = words.filter_map(|(group, _)| found.get(group)).collect();
            let mut languages = words
                .iter()
                .map(|word| among(word.as_str(), sure).or_else(|| Language::parse(word.as_str())))
                .collect::<Option<Vec<_>>>()?;
            languages.sort_by_key(|language| language.tag().len());
            let most_exact = languages.pop();
            let same = |other: &Language| most_exact.as_ref().is_some_and(|language| language.base() == other.base());
            let cuts = words.iter().map(|word| cut(path, word.range())).collect();
            languages.iter().all(same).then_some(Read { language: most_exact, key, cuts })
        })
    }
}

/// What a path says by a pattern.
struct Read {
    /// The language that it names, if the pattern has one.
    language: Option<Language>,
    key: String,
    /// What to cut out to get rid of the language, in bytes from the end of the path less its extension.
    cuts: Vec<Range<usize>>,
}

impl Read {
    /// The name of the page: the path as it is shown, less extension and language.
    fn name(&self, shown: &str) -> String {
        let path = stem(shown);
        let (mut name, mut from) = (String::new(), 0);
        for cut in &self.cuts {
            // What stands above the folder where the program runs is not shown.
            let Some(start) = path.len().checked_sub(cut.start) else { continue };
            name.push_str(path.get(from..start).unwrap_or_default());
            from = path.len().saturating_sub(cut.end);
        }
        name.push_str(path.get(from..).unwrap_or_default());
        name.trim_end_matches('/').to_owned()
    }
}

/// A language in a path together with what ties it to the rest, both ends in bytes from the end of the path.
fn cut(path: &str, language: Range<usize>) -> Range<usize> {
    let bytes = path.as_bytes();
    let before = language.start.checked_sub(1).and_then(|at| bytes.get(at));
    let Range { start, end } = match (before, bytes.get(language.end)) {
        (None | Some(b'/'), Some(b'/')) => language.start..language.end + 1,
        (Some(b'.' | b'-' | b'_'), _) => language.start - 1..language.end,
        _ => language,
    };
    path.len() - start..path.len() - end
}

/// Finds the pages that the configured layouts show.
///
/// # Errors
/// A layout is none, or the current directory is gone.
pub fn place(files: &[File], config: &Config, declared: &Declared) -> Result<Placed, Error> {
    let patterns = config.layouts.iter().map(|pattern| Pattern::new(pattern)).collect::<Result<Vec<_>, _>>()?;
    let here = Place::of(config)?;
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    let mut unmarked: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut placed = Placed::default();
    for (file, path) in (0u32..).zip(files) {
        let within = here.within(&path.path).map(|path| slashes(&path));
        let stem = within.as_deref().map(stem);
        let read = patterns.iter().find_map(|pattern| Some((pattern, pattern.read(stem?, &config.languages)?)));
        let Some((pattern, read)) = read else {
            placed.alone.push((file, None));
            continue;
        };
        let page = pages.entry(read.key.clone()).or_insert_with(|| Page {
            key: read.name(&path.shown),
            pattern: pattern.text.clone(),
            members: Vec::new(),
            unmarked: None,
        });
        match read.language {
            Some(language) => {
                page.pattern.clone_from(&pattern.text);
                page.members.push((language, file));
            }
            None => {
                // The page is called as its source.
                page.key = read.name(&path.shown);
                unmarked.entry(read.key).or_default().push(file);
            }
        }
    }
    let sources: Vec<u32> = unmarked.values().flatten().copied().collect();
    let language = layout::language_of_unmarked(files, &sources, config.source.as_ref().or(declared.source.as_ref()));
    for (key, sources) in unmarked {
        if let Some(page) = pages.get_mut(&key) {
            page.members.extend(sources.into_iter().map(|file| (language.clone(), file)));
            page.unmarked = Some(language.clone());
        }
    }
    placed.pages.extend(pages.into_values());
    Ok(placed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, path: &str) -> Option<(String, String)> {
        let read = Pattern::new(pattern).unwrap().read(path, &[])?;
        Some((read.language.map(|language| language.tag().to_owned()).unwrap_or_default(), read.key))
    }

    #[test]
    fn pages_are_called_by_their_path_less_the_language() {
        for (pattern, path, name) in [
            ("docs/{lang}/{key}", "docs/de/a/b.md", "docs/a/b"),
            ("{key}.{lang}", "a/README.zh_CN.md", "a/README"),
            ("pages.{lang}/{key}", "pages.de/a.md", "pages/a"),
            ("_notes/{lang}/{key}-{lang}", "_notes/de/x-de.md", "_notes/x"),
            ("readme/{lang}", "readme/japanese.md", "readme"),
        ] {
            let read = Pattern::new(pattern).unwrap().read(stem(path), &[]).unwrap();
            assert_eq!(read.name(path), name);
            assert!(read.name(path.rsplit_once('/').unwrap().1).len() <= name.len(), "run below the language");
        }
    }

    #[test]
    fn patterns_are_read() {
        for (pattern, path, language, key) in [
            ("docs/{lang}/{key}", "docs/de/a/b", "de", "a/b"),
            ("docs/{key}", "docs/a/b", "", "a/b"),
            ("{key}.{lang}.md", "a/README.zh_CN", "zh-CN", "a/README"),
            ("{key}-{lang}", "x-zh-cn", "zh-CN", "x"),
            ("{key}-{lang}", "log-in-de", "de", "log-in"),
            ("_notes/{lang}/{key}-{lang}", "_notes/de/x-de", "de", "x"),
            ("versions/*/{lang}/{key}", "versions/1.0/fr/x", "fr", "x"),
            ("**/i18n/{lang}/{key}", "a/b/i18n/fr/x", "fr", "x"),
            ("readme/{lang}", "readme/japanese", "ja", ""),
        ] {
            assert_eq!(read(pattern, path), Some((language.to_owned(), key.to_owned())), "{pattern} {path}");
        }
        assert_eq!(read("docs/{lang}/{key}", "docs/guide/x"), None);
        assert_eq!(read("_notes/{lang}/{key}-{lang}", "_notes/de/x-fr"), None);
    }

    #[test]
    fn broken_patterns_are_refused() {
        for pattern in ["docs", "{key}/{key}", "docs/{language}/{key}"] {
            assert!(Pattern::new(pattern).is_err(), "{pattern}");
        }
    }
}
