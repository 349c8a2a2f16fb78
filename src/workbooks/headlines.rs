//! Sheet `Trong yeu`: the headline indicators by unit, how far they are from the resolution, who has sent what.

use rust_xlsxwriter::{ConditionalFormatText, ConditionalFormatTextRule, Format, Worksheet, XlsxError};

use super::cell::{Cell, Tally, clean, height, put, put_row};
use super::equation::Equation;
use super::grid::{Grid, HEADLINES};
use super::look::{Look, page};
use crate::domain::{Decimal, Direction, Indicator, SubmissionStatus};
use crate::workbook::Address;

pub const HEAD: u32 = 3;
const FIRST: u32 = HEAD + 1;
pub const VALUE: u16 = 4;
const BEFORE: [(&str, f64); 4] = [("TT", 5.0), ("Mã", 8.0), ("Chỉ tiêu", 44.0), ("Đơn vị tính", 13.0)];
const AFTER: [(&str, f64); 3] =
    [("Mục tiêu nghị quyết", 13.0), ("KH/mục tiêu (%)", 12.0), ("Đánh giá", 22.0)];
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

/// The words of the column Đánh giá, each with its colours.
const MET: &str = "Đạt";
const MISSED: &str = "Chưa đạt";
const UNKNOWN: &str = "Thiếu số liệu";
const SIGNS: [(&str, u32, u32); 3] =
    [(MISSED, 0xFFC7CE, 0x9C0006), (UNKNOWN, 0xFFEB9C, 0x7F6000), (MET, 0xC6EFCE, 0x006100)];

/// Colours a range of words; the words themselves say the same.
pub fn signs(
    sheet: &mut Worksheet,
    first: (u32, u16),
    last: (u32, u16),
    words: &[&str],
) -> Result<(), XlsxError> {
    for (word, back, font) in SIGNS {
        for text in words
            .iter()
            .filter(|text| text.starts_with(word) || (word == UNKNOWN && text.starts_with("chưa có")))
        {
            let format = Format::new().set_background_color(back).set_font_color(font);
            let rule = ConditionalFormatText::new()
                .set_rule(ConditionalFormatTextRule::BeginsWith((*text).to_owned()))
                .set_format(format);
            sheet.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
        }
    }
    Ok(())
}

/// The whole sheet, and where things stand on it.
pub fn sheet<'a>(
    grid: &Grid<'a>,
    submissions: &str,
    look: &Look,
    tally: &mut Tally,
) -> Result<(Worksheet, Headlines<'a>), XlsxError> {
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
    signs(&mut sheet, (FIRST, end), (last, end), &[MISSED, UNKNOWN, MET])?;
    let statuses = received(&mut sheet, grid, submissions, last + 2, look, tally)?;
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
            _ => Cell::Empty,
        }
    }));
    let target = indicator.resolution.as_ref().and_then(|target| target.nominal());
    let plan = grid.nominal(index, grid.plan.settings.plan_column());
    cells.push(target.map_or(Cell::Empty, |value| Cell::Number(value, value.normalize().scale())));
    cells.push(share(grid, row, plan, target).unwrap_or(Cell::Empty));
    cells.push(verdict(indicator.direction, plan, target).map_or(Cell::Empty, Cell::center));
    cells
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

fn verdict(direction: Direction, plan: Option<Decimal>, target: Option<Decimal>) -> Option<&'static str> {
    let Some(plan) = plan else {
        return Some(UNKNOWN);
    };
    let target = target?;
    match direction {
        Direction::HigherIsBetter => Some(if plan >= target { MET } else { MISSED }),
        Direction::LowerIsBetter => Some(if plan <= target { MET } else { MISSED }),
        Direction::Neutral => None,
    }
}

/// How many submissions stand where; gives the first and the last row of the counts.
fn received(
    sheet: &mut Worksheet,
    grid: &Grid,
    submissions: &str,
    row: u32,
    look: &Look,
    tally: &mut Tally,
) -> Result<(u32, u32), XlsxError> {
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
