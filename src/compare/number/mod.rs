//! Compares the numbers of a text with those of its translation, in any locale's writing.
//!
//! A number has several readings (`1.000` may be one or a thousand; `38万` is 38 and 380 000); two numbers are one where
//! they share a reading. Small numbers may be spelled out, dates and times may be written otherwise. What cannot be
//! decided is let pass.

mod scale;
mod scan;
mod spelled;

use std::ops::Range;

pub use scan::numbers;

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As it is written.
    pub text: String,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// What it may mean, in ASCII digits with a dot before the fraction, the plainest first.
    readings: Vec<String>,
    /// A `v` stands before it.
    version: bool,
}

/// The numbers in which two texts surely differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberDifference {
    /// Numbers of the source that the translation lacks.
    pub missing: Vec<Number>,
    /// Numbers of the translation that stand in their place: the n-th for the n-th missing one, as far as there are any.
    pub extra: Vec<Number>,
}

/// Largest number that people rather spell out.
const SMALL: u64 = 12;

/// Blocks with more numbers than this are not compared.
const MOST_NUMBERS: usize = 1000;

/// Nor are those in which looking for all numbers in all of the text reads more bytes than this.
const MOST_WORK: usize = 64 << 20;

/// Which numbers of `source` are missing from `target`, given their language tags.
///
/// Reported is a number that is larger than twelve, has a fraction or is a version, and is in the translation in no
/// writing; and a number in whose place another stands. Cost is linear in the texts, and quadratic in the few numbers
/// that do not match at sight.
#[must_use]
pub fn missing(source: &str, target: &str, source_language: &str, target_language: &str) -> NumberDifference {
    if scan::digit_runs(source).eq(scan::digit_runs(target)) {
        return NumberDifference::default();
    }
    let mut difference = renumbered(source, target);
    let others = unnamed(source, target, source_language, target_language);
    difference.missing.extend(others.missing);
    difference.extra.extend(others.extra);
    difference
}

/// Names with a number of their own (`DDR4`) that have another number in the translation, and stand there with theirs
/// nowhere.
fn renumbered(source: &str, target: &str) -> NumberDifference {
    let mut difference = NumberDifference::default();
    let (here, there) = (scan::named(source), scan::named(target));
    if here.is_empty() || there.is_empty() || here.len().max(there.len()) > MOST_NUMBERS {
        return difference;
    }
    let has = |names: &[(Number, usize)], name: &Number| {
        names.iter().any(|(other, _)| other.text.eq_ignore_ascii_case(&name.text))
    };
    let stem = |(name, length): &(Number, usize)| name.text.get(..*length).unwrap_or_default().to_ascii_lowercase();
    for wanted in here.iter().filter(|wanted| !has(&there, &wanted.0)) {
        let mut found = there.iter().filter(|found| stem(found) == stem(wanted) && !has(&here, &found.0));
        if let (Some(found), None) = (found.next(), found.next()) {
            difference.missing.push(wanted.0.clone());
            difference.extra.push(found.0.clone());
        }
    }
    difference
}

/// The difference but for numbers that are part of a name.
fn unnamed(source: &str, target: &str, source_language: &str, target_language: &str) -> NumberDifference {
    let ((mut left, source_names), (mut right, target_names)) = (scan::scan(source), scan::scan(target));
    let (most, length) = (left.len().max(right.len()), source.len().max(target.len()));
    if left.is_empty() || most > MOST_NUMBERS || most * length > MOST_WORK {
        return NumberDifference::default();
    }
    let known = left.iter().chain(&right).cloned().collect::<Vec<_>>();
    let repeated = |number: &Number, others: &[Number]| others.iter().any(|other| other.meets(number));
    let all_target = right.clone();
    cancel(&mut left, &mut right, |a, b| a.readings.first() == b.readings.first());
    cancel(&mut left, &mut right, Number::meets);
    left.retain(|number| !target_names.iter().any(|name| name.meets(number)));
    right.retain(|number| !source_names.iter().any(|name| name.meets(number)));
    let even = left.len() == 1 && right.len() == 1;
    let words = Words {
        text: &target.to_lowercase(),
        original: target,
        language: target_language,
        halves: source.contains("50/50"),
    };
    let source_words =
        Words { text: &source.to_lowercase(), original: source, language: source_language, halves: false };
    right.retain(|number| !source_words.spell(number) && !source_words.implies(number));
    // As many numbers on both sides, and only one that another stands for: it stands in its place.
    if !(even && right.len() == 1) {
        left.retain(|number| !words.spell(number));
    }
    decide(left, right, &known, |number| repeated(number, &all_target), spelled::knows(target_language))
}

