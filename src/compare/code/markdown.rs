//! Cuts samples of Markdown: its marks are kept, its text may be translated.

use super::lex::{self, Lexed, Token, TokenKind};
use super::scan::scan;
use super::syntax::{self, Syntax};
use super::yaml;

/// Deepest nesting of fences within fences that is followed.
const DEEPEST: usize = 3;

/// Append the tokens of a Markdown text.
pub fn lex<'a>(text: &'a str, syntax: &Syntax, depth: usize, out: &mut Lexed<'a>) {
    Reader { text, lines: offsets(text), at: 0, syntax, depth, out }.run();
}

/// Start and end of each line in bytes, without line ends.
fn offsets(text: &str) -> Vec<(usize, usize)> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let from = start;
            start += line.len();
            (from, from + line.trim_end_matches(['\n', '\r']).len())
        })
        .collect()
}

struct Reader<'a, 'o> {
    text: &'a str,
    lines: Vec<(usize, usize)>,
    at: usize,
    syntax: &'o Syntax,
    depth: usize,
    out: &'o mut Lexed<'a>,
}

impl<'a> Reader<'a, '_> {
    fn line(&self, index: usize) -> Option<&'a str> {
        let &(start, end) = self.lines.get(index)?;
        self.text.get(start..end)
    }

    /// The text of lines `from..to`.
    fn block(&self, from: usize, to: usize) -> &'a str {
        let start = self.lines.get(from).map_or(self.text.len(), |line| line.0);
        let end = to.checked_sub(1).and_then(|last| self.lines.get(last)).map_or(start, |line| line.1);
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    fn run(&mut self) {
        if self.line(0).is_some_and(|line| line.trim_end() == "---") {
            let close = (1..self.lines.len()).find(|&at| self.line(at).is_some_and(|line| line.trim_end() == "---"));
            if let Some(close) = close {
                self.fixed("---", 0);
                let yaml = syntax::of("yaml");
                yaml::lex(self.block(1, close), 1, &yaml, self.out);
                self.fixed("---", close);
                self.at = close + 1;
            }
        }
        while let Some(line) = self.line(self.at) {
            let before = self.at;
            self.line_or_block(line);
            self.at = self.at.max(before + 1);
        }
    }

    fn push(&mut self, kind: TokenKind, text: &'a str, line: usize, last: usize) {
        if !text.is_empty() {
            self.out.tokens.push(Token { kind, text, line, last });
        }
    }

    fn fixed(&mut self, text: &'a str, line: usize) {
        self.push(TokenKind::Fixed, text, line, line);
    }

    fn line_or_block(&mut self, line: &'a str) {
        let body = line.trim();
        if body.is_empty() {
        } else if let Some(fence) = fence(body) {
            self.fence(body, fence);
        } else if body.starts_with("<!--") {
            self.comment();
        } else if body.starts_with("{%")
            || body.starts_with('<') && body[1..].starts_with(|char: char| char.is_ascii_alphabetic() || char == '/')
        {
            let end = (self.at..self.lines.len()).find(|&at| self.is_blank(at)).unwrap_or(self.lines.len());
            scan(self.block(self.at, end), self.at, self.syntax, true, self.out);
            self.at = end;
        } else if body.starts_with("import ") && body.contains(" from ") || body.starts_with("export ") || is_tag(body)
        {
            scan(body, self.at, &syntax::of("js"), false, self.out);
        } else {
            self.marked(body);
        }
    }

    fn is_blank(&self, at: usize) -> bool {
        self.line(at).is_none_or(|line| line.trim().is_empty())
    }

    fn comment(&mut self) {
        let first = self.at;
        while let Some(line) = self.line(self.at) {
            if line.contains("-->") {
                break;
            }
            self.at += 1;
        }
        self.out.comments.push((first, self.at.min(self.lines.len().saturating_sub(1))));
    }

    /// A fence within the sample; what is in it is cut by its own language.
    fn fence(&mut self, body: &'a str, mark: &'a str) {
        let open = self.at;
        let info = body[mark.len()..].trim();
        let close = (open + 1..self.lines.len()).find(|&at| {
            self.line(at).is_some_and(|line| {
                line.trim().starts_with(mark) && line.trim().trim_start_matches(&mark[..1]).is_empty()
            })
        });
        let name = info.find([' ', '{']).unwrap_or(info.len());
        self.fixed(mark, open);
        self.fixed(&info[..name], open);
        // What is to be marked in the code is written in quotes or between slashes.
        let marks = info[name..].find(" /").map_or(info.len(), |at| name + at);
        scan(&info[name..marks], open, &syntax::of("js"), false, self.out);
        self.push(TokenKind::Text, info[marks..].trim(), open, open);
        let end = close.unwrap_or(self.lines.len());
        let inner = if self.depth < DEEPEST { syntax::of(info) } else { syntax::of("text") };
        let lexed = lex::tokens(self.block(open + 1, end), &inner, self.depth + 1);
        let shift = |line: usize| line + open + 1;
        self.out.comments.extend(lexed.comments.iter().map(|&(first, last)| (shift(first), shift(last))));
        self.out.tokens.extend(lexed.tokens.into_iter().map(|token| Token {
            line: shift(token.line),
            last: shift(token.last),
            ..token
        }));
        if let Some(close) = close {
            self.fixed(mark, close);
        }
        self.at = end + 1;
    }

    /// Marks at the start of a line, then its text; a paragraph goes on to its last line.
    fn marked(&mut self, body: &'a str) {
        let first = self.at;
        let mut rest = body;
        while let Some((mark, len)) = mark(rest) {
            self.fixed(mark, first);
            rest = rest[len..].trim_start();
        }
        if rest.starts_with("{%") || rest.starts_with("<") && rest.ends_with('>') {
            scan(rest, first, self.syntax, true, self.out);
            return;
        }
        if rest.starts_with('|') {
            for cell in rest.split('|') {
                self.fixed("|", first);
                self.push(TokenKind::Text, cell.trim(), first, first);
            }
            return;
        }
        if let Some(name) = container(rest) {
            self.fixed(name, first);
            self.push(TokenKind::Text, rest[name.len()..].trim(), first, first);
            return;
        }
        if rest.starts_with('#') && rest.trim_start_matches('#').starts_with(' ') {
            let level = rest.len() - rest.trim_start_matches('#').len();
            self.fixed(&rest[..level], first);
            self.push(TokenKind::Text, rest[level..].trim(), first, first);
            return;
        }
        let mut last = first;
        while self.line(last + 1).is_some_and(|next| continues(next.trim())) {
            last += 1;
        }
        let start = self.lines.get(first).map_or(0, |line| line.1) - rest.len().min(self.lines[first].1);
        let start = if last == first { None } else { Some(start) };
        let text = start.and_then(|start| self.text.get(start..self.lines[last].1)).unwrap_or(rest);
        self.push(TokenKind::Text, text, first, last);
        self.at = last + 1;
    }
}

