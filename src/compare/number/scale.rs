//! Words and signs that multiply: `4 million`, `38万`, `10k`; and numbers in Chinese numerals.

/// Signs of scale in Chinese, Japanese and Korean, as powers of ten.
fn sign(char: char) -> Option<usize> {
    Some(match char {
        '十' | '拾' | '십' => 1,
        '百' | '백' => 2,
        '千' | '仟' | '천' => 3,
        '万' | '萬' | '만' => 4,
        '億' | '亿' | '억' => 8,
        '兆' | '조' => 12,
        _ => return None,
    })
}

/// Starts of words of scale in many languages, as powers of ten.
#[rustfmt::skip]
const WORDS: &[(&str, usize)] = &[
    ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("lakh", 5), ("crore", 7), ("tausend", 3),
    ("mio", 6), ("milliard", 9), ("mrd", 9), ("mille", 3), ("millón", 6), ("millon", 6), ("milhã", 6), ("milhõ", 6),
    ("bilhã", 9), ("bilhõ", 9), ("bilió", 12), ("milion", 6), ("miliard", 9), ("miljoen", 6), ("miljard", 9), ("duizend", 3),
    ("mil", 3), ("тысяч", 3), ("тыс", 3), ("тисяч", 3), ("тис", 3), ("миллион", 6), ("мільйон", 6), ("млн", 6),
    ("миллиард", 9), ("мільярд", 9), ("млрд", 9), ("tysi", 3), ("tys", 3), ("mln", 6), ("mld", 9), ("bin", 3),
    ("milyon", 6), ("milyar", 9), ("juta", 6), ("ribu", 3), ("miliar", 9), ("triệu", 6), ("nghìn", 3), ("ngàn", 3), ("tỷ", 9),
    ("हज़ार", 3), ("हजार", 3), ("लाख", 5), ("करोड़", 7), ("मिलियन", 6), ("ألف", 3), ("آلاف", 3), ("مليون", 6), ("ملايين", 6), ("مليار", 9),
    ("هزار", 3), ("میلیون", 6), ("میلیارد", 9), ("אלף", 3), ("אלפי", 3), ("מיליון", 6), ("מיליארד", 9), ("พัน", 3), ("หมื่น", 4), ("แสน", 5),
    ("ล้าน", 6), ("হাজার", 3), ("লাখ", 5), ("কোটি", 7), ("χιλιάδ", 3), ("εκατομμ", 6), ("δισεκ", 9), ("tisíc", 3), ("хиляд", 3),
];

/// What a number with these readings means with the scale that follows at byte `end`; and the byte after the scale.
pub fn scaled(text: &str, end: usize, readings: &[String]) -> (Vec<String>, usize) {
    let rest = text.get(end..).unwrap_or_default();
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']).len();
    let tail = &rest[gap..];
    if let Some((power, len)) = signs(tail).filter(|_| gap <= 2) {
        let after = end + gap + len;
        if let Some((value, after)) = continued(text, after, readings, power) {
            return (vec![value], after);
        }
        return (shifted(readings, power), after);
    }
    if gap == 0 {
        let unit = tail.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(tail.len());
        match &tail[..unit] {
            "k" | "K" => return (shifted(readings, 3), end + 1),
            "M" | "m" => return (shifted(readings, 6), end + 1),
            "B" | "bn" => return (shifted(readings, 9), end + unit),
            _ => {}
        }
    }
    let word: String = tail.chars().take(12).flat_map(char::to_lowercase).collect();
    match WORDS.iter().filter(|(start, _)| word.starts_with(start)).max_by_key(|(start, _)| start.len()) {
        Some((_, power)) => (shifted(readings, *power), end),
        None => (Vec::new(), end),
    }
}

/// Signs of scale one after the other (`百万`): their power and length in bytes.
fn signs(text: &str) -> Option<(usize, usize)> {
    let (mut power, mut len) = (0, 0);
    for char in text.chars() {
        let Some(step) = sign(char) else { break };
        power += step;
        len += char.len_utf8();
    }
    (len > 0 && power <= 24).then_some((power, len))
}

