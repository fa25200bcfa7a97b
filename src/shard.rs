//! A repository checked in parts, on as many machines: which groups are whose, and how the parts become one report.
//!
//! Every shard walks the whole tree and so knows all groups, but reads the pages of its own only. What it found goes
//! into its report together with what only the whole can judge, and [`merge`] judges that.

use std::collections::HashSet;
use std::path::PathBuf;
use std::str::FromStr;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::corpus::{Corpus, Group};
use crate::judge::{Unjudged, judge};
use crate::report::Report;

/// One part of a run in several parts: `2/4` is the second of four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Which of them, from 1 on.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

/// More shards than this are a slip of the keyboard.
const MOST_SHARDS: u32 = 10_000;

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) && of <= MOST_SHARDS => Ok(Self { number, of }),
            _ => Err("it takes a part and how many parts there are, the first being 1: 1/4".to_owned()),
        }
    }
}

/// How much more than its even share a shard takes, in percent, before what would be its own goes to another.
const SLACK: u64 = 4;

impl Shard {
    /// The names of the groups that are this shard's.
    #[must_use]
    pub fn of_corpus(self, corpus: &Corpus) -> HashSet<String> {
        let grouped = corpus
            .groups
            .par_iter()
            .map(|group| (name(group).to_owned(), group.members.iter().map(|member| size(&member.file.path)).sum()));
        let alone = corpus.ungrouped.par_iter().map(|file| (file.shown.clone(), size(&file.path)));
        let units: Vec<(String, u64)> = grouped.chain(alone).collect();
        let owners = self.owners(&units);
        let own = units.into_iter().zip(owners).filter(|(_, owner)| *owner == self.number);
        own.map(|((name, _), _)| name).collect()
    }

    /// The number of the shard that each unit, a name and a size, belongs to.
    ///
    /// Each unit prefers shards in an order of its own, made from its name (D. Thaler and C. Ravishankar, "Using
    /// name-based mappings to increase hit rates", 1998), and goes to the first that is not full (V. Mirrokni, M.
    /// Thorup and M. Zadimoghaddam, "Consistent hashing with bounded loads", 2018), the greatest units first. So the
    /// shards are even, and a file that is added moves hardly any other.
    fn owners(self, units: &[(String, u64)]) -> Vec<u32> {
        let total: u64 = units.iter().map(|(_, size)| size).sum();
        let full = total / u64::from(self.of) * (100 + SLACK) / 100;
        let mut order: Vec<usize> = (0..units.len()).collect();
        // Sizes within a factor of two count as equal, lest a page that grows by a word trade places with others.
        order.sort_by_cached_key(|&at| {
            let (name, size) = &units[at];
            (size.leading_zeros(), xxh3_64_with_seed(name.as_bytes(), 0), name)
        });
        let mut loads = vec![0_u64; self.of as usize];
        let mut owners = vec![1; units.len()];
        for at in order {
            let (name, size) = &units[at];
            let weight = |shard: u32| xxh3_64_with_seed(name.as_bytes(), u64::from(shard));
            let room = |shard: &u32| loads[*shard as usize - 1] + size <= full;
            let emptiest = || (1..=self.of).min_by_key(|shard| loads[*shard as usize - 1]);
            let owner = (1..=self.of).filter(room).max_by_key(|shard| weight(*shard)).or_else(emptiest).unwrap_or(1);
            loads[owner as usize - 1] += size;
            owners[at] = owner;
        }
        owners
    }
}

/// What tells a group from the others.
pub(crate) fn name(group: &Group) -> &str {
    if group.key.is_empty() { group.members.first().map_or("", |member| &member.file.shown) } else { &group.key }
}

fn size(path: &PathBuf) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

/// What a shard hands on, in its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The version of isogloss.
    pub version: String,
    /// Which part it is.
    #[serde(flatten)]
    pub shard: Shard,
    /// What was found.
    pub found: Unjudged,
}

impl Handover {
    /// What a shard of this version hands on.
    #[must_use]
    pub fn new(shard: Shard, found: Unjudged) -> Self {
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), shard, found }
    }
}

