//! What the level below has not settled: it comes up as a figure, and stays provisional on every level above.

use std::collections::BTreeSet;

use crate::domain::{Choice, Rule};

use super::born::{Born, Node, Work};

/// More notes than this from below are counted, not listed.
const LISTED: usize = 5;

/// Marks a figure that was taken or added up from cells of which their own level says that units are missing or numbers
/// differ. What the office decided is settled; what is computed from other figures is provisional where they are.
pub(super) fn marked(mut born: Born, work: &Work, node: Node) -> Born {
    let merged = work.merged_figure(node);
    let decided = merged.rule == Rule::Decided;
    let computed =
        matches!(merged.choice, Choice::Formula) || !born.depends_on.is_empty() && born.coverage.is_none();
    if work.merged.caveats.is_empty() || born.quantity.is_none() || decided || computed {
        return born;
    }
    let catalogue = &work.settings.catalogue;
    let said = born.sources.iter().filter_map(|origin| Some((origin, work.merged.caveats.get(origin)?)));
    let said: BTreeSet<String> = said
        .map(|(origin, words)| format!("{}: {words}", catalogue.department_name(&origin.department)))
        .collect();
    if said.is_empty() {
        return born;
    }
    let mut words = said.iter().take(LISTED).cloned().collect::<Vec<_>>().join("; ");
    if let more @ 1.. = said.len().saturating_sub(LISTED) {
        words.push_str(&format!("; và {more} lưu ý khác của cấp dưới"));
    }
    born.provisional = true;
    born.caveat = Some(words.into());
    born
}
