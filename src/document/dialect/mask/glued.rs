//! Marks of lists and headings that lack the space after them, so that CommonMark reads text: `-text`, `1.text`,
//! `##Title`. What was meant is read as if the space were there, or all that follows would be compared askew.

/// The length in bytes of a mark at `start`, in the line that ends at `end`, which surely was meant as one and is glued
/// to its text. A list shows by the line before or after, which begins with such a mark too.
pub fn mark(text: &str, start: usize, end: usize) -> Option<usize> {
    let line = text.get(start..end)?;
    match line.as_bytes().first()? {
        b'#' => heading(text, start, line),
        b'-' | b'*' | b'+' => bullet(text, start, end, line),
        b'0'..=b'9' => number(text, start, end, line),
        _ => None,
    }
}

/// Whether a line of the text may begin with such a mark: told at a glance for most pages, of which nothing is masked.
pub fn may_be(source: &[u8]) -> bool {
    let glued = |at: usize| {
        let line = source.get(at..).unwrap_or_default();
        let line = line.get(line.iter().take_while(|&&byte| byte == b' ').count()..).unwrap_or_default();
        match line {
            [b'#', b'#', rest @ ..] => rest.iter().find(|&&byte| byte != b'#').is_some_and(|&byte| is_text(byte)),
            [b'-' | b'*' | b'+', next, ..] => is_text(*next),
            [b'0'..=b'9', rest @ ..] => match rest {
                [b'.' | b')', next, ..] | [_, b'.' | b')', next, ..] => is_text(*next),
                _ => false,
            },
            _ => false,
        }
    };
    glued(0) || memchr::memchr_iter(b'\n', source).any(|at| glued(at + 1))
}

/// Whether a byte may begin the text that a mark is glued to.
fn is_text(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b'[' | b'`' | b'*')
}

/// `##Title`, after a blank line. One sign alone may be the mark of a topic.
fn heading(text: &str, start: usize, line: &str) -> Option<usize> {
    let marks = line.bytes().take_while(|&byte| byte == b'#').count();
    let after_blank = lines_before(text, start).next().is_none_or(|line| line.trim().is_empty());
    let letter = line.get(marks..)?.chars().next()?.is_alphabetic();
    (after_blank && letter && (2..=6).contains(&marks)).then_some(marks)
}

/// `-text` beside `- text`.
fn bullet(text: &str, start: usize, end: usize, line: &str) -> Option<usize> {
    let mark = line.chars().next()?;
    let rest = line.get(1..)?;
    let opens = match rest.chars().next()? {
        '*' => mark != '*' && rest.starts_with("**"),
        '[' | '`' => mark != '+',
        '（' | '「' | '《' | '“' => true,
        letter if letter.is_ascii() => mark == '-' && letter.is_ascii_uppercase(),
        letter => letter.is_alphabetic(),
    };
    let proper = |line: &str| line.trim_start().strip_prefix(mark).is_some_and(|rest| rest.starts_with(' '));
    // A mark of emphasis has a partner.
    let closes = || mark == '*' && rest.replace("**", "").contains('*');
    (opens && !closes() && beside(text, start, end, proper)).then_some(1)
}

/// `1.text` beside `2.text` or `2. text`.
fn number(text: &str, start: usize, end: usize, line: &str) -> Option<usize> {
    let (value, len) = numbered(line)?;
    let opens = match line.get(len..)?.chars().next()? {
        '[' | '`' | '（' | '「' | '《' | '“' => true,
        '*' => line.get(len..)?.starts_with("**"),
        letter => letter.is_alphabetic() && (!letter.is_ascii() || letter.is_ascii_uppercase()),
    };
    let next = |line: &str| {
        let line = line.trim_start();
        numbered(line).is_some_and(|(other, len)| {
            other.abs_diff(value) == 1 && !line[len..].starts_with(|c: char| c.is_ascii_digit())
        })
    };
    (opens && beside(text, start, end, next)).then_some(len)
}

/// The value and the length of a number with its delimiter at the start of a line.
fn numbered(line: &str) -> Option<(u32, usize)> {
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let delimited = matches!(line.as_bytes().get(digits)?, b'.' | b')');
    let value = line.get(..digits)?.parse().ok()?;
    (delimited && digits < 3).then_some((value, digits + 1))
}

/// Whether the next line with text before or after this one is such a line; a blank one may part them.
fn beside(text: &str, start: usize, end: usize, is_one: impl Fn(&str) -> bool) -> bool {
    let before = lines_before(text, start).take(2).find(|line| !line.trim().is_empty());
    let after = text.get(end..).unwrap_or_default().lines().skip(1).take(2).find(|line| !line.trim().is_empty());
    before.is_some_and(&is_one) || after.is_some_and(is_one)
}

/// The lines before the one that holds `start`, the last first.
fn lines_before(text: &str, start: usize) -> impl Iterator<Item = &str> {
    let before = text.get(..start).unwrap_or_default();
    before.rsplit('\n').skip(1)
}
