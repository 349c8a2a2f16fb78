//! Per indicator and column the newest figure of each department; per figure, not per file.

use crate::domain::{At, Candidate, Quantity, Settings, Submission};
use crate::finding::{Code, Finding, Findings};

use super::roster::Roster;

/// One figure as sent: which submission, and the figure, or `None` for a declared gap.
struct Entry<'a> {
    submission: usize,
    figure: Option<&'a At<Quantity>>,
}

/// How many figures of a submission came in, and how many of them count.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Usage {
    pub(super) sent: usize,
    pub(super) counted: usize,
}

/// Candidates as `[indicator][column]`, in roster order; and the usage of each submission.
pub(super) fn gather(
    ordered: &[&Submission],
    settings: &Settings,
    roster: &Roster,
    findings: &mut Findings,
) -> (Vec<Vec<Vec<Candidate>>>, Vec<Usage>) {
    let mut usage = vec![Usage::default(); ordered.len()];
    let entries = entries(ordered, settings, &mut usage);
    let specs = &settings.catalogue.indicators;
    let mut grid = Vec::with_capacity(specs.len());
    for (spec, row) in specs.iter().zip(entries) {
        let mut columns = Vec::with_capacity(row.len());
        for cell in row {
            let mut candidates = Vec::with_capacity(cell.len());
            for group in
                cell.chunk_by(|a, b| ordered[a.submission].department == ordered[b.submission].department)
            {
                let department = &*ordered[group[0].submission].department;
                let is_owner = !spec.owner.is_empty() && spec.owner == department;
                newest(group, ordered, is_owner, &mut candidates, &mut usage, findings);
            }
            candidates.sort_by_key(|candidate: &Candidate| roster.place(&candidate.department));
            columns.push(candidates);
        }
        grid.push(columns);
    }
    (grid, usage)
}

/// All figures as `[indicator][column]`, each list in the order of the submissions.
fn entries<'a>(
    ordered: &[&'a Submission],
    settings: &Settings,
    usage: &mut [Usage],
) -> Vec<Vec<Vec<Entry<'a>>>> {
    let columns = settings.columns.len();
    let mut grid: Vec<Vec<Vec<Entry<'a>>>> =
        settings.catalogue.indicators.iter().map(|_| (0..columns).map(|_| Vec::new()).collect()).collect();
    for (index, submission) in ordered.iter().enumerate() {
        for row in &submission.figures {
            let Some(cells) = grid.get_mut(row.indicator) else {
                continue;
            };
            for (column, figure) in &row.figures {
                let Some(cell) = cells.get_mut(*column) else {
                    continue;
                };
                usage[index].sent += 1;
                cell.push(Entry { submission: index, figure: Some(figure) });
            }
            for (column, _) in &row.declared_missing {
                let Some(cell) = cells.get_mut(*column) else {
                    continue;
                };
                cell.push(Entry { submission: index, figure: None });
            }
        }
    }
    grid
}

/// One department's entries, oldest first: the newest counts; a different figure of the same round stays
/// a candidate of its own, so that the department's own contradiction is seen.
fn newest(
    group: &[Entry<'_>],
    ordered: &[&Submission],
    is_owner: bool,
    candidates: &mut Vec<Candidate>,
    usage: &mut [Usage],
    findings: &mut Findings,
) {
    let Some(last) = group.last() else { return };
    let submission = ordered[last.submission];
    let Some(figure) = last.figure else {
        return withdrawn(group, submission, ordered, findings);
    };
    usage[last.submission].counted += 1;
    let mut superseded: Vec<At<Quantity>> = Vec::new();
    let mut rivals: Vec<&At<Quantity>> = Vec::new();
    for entry in group[..group.len() - 1].iter().rev() {
        let Some(older) = entry.figure else { continue };
        let same_round = ordered[entry.submission].round == submission.round;
        let known = |rival: &&At<Quantity>| rival.value.agrees_with(&older.value);
        if same_round && !older.value.agrees_with(&figure.value) && !rivals.iter().any(known) {
            rivals.push(older);
        } else {
            superseded.push(older.clone());
        }
        usage[entry.submission].counted += usize::from(same_round);
    }
    let candidate = |figure: At<Quantity>, superseded| Candidate {
        department: submission.department.clone(),
        round: submission.round,
        figure,
        superseded,
        is_owner,
    };
    candidates.push(candidate(figure.clone(), superseded));
    for rival in rivals {
        candidates.push(candidate(rival.clone(), Vec::new()));
    }
}

/// A newer round says "chưa có số liệu" where an older one had a figure: said, not silent.
fn withdrawn(group: &[Entry<'_>], submission: &Submission, ordered: &[&Submission], findings: &mut Findings) {
    let Some((entry, older)) = group.iter().rev().find_map(|entry| Some((entry, entry.figure?))) else {
        return;
    };
    let message = format!(
        "Lần {} ghi “chưa có số liệu”, nên số “{}” của lần {} không còn được tính.",
        submission.round,
        older.value.text(),
        ordered[entry.submission].round
    );
    findings.add(
        Finding::new(Code::SubmissionSuperseded, message)
            .at(&older.origin)
            .of(&*submission.department)
            .found(older.value.text().clone()),
    );
}
