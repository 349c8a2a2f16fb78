//! The department's own sheets, cell by cell as they were read, with the bad cells filled and commented.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};

use super::marks::{Mark, Marks};
use crate::finding::Severity;
use crate::workbook::{Address, Cell, Sheet, Value, Workbook as Book};
use crate::workbooks::cell::{Tally, clean, float, height, line_count};
use crate::workbooks::look::excel_date;
use crate::workbooks::name::free_name;

/// A copied sheet, and where it came from.
pub struct Copy {
    pub file: String,
    /// The name in the department's file.
    pub original: String,
    /// The name in the slip.
    pub name: String,
    /// Cells beyond what is copied.
    pub is_cut: bool,
    pub sheet: Worksheet,
}

/// Cells copied of one department's files: a slip is to be read by people.
const MOST_CELLS: usize = 50_000;
/// Merges copied of one sheet, and the greatest one, in cells: a merge over a whole sheet would be written cell by cell.
const MOST_MERGES: usize = 2_000;
const LARGEST_MERGE: u64 = 5_000;
/// Excel's last column and row, zero-based.
const LAST: Address = Address::new(1_048_575, 16_383);
/// Widths in characters.
const NARROWEST: f64 = 6.0;
const WIDEST: f64 = 45.0;
/// A comment longer than this is cut: its box would cover the sheet.
const LONGEST_NOTE: usize = 2_000;

/// The sheets of every file in which a cell is marked; hidden ones only where they are marked themselves.
pub fn copies(marks: &Marks<'_>, books: &BTreeMap<&str, &Book>) -> Result<Vec<Copy>, XlsxError> {
    let mut out = Vec::new();
    let mut used: BTreeSet<String> = ["phiếu trả lại", "tất cả nội dung"].map(str::to_string).into();
    let mut left = MOST_CELLS;
    for (file, sheets) in marks {
        let Some(book) = books.get(file) else { continue };
        for sheet in &book.sheets {
            let none = BTreeMap::new();
            let marked = sheets.get(&*sheet.name).unwrap_or(&none);
            if marked.is_empty() && (sheet.hidden || sheet.cells.is_empty()) {
                continue;
            }
            let name = free_name(&sheet.name, &mut used);
            let taken = sheet.cells.len().min(left);
            left -= taken;
            let written = copy(sheet, &name, marked, sheet.cells.get(..taken).unwrap_or_default())?;
            out.push(Copy {
                file: (*file).to_string(),
                original: sheet.name.to_string(),
                name,
                is_cut: taken < sheet.cells.len(),
                sheet: written,
            });
        }
    }
    Ok(out)
}

fn copy(
    sheet: &Sheet,
    name: &str,
    marks: &BTreeMap<Address, Mark>,
    cells: &[Cell],
) -> Result<Worksheet, XlsxError> {
    let mut out = Worksheet::new();
    out.set_name(name)?;
    let titles = titles(sheet, cells);
    let mut widths = Widths::default();
    cells.iter().filter(|cell| !titles.contains(&cell.at)).for_each(|cell| widths.see(cell));
    marks.keys().for_each(|at| widths.at_least(at.col));
    for (col, width) in widths.all() {
        out.set_column_width(col, width)?;
    }
    let merged = merges(&mut out, sheet, cells)?;
    let mut row_lines: BTreeMap<u32, usize> = BTreeMap::new();
    for cell in cells.iter().filter(|cell| fits(cell.at)) {
        let mark = marks.get(&cell.at);
        let is_title = titles.contains(&cell.at);
        if let (Value::Text(text), true, None, false) =
            (&cell.value, is_title, mark, merged.contains(&cell.at))
        {
            let mut tally = Tally::default();
            out.write_string_with_format(cell.at.row, cell.at.col as u16, clean(text, &mut tally), &title())?;
            continue;
        }
        put(&mut out, cell, mark, is_title)?;
        if let (Value::Text(text), false) = (&cell.value, is_title || merged.contains(&cell.at)) {
            let lines = line_count(text, widths.of(cell.at.col));
            let known = row_lines.entry(cell.at.row).or_insert(1);
            *known = lines.max(*known);
        }
    }
    for (row, lines) in row_lines.into_iter().filter(|(_, lines)| *lines > 1) {
        out.set_row_height(row, height(lines))?;
    }
    for (at, mark) in marks.iter().filter(|(at, _)| fits(**at)) {
        if sheet.get(*at).is_none() {
            out.write_blank(at.row, at.col as u16, &look(Some(mark)))?;
        }
        note(&mut out, *at, mark)?;
    }
    print_setup(&mut out);
    Ok(out)
}

/// Texts that are no column's: alone in their row, or the head of a merged range. They may run on to the right.
fn titles(sheet: &Sheet, cells: &[Cell]) -> BTreeSet<Address> {
    let alone = cells.chunk_by(|a, b| a.at.row == b.at.row).filter_map(|row| match row {
        [only] => Some(only.at),
        _ => None,
    });
    let wide = sheet.merges.iter().filter(|merge| merge.last.col > merge.first.col);
    alone.chain(wide.map(|merge| merge.first)).collect()
}

