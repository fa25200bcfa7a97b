//! Breaks: each kind is one small function that damages a translation in one place and says where.

mod code;
mod containers;
mod content;
mod inlines;
mod links;
mod lists;
mod meta;
mod pages;
mod paragraphs;
mod sections;
mod tables;

use crate::inline;
use crate::pair::Pair;
use crate::rng::Rng;
use crate::scan::{Block, Kind, Page};

/// What a plant may look at.
pub struct Scene<'a> {
    /// The page and its source.
    pub pair: &'a Pair,
    /// The same page in further languages, each agreeing with the source.
    pub siblings: &'a [&'a Page],
    /// Another page of the translation's language.
    pub stranger: Option<&'a Page>,
    /// The translation's language as its path has it.
    pub language: &'a str,
    /// Whether its site reads emphasis as CommonMark does.
    pub commonmark: bool,
}

impl Scene<'_> {
    /// The translation.
    pub fn page(&self) -> &Page {
        &self.pair.target
    }

    /// A block of the translation.
    pub fn block(&self, index: usize) -> &Block {
        &self.pair.target.blocks[index]
    }

    /// The text of a block of the translation.
    pub fn text(&self, index: usize) -> String {
        self.page().block_text(self.block(index))
    }

    /// Whether both blocks hold `token` equally often, and at all.
    pub fn shared(&self, index: usize, token: &str) -> bool {
        let theirs = self.pair.answer_text(index).unwrap_or_default();
        let count = theirs.matches(token).count();
        count > 0 && self.text(index).matches(token).count() == count
    }

    /// Whether the source block holds `token`.
    pub fn in_source(&self, index: usize, token: &str) -> bool {
        self.pair.answer_text(index).unwrap_or_default().contains(token)
    }
}

/// A damaged translation.
#[derive(Debug, Clone)]
pub struct Planted {
    /// The lines of the file.
    pub lines: Vec<String>,
    /// Where a person would look: first and last line, 1-based, in `lines`. Any of them will do.
    pub places: Vec<(usize, usize)>,
    /// What was done, for a person.
    pub what: String,
}

/// A kind of break.
#[derive(Clone, Copy)]
pub struct Breakage {
    /// Its name.
    pub name: &'static str,
    /// Plants it somewhere, if there is a place for it.
    pub plant: fn(&Scene, &mut Rng) -> Option<Planted>,
}

/// Every kind of break.
pub fn all() -> Vec<Breakage> {
    [
        sections::KINDS,
        paragraphs::KINDS,
        lists::KINDS,
        tables::KINDS,
        code::KINDS,
        containers::KINDS,
        links::KINDS,
        inlines::KINDS,
        content::KINDS,
        meta::KINDS,
        pages::KINDS,
    ]
    .concat()
}

/// A copy of a page under the knife. Lines are 0-based here.
pub struct Draft {
    /// The lines so far.
    pub lines: Vec<String>,
}

impl Draft {
    /// A copy of `page`.
    pub fn new(page: &Page) -> Self {
        Self { lines: page.lines.clone() }
    }

    /// Takes lines out, and one of the two blank lines that would then meet. The place is where they stood.
    pub fn cut(&mut self, first: usize, last: usize) -> (usize, usize) {
        self.lines.drain(first..=last);
        let blank = |at: usize| self.lines.get(at).is_none_or(|line| line.trim().is_empty());
        let twin = first == 0 || blank(first - 1);
        if twin && first < self.lines.len() && blank(first) && first + 1 < self.lines.len() {
            self.lines.remove(first);
        }
        let place = (first + 1).min(self.lines.len()).max(1);
        (place, place)
    }

    /// Puts lines in front of line `at`. The place is the new lines.
    pub fn insert(&mut self, at: usize, new: &[String]) -> (usize, usize) {
        self.lines.splice(at..at, new.iter().cloned());
        (at + 1, at + new.len().max(1))
    }

    /// Puts a block of lines between line `at - 1` and `at` with blank lines around it where there are none.
    pub fn insert_block(&mut self, at: usize, new: &[String]) -> (usize, usize) {
        let blank = |at: Option<usize>| at.and_then(|at| self.lines.get(at)).is_none_or(|line| line.trim().is_empty());
        let (before, after) = (blank(at.checked_sub(1)), blank(Some(at)));
        let mut block = new.to_vec();
        if !before {
            block.insert(0, String::new());
        }
        if !after {
            block.push(String::new());
        }
        let (first, _) = self.insert(at, &block);
        let first = first + usize::from(!before);
        (first, first + new.len().max(1) - 1)
    }

    /// Replaces lines. The place is what stands there now.
    pub fn replace(&mut self, first: usize, last: usize, new: &[String]) -> (usize, usize) {
        self.lines.splice(first..=last, new.iter().cloned());
        (first + 1, first + new.len().max(1))
    }

