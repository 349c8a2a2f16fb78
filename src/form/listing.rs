//! A sheet of the office's own workbooks (catalogue, decisions): found by name, its heading row wherever it stands, its
//! columns by meaning.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::domain::key::{loose, tidy};
use crate::domain::{Origin, Whence, date, number};
use crate::finding::{Code, Finding, Findings, Place};
use crate::workbook::{self, Address, Cell, Value, Workbook};

/// The heading row stands among this many first rows.
const HEADING_WITHIN: u32 = 20;

/// A field and the headings that mean it, as match keys without diacritics.
pub type Headings = [(&'static str, &'static [&'static str])];

/// A sheet with known columns; unknown ones are ignored.
#[derive(Debug)]
pub struct Listing<'w> {
    /// What is said of a wrong cell.
    code: Code,
    workbook: &'w Workbook,
    sheet: &'w workbook::Sheet,
    columns: HashMap<&'static str, u32>,
    heading_row: u32,
}

/// The sheet of one of these names (match keys without spaces), whether or not it has a heading row.
fn named<'w>(workbook: &'w Workbook, names: &[&str]) -> Option<&'w workbook::Sheet> {
    workbook.sheets.iter().find(|sheet| names.contains(&&*loose(&sheet.name).replace(' ', "")))
}

/// Why there is no table to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    Sheet,
    /// The sheet is there, but no row names the field that it must have.
    Heading,
}

impl<'w> Listing<'w> {
    /// The sheet and its best heading row: the one that names most fields, `required` among them; `code`: what is said of
    /// a wrong cell.
    ///
    /// # Errors
    /// Why there is no such table.
    pub fn find(
        workbook: &'w Workbook,
        names: &[&str],
        headings: &Headings,
        required: &str,
        code: Code,
    ) -> Result<Listing<'w>, Absent> {
        let sheet = named(workbook, names).ok_or(Absent::Sheet)?;
        let mut best: Option<(u32, HashMap<&'static str, u32>)> = None;
        for row in sheet.rows() {
            let Some(at) = row.first().map(|cell| cell.at.row).filter(|row| *row < HEADING_WITHIN) else {
                break;
            };
            let columns = columns(row, headings);
            let better = best.as_ref().is_none_or(|(_, other)| columns.len() > other.len());
            if columns.contains_key(required) && columns.len() > 1 && better {
                best = Some((at, columns));
            }
        }
        let (heading_row, columns) = best.ok_or(Absent::Heading)?;
        Ok(Listing { code, workbook, sheet, columns, heading_row })
    }

    /// The rows below the heading that say anything in a known column.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let below =
            self.sheet.rows().filter(|row| row.first().is_some_and(|cell| cell.at.row > self.heading_row));
        below
            .map(|cells| Row { sheet: self, cells })
            .filter(|row| !row.is_blank() && !row.is_column_numbers())
    }
}

/// The fields that a row of headings names; of two columns with one meaning the first counts.
fn columns(row: &[Cell], headings: &Headings) -> HashMap<&'static str, u32> {
    let mut columns = HashMap::new();
    for cell in row {
        if let Value::Text(text) = &cell.value {
            let key = loose(text);
            let field = headings.iter().find(|(_, names)| names.contains(&&*key));
            if let Some((field, _)) = field {
                columns.entry(*field).or_insert(cell.at.col);
            }
        }
    }
    columns
}

/// One row of such a sheet.
#[derive(Debug)]
pub struct Row<'s> {
    sheet: &'s Listing<'s>,
    cells: &'s [Cell],
}

impl<'s> Row<'s> {
    /// The cell of a field, if it is filled.
    pub fn cell(&self, field: &str) -> Option<&'s Cell> {
        let col = self.sheet.columns.get(field)?;
        self.cells.binary_search_by_key(col, |cell| cell.at.col).ok().map(|index| &self.cells[index])
    }

    /// What stands in the field, tidied; empty where nothing does.
    pub fn text(&self, field: &str) -> String {
        tidy(&self.raw(field))
    }

    /// What stands in the field with its line breaks.
    pub fn raw(&self, field: &str) -> String {
        match self.cell(field).map(|cell| &cell.value) {
            None => String::new(),
            Some(Value::Text(text)) => text.trim().to_string(),
            Some(Value::Number(number)) => number.normalize().to_string(),
            Some(Value::Bool(flag)) => if *flag { "x" } else { "" }.to_owned(),
            Some(Value::Date(when)) => date::short(when.date()),
            Some(Value::Error(error)) => error.to_string(),
        }
    }

    /// Parts between `;` or line breaks (and commas, if `commas`), tidied, none empty.
    pub fn list(&self, field: &str, commas: bool) -> Vec<String> {
        let raw = self.raw(field);
        let parts = raw.split(|c| matches!(c, ';' | '\n' | '\r') || (commas && c == ','));
        parts.map(tidy).filter(|part| !part.is_empty()).collect()
    }

    /// The number in a field; a percentage cell (0,95 shown as 95%) as what people see: 95.
    pub fn number(&self, field: &'static str, findings: &mut Findings) -> Option<Decimal> {
        let cell = self.cell(field)?;
        let found = match &cell.value {
            Value::Number(number) if is_percent(cell) => {
                number.checked_mul(Decimal::ONE_HUNDRED).map(|n| n.normalize())
            }
            Value::Number(number) => Some(*number),
            Value::Text(text) if tidy(text).is_empty() => return None,
            Value::Text(text) => number::parse(text.trim().trim_end_matches('%')).map(|parsed| parsed.value),
            _ => None,
        };
        if found.is_none() {
            findings.add(self.fault(field, format!("“{}” không phải là số.", self.text(field))));
        }
        found
    }

    fn is_blank(&self) -> bool {
        self.sheet.columns.keys().all(|field| self.text(field).is_empty())
    }

    /// The row "(1) (2) (3)" or "1 2 3" that forms put under their heading.
    fn is_column_numbers(&self) -> bool {
        let filled: Vec<String> = self
            .cells
            .iter()
            .map(|cell| match &cell.value {
                Value::Text(text) => text.trim().trim_matches(['(', ')']).to_owned(),
                Value::Number(number) => number.normalize().to_string(),
                _ => String::from("?"),
            })
            .collect();
        filled.len() > 1 && filled.iter().enumerate().all(|(index, text)| text.parse() == Ok(index + 1))
    }

    /// A finding of the sheet's own code at the field's cell, or where it ought to be.
    pub fn fault(&self, field: &str, message: impl Into<String>) -> Finding {
        self.finding(self.sheet.code, field, message)
    }

    /// A finding of any code there.
    pub fn finding(&self, code: Code, field: &str, message: impl Into<String>) -> Finding {
        let origin = self.origin(field);
        Finding::new(code, message).at(Place::from(&origin)).help(code.remedy())
    }

    /// Where the field of this row stands.
    pub fn origin(&self, field: &str) -> Origin {
        let first = self.cells.first().map(|cell| cell.at).unwrap_or_default();
        let col = self.sheet.columns.get(field).copied().unwrap_or(first.col);
        let whence = Whence {
            file: Arc::clone(&self.sheet.workbook.file),
            sheet: Arc::clone(&self.sheet.sheet.name),
            department: Arc::from(""),
            sha256: Arc::clone(&self.sheet.workbook.sha256),
        };
        Origin::new(Arc::new(whence), Address::new(first.row, col))
    }
}

/// Is the number shown as a percentage?
pub fn is_percent(cell: &Cell) -> bool {
    cell.format.as_deref().is_some_and(|format| format.contains('%'))
}