/// Why parts do not make a whole.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// There is nothing to merge.
    #[error("there are no reports to merge")]
    Nothing,
    /// The parts are of runs that were parted differently.
    #[error("a part {}/{} is no part of a run in {of}", shard.number, shard.of)]
    Unlike {
        /// The part.
        shard: Shard,
        /// How many parts the first one says there are.
        of: u32,
    },
    /// A part is there twice.
    #[error("part {0} is there twice")]
    Twice(u32),
    /// A part is not there.
    #[error("part {0} of {1} is missing")]
    Missing(u32, u32),
    /// Another version made a part.
    #[error("part {number} was made by version {version}, this is {}", env!("CARGO_PKG_VERSION"))]
    Version {
        /// The part.
        number: u32,
        /// What made it.
        version: String,
    },
}

/// The report of the whole run from all of its parts, in whatever order.
///
/// # Errors
/// The parts are not all there, or not of one run.
pub fn merge(mut parts: Vec<Handover>) -> Result<Report, Error> {
    parts.sort_by_key(|part| part.shard.number);
    let of = parts.first().ok_or(Error::Nothing)?.shard.of;
    for part in &parts {
        if part.version != env!("CARGO_PKG_VERSION") {
            return Err(Error::Version { number: part.shard.number, version: part.version.clone() });
        }
        if part.shard.of != of {
            return Err(Error::Unlike { shard: part.shard, of });
        }
    }
    if let Some([twice, _]) = parts.windows(2).find(|two| two[0].shard == two[1].shard) {
        return Err(Error::Twice(twice.shard.number));
    }
    if let Some(missing) = (1..=of).find(|number| parts.iter().all(|part| part.shard.number != *number)) {
        return Err(Error::Missing(missing, of));
    }
    Ok(judge(parts.into_iter().map(|part| part.found).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(count: usize) -> Vec<(String, u64)> {
        (0..count).map(|at| (format!("docs/page-{at}"), 500 + (at as u64 * 7919) % 9000)).collect()
    }

    #[test]
    fn shards_are_even() {
        let units = units(3000);
        let total: u64 = units.iter().map(|(_, size)| size).sum();
        for of in [2, 4, 7, 16] {
            let owners = Shard { number: 1, of }.owners(&units);
            for shard in 1..=of {
                let load: u64 =
                    units.iter().zip(&owners).filter(|(_, owner)| **owner == shard).map(|((_, size), _)| size).sum();
                let share = load * u64::from(of) * 100 / total;
                assert!((75..=105).contains(&share), "shard {shard} of {of} has {share} % of its share");
            }
        }
    }

    #[test]
    fn a_page_that_is_added_moves_hardly_any_other() {
        let before = units(3000);
        let mut after = before.clone();
        after.insert(1500, ("docs/new".to_owned(), 4000));
        let shard = Shard { number: 1, of: 8 };
        let (old, mut new) = (shard.owners(&before), shard.owners(&after));
        new.remove(1500);
        let moved = old.iter().zip(&new).filter(|(old, new)| old != new).count();
        assert!(moved <= 30, "{moved} of 3000 moved");
    }

    #[test]
    fn a_part_is_a_number_of_a_number() {
        assert_eq!("2/4".parse(), Ok(Shard { number: 2, of: 4 }));
        for wrong in ["", "1", "0/4", "5/4", "1/0", "a/b", "1/4/2", "-1/4", "1/99999999999"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn parts_must_be_those_of_one_run() {
        let part = |number, of| Handover::new(Shard { number, of }, Unjudged::default());
        assert_eq!(merge(vec![]), Err(Error::Nothing));
        assert_eq!(merge(vec![part(2, 2)]), Err(Error::Missing(1, 2)));
        assert_eq!(merge(vec![part(1, 2), part(1, 2)]), Err(Error::Twice(1)));
        assert!(matches!(merge(vec![part(1, 2), part(2, 3)]), Err(Error::Unlike { .. })));
        let old = Handover { version: "0.0.1".to_owned(), ..part(2, 2) };
        assert!(matches!(merge(vec![part(1, 2), old]), Err(Error::Version { number: 2, .. })));
        assert_eq!(merge(vec![part(2, 2), part(1, 2)]), Ok(Report::default()));
    }
}
