//! Step `compare`: two drafts in, what changed between them out: old and new words, better or worse, who asked and why.
//!
//! 1. `pairs` – which thing of one draft is which of the other
//! 2. `trend` – which way a figure went, and whether that is better
//! 3. `edits` – the fields of a pair that differ
//! 4. `askers` – whose submission, or whose decision, made a change
//! 5. `unanswered` – opinions taken up in words only

mod askers;
mod edits;
mod pairs;
mod trend;
mod unanswered;

use crate::domain::settings::Column;
use crate::domain::{Changes, Snapshot};

pub use unanswered::unanswered;

use askers::Askers;
use pairs::{by_key, changes};

/// What changed from `earlier` to `now`. Only value columns that both drafts have are compared; `columns` gives their order
/// and titles. The result does not depend on the order in which files came in.
pub fn compare(earlier: &Snapshot, now: &Snapshot, columns: &[Column]) -> Changes {
    let askers = Askers::of(now);
    let indicators = by_key(&earlier.indicators, &now.indicators, |of| of.code.clone());
    let tasks = pairs::tasks(&earlier.tasks, &now.tasks);
    let opinions = by_key(&earlier.opinions, &now.opinions, |of| format!("{} {}", of.department, of.code));
    Changes {
        from: earlier.draft,
        from_basis: earlier.basis,
        to: now.draft,
        to_basis: now.basis,
        indicators: changes(&indicators, |old, new| edits::indicator(old, new, columns, &askers)),
        tasks: changes(&tasks, |old, new| edits::task(old, new, &askers)),
        opinions: changes(&opinions, |old, new| edits::opinion(old, new, &askers)),
    }
}

#[cfg(test)]
mod tests;
