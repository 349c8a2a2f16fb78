//! What is left of a draft: its rows without the figures against which an error stands.

use std::collections::BTreeSet;

use super::fault::Target;
use crate::domain::{At, Draft, DraftRow, DraftTask, DraftValue, FigureRow, OpinionRow, Submission, TaskRow};

/// One row for each indicator, in the order of first mention; a row whose figure is in error loses the figure.
pub fn accept(draft: Draft, withdrawn: &BTreeSet<Target>) -> Submission {
    Submission {
        file: draft.file,
        sha256: draft.sha256,
        department: draft.department,
        round: draft.round,
        cover: draft.cover,
        figures: figures(draft.figures, withdrawn),
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

fn figures(rows: Vec<DraftRow>, withdrawn: &BTreeSet<Target>) -> Vec<FigureRow> {
    let mut out: Vec<FigureRow> = Vec::with_capacity(rows.len());
    let indicators = rows.iter().map(|row| row.indicator + 1).max().unwrap_or(0);
    let mut places: Vec<Option<usize>> = vec![None; indicators];
    for (row, draft) in rows.into_iter().enumerate() {
        let place =
            places.get_mut(draft.indicator).map_or(out.len(), |place| *place.get_or_insert(out.len()));
        if place == out.len() {
            out.push(FigureRow {
                indicator: draft.indicator,
                label: draft.label,
                figures: Vec::with_capacity(draft.cells.len()),
                declared_missing: Vec::new(),
                note: None,
            });
        }
        let Some(accepted) = out.get_mut(place) else {
            continue;
        };
        accepted.note = accepted.note.take().or(draft.note);
        for (cell, figure) in draft.cells.into_iter().enumerate() {
            let has = |column| accepted.figures.iter().any(|(known, _)| *known == column);
            match figure.value {
                DraftValue::Figure(quantity)
                    if !has(figure.column) && !withdrawn.contains(&Target::Cell { row, cell }) =>
                {
                    accepted.figures.push((figure.column, At { value: quantity, origin: figure.origin }));
                }
                DraftValue::DeclaredMissing => accepted.declared_missing.push((figure.column, figure.origin)),
                DraftValue::Figure(_) | DraftValue::Empty | DraftValue::Reported => {}
            }
        }
        accepted.figures.sort_by_key(|(column, _)| *column);
        let FigureRow { figures, declared_missing, .. } = accepted;
        declared_missing.retain(|(column, _)| !figures.iter().any(|(given, _)| given == column));
    }
    out.retain(|row| !row.figures.is_empty() || !row.declared_missing.is_empty());
    out
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
