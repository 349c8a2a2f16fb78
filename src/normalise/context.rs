//! Who sent which sheet of which file: what every origin and every finding of a sheet needs.

use std::ops::Deref;
use std::sync::Arc;

use super::departments::{Departments, Roster};
use super::indicators::Indicators;
use crate::domain::{At, Origin, Settings, Whence};
use crate::finding::{Code, Finding, Place};
use crate::workbook::Address;

/// The office's settings with their look-up tables, made once for all files that one thread takes.
#[derive(Debug)]
pub struct Office<'a> {
    pub settings: &'a Settings,
    pub departments: Departments<'a>,
    pub indicators: Indicators<'a>,
}

impl<'a> Office<'a> {
    pub fn new(settings: &'a Settings, roster: &'a Roster<'a>) -> Office<'a> {
        Office {
            settings,
            departments: Departments::new(roster),
            indicators: Indicators::new(&settings.catalogue),
        }
    }
}

/// One sheet of one file, sent by one department (empty while it is not known).
#[derive(Debug, Clone)]
pub struct Context(Arc<Whence>);

impl Deref for Context {
    type Target = Whence;

    fn deref(&self) -> &Whence {
        &self.0
    }
}

impl From<Whence> for Context {
    fn from(whence: Whence) -> Context {
        Context(Arc::new(whence))
    }
}

impl Context {
    pub fn origin(&self, cell: Address) -> Origin {
        Origin::new(Arc::clone(&self.0), cell)
    }

    /// The same sheet, sent by somebody else than thought.
    pub fn sent_by(&self, department: Arc<str>) -> Context {
        if department == self.department {
            return self.clone();
        }
        Context::from(Whence { department, ..Whence::clone(&self.0) })
    }

    pub fn at<T>(&self, value: T, cell: Address) -> At<T> {
        At { value, origin: self.origin(cell) }
    }

    /// A finding at a cell, addressed to the sender.
    pub fn finding(&self, code: Code, cell: Address, message: impl Into<String>) -> Finding {
        self.addressed(Finding::new(code, message).at(&self.origin(cell)))
    }

    /// A finding at the whole sheet or at a list of cells of it.
    pub fn sheet_finding(&self, code: Code, cells: Option<String>, message: impl Into<String>) -> Finding {
        let place = Place { cell: cells, ..Place::sheet(self.file.clone(), self.sheet.clone()) };
        self.addressed(Finding::new(code, message).at(place))
    }

    fn addressed(&self, finding: Finding) -> Finding {
        if self.department.is_empty() { finding } else { finding.of(self.department.clone()) }
    }
}

/// "E7, E9–E12": addresses in reading order, neighbours in a column or row merged.
pub fn cell_list(cells: &[Address]) -> String {
    let mut sorted = cells.to_vec();
    sorted.sort_by_key(|at| (at.col, at.row));
    sorted.dedup();
    let mut parts: Vec<(Address, Address)> = Vec::new();
    for at in sorted {
        match parts.last_mut() {
            Some((_, last)) if last.col == at.col && last.row + 1 == at.row => *last = at,
            _ => parts.push((at, at)),
        }
    }
    let texts: Vec<String> = parts
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
        .collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::cell_list;
    use crate::workbook::Address;

    #[test]
    fn neighbours_are_merged() {
        let cells: Vec<Address> = ["E7", "E9", "E10", "E12", "E11", "F1"]
            .iter()
            .map(|text| Address::parse(text).unwrap())
            .collect();
        assert_eq!(cell_list(&cells), "E7, E9–E12, F1");
    }
}
