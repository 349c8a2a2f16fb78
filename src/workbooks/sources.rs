//! Sheets `Nguon` and `Xung dot`: the address of every figure, and every figure that was contradicted.

use std::collections::HashSet;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, Tally, clean};
use super::indicators::words;
use super::list::{List, list};
use super::look::Look;
use crate::domain::{Candidate, Column, Figure, Indicator, Origin, Plan};

/// One row per figure and cell that it was taken from.
pub fn sources(plan: &Plan, look: &Look, tally: &mut Tally) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Nguon",
        title: "Nguồn số liệu",
        remark: "Mỗi dòng là một ô trong tệp nộp mà số liệu được lấy hoặc cộng từ đó.",
        columns: &[
            ("Mã", 8.0),
            ("Chỉ tiêu", 30.0),
            ("Cột", 11.0),
            ("Số liệu", 16.0),
            ("Đơn vị tính", 10.0),
            ("Đơn vị cung cấp", 26.0),
            ("Tệp", 30.0),
            ("Sheet", 11.0),
            ("Ô", 6.0),
            ("Quy tắc", 30.0),
        ],
        frozen: 2,
    };
    let rows = figures(plan).flat_map(|(indicator, column, figure)| {
        figure.sources.iter().map(move |origin| source_row(plan, indicator, column, figure, origin))
    });
    let mut sheet = list(&of, rows, plan, look, tally)?;
    sheet.write_string_with_format(HOME.0, 3, "Thư mục kế hoạch (sửa nếu ở nơi khác):", &look.remark)?;
    let home = format!("../../input/{}", plan.settings.plan);
    sheet.write_string_with_format(HOME.0, HOME.1, clean(&home, tally), &look.remark)?;
    Ok(sheet)
}

/// The cell that says where the plan's folder is, as seen from this workbook's own.
const HOME: (u32, u16) = (2, 6);
/// Excel's limit for a text inside a formula.
const LITERAL: usize = 255;

/// The cell's address as a link that opens the file there; quotes are doubled, so that a name stays a text.
fn link<'a>(origin: &Origin) -> Cell<'a> {
    let target = format!("/{}#'{}'!{}", origin.file, origin.sheet.replace('\'', "''"), origin.cell);
    if target.encode_utf16().count() > LITERAL || target.chars().any(char::is_control) {
        return Cell::center(origin.cell.to_string());
    }
    let text = origin.cell.to_string();
    let formula = format!("HYPERLINK($G$3&\"{}\",\"{text}\")", target.replace('"', "\"\""));
    Cell::Say { formula, text: text.into() }
}

/// Every figure with its indicator and column, in plan order.
fn figures(plan: &Plan) -> impl Iterator<Item = (&Indicator, &Column, &Figure)> {
    plan.indicators.iter().flat_map(|indicator| {
        plan.settings
            .columns
            .iter()
            .zip(&indicator.figures)
            .map(move |(column, figure)| (indicator, column, figure))
    })
}

fn source_row<'a>(
    plan: &'a Plan,
    indicator: &'a Indicator,
    column: &'a Column,
    figure: &'a Figure,
    origin: &'a Origin,
) -> Vec<Cell<'a>> {
    vec![
        Cell::center(&*indicator.code),
        Cell::text(&*indicator.name),
        Cell::center(&*column.short),
        Cell::Words(
            figure
                .quantity
                .as_ref()
                .map_or("chưa có số liệu".into(), |quantity| words(quantity).into()),
        ),
        Cell::center(&*indicator.unit),
        Cell::text(plan.settings.catalogue.department_name(&origin.department)),
        Cell::text(&*origin.file),
        Cell::center(&*origin.sheet),
        link(origin),
        Cell::text(figure.rule.vietnamese()),
    ]
}

/// One row per candidate of a contradicted figure; the chosen one is marked.
pub fn conflicts(plan: &Plan, look: &Look, tally: &mut Tally) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Xung dot",
        title: "Số liệu khác nhau giữa các đơn vị",
        remark: "Dấu x ở cột “Được chọn” là số đang dùng; quy tắc chọn ghi ở cột cuối. Các số còn lại vẫn được giữ.",
        columns: &[
            ("Mã", 8.0),
            ("Chỉ tiêu", 28.0),
            ("Cột", 11.0),
            ("Đơn vị gửi", 24.0),
            ("Chủ trì", 7.0),
            ("Lần", 5.0),
            ("Số liệu", 14.0),
            ("Nguyên văn trong ô", 18.0),
            ("Được chọn", 8.0),
            ("Tệp", 28.0),
            ("Sheet", 10.0),
            ("Ô", 6.0),
            ("Quy tắc chọn", 26.0),
        ],
        frozen: 2,
    };
    let rows =
        figures(plan).filter(|(_, _, figure)| figure.conflict).flat_map(|(indicator, column, figure)| {
            let used: HashSet<&Origin> = figure.sources.iter().collect();
            figure.candidates.iter().map(move |candidate| {
                let chosen = used.contains(&candidate.figure.origin);
                conflict_row(plan, (indicator, column, figure), candidate, chosen)
            })
        });
    list(&of, rows, plan, look, tally)
}

fn conflict_row<'a>(
    plan: &'a Plan,
    (indicator, column, figure): (&'a Indicator, &'a Column, &'a Figure),
    candidate: &'a Candidate,
    chosen: bool,
) -> Vec<Cell<'a>> {
    let origin = &candidate.figure.origin;
    vec![
        Cell::center(&*indicator.code),
        Cell::text(&*indicator.name),
        Cell::center(&*column.short),
        Cell::text(plan.settings.catalogue.department_name(&candidate.department)),
        Cell::center(if candidate.is_owner { "x" } else { "" }),
        Cell::Count(candidate.round as usize),
        Cell::Words(words(&candidate.figure.value).into()),
        Cell::text(&*candidate.figure.value.original),
        Cell::center(if chosen { "x" } else { "" }),
        Cell::text(&*origin.file),
        Cell::center(&*origin.sheet),
        Cell::center(origin.cell.to_string()),
        Cell::text(figure.rule.vietnamese()),
    ]
}
