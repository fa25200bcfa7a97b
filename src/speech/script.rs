//! Scripts, and which of them a language is written in.

use unicode_script::{Script as Unicode, UnicodeScript};

/// A set of scripts, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scripts(u32);

impl Scripts {
    /// Latin letters.
    pub const LATIN: Self = Self(1);
    /// Chinese characters.
    pub const HAN: Self = Self(1 << 1);
    /// Hiragana and katakana.
    pub const KANA: Self = Self(1 << 2);
    /// Hangul.
    pub const HANGUL: Self = Self(1 << 3);
    /// Cyrillic.
    pub const CYRILLIC: Self = Self(1 << 4);
    /// Greek.
    pub const GREEK: Self = Self(1 << 5);
    const HEBREW: Self = Self(1 << 6);
    const ARABIC: Self = Self(1 << 7);
    const DEVANAGARI: Self = Self(1 << 8);
    const BENGALI: Self = Self(1 << 9);
    const THAI: Self = Self(1 << 10);
    const TAMIL: Self = Self(1 << 11);
    const TELUGU: Self = Self(1 << 12);
    const GEORGIAN: Self = Self(1 << 13);
    const ARMENIAN: Self = Self(1 << 14);
    /// Any that has no bit of its own.
    pub const OTHER: Self = Self(1 << 15);

    /// How many bits there are.
    pub const COUNT: usize = 16;

    /// The script of a letter. Empty for what belongs to all of them.
    #[must_use]
    pub fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::LATIN,
            '\u{4e00}'..='\u{9fff}' => Self::HAN,
            '\u{3041}'..='\u{30fa}' => Self::KANA,
            '\u{400}'..='\u{4ff}' => Self::CYRILLIC,
            '\u{ac00}'..='\u{d7a3}' => Self::HANGUL,
            '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::LATIN,
            '\u{904}'..='\u{950}' => Self::DEVANAGARI,
            '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' => Self::ARABIC,
            '\0'..='\u{a9}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => {
                Self::default()
            }
            '\u{e01}'..='\u{e3a}' => Self::THAI,
            '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{3e1}' => Self::GREEK,
            _ => Self::rare(c),
        }
    }

    fn rare(c: char) -> Self {
        match c.script() {
            Unicode::Common | Unicode::Inherited | Unicode::Unknown => Self::default(),
            Unicode::Latin => Self::LATIN,
            Unicode::Han | Unicode::Bopomofo => Self::HAN,
            Unicode::Hiragana | Unicode::Katakana => Self::KANA,
            Unicode::Hangul => Self::HANGUL,
            Unicode::Cyrillic => Self::CYRILLIC,
            Unicode::Greek => Self::GREEK,
            Unicode::Hebrew => Self::HEBREW,
            Unicode::Arabic => Self::ARABIC,
            Unicode::Devanagari => Self::DEVANAGARI,
            Unicode::Bengali => Self::BENGALI,
            Unicode::Thai => Self::THAI,
            Unicode::Tamil => Self::TAMIL,
            Unicode::Telugu => Self::TELUGU,
            Unicode::Georgian => Self::GEORGIAN,
            Unicode::Armenian => Self::ARMENIAN,
            _ => Self::OTHER,
        }
    }

    /// The scripts of a language, given as a bare code. Languages that are written in two (`sr`, `uz`) have both.
    #[must_use]
    pub fn of_language(code: &str) -> Self {
        match code {
            "zh" | "yue" | "lzh" | "wuu" | "nan" => Self::HAN,
            "ja" => Self::HAN.and(Self::KANA),
            "ko" => Self::HANGUL.and(Self::HAN),
            "ru" | "uk" | "be" | "bg" | "mk" | "ky" | "tg" | "mn" | "tt" | "ba" => Self::CYRILLIC,
            "sr" | "kk" | "uz" | "az" | "bs" | "tk" => Self::CYRILLIC.and(Self::LATIN),
            "el" => Self::GREEK,
            "he" | "yi" | "iw" => Self::HEBREW,
            "ar" | "fa" | "ur" | "ps" | "ckb" | "ug" | "sd" | "dv" => Self::ARABIC,
            "hi" | "mr" | "ne" | "sa" => Self::DEVANAGARI,
            "bn" | "as" => Self::BENGALI,
            "th" => Self::THAI,
            "ta" => Self::TAMIL,
            "te" => Self::TELUGU,
            "ka" => Self::GEORGIAN,
            "hy" => Self::ARMENIAN,
            "am" | "bo" | "dz" | "gu" | "km" | "kn" | "lo" | "ml" | "my" | "or" | "pa" | "si" | "ti" => Self::OTHER,
            _ => Self::LATIN,
        }
    }

    /// Both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What the other set has not.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the two share a script.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is exactly one.
    #[must_use]
    pub fn is_one(self) -> bool {
        self.0.is_power_of_two()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The index of a set of one.
    #[must_use]
    pub fn index(self) -> usize {
        (self.0.trailing_zeros() as usize).min(Self::COUNT - 1)
    }

    /// What people call a set of one.
    #[must_use]
    pub fn name(self) -> &'static str {
        const NAMES: [&str; Scripts::COUNT] = [
            "Latin letters",
            "Chinese characters",
            "Japanese",
            "Korean",
            "Cyrillic letters",
            "Greek",
            "Hebrew",
            "Arabic letters",
            "Devanagari",
            "Bengali",
            "Thai",
            "Tamil",
            "Telugu",
            "Georgian",
            "Armenian",
            "another script",
        ];
        NAMES[self.index()]
    }

    /// How many letters of it say about as much as one word.
    #[must_use]
    pub fn letters_in_word(self) -> usize {
        if self.meets(Self::HAN) {
            2
        } else if self.meets(Self::KANA.and(Self::THAI)) {
            3
        } else {
            5
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_says_the_same() {
        // Of these two blocks a few marks belong to all scripts, and are taken for letters.
        let block = |c: char| matches!(c, '\u{400}'..='\u{4ff}' | '\u{3041}'..='\u{30fa}');
        for c in ('\0'..=char::MAX).filter(|&c| !block(c)) {
            assert_eq!(Scripts::of(c), Scripts::rare(c), "{c:?}");
        }
    }

    #[test]
    fn letters_and_languages() {
        for (text, code) in [
            ("word", "fr"),
            ("слово", "ru"),
            ("词", "zh"),
            ("ことば", "ja"),
            ("낱말", "ko"),
            ("λέξη", "el"),
            ("מילה", "he"),
            ("كلمة", "fa"),
            ("शब्द", "hi"),
            ("คำ", "th"),
        ] {
            let scripts = Scripts::of_language(code);
            assert!(text.chars().all(|c| Scripts::of(c).is_empty() || Scripts::of(c).meets(scripts)), "{text}");
            assert!(!Scripts::of('€').meets(scripts));
        }
    }
}
