//! `.xls` (BIFF5 and BIFF8): built dense by calamine at open, so `ole` checks the extents first.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::grid::{Budget, Grid, merge};
use super::lexicon::kept;
use super::one::Sheets;
use super::problem::{ReadProblem, SheetFault};
use super::value;
use super::xls_looks::Looks;
use crate::workbook::{Address, Sheet, Value};

/// All worksheets in order; calamine gives no looks of this format.
pub(super) fn sheets(bytes: &[u8], looks: &Looks, budget: &mut Budget) -> Result<Sheets, ReadProblem> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
    let is_1904 = book.has_1904_epoch();
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
        let range = book.worksheet_range(&meta.name).map_err(|error| problem(&error))?;
        let (top, left) = range.start().unwrap_or((0, 0));
        let (mut grid, mut sight) = (Grid::new(), looks.sheet(index));
        for (row, col, data) in range.used_cells() {
            if let Some(value) = plain(data, is_1904, budget)? {
                let at = Address::new(top.saturating_add(row as u32), left.saturating_add(col as u32));
                grid.push(at, value, sight.at(at), budget)?;
            }
        }
        let found = book.merge_cells_by_sheet_name(&meta.name).unwrap_or_default();
        let mut merges: Vec<_> = found.iter().filter_map(|range| merge(range.start, range.end)).collect();
        merges.sort_by_key(|range| (range.first, range.last));
        sheets.push(Sheet {
            name: kept(&meta.name),
            hidden: meta.visible != SheetVisible::Visible,
            indents: grid.indents(),
            cells: grid.finish(),
            merges,
        });
    }
    Ok((sheets, faults))
}

fn plain(data: &Data, is_1904: bool, budget: &mut Budget) -> Result<Option<Value>, ReadProblem> {
    Ok(Some(match data {
        Data::Empty => return Ok(None),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) if text.is_empty() => {
            return Ok(None);
        }
        Data::Int(whole) => Value::Number((*whole).into()),
        Data::Float(float) => value::number(*float),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Value::Text(budget.text(text)?)
        }
        Data::Bool(flag) => Value::Bool(*flag),
        Data::DateTime(date) if date.is_datetime() => value::date(date.as_f64(), is_1904),
        Data::DateTime(duration) => value::number(duration.as_f64()),
        Data::Error(error) => Value::Error(kept(&error.to_string())),
    }))
}

fn problem(error: &XlsError) -> ReadProblem {
    match error {
        XlsError::Password => ReadProblem::Protected,
        _ => ReadProblem::damaged("nội dung tệp .xls bị hỏng"),
    }
}
