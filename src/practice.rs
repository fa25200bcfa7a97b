//! What nearly all pairs of pages do: counted over the whole corpus, so that nobody has to configure it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Something that a repository does or does not do, counted over its pairs of pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Practice {
    /// A translation has this front-matter key where its source has it.
    KeyPresent(String),
    /// A translation has no front-matter key that its source lacks, but for ones like this.
    KeyAbsent(String),
    /// The value of this key is the same in the translation.
    ValueKept(String),
    /// The list of this key has as many elements in the translation.
    LengthKept(String),
    /// The value of this key is never the same.
    ValueDiffers(String),
    /// Headings keep the explicit id of their source.
    HeadingIdKept,
    /// Pages that have no counterpart have front matter that does not parse.
    FrontMatterOfItsOwn,
    /// The info string of code keeps more than its language.
    CodeInfoKept,
    /// Translations into one language mark code of one language as another.
    CodeMarkedAs(Box<Marked>),
    /// Translations, or those into one language, leave out a block that stands at the edge of many pages. The number is
    /// a hash of the block and the language.
    BlockLeftOut(u64),
    /// Translations, or those into one language, leave such a block as it is.
    BlockLeftAsIs(u64),
    /// A word of the source's script stands in a sentence of a translation's own, once for each time. The number is a
    /// hash of the word and the language.
    WordUsed(u64),
    /// The translations of one page keep a label as the source has it. The number is a hash of page and label.
    LabelKept(u64),
}

/// How translations into one language mark code. Apart, since a repository has many practices and few of this kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Marked {
    /// The language of the translation.
    pub translation: String,
    /// The language of the code as the source names it.
    pub source: String,
    /// And as the translation does.
    pub target: String,
}

impl Practice {
    /// Whether a report tells it: not what is done with one word or label, and of blocks only what is done with most.
    #[must_use]
    pub fn is_told(&self, tally: Tally) -> bool {
        !self.is_of_word() && (!self.is_of_block() || self.holds(tally) == Some(true))
    }

    /// Whether it is about one block, of which a repository has very many.
    #[must_use]
    pub fn is_of_block(&self) -> bool {
        matches!(self, Self::BlockLeftOut(_) | Self::BlockLeftAsIs(_))
    }

    /// Whether it is about one word or label: nothing to be told or pinned.
    #[must_use]
    pub fn is_of_word(&self) -> bool {
        matches!(self, Self::WordUsed(_) | Self::LabelKept(_))
    }

    /// Whether the practice holds by these votes; `None` where there is too little to count.
    ///
    /// What is done with a block holds where most do it: what half of the pages do is no slip.
    #[must_use]
    pub fn holds(&self, tally: Tally) -> Option<bool> {
        let share = match self {
            _ if self.is_of_block() => MOST,
            Self::FrontMatterOfItsOwn => MOST,
            Self::LengthKept(_) => LISTS,
            _ => NEARLY_ALL,
        };
        tally.reaches(self.enough(), share)
    }

    /// Fewer votes than this decide nothing. That code is marked in another way is counted only where it happens, and
    /// nobody slips five times in the same way.
    fn enough(&self) -> u32 {
        if matches!(self, Self::CodeMarkedAs(_)) { 5 } else { ENOUGH }
    }
}

/// When a finding stands that the whole corpus must decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Where the practice holds; where there is too little to count, if the flag says so.
    Where(Practice, bool),
    /// Unless one practice of each list holds.
    Unless(Vec<Vec<Practice>>),
    /// Where at least so many of the words are not used in the language.
    Unused(Vec<Practice>, usize),
    /// Unless most translations of the page keep the label.
    UnlessKept(Practice),
    /// Where both are met.
    Both(Box<Condition>, Box<Condition>),
}

/// A word that stands so often in sentences of a language is a word of that language.
const USED: u32 = 5;

/// Translations that are enough to make a custom of one page, and the share of them that must keep to it, in thirds.
const CUSTOM: (u32, u32) = (3, 2);

