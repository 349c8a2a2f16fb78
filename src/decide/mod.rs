//! Step `decide`: what `quyet-dinh.xlsx` says, each row checked against the catalogue; a wrong cell is a finding.
//!
//! 1. `table` – a sheet of the workbook, and who answers for a row
//! 2. `figures`, `waivers`, `replies` – its three sheets

mod figures;
mod replies;
mod table;
mod waivers;

use crate::domain::{Decisions, Settings};
use crate::finding::Findings;
use crate::form::ruling::{FIGURES, REPLIES, WAIVERS};
use crate::workbook::Workbook;

/// Reads all decisions; without a workbook there are none. Whether a decision still fits its case, `merge` knows.
pub fn decide(workbook: Option<&Workbook>, settings: &Settings, findings: &mut Findings) -> Decisions {
    let Some(workbook) = workbook else { return Decisions::default() };
    let sheets = [&FIGURES, &WAIVERS, &REPLIES].map(|sheet| table::table(workbook, sheet, findings));
    if sheets.iter().all(Option::is_none) {
        findings.add(table::nothing(workbook));
    }
    let [figures, waivers, replies] = sheets;
    Decisions {
        figures: figures.map_or_else(Vec::new, |sheet| figures::figures(&sheet, settings, findings)),
        waivers: waivers.map_or_else(Vec::new, |sheet| waivers::waivers(&sheet, settings, findings)),
        replies: replies.map_or_else(Vec::new, |sheet| replies::replies(&sheet, settings, findings)),
    }
}
