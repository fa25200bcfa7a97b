//! A source and its translation, and which of their blocks surely answer each other.

use crate::inline;
use crate::scan::{Block, Kind, Page};

/// Two pages of one group.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The source.
    pub source: Page,
    /// The translation.
    pub target: Page,
    /// For each block of the translation the block of the source that it surely translates.
    pub answers: Vec<Option<usize>>,
    /// Whether headings, list items, code blocks, table rows, quotes and containers come in the same sequence.
    pub agrees: bool,
}

/// A run of equal blocks in drifted pages is believed from this many on; its outermost blocks are not.
const SURE_RUN: usize = 5;

impl Pair {
    /// Compare two pages.
    pub fn new(source: Page, target: Page) -> Self {
        let agrees = skeleton(&source) == skeleton(&target);
        let answers = if agrees { by_skeleton(&source, &target) } else { by_runs(&source, &target) };
        Self { source, target, answers, agrees }
    }

    /// The source block that the block at `index` of the translation answers.
    pub fn answer(&self, index: usize) -> Option<&Block> {
        self.answers.get(index).copied().flatten().map(|at| &self.source.blocks[at])
    }

    /// The text of that block.
    pub fn answer_text(&self, index: usize) -> Option<String> {
        self.answer(index).map(|block| self.source.block_text(block))
    }

    /// Blocks of the translation with a sure answer that `wanted` accepts.
    pub fn sure(&self, wanted: impl Fn(&Block) -> bool) -> Vec<usize> {
        (0..self.target.blocks.len())
            .filter(|&at| self.answers[at].is_some() && wanted(&self.target.blocks[at]))
            .collect()
    }
}

/// The block in one word; the same word in both languages.
fn sign(page: &Page, index: usize) -> String {
    let block = &page.blocks[index];
    match &block.kind {
        Kind::Heading(level) => format!("h{level}"),
        Kind::Paragraph => "p".into(),
        Kind::Item { ordered } => format!("i{}{}", page.nesting(index), if *ordered { "o" } else { "u" }),
        Kind::Fence { info, .. } => format!("f{}", info.split_whitespace().next().unwrap_or_default()),
        Kind::Table => format!("t{}", block.last - block.first),
        Kind::Quote => "q".into(),
        Kind::Open(name) => format!("o{name}"),
        Kind::Close => "c".into(),
        Kind::Html => "x".into(),
        Kind::Shortcode => "s".into(),
        Kind::Footnote => "n".into(),
        Kind::Comment | Kind::LinkDefinition | Kind::Rule | Kind::Other => String::new(),
    }
}

/// The sequence of everything but paragraphs, which translators may split and merge.
fn skeleton(page: &Page) -> Vec<String> {
    (0..page.blocks.len()).map(|at| sign(page, at)).filter(|sign| !sign.is_empty() && sign != "p").collect()
}

/// Blocks other than paragraphs in order; paragraphs where there are equally many between two of those.
fn by_skeleton(source: &Page, target: &Page) -> Vec<Option<usize>> {
    let (left, right) = (stretches(source), stretches(target));
    let mut answers = vec![None; target.blocks.len()];
    for (ours, theirs) in right.iter().zip(&left) {
        if let (Some(block), Some(answer)) = (ours.anchor, theirs.anchor) {
            answers[block] = Some(answer);
        }
        if ours.paragraphs.len() == theirs.paragraphs.len() {
            for (&block, &answer) in ours.paragraphs.iter().zip(&theirs.paragraphs) {
                answers[block] = Some(answer);
            }
        }
    }
    answers
}

/// One block of the skeleton and the paragraphs up to the next.
#[derive(Default)]
struct Stretch {
    anchor: Option<usize>,
    paragraphs: Vec<usize>,
}

fn stretches(page: &Page) -> Vec<Stretch> {
    let mut all = vec![Stretch::default()];
    for at in 0..page.blocks.len() {
        match sign(page, at).as_str() {
            "" => {}
            "p" => all.last_mut().expect("never empty").paragraphs.push(at),
            _ => all.push(Stretch { anchor: Some(at), paragraphs: Vec::new() }),
        }
    }
    all
}

/// Blocks inside long runs of equal blocks; text counts as equal when its code spans and links are.
fn by_runs(source: &Page, target: &Page) -> Vec<Option<usize>> {
    let marks = |page: &Page| -> Vec<String> { (0..page.blocks.len()).map(|at| mark(page, at)).collect() };
    let (left, right) = (marks(source), marks(target));
    let mut answers = vec![None; right.len()];
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &left, &right) {
        if let similar::DiffOp::Equal { old_index, new_index, len } = op {
            let told_apart = right[new_index..new_index + len].iter().filter(|mark| mark.len() > 3).count();
            if len < SURE_RUN || told_apart < 2 {
                continue;
            }
            for step in 1..len - 1 {
                answers[new_index + step] = Some(old_index + step);
            }
        }
    }
    answers
}

fn mark(page: &Page, index: usize) -> String {
    let mut mark = sign(page, index);
    let block = &page.blocks[index];
    if matches!(block.kind, Kind::Fence { .. } | Kind::Other | Kind::Comment | Kind::Html) {
        return mark;
    }
    for line in &page.lines[block.first..=block.last] {
        for span in inline::code_spans(line) {
            mark.push_str(&line[span]);
        }
        for link in inline::links(line) {
            mark.push_str(if link.image { "!" } else { "[]" });
        }
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(source: &str, target: &str) -> Pair {
        Pair::new(Page::new(source), Page::new(target))
    }

    #[test]
    fn pages_that_agree_but_for_a_split_paragraph() {
        let pair = pair(
            "# A\n\nOne. Two.\n\n## B\n\nThree.\n\n- x\n- y\n",
            "# Ä\n\nEins.\n\nZwei.\n\n## Be\n\nDrei.\n\n- xx\n- yy\n",
        );
        assert!(pair.agrees);
        assert_eq!(pair.answers, [Some(0), None, None, Some(2), Some(3), Some(4), Some(5)]);
    }

    #[test]
    fn pages_that_have_drifted_keep_what_is_sure() {
        let shared = "\n## `b`\n\nText.\n\n- `x`\n- `y`\n\n```sh\nls\n```\n\n## End\n\nText.\n";
        let pair = pair(&format!("# A\n\n## Gone\n\nText.\n{shared}"), &format!("# A\n{shared}"));
        assert!(!pair.agrees);
        assert_eq!(pair.answers[0], None);
        assert_eq!(pair.answers[3], Some(5));
    }
}
