//! The scanner among tags: in one, and in the text between two.

use super::super::lex::{TokenKind, template_length};
use super::super::syntax::Family;
use super::{DEEPEST, End, Mode, Scanner};

impl Scanner<'_, '_> {
    /// The start of a tag, from its `<` to its name.
    pub(super) fn open_tag(&mut self) {
        let rest = self.rest();
        let closing = rest.starts_with("</");
        self.push(TokenKind::Op, if closing { 2 } else { 1 });
        let rest = self.rest();
        let len = rest.find(|c: char| !(c.is_alphanumeric() || "-_.:".contains(c))).unwrap_or(rest.len());
        let name = match rest.get(..len).unwrap_or_default().to_ascii_lowercase().as_str() {
            "script" => "</script",
            "style" => "</style",
            "br" | "hr" | "img" | "input" | "meta" | "link" | "source" | "!doctype" | "area" | "base" | "col"
            | "wbr"
                if self.syntax.family == Family::Markup =>
            {
                "void"
            }
            _ => "",
        };
        if len > 0 {
            self.push(TokenKind::Word, len);
        }
        if self.modes.len() < DEEPEST {
            self.modes.push(Mode::Tag { closing, name });
        }
    }

    /// What comes next within a tag.
    pub(super) fn tag(&mut self) {
        self.skip_space();
        let rest = self.rest();
        let Some(char) = rest.chars().next() else { return };
        let (closing, name) = match self.modes.last() {
            Some(&Mode::Tag { closing, name }) => (closing, name),
            _ if rest.starts_with("%}") => {
                self.push(TokenKind::Op, 2);
                self.modes.pop();
                return;
            }
            _ => (false, "template"),
        };
        match char {
            '>' if name != "template" => {
                let alone = closing || self.out.tokens.last().is_some_and(|token| token.text == "/") || name == "void";
                self.push(TokenKind::Op, 1);
                self.modes.pop();
                self.close_tag(closing, alone, name);
            }
            '"' | '\'' | '`' => self.string(char),
            '{' => {
                self.push(TokenKind::Op, 1);
                self.enter_braces();
            }
            '/' if self.comment() => {}
            _ if char.is_alphanumeric() || char == '_' => {
                let len = rest.find(|c: char| !(c.is_alphanumeric() || "-_.:@".contains(c))).unwrap_or(rest.len());
                self.push(TokenKind::Word, len);
            }
            _ => self.push(TokenKind::Op, char.len_utf8()),
        }
    }

    fn enter_braces(&mut self) {
        if self.modes.len() < DEEPEST {
            self.modes.push(Mode::Code { braces: 0, end: End::Brace, start: self.out.tokens.len() });
        }
    }

    /// A tag has ended: what comes is text, code, or what was before the element.
    fn close_tag(&mut self, closing: bool, alone: bool, name: &'static str) {
        let shallow = self.modes.len() < DEEPEST;
        match self.modes.last_mut() {
            Some(Mode::Text { depth }) => {
                if closing && depth.is_some() {
                    *depth = depth.map(|depth| depth.saturating_sub(1));
                    if *depth == Some(0) {
                        self.modes.pop();
                    }
                } else if !alone && name.is_empty() {
                    *depth = depth.map(|depth| depth + 1);
                }
            }
            _ if !alone && name.is_empty() && shallow => {
                self.modes.push(Mode::Text { depth: Some(1) });
            }
            _ => {}
        }
        if !alone && name.starts_with("</") {
            self.modes.push(Mode::code(End::Closing(name)));
        }
    }

    /// What comes next in the text between tags.
    pub(super) fn text(&mut self) {
        self.skip_space();
        let rest = self.rest();
        let Some(char) = rest.chars().next() else { return };
        if char == '<' {
            if rest.starts_with("<!--") && self.comment() {
                return;
            }
            let next = rest.as_bytes().get(1).copied().unwrap_or_default();
            if next.is_ascii_alphabetic() || matches!(next, b'/' | b'>' | b'!' | b'?') {
                self.open_tag();
                return;
            }
        }
        if char == '{' {
            if self.syntax.braces && self.syntax.family != Family::Markdown {
                self.push(TokenKind::Op, 1);
                self.enter_braces();
                return;
            }
            if rest.starts_with("{%") && self.modes.len() < DEEPEST {
                self.push(TokenKind::Op, 2);
                self.modes.push(Mode::Template);
                return;
            }
            if let Some(len) = template_length(rest) {
                self.push(TokenKind::Fixed, len);
                return;
            }
        }
        let skip = char.len_utf8();
        let len = rest[skip..].find(['<', '{', '\n']).map_or(rest.len(), |at| at + skip);
        let trimmed = rest[..len].trim_end().len().max(skip);
        self.push_part(TokenKind::Text, self.at, self.at + trimmed, self.at + len);
    }
}
