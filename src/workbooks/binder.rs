//! What the sheets of the summary share: the formats, what was cut, the notes, and how a new sheet keeps its rows.
//!
//! A sheet of many rows is written in the library's mode for little memory: as soon as a row begins, the one before it goes
//! into a temporary file without a name in the system's own folder (no name: nothing stays behind when the program dies).
//! So the rows of such a sheet must be written in order, their heights with them. Where no such file can be had, every
//! sheet is kept in memory: the same cells, only the order of the shared strings in the file differs.

use std::io::Write;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use super::cell::Tally;
use super::language;
use super::look::{self, Look};

/// From so many rows on a sheet goes through a file: below, what is saved is less than a file costs.
const MANY: usize = 400;

/// Where sheets of many rows are kept until the workbook is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    Memory,
    Files,
}

/// What the notes say of a sheet: its name, its title, and what one has to know of it.
#[derive(Debug)]
pub struct Note {
    pub sheet: String,
    pub title: String,
    pub text: String,
    /// Headings that need a word, and the word.
    pub columns: Vec<(String, String)>,
}

/// What all sheets of one workbook share.
pub struct Binder<'l> {
    pub look: &'l Look,
    pub tally: Tally,
    /// Of the sheets of data, in the order in which they were written.
    pub notes: Vec<Note>,
    book: Workbook,
    keeping: Keeping,
}

impl<'l> Binder<'l> {
    pub fn new(look: &'l Look, keeping: Keeping) -> Result<Binder<'l>, XlsxError> {
        Ok(Binder { look, tally: Tally::default(), notes: Vec::new(), book: look::book()?, keeping })
    }

    /// A new sheet for so many rows, and whether it forgets each row when the next one begins. `own_texts`: a sheet of many rows
    /// holds its texts in its cells, not in the table that all sheets share.
    pub fn sheet(&mut self, rows: usize, own_texts: bool) -> Result<(Worksheet, bool), XlsxError> {
        if self.keeping == Keeping::Memory || rows < MANY {
            return Ok((Worksheet::new(), false));
        }
        let sheet = match own_texts {
            true => self.book.new_worksheet_with_constant_memory()?,
            false => self.book.new_worksheet_with_low_memory()?,
        };
        Ok((sheet, true))
    }

    /// Writes the workbook of these sheets, in this order.
    pub fn bind(
        mut self,
        out: impl Write + Send,
        properties: &DocProperties,
        names: &[(&'static str, String)],
        sheets: impl IntoIterator<Item = Worksheet>,
    ) -> Result<(), XlsxError> {
        self.book.set_properties(properties);
        for sheet in sheets {
            self.book.push_worksheet(sheet);
        }
        for (name, formula) in names {
            self.book.define_name(*name, formula)?;
        }
        language::write(&mut self.book, out)
    }
}
