//! Sheets `Nguon` and `Xung dot`: the address of every figure, and every figure that was contradicted.

use std::collections::{HashMap, HashSet};

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::Cell;
use super::guide::HOME;
use super::indicators::words;
use super::list::{List, Use, list};
use crate::domain::number::vietnamese;
use crate::domain::{Candidate, Column, Figure, Indicator, Origin, Plan, Rule};

/// More rows than this nobody reads, and Excel's own sheet ends at 1,048,576: then a total of units is one row here,
/// and the cell of each unit stands beside its figure in `Theo don vi`.
const MOST_ROWS: usize = 20_000;

/// One row per figure and cell that it was taken from.
pub fn sources(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let count = figures(plan).map(|(_, _, figure)| figure.source_count()).sum::<usize>();
    let short = count > MOST_ROWS;
    let of = List {
        sheet: "Nguon",
        title: "Nguồn số liệu",
        remark: if short { SHORT } else { LONG },
        purpose: Use::Data {
            table: "Nguon",
            columns: &[
                ("Số liệu", "tính bằng đơn vị của cột Đơn vị tính, viết như in trên biểu"),
                ("Ô", "liên kết mở đúng ô trong tệp nộp, tìm tệp trong thư mục ghi ở sheet Huong dan"),
            ],
        },
        columns: &[
            ("Mã chỉ tiêu", 9.0),
            ("Chỉ tiêu", 36.0),
            ("Cột", 16.0),
            ("Số liệu", 18.0),
            ("Đơn vị tính", 10.0),
            ("Đơn vị cung cấp", 36.0),
            ("Tệp", 36.0),
            ("Sheet", 11.0),
            ("Ô", 6.0),
            ("Quy tắc", 34.0),
        ],
        frozen: 2,
    };
    let names = plan.settings.catalogue.names();
    let is_total = |figure: &Figure| short && figure.rule == Rule::Aggregated && figure.coverage.is_some();
    let count = match short {
        false => count,
        true => {
            figures(plan).map(|(_, _, figure)| if is_total(figure) { 1 } else { figure.source_count() }).sum()
        }
    };
    let rows = figures(plan).flat_map(|(indicator, column, figure)| {
        let summed = is_total(figure);
        let total = summed.then(|| total_row(indicator, column, figure));
        let each = figure.sources().filter(move |_| !summed);
        let names = &names;
        total.into_iter().chain(each.map(move |origin| source_row(names, indicator, column, figure, origin)))
    });
    list(&of, count, rows, plan, binder)
}

/// Excel's limit for a text inside a formula.
const LITERAL: usize = 255;

/// The cell's address as a link that opens the file there; quotes are doubled, so that a name stays a text.
fn link<'a>(origin: &Origin) -> Cell<'a> {
    let target = format!("/{}#'{}'!{}", origin.file, origin.sheet.replace('\'', "''"), origin.cell);
    if target.encode_utf16().count() > LITERAL || target.chars().any(char::is_control) {
        return Cell::center(origin.cell.to_string());
    }
    let text = origin.cell.to_string();
    let formula = format!("HYPERLINK({HOME}&\"{}\",\"{text}\")", target.replace('"', "\"\""));
    Cell::Say { formula, text: text.into() }
}

const LONG: &str = "Mỗi dòng là một ô trong tệp nộp mà số liệu được lấy hoặc cộng từ đó.";
const SHORT: &str = "Mỗi dòng là một ô trong tệp nộp mà số liệu được lấy từ đó; số tổng hợp từ các đơn vị ghi một dòng, \
     tệp và ô của từng đơn vị ghi ở hai cột cuối sheet Theo don vi.";

/// A total of units, in short.
fn total_row<'a>(indicator: &'a Indicator, column: &'a Column, figure: &'a Figure) -> Vec<Cell<'a>> {
    let mut cells = figure_cells(indicator, column, figure);
    cells.extend([
        Cell::text(format!("{} đơn vị", vietnamese(figure.source_count().into(), None))),
        Cell::text("xem sheet Theo don vi"),
        Cell::center(""),
        Cell::center(""),
        Cell::text(figure.rule_in_words()),
    ]);
    cells
}

