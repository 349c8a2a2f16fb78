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

impl Quantity {
    /// The one number that this figure is, if it is exact (no qualifier, one bound).
    pub fn exact(&self) -> Option<Decimal> {
        match self.qualifier {
            None | Some(Qualifier::Remaining | Qualifier::NoneLeft) if self.low == self.high => self.low,
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
