//! `.xlsx` and `.xlsm`: streamed cell by cell, with number format and font.

use std::collections::HashSet;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::container::Container;
use super::grid::{Budget, Grid, Look, merge};
use super::one::Sheets;
use super::problem::{ReadProblem, SheetFault};
use super::value;
use crate::workbook::{Address, Merge, Sheet, Value};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Cells of one sheet whose value no reader knows, before the sheet is given up.
const MOST_STRANGE_CELLS: usize = 1_000;

/// All worksheets in order. A sheet that cannot be read is a fault; the others are read.
pub(super) fn sheets(container: Container, budget: &mut Budget) -> Result<Sheets, ReadProblem> {
    let (has_merges, ranges) = (container.has_merges, container.merged_ranges());
    let bytes = container.stored();
    let mut book: Book = Xlsx::new(Cursor::new(&*bytes)).map_err(|error| problem(&error))?;
    let mut ranges: Option<Book> = ranges.as_deref().and_then(|bytes| Xlsx::new(Cursor::new(bytes)).ok());
    let mut looks = Vec::new();
    let (mut sheets, mut faults) = (Vec::new(), Vec::new());
    let mut names = HashSet::new();
    for meta in book.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        if !names.insert(meta.name.clone()) {
            faults.push(SheetFault::twin(&meta.name));
            continue;
        }
        match cells(&mut book, &meta.name, &mut looks, budget)? {
            Ok((mut grid, strange)) => {
                faults.extend(strange.map(|strange| strange.fault(&meta.name)));
                let merges = match &mut ranges {
                    _ if !has_merges => Vec::new(),
                    Some(ranges) => merges(ranges, &meta.name),
                    None => merges(&mut book, &meta.name),
                };
                sheets.push(Sheet {
                    name: Arc::from(meta.name),
                    hidden: meta.visible != SheetVisible::Visible,
                    indents: grid.indents(),
                    cells: grid.finish(),
                    merges,
                });
            }
            Err(fault) => faults.push(fault),
        }
    }
    Ok((sheets, faults))
}

/// Cells whose value calamine does not know (`#SPILL!` and other new errors): skipped, counted.
#[derive(Default)]
struct Strange {
    count: usize,
    first: String,
    after: Option<Address>,
}

impl Strange {
    fn fault(&self, sheet: &str) -> SheetFault {
        let place = self.after.map_or("ở đầu sheet".to_owned(), |at| format!("ngay sau ô {at}"));
        SheetFault {
            sheet: sheet.to_owned(),
            cell: None,
            cells_only: true,
            message: format!(
                "Sheet có {} ô mang giá trị không đọc được{}, ô đầu tiên {place}; các ô ấy coi như chưa có số liệu.",
                self.count, self.first
            ),
        }
    }
}

type Cells = Result<(Grid, Option<Strange>), SheetFault>;

/// Streams one sheet. The outer error refuses the file (limits), the inner one the sheet.
fn cells(
    book: &mut Book,
    name: &str,
    looks: &mut Vec<Look>,
    budget: &mut Budget,
) -> Result<Cells, ReadProblem> {
    let is_1904 = book.has_1904_epoch();
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(error) => return Ok(Err(unreadable(name, &error))),
    };
    if looks.is_empty() {
        looks.extend(reader.styles().iter().map(look));
    }
    let stated = reader.dimensions();
    let (rows, columns) =
        (stated.end.0.saturating_sub(stated.start.0), stated.end.1.saturating_sub(stated.start.1));
    let mut grid = Grid::of((u64::from(rows) + 1) * (u64::from(columns) + 1));
    let mut strange: Option<Strange> = None;
    // Where a cell without an address would land after a skipped one: then addresses are guesses.
    let mut suspect: Option<Address> = None;
    loop {
        match reader.next_cell_with_style_id() {
            Ok(None) => return Ok(Ok((grid, strange))),
            Ok(Some((cell, style))) => {
                let (row, col) = cell.get_position();
                let at = Address::new(row, col);
                if suspect.take() == Some(at) {
                    return Ok(Err(shifted(name)));
                }
                match plain(cell.get_value(), is_1904, budget)? {
                    Some(value) => {
                        grid.push(at, value, looks.get(style).cloned().unwrap_or_default(), budget)?
                    }
                    None => budget.empty()?,
                }
            }
            Err(error) if only_this_cell(&error) => {
                let after = grid.last();
                let strange =
                    strange.get_or_insert_with(|| Strange { first: shown(&error), after, count: 0 });
                strange.count += 1;
                if strange.count > MOST_STRANGE_CELLS {
                    return Ok(Err(unreadable(name, &error)));
                }
                suspect = after.map(|at| Address::new(at.row, at.col + 1));
            }
            Err(error) => return Ok(Err(unreadable(name, &error))),
        }
    }
}

