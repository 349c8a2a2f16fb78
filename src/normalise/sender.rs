//! Which department sent a file: the cover says so, else the file's name, else what it is about.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::context::{Context, Office};
use super::cover::Entry;
use super::grid::Grid;
use super::indicators::{Match, Wanted};
use super::table::Table;
use crate::domain::Source;
use crate::finding::{Code, Findings};
use crate::form::{Field, Label, SheetKind};

/// The sender's code, and a finding where the cover and the file's name disagree.
pub fn sender(
    office: &Office<'_>,
    cover: &[(Context, Vec<Entry>)],
    source: Option<&Source>,
    sheets: &[(Grid<'_>, Vec<Table>)],
    findings: &mut Findings,
) -> Option<Arc<str>> {
    let named = source.and_then(|source| source.department.clone());
    let on_cover = on_cover(office, cover);
    if let (Some((code, context, entry)), Some(named)) = (&on_cover, &named)
        && **code != **named
    {
        let name = |code: &str| office.settings.catalogue.department_name(code).to_string();
        let message = format!(
            "Trang bìa ghi “{}” nhưng tên tệp gợi ý “{}”; chương trình theo trang bìa.",
            entry.text,
            name(named)
        );
        let context = context.sent_by(Arc::from(*code));
        findings.add(
            context
                .finding(Code::DepartmentMismatch, entry.at, message)
                .expected(name(code))
                .found(name(named)),
        );
    }
    on_cover
        .map(|(code, _, _)| Arc::from(code))
        .or(named)
        .or_else(|| by_title(office, sheets))
        .or_else(|| by_content(office, sheets))
}

fn on_cover<'a, 'c>(
    office: &Office<'a>,
    cover: &'c [(Context, Vec<Entry>)],
) -> Option<(&'a str, &'c Context, &'c Entry)> {
    [Label::DepartmentCode, Label::Department].into_iter().find_map(|label| {
        cover.iter().find_map(|(context, entries)| {
            let entry = entries.iter().find(|entry| entry.label == label)?;
            Some((office.departments.code(&entry.text)?, context, entry))
        })
    })
}

/// A line above the tables that is a department's name: "PHÒNG Y TẾ".
fn by_title(office: &Office<'_>, sheets: &[(Grid<'_>, Vec<Table>)]) -> Option<Arc<str>> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for (grid, tables) in sheets {
        let Some(first) = tables.first() else {
            continue;
        };
        for index in 0..first.heading.start.min(8) {
            let lines = grid.row(index).iter().flat_map(|item| item.text().lines());
            found.extend(lines.filter_map(|line| office.departments.code(line)));
        }
    }
    match found.len() {
        1 => found.into_iter().next().map(Arc::from),
        _ => None,
    }
}

/// All indicators of the file belong to one owner.
fn by_content(office: &Office<'_>, sheets: &[(Grid<'_>, Vec<Table>)]) -> Option<Arc<str>> {
    let mut owners: BTreeSet<&str> = BTreeSet::new();
    let figures = sheets.iter().flat_map(|(grid, tables)| tables.iter().map(move |table| (grid, table)));
    for (grid, table) in figures.filter(|(_, table)| table.kind == SheetKind::Figures) {
        let columns = (table.field(Field::Code), table.field(Field::Main));
        for index in table.body.clone() {
            let text =
                |col: Option<u32>| col.and_then(|col| grid.get(index, col)).map_or("", |item| item.text());
            let wanted = Wanted {
                code: text(columns.0),
                name: text(columns.1),
                unit: "",
                above: &[],
                repeated: false,
            };
            if let Match::One(found) = office.indicators.find(wanted) {
                owners
                    .extend(office.settings.catalogue.indicators.get(found).map(|spec| spec.owner.as_str()));
            }
        }
    }
    match owners.len() {
        1 => owners.into_iter().next().filter(|code| !code.is_empty()).map(Arc::from),
        _ => None,
    }
}
