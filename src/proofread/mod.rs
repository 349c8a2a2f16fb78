//! Plan to findings: sentences typed by departments and by the office that say another number than the plan.
//!
//! 1. `texts` – what is read: tasks, opinions, notes, covers; replies, remarks and paragraphs of the office
//! 2. `sentence` – the sentences of a text in which an indicator is named and a number follows
//! 3. `judge` – does the number contradict the plan?

mod judge;
mod sentence;
mod texts;

use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{ScopedJoinHandle, scope};

use crate::domain::Plan;
use crate::finding::{Code, Finding, Findings, Place};

use sentence::Names;
use texts::Text;

/// Below so many texts a second thread costs more than it saves.
const WORTH_SHARING: usize = 256;

/// Reads every free text; at most one finding for each text and indicator. Few false alarms matter more than finding all.
pub fn proofread(plan: &Plan, findings: &mut Findings) {
    proofread_with(plan, NonZero::<usize>::MIN, findings);
}

/// The same on so many threads, with the same findings in the same order.
pub fn proofread_with(plan: &Plan, threads: NonZero<usize>, findings: &mut Findings) {
    let names = Names::of(plan);
    // What the table of the same file contradicts is said already.
    let told: BTreeSet<Place> = findings
        .iter()
        .filter(|finding| finding.code == Code::SentenceDisagrees)
        .map(|finding| finding.place.clone())
        .collect();
    let texts = texts::texts(plan);
    let judged = |texts: &[Text<'_>]| -> Vec<Finding> {
        let of = |text: &Text<'_>| judged(plan, &names, text, &told);
        texts.iter().flat_map(of).collect()
    };
    let found: Vec<Vec<Finding>> = if threads.get() < 2 || texts.len() < WORTH_SHARING {
        vec![judged(&texts)]
    } else {
        let judged = &judged;
        scope(|scope| {
            let shares = texts.chunks(texts.len().div_ceil(threads.get()));
            let helpers: Vec<_> = shares.map(|share| scope.spawn(move || judged(share))).collect();
            let join =
                |helper: ScopedJoinHandle<'_, _>| helper.join().unwrap_or_else(|panic| resume_unwind(panic));
            helpers.into_iter().map(join).collect()
        })
    };
    found.into_iter().flatten().for_each(|finding| findings.add(finding));
}

/// What is wrong in one text; of an indicator only the first.
fn judged(plan: &Plan, names: &Names, text: &Text<'_>, told: &BTreeSet<Place>) -> Vec<Finding> {
    let (mut seen, mut found) = (Vec::new(), Vec::new());
    for claim in names.claims(&text.words, text.about) {
        let finding = judge::judge(plan, text, &claim).filter(|_| !seen.contains(&claim.indicator));
        if let Some(finding) = finding.filter(|finding| !told.contains(&finding.place)) {
            seen.push(claim.indicator);
            found.push(finding);
        }
    }
    found
}
