//! What a page says of itself at its head: its language, its key, its title, whether it was translated. Read only where
//! its path says too little.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::language::Language;
use super::speech;
use crate::document::front_matter::{self, FrontMatter};

/// The keys by which site generators and their plugins tie translations together.
/// Hugo: translationKey. Jekyll: ref, page_id (Polyglot), lang-ref (Sylvain Durand's and Minimal Mistakes' recipes).
pub const KEYS: [&str; 9] = [
    "translationKey",
    "translationkey",
    "translation_key",
    "translation_id",
    "page_id",
    "lang-ref",
    "lang_ref",
    "t_id",
    "ref",
];

/// The keys that name the language, the most telling one first.
const LANGUAGES: [&str; 3] = ["lang", "language", "locale"];

/// What a page says of itself.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The language that its front matter names.
    pub language: Option<Language>,
    /// The key that its translations have too: its name, its value.
    pub key: Option<(String, String)>,
    /// The title as written.
    pub title: Option<String>,
    /// Whether it says that it is a translation.
    pub translated: Option<bool>,
}

impl Head {
    /// Reads the head of a file: `field` is the only explicit key that counts, if there is one.
    pub fn read(path: &Path, field: Option<&str>) -> Self {
        let Some(text) = speech::head(path) else { return Self::default() };
        let Some(found) = front_matter::read(&text).front_matter else { return Self::default() };
        let fields = field.map_or(&KEYS[..], |_| &[]).iter().copied().chain(field);
        Self {
            language: LANGUAGES.iter().find_map(|key| Language::parse(value(&found, key)?)),
            key: fields.into_iter().find_map(|key| Some((key.to_owned(), value(&found, key)?.to_owned()))),
            title: value(&found, "title").map(ToOwned::to_owned),
            translated: value(&found, "translated").and_then(|value| value.parse().ok()),
        }
    }
}

/// The value of a key at the top, if it is text that is not empty.
fn value<'a>(found: &'a FrontMatter, key: &str) -> Option<&'a str> {
    found.text(key).map(str::trim).filter(|text| !text.is_empty())
}

/// A title as titles are compared: after NFKC, case folding and white space folding.
pub fn fold(title: &str) -> String {
    // Upper case first, so that `ß` and `SS` meet.
    let folded: String = title.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc().collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn titles_are_compared_without_case_width_and_spaces() {
        assert_eq!(fold("  Große\u{3000}Worte "), fold("GROSSE worte"));
        assert_eq!(fold("ＡＢＣ"), "abc");
        assert_eq!(fold("Cafe\u{301}"), fold("Café"));
        assert_ne!(fold("Setup"), fold("Set up"));
    }
}
