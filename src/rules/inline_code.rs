//! `inline-code`

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::examples::Examples;
use super::inline::{self, Change, Count};
use super::phrase::{quote, quote_all, quote_both};
use super::sink::Proposal;
use super::{Check, Family, Finding, Page, Pair, Rule, Sink, backtick};
use crate::align::Match;
use crate::compare::{code, localised, names};
use crate::diagnostic::{Applicability, Severity};
use crate::document::{BlockId, BlockKind, Document, Inline, InlineKind, Span};
use crate::speech::script::Scripts;

/// Code within a line is missing or changed.
pub const RULE: Rule = Rule {
    id: "inline-code",
    family: Family::Inline,
    severity: Severity::Warning,
    summary: "code within a line is missing or changed",
    explain: "A name, option, value or command between backticks is what the reader types or looks for, so it stays \
        as it is. Here it was translated, misspelt, left out or lost its marks. What one block lacks is one finding, \
        and so is what a whole page has otherwise in the same way.\n\nRestore it from the source; a placeholder in it \
        (`<your-token>`) may be translated, and so may a name that is made up for the reader. \
        What a sample says to people (a text between tags, a label, an amount, a made-up path) is told for your \
        information.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let changes = inline::changes(pair, Count::Once, &[InlineKind::Code], |page, inline| {
        is_code(pair, page.document, inline).then(|| key(page.document.slice(inline.value)))
    });
    let examples = Examples::of(pair);
    let mut told = lost_once(pair, &changes, &examples);
    told.extend(spaced(pair));
    for block in changes.chunk_by(|one, next| one.leaf == next.leaf) {
        Block { pair, examples: &examples, leaf: block[0].leaf }.judge(block, &mut told);
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for found in &told {
        *counts.entry(found.message.clone()).or_default() += 1;
    }
    for mut found in told {
        match counts.get_mut(&found.message) {
            Some(0) => continue,
            Some(count) if *count >= OFTEN => {
                // A letter of a legend is another letter in another language.
                if found.is_legend {
                    continue;
                }
                let message = std::mem::take(&mut found.message);
                found.message = format!("{message}, in {count} places");
                counts.insert(message, 0);
            }
            _ => {}
        }
        out.report(found.finding());
    }
}

/// Code that stands twice in a block and has lost its marks in one of its places.
fn lost_once<'a>(pair: &'a Pair<'a>, changes: &[Change], examples: &'a Examples<'a>) -> Vec<Told> {
    let mut told = Vec::new();
    let codes =
        |page: &Page<'a>, inlines: &'a [Inline]| inlines.iter().filter(|inline| is_code(pair, page.document, inline));
    let known: HashSet<(BlockId, BlockId)> =
        changes.iter().map(|change| (change.leaf.source, change.leaf.target)).collect();
    for leaf in pair.leaves() {
        let here = codes(pair.source, pair.source_inlines(leaf));
        let there = codes(pair.target, pair.target_inlines(leaf));
        let (wanted, found) = (here.clone().count(), there.clone().count());
        if wanted <= found || found == 0 || wanted > MOST_CODES || known.contains(&(leaf.source, leaf.target)) {
            continue;
        }
        let (here, there): (Vec<Inline>, Vec<Inline>) = (here.copied().collect(), there.copied().collect());
        let block = Block { pair, examples, leaf: *leaf };
        let (mut lost, mut seen) = (Vec::new(), Vec::new());
        for wanted in &here {
            let code = block.code(wanted);
            if seen.contains(&code) {
                continue;
            }
            seen.push(code);
            let marked = there.iter().filter(|found| block.other(found) == code).count();
            let wants = here.iter().filter(|other| block.code(other) == code).count();
            let bare = block.times_said(pair.target, code).saturating_sub(block.times_said(pair.source, code));
            if marked > 0 && marked < wants && bare > 0 && code.len() > 1 {
                lost.push(*wanted);
            }
        }
        told.extend(block.lost(&lost));
    }
    told
}

