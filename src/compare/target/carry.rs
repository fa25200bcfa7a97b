//! A target of the source as the translation would write it.

use super::locale::is_locale;
use super::{Context, same};

/// The source's target with the locale and the steps up that the translation's own target shows. `found` is what the
/// translation has in its place, which points elsewhere. `None` where that would not point to the same, or to the
/// page that it stands on.
#[must_use]
pub fn carried(source: &str, found: &str, context: &Context<'_>) -> Option<String> {
    // What the pages of all languages share lies more steps up for those that have a folder of their own.
    let shared = with_steps(source, found);
    let shared = Some(shared).filter(|it| {
        let there = resolved(it, context.target_path);
        there.is_some() && there == resolved(source, context.source_path)
    });
    let localised = with_locale(source, found, context);
    let mut candidates = shared.into_iter().chain([localised, source.to_owned()]);
    let fits = |candidate: &String| same(source, candidate, context) && !is_own(candidate, context);
    candidates.find(fits)
}

/// The locale segment of the translation's target, put where the source's has its own or at the same place.
fn with_locale(source: &str, found: &str, context: &Context<'_>) -> String {
    let (head, path) = split(source);
    let (other_head, other) = split(found);
    let at = |path: &str, language: &str| {
        path.split('/').position(|piece| !piece.is_empty() && is_locale(piece, &[language]))
    };
    let Some(own) = at(other, context.target_language) else { return source.to_owned() };
    let Some(piece) = other.split('/').nth(own) else { return source.to_owned() };
    // English counts as a locale of every page.
    if !is_of(piece, context.target_language) || head != other_head {
        return source.to_owned();
    }
    let mut pieces: Vec<&str> = path.split('/').collect();
    match at(path, context.source_language) {
        Some(place) if place == own => {
            if let Some(slot) = pieces.get_mut(place) {
                *slot = piece;
            }
        }
        None if own == 1 && path.starts_with('/') && other.starts_with('/') => pieces.insert(1, piece),
        _ => return source.to_owned(),
    }
    format!("{head}{}", pieces.join("/"))
}

fn is_of(piece: &str, language: &str) -> bool {
    let base = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    base(piece) == base(language) || base(language) != "en" && base(piece) != "en" && is_locale(piece, &[language])
}

/// Scheme and host, and the path from its first slash.
fn split(target: &str) -> (&str, &str) {
    let start = target.find("://").map_or(0, |at| at + 3);
    let host = if start > 0 {
        target.get(start..).and_then(|rest| rest.find('/')).map_or(target.len(), |at| start + at)
    } else {
        0
    };
    target.split_at(host)
}

/// As many steps up as the translation takes.
fn with_steps(source: &str, found: &str) -> String {
    let rest = |mut target: &'_ str| {
        let mut steps = 0;
        while let Some(next) = target.strip_prefix("../") {
            target = next;
            steps += 1;
        }
        (steps, target.len())
    };
    let (steps, _) = rest(found);
    let (_, length) = rest(source);
    format!("{}{}", "../".repeat(steps), source.get(source.len() - length..).unwrap_or_default())
}

/// The path of a relative target from the root.
fn resolved(target: &str, page: &str) -> Option<Vec<String>> {
    if target.starts_with(['/', '#']) || target.contains("://") {
        return None;
    }
    let mut pieces: Vec<String> =
        page.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').map(str::to_owned).collect();
    for piece in target.split('/').filter(|piece| *piece != ".") {
        if piece == ".." {
            pieces.pop();
        } else {
            pieces.push(piece.to_owned());
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    Some(pieces)
}

/// Whether a relative target is the file of the translation itself.
fn is_own(target: &str, context: &Context<'_>) -> bool {
    let name = context.target_path.rsplit('/').next().unwrap_or_default();
    let page = target.split(['#', '?']).next().unwrap_or_default();
    !page.is_empty() && page.trim_start_matches("./") == name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_and_steps_are_carried_over() {
        let context = Context {
            source_path: "docs/a.md",
            target_path: "docs/de/a.md",
            source_language: "en",
            target_language: "de",
        };
        let carried = |source, found| carried(source, found, &context);
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(
            carried("https://tea.example/en/new/", "https://tea.example/de/old/"),
            is("https://tea.example/de/new/")
        );
        assert_eq!(carried("/new/", "/de/old/"), is("/de/new/"));
        assert_eq!(carried("/en/new/", "/de/old/"), is("/de/new/"));
        assert_eq!(carried("/new/", "/old/"), is("/new/"));
        assert_eq!(carried("img/cup.png", "../img/tasse.png"), is("../img/cup.png"));
        assert_eq!(carried("../img/cup.png", "../../img/tasse.png"), is("../../img/cup.png"));
        assert_eq!(carried("https://tea.example/x", "https://kaputt.example/de/x"), is("https://tea.example/x"));
        // The switch between languages: the source names the page that this is.
        let readme = Context { source_path: "README.md", target_path: "README.de.md", ..context };
        assert_eq!(super::carried("README.de.md", "https://tea.example/", &readme), None);
    }
}
