//! What of a block survives translation, as hashes: code, targets, names, numbers, and words in the source's script.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use xxhash_rust::xxh3::xxh3_64_with_seed;

pub use super::amount::Amount;
use crate::compare::target;
use crate::document::{BlockId, BlockKind, Document, Inline, InlineKind};

/// A hash of something that survives translation.
pub type Token = u64;

/// Tokens of a block beyond this many add cost and no certainty.
const MOST_TOKENS: usize = 400;

/// Longest text that may be a name as a whole, in bytes.
const LONGEST_NAME: usize = 40;

/// The tokens of a document and the amount of its prose, by block.
#[derive(Debug)]
pub struct Prints {
    /// Tokens that a translator has no reason to touch, in document order.
    strong: Vec<Token>,
    /// For each block, where its subtree's strong tokens lie.
    strong_of: Vec<(u32, u32)>,
    /// What few pages need; read when first asked for.
    words: OnceCell<Words>,
    /// For each block, the amount of prose in its subtree.
    amounts: Vec<Amount>,
}

/// The weak tokens of a document.
#[derive(Debug)]
struct Words {
    /// Words in Latin script and digits within prose, in document order.
    weak: Vec<Token>,
    /// For each block, where its subtree's weak tokens lie.
    weak_of: Vec<(u32, u32)>,
    /// How often each token occurs in the document, strong or weak.
    frequencies: TokenMap<u32>,
    /// For each word of its code, the same word in prose.
    said: TokenMap<Token>,
    /// The same words, as prose has them.
    said_words: TokenMap<()>,
}

impl Prints {
    /// Read the prints of a document, without the weak ones.
    #[must_use]
    pub fn new(document: &Document, language: &str) -> Self {
        let mut prefix_strong = Vec::with_capacity(document.inlines.len() + 1);
        let mut prefix_amounts = Vec::with_capacity(document.inlines.len() + 1);
        let mut strong = Vec::new();
        let mut amount = Amount::default();
        // Code, shortcodes and ids are blocks, not inlines: their tokens are merged in document order.
        let mut strong_of = vec![(0, 0); document.blocks.len()];
        let mut inline_tokens: Vec<(u32, u32)> = Vec::with_capacity(document.inlines.len());
        let mut tokens = Vec::new();
        for inline in &document.inlines {
            prefix_amounts.push(amount);
            let start = as_u32(tokens.len());
            if inline.kind == InlineKind::Text {
                let digits = amount.digits;
                amount.count(document.slice(inline.span));
                if amount.digits > digits {
                    push_numbers(document.slice(inline.value), &mut tokens);
                }
            } else {
                push_inline(document, inline, language, &mut tokens);
            }
            if inline.kind == InlineKind::Code {
                amount.count_code(document.slice(inline.value));
            }
            inline_tokens.push((start, as_u32(tokens.len())));
        }
        prefix_amounts.push(amount);
        let mut next_inline = 0usize;
        let mut flush = |until: usize, strong: &mut Vec<Token>| {
            while next_inline < until.min(inline_tokens.len()) {
                prefix_strong.push(strong.len());
                strong.extend(tokens.get(range(inline_tokens.get(next_inline))).unwrap_or_default());
                next_inline += 1;
            }
        };
        let mut open: Vec<BlockId> = Vec::new();
        for id in 0..document.blocks.len() {
            while let Some(&last) = open.last() {
                if document.blocks[last].next > id {
                    break;
                }
                flush(document.blocks[last].inlines.1 as usize, &mut strong);
                strong_of[last].1 = as_u32(strong.len());
                open.pop();
            }
            flush(document.blocks[id].inlines.0 as usize, &mut strong);
            strong_of[id].0 = as_u32(strong.len());
            block_tokens(document, id, &mut strong);
            open.push(id);
        }
        while let Some(last) = open.pop() {
            flush(document.blocks[last].inlines.1 as usize, &mut strong);
            strong_of[last].1 = as_u32(strong.len());
        }
        let amount = |at: u32| prefix_amounts.get(at as usize).copied().unwrap_or_default();
        let amounts =
            document.blocks.iter().map(|block| amount(block.inlines.1).beyond(&amount(block.inlines.0))).collect();
        Self { strong, strong_of, words: OnceCell::new(), amounts }
    }

    /// Read the weak tokens too; does nothing the second time.
    pub fn read_words(&self, document: &Document) {
        self.words.get_or_init(|| self.words_of(document));
    }

