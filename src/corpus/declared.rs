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
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config/_default/hugo.toml",
    "config/_default/languages.toml",
    "config/_default/languages.yaml",
    "_config.yml",
    "mkdocs.yml",
    ".vitepress/config.ts",
    ".vitepress/config.mts",
    ".vitepress/config.js",
    ".vitepress/config.mjs",
    ".vitepress/config/index.ts",
    ".vitepress/config/index.mts",
    "crowdin.yml",
    "crowdin.yaml",
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
    let (keys, unmarked) = keys_of_locales(text);
    languages.extend(keys.into_iter().chain(listed(text)).filter_map(Language::parse));
    let source = source.and_then(|word| Language::parse(word.as_str()));
    let source = source.or_else(|| unmarked.and_then(Language::parse)).or_else(|| crowdin(text));
    Declared { source, languages: languages.into_iter().collect() }
}

/// The keys of the first object of locales that there is, and the language of the one without a name, as VitePress and
/// Starlight have it: `locales: { root: { lang: 'en' }, fr: { … } }`.
fn keys_of_locales(text: &str) -> (Vec<&str>, Option<&str>) {
    static OBJECT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?m)^[^#/\n]*\b(?:locales|languages)\b["']?\s*[:=]\s*\{"#).ok());
    static KEY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?m)["']?([A-Za-z][\w-]*)["']?\s*:\s*(\{)?(?:["']([\w-]+)["'])?|[{}]"#).ok());
    let (mut keys, mut unmarked) = (Vec::new(), None);
    let Some(open) = OBJECT.as_ref().and_then(|regex| regex.find(text)) else { return (keys, unmarked) };
    let inside = text.get(open.end()..).unwrap_or_default();
    let (mut depth, mut of_root) = (1_usize, false);
    for found in KEY.iter().flat_map(|regex| regex.captures_iter(inside)) {
        match (found.get(1), found.get(2)) {
            (Some(key), Some(_)) => {
                if depth == 1 {
                    of_root = key.as_str() == "root";
                    keys.push(key.as_str());
                }
                depth += 1;
            }
            (Some(key), None) if depth == 2 && of_root && key.as_str() == "lang" => {
                unmarked = found.get(3).map(|tag| tag.as_str());
            }
            (Some(_), None) => {}
            _ if found.get(0).is_some_and(|brace| brace.as_str() == "{") => depth += 1,
            _ => depth -= 1,
        }
        if depth == 0 {
            break;
        }
    }
    (keys, unmarked)
}

/// Languages in lines of their own: those below `languages:` in YAML, as keys or elements, and `lang:` in lists of objects.
fn listed(text: &str) -> Vec<&str> {
    static BLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?m)^(?:languages|locales):[ \t]*\r?\n((?:(?:[ \t]+[^\n]*|-[^\n]*|\r?)\n)*)").ok()
    });
    static ENTRY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?m)^([ \t]*)(?:-[ \t]*["']?([\w-]+)["']?[ \t]*\r?$|["']?([\w-]+)["']?:[ \t]*\r?$)"#).ok()
    });
    static OBJECTS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"\blocales["']?\s*[:=]\s*\[\s*(\{[^\]]*)\]"#).ok());
    static LANG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"\blang["']?\s*:\s*["']([\w-]+)["']"#).ok());
    let block = BLOCK.as_ref().and_then(|regex| regex.captures(text)).and_then(|found| found.get(1));
    let entries: Vec<_> =
        ENTRY.iter().flat_map(|regex| regex.captures_iter(block.map_or("", |block| block.as_str()))).collect();
    // Keys that lie deeper are of one language.
    let margin = entries.iter().filter_map(|entry| entry.get(1)).map(|margin| margin.len()).min();
    let top = entries.iter().filter(|entry| entry.get(1).map(|found| found.len()) == margin);
    let words = top.filter_map(|entry| entry.get(2).or(entry.get(3)));
    let objects = OBJECTS.iter().flat_map(|regex| regex.captures_iter(text)).filter_map(|found| found.get(1));
    let tags = objects.flat_map(|list| LANG.iter().flat_map(move |regex| regex.captures_iter(list.as_str())));
    words.chain(tags.filter_map(|tag| tag.get(1))).map(|word| word.as_str()).collect()
}

/// The language of the sources by the patterns of Crowdin: what stands in the source's path where that of the translation
/// names a language.
fn crowdin(text: &str) -> Option<Language> {
    static PATTERNS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"["']?source["']?\s*:\s*["']?([^"'\s,]+)["']?,?\s*["']?translation["']?\s*:\s*["']?([^"'\s,]+)"#)
            .ok()
    });
    let found = PATTERNS.as_ref()?.captures(text)?;
    let (source, translation) = (found.get(1)?.as_str().split('/'), found.get(2)?.as_str().split('/'));
    let place = |(_, pattern): &(&str, &str)| {
        matches!(*pattern, "%two_letters_code%" | "%locale%" | "%locale_with_underscore%" | "%osx_code%" | "%language%")
    };
    source.zip(translation).find(place).and_then(|(segment, _)| Language::parse(segment))
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
            (
                "locales: {\n  root: { label: 'English', lang: 'en' },\n  fr: { label: 'Français', lang: 'fr' },\n  'zh-cn': { themeConfig: { nav: {} } }\n},\nother: { de: {} }",
                "en",
                "fr zh-CN",
            ),
            (
                "defaultLocale: 'root',\nlocales: {\n  root: {\n    label: 'English',\n    lang: 'en',\n  },\n  de: { label: 'Deutsch' },\n},",
                "en",
                "de",
            ),
            (
                "languages:\n  en:\n    weight: 1\n    params:\n      it:\n        x: 1\n  fr:\n    weight: 2\nparams:\n  no:\n    a: 1\n",
                "",
                "en fr",
            ),
            ("languages:\n- en\n- \"pt-BR\"\nplugins:\n- is\n", "", "en pt-BR"),
            (
                "{\"defaultLocale\": {\"label\": \"English\", \"lang\": \"en\"}, \"locales\": [{\"label\": \"Français\", \"lang\": \"fr\"}, {\"label\": \"日本語\", \"lang\": \"ja\"}]}",
                "en",
                "fr ja",
            ),
            (
                "files:\n  - source: /docs/en/**/*.md\n    translation: /docs/%two_letters_code%/**/%original_file_name%\n",
                "en",
                "",
            ),
            (
                "files: [{\"source\": \"/docs/**/*.md\", \"translation\": \"/i18n/%locale%/**/%original_file_name%\"}]",
                "",
                "",
            ),
            ("// defaultLocale: 'xx' is not set\nlanguages: [js, go]\n", "", ""),
        ] {
            assert_eq!(tags(text), (source.to_owned(), languages.to_owned()), "{text}");
        }
    }
}
