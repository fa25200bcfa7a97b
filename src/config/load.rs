//! Finding and reading `isogloss.toml`.

use std::path::{Path, PathBuf};

use globset::{GlobSet, GlobSetBuilder};

use super::file::{File, OneOrMore, TermList};
use super::severity::Override;
use super::words::{Audience, Pattern};
use super::{Config, Error, Terms};
use crate::document::Position;

/// The name of the configuration file.
pub const FILE_NAME: &str = "isogloss.toml";

/// The nearest configuration file at or above `start`.
#[must_use]
pub fn find(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    let file = start.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())?;
    // Below the current directory it has a short name.
    let here = std::env::current_dir().ok();
    Some(here.and_then(|here| file.strip_prefix(here).ok().map(Path::to_path_buf)).unwrap_or(file))
}

impl Config {
    /// Read a configuration file. Its patterns are relative to the folder that it stands in.
    ///
    /// # Errors
    /// The file cannot be read, or says something that cannot be.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let unreadable = |reason| Error::Unreadable { path: path.to_owned(), reason };
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        let here = std::env::current_dir().map_err(unreadable)?;
        let absolute = std::path::absolute(path).map_err(unreadable)?;
        let base = absolute.parent().unwrap_or(&here).to_owned();
        let mut config = Self::parse_as(&text, path)?;
        config.rules.places = Some((here, base.clone()));
        config.base = Some(base);
        Ok(config)
    }

    /// Read a configuration from text.
    ///
    /// # Errors
    /// It says something that cannot be.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_as(text, Path::new(FILE_NAME))
    }

    fn parse_as(text: &str, path: &Path) -> Result<Self, Error> {
        // An editor's byte order mark is no part of the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File = toml::from_str(text).map_err(|error| Error::invalid(path.to_owned(), text, &error))?;
        Self::from_file(file).map_err(|message| Error::Invalid {
            path: path.to_owned(),
            at: Position { line: 1, column: 1 },
            message,
        })
    }

    fn from_file(file: File) -> Result<Self, String> {
        let mut config = Self {
            base: None,
            source: file.source.map(|tag| tag.0),
            languages: file.languages.into_iter().map(|tag| tag.0).collect(),
            include: file.include,
            exclude: file.exclude,
            extensions: file.extensions.iter().map(|extension| extension.trim_start_matches('.').to_owned()).collect(),
            layouts: file.layouts.into_iter().map(|layout| layout.0).collect(),
            group_by: file.group_by.map(|by| by.0),
            front_matter: file.front_matter.into(),
            terms: file.terms.into_iter().map(terms).collect(),
            ..Self::default()
        };
        config.rules.levels = file.rules.0.into_iter().collect();
        for exception in file.overrides {
            config.rules.overrides.push(Override {
                paths: glob_set(exception.paths)?,
                languages: exception.languages.into_iter().map(|tag| tag.0).collect(),
                levels: exception.rules.0.into_iter().collect(),
            });
        }
        Ok(config)
    }
}

fn glob_set(patterns: Vec<Pattern>) -> Result<Option<GlobSet>, String> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(pattern.0);
    }
    set.build().map(Some).map_err(|error| error.to_string())
}

