//! Drafts into submissions: every rule over every draft, then only what no error stands against goes on.
//!
//! 1. `desk` – what rules may look at besides the draft
//! 2. `insight` – what they need to know of each indicator; indicators that a sentence names
//! 3. `fault` – a finding and the part of the draft that it stands against
//! 4. `rules` – one rule, one file; the list is the policy
//! 5. `accept` – what is left of a draft
//! 6. `rounds` – files that state no round, told apart by the dates of their covers
//!
//! A draft is checked alone, so that a country's are checked as they are read, on all threads; what only all files of a
//! department show together (its rounds, figures that none of them gives) is asked at the end, of what was noted down.

mod accept;
mod desk;
mod fault;
mod insight;
mod rounds;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Decisions, Draft, Settings, Source, Submission, Waivers};
use crate::finding::{Findings, Severity};
use desk::Desk;
use rules::Open;

/// A draft that was checked alone.
#[derive(Debug, Clone)]
pub struct Checked {
    pub submission: Submission,
    /// What its department may still be asked for.
    pub open: Open,
}

/// What drafts are checked with, made once for all of them.
#[derive(Debug)]
pub struct Checks<'a> {
    desk: Desk<'a>,
    waivers: Waivers<'a>,
}

impl<'a> Checks<'a> {
    /// `decisions`: a figure whose fault is waived counts.
    pub fn new(settings: &'a Settings, decisions: &'a Decisions) -> Checks<'a> {
        Checks { desk: Desk::new(settings), waivers: decisions.waivers_by_mark() }
    }

    /// Checks a draft by all rules that need no other file. A target that one rule has reported is not reported again by a later
    /// one.
    pub fn check(&self, draft: Draft, findings: &mut Findings) -> Checked {
        let mut reported = BTreeSet::new();
        let mut withdrawn = BTreeSet::new();
        for rule in rules::RULES {
            for fault in rule(&draft, &self.desk) {
                if !reported.insert(fault.target) {
                    continue;
                }
                reported.extend(fault.also.iter().copied());
                if fault.finding.severity == Severity::Error && self.waivers.of(&fault.finding).is_none() {
                    withdrawn.insert(fault.target);
                    withdrawn.extend(fault.also);
                }
                findings.add(fault.finding);
            }
        }
        let open = Open::of(&draft, &self.desk);
        Checked { submission: accept::accept(draft, &withdrawn), open }
    }

    /// What all files of a department show together: rounds that nobody states, then figures that it must give and gives in none.
    /// `submissions` stand as their drafts did, each with what it leaves open in `open`.
    pub fn together(
        &self,
        submissions: &mut [Submission],
        open: &[Open],
        sources: &[Source],
        findings: &mut Findings,
    ) {
        rounds::rounds(submissions, sources, self.desk.settings, findings);
        self.required(submissions, open, findings);
    }

    fn required(&self, submissions: &[Submission], open: &[Open], findings: &mut Findings) {
        let mut answered: BTreeMap<&Arc<str>, Vec<bool>> = BTreeMap::new();
        for (submission, open) in submissions.iter().zip(open) {
            open.answer(answered.entry(&submission.department).or_default());
        }
        for (submission, open) in submissions.iter().zip(open) {
            let answered = answered.get(&submission.department).map_or(&[][..], Vec::as_slice);
            for finding in rules::figure_required(submission, open, answered, &self.desk) {
                findings.add(finding);
            }
        }
    }
}

/// Checks all drafts by all rules; rounds stay as they are. Gives one submission for each draft, in order.
pub fn validate(drafts: Vec<Draft>, settings: &Settings, findings: &mut Findings) -> Vec<Submission> {
    let decisions = Decisions::default();
    let checks = Checks::new(settings, &decisions);
    let checked = drafts.into_iter().map(|draft| {
        let Checked { submission, open } = checks.check(draft, findings);
        (submission, open)
    });
    let (submissions, open): (Vec<_>, Vec<_>) = checked.unzip();
    checks.required(&submissions, &open, findings);
    submissions
}
