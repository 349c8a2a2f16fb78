//! Sheet `So lieu`: every figure as data, one row each, from A1; the formulas find the numbers of worded figures here.

use rust_xlsxwriter::{Table, TableColumn, TableStyle, Worksheet, XlsxError};

use super::caveats::Caveats;
use super::cell::{Cell, Tally, height, put_row};
use super::grid::{Grid, NUMBER_COLUMN, NUMBERS};
use super::indicators::words;
use super::look::{Look, page};
use crate::domain::{Column, Figure, Indicator, Kind, Qualifier};
use crate::finding::Findings;
use crate::form::summary;

/// Heading and width; the number stands in column `NUMBER_COLUMN`.
const COLUMNS: [(&str, f64); 14] = [
    (summary::CODE, 11.0),
    (summary::NAME, 40.0),
    (summary::KEY, 10.0),
    (summary::COLUMN, 16.0),
    (summary::WORDS, 24.0),
    ("Từ bổ nghĩa", 14.0),
    (summary::LOW, 13.0),
    (summary::HIGH, 13.0),
    ("Số để tính", 13.0),
    (summary::UNIT, 12.0),
    ("Loại", 12.0),
    (summary::STATUS, 13.0),
    ("Quy tắc", 40.0),
    (summary::CAVEAT, 40.0),
];

/// The whole sheet.
pub fn sheet(
    grid: &Grid,
    findings: &Findings,
    look: &Look,
    tally: &mut Tally,
) -> Result<Worksheet, XlsxError> {
    let caveats = Caveats::new(grid.plan, findings);
    let mut sheet = Worksheet::new();
    sheet.set_name(NUMBERS)?;
    for (col, (title, width)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(0, col, title, &look.head)?;
    }
    let widths = COLUMNS.map(|(_, width)| width);
    let columns = &grid.plan.settings.columns;
    let mut row = 0;
    sheet.set_row_height(0, height(2))?;
    for (index, indicator) in grid.plan.indicators.iter().enumerate() {
        for (at, column) in columns.iter().enumerate() {
            row += 1;
            let Some(figure) = indicator.figures.get(at) else {
                continue;
            };
            let mut cells = line(indicator, column, figure);
            cells.push(Cell::text(caveats.of(figure)));
            if let (Some(cell), Some(number)) =
                (cells.get_mut(usize::from(NUMBER_COLUMN)), grid.nominal(index, at))
            {
                *cell = Cell::Number(number, number.normalize().scale());
            }
            put_row(&mut sheet, row, &cells, &widths, look, tally)?;
        }
    }
    let end = COLUMNS.len() as u16 - 1;
    if row > 0 {
        let heads = COLUMNS
            .iter()
            .map(|(title, _)| TableColumn::new().set_header(*title).set_header_format(&look.head));
        let table = Table::new()
            .set_name("SoLieu")
            .set_columns(&heads.collect::<Vec<_>>())
            .set_style(TableStyle::Light1)
            .set_alt_text("Mỗi dòng một số liệu của một chỉ tiêu trong một cột");
        sheet.add_table(0, 0, row, end, &table)?;
    }
    page(&mut sheet, (0, 0), (row, end), 2)?;
    Ok(sheet)
}

fn line<'a>(indicator: &'a Indicator, column: &'a Column, figure: &'a Figure) -> Vec<Cell<'a>> {
    let quantity = figure.quantity.as_ref();
    let bound = |value: Option<crate::domain::Decimal>| {
        value.map_or(Cell::Empty, |value| Cell::Number(value, value.normalize().scale()))
    };
    vec![
        Cell::center(&*indicator.code),
        Cell::text(&*indicator.name),
        Cell::center(&*column.key),
        Cell::text(&*column.short),
        Cell::Words(quantity.map_or("chưa có số liệu".into(), |quantity| words(quantity).into())),
        Cell::center(quantity.and_then(|quantity| quantity.qualifier()).map_or("", qualifier)),
        bound(quantity.and_then(|quantity| quantity.low())),
        bound(quantity.and_then(|quantity| quantity.high())),
        Cell::Empty,
        Cell::center(&*indicator.unit),
        Cell::center(quantity.map_or("", |quantity| kind(quantity.kind()))),
        Cell::center(status(figure)),
        Cell::text(figure.rule_in_words()),
    ]
}

fn qualifier(of: Qualifier) -> &'static str {
    match of {
        Qualifier::Above => "trên",
        Qualifier::Below => "dưới",
        Qualifier::About => "khoảng",
        Qualifier::AtLeast => "ít nhất",
        Qualifier::AtMost => "không quá",
        Qualifier::Remaining => "chỉ còn",
        Qualifier::NoneLeft => "không còn",
        Qualifier::Range => "từ … đến …",
    }
}

fn kind(of: Kind) -> &'static str {
    match of {
        Kind::Level => "mức",
        Kind::Increase => "tăng",
        Kind::Decrease => "giảm",
        Kind::Addition => "thêm",
    }
}

fn status(figure: &Figure) -> &'static str {
    use crate::domain::Status;
    match figure.status {
        Status::Present => "có số liệu",
        Status::Provisional => summary::PROVISIONAL,
        Status::Missing => summary::MISSING,
    }
}
