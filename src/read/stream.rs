//! The cells of one sheet as calamine streams them, with number format and font.

use std::io::Cursor;

use calamine::{DataRef, Style, Xlsx, XlsxCellReader, XlsxError};

use super::grid::{Budget, Grid, Look, merge};
use super::lexicon::kept;
use super::problem::{ReadProblem, SheetFault};
use super::value;
use crate::workbook::{Address, Merge, Value};

pub(super) type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Cells of one sheet whose value no reader knows, before the sheet is given up.
const MOST_STRANGE_CELLS: usize = 1_000;

/// Cells whose value calamine does not know (`#SPILL!` and other new errors): skipped, counted.
#[derive(Default)]
pub(super) struct Strange {
    count: usize,
    first: String,
    after: Option<Address>,
}

impl Strange {
    pub(super) fn fault(&self, sheet: &str) -> SheetFault {
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

pub(super) type Cells = Result<(Grid, Option<Strange>), SheetFault>;

/// One sheet while calamine's cells come.
pub(super) struct Stream<'a, 'b> {
    pub(super) reader: XlsxCellReader<'a, Cursor<&'b [u8]>>,
    pub(super) is_1904: bool,
    pub(super) grid: Grid,
    pub(super) strange: Option<Strange>,
    /// Where a cell without an address would land after a skipped one: then addresses are guesses.
    pub(super) suspect: Option<Address>,
}

/// What came of calamine's next cell.
pub(super) enum Next {
    Cell,
    End,
    Fault(SheetFault),
}

/// What a number of some style is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Number,
    Date,
    Duration,
    Other,
}

impl Kept {
    pub(super) fn of(data: &DataRef) -> Kept {
        match data {
            DataRef::Float(_) => Kept::Number,
            DataRef::DateTime(date) if date.is_datetime() => Kept::Date,
            DataRef::DateTime(_) => Kept::Duration,
            _ => Kept::Other,
        }
    }
}

impl<'a, 'b> Stream<'a, 'b> {
    pub(super) fn open(
        book: &'a mut Book<'b>,
        name: &str,
        looks: &mut Vec<Look>,
    ) -> Result<Stream<'a, 'b>, SheetFault> {
        let is_1904 = book.has_1904_epoch();
        let reader = book.worksheet_cells_reader(name).map_err(|error| unreadable(name, &error))?;
        if looks.is_empty() {
            looks.extend(reader.styles().iter().map(look));
        }
        let stated = reader.dimensions();
        let (rows, columns) =
            (stated.end.0.saturating_sub(stated.start.0), stated.end.1.saturating_sub(stated.start.1));
        let grid = Grid::of((u64::from(rows) + 1) * (u64::from(columns) + 1));
        Ok(Stream { reader, is_1904, grid, strange: None, suspect: None })
    }

    /// Calamine's next cell into the grid. The outer error refuses the file (limits).
    pub(super) fn next(
        &mut self,
        name: &str,
        looks: &[Look],
        budget: &mut Budget,
    ) -> Result<Next, ReadProblem> {
        match self.reader.next_cell_with_style_id() {
            Ok(None) => Ok(Next::End),
            Ok(Some((cell, style))) => {
                let (row, col) = cell.get_position();
                let at = Address::new(row, col);
                if self.suspect.take() == Some(at) {
                    return Ok(Next::Fault(shifted(name)));
                }
                let data = cell.get_value();
                match plain(data, self.is_1904, budget)? {
                    Some(value) => self.push(at, value, style, looks, budget)?,
                    None => budget.empty()?,
                }
                Ok(Next::Cell)
            }
            Err(error) if only_this_cell(&error) => {
                let after = self.grid.last();
                let strange =
                    self.strange.get_or_insert_with(|| Strange { first: shown(&error), after, count: 0 });
                strange.count += 1;
                if strange.count > MOST_STRANGE_CELLS {
                    return Ok(Next::Fault(unreadable(name, &error)));
                }
                self.suspect = after.map(|at| Address::new(at.row, at.col + 1));
                Ok(Next::Cell)
            }
            Err(error) => Ok(Next::Fault(unreadable(name, &error))),
        }
    }

    pub(super) fn push(
        &mut self,
        at: Address,
        value: Value,
        style: usize,
        looks: &[Look],
        budget: &mut Budget,
    ) -> Result<(), ReadProblem> {
        self.grid.push(at, value, looks.get(style).cloned().unwrap_or_default(), budget)
    }
}

/// Streams one sheet. The outer error refuses the file (limits), the inner one the sheet.
pub(super) fn cells(
    book: &mut Book,
    name: &str,
    looks: &mut Vec<Look>,
    budget: &mut Budget,
) -> Result<Cells, ReadProblem> {
    let mut stream = match Stream::open(book, name, looks) {
        Ok(stream) => stream,
        Err(fault) => return Ok(Err(fault)),
    };
    loop {
        match stream.next(name, looks, budget)? {
            Next::Cell => {}
            Next::End => return Ok(Ok((stream.grid, stream.strange))),
            Next::Fault(fault) => return Ok(Err(fault)),
        }
    }
}

/// The merged ranges of a sheet that was read to its end; a fault behind its cells takes the merges only.
pub(super) fn merges(book: &mut Book, name: &str) -> Vec<Merge> {
    let found = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let mut merges: Vec<Merge> = found.iter().filter_map(|range| merge(range.start, range.end)).collect();
    merges.sort_by_key(|range| (range.first, range.last));
    merges
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
        DataRef::Error(error) => Value::Error(kept(&error.to_string())),
    }))
}

fn look(style: &Style) -> Look {
    let format = style.number_format.as_ref().map(|format| &*format.format_code);
    let font = style.font.as_ref().and_then(|font| font.name.as_deref());
    Look {
        format: format.filter(|code| *code != "General" && !code.is_empty()).map(kept),
        font: font.map(kept),
        indent: style.alignment.as_ref().and_then(|alignment| alignment.indent).unwrap_or(0),
    }
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

pub(super) fn unreadable(sheet: &str, error: &XlsxError) -> SheetFault {
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

pub(super) fn shifted(sheet: &str) -> SheetFault {
    let why = "có ô lỗi và các ô không ghi địa chỉ nên không biết số nào ở ô nào";
    SheetFault::sheet(sheet, why)
}
