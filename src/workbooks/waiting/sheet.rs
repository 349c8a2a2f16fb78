//! A sheet of decisions drawn by its table: headings, rows, drop-down lists; cells to fill in are yellow.

use std::collections::BTreeMap;

use rust_xlsxwriter::{DataValidation, Format, Worksheet, XlsxError};

use super::super::cell::{Tally, clean, height, line_count};
use super::super::look::{Look, excel_date, page};
use super::super::measure::heads_lines;
use crate::domain::{Plan, Signed, date};
use crate::form::ruling::Sheet;

/// The row of the headings, below a title and a remark; and empty rows for cases that the program does not see.
const HEAD: u32 = 3;
const EMPTY: u32 = 10;
/// Keys of the columns that the office fills in.
const FILLED: [&str; 8] = ["chon", "gia-tri", "ket-qua", "tra-loi", "lien-quan", "nguoi", "ngay", "ly-do"];
/// Excel's limit for a list written into the rule itself.
const LIST: usize = 255;

/// One row by the keys of the columns.
#[derive(Debug, Default)]
pub struct Entry {
    pub texts: BTreeMap<&'static str, String>,
    pub day: Option<chrono::NaiveDate>,
    /// What may be chosen in the column with a drop-down list.
    pub choices: Vec<String>,
    /// Said when the first cell to fill in is selected.
    pub hint: String,
    /// Nobody has decided yet.
    pub waits: bool,
}

impl Entry {
    pub fn set(&mut self, key: &'static str, text: String) {
        self.texts.insert(key, text);
    }

    pub fn text(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// Who, when, and why, if why has a column of its own.
    pub fn sign(&mut self, signed: &Signed, why: Option<&'static str>) {
        self.set("nguoi", signed.by.clone());
        self.day = signed.on;
        if let Some(why) = why {
            self.set(why, signed.why.clone());
        }
    }
}

/// The sheet with all its rows.
pub fn sheet(
    of: &Sheet,
    about: &str,
    rows: &[Entry],
    plan: &Plan,
    look: &Look,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut tally = Tally::default();
    sheet.set_name(of.name)?;
    let end = u16::try_from(of.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let waiting = rows.iter().filter(|row| row.waits).count();
    let title = format!("{}: {waiting} việc chờ quyết định", plan.settings.title);
    sheet.write_string_with_format(0, 0, clean(&title, &mut tally), &look.title)?;
    sheet.merge_range(1, 0, 1, end, about, &look.note)?;
    let width: f64 = of.columns.iter().map(|(_, _, width, _)| width).sum();
    let heads = of.columns.iter().map(|(_, heading, width, _)| (*heading, *width));
    sheet
        .set_row_height(0, height(2) - 8.0)?
        .set_row_height(1, height(line_count(about, width)))?
        .set_row_height(HEAD, height(heads_lines(heads).max(2)))?;
    for (col, (_, heading, width, _)) in (0u16..).zip(of.columns) {
        sheet.set_column_width(col, *width)?.write_string_with_format(HEAD, col, *heading, &look.head)?;
    }
    let empty = Entry::default();
    let spare = std::iter::repeat_n(&empty, EMPTY as usize);
    let mut last = HEAD;
    for (row, entry) in (HEAD + 1..).zip(rows.iter().chain(spare)) {
        put(&mut sheet, of, row, entry, look, &mut tally)?;
        last = row;
    }
    sheet.autofilter(HEAD, 0, last, end)?;
    // The spare rows are for the screen: they would fill pages of their own.
    let known = HEAD + u32::try_from(rows.len()).unwrap_or(EMPTY);
    page(&mut sheet, (HEAD, HEAD), (if rows.is_empty() { last } else { known }, end), 2)?;
    Ok(sheet)
}

fn put(
    sheet: &mut Worksheet,
    of: &Sheet,
    row: u32,
    entry: &Entry,
    look: &Look,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    let mut lines = 1;
    for (col, (key, _, width, _)) in (0u16..).zip(of.columns) {
        let format = format(key, look);
        match (*key, entry.day) {
            ("ngay", Some(day)) => {
                match excel_date(day) {
                    Some(day) => sheet.write_datetime_with_format(row, col, day, &format)?,
                    None => sheet.write_string_with_format(row, col, date::short(day), &format)?,
                };
            }
            _ if entry.text(key).is_empty() => {
                sheet.write_blank(row, col, &format)?;
            }
            _ => {
                let text = entry.text(key);
                lines = lines.max(line_count(text, *width));
                sheet.write_string_with_format(row, col, clean(text, tally), &format)?;
            }
        }
    }
    sheet.set_row_height(row, height(lines))?;
    offer(sheet, of, row, entry)
}

/// The drop-down list of this row.
fn offer(sheet: &mut Worksheet, of: &Sheet, row: u32, entry: &Entry) -> Result<(), XlsxError> {
    let column = ["chon", "ket-qua"].iter().find_map(|key| of.position(key));
    let Some(col) = column.and_then(|column| u16::try_from(column).ok()) else { return Ok(()) };
    let length: usize = entry.choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum();
    if entry.choices.is_empty() || length > LIST {
        return Ok(());
    }
    let mut rule = DataValidation::new()
        .allow_list_strings(&entry.choices)?
        .set_error_title("Không có trong danh sách")?
        .set_error_message("Chọn một trong các mục của danh sách.")?;
    if !entry.hint.is_empty() {
        let hint: String = entry.hint.chars().take(LIST).collect();
        rule = rule.set_input_title("Quyết định trước")?.set_input_message(hint)?;
    }
    sheet.add_data_validation(row, col, row, col, &rule)?;
    Ok(())
}

fn format(key: &str, look: &Look) -> Format {
    let base = match key {
        "ma" | "cot" | "dau" | "don-vi" | "chon" | "ket-qua" | "lien-quan" => look.center.clone(),
        "ngay" => look.date.clone(),
        "gia-tri" => look.words.clone(),
        _ => look.text.clone(),
    };
    // Text format everywhere but in the date: what is typed stays as typed, “1.000” is no 1.
    let base = if key == "ngay" { base } else { base.set_num_format("@") };
    if FILLED.contains(&key) { base.set_background_color("#FFF9DB") } else { base }
}