impl Condition {
    /// The practices that it depends on.
    pub fn practices(&self) -> Vec<&Practice> {
        match self {
            Self::Where(practice, _) | Self::UnlessKept(practice) => vec![practice],
            Self::Unused(practices, _) => practices.iter().collect(),
            Self::Unless(lists) => lists.iter().flatten().collect(),
            Self::Both(one, other) => [one.practices(), other.practices()].concat(),
        }
    }

    /// Whether the finding stands, by the votes of the whole corpus.
    #[must_use]
    pub fn is_met(&self, votes: &BTreeMap<Practice, Tally>) -> bool {
        let holds = |practice: &Practice| votes.get(practice).and_then(|tally| practice.holds(*tally));
        match self {
            Self::Where(practice, by_default) => holds(practice).unwrap_or(*by_default),
            Self::Unused(words, least) => {
                let used = |word: &&Practice| votes.get(word).is_some_and(|tally| tally.kept >= USED);
                words.len() - words.iter().filter(used).count() >= *least
            }
            Self::Both(one, other) => one.is_met(votes) && other.is_met(votes),
            Self::UnlessKept(label) => !votes.get(label).is_some_and(|tally| {
                tally.kept >= CUSTOM.0 && tally.kept * 3 >= CUSTOM.1 * (tally.kept + tally.broken)
            }),
            Self::Unless(lists) => {
                !lists.iter().all(|practices| practices.iter().any(|practice| holds(practice) == Some(true)))
            }
        }
    }
}

/// Votes for and against a practice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Pairs that keep to it.
    pub kept: u32,
    /// Pairs that do not.
    pub broken: u32,
}

/// Fewer pairs than this decide nothing.
const ENOUGH: u32 = 20;

/// The share of pairs that makes a practice, in percent.
const NEARLY_ALL: u64 = 95;

/// The same for lists: a tag for search is soon one more or less, and where a fifth differ each language has its own.
const LISTS: u64 = 80;

/// The share that makes a practice of what is done with one block, in percent.
const MOST: u64 = 50;

impl Tally {
    /// Count one pair.
    pub fn count(&mut self, kept: bool) {
        if kept { self.kept += 1 } else { self.broken += 1 }
    }

    /// Add another tally.
    pub fn add(&mut self, other: Self) {
        self.kept += other.kept;
        self.broken += other.broken;
    }

    /// Whether this share of the votes is for it; `None` where there are fewer than enough.
    fn reaches(self, enough: u32, percent: u64) -> Option<bool> {
        let total = self.kept + self.broken;
        (total >= enough).then(|| u64::from(self.kept) * 100 >= percent * u64::from(total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(list: &[(Practice, u32, u32)]) -> BTreeMap<Practice, Tally> {
        list.iter().map(|&(ref practice, kept, broken)| (practice.clone(), Tally { kept, broken })).collect()
    }

    #[test]
    fn words_that_a_language_uses_are_its_own() {
        let (batch, size) = (Practice::WordUsed(1), Practice::WordUsed(2));
        let both = Condition::Unused(vec![batch.clone(), size.clone()], 2);
        assert!(both.is_met(&votes(&[])), "nobody uses them");
        assert!(both.is_met(&votes(&[(batch.clone(), 4, 0)])), "four times is no habit");
        assert!(!both.is_met(&votes(&[(batch, 5, 0)])), "one word that is left may be a name");
        assert!(Condition::Unused(vec![size], 1).is_met(&votes(&[])));
    }

    #[test]
    fn a_label_that_most_translations_keep_is_kept() {
        let label = Practice::LabelKept(1);
        let met = |kept, broken| Condition::UnlessKept(label.clone()).is_met(&votes(&[(label.clone(), kept, broken)]));
        assert!(met(2, 0), "two translations are no custom");
        assert!(!met(3, 0) && !met(6, 3));
        assert!(met(3, 2), "fewer than two of three keep it");
    }
}
