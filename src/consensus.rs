//! Where all translations agree against their source, it is the source that is in doubt: said once, on the source.
//! Where nearly all change the same code and each in its own way, they translate it: it is text for people.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Location, Severity};

/// Fewer translations than this are no witnesses.
const WITNESSES: usize = 3;

/// The rule about what is left in the source's words: there, agreement does not speak against the source.
const UNTRANSLATED: &str = "untranslated";

/// What makes two findings on different translations the same: the rule, the place in the source, and the words.
type Charge = (&'static str, u32, u32, String);

/// Who says the same of the source.
struct Witnesses<'a> {
    languages: BTreeSet<&'a str>,
    /// Whether each of them has it as part of a greater finding of its own.
    minor: bool,
}

/// Put findings that every one of `translations` translations shares on the page of the source.
///
/// `diagnostics` are those of one group, `language` is its source's. Each stays as it is unless at least three translations agree, and all do.
#[must_use]
pub fn settle(diagnostics: Vec<Diagnostic>, translations: usize, language: &str) -> Vec<Diagnostic> {
    if translations < WITNESSES || diagnostics.len() < WITNESSES {
        return diagnostics;
    }
    let diagnostics = translated(diagnostics, translations);
    let mut witnesses: BTreeMap<Charge, Witnesses<'_>> = BTreeMap::new();
    for diagnostic in &diagnostics {
        if let Some(charge) = charge(diagnostic) {
            let witnesses =
                witnesses.entry(charge).or_insert_with(|| Witnesses { languages: BTreeSet::new(), minor: true });
            witnesses.languages.insert(&diagnostic.language);
            witnesses.minor &= diagnostic.minor;
        }
    }
    let unanimous: BTreeMap<Charge, bool> = witnesses
        .into_iter()
        .filter(|(_, witnesses)| witnesses.languages.len() == translations)
        .map(|(charge, witnesses)| (charge, witnesses.minor))
        .collect();
    if unanimous.is_empty() {
        return diagnostics;
    }
    let mut said: BTreeSet<Charge> = BTreeSet::new();
    let mut settled = Vec::with_capacity(diagnostics.len());
    for mut diagnostic in diagnostics {
        let charge = charge(&diagnostic);
        match charge.and_then(|charge| unanimous.get(&charge).map(|&minor| (charge, minor))) {
            None => settled.push(diagnostic),
            Some((charge, minor)) => {
                if said.insert(charge) {
                    diagnostic.minor = minor;
                    settled.extend(on_source(diagnostic, translations, language));
                }
            }
        }
    }
    settled
}

/// The rules about code that may turn out to be text.
const CODE: [&str; 2] = ["inline-code", "code-changed"];

/// Code that four translations of five say otherwise than the source, and nearly all of them otherwise than each other,
/// is for your information: a slip stands in one of them, and what the source has changed stands alike in all.
fn translated(mut diagnostics: Vec<Diagnostic>, translations: usize) -> Vec<Diagnostic> {
    let place = |diagnostic: &Diagnostic| {
        let source = diagnostic.counterpart.as_ref().filter(|_| CODE.contains(&diagnostic.rule))?;
        Some((diagnostic.rule, source.span.start))
    };
    let mut ways: BTreeMap<(&str, u32), (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for diagnostic in &diagnostics {
        if let Some(place) = place(diagnostic) {
            let (languages, messages) = ways.entry(place).or_default();
            languages.insert(&diagnostic.language);
            messages.insert(&diagnostic.message);
        }
    }
    let many = |(languages, messages): &(BTreeSet<&str>, BTreeSet<&str>)| {
        languages.len() >= WITNESSES
            && languages.len() * 5 >= translations * 4
            && messages.len() * 5 >= languages.len() * 4
    };
    let text: BTreeSet<(&'static str, u32)> = diagnostics
        .iter()
        .filter_map(|diagnostic| place(diagnostic).filter(|place| ways.get(place).is_some_and(many)))
        .collect();
    for diagnostic in &mut diagnostics {
        if place(diagnostic).is_some_and(|place| text.contains(&place)) {
            diagnostic.severity = diagnostic.severity.min(Severity::Info);
        }
    }
    diagnostics
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
    diagnostic.message = format!("{} (in all {translations} translations)", diagnostic.message);
    diagnostic.help = Some("all translations agree, so look at the source first".to_owned());
    language.clone_into(&mut diagnostic.language);
    diagnostic.fix = None;
    Some(diagnostic)
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::diagnostic::{Diagnostic, Location, Severity};
    use crate::document::{Lines, Span};

    fn told(language: &str, minor: bool) -> Diagnostic {
        let location = |path: &str| {
            let span = Span::new(0, 1);
            Location { path: path.to_owned(), span, range: Lines::new("a").range("a", span) }
        };
        Diagnostic {
            rule: "section-missing",
            severity: Severity::Error,
            group: "door".to_owned(),
            language: language.to_owned(),
            location: location(language),
            message: "section missing: \"Keys\"".to_owned(),
            counterpart: Some(location("en")),
            help: None,
            fix: None,
            fingerprint: 0,
            condition: None,
            minor,
        }
    }

    #[test]
    fn what_each_language_says_in_its_own_words_is_text() {
        let settled = |messages: [&str; 3]| {
            let of = |(language, message): (&&str, &str)| Diagnostic {
                rule: "inline-code",
                message: message.to_owned(),
                ..told(language, false)
            };
            let settled = settle(["de", "fr", "ja"].iter().zip(messages).map(of).collect(), 3, "en");
            settled.iter().map(|diagnostic| diagnostic.severity).collect::<Vec<_>>()
        };
        assert_eq!(settled(["code Teich", "code étang", "code 池"]), [Severity::Info; 3]);
        assert_eq!(settled(["code b", "code b", "code b"]), [Severity::Error], "the source has changed");
        assert_eq!(settled(["code b", "code b", "code c"]), [Severity::Error; 3]);
    }

    #[test]
    fn what_is_part_of_something_greater_on_one_page_only_is_told_on_the_source() {
        let settled = |minor: [bool; 3]| {
            let diagnostics =
                ["de", "fr", "ja"].iter().zip(minor).map(|(language, minor)| told(language, minor)).collect();
            let settled = settle(diagnostics, 3, "en");
            settled.iter().map(|diagnostic| (diagnostic.location.path.clone(), diagnostic.minor)).collect::<Vec<_>>()
        };
        assert_eq!(settled([true, false, false]), [("en".to_owned(), false)]);
        assert_eq!(settled([true, true, true]), [("en".to_owned(), true)]);
    }
}
