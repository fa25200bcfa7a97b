//! The same document written with other marks.

use std::ops::Range;

use crate::inline;
use crate::plant::{Breakage, Draft, Planted, Scene};
use crate::rng::Rng;
use crate::scan::{Block, Kind, Page, indent_of, is_delimiter, item_marker};

pub const KINDS: &[Breakage] = &[
    Breakage { name: "rewrapped", plant: rewrapped },
    Breakage { name: "bullet-other", plant: other_bullet },
    Breakage { name: "number-parenthesis", plant: parenthesis },
    Breakage { name: "heading-underlined", plant: underlined },
    Breakage { name: "heading-closed", plant: closing_hashes },
    Breakage { name: "links-by-reference", plant: by_reference },
    Breakage { name: "list-indented", plant: indented },
    Breakage { name: "list-loose", plant: loose },
    Breakage { name: "paragraph-split", plant: split },
    Breakage { name: "paragraphs-merged", plant: merged },
    Breakage { name: "spaces-trailing", plant: trailing_spaces },
    Breakage { name: "emphasis-moved", plant: emphasis_moved },
    Breakage { name: "emphasis-underscores", plant: underscores },
    Breakage { name: "fence-tildes", plant: tildes },
    Breakage { name: "table-padded", plant: padded },
    Breakage { name: "blank-lines", plant: blank_lines },
    Breakage { name: "line-ends", plant: line_ends },
];

fn blocks(page: &Page, wanted: impl Fn(&Block) -> bool) -> Vec<usize> {
    (0..page.blocks.len()).filter(|&at| wanted(&page.blocks[at])).collect()
}

/// Paragraphs at the left margin that stand alone and hold no syntax of a dialect.
fn plain_paragraphs(page: &Page) -> Vec<usize> {
    let blank = |at: Option<usize>| at.and_then(|at| page.lines.get(at)).is_none_or(|line| line.trim().is_empty());
    blocks(page, |block| {
        let text = page.block_text(block);
        block.kind == Kind::Paragraph
            && block.indent == 0
            && !text.contains(['<', '{', '|', '$'])
            && blank(block.first.checked_sub(1))
            && blank(Some(block.last + 1))
    })
}

/// Breaks the lines of every paragraph elsewhere, at spaces that stand between words.
fn rewrapped(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let mut draft = Draft::new(page);
    let mut changed = None;
    for at in plain_paragraphs(page).into_iter().rev() {
        let block = &page.blocks[at];
        let lines = &page.lines[block.first..=block.last];
        // Two spaces or a backslash at an end of line are a line break that must stay.
        let breaks = lines.iter().any(|line| line.ends_with("  ") || line.ends_with('\\'));
        let text = lines.join(" ");
        if breaks || inline::is_unspaced(&text) {
            continue;
        }
        let new = wrap(&text, 60);
        if new != lines {
            draft.replace(block.first, block.last, &new);
            changed = Some(block.first + 1);
        }
    }
    let first = changed?;
    draft.planted((first, first), "rewrapped at 60")
}

/// Lines of at most `width` letters where that can be; no line begins with what would begin a block.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let keep: Vec<Range<usize>> = inline::technical(text);
    let mut lines = vec![String::new()];
    let mut at = 0;
    for word in text.split(' ') {
        let inside = keep.iter().any(|range| range.start < at && at < range.end);
        let line = lines.last_mut().expect("never empty");
        let safe = word.starts_with(|c: char| c.is_alphabetic()) && !inside;
        if !line.is_empty() && safe && line.chars().count() + word.chars().count() >= width && !line.ends_with(' ') {
            lines.push(word.to_string());
        } else {
            if at > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
        at += word.len() + 1;
    }
    lines
}

/// One bullet for another on the whole page, where the page has only one.
fn other_bullet(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    remark(scene, false, |bullets| match bullets {
        ['-'] => Some('*'),
        ['*'] => Some('-'),
        ['+'] => Some('-'),
        _ => None,
    })
}

fn parenthesis(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    remark(scene, true, |marks| if *marks == ['.'] { Some(')') } else { None })
}

