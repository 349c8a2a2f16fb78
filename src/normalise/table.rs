//! Tables: a heading, what its columns mean, and the rows below it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::grid::{Grid, Item};
use super::heading::{ColumnHeading, Heading, anchors, heading};
use super::{stated, units};
use crate::domain::key::QuickMap;
use crate::form::{self, Field, SheetKind, ValueHeading, phrase};
use crate::workbook::Address;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Field(Field),
    Value(ValueHeading),
    Unknown,
}

/// A column with its heading.
#[derive(Debug, Clone)]
pub struct TableColumn {
    pub heading: ColumnHeading,
    pub meaning: Meaning,
    /// "Kế hoạch năm 2024 (triệu đồng)".
    pub unit: Option<String>,
    /// Cells above the table that say what the heading leaves open.
    pub stated: Vec<Address>,
}

/// One table of a sheet.
#[derive(Debug, Clone)]
pub struct Table {
    pub kind: SheetKind,
    /// Heading rows, as positions in the grid.
    pub heading: Range<usize>,
    /// Rows below the heading up to the next table, as positions in the grid.
    pub body: Range<usize>,
    pub columns: Vec<TableColumn>,
    /// "Đơn vị tính: triệu đồng" above the heading or in it.
    pub unit: Option<String>,
    /// The first column of each field.
    fields: BTreeMap<Field, u32>,
    /// All main columns, left to right; the further ones are indents.
    pub mains: Vec<u32>,
}

impl Table {
    /// The first column with this field.
    pub fn field(&self, field: Field) -> Option<u32> {
        self.fields.get(&field).copied()
    }

    /// The column that already has the field of this one ("Ghi chú" a second time), which therefore is unknown.
    pub fn twin(&self, column: &TableColumn) -> Option<u32> {
        match meaning(self.kind, &column.heading) {
            Meaning::Field(field) if column.meaning == Meaning::Unknown => self.field(field),
            _ => None,
        }
    }

    /// Does this cell above the table say of which kind or year its figures are?
    pub fn is_told_by(&self, at: Address) -> bool {
        self.columns.iter().any(|column| column.stated.contains(&at))
    }

    /// Columns of figures: whole-year values.
    pub fn values(&self) -> impl Iterator<Item = &TableColumn> {
        self.columns
            .iter()
            .filter(|column| matches!(column.meaning, Meaning::Value(ValueHeading::Figure { .. })))
    }
}

/// So many rows of a body show what its main column holds.
const NAMES: usize = 40;
/// The lower rows of its own heading may still be words.
const NUMBERS_PER_WORD: usize = 2;
/// How many rows above a heading may still hold its unit line.
const UNIT_ROWS: usize = 4;

/// All tables of a sheet, top to bottom.
pub fn tables(grid: &Grid<'_>) -> Vec<Table> {
    let hint = SheetKind::of_name(&grid.name);
    let mut out: Vec<Table> = Vec::new();
    let mut index = 0;
    while index < grid.len() {
        let floor = out.last().map_or(0, |before| before.heading.end);
        let found = table_at(grid, floor, index, hint);
        index = found.as_ref().map_or(index, |table| table.heading.end.saturating_sub(1)) + 1;
        if let Some(table) = found {
            if let Some(before) = out.last_mut() {
                before.body.end = table.heading.start.max(before.body.start);
            }
            out.push(table);
        }
    }
    out
}

/// The table whose main heading stands in this row, if its other headings bear it out.
fn table_at(grid: &Grid<'_>, floor: usize, index: usize, hint: Option<SheetKind>) -> Option<Table> {
    if grid.row(index).iter().any(is_counted) {
        return None;
    }
    let mut best: Option<(usize, Table)> = None;
    for item in grid.row(index) {
        for kind in anchors(grid, item) {
            let found = table(grid, kind, heading(grid, floor, index, item));
            if is_numeric(grid, &found) {
                continue;
            }
            let score = known(&found) * 2 + usize::from(hint == Some(kind));
            let better = best.as_ref().is_none_or(|(before, _)| score > *before);
            if bears_out(&found, hint) && better {
                best = Some((score, found));
            }
        }
    }
    let (_, mut table) = best?;
    stated::settle(grid, floor, &mut table);
    Some(table)
}

