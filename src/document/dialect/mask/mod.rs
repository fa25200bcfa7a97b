//! Makes the masked copy: one pass over the lines of a page.

mod glued;
mod holes;
mod one_line;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::indent::{Context, Line, Prefix, prefix};
use super::output::Output;
use super::pair::Opened;
use super::{Family, Hole, Map, Marker, Masked, Span, Token, TokenKind, directive, jsx, template};

/// What a marker leaves in the masked text: the shortest HTML block that ends with its line.
pub const MARK: &str = "<?>";

/// Around code that tags of a template enclose.
const CODE_FENCE: &str = "~~~~~~~~~~~~";

/// After so many vain searches to the end of the page there are no more.
const MAX_FAILURES: usize = 20;

/// Mask the body of a page; `mdx` if its name says that it is MDX.
pub fn mask(text: &str, body: Range<usize>, mdx: bool) -> Masked<'_> {
    let source = text.get(body.clone()).unwrap_or_default();
    let mdx = mdx || jsx::is_mdx(source);
    if !mdx && !may_hold_dialect(source.as_bytes()) && !glued::may_be(source.as_bytes()) {
        let map = Map::identity(body.start);
        return Masked {
            text: Cow::Borrowed(source),
            map,
            markers: Vec::new(),
            holes: Vec::new(),
            unclosed: Vec::new(),
            glued: Vec::new(),
            comments: Vec::new(),
            mdx,
        };
    }
    Masker::new(text.get(..body.end).unwrap_or_default(), body.start, mdx).run()
}

/// What a page must hold at least once for the pass to find anything.
static MARKS: LazyLock<[Finder<'static>; 7]> =
    LazyLock::new(|| [":::", "///", "!!!", "???", "=== ", "--8<--", "\n::"].map(Finder::new));

/// Whether anything is there that the pass could find.
fn may_hold_dialect(source: &[u8]) -> bool {
    memchr::memchr(b'{', source).is_some() || MARKS.iter().any(|mark| mark.find(source).is_some())
}

/// A container whose content may be indented.
pub struct Scope {
    /// The marker that opened it.
    pub marker: usize,
    /// The column of its opening line in the masked text.
    column: usize,
    /// How much of the indentation of its lines is dropped, in columns.
    dedent: usize,
    /// What was dropped of the opening line.
    before: usize,
    kind: ScopeKind,
}

pub enum ScopeKind {
    /// It lasts as long as lines are indented to this column of the file.
    Indented(usize),
    /// It lasts until its closing tag; whether the first line in it has told its indentation.
    Jsx { told: bool },
}

/// The state of the pass.
pub struct Masker<'a> {
    pub text: &'a str,
    mdx: bool,
    out: Output<'a>,
    pub markers: Vec<Marker>,
    holes: Vec<Hole>,
    pub opened: Vec<Opened>,
    pub unclosed: Vec<Span>,
    glued: Vec<Span>,
    comments: Vec<Span>,
    pub scopes: Vec<Scope>,
    pub context: Context,
    reader: jsx::Reader,
    /// How often the end of something was sought in vain; each costs a look at the rest of the page.
    failures: usize,
    tokens: Vec<Token>,
}

impl<'a> Masker<'a> {
    fn new(text: &'a str, body: usize, mdx: bool) -> Self {
        Self {
            text,
            mdx,
            out: Output::new(text, body),
            markers: Vec::new(),
            holes: Vec::new(),
            opened: Vec::new(),
            unclosed: Vec::new(),
            glued: Vec::new(),
            comments: Vec::new(),
            scopes: Vec::new(),
            context: Context::default(),
            reader: jsx::Reader::default(),
            failures: 0,
            tokens: Vec::new(),
        }
    }

