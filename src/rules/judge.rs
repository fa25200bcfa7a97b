//! Judges in whose words a piece of a translation is.

use std::collections::HashSet;
use std::ops::Range;

use super::content::{self, Side, Strange, Verdict};
use super::view::Pair;
use crate::document::Span;
use crate::speech::chinese::Hand;
use crate::speech::english;
use crate::speech::evidence::{self, Ear, Evidence};
use crate::speech::particles::{Tongues, tongues};
use crate::speech::script::Scripts;
use crate::speech::token::{Kind, Token};

/// A judge for one pair of pages.
pub struct Judge<'a> {
    source: &'a str,
    target: &'a str,
    ear: Ear,
    /// How the translation's language writes Chinese, if it is Chinese and says how.
    hand: Option<Hand>,
    /// Whether the two are one language (`pt-PT` and `pt-BR`), or the source's has no marks to tell it by: then nothing
    /// is said about what is left.
    one_language: bool,
}

impl<'a> Judge<'a> {
    /// A judge for the languages of a pair; `None` where that of the page is not known.
    pub fn of(pair: &'a Pair<'_>) -> Option<Self> {
        let (source, target) = (pair.source.member.language.base(), pair.target.member.language.base());
        let known = |code: &str| !Tongues::of(code).is_empty() || !Scripts::of_language(code).meets(Scripts::LATIN);
        (!target.is_empty()).then(|| Self {
            source,
            target,
            ear: Ear::new(target, source),
            hand: Hand::of(pair.target.member.language.tag()),
            one_language: source == target || !known(source),
        })
    }

    /// Whether the scripts of the two languages tell them apart.
    pub fn tells_by_script(&self) -> bool {
        self.ear.by_script()
    }