/// A backtick or tilde fence at the start of a line: its mark.
fn fence(body: &str) -> Option<&str> {
    let char = body.chars().next().filter(|char| matches!(char, '`' | '~'))?;
    let len = body.len() - body.trim_start_matches(char).len();
    (len >= 3 && !body[len..].contains('`')).then(|| &body[..len])
}

/// A list or quote mark at the start of the text, in one form for all of a kind, and its length in bytes.
fn mark(text: &str) -> Option<(&'static str, usize)> {
    if text.starts_with('>') {
        return Some((">", 1));
    }
    if text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ") {
        return Some(("-", 2));
    }
    let digits = text.len() - text.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let dot = text[digits..].starts_with(". ") || text[digits..].starts_with(") ");
    (digits > 0 && digits < 10 && dot).then_some(("1.", digits + 2))
}

/// The mark and name of a container (`:::note`, `!!! tip`, `/// warning`) at the start of a line.
fn container(text: &str) -> Option<&str> {
    let marks = [":::", "!!!", "???", "///"];
    let mark = marks.iter().find(|mark| text.starts_with(**mark))?;
    let body = text.trim_start_matches(&mark[..1]);
    let from = text.len() - body.trim_start().len();
    let name =
        text[from..].find(|char: char| !(char.is_ascii_alphanumeric() || char == '-')).unwrap_or(text.len() - from);
    Some(text[..from + name].trim_end())
}

/// A line that is a template tag or an expression as a whole.
fn is_tag(body: &str) -> bool {
    body.starts_with("{%") && body.ends_with("%}") || body.starts_with("{{") && body.ends_with("}}")
}

/// Whether a trimmed line goes on with the paragraph above it.
fn continues(line: &str) -> bool {
    !(line.is_empty()
        || mark(line).is_some()
        || fence(line).is_some()
        || container(line).is_some()
        || is_tag(line)
        || line.starts_with(['#', '<', '|']))
}
