//! Finds the numbers in a text and what each may mean.

use super::{Number, scale};

/// Zeros of the scripts whose decimal digits pages use, beside ASCII.
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0,
    0xff10,
];

/// The value of a decimal digit of any of these scripts.
pub fn digit(char: char) -> Option<u8> {
    if char.is_ascii() {
        return char.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    }
    let code = u32::from(char);
    let zero = ZEROS.iter().rev().find(|&&zero| zero <= code)?;
    u8::try_from(code - zero).ok().filter(|&digit| digit < 10)
}

/// The runs of ASCII digits of a text.
pub fn digit_runs(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|byte| !byte.is_ascii_digit()).filter(|run| !run.is_empty())
}

/// All numbers of a text in order. Digits glued to a word (`utf8`, `H2`) are no number, but for a version (`v2`).
#[must_use]
pub fn numbers(text: &str) -> Vec<Number> {
    scan(text).0
}

/// The numbers of a text, and those that are glued to the end of a word.
pub fn scan(text: &str) -> (Vec<Number>, Vec<Number>) {
    let mut out: Vec<Number> = Vec::new();
    let mut names = Vec::new();
    let mut previous: Option<char> = None;
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if digit(char).is_none() {
            (before, previous) = (previous, Some(char));
            at += char.len_utf8();
            continue;
        }
        let version = matches!(previous, Some('v' | 'V')) && !before.is_some_and(char::is_alphanumeric);
        let glued = previous.is_some_and(|char| char.is_ascii_alphabetic() || char == '_') && !version
            || previous.is_some_and(is_hyphen) && ends_in_word(&text[..at]);
        let (found, end) = number(text, at);
        if glued {
            names.extend(found);
        } else {
            let first = out.len();
            out.extend(found.into_iter().map(|number| Number { version, ..number }));
            if let Some(reading) =
                out.get(first).and_then(|number| end_of_range(text, out.get(first.wrapping_sub(1)), number))
            {
                out[first].readings.push(reading);
            }
        }
        (before, previous) = (None, text.get(..end).and_then(|before| before.chars().next_back()));
        at = end.max(at + 1);
        if glued {
            at += text.get(at..).map_or(0, word_length);
        }
    }
    (out, names)
}

/// Names that end in a number and stand by themselves, such as `DDR4`, each with the length of its letters in bytes: at
/// least two, a capital among them.
pub fn named(text: &str) -> Vec<(Number, usize)> {
    let mut out = Vec::new();
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.' | '-' | '/' | ':');
    let mut rest = text;
    while let Some(start) = rest.find(|char: char| char.is_ascii_alphanumeric()) {
        let at = text.len() - rest.len() + start;
        let word = text.get(at..).map_or("", |rest| &rest[..word_length(rest)]);
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        let numbered =
            letters >= 2 && letters < word.len() && word.bytes().skip(letters).all(|byte| byte.is_ascii_digit());
        let alone = text[..at].chars().next_back().is_none_or(|char| !is_part(char) || !char.is_ascii())
            && text[at + word.len()..]
                .chars()
                .next()
                .is_none_or(|char| !is_part(char) || !char.is_ascii() || char == '.');
        if numbered && alone && word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let span = at..at + word.len();
            out.push((Number { text: word.to_owned(), span, readings: Vec::new(), version: false }, letters));
        }
        rest = &text[at + word.len().max(1)..];
    }
    out
}

/// What joins a name to its number: `UTF-8`, `COVID-19`.
fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a text ends in a word of two letters or more and a hyphen, and no date: `14-Oct-`.
fn ends_in_word(text: &str) -> bool {
    let word = text.trim_end_matches(is_hyphen);
    let before = word.trim_end_matches(char::is_alphabetic);
    let date =
        before.ends_with(is_hyphen) && before.trim_end_matches(is_hyphen).ends_with(|char| digit(char).is_some());
    word.chars().rev().take(2).filter(|char| char.is_alphabetic()).count() == 2 && !date
}

