//! Cells, printed from the plan's own texts: a country has millions, and most of the file is theirs.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, Write};
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::pretty::Pretty;
use crate::domain::{Origin, Whence};
use crate::workbook::Address;

/// A cell with all that leads to it.
pub(super) struct Located<'a>(pub(super) &'a Origin);

impl Serialize for Located<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("file", &*self.0.file)?;
        map.serialize_entry("sheet", &*self.0.sheet)?;
        map.serialize_entry("cell", &Shown(self.0.cell))?;
        map.serialize_entry("department", &*self.0.department)?;
        map.serialize_entry("sha256", &*self.0.sha256)?;
        map.end()
    }
}

/// An address as people write it, without a text of its own.
struct Shown(Address);

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Prints cells at one depth; what the cells of a sheet have in common is printed once and copied.
#[derive(Default)]
pub(super) struct Sources {
    /// By sheet (its address: the plan outlives the printing), what stands before the cell and after it.
    sheets: HashMap<usize, [Box<[u8]>; 2]>,
}

impl Sources {
    /// A list of cells, each as [`Located`] prints it.
    pub fn list<'a, W: Write>(
        &mut self,
        out: &mut Pretty<W>,
        cells: impl IntoIterator<Item = &'a Origin>,
    ) -> io::Result<()> {
        out.list("sources", cells, |out, origin| {
            let whence = origin.whence();
            let of = Arc::as_ptr(whence) as usize;
            let [before, after] = match self.sheets.entry(of) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(room) => room.insert(around(whence, out.depth())?),
            };
            out.raw(before)?;
            out.raw(origin.cell.text(&mut [0; Address::LONGEST]).as_bytes())?;
            out.raw(after)
        })
    }
}

/// What stands before the cell and after it.
fn around(whence: &Arc<Whence>, depth: usize) -> io::Result<[Box<[u8]>; 2]> {
    // A cell whose text stands nowhere else in the five lines: `"cell": "A1"`.
    let nowhere = Origin::new(whence.clone(), Address::new(0, 0));
    let mut bytes = Vec::new();
    Pretty::at(&mut bytes, depth).value(&Located(&nowhere))?;
    let mark = b"\"cell\": \"A1\"";
    let at = bytes.windows(mark.len()).position(|part| part == mark).unwrap_or_default();
    let (before, rest) = bytes.split_at((at + mark.len() - 3).min(bytes.len()));
    Ok([before.into(), rest.get(2..).unwrap_or_default().into()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_cells_are_those_that_serde_prints() {
        let whence = |file: &str| {
            Arc::new(Whence {
                file: file.into(),
                sheet: "\"cell\": \"A1\"".into(),
                department: "X".into(),
                sha256: "0".into(),
            })
        };
        let (one, two) = (whence("a.xlsx"), whence("\"cell\": \"A1\""));
        let cells = [(&one, 3), (&two, 4), (&one, 5)];
        let cells = cells.map(|(sheet, row)| Origin::new(sheet.clone(), Address::new(row, 27)));
        let mut bytes = Vec::new();
        let mut out = Pretty::new(&mut bytes);
        let mut sources = Sources::default();
        out.object(|out| sources.list(out, &cells)).unwrap();
        let expected: Vec<_> = cells.iter().map(Located).collect();
        let expected =
            serde_json::to_string_pretty(&std::collections::BTreeMap::from([("sources", expected)])).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
