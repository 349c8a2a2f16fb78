//! Submissions to one plan: per figure all candidates and the rule that chooses; tasks, opinions, records.
//!
//! 1. `roster` – departments by code, in the office's own order
//! 2. `order` – submissions in one stated order, whatever order the files came in
//! 3. `candidates` – per indicator and column the newest figure of each department
//! 4. `choose` – the rule that picks, and the conflicts that it leaves
//! 5. `tasks` – one task from all rows that name it
//! 6. `opinions` – each exactly once
//! 7. `records` – who sent what, late, replaced, rejected, or nothing

mod candidates;
mod choose;
mod opinions;
mod order;
mod records;
mod roster;
mod tasks;

use chrono::NaiveDate;

use crate::domain::{Merged, Settings, Source, Submission};
use crate::finding::Findings;

use roster::Roster;

/// Merges all submissions. `received`: every file that came in, so that one of which nothing could be
/// read is recorded as rejected; `as_of`: the day of the run, against which a missing submission is late.
/// The result does not depend on the order of `submissions` or `received`.
pub fn merge(
    submissions: &[Submission],
    received: &[Source],
    settings: &Settings,
    as_of: NaiveDate,
    findings: &mut Findings,
) -> Merged {
    let roster = Roster::of(&settings.catalogue);
    let ordered = order::order(submissions, &roster);
    let (gathered, usage) = candidates::gather(&ordered, settings, &roster, findings);
    let figures = choose::choose(gathered, settings, &roster, findings);
    let tasks = tasks::merge_tasks(&ordered, &roster, findings);
    let opinions = opinions::list(&ordered, &roster);
    let submissions = records::record(&ordered, &usage, received, settings, &roster, as_of, findings);
    Merged { figures, tasks, opinions, submissions }
}