fn terms((audience, list): (Audience, TermList)) -> Terms {
    let words = |words| match words {
        OneOrMore::One(word) => vec![word],
        OneOrMore::More(words) => words,
    };
    Terms {
        language: audience.0,
        keep: list.keep,
        forbidden: list.forbidden,
        required: list.required.into_iter().map(|(word, translations)| (word, words(translations))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Config, GroupBy};
    use crate::diagnostic::Severity;

    fn mistake(text: &str) -> String {
        Config::parse(text).unwrap_err().to_string()
    }

    fn starts(text: &str, start: &str) {
        let message = mistake(text);
        assert!(message.starts_with(start), "{message}");
    }

    #[test]
    fn everything_can_be_said() {
        let config = Config::parse(
            r#"
            source = "en"
            languages = ["de", "zh_cn"]
            include = ["docs/**"]
            exclude = ["docs/drafts"]
            extensions = [".txt"]
            layouts = ["docs/{lang}/{key}"]
            group-by = "field:page_id"

            [rules]
            block-missing = "warning"

            [front-matter]
            same = ["hero.image"]

            [[overrides]]
            paths = ["docs/blog/**"]
            languages = ["zh"]
            rules = { block-missing = "off" }

            [terms.de]
            keep = ["GitHub"]
            required = { "pull request" = "Pull-Request", issue = ["Issue", "Ticket"] }

            [terms."*"]
            forbidden = ["click here"]
            "#,
        )
        .unwrap();
        assert_eq!(config.source.as_ref().unwrap().tag(), "en");
        assert_eq!(config.languages[1].tag(), "zh-CN");
        assert_eq!(config.extensions, ["txt"]);
        assert_eq!(config.group_by, Some(GroupBy::Field("page_id".into())));
        let severity = |path, language| config.severity("block-missing", Severity::Error, path, language);
        assert_eq!(severity("docs/a.md", "de"), Some(Severity::Warning));
        assert_eq!(severity("docs/blog/a.md", "de"), Some(Severity::Warning));
        assert_eq!(severity("docs/blog/a.md", "zh-Hant"), None);
        assert_eq!(config.severity("other", Severity::Info, "docs/a.md", "de"), Some(Severity::Info));
        assert_eq!(config.terms("de").count(), 2);
        assert_eq!(config.terms("fr").next().unwrap().forbidden, ["click here"]);
        assert_eq!(config.terms("de").last().unwrap().required[0].1, ["Issue", "Ticket"]);
    }

    #[test]
    fn nothing_need_be_said() {
        let config = Config::parse("").unwrap();
        assert_eq!(config.severity("block-missing", Severity::Error, "a.md", "de"), Some(Severity::Error));
    }

    #[test]
    fn a_mistake_is_shown_at_its_place_with_the_nearest_word() {
        assert_eq!(
            mistake("languages = ['de']\nsoruce = 'en'\n"),
            "isogloss.toml:2:1: unknown key \"soruce\"; did you mean \"source\"? (expected source, languages, include, \
             exclude, extensions, layouts, group-by, rules, front-matter, overrides, terms)"
        );
        assert_eq!(
            mistake("[rules]\nblock-misssing = 'off'"),
            "isogloss.toml:2:1: there is no rule \"block-misssing\"; did you mean \"block-missing\"?"
        );
        assert_eq!(
            mistake("[rules]\nblock-missing = 'eror'"),
            "isogloss.toml:2:17: unknown value \"eror\"; did you mean \"error\"? (expected off, info, warning, error, on)"
        );
        assert_eq!(
            mistake("[front-matter]\nsome = []"),
            "isogloss.toml:2:1: unknown key \"some\"; did you mean \"same\"? (expected same, different, translated, ignore)"
        );
        starts("source = 3", "isogloss.toml:1:10: invalid type: integer `3`, expected a string");
        starts("a = 'é'\n[[x", "isogloss.toml:2:");
        starts("languages = ['de', 'klingonisch']", "isogloss.toml:1:20: \"klingonisch\" names no language");
        starts("group-by = 'tittle'", "isogloss.toml:1:12: \"tittle\" is nothing to group by");
        starts("layouts = ['docs/*']", "isogloss.toml:1:12: \"docs/*\" is no layout");
        starts("[[overrides]]\npaths = ['a[']\nrules = {}", "isogloss.toml:2:10: \"a[\" is no pattern");
        starts("[terms.xx-klingon]\nkeep = []", "isogloss.toml:1:");
        starts("[terms.de]\nrequired = { a = 3 }", "isogloss.toml:2:18: expected a word or a list of words");
        starts("source = 'en'\nsource = 'de'", "isogloss.toml:2:1: duplicate key");
    }
}
