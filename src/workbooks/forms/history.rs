//! Last year's figures as the first file of next year's plan: a sheet per department, round 0, no plan column.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::content::{Entry, entry};
use super::figures::column_title;
use super::paint::{Paint, page};
use crate::domain::{Aggregation, Column, ColumnRole, IndicatorSpec, Plan, Quantity};
use crate::workbooks::cell::{Tally, clean, float, height, line_count};
use crate::workbooks::language;
use crate::workbooks::look;
use crate::workbooks::measure::{heads_lines, most_lines};
use crate::workbooks::name::free_name;

/// What is carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    pub bytes: Vec<u8>,
    /// How many figures.
    pub figures: usize,
}

const HEAD: u32 = 3;
const BEFORE: [(&str, f64); 4] = [("TT", 5.0), ("Mã", 8.0), ("Chỉ tiêu", 42.0), ("Đơn vị tính", 12.0)];
const VALUE: f64 = 16.0;
const NOTE: f64 = 44.0;

/// A column of next year's plan and the one of this plan that it is taken from.
struct Carried {
    from: usize,
    title: String,
    /// An estimate that stands for the actual until that is known.
    provisional: Option<i32>,
}

type Rows<'a> = BTreeMap<usize, Vec<(&'a IndicatorSpec, Vec<Entry>)>>;

/// The figures of this plan that a plan `later` years on shows as history.
///
/// # Errors
/// When Excel's own limits are met.
pub fn history(plan: &Plan, later: i32) -> anyhow::Result<History> {
    let carried = carried(plan, later);
    let rows = rows(plan, &carried);
    let figures = rows
        .values()
        .flatten()
        .map(|(_, entries)| entries.iter().filter(|entry| **entry != Entry::Empty).count())
        .sum();
    let paint = Paint::new();
    let mut book = look::book()?;
    let year = plan.settings.year + later;
    let title = format!("Số liệu năm trước cho kế hoạch năm {year}");
    book.set_properties(&look::properties(plan, &title));
    book.push_worksheet(cover(plan, year, &paint)?);
    let mut names = std::collections::BTreeSet::from(["thongtin".to_owned()]);
    for (place, lines) in &rows {
        if let Some(department) = plan.settings.catalogue.departments.get(*place) {
            let name = free_name(&department.code, &mut names);
            let titles = [&*title, &*department.name];
            book.push_worksheet(sheet(&name, titles, &carried, lines, &paint)?);
        }
    }
    Ok(History { bytes: language::bytes(&mut book)?, figures })
}

fn carried(plan: &Plan, later: i32) -> Vec<Carried> {
    let old = &plan.settings.columns;
    let new: Vec<Column> = old
        .iter()
        .map(|column| Column {
            year: column.year + later,
            title: String::new(),
            short: String::new(),
            ..column.clone()
        })
        .collect();
    let find = |role: ColumnRole, year: i32| {
        old.iter().position(|column| column.role == role && column.year == year)
    };
    let year = plan.settings.year + later;
    (0..new.len())
        .filter_map(|index| {
            let column = new.get(index)?;
            let same = find(column.role, column.year);
            let estimate =
                || find(ColumnRole::Estimate, column.year).filter(|_| column.role == ColumnRole::Actual);
            let from = same.or_else(estimate)?;
            Some(Carried {
                from,
                title: column_title(&new, index, year),
                provisional: same.is_none().then_some(column.year),
            })
        })
        .collect()
}

/// By position of the department: an indicator's figures belong to its owner, those of a total to each unit.
fn rows<'a>(plan: &'a Plan, carried: &[Carried]) -> Rows<'a> {
    let catalogue = &plan.settings.catalogue;
    let mut rows: Rows = BTreeMap::new();
    for spec in &catalogue.indicators {
        let Some(indicator) = plan.indicator(&spec.code) else {
            continue;
        };
        let mut add = |place: usize, figure: &dyn Fn(usize) -> Option<&'a Quantity>| {
            let entries: Vec<Entry> = carried.iter().map(|column| entry(figure(column.from), spec)).collect();
            if entries.iter().any(|entry| *entry != Entry::Empty) {
                rows.entry(place).or_default().push((spec, entries));
            }
        };
        match spec.aggregation {
            Aggregation::Formula => {}
            Aggregation::Owner => {
                if let Some(place) = catalogue.departments.iter().position(|one| one.code == spec.owner) {
                    add(place, &|column| indicator.figures.get(column)?.quantity.as_ref());
                }
            }
            _ => {
                for (place, department) in catalogue.departments.iter().enumerate() {
                    add(place, &|column| {
                        let candidates = &indicator.figures.get(column)?.candidates;
                        let own = candidates.iter().find(|one| *one.department == *department.code)?;
                        Some(&own.figure.value)
                    });
                }
            }
        }
    }
    rows
}

