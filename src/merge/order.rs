//! Submissions in one stated order: roster, round, date of the cover, file name.

use crate::domain::Submission;

use super::roster::Roster;

/// Oldest first within a department; the last word on a figure is the last one here. And where each went: `places[number]`.
pub(super) fn order(submissions: Vec<Submission>, roster: &Roster) -> (Vec<Submission>, Vec<u32>) {
    let mut numbered: Vec<(usize, Submission)> = submissions.into_iter().enumerate().collect();
    numbered.sort_by(|(_, a), (_, b)| {
        let key = |submission: &Submission| {
            let date = submission.cover.date.as_ref().map(|date| date.value);
            (roster.place(&submission.department), submission.round, date)
        };
        let (left, right) = (key(a), key(b));
        (left.0.cmp(&right.0))
            .then_with(|| a.department.cmp(&b.department))
            .then_with(|| (left.1, left.2).cmp(&(right.1, right.2)))
            .then_with(|| a.file.cmp(&b.file))
            .then_with(|| first_cell(a).cmp(&first_cell(b)))
    });
    let mut places = vec![0; numbered.len()];
    for (place, (number, _)) in (0..).zip(&numbered) {
        places[*number] = place;
    }
    (numbered.into_iter().map(|(_, submission)| submission).collect(), places)
}

/// Two blocks of one file for one department are told apart by where they start.
fn first_cell(submission: &Submission) -> Option<(&str, crate::workbook::Address)> {
    let figures = submission.first_row.iter();
    let tasks = submission.tasks.iter().map(|row| &row.content.origin);
    let opinions = submission.opinions.iter().map(|row| &row.content.origin);
    figures.chain(tasks).chain(opinions).map(|origin| (&*origin.sheet, origin.cell)).min()
}
