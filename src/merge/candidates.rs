//! Per indicator and column the newest figure of each department; per figure, not per file.

use crate::domain::{At, Candidate, Quantity, Settings, Submission};
use crate::finding::{Code, Finding, Findings};

use super::roster::Roster;

/// One figure as sent: which submission, and the figure, or `None` for a declared gap.
pub(super) struct Entry {
    submission: usize,
    figure: Option<At<Quantity>>,
}

/// All figures as `[indicator][column]`, each list in the order of the submissions.
pub(super) type Entries = Vec<Vec<Vec<Entry>>>;

/// The candidates of one figure.
#[derive(Default)]
pub(super) struct Gathered {
    /// In roster order; those of one department together, the newest first.
    pub(super) candidates: Vec<Candidate>,
    /// Of each candidate: does it speak for a territorial unit?
    pub(super) territorial: Vec<bool>,
    /// Some department has several: it contradicts itself.
    pub(super) contradictory: bool,
}

/// How many figures of a submission came in, and how many of them count.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Usage {
    pub(super) sent: usize,
    pub(super) counted: usize,
}

/// Candidates as `[indicator][column]`. The submissions stand in roster order, those of one department together, and
/// so do the entries of each figure.
pub(super) fn gather(
    entries: Entries,
    ordered: &[&Submission],
    settings: &Settings,
    roster: &Roster,
    usage: &mut [Usage],
    findings: &mut Findings,
) -> Vec<Vec<Gathered>> {
    let specs = &settings.catalogue.indicators;
    let territorial: Vec<bool> = ordered.iter().map(|one| roster.is_territory(&one.department)).collect();
    // Departments by number, so that a figure's entries are told apart without looking at names.
    let mut voices: Vec<usize> = vec![0; ordered.len()];
    for at in 1..ordered.len() {
        voices[at] = voices[at - 1] + usize::from(ordered[at].department != ordered[at - 1].department);
    }
    let mut grid = Vec::with_capacity(specs.len());
    for (spec, row) in specs.iter().zip(entries) {
        let mut columns = Vec::with_capacity(row.len());
        for cell in row {
            let mut candidates = Vec::with_capacity(cell.len());
            let mut territories = Vec::with_capacity(cell.len());
            let mut contradictory = false;
            let mut group = Vec::new();
            let mut rest = cell.into_iter().peekable();
            while let Some(first) = rest.next() {
                let submission = first.submission;
                group.push(first);
                while let Some(next) = rest.next_if(|next| voices[next.submission] == voices[submission]) {
                    group.push(next);
                }
                let is_owner = !spec.owner.is_empty() && *spec.owner == *ordered[submission].department;
                let before = candidates.len();
                newest(&mut group, ordered, is_owner, &mut candidates, usage, findings);
                contradictory |= candidates.len() > before + 1;
                territories.resize(candidates.len(), territorial[submission]);
                group.clear();
            }
            columns.push(Gathered { candidates, territorial: territories, contradictory });
        }
        grid.push(columns);
    }
    grid
}

/// The figures of all submissions, taken out of them, and how many came in with each.
pub(super) fn entries(ordered: &mut [Submission], settings: &Settings) -> (Entries, Vec<Usage>) {
    let columns = settings.columns.len();
    let mut usage = vec![Usage::default(); ordered.len()];
    let room = || (0..columns).map(|_| Vec::with_capacity(ordered.len())).collect();
    let mut grid: Entries = settings.catalogue.indicators.iter().map(|_| room()).collect();
    for (index, (submission, usage)) in ordered.iter_mut().zip(&mut usage).enumerate() {
        for row in &mut submission.figures {
            let Some(cells) = grid.get_mut(row.indicator) else {
                continue;
            };
            for (column, figure) in std::mem::take(&mut row.figures) {
                let Some(cell) = cells.get_mut(column) else {
                    continue;
                };
                usage.sent += 1;
                cell.push(Entry { submission: index, figure: Some(figure) });
            }
            for (column, _) in &row.declared_missing {
                let Some(cell) = cells.get_mut(*column) else {
                    continue;
                };
                cell.push(Entry { submission: index, figure: None });
            }
        }
        // A country has a third of a million rows: what is empty now makes room for the candidates.
        submission.figures.retain(|row| !row.declared_missing.is_empty());
        submission.figures.shrink_to_fit();
    }
    (grid, usage)
}

/// One department's entries, oldest first: the newest counts; a different figure of the same round stays
/// a candidate of its own, so that the department's own contradiction is seen.
fn newest(
    group: &mut Vec<Entry>,
    ordered: &[&Submission],
    is_owner: bool,
    candidates: &mut Vec<Candidate>,
    usage: &mut [Usage],
    findings: &mut Findings,
) {
    let Some(last) = group.pop() else { return };
    let submission = ordered[last.submission];
    let Some(figure) = last.figure else {
        return withdrawn(group, submission, ordered, findings);
    };
    usage[last.submission].counted += 1;
    let mut superseded: Vec<At<Quantity>> = Vec::new();
    let mut rivals: Vec<At<Quantity>> = Vec::new();
    for entry in group.drain(..).rev() {
        let Some(older) = entry.figure else { continue };
        let same_round = ordered[entry.submission].round == submission.round;
        let known = |rival: &At<Quantity>| rival.value.agrees_with(&older.value);
        if same_round && !older.value.agrees_with(&figure.value) && !rivals.iter().any(known) {
            rivals.push(older);
        } else {
            superseded.push(older);
        }
        usage[entry.submission].counted += usize::from(same_round);
    }
    let candidate = |figure, superseded| Candidate {
        department: submission.department.clone(),
        round: submission.round,
        figure,
        superseded,
        is_owner,
    };
    candidates.push(candidate(figure, superseded));
    for rival in rivals {
        candidates.push(candidate(rival, Vec::new()));
    }
}

/// A newer round says "chưa có số liệu" where an older one had a figure: said, not silent.
fn withdrawn(group: &[Entry], submission: &Submission, ordered: &[&Submission], findings: &mut Findings) {
    let Some((entry, older)) = group.iter().rev().find_map(|entry| Some((entry, entry.figure.as_ref()?)))
    else {
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
