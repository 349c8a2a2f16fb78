//! Step `waive`: findings that the office accepts stop counting; they stay listed, with who accepted them and why.
//!
//! 1. `accept` – findings and waivers brought together by their marks
//! 2. `tell` – waivers that were refused, that lack a mark, or that hit nothing

mod accept;
mod tell;

use crate::domain::Plan;
use crate::finding::Findings;

/// Waives what `plan.decisions` accept, puts it into `plan.waived`, and says which waivers did nothing.
pub fn waive(plan: &mut Plan, findings: &mut Findings) {
    let used = accept::accept(plan, findings);
    tell::tell(plan, &used, findings);
}
