//! The hidden sheet `TongHop`: by it the next level knows the summary, and who sends it for which year.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::clean;
use crate::domain::{Plan, date};
use crate::form::summary;

/// The hidden sheet.
pub fn sheet(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let (look, tally) = (binder.look, &mut binder.tally);
    let settings = &plan.settings;
    let cover = [
        settings.office.organ_name.clone(),
        settings.year.to_string(),
        settings.draft.number.to_string(),
        date::short(plan.as_of),
    ];
    let version = (summary::STAMP, summary::VERSION.to_string());
    let lines = std::iter::once(version).chain(summary::COVER.into_iter().zip(cover));
    let mut sheet = Worksheet::new();
    sheet.set_name(summary::SHEET)?.set_hidden(true);
    sheet.set_column_width(0, 26)?.set_column_width(1, 60)?;
    for (row, (label, value)) in (0u32..).zip(lines) {
        sheet.write_string_with_format(row, 0, label, &look.text)?;
        sheet.write_string_with_format(row, 1, clean(&value, tally), &look.text)?;
    }
    Ok(sheet)
}
