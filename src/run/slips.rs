//! The return slips of all departments: a marked workbook each, and one printed page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use anyhow::{Context, Result, anyhow};

use super::consolidate::Outcome;
use super::intake::is_large;
use super::together::in_order;
use crate::disk::Stock;
use crate::domain::receipt::file_names;
use crate::domain::{Receipt, receipts};
use crate::finding::Code;
use crate::font::{FaceData, FontBook, FontFile};
use crate::heap;
use crate::layout::layout_freeing;
use crate::markup::{Source, markup};
use crate::normalise::in_unicode;
use crate::pdf::{PdfOptions, pdf};
use crate::progress::Effort;
use crate::template::{Room, SLIP, Templates, slip_pages};
use crate::workbook::Workbook;
use crate::workbooks::{Slip, slips_of as workbooks};

/// Faults on the printed page, the first that fits is taken; the workbook beside it holds all of them.
const MOST_FAULTS: [usize; 7] = [16, 12, 9, 7, 5, 3, 1];
/// So many faults at most always say what was expected and found: what is long about them are their own words.
const FEW: usize = 5;
/// A plan of more departments than this prints the page only of those that have something to mend: a page costs
/// as much as its workbook, some four milliseconds each.
const MANY: usize = 200;

/// Slips of which the printed pages stand in memory at once.
const SHEAF: usize = 512;
/// Slips of which the departments' own files stand in memory at once; made on all threads.
const GROUP: usize = 64;

/// `phieu-tra-lai/<department>.xlsx` of every department that sent something, and its page as PDF, each given to `keep` as soon
/// as it is made, in roster order.
///
/// # Errors
/// A broken template or stylesheet, an unusable font, a workbook that cannot be written; and what `keep` says.
pub fn slips(
    outcome: &Outcome,
    stock: &Stock,
    effort: &Effort<'_>,
    keep: &mut dyn FnMut(String, Vec<u8>) -> Result<()>,
) -> Result<()> {
    let receipts = receipts(&outcome.plan, &outcome.findings);
    let names = file_names(receipts.iter().map(|receipt| receipt.department));
    let many = receipts.len() > MANY;
    let press = Press::new(outcome, stock, effort.threads)?;
    let desk = Desk::new(outcome, effort);
    for (receipts, names) in receipts.chunks(SHEAF).zip(names.chunks(SHEAF)) {
        let printed: Vec<usize> =
            (0..receipts.len()).filter(|at| !many || receipts[*at].is_returned()).collect();
        let mut pages = press.pages(receipts, &printed)?;
        let mut at = 0;
        for (receipts, names) in receipts.chunks(GROUP).zip(names.chunks(GROUP)) {
            for Slip { name, bytes, .. } in desk.workbooks(receipts, names)? {
                keep(format!("{SLIP}/{name}.xlsx"), bytes)?;
                if let Some(bytes) = pages.remove(&at) {
                    keep(format!("{SLIP}/{name}.pdf"), bytes)?;
                }
                at += 1;
            }
        }
        if is_large(&outcome.plan) {
            heap::give_back();
        }
    }
    Ok(())
}

/// What the workbooks of slips are made of.
struct Desk<'a> {
    outcome: &'a Outcome,
    effort: &'a Effort<'a>,
    /// Files with texts of an old encoding: in Unicode, or nobody could read their slip.
    recovered: BTreeSet<&'a str>,
}

impl<'a> Desk<'a> {
    fn new(outcome: &'a Outcome, effort: &'a Effort<'a>) -> Desk<'a> {
        let recovered = outcome.findings.iter().filter(|finding| finding.code == Code::TextRecovered);
        let recovered = recovered.filter_map(|finding| finding.place.file.as_deref()).collect();
        Desk { outcome, effort, recovered }
    }

    /// The workbooks of some slips, on all threads.
    fn workbooks(&self, receipts: &[Receipt<'_>], names: &[String]) -> Result<Vec<Slip>> {
        let plan = &self.outcome.plan;
        let wanted: BTreeSet<&str> =
            receipts.iter().flat_map(Receipt::findings).filter_map(|one| one.place.file.as_deref()).collect();
        let limits = &plan.settings.limits;
        let books = self.outcome.sent.some(|file| wanted.contains(file), limits, self.effort)?;
        let books: Vec<Cow<'_, Workbook>> = books.into_iter().map(|book| self.readable(book)).collect();
        let one = |at: usize| {
            workbooks(plan, receipts.iter().zip(names).skip(at).take(1), books.iter().map(Cow::as_ref))
        };
        let made = in_order(receipts.len(), self.effort.threads, one);
        Ok(made.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    fn readable<'b>(&self, book: Cow<'b, Workbook>) -> Cow<'b, Workbook> {
        match self.recovered.contains(&*book.file) {
            true => Cow::Owned(in_unicode(&book)),
            false => book,
        }
    }
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
        // Details give way before faults do, and those of the last faults first; a few faults keep theirs.
        let rooms = MOST_FAULTS.into_iter().flat_map(|most| {
            let details = if most > FEW { vec![most, most / 3, 0] } else { vec![most] };
            details.into_iter().map(move |details| Room { most, details })
        });
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
        let laid = layout_freeing(tree, &self.book, NonZeroUsize::MIN);
        if laid.pages.pages.len() > 1 && !any_length {
            return Ok(None);
        }
        let options = PdfOptions::new(self.outcome.plan.as_of);
        let bytes =
            pdf(&laid.pages, &self.faces, &options).context("Không ghi được PDF của phiếu trả lại")?;
        Ok(Some(bytes))
    }
}
