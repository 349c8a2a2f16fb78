//! What the reader sees in any workbook at all, without a plan.

use std::collections::BTreeSet;

use super::columns::ValueColumn;
use super::cover;
use super::grid::Grid;
use super::rows::{Row, rows};
use super::table::{Meaning, Table, TableColumn, tables};
use super::text::Encoding;
use crate::form::view::{ColumnView, SheetView, TableView};
use crate::form::{SheetKind, ValueHeading};
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
    SheetView {
        name: grid.name.to_string(),
        hidden: grid.hidden,
        encodings,
        skipped: skipped(&grid, &tables, is_cover),
        cover: entries.into_iter().map(|entry| (entry.label.key(), entry.text, entry.at)).collect(),
        tables: tables.iter().map(|table| table_view(&grid, table)).collect(),
    }
}

fn skipped(grid: &Grid<'_>, tables: &[Table], is_cover: bool) -> Vec<String> {
    let mut out = Vec::new();
    if grid.len() == 0 {
        out.push("Sheet trống.".to_string());
    } else if tables.is_empty() && !is_cover {
        out.push("Không tìm thấy dòng tiêu đề của biểu chỉ tiêu, nhiệm vụ hoặc ý kiến.".to_string());
    }
    for column in
        tables.iter().flat_map(|table| &table.columns).filter(|column| column.meaning == Meaning::Unknown)
    {
        out.push(format!(
            "Cột {}: không nhận ra tiêu đề “{}”.",
            Address::column_letters(column.heading.col),
            column.heading.texts.join(" › ")
        ));
    }
    out
}

fn table_view(grid: &Grid<'_>, table: &Table) -> TableView {
    let values: Vec<ValueColumn> = table
        .values()
        .map(|column| ValueColumn { col: column.heading.col, column: 0, unit: None, department: None })
        .collect();
    let rows = rows(grid, table, &values);
    let cols: BTreeSet<u32> = values.iter().map(|value| value.col).collect();
    let in_row = |row: &Row| grid.row(row.index).iter().filter(|item| cols.contains(&item.at().col)).count();
    let figures = rows.iter().map(in_row).sum();
    let number = |index: usize| grid.row_number(index) + 1;
    TableView {
        kind: table.kind,
        heading_rows: (number(table.heading.start), number(table.heading.end.saturating_sub(1))),
        data_rows: rows
            .first()
            .zip(rows.last())
            .map(|(first, last)| (number(first.index), number(last.index))),
        columns: table.columns.iter().map(|column| column_view(table.kind, column)).collect(),
        unit: table.unit.clone(),
        rows: rows.len(),
        figures,
    }
}

fn column_view(kind: SheetKind, column: &TableColumn) -> ColumnView {
    let (meaning, value) = match column.meaning {
        Meaning::Field(field) => (field.key(kind), None),
        Meaning::Value(heading @ ValueHeading::Figure { .. }) => ("value", Some(heading)),
        Meaning::Value(ValueHeading::Comparison) => ("comparison", None),
        Meaning::Value(ValueHeading::PartOfYear) => ("part-of-year", None),
        Meaning::Value(ValueHeading::Span) => ("span", None),
        Meaning::Unknown => ("unknown", None),
    };
    ColumnView {
        letters: Address::column_letters(column.heading.col),
        title: column.heading.texts.clone(),
        meaning,
        value,
        unit: column.unit.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::inspect;
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
}
