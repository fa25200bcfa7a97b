//! Which findings are wanted.

use clap::Args;

use isogloss::config::{self, Config};
use isogloss::corpus::Language;
use isogloss::diagnostic::Diagnostic;

use super::rules::RuleName;

/// Rules and languages.
#[derive(Args)]
#[command(next_help_heading = "What to report")]
pub struct Select {
    /// Only these rules
    #[arg(long = "rule", value_name = "RULE", value_delimiter = ',', value_parser = RuleName, hide_possible_values = true)]
    only: Vec<&'static str>,
    /// All but these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = RuleName, hide_possible_values = true)]
    ignore: Vec<&'static str>,
    /// Only findings on pages in these languages
    #[arg(long, value_name = "LANG", value_delimiter = ',', value_parser = config::language)]
    language: Vec<Language>,
}

impl Select {
    /// Tell the configuration which rules speak.
    pub fn rules(&self, config: &mut Config) {
        config.rules.only.extend(&self.only);
        config.rules.ignored.extend(&self.ignore);
    }

    /// Whether a finding is on a page in a wanted language.
    pub fn wants(&self, diagnostic: &Diagnostic) -> bool {
        self.language.is_empty()
            || self.language.iter().any(|wanted| config::covers(wanted.tag(), &diagnostic.language))
    }

    /// Whether a finding is of a wanted rule, and on a page in a wanted language.
    pub fn takes(&self, diagnostic: &Diagnostic) -> bool {
        let named = self.only.is_empty() || self.only.contains(&diagnostic.rule);
        named && !self.ignore.contains(&diagnostic.rule) && self.wants(diagnostic)
    }

    /// Whether everything is wanted.
    pub fn is_all(&self) -> bool {
        self.only.is_empty() && self.ignore.is_empty() && self.language.is_empty()
    }
}
