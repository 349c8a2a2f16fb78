//! The summary workbook `tong-hop.xlsx`: sheets to print, sheets to compute with, every figure with its address.
//!
//! 1. `look` – fonts, number formats, page set-up: one look for all sheets
//!    `language` – the language among the properties of a finished workbook
//!    `binder` – what all sheets share, and how a long one keeps its rows; `signs` – colours beside words
//! 2. `cell`, `measure` – what may stand in a cell; text is cleaned and stays text; how many lines it takes
//! 3. `name` – names of sheets that Excel takes; `list` – a list on its own sheet, to print or as a table
//! 4. `grid` – where each figure stands, so that a formula can point at it
//! 5. `equation` – Excel formulas beside the values they must yield
//! 6. `indicators` – sheet `Chi tieu`
//! 7. `numbers` – sheet `So lieu`, the figures as data; `caveats` – what the next level must know of them
//!    `stamp` – the hidden sheet `TongHop`, by which the next level knows the summary
//! 8. `territories` – sheet `Theo don vi`
//! 9. `work` – sheets `Nhiem vu`, `Y kien`; `drafts` – sheets `Thay doi`, `Danh gia`
//! 10. `received` – sheets `Ban nop`, `Kiem tra`; `exempt` – sheet `Mien tru`
//! 11. `sources` – sheets `Nguon`, `Xung dot`
//! 12. `contents` – sheet `Muc luc`; `guide` – sheet `Huong dan`; `notes` – sheet `Ghi chu`
//! 13. `forms` – the forms that go out to the departments
//! 14. `catalogue` – a catalogue to start from
//! 15. `headlines` – sheet `Trong yeu`; `charts` – sheet `Bieu do`
//! 16. `checks` – sheet `Rang buoc`
//! 18. `readback` – tests: the workbook read back
//! 19. `slip` – the return slips
//! 20. `waiting` – what waits for a decision
//!
//! An exact figure is a number cell. A figure with a qualifier ("khoảng 1.000") is printed in its own words as text,
//! and its number stands in `So lieu`, where the formulas find it. A formula is written only if it yields the very
//! value that `compute` found (rounded as `compute` rounded); otherwise the value is written alone.

mod binder;
mod catalogue;
mod caveats;
mod cell;
mod charts;
mod checks;
mod contents;
mod drafts;
mod equation;
mod exempt;
mod forms;
mod grid;
mod guide;
mod headlines;
mod indicators;
mod language;
mod list;
mod look;
mod measure;
mod name;
mod notes;
mod numbers;
#[cfg(test)]
mod readback;
mod received;
mod signs;
mod slip;
mod sources;
mod stamp;
mod territories;
mod waiting;
mod work;

pub use catalogue::catalogue;
pub use forms::{Form, History, forms, history};

use std::io::Write;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::contain::contained;
use crate::domain::Plan;
use crate::finding::Findings;
use binder::{Binder, Keeping};
use grid::Grid;
use look::Look;
pub use slip::{Slip, slips, slips_of};
pub use waiting::waiting;

/// The bytes of `tong-hop.xlsx`; the same plan gives the same bytes. Its links lead to the plan's usual folder.
///
/// # Errors
/// When Excel's own limits are met (more than 1,048,576 rows on a sheet).
pub fn workbooks(plan: &Plan, findings: &Findings) -> anyhow::Result<Vec<u8>> {
    workbooks_into(plan, findings, None, Vec::new)
}

/// The same into a writer, which comes back; of `fresh` ones another is taken where a first attempt fails. `home` is the plan's
/// folder as seen from the one that the workbook will lie in; `None`: the usual one.
///
/// # Errors
/// The same; and those of the writer.
pub fn workbooks_into<W: Write + Send>(
    plan: &Plan,
    findings: &Findings,
    home: Option<&str>,
    fresh: impl Fn() -> W,
) -> anyhow::Result<W> {
    let usual = || format!("../../input/{}", plan.settings.plan);
    let home = home.map_or_else(usual, str::to_owned);
    let made = |keeping| {
        let mut out = fresh();
        bound(plan, findings, &home, keeping, &mut out).map(|()| out)
    };
    // A folder for temporary files that is full or closed to us is no reason to go without a workbook. The library
    // panics where a row cannot be written; nothing that it has touched is used again.
    let through_files = contained(|| made(Keeping::Files));
    match through_files {
        Some(Ok(out)) => Ok(out),
        _ => Ok(made(Keeping::Memory)?),
    }
}

fn bound(
    plan: &Plan,
    findings: &Findings,
    home: &str,
    keeping: Keeping,
    out: impl Write + Send,
) -> Result<(), XlsxError> {
    let look = Look::new();
    let mut binder = Binder::new(&look, keeping)?;
    let to = &mut binder;
    let grid = Grid::new(plan);
    let (leading, headlines) = headlines::sheet(&grid, &received::status_range(plan), to)?;
    let mut sheets = vec![
        leading,
        charts::sheet(&grid, &headlines, to)?,
        indicators::sheet(&grid, to)?,
        territories::sheet(&grid, to)?,
        work::tasks(plan, to)?,
        work::opinions(plan, to)?,
        drafts::changes(plan, to)?,
        drafts::assessments(plan, to)?,
    ];
    let data = [
        numbers::sheet(&grid, to)?,
        sources::sources(plan, to)?,
        checks::sheet(&grid, to)?,
        sources::conflicts(plan, to)?,
        received::submissions(plan, to)?,
        received::findings(plan, findings, to)?,
        exempt::sheet(plan, to)?,
        notes::sheet(plan, to)?,
    ];
    let (guide, home) = guide::sheet(plan, home, to)?;
    sheets.push(guide);
    sheets.extend(data);
    let names: Vec<String> = sheets.iter().map(Worksheet::name).collect();
    let contents = contents::sheet(plan, findings, &names, to)?;
    let stamp = stamp::sheet(plan, to)?;
    let properties = look::properties(plan, &format!("Bảng tổng hợp: {}", plan.settings.title));
    binder.bind(out, &properties, &[home], std::iter::once(contents).chain(sheets).chain([stamp]))
}
