//! Sheet `Chi tieu`: the official table of indicators, totals and comparisons as live formulas.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::{Cell, Tally, clean, height, line_count, put_row};
use super::equation;
use super::grid::{FIRST_ROW, FIRST_VALUE, Grid, INDICATORS, Line, plain};
use super::look::{Look, page};
use super::measure::heading_lines;
use super::signs::{self, signs};
use crate::domain::{ColumnRole, Comparison, ComparisonKind, Figure, Indicator, Quantity, Rule, Status};

/// The two heading rows.
const HEAD: u32 = FIRST_ROW - 2;
/// Digits of a ratio whose value does not say: offices print two at the most.
const RATIO_DIGITS: u32 = 2;
/// Column widths in characters: before, a value, a comparison, after.
const BEFORE: [(&str, f64); 4] = [("TT", 5.0), ("Mã", 7.0), ("Chỉ tiêu", 32.0), ("Đơn vị tính", 11.0)];
const VALUE: f64 = 14.0;
const RATIO: f64 = 11.0;
const AFTER: [(&str, f64); 4] =
    [("Đơn vị chủ trì", 16.0), ("Cách tổng hợp", 11.0), ("Mục tiêu nghị quyết", 10.0), ("Ghi chú", 24.0)];

/// The whole sheet.
pub fn sheet(grid: &Grid, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let (look, tally) = (binder.look, &mut binder.tally);
    let mut sheet = Worksheet::new();
    sheet.set_name(INDICATORS)?;
    let widths = widths(grid);
    for (col, width) in (0u16..).zip(&widths) {
        sheet.set_column_width(col, *width)?;
    }
    let end = (widths.len() - 1) as u16;
    titles(&mut sheet, grid, (end, widths.iter().sum()), look, tally)?;
    heading(&mut sheet, grid, look, tally)?;
    let mut last = HEAD + 1;
    for (row, line) in (FIRST_ROW..).zip(&grid.lines) {
        match line {
            Line::Group(name) => group(&mut sheet, row, name, end, look, tally)?,
            Line::Indicator(index) => {
                if let Some(cells) = cells(grid, *index) {
                    put_row(&mut sheet, row, &cells, &widths, look, tally)?;
                }
            }
        }
        last = row;
    }
    let values = FIRST_VALUE + grid.plan.settings.columns.len().saturating_sub(1) as u16;
    signs(&mut sheet, (FIRST_ROW, FIRST_VALUE), (last.max(FIRST_ROW), values), signs::FIGURES)?;
    page(&mut sheet, (HEAD, HEAD + 1), (last, end), 3)?;
    Ok(sheet)
}

/// The widths of all columns.
fn widths(grid: &Grid) -> Vec<f64> {
    let settings = &grid.plan.settings;
    let before = BEFORE.iter().map(|(_, width)| *width);
    let values = settings.columns.iter().map(|_| VALUE);
    let ratios = settings.comparisons.iter().map(|_| RATIO);
    before.chain(values).chain(ratios).chain(AFTER.iter().map(|(_, width)| *width)).collect()
}

/// The organ, the title over the whole table, the remark and the draft mark.
fn titles(
    sheet: &mut Worksheet,
    grid: &Grid,
    (end, room): (u16, f64),
    look: &Look,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    let settings = &grid.plan.settings;
    let organ = settings.office.organ.join(" ");
    sheet.write_string_with_format(0, 0, clean(&organ, tally), &look.organ)?;
    let title = format!("BIỂU TỔNG HỢP CHỈ TIÊU NĂM {}", settings.year);
    sheet.merge_range(1, 0, 1, end, &title, &look.banner)?;
    let points = "Chỉ tiêu là % thì so sánh bằng điểm % (có dấu)";
    let mark = [&*settings.title, &*settings.draft.text, &*settings.remark, points];
    let mark: Vec<&str> = mark.into_iter().filter(|part| !part.is_empty()).collect();
    let mark = mark.join(". ");
    let mark = clean(&mark, tally);
    sheet.merge_range(2, 0, 2, end, &mark, &look.note)?;
    sheet.set_row_height(2, height(line_count(&mark, room)))?;
    sheet
        .set_row_height(1, height(2) - 8.0)?
        .set_row_height(HEAD + 1, height(3))?
        .set_row_height(HEAD, height(1))?;
    Ok(())
}

