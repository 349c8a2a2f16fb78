//! What the reader sees in a workbook, without any plan: for `inspect`.

use super::{SheetKind, ValueHeading};
use crate::workbook::Address;

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
    /// Cells with something in value columns.
    pub figures: usize,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnView {
    /// `A`, `AB`.
    pub letters: String,
    /// Heading texts from top to bottom.
    pub title: Vec<String>,
    /// Key of the meaning: `ordinal`, `name`, `unit`, `value`, `comparison`, `part-of-year`, `span`, `unknown` …
    pub meaning: &'static str,
    /// Role and year, for value columns.
    pub value: Option<ValueHeading>,
    pub unit: Option<String>,
}
