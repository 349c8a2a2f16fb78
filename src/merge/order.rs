//! Submissions in one stated order: roster, round, date of the cover, file name.

use crate::domain::Submission;

use super::roster::Roster;

/// Oldest first within a department; the last word on a figure is the last one here.
pub(super) fn order<'a>(submissions: &'a [Submission], roster: &Roster) -> Vec<&'a Submission> {
    let mut ordered: Vec<&Submission> = submissions.iter().collect();
    ordered.sort_by(|a, b| {
        let key = |submission: &'a Submission| {
            let date = submission.cover.date.as_ref().map(|date| date.value);
            (
                roster.place(&submission.department),
                &*submission.department,
                submission.round,
                date,
                &*submission.file,
            )
        };
        key(a).cmp(&key(b)).then_with(|| first_cell(a).cmp(&first_cell(b)))
    });
    ordered
}

/// Two blocks of one file for one department are told apart by where they start.
fn first_cell(submission: &Submission) -> Option<(&str, crate::workbook::Address)> {
    let figures = submission.figures.iter().map(|row| &row.label.origin);
    let tasks = submission.tasks.iter().map(|row| &row.content.origin);
    let opinions = submission.opinions.iter().map(|row| &row.content.origin);
    figures.chain(tasks).chain(opinions).map(|origin| (&*origin.sheet, origin.cell)).min()
}
