//! What the reader sees in workbooks, for machines: `inspect --format json`.

use serde_json::{Value, json};

use crate::form::value::ColumnRoleKey;
use crate::form::view::{ColumnView, FileView, SheetView, TableView};
use crate::form::{ValueHeading, Year};

/// All files that were looked into, in the user's order.
pub fn views_json(files: &[FileView]) -> String {
    let files: Vec<Value> = files.iter().map(file).collect();
    super::print(&json!({ "schema_version": super::SCHEMA_VERSION, "files": files }))
}

fn file(view: &FileView) -> Value {
    json!({
        "file": view.file,
        "format": view.format,
        "problems": view.problems,
        "sheets": view.sheets.iter().map(sheet).collect::<Vec<_>>(),
    })
}

fn sheet(view: &SheetView) -> Value {
    let encodings: Vec<Value> =
        view.encodings.iter().map(|(name, cells)| json!({ "name": name, "cells": cells })).collect();
    let cover: Vec<Value> = view
        .cover
        .iter()
        .map(|(key, value, at)| json!({ "key": key, "value": value, "cell": at.to_string() }))
        .collect();
    json!({
        "name": view.name,
        "hidden": view.hidden,
        "encodings": encodings,
        "cover": cover,
        "tables": view.tables.iter().map(table).collect::<Vec<_>>(),
        "skipped": view.skipped,
    })
}

fn table(view: &TableView) -> Value {
    json!({
        "kind": view.kind.key(),
        "heading_rows": [view.heading_rows.0, view.heading_rows.1],
        "data_rows": view.data_rows.map(|(first, last)| [first, last]),
        "unit": view.unit,
        "rows": view.rows,
        "figures": view.figures,
        "columns": view.columns.iter().map(column).collect::<Vec<_>>(),
    })
}

fn column(view: &ColumnView) -> Value {
    let (role, year) = match view.value {
        Some(ValueHeading::Figure { role, year }) => (role.map(role_key), year.map(year_key)),
        _ => (None, None),
    };
    json!({
        "column": view.letters,
        "title": view.title,
        "meaning": view.meaning,
        "role": role,
        "year": year,
        "stated_in": view.stated.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "unit": view.unit,
        "figures": view.figures,
    })
}

fn role_key(role: ColumnRoleKey) -> &'static str {
    match role {
        ColumnRoleKey::Actual => "actual",
        ColumnRoleKey::Estimate => "estimate",
        ColumnRoleKey::Plan => "plan",
    }
}

/// `"2023"`, or `"N-1"` where the heading counts from the plan's year.
fn year_key(year: Year) -> String {
    match year {
        Year::Absolute(year) => year.to_string(),
        Year::Relative(0) => "N".to_owned(),
        Year::Relative(offset) => format!("N{offset:+}"),
    }
}

#[cfg(test)]
mod tests {
    use super::views_json;
    use crate::form::value::ColumnRoleKey;
    use crate::form::view::{ColumnView, FileView, SheetView, TableView};
    use crate::form::{SheetKind, ValueHeading, Year};
    use crate::workbook::Address;

    #[test]
    fn keys_are_stable() {
        let column = ColumnView {
            letters: "C".into(),
            title: vec!["KH 2024".into()],
            meaning: "value",
            value: Some(ValueHeading::Figure {
                role: Some(ColumnRoleKey::Plan),
                year: Some(Year::Relative(-1)),
            }),
            stated: vec![Address::new(1, 1)],
            unit: None,
            figures: 3,
        };
        let table = TableView {
            kind: SheetKind::Figures,
            heading_rows: (2, 3),
            data_rows: Some((4, 9)),
            columns: vec![column],
            unit: Some("tấn".into()),
            rows: 6,
            figures: 3,
        };
        let sheet = SheetView {
            name: "S".into(),
            hidden: false,
            encodings: vec![("TCVN3", 2)],
            cover: vec![("department", "Phòng Y tế".into(), Address::new(0, 1))],
            tables: vec![table],
            skipped: vec!["…".into()],
        };
        let file = FileView {
            file: "a.xls".into(),
            format: Some("x".into()),
            problems: vec![],
            sheets: vec![sheet],
        };
        let value: serde_json::Value = serde_json::from_str(&views_json(&[file])).unwrap();
        let table = &value["files"][0]["sheets"][0]["tables"][0];
        assert_eq!(table["heading_rows"], serde_json::json!([2, 3]));
        assert_eq!(table["columns"][0]["role"], "plan");
        assert_eq!(table["columns"][0]["year"], "N-1");
        assert_eq!(table["columns"][0]["stated_in"], serde_json::json!(["B2"]));
        assert_eq!(value["files"][0]["sheets"][0]["cover"][0]["cell"], "B1");
        assert_eq!(value["files"][0]["sheets"][0]["encodings"][0]["cells"], 2);
    }
}
