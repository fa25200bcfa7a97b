//! Recognises the tag of a language in a piece of a path.

use std::borrow::Cow;

/// Language codes of ISO 639-1, and those of three letters and of scripts that paths of sites carry.
#[rustfmt::skip]
const CODES: &[&str] = &[
    "aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bh", "bi", "bm", "bn",
    "bo", "br", "bs", "ca", "ce", "ceb", "ch", "ckb", "co", "cr", "cs", "cu", "cv", "cy", "da", "de", "dv", "dz", "ee",
    "el", "en", "eo", "es", "et", "eu", "fa", "ff", "fi", "fil", "fj", "fo", "fr", "fy", "ga", "gd", "gl", "gn", "gu",
    "gv", "ha", "hans", "hant", "haw", "he", "hi", "ho", "hr", "ht", "hu", "hy", "hz", "ia", "id", "ie", "ig", "ii",
    "ik", "io", "is", "it", "iu", "iw", "ja", "jv", "ka", "kab", "kg", "ki", "kj", "kk", "kl", "km", "kmr", "kn", "ko",
    "kr", "ks", "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi", "mk",
    "ml", "mn", "mr", "ms", "mt", "my", "na", "nb", "nd", "ne", "ng", "nl", "nn", "no", "nr", "nv", "ny", "oc", "oj",
    "om", "or", "os", "pa", "pi", "pl", "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw", "sa", "sc", "sd", "se", "sg",
    "si", "sk", "sl", "sm", "sn", "so", "sq", "sr", "ss", "st", "su", "sv", "sw", "ta", "te", "tg", "th", "ti", "tk",
    "tl", "tn", "to", "tr", "ts", "tt", "tw", "ty", "ug", "uk", "ur", "uz", "ve", "vi", "vo", "wa", "wo", "xh", "yi",
    "yo", "yue", "za", "zh", "zu",
];

/// Countries and names that stand for a language in paths, in order, and the primary code they stand for.
#[rustfmt::skip]
const ALIASES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("bengali", "bn"),
    ("br", "pt"),
    ("brazilian", "pt"),
    ("ch", "zh"),
    ("chinese", "zh"),
    ("chs", "zh"),
    ("cht", "zh"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dk", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("farsi", "fa"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("gr", "el"),
    ("greek", "el"),
    ("hans", "zh"),
    ("hant", "zh"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hk", "zh"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("italian", "it"),
    ("iw", "he"),
    ("japanese", "ja"),
    ("jp", "ja"),
    ("korean", "ko"),
    ("kr", "ko"),
    ("mx", "es"),
    ("nb", "no"),
    ("nn", "no"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("thai", "th"),
    ("turkish", "tr"),
    ("tw", "zh"),
    ("ua", "uk"),
    ("ukrainian", "uk"),
    ("vietnamese", "vi"),
    ("vn", "vi"),
    ("yue", "zh"),
];

/// Whether a piece of a path is the tag of one of the languages, of English (to which sites link where a page is not
/// translated), or of any language where none is named.
pub fn is_locale(piece: &str, languages: &[&str]) -> bool {
    let length = piece.len();
    if !(2..=12).contains(&length) || !piece.is_ascii() {
        return false;
    }
    let cut = piece.find(['-', '_']).unwrap_or(length);
    let (primary, rest) = piece.split_at(cut);
    if !is_region(rest.trim_start_matches(['-', '_'])) && !rest.is_empty() {
        return false;
    }
    let mut buffer = [0_u8; 12];
    let Some(lower) = lower(primary, &mut buffer) else { return false };
    let named = languages.iter().any(|language| !language.is_empty());
    if !named {
        return CODES.binary_search(&lower).is_ok() || alias(lower).is_some();
    }
    let alias = alias(lower);
    languages.iter().chain(&["en"]).any(|language| {
        let language = language.split(['-', '_']).next().unwrap_or_default();
        language == lower || alias == Some(language)
    })
}

fn lower<'a>(text: &str, buffer: &'a mut [u8; 12]) -> Option<&'a str> {
    let part = buffer.get_mut(..text.len())?;
    part.copy_from_slice(text.as_bytes());
    part.make_ascii_lowercase();
    std::str::from_utf8(part).ok()
}

/// The primary code that a name stands for.
fn alias(name: &str) -> Option<&'static str> {
    let at = ALIASES.binary_search_by_key(&name, |&(alias, _)| alias).ok()?;
    ALIASES.get(at).map(|&(_, code)| code)
}

/// The second half of a tag: a region (`BR`, `419`) or a script (`Hans`), or both.
fn is_region(text: &str) -> bool {
    text.split(['-', '_']).all(|part| {
        let digits = part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits || (part.len() == 2 || part.len() == 4) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

/// A file's name without the tag of a language before its ending or at its end: `x.de.md`, `x-fr.png`, `x_ja`.
pub fn fold_name<'a>(name: &'a str, languages: &[&str]) -> Cow<'a, str> {
    let (stem, ending) = match name.rfind('.') {
        Some(at) if at > 0 && is_ending(&name[at + 1..]) && !is_locale(&name[at + 1..], languages) => name.split_at(at),
        _ => (name, ""),
    };
    match locale_suffix(stem, languages) {
        Some(at) if ending.is_empty() => Cow::Borrowed(&name[..at]),
        Some(at) => Cow::Owned(format!("{}{ending}", &stem[..at])),
        None => Cow::Borrowed(name),
    }
}

fn is_ending(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Where the separator before the tag at the end of a stem is, in bytes.
fn locale_suffix(stem: &str, languages: &[&str]) -> Option<usize> {
    let last = stem.rfind(['.', '-', '_'])?;
    // `pt-BR` and `zh_Hans` hold a separator themselves.
    let wider = stem[..last].rfind(['.', '-', '_']).filter(|&at| at > 0 && is_locale(&stem[at + 1..], languages));
    let at = wider.or_else(|| Some(last).filter(|&at| is_locale(&stem[at + 1..], languages)))?;
    (at > 0).then_some(at)
}