/// Gives all items of one kind another mark; `choose` sees the marks in use.
fn remark(scene: &Scene, numbered: bool, choose: impl Fn(&[char]) -> Option<char>) -> Option<Planted> {
    let page = scene.page();
    let items = blocks(page, |block| block.kind == Kind::Item { ordered: numbered });
    let mark_at = |at: usize| {
        let line = &page.lines[page.blocks[at].first];
        let end = item_marker(line)?.1;
        let mark = line[..end].trim_end();
        Some((mark.len() - 1, mark.chars().last()?))
    };
    let mut marks: Vec<char> = items.iter().filter_map(|&at| mark_at(at)).map(|(_, mark)| mark).collect();
    marks.sort_unstable();
    marks.dedup();
    let new = choose(&marks)?;
    // Items that the scanner does not see whole would keep their mark.
    let hides_items = |block: &Block| {
        matches!(block.kind, Kind::Other | Kind::Html)
            && page.block_text(block).lines().any(|line| item_marker(line).is_some())
    };
    if page.blocks.iter().any(hides_items) {
        return None;
    }
    let mut draft = Draft::new(page);
    for &at in &items {
        let (byte, _) = mark_at(at)?;
        let first = page.blocks[at].first;
        draft.lines[first] = inline::replaced(&page.lines[first], &(byte..byte + 1), &new.to_string());
    }
    let first = page.blocks[*items.first()?].first + 1;
    draft.planted((first, first), format!("{marks:?} → {new}"))
}

/// Headings with `#` that could be written with a line below.
fn underlined(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let plain = blocks(page, |block| {
        let line = &page.lines[block.first];
        let text = line.trim_start_matches('#').trim();
        matches!(block.kind, Kind::Heading(1 | 2))
            && line.starts_with('#')
            && text.starts_with(char::is_alphabetic)
            && block.depth == 0
            && !text.contains("{/*")
            && block.first.checked_sub(1).is_none_or(|before| page.lines[before].trim().is_empty())
    });
    let mut draft = Draft::new(page);
    for &at in plain.iter().rev() {
        let block = &page.blocks[at];
        let Kind::Heading(level) = block.kind else { continue };
        let text = page.lines[block.first].trim_start_matches('#').trim().trim_end_matches('#').trim_end().to_string();
        draft.replace(block.first, block.last, &[text, if level == 1 { "=====" } else { "-----" }.to_string()]);
    }
    let first = page.blocks[*plain.first()?].first + 1;
    draft.planted((first, first), "underlined headings")
}

fn closing_hashes(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let plain = blocks(page, |block| {
        matches!(block.kind, Kind::Heading(_))
            && page.lines[block.first].starts_with('#')
            && !page.lines[block.first].contains('{')
    });
    let mut draft = Draft::new(page);
    for &at in &plain {
        if let Kind::Heading(level) = page.blocks[at].kind {
            let line = &mut draft.lines[page.blocks[at].first];
            *line = format!("{} {}", line.trim_end().trim_end_matches('#').trim_end(), "#".repeat(level));
        }
    }
    let first = page.blocks[*plain.first()?].first + 1;
    draft.planted((first, first), "closed headings")
}

/// Links of paragraphs and items become references that are defined at the end of the page.
fn by_reference(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let mut draft = Draft::new(page);
    let mut definitions = Vec::new();
    for at in blocks(page, |block| matches!(block.kind, Kind::Paragraph | Kind::Item { .. })) {
        let block = &page.blocks[at];
        for line in block.first..=block.last {
            for link in inline::links(&page.lines[line]).into_iter().rev().filter(|link| !link.image) {
                let text = &page.lines[line];
                let title = &text[link.target.end..link.whole.end - 1];
                definitions.push(format!("[ref-{}]: {}{title}", definitions.len() + 1, &text[link.target.clone()]));
                draft.lines[line] = inline::replaced(
                    &draft.lines[line],
                    &(link.text.end..link.whole.end),
                    &format!("][ref-{}]", definitions.len()),
                );
            }
        }
    }
    if definitions.is_empty()
        || page.blocks.last().is_some_and(|block| matches!(block.kind, Kind::Fence { closed: false, .. }))
    {
        return None;
    }
    draft.insert_block(page.line_count(), &[vec![String::new()], definitions, vec![String::new()]].concat());
    draft.planted((1, 1), "links by reference")
}

/// Four columns a level instead of two, where all items have bullets.
fn indented(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let nested = blocks(page, |block| matches!(block.kind, Kind::Item { ordered: false }) && block.indent > 0);
    let even = page.blocks.iter().all(|block| {
        block.indent == 0
            || (matches!(block.kind, Kind::Item { ordered: false })
                && block.indent % 2 == 0
                && block.first == block.last)
    });
    if nested.is_empty() || !even || nested.iter().any(|&at| page.nesting(at) != page.blocks[at].indent / 2) {
        return None;
    }
    let mut draft = Draft::new(page);
    for &at in &nested {
        let line = &mut draft.lines[page.blocks[at].first];
        *line = format!("{}{line}", " ".repeat(indent_of(line)));
    }
    let first = page.blocks[nested[0]].first + 1;
    draft.planted((first, first), "four columns a level")
}