/// Years above, roles below; a heading of one row spans both.
fn heading(sheet: &mut Worksheet, grid: &Grid, look: &Look, tally: &mut Tally) -> Result<(), XlsxError> {
    let settings = &grid.plan.settings;
    for (col, (name, _)) in (0u16..).zip(BEFORE) {
        sheet.merge_range(HEAD, col, HEAD + 1, col, name, &look.head)?;
    }
    let mut col = FIRST_VALUE;
    for years in settings.columns.chunk_by(|a, b| a.year == b.year) {
        for (at, column) in (col..).zip(years) {
            sheet.write_string_with_format(HEAD + 1, at, role(column.role), &look.head)?;
        }
        span(
            sheet,
            col,
            years.len(),
            &years.first().map_or(String::new(), |column| format!("Năm {}", column.year)),
            look,
        )?;
        col += years.len() as u16;
    }
    for (at, comparison) in (col..).zip(&settings.comparisons) {
        sheet.write_string_with_format(HEAD + 1, at, clean(&comparison.title, tally), &look.head)?;
    }
    span(sheet, col, settings.comparisons.len(), "So sánh", look)?;
    col += settings.comparisons.len() as u16;
    for (at, (name, _)) in (col..).zip(AFTER) {
        sheet.merge_range(HEAD, at, HEAD + 1, at, name, &look.head)?;
    }
    Ok(())
}

/// A heading over `count` columns of the upper heading row.
fn span(sheet: &mut Worksheet, col: u16, count: usize, text: &str, look: &Look) -> Result<(), XlsxError> {
    match count {
        0 => {}
        1 => {
            sheet.write_string_with_format(HEAD, col, text, &look.head)?;
        }
        _ => {
            sheet.merge_range(HEAD, col, HEAD, col + count as u16 - 1, text, &look.head)?;
        }
    }
    Ok(())
}

fn role(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Actual => "Thực hiện",
        ColumnRole::Estimate => "Ước thực hiện",
        ColumnRole::Plan => "Kế hoạch",
    }
}

fn group(
    sheet: &mut Worksheet,
    row: u32,
    name: &str,
    end: u16,
    look: &Look,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    for col in 0..=end {
        sheet.write_blank(row, col, &look.group)?;
    }
    sheet.write_string_with_format(row, 2, clean(name, tally), &look.group)?;
    let room = BEFORE.get(2).map_or(VALUE, |(_, width)| *width);
    sheet.set_row_height(row, height(heading_lines(name, room)))?;
    Ok(())
}

/// The cells of one indicator.
fn cells<'a>(grid: &Grid<'a>, index: usize) -> Option<Vec<Cell<'a>>> {
    let indicator = grid.plan.indicators.get(index)?;
    let mut cells = vec![
        Cell::center(&*indicator.ordinal),
        Cell::center(&*indicator.code),
        Cell::text(&*indicator.name),
        Cell::center(&*indicator.unit),
    ];
    let values = indicator.figures.iter().enumerate();
    cells.extend(values.map(|(column, figure)| value(grid, index, column, indicator, figure)));
    let compared = indicator.comparisons.iter().enumerate();
    cells.extend(compared.map(|(nth, comparison)| ratio(grid, index, nth, comparison)));
    cells.extend([
        Cell::text(&*indicator.owner_name),
        Cell::text(&*indicator.method_text),
        target(indicator),
        Cell::text(remarks(grid, indicator)),
    ]);
    Some(cells)
}

/// What the resolution wants: a number like the figures, or words.
fn target<'a>(indicator: &'a Indicator) -> Cell<'a> {
    let Some(target) = &indicator.resolution else {
        return Cell::Empty;
    };
    match plain(target) {
        Some(exact) => {
            let digits = target.decimals().max(exact.normalize().scale());
            Cell::Number(exact, indicator.decimals.unwrap_or(digits))
        }
        None => Cell::Words(words(target).into()),
    }
}

