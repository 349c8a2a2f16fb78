//! A target as an expression: original words, qualifier, bounds, unit, level or change, base, note.
//!
//! 1. `words` – the words that may stand before a figure
//! 2. `marks` – words typed without diacritics
//! 3. `phrase` – a text taken apart: words, numbers, units, tail
//! 4. `parse` – text to quantity
//! 5. `print` – quantity to sentence and cell; other units, other precision

mod marks;
mod parse;
mod phrase;
mod print;
mod words;

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::number;

pub use parse::{of_number, parse};

/// The word that bends a figure (`official-format` 3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// "trên", "hơn", "vượt": more than the figure.
    Above,
    /// "dưới": less than the figure.
    Below,
    /// "khoảng", "gần", "≈".
    About,
    /// "ít nhất", "tối thiểu", "từ … trở lên", "không dưới", "≥".
    AtLeast,
    /// "không quá", "tối đa", "không vượt quá", "≤".
    AtMost,
    /// "chỉ còn", "còn": what is left, a level.
    Remaining,
    /// "không còn": a level of zero, said in words.
    NoneLeft,
    /// "6,6-6,8", "từ 7,5% đến 8%".
    Range,
}

/// Does the figure say how much there is, or by how much it moves?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A level: "95%", "chỉ còn 150 hộ".
    Level,
    /// "tăng …" (of a level): growth.
    Increase,
    /// "giảm …".
    Decrease,
    /// "có thêm …", "thêm …", "xây dựng thêm …": an increment.
    Addition,
}

/// A figure as an office writes it.
///
/// Only [`Quantity::exact`] figures may be summed, averaged or compared without a remark. Nineteen figures of twenty
/// are bare numbers, and a country has millions of them: such a one is its digits alone, its words are made when asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity(Held);

/// Two words long. A bare number is normalised and says what [`number::vietnamese`] prints.
#[derive(Debug, Clone, PartialEq)]
enum Held {
    /// All numbers of up to eighteen digits.
    Short {
        mantissa: i64,
        scale: u8,
    },
    Long(Arc<Decimal>),
    Worded(Arc<Words>),
}

impl Held {
    fn of(value: Decimal) -> Held {
        let value = value.normalize();
        match (i64::try_from(value.mantissa()), u8::try_from(value.scale())) {
            (Ok(mantissa), Ok(scale)) => Held::Short { mantissa, scale },
            _ => Held::Long(Arc::new(value)),
        }
    }

    /// The bare number; else the words.
    fn number(&self) -> Result<Decimal, &Words> {
        match self {
            Held::Short { mantissa, scale } => Ok(Decimal::new(*mantissa, u32::from(*scale))),
            Held::Long(value) => Ok(**value),
            Held::Worded(words) => Err(words),
        }
    }
}

/// All that a figure says. `text` is what is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// The words to print, in the right Vietnamese number style, without a trailing unit that repeats
    /// the column's unit: "trên 22", "khoảng 1.000", "chỉ còn 150", "95".
    pub text: String,
    /// What stood in the cell, untouched but for NFC and collapsed spaces.
    pub original: String,
    pub qualifier: Option<Qualifier>,
    /// The lower bound or the figure itself.
    pub low: Option<Decimal>,
    /// The upper bound or the figure itself.
    pub high: Option<Decimal>,
    /// The unit that the text itself names ("tỷ đồng", "%"), if any.
    pub unit: Option<String>,
    pub kind: Kind,
    /// Base of comparison: "đầu năm 2024" of "so với đầu năm 2024".
    pub base: Option<String>,
    /// What stands in parentheses or after the figure: "21 hộ", "lúa khô", "Trung học cơ sở Thủy Tây".
    pub note: Option<String>,
    /// Digits after the decimal comma as typed; what a printed sum keeps at the least.
    pub decimals: u32,
}

