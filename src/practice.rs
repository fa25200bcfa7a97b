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
    /// The value of this key is translated where it has words.
    ValueTranslated(String),
    /// The value of this key is never the same.
    ValueDiffers(String),
    /// Headings keep the explicit id of their source.
    HeadingIdKept,
    /// Links within the site gain the locale of their page as a prefix.
    LinkLocalised,
    /// The info string of code keeps more than its language.
    CodeInfoKept,
    /// Translations into one language leave out a block that stands at the edge of many pages. The number is a hash of
    /// both.
    BlockLeftOut(u64),
    /// Translations into one language leave such a block as it is.
    BlockLeftAsIs(u64),
}

impl Practice {
    /// Whether it is about one block, of which a repository has very many.
    #[must_use]
    pub fn is_of_block(&self) -> bool {
        matches!(self, Self::BlockLeftOut(_) | Self::BlockLeftAsIs(_))
    }
}

/// When a finding stands that the whole corpus must decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Where the practice holds; where there is too little to count, if the flag says so.
    Where(Practice, bool),
    /// Unless all of the practices hold.
    Unless(Vec<Practice>),
}

impl Condition {
    /// Whether the finding stands, by the votes of the whole corpus.
    #[must_use]
    pub fn is_met(&self, votes: &BTreeMap<Practice, Tally>) -> bool {
        let holds = |practice: &Practice| votes.get(practice).and_then(|tally| tally.holds());
        match self {
            Self::Where(practice, by_default) => holds(practice).unwrap_or(*by_default),
            Self::Unless(practices) => !practices.iter().all(|practice| holds(practice) == Some(true)),
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

    /// Whether the practice holds; `None` where there is too little to count.
    #[must_use]
    pub fn holds(self) -> Option<bool> {
        let total = self.kept + self.broken;
        (total >= ENOUGH).then(|| u64::from(self.kept) * 100 >= NEARLY_ALL * u64::from(total))
    }
}