/// Keep what is surely missing, each beside the number that stands in its place.
fn decide(
    left: Vec<Number>,
    mut right: Vec<Number>,
    known: &[Number],
    repeated: impl Fn(&Number) -> bool,
    spellable: bool,
) -> NumberDifference {
    let mut difference = NumberDifference::default();
    let mut alone = Vec::new();
    let single = left.len() == 1 && right.len() == 1;
    for number in left {
        let place = right.iter().position(|other| other.resembles(&number));
        let place = place.or_else(|| right.iter().position(|other| other.is_telling() && number.is_telling()));
        let place = place.or_else(|| (single && spellable).then_some(0));
        match place {
            Some(at) => {
                difference.extra.push(right.remove(at));
                difference.missing.push(number);
            }
            _ if number.is_telling() && number.text.len() > 1 && !repeated(&number) && !number.is_part(known) => {
                alone.push(number)
            }
            _ => {}
        }
    }
    difference.missing.extend(alone);
    difference
}

/// Take out of both what answers one another.
fn cancel(left: &mut Vec<Number>, right: &mut Vec<Number>, same: impl Fn(&Number, &Number) -> bool) {
    left.retain(|number| {
        let found = right.iter().position(|other| same(number, other));
        found.map(|at| right.remove(at)).is_none()
    });
}

impl Number {
    /// Whether it may mean the same as another.
    fn meets(&self, other: &Self) -> bool {
        self.readings.iter().any(|reading| other.readings.contains(reading))
    }

    /// Its value, if one of its readings is a whole number below a million million.
    fn value(&self) -> Option<u64> {
        self.readings.iter().find_map(|reading| reading.parse().ok()).filter(|&value| value < 1_000_000_000_000)
    }

    /// Whether no one would spell it out or leave it away: larger than twelve and no round hundred or thousand, or with
    /// a fraction.
    fn is_telling(&self) -> bool {
        self.is_exact() || self.value().is_none_or(|value| value > SMALL && value != 100 && value != 1000)
    }

    /// Whether it is a version, or its plainest reading has a fraction: nothing that one spells out.
    fn is_exact(&self) -> bool {
        self.version || self.readings.first().is_some_and(|reading| reading.contains('.'))
    }

    /// Written alike: as many digits, three at least or with separators, and separators in the same places.
    fn resembles(&self, other: &Self) -> bool {
        let shape = |number: &Self| -> Vec<bool> { number.text.chars().map(char::is_numeric).collect() };
        let shapes = (shape(self), shape(other));
        shapes.0 == shapes.1 && (shapes.0.len() > 2 || self.is_telling() && other.is_telling())
    }

    /// Whether its digits are part of a longer number on the other side, as the two digits of a year are.
    fn is_part(&self, known: &[Self]) -> bool {
        let digits = self.readings.first().map_or("", String::as_str);
        digits.len() == 2
            && known
                .iter()
                .any(|other| other.readings.iter().any(|reading| reading.len() == 4 && reading.ends_with(digits)))
    }
}

/// The words of a text, to look for numbers in them.
struct Words<'a> {
    text: &'a str,
    original: &'a str,
    language: &'a str,
    /// The other text parts something `50/50`, for which there are words.
    halves: bool,
}

impl Words<'_> {
    /// Whether the number is spelled out in the text, or written in Roman or Chinese numerals.
    fn spell(&self, number: &Number) -> bool {
        if number.is_exact() {
            return false;
        }
        let half = number.readings[..] == ["50"] && self.halves;
        half || number.readings.iter().filter_map(|reading| reading.parse().ok()).any(|value: u64| {
            spelled::is_spelled(self.text, value, self.language)
                || spelled::is_roman(self.original, value)
                || scale::chinese_numerals(self.original).contains(&value)
        })
    }

    /// Whether the number follows from the text though it is not in it: the number of a month that is named.
    fn implies(&self, number: &Number) -> bool {
        number.value().is_some_and(|value| (1..=12).contains(&value)) && spelled::names_a_month(self.text)
    }
}

#[cfg(test)]
mod tests;
