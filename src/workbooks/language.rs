//! The language of a workbook, `dc:language` of its core properties, which the library does not write.
//!
//! The part stands near the end of the zip, behind all sheets and texts: on the way to the writer the last bytes are held back,
//! cut before it, and it and the few small parts that follow are written again. So no workbook stands in memory for that.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use rust_xlsxwriter::{Workbook, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Language of all that the program writes, after RFC 3066.
pub const LANGUAGE: &str = "vi-VN";

const CORE: &str = "docProps/core.xml";
const END: &str = "</cp:coreProperties>";
/// How hard deflate tries.
const LEVEL: i64 = 3;
/// Sizes of the records of a zip (APPNOTE.TXT 4.3.12, 4.3.16), and where in them stand lengths and the offset.
const RECORD: usize = 46;
const LENGTHS: [usize; 3] = [28, 30, 32];
const OFFSET: usize = 42;
const CLOSING: [u8; 4] = *b"PK\x05\x06";

/// Bytes held back at the least: the parts behind the core properties take a twentieth of it.
const HELD: usize = 1 << 20;

/// The bytes of a finished workbook, its language among its properties.
///
/// # Errors
/// When Excel's own limits are met.
pub fn bytes(book: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = Vec::new();
    write(book, &mut bytes)?;
    Ok(bytes)
}

/// The same into a writer.
///
/// # Errors
/// The same, and those of the writer.
pub fn write(book: &mut Workbook, out: impl Write + Send) -> Result<(), XlsxError> {
    let mut held = Held { out, end: End::default() };
    book.save_to_writer(&mut held)?;
    let Held { mut out, mut end } = held;
    // Beyond 4 GB a zip has other records; such a workbook goes without, as it is complete.
    let is_told = tell(&mut end).is_some();
    debug_assert!(is_told, "the library's zip has the form that it always had");
    out.write_all(&end.bytes)?;
    Ok(out.flush()?)
}

/// Passes on all but the last bytes.
struct Held<W> {
    out: W,
    end: End,
}

