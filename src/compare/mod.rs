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
use crate::domain::{Basis, Changes, IndicatorState, Snapshot};

pub use unanswered::unanswered;

use askers::Askers;
use pairs::{by_key, changes};

/// What changed from `earlier` to `now`. Only value columns that both drafts have are compared; `columns` gives their order
/// and titles. The result does not depend on the order in which files came in.
pub fn compare(earlier: &Snapshot, now: &Snapshot, columns: &[Column]) -> Changes {
    let askers = Askers::of(now);
    let before: Vec<IndicatorState> =
        earlier.indicators.iter().filter(|of| !arrives(of, earlier.basis, now)).cloned().collect();
    let indicators = by_key(&before, &now.indicators, |of| of.code.clone());
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

/// A draft that is made again from rounds has every indicator of today's catalogue. One of which nobody had sent any figure yet
/// was not in it as far as a reader can tell: with its first figures it is new.
fn arrives(of: &IndicatorState, basis: Basis, now: &Snapshot) -> bool {
    let empty = |of: &IndicatorState| of.values.values().all(|figure| figure.quantity.is_none());
    basis == Basis::Rounds
        && empty(of)
        && now.indicators.iter().any(|later| later.code == of.code && !empty(later))
}

#[cfg(test)]
mod tests;
