//! What the words of a text speak for: the language that they should be in, the one that they come from, or a third.

use super::chinese::Hands;
use super::particles::{self, Tongues, tongues};
use super::script::Scripts;
use super::token::Kind;

/// What to listen for: the marks of two languages.
#[derive(Debug, Clone, Copy)]
pub struct Ear {
    own: Tongues,
    theirs: Tongues,
    own_scripts: Scripts,
    /// Scripts that only the language has that the text comes from.
    their_scripts: Scripts,
    /// Whether letters with marks speak against the language that the text comes from.
    plain: bool,
    /// Whether Chinese characters are to be told apart.
    chinese: bool,
}

/// What was heard.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// Words that could be of the language that the text comes from, without names for programs.
    pub words: usize,
    /// Words that only the language has that the text comes from, among the small ones or by their script.
    pub theirs: usize,
    /// Words that only the language has that the text should be in, by the same signs.
    pub own: usize,
    /// Small words that only other languages have.
    pub strangers: usize,
    /// Letters of all words.
    pub letters: usize,
    /// Letters of scripts that neither language is written in.
    pub alien: usize,
    /// These scripts.
    pub alien_scripts: Scripts,
    /// Letters of hiragana and katakana.
    pub kana: usize,
    /// Chinese characters.
    pub han: usize,
    /// What the Chinese characters tell.
    pub hands: Hands,
    /// Whether nearly all words of some stretch stand a little before it too: it may be a loop.
    pub loops: bool,
    /// Letters that Russian and Belarusian have and Ukrainian has not: ы э ё.
    pub russian: usize,
    /// Letters that Ukrainian has and Russian has not: і ї є ґ.
    pub ukrainian: usize,
}

impl Ear {
    /// An ear for a text in the language `own` that comes from `theirs`; bare codes.
    #[must_use]
    pub fn new(own: &str, theirs: &str) -> Self {
        let (own_scripts, their_scripts) = (Scripts::of_language(own), Scripts::of_language(theirs));
        Self {
            own: Tongues::of(own),
            theirs: Tongues::of(theirs),
            own_scripts,
            their_scripts: their_scripts.without(own_scripts),
            plain: theirs == "en",
            chinese: matches!(own, "zh" | "ja" | "yue"),
        }
    }

    /// Whether the scripts alone tell the two languages apart.
    #[must_use]
    pub fn by_script(&self) -> bool {
        !self.their_scripts.is_empty()
    }

    /// Whether a word is written as only the other language is.
    #[must_use]
    pub fn is_theirs(&self, word: &str, kind: Kind) -> bool {
        match kind {
            Kind::Technical => false,
            Kind::Latin => self.their_scripts.meets(Scripts::LATIN),
            Kind::Other => word.chars().next().is_some_and(|c| Scripts::of(c).meets(self.their_scripts)),
        }
    }

    /// Listen to one word.
    pub fn hear(&self, word: &str, kind: Kind, heard: &mut Evidence) {
        match kind {
            Kind::Technical => {}
            Kind::Latin => self.hear_latin(word, heard),
            Kind::Other => self.hear_other(word, heard),
        }
    }

    fn hear_latin(&self, word: &str, heard: &mut Evidence) {
        heard.letters += word.len();
        if is_capitals(word) {
            return;
        }
        let tongues = tongues(word);
        let (own, theirs) = (tongues.meets(self.own), tongues.meets(self.theirs));
        let foreign = self.by_script() && self.own_scripts.meets(Scripts::LATIN);
        if foreign {
            heard.own += 1;
        } else {
            heard.words += 1;
        }
        if theirs && !own {
            heard.theirs += 1;
        } else if foreign {
            // Counted already.
        } else if own && !theirs || self.plain && !word.is_ascii() && !word.contains('’') {
            heard.own += 1;
        }
        if !tongues.is_empty() && !own && !theirs {
            heard.strangers += 1;
        }
    }

