//! Collections of real pages and how each pairs a translation with its source, told here apart from the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use regex::Regex;

use crate::pair::Pair;
use crate::rng::Rng;
use crate::scan::Page;

/// A collection and its pairs of path patterns: source, translation. `{lang}` is the language, `{rest}` anything.
pub struct Corpus {
    /// Its folder.
    pub name: &'static str,
    layouts: &'static [(&'static str, &'static str)],
    /// Whether its site reads emphasis as CommonMark does; kramdown and Python-Markdown do not.
    commonmark: bool,
}

/// The collections, in the order of the report. `invented` is our own and always there.
pub const CORPORA: &[Corpus] = &[
    Corpus { name: "invented", commonmark: true, layouts: &[("docs/en/{rest}", "docs/{lang}/{rest}")] },
    Corpus {
        name: "notes",
        commonmark: false,
        layouts: &[("_notes/en/{rest}-en.md", "_notes/{lang}/{rest}-{lang}.md")],
    },
    Corpus { name: "fastapi", commonmark: false, layouts: &[("docs/en/docs/{rest}", "docs/{lang}/docs/{rest}")] },
    Corpus {
        name: "astro",
        commonmark: true,
        layouts: &[("src/content/docs/en/{rest}", "src/content/docs/{lang}/{rest}")],
    },
    Corpus {
        name: "starlight",
        commonmark: true,
        layouts: &[("docs/src/content/docs/{rest}", "docs/src/content/docs/{lang}/{rest}")],
    },
    Corpus {
        name: "helm",
        commonmark: true,
        layouts: &[
            ("docs/{rest}", "i18n/{lang}/docusaurus-plugin-content-docs/current/{rest}"),
            ("versioned_docs/version-3/{rest}", "i18n/{lang}/docusaurus-plugin-content-docs/version-3/{rest}"),
            ("community/{rest}", "i18n/{lang}/docusaurus-plugin-content-docs-community/current/{rest}"),
            ("blog/{rest}", "i18n/{lang}/docusaurus-plugin-content-blog/{rest}"),
        ],
    },
    Corpus { name: "tldr", commonmark: true, layouts: &[("pages/{rest}", "pages.{lang}/{rest}")] },
    Corpus {
        name: "javascript-algorithms",
        commonmark: true,
        layouts: &[("{rest}README.md", "{rest}README.{lang}.md")],
    },
    Corpus { name: "flattenthecurve", commonmark: false, layouts: &[("{rest}-en.md", "{rest}-{lang}.md")] },
    Corpus {
        name: "polyglot",
        commonmark: false,
        layouts: &[("site/{rest}.en.md", "site/{rest}.{lang}.md"), ("site/_posts/{rest}", "site/_posts/{lang}/{rest}")],
    },
];

/// A pair of real pages.
pub struct Specimen {
    /// The language as the path has it.
    pub language: String,
    /// Path of the source in the collection, with `/`.
    pub source: String,
    /// Path of the translation.
    pub target: String,
    /// Both pages.
    pub pair: Pair,
    /// Whether its site reads emphasis as CommonMark does.
    pub commonmark: bool,
}

/// Where the collections are: `ISOGLOSS_CORPORA`, or `shared/corpora` beside the repository or one of its parents.
pub fn home() -> Option<PathBuf> {
    if let Ok(set) = std::env::var("ISOGLOSS_CORPORA") {
        return Some(PathBuf::from(set)).filter(|path| path.is_dir());
    }
    shared("corpora")
}

/// A folder of the data that is kept beside the repository.
pub fn shared(name: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().map(|above| above.join("shared").join(name)).find(|path| path.is_dir())
}

impl Corpus {
    /// Where it is kept, if it is here.
    pub fn folder(&self) -> Option<PathBuf> {
        if self.name == "invented" {
            return Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accuracy/pages"));
        }
        Some(home()?.join(self.name)).filter(|path| path.is_dir())
    }

