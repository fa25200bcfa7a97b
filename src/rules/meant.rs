//! What a paragraph was meant to be where its mark lacks a space: `##Hints`, `1.First`, `-first`. Where the source has it so
//! and the translation has mended it, it is the source that is at fault.

/// Whether a paragraph begins as a heading does but for the space.
#[must_use]
pub fn heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len())) && rest.starts_with(|c: char| c.is_alphanumeric() || c == '*')
}

/// Whether a paragraph begins as an item does but for the space. Emphasis begins with an asterisk too, and a number with
/// a point may be a version.
#[must_use]
pub fn item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let word = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '<' | '`' | '['));
    match text.get(digits..).and_then(|rest| rest.split_at_checked(1)) {
        Some(("." | ")", rest)) => digits > 0 && word(rest),
        Some(("-" | "+", rest)) => digits == 0 && word(rest),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{heading, item};

    #[test]
    fn marks_without_a_space() {
        assert!(
            heading("##Hints") && heading("#Hints") && !heading("# Hints") && !heading("####### x") && !heading("#")
        );
        assert!(
            item("1.First") && item("2)<b>x</b>") && item("-first") && !item("1.5 m") && !item("--x") && !item("*x*")
        );
    }
}
