//! Return slips: for each department that sent something, what was received and what is to be mended, with its own
//! sheets marked.
//!
//! 1. `sheet` – the first sheet: what was received, the table of faults, one printed page
//! 2. `marks` – which cells of which sheet are at fault
//! 3. `copy` – the department's own sheets with the bad cells filled and commented

mod copy;
mod marks;
mod sheet;

use std::collections::BTreeMap;

use super::language::bytes;
use super::look::{Look, book, properties};
use crate::domain::receipt::file_names;
use crate::domain::{Plan, Receipt, receipts};
use crate::finding::Findings;
use crate::workbook::Workbook as Book;

/// One slip: file name without extension, bytes of its workbook, and whether something is to be mended.
#[derive(Debug, Clone)]
pub struct Slip {
    pub department: String,
    pub name: String,
    pub bytes: Vec<u8>,
    pub is_returned: bool,
}

/// A slip for every department that sent something, in roster order; the same input gives the same bytes.
///
/// # Errors
/// When a workbook cannot be written at all.
pub fn slips<'b>(
    plan: &Plan,
    findings: &Findings,
    books: impl IntoIterator<Item = &'b Book>,
) -> anyhow::Result<Vec<Slip>> {
    let receipts = receipts(plan, findings);
    let names = file_names(receipts.iter().map(|receipt| receipt.department));
    slips_of(plan, receipts.iter().zip(&names), books)
}

/// The slips of some receipts, each with the name of its file; `books` are those in which the receipts' findings stand.
///
/// # Errors
/// When a workbook cannot be written at all.
pub fn slips_of<'r, 'a: 'r, 'b>(
    plan: &Plan,
    receipts: impl IntoIterator<Item = (&'r Receipt<'a>, &'r String)>,
    books: impl IntoIterator<Item = &'b Book>,
) -> anyhow::Result<Vec<Slip>> {
    let look = Look::new();
    let by_file: BTreeMap<&str, &Book> = books.into_iter().map(|book| (&*book.file, book)).collect();
    let slip = |(receipt, name): (&Receipt<'_>, &String)| {
        Ok(Slip {
            department: receipt.department.to_string(),
            name: name.clone(),
            bytes: workbook(plan, receipt, &by_file, &look)?,
            is_returned: receipt.is_returned(),
        })
    };
    receipts.into_iter().map(slip).collect()
}

fn workbook(
    plan: &Plan,
    receipt: &Receipt<'_>,
    books: &BTreeMap<&str, &Book>,
    look: &Look,
) -> anyhow::Result<Vec<u8>> {
    let marked = marks::marks(receipt);
    let copies = copy::copies(&marked, books)?;
    let mut book = book()?;
    book.set_properties(&properties(plan, "Phiếu trả lại"));
    book.push_worksheet(sheet::sheet(plan, receipt, &copies, look)?);
    if sheet::is_brief(receipt) {
        book.push_worksheet(sheet::all(plan, receipt, &copies, look)?);
    }
    for copy in copies {
        book.push_worksheet(copy.sheet);
    }
    Ok(bytes(&mut book)?)
}
