//! Where a value stands: the address travels with the value from the first read to the last page.

use std::sync::Arc;

use crate::finding::Place;
use crate::workbook::Address;

/// File (relative to the plan's folder), sheet and cell of a value, and who sent it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    pub cell: Address,
    /// Code of the department that sent the file; empty for the office's own files.
    pub department: Arc<str>,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: Arc<str>,
}

impl From<&Origin> for Place {
    fn from(origin: &Origin) -> Place {
        Place::cell(&*origin.file, &*origin.sheet, origin.cell.to_string())
    }
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    pub value: T,
    pub origin: Origin,
}
