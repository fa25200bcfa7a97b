//! Where a rule puts what it found.

use std::collections::BTreeMap;

use super::Rule;
use super::view::Page;
use crate::config::Config;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Location};
use crate::document::{Lines, Span};
use crate::practice::{Condition, Practice, Tally};
use crate::root::fingerprint;

/// What a rule found, before it is told where and in which page.
#[derive(Debug, Clone)]
pub struct Finding {
    span: Span,
    message: String,
    counterpart: Option<Span>,
    help: Option<String>,
    fix: Option<(String, Applicability, Vec<(Span, String)>)>,
    detail: String,
    condition: Option<Condition>,
    severity: Option<crate::diagnostic::Severity>,
    minor: bool,
}

/// Whether a fix may be made without asking, what it does, and its edits.
pub type Proposal = (Applicability, &'static str, Vec<(Span, String)>);

impl Finding {
    /// A finding at `span` of the page that is checked.
    #[must_use]
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            counterpart: None,
            help: None,
            fix: None,
            detail: String::new(),
            condition: None,
            severity: None,
            minor: false,
        }
    }

    /// Where the source says otherwise.
    #[must_use]
    pub fn beside(mut self, source: Span) -> Self {
        self.counterpart = Some(source);
        self
    }

    /// What to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// An edit that mends it: `span` becomes `replacement`.
    #[must_use]
    pub fn fix(
        self,
        applicability: Applicability,
        description: &str,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        self.fix_all(applicability, description, vec![(span, replacement.into())])
    }

    /// Edits that mend it, if there are any.
    #[must_use]
    pub fn fix_if(self, proposal: Option<Proposal>) -> Self {
        match proposal {
            Some((applicability, description, edits)) => self.fix_all(applicability, description, edits),
            None => self,
        }
    }

    /// Edits that together mend it; they must not overlap.
    #[must_use]
    pub fn fix_all(mut self, applicability: Applicability, description: &str, edits: Vec<(Span, String)>) -> Self {
        self.fix = Some((description.to_owned(), applicability, edits));
        self
    }

    /// What tells this finding from others of the same rule on the same page, whatever the lines
    /// (without it, the message does).
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The finding stands only where the whole corpus keeps to this practice; where there is too little to count,
    /// it stands if `by_default`.
    #[must_use]
    pub fn where_practised(mut self, practice: Practice, by_default: bool) -> Self {
        self.condition = Some(Condition::Where(practice, by_default));
        self
    }

    /// The finding stands only if the whole corpus meets this condition.
    #[must_use]
    pub fn if_met(mut self, condition: Condition) -> Self {
        self.condition = Some(condition);
        self
    }

    /// The finding stands unless the whole corpus keeps to all of these practices; always, where there are none.
    #[must_use]
    pub fn unless_practised(mut self, practices: Vec<Vec<Practice>>) -> Self {
        if !practices.is_empty() {
            self.condition = Some(Condition::Unless(practices));
        }
        self
    }

    /// How serious this one is, where that is not the rule's own severity. A severity in the configuration wins.
    #[must_use]
    pub fn severity(mut self, severity: crate::diagnostic::Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// It follows from a greater finding on the same page and is shown with `--all` only.
    #[must_use]
    pub fn minor(mut self, minor: bool) -> Self {
        self.minor = minor;
        self
    }
}

/// What the rules found in one group, and what they saw that the whole corpus must decide.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings, some of which stand only if the whole corpus says so.
    pub diagnostics: Vec<Diagnostic>,
    /// Votes for and against each practice.
    pub votes: BTreeMap<Practice, Tally>,
}

/// Takes the findings of one rule on one page.
pub struct Sink<'a> {
    rule: &'static Rule,
    page: &'a Page<'a>,
    source: Option<&'a Page<'a>>,
    group: &'a str,
    config: &'a Config,
    outcome: &'a mut Outcome,
}

impl<'a> Sink<'a> {
    /// A sink for `rule` on `page`, beside `source` where there is one.
    pub fn new(
        rule: &'static Rule,
        page: &'a Page<'a>,
        source: Option<&'a Page<'a>>,
        group: &'a str,
        config: &'a Config,
        outcome: &'a mut Outcome,
    ) -> Self {
        Self { rule, page, source, group, config, outcome }
    }

    /// Take a finding on the page that is checked.
    pub fn report(&mut self, finding: Finding) {
        self.report_on(self.page, finding);
    }

    /// Take a finding on another page of the same group.
    pub fn report_on(&mut self, page: &Page<'_>, finding: Finding) {
        let language = page.member.language.tag();
        let default = finding.severity.unwrap_or(self.rule.severity);
        let Some(severity) = self.config.severity(self.rule.id, default, &page.member.file.shown, language) else {
            return;
        };
        let detail = if finding.detail.is_empty() { &finding.message } else { &finding.detail };
        let fingerprint = fingerprint(&[self.rule.id, detail]);
        let fix = finding.fix.map(|(description, applicability, edits)| Fix {
            description,
            applicability,
            edits: edits
                .into_iter()
                .map(|(span, replacement)| Edit {
                    span,
                    range: page.document.lines.range(&page.document.text, span),
                    replacement,
                })
                .collect(),
        });
        let diagnostic = Diagnostic {
            rule: self.rule.id,
            severity,
            group: self.group.to_owned(),
            language: language.to_owned(),
            location: locate(page, finding.span),
            message: finding.message,
            counterpart: finding.counterpart.zip(self.source).map(|(span, source)| locate(source, span)),
            help: finding.help,
            fix,
            fingerprint,
            condition: finding.condition,
            minor: finding.minor,
        };
        self.outcome.diagnostics.push(diagnostic);
    }

    /// Count one pair of pages for or against a practice.
    pub fn vote(&mut self, practice: Practice, kept: bool) {
        self.outcome.votes.entry(practice).or_default().count(kept);
    }
}

/// Take a finding on a file as a whole, read or not.
#[allow(clippy::too_many_arguments)]
pub fn report_on_file(
    rule: &'static Rule,
    config: &Config,
    outcome: &mut Outcome,
    group: &str,
    page: &crate::corpus::Member,
    language: &crate::corpus::Language,
    message: String,
    help: &str,
) {
    let path = &page.file.shown;
    let Some(severity) = config.severity(rule.id, rule.severity, path, language.tag()) else { return };
    outcome.diagnostics.push(Diagnostic {
        rule: rule.id,
        severity,
        group: group.to_owned(),
        language: language.tag().to_owned(),
        location: Location {
            path: path.clone(),
            span: Span::default(),
            range: Lines::default().range("", Span::default()),
        },
        fingerprint: fingerprint(&[rule.id, &message]),
        message,
        counterpart: None,
        help: Some(help.to_owned()),
        fix: None,
        condition: None,
        minor: false,
    });
}

fn locate(page: &Page<'_>, span: Span) -> Location {
    Location { path: page.member.file.shown.clone(), span, range: page.document.lines.range(&page.document.text, span) }
}
