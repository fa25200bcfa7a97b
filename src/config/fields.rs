//! What translations do with keys of the front matter, as the configuration says it.

use super::file;
use super::words::{KeyMatcher, KeyPattern};

/// What a translation does with the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// It keeps it.
    Same,
    /// It never has the same.
    Different,
    /// It translates it.
    Translated,
    /// Nothing is said about it.
    Ignored,
}

/// What the configuration says of keys.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    /// The most exact pattern first.
    patterns: Vec<(KeyMatcher, Field)>,
}

impl Fields {
    /// What translations do with the key at this path (`hero.actions[1].link`); `None` where nothing is said.
    #[must_use]
    pub fn of(&self, key: &str) -> Option<Field> {
        self.patterns.iter().find(|(pattern, _)| pattern.matches(key)).map(|&(_, field)| field)
    }
}

impl From<file::FrontMatter> for Fields {
    fn from(lists: file::FrontMatter) -> Self {
        let all = |list: Vec<KeyPattern>, field| list.into_iter().map(move |pattern| (pattern.0, field));
        let mut patterns: Vec<_> = all(lists.ignore, Field::Ignored)
            .chain(all(lists.same, Field::Same))
            .chain(all(lists.different, Field::Different))
            .chain(all(lists.translated, Field::Translated))
            .collect();
        patterns.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.weight));
        Self { patterns }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Field};

    #[test]
    fn the_most_exact_pattern_holds() {
        let config = Config::parse(
            "[front-matter]\nsame = ['hero', '*.image', 'tags[*]']\ntranslated = ['hero.title', 'hero.actions[1].text']\n\
             ignore = ['*']\ndifferent = ['lang']",
        )
        .unwrap();
        let of = |key| config.front_matter.of(key);
        assert_eq!(of("hero"), Some(Field::Same));
        assert_eq!(of("hero.actions[0].text"), Some(Field::Same));
        assert_eq!(of("hero.actions[1].text"), Some(Field::Translated));
        assert_eq!(of("hero.title"), Some(Field::Translated));
        assert_eq!(of("hero.title.image"), Some(Field::Translated));
        assert_eq!(of("cover.image"), Some(Field::Same));
        assert_eq!(of("tags[3]"), Some(Field::Same));
        assert_eq!(of("heroine"), Some(Field::Ignored));
        assert_eq!(of("lang"), Some(Field::Different));
        assert_eq!(Config::default().front_matter.of("lang"), None);
    }
}