impl<W: Write> Write for Held<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let End { passed, bytes: held, .. } = &mut self.end;
        held.extend_from_slice(bytes);
        if held.len() > 2 * HELD {
            let gone = held.len() - HELD;
            self.out.write_all(&held[..gone])?;
            held.drain(..gone);
            *passed += gone;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The end of a zip; before it nothing is read but zeros.
#[derive(Debug, Default, Clone)]
struct End {
    /// How many bytes stand before it.
    passed: usize,
    bytes: Vec<u8>,
    at: u64,
}

impl End {
    fn from(&self, at: usize) -> Option<&[u8]> {
        self.bytes.get(at.checked_sub(self.passed)?..)
    }
}

impl Read for End {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let at = usize::try_from(self.at).unwrap_or(usize::MAX);
        let count = match at.checked_sub(self.passed) {
            Some(at) => self.bytes.get(at..).unwrap_or_default().read(into)?,
            None => {
                let count = into.len().min(self.passed - at);
                into[..count].fill(0);
                count
            }
        };
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for End {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let end = (self.passed + self.bytes.len()) as u64;
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => end.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Writes the language into the core properties; the bytes stay as they are where that cannot be done.
fn tell(end: &mut End) -> Option<()> {
    let (tail, start) = tail(end)?;
    let tail_directory = directory(Cursor::new(&tail))?;
    let listed = directory(&mut *end)?;
    let kept = records(end.from(listed)?)?.into_iter().filter(|(_, at)| *at < start);
    let mut listed: Vec<Vec<u8>> = kept.map(|(record, _)| record.to_vec()).collect();
    for (record, at) in records(tail.get(tail_directory..)?)? {
        let mut record = record.to_vec();
        let moved = u32::try_from(start + at).ok()?;
        record.get_mut(OFFSET..OFFSET + 4)?.copy_from_slice(&moved.to_le_bytes());
        listed.push(record);
    }
    let count = u16::try_from(listed.len()).ok().filter(|count| *count < u16::MAX)?.to_le_bytes();
    let listed = listed.concat();
    let opening = u32::try_from(start + tail_directory).ok().filter(|at| *at < u32::MAX)?.to_le_bytes();
    let length = u32::try_from(listed.len()).ok()?.to_le_bytes();
    end.bytes.truncate(start.checked_sub(end.passed)?);
    end.bytes.extend_from_slice(tail.get(..tail_directory)?);
    end.bytes.extend(listed);
    // The only disk, without a comment.
    end.bytes.extend([&CLOSING[..], &[0; 4], &count, &count, &length, &opening, &[0; 2]].concat());
    Some(())
}

/// A zip of the core properties with the language and of all parts behind them, and where the old one had them.
fn tail(end: &mut End) -> Option<(Vec<u8>, usize)> {
    let passed = end.passed;
    let mut book = ZipArchive::new(end).ok()?;
    let nth = book.index_for_name(CORE)?;
    let mut core = book.by_index(nth).ok()?;
    let start = usize::try_from(core.header_start()).ok().filter(|start| *start >= passed)?;
    let mut text = String::new();
    core.read_to_string(&mut text).ok()?;
    drop(core);
    let text = text.strip_suffix(END)?;
    let mut tail = ZipWriter::new(Cursor::new(Vec::new()));
    tail.start_file(CORE, SimpleFileOptions::default().compression_level(Some(LEVEL))).ok()?;
    write!(tail, "{text}<dc:language>{LANGUAGE}</dc:language>{END}").ok()?;
    // Listed in the order in which they stand.
    for nth in nth + 1..book.len() {
        tail.raw_copy_file(book.by_index_raw(nth).ok()?).ok()?;
    }
    Some((tail.finish().ok()?.into_inner(), start))
}

/// Where the central directory begins.
fn directory(zip: impl Read + Seek) -> Option<usize> {
    usize::try_from(ZipArchive::new(zip).ok()?.central_directory_start()).ok()
}

/// The records of a central directory, each with the place of its part.
fn records(mut rest: &[u8]) -> Option<Vec<(&[u8], usize)>> {
    let mut records = Vec::new();
    while !rest.starts_with(&CLOSING) {
        let short = |at: usize| Some(usize::from(u16::from_le_bytes(rest.get(at..at + 2)?.try_into().ok()?)));
        let length = LENGTHS.into_iter().try_fold(RECORD, |sum, at| Some(sum + short(at)?))?;
        let offset = u32::from_le_bytes(rest.get(OFFSET..OFFSET + 4)?.try_into().ok()?);
        let (record, after) = rest.split_at_checked(length)?;
        records.push((record, usize::try_from(offset).ok().filter(|_| offset < u32::MAX)?));
        rest = after;
    }
    Some(records)
}

#[cfg(test)]
mod tests {
    use crate::testing::Dice;
    use std::io::{Cursor, Read};

    use rust_xlsxwriter::{DocProperties, Note, Workbook};
    use zip::ZipArchive;

    use super::{CORE, End, HELD, bytes, tell};

    fn book() -> Workbook {
        let mut book = Workbook::new();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 1, 1).unwrap();
        book.set_properties(&DocProperties::new().set_title("A & <B> ế").set_creation_datetime(&day));
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "số liệu").unwrap().insert_note(0, 0, &Note::new("ghi chú")).unwrap();
        book
    }

    fn parts(bytes: &[u8]) -> Vec<(String, String)> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        (0..zip.len())
            .map(|nth| {
                let mut part = zip.by_index(nth).unwrap();
                let mut text = String::new();
                part.read_to_string(&mut text).unwrap();
                (part.name().unwrap().into_owned(), text)
            })
            .collect()
    }

    #[test]
    fn only_the_core_properties_differ_and_every_part_is_in_its_place() {
        let (plain, told) = (book().save_to_buffer().unwrap(), bytes(&mut book()).unwrap());
        let (before, after) = (parts(&plain), parts(&told));
        assert!(before.len() > 10 && before.len() == after.len());
        for ((name, was), (now, is)) in before.iter().zip(&after) {
            assert_eq!(name, now);
            if name == CORE {
                let language = "<dc:language>vi-VN</dc:language></cp:coreProperties>";
                assert_eq!(*is, was.replace("</cp:coreProperties>", language));
            } else {
                assert_eq!(was, is, "{name}");
            }
        }
        assert_eq!(told, bytes(&mut book()).unwrap());
        assert!(told.len() < plain.len() + 64, "{} of {}", told.len(), plain.len());
    }

    #[test]
    fn most_of_a_large_workbook_is_passed_on_before_its_end() {
        // Letters that deflate cannot shorten much, so that more is written than is held back.
        let mut book = book();
        let sheet = book.add_worksheet();
        let mut dice = Dice(1);
        for row in 0..40_000 {
            let mut text = String::new();
            for _ in 0..16 {
                text.push_str(&format!("{:x}{:x}", dice.roll(1 << 24), dice.roll(1 << 24)));
            }
            sheet.write_string(row, 0, text).unwrap();
        }
        let (plain, told) = (book.save_to_buffer().unwrap(), bytes(&mut book).unwrap());
        assert!(plain.len() > 4 * HELD, "{}", plain.len());
        let (before, after) = (parts(&plain), parts(&told));
        assert_eq!(before.len(), after.len());
        assert!(before.iter().zip(&after).all(|(was, is)| was.0 == is.0 && (was.1 == is.1 || was.0 == CORE)));
        assert!(after.iter().any(|(name, text)| name == CORE && text.contains("<dc:language>vi-VN")));
    }

    #[test]
    fn what_is_no_such_zip_stays_as_it_is() {
        for bytes in [&b""[..], b"PK\x05\x06", &[0; 100]] {
            let mut own = End { bytes: bytes.to_vec(), ..End::default() };
            assert_eq!(tell(&mut own), None);
            assert_eq!(own.bytes, bytes);
        }
    }
}
