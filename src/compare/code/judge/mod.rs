//! Judges the tokens of two lines that answer one another.

mod strings;

use std::borrow::Cow;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Certainty;
use super::lex::{Token, TokenKind};
use super::prose::{self, Register, Verdict};
use super::shape;
use super::syntax::{Family, Syntax};

/// A part that differs, and the lines it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How sure it is that it matters.
    pub certainty: Certainty,
    /// As the source has it.
    pub source: String,
    /// As the translation has it.
    pub target: String,
    /// 0-based line of the source.
    pub source_line: usize,
    /// 0-based line of the translation.
    pub target_line: usize,
    /// It is the drawing that differs.
    pub drawing: bool,
}

/// An identifier that has another name in the translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The change it is, unless the renaming is consistent.
    pub change: Change,
    /// It stands where a name is introduced.
    pub declared: bool,
}

/// What was found in a pair of lines.
#[derive(Debug, Default)]
pub struct Judgement {
    /// What surely or likely differs.
    pub changes: Vec<Change>,
    /// What differs unless the block as a whole says otherwise.
    pub renames: Vec<Rename>,
    /// Words in strings that may be prose or not.
    pub doubtful: Vec<Change>,
    /// Strings for a machine that differ, unless they name what was renamed.
    pub strings: Vec<Change>,
    /// How many texts were seen to be translated.
    pub translated: usize,
    /// Nothing differs but strings and texts: what a formatter puts on one line or on several.
    pub only_texts: bool,
}

impl Judgement {
    /// How much speaks against the two lines being one.
    pub fn weight(&self) -> usize {
        self.changes.iter().chain(&self.strings).filter(|change| change.certainty > Certainty::Slight).count()
    }

    /// Take in what another judgement found.
    pub fn absorb(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.renames.extend(other.renames);
        self.doubtful.extend(other.doubtful);
        self.strings.extend(other.strings);
        self.translated += other.translated;
    }
}

/// A token, or several texts that stand side by side.
#[derive(Clone)]
struct Element<'a> {
    kind: TokenKind,
    text: Cow<'a, str>,
    line: usize,
}

/// Judge two runs of tokens.
pub fn judge(source: &[Token<'_>], target: &[Token<'_>], syntax: &Syntax) -> Judgement {
    let (left, right) = (elements(source), elements(target));
    let mut out = Judgement::default();
    let mut judge = Judge { syntax, left: &left, right: &right, out: &mut out };
    let aligned = left.len() == right.len() && left.iter().zip(&right).all(|(a, b)| a.kind == b.kind);
    let in_step = aligned && disagreements(&left, &right) * 2 <= left.len() + 1;
    if in_step {
        for at in 0..left.len() {
            judge.pair(at, at);
        }
    } else {
        judge.diff();
    }
    let only_texts = in_step && syntax.family != Family::Shell && is_same_but_for_texts(&left, &right);
    Judgement { only_texts, ..out }
}

/// Whether two runs of code have the same words and signs.
fn is_same_but_for_texts(left: &[Element<'_>], right: &[Element<'_>]) -> bool {
    let is_text = |one: &Element<'_>| matches!(one.kind, TokenKind::Str | TokenKind::Text);
    let signs = left.iter().filter(|one| one.kind == TokenKind::Op).count();
    signs >= FEWEST_SIGNS && left.iter().zip(right).all(|(a, b)| a.text == b.text || is_text(a) && is_text(b))
}

/// Signs without which a run of tokens is no code that formatters put on other lines.
const FEWEST_SIGNS: usize = 4;

/// How many tokens differ that are no texts.
fn disagreements(left: &[Element<'_>], right: &[Element<'_>]) -> usize {
    let differ =
        |(a, b): &(&Element<'_>, &Element<'_>)| matches!(a.kind, TokenKind::Op | TokenKind::Word) && a.text != b.text;
    left.iter().zip(right).filter(differ).count()
}

