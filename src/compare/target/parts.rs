//! A target taken apart, with the locale in it folded away.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::locale;

/// What a target is relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A host on the web.
    Host,
    /// The root of the site.
    Root,
    /// The page it stands on.
    Relative,
    /// Nothing: a mail address, a data URL, an unknown scheme.
    Other,
}

/// The parts of a target.
#[derive(Debug)]
pub struct Parts<'a> {
    /// What it is relative to.
    pub place: Place,
    /// All of it, decoded.
    pub text: Cow<'a, str>,
    /// The host in lower case, without `www.` and the label of a language.
    pub host: String,
    /// The label of a language that was taken off the host.
    pub label: String,
    /// The path, without locale, ending of a page and name of an index; `..` stays.
    pub segments: Vec<Cow<'a, str>>,
    /// The query without what chooses a language.
    pub query: String,
    /// What follows the `#`.
    pub fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Take a target apart; locales of these `languages` fold, of any language where none is named.
    pub fn of(target: &'a str, languages: &[&str]) -> Self {
        let raw = trim(target);
        let (raw, fragment) = raw.split_once('#').map_or((raw, None), |(page, fragment)| (page, Some(fragment)));
        let (body, query) = raw.split_once('?').map_or((raw, ""), |(page, query)| (page, query));
        let mut parts = Self {
            place: Place::Relative,
            text: Cow::Borrowed(raw),
            host: String::new(),
            label: String::new(),
            segments: Vec::new(),
            query: kept_query(query),
            fragment,
        };
        let mut path = body;
        if let Some(rest) = without_scheme(body) {
            parts.place = Place::Host;
            let (host, tail) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
            (parts.host, parts.label) = fold_host(host);
            path = tail;
        } else if has_scheme(body) {
            parts.place = Place::Other;
            parts.text = decode(raw);
            return parts;
        } else if body.starts_with('/') {
            parts.place = Place::Root;
        }
        parts.segments = segments(path, languages);
        parts
    }

    /// Whether it is an article of a project that has one host a language.
    pub fn is_wiki(&self) -> bool {
        let projects =
            ["wikipedia.org", "wiktionary.org", "wikibooks.org", "wikiquote.org", "wikisource.org", "wikiversity.org"];
        let host = self.host.strip_prefix("m.").unwrap_or(&self.host);
        projects.contains(&host)
    }

    /// Whether the other is the same page of the same site under a country of this language: `a.example.com/x`,
    /// `a.example.cn/x`.
    pub fn is_sister(&self, other: &Self, language: &str) -> bool {
        let (Some((here, _)), Some((there, country))) = (self.host.rsplit_once('.'), other.host.rsplit_once('.'))
        else {
            return false;
        };
        here == there && locale::is_locale(country, &[language]) && self.segments == other.segments
    }

    /// What a badge shows but for its words: its host, its colour and how it is drawn. Its words are prose.
    /// See <https://shields.io/badges/static-badge>.
    pub fn badge(&self) -> Option<(&str, &str, Option<&str>, Option<&str>)> {
        let [kind, words] = &self.segments[..] else { return None };
        let (words, colour) = words.rsplit_once('-').filter(|_| kind == "badge" && self.place == Place::Host)?;
        // A logo and a version are kept.
        let version =
            words.split('-').find(|word| word.contains('.') && word.bytes().any(|byte| byte.is_ascii_digit()));
        let logo = self.text.split(['?', '&']).find_map(|part| part.strip_prefix("logo="));
        Some((&self.host, colour, version, logo))
    }

    /// Whether a badge has another value under the same label: `license-MIT`, `license-ISC`. Translated are both or neither.
    pub fn is_other_badge(&self, other: &Self) -> bool {
        let value = |parts: &Self| -> Option<(String, String)> {
            let (label, rest) = parts.segments.get(1)?.split_once('-')?;
            let (value, _) = rest.rsplit_once('-')?;
            (label.is_ascii() && value.is_ascii()).then(|| (label.to_ascii_lowercase(), value.to_ascii_lowercase()))
        };
        let (here, there) = (value(self), value(other));
        here.zip(there).is_some_and(|((label, value), (other, found))| label == other && value != found)
    }

    /// The path from the root, for a target on the page at `page`.
    pub fn resolved(&self, page: &str, languages: &[&str]) -> Vec<Cow<'_, str>> {
        let directory = page.rsplit_once('/').map_or("", |(directory, _)| directory);
        let mut out: Vec<Cow<'_, str>> = Vec::new();
        for segment in directory.split('/').filter(|segment| !segment.is_empty() && *segment != ".") {
            out.push(Cow::Owned(segment.to_owned()));
        }
        if self.segments.is_empty() && self.fragment.is_some() {
            let name = page.rsplit('/').next().unwrap_or_default();
            // The page itself, as a link from elsewhere names it.
            out.push(Cow::Owned(fold_last(Cow::Borrowed(name), languages).into_owned()));
        }
        for segment in &self.segments {
            if segment == ".." {
                out.pop();
            } else {
                out.push(Cow::Borrowed(segment));
            }
        }
        out.retain(|segment| !segment.is_empty() && !locale::is_locale(segment, languages));
        out
    }

    /// Whether the two name a thing by nothing but an id, a query or a name that says nothing, and it is another one.
    pub fn is_other_id(&self, other: &Self) -> bool {
        let last = |parts: &Self| parts.segments.last().is_some_and(|name| is_opaque(name));
        let (a, b) = (self.segments.split_last(), other.segments.split_last());
        let folders = a.zip(b).is_some_and(|((_, a), (_, b))| a == b);
        let query =
            |parts: &Self| parts.query.split('&').any(|pair| pair.split_once('=').is_some_and(|(_, id)| is_opaque(id)));
        self.place == Place::Host
            && self.host == other.host
            && (self.segments == other.segments && query(self) && query(other) || folders && last(self) && last(other))
    }
}

