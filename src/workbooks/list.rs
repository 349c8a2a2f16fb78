//! A list on its own sheet: to be printed, under a title; or to be computed with, one table from the first cell.

use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Worksheet, XlsxError};

use super::binder::{Binder, Note};
use super::cell::{Cell, Tally, clean, height, put, put_bare};
use super::look::{Look, page, print_title};
use super::measure::heads_lines;
use crate::domain::Plan;

/// Air above and below the headings, in points.
pub const HEAD_AIR: f64 = 8.0;
/// The row of the headings of a list to print, below two title rows and a blank one; of a table.
const TITLED_HEAD: u32 = 3;
/// The first row of data of a list to print.
pub const TITLED_FIRST: u32 = TITLED_HEAD + 1;
/// Of more rows than this the heights are left to whoever opens the list: the library keeps some 300 bytes for each
/// height, until the workbook is put together.
const MOST_HEIGHTS: usize = 20_000;
/// Of more rows than this each cell holds its own text: nearly all texts of such a list are its alone, and the table of shared
/// ones stands in memory twice when the workbook is put together.
const MOST_SHARED: usize = 20_000;
/// The first row of data of a table.
pub const TABLE_FIRST: u32 = 1;

/// What a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use<'a> {
    /// To print: title, remark and a blank row above the headings, a filter.
    Print,
    /// To compute with: nothing but one table, from A1, of this name; title and remark stand among the notes, and each
    /// of these headings with its word.
    Data { table: &'a str, columns: &'a [(&'a str, &'a str)] },
}

/// What a list is called and how its columns are headed.
pub struct List<'a> {
    /// Sheet name, at most 31 characters.
    pub sheet: &'a str,
    pub title: &'a str,
    pub remark: &'a str,
    pub purpose: Use<'a>,
    /// Heading and width in characters.
    pub columns: &'a [(&'a str, f64)],
    /// Columns that stay when one scrolls to the right.
    pub frozen: u16,
}

impl List<'_> {
    fn head(&self) -> u32 {
        if self.purpose == Use::Print { TITLED_HEAD } else { TABLE_FIRST - 1 }
    }

    fn end(&self) -> u16 {
        u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }
}

/// Writes the list of so many rows. An empty list says so in its only row; one longer than Excel's sheet is a failure,
/// not a cut.
pub fn list<'c>(
    of: &List,
    count: usize,
    rows: impl Iterator<Item = Vec<Cell<'c>>>,
    plan: &Plan,
    binder: &mut Binder<'_>,
) -> Result<Worksheet, XlsxError> {
    let (mut sheet, forgets) = binder.sheet(count, count > MOST_SHARED)?;
    sheet.set_name(of.sheet)?;
    let head = of.head();
    let last = head.saturating_add(u32::try_from(count.max(1)).unwrap_or(u32::MAX));
    if count <= MOST_HEIGHTS {
        sheet.set_default_row_height(height(1));
    }
    open(&mut sheet, of, last, plan, binder)?;
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        sheet.write_string_with_format(head + 1, 0, NOTHING, &binder.look.remark)?;
    }
    let widths = of.columns.iter().map(|(_, width)| *width).collect();
    let mut pen = Pen { gives_heights: count <= MOST_HEIGHTS, ..Pen::new(widths, forgets) };
    for row in head + 1.. {
        let Some(cells) = rows.next() else { break };
        pen.row(&mut sheet, row, &cells, rows.peek().is_none(), (binder.look, &mut binder.tally))?;
    }
    page(&mut sheet, (head, head), (last, of.end()), of.frozen)?;
    Ok(sheet)
}

const NOTHING: &str = "Không có mục nào.";