/// Code with a space between it and one of its marks, where the source has none: the space slipped inside, and the mark
/// may stand glued to a word.
fn spaced(pair: &Pair<'_>) -> Vec<Told> {
    let (source, target) = (pair.source.document, pair.target.document);
    let mut told = Vec::new();
    for leaf in pair.sound_leaves() {
        for found in pair.target_inlines(leaf).iter().filter(|inline| inline.kind == InlineKind::Code) {
            let text = target.slice(found.value);
            let code = text.trim_matches(' ');
            if text.starts_with(' ') == text.ends_with(' ')
                || !target.slice(found.span).starts_with('`')
                || code.is_empty()
            {
                continue;
            }
            let mut wanted = pair.source_inlines(leaf).iter().filter(|inline| inline.kind == InlineKind::Code);
            let Some(wanted) = wanted.find(|inline| source.slice(inline.value) == code) else { continue };
            let (before, after) = if text.starts_with(' ') { (" ", "") } else { ("", " ") };
            let edit = (found.span, format!("{before}`{code}`{after}"));
            // Only where a word goes on at once does the reader see that something is wrong.
            let glued = |c: Option<char>| {
                c.is_some_and(|c| c.is_alphanumeric() && !Scripts::of(c).meets(Scripts::HAN.and(Scripts::KANA)))
            };
            let seen = if text.starts_with(' ') {
                glued(target.text.get(..found.span.start as usize).and_then(|text| text.chars().next_back()))
            } else {
                glued(target.text.get(found.span.end as usize..).and_then(|text| text.chars().next()))
            };
            told.push(Told {
                message: format!("a space stands between code {} and its mark", quote(code)),
                span: found.span,
                beside: wanted.span,
                help: "put the space outside of the backticks",
                severity: (!seen).then_some(Severity::Info),
                fix: (!code.contains('`'))
                    .then(|| (Applicability::Safe, "put the space outside of the backticks", vec![edit])),
                is_legend: false,
            });
        }
    }
    told
}

/// Whether an inline is code that may be missed: no letters of a word, unless either page has them as code elsewhere.
fn is_code(pair: &Pair<'_>, document: &Document, inline: &Inline) -> bool {
    let letters = document.slice(inline.value);
    let alone = |page: &Document| {
        let same = |other: &&Inline| other.kind == InlineKind::Code && page.slice(other.value) == letters;
        page.inlines.iter().filter(same).any(|other| !is_initial(page, other.span, other.value))
    };
    inline.kind == InlineKind::Code
        && (!is_initial(document, inline.span, inline.value)
            || alone(pair.source.document)
            || alone(pair.target.document))
}

/// Most pieces of code in one block that are compared with one another.
const MOST_CODES: usize = 100;

/// Most pieces of code of one block that are sought in the text of the other.
const MOST_SOUGHT: usize = 400;

/// What a page has otherwise in so many places it has otherwise throughout: told once.
const OFTEN: usize = 5;

/// Code with its white space folded.
fn key(code: &str) -> Cow<'_, str> {
    let folded = code.bytes().all(|byte| byte.is_ascii_graphic());
    if code.contains("&") && ["&lt;", "&gt;", "&amp;", "&quot;"].iter().any(|entity| code.contains(entity)) {
        // Between tags of HTML, signs are written out.
        let decoded = code.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        return key(&decoded).into_owned().into();
    }
    if folded { Cow::Borrowed(code) } else { code.split_whitespace().collect::<Vec<_>>().join(" ").into() }
}

/// Whether a code span marks letters of a word that goes on right beside it, to say what an abbreviation stands for:
/// `l`ess than.
pub fn is_initial(document: &Document, span: Span, value: Span) -> bool {
    let letters = document.slice(value);
    if letters.chars().nth(2).is_some() {
        return false;
    }
    let script = letters.chars().next().map(Scripts::of).unwrap_or_default();
    let joins = |c: char| c.is_alphabetic() && Scripts::of(c).meets(script);
    !script.meets(Scripts::HAN.and(Scripts::KANA))
        && letters.chars().all(joins)
        && document
            .text
            .get(span.end as usize..)
            .is_some_and(|rest| rest.chars().take(2).filter(|&c| joins(c)).count() == 2)
}

