//! One file: its bytes in, its sheets out. Pure, so that a worker process can do it.

use std::sync::Arc;

use super::container::Container;
use super::grid::Budget;
use super::ole::{self, Ole};
use super::problem::{Extras, ReadProblem, Reading};
use super::share::Work;
use super::sink::{Listed, Sink};
use super::xls_looks::Looks;
use super::{ods, xls, xlsb, xlsx};
use crate::contain::contained;
use crate::domain::media::{Media, media};
use crate::domain::number::vietnamese;
use crate::domain::settings::Limits;
use crate::workbook::Format;

/// What a sheet reader gives before the format is known to the caller.
pub(super) type Sheets = (Vec<crate::workbook::Sheet>, Vec<super::SheetFault>);

/// What came of a file.
pub(super) type Outcome = Result<Reading, ReadProblem>;

/// Who reads one file: this process, or a worker process that may die of it.
pub trait Reader: Sync {
    /// Reads a workbook of any format within the limits.
    ///
    /// # Errors
    /// When the file cannot be read as a whole.
    fn read_one(&self, bytes: &Arc<[u8]>, limits: &Limits) -> Result<Reading, ReadProblem>;

    /// Reads all files that are handed out, each as [`Reader::read_one`] reads it.
    fn read_work<'a>(&self, work: &mut dyn Work<'a>, limits: &Limits) {
        while let Some(files) = work.next(usize::MAX) {
            work.done(files.iter().map(|bytes| self.read_one(bytes, limits)).collect());
        }
    }

    /// Why files were read without the guards that this reader promises, if they were, since this was last asked.
    fn unguarded(&self) -> Option<String> {
        None
    }
}

/// This process: panics are contained, aborts are not, and nothing ends a loop.
#[derive(Debug, Clone, Copy)]
pub struct Here;

impl Reader for Here {
    fn read_one(&self, bytes: &Arc<[u8]>, limits: &Limits) -> Result<Reading, ReadProblem> {
        read_one(bytes, limits)
    }
}

/// Reads a workbook of any format; the format is what the bytes show.
///
/// A panic inside a parsing crate is a [`ReadProblem::Crashed`]. Memory of `.xlsx`, `.xlsb` and `.ods` is
/// bounded by `limits`; an `.xls` is built dense by calamine, so its extents are checked first. What is left
/// to a worker process: damage *inside* a BIFF stream that makes calamine ask for absurd memory.
pub fn read_one(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadProblem> {
    let mut list = Listed::default();
    let mut reading = read_to(bytes, limits, &mut list)?;
    if reading.sheets.is_empty() {
        reading.sheets = list.sheets;
    }
    Ok(reading)
}

/// The same, without the sheets of a usual workbook, which the sink took: then the reading has none. Of a file that cannot be read, what the
/// sink was told is to be forgotten.
///
/// # Errors
/// When the file cannot be read as a whole.
pub fn read_to(bytes: &[u8], limits: &Limits, sink: &mut impl Sink) -> Result<Reading, ReadProblem> {
    if bytes.len() as u64 > limits.file_bytes {
        let most = vietnamese((limits.file_bytes >> 20).into(), None);
        return Err(ReadProblem::OverLimit(format!("dung lượng lớn hơn {most} MB")));
    }
    contained(|| dispatch(bytes, limits, sink)).unwrap_or(Err(ReadProblem::Crashed))
}

/// The sheets of an `.xlsx` as calamine alone gives them, for those who compare.
///
/// # Errors
/// When the file cannot be read as a whole.
#[cfg(any(test, fuzzing))]
pub fn read_whole(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadProblem> {
    let whole = || {
        let container = Container::open(bytes, limits)?;
        let extras = container.extras;
        let (sheets, faults) = xlsx::whole_sheets(container, &mut Budget::new(limits))?;
        Ok(Reading { format: Format::Xlsx, sheets, faults, extras })
    };
    contained(whole).unwrap_or(Err(ReadProblem::Crashed))
}

fn dispatch(bytes: &[u8], limits: &Limits, sink: &mut impl Sink) -> Result<Reading, ReadProblem> {
    let mut budget = Budget::new(limits);
    let extras;
    let (format, (sheets, faults)) = match media(bytes) {
        Media::Ole => {
            let (stream, macros) = match ole::open(bytes)? {
                Ole::Workbook(stream, macros) => (stream, macros),
                Ole::Encrypted => return Err(ReadProblem::Protected),
                Ole::Other(what) => return Err(ReadProblem::NotAWorkbook(what.to_owned())),
            };
            extras = Extras { macros, links: ole::check(&stream, limits)? };
            let looks = Looks::of(&stream);
            drop(stream);
            (Format::Xls, xls::sheets(bytes, &looks, &mut budget)?)
        }
        Media::Xlsx => {
            let container = Container::open(bytes, limits)?;
            extras = container.extras;
            (Format::Xlsx, xlsx::sheets(container, &mut budget, sink)?)
        }
        Media::Xlsb => {
            let container = Container::open(bytes, limits)?;
            extras = container.extras;
            (Format::Xlsb, xlsb::sheets(container, &mut budget)?)
        }
        Media::Ods => {
            let container = Container::open(bytes, limits)?;
            extras = container.extras;
            (Format::Ods, ods::sheets(container, &mut budget)?)
        }
        other => return Err(ReadProblem::NotAWorkbook(other.vietnamese().to_owned())),
    };
    Ok(Reading { format, sheets, faults, extras })
}