/// A number that is no year: a heading row holds none, and a row with its number in TT is data, whatever
/// its words are ("Chi cục Thuế", "Thống nhất mức 97%").
fn is_counted(item: &Item<'_>) -> bool {
    let text = item.text().trim().trim_end_matches('.');
    let number = !item.is_text() || (!text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit()));
    number && form::value::calendar_year(text).is_none()
}

fn table(grid: &Grid<'_>, kind: SheetKind, heading: Heading) -> Table {
    let mut columns: Vec<TableColumn> = Vec::new();
    let mut fields: BTreeMap<Field, u32> = BTreeMap::new();
    let mut mains = Vec::new();
    for column in heading.columns {
        let mut meaning = meaning(kind, &column);
        match meaning {
            // A second "Chỉ tiêu" is a heading merged over columns that serve as indents.
            Meaning::Field(Field::Main) => mains.push(column.col),
            // Any other repeat is unknown.
            Meaning::Field(field) if field != Field::Ignored && fields.contains_key(&field) => {
                meaning = Meaning::Unknown;
            }
            Meaning::Field(_) | Meaning::Value(_) | Meaning::Unknown => {}
        }
        if let Meaning::Field(field) = meaning {
            fields.entry(field).or_insert(column.col);
        }
        let unit = column.texts.iter().rev().find_map(|text| bracketed_unit(text));
        columns.push(TableColumn { heading: column, meaning, unit, stated: Vec::new() });
    }
    let in_heading = columns
        .iter()
        .filter(|column| matches!(column.meaning, Meaning::Field(Field::Main | Field::Unit)))
        .find_map(|column| column.unit.clone());
    let body = heading.last + 1..grid.len();
    Table {
        kind,
        heading: heading.first..heading.last + 1,
        body: skip_column_numbers(grid, body, heading.anchor),
        columns,
        unit: in_heading.or_else(|| unit_above(grid, heading.first)),
        fields,
        mains,
    }
}

/// Headings remembered: the same few dozen stand in every department's file.
const REMEMBERED: usize = 1024;

thread_local! {
    static MEANINGS: RefCell<QuickMap<(SheetKind, Vec<String>), Meaning>> = RefCell::default();
}

fn meaning(kind: SheetKind, column: &ColumnHeading) -> Meaning {
    let question = (kind, column.texts.clone());
    MEANINGS.with_borrow_mut(|known| {
        if let Some(meaning) = known.get(&question) {
            return *meaning;
        }
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let meaning = looked_up(kind, column);
        known.insert(question, meaning);
        meaning
    })
}

fn looked_up(kind: SheetKind, column: &ColumnHeading) -> Meaning {
    let joined = column.texts.join(" ");
    let lowest = column.texts.last().map(String::as_str).unwrap_or_default();
    let whole = form::field::field(kind, &joined).map(Meaning::Field);
    let lower = form::field::field(kind, lowest).map(Meaning::Field);
    if kind != SheetKind::Figures {
        return whole.or(lower).unwrap_or(Meaning::Unknown);
    }
    let value = form::value::value_heading(&column.texts);
    match value {
        Some(ValueHeading::Figure { year: Some(_), .. }) => value.map(Meaning::Value),
        _ => whole.or(value.map(Meaning::Value)).or(lower),
    }
    .unwrap_or(Meaning::Unknown)
}

/// A main column that holds numbers and hardly a word is none: "Chỉ tiêu nhập năm trước chuyển sang" over quotas.
fn is_numeric(grid: &Grid<'_>, table: &Table) -> bool {
    let (mut numbers, mut words) = (0, 0);
    for index in table.body.clone().take(NAMES) {
        for item in table.mains.iter().filter_map(|col| grid.get(index, *col)) {
            numbers += usize::from(!item.is_text());
            words += usize::from(item.text().chars().any(char::is_alphabetic));
        }
    }
    numbers > 1 && numbers > words * NUMBERS_PER_WORD
}

/// How many columns are understood.
fn known(table: &Table) -> usize {
    table.columns.iter().filter(|column| column.meaning != Meaning::Unknown).count()
}

