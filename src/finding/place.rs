//! Where a finding stands: file, sheet and cell, each as far as it is known.

use std::sync::Arc;

/// File (relative to the plan's folder), sheet name and A1 cell or range. Tens of thousands of findings of a country stand in some
/// thousand files, so these names are shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub file: Option<Arc<str>>,
    pub sheet: Option<Arc<str>>,
    pub cell: Option<String>,
}

impl Place {
    /// A place that knows its file only.
    pub fn file(file: impl Into<Arc<str>>) -> Place {
        Place { file: Some(file.into()), ..Place::default() }
    }

    /// A sheet in a file.
    pub fn sheet(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>) -> Place {
        Place { file: Some(file.into()), sheet: Some(sheet.into()), cell: None }
    }

    /// A cell (or a range such as `B4:C4`) in a sheet.
    pub fn cell(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>, cell: impl Into<String>) -> Place {
        Place { file: Some(file.into()), sheet: Some(sheet.into()), cell: Some(cell.into()) }
    }
}

impl std::fmt::Display for Place {
    /// `nop/yte.xlsx › ChiTieu!E7`, leaving out what is not known.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.file.as_deref().unwrap_or(""))?;
        match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => write!(f, " › {sheet}!{cell}"),
            (Some(sheet), None) => write!(f, " › {sheet}"),
            // A PDF has pages instead of sheets: `ke-hoach.pdf › trang 3`.
            (None, Some(cell)) => write!(f, " › {cell}"),
            _ => Ok(()),
        }
    }
}
