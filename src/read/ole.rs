//! What an OLE container really holds: opened by `cfb`, which refuses the sector loops that calamine follows for ever.

use std::io::{Cursor, Read};

use super::problem::ReadProblem;
use crate::domain::number::vietnamese;
use crate::domain::settings::Limits;

/// Sheets of one `.xls`; each is walked once, so this bounds the walk.
const MOST_SHEETS: usize = 1_000;
/// Records that are no cells, over all sheets.
const MOST_RECORDS: usize = 16_000_000;
/// Rows and columns of a BIFF8 sheet.
const ROWS: u32 = 65_536;
const COLUMNS: u32 = 256;
/// calamine builds a dense table of each sheet; this many places for each cell that may be kept.
const PLACES_PER_CELL: u64 = 2;

/// What an OLE container is.
pub(super) enum Ole {
    /// The Workbook stream, and whether macros lie beside it.
    Workbook(Vec<u8>, bool),
    /// A password-protected `.xlsx`.
    Encrypted,
    /// Something else, in words.
    Other(&'static str),
}

/// Opens the container; damage and loops are refused.
pub(super) fn open(bytes: &[u8]) -> Result<Ole, ReadProblem> {
    let damaged = || ReadProblem::damaged("cấu trúc tệp .xls (OLE) bị hỏng hoặc bị cắt cụt");
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    if file.exists("/EncryptedPackage") {
        return Ok(Ole::Encrypted);
    }
    for name in ["/Workbook", "/Book"] {
        if file.is_stream(name) {
            let stream = file.open_stream(name).map_err(|_| damaged())?;
            let mut content = Vec::new();
            stream.take(bytes.len() as u64 + 1).read_to_end(&mut content).map_err(|_| damaged())?;
            return Ok(Ole::Workbook(content, file.exists("/_VBA_PROJECT_CUR")));
        }
    }
    Ok(Ole::Other(if file.exists("/WordDocument") {
        "văn bản Word đời cũ (.doc)"
    } else if file.exists("/PowerPoint Document") {
        "bản trình chiếu PowerPoint đời cũ (.ppt)"
    } else {
        "tệp OLE không chứa bảng tính"
    }))
}

/// One record of a BIFF stream: its type and content.
pub(super) fn record(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (head, rest) = stream.split_at_checked(4)?;
    let kind = u16::from_le_bytes([head[0], head[1]]);
    let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
    let (content, rest) = rest.split_at_checked(length)?;
    Some((kind, content, rest))
}

pub(super) fn short(content: &[u8], at: usize) -> Option<u32> {
    let two: [u8; 2] = content.get(at..at + 2)?.try_into().ok()?;
    Some(u32::from(u16::from_le_bytes(two)))
}

pub(super) fn long(content: &[u8], at: usize) -> Option<u32> {
    let four: [u8; 4] = content.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(four))
}

/// Walks the stream as calamine will: passwords of every kind, and how large its dense tables would get. True if a
/// formula may point into another workbook.
pub(super) fn check(stream: &[u8], limits: &Limits) -> Result<bool, ReadProblem> {
    let mut rest = stream;
    let mut links = false;
    let mut starts = Vec::new();
    while let Some((kind, content, next)) = record(rest) {
        rest = next;
        match kind {
            0x002F => return Err(ReadProblem::Protected),
            0x0085 => starts.extend(long(content, 0)),
            0x01AE => links |= is_elsewhere(content),
            0x000A => break,
            _ => {}
        }
    }
    if starts.len() > MOST_SHEETS {
        return Err(ReadProblem::OverLimit("quá nhiều sheet".to_owned()));
    }
    let mut walk =
        Walk { cells: limits.cells, records: MOST_RECORDS, places: limits.cells as u64 * PLACES_PER_CELL };
    starts
        .iter()
        .try_for_each(|start| walk.sheet(stream.get(*start as usize..).unwrap_or_default(), limits))?;
    Ok(links)
}

/// A SUPBOOK record that names a file: 0x0401 stands for this workbook, 0x3A01 for add-ins.
fn is_elsewhere(content: &[u8]) -> bool {
    short(content, 2).is_some_and(|length| length != 0x0401 && length != 0x3A01)
}

/// What is left of the limits while the sheets are walked.
struct Walk {
    cells: usize,
    records: usize,
    places: u64,
}

impl Walk {
    fn sheet(&mut self, mut rest: &[u8], limits: &Limits) -> Result<(), ReadProblem> {
        let mut extent: Option<(u32, u32, u32, u32)> = None;
        let mut depth = 0_usize;
        while let Some((kind, content, next)) = record(rest) {
            rest = next;
            self.records = self.records.checked_sub(1).ok_or_else(|| over(limits))?;
            match kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => break,
                0x000A => depth -= 1,
                _ if depth > 1 => {}
                0x0200 => dimensions(content)?,
                _ => {
                    if let Some((row, first, last)) = cells_of(kind, content) {
                        let count = usize::try_from(last.saturating_sub(first)).unwrap_or(usize::MAX);
                        self.cells =
                            self.cells.checked_sub(count.saturating_add(1)).ok_or_else(|| over(limits))?;
                        let (top, bottom, left, right) = extent.unwrap_or((row, row, first, last));
                        extent = Some((top.min(row), bottom.max(row), left.min(first), right.max(last)));
                    }
                }
            }
        }
        let area = extent.map_or(0, |(top, bottom, left, right)| {
            u64::from(bottom - top + 1) * u64::from(right.saturating_sub(left) + 1)
        });
        self.places = self.places.checked_sub(area).ok_or_else(|| over(limits))?;
        Ok(())
    }
}

/// Row, first and last column of a record that holds cells.
fn cells_of(kind: u16, content: &[u8]) -> Option<(u32, u32, u32)> {
    match kind {
        0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x00D6 | 0x00FD | 0x027E => {
            let col = short(content, 2)?;
            Some((short(content, 0)?, col, col))
        }
        0x00BD => {
            Some((short(content, 0)?, short(content, 2)?, short(content, content.len().checked_sub(2)?)?))
        }
        _ => None,
    }
}

/// The declared size of a sheet, for which calamine reserves memory at once.
fn dimensions(content: &[u8]) -> Result<(), ReadProblem> {
    let wide = content.len() >= 14;
    let bounds = if wide {
        (long(content, 0), long(content, 4), short(content, 8), short(content, 10))
    } else {
        (short(content, 0), short(content, 2), short(content, 4), short(content, 6))
    };
    let (Some(top), Some(bottom), Some(left), Some(right)) = bounds else {
        return Ok(());
    };
    // Bounds are exclusive at the end; a sheet without cells has zeros.
    let right_way = top <= bottom && bottom <= ROWS && right <= COLUMNS && (left <= right || left > 0xFF);
    if right_way || bottom == 0 || right == 0 {
        Ok(())
    } else {
        Err(ReadProblem::damaged("sheet khai kích thước vô lý"))
    }
}

fn over(limits: &Limits) -> ReadProblem {
    let most = vietnamese(limits.cells.into(), None);
    ReadProblem::OverLimit(format!(
        "vùng dữ liệu quá rộng hoặc quá nhiều ô (tối đa {most} ô); thường do một ô lạc ở rất xa"
    ))
}