/// Is there enough beside the main column to call it a table of its kind?
fn bears_out(table: &Table, hint: Option<SheetKind>) -> bool {
    let has = |fields: &[Field]| fields.iter().any(|field| table.field(*field).is_some());
    let promised = hint == Some(table.kind);
    if !has(&[Field::Main]) {
        return false;
    }
    match table.kind {
        SheetKind::Figures => table.values().next().is_some() || has(&[Field::Unit]),
        SheetKind::Tasks => {
            has(&[Field::Owner, Field::Deadline, Field::Product])
                || promised && has(&[Field::Ordinal, Field::WorkField])
        }
        SheetKind::Opinions => {
            has(&[Field::Subject, Field::Proposal, Field::Reason])
                || promised && has(&[Field::Ordinal, Field::Note])
        }
        SheetKind::Cover => false,
    }
}

/// The row "(1) (2) (3=1+2)" below a heading is no data: it has a number where a name belongs.
fn skip_column_numbers(grid: &Grid<'_>, body: Range<usize>, anchor: u32) -> Range<usize> {
    let numbered = |index: usize| {
        let row = grid.row(index);
        let numbers = row.iter().filter(|item| phrase::is_column_number(item.text())).count();
        row.len() >= 2 && numbers == row.len() && grid.get(index, anchor).is_some()
    };
    if numbered(body.start) { body.start + 1..body.end } else { body }
}

/// The unit in the last parentheses of a heading or behind them: "(ĐVT: triệu đồng)", "(triệu đồng)", "(thực tế) tỷ đồng".
pub(super) fn bracketed_unit(text: &str) -> Option<String> {
    let rest = text.rsplit_once('(')?.1;
    let (inside, behind) = rest.split_once(')').unwrap_or((rest, ""));
    let known = |text: &str| units::is_known(text.trim()).then(|| text.trim().to_string());
    phrase::unit_line(inside.trim()).or_else(|| known(inside)).or_else(|| known(behind))
}

/// "Đơn vị tính: triệu đồng" in the rows just above a heading.
fn unit_above(grid: &Grid<'_>, first: usize) -> Option<String> {
    (first.saturating_sub(UNIT_ROWS)..first).rev().find_map(|index| {
        let row = grid.row(index);
        row.iter()
            .enumerate()
            .find_map(|(position, item)| {
                let beside = row.get(position + 1).map(|next| format!("{} {}", item.text(), next.text()));
                phrase::unit_line(item.text())
                    .or_else(|| beside.as_deref().and_then(phrase::unit_line))
                    .filter(|unit| units::is_known(unit))
            })
            .or_else(|| units::alone(row).filter(|unit| units::is_known(unit)))
    })
}

#[cfg(test)]
mod tests {
    use super::tables;
    use crate::normalise::grid::Grid;
    use crate::testing::sheet;

    #[test]
    fn a_counted_row_is_data_whatever_its_words_are() {
        let sheet = sheet(
            "Sheet1",
            "| TT | Chỉ tiêu | ĐVT | KH năm 2024 |
             | 1 | Chỉ tiêu giao | Đơn vị | 5 |
             | 2. | Nội dung thống nhất | Đơn vị tính | |
             | Nội dung | Đơn vị thực hiện | Thời hạn | |
             | 3 | Mở chợ | Phòng Kinh tế | Quý II |",
        );
        let tables = tables(&Grid::new(&sheet));
        let headings: Vec<_> = tables.iter().map(|table| table.heading.clone()).collect();
        assert_eq!(headings, [0..1, 3..4], "rows 2 and 3 carry a number, so they are no headings");
    }

    #[test]
    fn a_repeated_field_has_a_twin_and_a_lone_unit_stands_above() {
        let sheet = sheet(
            "Sheet1",
            "| | | | | Triệu đồng |
             | Chỉ tiêu | KH năm 2024 | Ghi chú | Màu | Ghi chú |
             | Thu | 5 | a | b | c |",
        );
        let tables = tables(&Grid::new(&sheet));
        let twins: Vec<_> = tables[0].columns.iter().map(|column| tables[0].twin(column)).collect();
        assert_eq!(twins, [None, None, None, None, Some(2)]);
        assert_eq!(tables[0].unit.as_deref(), Some("Triệu đồng"));
        assert_eq!(super::bracketed_unit("GIÁ TRỊ (THỰC TẾ) Tỷ đồng").as_deref(), Some("Tỷ đồng"));
    }
}
