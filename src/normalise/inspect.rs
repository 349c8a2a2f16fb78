//! What the reader sees in any workbook at all, without a plan.

use std::collections::BTreeMap;

use super::columns::ValueColumn;
use super::cover;
use super::grid::Grid;
use super::heading::ColumnHeading;
use super::rows::{Row, rows};
use super::statistics::{Statistics, statistics, stub_field};
use super::table::{Meaning, Table, TableColumn, bracketed_unit, tables};
use super::text::Encoding;
use crate::form::view::{ColumnView, SheetView, TableView};
use crate::form::{self, SheetKind, ValueHeading};
use crate::workbook::{Address, Sheet, Workbook};

/// Each sheet's headings, columns, units, encodings, and what was skipped and why.
pub fn inspect(workbook: &Workbook) -> Vec<SheetView> {
    workbook.sheets.iter().map(sheet).collect()
}

fn sheet(sheet: &Sheet) -> SheetView {
    let grid = Grid::new(sheet);
    let tables = tables(&grid);
    let entries = cover::entries(&grid, &tables);
    let is_cover = cover::is_cover(&grid, &tables, &entries);
    let encodings = [Encoding::Tcvn3, Encoding::Vni, Encoding::Homoglyph]
        .into_iter()
        .map(|encoding| {
            (encoding.name(), grid.recovered.iter().filter(|(_, found)| *found == encoding).count())
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    let views: Vec<TableView> = if tables.is_empty() && !is_cover {
        statistics(&grid).iter().map(|table| statistics_view(&grid, table)).collect()
    } else {
        tables.iter().map(|table| table_view(&grid, table)).collect()
    };
    SheetView {
        name: grid.name.to_string(),
        hidden: grid.hidden,
        encodings,
        skipped: skipped(&grid, &tables, &views, is_cover),
        cover: entries
            .into_iter()
            .filter(|entry| !entry.of_figures)
            .map(|entry| (entry.label.key(), entry.text, entry.at))
            .collect(),
        tables: views,
    }
}

fn skipped(grid: &Grid<'_>, tables: &[Table], views: &[TableView], is_cover: bool) -> Vec<String> {
    let mut out = Vec::new();
    if grid.len() == 0 {
        out.push("Sheet trống.".to_string());
    } else if tables.is_empty() && !views.is_empty() {
        out.push("Cột tên không có tiêu đề (“Chỉ tiêu”, “Nội dung” …): biểu được mô tả ở trên nhưng không dùng làm biểu nộp được.".to_string());
    } else if tables.is_empty() && !is_cover {
        out.push("Không tìm thấy dòng tiêu đề của biểu chỉ tiêu, nhiệm vụ hoặc ý kiến.".to_string());
    }
    let all = tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    for (table, column) in all.filter(|(_, column)| column.meaning == Meaning::Unknown) {
        let letters = Address::column_letters(column.heading.col);
        let title = column.heading.texts.join(" › ");
        out.push(match table.twin(column).map(Address::column_letters) {
            Some(twin) => format!("Cột {letters}: tiêu đề “{title}” trùng nghĩa với cột {twin}."),
            None => format!("Cột {letters}: không nhận ra tiêu đề “{title}”."),
        });
    }
    out
}

fn table_view(grid: &Grid<'_>, table: &Table) -> TableView {
    let values: Vec<ValueColumn> = table
        .columns
        .iter()
        .filter(|column| matches!(column.meaning, Meaning::Value(_)))
        .map(|column| ValueColumn { col: column.heading.col, column: 0, unit: None, department: None })
        .collect();
    let rows = rows(grid, table, &values);
    let figures = figures(grid, &rows, &values);
    let number = |index: usize| grid.row_number(index) + 1;
    TableView {
        kind: table.kind,
        heading_rows: (number(table.heading.start), number(table.heading.end.saturating_sub(1))),
        data_rows: rows
            .first()
            .zip(rows.last())
            .map(|(first, last)| (number(first.index), number(last.index))),
        columns: table.columns.iter().map(|column| column_view(table.kind, column, &figures)).collect(),
        unit: table.unit.clone(),
        rows: rows.len(),
        figures: figures.values().sum(),
    }
}

/// How many cells hold something in each value column, over the rows that are read.
fn figures(grid: &Grid<'_>, rows: &[Row<'_>], values: &[ValueColumn]) -> BTreeMap<u32, usize> {
    let mut counts: BTreeMap<u32, usize> = values.iter().map(|value| (value.col, 0)).collect();
    for item in rows.iter().flat_map(|row| grid.row(row.index)) {
        if let Some(count) = counts.get_mut(&item.at().col) {
            *count += 1;
        }
    }
    counts
}

/// A table that was found by its figures alone.
fn statistics_view(grid: &Grid<'_>, table: &Statistics) -> TableView {
    let number = |index: usize| grid.row_number(index) + 1;
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let mut named = Vec::new();
    for index in table.body.clone() {
        for item in grid.row(index).iter().filter(|item| item.at().col >= table.first_col) {
            *counts.entry(item.at().col).or_default() += 1;
        }
        if grid.row(index).iter().any(|item| item.at().col < table.first_col) {
            named.push(index);
        }
    }
    let stub = table.stub.iter().map(|heading| {
        (heading, stub_field(heading).map_or("stub", |field| field.key(SheetKind::Figures)), None)
    });
    let figures = table.columns.iter().map(|heading| {
        let value = form::value::value_heading(&heading.texts);
        (heading, value.map_or("measure", value_key), value)
    });
    // Growth whose heading stands in the table above.
    let above = |heading: &ColumnHeading| heading.at.row < grid.row_number(table.heading.start);
    let is_stub = |heading: &ColumnHeading| table.stub.iter().any(|stub| stub.col == heading.col);
    let mut columns: Vec<ColumnView> = stub
        .chain(figures)
        .map(|(heading, meaning, value)| ColumnView {
            letters: Address::column_letters(heading.col),
            title: heading.texts.clone(),
            meaning,
            value: value.filter(|value| matches!(value, ValueHeading::Figure { .. })),
            stated: above(heading).then_some(heading.at).into_iter().collect(),
            unit: heading.texts.iter().rev().find_map(|text| bracketed_unit(text)),
            figures: if is_stub(heading) { 0 } else { counts.get(&heading.col).copied().unwrap_or(0) },
        })
        .collect();
    // Figures without any heading are shown too.
    let headed = |col: &u32| table.columns.iter().chain(&table.stub).any(|heading| heading.col == *col);
    for (col, count) in counts.iter().filter(|(col, _)| !headed(col)) {
        columns.push(ColumnView {
            letters: Address::column_letters(*col),
            title: Vec::new(),
            meaning: "unknown",
            value: None,
            stated: Vec::new(),
            unit: None,
            figures: *count,
        });
    }
    TableView {
        kind: SheetKind::Figures,
        heading_rows: (number(table.heading.start), number(table.heading.end.saturating_sub(1))),
        data_rows: named.first().zip(named.last()).map(|(first, last)| (number(*first), number(*last))),
        figures: columns.iter().map(|column| column.figures).sum(),
        columns,
        unit: table.unit.clone(),
        rows: named.len(),
    }
}

fn value_key(heading: ValueHeading) -> &'static str {
    match heading {
        ValueHeading::Figure { .. } => "value",
        ValueHeading::Comparison => "comparison",
        ValueHeading::PartOfYear => "part-of-year",
        ValueHeading::Span => "span",
    }
}

