//! Text recovery: every cell's text as tidy NFC Unicode, whatever encoding it was typed in.

use std::borrow::Cow;
use std::cell::RefCell;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{legacy, syllable};
use crate::domain::key::{self, QuickMap};

/// What the text was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    Unicode,
    Tcvn3,
    Vni,
    /// Unicode in which "ƣ" (U+01A3) stands for "ư".
    Homoglyph,
}

impl Encoding {
    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Unicode => "Unicode",
            Encoding::Tcvn3 => "TCVN3",
            Encoding::Vni => "VNI",
            Encoding::Homoglyph => "ký tự giả “ƣ”",
        }
    }
}

/// What the other cells of a sheet were typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    pub encoding: Encoding,
    /// No cell of the sheet holds letters that only Unicode has.
    pub pure: bool,
}

/// Does the text hold letters that no old encoding has?
pub fn is_certainly_unicode(text: &str) -> bool {
    text.chars().any(is_only_unicode)
}

fn is_only_unicode(c: char) -> bool {
    u32::from(c) > 0x17F && !matches!(c, '\u{2010}'..='\u{22ff}')
}

/// The text in Unicode, NFC, without characters that nobody sees, and what it was. Line breaks and leading
/// spaces are kept: they carry indents and lists. `around`: what other cells of the sheet were typed in, which
/// decides for words that are none in either reading ("§VT") and, if it is the only one, for words in both ("hé").
pub fn recover<'a>(text: &'a str, font: Option<&str>, around: Option<Around>) -> (Cow<'a, str>, Encoding) {
    if needs_nothing(text) {
        return (Cow::Borrowed(text), Encoding::Unicode);
    }
    match remembered(text, font, around) {
        (Some(seen), encoding) => (Cow::Owned(seen), encoding),
        (None, encoding) => (Cow::Borrowed(text), encoding),
    }
}

/// Texts that were looked at closely and are remembered: units, headings and names stand in every file.
const REMEMBERED: usize = 4096;
/// Longer texts are hardly ever repeated.
const LONGEST_REMEMBERED: usize = 200;

/// The text in Unicode, `None` where it is that already; and what it was.
type Recovered = (Option<String>, Encoding);

thread_local! {
    /// By font, then by text.
    static RECOVERED: RefCell<QuickMap<String, QuickMap<String, Recovered>>> = RefCell::default();
}

fn remembered(text: &str, font: Option<&str>, around: Option<Around>) -> Recovered {
    let look = || {
        let (seen, encoding) = recovered(text, font, around);
        (Some(seen).filter(|seen| seen != text), encoding)
    };
    // Where a sheet is in an old encoding each of its texts is asked for once or twice only.
    if around.is_some() || text.len() > LONGEST_REMEMBERED {
        return look();
    }
    let font = font.unwrap_or_default();
    RECOVERED.with_borrow_mut(|fonts| {
        if let Some(answer) = fonts.get(font).and_then(|known| known.get(text)) {
            return answer.clone();
        }
        if fonts.values().map(QuickMap::len).sum::<usize>() >= REMEMBERED {
            fonts.clear();
        }
        let answer = look();
        fonts.entry(font.to_owned()).or_default().insert(text.to_owned(), answer.clone());
        answer
    })
}

fn recovered(text: &str, font: Option<&str>, around: Option<Around>) -> (String, Encoding) {
    let (decoded, encoding) = decode(text, font, around);
    let seen: String = decoded.chars().filter(|c| !is_invisible(*c)).nfc().collect();
    if encoding == Encoding::Unicode && seen.contains(['ƣ', 'Ƣ']) {
        return (seen.replace('ƣ', "ư").replace('Ƣ', "Ư"), Encoding::Homoglyph);
    }
    (seen, encoding)
}

/// What nearly every cell is: ASCII, or composed Unicode that no old encoding could be, nothing hidden in it.
fn needs_nothing(text: &str) -> bool {
    let (mut ascii, mut certain) = (true, false);
    for c in text.chars() {
        if c.is_ascii() {
            continue;
        }
        if !key::is_common(c) {
            return is_certainly_unicode(text)
                && !text.chars().any(|c| is_invisible(c) || matches!(c, 'ƣ' | 'Ƣ'))
                && is_nfc_quick(text.chars()) == IsNormalized::Yes;
        }
        ascii = false;
        certain = certain || is_only_unicode(c);
    }
    ascii || certain
}

