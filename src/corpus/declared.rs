//! What a repository says of its languages itself, in the configuration of its site generator. It is read by pattern
//! rather than by parser: half of these files are programs. What it says makes words that are languages anyway sure;
//! where the languages stand in paths is still for the evidence to show.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::language::Language;

/// Files that may name languages, below a root or one of `FOLDERS` in it.
const FILES: &[&str] = &[
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
    "astro.config.mjs",
    "astro.config.ts",
    "astro.config.js",
    "lunaria.config.json",
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "config/_default/hugo.toml",
    "config/_default/languages.toml",
    "_config.yml",
    "mkdocs.yml",
    ".vitepress/config.ts",
    ".vitepress/config.mts",
    ".vitepress/config.js",
];

/// Where sites live in repositories that hold more than a site.
const FOLDERS: &[&str] = &["", "docs", "website", "site"];

/// Larger files are not configuration, in bytes.
const LARGEST: u64 = 256 << 10;

/// What a repository says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The language of pages that name none.
    pub source: Option<Language>,
    /// The languages it lists.
    pub languages: Vec<Language>,
}

/// Reads what the repositories at `roots` say; of several answers the first counts.
pub fn read(roots: &[PathBuf]) -> Declared {
    let mut declared = Declared::default();
    let mut languages = BTreeSet::new();
    for root in roots.iter().filter(|root| root.is_dir()) {
        for file in FOLDERS.iter().flat_map(|folder| FILES.iter().map(move |file| root.join(folder).join(file))) {
            if let Some(text) = text(&file) {
                let one = parse(&text);
                declared.source = declared.source.or(one.source);
                languages.extend(one.languages);
            }
        }
    }
    declared.languages = languages.into_iter().collect();
    declared
}

fn text(path: &Path) -> Option<String> {
    let metadata = path.metadata().ok()?;
    if metadata.is_file() && metadata.len() <= LARGEST { std::fs::read_to_string(path).ok() } else { None }
}

fn parse(text: &str) -> Declared {
    // Docusaurus, Astro, Starlight, Lunaria: `defaultLocale: 'en'`, `"defaultLocale": { "lang": "en" }`; Hugo:
    // `defaultContentLanguage = "en"`; Polyglot: `default_lang: en`.
    static SOURCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let key = "defaultLocale|defaultContentLanguage|default_lang(?:uage)?|default_locale";
        Regex::new(&format!(
            r#"(?m)^[^#/\n]*\b(?:{key})\b["']?\s*[:=][^\w\n]*(?:["']?(?:lang|label)["']?\s*:\s*)?["']?([\w-]+)"#
        ))
        .ok()
    });
    // Lists: `locales: ['en', "fr"]`, `languages: [en, fr]`; tables of Hugo: `[languages.fr]`; MkDocs: `- locale: fr`.
    static LIST: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"\b(?:locales|languages)\b["']?\s*[:=]\s*\[([^\]{}]*)\]"#).ok());
    static ONE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?m)^\s*(?:\[languages\.([\w-]+)\]|-\s*locale:\s*([\w-]+))").ok());
    let source = SOURCE.as_ref().and_then(|regex| regex.captures(text)).and_then(|found| found.get(1));
    let mut languages = BTreeSet::new();
    for list in LIST.iter().flat_map(|regex| regex.captures_iter(text)).filter_map(|found| found.get(1)) {
        let words = list.as_str().split(',').map(|word| word.trim().trim_matches(['"', '\'']));
        languages.extend(words.filter_map(Language::parse));
    }
    for found in ONE.iter().flat_map(|regex| regex.captures_iter(text)) {
        languages.extend(found.iter().skip(1).flatten().filter_map(|word| Language::parse(word.as_str())));
    }
    Declared {
        source: source.and_then(|word| Language::parse(word.as_str())),
        languages: languages.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> (String, String) {
        let found = parse(text);
        let all: Vec<&str> = found.languages.iter().map(Language::tag).collect();
        (found.source.map(|source| source.tag().to_owned()).unwrap_or_default(), all.join(" "))
    }

    #[test]
    fn site_generators_are_understood() {
        for (text, source, languages) in [
            ("i18n: {\n  defaultLocale: 'en',\n  locales: ['en', \"zh-CN\"],\n}", "en", "en zh-CN"),
            ("defaultContentLanguage = \"de\"\n[languages.de]\nweight = 1\n[languages.no]\n", "de", "de no"),
            ("languages: [\"en\", \"sv\", de]\ndefault_lang: en\n", "en", "de en sv"),
            (
                "plugins:\n  - i18n:\n      languages:\n        - locale: en\n          default: true\n        - locale: it\n",
                "",
                "en it",
            ),
            ("{ \"defaultLocale\": { \"label\": \"English\", \"lang\": \"en\" } }", "en", ""),
            ("// defaultLocale: 'xx' is not set\nlanguages: [js, go]\n", "", ""),
        ] {
            assert_eq!(tags(text), (source.to_owned(), languages.to_owned()), "{text}");
        }
    }
}
