//! Sheet `Trong yeu`: the headline indicators by unit, how far they are from the resolution, who has sent what.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::{Cell, clean, height, put, put_row};
use super::equation::Equation;
use super::grid::{Grid, HEADLINES};
use super::look::page;
use super::signs::{self, signs};
use crate::domain::{
    ColumnRole, Decimal, Direction, Indicator, Standing, Status, SubmissionStatus, Yardstick,
};
use crate::workbook::Address;

pub const HEAD: u32 = 3;
const FIRST: u32 = HEAD + 1;
pub const VALUE: u16 = 4;
const BEFORE: [(&str, f64); 4] = [("TT", 5.0), ("Mã", 8.0), ("Chỉ tiêu", 44.0), ("Đơn vị tính", 13.0)];
const AFTER: [(&str, f64); 4] = [
    ("Mục tiêu nghị quyết", 13.0),
    ("KH/mục tiêu (%)", 12.0),
    ("Kế hoạch so với nghị quyết", 19.0),
    ("Ước thực hiện so với kế hoạch năm trước", 19.0),
];
const VALUE_WIDTH: f64 = 13.0;
/// Where things stand on the sheet, for the charts.
pub struct Headlines<'a> {
    /// Unit of measure and its indicators, in the order of the rows.
    pub units: Vec<(&'a str, Vec<usize>)>,
    /// First and last row of the indicators.
    pub first: u32,
    pub last: u32,
    /// First and last row of the counts.
    pub statuses: (u32, u32),
}

/// The whole sheet, and where things stand on it.
pub fn sheet<'a>(
    grid: &Grid<'a>,
    submissions: &str,
    binder: &mut Binder<'_>,
) -> Result<(Worksheet, Headlines<'a>), XlsxError> {
    let (look, tally) = (binder.look, &mut binder.tally);
    let mut sheet = Worksheet::new();
    sheet.set_name(HEADLINES)?;
    let settings = &grid.plan.settings;
    let title = format!("Chỉ tiêu trọng yếu: {}", settings.title);
    sheet.write_string_with_format(0, 0, clean(&title, tally), &look.title)?;
    let remark = "Số lấy từ sheet Chi tieu (số có từ bổ nghĩa: phần số). Ô trống là chưa có số liệu, không phải bằng 0.";
    sheet.write_string_with_format(1, 0, remark, &look.remark)?;
    sheet.set_row_height(0, height(2) - 8.0)?;
    let columns = settings.columns.iter().map(|column| (&*column.short, VALUE_WIDTH));
    let heads: Vec<(&str, f64)> = BEFORE.into_iter().chain(columns).chain(AFTER).collect();
    for (col, (name, width)) in (0u16..).zip(&heads) {
        sheet.set_column_width(col, *width)?;
        sheet.write_string_with_format(HEAD, col, clean(name, tally), &look.head)?;
    }
    sheet.set_row_height(HEAD, height(3))?;
    let widths: Vec<f64> = heads.iter().map(|(_, width)| *width).collect();
    let shown = by_unit(grid);
    for (row, (nth, index)) in (FIRST..).zip(shown.iter().flat_map(|(_, indices)| indices).enumerate()) {
        if let Some(indicator) = grid.plan.indicators.get(*index) {
            put_row(&mut sheet, row, &cells(grid, row, nth, *index, indicator), &widths, look, tally)?;
        }
    }
    let count: usize = shown.iter().map(|(_, indices)| indices.len()).sum();
    let last = FIRST + u32::try_from(count.max(1)).unwrap_or(1) - 1;
    let end = (heads.len() - 1) as u16;
    signs(&mut sheet, (FIRST, end - 1), (last, end), signs::VERDICTS)?;
    if let Some(values) = end.checked_sub(AFTER.len() as u16).filter(|values| *values >= VALUE) {
        signs(&mut sheet, (FIRST, VALUE), (last, values), signs::FIGURES)?;
    }
    let statuses = received(&mut sheet, grid, submissions, last + 2, binder)?;
    page(&mut sheet, (HEAD, HEAD), (statuses.1, end), 3)?;
    Ok((sheet, Headlines { units: shown, first: FIRST, last, statuses }))
}

/// Headline indicators (all, where the catalogue marks none), those of one unit together, in plan order.
fn by_unit<'a>(grid: &Grid<'a>) -> Vec<(&'a str, Vec<usize>)> {
    let any = grid.plan.indicators.iter().any(|indicator| indicator.headline);
    let mut units: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (index, indicator) in grid.plan.indicators.iter().enumerate() {
        if any && !indicator.headline {
            continue;
        }
        let place = *places.entry(&*indicator.unit).or_insert(units.len());
        match units.get_mut(place) {
            Some((_, indices)) => indices.push(index),
            None => units.push((&indicator.unit, vec![index])),
        }
    }
    units
}

