//! A target as an expression: original words, qualifier, bounds, unit, level or change, base, note.

use rust_decimal::Decimal;

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

/// A figure as an office writes it. `text` is what was typed (NFC, spaces collapsed) and is what is printed.
///
/// Only [`Quantity::exact`] figures may be summed, averaged or compared without a remark.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The words to print, in the right Vietnamese number style, without a trailing unit that repeats
    /// the column's unit: "trên 22", "khoảng 1.000", "chỉ còn 150", "95".
    pub text: String,
    /// What stood in the cell, untouched but for NFC.
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
    Figure {
        quantity: Quantity,
        doubtful: Option<Decimal>,
    },
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
    /// The one number that this figure is, if it is exact (no qualifier, one bound).
    pub fn exact(&self) -> Option<Decimal> {
        match self.qualifier {
            None | Some(Qualifier::Remaining | Qualifier::NoneLeft) if self.low == self.high => {
                self.low
            }
            _ => None,
        }
    }

    /// The number to compare with, exact or not: the bound that is known, the middle of a range.
    pub fn nominal(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) => Some((low + high) / Decimal::TWO),
            (low, high) => low.or(high),
        }
    }
}

/// Reads a figure as an office writes it; `unit`: the unit of the indicator, in which the bounds are given.
/// Errors: a text that is neither a figure nor a known word value, or a unit of another kind.
pub fn parse(text: &str, unit: &str) -> Result<Parsed, Problem> {
    let tidy = super::key::tidy(text);
    let stripped = tidy.strip_suffix(unit).unwrap_or(&tidy).trim();
    match super::number::parse(stripped) {
        Some(parsed) => Ok(Parsed::Figure {
            quantity: of_number(parsed.value, unit),
            doubtful: parsed.doubtful,
        }),
        None => Err(Problem {
            code: crate::finding::Code::NumberUnreadable,
            message: format!("Không đọc được số “{tidy}”."),
            expected: "số theo kiểu Việt Nam, ví dụ 1.234,5".to_string(),
        }),
    }
}

/// A numeric cell's figure: exact, a level, printed in Vietnamese style.
pub fn of_number(value: Decimal, _unit: &str) -> Quantity {
    let text = super::number::vietnamese(value, None);
    Quantity {
        original: text.clone(),
        text,
        qualifier: None,
        low: Some(value),
        high: Some(value),
        unit: None,
        kind: Kind::Level,
        base: None,
        note: None,
        decimals: value.normalize().scale(),
    }
}

impl Quantity {
    /// In a sentence, in the sender's own words, with its unit: "tăng trên 22%", "khoảng 1.000 tỷ đồng".
    pub fn in_sentence(&self, unit: &str) -> String {
        super::unit::join(&self.text, unit)
    }

    /// In a table cell, whose column gives the unit: "tăng trên 22", "khoảng 1.000", "229.800 (lúa khô)".
    pub fn in_cell(&self) -> String {
        self.text.clone()
    }

    /// The same figure counted in another unit of the same kind; `None` where the kinds differ.
    pub fn converted(&self, from: &str, to: &str) -> Option<Quantity> {
        let bound = |bound: Option<Decimal>| match bound {
            Some(value) => super::unit::convert(value, from, to).map(Some),
            None => Some(None),
        };
        Some(Quantity {
            low: bound(self.low)?,
            high: bound(self.high)?,
            ..self.clone()
        })
    }
}
