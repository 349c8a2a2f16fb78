//! Sheet `Theo don vi`: the units' figures that totals are made of, a block per indicator.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::{Cell, clean, height, put};
use super::grid::{Grid, TERRITORIES, UNIT_ROW, UNIT_VALUE, plain};
use super::indicators::words;
use super::list::Pen;
use super::look::page;
use super::measure::heads_lines;
use super::signs::{self, signs};
use crate::domain::{Candidate, Decimal, Indicator, Origin, Quantity};
use crate::workbook::Address;

/// TT, Đơn vị, ĐVT; then the value columns.
const BEFORE: [(&str, f64); 3] = [("TT", 7.0), ("Chỉ tiêu, đơn vị", 52.0), ("Đơn vị tính", 13.0)];
const VALUE: f64 = 18.0;
/// The last columns: the file and the cells that the row's figures stand in.
const SOURCE: [(&str, f64); 2] = [("Tệp", 36.0), ("Ô", 18.0)];

/// The whole sheet.
pub fn sheet<'l>(grid: &Grid, binder: &mut Binder<'l>) -> Result<Worksheet, XlsxError> {
    let (mut sheet, forgets) = binder.sheet(grid.blocks.len() * (grid.units.len() + 1), false)?;
    sheet.set_name(TERRITORIES)?;
    let title = format!("Số liệu theo đơn vị: {}", grid.plan.settings.title);
    sheet.set_default_row_height(height(1));
    sheet.set_row_height(0, height(2) - 8.0)?.set_row_height(UNIT_ROW - 1, height(2))?;
    sheet.write_string_with_format(0, 0, clean(&title, &mut binder.tally), &binder.look.title)?;
    let remark =
        "Ô để trống là đơn vị chưa gửi số liệu, không phải bằng 0. Dòng in đậm lấy từ sheet Chi tieu.";
    sheet.write_string_with_format(1, 0, remark, &binder.look.remark)?;
    let widths = heading(&mut sheet, grid, binder)?;
    let end = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut pen = Pen::new(widths, forgets);
    let mut last = UNIT_ROW - 1;
    for (nth, index) in grid.blocks.iter().enumerate() {
        let (Some(indicator), Some(row)) = (grid.plan.indicators.get(*index), grid.block_row(*index)) else {
            continue;
        };
        total(&mut sheet, row, grid, *index, indicator, binder)?;
        let is_last = nth + 1 == grid.blocks.len();
        last = units(&mut sheet, row, grid, (*index, indicator), (&mut pen, is_last), binder)?;
    }
    if grid.blocks.is_empty() {
        last = UNIT_ROW;
        let words = "Không có chỉ tiêu nào tổng hợp từ đơn vị.";
        sheet.write_string_with_format(UNIT_ROW, 0, words, &binder.look.remark)?;
    }
    signs(&mut sheet, (UNIT_ROW, UNIT_VALUE), (last, end), signs::FIGURES)?;
    page(&mut sheet, (UNIT_ROW - 1, UNIT_ROW - 1), (last, end), 2)?;
    Ok(sheet)
}

/// The headings; gives the widths of the columns.
fn heading(sheet: &mut Worksheet, grid: &Grid, binder: &mut Binder<'_>) -> Result<Vec<f64>, XlsxError> {
    let columns = grid.plan.settings.columns.iter().map(|column| (&*column.short, VALUE));
    let mut widths = Vec::new();
    for (col, (name, width)) in (0u16..).zip(BEFORE.into_iter().chain(columns).chain(SOURCE)) {
        sheet.set_column_width(col, width)?;
        let name = clean(name, &mut binder.tally);
        sheet.write_string_with_format(UNIT_ROW - 1, col, name, &binder.look.head)?;
        widths.push(width);
    }
    Ok(widths)
}

