//! The rules, one file each: the head comment of a file is the rule's entry in the manual.
//!
//! Order is policy: what makes a figure void comes before what merely doubts it, so that a cell is reported
//! once, for its worst fault.

mod abolished_body;
mod figure_out_of_range;
mod figure_required;
mod indicator_of_other;
mod magnitude_jump;
mod opinion_without_subject;
mod parts_disagree;
mod plan_below_estimate;
mod ratio_for_growth;
mod row_duplicate;
mod sentence_disagrees;
mod target_below_resolution;
mod task_with_two_owners;
mod task_without_deadline;
mod task_without_owner;

pub use figure_required::{Open, figure_required};
pub use ratio_for_growth::{Said, said};

use super::desk::Desk;
use super::fault::Fault;
use crate::domain::Draft;

/// A rule: what it finds in one draft.
pub type Rule = fn(&Draft, &Desk<'_>) -> Vec<Fault>;

/// All rules that look at one file alone, in the order in which they speak. `figure_required` asks all files of a department.
pub const RULES: &[Rule] = &[
    row_duplicate::row_duplicate,
    figure_out_of_range::figure_out_of_range,
    indicator_of_other::indicator_of_other,
    ratio_for_growth::ratio_for_growth,
    magnitude_jump::magnitude_jump,
    parts_disagree::parts_disagree,
    target_below_resolution::target_below_resolution,
    plan_below_estimate::plan_below_estimate,
    task_without_owner::task_without_owner,
    task_with_two_owners::task_with_two_owners,
    task_without_deadline::task_without_deadline,
    opinion_without_subject::opinion_without_subject,
    abolished_body::abolished_body,
    sentence_disagrees::sentence_disagrees,
];

/// The beginning of a long text, for messages.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut out: String = text.chars().take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        out.push('…');
    }
    out
}
