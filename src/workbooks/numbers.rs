//! Sheet `So lieu`: every figure as data, one row each, from A1; the formulas find the numbers of worded figures here.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::caveats::caveats;
use super::cell::Cell;
use super::grid::{Grid, NUMBER_COLUMN, NUMBERS};
use super::indicators::words;
use super::list::{List, TABLE_FIRST, Use, list};
use super::signs::{self, signs};
use crate::domain::{Column, Figure, Indicator, Kind, Qualifier};
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

/// Headings that need a word.
const WORDS: [(&str, &str); 8] = [
    (summary::WORDS, "như in trên biểu, kèm từ bổ nghĩa"),
    ("Từ bổ nghĩa", "trên, dưới, khoảng, ít nhất, không quá, chỉ còn, không còn, từ … đến …"),
    (summary::LOW, "số nhỏ nhất mà số liệu có thể là; trống là không có cận"),
    (summary::HIGH, "số lớn nhất mà số liệu có thể là; trống là không có cận"),
    ("Số để tính", "số mà các công thức của bảng tính lấy"),
    ("Loại", "mức, hoặc phần tăng, giảm, thêm"),
    (summary::STATUS, "có số liệu; tạm tính: tổng còn thiếu đơn vị; chưa có"),
    (summary::CAVEAT, "điều cấp trên cần biết: đơn vị còn thiếu, số còn khác nhau"),
];

/// The column Tình trạng.
const STATUS: u16 = 11;

/// The whole sheet.
pub fn sheet(grid: &Grid, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: NUMBERS,
        title: "Số liệu của các chỉ tiêu",
        remark: "Mỗi dòng là số liệu của một chỉ tiêu ở một cột.",
        purpose: Use::Data { table: "SoLieu", columns: &WORDS },
        columns: &COLUMNS,
        frozen: 2,
    };
    let columns = &grid.plan.settings.columns;
    let places =
        || (0..grid.plan.indicators.len()).flat_map(|index| (0..columns.len()).map(move |at| (index, at)));
    let rows = places().map(|(index, at)| row(grid, index, at).unwrap_or_default());
    let count = places().count();
    let mut sheet = list(&of, count, rows, grid.plan, binder)?;
    let last = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
    signs(&mut sheet, (TABLE_FIRST, STATUS), (last, STATUS), signs::FIGURES)?;
    Ok(sheet)
}

fn row<'a>(grid: &Grid<'a>, index: usize, at: usize) -> Option<Vec<Cell<'a>>> {
    let plan = grid.plan;
    let (indicator, column) = (plan.indicators.get(index)?, plan.settings.columns.get(at)?);
    let figure = indicator.figures.get(at)?;
    let mut cells = line(indicator, column, figure);
    cells.push(Cell::text(caveats(grid.plan, figure)));
    let number = grid.nominal(index, at);
    if let (Some(cell), Some(number)) = (cells.get_mut(usize::from(NUMBER_COLUMN)), number) {
        *cell = Cell::Number(number, number.normalize().scale());
    }
    Some(cells)
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
