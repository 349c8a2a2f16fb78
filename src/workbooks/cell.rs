//! What may stand in a cell; text is cleaned and stays text, whatever it begins with.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

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

    /// How many lines its text takes in a column of this width.
    pub fn lines(&self, width: f64) -> usize {
        match self {
            Cell::Text(text) | Cell::Center(text) | Cell::Words(text) | Cell::Say { text, .. } => {
                line_count(text, width)
            }
            _ => 1,
        }
    }

    /// The format in which the cell stands.
    pub fn format<'l>(&self, look: &'l Look) -> &'l Format {
        match self {
            Cell::Center(_) | Cell::Say { .. } | Cell::Count(_) => &look.center,
            Cell::Words(_) => &look.words,
            Cell::Number(_, digits) | Cell::Live { digits, signed: false, .. } => look.number(*digits),
            Cell::Live { digits, .. } => look.points(*digits),
            Cell::Date(Some(day)) if excel_date(*day).is_some() => &look.date,
            Cell::Date(Some(_)) => &look.center,
            Cell::Text(_) | Cell::Date(None) | Cell::Empty => &look.text,
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
        lines = lines.max(cell.lines(*width));
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
    let format = cell.format(look);
    match cell {
        Cell::Text(text) | Cell::Center(text) | Cell::Words(text) => {
            sheet.write_string_with_format(row, col, clean(text, tally), format)?
        }
        Cell::Number(value, _) => sheet.write_number_with_format(row, col, float(*value), format)?,
        Cell::Live { .. } | Cell::Say { .. } => {
            sheet.write_formula_with_format(row, col, formula(cell, tally), format)?
        }
        Cell::Count(count) => sheet.write_number_with_format(row, col, *count as f64, format)?,
        Cell::Date(Some(day)) => match excel_date(*day) {
            Some(value) => sheet.write_datetime_with_format(row, col, value, format)?,
            None => sheet.write_string_with_format(row, col, date::short(*day), format)?,
        },
        Cell::Date(None) | Cell::Empty => sheet.write_blank(row, col, format)?,
    };
    Ok(())
}

/// Writes one cell whose format is the one of its column: the library looks up a format for every cell that brings
/// its own, which costs as much as the cell itself. A cell that cannot do without brings it all the same.
pub fn put_bare(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    look: &Look,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    let (row, col) = at;
    match cell {
        Cell::Text(text) | Cell::Center(text) | Cell::Words(text) if !text.is_empty() => {
            sheet.write_string(row, col, clean(text, tally))?
        }
        Cell::Number(value, _) => sheet.write_number(row, col, float(*value))?,
        Cell::Live { .. } | Cell::Say { .. } => sheet.write_formula(row, col, formula(cell, tally))?,
        Cell::Count(count) => sheet.write_number(row, col, *count as f64)?,
        _ => return put(sheet, at, cell, look, tally),
    };
    Ok(())
}

/// The formula of a cell that has one, with the result that it is known to have.
fn formula(cell: &Cell, tally: &mut Tally) -> Formula {
    match cell {
        Cell::Live { formula, value, .. } => {
            Formula::new(format!("={formula}")).set_result(float(*value).to_string())
        }
        Cell::Say { formula, text } => Formula::new(format!("={formula}")).set_result(clean(text, tally)),
        _ => Formula::new(""),
    }
}

/// The nearest float: Excel knows nothing else.
pub fn float(value: Decimal) -> f64 {
    // Both sides are exact floats, so their quotient is the nearest one, as if it had been read from its digits.
    match (value.mantissa(), TENS.get(value.scale() as usize)) {
        (digits, Some(ten)) if digits.unsigned_abs() < EXACT => digits as f64 / ten,
        _ => value.to_string().parse().unwrap_or_default(),
    }
}

/// Whole numbers below this, 2 to the 53rd, are floats.
const EXACT: u128 = 1 << 53;
/// The powers of ten that are floats.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Without control characters, not longer than Excel allows, and nothing that the library takes for markup.
pub fn clean<'a>(text: &'a str, tally: &mut Tally) -> Cow<'a, str> {
    // All bytes without stopping at the first, each by one look-up: most texts are too short for anything cleverer.
    let looks_bad = text.bytes().fold(false, |found, byte| found | SUSPECT[usize::from(byte)]);
    let mut kept = if looks_bad && text.chars().any(forbidden) {
        Cow::Owned(text.chars().filter(|c| !forbidden(*c)).collect())
    } else {
        Cow::Borrowed(text)
    };
    // A shared string of this shape would go into the file as it is, tags and all; a blank behind it keeps it a text.
    if kept.starts_with("<r>") && kept.ends_with("</r>") {
        kept.to_mut().push(' ');
    }
    if kept.len() <= LONGEST || kept.encode_utf16().count() <= LONGEST {
        return kept;
    }
    tally.cut += 1;
    Cow::Owned(cut(&kept))
}

/// With one of these bytes every forbidden character begins; few others do, so most texts need no second look.
const fn suspect(byte: u8) -> bool {
    (byte < b' ') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2) | (byte == 0xef)
}

/// That of every byte.
static SUSPECT: [bool; 256] = {
    let mut of = [false; 256];
    let mut byte = u8::MIN;
    loop {
        of[byte as usize] = suspect(byte);
        if byte == u8::MAX {
            break of;
        }
        byte += 1;
    }
};

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
        assert_eq!(clean("<r>a & b</r>", &mut tally), "<r>a & b</r> ");
        assert_eq!(tally.cut, 0);
    }

    #[test]
    fn whatever_is_forbidden_is_found_by_its_first_byte() {
        let found = |c: &char| c.to_string().bytes().any(|byte| super::SUSPECT[usize::from(byte)]);
        let forbidden = ('\0'..=char::MAX).filter(|c| super::forbidden(*c));
        assert!(forbidden.clone().count() > 60 && forbidden.clone().all(|c| found(&c)));
    }

    #[test]
    fn a_decimal_becomes_the_float_that_its_digits_are_read_as() {
        let texts = ["0", "0.1", "-0.3", "985.6", "21.85", "9007199254740993", "0.0000000000000000000001"];
        let many = (0..5000i64).map(|nth| format!("{}.{:03}", nth * 7919 % 100_003, nth * 31 % 1000));
        for text in
            texts.into_iter().map(str::to_owned).chain(many).chain(["79228162514264337593543950335".into()])
        {
            assert_eq!(super::float(text.parse().unwrap()), text.parse::<f64>().unwrap(), "{text}");
        }
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
