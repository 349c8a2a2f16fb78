//! Plan to findings: sentences typed by departments and by the office that say another number than the plan.
//!
//! 1. `texts` – what is read: tasks, opinions, notes, covers; replies, remarks and paragraphs of the office
//! 2. `sentence` – the sentences of a text in which an indicator is named and a number follows
//! 3. `judge` – does the number contradict the plan?

mod judge;
mod sentence;
mod texts;

use std::collections::BTreeSet;

use crate::domain::Plan;
use crate::finding::{Code, Finding, Findings, Place};

use sentence::Names;

/// Reads every free text; at most one finding for each text and indicator. Few false alarms matter more than finding all.
pub fn proofread(plan: &Plan, findings: &mut Findings) {
    let names = Names::of(plan);
    let mut found: Vec<Finding> = Vec::new();
    // What the table of the same file contradicts is said already.
    let told: BTreeSet<Place> = findings
        .iter()
        .filter(|finding| finding.code == Code::SentenceDisagrees)
        .map(|finding| finding.place.clone())
        .collect();
    for text in texts::texts(plan) {
        let mut seen = Vec::new();
        for claim in names.claims(&text.words, text.about) {
            let finding = judge::judge(plan, &text, &claim).filter(|_| !seen.contains(&claim.indicator));
            let known = |finding: &Finding| told.contains(&finding.place);
            if let Some(finding) = finding.filter(|finding| !known(finding)) {
                seen.push(claim.indicator);
                found.push(finding);
            }
        }
    }
    found.into_iter().for_each(|finding| findings.add(finding));
}