/// What a cell that should hold a figure says.
#[derive(Debug, Clone, PartialEq)]
pub enum Parsed {
    /// A figure; `doubtful`: the other number that the digits could mean ("1.234").
    Figure { quantity: Quantity, doubtful: Option<Decimal> },
    /// "chưa có số liệu": a declared gap.
    DeclaredMissing,
    /// Nothing, or a placeholder: "", "-", "…", "x".
    Empty,
}

/// Why a text is no figure: a Vietnamese sentence, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `NumberUnreadable` or `UnitMismatch`.
    pub code: crate::finding::Code,
    pub message: String,
    pub expected: String,
}

impl Quantity {
    /// The words to print: "trên 22", "khoảng 1.000", "95".
    pub fn text(&self) -> Cow<'_, str> {
        match self.0.number() {
            Ok(value) => number::vietnamese(value, None).into(),
            Err(words) => words.text.as_str().into(),
        }
    }

    /// What stood in the cell.
    pub fn original(&self) -> Cow<'_, str> {
        match self.worded() {
            None => self.text(),
            Some(words) => words.original.as_str().into(),
        }
    }

    pub fn qualifier(&self) -> Option<Qualifier> {
        self.worded().and_then(|words| words.qualifier)
    }

    /// The lower bound or the figure itself.
    pub fn low(&self) -> Option<Decimal> {
        self.0.number().map_or_else(|words| words.low, Some)
    }

    /// The upper bound or the figure itself.
    pub fn high(&self) -> Option<Decimal> {
        self.0.number().map_or_else(|words| words.high, Some)
    }

    /// The unit that the text itself names.
    pub fn unit(&self) -> Option<&str> {
        self.worded().and_then(|words| words.unit.as_deref())
    }

    pub fn kind(&self) -> Kind {
        self.worded().map_or(Kind::Level, |words| words.kind)
    }

    /// Base of comparison.
    pub fn base(&self) -> Option<&str> {
        self.worded().and_then(|words| words.base.as_deref())
    }

    /// What stands in parentheses or after the figure.
    pub fn note(&self) -> Option<&str> {
        self.worded().and_then(|words| words.note.as_deref())
    }

    /// Digits after the decimal comma as typed.
    pub fn decimals(&self) -> u32 {
        self.0.number().map_or_else(|words| words.decimals, |value| value.scale())
    }

    /// All of it, to be changed and made into a figure again.
    pub fn words(&self) -> Words {
        self.0.number().map_or_else(Words::clone, Words::of_number)
    }

    fn worded(&self) -> Option<&Words> {
        match &self.0 {
            Held::Short { .. } | Held::Long(_) => None,
            Held::Worded(words) => Some(words),
        }
    }

    /// The one number that this figure is, if it is exact (no qualifier, one bound).
    pub fn exact(&self) -> Option<Decimal> {
        match self.0.number() {
            Ok(value) => Some(value),
            Err(Words {
                qualifier: None | Some(Qualifier::Remaining | Qualifier::NoneLeft),
                low,
                high,
                ..
            }) if low == high => *low,
            Err(_) => None,
        }
    }

    /// The number to compare with, exact or not: the bound that is known, the middle of a range.
    pub fn nominal(&self) -> Option<Decimal> {
        match (self.low(), self.high()) {
            (Some(low), Some(high)) if low == high => Some(low),
            (Some(low), Some(high)) => Some((low + high) / Decimal::TWO),
            (low, high) => low.or(high),
        }
    }
}

impl From<Decimal> for Quantity {
    fn from(value: Decimal) -> Quantity {
        Quantity(Held::of(value))
    }
}

/// One figure has one form: words that say no more than a number become that number, so that equal figures are equal.
impl From<Words> for Quantity {
    fn from(words: Words) -> Quantity {
        match words.low {
            Some(value) if words == Words::of_number(value.normalize()) => Quantity::from(value),
            _ => Quantity(Held::Worded(Arc::new(words))),
        }
    }
}