fn cover(plan: &Plan, year: i32, paint: &Paint) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut tally = Tally::default();
    sheet.set_name("ThongTin")?.set_column_width(0, 24)?.set_column_width(1, 80)?;
    let settings = &plan.settings;
    let lines = [
        ("Đơn vị", settings.office.drafter.clone()),
        ("Kỳ kế hoạch", format!("Năm {year}")),
        ("Lần nộp", "0".to_owned()),
        (
            "Nội dung thay đổi",
            format!("Số năm trước, chuyển từ “{}”; lần 0: chưa đơn vị nào nộp", settings.title),
        ),
    ];
    for (row, (label, value)) in (0u32..).zip(lines) {
        sheet.write_string_with_format(row, 0, label, &paint.label)?;
        sheet.write_string_with_format(row, 1, clean(&value, &mut tally), &paint.input)?;
        sheet.set_row_height(row, height(line_count(&value, 80.0)))?;
    }
    page(&mut sheet, None, (3, 1), 0)?;
    Ok(sheet)
}

/// The figures of one department, on a sheet of its code.
fn sheet(
    name: &str,
    titles: [&str; 2],
    carried: &[Carried],
    lines: &[(&IndicatorSpec, Vec<Entry>)],
    paint: &Paint,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut tally = Tally::default();
    sheet.set_name(name)?;
    for (row, title) in (0..).zip(titles) {
        sheet.write_string_with_format(row, 0, clean(title, &mut tally), &paint.organ)?;
    }
    let titles = carried.iter().map(|column| (&*column.title, VALUE));
    for (col, (heading, width)) in (0u16..).zip(BEFORE.into_iter().chain(titles).chain([("Ghi chú", NOTE)]))
    {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(HEAD, col, heading, &paint.head)?;
    }
    let heads = carried.iter().map(|column| (&*column.title, VALUE)).chain(BEFORE);
    sheet.set_row_height(HEAD, height(heads_lines(heads)))?;
    let end = u16::try_from(BEFORE.len() + carried.len()).unwrap_or(u16::MAX);
    let mut last = HEAD;
    for (row, (spec, entries)) in (HEAD + 1..).zip(lines) {
        let note = note(carried, entries);
        let mut texts = vec![(&*spec.name, BEFORE[2].1), (&*spec.unit, BEFORE[3].1), (&*note, NOTE)];
        sheet.write_number_with_format(row, 0, row - HEAD, &paint.input_center)?;
        sheet.write_string_with_format(row, 1, clean(&spec.code, &mut tally), &paint.input_center)?;
        sheet.write_string_with_format(row, 2, clean(&spec.name, &mut tally), &paint.input)?;
        sheet.write_string_with_format(row, 3, clean(&spec.unit, &mut tally), &paint.input_center)?;
        for (col, entry) in (4u16..).zip(entries) {
            match entry {
                Entry::Empty => sheet.write_blank(row, col, &paint.input_words)?,
                Entry::Number(value, digits) => {
                    sheet.write_number_with_format(row, col, float(*value), paint.number(*digits))?
                }
                Entry::Words(text) => {
                    texts.push((text, VALUE));
                    sheet.write_string_with_format(row, col, clean(text, &mut tally), &paint.input_words)?
                }
            };
        }
        sheet.write_string_with_format(row, end, &note, &paint.input)?;
        sheet.set_row_height(row, height(most_lines(texts)))?;
        last = row;
    }
    page(&mut sheet, Some(HEAD), (last, end), 3)?;
    Ok(sheet)
}

/// Which of a line's figures are estimates that stand for the actuals.
fn note(carried: &[Carried], entries: &[Entry]) -> String {
    let given = carried.iter().zip(entries).filter(|(_, entry)| **entry != Entry::Empty);
    let years = given.filter_map(|(column, _)| column.provisional);
    let words = years.map(|year| format!("Thực hiện năm {year} ghi theo ước thực hiện"));
    words.collect::<Vec<_>>().join("; ")
}