/// A title as it stood above a table: no box, no lines broken.
fn title() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(11)
}

fn print_setup(out: &mut Worksheet) {
    out.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    out.set_footer("&C&\"Times New Roman,Regular\"&10&A, trang &P/&N");
}

fn fits(at: Address) -> bool {
    at.row <= LAST.row && at.col <= LAST.col
}

/// Merges of a sensible size; one that Excel would refuse is left out, the values stand all the same.
fn merges(out: &mut Worksheet, sheet: &Sheet, cells: &[Cell]) -> Result<BTreeSet<Address>, XlsxError> {
    let last = cells.last().map_or(0, |cell| cell.at.row);
    let mut done = BTreeSet::new();
    for merge in sheet.merges.iter().take(MOST_MERGES) {
        let rows = u64::from(merge.last.row.saturating_sub(merge.first.row)) + 1;
        let columns = u64::from(merge.last.col.saturating_sub(merge.first.col)) + 1;
        let sane =
            fits(merge.last) && merge.first.row <= last && (2..=LARGEST_MERGE).contains(&(rows * columns));
        let (first, end) = (merge.first, merge.last);
        if sane {
            let range =
                out.merge_range(first.row, first.col as u16, end.row, end.col as u16, "", &look(None));
            if range.is_ok() {
                done.insert(first);
            }
        }
    }
    Ok(done)
}

fn put(out: &mut Worksheet, cell: &Cell, mark: Option<&Mark>, is_title: bool) -> Result<(), XlsxError> {
    let (row, col) = (cell.at.row, cell.at.col as u16);
    // A title with a mark runs on to the right like any other.
    let look = if is_title { look(mark).unset_text_wrap() } else { look(mark) };
    let mut tally = Tally::default();
    match &cell.value {
        Value::Text(text) => out.write_string_with_format(row, col, clean(text, &mut tally), &look)?,
        Value::Number(number) => {
            out.write_number_with_format(row, col, float(*number), &numbered(look, cell))?
        }
        Value::Bool(value) => out.write_boolean_with_format(row, col, *value, &look)?,
        Value::Date(value) => match excel_date(value.date()) {
            Some(date) => {
                out.write_datetime_with_format(row, col, date, &look.set_num_format("dd/mm/yyyy"))?
            }
            None => out.write_string_with_format(row, col, value.to_string(), &look)?,
        },
        Value::Error(text) => out.write_string_with_format(row, col, clean(text, &mut tally), &look)?,
    };
    Ok(())
}

/// The cell's own number format where it is a plain one; a strange one could spoil the workbook.
fn numbered(look: Format, cell: &Cell) -> Format {
    let plain = |format: &&str| format.len() < 30 && format.chars().all(|letter| "#0,.%".contains(letter));
    match cell.format.as_deref().filter(plain) {
        Some(format) if !format.is_empty() => look.set_num_format(format),
        _ => look,
    }
}

fn look(mark: Option<&Mark>) -> Format {
    let base = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11)
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Hair)
        .set_text_wrap();
    match mark.map(|mark| mark.severity) {
        Some(Severity::Error) => base.set_background_color(0xFFC7CE).set_font_color(0x9C0006).set_bold(),
        Some(Severity::Warning) => base.set_background_color(0xFFEB9C).set_font_color(0x7F6000),
        Some(Severity::Note) => base.set_background_color(0xDDEBF7),
        None => base,
    }
}

fn note(out: &mut Worksheet, at: Address, mark: &Mark) -> Result<(), XlsxError> {
    if mark.text.is_empty() {
        return Ok(());
    }
    let mut tally = Tally::default();
    let text: String = clean(&mark.text, &mut tally).chars().take(LONGEST_NOTE).collect();
    let lines = line_count(&text, 40.0) as u32;
    let note = Note::new(text)
        .set_author("tonghop")
        .add_author_prefix(false)
        .set_width(320)
        .set_height((lines * 15 + 12).min(600));
    out.insert_note(at.row, at.col as u16, &note)?;
    Ok(())
}

/// Widths that fit what stands in the columns.
#[derive(Default)]
struct Widths(BTreeMap<u32, f64>);

impl Widths {
    fn see(&mut self, cell: &Cell) {
        let letters = match &cell.value {
            Value::Text(text) => text.split('\n').map(|line| line.chars().count()).max().unwrap_or(0),
            Value::Number(number) => number.to_string().len() + 2,
            Value::Date(_) => 11,
            Value::Bool(_) | Value::Error(_) => 8,
        };
        self.at_least(cell.at.col);
        if let Some(width) = self.0.get_mut(&cell.at.col) {
            *width = width.max((letters as f64 + 1.0).min(WIDEST));
        }
    }

    fn at_least(&mut self, col: u32) {
        self.0.entry(col).or_insert(NARROWEST);
    }

    fn of(&self, col: u32) -> f64 {
        self.0.get(&col).copied().unwrap_or(NARROWEST)
    }

    fn all(&self) -> impl Iterator<Item = (u16, f64)> {
        let inside = self.0.iter().filter(|(col, _)| **col <= LAST.col);
        inside.filter_map(|(col, width)| Some((u16::try_from(*col).ok()?, *width)))
    }
}