fn figure_cells<'a>(indicator: &'a Indicator, column: &'a Column, figure: &'a Figure) -> Vec<Cell<'a>> {
    let words =
        figure.quantity.as_ref().map_or("chưa có số liệu".into(), |quantity| words(quantity).into());
    vec![
        Cell::center(&*indicator.code),
        Cell::text(&*indicator.name),
        Cell::center(&*column.short),
        Cell::Words(words),
        Cell::center(&*indicator.unit),
    ]
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
    names: &HashMap<&'a str, &'a str>,
    indicator: &'a Indicator,
    column: &'a Column,
    figure: &'a Figure,
    origin: &'a Origin,
) -> Vec<Cell<'a>> {
    let mut cells = figure_cells(indicator, column, figure);
    cells.extend([
        Cell::text(names.get(&*origin.department).copied().unwrap_or(&origin.department)),
        Cell::text(&*origin.file),
        Cell::center(&*origin.sheet),
        link(origin),
        Cell::text(figure.rule_in_words()),
    ]);
    cells
}

/// One row per candidate of a contradicted figure; the chosen one is marked.
pub fn conflicts(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Xung dot",
        title: "Số liệu khác nhau giữa các đơn vị",
        remark: "Mỗi dòng là một số mà một đơn vị gửi cho chỉ tiêu có số khác nhau. Các số không được chọn vẫn được giữ.",
        purpose: Use::Data {
            table: "XungDot",
            columns: &[
                ("Chủ trì", "dấu x: đơn vị chủ trì chỉ tiêu"),
                ("Được chọn", "dấu x: số đang dùng; quy tắc chọn ghi ở cột Quy tắc chọn"),
            ],
        },
        columns: &[
            ("Mã chỉ tiêu", 9.0),
            ("Chỉ tiêu", 28.0),
            ("Cột", 16.0),
            ("Đơn vị gửi", 24.0),
            ("Chủ trì", 7.0),
            ("Lần", 5.0),
            ("Số liệu", 14.0),
            ("Đơn vị tính", 10.0),
            ("Nguyên văn trong ô", 18.0),
            ("Được chọn", 8.0),
            ("Tệp", 28.0),
            ("Sheet", 10.0),
            ("Ô", 6.0),
            ("Quy tắc chọn", 26.0),
        ],
        frozen: 2,
    };
    let names = plan.settings.catalogue.names();
    let contradicted = || figures(plan).filter(|(_, _, figure)| figure.conflict);
    let count = contradicted().map(|(_, _, figure)| figure.candidates.len()).sum();
    let rows = contradicted().flat_map(|(indicator, column, figure)| {
        let used: HashSet<&Origin> = figure.sources().collect();
        let names = &names;
        figure.candidates.iter().map(move |candidate| {
            let chosen = used.contains(&candidate.figure.origin);
            conflict_row(names, (indicator, column, figure), candidate, chosen)
        })
    });
    list(&of, count, rows, plan, binder)
}

fn conflict_row<'a>(
    names: &HashMap<&'a str, &'a str>,
    (indicator, column, figure): (&'a Indicator, &'a Column, &'a Figure),
    candidate: &'a Candidate,
    chosen: bool,
) -> Vec<Cell<'a>> {
    let origin = &candidate.figure.origin;
    vec![
        Cell::center(&*indicator.code),
        Cell::text(&*indicator.name),
        Cell::center(&*column.short),
        Cell::text(names.get(&*candidate.department).copied().unwrap_or(&candidate.department)),
        Cell::center(if candidate.rank().is_owner { "x" } else { "" }),
        Cell::Count(candidate.rank().round as usize),
        Cell::Words(words(&candidate.figure.value).into()),
        Cell::center(&*indicator.unit),
        Cell::text(candidate.figure.value.original()),
        Cell::center(if chosen { "x" } else { "" }),
        Cell::text(&*origin.file),
        Cell::center(&*origin.sheet),
        Cell::center(origin.cell.to_string()),
        Cell::text(figure.rule_in_words()),
    ]
}