/// A number where the figure is one (live where it was computed), words where it is not.
fn value<'a>(
    grid: &Grid,
    index: usize,
    column: usize,
    indicator: &Indicator,
    figure: &'a Figure,
) -> Cell<'a> {
    let Some(quantity) = &figure.quantity else {
        return Cell::Words("chưa có số liệu".into());
    };
    let Some(exact) = plain(quantity) else {
        return Cell::Words(words(quantity).into());
    };
    let digits = indicator.decimals.unwrap_or(quantity.decimals().max(exact.normalize().scale()));
    let spec = grid.spec(indicator);
    let equation = match figure.rule {
        Rule::Aggregated => spec.and_then(|spec| equation::aggregate(grid, index, column, &spec.aggregation)),
        Rule::Computed => spec
            .and_then(|spec| spec.formula.as_ref())
            .and_then(|formula| equation::formula(grid, &formula.expr, column, true)),
        _ => None,
    };
    match equation.and_then(|equation| equation.settle(exact)) {
        Some(formula) => Cell::Live { formula, value: exact, digits, signed: false },
        None => Cell::Number(exact, digits),
    }
}

/// The words of a figure with what stands beside it: "giảm 15 so với đầu năm 2024 (21 hộ)".
pub fn words(quantity: &Quantity) -> String {
    let mut text = quantity.text().into_owned();
    if let Some(base) = quantity.base().filter(|base| !text.contains(base)) {
        text = format!("{text} so với {base}");
    }
    if let Some(note) = quantity.note().filter(|note| !text.contains(note)) {
        text = format!("{text} ({note})");
    }
    text
}

fn ratio<'a>(grid: &Grid, index: usize, nth: usize, comparison: &'a Comparison) -> Cell<'a> {
    let Some(value) = comparison.value else {
        return Cell::Words(comparison.text.as_str().into());
    };
    let signed = comparison.kind != ComparisonKind::Ratio;
    let digits = match value.normalize().scale() {
        exact if exact <= RATIO_DIGITS => exact,
        _ => RATIO_DIGITS,
    };
    let live =
        grid.plan.settings.comparisons.get(nth).and_then(|spec| {
            equation::comparison(grid, index, spec.of, spec.to, comparison.kind)?.settle(value)
        });
    match live {
        Some(formula) => Cell::Live { formula, value, digits, signed },
        None => Cell::Number(value, digits),
    }
}

fn plain_note(figure: &Figure) -> Option<&str> {
    figure.quantity.as_ref().filter(|quantity| plain(quantity).is_some())?.note()
}

/// The note, what stands beside the figures, and the signs: provisional, conflict.
fn remarks(grid: &Grid, indicator: &Indicator) -> String {
    let columns = &grid.plan.settings.columns;
    let mut parts: Vec<String> = Vec::new();
    if !indicator.note.is_empty() {
        parts.push(indicator.note.clone());
    }
    for (column, figure) in columns.iter().zip(&indicator.figures) {
        if let Some(note) = plain_note(figure) {
            parts.push(format!("{}: {note}", column.short));
        }
        if figure.conflict {
            let settled = if figure.is_open() { "" } else { ", đã quyết định" };
            let words = "các đơn vị gửi số khác nhau";
            parts.push(format!("{}: {words}{settled} (xem sheet Xung dot)", column.short));
        }
    }
    let coverage: Vec<_> = indicator
        .figures
        .iter()
        .map(|figure| (figure.status != Status::Present).then(|| figure.coverage_words(&grid.plan.units)))
        .collect();
    let mut shown = 0;
    for same in coverage.chunk_by(|a, b| a == b) {
        let names =
            columns.iter().skip(shown).take(same.len()).map(|column| &*column.short).collect::<Vec<_>>();
        let provisional =
            indicator.figures.get(shown).is_some_and(|figure| figure.status == Status::Provisional);
        shown += same.len();
        if let Some(Some(Some(words))) = same.first() {
            let of = if same.len() == columns.len() { "Các cột".to_string() } else { names.join(", ") };
            parts.push(format!("{of}: {}{words}", if provisional { "tạm tính, " } else { "" }));
        }
    }
    parts.join("; ")
}
