//! An opinions table as draft rows.

use super::context::Context;
use super::grid::Grid;
use super::table::Table;
use crate::domain::{DraftOpinion, key};
use crate::form::{Field, phrase};
use crate::workbook::Address;

/// The opinions of a table; a subject that is merged over several rows holds for each of them.
pub fn opinions(grid: &Grid<'_>, table: &Table, context: &Context) -> Vec<DraftOpinion> {
    let mut out = Vec::new();
    let mut merged: Option<(String, Address, u32)> = None;
    for index in table.body.clone() {
        let cell = |field: Field| table.field(field).and_then(|col| grid.get(index, col));
        let text = |field: Field| cell(field).map(|item| key::tidy(item.text())).unwrap_or_default();
        let row = grid.row_number(index);
        if let Some(item) = cell(Field::Subject) {
            merged = Some((key::tidy(item.text()), item.at(), grid.span(item.at()).row));
        }
        let (content, proposal) = (text(Field::Main), text(Field::Proposal));
        if phrase::is_end(&content) && proposal.is_empty() {
            break;
        }
        let said = [Field::Main, Field::Proposal]
            .into_iter()
            .find_map(|field| cell(field).filter(|item| !item.text().trim().is_empty()));
        let Some(said) =
            said.filter(|item| !phrase::is_note(item.text()) && !phrase::is_column_number(item.text()))
        else {
            continue;
        };
        let here = table.field(Field::Subject).map_or(said.at(), |col| Address::new(row, col));
        let (subject, at) = match &merged {
            Some((subject, at, last)) if row <= *last => (subject.clone(), *at),
            _ => (String::new(), here),
        };
        out.push(DraftOpinion {
            subject: context.at(subject, at),
            content: context.at(if content.is_empty() { proposal.clone() } else { content }, said.at()),
            proposal,
            reason: text(Field::Reason),
        });
    }
    out
}
