//! What the reader sees in a workbook, without any plan: for `inspect`.

use super::{SheetKind, ValueHeading};
use crate::workbook::Address;

/// One file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileView {
    /// As the user named it.
    pub file: String,
    /// What the content shows, in Vietnamese; `None` where the file could not be read.
    pub format: Option<String>,
    /// Why the file, or single sheets and cells, could not be read: Vietnamese sentences.
    pub problems: Vec<String>,
    pub sheets: Vec<SheetView>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetView {
    pub name: String,
    pub hidden: bool,
    /// Old encodings found, each with the number of its cells.
    pub encodings: Vec<(&'static str, usize)>,
    /// Cover entries: key of the label, value, cell.
    pub cover: Vec<(&'static str, String, Address)>,
    pub tables: Vec<TableView>,
    /// Why nothing, or not everything, was read; in Vietnamese.
    pub skipped: Vec<String>,
}

/// One table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableView {
    pub kind: SheetKind,
    /// First and last heading row, from 1 as Excel numbers them.
    pub heading_rows: (u32, u32),
    /// First and last row of data, if there are any.
    pub data_rows: Option<(u32, u32)>,
    pub columns: Vec<ColumnView>,
    /// The unit given for the whole table.
    pub unit: Option<String>,
    /// Rows with a name.
    pub rows: usize,
    /// Cells with something in columns of figures, of whatever period.
    pub figures: usize,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnView {
    /// `A`, `AB`.
    pub letters: String,
    /// Heading texts from top to bottom.
    pub title: Vec<String>,
    /// Key of the meaning: `ordinal`, `name`, `unit`, `value`, `comparison`, `part-of-year`, `span`, `unknown` …;
    /// `stub` and `measure` in a table that was found by its figures alone.
    pub meaning: &'static str,
    /// Role and year, for value columns.
    pub value: Option<ValueHeading>,
    /// Cells above the table that say what the heading leaves open.
    pub stated: Vec<Address>,
    pub unit: Option<String>,
    /// Cells with something in it, in rows that were read; 0 in columns that hold no figures.
    pub figures: usize,
}
