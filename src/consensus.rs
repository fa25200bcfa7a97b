//! Where all translations agree against their source, it is the source that is in doubt: said once, on the source.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Location, Severity};

/// Fewer translations than this are no witnesses.
const WITNESSES: usize = 3;

/// The rule about what is left in the source's words: there, agreement does not speak against the source.
const UNTRANSLATED: &str = "untranslated";

/// What makes two findings on different translations the same: the rule, the place in the source, and the words.
type Charge = (&'static str, u32, u32, String);

/// Put findings that every one of `translations` translations shares on the page of the source.
///
/// `diagnostics` are those of one group, `language` is its source's. Each stays as it is unless at least three translations agree, and all do.
#[must_use]
pub fn settle(diagnostics: Vec<Diagnostic>, translations: usize, language: &str) -> Vec<Diagnostic> {
    if translations < WITNESSES || diagnostics.len() < WITNESSES {
        return diagnostics;
    }
    let mut witnesses: BTreeMap<Charge, Vec<&str>> = BTreeMap::new();
    for diagnostic in &diagnostics {
        if let Some(charge) = charge(diagnostic) {
            let languages = witnesses.entry(charge).or_default();
            if !languages.contains(&diagnostic.language.as_str()) {
                languages.push(&diagnostic.language);
            }
        }
    }
    let unanimous: Vec<Charge> = witnesses
        .into_iter()
        .filter(|(_, languages)| languages.len() == translations)
        .map(|(charge, _)| charge)
        .collect();
    if unanimous.is_empty() {
        return diagnostics;
    }
    let mut said: BTreeSet<Charge> = BTreeSet::new();
    let mut settled = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        match charge(&diagnostic).filter(|charge| unanimous.binary_search(charge).is_ok()) {
            None => settled.push(diagnostic),
            Some(charge) if said.contains(&charge) => {}
            Some(charge) => {
                said.insert(charge);
                settled.extend(on_source(diagnostic, translations, language));
            }
        }
    }
    settled
}

fn charge(diagnostic: &Diagnostic) -> Option<Charge> {
    // What surely has no business in a translation has none in ten either.
    if diagnostic.rule == UNTRANSLATED && diagnostic.severity > Severity::Info {
        return None;
    }
    let Location { span, .. } = diagnostic.counterpart.as_ref()?;
    Some((diagnostic.rule, span.start, span.end, diagnostic.message.clone()))
}

fn on_source(mut diagnostic: Diagnostic, translations: usize, language: &str) -> Option<Diagnostic> {
    // What every translation leaves as it is, is a name.
    if diagnostic.rule == UNTRANSLATED {
        return None;
    }
    let source = diagnostic.counterpart.take()?;
    diagnostic.counterpart = Some(std::mem::replace(&mut diagnostic.location, source));
    diagnostic.message = format!("{} in all {translations} translations", diagnostic.message);
    diagnostic.help = Some("all translations agree, so look at the source first".to_owned());
    language.clone_into(&mut diagnostic.language);
    diagnostic.fix = None;
    Some(diagnostic)
}
