//! What translations usually do with a key of the front matter, before a repository shows or says otherwise.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::front_matter::{Value, path};

/// What a translation does with the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convention {
    /// It keeps the value, whatever it looks like: `layout`, `template`, `icon`.
    Same,
    /// It has a value of its own: `lang`.
    Different,
    /// It may do what it likes: titles and other words for readers, and what is about the translation itself.
    Free,
    /// It keeps a value that is no prose: a number, a date, a path, an identifier.
    ByShape,
}

/// Keys by the words that they end with, in lower case without `-` and `_`, so that `sidebar_label`, `sidebar-label`,
/// `sidebarLabel` and `sidebar.label` are one; the longest that fits decides.
///
/// From the front matter that Jekyll, Hugo, Docusaurus, Starlight, VitePress, MkDocs, Hexo and Zola document, and from
/// what real repositories add for their translations.
const BY_ENDING: &[(Convention, &str)] = &[
    (Convention::Different, "lang language locale"),
    // About the translation itself.
    (
        Convention::Free,
        "translated translator translators translatedby translationkey commit hash sha revision modified modifiedat \
         lastmod lastupdated updated updatedat reviewed reviewer reviewers proofreader proofreaders generated model dir \
         direction hreflang outdated",
    ),
    (Convention::Free, PROSE),
    // Names, and words that a site sorts its pages by.
    (
        Convention::Free,
        "name keywords keyword tags categories category about topics topic author authors parent section crumb \
         breadcrumb breadcrumbs license copyright location",
    ),
    // What selects or builds something; another word here is another thing.
    (
        Convention::Same,
        "layout template type draft published hidden icon theme variant class bodyclass cssclass pageclass engine format \
         outputs renderer component id uuid guid identifier weight order position navorder framework platform version \
         toc math mermaid scope target rel kind image img images cover thumbnail banner logo src file color colour style \
         stylesheet script",
    ),
];

/// Keys with words for readers, by how they end.
const PROSE: &str = "title titles subtitle description desc summary excerpt abstract intro lead label labels text \
                     tagline alt caption heading headline content message question answer details quote button note \
                     notes body placeholder prerequisites objectives";

/// Keys for the address of the page itself, which a translation may have in its own words.
const ADDRESS: &[&str] = &["slug", "permalink", "url"];

/// Keys for other addresses of the page, most often ones that it had before there were translations.
const REDIRECT: &[&str] = &["aliases", "alias", "redirects", "redirectfrom", "redirectto", "canonical"];

/// Beginnings of keys that are about the translation itself, in the same spelling.
const ABOUT_TRANSLATION: &[&str] =
    &["translat", "i18n", "l10n", "original", "source", "machinetranslat", "defaultlang"];

/// Endings of keys that a translation may have beyond those of its source, besides those about the translation itself.
const MAY_BE_EXTRA: &str = "lang language locale dir direction generated model lastmod lastupdated updated modified \
                            reviewer reviewers outdated commit proofreader proofreaders hreflang";

