//! The same match key and the same tidiness in one walk, for letters that nearly every text is made of.
//!
//! Whatever is not Vietnamese in composed letters, ASCII or a handful of signs is left to the general way.

use super::{plain, with_y, without_numbering};

/// Is the letter composed and untouched by any normal form: ASCII, a Vietnamese letter, a common sign?
pub fn is_common(c: char) -> bool {
    c.is_ascii() || is_small(c) || is_capital(c) || is_sign(c)
}

/// Is it a Vietnamese letter that ASCII does not have, composed?
pub fn is_letter(c: char) -> bool {
    is_small(c) || is_capital(c)
}

fn is_small(c: char) -> bool {
    match c {
        'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý' => true,
        'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => true,
        '\u{1ea0}'..='\u{1ef9}' => u32::from(c) % 2 == 1,
        _ => false,
    }
}

fn is_capital(c: char) -> bool {
    match c {
        'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý' => true,
        'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' | 'Ư' => true,
        '\u{1ea0}'..='\u{1ef9}' => u32::from(c) % 2 == 0,
        _ => false,
    }
}

/// Signs without case, of which no normal form makes another (canonical composition leaves "²" alone).
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '²' | '³'
            | '°'
            | '±'
            | '×'
            | '·'
            | '‰'
            | '•'
            | '…'
            | '≤'
            | '≥'
            | '₫'
            | '–'
            | '—'
            | '“'
            | '”'
    )
}

/// `None`: not for us.
fn lower(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
    }
    let c = plain(c);
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    if is_small(c) || is_sign(c) {
        return Some(c);
    }
    // À Ă Ạ: Latin-1 stands 32 apart, the others are neighbours.
    let small = match c {
        'Ơ' => 'ơ',
        'Ư' => 'ư',
        'À'..='Ý' if is_capital(c) => char::from_u32(u32::from(c) + 32)?,
        _ if is_capital(c) => char::from_u32(u32::from(c) + 1)?,
        _ => return None,
    };
    Some(small)
}

/// The match key of a text of common letters; `None` for any other.
pub(super) fn folded(text: &str) -> Option<String> {
    let mut lowered = String::with_capacity(text.len());
    // A space is written when a letter follows it that it may stand before.
    let mut space = false;
    let mut before = '-';
    // Two letters were met at the end of a syllable that are spelled in two ways; the last two letters are such a pair.
    let (mut respelled, mut pair) = (false, false);
    for c in text.chars() {
        let c = if c == '\u{a0}' { ' ' } else { lower(c)? };
        if c.is_whitespace() {
            space = true;
            respelled |= pair;
            pair = false;
            continue;
        }
        if space && before != '-' && c != '-' && !lowered.is_empty() {
            lowered.push(' ');
        }
        space = false;
        respelled |= pair && !c.is_alphabetic();
        pair = !c.is_ascii() && has_two_spellings(before, c);
        lowered.push(c);
        before = c;
    }
    let rest = without_numbering(&lowered);
    if !(respelled || pair) {
        let trimmed = rest.trim();
        return Some(if trimmed.len() == lowered.len() { lowered } else { trimmed.to_owned() });
    }
    let mut out = String::with_capacity(rest.len() + 8);
    let mut start = 0;
    for (at, end) in rest.match_indices([' ', '-']) {
        syllable(&rest[start..at], &mut out);
        out.push_str(end);
        start = at + 1;
    }
    syllable(&rest[start..], &mut out);
    let trimmed = out.trim();
    Some(if trimmed.len() == out.len() { out } else { trimmed.to_owned() })
}

/// Could [`syllable`] spell two letters at the end of a syllable in another way?
fn has_two_spellings(first: char, second: char) -> bool {
    match first {
        'o' => matches!(second, 'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ'),
        'u' => matches!(second, 'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' | 'í' | 'ĩ'),
        'k' | 'l' | 'm' | 's' | 't' => matches!(second, 'ĩ' | 'ỉ' | 'í'),
        _ => false,
    }
}

/// A folded text without diacritics, letters and digits only; `None` for other letters than common ones.
pub(super) fn loosened(folded: &str) -> Option<String> {
    let mut out = String::with_capacity(folded.len());
    let mut space = false;
    for c in folded.chars() {
        let bare = match c {
            c if c.is_ascii() => c,
            c if is_small(c) => bare(c),
            c if is_sign(c) => c,
            _ => return None,
        };
        if !bare.is_alphanumeric() {
            space = true;
            continue;
        }
        if space && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        out.push(bare);
    }
    Some(out)
}

/// A small Vietnamese letter without its marks.
fn bare(c: char) -> char {
    /// From U+1EA0 to U+1EF9, each capital and its small letter side by side.
    const BLOCKS: [(u32, char); 6] =
        [(0x1EB8, 'a'), (0x1EC8, 'e'), (0x1ECC, 'i'), (0x1EE4, 'o'), (0x1EF2, 'u'), (0x1EFA, 'y')];
    match c {
        'à'..='ã' | 'ă' => 'a',
        'è'..='ê' => 'e',
        'ì' | 'í' | 'ĩ' => 'i',
        'ò'..='õ' | 'ơ' => 'o',
        'ù' | 'ú' | 'ũ' | 'ư' => 'u',
        'ý' => 'y',
        'đ' => 'd',
        c => BLOCKS.iter().find(|(end, _)| u32::from(c) < *end).map_or(c, |(_, letter)| *letter),
    }
}

