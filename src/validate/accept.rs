//! What is left of a draft: its rows without the figures against which an error stands.

use std::collections::BTreeSet;

use super::fault::Target;
use crate::domain::{
    At, Draft, DraftRow, DraftTask, DraftValue, OpinionRow, Origin, Quantity, Sent, Submission, TaskRow,
};

/// The submission of a draft.
pub fn accept(draft: Draft, withdrawn: &BTreeSet<Target>) -> Submission {
    let rows = figures(draft.figures, withdrawn);
    let first = rows.iter().map(|row| &row.label).min_by_key(|label| (&*label.sheet, label.cell));
    let mut sent =
        Vec::with_capacity(rows.iter().map(|row| row.figures.len() + row.declared_missing.len()).sum());
    let first_row = first.cloned();
    let mut notes = Vec::new();
    for row in rows {
        let of =
            |column: usize, figure| Sent { indicator: narrow(row.indicator), column: narrow(column), figure };
        sent.extend(row.figures.into_iter().map(|(column, figure)| of(column, Some(figure))));
        sent.extend(row.declared_missing.into_iter().map(|column| of(column, None)));
        notes.extend(row.note.map(|note| (row.indicator, *note)));
    }
    Submission {
        file: draft.file,
        sha256: draft.sha256,
        department: draft.department,
        round: draft.round,
        cover: draft.cover,
        figures: sent,
        first_row,
        notes,
        tasks: draft.tasks.into_iter().map(task).collect(),
        opinions: draft
            .opinions
            .into_iter()
            .map(|opinion| OpinionRow {
                subject: opinion.subject.value,
                content: opinion.content,
                proposal: opinion.proposal,
                reason: opinion.reason,
            })
            .collect(),
        caveats: draft.caveats,
    }
}

fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// One row of a figures sheet, on its way.
struct FigureRow {
    indicator: usize,
    label: Origin,
    figures: Vec<(usize, At<Quantity>)>,
    declared_missing: Vec<usize>,
    note: Option<Box<At<String>>>,
}

/// One row for each indicator, in the order of first mention; a row whose figure is in error loses the figure.
fn figures(rows: Vec<DraftRow>, withdrawn: &BTreeSet<Target>) -> Vec<FigureRow> {
    let mut out: Vec<FigureRow> = Vec::with_capacity(rows.len());
    let indicators = rows.iter().map(|row| row.indicator + 1).max().unwrap_or(0);
    let mut places: Vec<Option<usize>> = vec![None; indicators];
    for (row, draft) in rows.into_iter().enumerate() {
        let place = places.get_mut(draft.indicator).and_then(|place| place.replace(out.len()));
        let stands = |cell: usize| !withdrawn.contains(&Target::Cell { row, cell });
        match place.and_then(|place| Some((place, out.get_mut(place)?))) {
            Some((place, accepted)) => {
                places[draft.indicator] = Some(place);
                add(accepted, draft, stands);
            }
            None => out.push(first(draft, stands)),
        }
    }
    out.retain(|row| !row.figures.is_empty() || !row.declared_missing.is_empty());
    out
}

/// The first row of an indicator. Its cells are nearly always in the order of the columns: then they are kept in place.
fn first(mut draft: DraftRow, stands: impl Fn(usize) -> bool) -> FigureRow {
    let mut accepted = FigureRow {
        indicator: draft.indicator,
        label: draft.label.clone(),
        figures: Vec::new(),
        declared_missing: Vec::new(),
        note: None,
    };
    if !draft.cells.is_sorted_by(|one, next| one.column < next.column) {
        add(&mut accepted, draft, stands);
        return accepted;
    }
    accepted.note = draft.note.take();
    let declared = &mut accepted.declared_missing;
    let figures = draft.cells.into_iter().enumerate().filter_map(|(cell, figure)| match figure.value {
        DraftValue::Figure(value) if stands(cell) => {
            Some((figure.column, At { value, origin: figure.origin }))
        }
        DraftValue::DeclaredMissing => {
            declared.push(figure.column);
            None
        }
        DraftValue::Figure(_) | DraftValue::Empty | DraftValue::Reported => None,
    });
    accepted.figures = figures.collect();
    accepted
}

/// What a row has and the rows of its indicator before it have not.
fn add(accepted: &mut FigureRow, draft: DraftRow, stands: impl Fn(usize) -> bool) {
    accepted.note = accepted.note.take().or(draft.note);
    for (cell, figure) in draft.cells.into_iter().enumerate() {
        let has = |column| accepted.figures.iter().any(|(known, _)| *known == column);
        match figure.value {
            DraftValue::Figure(value) if !has(figure.column) && stands(cell) => {
                accepted.figures.push((figure.column, At { value, origin: figure.origin }));
            }
            DraftValue::DeclaredMissing => accepted.declared_missing.push(figure.column),
            DraftValue::Figure(_) | DraftValue::Empty | DraftValue::Reported => {}
        }
    }
    accepted.figures.sort_by_key(|(column, _)| *column);
    let FigureRow { figures, declared_missing, .. } = accepted;
    declared_missing.retain(|column| !figures.iter().any(|(given, _)| given == column));
}

/// Of several owners the first is the owner, the others go to the co-owners.
fn task(draft: DraftTask) -> TaskRow {
    let mut owners = draft.owners.value.into_iter();
    let owner = owners.next();
    let mut co_owners: Vec<String> = owners.collect();
    for name in draft.co_owners {
        if !co_owners.contains(&name) && owner.as_ref() != Some(&name) {
            co_owners.push(name);
        }
    }
    TaskRow {
        field: draft.field,
        content: draft.content,
        owner,
        co_owners,
        product: draft.product,
        deadline: draft.deadline.value,
        indicator: draft.indicator,
        note: draft.note,
    }
}
