//! `cho-quyet-dinh.xlsx`: all that waits for a decision, in the very shape of quyet-dinh.xlsx, with what is decided already.
//!
//! 1. `figures`, `waivers`, `replies` – its three sheets as rows
//! 2. `sheet` – a sheet drawn by the table of `form::ruling`, with its drop-down lists

mod figures;
mod replies;
mod sheet;
mod waivers;

use super::language::bytes;
use super::look::{self, Look};
use crate::domain::Plan;
use crate::finding::Findings;
use crate::form::ruling::{FIGURES, REPLIES, WAIVERS};

/// The bytes of the workbook; the office fills it in and saves it as `quyet-dinh.xlsx`.
///
/// # Errors
/// When Excel's own limits are met.
pub fn waiting(plan: &Plan, findings: &Findings) -> anyhow::Result<Vec<u8>> {
    let look = Look::new();
    let mut book = look::book()?;
    book.set_properties(&look::properties(plan, &format!("Chờ quyết định: {}", plan.settings.title)));
    book.push_worksheet(sheet::sheet(&FIGURES, figures::ABOUT, &figures::rows(plan), plan, &look)?);
    book.push_worksheet(sheet::sheet(&WAIVERS, waivers::ABOUT, &waivers::rows(plan, findings), plan, &look)?);
    book.push_worksheet(sheet::sheet(&REPLIES, replies::ABOUT, &replies::rows(plan), plan, &look)?);
    Ok(bytes(&mut book)?)
}
