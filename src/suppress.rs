//! Comments in a page that silence findings, in the page that a finding is on or in the source beside it.
//!
//! [`FORMS`] lists them. Without a rule, all rules. The comment is one of HTML, MDX or Liquid, or a line of the front matter that starts with
//! `#`, above a key or behind its value. What silences nothing is a finding of its own.

use std::cell::Cell;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::front_matter::{FrontMatter, path};
use crate::document::{BlockKind, Document, InlineKind, Span};
use crate::rules::{self, Finding, Outcome, Page, Sink, unused_suppression};

/// The comments as the README lists them, each with what it silences. A comment before a block may stand in it too.
pub const FORMS: [(&str, &str); 4] = [
    ("`<!-- isogloss-ignore number, math: other units -->`", "the block that follows"),
    ("`<!-- isogloss-ignore-start number -->` … `<!-- isogloss-ignore-end -->`", "what stands between them"),
    ("`<!-- isogloss-ignore-file number -->`", "the page"),
    ("`# isogloss-ignore value-changed` in the front matter", "the key on that line, or the next one"),
];

/// What every such comment holds.
const WORD: &str = "isogloss-ignore";

/// Comments read of one page; the bound keeps hostile pages quick.
const MAX_COMMENTS: usize = 1000;

/// Drop the findings of a group that its pages silence, and report what silences nothing.
///
/// `pages` are all pages of the group that could be read, `key` is the group's.
pub fn apply(pages: &[Page<'_>], key: &str, config: &Config, outcome: &mut Outcome) {
    let silenced: Vec<(&Page<'_>, Vec<Ignore>)> =
        pages.iter().map(|page| (page, ignores(page.document))).filter(|(_, ignores)| !ignores.is_empty()).collect();
    if silenced.is_empty() {
        return;
    }
    let stands = |diagnostic: &Diagnostic| {
        let places = [Some(&diagnostic.location), diagnostic.counterpart.as_ref()];
        let mut silent = false;
        for (page, ignores) in &silenced {
            for place in places.iter().flatten().filter(|place| place.path == page.member.file.shown) {
                // All of them, not the first: each that silences something is of use.
                silent = ignores.iter().fold(silent, |silent, ignore| ignore.covers(diagnostic.rule, place) || silent);
            }
        }
        !silent
    };
    outcome.diagnostics.retain(stands);
    for (page, ignores) in &silenced {
        let mut sink = Sink::new(&unused_suppression::RULE, page, None, key, config, outcome);
        for ignore in ignores {
            if let Some(message) = ignore.complaint(page, config) {
                let finding = Finding::new(ignore.place, message).help("remove it, or name the rule that it is for");
                sink.report(finding);
            }
        }
    }
}

/// One comment that silences something.
struct Ignore {
    /// The comment.
    place: Span,
    /// What it silences.
    scope: Scope,
    /// The rules that it names, each with whether it silenced anything; none: all rules.
    rules: Vec<(&'static str, Cell<bool>)>,
    /// Names in it that no rule has.
    unknown: Vec<String>,
    /// Whether it silenced anything.
    used: Cell<bool>,
}

/// What a comment silences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// The whole page.
    File,
    /// A part of it. What is missing stands at the line after which it belongs, so empty places count from `before`,
    /// the start of the last line with text before the comment.
    Part { before: u32, span: Span },
    /// Nothing: an end without a start, or a comment with nothing after it.
    Nothing,
}

impl Ignore {
    /// Whether it silences a finding of `rule` at a place of its page; if so, it is noted as used.
    fn covers(&self, rule: &str, place: &Location) -> bool {
        let within = match self.scope {
            Scope::File => true,
            Scope::Nothing => false,
            Scope::Part { before, span } => {
                let start = if place.span.is_empty() { before } else { span.start };
                start <= place.span.start && place.span.start < span.end.max(start + 1)
            }
        };
        if !within {
            return false;
        }
        let named = self.rules.iter().find(|(id, _)| *id == rule);
        if named.is_none() && !(self.rules.is_empty() && self.unknown.is_empty()) {
            return false;
        }
        if let Some((_, used)) = named {
            used.set(true);
        }
        self.used.set(true);
        true
    }

    /// What is wrong with it, if anything. A rule that is off here cannot find anything, so nothing is said of it.
    fn complaint(&self, page: &Page<'_>, config: &Config) -> Option<String> {
        let quoted = |names: &mut dyn Iterator<Item = &str>| {
            names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        if !self.unknown.is_empty() {
            let names = quoted(&mut self.unknown.iter().map(String::as_str));
            return Some(format!("suppression names {names}, which is no rule"));
        }
        if self.rules.is_empty() {
            let partial = !(config.rules.only.is_empty() && config.rules.ignored.is_empty());
            return (!self.used.get() && !partial).then(|| "suppression silences nothing".to_owned());
        }
        let speaks = |id: &str| {
            let rule = rules::ALL.iter().find(|rule| rule.id == id);
            let (path, language) = (&page.member.file.shown, page.member.language.tag());
            rule.is_some_and(|rule| config.severity(id, rule.severity, path, language).is_some())
        };
        let unused = |(id, used): &&(&'static str, Cell<bool>)| !used.get() && speaks(id);
        let names = quoted(&mut self.rules.iter().filter(unused).map(|(id, _)| *id));
        (!names.is_empty()).then(|| format!("suppression of {names} silences nothing"))
    }
}

/// What a comment says.
struct Said<'a> {
    kind: Kind,
    rules: Vec<&'static str>,
    unknown: Vec<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Next,
    Start,
    End,
    File,
}

/// Read a comment; `None` if it does not silence anything.
fn read(comment: &str) -> Option<Said<'_>> {
    let (_, rest) = comment.split_once(WORD)?;
    let kinds = [("-start", Kind::Start), ("-end", Kind::End), ("-file", Kind::File), ("", Kind::Next)];
    let (kind, rest) = kinds.iter().find_map(|(name, kind)| rest.strip_prefix(name).map(|rest| (*kind, rest)))?;
    if rest.starts_with(|next: char| next.is_alphanumeric() || next == '-' && !rest.starts_with("-->")) {
        return None;
    }
    let end = ["-->", "*/", "#}", "{%", ":", " --", "\n"].iter().filter_map(|mark| rest.find(mark)).min();
    let names = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let mut said = Said { kind, rules: Vec::new(), unknown: Vec::new() };
    for name in names.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty()) {
        match rules::ALL.iter().find(|rule| rule.id == name) {
            Some(rule) => said.rules.push(rule.id),
            None => said.unknown.push(name),
        }
    }
    Some(said)
}

/// All comments of a page that silence something.
fn ignores(document: &Document) -> Vec<Ignore> {
    if memchr::memmem::find(document.text.as_bytes(), WORD.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found: Vec<Ignore> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let front = document.front_matter.as_ref().into_iter().flat_map(|front| yaml_comments(document, front));
    let body = document.comments.iter().map(|&span| (span, None));
    for (place, key) in front.chain(body).take(MAX_COMMENTS) {
        let Some(said) = read(document.slice(place)) else { continue };
        let scope = match said.kind {
            Kind::File => Scope::File,
            Kind::Next => {
                key.or_else(|| block(document, place)).map_or(Scope::Nothing, |span| part(document, place, span))
            }
            Kind::Start => {
                open.push(found.len());
                part(document, place, Span { start: place.end, end: Span::new(0, document.text.len()).end })
            }
            Kind::End => {
                let named = |at: &usize| {
                    let start = &found[*at];
                    said.rules.is_empty() || start.rules.iter().map(|(id, _)| *id).eq(said.rules.iter().copied())
                };
                if let Some(at) = open.iter().rposition(named) {
                    let start = &mut found[open.remove(at)];
                    if let Scope::Part { span, .. } = &mut start.scope {
                        span.end = place.start.max(span.start);
                    }
                    continue;
                }
                Scope::Nothing
            }
        };
        found.push(Ignore {
            place,
            scope,
            rules: said.rules.into_iter().map(|id| (id, Cell::new(false))).collect(),
            unknown: said.unknown.into_iter().map(str::to_owned).collect(),
            used: Cell::new(false),
        });
    }
    found
}

fn part(document: &Document, comment: Span, span: Span) -> Scope {
    let before = document.text.get(..comment.start as usize).unwrap_or_default().trim_end();
    let last = before.rfind('\n').map_or(0, |at| at + 1);
    // A comment behind a text speaks of the line that it stands in.
    Scope::Part { before: Span::at(last).start, span }
}

/// The block that a comment in the body speaks of: the text that it stands in, else the next block.
fn block(document: &Document, comment: Span) -> Option<Span> {
    let holds = |kind: BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Cell);
    let around = document.blocks.iter().enumerate().rev().find(|(id, block)| {
        holds(block.kind)
            && block.span.contains(comment)
            && document.inlines_of(*id).iter().any(|inline| inline.kind != InlineKind::Break)
    });
    if let Some((_, block)) = around {
        return Some(block.span);
    }
    let is_comment = |text: &str| text.starts_with("<!--") && text.ends_with("-->");
    let next = document.blocks.iter().skip(1).find(|block| {
        block.span.start >= comment.end && !(block.kind == BlockKind::Html && is_comment(document.slice(block.span)))
    });
    next.map(|block| block.span)
}

/// Lines of the front matter with such a comment, each with the key that it speaks of: the one on its line, else the
/// next one, with all that is in it.
fn yaml_comments(document: &Document, front: &FrontMatter) -> Vec<(Span, Option<Span>)> {
    let mut comments = Vec::new();
    let mut start = front.content.start as usize;
    for line in document.slice(front.content).split_inclusive('\n') {
        let (from, to) = (start, start + line.trim_end().len());
        start += line.len();
        let Some(mark) = line.find('#').filter(|&at| line.get(at..).is_some_and(|rest| rest.contains(WORD))) else {
            continue;
        };
        let comment = Span::new(from + mark, to);
        let here = Span::at(from).start;
        let index = front.entries.iter().position(|entry| entry.key.start >= here);
        let key = index.and_then(|index| {
            let entry = front.entries.get(index)?;
            let inner = front.entries.iter().skip(index).take_while(|other| path::is_within(&other.path, &entry.path));
            Some(inner.fold(entry.key.cover(entry.span), |all, other| all.cover(other.key).cover(other.span)))
        });
        comments.push((comment, key));
        if comments.len() >= MAX_COMMENTS {
            break;
        }
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(comment: &str) -> Option<(Kind, Vec<&'static str>, Vec<&str>)> {
        read(comment).map(|said| (said.kind, said.rules, said.unknown))
    }

    #[test]
    fn a_comment_names_rules_and_a_reason() {
        assert_eq!(said("<!-- isogloss-ignore -->"), Some((Kind::Next, vec![], vec![])));
        assert_eq!(said("<!--isogloss-ignore-->"), Some((Kind::Next, vec![], vec![])));
        assert_eq!(said("<!-- isogloss-ignore: as it is -->"), Some((Kind::Next, vec![], vec![])));
        let two = Some((Kind::Next, vec!["number", "math"], vec![]));
        assert_eq!(said("<!-- isogloss-ignore number, math: other units -->"), two);
        assert_eq!(said("{/* isogloss-ignore number math */}"), two);
        assert_eq!(said("{% comment %}isogloss-ignore number, math{% endcomment %}"), two);
        assert_eq!(said("# isogloss-ignore-file nmber"), Some((Kind::File, vec![], vec!["nmber"])));
        assert_eq!(said("<!-- isogloss-ignore-end -->"), Some((Kind::End, vec![], vec![])));
        assert_eq!(said("<!-- isogloss-ignored -->"), None);
        assert_eq!(said("<!-- ignore -->"), None);
    }

    fn scopes(text: &str) -> Vec<String> {
        let document = crate::document::parse(text.to_owned(), "a.md");
        let shown = |ignore: &Ignore| match ignore.scope {
            Scope::File => "file".to_owned(),
            Scope::Nothing => "nothing".to_owned(),
            Scope::Part { span, .. } => document.slice(span).trim().to_owned(),
        };
        ignores(&document).iter().map(shown).collect()
    }

    #[test]
    fn a_comment_speaks_of_the_next_block() {
        assert_eq!(scopes("A.\n\n<!-- isogloss-ignore -->\n\n- b\n- c\n\nD.\n"), ["- b\n- c"]);
        assert_eq!(scopes("<!-- isogloss-ignore -->\n<!-- a note -->\nA.\n"), ["A."]);
        assert_eq!(scopes("A. <!-- isogloss-ignore -->\nB.\n\nC.\n"), ["A. <!-- isogloss-ignore -->\nB."]);
        assert_eq!(scopes("A.\n\n<!-- isogloss-ignore -->\n"), ["nothing"]);
        let between = "<!-- isogloss-ignore-start -->\nA.\n\nB.\n<!-- isogloss-ignore-end -->\n\nC.\n";
        assert_eq!(scopes(between), ["A.\n\nB."]);
        assert_eq!(scopes("<!-- isogloss-ignore-start -->\n\nA.\n\nB.\n"), ["A.\n\nB."]);
        assert_eq!(scopes("<!-- isogloss-ignore-end -->\n\nA.\n"), ["nothing"]);
    }

    #[test]
    fn a_comment_speaks_of_a_key() {
        let text = "---\n# isogloss-ignore\nhero:\n  a: 1\nb: 2 # isogloss-ignore value-changed\nc: 3\n---\n\nA.\n";
        assert_eq!(scopes(text), ["hero:\n  a: 1", "b: 2"]);
    }
}
