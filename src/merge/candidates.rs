//! Per indicator and column the newest figure of each department; per figure, not per file.

use crate::domain::{At, Candidate, Quantity, Sent, Settings, Submission};
use crate::finding::{Code, Finding, Findings};

use super::roster::Roster;

/// One figure as sent: which submission, and the figure, or `None` for a declared gap.
struct Entry {
    submission: usize,
    figure: Option<At<Quantity>>,
}

/// All that was sent, submission by submission.
pub(super) struct AllSent {
    /// Of each submission in the order of indicators and columns, and how many of them are gone through.
    queues: Vec<(Vec<Sent>, usize)>,
    /// How many there are of each indicator (row) and column.
    counts: Vec<usize>,
}

impl AllSent {
    /// What the submission says of this indicator and column, taken out; they are asked for in ascending order.
    fn next(&mut self, submission: usize, node: (u32, u32)) -> Option<Entry> {
        let (queue, at) = &mut self.queues[submission];
        let sent = queue.get_mut(*at).filter(|sent| (sent.indicator, sent.column) == node)?;
        *at += 1;
        Some(Entry { submission, figure: sent.figure.take() })
    }
}

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
    /// Declared gaps.
    pub(super) gaps: usize,
}

/// Candidates as `[indicator][column]`. The submissions stand in roster order, those of one department together.
pub(super) fn gather(
    mut sent: AllSent,
    ordered: &[&Submission],
    settings: &Settings,
    roster: &Roster,
    usage: &mut [Usage],
    findings: &mut Findings,
) -> Vec<Vec<Gathered>> {
    let specs = &settings.catalogue.indicators;
    let territorial: Vec<bool> = ordered.iter().map(|one| roster.is_territory(&one.department)).collect();
    // The last submission of each department, so that a figure's entries are told apart without looking at names.
    let is_last =
        |at: usize| ordered.get(at + 1).is_none_or(|next| next.department != ordered[at].department);
    let lasts: Vec<bool> = (0..ordered.len()).map(is_last).collect();
    let mut counts = std::mem::take(&mut sent.counts).into_iter();
    let mut grid = Vec::with_capacity(specs.len());
    let mut group = Vec::new();
    for (indicator, spec) in (0..).zip(specs) {
        let mut columns = Vec::with_capacity(settings.columns.len());
        for (column, _) in (0..).zip(&settings.columns) {
            let count = counts.next().unwrap_or_default();
            let mut candidates = Vec::with_capacity(count);
            let mut territories = Vec::with_capacity(count);
            let mut contradictory = false;
            for (submission, last) in lasts.iter().enumerate() {
                while let Some(entry) = sent.next(submission, (indicator, column)) {
                    group.push(entry);
                }
                if group.is_empty() || !last {
                    continue;
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
pub(super) fn sent(ordered: &mut [Submission], settings: &Settings) -> (AllSent, Vec<Usage>) {
    let columns = settings.columns.len();
    let mut usage = vec![Usage::default(); ordered.len()];
    let mut counts = vec![0; settings.catalogue.indicators.len() * columns];
    let mut queues = Vec::with_capacity(ordered.len());
    for (submission, usage) in ordered.iter_mut().zip(&mut usage) {
        let mut queue = std::mem::take(&mut submission.figures);
        queue.retain(|sent| {
            let (indicator, column) = (sent.indicator as usize, sent.column as usize);
            match counts.get_mut(indicator * columns + column).filter(|_| column < columns) {
                Some(count) => {
                    *count += 1;
                    *(if sent.figure.is_some() { &mut usage.sent } else { &mut usage.gaps }) += 1;
                    true
                }
                None => false,
            }
        });
        // Nearly always so already: forms have the order of the catalogue.
        queue.sort_by_key(|sent| (sent.indicator, sent.column));
        queues.push((queue, 0));
    }
    (AllSent { queues, counts }, usage)
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
    let candidate = |figure, superseded: Vec<At<Quantity>>| Candidate {
        figure,
        superseded: superseded.into(),
        round: submission.round,
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
