//! The language of a workbook, `dc:language` of its core properties, which the library does not write.
//!
//! The part stands near the end of the zip, behind all sheets: the finished bytes are cut before it, and it and the few
//! small parts that follow are written again. So there is never a second copy of the workbook.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Workbook, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Language of all that the program writes, after RFC 3066.
pub const LANGUAGE: &str = "vi-VN";

const CORE: &str = "docProps/core.xml";
const END: &str = "</cp:coreProperties>";
/// How hard deflate tries.
const LEVEL: i64 = 4;
/// Sizes of the records of a zip (APPNOTE.TXT 4.3.12, 4.3.16), and where in them stand lengths and the offset.
const RECORD: usize = 46;
const LENGTHS: [usize; 3] = [28, 30, 32];
const OFFSET: usize = 42;
const CLOSING: [u8; 4] = *b"PK\x05\x06";

/// The bytes of a finished workbook, its language among its properties.
///
/// # Errors
/// When Excel's own limits are met.
pub fn bytes(book: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = book.save_to_buffer()?;
    // Beyond 4 GB a zip has other records; such a workbook goes without, as it is complete.
    let is_told = tell(&mut bytes).is_some();
    debug_assert!(is_told, "the library's zip has the form that it always had");
    Ok(bytes)
}

/// Writes the language into the core properties; the bytes stay as they are where that cannot be done.
fn tell(bytes: &mut Vec<u8>) -> Option<()> {
    let (tail, start) = tail(bytes)?;
    let tail_directory = directory(&tail)?;
    let kept = records(bytes, directory(bytes)?)?.into_iter().filter(|(_, at)| *at < start);
    let mut listed: Vec<Vec<u8>> = kept.map(|(record, _)| record.to_vec()).collect();
    for (record, at) in records(&tail, tail_directory)? {
        let mut record = record.to_vec();
        let moved = u32::try_from(start + at).ok()?;
        record.get_mut(OFFSET..OFFSET + 4)?.copy_from_slice(&moved.to_le_bytes());
        listed.push(record);
    }
    let count = u16::try_from(listed.len()).ok().filter(|count| *count < u16::MAX)?.to_le_bytes();
    let listed = listed.concat();
    let opening = u32::try_from(start + tail_directory).ok().filter(|at| *at < u32::MAX)?.to_le_bytes();
    let length = u32::try_from(listed.len()).ok()?.to_le_bytes();
    bytes.truncate(start);
    bytes.extend_from_slice(tail.get(..tail_directory)?);
    bytes.extend(listed);
    // The only disk, without a comment.
    bytes.extend([&CLOSING[..], &[0; 4], &count, &count, &length, &opening, &[0; 2]].concat());
    Some(())
}

/// A zip of the core properties with the language and of all parts behind them, and where the old one had them.
fn tail(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut book = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let nth = book.index_for_name(CORE)?;
    let mut core = book.by_index(nth).ok()?;
    let start = core.header_start();
    let mut text = String::new();
    core.read_to_string(&mut text).ok()?;
    drop(core);
    let text = text.strip_suffix(END)?;
    let mut tail = ZipWriter::new(Cursor::new(Vec::new()));
    tail.start_file(CORE, SimpleFileOptions::default().compression_level(Some(LEVEL))).ok()?;
    write!(tail, "{text}<dc:language>{LANGUAGE}</dc:language>{END}").ok()?;
    for nth in 0..book.len() {
        let part = book.by_index_raw(nth).ok()?;
        if part.header_start() > start {
            tail.raw_copy_file(part).ok()?;
        }
    }
    Some((tail.finish().ok()?.into_inner(), usize::try_from(start).ok()?))
}

/// Where the central directory begins.
fn directory(bytes: &[u8]) -> Option<usize> {
    let book = ZipArchive::new(Cursor::new(bytes)).ok()?;
    usize::try_from(book.central_directory_start()).ok()
}

/// The records of the central directory, each with the place of its part.
fn records(bytes: &[u8], directory: usize) -> Option<Vec<(&[u8], usize)>> {
    let mut rest = bytes.get(directory..)?;
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
    use std::io::{Cursor, Read};

    use rust_xlsxwriter::{DocProperties, Note, Workbook};
    use zip::ZipArchive;

    use super::{CORE, bytes, tell};

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
    fn what_is_no_such_zip_stays_as_it_is() {
        for bytes in [&b""[..], b"PK\x05\x06", &[0; 100]] {
            let mut own = bytes.to_vec();
            assert_eq!(tell(&mut own), None);
            assert_eq!(own, bytes);
        }
    }
}
