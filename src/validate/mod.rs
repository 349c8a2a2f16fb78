//! Drafts into submissions: every rule over every draft, then only what no error stands against goes on.
//!
//! 1. `desk` – what rules may look at besides the draft
//! 2. `insight` – what they need to know of each indicator; indicators that a sentence names
//! 3. `fault` – a finding and the part of the draft that it stands against
//! 4. `rules` – one rule, one file; the list is the policy
//! 5. `accept` – what is left of a draft

mod accept;
mod desk;
mod fault;
mod insight;
mod rules;

use std::collections::BTreeSet;

use crate::domain::{Decisions, Draft, Settings, Submission, Waivers};
use crate::finding::{Findings, Severity};
use desk::Desk;
use fault::Target;

/// Checks all drafts by all rules. A target that one rule has reported is not reported again by a later one.
/// Gives one submission for each draft, in order.
pub fn validate(drafts: Vec<Draft>, settings: &Settings, findings: &mut Findings) -> Vec<Submission> {
    validate_with(drafts, settings, &Decisions::default(), findings)
}

/// The same, with what the office has decided: a figure whose fault is waived counts.
pub fn validate_with(
    drafts: Vec<Draft>,
    settings: &Settings,
    decisions: &Decisions,
    findings: &mut Findings,
) -> Vec<Submission> {
    let waivers = decisions.waivers_by_mark();
    let desk = Desk::new(&drafts, settings);
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let withdrawn = check(&draft, &desk, &waivers, findings);
        out.push(accept::accept(draft, &withdrawn));
    }
    out
}

/// The targets against which an error stands that nobody has accepted.
fn check(draft: &Draft, desk: &Desk<'_>, waivers: &Waivers<'_>, findings: &mut Findings) -> BTreeSet<Target> {
    let mut reported = BTreeSet::new();
    let mut withdrawn = BTreeSet::new();
    for rule in rules::RULES {
        for fault in rule(draft, desk) {
            if !reported.insert(fault.target) {
                continue;
            }
            reported.extend(fault.also.iter().copied());
            if fault.finding.severity == Severity::Error && waivers.of(&fault.finding).is_none() {
                withdrawn.insert(fault.target);
                withdrawn.extend(fault.also);
            }
            findings.add(fault.finding);
        }
    }
    withdrawn
}