fn cells<'a>(grid: &Grid<'a>, row: u32, nth: usize, index: usize, indicator: &'a Indicator) -> Vec<Cell<'a>> {
    let mut cells = vec![
        Cell::Count(nth + 1),
        Cell::center(&*indicator.code),
        Cell::text(&*indicator.name),
        Cell::center(&*indicator.unit),
    ];
    cells.extend((0..indicator.figures.len()).map(|column| {
        match (grid.nominal(index, column), grid.reference(index, column, false)) {
            (Some(value), Some(formula)) => {
                Cell::Live { formula, value, digits: value.normalize().scale(), signed: false }
            }
            _ => Cell::Words(missing(indicator, column).into()),
        }
    }));
    let target = indicator.resolution.as_ref().and_then(|target| target.nominal());
    let plan = grid.nominal(index, grid.plan.settings.plan_column());
    cells.push(target.map_or(Cell::Empty, |value| Cell::Number(value, value.normalize().scale())));
    cells.push(share(grid, row, plan, target).unwrap_or(Cell::Empty));
    let at = |column: usize| Address::column_letters(u32::from(VALUE) + u32::try_from(column).unwrap_or(0));
    let settings = &grid.plan.settings;
    let column = |role| {
        settings.columns.iter().position(|column| column.role == role && column.year == settings.year - 1)
    };
    let estimate = column(ColumnRole::Estimate).or_else(|| column(ColumnRole::Actual));
    let before = estimate.zip(column(ColumnRole::Plan));
    let resolution = (at(settings.plan_column()), at(settings.columns.len()));
    cells.push(verdict(grid, (index, row), Yardstick::Resolution, &resolution, (plan, target)));
    cells.push(match before {
        Some((done, wanted)) => {
            let values = (grid.nominal(index, done), grid.nominal(index, wanted));
            verdict(grid, (index, row), Yardstick::YearBefore, &(at(done), at(wanted)), values)
        }
        None => Cell::Empty,
    });
    cells
}

/// Blank where a figure stands in words without a number; else the words for none.
fn missing(indicator: &Indicator, column: usize) -> &'static str {
    match indicator.figures.get(column) {
        Some(figure) if figure.quantity.is_some() => "",
        _ => "chưa có số liệu",
    }
}

/// The plan's share of the resolution's target, live.
fn share<'a>(grid: &Grid, row: u32, plan: Option<Decimal>, target: Option<Decimal>) -> Option<Cell<'a>> {
    let (plan, target) = (plan?, target?);
    let value = plan.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(target)?;
    let wanted = value.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let name = |col: u32| format!("{}{}", Address::column_letters(col), row + 1);
    let column = u32::try_from(grid.plan.settings.plan_column()).ok()?;
    let after = u32::from(VALUE) + u32::try_from(grid.plan.settings.columns.len()).ok()?;
    let text = format!("{}/{}*100", name(u32::from(VALUE) + column), name(after));
    let formula = Equation { text, value }.settle(wanted)?;
    Some(Cell::Live { formula, value: wanted, digits: 1, signed: false })
}

/// What `compute` found, live where the two cells alone yield it; qualifiers can make it another word than their numbers.
fn verdict<'a>(
    grid: &Grid<'a>,
    (index, row): (usize, u32),
    by: Yardstick,
    columns: &(String, String),
    (value, wanted): (Option<Decimal>, Option<Decimal>),
) -> Cell<'a> {
    let Some(found) = grid.plan.assessed.verdict(index, by) else { return Cell::Empty };
    let word = found.standing.vietnamese();
    let (Some(indicator), Some(value), Some(wanted)) = (grid.plan.indicators.get(index), value, wanted)
    else {
        return Cell::center(word);
    };
    let (better, wins) = match indicator.direction {
        Direction::HigherIsBetter => ('>', value > wanted),
        Direction::LowerIsBetter => ('<', value < wanted),
        Direction::Neutral => return Cell::center(word),
    };
    let plain = match (wins, value == wanted) {
        (true, _) => Standing::Exceeded,
        (false, true) => Standing::Met,
        (false, false) => Standing::NotMet,
    };
    let provisional = indicator.figures.iter().any(|figure| figure.status == Status::Provisional);
    if plain != found.standing || provisional {
        return Cell::center(word);
    }
    let (a, b) = (format!("{}{}", columns.0, row + 1), format!("{}{}", columns.1, row + 1));
    let [exceeded, met, missed] =
        [Standing::Exceeded, Standing::Met, Standing::NotMet].map(Standing::vietnamese);
    let formula = format!(
        "IF(COUNT({a},{b})<2,\"Thiếu số liệu\",IF({a}{better}{b},\"{exceeded}\",IF({a}={b},\"{met}\",\"{missed}\")))"
    );
    Cell::Say { formula, text: word.into() }
}

/// How many submissions stand where; gives the first and the last row of the counts.
fn received(
    sheet: &mut Worksheet,
    grid: &Grid,
    submissions: &str,
    row: u32,
    binder: &mut Binder<'_>,
) -> Result<(u32, u32), XlsxError> {
    let (look, tally) = (binder.look, &mut binder.tally);
    sheet.write_string_with_format(row, 2, "Tình hình nộp (số dòng của sheet Ban nop)", &look.head)?;
    sheet.write_string_with_format(row, 3, "Số lượng", &look.head)?;
    for (at, status) in (row + 1..).zip(STATUSES) {
        let word = status.vietnamese();
        let count = grid.plan.submissions.iter().filter(|record| record.status == status).count();
        put(sheet, (at, 2), &Cell::text(word), look, tally)?;
        let formula = format!("COUNTIF({submissions},\"{word}\")");
        let live = Cell::Live { formula, value: Decimal::from(count), digits: 0, signed: false };
        put(sheet, (at, 3), &live, look, tally)?;
    }
    Ok((row + 1, row + STATUSES.len() as u32))
}

const STATUSES: [SubmissionStatus; 5] = [
    SubmissionStatus::Accepted,
    SubmissionStatus::AcceptedWithErrors,
    SubmissionStatus::Superseded,
    SubmissionStatus::Rejected,
    SubmissionStatus::Missing,
];