/// The year that two digits after a year and a dash mean: `1973-74`.
fn end_of_range(text: &str, before: Option<&Number>, number: &Number) -> Option<String> {
    let year = before?.readings.first().filter(|reading| reading.len() == 4)?;
    let dash = text.get(before?.span.end..number.span.start)?;
    (number.text.len() == 2 && matches!(dash, "-" | "–" | "/")).then(|| format!("{}{}", &year[..2], number.text))
}

/// Length in bytes of the ASCII letters and digits at the start.
fn word_length(text: &str) -> usize {
    text.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(text.len())
}

/// A number of digits in groups.
struct Groups {
    groups: Vec<String>,
    separators: Vec<char>,
    end: usize,
}

/// The number that starts at byte `at`, or the numbers of a date or list, and the byte after it.
fn number(text: &str, at: usize) -> (Vec<Number>, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let word = word_length(rest);
    if is_mixed(&rest[..word]) {
        let written = rest[..word].to_owned();
        let readings = vec![written.to_ascii_lowercase()];
        return (vec![Number { text: written, span: at..at + word, readings, version: false }], at + word);
    }
    let groups = groups(text, at);
    if groups.is_series() {
        return (groups.split(text, at), groups.end);
    }
    let Groups { groups, separators, end } = groups;
    let mut readings = readings(&groups, &separators);
    let (scaled, after) = scale::scaled(text, end, &readings);
    for reading in scaled {
        push(&mut readings, reading);
    }
    for reading in contextual(text.get(end..).unwrap_or_default(), &readings) {
        push(&mut readings, reading);
    }
    let written = text.get(at..after).unwrap_or_default().trim_end().to_owned();
    (vec![Number { span: at..at + written.len(), text: written, readings, version: false }], after)
}

impl Groups {
    /// Whether the groups are numbers of their own: a date (`26.08.2023`), or a list without spaces (`2,4,8,16`).
    fn is_series(&self) -> bool {
        let lengths: Vec<usize> = self.groups.iter().map(String::len).collect();
        let date = matches!(lengths[..], [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2]);
        let uniform = |char: char| self.separators.iter().all(|&separator| separator == char);
        date && uniform('.') || self.separators.len() > 1 && uniform(',') && !is_grouped(&self.groups)
    }

    /// The numbers of a series.
    fn split(&self, text: &str, at: usize) -> Vec<Number> {
        let mut from = at;
        let mut out = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let rest = text.get(from..self.end).unwrap_or_default();
            let len: usize = rest.chars().take(group.len()).map(char::len_utf8).sum();
            out.push(Number {
                text: rest[..len].to_owned(),
                span: from..from + len,
                readings: vec![whole(group)],
                version: false,
            });
            from += len + rest[len..].chars().next().map_or(0, char::len_utf8);
        }
        out
    }
}

fn push(readings: &mut Vec<String>, reading: String) {
    if !readings.contains(&reading) {
        readings.push(reading);
    }
}

/// Digits, letters and digits again (`5m0s`), or hexadecimal: taken as it is written.
fn is_mixed(word: &str) -> bool {
    let letters = word.find(|char: char| char.is_ascii_alphabetic());
    letters.is_some_and(|at| word[at..].bytes().any(|byte| byte.is_ascii_digit()))
}

