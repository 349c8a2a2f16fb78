//! Value columns of a table: which column of the plan each one is, and whose figures it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::context::{Context, Office, cell_list};
use super::period::years_of;
use super::table::{Meaning, Table, TableColumn};
use super::themes::Themes;
use crate::finding::{Code, Finding, Findings};
use crate::form::value::column_of;
use crate::form::{ValueHeading, Year};
use crate::workbook::Address;

/// A value column that is certain.
#[derive(Debug, Clone)]
pub struct ValueColumn {
    pub col: u32,
    /// Position in `Settings::columns`.
    pub column: usize,
    /// "(triệu đồng)" in the heading.
    pub unit: Option<String>,
    /// Code of the department under whose name the column stands, in a table of units side by side.
    pub department: Option<Arc<str>>,
}

/// The value columns that are certain, and those of further themes; every other column leaves a note, a table of
/// another year an error.
pub fn value_columns(
    office: &Office<'_>,
    table: &Table,
    context: &Context,
    findings: &mut Findings,
) -> (Vec<ValueColumn>, Themes) {
    let blocks = blocks(office, table);
    let mut out: Vec<ValueColumn> = Vec::new();
    let mut skipped: Vec<(&TableColumn, String)> = Vec::new();
    let mut themes = Themes::default();
    let mut told = Findings::default();
    for column in &table.columns {
        let why = match &column.meaning {
            Meaning::Field(_) | Meaning::Value(ValueHeading::Comparison) => None,
            Meaning::Value(heading) => match place(office, &blocks, column, *heading, &mut out) {
                Ok(()) => {
                    let read = out.last().and_then(|last| office.settings.columns.get(last.column));
                    if let Some(said) = read.and_then(|read| told_above(column, &read.title, context)) {
                        told.add(said);
                    }
                    None
                }
                Err(Skip::Twin(before))
                    if out
                        .iter()
                        .find(|one| one.col == before)
                        .is_some_and(|one| themes.take(table, one, column)) =>
                {
                    None
                }
                Err(skip) => Some(skip.to_string()),
            },
            Meaning::Unknown => Some(match table.twin(column) {
                Some(before) => Skip::Twin(before).to_string(),
                None => "tiêu đề không thuộc biểu".to_string(),
            }),
        };
        skipped.extend(why.map(|why| (column, why)));
    }
    if out.is_empty() && is_other_period(office, table) {
        findings.add(other_period(office, table, context));
    } else {
        findings.extend(told);
        findings.extend(notes(&skipped, context));
        if out.is_empty() {
            findings.add(no_values(office, table, context));
        }
    }
    (out, themes)
}

/// What lines above the table said of a column whose heading does not say it.
fn told_above(column: &TableColumn, read: &str, context: &Context) -> Option<Finding> {
    let heading = column.heading.texts.join(" › ");
    (!column.stated.is_empty()).then(|| {
        let message = format!(
            "Cột “{heading}” được đọc là “{read}” theo ô {} ghi phía trên biểu.",
            cell_list(&column.stated)
        );
        context.finding(Code::ColumnToldAbove, column.heading.at, message).expected(read).found(heading)
    })
}

/// From so many columns on, those left out for one reason are told together.
const MANY: usize = 4;
/// Titles named in such a note.
const TITLES: usize = 6;

/// One note for each column that is not read; one for all of them where one reason leaves out many.
fn notes(skipped: &[(&TableColumn, String)], context: &Context) -> Findings {
    let mut notes = Findings::default();
    let title = |column: &TableColumn| column.heading.texts.join(" › ");
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (column, why) in skipped {
        let same: Vec<&TableColumn> =
            skipped.iter().filter(|(_, other)| other == why).map(|(column, _)| *column).collect();
        let message = if same.len() < MANY {
            format!("Bỏ qua cột “{}”: {why}.", title(column))
        } else if told.insert(why) {
            let letters: Vec<String> =
                same.iter().map(|column| Address::column_letters(column.heading.col)).collect();
            let mut titles: Vec<String> = same.iter().take(TITLES).map(|column| title(column)).collect();
            titles.extend((same.len() > TITLES).then(|| "…".to_owned()));
            format!("Bỏ qua {} cột ({}): {why}: {}.", same.len(), runs(&letters, &same), titles.join("; "))
        } else {
            continue;
        };
        notes.add(context.finding(Code::ColumnUnrecognised, column.heading.at, message).found(title(column)));
    }
    notes
}