    fn run(mut self) -> Masked<'a> {
        self.context.blank();
        let mut at = self.out.done();
        while at < self.text.len() {
            at = self.line(at).max(at + 1);
        }
        self.out.copy_to(self.text.len());
        if !self.scopes.is_empty() && !self.out.at_line_start() {
            self.out.insert("\n", self.text.len());
        }
        while !self.scopes.is_empty() {
            self.leave(self.text.len());
        }
        for opened in std::mem::take(&mut self.opened) {
            self.never_closed(&opened);
        }
        let (masked, map) = self.out.finished();
        Masked {
            text: Cow::Owned(masked),
            map,
            markers: self.markers,
            holes: self.holes,
            unclosed: self.unclosed,
            glued: self.glued,
            comments: self.comments,
            mdx: self.mdx,
        }
    }

    /// Take in the line at `start`; where the next one starts.
    fn line(&mut self, start: usize) -> usize {
        let (end, next) = self.line_end(start);
        let prefix = prefix(self.text.get(start..end).unwrap_or_default());
        let at = start + prefix.len;
        if at >= end {
            self.context.blank();
            return next;
        }
        if let Some(end) = self.raw(at) {
            return self.line_end(end).1;
        }
        self.leave_indented(start, &prefix);
        let rest = self.text.get(at..end).unwrap_or_default();
        let width = self.column(rest, &prefix);
        let line = self.context.line(rest, width, prefix.quoted, self.scopes.len(), self.mdx);
        let width = width - self.context.excess();
        if line == Line::Code {
            self.shift(start, &prefix, width);
            return next;
        }
        if let Some(end) = self.block(at, end) {
            if let Some(next) = self.only_comments(start, end) {
                return next;
            }
            self.shift(start, &prefix, width);
            let end = self.emit(&prefix, width, end);
            return self.line_end(end).1;
        }
        self.shift(start, &prefix, width);
        if let Some(len) = glued::mark(self.text, at, end) {
            self.out.copy_to(at + len);
            self.out.insert(" ", at + len);
            self.glued.push(Span::new(at, at + len));
        }
        if let Some(end) = self.one_line(at, end, &prefix, width) {
            return self.line_end(end).1;
        }
        let reached = self.inline(at, end);
        self.line_end(reached.max(start)).1
    }

    /// Where the line ends without its line end and white space, and where the next starts.
    fn line_end(&self, at: usize) -> (usize, usize) {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let next = memchr::memchr(b'\n', rest).map_or(self.text.len(), |step| at + step + 1);
        (at + self.text.get(at..next).unwrap_or_default().trim_end().len(), next)
    }

    /// The end of a comment or of raw HTML that starts here and goes over lines, in which nothing is looked for.
    fn raw(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..)?;
        if self.context.in_fence() || rest.first() != Some(&b'<') || self.failures > MAX_FAILURES {
            return None;
        }
        if rest.starts_with(b"<!--") {
            let end = memchr::memmem::find(rest, b"-->").map(|step| at + step);
            self.failures += usize::from(end.is_none());
            return end;
        }
        let tag = ["pre", "script", "style", "textarea"].into_iter().find(|tag| {
            rest.get(1..=tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag.as_bytes()))
                && rest.get(tag.len() + 1).is_some_and(|&byte| byte == b'>' || byte.is_ascii_whitespace())
        })?;
        if self.mdx {
            return None;
        }
        let end = memchr::memmem::find(rest, format!("</{tag}>").as_bytes()).map(|step| at + step);
        self.failures += usize::from(end.is_none());
        end
    }

    /// The column at which this line starts in the masked text. The first line in a component tells how far its content
    /// is indented; what is indented less than that is still no further left than the tag.
    fn column(&mut self, rest: &str, prefix: &Prefix) -> usize {
        let in_fence = self.context.in_fence();
        let Some(scope) = self.scopes.last_mut() else { return prefix.width };
        let mut dedent = scope.dedent;
        if let ScopeKind::Jsx { told } = &mut scope.kind
            && !in_fence
        {
            if rest.starts_with("</") {
                dedent = scope.before;
            } else if !*told && !prefix.quoted {
                *told = true;
                scope.dedent = prefix.width.saturating_sub(scope.column).max(scope.before);
                dedent = scope.dedent;
            }
        }
        prefix.width.saturating_sub(dedent).max(scope.column.min(prefix.width))
    }

    /// End the containers that this line is not indented enough for.
    fn leave_indented(&mut self, start: usize, prefix: &Prefix) {
        while let Some(Scope { kind: ScopeKind::Indented(column), .. }) = self.scopes.last()
            && prefix.width < *column
        {
            self.out.copy_to(start);
            self.leave(start);
        }
    }

    /// End the innermost container before the line at `start`.
    fn leave(&mut self, start: usize) {
        let Some(scope) = self.scopes.pop() else { return };
        self.context.leave(self.scopes.len());
        if matches!(scope.kind, ScopeKind::Jsx { .. }) {
            return;
        }
        self.out.insert(&" ".repeat(scope.column), start);
        let token = Token::bare(TokenKind::Close(Family::Indent), Span::at(start));
        let at = self.out.len();
        let own = self.markers.len();
        self.markers.push(Marker { at, token, partner: Some(scope.marker), unclosed: false });
        if let Some(marker) = self.markers.get_mut(scope.marker) {
            marker.partner = Some(own);
        }
        self.out.insert(MARK, start);
        self.out.insert("\n", start);
    }

    /// Drop indentation so that the line starts at the column `kept`.
    fn shift(&mut self, start: usize, prefix: &Prefix, kept: usize) {
        if kept >= prefix.width || prefix.quoted {
            return;
        }
        self.out.copy_to(start);
        if prefix.len == prefix.width {
            self.out.skip_to(start + prefix.len - kept);
        } else {
            self.out.skip_to(start + prefix.len);
            self.out.insert(&" ".repeat(kept), start + prefix.len);
        }
    }

    /// Read the line as tokens of a dialect; where the last of them ends, line included.
    fn block(&mut self, at: usize, end: usize) -> Option<usize> {
        self.tokens.clear();
        let text = self.text;
        match text.as_bytes().get(at)? {
            b'{' | b'<' if self.mdx => self.reader.read_line(text, at, end, &mut self.tokens),
            b'{' => template::read_line(text, at, end, &mut self.tokens),
            b'i' | b'e' if self.mdx => {
                let end = self.reader.program(text, at)?;
                let kind = TokenKind::Alone(super::BlockKind::Program);
                self.tokens.push(Token::bare(kind, Span::new(at, end)));
                Some(end)
            }
            b':' | b'/' | b'!' | b'?' | b'=' | b'-' => {
                let token = directive::read(text, at, end)?;
                let end = token.span.end as usize;
                self.tokens.push(token);
                Some(end)
            }
            _ => None,
        }
    }

    /// Leave out a line that holds comments and nothing else, which is no block and parts none; where the next one starts.
    fn only_comments(&mut self, start: usize, end: usize) -> Option<usize> {
        let all = !self.tokens.is_empty() && self.tokens.iter().all(|token| token.kind == TokenKind::Comment);
        if !all
            || self.text.as_bytes().get(start..end)?.contains(&b'>')
                && self.text.get(start..)?.trim_start().starts_with('>')
        {
            return None;
        }
        self.comments.extend(self.tokens.iter().map(|token| token.span));
        let next = self.line_end(end).1;
        self.out.copy_to(start);
        self.out.skip_to(next);
        Some(next)
    }

    /// Put a mark in place of the tokens just read; where reading goes on.
    fn emit(&mut self, prefix: &Prefix, width: usize, end: usize) -> usize {
        let tokens = std::mem::take(&mut self.tokens);
        let start = tokens.first().map_or(self.out.done(), |token| token.span.start as usize);
        self.out.copy_to(start);
        if let [token] = tokens.as_slice()
            && let Some(end) = self.enclosed(token, end)
        {
            self.tokens = tokens;
            return end;
        }
        let at = self.out.len();
        self.out.insert(MARK, start);
        for token in &tokens {
            self.mark(at, token, prefix, width);
        }
        if let Some(title) = tokens.iter().find_map(|token| token.title) {
            // As a heading the title is read as one line of inlines, whatever it starts with.
            let margin = if prefix.quoted { self.text.get(start - prefix.len..start).unwrap_or_default() } else { "" };
            let spaces = " ".repeat(if prefix.quoted { 0 } else { width });
            self.out.insert(&format!("\n{margin}{spaces}# "), title.start as usize);
            self.out.skip_to(title.start as usize);
            self.out.copy_to(title.end as usize);
        }
        self.out.skip_to(end);
        self.tokens = tokens;
        end
    }

    /// Code or a comment between two tags of a template; none if nothing closes it.
    fn enclosed(&mut self, token: &Token, end: usize) -> Option<usize> {
        let name = self.text.get(token.name.range())?;
        let code = token.kind == TokenKind::Code;
        if !code && name != "comment" {
            return None;
        }
        let close = if self.failures > MAX_FAILURES { None } else { template::code_end(self.text, end, name) };
        self.failures += usize::from(close.is_none());
        let close = close?;
        let (start, close_end) = (token.span.start as usize, close.end as usize);
        let mut token = Token { span: token.span.cover(close), ..token.clone() };
        let at = self.out.len();
        if code {
            self.out.insert(CODE_FENCE, start);
            self.out.skip_to(end);
            let line = self.text.get(..close.start as usize)?.trim_end_matches([' ', '\t']).len();
            self.out.copy_to(line);
            if !self.out.at_line_start() {
                self.out.insert("\n", line);
            }
            self.out.insert(CODE_FENCE, close.start as usize);
        } else {
            token.kind = TokenKind::Comment;
            self.out.insert(MARK, start);
        }
        self.out.skip_to(close_end);
        self.markers.push(Marker { at, token, partner: None, unclosed: false });
        Some(close_end)
    }

    /// Add a marker, and find its partner.
    fn mark(&mut self, at: usize, token: &Token, prefix: &Prefix, width: usize) {
        let own = self.markers.len();
        self.markers.push(Marker { at, token: token.clone(), partner: None, unclosed: false });
        let before = self.scopes.last().map_or(0, |scope| scope.dedent);
        let scope = |kind, dedent| Scope { marker: own, column: width, dedent, before, kind };
        match token.kind {
            TokenKind::Open(family, _) => {
                self.open(Opened { marker: Some(own), family, span: token.span, name: token.name });
                if family == Family::Jsx {
                    self.scopes.push(scope(ScopeKind::Jsx { told: false }, before));
                }
            }
            TokenKind::Indented(_) => {
                self.scopes.push(scope(ScopeKind::Indented(prefix.width + 4), before + 4));
            }
            TokenKind::Close(family) => self.close(family, token, Some(own)),
            _ => {}
        }
    }
}