fn groups(text: &str, at: usize) -> Groups {
    let mut out = Groups { groups: Vec::new(), separators: Vec::new(), end: at };
    loop {
        let mut group = String::new();
        let mut end = out.end;
        for char in text.get(end..).unwrap_or_default().chars() {
            let Some(digit) = digit(char) else { break };
            group.push(char::from(b'0' + digit));
            end += char.len_utf8();
        }
        out.groups.push(group);
        out.end = end;
        let mut next = text.get(end..).unwrap_or_default().chars();
        let written = next.next();
        let (Some(separator), Some(first)) = (written.and_then(separator), next.next()) else { return out };
        // The comma of Chinese parts numbers of a list, unless three digits follow.
        let parts = || {
            let rest = text.get(end..).unwrap_or_default().chars().skip(1);
            rest.take_while(|&char| digit(char).is_some()).count() != 3
        };
        if written == Some('，') && parts() {
            return out;
        }
        let taken = digit(first).is_some() && (matches!(separator, '.' | ',') || is_group(&out, text, end));
        if !taken {
            return out;
        }
        out.separators.push(separator);
        out.end += text.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
}

/// A separator within a number, in one form for its kind: `.`, `,`, or `'` for what only groups digits.
fn separator(char: char) -> Option<char> {
    match char {
        '.' | '．' => Some('.'),
        ',' | '，' => Some(','),
        '٫' => Some('.'),
        '٬' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '_' => Some('\''),
        _ => None,
    }
}

/// Whether exactly three digits follow a separator that only groups, after a start of at most three.
fn is_group(before: &Groups, text: &str, end: usize) -> bool {
    let start = before.groups.first().map_or(0, String::len);
    let rest = text.get(end..).unwrap_or_default();
    let digits = rest.chars().skip(1).take_while(|&char| digit(char).is_some()).count();
    let grouped = before.separators.iter().all(|&separator| separator == '\'')
        && before.groups.iter().skip(1).all(|group| group.len() == 3);
    digits == 3 && start <= 3 && grouped && !before.groups.first().is_some_and(|group| group.starts_with('0'))
}

/// What digits with separators may mean.
fn readings(groups: &[String], separators: &[char]) -> Vec<String> {
    let joined = || groups.concat();
    let mut out = Vec::new();
    match separators {
        [] => out.push(whole(&groups[0])),
        ['\'', ..] if separators.iter().all(|&char| char == '\'') => out.push(whole(&joined())),
        [_] => {
            out.push(format!("{}.{}", whole(&groups[0]), groups[1]));
            // Three zeros are thousands: `380.000` is no `380`.
            if groups[1].bytes().all(|byte| byte == b'0') && groups[1].len() != 3 {
                out.push(whole(&groups[0]));
            }
        }
        [.., last] if separators[..separators.len() - 1].iter().all(|char| char != last) => {
            let (fraction, integer) = (groups.last().map_or("", String::as_str), groups[..groups.len() - 1].concat());
            out.push(format!("{}.{fraction}", whole(&integer)));
        }
        _ => out.push(groups.join(".")),
    }
    let uniform = separators.windows(2).all(|pair| pair[0] == pair[1]);
    if !separators.is_empty() && uniform && is_grouped(groups) {
        push(&mut out, whole(&joined()));
    }
    out
}

/// Groups of three digits, or of two before the last as in India, after a start without a zero.
fn is_grouped(groups: &[String]) -> bool {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let middle = groups.get(1..groups.len() - 1).unwrap_or_default();
    let even = middle.iter().all(|group| group.len() == 3) || middle.iter().all(|group| group.len() == 2);
    first.len() <= 3 && !first.starts_with('0') && last.len() == 3 && even
}

/// A whole number without zeros before it.
fn whole(digits: &str) -> String {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() }
}

/// Other readings from what follows: `3 pm` is 15 o'clock, the `1990s` are the nineties.
fn contextual(rest: &str, readings: &[String]) -> Vec<String> {
    let Some(value) = readings.first().and_then(|reading| reading.parse::<u32>().ok()) else { return Vec::new() };
    let mut out = Vec::new();
    let minutes =
        rest.strip_prefix(':').map_or(rest, |tail| tail.trim_start_matches(|char: char| char.is_ascii_digit()));
    let half = minutes.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let says = |mark: &&str| half.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    if value <= 12 && ["pm", "p.m", "p. m"].iter().any(says) {
        out.push(((value % 12) + 12).to_string());
    }
    if value == 12 && ["am", "a.m"].iter().any(says) {
        out.push("0".to_owned());
    }
    if (1000..=2100).contains(&value) && value % 10 == 0 && rest.starts_with(['s', '’', '\'']) {
        out.push((value % 100).to_string());
    }
    out
}