/// "E–I, K": letters of columns, neighbours drawn together.
fn runs(letters: &[String], columns: &[&TableColumn]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let pairs: Vec<(&String, u32)> =
        letters.iter().zip(columns.iter().map(|column| column.heading.col)).collect();
    for run in pairs.chunk_by(|(_, before), (_, next)| before + 1 == *next) {
        match run {
            [(only, _)] => parts.push((*only).clone()),
            [(first, _), .., (last, _)] => parts.push(format!("{first}–{last}")),
            [] => {}
        }
    }
    parts.join(", ")
}

/// Why a column is not read.
enum Skip {
    /// It means the same as this column.
    Twin(u32),
    Other(&'static str),
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Skip::Twin(before) => write!(f, "trùng nghĩa với cột {}", Address::column_letters(*before)),
            Skip::Other(why) => f.write_str(why),
        }
    }
}

fn place(
    office: &Office<'_>,
    blocks: &BTreeMap<u32, Arc<str>>,
    column: &TableColumn,
    heading: ValueHeading,
    out: &mut Vec<ValueColumn>,
) -> Result<(), Skip> {
    let ValueHeading::Figure { role, year } = heading else {
        return Err(Skip::Other(match heading {
            ValueHeading::PartOfYear => "số của một phần năm, biểu lấy số cả năm",
            _ => "số của nhiều năm, biểu lấy số từng năm",
        }));
    };
    let settings = office.settings;
    let found = column_of(role, year, &settings.columns, settings.year)
        .ok_or(Skip::Other("không xác định được cột của kế hoạch (loại số liệu và năm)"))?;
    let department = blocks.get(&column.heading.col).cloned();
    if let Some(before) = out.iter().find(|before| before.column == found && before.department == department)
    {
        return Err(Skip::Twin(before.col));
    }
    out.push(ValueColumn { col: column.heading.col, column: found, unit: column.unit.clone(), department });
    Ok(())
}

/// Departments named over value columns, if there are at least two: units side by side.
fn blocks(office: &Office<'_>, table: &Table) -> BTreeMap<u32, Arc<str>> {
    let named: BTreeMap<u32, Arc<str>> = table
        .values()
        .filter_map(|column| {
            let code = column.heading.texts.iter().find_map(|text| office.departments.code(text))?;
            Some((column.heading.col, Arc::from(code)))
        })
        .collect();
    let different: BTreeSet<&Arc<str>> = named.values().collect();
    if different.len() > 1 { named } else { BTreeMap::new() }
}

/// The years that headings over figures name, each once.
pub(super) fn explicit_years(table: &Table) -> Vec<i32> {
    let mut years: Vec<i32> = table
        .values()
        .filter_map(|column| match column.meaning {
            Meaning::Value(ValueHeading::Figure { year: Some(Year::Absolute(year)), .. }) => Some(year),
            _ => None,
        })
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn is_other_period(office: &Office<'_>, table: &Table) -> bool {
    let years = explicit_years(table);
    let known = years_of(office.settings);
    !years.is_empty() && !years.iter().any(|year| known.contains(year))
}

/// A table of indicators in which no column is certain: nothing of it can be read.
fn no_values(office: &Office<'_>, table: &Table, context: &Context) -> Finding {
    let at = table.columns.first().map(|column| column.heading.at).unwrap_or_default();
    let titles: Vec<&str> = office
        .settings
        .columns
        .iter()
        .map(|column| column.title.as_str())
        .filter(|title| !title.is_empty())
        .collect();
    let finding = context.finding(
        Code::NothingRecognised,
        at,
        "Biểu chỉ tiêu không có cột số liệu nào nhận ra được; số liệu của biểu không được đọc.",
    );
    if titles.is_empty() { finding } else { finding.expected(titles.join("; ")) }
}

fn other_period(office: &Office<'_>, table: &Table, context: &Context) -> Finding {
    let print = |years: &[i32]| years.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
    let years = print(&explicit_years(table));
    let at = table.values().next().map(|column| column.heading.at).unwrap_or_default();
    context
        .finding(
            Code::WrongPeriod,
            at,
            format!(
                "Biểu chỉ có số liệu các năm {years}, không có năm nào của kế hoạch năm {}.",
                office.settings.year
            ),
        )
        .expected(print(&years_of(office.settings)))
        .found(years)
}