/// The indicator's own row: its figures, pointing back at `Chi tieu`.
fn total(
    sheet: &mut Worksheet,
    row: u32,
    grid: &Grid,
    index: usize,
    indicator: &Indicator,
    binder: &mut Binder<'_>,
) -> Result<(), XlsxError> {
    let (look, tally) = (binder.look, &mut binder.tally);
    let texts = [&indicator.code, &indicator.name, &indicator.unit];
    for ((col, text), format) in (0u16..).zip(texts).zip([&look.mark, &look.group, &look.mark]) {
        sheet.write_string_with_format(row, col, clean(text, tally), format)?;
    }
    let lines = heads_lines(texts.into_iter().zip(BEFORE).map(|(text, (_, width))| (&**text, width)));
    if lines > 1 {
        sheet.set_row_height(row, height(lines))?;
    }
    let mut end = UNIT_VALUE;
    for (column, col) in (0..indicator.figures.len()).zip(UNIT_VALUE..) {
        let quantity = grid.figure(index, column).and_then(|figure| figure.quantity.as_ref());
        let cell = match (quantity, quantity.and_then(plain), grid.reference(index, column, false)) {
            (Some(quantity), Some(value), Some(formula)) => {
                let digits = indicator.decimals.unwrap_or_else(|| digits(quantity, value));
                Cell::Live { formula, value, digits, signed: false }
            }
            (Some(quantity), ..) => Cell::Words(words(quantity).into()),
            _ => Cell::Words("chưa có số liệu".into()),
        };
        put(sheet, (row, col), &cell, look, tally)?;
        end = col + 1;
    }
    for col in (end..).take(SOURCE.len()) {
        sheet.write_blank(row, col, &look.group)?;
    }
    Ok(())
}

/// A row per unit; gives the last row.
fn units<'l>(
    sheet: &mut Worksheet,
    first: u32,
    grid: &Grid,
    (index, indicator): (usize, &Indicator),
    (pen, is_last): (&mut Pen<'l>, bool),
    binder: &mut Binder<'l>,
) -> Result<u32, XlsxError> {
    let by_column: Vec<_> = (0..indicator.figures.len()).map(|column| grid.parts(index, column)).collect();
    let mut row = first;
    let mut cells = Vec::with_capacity(BEFORE.len() + by_column.len() + SOURCE.len());
    for (nth, unit) in grid.units.iter().enumerate() {
        row += 1;
        cells.clear();
        cells.extend([Cell::Count(nth + 1), Cell::text(&*unit.name), Cell::center(&*indicator.unit)]);
        cells.extend(by_column.iter().map(|parts| part(parts.get(nth).copied().flatten())));
        let parts = by_column.iter().filter_map(|parts| parts.get(nth).copied().flatten());
        let (files, places) = places(parts);
        cells.extend([Cell::Text(files), Cell::Text(places.into())]);
        let ends = is_last && nth + 1 == grid.units.len();
        pen.row(sheet, row, &cells, ends, (binder.look, &mut binder.tally))?;
    }
    Ok(row)
}

/// The files of a row's figures, and beside each `ChiTieu!E7:H7`: the cells of one sheet row from the first to the last.
fn places<'a>(mut candidates: impl Iterator<Item = &'a Candidate>) -> (Cow<'a, str>, String) {
    let Some(first) = candidates.next() else { return (Cow::Borrowed(""), String::new()) };
    let (mut first, mut last) = (&first.figure.origin, first.figure.origin.cell);
    let (mut files, mut places) = (Cow::Borrowed(&*first.file), String::new());
    for candidate in candidates {
        let origin = &candidate.figure.origin;
        if !is_beside(first, last, origin) {
            add_range(&mut places, first, last);
            first = origin;
            files.to_mut().push('\n');
            files.to_mut().push_str(&first.file);
        }
        last = origin.cell;
    }
    add_range(&mut places, first, last);
    (files, places)
}

fn add_range(places: &mut String, first: &Origin, last: Address) {
    // A string takes all that is written.
    let _ = match (places.is_empty(), first.cell == last) {
        (true, true) => write!(places, "{}!{last}", first.sheet),
        (true, false) => write!(places, "{}!{}:{last}", first.sheet, first.cell),
        (false, true) => write!(places, "\n{}!{last}", first.sheet),
        (false, false) => write!(places, "\n{}!{}:{last}", first.sheet, first.cell),
    };
}

/// Does this cell continue the range to the right?
fn is_beside(first: &Origin, last: Address, next: &Origin) -> bool {
    (Arc::ptr_eq(first.whence(), next.whence()) || first.file == next.file && first.sheet == next.sheet)
        && last.row == next.cell.row
        && last.col < next.cell.col
}

/// A unit's figure: a number where it can be added up, its words where not, blank where there is none.
fn part<'a>(candidate: Option<&'a Candidate>) -> Cell<'a> {
    let Some(candidate) = candidate else {
        return Cell::Empty;
    };
    let quantity = &candidate.figure.value;
    match quantity.exact() {
        Some(value) => Cell::Number(value, digits(quantity, value)),
        None => Cell::Words(words(quantity).into()),
    }
}

/// The digits after the mark: as typed, and all that the number has.
fn digits(quantity: &Quantity, value: Decimal) -> u32 {
    let typed = quantity.decimals();
    // Most numbers have no more of them; to look for noughts at their end costs a division each.
    if value.scale() <= typed { typed } else { typed.max(value.normalize().scale()) }
}