/// Zero-width characters and the soft hyphen, which is "ư" in TCVN3 and nothing in Unicode.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The reading with the fewest words that are no Vietnamese; the font's own encoding wins a tie, else Unicode.
fn decode<'a>(text: &'a str, font: Option<&str>, around: Option<Around>) -> (Cow<'a, str>, Encoding) {
    let visible: String =
        text.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')).collect();
    if is_certainly_unicode(&visible) {
        return (Cow::Borrowed(text), Encoding::Unicode);
    }
    let font = font.map(str::to_lowercase).unwrap_or_default();
    let as_typed = strange(&visible, &visible);
    let named = match &font {
        name if name.starts_with(".vn") => Encoding::Tcvn3,
        name if name.starts_with("vni") => Encoding::Vni,
        _ => around
            .filter(|around| around.pure || as_typed > 0)
            .map_or(Encoding::Unicode, |around| around.encoding),
    };
    let capitals = font.starts_with(".vn") && font.ends_with('h');
    let mut best = (as_typed, named != Encoding::Unicode, Cow::Borrowed(text), Encoding::Unicode);
    for (encoding, reading) in
        [(Encoding::Tcvn3, legacy::tcvn3(&visible, capitals)), (Encoding::Vni, legacy::vni(&visible))]
    {
        let Some(reading) = reading else { continue };
        let score = (strange(&visible, &reading), encoding != named);
        if score < (best.0, best.1) {
            best = (score.0, score.1, Cow::Owned(reading), encoding);
        }
    }
    (best.2, best.3)
}

/// How many words of the original that mix ASCII letters with others are no syllable in this reading. Old
/// encodings leave ASCII separators where they are, so words can be compared one by one.
fn strange(original: &str, reading: &str) -> usize {
    let separates = |c: char| c.is_ascii() && !c.is_ascii_alphabetic() || c == '\u{a0}';
    let mixed = |word: &str| !word.is_ascii() && word.contains(|c: char| c.is_ascii_alphabetic());
    original
        .split(separates)
        .zip(reading.split(separates))
        .filter(|(before, after)| mixed(before) && !syllable::is_syllable(after.trim_matches(is_quote)))
        .count()
}

fn is_quote(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{22ff}' | '«' | '»' | '°' | '²' | '³')
}

#[cfg(test)]
mod tests {
    use super::{Around, Encoding, recover};

    fn check(text: &str, font: Option<&str>, expected: &str, encoding: Encoding) {
        assert_eq!(recover(text, font, None), (expected.into(), encoding), "{text:?}");
    }

    #[test]
    fn old_encodings_are_found_without_a_font_name() {
        check("§¬n vÞ tÝnh", None, "Đơn vị tính", Encoding::Tcvn3);
        check("ChØ tiªu n¨m tr\u{ad}íc", None, "Chỉ tiêu năm trước", Encoding::Tcvn3);
        check("Hµ Néi", None, "Hà Nội", Encoding::Tcvn3);
        check("Thu ng©n s¸ch (tû ®ång)", None, "Thu ngân sách (tỷ đồng)", Encoding::Tcvn3);
        check("Keá hoaïch naêm", None, "Kế hoạch năm", Encoding::Vni);
    }

    #[test]
    fn other_cells_decide_for_words_that_are_none() {
        let around = |pure| Some(Around { encoding: Encoding::Tcvn3, pure });
        assert_eq!(recover("§VT", None, None), ("§VT".into(), Encoding::Unicode));
        assert_eq!(recover("§VT", None, around(false)), ("ĐVT".into(), Encoding::Tcvn3));
        assert_eq!(recover("hé", None, around(false)), ("hé".into(), Encoding::Unicode));
        assert_eq!(recover("hé", None, around(true)), ("hộ".into(), Encoding::Tcvn3));
    }

    #[test]
    fn the_font_decides_where_statistics_cannot() {
        check("ñy ban nh©n d©n", Some(".VnTimeH"), "ỦY BAN NHÂN DÂN", Encoding::Tcvn3);
        check("Chæ tieâu", Some("VNI-Times"), "Chỉ tiêu", Encoding::Vni);
        check("Chỉ tiêu", Some(".VnTime"), "Chỉ tiêu", Encoding::Unicode);
        check("Thu", Some(".VnTime"), "Thu", Encoding::Unicode);
    }

    #[test]
    fn unicode_is_left_alone() {
        for text in
            ["Hoà Bình", "Tân Hà", "thu hái cà phê", "5 × 3", "m²", "95 °C", "“Hà”", "lúa – màu", "có thêm"]
        {
            check(text, None, text, Encoding::Unicode);
        }
    }

    #[test]
    fn unseen_characters_go_and_nfd_is_composed() {
        check("Chi\u{309} tiêu", None, "Chỉ tiêu", Encoding::Unicode);
        check("\u{feff}Thu\u{200b} ngân sách", None, "Thu ngân sách", Encoding::Unicode);
        check("Thủy\u{ad} sản", None, "Thủy sản", Encoding::Unicode);
        check("NHÀ NƢỚC, văn thƣ", None, "NHÀ NƯỚC, văn thư", Encoding::Homoglyph);
    }
}
