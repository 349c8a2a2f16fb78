//! The match key: how two spellings of one name are found equal; near names; Vietnamese collation.

mod mentions;
mod order;
mod quick;
mod quick_map;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

pub use mentions::Mentions;
pub use order::collate;
pub use quick::{is_common, is_letter};
pub use quick_map::{QuickHasher, QuickMap, Remembered};

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// NFC, white space (also no-break) collapsed to single spaces, zero-width characters removed, trimmed.
/// The soft hyphen U+00AD stays: in TCVN3 text it is the letter ư.
pub fn tidy(text: &str) -> String {
    tidied(text).into_owned()
}

/// The same, borrowed where there is nothing to do.
pub fn tidied(text: &str) -> Cow<'_, str> {
    if is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let nfc: String = text.chars().filter(|c| !is_zero_width(*c)).nfc().collect();
    Cow::Owned(nfc.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Nothing to do, as for nearly every cell: one look instead of three copies.
fn is_tidy(text: &str) -> bool {
    let (mut before, mut common) = (' ', true);
    for c in text.chars() {
        // No common letter is white space but those of ASCII.
        let blank = c.is_ascii_whitespace() || c == '\u{b}' || !c.is_ascii() && !quick::is_common(c);
        if blank {
            if c.is_whitespace() && (c != ' ' || before == ' ') {
                return false;
            }
            common &= c.is_ascii();
        }
        before = c;
    }
    let composed = || !text.contains(is_zero_width) && is_nfc_quick(text.chars()) == IsNormalized::Yes;
    (before != ' ' || text.is_empty()) && (common || composed())
}

/// Longer texts are hardly ever names, and sentences would drive the names out of the memory.
const LONGEST_REMEMBERED: usize = 100;

thread_local! {
    static FOLDED: RefCell<Remembered<Rc<str>>> = RefCell::default();
    static LOOSE: RefCell<Remembered<Rc<str>>> = RefCell::default();
}

/// The match key (`official-format` 4.3): tidy, lower case, one hyphen for all dashes without spaces
/// around it, old tone placement, y for i where offices write both, no leading numbering, homoglyphs and
/// full-width forms made plain.
pub fn fold(text: &str) -> String {
    if text.len() > LONGEST_REMEMBERED {
        return folded(text);
    }
    String::from(&*fold_shared(text))
}

/// The same, shared with all who asked for it on this thread.
pub fn fold_shared(text: &str) -> Rc<str> {
    if text.len() > LONGEST_REMEMBERED {
        return folded(text).into();
    }
    FOLDED.with_borrow_mut(|known| known.of(text, |text| folded(text).into()))
}

fn folded(text: &str) -> String {
    quick::folded(text).unwrap_or_else(|| folded_slowly(text))
}

/// For letters of any script, composed or not.
fn folded_slowly(text: &str) -> String {
    let plain: String = text.chars().map(plain).collect();
    let lower = tidy(&plain).to_lowercase();
    let dashed = close_hyphens(&tidy(&lower));
    let words: Vec<String> = without_numbering(&dashed).split(' ').map(fold_word).collect();
    words.join(" ").trim().to_string()
}

/// `fold` without any diacritics, letters and digits only, single spaces: for headings.
pub fn loose(text: &str) -> String {
    if text.len() > LONGEST_REMEMBERED {
        return loosened(text);
    }
    String::from(&*loose_shared(text))
}

/// The same, shared with all who asked for it on this thread.
pub fn loose_shared(text: &str) -> Rc<str> {
    if text.len() > LONGEST_REMEMBERED {
        return loosened(text).into();
    }
    LOOSE.with_borrow_mut(|known| known.of(text, |text| loosened(text).into()))
}

fn loosened(text: &str) -> String {
    let folded = fold(text);
    quick::loosened(&folded).unwrap_or_else(|| loosened_slowly(&folded))
}

/// For letters of any script, composed or not.
fn loosened_slowly(folded: &str) -> String {
    folded
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The candidate whose name is nearest to `name`, if one is near enough to ask "Có phải …?": at least
/// 0.72 alike by trigrams (a dropped or swapped word) or by edits (a typing slip). The first of equals.
pub fn nearest<'a, T>(name: &str, candidates: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    let wanted = Shape::of(name);
    let mut best: Option<(u32, T)> = None;
    for (candidate, item) in candidates {
        let score = wanted.likeness(&Shape::of(candidate));
        if score >= NEAR && best.as_ref().is_none_or(|(so_far, _)| score > *so_far) {
            best = Some((score, item));
        }
    }
    best.map(|(_, item)| item)
}

/// How alike two texts are, in thousandths: by trigrams, or by edits where both are short.
pub fn likeness(a: &str, b: &str) -> u32 {
    Shape::of(a).likeness(&Shape::of(b))
}

fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn plain(c: char) -> char {
    match c {
        'ƣ' => 'ư',
        'Ƣ' => 'Ư',
        'ð' | 'Ð' | 'Đ' => 'đ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '－' => '-',
        '’' | '‘' | '`' => '\'',
        '“' | '”' | '„' => '"',
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// "Tài chính- Kế hoạch", "2021 -2025": the same as with no space at all.
fn close_hyphens(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('-').enumerate() {
        if index > 0 {
            out.push('-');
        }
        out.push_str(if index == 0 { part.trim_end() } else { part.trim() });
    }
    out
}

/// Takes "1.", "1.2.", "a)", "(1)", "IV.", "-", "+", "*" off the head, where something is left behind it.
fn without_numbering(text: &str) -> &str {
    let mut rest = text;
    // Three layers ("I. 1. - …") are more than any form has.
    for _ in 0..3 {
        let next = after_marker(rest);
        if next.is_empty() || next.len() == rest.len() {
            break;
        }
        rest = next;
    }
    rest
}

fn after_marker(text: &str) -> &str {
    let bare = text.trim_start_matches(['-', '+', '*', '•', '·']).trim_start();
    if bare.len() < text.len() {
        return bare;
    }
    let Some((head, tail)) = text.split_once(' ') else {
        return text;
    };
    let opened = head.strip_prefix('(').unwrap_or(head);
    let Some(label) = opened.strip_suffix([')', '.', ':']) else {
        let dotted = head.contains('.') && head.split('.').all(is_number);
        return if dotted { tail.trim_start() } else { text };
    };
    if label.split('.').all(|part| is_number(part) || is_roman(part) || part.chars().count() == 1) {
        tail.trim_start()
    } else {
        text
    }
}

fn is_number(part: &str) -> bool {
    (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_roman(part: &str) -> bool {
    (1..=5).contains(&part.len()) && part.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
}

const GRAVE: char = '\u{300}';
const ACUTE: char = '\u{301}';
const TILDE: char = '\u{303}';
const HOOK: char = '\u{309}';
const DOT: char = '\u{323}';

/// Tone marks in their alphabetical order (CLDR vi), none first.
fn tone(c: char) -> Option<u8> {
    [GRAVE, HOOK, TILDE, ACUTE, DOT].iter().position(|mark| *mark == c).map(|index| index as u8 + 1)
}

/// One word: tone on the first vowel of oa, oe, uy at the end; "tỉ", "kĩ" … with y.
fn fold_word(word: &str) -> String {
    let pieces: Vec<String> = word.split('-').map(fold_syllable).collect();
    pieces.join("-")
}

fn fold_syllable(syllable: &str) -> String {
    let mut letters: Vec<char> = Vec::new();
    let mut mark = None;
    for c in syllable.nfd() {
        match tone(c) {
            Some(_) if mark.is_none() && !letters.is_empty() => mark = Some((letters.len() - 1, c)),
            _ => letters.push(c),
        }
    }
    let Some((mut at, mark)) = mark else {
        return i_to_y(syllable);
    };
    let word_end =
        letters.iter().position(|c| !c.is_alphabetic() && !is_combining_mark(*c)).unwrap_or(letters.len());
    if at + 1 == word_end && at > 0 {
        let pair = (letters[at - 1], letters[at]);
        let after_q = at > 1 && letters[at - 2] == 'q';
        if matches!(pair, ('o', 'a' | 'e') | ('u', 'y')) && !after_q {
            at -= 1;
        }
    }
    letters.insert(at + 1, mark);
    i_to_y(&letters.into_iter().nfc().collect::<String>())
}

fn i_to_y(syllable: &str) -> String {
    with_y(syllable).map_or_else(|| syllable.to_string(), |(y, rest)| format!("{y}{rest}"))
}

/// Both spellings are in use for these six syllables (`official-format` 4.3): the one with y, and what follows it.
fn with_y(syllable: &str) -> Option<(&'static str, &str)> {
    const PAIRS: [(&str, &str); 8] = [
        ("kĩ", "kỹ"),
        ("kỉ", "kỷ"),
        ("lí", "lý"),
        ("mĩ", "mỹ"),
        ("sĩ", "sỹ"),
        ("tỉ", "tỷ"),
        ("quí", "quý"),
        ("quĩ", "quỹ"),
    ];
    PAIRS.iter().find_map(|(i, y)| {
        let rest = syllable.strip_prefix(i)?;
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphabetic());
        ends.then_some((*y, rest))
    })
}

/// How alike two names must be, in thousandths, to be proposed.
const NEAR: u32 = 720;
/// Edit distance is square in the length: longer names are compared by trigrams alone.
const EDIT_LENGTH: usize = 64;

/// A name made ready for comparing: its letters without diacritics, and its trigrams with their counts.
struct Shape {
    letters: Vec<char>,
    trigrams: BTreeMap<[char; 3], u32>,
}

impl Shape {
    fn of(name: &str) -> Shape {
        let letters: Vec<char> = loose(name).chars().collect();
        let padded: Vec<char> = std::iter::once(' ').chain(letters.iter().copied()).chain([' ']).collect();
        let mut trigrams = BTreeMap::new();
        for window in padded.windows(3) {
            *trigrams.entry([window[0], window[1], window[2]]).or_insert(0) += 1;
        }
        Shape { letters, trigrams }
    }

    fn likeness(&self, other: &Shape) -> u32 {
        if self.letters.is_empty() || other.letters.is_empty() {
            return 0;
        }
        let by_trigrams = self.dice(other);
        let longest = self.letters.len().max(other.letters.len());
        if longest > EDIT_LENGTH || self.letters.len().abs_diff(other.letters.len()) * 4 > longest {
            return by_trigrams;
        }
        let edits = edits(&self.letters, &other.letters);
        let by_edits = 1000 - (1000 * edits.min(longest) / longest) as u32;
        by_trigrams.max(by_edits)
    }

    /// Twice the common trigrams over all, in thousandths.
    fn dice(&self, other: &Shape) -> u32 {
        let all: u32 = self.trigrams.values().chain(other.trigrams.values()).sum();
        let common: u32 = self
            .trigrams
            .iter()
            .map(|(trigram, count)| (*count).min(other.trigrams.get(trigram).copied().unwrap_or(0)))
            .sum();
        (2000 * common).checked_div(all).unwrap_or(0)
    }
}

/// Damerau (optimal string alignment): insert, delete, replace, or swap two neighbours.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{collate, fold, loose, nearest, tidy};
    use std::cmp::Ordering;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (a, b) in [
            ("Tỷ lệ gia đình văn hoá", "tỉ lệ gia đình văn hóa"),
            ("UỶ BAN", "Ủy ban"),
            ("Thuỷ Tây", "Thủy  Tây"),
            ("khoẻ", "khỏe"),
            ("quí III", "Quý III"),
            ("Kinh tế - xã hội", "Kinh tế–xã hội"),
            ("Tài chính- Kế hoạch", "Tài chính - Kế hoạch"),
            ("1. Tổng thu", "Tổng thu"),
            ("I. Kinh tế", "kinh tế"),
            ("a) Diện tích", "- Diện tích"),
            ("1.2. Sản lượng", "+ Sản lượng"),
            ("1.2 Sản lượng", "Sản lượng"),
            ("NHÀ NƢỚC", "nhà nước"),
            ("Vie\u{302}\u{323}t", "việt"),
            ("Số\u{200b} hộ", "số hộ"),
            ("Ｔổng", "tổng"),
            ("kĩ thuật", "kỹ thuật"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
    }

    #[test]
    fn what_is_different_stays_different() {
        for (a, b) in [("quả", "quà"), ("hoà", "hoa"), ("5 xã", "6 xã"), ("thi", "thị"), ("tí", "tý")]
        {
            assert_ne!(fold(a), fold(b), "{a} / {b}");
        }
        assert_eq!(fold("quả"), "quả");
        assert_eq!(fold("toàn"), "toàn");
        assert_eq!(fold("quý"), "quý");
        assert_eq!(fold("1."), "1.");
        assert_eq!(fold("-"), "-");
        assert_eq!(fold("T.p Hạ Long"), "t.p hạ long");
    }

    #[test]
    fn the_soft_hyphen_stays() {
        assert_eq!(tidy("đ\u{ad}a \u{a0} x\u{feff}"), "đ\u{ad}a x");
    }

    #[test]
    fn loose_is_ascii_words() {
        assert_eq!(loose("ĐVT: (Triệu đồng)"), "dvt trieu dong");
        assert_eq!(loose("Ước TH năm 2023"), "uoc th nam 2023");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Uỷ ban 1. xã", "- Tỉ lệ  hộ – nghèo", "hoà bình-hoà", "(1) a) b", "đ\u{ad}", "ƣ"]
        {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["Thu ngân sách nhà nước", "Chi ngân sách nhà nước", "Tỷ lệ hộ nghèo", "Số hộ cận nghèo"];
        let find = |name: &str| nearest(name, names.iter().map(|name| (*name, *name)));
        assert_eq!(find("Thu ngan sach nha nuoc"), Some(names[0]));
        assert_eq!(find("Tỷ lệ hộ ngèho"), Some(names[2]));
        assert_eq!(find("Số hộ cận nghèo cuối năm"), Some(names[3]));
        assert_eq!(find("Diện tích rừng"), None);
        assert_eq!(find(""), None);
        let codes = ["CT01", "CT02", "CT10"];
        assert_eq!(nearest("CT1", codes.iter().map(|code| (*code, *code))), Some("CT01"));
    }

    #[test]
    fn vietnamese_order() {
        let sorted = [
            "a",
            "à",
            "ả",
            "ã",
            "á",
            "ạ",
            "an",
            "ă",
            "ắ",
            "â",
            "b",
            "Cẩm",
            "d",
            "đ",
            "e",
            "ê",
            "Hà An",
            "Hà Nội",
            "Hiệp Hòa",
            "Khu 2",
            "Khu 10",
            "o",
            "ô",
            "ơ",
            "Tân An",
            "Tiền An",
            "u",
            "ư",
            "x",
            "y",
        ];
        for pair in sorted.windows(2) {
            assert_eq!(collate(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert_eq!(collate(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
        }
        assert_eq!(collate("Yên", "Yên"), Ordering::Equal);
    }
}
