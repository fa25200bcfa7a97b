//! How serious a finding is: the rule's own severity, what the file says, its exceptions, and the command line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use globset::GlobSet;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::corpus::Language;
use crate::diagnostic::Severity;

/// What a rule is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It says nothing.
    Off,
    /// Its findings are worth a look.
    Info,
    /// Its findings are very likely right.
    Warning,
    /// Its findings must be mended.
    Error,
    /// Its findings are as serious as the rule itself says.
    On,
}

impl Level {
    fn apply(self, default: Severity) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::On => Some(default),
        }
    }
}

/// Which rules speak, and how loud.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// The only rules that speak; all if empty.
    pub only: BTreeSet<&'static str>,
    /// Rules that do not speak, whatever else is said.
    pub ignored: BTreeSet<&'static str>,
    /// What rules are set to.
    pub levels: BTreeMap<&'static str, Level>,
    /// Exceptions; the last one that speaks of a rule holds.
    pub(super) overrides: Vec<Override>,
    /// What paths of a report are relative to, and what patterns are relative to.
    pub(super) places: Option<(PathBuf, PathBuf)>,
}

/// An exception for some pages.
#[derive(Debug, Clone)]
pub(super) struct Override {
    /// The pages; `None`: all.
    pub paths: Option<GlobSet>,
    /// Their languages; empty: all.
    pub languages: Vec<Language>,
    /// What rules are set to.
    pub levels: BTreeMap<&'static str, Level>,
}

impl Rules {
    pub(super) fn severity(&self, rule: &str, default: Severity, path: &str, language: &str) -> Option<Severity> {
        if self.ignored.contains(rule) || !(self.only.is_empty() || self.only.contains(rule)) {
            return None;
        }
        let level = self.exception(rule, path, language).or_else(|| self.levels.get(rule).copied());
        level.map_or(Some(default), |level| level.apply(default))
    }

    fn exception(&self, rule: &str, path: &str, language: &str) -> Option<Level> {
        let mut resolved = None;
        self.overrides.iter().rev().find_map(|exception| {
            let level = *exception.levels.get(rule)?;
            let spoken = exception.languages.is_empty()
                || exception.languages.iter().any(|wanted| covers(wanted.tag(), language));
            let here = spoken
                && exception
                    .paths
                    .as_ref()
                    .is_none_or(|paths| paths.is_match(resolved.get_or_insert_with(|| self.resolve(path))));
            here.then_some(level)
        })
    }

    /// A path of the report as a path relative to the configuration file.
    fn resolve(&self, path: &str) -> PathBuf {
        let Some((here, base)) = &self.places else { return path.into() };
        let mut absolute = PathBuf::new();
        for component in here.join(path).components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => {
                    absolute.pop();
                }
                other => absolute.push(other),
            }
        }
        absolute.strip_prefix(base).map(Path::to_path_buf).unwrap_or(absolute)
    }
}

/// Whether a tag means a language: `zh` covers `zh-Hant`, `pt-BR` only itself.
#[must_use]
pub fn covers(wanted: &str, language: &str) -> bool {
    language.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