    /// The broken page, looked for at one place.
    pub fn planted(self, place: (usize, usize), what: impl Into<String>) -> Option<Planted> {
        self.planted_at(vec![place], what)
    }

    /// The broken page, looked for at any of several places.
    pub fn planted_at(self, places: Vec<(usize, usize)>, what: impl Into<String>) -> Option<Planted> {
        Some(Planted { lines: self.lines, places, what: what.into() })
    }
}

/// Replaces one range of one line: the commonest break.
pub fn replace_token(scene: &Scene, line: usize, range: &std::ops::Range<usize>, with: &str) -> Option<Planted> {
    let old = &scene.page().lines[line];
    let new = inline::replaced(old, range, with);
    let what = format!("{} → {with}", &old[range.clone()]);
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(line, line, &[new]);
    draft.planted(place, what)
}

/// Whether the block holds words for readers, not code or markup.
pub fn is_prose(block: &Block) -> bool {
    matches!(block.kind, Kind::Heading(_) | Kind::Paragraph | Kind::Item { .. } | Kind::Table | Kind::Quote)
}

/// The lines of prose blocks with a sure answer: block and line.
pub fn prose_lines(scene: &Scene) -> Vec<(usize, usize)> {
    let blocks = scene.pair.sure(is_prose);
    blocks
        .into_iter()
        .flat_map(|at| (scene.block(at).first..=scene.block(at).last).map(move |line| (at, line)))
        .collect()
}

/// Whether containers, components and html that open among the blocks also close there.
pub fn is_self_contained(page: &Page, blocks: std::ops::Range<usize>) -> bool {
    let mut depth = 0_i32;
    let mut tags = 0_i32;
    for block in &page.blocks[blocks] {
        match &block.kind {
            Kind::Open(_) if !page.lines[block.first].trim_start().starts_with("!!!") => depth += 1,
            Kind::Close => depth -= 1,
            Kind::Fence { closed: false, .. } => return false,
            Kind::Html => tags += open_tags(&page.block_text(block)),
            Kind::Shortcode
                if ["{% ", "{{< ", "{{% "]
                    .iter()
                    .any(|mark| page.lines[block.first].trim_start().starts_with(mark)) =>
            {
                return false;
            }
            _ => {}
        }
        if depth < 0 || tags < 0 {
            return false;
        }
    }
    depth == 0 && tags == 0
}

/// Tags opened less tags closed.
fn open_tags(text: &str) -> i32 {
    let closing = text.matches("</").count() as i32 + text.matches("/>").count() as i32;
    let any = text
        .match_indices('<')
        .filter(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '>'));
    any.count() as i32 - closing - text.matches("</").count() as i32
}

/// Whether every target of a link and every code span of `other` is in `own` too: then only its language differs.
pub fn has_same_tokens(other: &str, own: &str) -> bool {
    other.lines().all(|line| {
        let targets = inline::links(line).into_iter().map(|link| link.target);
        targets.chain(inline::code_spans(line)).all(|range| own.contains(&line[range]))
    })
}

/// A word written otherwise so that it is another word: two letters change places, or one is put in.
pub fn misspelt(word: &str, rng: &mut Rng) -> String {
    let letters: Vec<char> = word.chars().collect();
    let swaps: Vec<usize> = (0..letters.len().saturating_sub(1))
        .filter(|&at| letters[at].is_ascii_alphanumeric() && letters[at + 1].is_ascii_alphanumeric())
        .filter(|&at| !letters[at].eq_ignore_ascii_case(&letters[at + 1]))
        .collect();
    match rng.pick(&swaps) {
        Some(&at) if rng.coin() => {
            let mut swapped = letters;
            swapped.swap(at, at + 1);
            swapped.into_iter().collect()
        }
        Some(&at) => {
            letters.iter().enumerate().flat_map(|(i, &c)| if i == at { vec![c, 'x'] } else { vec![c] }).collect()
        }
        None => format!("{word}x"),
    }
}

/// Another number with as many digits.
pub fn other_number(number: &str, rng: &mut Rng) -> String {
    let digits: Vec<usize> = number.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let Some(&at) = rng.pick(&digits) else { return format!("{number}7") };
    let old = number.as_bytes()[at] - b'0';
    // A first digit stays above zero, so that the length is the same.
    let new = if old < 8 { old + 1 + (rng.below(usize::from(8 - old)) as u8) } else { old - 1 - (rng.below(6) as u8) };
    format!("{}{new}{}", &number[..at], &number[at + 1..])
}

