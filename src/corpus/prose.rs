//! The prose of a page, roughly: what is left without code, comments, tags, addresses and markup. It is for telling the
//! language, so that losing a sentence does no harm, but hearing a licence in a comment does.

use crate::speech::script::Scripts;

/// How much prose is listened to, in bytes; beyond that the answer does not change.
const ENOUGH: usize = 2 << 10;

/// A letter of the scripts that write a syllable or a word with one letter weighs as much as so many of the others.
const DENSE: usize = 2;

/// Where names and code stand among the letters of another script, Latin letters up to so many times their weight are
/// no evidence.
const NAMES: usize = 4;

/// The prose of a page in one script: in Latin letters, or in those of the scripts beside them, whichever a reader would
/// say that it is written in. A page in Chinese may have more Latin letters than Chinese ones, which are all names.
pub fn of(text: &str) -> String {
    let prose = bare(text);
    let (mut latin, mut other) = (0, 0);
    for line in prose.lines() {
        let line = weigh(line);
        other += line.other;
        if line.other * NAMES < line.latin {
            latin += line.latin;
        }
    }
    let wanted = |c: char| {
        let script = Scripts::of(c);
        script.is_empty() || script.meets(Scripts::LATIN) == (latin > other)
    };
    prose.chars().filter(|&c| wanted(c)).collect()
}

/// The share of the letters of a page's prose that are in `scripts`, in percent, and how many these letters are.
pub fn share(text: &str, scripts: Scripts) -> (usize, usize) {
    share_of(&bare(text), scripts)
}

/// The same of a text that is prose already, however long.
pub fn share_of(prose: &str, scripts: Scripts) -> (usize, usize) {
    let (mut all, mut those, mut letters) = (0, 0, 0);
    for (script, weight) in prose.chars().filter_map(weight) {
        all += weight;
        if script.meets(scripts) {
            those += weight;
            letters += 1;
        }
    }
    (those * 100 / all.max(1), letters)
}

/// The letters of a line by weight.
#[derive(Default)]
struct Weights {
    latin: usize,
    other: usize,
}

fn weigh(line: &str) -> Weights {
    let mut weights = Weights::default();
    for (script, weight) in line.chars().filter_map(weight) {
        *(if script.meets(Scripts::LATIN) { &mut weights.latin } else { &mut weights.other }) += weight;
    }
    weights
}

/// The script of a letter, and what it weighs.
fn weight(c: char) -> Option<(Scripts, usize)> {
    let script = Scripts::of(c);
    let dense = script.meets(Scripts::HAN.and(Scripts::KANA).and(Scripts::HANGUL));
    (!script.is_empty()).then_some((script, if dense { DENSE } else { 1 }))
}

/// The page line by line without what is no prose.
fn bare(text: &str) -> String {
    let mut prose = String::new();
    let mut cut = Cut::default();
    let mut fence = None;
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        let mark = if cut.comment.is_none() { fence_mark(trimmed) } else { None };
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            // A fence closes one that is no longer.
            (Some(open), Some(mark)) if mark.starts_with(open) => fence = None,
            _ => {}
        }
        if fence.is_some() || mark.is_some() || number == 0 && matches!(trimmed, "---" | "+++") {
            continue;
        }
        if ["import ", "export ", "{%", "{{", ":::", "///"].iter().any(|start| trimmed.starts_with(start)) {
            continue;
        }
        cut.words(trimmed, &mut prose);
        prose.push('\n');
        if prose.len() > ENOUGH {
            break;
        }
    }
    prose
}

/// The mark of a fence at the start of a line, all of it.
fn fence_mark(line: &str) -> Option<&str> {
    let c = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let mark = &line[..line.len() - line.trim_start_matches(c).len()];
    (mark.len() > 2).then_some(mark)
}

/// What is open at the end of a line.
#[derive(Default)]
struct Cut {
    /// How the comment ends that is open.
    comment: Option<&'static str>,
    /// Whether a tag is open.
    tag: bool,
}

impl Cut {
    /// Adds a line without inline code, comments, tags, addresses, targets of links and names of keys.
    fn words(&mut self, line: &str, prose: &mut String) {
        // A tag ends with its paragraph, whatever was meant.
        self.tag &= !line.is_empty();
        let mut rest = match line.split_once(": ") {
            // A key of the front matter; its value, if it has several words.
            Some((key, value)) if key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) => value,
            _ => line,
        };
        let mut closer = if self.tag { Some('>') } else { None };
        let mut before = ' ';
        while let Some(c) = rest.chars().next() {
            if let Some(end) = self.comment {
                let Some((_, after)) = rest.split_once(end) else { return };
                self.comment = None;
                rest = after;
                continue;
            }
            let opens =
                if closer.is_none() { COMMENTS.iter().find(|(start, _)| rest.starts_with(start)) } else { None };
            if let Some((start, end)) = opens {
                self.comment = Some(end);
                rest = &rest[start.len()..];
                continue;
            }
            let after = &rest[c.len_utf8()..];
            match closer {
                Some(end) if c == end => closer = None,
                Some(_) => {}
                None if c == '`' => closer = Some('`'),
                None if c == '<' && after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                    closer = Some('>');
                }
                None if c == '(' && before == ']' => closer = Some(')'),
                None if c == '{' => closer = Some('}'),
                None if c == ':' && after.starts_with("//") => {
                    let word = prose.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
                    prose.truncate(word);
                    rest = after.trim_start_matches(|c: char| c.is_ascii_graphic() && c != ')');
                    before = ' ';
                    continue;
                }
                None => prose.push(c),
            }
            before = c;
            rest = after;
        }
        self.tag = closer == Some('>');
    }
}

/// How comments start and end: of HTML, of MDX.
const COMMENTS: [(&str, &str); 2] = [("<!--", "-->"), ("{/*", "*/}")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_prose_is_not_heard() {
        let page = "---\ntitle: Der Anfang\n---\n<!-- A licence\nover lines -->\n# Hallo\n\n<img\n  alt=\"a logo\"\n>\n\
            Siehe [hier](https://x.org/there) oder https://y.org/elsewhere und `code`.\n{/* a note */}\n```sh\nrun it\n```\n````\n```\nmore\n````\nEnde, 1 < 2.\n";
        let words: Vec<String> = bare(page).split_whitespace().map(ToOwned::to_owned).collect();
        assert_eq!(words.join(" "), "Der Anfang --- # Hallo Siehe [hier] oder und . Ende, 1 < 2.");
    }

    #[test]
    fn names_among_the_letters_of_another_script_are_no_evidence() {
        let page = "# Tidepool 开发工具\n\nTidepool Runtime Server 是一个基于 Rust 和 Tokio 的服务框架。\n\n- Tidepool CLI\n- License MIT\n";
        assert_eq!(
            of(page).chars().filter(|c| c.is_alphabetic()).collect::<String>(),
            "开发工具是一个基于和的服务框架"
        );
        let page =
            "# A harbour\n\n[中文](x.md) · [日本語](y.md)\n\nEvery boat that comes in is written down in the book.\n";
        assert!(of(page).contains("Every boat") && !of(page).contains('中'));
    }
}
