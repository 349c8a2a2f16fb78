//! A titled list on its own sheet: one table, a heading row, a filter.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, Tally, clean, height, put_row};
use super::look::{Look, page};
use super::measure::heading_lines;
use crate::domain::Plan;

/// The row of the headings, below the two title rows and a blank one.
const HEAD: u32 = 3;
/// Air above and below the headings, in points.
pub const HEAD_AIR: f64 = 8.0;
/// The first row of data.
pub const FIRST: u32 = HEAD + 1;

/// What a list is called and how its columns are headed.
pub struct List<'a> {
    /// Sheet name, at most 31 characters.
    pub sheet: &'a str,
    pub title: &'a str,
    pub remark: &'a str,
    /// Heading and width in characters.
    pub columns: &'a [(&'a str, f64)],
    /// Columns that stay when one scrolls to the right.
    pub frozen: u16,
}

/// Writes the list. An empty list says so in its only row; one longer than Excel's sheet is a failure, not a cut.
pub fn list<'c>(
    of: &List,
    rows: impl Iterator<Item = Vec<Cell<'c>>>,
    plan: &Plan,
    look: &Look,
    tally: &mut Tally,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(of.sheet)?;
    sheet.write_string_with_format(
        0,
        0,
        clean(&format!("{}: {}", of.title, plan.settings.title), tally),
        &look.title,
    )?;
    sheet.write_string_with_format(1, 0, of.remark, &look.remark)?;
    for (col, (title, width)) in (0u16..).zip(of.columns) {
        sheet.set_column_width(col, *width)?;
        sheet.write_string_with_format(HEAD, col, *title, &look.head)?;
    }
    let widths: Vec<f64> = of.columns.iter().map(|(_, width)| *width).collect();
    let lines = of.columns.iter().map(|(title, width)| heading_lines(title, *width)).max().unwrap_or(1);
    sheet.set_row_height(HEAD, height(lines) + HEAD_AIR)?.set_row_height(0, height(2) - 8.0)?;
    let mut last = HEAD;
    for (row, cells) in (HEAD + 1..).zip(rows) {
        put_row(&mut sheet, row, &cells, &widths, look, tally)?;
        last = row;
    }
    finish(&mut sheet, of, last, look)?;
    Ok(sheet)
}

fn finish(sheet: &mut Worksheet, of: &List, mut last: u32, look: &Look) -> Result<(), XlsxError> {
    let end = u16::try_from(of.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if last == HEAD {
        last = HEAD + 1;
        sheet.write_string_with_format(last, 0, "Không có mục nào.", &look.remark)?;
    } else {
        sheet.autofilter(HEAD, 0, last, end)?;
    }
    page(sheet, (HEAD, HEAD), (last, end), of.frozen)
}
