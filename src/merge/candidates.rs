//! Per indicator and column the newest figure of each department; per figure, not per file.

use std::sync::Arc;

use crate::domain::{At, Candidate, Ledger, Posting, Quantity, Rank, Settings, Submission};
use crate::finding::{Code, Finding, Findings};

use super::roster::Roster;

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

/// Candidates as `[indicator][column]`, and what counts of each submission. The submissions stand in roster order, those of one
/// department together; the ledger is arranged so.
pub(super) fn gather(
    mut ledger: Ledger,
    ordered: &[&Submission],
    settings: &Settings,
    roster: &Roster,
    findings: &mut Findings,
) -> (Vec<Vec<Gathered>>, Vec<Usage>) {
    let mut usage = vec![Usage::default(); ordered.len()];
    let senders = Senders::of(ordered, roster);
    let specs = settings.catalogue.indicators.iter().enumerate();
    let grid = specs.map(|(indicator, spec)| {
        let mut node = |column| {
            let postings = ledger.take(indicator, column);
            let owns = |place: usize| !spec.owner.is_empty() && *spec.owner == *ordered[place].department;
            weigh(postings, ordered, &senders, owns, &mut usage, findings)
        };
        (0..settings.columns.len()).map(&mut node).collect()
    });
    let grid = grid.collect();
    (grid, usage)
}

/// Departments by place of the submission, so that a figure's postings are told apart without looking at names.
struct Senders {
    /// Counted; the same for all submissions of one department.
    numbers: Vec<u32>,
    territorial: Vec<bool>,
    /// That of a submission's figures that are not the owner's and replace nothing.
    ranks: Vec<Option<Arc<Rank>>>,
}

impl Senders {
    fn of(ordered: &[&Submission], roster: &Roster) -> Senders {
        let mut number = 0;
        let mut numbers = Vec::with_capacity(ordered.len());
        for (place, submission) in ordered.iter().enumerate() {
            number += u32::from(place > 0 && ordered[place - 1].department != submission.department);
            numbers.push(number);
        }
        let territorial = ordered.iter().map(|one| roster.is_territory(&one.department)).collect();
        let rank = |one: &&Submission| Rank { round: one.round, ..Rank::default() }.shared();
        Senders { numbers, territorial, ranks: ordered.iter().map(rank).collect() }
    }

    fn same(&self, one: &Posting, other: &Posting) -> bool {
        self.numbers[one.submission as usize] == self.numbers[other.submission as usize]
    }
}

/// The candidates of one figure.
fn weigh(
    mut postings: Vec<Posting>,
    ordered: &[&Submission],
    senders: &Senders,
    owns: impl Fn(usize) -> bool,
    usage: &mut [Usage],
    findings: &mut Findings,
) -> Gathered {
    let departments = postings.chunk_by(|one, next| senders.same(one, next)).count();
    let mut gathered = Gathered {
        candidates: Vec::with_capacity(departments),
        territorial: Vec::with_capacity(departments),
        contradictory: false,
    };
    for group in postings.chunk_by_mut(|one, next| senders.same(one, next)) {
        for posting in group.iter() {
            let usage = &mut usage[posting.submission as usize];
            *(if posting.figure.is_some() { &mut usage.sent } else { &mut usage.gaps }) += 1;
        }
        let place = group[0].submission as usize;
        let before = gathered.candidates.len();
        newest(group, (ordered, senders), owns(place), &mut gathered.candidates, usage, findings);
        gathered.contradictory |= gathered.candidates.len() > before + 1;
        gathered.territorial.resize(gathered.candidates.len(), senders.territorial[place]);
    }
    gathered
}

/// One department's postings, oldest first: the newest counts; a different figure of the same round stays
/// a candidate of its own, so that the department's own contradiction is seen.
fn newest(
    group: &mut [Posting],
    (ordered, senders): (&[&Submission], &Senders),
    is_owner: bool,
    candidates: &mut Vec<Candidate>,
    usage: &mut [Usage],
    findings: &mut Findings,
) {
    let Some((last, group)) = group.split_last_mut() else { return };
    let place = last.submission as usize;
    let submission = ordered[place];
    let Some(figure) = last.figure.take() else {
        return withdrawn(group, submission, ordered, findings);
    };
    usage[place].counted += 1;
    let mut superseded: Vec<At<Quantity>> = Vec::new();
    let mut rivals: Vec<At<Quantity>> = Vec::new();
    for posting in group.iter_mut().rev() {
        let Some(older) = posting.figure.take() else { continue };
        let place = posting.submission as usize;
        let same_round = ordered[place].round == submission.round;
        let known = |rival: &At<Quantity>| rival.value.agrees_with(&older.value);
        if same_round && !older.value.agrees_with(&figure.value) && !rivals.iter().any(known) {
            rivals.push(older);
        } else {
            superseded.push(older);
        }
        usage[place].counted += usize::from(same_round);
    }
    let candidate = |figure, superseded: Vec<At<Quantity>>| {
        let rank = match is_owner || !superseded.is_empty() {
            true => Rank { round: submission.round, is_owner, superseded }.shared(),
            false => senders.ranks[place].clone(),
        };
        Candidate::new(figure, rank)
    };
    candidates.push(candidate(figure, superseded));
    for rival in rivals {
        candidates.push(candidate(rival, Vec::new()));
    }
}

/// A newer round says "chưa có số liệu" where an older one had a figure: said, not silent.
fn withdrawn(group: &[Posting], submission: &Submission, ordered: &[&Submission], findings: &mut Findings) {
    let figures =
        group.iter().rev().filter_map(|posting| Some((posting.submission, posting.figure.as_ref()?)));
    let Some((place, older)) = figures.into_iter().next() else { return };
    let message = format!(
        "Lần {} ghi “chưa có số liệu”, nên số “{}” của lần {} không còn được tính.",
        submission.round,
        older.value.text(),
        ordered[place as usize].round
    );
    findings.add(
        Finding::new(Code::SubmissionSuperseded, message)
            .at(&older.origin)
            .of(submission.department.clone())
            .found(older.value.text().clone()),
    );
}