/// The target without what clings to it: brackets, and punctuation of the sentence around a bare address.
fn trim(target: &str) -> &str {
    let target = target.trim().trim_start_matches('<').trim_end_matches('>').trim();
    target.trim_end_matches(['.', ',', ';', '!', '。', '，', '、', '；', '！', '）', '」', '؛', '،'])
}

/// Whether a part of a path names a language.
pub fn is_locale(part: &str) -> bool {
    locale::is_locale(part, &[])
}

fn without_scheme(body: &str) -> Option<&str> {
    for scheme in ["https://", "http://"] {
        if body.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
            return body.get(scheme.len()..);
        }
    }
    body.strip_prefix("//").or_else(|| body.starts_with("www.").then_some(body))
}

fn has_scheme(body: &str) -> bool {
    body.find(':').is_some_and(|at| {
        let scheme = &body[..at];
        at > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

/// The host without `www.`, and the label of a language before it.
fn fold_host(host: &str) -> (String, String) {
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(host);
    match host.split_once('.') {
        Some((label, rest)) if rest.contains('.') && locale::is_locale(label, &[]) => {
            (rest.to_owned(), label.to_owned())
        }
        _ => (host.to_owned(), String::new()),
    }
}

/// Keys of a query that choose a language.
pub const LANGUAGE_KEYS: &[&str] = &["hl", "lang", "locale", "language", "setlang", "l"];

fn kept_query(query: &str) -> String {
    if query.is_empty() {
        return String::new();
    }
    let kept = query.split('&').filter(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        // Where a reader came from leads nowhere else.
        !LANGUAGE_KEYS.contains(&key) && !key.starts_with("utm_")
    });
    let mut out = String::new();
    for pair in kept.filter(|pair| !pair.is_empty()) {
        if !out.is_empty() {
            out.push('&');
        }
        // What a link has the reader say is in the reader's words.
        match pair.split_once('=').filter(|(key, _)| SAID.contains(key)) {
            Some((key, _)) => out.push_str(key),
            None => out.push_str(&decode(pair)),
        }
    }
    out
}

/// Keys of a query whose value is a text that is shared or sent.
const SAID: [&str; 6] = ["body", "description", "subject", "summary", "text", "title"];

fn segments<'a>(path: &'a str, languages: &[&str]) -> Vec<Cow<'a, str>> {
    let mut out: Vec<Cow<'a, str>> = Vec::new();
    let mut parts = path.split('/').filter(|part| !part.is_empty() && *part != ".").peekable();
    while let Some(part) = parts.next() {
        let part = decode(part);
        // `/lang/fr/` is a locale as a whole.
        if LANGUAGE_KEYS.contains(&part.as_ref()) && parts.peek().is_some_and(|next| locale::is_locale(next, languages))
        {
            continue;
        }
        let part = if parts.peek().is_some() { part } else { fold_last(part, languages) };
        if !part.is_empty() && !locale::is_locale(&part, languages) {
            out.push(part);
        }
    }
    out
}

/// Whether a name is an id that no person made: ten letters or more of both cases, changing in mid-word.
fn is_opaque(name: &str) -> bool {
    let turns = |pair: &[u8]| {
        pair.first().is_some_and(u8::is_ascii_lowercase)
            && pair.get(1).is_some_and(|next| !next.is_ascii_lowercase() && *next != b'-')
    };
    (10..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && name.bytes().any(|byte| byte.is_ascii_uppercase())
        && name.as_bytes().windows(2).any(turns)
}

/// Endings of files that a site serves as pages.
const PAGES: &[&str] = &[".md", ".mdx", ".markdown", ".html", ".htm", ".rst", ".adoc"];

/// The last segment without the ending of a page and the suffix of a language; empty for an index.
fn fold_last<'a>(segment: Cow<'a, str>, languages: &[&str]) -> Cow<'a, str> {
    let ending = PAGES.iter().find(|ending| segment.len() > ending.len() && segment.ends_with(**ending));
    let stem = match (segment, ending) {
        (Cow::Borrowed(text), Some(ending)) => Cow::Borrowed(text.strip_suffix(ending).unwrap_or(text)),
        (Cow::Owned(text), Some(ending)) => Cow::Owned(text.strip_suffix(ending).unwrap_or(&text).to_owned()),
        (segment, None) => segment,
    };
    let folded = match stem {
        Cow::Borrowed(stem) => locale::fold_name(stem, languages),
        Cow::Owned(stem) => Cow::Owned(locale::fold_name(&stem, languages).into_owned()),
    };
    let index = folded.eq_ignore_ascii_case("index") || folded.eq_ignore_ascii_case("readme") || folded == "_index";
    if index { Cow::Borrowed("") } else { folded }
}

/// Percent-encoding undone and composed (NFC); what does not decode to UTF-8 stays as it is.
pub fn decode(text: &str) -> Cow<'_, str> {
    let decoded = if text.contains('%') { unescape(text) } else { None };
    let text = decoded.map_or(Cow::Borrowed(text), Cow::Owned);
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    Cow::Owned(text.nfc().collect())
}

fn unescape(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let hex = |at: usize| {
        bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}