/// Everything above the rows: titles and headings, or the table's frame.
fn open(
    sheet: &mut Worksheet,
    of: &List,
    last: u32,
    plan: &Plan,
    binder: &mut Binder<'_>,
) -> Result<(), XlsxError> {
    let (look, tally) = (binder.look, &mut binder.tally);
    let title = format!("{}: {}", of.title, plan.settings.title);
    let title = clean(&title, tally);
    let lines = heads_lines(of.columns.iter().copied());
    sheet.set_row_height(of.head(), height(lines) + HEAD_AIR)?;
    for (col, (_, width)) in (0u16..).zip(of.columns) {
        sheet.set_column_width(col, *width)?;
    }
    match of.purpose {
        Use::Print => {
            sheet.set_row_height(0, height(2) - 8.0)?;
            sheet.write_string_with_format(0, 0, title, &look.title)?;
            sheet.write_string_with_format(1, 0, of.remark, &look.remark)?;
            for (col, (title, _)) in (0u16..).zip(of.columns) {
                sheet.write_string_with_format(TITLED_HEAD, col, *title, &look.head)?;
            }
            sheet.autofilter(TITLED_HEAD, 0, last, of.end())?;
        }
        Use::Data { table, columns } => {
            print_title(sheet, &title);
            frame(sheet, table, of.title, (last, of.columns), look)?;
            let columns = columns.iter().map(|(head, word)| ((*head).to_owned(), (*word).to_owned()));
            binder.notes.push(Note {
                sheet: of.sheet.to_owned(),
                title: of.title.to_owned(),
                text: of.remark.to_owned(),
                columns: columns.collect(),
            });
        }
    }
    Ok(())
}

/// Marks the cells from A1 to the last row as a table, with its headings.
pub fn frame(
    sheet: &mut Worksheet,
    name: &str,
    about: &str,
    (last, columns): (u32, &[(&str, f64)]),
    look: &Look,
) -> Result<(), XlsxError> {
    let heads: Vec<TableColumn> = columns
        .iter()
        .map(|(title, _)| TableColumn::new().set_header(*title).set_header_format(&look.head))
        .collect();
    let table = Table::new()
        .set_name(name)
        .set_columns(&heads)
        .set_style(TableStyle::Light1)
        .set_banded_rows(false)
        .set_alt_text(about);
    let end = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.add_table(0, 0, last, end, &table)?;
    Ok(())
}

/// Writes the rows of a list one after the other.
///
/// In a sheet that forgets its rows the first row lends its formats to the columns, so that the cells below need not
/// bring one each; the last row brings its own, and the columns get their plain format back before it is forgotten,
/// because a format of a column would reach down to the end of the sheet.
pub struct Pen<'a> {
    widths: Vec<f64>,
    forgets: bool,
    gives_heights: bool,
    /// The formats that the columns have for the time being.
    lent: Vec<&'a Format>,
}

impl<'a> Pen<'a> {
    /// For columns of these widths, on a sheet that forgets its rows or not.
    pub fn new(widths: Vec<f64>, forgets: bool) -> Pen<'a> {
        Pen { widths, forgets, gives_heights: true, lent: Vec::new() }
    }

    /// Writes the next row; only a row of more than one line is given a height, the others have the sheet's own.
    pub fn row(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        cells: &[Cell],
        is_last: bool,
        (look, tally): (&'a Look, &mut Tally),
    ) -> Result<(), XlsxError> {
        if self.forgets && self.lent.is_empty() {
            self.lend(sheet, cells, look)?;
        }
        let ends = self.forgets && is_last;
        if ends {
            self.take_back(sheet, row, look)?;
        }
        let mut lines = 1;
        for (nth, ((col, cell), width)) in (0u16..).zip(cells).zip(&self.widths).enumerate() {
            let lent = self.lent.get(nth).is_some_and(|lent| std::ptr::eq(*lent, cell.format(look)));
            if lent {
                put_bare(sheet, (row, col), cell, look, tally)?;
            } else {
                put(sheet, (row, col), cell, look, tally)?;
            }
            if self.gives_heights {
                lines = lines.max(cell.lines(*width));
            }
        }
        if lines > 1 {
            sheet.set_row_height(row, height(lines))?;
            // The library would write a last row that has a height twice, unless another row begins after it.
            if ends {
                sheet.write_blank(row.saturating_add(1), 0, &look.plain)?;
            }
        }
        Ok(())
    }

    fn lend(&mut self, sheet: &mut Worksheet, cells: &[Cell], look: &'a Look) -> Result<(), XlsxError> {
        for (col, cell) in (0u16..).zip(cells) {
            self.lent.push(cell.format(look));
            sheet.set_column_format(col, cell.format(look))?;
        }
        Ok(())
    }

    /// A blank cell in the row that begins lets the row before it go, with the formats that its columns still have.
    fn take_back(&mut self, sheet: &mut Worksheet, row: u32, look: &Look) -> Result<(), XlsxError> {
        sheet.write_blank(row, 0, &look.plain)?;
        for col in (0u16..).take(self.lent.len()) {
            sheet.set_column_format(col, &look.plain)?;
        }
        self.lent.clear();
        // Nothing is lent again: this was the last row.
        self.forgets = false;
        Ok(())
    }
}
