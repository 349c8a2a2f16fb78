//! Sheet `Theo don vi`: the units' figures that totals are made of, a block per indicator.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, Tally, clean, height, line_count, put, put_row};
use super::grid::{Grid, TERRITORIES, UNIT_ROW, UNIT_VALUE, plain};
use super::indicators::words;
use super::look::{Look, page};
use crate::domain::{Candidate, Indicator, Origin};
use crate::finding::Place;
use crate::workbook::Address;

/// TT, Đơn vị, ĐVT; then the value columns.
const BEFORE: [(&str, f64); 3] = [("TT", 7.0), ("Chỉ tiêu, đơn vị", 52.0), ("Đơn vị tính", 13.0)];
const VALUE: f64 = 18.0;
/// The last column: the cells that the row's figures stand in.
const SOURCE: (&str, f64) = ("Nguồn", 34.0);

/// The whole sheet.
pub fn sheet(grid: &Grid, look: &Look, tally: &mut Tally) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(TERRITORIES)?;
    let title = format!("Số liệu theo đơn vị: {}", grid.plan.settings.title);
    sheet.write_string_with_format(0, 0, clean(&title, tally), &look.title)?;
    let remark =
        "Ô để trống là đơn vị chưa gửi số liệu, không phải bằng 0. Dòng in đậm lấy từ sheet Chi tieu.";
    sheet.write_string_with_format(1, 0, remark, &look.remark)?;
    sheet.set_row_height(0, height(2) - 8.0)?.set_row_height(UNIT_ROW - 1, height(2))?;
    let end = heading(&mut sheet, grid, look, tally)?;
    let mut last = UNIT_ROW - 1;
    for index in &grid.blocks {
        let (Some(indicator), Some(row)) = (grid.plan.indicators.get(*index), grid.block_row(*index)) else {
            continue;
        };
        total(&mut sheet, row, grid, *index, indicator, look, tally)?;
        last = units(&mut sheet, row, grid, *index, indicator, look, tally)?;
    }
    if grid.blocks.is_empty() {
        last = UNIT_ROW;
        sheet.write_string_with_format(
            UNIT_ROW,
            0,
            "Không có chỉ tiêu nào tổng hợp từ đơn vị.",
            &look.remark,
        )?;
    }
    page(&mut sheet, (UNIT_ROW - 1, UNIT_ROW - 1), (last, end), 2)?;
    Ok(sheet)
}

fn heading(sheet: &mut Worksheet, grid: &Grid, look: &Look, tally: &mut Tally) -> Result<u16, XlsxError> {
    let columns = grid.plan.settings.columns.iter().map(|column| (&*column.short, VALUE));
    let mut end = 0;
    for (col, (name, width)) in (0u16..).zip(BEFORE.into_iter().chain(columns).chain([SOURCE])) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(UNIT_ROW - 1, col, clean(name, tally), &look.head)?;
        end = col;
    }
    Ok(end)
}

/// The indicator's own row: its figures, pointing back at `Chi tieu`.
fn total(
    sheet: &mut Worksheet,
    row: u32,
    grid: &Grid,
    index: usize,
    indicator: &Indicator,
    look: &Look,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    for (col, text) in (0u16..).zip([&indicator.code, &indicator.name, &indicator.unit]) {
        sheet.write_string_with_format(row, col, clean(text, tally), &look.group)?;
    }
    sheet.set_row_height(row, height(line_count(&indicator.name, BEFORE[1].1)))?;
    for (column, col) in (0..indicator.figures.len()).zip(UNIT_VALUE..) {
        let quantity = grid.figure(index, column).and_then(|figure| figure.quantity.as_ref());
        let cell = match (quantity, quantity.and_then(plain), grid.reference(index, column, false)) {
            (Some(quantity), Some(value), Some(formula)) => {
                let digits = indicator.decimals.unwrap_or(quantity.decimals().max(value.normalize().scale()));
                Cell::Live { formula, value, digits, signed: false }
            }
            (Some(quantity), ..) => Cell::Words(words(quantity).into()),
            _ => Cell::Words("chưa có số liệu".into()),
        };
        put(sheet, (row, col), &cell, look, tally)?;
    }
    Ok(())
}

/// A row per unit; gives the last row.
fn units(
    sheet: &mut Worksheet,
    first: u32,
    grid: &Grid,
    index: usize,
    indicator: &Indicator,
    look: &Look,
    tally: &mut Tally,
) -> Result<u32, XlsxError> {
    let by_column: Vec<_> = (0..indicator.figures.len()).map(|column| grid.parts(index, column)).collect();
    let mut row = first;
    let widths: Vec<f64> = BEFORE
        .iter()
        .map(|(_, width)| *width)
        .chain(by_column.iter().map(|_| VALUE))
        .chain([SOURCE.1])
        .collect();
    for (nth, unit) in grid.names().enumerate() {
        row += 1;
        let mut cells = vec![Cell::Count(nth + 1), Cell::text(unit), Cell::center(&*indicator.unit)];
        cells.extend(by_column.iter().map(|parts| part(parts.get(nth).copied().flatten())));
        let parts = by_column.iter().filter_map(|parts| parts.get(nth).copied().flatten());
        cells.push(Cell::text(places(parts)));
        put_row(sheet, row, &cells, &widths, look, tally)?;
    }
    Ok(row)
}

/// `nop/yte.xlsx › ChiTieu!E7:H7`: the cells of a row, those of one sheet row from the first to the last.
fn places<'a>(candidates: impl Iterator<Item = &'a Candidate>) -> String {
    let mut ranges: Vec<(&Origin, Address)> = Vec::new();
    for candidate in candidates {
        let origin = &candidate.figure.origin;
        match ranges.last_mut() {
            Some((first, last)) if is_beside(first, *last, origin) => *last = origin.cell,
            _ => ranges.push((origin, origin.cell)),
        }
    }
    let text = |(first, last): &(&Origin, Address)| {
        let place = Place::from(*first).to_string();
        if first.cell == *last { place } else { format!("{place}:{last}") }
    };
    ranges.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Does this cell continue the range to the right?
fn is_beside(first: &Origin, last: Address, next: &Origin) -> bool {
    first.file == next.file
        && first.sheet == next.sheet
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
        Some(value) => Cell::Number(value, quantity.decimals().max(value.normalize().scale())),
        None => Cell::Words(words(quantity).into()),
    }
}