static ENDINGS: LazyLock<HashMap<&str, Convention>> = LazyLock::new(|| {
    let words =
        |&(convention, words): &(Convention, &'static str)| words.split(' ').map(move |word| (word, convention));
    BY_ENDING.iter().flat_map(words).collect()
});

/// The convention for the key at `path`.
#[must_use]
pub fn of(path: &str) -> Convention {
    let key = Key::of(path);
    if let Some(convention) = key.endings().find_map(|ending| ENDINGS.get(ending)) {
        *convention
    } else if key.is_address() || key.is_redirect() || key.is_about_translation() {
        Convention::Free
    } else {
        Convention::ByShape
    }
}

/// Whether the key at `path` holds words for readers.
#[must_use]
pub fn is_prose(path: &str) -> bool {
    let key = Key::of(path);
    let ending = key.endings().find(|ending| ENDINGS.contains_key(ending));
    ending.is_some_and(|ending| PROSE.split_whitespace().any(|word| word == ending))
}

/// Whether the key at `path` holds the address of the page itself.
#[must_use]
pub fn is_address(path: &str) -> bool {
    Key::of(path).is_address()
}

/// Whether the key at `path` holds former addresses of the page.
#[must_use]
pub fn is_redirect(path: &str) -> bool {
    Key::of(path).is_redirect()
}

/// Whether a translation may have this key where its source has not.
#[must_use]
pub fn may_be_extra(path: &str) -> bool {
    let key = Key::of(path);
    key.is_address()
        || key.is_redirect()
        || key.is_about_translation()
        || key.endings().any(|ending| MAY_BE_EXTRA.split(' ').any(|word| word == ending))
}

/// The last name in a path (the name of the list, for an element) in lower case, without what is between its words.
struct Key {
    text: String,
    /// Where its words start.
    words: Vec<usize>,
}

impl Key {
    /// Cut at `_`, `-`, spaces and capitals.
    fn of(path: &str) -> Self {
        let mut key = Self { text: String::new(), words: Vec::new() };
        let (mut fresh, mut lower) = (true, false);
        for character in path::name(path).chars() {
            if !character.is_alphanumeric() {
                fresh = true;
                continue;
            }
            if fresh || (character.is_uppercase() && lower) {
                key.words.push(key.text.len());
            }
            fresh = false;
            lower = !character.is_uppercase();
            key.text.extend(character.to_lowercase());
        }
        key
    }

    /// Its last words written as one, the most words first.
    fn endings(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter_map(|&start| self.text.get(start..))
    }

    fn is_address(&self) -> bool {
        ADDRESS.contains(&self.text.as_str())
    }

    fn is_redirect(&self) -> bool {
        REDIRECT.contains(&self.text.as_str())
    }

    fn is_about_translation(&self) -> bool {
        ABOUT_TRANSLATION.iter().any(|start| self.text.starts_with(start))
    }
}

/// Whether a value is of a kind that nobody translates: true or false, a number, a date, a path, an address, an
/// identifier.
#[must_use]
pub fn is_technical(value: &Value) -> bool {
    match value {
        Value::Boolean(_) | Value::Number(_) | Value::Date(_) => true,
        Value::Text(text) => is_path(text) || is_identifier(text),
        Value::Null | Value::List(_) | Value::Map(_) => false,
    }
}

/// Endings that make a word the name of a file. Not `js`, which ends the names of libraries.
const FILE_ENDINGS: &str = "md mdx html htm png jpg jpeg gif svg webp avif ico css scss json yml yaml toml xml csv pdf mp3 \
                            mp4 webm ogg wav zip txt py rb rs go sh";

/// A path, an address or the name of a file.
#[must_use]
pub fn is_path(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_whitespace) {
        return false;
    }
    let ending =
        text.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending.to_ascii_lowercase());
    let file = ending.is_some_and(|ending| FILE_ENDINGS.split(' ').any(|known| known == ending));
    let folders = text.is_ascii() && text.contains('/') && text.contains(['.', '-', '_']);
    let rooted = text.contains("://") || ["/", "#", "./", "../"].iter().any(|start| text.starts_with(start));
    rooted || folders || (file && text.is_ascii())
}

/// A name for programs: ASCII without spaces, and with a digit, `-`, `_`, `:` or `@` within it. A plain word is none:
/// it may be English.
fn is_identifier(text: &str) -> bool {
    let inner = text.get(1..).unwrap_or_default();
    text.is_ascii()
        && text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_alphanumeric() || "@_".contains(first))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:@".contains(&byte))
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
        && !text.bytes().any(|byte| byte.is_ascii_uppercase())
        && inner.bytes().any(|byte| b"-_:@".contains(&byte) || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_how_they_end() {
        for key in
            ["title", "hero.title", "sidebar_label", "sidebar.label", "seoTitle", "hero.actions[1].text", "tags[0]"]
        {
            assert_eq!(of(key), Convention::Free, "{key}");
        }
        for key in ["layout", "sidebar_position", "hero.actions[1].icon", "images[0]", "page-class"] {
            assert_eq!(of(key), Convention::Same, "{key}");
        }
        for key in ["lang", "params.language"] {
            assert_eq!(of(key), Convention::Different, "{key}");
        }
        for key in
            ["translated_by", "translationKey", "i18nReady", "default_lang_commit", "sourceCommit", "last_modified_at"]
        {
            assert_eq!(of(key), Convention::Free, "{key}");
        }
        for key in ["date", "slang", "subtype", "tableOfContents", "githubURL2", "editable"] {
            assert_eq!(of(key), Convention::ByShape, "{key}");
        }
    }

    #[test]
    fn values_of_programs_are_known_by_their_shape() {
        for text in [
            "../assets/a.webp",
            "/de/a/",
            "https://example.org",
            "right-arrow",
            "v1.2",
            "photo.jpg",
            "a_b",
            "#top",
            "img/a-b",
        ] {
            assert!(is_technical(&Value::Text(text.into())), "{text}");
        }
        for text in ["Ein Tag", "Guides", "and/or", "e.g.", "Next.js", "海", "COVID-19", "Wi-Fi", "", "etc."] {
            assert!(!is_technical(&Value::Text(text.into())), "{text}");
        }
    }
}