/// The tokens as elements; a semicolon that ends a line and a comma after the last of several things, which formatters
/// add and drop, are none.
fn elements<'a>(tokens: &[Token<'a>]) -> Vec<Element<'a>> {
    let mut out: Vec<Element<'a>> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let ends = tokens
            .get(at + 1)
            .is_none_or(|next| next.line > token.line && (token.text == ";" || matches!(next.text, "}" | "]" | ")")));
        if ends && token.kind == TokenKind::Op && matches!(token.text, "," | ";") && tokens.len() > 1 {
            continue;
        }
        if let Some(last) = out.last_mut().filter(|last| last.kind == token.kind) {
            if matches!(token.kind, TokenKind::Text | TokenKind::Phrase) {
                let text = last.text.to_mut();
                text.push(' ');
                text.push_str(token.text);
                continue;
            }
        }
        let kind = if is_quoted_key(tokens, at) { TokenKind::Word } else { token.kind };
        out.push(Element { kind, text: Cow::Borrowed(token.text), line: token.line });
    }
    out
}

/// Whether a string is the key of a pair in an object, which needs quotes in some languages of programs and not in others.
fn is_quoted_key(tokens: &[Token<'_>], at: usize) -> bool {
    let is = |at: Option<usize>, marks: &[&str]| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| marks.contains(&token.text))
    };
    tokens.get(at).is_some_and(|token| token.kind == TokenKind::Str)
        && is(Some(at + 1), &[":"])
        && (at == 0 || is(at.checked_sub(1), &["{", ","]))
}

/// Words that languages of programs reserve, which nobody renames. Sorted.
const KEYWORDS: [&str; 48] = [
    "False",
    "None",
    "True",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "def",
    "default",
    "delete",
    "do",
    "elif",
    "else",
    "enum",
    "except",
    "export",
    "extends",
    "false",
    "finally",
    "fn",
    "for",
    "func",
    "function",
    "if",
    "impl",
    "implements",
    "import",
    "interface",
    "lambda",
    "let",
    "new",
    "null",
    "return",
    "static",
    "struct",
    "switch",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "yield",
];

/// Most tokens before a name that may belong to the declaration it stands in.
const MOST_UNPACKED: usize = 40;

struct Judge<'a, 'b> {
    syntax: &'b Syntax,
    left: &'b [Element<'a>],
    right: &'b [Element<'a>],
    out: &'b mut Judgement,
}

