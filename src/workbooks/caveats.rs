//! What the next level must know of a figure: units that are missing, numbers that differ, and the same from below.

use crate::domain::{Figure, Plan, Status};
use crate::form::summary;

/// All that is to be known, `;` between; empty where the figure is whole.
pub fn caveats(plan: &Plan, figure: &Figure) -> String {
    let mut parts = Vec::new();
    if figure.status == Status::Provisional {
        parts.push(figure.coverage_words(&plan.units).unwrap_or_else(|| summary::PROVISIONAL.to_string()));
    }
    if figure.is_open() {
        parts.push("các đơn vị đưa số khác nhau, chưa quyết định".to_string());
    }
    parts.join("; ")
}