    /// What runs of text say beside those of the source that they answer.
    pub fn text(
        &self,
        here: &Side<'_>,
        runs: &[Span],
        there: Option<(&Side<'_>, &[Span])>,
        what: &str,
    ) -> (Verdict, Evidence) {
        let tokens = here.tokens(runs);
        let sentences = self.sentences(here, &tokens);
        let mut all = Evidence::default();
        for (_, heard) in &sentences {
            all.add(heard);
        }
        all.loops = evidence::may_loop(tokens.iter().map(|token| (here.word(token), token.kind)));
        if self.one_language {
            return (self.strange(here, &tokens, &all, there).unwrap_or(Verdict::Translated), all);
        }
        if there.is_some_and(|(there, others)| same(here, runs, there, others)) {
            return (self.equal(here, runs, &tokens, &all, what), all);
        }
        if let Some(strange) = self.strange(here, &tokens, &all, there) {
            return (strange, all);
        }
        (self.left(here, runs, &tokens, &sentences, &all, there), all)
    }

    /// Which sentences are left, if any.
    fn left(
        &self,
        here: &Side<'_>,
        runs: &[Span],
        tokens: &[Token],
        sentences: &[(Range<usize>, Evidence)],
        all: &Evidence,
        there: Option<(&Side<'_>, &[Span])>,
    ) -> Verdict {
        // So many words that are none of the source's are of some language, known or not.
        let other = all.theirs == 0 && all.words >= MIDST;
        let plain = if all.own > 0 || other { Verdict::Translated } else { Verdict::Neutral };
        if all.words == 0 || !sentences.iter().any(|(_, heard)| self.suspicious(heard)) {
            return plain;
        }
        let theirs: Option<Vec<String>> = there
            .map(|(side, others)| side.tokens(others).iter().map(|token| side.word(token).to_lowercase()).collect());
        let words: Option<HashSet<String>> = theirs.as_ref().map(|words| words.iter().cloned().collect());
        let (mut left, mut rest) = (Vec::new(), Evidence::default());
        for (range, heard) in sentences {
            let (before, next) = (range.start.checked_sub(1).and_then(|at| tokens.get(at)), tokens.get(range.end));
            let tokens = tokens.get(range.clone()).unwrap_or_default();
            let alone = all.words == heard.words && all.own == heard.own;
            let begins = tokens.first().is_some_and(|token| token.first);
            let whole = alone || begins && next.is_none_or(|token| token.first);
            let clause = (begins || is_parted(here, before, tokens.first())) && is_parted(here, tokens.last(), next);
            if self.suspicious(heard)
                && (alone || !is_quoted(here, runs, tokens))
                && self.is_left(here, tokens, heard, words.as_ref())
                && (!self.ear.by_script()
                    || whole && (alone || heard.words >= MIDST || heard.theirs >= 2 || !is_row_of_names(here, tokens))
                    || is_telling(here, tokens, heard, clause, theirs.as_deref()))
            {
                left.push(tokens);
            } else {
                rest.add(heard);
            }
        }
        let Some((start, end)) = left.first().and_then(|first| Some((first.first()?, first.last()?))) else {
            return Verdict::Translated;
        };
        if rest.own == 0 && rest.words <= 2 {
            return Verdict::Left(true);
        }
        Verdict::Partly(Span { start: start.start, end: end.end })
    }

    /// The same words as in the source: left, unless they are no words of its language.
    fn equal(&self, here: &Side<'_>, runs: &[Span], tokens: &[Token], all: &Evidence, what: &str) -> Verdict {
        // A small word of one language may be written as one of another: `no`, `O`, `a`.
        let other = if self.ear.by_script() { all.own > 0 } else { all.own * 4 > all.theirs };
        if other || all.words == 0 || is_report(here, tokens) {
            return Verdict::Neutral;
        }
        if is_command(here, runs, tokens, all.words) {
            let phrase = content::is_title(what) && self.ear.by_script() && all.words > 1;
            return if phrase { Verdict::Title } else { Verdict::Neutral };
        }
        if self.source != "en" {
            // In letters that the page's language lacks, a title is no word of its own, and a few words are no name.
            let enough = match (self.ear.by_script(), content::is_title(what)) {
                (true, true) => 2,
                (true, false) => 3,
                _ => 4,
            };
            return if all.theirs > 0 && all.words >= 2 {
                Verdict::Left(all.words >= enough)
            } else {
                Verdict::Neutral
            };
        }
        let mut english = English::default();
        for token in tokens {
            english.count(here.word(token), token.kind, self.target);
        }
        let known = all.theirs + english.known;
        if all.theirs > 0 && all.words >= 2 {
            // A row of names has an "and" in it too, but names are seldom small.
            let small = tokens.iter().skip(1).map(|token| here.word(token)).filter(|word| is_small_term(word)).count();
            let enough = known * 3 >= all.words || small >= 2;
            let sure = all.words >= 4 && all.theirs >= 2 || known >= all.words;
            return if enough { Verdict::Left(sure) } else { Verdict::Neutral };
        }
        let whole = english.known > 0 && english.known == tokens.len();
        if english.label && (whole || english.inner) {
            return Verdict::Left(true);
        }
        let is_title = content::is_title(what) && (self.ear.by_script() || all.words > 1);
        match (english.label || english.inner || whole && tokens.len() > 1, whole) {
            (true, _) => Verdict::Left(false),
            // One word that may be a name counts by itself in a heading only.
            (_, true) if content::is_title(what) => Verdict::Left(false),
            (_, true) => Verdict::Perhaps,
            _ if is_title => Verdict::Title,
            _ => Verdict::Neutral,
        }
    }

    fn suspicious(&self, heard: &Evidence) -> bool {
        if self.ear.by_script() {
            heard.theirs >= 1 && heard.words >= 4
        } else {
            heard.theirs >= 2 && heard.words >= 4 && heard.theirs > 2 * heard.own
        }
    }

    fn is_left(&self, here: &Side<'_>, tokens: &[Token], heard: &Evidence, words: Option<&HashSet<String>>) -> bool {
        let known = words.map_or(0, |words| {
            let counts = |token: &&Token| token.kind != Kind::Technical;
            tokens.iter().filter(counts).filter(|token| words.contains(&here.word(token).to_lowercase())).count()
        });
        let dense = heard.theirs * 5 >= heard.words;
        if known * 10 >= heard.words * 7 {
            // Where the script tells, as many words as make a sentence do, if they are no names.
            let small = tokens.iter().filter(|token| here.word(token).starts_with(char::is_lowercase)).count();
            return dense
                || heard.theirs >= 3
                || self.ear.by_script() && heard.words >= MIDST && small * 2 > heard.words;
        }
        // Left from an older version of the source.
        dense && heard.theirs >= 3 && heard.own == 0 && heard.words >= 6
    }

    /// Whether a text is in a language that is neither of the two.
    fn strange(
        &self,
        here: &Side<'_>,
        tokens: &[Token],
        all: &Evidence,
        there: Option<(&Side<'_>, &[Span])>,
    ) -> Option<Verdict> {
        let strange = self.other_script(here, all, there).or_else(|| self.other_hand(all)).or_else(|| {
            if all.strangers < 4
                || all.strangers <= all.theirs
                || all.own > all.strangers
                || all.strangers * 5 < all.words
            {
                return None;
            }
            // What the source says in these very words was not put into another language: a list of codes, a name.
            let kept: HashSet<&str> = there
                .map(|(side, others)| side.tokens(others).iter().map(|token| side.word(token)).collect())
                .unwrap_or_default();
            let words = tokens.iter().filter(|token| token.kind != Kind::Technical).map(|token| here.word(token));
            let words = words.filter(|word| !kept.contains(word));
            evidence::stranger(words, Tongues::of(self.target), Tongues::of(self.source)).map(Strange::Language)
        })?;
        Some(Verdict::Strange(strange))
    }

    /// A script that neither language is written in, or Chinese in a Japanese page.
    fn other_script(&self, here: &Side<'_>, all: &Evidence, there: Option<(&Side<'_>, &[Span])>) -> Option<Strange> {
        if self.target == "ja" && self.source != "zh" && all.kana == 0 && all.han >= 10 && all.hands.chinese >= 2 {
            return Some(Strange::Language("zh"));
        }
        match self.target {
            "uk" if all.russian >= 3 && all.ukrainian == 0 && self.source != "ru" => {
                return Some(Strange::Language("ru"));
            }
            "ru" if all.ukrainian >= 3 && all.russian == 0 && self.source != "uk" => {
                return Some(Strange::Language("uk"));
            }
            _ => {}
        }
        if all.alien < 8 || all.alien <= 2 * (all.letters - all.alien.min(all.letters)) {
            return None;
        }
        let one = [Scripts::HAN, Scripts::KANA].into_iter().fold(all.alien_scripts, |rest, script| {
            // Japanese is written in both.
            if all.alien_scripts.meets(Scripts::KANA) { rest.without(script) } else { rest }
        });
        let script = if all.alien_scripts.meets(Scripts::KANA) && one.is_empty() { Scripts::KANA } else { one };
        let (side, others) = there.unwrap_or((here, &[]));
        let kept = others.iter().any(|run| side.document.slice(*run).chars().any(|c| Scripts::of(c).meets(script)));
        (script.is_one() && !kept).then_some(Strange::Script(script))
    }

    /// Simplified characters in a page that is written in traditional ones, or the other way round.
    fn other_hand(&self, all: &Evidence) -> Option<Strange> {
        let (hand, found) = (self.hand?, all.hands.clear(4)?);
        (hand != found && all.han >= 10).then_some(Strange::Hand(found))
    }

    /// The sentences of a text as ranges of its tokens, with what they speak for. Where the scripts tell the languages
    /// apart, a run of words in the source's script is a sentence too.
    fn sentences(&self, here: &Side<'_>, tokens: &[Token]) -> Vec<(Range<usize>, Evidence)> {
        let mut sentences = Vec::new();
        let mut start = 0;
        let mut heard = Evidence::default();
        let mut before = None;
        for (index, token) in tokens.iter().enumerate() {
            let word = here.word(token);
            let theirs = token.kind == Kind::Technical && before == Some(true) || self.ear.is_theirs(word, token.kind);
            let turns = self.ear.by_script() && before.is_some_and(|before| before != theirs);
            if index > start && (token.first || turns) {
                sentences.push((start..index, std::mem::take(&mut heard)));
                start = index;
            }
            before = Some(theirs);
            self.ear.hear(word, token.kind, &mut heard);
        }
        if start < tokens.len() {
            sentences.push((start..tokens.len(), heard));
        }
        sentences
    }
}

/// Fewer words than this in the midst of a sentence of the page's own are terms that its author thinks in.
const MIDST: usize = 7;

/// Whether words in the source's script in the midst of a sentence say by themselves that they were left: as they stand
/// in the source, not cut by a bracket, and so many, or a clause, or the text of a link.
fn is_telling(here: &Side<'_>, tokens: &[Token], heard: &Evidence, clause: bool, theirs: Option<&[String]>) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    let span = Span { start: first.start, end: last.end };
    let text = here.document.slice(span);
    let balanced = ["()", "[]", "«»", "“”"].iter().all(|marks| is_balanced(text, marks));
    let words: Vec<String> = tokens.iter().map(|token| here.word(token).to_lowercase()).collect();
    let verbatim = theirs.is_some_and(|theirs| theirs.windows(words.len()).any(|window| window == words));
    let many = heard.theirs >= 3 && heard.words + 1 >= MIDST;
    let clause = clause && !is_row_of_names(here, tokens);
    // A row of links or keys is a row of names.
    balanced
        && !text.contains("](")
        && !text.contains('<')
        && (many || verbatim && (heard.words >= MIDST || clause && heard.theirs > 0 || is_link_text(here, span)))
}

/// Whether most words but the first and the small ones begin with a capital, as in `Docker and Podman`: a row of names has
/// a small word in it too.
fn is_row_of_names(here: &Side<'_>, tokens: &[Token]) -> bool {
    let terms = tokens.iter().skip(1).filter(|token| token.kind == Kind::Latin).map(|token| here.word(token));
    let terms: Vec<&str> = terms.filter(|word| tongues(word).is_empty()).collect();
    let small = terms.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    small * 2 <= terms.len()
}

/// Whether each mark that opens in a text is closed in it, and none that was not opened.
fn is_balanced(text: &str, marks: &str) -> bool {
    let (open, close) = (marks.chars().next(), marks.chars().nth(1));
    let depth = text.chars().try_fold(0_usize, |depth, c| match Some(c) {
        c if c == open => Some(depth + 1),
        c if c == close => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

/// Whether the link that a run of words stands in has no words in another script.
fn is_link_text(here: &Side<'_>, run: Span) -> bool {
    let link = here.links.iter().find(|link| link.contains(run)).map(|link| here.document.slice(*link));
    let text = link.map(|link| link.split("](").next().unwrap_or_default());
    text.is_some_and(|text| text.chars().filter(|c| c.is_alphabetic()).all(|c| Scripts::of(c).meets(Scripts::LATIN)))
}

/// Whether a mark that parts clauses stands between two tokens, or there is nothing to part.
fn is_parted(here: &Side<'_>, one: Option<&Token>, next: Option<&Token>) -> bool {
    let (Some(one), Some(next)) = (one, next) else { return true };
    let between = here.document.text.get(one.end as usize..next.start as usize).unwrap_or_default();
    [" - ", "–", "—", ":", "：", ";", "；", "。"].iter().any(|mark| between.contains(mark))
}

/// Whether a word is one of prose by its looks: small letters, and no small word that several languages have.
fn is_small_term(word: &str) -> bool {
    word.len() >= 4 && word.starts_with(char::is_lowercase) && tongues(word).is_empty()
}

/// What a label of a few words has that is English.
#[derive(Default)]
struct English {
    /// Words that are English and no small ones.
    known: usize,
    /// Whether one of them is in lower case, as no name is.
    inner: bool,
    /// Whether one of them names a part of a page.
    label: bool,
}

impl English {
    fn count(&mut self, word: &str, kind: Kind, target: &str) {
        let lower = word.to_lowercase();
        if kind == Kind::Latin && english::is_english(&lower, target) && !evidence::is_capitals(word) {
            self.known += usize::from(tongues(&lower).is_empty());
            self.inner |= word.starts_with(char::is_lowercase);
            self.label |= english::is_label(&lower, target);
        }
    }
}

/// Whether a text is the name of a command, an option, a type or a folder, or a line for a shell.
fn is_command(here: &Side<'_>, runs: &[Span], tokens: &[Token], words: usize) -> bool {
    let first = tokens.first().map_or("", |token| here.word(token));
    let text = |run: &Span| here.document.slice(*run).trim_start();
    first.starts_with(char::is_lowercase) && words <= 3
        || runs.first().is_some_and(|run| text(run).starts_with("$ "))
        || runs.iter().any(|run| text(run).contains(" --"))
}

/// Whether a text is what a program reports: `FileNotFound: the file …`.
fn is_report(here: &Side<'_>, tokens: &[Token]) -> bool {
    let Some(first) = tokens.first().filter(|token| token.kind == Kind::Technical) else { return false };
    let after = here.document.text.get(first.end as usize..).unwrap_or_default();
    tokens.len() > 1 && after.trim_start_matches(['*', '_', '`']).starts_with(": ")
}

/// Whether some words stand between quotation marks or brackets that open before them in the same text.
fn is_quoted(here: &Side<'_>, runs: &[Span], tokens: &[Token]) -> bool {
    let (Some(first), Some(start)) = (tokens.first(), runs.first()) else { return false };
    let mut open: Vec<char> = Vec::new();
    let mut before = ' ';
    for c in here.document.text.get(start.start as usize..first.start as usize).unwrap_or_default().chars() {
        let closer = match c {
            '“' => Some('”'),
            '„' => Some('“'),
            '«' => Some('»'),
            '‘' => Some('’'),
            '「' => Some('」'),
            '『' => Some('』'),
            '《' => Some('》'),
            '(' => Some(')'),
            '（' => Some('）'),
            '\'' if before.is_whitespace() => Some('\''),
            _ => None,
        };
        // „Deutsch“ and „magyar” close in two ways.
        if open.last() == Some(&c) || c == '”' && open.last() == Some(&'“') {
            open.pop();
        } else if c == '"' {
            open.push('"');
        } else if let Some(closer) = closer {
            open.push(closer);
        }
        before = c;
    }
    !open.is_empty()
}

/// Whether two texts are the same but for space.
fn same(here: &Side<'_>, runs: &[Span], there: &Side<'_>, others: &[Span]) -> bool {
    let length = |runs: &[Span]| runs.iter().map(|run| run.len()).sum::<usize>();
    let (a, b) = (length(runs), length(others));
    a > 0 && a.abs_diff(b) <= a / 4 + 4 && chars(here, runs).eq(chars(there, others))
}

/// The characters of runs of text, without white space.
fn chars<'a>(side: &Side<'a>, runs: &'a [Span]) -> impl Iterator<Item = char> + 'a {
    let document = side.document;
    runs.iter().flat_map(|run| document.slice(*run).chars().filter(|c| !c.is_whitespace()))
}
