//! The ids that site generators give to headings.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::target::decoded;

/// Whether a fragment may be the id that some generator gives to a heading with this text: GitHub, Docusaurus and Hugo
/// (letters of all scripts), kramdown and Python-Markdown (ASCII), VitePress. The number that tells equal headings apart
/// is let pass. An empty fragment fits no heading.
#[must_use]
pub fn fits(fragment: &str, heading: &str) -> bool {
    let fragment = decoded(fragment.trim());
    if fragment.is_empty() {
        return false;
    }
    let fragment: String = fragment.to_lowercase();
    let bare = without_counter(&fragment);
    slugs(heading).iter().any(|slug| !slug.is_empty() && (*slug == fragment || *slug == bare))
}

/// Text with its entities as what they stand for; a soft hyphen (`&shy;`) only says where a word may be parted.
fn unescaped(heading: &str) -> Cow<'_, str> {
    if !heading.contains(['&', '\u{ad}']) {
        return Cow::Borrowed(heading);
    }
    let mut out = String::with_capacity(heading.len());
    for event in Parser::new(heading) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.retain(|char| char != '\u{ad}');
    Cow::Owned(out)
}

/// The ids that the generators would give, in a fixed order, duplicates included.
#[must_use]
pub fn slugs(heading: &str) -> Vec<String> {
    let heading = unescaped(heading.trim());
    let heading = heading.as_ref();
    let github = github(heading);
    let trimmed = github.trim_matches('-').to_owned();
    vec![collapsed(&trimmed), trimmed, github, kramdown(heading), ascii(heading), vitepress(heading)]
}

/// GitHub, github-slugger (Docusaurus, Astro) and Hugo: lower case; letters, marks, numbers, `_` and `-` stay, each space
/// becomes a dash. <https://github.com/Flet/github-slugger>
fn github(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    for char in heading.nfc().flat_map(char::to_lowercase) {
        if char.is_alphanumeric() || is_combining_mark(char) || matches!(char, '-' | '_' | '\u{200d}') {
            out.push(char);
        } else if char == ' ' {
            out.push('-');
        }
    }
    out
}

/// kramdown without transliteration: all before the first ASCII letter goes, then all but ASCII letters, digits, spaces
/// and dashes. <https://kramdown.gettalong.org/converter/html.html#auto-ids>
fn kramdown(heading: &str) -> String {
    let start = heading.find(|char: char| char.is_ascii_alphabetic()).unwrap_or(heading.len());
    let kept = heading[start..].chars().filter(|char| char.is_ascii_alphanumeric() || matches!(char, ' ' | '-'));
    let slug: String = kept.map(|char| if char == ' ' { '-' } else { char.to_ascii_lowercase() }).collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Python-Markdown's toc: compatibility decomposition, ASCII only, runs of spaces and dashes become one dash.
/// <https://python-markdown.github.io/extensions/toc/>
fn ascii(heading: &str) -> String {
    let kept: String =
        heading.nfkd().filter(|char| char.is_ascii_alphanumeric() || matches!(char, ' ' | '-' | '_' | '\t')).collect();
    let words: Vec<&str> = kept.split([' ', '-', '\t']).filter(|word| !word.is_empty()).collect();
    words.join("-").to_ascii_lowercase()
}

/// VitePress (mdit-vue): accents go, each run of punctuation and spaces becomes one dash, a digit at the start gets `_`.
/// <https://github.com/mdit-vue/mdit-vue/blob/main/packages/shared/src/slugify.ts>
fn vitepress(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    for char in heading.nfkd().filter(|char| !('\u{300}'..='\u{36f}').contains(char)) {
        let punctuation = char.is_whitespace() || char.is_ascii_punctuation() && char != '_' || "“”‘’".contains(char);
        if !punctuation {
            out.extend(char.to_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    let slug: String = out.trim_matches('-').nfc().collect();
    if slug.starts_with(|char: char| char.is_ascii_digit()) { format!("_{slug}") } else { slug }
}

fn collapsed(slug: &str) -> String {
    let parts: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// The id without the counter that tells equal headings apart (`-1`, `_1`).
#[must_use]
pub fn without_counter(id: &str) -> String {
    let stem = id.trim_end_matches(|char: char| char.is_ascii_digit());
    let counted = stem.len() < id.len() && id.len() - stem.len() <= 3;
    match stem.strip_suffix(['-', '_']) {
        Some(stem) if counted => stem.to_owned(),
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn ids_of_each_generator_fit() {
        assert!(fits("whats-new-in-v20", "What's new in v2.0?"));
        assert!(fits("what-s-new-in-v2-0", "What's new in v2.0?"));
        assert!(fits("größe--gewicht", "Größe & Gewicht"));
        assert!(fits("gre--gewicht", "Größe & Gewicht"));
        assert!(fits("grosse-gewicht", "Grosse Gewicht"));
        assert!(fits("cafe-creme", "Café crème"));
        assert!(fits("インストール手順", "インストール手順"));
        assert!(fits("%EC%84%A4%EC%B9%98", "설치"));
        assert!(fits("setup-1", "Setup") && fits("setup_2", "Setup"));
        assert!(fits("_2-steps", "2 steps") && fits("steps", "2 steps") && fits("2-steps", "2. steps"));
        assert!(fits("section", "설치"));
        assert!(fits("hafenrundfahrten", "Hafen&shy;rundfahrten") && fits("salt--pepper", "Salt &amp; pepper"));
    }

    #[test]
    fn other_headings_do_not() {
        assert!(!fits("setup", "Install"));
        assert!(!fits("", "Install"));
        assert!(!fits("install-and-run", "Install"));
    }

    proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn a_heading_fits_its_own_slugs(heading in "[a-zäé中 ?.&-]{1,30}") {
            for slug in super::slugs(&heading).into_iter().filter(|slug| !slug.is_empty()) {
                proptest::prop_assert!(fits(&slug, &heading));
            }
        }
    }
}
