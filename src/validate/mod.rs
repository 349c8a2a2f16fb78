//! Drafts into submissions: every rule over every draft, then only what no error stands against goes on.
//!
//! 1. `desk` – what rules may look at besides the draft
//! 2. `fault` – a finding and the part of the draft that it stands against
//! 3. `rules` – one rule, one file; the list is the policy
//! 4. `accept` – what is left of a draft

mod accept;
mod desk;
mod fault;
mod rules;

use std::collections::BTreeSet;

use crate::domain::{Draft, Settings, Submission};
use crate::finding::{Findings, Severity};
use desk::Desk;
use fault::Target;

/// Checks all drafts by all rules. A target that one rule has reported is not reported again by a later one.
/// Gives one submission for each draft, in order.
pub fn validate(drafts: Vec<Draft>, settings: &Settings, findings: &mut Findings) -> Vec<Submission> {
    let desk = Desk::new(&drafts, settings);
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let withdrawn = check(&draft, &desk, findings);
        out.push(accept::accept(draft, &withdrawn));
    }
    out
}

/// The targets against which an error stands.
fn check(draft: &Draft, desk: &Desk<'_>, findings: &mut Findings) -> BTreeSet<Target> {
    let mut reported = BTreeSet::new();
    let mut withdrawn = BTreeSet::new();
    for rule in rules::RULES {
        for fault in rule(draft, desk) {
            if !reported.insert(fault.target) {
                continue;
            }
            reported.extend(fault.also.iter().copied());
            if fault.finding.severity == Severity::Error {
                withdrawn.insert(fault.target);
                withdrawn.extend(fault.also);
            }
            findings.add(fault.finding);
        }
    }
    withdrawn
}
