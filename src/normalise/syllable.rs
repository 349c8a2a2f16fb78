//! Is a word a Vietnamese syllable? The judge between Unicode text and text in an old encoding.

use unicode_normalization::UnicodeNormalization;

/// Rimes without their tone, longest spelling of each family together.
const RIMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm", "ăn", "ăng",
    "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em", "en", "eng", "eo", "ep",
    "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "i", "ia", "ich", "iêc", "iêm", "iên", "iêng",
    "iêp", "iêt", "iêu", "im", "in", "inh", "ip", "it", "iu", "o", "oa", "oac", "oach", "oai", "oam", "oan",
    "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn", "oăng", "oăt", "oc", "oe", "oen", "oeo",
    "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp",
    "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "u", "ua", "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh",
    "uêu", "ui", "um", "un", "ung", "uơ", "uơn", "up", "ut", "uc", "uy", "uya", "uych", "uyên", "uyêt",
    "uynh", "uyt", "uyu", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "ư", "ưa", "ưc", "ưi", "ưm", "ưn",
    "ưng", "ưt", "ưu", "ươ", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "y", "yê", "yêm",
    "yên", "yêng", "yêt", "yêu", "ua", "uang", "uan", "uanh", "uai", "uay", "uat", "uăng", "uăn", "uăc",
    "uăt", "uach", "ue", "uen", "uet", "uit", "uin", "uôi", "iêng", "uo",
];

/// Initials, longest first.
const INITIALS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "q", "r", "s", "t", "v", "x",
];

const TONES: &[char] = &['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Is the word (letters only, any case) a well-formed Vietnamese syllable with at most one tone?
pub fn is_syllable(word: &str) -> bool {
    // A capital inside a word in small letters is the mark of a wrongly decoded letter.
    let mut rest = word.chars().skip(1);
    let starts_upper = word.chars().next().is_some_and(char::is_uppercase);
    let all_upper = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !all_upper
        && rest.any(char::is_uppercase)
        && (starts_upper || word.chars().next().is_some_and(char::is_lowercase))
    {
        return false;
    }
    let mut tones = 0;
    let plain: String = word
        .to_lowercase()
        .nfd()
        .filter(|c| {
            let tone = TONES.contains(c);
            tones += usize::from(tone);
            !tone
        })
        .nfc()
        .collect();
    tones <= 1 && splits(&plain)
}

fn splits(plain: &str) -> bool {
    RIMES.contains(&plain)
        || INITIALS
            .iter()
            .filter_map(|initial| plain.strip_prefix(initial))
            .any(|rime| RIMES.contains(&rime))
        // "gì", "giếng": the i of gi is the rime's own.
        || plain.strip_prefix('g').is_some_and(|rime| rime.starts_with('i') && RIMES.contains(&rime))
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables() {
        for word in "Ủy ban nhân dân thị xã hoà hòa thuỷ quý khuya nghiêng giếng gì gia được nước HÀNH ẤP quyết quang uống ở yêu".split(' ') {
            assert!(is_syllable(word), "{word}");
        }
        for word in "kÕ ho¹ch Néi hßa tÝnh thùc§ cafộ chaøo caùc".split(' ') {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