impl Judge<'_, '_> {
    fn diff(&mut self) {
        let old: Vec<_> = self.left.iter().map(key).collect();
        let new: Vec<_> = self.right.iter().map(key).collect();
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    for at in 0..len {
                        self.pair(old_index + at, new_index + at);
                    }
                }
                DiffOp::Delete { old_index, old_len, new_index } => self.replaced(old_index, old_len, new_index, 0),
                DiffOp::Insert { old_index, new_index, new_len } => self.replaced(old_index, 0, new_index, new_len),
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    self.replaced(old_index, old_len, new_index, new_len);
                }
            }
        }
    }

    /// A run of tokens that stands for another run.
    fn replaced(&mut self, old: usize, old_len: usize, new: usize, new_len: usize) {
        let (left, right) = (&self.left[old..old + old_len], &self.right[new..new + new_len]);
        if old_len == new_len && left.iter().zip(right).all(|(a, b)| a.kind == b.kind) {
            for at in 0..old_len {
                self.pair(old + at, new + at);
            }
            return;
        }
        let (a, b) = (without_text(left), without_text(right));
        if a.is_empty() && b.is_empty() {
            self.texts(old, old_len, new, new_len);
            return;
        }
        if a.is_empty() && is_direction(&b) || self.is_naming(&a, &b) {
            return;
        }
        if self.is_list_of_sayings(&a, &b) {
            self.change(Certainty::Slight, old, new, join(&a), join(&b));
            return;
        }
        let soft = a.iter().chain(&b).all(is_soft);
        let certainty = if soft { Certainty::Slight } else { Certainty::Sure };
        self.change(certainty, old, new, join(&a), join(&b));
    }

    /// Whether two runs of a list are nothing but words for people, on lines that have no string in common: sayings, of
    /// which another language has more or fewer.
    fn is_list_of_sayings(&self, source: &[Element<'_>], target: &[Element<'_>]) -> bool {
        if self.left.len().max(self.right.len()) > LONGEST_LIST {
            return false;
        }
        let is = |one: &&Element<'_>| one.kind == TokenKind::Str;
        let words = |elements: &[Element<'_>]| {
            elements.iter().all(|one| match one.kind {
                TokenKind::Str => !one.text.is_empty() && !shape::is_code(&one.text),
                _ => one.text == ",",
            })
        };
        let both =
            self.left.iter().filter(is).any(|one| self.right.iter().filter(is).any(|other| one.text == other.text));
        let spaced = |elements: &[Element<'_>]| elements.iter().filter(is).any(|one| one.text.contains(' '));
        words(source) && words(target) && !both && spaced(self.left) && spaced(self.right)
    }

    /// Whether an actor of a diagram gets a name to be read: `participant s as サーバー`.
    fn is_naming(&self, source: &[Element<'_>], target: &[Element<'_>]) -> bool {
        self.syntax.family == Family::Diagram && source.is_empty() && matches!(target, [word] if word.text == "as")
    }

    /// Texts that only one side has at this place: prose may move about what it encloses.
    fn texts(&mut self, old: usize, old_len: usize, new: usize, new_len: usize) {
        let has = |elements: &[Element<'_>]| elements.iter().any(|element| element.kind == TokenKind::Text);
        if !(has(self.left) && has(self.right)) {
            let (a, b) = (join(&self.left[old..old + old_len]), join(&self.right[new..new + new_len]));
            let wordy = |text: &str| text.chars().filter(|char| char.is_alphabetic()).count() > 2;
            if wordy(&a) || wordy(&b) {
                self.change(Certainty::Slight, old, new, a, b);
            }
        }
    }

    fn change(&mut self, certainty: Certainty, old: usize, new: usize, source: String, target: String) {
        let change = self.make(certainty, old, new, source, target);
        self.out.changes.push(change);
    }

    fn make(&self, certainty: Certainty, old: usize, new: usize, source: String, target: String) -> Change {
        let line = |elements: &[Element<'_>], at: usize| {
            elements.get(at).or(elements.last()).map_or(0, |element| element.line)
        };
        let (source_line, target_line) = (line(self.left, old), line(self.right, new));
        Change { certainty, source, target, source_line, target_line, drawing: false }
    }

    fn pair(&mut self, old: usize, new: usize) {
        let (a, b) = (&self.left[old], &self.right[new]);
        if a.text == b.text {
            return;
        }
        match a.kind {
            TokenKind::Word => self.words(old, new),
            TokenKind::Str => self.strings(old, new),
            TokenKind::Text => self.prose(old, new, Register::Prose),
            TokenKind::Phrase => self.phrase(old, new),
            TokenKind::Op if is_soft(a) && is_soft(b) => {
                self.change(Certainty::Slight, old, new, a.text.to_string(), b.text.to_string())
            }
            TokenKind::Op | TokenKind::Number | TokenKind::Fixed => {
                if !prose::same_hard(&a.text, &b.text) || a.kind == TokenKind::Number {
                    self.change(Certainty::Sure, old, new, a.text.to_string(), b.text.to_string());
                } else {
                    self.slips(old, new);
                }
            }
        }
    }

    fn words(&mut self, old: usize, new: usize) {
        let (a, b) = (&self.left[old].text, &self.right[new].text);
        let filler = shape::is_filler(a) && shape::is_upper(a) == shape::is_upper(b);
        let filler = filler && !shape::is_slip(a, b);
        if filler || crate::compare::target::is_locale(a) && crate::compare::target::is_locale(b) {
            return;
        }
        let change = self.make(Certainty::Sure, old, new, a.to_string(), b.to_string());
        if self.syntax.family == Family::Code && KEYWORDS.binary_search(&a.as_ref()).is_ok() {
            self.out.changes.push(change);
            return;
        }
        let declared = self.declares(old);
        self.out.renames.push(Rename { change, declared });
    }

    /// Whether a name is introduced at this token.
    fn declares(&self, at: usize) -> bool {
        let text = |at: usize| self.left.get(at).map_or("", |element| element.text.as_ref());
        let before = at.checked_sub(1).map_or("", text);
        matches!(
            before,
            "const"
                | "let"
                | "var"
                | "def"
                | "fn"
                | "func"
                | "function"
                | "class"
                | "struct"
                | "interface"
                | "type"
                | "enum"
                | "for"
                | "as"
                | "int"
                | "string"
                | "val"
                | "subgraph"
                | "participant"
                | "actor"
        ) || before == "import" && text(at + 1) == "from"
            || (text(at + 1) == "=" && text(at + 2) != "=" && before != "." && before != "-")
            || self.unpacks(at)
    }

    /// Whether a token is one of the names that a declaration takes out of something: `const { a, b } = c`.
    fn unpacks(&self, at: usize) -> bool {
        let line = self.left.get(at).map_or(0, |element| element.line);
        let mut before = self.left[..at]
            .iter()
            .rev()
            .take(MOST_UNPACKED)
            .take_while(|element| element.line == line && element.text != "=");
        before.any(|element| matches!(element.text.as_ref(), "const" | "let" | "var"))
    }

    fn prose(&mut self, old: usize, new: usize, register: Register) {
        match prose::judge(&self.left[old].text, &self.right[new].text, register) {
            Verdict::Same => {}
            Verdict::Translated => self.out.translated += 1,
            Verdict::Doubtful { source, target } => {
                let sure = register != Register::Prose || shape::is_small_slip(&source, &target);
                let certainty = if sure { Certainty::Likely } else { Certainty::Slight };
                let change = self.make(certainty, old, new, source, target);
                self.out.doubtful.push(change);
            }
            Verdict::Changed { certainty, source, target } => self.change(certainty, old, new, source, target),
        }
    }

    fn phrase(&mut self, old: usize, new: usize) {
        let (a, b) = (&self.left[old].text, &self.right[new].text);
        if shape::is_closed_drawing(a) || shape::is_closed_drawing(b) {
            let words = |text: &str| {
                text.split(|char: char| shape::is_box(char) || char.is_whitespace())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            if words(a) == words(b) {
                let mut change = self.make(Certainty::Likely, old, new, String::new(), String::new());
                change.drawing = true;
                self.out.changes.push(change);
                return;
            }
        }
        let register = match self.syntax.family {
            Family::Shell if reads_as_prose(a) => Register::Prose,
            Family::Shell => Register::Command,
            _ => Register::Plain,
        };
        self.prose(old, new, register);
    }
}

/// Whether a line between commands is a sentence that one of them printed.
fn reads_as_prose(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let plain = |word: &&&str| {
        let word = word.trim_matches(|char: char| ",.:;!?()\"'`".contains(char));
        !word.is_empty()
            && word.chars().all(|char| char.is_alphabetic() || matches!(char, '\'' | '’' | '-'))
            && !word.starts_with('-')
    };
    words.len() >= 6
        && line.starts_with(|char: char| char.is_uppercase())
        && line.ends_with(['.', ':', ',', '!', '?'])
        && words.iter().filter(plain).count() * 5 >= words.len() * 4
}

/// Most tokens of a line that is looked at as a list of sayings.
const LONGEST_LIST: usize = 200;

/// Attributes that say in which language and direction a sample is.
fn is_direction(elements: &[Element<'_>]) -> bool {
    !elements.is_empty()
        && elements.chunks(3).all(|chunk| {
            matches!(chunk, [name, _, value] if matches!(name.text.as_ref(), "lang" | "dir") && value.kind == TokenKind::Str)
        })
}

/// Punctuation that formatters add and drop.
fn is_soft(element: &Element<'_>) -> bool {
    element.kind == TokenKind::Op && matches!(element.text.as_ref(), "," | ";" | "(" | ")")
}

fn without_text<'a>(elements: &[Element<'a>]) -> Vec<Element<'a>> {
    elements.iter().filter(|element| element.kind != TokenKind::Text).cloned().collect()
}

fn join(elements: &[Element<'_>]) -> String {
    let mut out = String::new();
    for element in elements {
        let glued =
            out.is_empty() || element.kind == TokenKind::Op || out.ends_with(|char: char| !char.is_alphanumeric());
        if !glued {
            out.push(' ');
        }
        out.push_str(&element.text);
    }
    out
}

/// What two tokens must share to be the same place of a line.
fn key<'b>(element: &'b Element<'_>) -> (TokenKind, &'b str) {
    let free = match element.kind {
        TokenKind::Text | TokenKind::Phrase => true,
        TokenKind::Str => !shape::is_code(&element.text),
        _ => false,
    };
    (element.kind, if free { "" } else { &element.text })
}
