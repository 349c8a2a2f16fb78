//! A catalogue to start from: plain lists from A1, as the office will keep them.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Tally, clean, height, line_count};
use super::language::bytes;
use super::look::{Look, book, page};
use super::measure::{heads_lines, wish};

/// A sheet: name, headings, rows of text.
type Sheet<'a> = (&'a str, &'a [&'a str], Vec<Vec<String>>);

/// The bytes of a `danh-muc.xlsx`: sheets of a name, a heading row and rows of text; numbers stay numbers.
///
/// # Errors
/// When Excel's own limits are met.
pub fn catalogue(sheets: &[Sheet<'_>]) -> anyhow::Result<Vec<u8>> {
    let look = Look::new();
    let mut book = book()?;
    book.set_properties(&super::look::undated("Danh mục đơn vị, chỉ tiêu, ràng buộc"));
    for (name, heading, rows) in sheets {
        book.push_worksheet(list(name, heading, rows, &look)?);
    }
    Ok(bytes(&mut book)?)
}

fn list(name: &str, heading: &[&str], rows: &[Vec<String>], look: &Look) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut tally = Tally::default();
    sheet.set_name(name)?;
    let widths: Vec<f64> = (0..heading.len()).map(|col| width(heading, rows, col)).collect();
    for ((col, title), width) in (0u16..).zip(heading).zip(&widths) {
        sheet.set_column_width(col, *width)?;
        sheet.write_string_with_format(0, col, *title, &look.head)?;
    }
    let heads = heads_lines(heading.iter().copied().zip(widths.iter().copied()));
    sheet.set_row_height(0, height(heads.max(2)))?;
    for (row, texts) in (1u32..).zip(rows) {
        let mut lines = 1;
        for ((col, text), width) in (0u16..).zip(texts).zip(&widths) {
            lines = lines.max(line_count(text, *width));
            match text.parse::<i32>() {
                Ok(number) if heading.get(usize::from(col)) == Some(&"TT") => {
                    sheet.write_number_with_format(row, col, number, &look.center)?
                }
                Ok(number) => sheet.write_number_with_format(row, col, number, look.number(0))?,
                Err(_) => sheet.write_string_with_format(row, col, clean(text, &mut tally), &look.text)?,
            };
        }
        sheet.set_row_height(row, height(lines))?;
    }
    let end = u16::try_from(heading.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX - 1).max(1);
    sheet.autofilter(0, 0, last, end)?;
    page(&mut sheet, (0, 0), (last, end), 1)?;
    Ok(sheet)
}

/// As wide as the longest text, within reason.
fn width(heading: &[&str], rows: &[Vec<String>], col: usize) -> f64 {
    let texts = rows.iter().filter_map(|row| row.get(col)).map(|text| wish(text));
    let half = heading.get(col).map_or(0, |title| title.chars().count() / 2 + 2) as f64;
    (texts.fold(half, f64::max) + 1.0).clamp(8.0, 45.0).ceil()
}