    /// Its pairs, by path: all, or about `sample` of them, with all languages of each source. Pages with the line ends of Windows are left out, because
    /// plants write `\n`.
    pub fn specimens(&self, sample: Option<(usize, &mut Rng)>) -> Vec<Specimen> {
        let Some(folder) = self.folder() else { return Vec::new() };
        let files = files(&folder);
        let mut pairs = Vec::new();
        for (source, target) in self.layouts {
            pairs.extend(pairs_of(&files, source, target));
        }
        pairs.sort();
        if let Some((count, rng)) = sample {
            let mut sources: Vec<String> = pairs.iter().map(|(source, _, _)| source.clone()).collect();
            sources.dedup();
            rng.shuffle(&mut sources);
            let of = |source: &String| pairs.iter().filter(|(other, _, _)| other == source).count();
            let mut left = count;
            sources.retain(|source| {
                let wanted = left > 0;
                left = left.saturating_sub(of(source));
                wanted
            });
            pairs.retain(|(source, _, _)| sources.contains(source));
        }
        let pages: BTreeMap<&String, Option<Page>> = {
            let mut paths: Vec<&String> = pairs.iter().flat_map(|(source, target, _)| [source, target]).collect();
            paths.sort();
            paths.dedup();
            paths.into_par_iter().map(|path| (path, page(&folder.join(path)))).collect()
        };
        pairs
            .par_iter()
            .filter_map(|(source, target, language)| {
                let pair = Pair::new(pages[source].clone()?, pages[target].clone()?);
                Some(Specimen {
                    language: language.clone(),
                    source: source.clone(),
                    target: target.clone(),
                    pair,
                    commonmark: self.commonmark,
                })
            })
            .collect()
    }
}

fn page(path: &Path) -> Option<Page> {
    let text = std::fs::read_to_string(path).ok()?;
    (!text.contains('\r') && !text.starts_with('\u{feff}')).then(|| Page::new(&text))
}

/// Every file below a folder, as sorted relative paths with `/`.
pub fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(inside) = path.strip_prefix(folder) {
                found.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Source, translation, language of every translation whose source is there.
fn pairs_of(files: &[String], source: &str, target: &str) -> Vec<(String, String, String)> {
    let mut expression = regex::escape(target);
    expression = expression.replacen(r"\{lang\}", "(?<lang>hant|[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)", 1);
    expression = expression.replacen(r"\{rest\}", "(?<rest>.*)", 1).replace(r"\{lang\}", "[A-Za-z_-]+");
    let expression = Regex::new(&format!("^{expression}$")).expect("a valid pattern");
    let render = |pattern: &str, lang: &str, rest: &str| pattern.replace("{lang}", lang).replace("{rest}", rest);
    files
        .iter()
        .filter_map(|path| {
            let found = expression.captures(path)?;
            let (lang, rest) = (&found["lang"], &found["rest"]);
            let answer = render(source, lang, rest);
            let whole = render(target, lang, rest) == *path && answer != *path;
            (whole && files.binary_search(&answer).is_ok()).then(|| (answer, path.clone(), lang.to_string()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::pairs_of;

    fn pairs(files: &[&str], source: &str, target: &str) -> Vec<(String, String)> {
        let mut files: Vec<String> = files.iter().map(|path| (*path).to_string()).collect();
        files.sort();
        pairs_of(&files, source, target).into_iter().map(|(_, target, language)| (target, language)).collect()
    }

    #[test]
    fn layouts() {
        let files = ["n/en/a-en.md", "n/de/a-de.md", "n/hant/a-hant.md", "n/de/b-fr.md"];
        let found = pairs(&files, "n/en/{rest}-en.md", "n/{lang}/{rest}-{lang}.md");
        assert_eq!(found, [("n/de/a-de.md".into(), "de".into()), ("n/hant/a-hant.md".to_string(), "hant".to_string())]);
        let found = pairs(
            &["x/README.md", "x/README.pt-BR.md", "x/README.old.txt"],
            "{rest}README.md",
            "{rest}README.{lang}.md",
        );
        assert_eq!(found, [("x/README.pt-BR.md".to_string(), "pt-BR".to_string())]);
        let found = pairs(&["d/a.md", "d/guides/a.md", "d/de/a.md"], "d/{rest}", "d/{lang}/{rest}");
        assert_eq!(found, [("d/de/a.md".to_string(), "de".to_string())]);
    }
}