    fn words_of(&self, document: &Document) -> Words {
        let mut weak = Vec::new();
        let mut said = TokenMap::default();
        let mut starts = Vec::with_capacity(document.inlines.len() + 1);
        for inline in &document.inlines {
            starts.push(as_u32(weak.len()));
            match inline.kind {
                InlineKind::Text => {
                    let text = document.slice(inline.span);
                    push_words(text, &mut weak);
                    // Names alike in all but one word are told apart by the whole.
                    if text.len() <= LONGEST_NAME && text.contains(' ') {
                        weak.push(hash(Seed::Verbatim, text.trim()));
                    }
                }
                InlineKind::Code => note_words(document.slice(inline.value), &mut said),
                _ => {}
            }
        }
        starts.push(as_u32(weak.len()));
        let weak_of = document
            .blocks
            .iter()
            .map(|block| (starts[block.inlines.0 as usize], starts[block.inlines.1 as usize]))
            .collect();
        let mut frequencies: TokenMap<u32> = TokenMap::default();
        for &token in self.strong.iter().chain(&weak) {
            *frequencies.entry(token).or_insert(0) += 1;
        }
        Words { weak, weak_of, frequencies, said_words: said.values().map(|&word| (word, ())).collect(), said }
    }

    /// The strong tokens of a block's subtree.
    #[must_use]
    pub fn strong(&self, id: BlockId) -> &[Token] {
        self.strong.get(range(self.strong_of.get(id))).unwrap_or_default()
    }

    /// The weak tokens of a block's subtree; none before they are read.
    #[must_use]
    pub fn weak(&self, id: BlockId) -> &[Token] {
        self.words.get().and_then(|words| words.weak.get(range(words.weak_of.get(id)))).unwrap_or_default()
    }

    /// A word of this document's code as prose has it, where another document has it there and nowhere in its code.
    #[must_use]
    pub fn as_prose(&self, token: Token, other: &Self) -> Option<Token> {
        let word = *self.words.get()?.said.get(&token)?;
        (other.frequency(token) == 0 && other.frequency(word) > 0).then_some(word)
    }

    /// Whether a word may stand on the page: in its prose, or as a word of its code that is taken for prose.
    #[must_use]
    pub fn may_say(&self, word: Token) -> bool {
        self.words
            .get()
            .is_some_and(|words| words.frequencies.contains_key(&word) || words.said_words.contains_key(&word))
    }

    /// How much prose a block's subtree holds.
    #[must_use]
    pub fn amount(&self, id: BlockId) -> Amount {
        self.amounts.get(id).copied().unwrap_or_default()
    }

    /// How often a token occurs in the document; 0 before its words are read.
    #[must_use]
    pub fn frequency(&self, token: Token) -> u32 {
        self.words.get().and_then(|words| words.frequencies.get(&token).copied()).unwrap_or_default()
    }
}

/// A map by tokens, which are hashes already.
type TokenMap<V> = HashMap<Token, V, BuildHasherDefault<Known>>;

#[derive(Default)]
struct Known(u64);

impl Hasher for Known {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, token: u64) {
        self.0 = token;
    }
}

fn range(bounds: Option<&(u32, u32)>) -> Range<usize> {
    let (start, end) = bounds.copied().unwrap_or_default();
    start as usize..(end as usize).min(start as usize + MOST_TOKENS)
}

fn as_u32(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Seeds keep tokens of different kinds apart.
#[derive(Clone, Copy)]
enum Seed {
    Name = 1,
    Line,
    Code,
    Link,
    Image,
    Tag,
    Label,
    Verbatim,
    Word,
    Number,
}

fn hash(seed: Seed, text: &str) -> Token {
    xxh3_64_with_seed(text.as_bytes(), seed as u64)
}

fn push_inline(document: &Document, inline: &Inline, language: &str, tokens: &mut Vec<Token>) {
    let value = document.slice(inline.value);
    tokens.push(match inline.kind {
        InlineKind::Code => return push_code(value, tokens),
        InlineKind::Link | InlineKind::Url => hash(Seed::Link, &target::normal(value, language)),
        InlineKind::Image => hash(Seed::Image, &target::normal(value, language)),
        InlineKind::Tag | InlineKind::Component => hash(Seed::Tag, value),
        InlineKind::FootnoteReference => hash(Seed::Label, value),
        InlineKind::Math | InlineKind::Placeholder | InlineKind::Shortcode => hash(Seed::Verbatim, value),
        _ => return,
    });
}

/// Numbers of three digits and more, without what groups their digits.
fn push_numbers(text: &str, tokens: &mut Vec<Token>) {
    let mut digits = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let groups = matches!(c, ',' | '.' | '\'' | '\u{a0}' | '\u{202f}') && !digits.is_empty();
        if groups && chars.peek().is_some_and(char::is_ascii_digit) {
            continue;
        }
        flush_number(&mut digits, tokens);
    }
    flush_number(&mut digits, tokens);
}

fn flush_number(digits: &mut String, tokens: &mut Vec<Token>) {
    if digits.len() >= 3 {
        tokens.push(hash(Seed::Number, digits));
    }
    digits.clear();
}