/// A finding that is not told yet.
struct Told {
    message: String,
    span: Span,
    beside: Span,
    help: &'static str,
    severity: Option<Severity>,
    fix: Option<Proposal>,
    /// One letter stands for one other.
    is_legend: bool,
}

impl Told {
    fn finding(self) -> Finding {
        let mut finding = Finding::new(self.span, self.message).beside(self.beside);
        if !self.help.is_empty() {
            finding = finding.help(self.help);
        }
        if let Some(severity) = self.severity {
            finding = finding.severity(severity);
        }
        finding.fix_if(self.fix)
    }
}

/// One match whose code differs.
struct Block<'a> {
    pair: &'a Pair<'a>,
    examples: &'a Examples<'a>,
    leaf: Match,
}

impl<'a> Block<'a> {
    fn judge(&self, changes: &[Change], told: &mut Vec<Told>) {
        if self.is_stray(changes, told) {
            return;
        }
        let changes = self.unanswered(changes);
        if self.is_reworded(&changes) {
            return;
        }
        let (mut missing, mut lost, mut extra) = (Vec::new(), Vec::new(), Vec::new());
        // So many are not sought one by one in all that the block says.
        let few = changes.len() <= MOST_SOUGHT;
        let (here, there) = (self.pair.source, self.pair.target);
        for change in &changes {
            let found = change
                .target
                .filter(|found| !few || !self.is_said(found, there, here) && !self.is_dressed(found, there, here));
            let wanted = change.source.filter(|wanted| !few || !self.is_dressed(wanted, here, there));
            match (wanted, found) {
                (Some(wanted), Some(found)) => told.push(self.changed(&wanted, &found)),
                (Some(wanted), None) if few && self.is_said(&wanted, here, there) => lost.push(wanted),
                (Some(wanted), None) => missing.push(wanted),
                (None, Some(found)) => extra.push(found),
                (None, None) => {}
            }
        }
        missing.retain(|wanted| !self.is_block(wanted) && !self.is_repeated(wanted));
        told.extend(self.lost(&lost));
        told.extend(self.missing(&missing));
        told.extend(self.extra(&extra));
    }

    /// The changes without the code that other code of the block answers.
    fn unanswered(&self, changes: &[Change]) -> Vec<Change> {
        if changes.len() > MOST_CODES {
            return changes.to_vec();
        }
        let targets = || changes.iter().filter_map(|change| change.target);
        let mut answered: Vec<Span> = Vec::new();
        let mut open: Vec<Change> = Vec::new();
        for change in changes {
            let Some(wanted) = change.source else { continue };
            let code = self.code(&wanted);
            let answers = |found: &Inline| {
                let other = self.other(found);
                !answered.contains(&found.span) && (code::inline(code, other) || self.examples.same(code, other))
            };
            match change.target.filter(answers).or_else(|| targets().find(answers)) {
                Some(found) => answered.push(found.span),
                None => open.push(*change),
            }
        }
        // What lost its partner takes one that lost its own.
        let kept = |change: &Change| change.target.filter(|found| !answered.contains(&found.span));
        let taken: Vec<Span> = open.iter().filter_map(kept).map(|found| found.span).collect();
        let is_free = |found: &Inline| !answered.contains(&found.span) && !taken.contains(&found.span);
        let mut free = targets().filter(is_free);
        for change in &mut open {
            change.target = kept(change).or_else(|| free.next());
        }
        open.extend(free.map(|found| Change { leaf: self.leaf, source: None, target: Some(found) }));
        open
    }

