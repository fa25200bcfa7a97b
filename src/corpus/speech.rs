//! Which language a file is written in, heard from the beginning of its text. Slow beside looking at paths, and so only
//! asked where paths are in doubt.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use whatlang::Lang;

use super::language::Language;
use super::prose;
use crate::speech::particles::{Tongues, tongues};
use crate::speech::script::Scripts;

/// How much of a file is read, in bytes.
const HEAD: usize = 16 << 10;

/// How much of it is read at first, in bytes.
const FIRST: usize = 4 << 10;

/// The beginning of a file, cut at a character; bytes that are no UTF-8 are replaced. `None` if it cannot be read.
pub fn head(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    // Most heads are short, and a file that ends within the first read is not asked again.
    let mut bytes = vec![0; FIRST];
    let mut len = file.read(&mut bytes).ok()?;
    if len == FIRST {
        bytes.resize(HEAD, 0);
        while let more @ 1.. = file.read(bytes.get_mut(len..).unwrap_or_default()).ok()? {
            len += more;
        }
    }
    bytes.truncate(len);
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()).into_owned()
        }
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    };
    Some(text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text))
}

/// The language of a text as a bare code, if it can be told for sure.
pub fn hear(text: &str) -> Option<&'static str> {
    let prose = prose::of(text);
    let heard = whatlang::detect(&prose)?;
    // A script that only one language uses is sure in a few words; between languages of one script it takes more.
    let letters = prose.chars().filter(|c| c.is_alphabetic()).count();
    let own_script = matches!(heard.lang(), Lang::Cmn | Lang::Jpn | Lang::Kor | Lang::Ell | Lang::Heb | Lang::Tha);
    (letters >= 8 && (own_script || heard.is_reliable() && letters >= 40)).then(|| code(heard.lang())).flatten()
}

/// Whether a text claimed to be in `claimed` is; `other` is the same page in another language. `None` if it cannot be told.
pub fn agrees(claimed: &Language, text: &str, other: Option<&str>) -> Option<bool> {
    let heard = hear(text);
    if heard.is_some_and(|heard| related(heard, claimed.base())) || stands_out(claimed, text, other, FAIR) {
        return Some(true);
    }
    if Lang::all().iter().any(|&lang| code(lang).is_some_and(|code| related(code, claimed.base()))) {
        return heard.map(|_| false);
    }
    // What the detector does not know it takes for some neighbour, or for nothing, but not for the language of the other
    // page.
    let other = other.and_then(hear)?;
    let long = text.chars().filter(|c| c.is_alphabetic()).count() >= 300;
    if heard == Some(other) { Some(false) } else { long.then_some(true) }
}

/// The language that all of a page's prose is in, where that is surely not the one that it is filed under; a bare code.
/// It is listened to at its beginning, middle and end.
#[must_use]
pub fn strange(claimed: &Language, text: &str) -> Option<&'static str> {
    /// More letters of the page's own script than this, in percent, are more than names.
    const NAMES: usize = 10;
    let scripts = Scripts::of_language(claimed.base());
    if !scripts.meets(Scripts::LATIN) && prose::share_of(text, scripts).0 > NAMES {
        return None;
    }
    let parts = thirds(text);
    let mut heard: Vec<&'static str> = Vec::with_capacity(parts.len());
    for code in parts.iter().filter_map(|part| hear(part)) {
        // One part in the page's own language is enough.
        if related(code, claimed.base()) {
            return None;
        }
        heard.push(code);
    }
    if heard.is_empty() && !scripts.meets(Scripts::LATIN) {
        // The script says already that the page is not in its language; small words say what it is in.
        heard.extend(parts.iter().filter_map(|part| guess(part)));
    }
    let first = *heard.first()?;
    let known = Lang::all().iter().any(|&lang| code(lang).is_some_and(|code| related(code, claimed.base())));
    let all = heard.len() * 2 > parts.len() && heard.iter().all(|code| *code == first);
    (known && all && !related(first, claimed.base()) && !is_mixed(claimed.base(), first, &parts)).then_some(first)
}

/// A text of some length in three parts, cut at lines.
fn thirds(text: &str) -> Vec<&str> {
    let Some(third) = (text.len() > FIRST).then_some(text.len() / 3) else { return vec![text] };
    let line = |at: usize| text.as_bytes().iter().skip(at).position(|&b| b == b'\n').map_or(text.len(), |len| at + len);
    let (first, second) = (line(third), line(2 * third));
    [text.get(..first), text.get(first..second), text.get(second..)].into_iter().flatten().collect()
}

/// What a text is likely in, if the small words of that language are in it.
fn guess(text: &str) -> Option<&'static str> {
    const FEW: usize = 8;
    let code = code(whatlang::detect(&prose::of(text))?.lang())?;
    (small_words(&[text], Tongues::of(code), Tongues::default()) >= FEW).then_some(code)
}

/// Whether the small words of `own` are not far fewer than those of another language.
fn is_mixed(own: &str, other: &str, parts: &[&str]) -> bool {
    let (own, other) = (Tongues::of(own), Tongues::of(other));
    !own.is_empty() && !other.is_empty() && small_words(parts, other, own) < 8 * small_words(parts, own, other) + 8
}

/// How many small words of a language there are that the other has not.
fn small_words(parts: &[&str], language: Tongues, other: Tongues) -> usize {
    let is_one = |word: &str| {
        let tongues = tongues(&word.to_lowercase());
        tongues.meets(language) && !tongues.meets(other)
    };
    let count = |part: &&str| prose::of(part).split(|c: char| !c.is_alphabetic()).filter(|word| is_one(word)).count();
    parts.iter().map(count).sum()
}

/// The share of the letters of a page that are a fair amount of its own script, in percent.
const FAIR: usize = 15;

/// The same where the other page leads to it.
const LITTLE: usize = 4;

/// Whether a page that another one leads to has some prose in the script of its language, and the other has not.
pub fn is_told(claimed: &Language, text: &str, other: &str) -> bool {
    stands_out(claimed, text, Some(other), LITTLE)
}

/// Whether a page has `fair` percent of its prose in the script of its language, and the other page has hardly any: a
/// list of names and commands with a sentence here and there.
fn stands_out(claimed: &Language, text: &str, other: Option<&str>, fair: usize) -> bool {
    const LETTERS: usize = 20;
    let scripts = Scripts::of_language(claimed.base());
    let Some(other) = other.filter(|_| !scripts.meets(Scripts::LATIN)) else { return false };
    let (share, letters) = prose::share(text, scripts);
    share >= fair && letters >= LETTERS && prose::share(other, scripts).0 * 3 <= share
}

/// Whether two codes are so near that a detector takes one for the other.
fn related(a: &str, b: &str) -> bool {
    const KIN: [&[&str]; 9] = [
        &["no", "nb", "nn", "da"],
        &["zh", "yue", "lzh", "wuu", "nan"],
        &["sr", "hr", "bs", "sh"],
        &["id", "ms", "jv", "su"],
        &["fil", "tl"],
        &["fa", "ps", "ckb"],
        &["pt", "gl"],
        &["be", "uk", "ru"],
        &["he", "iw"],
    ];
    a == b || KIN.iter().any(|kin| kin.contains(&a) && kin.contains(&b))
}

/// The code by which paths call a language that the detector knows.
fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        _ => return None,
    })
}