/// A few words of the translation's own prose, without markup.
pub fn own_words(scene: &Scene, rng: &mut Rng, count: usize) -> Option<String> {
    let page = scene.page();
    let prose: Vec<&Block> = page.blocks.iter().filter(|block| block.kind == Kind::Paragraph).collect();
    let starts: Vec<String> = prose.iter().filter_map(|block| plain_words(&page.lines[block.first], count)).collect();
    rng.pick(&starts).cloned()
}

/// The first `count` words of a line that hold nothing but letters; for unspaced scripts three letters count as a word.
fn plain_words(line: &str, count: usize) -> Option<String> {
    if inline::is_unspaced(line) {
        let run: String = line.chars().take_while(|c| c.is_alphabetic()).take(count * 3).collect();
        return (run.chars().count() >= count * 2).then_some(run);
    }
    let words: Vec<&str> =
        line.split(' ').take_while(|word| word.chars().all(char::is_alphabetic)).take(count).collect();
    (words.len() == count && words.iter().all(|word| !word.is_empty())).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpora::{CORPORA, Specimen};
    use crate::measure::plant_in;

    fn invented() -> Vec<Specimen> {
        CORPORA[0].specimens(None)
    }

    /// Every plant of a kind in the invented pages over some seeds, with the page before.
    fn plants(kind: &Breakage) -> Vec<(Page, Planted)> {
        let specimens = invented();
        let seeds = (0..6).flat_map(|seed| (0..specimens.len()).map(move |at| (seed, at)));
        seeds
            .filter_map(|(seed, at)| {
                let planted = plant_in(&specimens, at, *kind, &mut Rng::named(seed, kind.name))?;
                Some((specimens[at].pair.target.clone(), planted))
            })
            .collect()
    }

    #[test]
    fn the_invented_pages_agree() {
        let specimens = invented();
        assert_eq!(specimens.len(), 9);
        for specimen in specimens {
            assert!(specimen.pair.agrees, "{}", specimen.target);
            assert!(specimen.pair.answers.iter().filter(|answer| answer.is_none()).count() == 0, "{}", specimen.target);
        }
    }

    #[test]
    fn every_kind_finds_a_place_in_the_invented_pages() {
        // What only other dialects have.
        let elsewhere = [
            "address-changed",
            "link-definition-changed",
            "alt-untranslated",
            "paragraph-half-untranslated",
            "front-matter-unclosed",
        ];
        let kinds = all().into_iter().chain(crate::harmless::all());
        let without: Vec<&str> = kinds.filter(|kind| plants(kind).is_empty()).map(|kind| kind.name).collect();
        let unexpected: Vec<&&str> = without.iter().filter(|name| !elsewhere.contains(name)).collect();
        assert!(unexpected.is_empty(), "{unexpected:?}");
    }

    #[test]
    fn what_changed_is_where_the_plant_says() {
        for kind in all() {
            for (page, planted) in plants(&kind) {
                let (old, new) = (&page.lines, &planted.lines);
                let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
                let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
                let tail = tail.min(old.len().min(new.len()) - same);
                let (first, last) = (same + 1, (new.len() - tail).max(same + 1));
                let near = |(from, to): &(usize, usize)| *from <= last + 2 && first <= *to + 2;
                assert!(planted.places.iter().any(near), "{}: {:?} is not {first}-{last}", kind.name, planted.places);
                assert!(
                    planted.places.iter().all(|&(from, to)| from >= 1 && from <= to && to <= new.len() + 1),
                    "{}: {:?}",
                    kind.name,
                    planted.places
                );
            }
        }
    }

    #[test]
    fn a_dropped_block_takes_one_blank_line_with_it() {
        let page = Page::new("Eins.\n\nZwei.\n\nDrei.\n");
        let mut draft = Draft::new(&page);
        assert_eq!(draft.cut(2, 2), (3, 3));
        assert_eq!(draft.lines, ["Eins.", "", "Drei.", ""]);
        let mut draft = Draft::new(&page);
        assert_eq!(draft.cut(4, 4), (5, 5));
        assert_eq!(draft.lines, ["Eins.", "", "Zwei.", "", ""]);
    }

    #[test]
    fn a_block_put_in_stands_between_blank_lines() {
        let page = Page::new("Eins.\n\nZwei.\n");
        let mut draft = Draft::new(&page);
        assert_eq!(draft.insert_block(1, &["Neu.".into()]), (3, 3));
        assert_eq!(draft.lines, ["Eins.", "", "Neu.", "", "Zwei.", ""]);
    }

    #[test]
    fn other_words_and_numbers_differ() {
        for seed in 0..50 {
            let mut rng = Rng::named(seed, "words");
            assert_ne!(misspelt("tower", &mut rng), "tower");
            assert_ne!(misspelt("aaa", &mut rng), "aaa");
            let number = other_number("1,998", &mut rng);
            assert!(number != "1,998" && number.len() == 5 && !number.starts_with('0'), "{number}");
        }
    }
}
