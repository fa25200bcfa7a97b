//! What translations usually do with a key of the front matter, before a repository shows or says otherwise.

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
/// `sidebarLabel` and `sidebar.label` are one. The first line that fits decides.
///
/// From the front matter that Jekyll, Hugo, Docusaurus, Starlight, VitePress, MkDocs, Hexo and Zola document, and from
/// what real repositories add for their translations.
const BY_ENDING: &[(Convention, &[&str])] = &[
    (Convention::Different, &["lang", "language", "locale"]),
    // About the translation itself, or of its own making.
    (
        Convention::Free,
        &[
            "translated",
            "translator",
            "translators",
            "translatedby",
            "translationkey",
            "commit",
            "hash",
            "sha",
            "revision",
            "modified",
            "modifiedat",
            "lastmod",
            "lastupdated",
            "updated",
            "updatedat",
            "reviewed",
            "reviewer",
            "reviewers",
            "proofreader",
            "proofreaders",
            "generated",
            "model",
            "dir",
            "direction",
            "hreflang",
            "outdated",
        ],
    ),
    // Words for readers.
    (
        Convention::Free,
        &[
            "title",
            "titles",
            "subtitle",
            "description",
            "desc",
            "summary",
            "excerpt",
            "abstract",
            "intro",
            "lead",
            "label",
            "labels",
            "text",
            "tagline",
            "alt",
            "caption",
            "heading",
            "headline",
            "name",
            "content",
            "contents",
            "message",
            "keywords",
            "keyword",
            "tags",
            "categories",
            "category",
            "question",
            "answer",
            "details",
            "about",
            "quote",
            "button",
            "note",
            "notes",
            "body",
            "placeholder",
            "topics",
            "topic",
            "author",
            "authors",
            "parent",
            "section",
            "crumb",
            "breadcrumb",
            "breadcrumbs",
            "prerequisites",
            "objectives",
            "license",
            "copyright",
            "location",
        ],
    ),
    // What selects or builds something; another word here is another thing.
    (
        Convention::Same,
        &[
            "layout",
            "template",
            "type",
            "draft",
            "published",
            "hidden",
            "icon",
            "theme",
            "variant",
            "class",
            "bodyclass",
            "cssclass",
            "pageclass",
            "engine",
            "format",
            "outputs",
            "renderer",
            "component",
            "id",
            "uuid",
            "guid",
            "identifier",
            "weight",
            "order",
            "position",
            "navorder",
            "framework",
            "platform",
            "version",
            "toc",
            "math",
            "mermaid",
            "scope",
            "target",
            "rel",
            "kind",
            "image",
            "img",
            "images",
            "cover",
            "thumbnail",
            "banner",
            "logo",
            "src",
            "file",
            "color",
            "colour",
            "style",
            "stylesheet",
            "script",
        ],
    ),
];

/// Keys for the address of the page itself, which a translation may have in its own words.
const ADDRESS: &[&str] =
    &["slug", "permalink", "url", "aliases", "alias", "redirects", "redirectfrom", "redirectto", "canonical"];

/// Beginnings of keys that are about the translation itself, in the same spelling.
const ABOUT_TRANSLATION: &[&str] =
    &["translat", "i18n", "l10n", "original", "source", "machinetranslat", "defaultlang"];

/// Keys that a translation may have beyond those of its source, besides those about the translation itself.
const MAY_BE_EXTRA: &[&str] = &[
    "lang",
    "language",
    "locale",
    "dir",
    "direction",
    "generated",
    "model",
    "lastmod",
    "lastupdated",
    "updated",
    "modified",
    "reviewer",
    "reviewers",
    "outdated",
    "commit",
    "proofreader",
    "proofreaders",
    "hreflang",
];

/// The convention for the key at `path`.
#[must_use]
pub fn of(path: &str) -> Convention {
    let key = leaf(path);
    // The key may be `params.lang`, and `sidebar.label`, but not `slang` or `nickname`.
    for (convention, words) in BY_ENDING {
        if words.iter().any(|word| key.ends_with(word)) {
            return *convention;
        }
    }
    let whole = key.words.concat();
    let own = ADDRESS.contains(&whole.as_str()) || ABOUT_TRANSLATION.iter().any(|start| whole.starts_with(start));
    if own { Convention::Free } else { Convention::ByShape }
}

/// Whether the key at `path` holds the address of the page itself.
#[must_use]
pub fn is_address(path: &str) -> bool {
    ADDRESS.contains(&leaf(path).words.concat().as_str())
}

/// Whether a translation may have this key where its source has not.
#[must_use]
pub fn may_be_extra(path: &str) -> bool {
    let key = leaf(path);
    let whole = key.words.concat();
    ADDRESS.contains(&whole.as_str())
        || ABOUT_TRANSLATION.iter().any(|start| whole.starts_with(start))
        || MAY_BE_EXTRA.iter().any(|word| key.ends_with(word))
}

/// The last name in a path, as words.
struct Leaf {
    words: Vec<String>,
}

impl Leaf {
    /// Whether its last words, written as one, are `word`.
    fn ends_with(&self, word: &str) -> bool {
        (0..self.words.len())
            .rev()
            .any(|from| self.words.iter().skip(from).map(String::as_str).collect::<String>() == word)
    }
}

/// The name of the key, or of the list for an element, cut at `_`, `-`, spaces and capitals.
fn leaf(path: &str) -> Leaf {
    let name = path::name(path);
    let mut words: Vec<String> = Vec::new();
    let mut fresh = true;
    let mut lower = false;
    for character in name.chars() {
        if !character.is_alphanumeric() {
            fresh = true;
            continue;
        }
        if fresh || (character.is_uppercase() && lower) {
            words.push(String::new());
        }
        fresh = false;
        lower = !character.is_uppercase();
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
    }
    Leaf { words }
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

/// A path, an address or the name of a file.
#[must_use]
pub fn is_path(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_whitespace) {
        return false;
    }
    let file = text.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty()
            && (2..=5).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.bytes().any(|byte| byte.is_ascii_lowercase())
            && !ending.bytes().all(|byte| byte.is_ascii_digit())
    });
    text.contains("://")
        || text.starts_with(['/', '#'])
        || text.starts_with("./")
        || text.starts_with("../")
        || (file && text.is_ascii())
        || (text.is_ascii() && text.contains('/') && text.bytes().any(|byte| b".-_".contains(&byte)))
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