/// Tone on the first vowel of oa, oe, uy at the end, then "tỉ", "kĩ" … with y.
fn syllable(text: &str, out: &mut String) {
    let start = out.len();
    if text.is_ascii() {
        return out.push_str(text);
    }
    match moved(text) {
        Some((at, pair, behind)) => {
            out.push_str(&text[..at]);
            out.push_str(pair);
            out.push_str(behind);
        }
        None => out.push_str(text),
    }
    let spelled = &out[start..];
    // A letter beyond ASCII stands second in all of them, but for "quí" and "quĩ".
    let may_be = match spelled.as_bytes() {
        [b'k' | b'l' | b'm' | b's' | b't', second, ..] => !second.is_ascii(),
        [b'q', ..] => true,
        _ => false,
    };
    if may_be && let Some((y, behind)) = with_y(spelled) {
        let behind = out.len() - behind.len();
        out.replace_range(start..behind, y);
    }
}

/// Where a pair with its tone on the second vowel stands, what it becomes, and what follows.
fn moved(text: &str) -> Option<(usize, &'static str, &str)> {
    let pairs = |pair: &[u8]| matches!(pair[0], b'o' | b'u') && !pair[1].is_ascii();
    if !text.as_bytes().windows(2).any(pairs) {
        return None;
    }
    let (at, c) = text.char_indices().find(|(_, c)| is_toned(*c))?;
    let behind = &text[at + c.len_utf8()..];
    if behind.chars().next().is_some_and(char::is_alphabetic) {
        return None;
    }
    let (head, first) = (text.get(..at.checked_sub(1)?)?, text.as_bytes().get(at - 1)?);
    let pair = match (first, c) {
        (b'o', 'à') => "òa",
        (b'o', 'á') => "óa",
        (b'o', 'ả') => "ỏa",
        (b'o', 'ã') => "õa",
        (b'o', 'ạ') => "ọa",
        (b'o', 'è') => "òe",
        (b'o', 'é') => "óe",
        (b'o', 'ẻ') => "ỏe",
        (b'o', 'ẽ') => "õe",
        (b'o', 'ẹ') => "ọe",
        (b'u', 'ỳ') => "ùy",
        (b'u', 'ý') => "úy",
        (b'u', 'ỷ') => "ủy",
        (b'u', 'ỹ') => "ũy",
        (b'u', 'ỵ') => "ụy",
        _ => return None,
    };
    let moves = !head.ends_with('q') && head.chars().all(char::is_alphabetic);
    moves.then_some((at - 1, pair, behind))
}

/// A small Vietnamese letter with one of the five tone marks.
fn is_toned(c: char) -> bool {
    match c {
        'â' | 'ê' | 'ô' | 'ă' | 'đ' | 'ơ' | 'ư' => false,
        c => !c.is_ascii() && is_small(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, folded, is_common, is_small, loosened, lower};
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

    /// Vowels as they are combined with every tone, in words as they are typed.
    fn words() -> Vec<String> {
        let heads = ["", "h", "th", "q", "k", "l", "m", "s", "t", "gi", "qu", "ngh", "(", "1.", "-", "đ"];
        let nuclei =
            ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "oa", "oe", "uy", "ươ", "uyê"];
        let tails = ["", "n", "ng", ")", ",", "2", "-", "²"];
        let mut out = Vec::new();
        for head in heads {
            for nucleus in nuclei {
                let count = nucleus.chars().count();
                for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                    for at in 1..=count {
                        let (left, right) = nucleus
                            .split_at(nucleus.char_indices().nth(at).map_or(nucleus.len(), |(at, _)| at));
                        for tail in tails {
                            out.push(format!("{head}{left}{tone}{right}{tail}").nfc().collect());
                        }
                    }
                }
            }
        }
        out
    }

    #[test]
    fn the_quick_way_and_the_general_way_agree() {
        let words = words();
        for (nth, word) in words.iter().enumerate() {
            let other = &words[(nth * 7919) % words.len()];
            let (upper, mixed) = (word.to_uppercase(), format!("{}{word}", other.to_uppercase()));
            for text in [
                word.clone(),
                format!(" {upper}  - {other}\u{a0}"),
                format!("1.2. {other} -{word}\n“{mixed}”"),
                format!("IV) {word}–{other} {mixed} 12,5%…"),
            ] {
                let slowly = super::super::folded_slowly(&text);
                assert_eq!(loosened(&slowly), Some(super::super::loosened_slowly(&slowly)), "{text:?}");
                assert_eq!(folded(&text), Some(slowly), "{text:?}");
            }
        }
        for text in ["", " ", "-", "- - -", "a) ", "(1) - x", "+ Lúa", "cafe\u{301}", "ﬁ", "Ω", "Straße", "ñ"]
        {
            if let Some(quick) = folded(text) {
                assert_eq!(quick, super::super::folded_slowly(text), "{text:?}");
            }
        }
    }

    #[test]
    fn common_letters_are_composed_and_have_one_small_letter() {
        for c in ('\0'..='\u{ffff}').filter(|c| is_small(*c) && *c != 'đ') {
            assert_eq!(c.nfd().next(), Some(bare(c)), "{c:?}");
        }
        for c in ('\0'..='\u{ffff}').filter(|c| is_common(*c)) {
            assert!(!c.is_whitespace() || c.is_ascii(), "{c:?}");
            assert_eq!(is_nfc_quick([c].into_iter()), IsNormalized::Yes, "{c:?}");
            assert!(c.nfc().eq([c]), "{c:?}");
            assert!(super::plain(c).to_lowercase().eq([lower(c).unwrap()]), "{c:?}");
        }
    }
}
