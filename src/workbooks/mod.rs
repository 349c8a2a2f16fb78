//! The summary workbook `tong-hop.xlsx`: sheets to print, sheets to compute with, every figure with its address.
//!
//! 1. `look` – fonts, number formats, page set-up: one look for all sheets
//! 2. `cell`, `measure` – what may stand in a cell; text is cleaned and stays text; how many lines it takes
//! 3. `name` – names of sheets that Excel takes; `list` – a titled list on its own sheet
//! 4. `grid` – where each figure stands, so that a formula can point at it
//! 5. `equation` – Excel formulas beside the values they must yield
//! 6. `indicators` – sheet `Chi tieu`
//! 7. `numbers` – sheet `So lieu`, the figures as data; `caveats` – what the next level must know of them
//!    `stamp` – the hidden sheet `TongHop`, by which the next level knows the summary
//! 8. `territories` – sheet `Theo don vi`
//! 9. `work` – sheets `Nhiem vu`, `Y kien`; `drafts` – sheets `Thay doi`, `Danh gia`
//! 10. `received` – sheets `Ban nop`, `Kiem tra`; `exempt` – sheet `Mien tru`
//! 11. `sources` – sheets `Nguon`, `Xung dot`
//! 12. `contents` – sheet `Muc luc`
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
mod headlines;
mod indicators;
mod list;
mod look;
mod measure;
mod name;
mod numbers;
#[cfg(test)]
mod readback;
mod received;
mod slip;
mod sources;
mod stamp;
mod territories;
mod waiting;
mod work;

pub use catalogue::catalogue;
pub use forms::{Form, History, forms, history};

use crate::domain::Plan;
use crate::finding::Findings;
use cell::Tally;
use grid::Grid;
use look::Look;
pub use slip::{Slip, slips};
pub use waiting::waiting;

/// The bytes of `tong-hop.xlsx`; the same plan gives the same bytes. Its links lead to the plan's usual folder.
///
/// # Errors
/// When Excel's own limits are met (more than 1,048,576 rows on a sheet).
pub fn workbooks(plan: &Plan, findings: &Findings) -> anyhow::Result<Vec<u8>> {
    workbooks_from(plan, findings, &format!("../../input/{}", plan.settings.plan))
}

/// The same; `home` is the plan's folder as seen from the one that the workbook will lie in.
///
/// # Errors
/// The same.
pub fn workbooks_from(plan: &Plan, findings: &Findings, home: &str) -> anyhow::Result<Vec<u8>> {
    let look = Look::new();
    let mut tally = Tally::default();
    let grid = Grid::new(plan);
    let (leading, headlines) = headlines::sheet(&grid, &received::status_range(plan), &look, &mut tally)?;
    let sheets = vec![
        leading,
        charts::sheet(&grid, &headlines, &look, &mut tally)?,
        indicators::sheet(&grid, &look, &mut tally)?,
        territories::sheet(&grid, &look, &mut tally)?,
        work::tasks(plan, &look, &mut tally)?,
        work::opinions(plan, &look, &mut tally)?,
        drafts::changes(plan, &look, &mut tally)?,
        drafts::assessments(plan, &look, &mut tally)?,
        checks::sheet(&grid, &look, &mut tally)?,
        sources::conflicts(plan, &look, &mut tally)?,
        received::submissions(plan, &look, &mut tally)?,
        received::findings(plan, findings, &look, &mut tally)?,
        exempt::sheet(plan, &look, &mut tally)?,
        sources::sources(plan, home, &look, &mut tally)?,
        numbers::sheet(&grid, findings, &look, &mut tally)?,
    ];
    let mut book = look::book()?;
    book.set_properties(&look::properties(plan, &format!("Bảng tổng hợp: {}", plan.settings.title)));
    book.push_worksheet(contents::sheet(plan, findings, &sheets, &look, &mut tally)?);
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.push_worksheet(stamp::sheet(plan, &look, &mut tally)?);
    Ok(book.save_to_buffer()?)
}
