//! Workbooks as plain values: sheets of addressed cells, no file format left.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

/// Zero-based row and column; prints as `A1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Address {
    pub row: u32,
    pub col: u32,
}

impl Address {
    pub const fn new(row: u32, col: u32) -> Address {
        Address { row, col }
    }

    /// Reads `A1` style, case-insensitive, `$` ignored.
    pub fn parse(text: &str) -> Option<Address> {
        let text: String = text.chars().filter(|c| *c != '$').collect();
        let split = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = text.split_at(split);
        let mut col: u32 = 0;
        for letter in letters.chars() {
            let value = letter.to_ascii_uppercase() as u32;
            if !(65..=90).contains(&value) {
                return None;
            }
            col = col.checked_mul(26)?.checked_add(value - 64)?;
        }
        let row: u32 = digits.parse().ok()?;
        Some(Address { row: row.checked_sub(1)?, col: col.checked_sub(1)? })
    }

    /// Letters and digits of the largest address, with room to spare.
    pub const LONGEST: usize = 20;

    /// `AB12`, as an address shows itself, written from the end of the room: a country's outputs name millions of cells.
    pub fn text(self, room: &mut [u8; Address::LONGEST]) -> &str {
        let mut start = room.len();
        let mut push = |byte: u8| {
            start -= 1;
            room[start] = byte;
        };
        let mut row = u64::from(self.row) + 1;
        while row > 0 {
            push(b'0' + (row % 10) as u8);
            row /= 10;
        }
        let mut col = u64::from(self.col) + 1;
        while col > 0 {
            col -= 1;
            push(b'A' + (col % 26) as u8);
            col /= 26;
        }
        std::str::from_utf8(&room[start..]).unwrap_or_default()
    }

    /// The letters of a column, `A`, `Z`, `AA`.
    pub fn column_letters(col: u32) -> String {
        let mut rest = col + 1;
        let mut letters = Vec::new();
        while rest > 0 {
            letters.push(b'A' + ((rest - 1) % 26) as u8);
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().map(|byte| char::from(*byte)).collect()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text(&mut [0; Address::LONGEST]))
    }
}

/// What a cell holds. Numbers are decimals of at most 15 significant digits, Excel's own precision.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(Arc<str>),
    Number(Decimal),
    Bool(bool),
    /// A date cell, already converted (1900 or 1904 system).
    Date(chrono::NaiveDateTime),
    /// `#REF!` and kin, or a number beyond what a decimal holds.
    Error(Arc<str>),
}

/// One cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub at: Address,
    pub value: Value,
    /// Excel's number format code where the file gives one, e.g. `0.0%`.
    pub format: Option<Arc<str>>,
    /// Font name where the file gives one, e.g. `.VnTime`.
    pub font: Option<Arc<str>>,
}

/// A merged range, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub first: Address,
    pub last: Address,
}

/// A sheet: its non-empty cells in row order, sparse, so that a far cell costs nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    pub name: Arc<str>,
    pub hidden: bool,
    /// Sorted by row, then column; addresses are unique.
    pub cells: Vec<Cell>,
    pub merges: Vec<Merge>,
    /// Cells that the office suite shows indented, with how many steps; in the order of the cells.
    pub indents: Vec<(Address, u8)>,
}

impl Sheet {
    /// How many steps a cell is indented.
    pub fn indent(&self, at: Address) -> u8 {
        self.indents.binary_search_by_key(&at, |(at, _)| *at).ok().map_or(0, |index| self.indents[index].1)
    }

    /// The cell at an address, by binary search.
    pub fn get(&self, at: Address) -> Option<&Cell> {
        self.cells.binary_search_by(|cell| cell.at.cmp(&at)).ok().map(|index| &self.cells[index])
    }

    /// Non-empty rows in order, each as its cells in column order.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.at.row == b.at.row)
    }
}

/// The format that a file's content shows, whatever its extension says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// A workbook that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// Path relative to the plan's folder, with `/`.
    pub file: Arc<str>,
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: Arc<str>,
    pub format: Format,
    pub sheets: Vec<Sheet>,
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn addresses_go_there_and_back() {
        for text in ["A1", "Z1", "AA1", "AZ10", "BA10", "XFD1048576"] {
            assert_eq!(Address::parse(text).unwrap().to_string(), text);
        }
        let far = Address::new(u32::MAX, 16_384);
        assert_eq!(far.to_string(), format!("{}4294967296", Address::column_letters(16_384)));
        assert!(Address::new(u32::MAX, u32::MAX).text(&mut [0; Address::LONGEST]).len() < Address::LONGEST);
        assert_eq!(Address::parse("$b$2"), Some(Address::new(1, 1)));
        assert_eq!(Address::parse("A0"), None);
        assert_eq!(Address::parse("1A"), None);
    }
}
