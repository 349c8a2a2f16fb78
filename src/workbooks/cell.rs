//! What may stand in a cell; text is cleaned and stays text, whatever it begins with.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::look::{Look, excel_date};
pub use super::measure::line_count;
use crate::domain::{Decimal, date};

/// The longest text that Excel keeps in a cell.
const LONGEST: usize = 32_767;

/// One cell to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    Text(Cow<'a, str>),
    /// Short codes, in the middle.
    Center(Cow<'a, str>),
    /// A figure in words, at the right.
    Words(Cow<'a, str>),
    /// A figure and the digits after its mark.
    Number(Decimal, u32),
    /// A formula without `=`, the value it yields, digits, and whether a sign is always shown.
    Live {
        formula: String,
        value: Decimal,
        digits: u32,
        signed: bool,
    },
    /// A formula without `=` that yields words.
    Say {
        formula: String,
        text: Cow<'a, str>,
    },
    Count(usize),
    Date(Option<NaiveDate>),
    Empty,
}

impl<'a> Cell<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        Cell::Text(text.into())
    }

    pub fn center(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        Cell::Center(text.into())
    }

    /// The text that may wrap.
    fn words(&self) -> Option<&str> {
        match self {
            Cell::Text(text) | Cell::Center(text) | Cell::Words(text) => Some(text),
            _ => None,
        }
    }
}

/// What had to be changed on the way into the workbook.
#[derive(Debug, Default)]
pub struct Tally {
    /// Texts cut to Excel's limit.
    pub cut: usize,
}

/// Height of one line of 11 pt, in points, and Excel's highest row.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// Writes a row and gives it the height that its texts need in columns of these widths.
///
/// Excel would find the height itself, LibreOffice and print servers do not.
pub fn put_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    widths: &[f64],
    look: &Look,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    let mut lines = 1;
    for ((col, cell), width) in (0u16..).zip(cells).zip(widths) {
        put(sheet, (row, col), cell, look, tally)?;
        lines = lines.max(cell.words().map_or(1, |text| line_count(text, *width)));
    }
    sheet.set_row_height(row, height(lines))?;
    Ok(())
}

/// The height of a row of so many lines.
pub fn height(lines: usize) -> f64 {
    (lines as f64 * LINE + 2.0).min(HIGHEST)
}

/// Writes one cell.
pub fn put(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    look: &Look,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    let (row, col) = at;
    match cell {
        Cell::Text(text) => sheet.write_string_with_format(row, col, clean(text, tally), &look.text)?,
        Cell::Center(text) => sheet.write_string_with_format(row, col, clean(text, tally), &look.center)?,
        Cell::Words(text) => sheet.write_string_with_format(row, col, clean(text, tally), &look.words)?,
        Cell::Number(value, digits) => {
            sheet.write_number_with_format(row, col, float(*value), look.number(*digits))?
        }
        Cell::Live { formula, value, digits, signed } => {
            let format = if *signed { look.points(*digits) } else { look.number(*digits) };
            let formula = Formula::new(format!("={formula}")).set_result(float(*value).to_string());
            sheet.write_formula_with_format(row, col, formula, format)?
        }
        Cell::Say { formula, text } => {
            let formula = Formula::new(format!("={formula}")).set_result(clean(text, tally));
            sheet.write_formula_with_format(row, col, formula, &look.center)?
        }
        Cell::Count(count) => sheet.write_number_with_format(row, col, *count as f64, &look.center)?,
        Cell::Date(Some(day)) => match excel_date(*day) {
            Some(value) => sheet.write_datetime_with_format(row, col, value, &look.date)?,
            None => sheet.write_string_with_format(row, col, date::short(*day), &look.center)?,
        },
        Cell::Date(None) | Cell::Empty => sheet.write_blank(row, col, &look.text)?,
    };
    Ok(())
}

/// The nearest float: Excel knows nothing else.
pub fn float(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

/// Without control characters and not longer than Excel allows.
pub fn clean<'a>(text: &'a str, tally: &mut Tally) -> Cow<'a, str> {
    let kept = if text.chars().any(forbidden) {
        Cow::Owned(text.chars().filter(|c| !forbidden(*c)).collect())
    } else {
        Cow::Borrowed(text)
    };
    if kept.len() <= LONGEST || kept.encode_utf16().count() <= LONGEST {
        return kept;
    }
    tally.cut += 1;
    Cow::Owned(cut(&kept))
}

/// XML 1.0 forbids them in a document, nobody can see them, or they turn the direction of what follows.
pub fn forbidden(c: char) -> bool {
    let unseen = matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}');
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (c.is_control() && !matches!(c, '\n' | '\t')) || unseen || turns
}

/// The beginning that fits, and an ellipsis.
fn cut(text: &str) -> String {
    let mut units = 0;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units < LONGEST
        })
        .collect();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Tally, clean};

    #[test]
    fn control_characters_go_and_line_breaks_stay() {
        let mut tally = Tally::default();
        assert_eq!(clean("a\u{0}b\u{1b}\nc\r\u{feff}", &mut tally), "ab\nc");
        assert_eq!(clean("a\u{202e}xslx\u{2066}", &mut tally), "axslx");
        assert_eq!(clean("=1+1", &mut tally), "=1+1");
        assert_eq!(tally.cut, 0);
    }

    #[test]
    fn long_texts_are_cut_in_excels_own_count() {
        let mut tally = Tally::default();
        let exact = "ệ".repeat(LONGEST);
        assert_eq!(clean(&exact, &mut tally), exact);
        for long in ["ệ".repeat(LONGEST + 1), "\u{1f600}".repeat(LONGEST)] {
            let cut = clean(&long, &mut tally);
            assert!(cut.ends_with('…') && cut.encode_utf16().count() <= LONGEST);
        }
        assert_eq!(tally.cut, 2);
    }
}