/// A value without its file format; `None` for an empty cell.
pub(super) fn plain(
    data: &DataRef,
    is_1904: bool,
    budget: &mut Budget,
) -> Result<Option<Value>, ReadProblem> {
    Ok(Some(match data {
        DataRef::Empty => return Ok(None),
        DataRef::String(text) if text.is_empty() => return Ok(None),
        DataRef::SharedString("") => return Ok(None),
        DataRef::Int(whole) => Value::Number((*whole).into()),
        DataRef::Float(float) => value::number(*float),
        DataRef::String(text) | DataRef::DurationIso(text) => Value::Text(budget.text(text)?),
        DataRef::SharedString(text) => Value::Text(budget.shared(text)?),
        DataRef::Bool(flag) => Value::Bool(*flag),
        DataRef::DateTime(date) if date.is_datetime() => value::date(date.as_f64(), is_1904),
        DataRef::DateTime(duration) => value::number(duration.as_f64()),
        DataRef::DateTimeIso(text) => match value::iso_date(text) {
            Some(date) => Value::Date(date),
            None => Value::Text(budget.text(text)?),
        },
        DataRef::Error(error) => Value::Error(Arc::from(error.to_string())),
    }))
}

fn look(style: &Style) -> Look {
    let format = style.number_format.as_ref().map(|format| &*format.format_code);
    let font = style.font.as_ref().and_then(|font| font.name.as_deref());
    Look {
        format: format.filter(|code| *code != "General" && !code.is_empty()).map(Arc::from),
        font: font.map(Arc::from),
        indent: style.alignment.as_ref().and_then(|alignment| alignment.indent).unwrap_or(0),
    }
}

fn merges(book: &mut Book, name: &str) -> Vec<Merge> {
    // The sheet was read to its end; a fault behind its cells takes the merges only.
    let found = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let mut merges: Vec<Merge> = found.iter().filter_map(|range| merge(range.start, range.end)).collect();
    merges.sort_by_key(|range| (range.first, range.last));
    merges
}

/// Is the fault one cell's, so that the stream of cells goes on behind it?
fn only_this_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::CellError(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::Unexpected(_)
            | XlsxError::UnexpectedNode(_)
            | XlsxError::Unrecognized { .. }
            | XlsxError::Alphanumeric(_)
            | XlsxError::NumericColumn(_)
            | XlsxError::RangeWithoutColumnComponent
            | XlsxError::RangeWithoutRowComponent
            | XlsxError::ColumnNumberOverflow
            | XlsxError::RowNumberOverflow
    )
}

/// The offending word where the file shows one to a user: " (#SPILL!)".
fn shown(error: &XlsxError) -> String {
    match error {
        XlsxError::CellError(word) => format!(" ({})", word.chars().take(40).collect::<String>()),
        _ => String::new(),
    }
}

fn unreadable(sheet: &str, error: &XlsxError) -> SheetFault {
    let why = match error {
        XlsxError::XmlEof(_) => "nội dung bị cắt cụt",
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::Encoding(_) => "nội dung XML bị hỏng",
        XlsxError::Io(_) | XlsxError::Zip(_) => "phần nén bị hỏng",
        XlsxError::WorksheetNotFound(_) | XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            "không tìm thấy nội dung của sheet trong tệp"
        }
        XlsxError::NotAWorksheet(_) => "sheet không phải là bảng",
        _ => "có ô mang nội dung không hợp lệ",
    };
    SheetFault::sheet(sheet, why)
}

fn shifted(sheet: &str) -> SheetFault {
    let why = "có ô lỗi và các ô không ghi địa chỉ nên không biết số nào ở ô nào";
    SheetFault::sheet(sheet, why)
}

fn problem(error: &XlsxError) -> ReadProblem {
    match error {
        XlsxError::Password => ReadProblem::Protected,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            ReadProblem::damaged("thiếu thành phần bắt buộc của tệp .xlsx")
        }
        XlsxError::Unrecognized { .. } => {
            ReadProblem::damaged("tệp có sheet loại lạ (macro Excel 4.0 hoặc trạng thái không hợp lệ)")
        }
        _ => ReadProblem::damaged("nội dung tệp .xlsx bị hỏng"),
    }
}
