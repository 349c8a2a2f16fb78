//! Sheet ChiTieu of a form: the department's indicators, limits and a check beside each, totals as formulas.

use rust_xlsxwriter::{
    ConditionalFormatText, ConditionalFormatTextRule, DataValidation, Formula, Worksheet, XlsxError,
};

use super::content::{Content, Entry, Line};
use super::paint::{Firm, Paint, Say, given, page, protect, spoken};
use super::total;
use crate::domain::{Column, ColumnRole, Plan};
use crate::form::value::{ValueHeading, column_of, value_heading};
use crate::workbook::Address;
use crate::workbooks::cell::{Tally, clean, float, height};
use crate::workbooks::measure::{heads_lines, most_lines};

pub const SHEET: &str = "ChiTieu";
/// The heading, and the first indicator below it.
pub const HEAD: u32 = 5;
pub const FIRST: u32 = HEAD + 1;
/// First value column: after TT, Mã, Chỉ tiêu, Đơn vị tính.
pub const VALUE: u16 = 4;
const BEFORE: [(&str, f64); 4] = [("TT", 5.0), ("Mã", 8.0), ("Chỉ tiêu", 34.0), ("Đơn vị tính", 11.0)];
const AFTER: [(&str, f64); 5] =
    [("Ghi chú", 22.0), ("Nhỏ nhất", 8.0), ("Lớn nhất", 8.0), ("Bắt buộc", 7.0), ("Kiểm tra", 15.0)];
const VALUE_WIDTH: f64 = 13.0;

/// The words of the column Kiểm tra.
pub const CHECK_MISSING: &str = "Thiếu số";
pub const CHECK_RANGE: &str = "Ngoài khoảng";
const CHECK_DONE: &str = "Đủ";
const CHECK_FREE: &str = "Không bắt buộc";
const CHECK_TOTAL: &str = "Tự tính";
/// In place of the lines of a department that has none.
pub const NONE: &str = "Danh mục không giao chỉ tiêu nào cho đơn vị.";
const YES: &str = "Có";
const NO: &str = "Không";

/// The whole sheet.
pub fn sheet(plan: &Plan, content: &Content<'_>, paint: &Paint) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut tally = Tally::default();
    sheet.set_name(SHEET)?;
    let end = heading(&mut sheet, plan, content, paint, &mut tally)?;
    for (row, line) in (FIRST..).zip(&content.lines) {
        self::line(&mut sheet, row, plan, content, line, paint, &mut tally)?;
    }
    if content.lines.is_empty() {
        sheet.merge_range(FIRST, 0, FIRST, end, NONE, &paint.note)?;
    } else {
        rules(&mut sheet, plan, content, paint, end)?;
        sheet.autofilter(HEAD, 0, last_row(content.lines.len()), end)?;
    }
    page(&mut sheet, Some(HEAD), (last_row(content.lines.len().max(1)), end), 3)?;
    protect(&mut sheet, false);
    Ok(sheet)
}

pub fn last_row(lines: usize) -> u32 {
    HEAD + u32::try_from(lines).unwrap_or(u32::MAX - HEAD)
}

fn after(columns: usize) -> u16 {
    VALUE.saturating_add(u16::try_from(columns).unwrap_or(u16::MAX))
}

/// The cells of the column Kiểm tra, as seen from another sheet.
pub fn check_range(lines: usize, columns: usize) -> String {
    let col = u32::from(after(columns)) + 4;
    let cell = |row| format!("${}${}", Address::column_letters(col), row + 1);
    format!("{SHEET}!{}:{}", cell(FIRST), cell(last_row(lines)))
}

/// Titles and the heading row; gives the last column.
fn heading(
    sheet: &mut Worksheet,
    plan: &Plan,
    content: &Content<'_>,
    paint: &Paint,
    tally: &mut Tally,
) -> Result<u16, XlsxError> {
    let settings = &plan.settings;
    let titles: Vec<String> = (0..settings.columns.len())
        .map(|index| column_title(&settings.columns, index, settings.year))
        .collect();
    let values = titles.iter().map(|title| (&**title, VALUE_WIDTH));
    let mut end = 0;
    for (col, (name, width)) in (0u16..).zip(BEFORE.into_iter().chain(values).chain(AFTER)) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(HEAD, col, clean(name, tally), &paint.head)?;
        end = col;
    }
    let heads = titles.iter().map(|title| (&**title, VALUE_WIDTH)).chain(BEFORE).chain(AFTER);
    sheet.set_row_height(HEAD, height(heads_lines(heads).max(3)))?;
    let organ = settings.office.organ.join(" ");
    sheet.write_string_with_format(0, 0, clean(&organ, tally), &paint.organ)?;
    sheet.write_string_with_format(
        1,
        0,
        clean(&content.department.name.to_uppercase(), tally),
        &paint.organ,
    )?;
    let title = format!("BIỂU CHỈ TIÊU NĂM {}", settings.year);
    sheet.merge_range(2, 0, 2, end, &title, &paint.title)?;
    let note = "Ô nền vàng để điền hoặc sửa. Được ghi kèm từ: trên, dưới, khoảng, ít nhất, không quá, chỉ còn, tăng, giảm … Chưa có số thì ghi “chưa có số liệu”, không ghi 0.";
    sheet.merge_range(3, 0, 3, end, note, &paint.note)?;
    sheet.set_row_height(2, 22.0)?.set_row_height(3, height(1))?;
    Ok(end)
}

