//! Languages: BCP 47 tags, read from the forms in which repositories write them.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use icu_locale_core::LanguageIdentifier;

use super::codes::{ALIASES, LANGUAGES, NAMES, PLAIN, REGIONS};

/// A language as a normalised BCP 47 tag (`de`, `pt-BR`, `zh-Hant`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

/// How far a word by itself can be trusted to name a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// It has other meanings (`it`, `no`, `ml`) or is seldom seen.
    Doubtful,
    /// It is the name of a language, which pages may also be about (`german`).
    Name,
    /// It is a code and means little else.
    Plain,
}

impl Language {
    /// The language of a page of which it is not known: the empty tag.
    #[must_use]
    pub fn unknown() -> Self {
        Self(Arc::from(""))
    }

    /// Reads a tag in any of the usual forms (`zh-cn`, `zh_CN`, `Hant`, `jp`, `japanese`); `None` if it names no language.
    ///
    /// ```
    /// # use isogloss::corpus::Language;
    /// assert_eq!(Language::parse("zh_cn").unwrap().tag(), "zh-CN");
    /// assert_eq!(Language::parse("docs"), None);
    /// ```
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        read(word).map(|(language, _)| language)
    }

    /// A site's own tag for something that is no language to anyone else; in lower case.
    pub(super) fn private(word: &str) -> Self {
        Self(word.to_ascii_lowercase().into())
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Whether the other is this language, or this in some script or region: `pt` covers `pt-BR`, `pt-BR` only itself.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let rest = other.0.strip_prefix(&*self.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// The language without script and region: `zh` for `zh-Hant-TW`.
    #[must_use]
    pub fn base(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

static WORDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| ALIASES.iter().chain(NAMES).copied().collect());

/// The language that a word names, and how far the word can be trusted to mean it.
pub fn read(word: &str) -> Option<(Language, Trust)> {
    if !(2..=40).contains(&word.len()) || word.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation()) {
        return None;
    }
    let lower = word.to_lowercase().replace('_', "-");
    if let Some(tag) = WORDS.get(lower.as_str()) {
        // Two or three letters are an alias, more are a name.
        let trust = if lower.len() > 4 { Trust::Name } else { Trust::Doubtful };
        return Some((Language((*tag).into()), trust));
    }
    let mut parts = lower.split('-');
    let base = parts.next().filter(|base| is_code(base))?;
    let rest: Vec<&str> = parts.collect();
    if rest.is_empty() {
        let trust = if PLAIN.contains(&base) { Trust::Plain } else { Trust::Doubtful };
        return Some((Language(base.into()), trust));
    }
    if !is_locale(base, &rest) {
        return None;
    }
    let tag = LanguageIdentifier::try_from_str(&lower).ok()?.to_string();
    // `pt-br` is nothing else, but `to-do` and `is-it` are words; whoever writes `id-ID` means Indonesian.
    let upper = word.ends_with(|c: char| c.is_ascii_uppercase());
    let plain = PLAIN.contains(&base) || upper || rest.contains(&base) || rest.iter().any(|part| part.len() > 2);
    Some((Language(tag.into()), if plain { Trust::Plain } else { Trust::Doubtful }))
}

/// The one of `languages` that a word names; they may be private ones.
pub fn among(word: &str, languages: &[Language]) -> Option<Language> {
    let parsed = Language::parse(word);
    let names = |language: &&Language| language.tag().eq_ignore_ascii_case(word) || Some(*language) == parsed.as_ref();
    languages.iter().find(names).cloned()
}

/// Whether a word in lower case is a code that some site is translated into.
fn is_code(word: &str) -> bool {
    (2..=3).contains(&word.len()) && LANGUAGES.binary_search(&word).is_ok()
}

/// Whether what follows a code in lower case is a script, a region or both. Any word of five to eight letters would be
/// a variant to BCP 47 (`en-guides`), so only those in use count.
fn is_locale(base: &str, rest: &[&str]) -> bool {
    let script = |part: &str| matches!(part, "hans" | "hant" | "latn" | "cyrl" | "arab" | "deva" | "guru" | "beng");
    let region = |part: &str| {
        part == base
            || part.len() == 2 && REGIONS.split(' ').any(|region| region.eq_ignore_ascii_case(part))
            || matches!(part, "419" | "001" | "150")
    };
    match rest {
        [one] => script(one) || region(one) || matches!(*one, "valencia" | "tarask"),
        [first, second] => script(first) && region(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_seen_in_the_wild() {
        for (word, tag) in [
            ("de", "de"),
            ("zh-cn", "zh-CN"),
            ("zh_CN", "zh-CN"),
            ("zh-Hans", "zh-Hans"),
            ("ZH-HANT-TW", "zh-Hant-TW"),
            ("pt-br", "pt-BR"),
            ("hant", "zh-Hant"),
            ("CN", "zh-CN"),
            ("jp", "ja"),
            ("kr", "ko"),
            ("iw", "he"),
            ("ja-jp", "ja-JP"),
            ("ko-KO", "ko-KO"),
            ("es-419", "es-419"),
            ("french", "fr"),
            ("Deutsch", "de"),
            ("日本語", "ja"),
            ("简体中文", "zh-Hans"),
            ("fil", "fil"),
            ("ca-valencia", "ca-valencia"),
        ] {
            assert_eq!(read(word).map(|(language, _)| language.tag().to_owned()).as_deref(), Some(tag), "{word}");
        }
    }

    #[test]
    fn other_words_are_no_languages() {
        for word in
            ["docs", "api", "src", "xx", "en-guides", "min", "blog", "", "a", "no-op", "v2", "2024", "-de", "de-"]
        {
            assert_eq!(read(word), None, "{word}");
        }
    }

    #[test]
    fn words_of_many_meanings_are_doubtful() {
        for word in ["it", "no", "as", "id", "is", "to", "cn", "to-do"] {
            assert_eq!(read(word).map(|(_, trust)| trust), Some(Trust::Doubtful), "{word}");
        }
        for word in ["de", "id-ID", "pt-br", "it-it", "uz-UZ"] {
            assert_eq!(read(word).map(|(_, trust)| trust), Some(Trust::Plain), "{word}");
        }
    }

    #[test]
    fn tables_are_sorted() {
        assert!(LANGUAGES.is_sorted());
    }
}
