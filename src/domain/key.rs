//! The match key: how two spellings of one name are found equal; Vietnamese collation.

use unicode_normalization::UnicodeNormalization;

/// NFC, white space (also no-break) collapsed to single spaces, trimmed.
pub fn tidy(text: &str) -> String {
    let nfc: String = text.nfc().collect();
    nfc.split(|c: char| c.is_whitespace() || c == '\u{a0}').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The match key (`official-format` 4.3).
pub fn fold(text: &str) -> String {
    tidy(text).to_lowercase()
}

/// `fold` without any diacritics, letters and digits only, single spaces: for headings.
pub fn loose(text: &str) -> String {
    fold(text)
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