/// The heading by which the column will be known again: its own short or long title if that is certain, else
/// one made of role and year.
pub fn column_title(columns: &[Column], index: usize, plan_year: i32) -> String {
    let Some(column) = columns.get(index) else {
        return String::new();
    };
    let is_certain = |title: &str| match value_heading(&[title]) {
        Some(ValueHeading::Figure { role, year }) => column_of(role, year, columns, plan_year) == Some(index),
        _ => false,
    };
    let role = match column.role {
        ColumnRole::Actual => "Thực hiện",
        ColumnRole::Estimate => "Ước thực hiện",
        ColumnRole::Plan => "Kế hoạch",
    };
    [&column.short, &column.title]
        .into_iter()
        .find(|title| is_certain(title))
        .cloned()
        .unwrap_or_else(|| format!("{role} năm {}", column.year))
}

/// One indicator.
fn line(
    sheet: &mut Worksheet,
    row: u32,
    plan: &Plan,
    content: &Content<'_>,
    line: &Line<'_>,
    paint: &Paint,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    let spec = line.spec;
    sheet.write_string_with_format(row, 0, clean(&spec.ordinal, tally), &paint.given_center)?;
    sheet.write_string_with_format(row, 1, clean(&spec.code, tally), &paint.given_center)?;
    sheet.write_string_with_format(row, 2, clean(&spec.name, tally), &paint.given)?;
    sheet.write_string_with_format(row, 3, clean(&spec.unit, tally), &paint.given_center)?;
    for (col, (column, entry)) in (VALUE..).zip(line.entries.iter().enumerate()) {
        match entry {
            _ if line.total => total::write(sheet, (row, col), plan, content, (line, column), paint)?,
            Entry::Empty => {
                sheet.write_blank(row, col, &paint.input_words)?;
            }
            Entry::Number(value, digits) => {
                sheet.write_number_with_format(row, col, float(*value), paint.number(*digits))?;
            }
            Entry::Words(text) => {
                sheet.write_string_with_format(row, col, clean(text, tally), &paint.input_words)?;
            }
        }
    }
    let at = after(line.entries.len());
    sheet.write_string_with_format(row, at, clean(&line.note, tally), &paint.input)?;
    for (col, limit) in [(at + 1, spec.min), (at + 2, spec.max)] {
        match limit {
            Some(limit) => {
                let format = paint.given_number(limit.normalize().scale());
                sheet.write_number_with_format(row, col, float(limit), format)?
            }
            None => sheet.write_blank(row, col, &paint.given_number)?,
        };
    }
    sheet.write_string_with_format(row, at + 3, if line.required { YES } else { NO }, &paint.given_center)?;
    let formula = Formula::new(check_formula(row, line, content)).set_result(check(line, content));
    sheet.write_formula_with_format(row, at + 4, formula, &paint.given_center)?;
    sheet.set_row_height(row, height(most_lines(texts(line))))?;
    Ok(())
}

/// The texts of a line that may take more than one line of their own, each with the width of its column.
fn texts<'a>(line: &'a Line<'_>) -> impl Iterator<Item = (&'a str, f64)> {
    let spec = line.spec;
    let before = [&spec.ordinal, &spec.code, &spec.name, &spec.unit].into_iter().zip(BEFORE);
    let words = line.entries.iter().filter_map(|entry| match entry {
        Entry::Words(text) => Some((&**text, VALUE_WIDTH)),
        Entry::Empty | Entry::Number(..) => None,
    });
    // The column Kiểm tra may come to say any of its words.
    let checks = [CHECK_MISSING, CHECK_RANGE, CHECK_DONE, CHECK_FREE, CHECK_TOTAL];
    let checks = checks.map(|word| (word, AFTER[4].1));
    let before = before.map(|(text, (_, width))| (&**text, width));
    before.chain(words).chain([(&*line.note, AFTER[0].1)]).chain(checks)
}