/// Blank lines between the items of a list of single lines.
fn loose(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let tight: Vec<Vec<usize>> = blocks(page, |block| matches!(block.kind, Kind::Item { .. }) && block.indent == 0)
        .into_iter()
        .map(|at| page.siblings(at))
        .filter(|list| {
            list.len() >= 2
                && list
                    .windows(2)
                    .all(|two| page.blocks[two[0]].last + 1 == page.blocks[two[1]].first && two[1] == two[0] + 1)
        })
        .collect();
    let list = rng.pick(&tight)?;
    let mut draft = Draft::new(page);
    for &item in list[1..].iter().rev() {
        draft.lines.insert(page.blocks[item].first, String::new());
    }
    let first = page.blocks[list[0]].first + 1;
    draft.planted((first, first), "blank lines between items")
}

/// Ends of sentences inside one line: the byte behind the mark and the byte where the next begins.
fn sentence_ends(text: &str) -> Vec<(usize, usize)> {
    let hidden = inline::technical(text);
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    for window in letters.windows(3) {
        let [(at, mark), (next, space), (after, begins)] = [window[0], window[1], window[2]];
        if hidden.iter().any(|range| range.start <= at && at < range.end) {
            continue;
        }
        let prose_before = text[..at].chars().rev().take(3).all(|c| c.is_alphabetic() && !c.is_uppercase());
        if matches!(mark, '.' | '!' | '?') && space == ' ' && begins.is_uppercase() && prose_before {
            found.push((next, after));
        } else if mark == '。' && space.is_alphabetic() {
            found.push((next, next));
        }
    }
    found
}

fn balanced(text: &str) -> bool {
    let even = |mark: char| text.matches(mark).count().is_multiple_of(2);
    let pairs = [('(', ')'), ('[', ']'), ('（', '）'), ('「', '」'), ('“', '”'), ('«', '»')];
    even('*')
        && even('_')
        && even('`')
        && even('"')
        && pairs.iter().all(|&(open, close)| text.matches(open).count() == text.matches(close).count())
}

fn split(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let places: Vec<(usize, usize, usize)> = plain_paragraphs(page)
        .into_iter()
        .map(|at| &page.blocks[at])
        .flat_map(|block| {
            (block.first..=block.last).flat_map(move |line| {
                sentence_ends(&page.lines[line]).into_iter().map(move |(end, next)| (block.first, line, end, next))
            })
        })
        .filter(|&(first, line, end, _)| {
            balanced(&[page.lines[first..line].join("\n"), page.lines[line][..end].to_string()].concat())
        })
        .map(|(_, line, end, next)| (line, end, next))
        .collect();
    let &(line, end, next) = rng.pick(&places)?;
    let text = &page.lines[line];
    let mut draft = Draft::new(page);
    let place = draft.replace(line, line, &[text[..end].to_string(), String::new(), text[next..].to_string()]);
    draft.planted(place, format!("… ¶ {}", &text[next..]))
}

fn merged(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let plain = plain_paragraphs(page);
    let neighbours: Vec<usize> = plain
        .iter()
        .copied()
        .filter(|at| plain.contains(&(at + 1)) && page.blocks[*at].last + 2 == page.blocks[at + 1].first)
        .filter(|&at| balanced(&page.block_text(&page.blocks[at])) && balanced(&page.block_text(&page.blocks[at + 1])))
        .collect();
    let &at = rng.pick(&neighbours)?;
    let (one, two) = (&page.blocks[at], &page.blocks[at + 1]);
    let marked = page.lines[one.last].trim_end().ends_with(['*', '_', '`'])
        || page.lines[two.first].starts_with(['*', '_', '`']);
    let space = if inline::is_unspaced(&page.lines[one.last]) && !marked { "" } else { " " };
    let mut draft = Draft::new(page);
    let joined = format!("{}{space}{}", page.lines[one.last].trim_end(), page.lines[two.first]);
    let place = draft.replace(one.last, two.first, &[joined.clone()]);
    draft.planted(place, joined)
}

fn trailing_spaces(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let prose = blocks(page, |block| matches!(block.kind, Kind::Heading(_) | Kind::Paragraph | Kind::Item { .. }));
    let mut draft = Draft::new(page);
    for &at in &prose {
        let last = page.blocks[at].last;
        let line = &mut draft.lines[last];
        *line = format!("{}  ", line.trim_end());
    }
    let first = page.blocks[*prose.first()?].first + 1;
    draft.planted((first, first), "two spaces at the end of every paragraph")
}

/// Words in bold in plain paragraphs: line and range.
fn strong(page: &Page) -> Vec<(usize, Range<usize>)> {
    let pattern = regex::Regex::new(r"\*\*[^*\s`\[\]_][^*`\[\]_]*[^*\s`\[\]_]\*\*").expect("a valid pattern");
    let mut found = Vec::new();
    for at in plain_paragraphs(page) {
        for line in page.blocks[at].first..=page.blocks[at].last {
            found.extend(pattern.find_iter(&page.lines[line]).map(|words| (line, words.range())));
        }
    }
    found
}