    fn code(&self, inline: &Inline) -> &'a str {
        self.pair.source.document.slice(inline.value)
    }

    fn other(&self, inline: &Inline) -> &'a str {
        self.pair.target.document.slice(inline.value)
    }

    /// The inlines of one side.
    fn inlines(&self, page: &Page<'_>) -> &'a [Inline] {
        if std::ptr::eq(page.document, self.pair.source.document) {
            self.pair.source_inlines(&self.leaf)
        } else {
            self.pair.target_inlines(&self.leaf)
        }
    }

    /// A backtick too many turns what stands between two others into code.
    fn is_stray(&self, changes: &[Change], told: &mut Vec<Told>) -> bool {
        let document = self.pair.target.document;
        let texts = self.inlines(self.pair.target).iter().filter(|inline| inline.kind == InlineKind::Text);
        let marks: usize = texts.map(|inline| document.slice(inline.span).matches('`').count()).sum();
        let prose = |found: &Inline| {
            let text = document.slice(found.value);
            text.split_whitespace().count() > 3 || text.trim() != text
        };
        let alone =
            changes.iter().filter(|change| change.source.is_none()).filter_map(|change| change.target.filter(prose));
        // The longest of them is surely no code.
        let Some(found) = alone.max_by_key(|found| found.value.len()) else { return false };
        if marks % 2 == 0 {
            return false;
        }
        told.push(Told {
            message: format!("a backtick too many turns text into code: {}", quote(document.slice(found.value))),
            span: found.span,
            beside: self.source_line(),
            help: "close or escape the backtick before it",
            severity: None,
            fix: backtick::restored(self.pair, &self.leaf),
            is_legend: false,
        });
        true
    }

    /// Whether both sides have the same names in other spans: `x` set to `False` for `x=False`.
    fn is_reworded(&self, changes: &[Change]) -> bool {
        let here: Vec<&str> =
            changes.iter().filter_map(|change| change.source.map(|found| self.code(&found))).collect();
        let there: Vec<&str> =
            changes.iter().filter_map(|change| change.target.map(|found| self.other(&found))).collect();
        let count = |codes: &[&str]| codes.iter().map(|code| names::names(code).count()).sum::<usize>();
        if here.is_empty() || there.is_empty() || here.len() == there.len() && count(&here) == count(&there) {
            return false;
        }
        // What both have counts for either.
        let codes = |page: &Page<'a>| -> Vec<&'a str> {
            let code = self.inlines(page).iter().filter(|inline| inline.kind == InlineKind::Code);
            code.map(|inline| page.document.slice(inline.value)).collect()
        };
        names::all_among(&here, &codes(self.pair.target)) && names::all_among(&there, &codes(self.pair.source))
    }

    /// Whether the other side says some code in its prose, without its marks; quotation marks may be others.
    fn is_said(&self, inline: &Inline, page: &Page<'_>, other: &Page<'_>) -> bool {
        let code = page.document.slice(inline.value);
        let code = code.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let mut texts = self.inlines(other).iter().filter(|inline| inline.kind == InlineKind::Text);
        // An address cuts a text in two.
        let block =
            if std::ptr::eq(other.document, self.pair.source.document) { self.leaf.source } else { self.leaf.target };
        let whole = || code.contains("://") && other.document.slice(other.document.blocks[block].span).contains(code);
        !code.is_empty() && (texts.any(|text| other.document.slice(text.span).contains(code)) || whole())
    }

    /// Whether the translation has some code as a block of its own in this place.
    fn is_block(&self, wanted: &Inline) -> bool {
        let block = &self.pair.target.document.blocks[self.leaf.target];
        let is_code = matches!(block.kind, BlockKind::Code { .. });
        is_code && self.pair.target.document.slice(block.content).contains(self.code(wanted).trim())
    }

    /// Whether the translation has some code with the slash that another of its tags has: `<slot />` twice, for a `<slot>`.
    fn is_repeated(&self, wanted: &Inline) -> bool {
        let code = self.code(wanted);
        let mut codes = self.inlines(self.pair.target).iter().filter(|inline| inline.kind == InlineKind::Code);
        code.starts_with('<') && codes.any(|found| code::inline(code, self.other(found)))
    }

    /// How often the prose of one side has some code as words of their own.
    fn times_said(&self, page: &Page<'_>, code: &str) -> usize {
        let texts = self.inlines(page).iter().filter(|inline| inline.kind == InlineKind::Text);
        texts.map(|text| words_of(page.document.slice(text.span), code)).sum()
    }

    /// Whether the other side has the same tags of a template without backticks.
    fn is_dressed(&self, inline: &Inline, page: &Page<'_>, other: &Page<'_>) -> bool {
        let code = page.document.slice(inline.value).trim();
        let codes = self.inlines(other).iter().filter(|inline| inline.kind == InlineKind::Code);
        let in_code: usize = codes.map(|inline| other.document.slice(inline.value).matches(code).count()).sum();
        ["{%", "{{", "{<"].iter().any(|open| code.contains(open))
            && inline::times(other, self.inlines(other), code) > in_code
    }

    fn changed(&self, wanted: &Inline, found: &Inline) -> Told {
        let (code, other) = (self.code(wanted), self.other(found));
        let (there, here) = quote_both(other, code);
        let is_legend = [code, other].iter().all(|code| is_letter(code));
        let is_localised = self.is_drawn_in(wanted, other)
            || localised::is_localised(code, other, self.pair.target.member.language.tag());
        let doubtful = is_localised || self.examples.is_of_another(code, other);
        Told {
            message: format!("code {there} where the source has {here}"),
            span: found.span,
            beside: wanted.span,
            help: "write it as the source does",
            severity: (is_legend || is_localised).then_some(Severity::Info),
            fix: restored(code, other, found.value, doubtful).filter(|_| self.in_backticks(wanted, found)),
            is_legend,
        }
    }

    /// Whether the marks of the translation hold a word too that stands beside the code in the source: `kind: A`, for the
    /// kind `A`.
    fn is_drawn_in(&self, wanted: &Inline, other: &str) -> bool {
        let page = self.pair.source.document;
        let code = self.code(wanted);
        let Some((before, after)) = other.split_once(code) else { return false };
        if before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) {
            return false;
        }
        let word = format!("{before}{after}");
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let block = page.blocks[self.leaf.source].span;
        let from = page.text.get(block.start as usize..wanted.span.start as usize).unwrap_or_default();
        let to = page.text.get(wanted.span.end as usize..block.end as usize).unwrap_or_default();
        let is = |found: Option<&str>| {
            found.is_some_and(|found| found.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case(word))
        };
        !word.is_empty() && (is(from.split_whitespace().next_back()) || is(to.split_whitespace().next()))
    }

    /// Whether both stand between backticks, not between tags, where signs are written out.
    fn in_backticks(&self, wanted: &Inline, found: &Inline) -> bool {
        let (here, there) = (self.pair.source.document.slice(wanted.span), self.pair.target.document.slice(found.span));
        !here.starts_with('<') && !there.starts_with('<')
    }

    fn lost(&self, lost: &[Inline]) -> Option<Told> {
        let codes: Vec<&str> = lost.iter().map(|wanted| self.code(wanted)).collect();
        let list = quote_all(&codes);
        let (message, help) = if codes.len() == 1 {
            (format!("{list} has lost its code marks"), "put it between backticks")
        } else {
            (format!("{list} have lost their code marks"), "put them between backticks")
        };
        let edits: Option<Vec<_>> = lost.iter().map(|wanted| self.unmarked(self.code(wanted))).collect();
        let place = edits.as_ref().and_then(|edits| edits.first()).map(|(place, _)| *place);
        let fix = edits.map(|edits| (Applicability::Safe, "put it between backticks", edits));
        // A word that the source has as code only and the translation as a word is that code.
        let bare = |code: &str| self.times_said(self.pair.target, code) > self.times_said(self.pair.source, code);
        let sure = codes.iter().any(|code| code.len() > 3 && bare(code));
        let told = self.gone(lost, &codes, message, help)?;
        Some(Told { fix, span: place.unwrap_or(told.span), severity: told.severity.filter(|_| !sure), ..told })
    }

    fn missing(&self, missing: &[Inline]) -> Option<Told> {
        let codes: Vec<&str> = missing.iter().map(|wanted| self.code(wanted)).collect();
        let help = if codes.len() == 1 { "write it as the source does" } else { "write them as the source does" };
        self.gone(missing, &codes, format!("code {} missing", quote_all(&codes)), help)
    }

    fn gone(&self, inlines: &[Inline], codes: &[&str], message: String, help: &'static str) -> Option<Told> {
        let first = inlines.first()?;
        Some(Told {
            message,
            span: inline::place(self.pair, &self.leaf, first),
            beside: first.span,
            help,
            severity: codes
                .iter()
                .all(|code| is_plain_word(code) || is_letter(code) || localised::is_heading_word(code))
                .then_some(Severity::Info),
            fix: None,
            is_legend: false,
        })
    }

    fn extra(&self, extra: &[Inline]) -> Option<Told> {
        let codes: Vec<&str> = extra.iter().map(|found| self.other(found)).collect();
        Some(Told {
            message: format!("code {} not in the source", quote_all(&codes)),
            span: extra.first()?.span,
            beside: self.source_line(),
            help: "remove it, or add it to the source",
            severity: Some(Severity::Info),
            fix: None,
            is_legend: false,
        })
    }

    /// Where some code stands in the text as a word of its own, if it does so once, and what is to stand there.
    fn unmarked(&self, code: &str) -> Option<(Span, String)> {
        let page = self.pair.target.document;
        let glued = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '`');
        // In a script without spaces what stands beside it is no part of it.
        let latin = |c: char| matches!(u32::from(c), 0xaa..=0x24f | 0x300..=0x36f | 0x1e00..=0x1eff);
        let ends = |c: char| !(glued(c) || latin(c)) || !c.is_ascii() && !latin(c) && code.is_ascii();
        let mut places = Vec::new();
        for inline in self.inlines(self.pair.target).iter().filter(|inline| inline.kind == InlineKind::Text) {
            for (at, _) in page.slice(inline.span).match_indices(code) {
                let start = inline.span.start as usize + at;
                let (before, after) = (page.text.get(..start)?, page.text.get(start + code.len()..)?);
                if before.chars().next_back().is_none_or(ends) && after.chars().next().is_none_or(ends) {
                    places.push(Span::new(start, start + code.len()));
                }
            }
        }
        match places.as_slice() {
            [only] if !code.contains(['`', '\n']) => Some((*only, format!("`{code}`"))),
            _ => None,
        }
    }

    fn source_line(&self) -> Span {
        inline::first_line(self.pair.source.document, self.leaf.source)
    }
}

