//! Where a finding stands: file, sheet and cell, each as far as it is known.

use crate::domain::Origin;

/// File (relative to the plan's folder), sheet name and A1 cell or range.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
}

impl Place {
    /// A place that knows its file only.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: Some(file.into()), ..Place::default() }
    }

    /// A sheet in a file.
    pub fn sheet(file: impl Into<String>, sheet: impl Into<String>) -> Place {
        Place { file: Some(file.into()), sheet: Some(sheet.into()), cell: None }
    }

    /// A cell (or a range such as `B4:C4`) in a sheet.
    pub fn cell(file: impl Into<String>, sheet: impl Into<String>, cell: impl Into<String>) -> Place {
        Place { file: Some(file.into()), sheet: Some(sheet.into()), cell: Some(cell.into()) }
    }
}

impl From<&Origin> for Place {
    fn from(origin: &Origin) -> Place {
        Place::cell(&*origin.file, &*origin.sheet, origin.cell.to_string())
    }
}

impl std::fmt::Display for Place {
    /// `nop/yte.xlsx › ChiTieu!E7`, leaving out what is not known.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.file.as_deref().unwrap_or(""))?;
        match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => write!(f, " › {sheet}!{cell}"),
            (Some(sheet), None) => write!(f, " › {sheet}"),
            _ => Ok(()),
        }
    }
}
