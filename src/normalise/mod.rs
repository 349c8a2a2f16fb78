//! Workbooks into drafts: whatever form people gave their tables, flat rows with addresses come out.
//!
//! 1. `syllable`, `legacy`, `text` – text in Unicode, whatever it was typed in
//! 2. `grid` – the cells that people see
//! 3. `heading`, `table`, `stated` – where tables stand and what their columns mean
//! 4. `context` – who sent which sheet: origins and findings
//! 5. `departments`, `indicators` – look-ups by code, name, alias, path
//! 6. `cover`, `sender`, `period`, `stamp` – who sends what for when: the gate
//! 7. `columns`, `themes`, `hierarchy`, `rows`, `naming` – value columns, rows under rows, their indicators
//! 8. `units`, `cell`, `fractions`, `figures` – figures in the indicator's own unit
//! 9. `tasks`, `opinions` – the other two tables
//! 10. `file` – one workbook from gate to drafts
//! 11. `summary`, `figure_list` – the summary of the level below: its sheet of data, never its pages to print
//! 12. `statistics`, `inspect` – what the reader sees in any workbook, without a plan

mod cell;
mod columns;
mod context;
mod cover;
mod departments;
mod figure_list;
mod figures;
mod file;
mod fractions;
mod grid;
mod heading;
mod hierarchy;
mod indicators;
mod inspect;
mod legacy;
mod naming;
mod opinions;
mod period;
mod rows;
mod sender;
mod stamp;
mod stated;
mod statistics;
mod summary;
mod syllable;
mod table;
mod tasks;
mod text;
mod themes;
mod units;

pub use departments::Roster;
pub use inspect::inspect;

use std::collections::BTreeMap;

use crate::domain::{Draft, Settings, Source};
use crate::finding::Findings;
use crate::form::summary::stamp;
use crate::workbook::Workbook;

/// The workbook as people are to read it: every text in Unicode, whatever it was typed in.
pub fn in_unicode(workbook: &Workbook) -> Workbook {
    Workbook { sheets: workbook.sheets.iter().map(grid::in_unicode).collect(), ..workbook.clone() }
}

/// All workbooks as drafts, in the workbooks' order; within one that holds several units side by side, in
/// roster order. What is not certain is left out and is a finding.
pub fn normalise(
    workbooks: &[Workbook],
    sources: &[Source],
    settings: &Settings,
    findings: &mut Findings,
) -> Vec<Draft> {
    normalise_with(workbooks, sources, (settings, &Roster::new(settings)), findings)
}

/// The same with the roster of these settings, made once for all batches and threads.
pub fn normalise_with(
    workbooks: &[Workbook],
    sources: &[Source],
    (settings, roster): (&Settings, &Roster<'_>),
    findings: &mut Findings,
) -> Vec<Draft> {
    let office = context::Office::new(settings, roster);
    let sources: BTreeMap<&str, &Source> = sources.iter().map(|source| (&*source.file, source)).collect();
    workbooks
        .iter()
        .flat_map(|workbook| {
            let source = sources.get(&*workbook.file).copied();
            match stamp(workbook) {
                Some(stamp) => summary::drafts(&office, workbook, stamp, source, findings),
                None => file::drafts(&office, workbook, source, findings),
            }
        })
        .collect()
}
