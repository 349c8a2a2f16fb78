//! What a zip really holds: entries counted, inflated through a limited reader, contradictions refused.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::problem::{Extras, ReadProblem};
use crate::domain::number::vietnamese;
use crate::domain::settings::Limits;

/// A small file may be as repetitive as it likes.
const RATIO_FROM: u64 = 64 << 20;
/// XML without a single tag over this many bytes: one text that a reader would buffer whole.
const LONGEST_TEXT: u64 = 4 << 20;
/// Inflated at a time.
const CHUNK: usize = 64 << 10;

/// A zip that passed.
pub(super) struct Container<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Some sheet has merged ranges: worth a second look by calamine.
    pub(super) has_merges: bool,
    pub(super) extras: Extras,
}

impl<'a> Container<'a> {
    /// Opens and checks a zip of office parts.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Container<'a>, ReadProblem> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
        if zip.len() > limits.parts {
            let most = vietnamese(limits.parts.into(), None);
            return Err(ReadProblem::OverLimit(format!("tệp nén có hơn {most} thành phần")));
        }
        if entries_declared(bytes).is_some_and(|declared| declared != zip.len()) {
            return Err(ReadProblem::damaged("tệp nén chứa hai thành phần trùng tên"));
        }
        let most = limits.unzipped_bytes;
        let (mut total, mut has_merges, mut extras) = (0, false, Extras::default());
        for index in 0..zip.len() {
            let part = measure(&mut zip, index, most.saturating_sub(total))?;
            total += part.bytes;
            has_merges |= part.has_merges;
            extras.macros |= part.extras.macros;
            extras.links |= part.extras.links;
            if total > most {
                let most = vietnamese((most >> 20).into(), None);
                return Err(ReadProblem::OverLimit(format!("giải nén ra lớn hơn {most} MB")));
            }
            if total > RATIO_FROM && total / limits.ratio.max(1) > bytes.len() as u64 {
                let most = vietnamese(limits.ratio.into(), None);
                return Err(ReadProblem::OverLimit(format!("tỷ lệ nén lớn bất thường (hơn {most} lần)")));
            }
        }
        Ok(Container { zip, has_merges, extras })
    }

    /// The inflated bytes of a part; `None` if there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadProblem> {
        let mut file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(problem(&error)),
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|_| cut_off())?;
        Ok(Some(bytes))
    }
}

/// The number of entries that the end record states; `None` for Zip64.
fn entries_declared(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().saturating_sub(66_000);
    let end = bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")? + tail;
    let count: [u8; 2] = bytes.get(end + 10..end + 12)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(count))).filter(|count| *count != 0xFFFF)
}

/// What one part turned out to be.
struct Part {
    bytes: u64,
    has_merges: bool,
    extras: Extras,
}

/// Told by names alone: what is inside is never looked at.
fn extras(name: &str) -> Extras {
    Extras {
        macros: name.ends_with("vbaproject.bin") || name.starts_with("basic/"),
        links: name.starts_with("xl/externallinks/externallink"),
    }
}

/// Inflates a part to nowhere, at most one byte over `left`, and looks for what would hurt a reader.
fn measure(zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize, left: u64) -> Result<Part, ReadProblem> {
    let file = zip.by_index(index).map_err(|error| problem(&error))?;
    let name = file.name().unwrap_or_default().to_ascii_lowercase();
    let is_xml = name.ends_with(".xml");
    let is_sheet = is_xml && name.contains("worksheets/");
    let mut part = Part { bytes: 0, has_merges: false, extras: extras(&name) };
    let mut unique = None;
    let (mut textual, mut tail) = (0, Vec::new());
    let mut reader = file.take(left.saturating_add(1));
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = reader.read(&mut chunk).map_err(|_| cut_off())?;
        let bytes = &chunk[..read];
        if read == 0 {
            break;
        }
        if part.bytes == 0 && name.ends_with("sharedstrings.xml") {
            unique = unique_count(bytes);
        }
        part.bytes += read as u64;
        textual = if is_xml && !bytes.contains(&b'<') { textual + read as u64 } else { 0 };
        if textual > LONGEST_TEXT {
            return Err(ReadProblem::OverLimit("có một chuỗi văn bản dài bất thường".to_owned()));
        }
        if is_sheet && !part.has_merges {
            part.has_merges = names_a_merge(&mut tail, bytes);
        }
    }
    if unique.is_some_and(|count| count > part.bytes) {
        return Err(ReadProblem::damaged("bảng chuỗi khai số lượng lớn hơn chính nó"));
    }
    Ok(part)
}

/// Does `mergeCell ` stand in this chunk, or across the end of the last one?
fn names_a_merge(tail: &mut Vec<u8>, bytes: &[u8]) -> bool {
    const NEEDLE: &[u8] = b"mergeCell ";
    tail.extend_from_slice(&bytes[..bytes.len().min(NEEDLE.len())]);
    let found = tail.windows(NEEDLE.len()).any(|window| window == NEEDLE) || stands_in(bytes, NEEDLE);
    tail.clear();
    tail.extend_from_slice(&bytes[bytes.len().saturating_sub(NEEDLE.len())..]);
    found
}

/// A search that jumps from one first letter to the next: cheap in sheets, where `m` is rare.
fn stands_in(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else {
        return true;
    };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = &rest[at..];
        if rest.starts_with(needle) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// The number that `uniqueCount` claims (calamine reserves memory for it at once).
fn unique_count(head: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(&head[..head.len().min(4096)]).into_owned();
    let (_, rest) = text.split_once("uniqueCount")?;
    let digits: String = rest
        .chars()
        .skip_while(|c| matches!(c, '=' | '"' | '\'' | ' '))
        .take_while(char::is_ascii_digit)
        .collect();
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}

fn problem(error: &ZipError) -> ReadProblem {
    match error {
        ZipError::UnsupportedArchive(words) if words.to_lowercase().contains("password") => {
            ReadProblem::Protected
        }
        ZipError::InvalidPassword => ReadProblem::Protected,
        _ => cut_off(),
    }
}

fn cut_off() -> ReadProblem {
    ReadProblem::damaged("tệp bị cắt cụt hoặc hỏng phần nén (ZIP)")
}