/// The source's code in the place of the translation's, in one line. It is not sure to be right where that is `doubtful`,
/// nor where the code of the source is in words itself: a Chinese page shows the buttons of a Chinese program.
fn restored(code: &str, other: &str, place: Span, doubtful: bool) -> Option<Proposal> {
    // Within a quote, the line end carries its mark along.
    if code.contains("\n>") {
        return None;
    }
    let in_words = code.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let doubtful = doubtful || in_words || is_for_people(code, other);
    let applicability = if doubtful { Applicability::Unsafe } else { Applicability::Safe };
    Some((applicability, "restore the code of the source", vec![(place, key(code).into_owned())]))
}

/// Whether some code holds words that a translator may well have meant to translate: the letter of a legend, an amount,
/// a sentence, a text between tags or quotation marks. Of a command, one word was translated at most.
fn is_for_people(code: &str, other: &str) -> bool {
    let (here, there): (Vec<&str>, Vec<&str>) = (code.split_whitespace().collect(), other.split_whitespace().collect());
    if here.len() < 2 {
        return other.chars().count() < 2 || code.contains(['<', '"', '\'']) && !other.is_ascii();
    }
    let kept = here.iter().zip(&there).filter(|(a, b)| a == b);
    let words = kept.clone().filter(|(a, _)| a.chars().any(char::is_alphabetic)).count();
    here.len() != there.len() || kept.count() + 1 < here.len() || words == 0
}

/// How often a text stands in another where no letter or digit of its own script goes on.
fn words_of(text: &str, code: &str) -> usize {
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    text.match_indices(code)
        .filter(|(at, _)| !goes_on(text[..*at].chars().next_back()) && !goes_on(text[at + code.len()..].chars().next()))
        .count()
}

/// One letter or sign, which a legend or a formula may have otherwise.
fn is_letter(code: &str) -> bool {
    code.chars().count() == 1
}

/// A word that may as well be said in another language: `list`, `raise`, `dependencies`.
fn is_plain_word(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_lowercase())
}