    fn hear_other(&self, word: &str, heard: &mut Evidence) {
        let (mut letters, mut theirs, mut own, mut script) = (0, 0_usize, 0, Scripts::default());
        for c in word.chars() {
            let found = Scripts::of(c);
            if found.is_empty() {
                continue;
            }
            script = found;
            letters += 1;
            if found.meets(self.their_scripts) {
                theirs += 1;
            } else if found.meets(self.own_scripts) {
                own += 1;
            } else {
                heard.alien += 1;
                heard.alien_scripts = heard.alien_scripts.and(found);
            }
            match c {
                'ы' | 'э' | 'ё' | 'Э' | 'Ё' => heard.russian += 1,
                'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' => heard.ukrainian += 1,
                _ => {}
            }
            if self.chinese {
                heard.kana += usize::from(found == Scripts::KANA);
                if found == Scripts::HAN {
                    heard.han += 1;
                    heard.hands.count(c);
                }
            }
        }
        heard.letters += letters;
        if theirs > 0 {
            let words = theirs.div_ceil(script.letters_in_word());
            heard.words += words;
            heard.theirs += words;
        }
        if own > 0 {
            if self.by_script() || !script.meets(Scripts::CYRILLIC) {
                heard.own += 1;
            } else {
                self.hear_cyrillic(word, heard);
            }
        }
        if script == Scripts::CYRILLIC && self.own_scripts.meets(Scripts::CYRILLIC) && self.by_script() {
            let tongues = tongues(word);
            heard.strangers += usize::from(!tongues.is_empty() && !tongues.meets(self.own));
        }
    }

    /// Between two languages in Cyrillic letters, the small words decide as they do for Latin ones.
    fn hear_cyrillic(&self, word: &str, heard: &mut Evidence) {
        heard.words += 1;
        let tongues = tongues(word);
        let (own, theirs) = (tongues.meets(self.own), tongues.meets(self.theirs));
        heard.theirs += usize::from(theirs && !own);
        heard.own += usize::from(own && !theirs);
        heard.strangers += usize::from(!tongues.is_empty() && !own && !theirs);
    }
}

impl Evidence {
    /// Add what was heard elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.theirs += other.theirs;
        self.own += other.own;
        self.strangers += other.strangers;
        self.letters += other.letters;
        self.alien += other.alien;
        self.alien_scripts = self.alien_scripts.and(other.alien_scripts);
        self.kana += other.kana;
        self.han += other.han;
        self.hands.add(other.hands);
        self.loops |= other.loops;
        self.russian += other.russian;
        self.ukrainian += other.ukrainian;
    }
}

/// How far back a word is remembered, in words.
const REMEMBERED: usize = 40;

/// Words in a row that are remembered before that counts as a loop; of scripts that do not part their words, characters.
const ROW: usize = 9;

/// Whether some stretch of a text may be a loop. Quick and generous: words are told apart by a small hash only.
#[must_use]
pub fn may_loop<'a>(words: impl Iterator<Item = (&'a str, Kind)> + Clone) -> bool {
    let weight = |word: &str, kind| if kind == Kind::Other { word.len().div_ceil(6) } else { 1 };
    // Each of the words is there twice at least.
    let mut total = 0;
    if !words.clone().any(|(word, kind)| {
        total += weight(word, kind);
        total > ROW
    }) {
        return false;
    }
    let mut last = [0_usize; 256];
    let mut row = 0;
    for (index, (word, kind)) in words.enumerate() {
        let hash = word.bytes().fold(0_u8, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte));
        let weight = weight(word, kind);
        if weight > REMEMBERED {
            return true;
        }
        let place = &mut last[usize::from(hash)];
        row = if *place > 0 && index + 1 - *place <= REMEMBERED { row + weight } else { 0 };
        *place = index + 1;
        if row >= ROW {
            return true;
        }
    }
    false
}

/// Whether a word is in capitals, as names are: `AND` the operator, `GET` the method.
#[must_use]
pub fn is_capitals(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The language whose small words are in a text, where they are many and none of `own` is among them that it does not
/// share: its code.
#[must_use]
pub fn stranger<'a>(words: impl Iterator<Item = &'a str>, own: Tongues, theirs: Tongues) -> Option<&'static str> {
    let mut counts = [0usize; particles::COUNT];
    let (mut total, mut against) = (0, 0);
    let mut found: Vec<Tongues> = Vec::new();
    for word in words {
        total += 1;
        let tongues = tongues(word);
        if !tongues.is_empty() {
            found.push(tongues);
            for index in tongues.indexes() {
                counts[index] += 1;
            }
        }
    }
    let known = own.indexes().chain(theirs.indexes());
    let known: Vec<usize> = known.collect();
    let (best, &hits) =
        counts.iter().enumerate().filter(|(index, _)| !known.contains(index)).max_by_key(|(_, hits)| **hits)?;
    let language = Tongues::one(best);
    let mut only = 0;
    for tongues in &found {
        only += usize::from(tongues.meets(language) && !tongues.meets(own) && !tongues.meets(theirs));
        against += usize::from((tongues.meets(own) || tongues.meets(theirs)) && !tongues.meets(language));
    }
    (only >= 4 && hits * 4 >= total && against * 6 <= only).then(|| particles::code(best))
}
