//! What a zip really holds: entries counted, inflated through a limited reader, contradictions refused.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::problem::{Extras, ReadProblem};
use super::repack::{self, Pack};
use crate::domain::number::vietnamese;
use crate::domain::settings::Limits;

/// A small file may be as repetitive as it likes.
const RATIO_FROM: u64 = 64 << 20;
/// XML without a single tag over this many bytes: one text that a reader would buffer whole.
const LONGEST_TEXT: u64 = 4 << 20;
/// Inflated at a time.
const CHUNK: usize = 64 << 10;
/// Of parts that are shorter than they say: the last look at their end.
const SMALLEST_CHUNK: usize = 256;
/// Parts that readers may open are held, inflated, up to so many bytes a file; a larger file is inflated twice.
const HELD: usize = 16 << 20;
/// How much larger than a file its parts usually are.
const USUAL_RATIO: usize = 6;

/// A zip that passed.
pub(super) struct Container<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    bytes: &'a [u8],
    /// All parts that a reader may open; `None` where they are too large to be held.
    held: Option<Pack>,
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
        // A zip of more parts than 16 bits count needs the long form, which a pack does not write.
        let mut held = (zip.len() < usize::from(u16::MAX))
            .then(|| Pack::new(zip.len(), bytes.len().saturating_mul(USUAL_RATIO).min(HELD)));
        let mut chunk = Vec::new();
        for index in 0..zip.len() {
            let part = measure(&mut zip, index, most.saturating_sub(total), held.as_mut(), &mut chunk)?;
            total += part.bytes;
            has_merges |= part.has_merges;
            extras.macros |= part.extras.macros;
            extras.links |= part.extras.links;
            held = held.filter(|_| part.fits);
            if total > most {
                let most = vietnamese((most >> 20).into(), None);
                return Err(ReadProblem::OverLimit(format!("giải nén ra lớn hơn {most} MB")));
            }
            if total > RATIO_FROM && total / limits.ratio.max(1) > bytes.len() as u64 {
                let most = vietnamese(limits.ratio.into(), None);
                return Err(ReadProblem::OverLimit(format!("tỷ lệ nén lớn bất thường (hơn {most} lần)")));
            }
        }
        Ok(Container { zip, bytes, held, has_merges, extras })
    }

    /// The file for a reader that inflates for itself: stored, where its parts are held.
    pub(super) fn stored(self) -> Cow<'a, [u8]> {
        self.held.map_or(Cow::Borrowed(self.bytes), |pack| Cow::Owned(pack.finish()))
    }

    /// All parts that a reader may open, if they are held.
    pub(super) fn held(&self) -> Option<&Pack> {
        self.held.as_ref()
    }

    /// The file with nothing of its sheets but their merged ranges; `None` where it is not known where they begin.
    pub(super) fn merged_ranges(&self) -> Option<Vec<u8>> {
        self.held.as_ref().filter(|_| self.has_merges).and_then(Pack::tails)
    }

    /// The inflated bytes of a part; `None` if there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadProblem> {
        if let Some(bytes) = self.held.as_ref().and_then(|pack| pack.part(name)) {
            return Ok(Some(bytes.to_vec()));
        }
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
    /// The pack has had room for it.
    fits: bool,
}

/// Told by names alone: what is inside is never looked at.
fn extras(name: &str) -> Extras {
    Extras {
        macros: name.ends_with("vbaproject.bin") || name.starts_with("basic/"),
        links: name.starts_with("xl/externallinks/externallink"),
    }
}

/// Inflates a part, at most one byte over `left`, and looks for what would hurt a reader; what may be read is added to
/// the pack, the rest goes nowhere. `chunk`: room to work in.
fn measure(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    left: u64,
    pack: Option<&mut Pack>,
    chunk: &mut Vec<u8>,
) -> Result<Part, ReadProblem> {
    let file = zip.by_index(index).map_err(|error| problem(&error))?;
    let own_name = file.name().unwrap_or_default().into_owned();
    let name = own_name.to_ascii_lowercase();
    let is_xml = name.ends_with(".xml");
    let is_sheet = is_xml && name.contains("worksheets/");
    let mut part = Part { bytes: 0, has_merges: false, extras: extras(&name), fits: true };
    let mut unique = None;
    let (mut textual, mut tail) = (0, Vec::new());
    let (stated, crc) = (file.size(), file.crc32());
    let mut pack = pack.filter(|_| repack::may_be_read(&name));
    let keeps = pack.is_some();
    let out = match &mut pack {
        Some(pack) => pack.begin(&own_name),
        None => {
            chunk.clear();
            chunk
        }
    };
    let mut start = out.len();
    let mut reader = file.take(left.saturating_add(1));
    loop {
        let wanted = stated.saturating_sub(part.bytes).clamp(SMALLEST_CHUNK as u64, CHUNK as u64) as usize;
        out.resize(start + wanted, 0);
        let read = reader.read(&mut out[start..]).map_err(|_| cut_off())?;
        out.truncate(start + read);
        if read == 0 {
            break;
        }
        let bytes = &out[start..];
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
        // What is not kept is overwritten by what comes next.
        part.fits &= !keeps || out.len() <= HELD;
        if keeps && part.fits {
            start = out.len();
        }
    }
    if unique.is_some_and(|count| count > part.bytes) {
        return Err(ReadProblem::damaged("bảng chuỗi khai số lượng lớn hơn chính nó"));
    }
    match pack {
        Some(pack) if part.fits => pack.end(own_name, crc, part.has_merges),
        Some(pack) => pack.cancel(),
        None => {}
    }
    Ok(part)
}

/// Does `mergeCell ` stand in this chunk, or across the end of the last one?
fn names_a_merge(tail: &mut Vec<u8>, bytes: &[u8]) -> bool {
    const NEEDLE: &[u8] = b"mergeCell ";
    tail.extend_from_slice(&bytes[..bytes.len().min(NEEDLE.len())]);
    let found =
        tail.windows(NEEDLE.len()).any(|window| window == NEEDLE) || memmem::find(bytes, NEEDLE).is_some();
    tail.clear();
    tail.extend_from_slice(&bytes[bytes.len().saturating_sub(NEEDLE.len())..]);
    found
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