impl Words {
    fn of_number(value: Decimal) -> Words {
        let text = number::vietnamese(value, None);
        Words { low: Some(value), high: Some(value), decimals: value.scale(), ..Words::bare(&text, &text) }
    }

    /// Words without a number.
    fn bare(text: &str, original: &str) -> Words {
        Words {
            text: text.to_string(),
            original: original.to_string(),
            qualifier: None,
            low: None,
            high: None,
            unit: None,
            kind: Kind::Level,
            base: None,
            note: None,
            decimals: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Parsed, Qualifier, Quantity, of_number, parse};
    use crate::finding::Code;
    use rust_decimal::Decimal;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn read(text: &str, unit: &str) -> Quantity {
        match parse(text, unit) {
            Ok(Parsed::Figure { quantity, .. }) => quantity,
            other => panic!("{text:?} ({unit}): {other:?}"),
        }
    }

    /// Typed, unit of the indicator, qualifier, kind, low, high, in the cell, in the sentence (_ = no-break space).
    type Row = (
        &'static str,
        &'static str,
        Option<Qualifier>,
        Kind,
        &'static str,
        &'static str,
        &'static str,
        &'static str,
    );

    const NONE: Option<Qualifier> = None;
    const ABOVE: Option<Qualifier> = Some(Qualifier::Above);
    const BELOW: Option<Qualifier> = Some(Qualifier::Below);
    const ABOUT: Option<Qualifier> = Some(Qualifier::About);
    const LEAST: Option<Qualifier> = Some(Qualifier::AtLeast);
    const MOST: Option<Qualifier> = Some(Qualifier::AtMost);
    const LEFT: Option<Qualifier> = Some(Qualifier::Remaining);
    const RANGE: Option<Qualifier> = Some(Qualifier::Range);

    #[rustfmt::skip]
    const ROWS: &[Row] = &[
        // Quảng Yên
        ("tăng trên 22%", "%", ABOVE, Kind::Increase, "22", "", "tăng trên 22", "tăng trên 22%"),
        ("trên 22%", "%", ABOVE, Kind::Level, "22", "", "trên 22", "trên 22%"),
        ("khoảng 1.000  tỷ đồng", "tỷ đồng", ABOUT, Kind::Level, "1000", "1000", "khoảng 1.000", "khoảng 1.000_tỷ đồng"),
        ("khoảng 24.000 tỷ đồng", "tỷ đồng", ABOUT, Kind::Level, "24000", "24000", "khoảng 24.000", "khoảng 24.000_tỷ đồng"),
        ("1.200 người", "người", NONE, Kind::Level, "1200", "1200", "1.200", "1.200_người"),
        ("là 1.200 người", "người", NONE, Kind::Level, "1200", "1200", "1.200", "1.200_người"),
        ("đạt 95%", "%", NONE, Kind::Level, "95", "95", "95", "95%"),
        ("đạt trên 80%", "%", ABOVE, Kind::Level, "80", "", "trên 80", "trên 80%"),
        ("97%", "%", NONE, Kind::Level, "97", "97", "97", "97%"),
        ("97% người dân tham gia bảo hiểm y tế", "%", NONE, Kind::Level, "97", "97", "97% người dân tham gia bảo hiểm y tế", "97% người dân tham gia bảo hiểm y tế"),
        ("chỉ còn 150 hộ", "hộ", LEFT, Kind::Level, "150", "150", "chỉ còn 150", "chỉ còn 150_hộ"),
        ("có thêm 1 xã", "xã", NONE, Kind::Addition, "1", "1", "có thêm 1", "có thêm 1_xã"),
        ("có thêm 1 xã đạt chuẩn nông thôn mới nâng cao", "xã", NONE, Kind::Addition, "1", "1", "có thêm 1 xã đạt chuẩn nông thôn mới nâng cao", "có thêm 1_xã đạt chuẩn nông thôn mới nâng cao"),
        // Thạnh Hóa
        ("229.800 tấn (lúa khô)", "tấn", NONE, Kind::Level, "229800", "229800", "229.800 (lúa khô)", "229.800_tấn (lúa khô)"),
        ("có thêm 01 sản phẩm", "sản phẩm", NONE, Kind::Addition, "1", "1", "có thêm 01", "có thêm 01_sản phẩm"),
        ("137,5 tỉ đồng", "tỷ đồng", NONE, Kind::Level, "137.5", "137.5", "137,5", "137,5_tỉ đồng"),
        ("thêm 01 trường (Trung học cơ sở Thủy Tây)", "trường", NONE, Kind::Addition, "1", "1", "thêm 01 (Trung học cơ sở Thủy Tây)", "thêm 01_trường (Trung học cơ sở Thủy Tây)"),
        ("01 trường (Trung học cơ sở Thủy Tây)", "trường", NONE, Kind::Level, "1", "1", "01 (Trung học cơ sở Thủy Tây)", "01_trường (Trung học cơ sở Thủy Tây)"),
        ("không còn xã Nông thôn mới nợ tiêu chí", "xã", Some(Qualifier::NoneLeft), Kind::Level, "0", "0", "không còn xã Nông thôn mới nợ tiêu chí", "không còn xã Nông thôn mới nợ tiêu chí"),
        ("17,5 tiêu chí", "tiêu chí/xã", NONE, Kind::Level, "17.5", "17.5", "17,5", "17,5_tiêu chí"),
        ("đạt bình quân/xã đạt 17,5 tiêu chí", "tiêu chí", NONE, Kind::Level, "17.5", "17.5", "17,5", "17,5_tiêu chí"),
        ("đạt 94%", "%", NONE, Kind::Level, "94", "94", "94", "94%"),
        ("giảm 15% tỉ lệ hộ nghèo theo tiêu chí mới so với đầu năm 2024 (21 hộ)", "%", NONE, Kind::Decrease, "15", "15",
         "giảm 15% tỉ lệ hộ nghèo theo tiêu chí mới so với đầu năm 2024 (21 hộ)", "giảm 15% tỉ lệ hộ nghèo theo tiêu chí mới so với đầu năm 2024 (21 hộ)"),
        ("2.000 lao động", "người", NONE, Kind::Level, "2000", "2000", "2.000", "2.000_lao động"),
        // section 3.3 and what people type besides
        ("6,6-6,8", "%", RANGE, Kind::Level, "6.6", "6.8", "6,6-6,8", "6,6-6,8%"),
        ("13,6–14,6%", "%", RANGE, Kind::Level, "13.6", "14.6", "13,6–14,6", "13,6–14,6%"),
        ("7-8", "", RANGE, Kind::Level, "7", "8", "7-8", "7-8"),
        ("từ 7,5% đến 8%", "%", RANGE, Kind::Level, "7.5", "8", "từ 7,5 đến 8", "từ 7,5% đến 8%"),
        ("56.000 - 61.000 tỷ đồng", "tỷ đồng", RANGE, Kind::Level, "56000", "61000", "56.000 - 61.000", "56.000 - 61.000_tỷ đồng"),
        ("11–12%/năm", "%", RANGE, Kind::Level, "11", "12", "11–12%/năm", "11–12%/năm"),
        ("≥ 95", "%", LEAST, Kind::Level, "95", "", "≥ 95", "≥ 95%"),
        (">95%", "%", ABOVE, Kind::Level, "95", "", "> 95", "> 95%"),
        ("≈ 22%", "%", ABOUT, Kind::Level, "22", "22", "≈ 22", "≈ 22%"),
        ("từ 4 trở lên", "xã", LEAST, Kind::Level, "4", "", "từ 4 trở lên", "từ 4_xã trở lên"),
        ("95% trở lên", "%", LEAST, Kind::Level, "95", "", "95 trở lên", "95% trở lên"),
        ("dưới 3", "%", BELOW, Kind::Level, "", "3", "dưới 3", "dưới 3%"),
        ("không quá 5%", "%", MOST, Kind::Level, "", "5", "không quá 5", "không quá 5%"),
        ("Ít nhất 2 xã", "xã", LEAST, Kind::Level, "2", "", "Ít nhất 2", "Ít nhất 2_xã"),
        ("tối đa 10 vụ", "vụ", MOST, Kind::Level, "", "10", "tối đa 10", "tối đa 10_vụ"),
        ("22/27 chỉ tiêu", "chỉ tiêu", NONE, Kind::Level, "22", "22", "22/27", "22/27_chỉ tiêu"),
        ("Hoàn thành", "%", NONE, Kind::Level, "", "", "Hoàn thành", "Hoàn thành"),
        ("hoàn thành 100%", "%", NONE, Kind::Level, "100", "100", "hoàn thành 100", "hoàn thành 100%"),
        ("Xuất siêu", "", NONE, Kind::Level, "", "", "Xuất siêu", "Xuất siêu"),
        ("không phát sinh nợ đọng", "tỷ đồng", NONE, Kind::Level, "", "", "không phát sinh nợ đọng", "không phát sinh nợ đọng"),
        ("45-30-25", "%", NONE, Kind::Level, "", "", "45-30-25", "45-30-25"),
        ("giảm xuống còn 1,5%", "%", LEFT, Kind::Level, "1.5", "1.5", "giảm xuống còn 1,5", "giảm xuống còn 1,5%"),
        ("tăng 12%", "tỷ đồng", NONE, Kind::Increase, "12", "12", "tăng 12%", "tăng 12%"),
        ("tăng lên 80%", "%", NONE, Kind::Level, "80", "80", "80", "80%"),
        ("1.973.949 triệu đồng", "tỷ đồng", NONE, Kind::Level, "1973.949", "1973.949", "1.973,949", "1.973,949_tỷ đồng"),
        ("12.345.678 đ", "đồng", NONE, Kind::Level, "12345678", "12345678", "12.345.678", "12.345.678_đ"),
        ("1,234.5 tấn", "tấn", NONE, Kind::Level, "1234.5", "1234.5", "1.234,5", "1.234,5_tấn"),
        ("1 234 hộ", "hộ", NONE, Kind::Level, "1234", "1234", "1.234", "1.234_hộ"),
        ("1500", "hộ", NONE, Kind::Level, "1500", "1500", "1.500", "1.500_hộ"),
        ("-0,5%", "%", NONE, Kind::Level, "-0.5", "-0.5", "-0,5", "-0,5%"),
        ("９５％", "%", NONE, Kind::Level, "95", "95", "95", "95%"),
        ("45 tạ/ha", "tấn/ha", NONE, Kind::Level, "4.5", "4.5", "4,5", "4,5_tấn/ha"),
        ("21 hộ nghèo", "hộ", NONE, Kind::Level, "21", "21", "21 hộ nghèo", "21_hộ nghèo"),
    ];

    #[test]
    fn every_figure_of_the_articles_and_of_the_reference() {
        let bound = |text: &str| (!text.is_empty()).then(|| d(text));
        for (typed, unit, qualifier, kind, low, high, cell, sentence) in ROWS {
            let quantity = read(typed, unit);
            assert_eq!((quantity.qualifier(), quantity.kind()), (*qualifier, *kind), "{typed}");
            assert_eq!((quantity.low(), quantity.high()), (bound(low), bound(high)), "{typed}");
            assert_eq!(quantity.in_cell(), *cell, "{typed}");
            assert_eq!(quantity.in_sentence(unit), sentence.replace('_', "\u{a0}"), "{typed}");
        }
    }

    /// What stands in a printed table or sentence is a valid submission of the next level, with the same bounds.
    #[test]
    fn printed_figures_are_read_back() {
        for (typed, unit, ..) in ROWS {
            let quantity = read(typed, unit);
            for printed in [quantity.in_cell(), quantity.in_sentence(unit)] {
                let again = read(&printed, unit);
                assert!(again.agrees_with(&quantity), "{typed} → {printed} → {again:?}");
                assert_eq!(again.in_cell(), quantity.in_cell(), "{typed}");
            }
        }
    }

    #[test]
    fn a_bare_number_is_its_decimal_alone() {
        assert!(size_of::<Quantity>() <= 24);
        let number = of_number(d("1234.50"), "hộ");
        let typed = read("1.234,5", "hộ");
        assert_eq!(number, typed);
        assert_eq!((&*typed.text(), &*typed.original(), typed.decimals()), ("1.234,5", "1.234,5", 1));
        assert_eq!(Quantity::from(number.words()), number);
        let worded = read("1.234,50 hộ", "hộ");
        assert_ne!(worded, number);
        assert_eq!((&*worded.original(), worded.unit(), worded.decimals()), ("1.234,50 hộ", Some("hộ"), 2));
    }

    #[test]
    fn base_and_note_are_kept_apart() {
        let poor = read("giảm 15% tỉ lệ hộ nghèo theo tiêu chí mới so với đầu năm 2024 (21 hộ)", "%");
        assert_eq!((poor.base(), poor.note()), (Some("đầu năm 2024"), Some("21 hộ")));
        assert_eq!(read("229.800 tấn (lúa khô)", "tấn").note(), Some("lúa khô"));
        assert_eq!(read("22/27 chỉ tiêu", "chỉ tiêu").note(), Some("/27"));
        assert_eq!(read("từ 4 trở lên", "").note(), None);
        assert_eq!(read("tăng 5% so với năm 2023", "tỷ đồng").base(), Some("năm 2023"));
    }

    #[test]
    fn gaps_and_placeholders() {
        for text in
            ["", " ", "-", "–", "…", "...", "x", "X", "x%", "… triệu đồng", "y triệu", "n/a", "\u{a0}"]
        {
            assert_eq!(parse(text, "%"), Ok(Parsed::Empty), "{text}");
        }
        for text in ["chưa có số liệu", "Chưa có", "Chưa có số liệu (đang rà soát)", "chưa thống kê"]
        {
            assert_eq!(parse(text, "%"), Ok(Parsed::DeclaredMissing), "{text}");
        }
    }

    #[test]
    fn what_is_uncertain_is_a_problem() {
        for text in [
            "Quý III/2024",
            "15/9/2023",
            "15/9",
            "chuẩn mức độ 2",
            "1.2.3",
            "abc",
            "8-7",
            "1.000 2.000",
            "#REF!",
            "5 5",
        ] {
            assert_eq!(parse(text, "%").unwrap_err().code, Code::NumberUnreadable, "{text}");
        }
        for (text, unit) in [("150 hộ", "%"), ("5 tấn", "người"), ("95%", "hộ"), ("giảm 21 hộ", "%")]
        {
            let problem = parse(text, unit).unwrap_err();
            assert_eq!(problem.code, Code::UnitMismatch, "{text}");
            assert!(problem.expected.contains(unit));
        }
    }

    #[test]
    fn doubt_depends_on_the_unit() {
        let doubt = |text: &str, unit: &str| match parse(text, unit) {
            Ok(Parsed::Figure { doubtful, .. }) => doubtful,
            other => panic!("{other:?}"),
        };
        assert_eq!(doubt("1.234%", "%"), Some(d("1.234")));
        assert_eq!(doubt("1.234", "triệu đồng/người/năm"), Some(d("1.234")));
        assert_eq!(doubt("1.200 người", "người"), None);
        assert_eq!(doubt("1,234 người", "người"), Some(d("1234")));
        assert_eq!(doubt("1,234", "%"), None);
        assert_eq!(doubt("12.345.678", "%"), None);
    }

    #[test]
    fn numeric_cells() {
        let quantity = of_number(d("24000.50"), "tỷ đồng");
        assert_eq!(
            (&*quantity.text(), quantity.decimals(), quantity.exact()),
            ("24.000,5", 1, Some(d("24000.5")))
        );
        assert_eq!(quantity.in_sentence("tỷ đồng"), "24.000,5\u{a0}tỷ đồng");
        assert_eq!(of_number(d("-5"), "%").in_sentence("%"), "-5%");
    }

    #[test]
    fn counted_in_another_unit() {
        let million = read("khoảng 1.500", "triệu đồng").converted("triệu đồng", "tỷ đồng").unwrap();
        assert_eq!(
            (&*million.text(), million.low(), &*million.original()),
            ("khoảng 1,5", Some(d("1.5")), "khoảng 1.500")
        );
        assert_eq!(million.in_sentence("tỷ đồng"), "khoảng 1,5\u{a0}tỷ đồng");
        let range = read("từ 5 đến 8 tạ", "tạ").converted("tạ", "tấn").unwrap();
        assert_eq!((&*range.text(), range.high()), ("từ 0,5 đến 0,8", Some(d("0.8"))));
        let change = read("tăng 12%", "triệu đồng").converted("triệu đồng", "tỷ đồng").unwrap();
        assert_eq!((&*change.text(), change.low()), ("tăng 12%", Some(d("12"))));
        assert_eq!(read("5", "hộ").converted("hộ", "người"), None);
        let same = read("2.000 lao động", "lao động").converted("lao động", "người").unwrap();
        assert_eq!(same.in_sentence("người"), "2.000\u{a0}lao động");
    }

    #[test]
    fn printed_with_fixed_digits() {
        let printed =
            |text: &str, digits| read(text, "%").printed_with(Some(digits), "%").text().into_owned();
        assert_eq!(printed("23,799999", 1), "23,8");
        assert_eq!(printed("trên 22", 1), "trên 22,0");
        assert_eq!(printed("01", 0), "01");
        assert_eq!(read("23,799999", "%").printed_with(None, "%").text(), "23,799999");
    }

    /// No text, however odd, makes the reader panic; whatever it reads is read again the same.
    #[test]
    fn any_mixture_of_words_is_read_without_panic() {
        const PIECES: [&str; 34] = [
            "tăng",
            "trên",
            "khoảng",
            "-",
            "–",
            "1",
            "0",
            "22",
            "1.000",
            ",",
            ".",
            "5",
            "%",
            " ",
            "  ",
            "(",
            ")",
            "/",
            "27",
            "tỷ đồng",
            "hộ",
            "đến",
            "từ",
            "trở lên",
            "so với",
            "chỉ còn",
            "x",
            "…",
            "≥",
            "９",
            "\u{301}",
            "\u{a0}",
            "không còn",
            "999999999999999999999999999",
        ];
        let mut state: u64 = 7;
        let mut next = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        };
        for _ in 0..5_000 {
            let length = next(8) + 1;
            let text: String = (0..length).map(|_| PIECES[next(PIECES.len() as u64) as usize]).collect();
            for unit in ["%", "tỷ đồng", ""] {
                let Ok(Parsed::Figure { quantity, .. }) = parse(&text, unit) else {
                    continue;
                };
                let printed = quantity.in_cell();
                let _ = quantity.in_sentence(unit);
                match parse(&printed, unit) {
                    Ok(Parsed::Figure { quantity: again, .. }) => {
                        assert!(
                            again.agrees_with(&quantity),
                            "{text:?} → {printed:?}: {quantity:?} / {again:?}"
                        );
                    }
                    other => panic!("{text:?} ({unit}) → {printed:?} → {other:?}"),
                }
            }
        }
    }
}