fn column_view(kind: SheetKind, column: &TableColumn, figures: &BTreeMap<u32, usize>) -> ColumnView {
    let (meaning, value) = match column.meaning {
        Meaning::Field(field) => (field.key(kind), None),
        Meaning::Value(heading @ ValueHeading::Figure { .. }) => ("value", Some(heading)),
        Meaning::Value(other) => (value_key(other), None),
        Meaning::Unknown => ("unknown", None),
    };
    ColumnView {
        letters: Address::column_letters(column.heading.col),
        title: column.heading.texts.clone(),
        meaning,
        value,
        stated: column.stated.clone(),
        unit: column.unit.clone(),
        figures: figures.get(&column.heading.col).copied().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::inspect;
    use crate::form;
    use crate::testing::workbook;

    #[test]
    fn a_workbook_of_any_kind_is_described() {
        let workbook = workbook(
            "# sheet: Bieu 1
             | BIỂU TỔNG HỢP | | | | |
             | STT | ChØ tiªu{font=.VnTime} | ĐVT | Năm 2023 | < | Màu |
             | ^ | ^ | ^ | KH | Ước TH | ^ |
             | 1 | Lúa | tấn | 5 | 6 | đỏ |
             # sheet: Khac
             | lời chào |",
        );
        let views = inspect(&workbook);
        assert_eq!(views[0].encodings, [("TCVN3", 1)]);
        let table = &views[0].tables[0];
        assert_eq!(
            (table.heading_rows, table.data_rows, table.rows, table.figures),
            ((2, 3), Some((4, 4)), 1, 2)
        );
        let meanings: Vec<&str> = table.columns.iter().map(|column| column.meaning).collect();
        assert_eq!(meanings, ["ordinal", "name", "unit", "value", "value", "unknown"]);
        assert_eq!(views[0].skipped.len(), 1);
        assert!(views[1].tables.is_empty() && !views[1].skipped.is_empty());
    }
    #[test]
    fn a_form_with_its_settings_above_is_shown_as_what_it_is() {
        let workbook = workbook(
            "# sheet: Nhap lieu
             | Loại số liệu | KH Năm | |
             | Năm | 2020 | |
             | Tên chỉ tiêu | Sản lượng | Đơn vị |
             | Lúa | 5 | tấn |",
        );
        let view = &inspect(&workbook)[0];
        let column = &view.tables[0].columns[1];
        let figure = form::ValueHeading::Figure {
            role: Some(form::value::ColumnRoleKey::Plan),
            year: Some(form::Year::Absolute(2020)),
        };
        assert_eq!((column.meaning, column.value, column.figures), ("value", Some(figure), 1));
        assert_eq!(column.stated.iter().map(ToString::to_string).collect::<Vec<_>>(), ["B1", "B2"]);
        assert!(view.skipped.is_empty() && view.cover.is_empty(), "its year is no cover's: {view:?}");
    }
}
