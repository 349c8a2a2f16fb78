//! The return slips of all departments: a marked workbook each, and one printed page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use anyhow::{Context, Result, anyhow};

use super::consolidate::Outcome;
use super::together::in_order;
use crate::disk::{Output, Stock};
use crate::domain::{Receipt, receipts};
use crate::finding::Code;
use crate::font::{FaceData, FontBook, FontFile};
use crate::layout::layout_freeing;
use crate::markup::{Source, markup};
use crate::normalise::in_unicode;
use crate::pdf::{PdfOptions, pdf};
use crate::template::{Room, SLIP, Templates, slip_pages};
use crate::workbook::Workbook;
use crate::workbooks::{Slip, slips as workbooks};

/// Faults on the printed page, the first that fits is taken; the workbook beside it holds all of them.
const MOST_FAULTS: [usize; 7] = [16, 12, 9, 7, 5, 3, 1];
/// A plan of more departments than this prints the page only of those that have something to mend: a page costs
/// about a hundredth of a second, its workbook a tenth of that.
const MANY: usize = 200;

/// `phieu-tra-lai/<department>.xlsx` of every department that sent something, and its page as PDF.
///
/// # Errors
/// A broken template or stylesheet, an unusable font, a workbook that cannot be written.
pub fn slips(outcome: &Outcome, stock: &Stock, threads: NonZeroUsize) -> Result<Vec<Output>> {
    let (plan, findings) = (&outcome.plan, &outcome.findings);
    let receipts = receipts(plan, findings);
    let readable = readable(outcome);
    let books = workbooks(plan, findings, readable.iter().map(Cow::as_ref))?;
    let many = books.len() > MANY;
    let printed: Vec<usize> =
        (0..books.len()).filter(|at| !many || books.get(*at).is_some_and(|slip| slip.is_returned)).collect();
    let mut pages = Press::new(outcome, stock, threads)?.pages(&receipts, &printed)?;
    let mut out = Vec::with_capacity(books.len() * 2);
    for (at, Slip { name, bytes, .. }) in books.into_iter().enumerate() {
        out.push(Output { path: format!("{SLIP}/{name}.xlsx"), bytes: bytes.into() });
        if let Some(bytes) = pages.remove(&at) {
            out.push(Output { path: format!("{SLIP}/{name}.pdf"), bytes: bytes.into() });
        }
    }
    Ok(out)
}

/// The workbooks as they came; those with texts of an old encoding in Unicode, or nobody could read their slip.
fn readable(outcome: &Outcome) -> Vec<Cow<'_, Workbook>> {
    let recovered = outcome.findings.iter().filter(|finding| finding.code == Code::TextRecovered);
    let files: BTreeSet<&str> = recovered.filter_map(|finding| finding.place.file.as_deref()).collect();
    let books = outcome.workbooks.iter();
    books
        .map(|book| match files.contains(&*book.file) {
            true => Cow::Owned(in_unicode(book)),
            false => Cow::Borrowed(book),
        })
        .collect()
}

/// What all slips share.
struct Press<'a> {
    outcome: &'a Outcome,
    templates: Templates,
    stylesheet: &'a str,
    book: FontBook,
    faces: Vec<FaceData>,
    threads: NonZeroUsize,
}

impl<'a> Press<'a> {
    fn new(outcome: &'a Outcome, stock: &'a Stock, threads: NonZeroUsize) -> Result<Press<'a>> {
        let files =
            stock.fonts.iter().map(|(name, bytes)| FontFile { name: name.clone(), bytes: bytes.clone() });
        let book = FontBook::new(files.collect()).context("Không dùng được phông chữ")?;
        let faces = book.faces();
        let stylesheet = stock
            .stylesheets
            .get(SLIP)
            .ok_or_else(|| anyhow!("Không có kiểu trình bày “{SLIP}” (tệp templates/{SLIP}.css)"))?;
        let templates = Templates { files: stock.templates.clone() };
        Ok(Press { outcome, templates, stylesheet, book, faces, threads })
    }

    /// The pages of the wanted receipts, by position; those that do not fit are tried again with fewer faults.
    fn pages(&self, receipts: &[Receipt<'_>], wanted: &[usize]) -> Result<BTreeMap<usize, Vec<u8>>> {
        let mut done = BTreeMap::new();
        let mut left: Vec<usize> = wanted.to_vec();
        // Details give way before faults do, and those of the last faults first.
        let rooms = MOST_FAULTS
            .into_iter()
            .flat_map(|most| [most, most / 2, most / 4, 0].map(|details| Room { most, details }));
        let mut rooms = rooms.peekable();
        while let Some(room) = rooms.next() {
            let last = rooms.peek().is_none();
            let of: Vec<&Receipt<'_>> = left.iter().filter_map(|at| receipts.get(*at)).collect();
            let texts = slip_pages(&self.outcome.plan, &of, room, &self.templates)
                .context("Không lập được phiếu trả lại")?;
            let mut again = Vec::new();
            for (at, made) in left.iter().zip(self.print_all(&texts, last)?) {
                match made {
                    Some(bytes) => {
                        done.insert(*at, bytes);
                    }
                    None => again.push(*at),
                }
            }
            left = again;
            if left.is_empty() {
                break;
            }
        }
        Ok(done)
    }

    /// Prints on all threads; the bytes do not depend on how many there are.
    fn print_all(&self, texts: &[String], any_length: bool) -> Result<Vec<Option<Vec<u8>>>> {
        in_order(texts.len(), self.threads, |at| self.print(&texts[at], any_length)).into_iter().collect()
    }

    /// One slip as PDF; `None` where it takes more than one page and may not.
    fn print(&self, xhtml: &str, any_length: bool) -> Result<Option<Vec<u8>>> {
        let name = format!("{SLIP}.css");
        let source = Source { name: SLIP, xhtml, stylesheet_name: &name, stylesheet: self.stylesheet };
        let tree = markup(&source).context("Không dàn trang được phiếu trả lại")?;
        let laid = layout_freeing(tree, &self.book);
        if laid.pages.pages.len() > 1 && !any_length {
            return Ok(None);
        }
        let options = PdfOptions::new(self.outcome.plan.as_of);
        let bytes =
            pdf(&laid.pages, &self.faces, &options).context("Không ghi được PDF của phiếu trả lại")?;
        Ok(Some(bytes))
    }
}
