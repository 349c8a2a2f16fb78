//! Findings and waivers brought together by their marks.

use std::collections::BTreeSet;

use crate::domain::Plan;
use crate::finding::{Findings, Place};

/// Waives in place; gives the positions of the waivers that hit something.
pub(super) fn accept(plan: &mut Plan, findings: &mut Findings) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    let waivers = plan.decisions.waivers_by_mark();
    for finding in findings.iter_mut() {
        let Some((place, waiver)) =
            waivers.of(finding).and_then(|place| Some((place, plan.decisions.waivers.get(place)?)))
        else {
            continue;
        };
        used.insert(place);
        finding.waive(waiver.signed.in_words(), Place::from(&waiver.signed.origin));
        plan.waived.push(finding.clone());
    }
    used
}
