//! Blocks of code, and fences that are never closed.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::block::BlockKind;
use super::dialect::{Marker, TokenKind};
use super::walk::Walker;
use super::{Problem, ProblemKind};

/// A code block that is open.
pub struct OpenCode {
    /// Where it stands in the masked text.
    range: Range<usize>,
    fenced: bool,
    /// Its text, as far as it was met.
    pub content: Option<Range<usize>>,
}

impl Walker<'_> {
    pub fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let fenced = matches!(kind, CodeBlockKind::Fenced(_));
        self.open(BlockKind::Code { fenced }, &range);
        if fenced {
            let line = self.source(&range).lines().next().unwrap_or_default();
            let info = line.trim_start_matches(['`', '~']);
            let start = range.start + line.len() - info.trim_start().len();
            let name = self.page.map.span(start..start + info.trim().len());
            self.tree.amend(|block| block.name = name);
        }
        if let Some(Marker { token, .. }) = self.page.markers.get(self.markers_at(range.start).start)
            && token.kind == TokenKind::Code
        {
            self.tree.amend(|block| (block.span, block.name) = (token.span, token.content));
        }
        self.code = Some(OpenCode { range, fenced, content: None });
    }

    pub fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let content = code.content.clone().unwrap_or_else(|| {
            let line = self.source(&code.range).lines().next().unwrap_or_default();
            let at = code.range.start + line.len();
            at..at
        });
        let text = self.source(&content).trim_end_matches(['\n', '\r']).len();
        let inside = self.page.map.span(content.start..content.start + text);
        self.tree.amend(|block| block.content = inside);
        if code.fenced {
            self.fence_problem(&code.range, &content);
        }
        self.close_block();
    }

    /// A fence that nothing closes, or that only the end of a later one does.
    fn fence_problem(&mut self, block: &Range<usize>, content: &Range<usize>) {
        let first = self.source(block).lines().next().unwrap_or_default();
        let what = if !closed(self.source(block), self.source(&(content.end..block.end))) {
            "code fence is never closed"
        } else if opens_within(first, self.source(content)) {
            "code fence is never closed: another opens in it"
        } else {
            return;
        };
        let span = self.page.map.span(block.start..block.start + first.len());
        self.problems.push(Problem { kind: ProblemKind::Unclosed, span, message: what.to_owned() });
    }
}

/// Whether a line of code opens another fence of the same kind, with an info string; in Markdown shown as text it may.
fn opens_within(first: &str, content: &str) -> bool {
    let Some(mark) = first.chars().next() else { return false };
    let info = first.trim_start_matches(mark);
    let fence = first.get(..first.len() - info.len()).unwrap_or_default();
    let shows_markdown = ["", "md", "mdx", "mdoc", "markdown", "text", "txt", "plaintext"];
    if shows_markdown.contains(&info.split([' ', '{', ':', ',']).find(|word| !word.is_empty()).unwrap_or_default()) {
        return false;
    }
    memchr::memmem::find_iter(content.as_bytes(), fence).any(|at| {
        let margin = content.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        let info = content.get(at..).unwrap_or_default().lines().next().unwrap_or_default().trim_start_matches(mark);
        margin.trim_start_matches(['>', ' ', '\t']).is_empty()
            && info.starts_with(|c: char| c.is_ascii_alphabetic())
            && !info.contains(mark)
    })
}

/// Whether a fenced block ends with a fence that closes it: `tail` is what follows its text.
fn closed(block: &str, tail: &str) -> bool {
    let Some(fence) = block.chars().next() else { return true };
    let opening = block.chars().take_while(|&c| c == fence).count();
    let tail = tail.trim_start_matches([' ', '\t', '\n', '\r', '>']).trim_end();
    tail.len() >= opening && tail.chars().all(|c| c == fence)
}