/// A number that goes on after its sign: `1億2000万`, `2만 4천`. After a space, what goes on has a sign of its own.
fn continued(text: &str, after: usize, readings: &[String], power: usize) -> Option<(String, usize)> {
    let ten = |power: usize| 10_u64.checked_pow(u32::try_from(power).ok()?);
    let mut value = readings.first()?.parse::<u64>().ok()?.checked_mul(ten(power)?)?;
    let (mut end, mut above) = (after, power);
    while let Some((low, lower, next)) = part(text, end).filter(|(_, lower, _)| *lower < above) {
        value = value.checked_add(low.checked_mul(ten(lower)?)?)?;
        (end, above) = (next, lower);
    }
    (end > after).then(|| (value.to_string(), end))
}

/// A part of a number in Chinese signs: its digits, the power of its sign, and the byte after it.
fn part(text: &str, from: usize) -> Option<(u64, usize, usize)> {
    let spaces = |text: &str| text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
    let rest = text.get(from..)?;
    let gap = spaces(rest);
    let rest = &rest[gap..];
    let len: usize = rest.chars().take_while(|&char| super::scan::digit(char).is_some()).map(char::len_utf8).sum();
    let digits: String =
        rest[..len].chars().filter_map(super::scan::digit).map(|digit| char::from(b'0' + digit)).collect();
    let low: u64 = digits.parse().ok()?;
    let inner = spaces(&rest[len..]);
    match signs(&rest[len + inner..]).filter(|_| inner <= 2 && gap <= 2) {
        Some((power, signs)) => Some((low, power, from + gap + len + inner + signs)),
        None => (gap == 0).then_some((low, 0, from + len)),
    }
}

fn shifted(readings: &[String], power: usize) -> Vec<String> {
    readings.iter().map(|reading| shift(reading, power)).collect()
}

/// A decimal number times a power of ten.
fn shift(reading: &str, power: usize) -> String {
    let (integer, fraction) = reading.split_once('.').unwrap_or((reading, ""));
    let fraction = fraction.replace('.', "");
    let moved: String = fraction.chars().chain(std::iter::repeat('0')).take(power).collect();
    let left: String = fraction.chars().skip(power).collect();
    let integer = format!("{integer}{moved}");
    let integer = integer.trim_start_matches('0');
    let integer = if integer.is_empty() { "0" } else { integer };
    if left.is_empty() { integer.to_owned() } else { format!("{integer}.{left}") }
}

/// The values of the numbers that a text writes in Chinese numerals.
pub fn chinese_numerals(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    if text.is_ascii() {
        return out;
    }
    let mut run = Run::default();
    for char in text.chars().chain(std::iter::once(' ')) {
        if !run.take(char) {
            out.extend(std::mem::take(&mut run).value());
        }
    }
    out
}

/// A number in Chinese numerals while it is read.
#[derive(Default)]
struct Run {
    total: u64,
    section: u64,
    digit: Option<u64>,
    length: usize,
}

impl Run {
    fn take(&mut self, char: char) -> bool {
        let digit = match char {
            '〇' | '零' => 0,
            '一' | '壹' => 1,
            '二' | '两' | '兩' | '貳' => 2,
            '三' | '叁' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            _ => match sign(char).filter(|_| !('가'..='힣').contains(&char)) {
                Some(power) => return self.scale(power),
                None => return false,
            },
        };
        // Digits one after the other are read as such: 二〇二四.
        self.digit = Some(self.digit.unwrap_or(0).saturating_mul(10).saturating_add(digit));
        self.length += 1;
        true
    }

    fn scale(&mut self, power: usize) -> bool {
        let unit = 10_u64.saturating_pow(u32::try_from(power).unwrap_or(20));
        let digit = self.digit.take();
        if power >= 4 {
            let section = self.section.saturating_add(digit.unwrap_or(0)).max(1);
            self.total = self.total.saturating_add(section.saturating_mul(unit));
            self.section = 0;
        } else {
            self.section = self.section.saturating_add(digit.unwrap_or(1).saturating_mul(unit));
        }
        self.length += 1;
        true
    }

    fn value(self) -> Option<u64> {
        (self.length > 0).then(|| self.total.saturating_add(self.section).saturating_add(self.digit.unwrap_or(0)))
    }
}
