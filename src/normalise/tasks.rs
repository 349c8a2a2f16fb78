//! A tasks table as draft rows; owners as department codes where the roster knows them.

use std::borrow::Cow;

use super::context::{Context, Office};
use super::grid::Grid;
use super::table::Table;
use crate::domain::{DraftTask, key};
use crate::form::{Field, phrase};
use crate::workbook::{Address, Value};

/// The tasks of a table. Rows without anything but a name are headings of fields of work.
pub fn tasks(office: &Office<'_>, grid: &Grid<'_>, table: &Table, context: &Context) -> Vec<DraftTask> {
    let mut field = String::new();
    let mut out = Vec::new();
    let detail = [Field::Owner, Field::CoOwners, Field::Product, Field::Deadline];
    for index in table.body.clone() {
        let cell = |field: Field| table.field(field).and_then(|col| grid.get(index, col));
        let text = |field: Field| cell(field).map(cell_text).unwrap_or_default();
        let Some(main) = cell(Field::Main).filter(|item| !item.text().trim().is_empty()) else {
            continue;
        };
        let bare = detail.iter().all(|field| text(*field).is_empty());
        if bare && phrase::is_end(main.text()) {
            break;
        }
        if bare && (phrase::is_note(main.text()) || phrase::is_total(main.text())) {
            continue;
        }
        if bare && is_group(&text(Field::Ordinal), main.text()) {
            field = key::tidy(main.text());
            continue;
        }
        let place = |field: Field| {
            cell(field).map_or_else(
                || table.field(field).map_or(main.at(), |col| Address::new(main.at().row, col)),
                |item| item.at(),
            )
        };
        let list =
            |field: Field| cell(field).map(|item| office.departments.list(item.text())).unwrap_or_default();
        out.push(DraftTask {
            field: match text(Field::WorkField) {
                own if own.is_empty() => field.clone(),
                own => own.into_owned(),
            },
            content: context.at(strip_mark(&key::tidied(main.text())).to_string(), main.at()),
            owners: context.at(list(Field::Owner), place(Field::Owner)),
            co_owners: list(Field::CoOwners),
            product: text(Field::Product).into_owned(),
            deadline: context.at(text(Field::Deadline).into_owned(), place(Field::Deadline)),
            indicator: indicator(office, &text(Field::Indicator)),
            note: text(Field::Note).into_owned(),
        });
    }
    out
}

/// A heading of a field of work: capital, Roman number or letters only in capitals.
fn is_group(ordinal: &str, name: &str) -> bool {
    let mark = ordinal.trim_end_matches(['.', ')']);
    let marked = !mark.is_empty() && mark.chars().all(|c| c.is_ascii_uppercase());
    let shouted = name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase);
    let headed = ["lĩnh vực", "về ", "nhóm "].iter().any(|head| key::fold(name).starts_with(head));
    marked || shouted || headed && name.chars().count() < 60
}

fn strip_mark(text: &str) -> &str {
    text.trim_start_matches(['-', '+', '*', '•', '–', ' '])
}

/// The code of the indicator named, by code or name; what was typed if it is unknown.
fn indicator(office: &Office<'_>, typed: &str) -> Option<String> {
    use super::indicators::{Match, Wanted};
    if typed.is_empty() {
        return None;
    }
    let wanted = Wanted { code: typed, name: typed, unit: "", above: &[], repeated: false };
    match office.indicators.find(wanted) {
        Match::One(index) => office.settings.catalogue.indicators.get(index).map(|spec| spec.code.clone()),
        _ => Some(typed.to_string()),
    }
}

/// A cell as words: dates as 31/12/2024, lists on one line.
fn cell_text<'g>(item: &'g super::grid::Item<'_>) -> Cow<'g, str> {
    match &item.cell.value {
        Value::Date(date) => crate::domain::date::short(date.date()).into(),
        _ => key::tidied(item.text()),
    }
}
