//! `.xlsb`: streamed cell by cell. calamine gives neither merged ranges nor styles of this format; both are read beside it.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsb, XlsbError};

use super::container::Container;
use super::grid::{Budget, Grid};
use super::lexicon::kept;
use super::one::Sheets;
use super::problem::{ReadProblem, SheetFault};
use super::stream::plain;
use super::xlsb_looks::Looks;
use crate::contain::contained;
use crate::workbook::{Address, Sheet, Value};

type Book<'a> = Xlsb<Cursor<&'a [u8]>>;

/// All worksheets in order. A damaged sheet is a fault, even where calamine panics on it.
pub(super) fn sheets(mut container: Container, budget: &mut Budget) -> Result<Sheets, ReadProblem> {
    let looks = Looks::of(&mut container, budget.limits().cells);
    let bytes = container.stored();
    let mut book: Book = Xlsb::new(Cursor::new(&*bytes)).map_err(|error| problem(&error))?;
    let (mut sheets, mut faults) = (Vec::new(), Vec::new());
    let mut names = HashSet::new();
    for (index, meta) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        if !names.insert(meta.name.clone()) {
            faults.push(SheetFault::twin(&meta.name));
            continue;
        }
        match contained(|| cells(&mut book, &meta.name, (&looks, index), budget)) {
            Some(Ok(mut grid)) => sheets.push(Sheet {
                name: kept(&meta.name),
                hidden: meta.visible != SheetVisible::Visible,
                indents: grid.indents(),
                cells: grid.finish(),
                merges: looks.merges(index).to_vec(),
            }),
            Some(Err(Stop::File(problem))) => return Err(problem),
            Some(Err(Stop::Sheet)) | None => faults.push(fault(&meta.name)),
        }
    }
    Ok((sheets, faults))
}

/// Why a sheet stopped: limits refuse the file, damage only the sheet.
enum Stop {
    File(ReadProblem),
    Sheet,
}

impl From<ReadProblem> for Stop {
    fn from(problem: ReadProblem) -> Stop {
        Stop::File(problem)
    }
}

impl From<XlsbError> for Stop {
    fn from(_: XlsbError) -> Stop {
        Stop::Sheet
    }
}

/// The cells of one sheet; `looks` and the sheet's number among them.
fn cells(
    book: &mut Book,
    name: &str,
    (looks, index): (&Looks, usize),
    budget: &mut Budget,
) -> Result<Grid, Stop> {
    let is_1904 = book.has_1904_epoch();
    let mut reader = book.worksheet_cells_reader(name)?;
    let (mut grid, mut sight) = (Grid::new(), looks.sheet(index));
    while let Some(cell) = reader.next_cell()? {
        let (row, col) = cell.get_position();
        match plain(cell.get_value(), is_1904, budget)? {
            Some(value) => {
                let at = Address::new(row, col);
                grid.push(at, value, sight.at(at), budget)?;
            }
            None => budget.empty()?,
        }
    }
    for (at, error) in looks.errors(index) {
        grid.push(at, Value::Error(kept(error)), sight.at(at), budget)?;
    }
    Ok(grid)
}

fn fault(sheet: &str) -> SheetFault {
    SheetFault::sheet(sheet, "nội dung bị hỏng hoặc có giá trị lỗi lạ")
}

fn problem(error: &XlsbError) -> ReadProblem {
    match error {
        XlsbError::Password => ReadProblem::Protected,
        _ => ReadProblem::damaged("nội dung tệp .xlsb bị hỏng"),
    }
}