/// A name between backticks is one token; of a command line each word is one and the whole is one more. What is to be
/// filled in (`{{file}}`) is translated, so that only its place counts; of a choice of options (`{{[-a|--all]}}`) each is one.
fn push_code(code: &str, tokens: &mut Vec<Token>) {
    let frame = frame(code);
    let mut words = frame.split_whitespace();
    let (Some(first), second) = (words.next(), words.next()) else { return };
    for word in [Some(first), second].into_iter().flatten().chain(words).filter(|word| *word != BLANK) {
        tokens.push(hash(Seed::Code, word));
    }
    if second.is_some() {
        tokens.push(hash(Seed::Verbatim, &frame));
    }
}

/// The words of some code, each with the token that it would be in prose.
fn note_words(code: &str, said: &mut TokenMap<Token>) {
    for word in frame(code).split_whitespace() {
        let mut prose = Vec::new();
        push_words(word, &mut prose);
        if let [only] = prose[..] {
            said.insert(hash(Seed::Code, word), only);
        }
    }
}

/// What stands for something to be filled in.
const BLANK: &str = "\u{1}";

/// Code with a blank for each `{{…}}`, braces within braces counted, but with the options of a choice side by side.
fn frame(code: &str) -> Cow<'_, str> {
    if !code.contains("{{") {
        return Cow::Borrowed(code);
    }
    let mut frame = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(open) = rest.find("{{") {
        let (before, inner) = rest.split_at(open);
        frame.push_str(before);
        let end = closing(inner);
        if inner.starts_with("{{[-") {
            let options = inner[..end].trim_matches(['{', '}', '[', ']']);
            frame.extend(options.chars().map(|c| if c == '|' { ' ' } else { c }));
        } else {
            frame.push_str(BLANK);
        }
        rest = &inner[end..];
    }
    frame.push_str(rest);
    Cow::Owned(frame)
}

/// The end of what opens with `{{` at the start of the text, in bytes; all of it where nothing closes it.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

fn block_tokens(document: &Document, id: BlockId, strong: &mut Vec<Token>) {
    let block = &document.blocks[id];
    if !block.name.is_empty() && !matches!(block.kind, BlockKind::Code { .. }) {
        strong.push(hash(Seed::Name, document.slice(block.name)));
    }
    match block.kind {
        BlockKind::Code { .. } => {
            let lines = document.slice(block.content).lines().map(str::trim).filter(|line| line.len() > 1);
            strong.extend(lines.take(MOST_TOKENS).map(|line| hash(Seed::Line, line)));
        }
        BlockKind::Shortcode | BlockKind::Program => {
            strong.push(hash(Seed::Verbatim, document.slice(block.content).trim()));
        }
        _ => {}
    }
}

/// Words of three letters and more in ASCII, folded, and runs of digits.
fn push_words(text: &str, words: &mut Vec<Token>) {
    for part in text.split(is_apart).filter(|part| part.bytes().any(|byte| byte.is_ascii_alphanumeric())) {
        let plain = part.trim_matches(|c| matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '(' | ')' | '"'));
        if plain.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            push_word(plain, words);
        } else {
            part.unicode_words().for_each(|word| push_word(word, words));
        }
    }
}

/// Whether a character is part of no word with others, by Unicode's rules for the bounds of words: a blank, a Chinese
/// character, a hiragana or what parts sentences in those scripts. Nearly all of a text is told from others by these,
/// and much more quickly.
fn is_apart(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}')
}

fn push_word(word: &str, words: &mut Vec<Token>) {
    let ascii = word.is_ascii();
    if ascii && word.len() >= 3 && word.bytes().any(|b| b.is_ascii_alphabetic()) {
        words.push(folded(word));
    } else if ascii && word.bytes().any(|b| b.is_ascii_digit()) {
        words.push(hash(Seed::Word, word));
    } else if !ascii && word.bytes().any(|b| b.is_ascii_alphanumeric()) {
        // Scripts without spaces glue names and numbers to their words.
        words.extend(word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| part.len() >= 3).map(folded));
    }
}

/// The hash of a word in lower case.
fn folded(word: &str) -> Token {
    let mut buffer = [0; 32];
    let lower = buffer.get_mut(..word.len()).and_then(|buffer| {
        buffer.copy_from_slice(word.as_bytes());
        buffer.make_ascii_lowercase();
        std::str::from_utf8(buffer).ok()
    });
    lower.map_or_else(|| hash(Seed::Word, &word.to_ascii_lowercase()), |lower| hash(Seed::Word, lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn words_are_those_of_unicode(
            text in r#"([a-cX-Z0-2]{1,4}|[ \n.,:;'"()_-]|[\x{300}ßйаアイーのを世界、。「」가각\x{3099}々]){0,12}|\PC{0,40}"#,
        ) {
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            push_words(&text, &mut found);
            text.unicode_words().for_each(|word| push_word(word, &mut expected));
            assert_eq!(found, expected);
        }
    }
}
