//! Judges two strings of a program: what the word before one says of it decides whether people or the machine read it.

use super::super::lex::TokenKind;
use super::super::prose::{self, Register};
use super::super::{Certainty, sample, shape};
use super::{Element, Judge};

impl Judge<'_, '_> {
    /// Two strings that are not equal.
    pub(super) fn strings(&mut self, old: usize, new: usize) {
        let (a, b) = (self.left[old].text.as_ref(), self.right[new].text.as_ref());
        if self.is_sample(old, a, b) {
            self.out.translated += 1;
            return;
        }
        if self.imports(old) && is_package(a) && prose::skeleton(a) != prose::skeleton(b) {
            // What a package is called is not the sample's to choose, whatever its words.
            let change = self.make(Certainty::Likely, old, new, a.to_owned(), b.to_owned());
            self.out.strings.push(change);
            return;
        }
        if prose::same_hard(a, b) || shape::differ_by_language(a, b) || shape::is_filler(a) && !b.is_empty() {
            self.slips(old, new);
            return;
        }
        if shape::is_code(a) || a.is_empty() || b.is_empty() {
            let foreign = !b.is_ascii() && !a.contains("://");
            let certainty = match foreign {
                true => Certainty::Slight,
                false if is_strict(a) => Certainty::Sure,
                false => Certainty::Likely,
            };
            let change = self.make(certainty, old, new, a.to_owned(), b.to_owned());
            self.out.strings.push(change);
            return;
        }
        let wordy = |text: &str| text.contains(char::is_whitespace) || !text.is_ascii();
        if wordy(a) || wordy(b) {
            self.prose(old, new, Register::Prose);
            return;
        }
        match self.role(old) {
            Role::Prose if !shape::is_slip(a, b) => self.out.translated += 1,
            Role::Name => self.change(Certainty::Likely, old, new, a.to_owned(), b.to_owned()),
            Role::Prose | Role::Unknown => {
                let title = a.starts_with(char::is_uppercase) && b.starts_with(char::is_uppercase);
                let certainty = if title { Certainty::Slight } else { Certainty::Likely };
                let change = self.make(certainty, old, new, a.to_owned(), b.to_owned());
                self.out.doubtful.push(change);
            }
        }
    }

    /// Whether a string names a thing of the sample, and the translation names it in its own language. What a package, a
    /// type or an option is called is not the sample's to choose.
    fn is_sample(&self, at: usize, source: &str, target: &str) -> bool {
        let named = match self.role(at) {
            Role::Name if self.imports(at) => !is_package(source),
            Role::Name if self.is_free(at) => true,
            Role::Name => source.contains('/'),
            Role::Prose => true,
            Role::Unknown => source.contains(['/', '.', '-']) || self.is_listed(at),
        };
        named && sample::localised(source, target)
    }

    fn key_before(&self, at: usize) -> &str {
        let before = self.left[..at].iter().rev().take(3).find(|element| element.kind == TokenKind::Word);
        before.map_or("", |element| element.text.as_ref())
    }

    fn imports(&self, at: usize) -> bool {
        matches!(self.key_before(at), "from" | "import" | "require" | "include")
    }

    fn is_free(&self, at: usize) -> bool {
        matches!(
            self.key_before(at).to_ascii_lowercase().as_str(),
            "id" | "class" | "classname" | "href" | "src" | "for" | "key" | "slug" | "link" | "directory" | "image"
        )
    }

    /// Whether a string is an element of a list or the value of a variable.
    fn is_listed(&self, at: usize) -> bool {
        let text =
            |back: usize| at.checked_sub(back).and_then(|at| self.left.get(at)).map_or("", |one| one.text.as_ref());
        matches!(text(1), "[" | "," | "(") || text(1) == "=" && matches!(text(3), "const" | "let" | "var")
    }

    /// A name that is free, but differs by a letter as if it were misspelt.
    pub(super) fn slips(&mut self, old: usize, new: usize) {
        let (a, b) = (self.left[old].text.as_ref(), self.right[new].text.as_ref());
        if shape::is_slip(a, b) && prose::skeleton(a) == prose::skeleton(b)
            || shape::is_filler(a) && shape::is_slip(a, b) && starts_alike(a, b)
        {
            let change = self.make(Certainty::Likely, old, new, a.to_owned(), b.to_owned());
            self.out.doubtful.push(change);
        }
    }

    /// What the word before a string says of it.
    fn role(&self, at: usize) -> Role {
        let before = self.left[..at].iter().rev().take(3).find(|element| element.kind == TokenKind::Word);
        let key_like = |element: &&Element<'_>| element.kind == TokenKind::Str;
        let key = before.or_else(|| self.left[..at].iter().rev().take(2).find(key_like));
        let Some(key) = key else { return Role::Unknown };
        match key.text.to_ascii_lowercase().as_str() {
            "title" | "alt" | "label" | "placeholder" | "aria-label" | "description" | "text" | "content"
            | "summary" | "caption" | "tooltip" | "heading" | "subtitle" | "message" | "tagline" | "headline"
            | "author" | "header" | "footer" | "greeting" | "tags" | "category" | "categories" | "print" | "echo"
            | "pagetitle" | "body" => Role::Prose,
            "type" | "id" | "class" | "classname" | "slot" | "href" | "src" | "for" | "key" | "lang" | "slug"
            | "link" | "from" | "import" | "require" | "rel" | "method" | "variant" | "layout" | "kind"
            | "apiversion" | "icon" | "version" | "format" | "charset" | "target" | "role" | "include" | "template"
            | "define" | "directory" | "theme" | "mode" | "output" | "adapter" | "image" => Role::Name,
            _ => Role::Unknown,
        }
    }
}

/// Whether two made-up names begin with the same word: `my-page`, and no `mi-página`.
fn starts_alike(a: &str, b: &str) -> bool {
    let first = |name: &'_ str| name.split(['-', '_', '.']).next().map(str::to_lowercase);
    first(a) == first(b)
}

/// Whether what is imported is a package, by its name: no file of the sample, and nothing made up.
fn is_package(source: &str) -> bool {
    let relative = source.starts_with(['.', '/', '~']);
    let file = source.rsplit_once('.').is_some_and(|(_, end)| (2..=5).contains(&end.len()));
    !(relative || file || source.split(['/', ':', '@']).any(shape::is_filler))
}

/// What a string is for.
enum Role {
    Prose,
    Name,
    Unknown,
}

/// Strings of signs and digits, addresses and identifiers, of which no translator makes another.
fn is_strict(text: &str) -> bool {
    text.contains("://")
        || !text.contains('/') && shape::is_identifier(text)
        || !text.bytes().any(|byte| byte.is_ascii_alphabetic())
}
