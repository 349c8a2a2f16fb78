//! Where a value stands: the address travels with the value from the first read to the last page.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use crate::finding::Place;
use crate::workbook::Address;

/// One sheet of one file and who sent it: what the origins of all its cells have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Whence {
    /// Relative to the plan's folder.
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    /// Code of the department that sent the file; empty for the office's own files.
    pub department: Arc<str>,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: Arc<str>,
}

/// File, sheet and cell of a value, and who sent it: `origin.file`, `.sheet`, `.department` and `.sha256` are those of
/// its [`Whence`]. A country has millions of origins, so each is a cell and a shared pointer.
#[derive(Debug, Clone)]
pub struct Origin {
    whence: Arc<Whence>,
    pub cell: Address,
}

impl Origin {
    pub fn new(whence: Arc<Whence>, cell: Address) -> Origin {
        Origin { whence, cell }
    }

    /// The same sheet, without looking at its cells.
    pub fn whence(&self) -> &Arc<Whence> {
        &self.whence
    }
}

impl Deref for Origin {
    type Target = Whence;

    fn deref(&self) -> &Whence {
        &self.whence
    }
}

impl PartialEq for Origin {
    fn eq(&self, other: &Origin) -> bool {
        self.cell == other.cell && (Arc::ptr_eq(&self.whence, &other.whence) || self.whence == other.whence)
    }
}

impl Eq for Origin {}

impl PartialOrd for Origin {
    fn partial_cmp(&self, other: &Origin) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By file, sheet, cell; then by sender and content.
impl Ord for Origin {
    fn cmp(&self, other: &Origin) -> Ordering {
        if Arc::ptr_eq(&self.whence, &other.whence) {
            return self.cell.cmp(&other.cell);
        }
        (&self.file, &self.sheet, self.cell, &self.department, &self.sha256).cmp(&(
            &other.file,
            &other.sheet,
            other.cell,
            &other.department,
            &other.sha256,
        ))
    }
}

impl Hash for Origin {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.whence.hash(state);
        self.cell.hash(state);
    }
}

impl From<&Origin> for Place {
    fn from(origin: &Origin) -> Place {
        Place::cell(origin.file.clone(), origin.sheet.clone(), origin.cell.to_string())
    }
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    pub value: T,
    pub origin: Origin,
}

#[cfg(test)]
mod tests {
    use super::{Origin, Whence};
    use crate::workbook::Address;
    use std::sync::Arc;

    fn whence(file: &str, sheet: &str) -> Arc<Whence> {
        Arc::new(Whence {
            file: file.into(),
            sheet: sheet.into(),
            department: "A".into(),
            sha256: "00".into(),
        })
    }

    #[test]
    fn origins_are_equal_and_ordered_whoever_made_the_sheet() {
        let first = Origin::new(whence("a.xlsx", "ChiTieu"), Address::new(3, 0));
        let again = Origin::new(whence("a.xlsx", "ChiTieu"), Address::new(3, 0));
        assert_eq!(first, again);
        let right = Origin::new(Arc::clone(first.whence()), Address::new(3, 1));
        let elsewhere = Origin::new(whence("a.xlsx", "YKien"), Address::new(0, 0));
        let mut all = [elsewhere.clone(), right.clone(), first.clone()];
        all.sort();
        assert_eq!(all, [first, right, elsewhere]);
    }

    #[test]
    fn an_origin_is_two_words() {
        assert_eq!(size_of::<Origin>(), size_of::<Address>() + size_of::<usize>());
    }
}