/// Bold words are plain, and the word behind them is bold.
fn emphasis_moved(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let moves: Vec<(usize, String)> = strong(page)
        .into_iter()
        .filter_map(|(line, range)| {
            let text = &page.lines[line];
            let word = text[range.end..]
                .strip_prefix(' ')?
                .split(' ')
                .next()
                .filter(|word| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic))?;
            let rest = &text[range.end + 1 + word.len()..];
            Some((line, format!("{}{} **{word}**{rest}", &text[..range.start], &text[range.start + 2..range.end - 2])))
        })
        .collect();
    let (line, new) = rng.pick(&moves)?.clone();
    let mut draft = Draft::new(page);
    let place = draft.replace(line, line, &[new.clone()]);
    draft.planted(place, new)
}

/// `__bold__` for `**bold**` between spaces.
fn underscores(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let open = |text: &str, range: &Range<usize>| {
        let apart = |c: Option<char>| c.is_none_or(|c| c == ' ');
        apart(text[..range.start].chars().next_back()) && apart(text[range.end..].chars().next())
    };
    let found: Vec<(usize, Range<usize>)> =
        strong(page).into_iter().filter(|(line, range)| open(&page.lines[*line], range)).collect();
    let (line, range) = rng.pick(&found)?.clone();
    let new = format!("__{}__", &page.lines[line][range.start + 2..range.end - 2]);
    crate::plant::replace_token(scene, line, &range, &new)
}

/// `~~~` for backticks, in blocks that hold no tildes.
fn tildes(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let fences = blocks(page, |block| {
        matches!(&block.kind, Kind::Fence { closed: true, .. })
            && page.lines[block.first].trim_start().starts_with("```")
            && !page.block_text(block).contains("~~~")
    });
    let &at = rng.pick(&fences)?;
    let block = &page.blocks[at];
    let mut draft = Draft::new(page);
    for line in [block.first, block.last] {
        let length = page.lines[line].trim_start().chars().take_while(|&c| c == '`').count();
        draft.lines[line] = page.lines[line].replacen(&"`".repeat(length), &"~".repeat(length), 1);
    }
    draft.planted((block.first + 1, block.last + 1), "tildes")
}

/// Spaces around every cell, and longer dashes.
fn padded(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let tables = blocks(page, |block| block.kind == Kind::Table && !page.block_text(block).contains(['`', '\\', '<']));
    let &at = rng.pick(&tables)?;
    let block = &page.blocks[at];
    let mut draft = Draft::new(page);
    for line in &mut draft.lines[block.first..=block.last] {
        let text = line.trim();
        let inner = text.strip_prefix('|').unwrap_or(text);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let delimiter = is_delimiter(line);
        let cell = |cell: &str| if delimiter { cell.trim().replacen('-', "---", 1) } else { cell.trim().to_string() };
        *line = format!("| {} |", inner.split('|').map(cell).collect::<Vec<_>>().join("   |  "));
    }
    draft.planted((block.first + 1, block.last + 1), "padded cells")
}

/// Two blank lines for one between blocks at the left margin.
fn blank_lines(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let mut draft = Draft::new(page);
    let mut changed = 0;
    for at in (1..page.blocks.len()).rev() {
        let block = &page.blocks[at];
        let blank = page.lines[block.first - 1].trim().is_empty();
        if blank
            && block.indent == 0
            && block.depth == 0
            && matches!(block.kind, Kind::Paragraph | Kind::Heading(_) | Kind::Fence { .. })
        {
            draft.lines.insert(block.first, String::new());
            changed += 1;
        }
    }
    (changed > 0).then(|| draft.planted((1, 1), format!("{changed} blank lines")))?
}

/// The line ends of Windows.
fn line_ends(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let mut draft = Draft::new(scene.page());
    let last = draft.lines.len() - 1;
    for line in &mut draft.lines[..last] {
        line.push('\r');
    }
    draft.planted((1, 1), "CRLF")
}

#[cfg(test)]
mod tests {
    use super::{sentence_ends, wrap};

    #[test]
    fn wrapping_keeps_every_word_in_order() {
        let text = "Der alte Hafen liegt im Norden der Stadt und hat 12 Kais, siehe [den Plan der Stadt](/plan von) oder `ls - l` und - ja - mehr.";
        let lines = wrap(text, 30);
        assert!(lines.len() > 3);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| line.starts_with(char::is_alphabetic)));
    }

    #[test]
    fn sentences_end_outside_code_and_abbreviations() {
        assert_eq!(sentence_ends("Es regnet. Wir bleiben.").len(), 1);
        assert_eq!(sentence_ends("Siehe z. B. Kapitel 3. Dann `a. B`.").len(), 0);
        assert_eq!(sentence_ends("雨だ。港は空だ。").len(), 1);
    }
}
