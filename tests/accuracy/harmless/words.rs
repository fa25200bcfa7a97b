//! What a translator is free to do: quotation marks, numbers, punctuation, links to the same page in the same language,
//! comments and strings in code.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::inline;
use crate::plant::{Breakage, Draft, Planted, Scene, own_words, replace_token};
use crate::rng::Rng;
use crate::scan::Kind;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "quotation-marks", plant: quotation_marks },
    Breakage { name: "number-in-locale-form", plant: locale_number },
    Breakage { name: "number-small-spelled", plant: spelled_number },
    Breakage { name: "punctuation-full-width", plant: full_width },
    Breakage { name: "link-prefix-localised", plant: localised_prefix },
    Breakage { name: "code-comment-translated", plant: comment_translated },
    Breakage { name: "code-string-translated", plant: string_translated },
    Breakage { name: "wording-changed", plant: wording },
    Breakage { name: "original-in-brackets", plant: original_in_brackets },
];

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern(r#""([^"`*<>{}\[\]]{2,60})""#));
static GROUPED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{1,3}(?:,[0-9]{3})+"));
static LONG: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{5,7}"));
static COMMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:#|//) ([A-Za-z][^`]{8,})$"));
static STRING: LazyLock<Regex> = LazyLock::new(|| pattern(r#""([A-Z][a-z]+(?: [A-Za-z]+){1,5}[.!?]?)""#));

/// Paragraph and item lines without dialect syntax: block and line.
fn lines(scene: &Scene) -> Vec<(usize, usize)> {
    crate::plant::prose_lines(scene)
        .into_iter()
        .filter(|&(at, line)| {
            matches!(scene.block(at).kind, Kind::Paragraph | Kind::Item { .. })
                && !scene.page().lines[line].contains(['<', '{', '='])
        })
        .collect()
}

/// Places in words for readers that `wanted` matches: block, line, range.
fn places(scene: &Scene, wanted: &Regex) -> Vec<(usize, usize, Range<usize>)> {
    lines(scene)
        .into_iter()
        .flat_map(|(at, line)| {
            let text = &scene.page().lines[line];
            let hidden = inline::technical(text);
            let clear = move |range: &Range<usize>| {
                !hidden.iter().any(|other| other.start < range.end && range.start < other.end)
            };
            wanted
                .find_iter(text)
                .map(|found| found.range())
                .filter(clear)
                .map(move |range| (at, line, range))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn quotation_marks(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let (_, line, range) = rng.pick(&places(scene, &QUOTED))?.clone();
    let words = &scene.page().lines[line][range.start + 1..range.end - 1];
    let (open, close) = if inline::is_unspaced(words) {
        ("「", "」")
    } else {
        [("„", "“"), ("«", "»"), ("“", "”"), ("« ", " »")][rng.below(4)]
    };
    replace_token(scene, line, &range, &format!("{open}{words}{close}"))
}

/// A long number that both pages have, in another writing of the same value.
fn locale_number(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let mut found = places(scene, &GROUPED);
    found.extend(places(scene, &LONG));
    let apart = |line: usize, range: &Range<usize>| {
        let text = &scene.page().lines[line];
        let joined = |c: Option<char>| {
            c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '_' | '/' | ':' | '#'))
        };
        !joined(text[..range.start].chars().next_back())
            && !joined(text[range.end..].chars().next().filter(|&c| c != '.' && c != ','))
    };
    found.retain(|(at, line, range)| {
        apart(*line, range) && scene.shared(*at, &scene.page().lines[*line][range.clone()])
    });
    let (_, line, range) = rng.pick(&found)?.clone();
    let text = &scene.page().lines[line];
    let digits: String = text[range.clone()].chars().filter(char::is_ascii_digit).collect();
    let new = if inline::is_unspaced(text) && digits.ends_with("0000") {
        format!("{}万", &digits[..digits.len() - 4])
    } else {
        grouped(&digits, [".", " ", "\u{202f}", "'"][rng.below(4)])
    };
    replace_token(scene, line, &range, &new)
}

/// The digits in threes from the right.
fn grouped(digits: &str, separator: &str) -> String {
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if head > 0 {
        groups.push(&digits[..head]);
    }
    groups.extend((head..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    groups.join(separator)
}

/// A number from two to nine as a word, in languages whose words we know.
fn spelled_number(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    const WORDS: &[(&str, [&str; 8])] = &[
        ("de", ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]),
        ("es", ["dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]),
        ("fr", ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]),
        ("pt", ["dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"]),
        ("it", ["due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"]),
        ("ja", ["二", "三", "四", "五", "六", "七", "八", "九"]),
        ("zh", ["二", "三", "四", "五", "六", "七", "八", "九"]),
        ("ru", ["два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]),
        ("ko", ["두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]),
    ];
    let (_, words) = WORDS.iter().find(|(code, _)| scene.language.to_ascii_lowercase().starts_with(code))?;
    let single: Vec<(usize, Range<usize>)> = lines(scene)
        .into_iter()
        .flat_map(|(_, line)| inline::numbers(&scene.page().lines[line]).into_iter().map(move |range| (line, range)))
        .filter(|(line, range)| {
            let text = &scene.page().lines[*line];
            let spaced = text[..range.start].ends_with(' ') && text[range.end..].starts_with(' ');
            // "Python 3" and "chapter 3" keep their figure; a number before a small letter counts something.
            let counts = text[range.end..].trim_start().starts_with(|c: char| c.is_lowercase());
            range.len() == 1 && spaced && counts && matches!(text.as_bytes()[range.start], b'2'..=b'9')
        })
        .collect();
    let (line, range) = rng.pick(&single)?.clone();
    let digit = usize::from(scene.page().lines[line].as_bytes()[range.start] - b'2');
    replace_token(scene, line, &range, words[digit])
}

/// Full-width marks in text of scripts that use them.
fn full_width(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\u{3040}-\u{30FF}\u{3400}-\u{9FFF}][,!?:;] ?"));
    let (_, line, range) = rng.pick(&places(scene, &MARK))?.clone();
    let found = scene.page().lines[line][range.clone()].trim_end().to_string();
    let mark = found.chars().last()?;
    let wide = match mark {
        ',' => '，',
        '!' => '！',
        '?' => '？',
        ':' => '：',
        _ => '；',
    };
    let new = format!("{}{wide}", &found[..found.len() - 1]);
    replace_token(scene, line, &range, &new)
}

/// Absolute links to the site gain the language's folder: all of the page, as a site would have it.
fn localised_prefix(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let mut draft = Draft::new(page);
    let mut first = None;
    for (_, line) in crate::plant::prose_lines(scene) {
        for link in inline::links(&page.lines[line]).into_iter().rev().filter(|link| !link.image) {
            let target = &page.lines[line][link.target.clone()];
            let own = format!("/{}", scene.language);
            let file = target.split('#').next().is_some_and(|path| path.contains('.'));
            if target.starts_with('/') && !target.starts_with("//") && !file && !is_localised(target) {
                let at = link.target.start;
                draft.lines[line] = inline::replaced(&draft.lines[line], &(at..at), &own);
                first = first.or(Some(line + 1));
            }
        }
    }
    let first = first?;
    draft.planted((first, first), format!("/{}/…", scene.language))
}

fn is_localised(target: &str) -> bool {
    let head = target[1..].split('/').next().unwrap_or_default();
    head.len() == 2 || (head.len() == 5 && head.as_bytes()[2] == b'-')
}

/// A comment that stands alone on its line, in the translation's language.
fn comment_translated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    const LANGUAGES: &[&str] = &[
        "py",
        "python",
        "js",
        "ts",
        "jsx",
        "tsx",
        "javascript",
        "typescript",
        "bash",
        "sh",
        "shell",
        "yaml",
        "yml",
        "toml",
        "ruby",
        "go",
        "rust",
        "java",
    ];
    let (line, range) = in_code(scene, LANGUAGES, &COMMENT, rng)?;
    let words = own_words(scene, rng, 4)?;
    replace_token(scene, line, &range, &words)
}

/// A string of several words that begins like a sentence.
fn string_translated(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    const LANGUAGES: &[&str] =
        &["py", "python", "js", "ts", "jsx", "tsx", "javascript", "typescript", "ruby", "go", "rust", "java"];
    let (line, range) = in_code(scene, LANGUAGES, &STRING, rng)?;
    let words = own_words(scene, rng, 2)?;
    replace_token(scene, line, &range, &words)
}

/// What the first group of `wanted` matches in code of one of the languages, where the source has the same.
fn in_code(scene: &Scene, languages: &[&str], wanted: &Regex, rng: &mut Rng) -> Option<(usize, Range<usize>)> {
    let fences = scene.pair.sure(|block| match &block.kind {
        Kind::Fence { info, closed: true } => {
            languages.contains(&info.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
        }
        _ => false,
    });
    let mut found = Vec::new();
    for at in fences {
        for line in scene.block(at).first + 1..scene.block(at).last {
            let text = &scene.page().lines[line];
            let words = wanted.captures(text).and_then(|found| found.get(1));
            found.extend(words.filter(|words| scene.shared(at, words.as_str())).map(|words| (line, words.range())));
        }
    }
    rng.pick(&found).cloned()
}

/// Two words between spaces change places: the wording is another, and nothing else is.
fn wording(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let mut found = Vec::new();
    for (_, line) in lines(scene) {
        let text = &scene.page().lines[line];
        let words: Vec<&str> = text.split(' ').collect();
        let hidden = inline::technical(text);
        let start = |at: usize| words[..at].iter().map(|word| word.len() + 1).sum::<usize>();
        for at in 1..words.len().saturating_sub(2) {
            let plain =
                |word: &str| word.chars().count() >= 4 && word.chars().all(|c| c.is_alphabetic() && c.is_lowercase());
            let shown = !hidden.iter().any(|range| range.contains(&start(at)) || range.contains(&start(at + 1)));
            if shown && plain(words[at]) && plain(words[at + 1]) && words[at] != words[at + 1] {
                let mut swapped = words.clone();
                swapped.swap(at, at + 1);
                found.push((line, swapped.join(" ")));
            }
        }
    }
    let (line, new) = rng.pick(&found)?.clone();
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(line, line, &[new.clone()]);
    draft.planted(place, new)
}

/// The source's words for a term stand in brackets behind the translation's heading, as careful translators write.
fn original_in_brackets(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let plain = |line: &str| !line.contains(['{', '`', '[', '(', '（', ':', '<']) && line.starts_with('#');
    let headings: Vec<(usize, String)> = scene
        .pair
        .sure(|block| matches!(block.kind, Kind::Heading(_)))
        .into_iter()
        .filter_map(|at| Some((at, scene.pair.answer_text(at)?)))
        .filter(|(at, theirs)| plain(&scene.text(*at)) && plain(theirs) && scene.text(*at) != *theirs)
        .collect();
    // A heading's words are its id: a link to it would break.
    if scene.page().lines.iter().any(|line| line.contains("(#")) {
        return None;
    }
    let (at, theirs) = rng.pick(&headings)?.clone();
    let new = format!("{} ({})", scene.text(at).trim_end(), theirs.trim_start_matches('#').trim());
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(scene.block(at).first, scene.block(at).last, &[new.clone()]);
    draft.planted(place, new)
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_in_threes() {
        assert_eq!(grouped("380000", "."), "380.000");
        assert_eq!(grouped("1234567", " "), "1 234 567");
    }
}