/// What the column Kiểm tra says of a line; the formula beside it says the same of what is typed later.
pub fn check(line: &Line<'_>, content: &Content<'_>) -> &'static str {
    if line.total {
        return CHECK_TOTAL;
    }
    let outside = line.entries.iter().any(|entry| match entry {
        Entry::Number(value, _) => {
            line.spec.min.is_some_and(|min| *value < min) || line.spec.max.is_some_and(|max| *value > max)
        }
        Entry::Empty | Entry::Words(_) => false,
    });
    let empty = line.entries.get(content.plan_column).is_none_or(|entry| *entry == Entry::Empty);
    match (outside, empty, line.required) {
        (true, _, _) => CHECK_RANGE,
        (false, false, _) => CHECK_DONE,
        (false, true, true) => CHECK_MISSING,
        (false, true, false) => CHECK_FREE,
    }
}

fn check_formula(row: u32, line: &Line<'_>, content: &Content<'_>) -> String {
    if line.total {
        return format!("=\"{CHECK_TOTAL}\"");
    }
    let cell = |col: u16| format!("${}{}", Address::column_letters(u32::from(col)), row + 1);
    let at = after(line.entries.len());
    let values = format!("{}:{}", cell(VALUE), cell(at - 1));
    let plan = cell(VALUE.saturating_add(u16::try_from(content.plan_column).unwrap_or(0)));
    let (min, max, must) = (cell(at + 1), cell(at + 2), cell(at + 3));
    format!(
        "=IF(IF({min}=\"\",0,COUNTIF({values},\"<\"&{min}))+IF({max}=\"\",0,COUNTIF({values},\">\"&{max}))>0,\
         \"{CHECK_RANGE}\",IF({plan}<>\"\",\"{CHECK_DONE}\",IF({must}=\"{YES}\",\"{CHECK_MISSING}\",\"{CHECK_FREE}\")))"
    )
}

/// Input rules and colours. Limits stand in the row itself, so that they move with it when it is sorted.
fn rules(
    sheet: &mut Worksheet,
    plan: &Plan,
    content: &Content<'_>,
    paint: &Paint,
    end: u16,
) -> Result<(), XlsxError> {
    let last = last_row(content.lines.len());
    let at = after(plan.settings.columns.len());
    sheet.add_data_validation(FIRST, 0, last, 3, &given("Ô ghi sẵn")?)?;
    sheet.add_data_validation(FIRST, at + 1, last, end, &given("Ô ghi sẵn")?)?;
    let name = |col: u16, fixed: bool| {
        format!("{}{}{}", if fixed { "$" } else { "" }, Address::column_letters(u32::from(col)), FIRST + 1)
    };
    let (cell, min, max) = (name(VALUE, false), name(at + 1, true), name(at + 2, true));
    let within = format!(
        "=OR(ISTEXT({cell}),AND(ISNUMBER({cell}),OR({min}=\"\",{cell}>={min}),OR({max}=\"\",{cell}<={max})))"
    );
    let rule = DataValidation::new().allow_custom(Formula::new(within));
    let say = Say {
        title: "Số liệu",
        hint: "Ghi theo đơn vị tính ở cột bên trái, trong khoảng Nhỏ nhất - Lớn nhất của dòng. Được ghi lời: trên 22; khoảng 1.000; chỉ còn 150; chưa có số liệu.",
        fault: "Số nằm ngoài khoảng Nhỏ nhất - Lớn nhất của dòng. Kiểm tra lại số và đơn vị tính.",
    };
    sheet.add_data_validation(FIRST, VALUE, last, at - 1, &spoken(rule, say, Firm::Stop)?)?;
    let rule = DataValidation::new().allow_any_value();
    let say = Say {
        title: "Ghi chú",
        hint: "Nêu lý do khi số tăng, giảm bất thường, khi kế hoạch kém ước thực hiện, hoặc khi chưa có số liệu.",
        fault: "",
    };
    sheet.add_data_validation(FIRST, at, last, at, &spoken(rule, say, Firm::Tell)?)?;
    for (word, format) in
        [(CHECK_MISSING, &paint.amber), (CHECK_RANGE, &paint.red), (CHECK_DONE, &paint.green)]
    {
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::Contains(word.to_owned()))
            .set_format(format);
        sheet.add_conditional_format(FIRST, end, last, end, &rule)?;
    }
    Ok(())
}
