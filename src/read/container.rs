//! What a zip really holds: entries counted, inflated through a limited reader, contradictions refused.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read};

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
    /// Opens and checks a zip of office parts. Parts that nobody will open (pictures, themes, macros) are not inflated.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Container<'a>, ReadProblem> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
        if zip.len() > limits.parts {
            let most = vietnamese(limits.parts.into(), None);
            return Err(ReadProblem::OverLimit(format!("tệp nén có hơn {most} thành phần")));
        }
        if entries_declared(bytes).is_some_and(|declared| declared != zip.len()) {
            return Err(ReadProblem::damaged("tệp nén chứa hai thành phần trùng tên"));
        }
        // A zip of more parts than 16 bits count needs the long form, which a pack does not write.
        let held = (zip.len() < usize::from(u16::MAX))
            .then(|| Pack::new(zip.len(), bytes.len().saturating_mul(USUAL_RATIO).min(HELD)));
        let mut sum = Sum { held, bytes: 0, has_merges: false, extras: Extras::default() };
        let (read, unread): (Vec<usize>, Vec<usize>) = (0..zip.len()).partition(|index| {
            let name = zip.name_for_index(*index).and_then(Result::ok).unwrap_or_default();
            repack::may_be_read(&name.to_ascii_lowercase())
        });
        let mut chunk = Vec::new();
        read.iter().try_for_each(|index| sum.add(&mut zip, *index, bytes.len(), limits, &mut chunk))?;
        for index in unread {
            if sum.held.is_none() {
                // Whoever inflates for himself may open these too.
                sum.add(&mut zip, index, bytes.len(), limits, &mut chunk)?;
            } else {
                // What it says of itself is believed: a larger part hurts nobody as long as nobody opens it.
                let part = zip.by_index_raw(index).map_err(|error| problem(&error))?;
                let name = part.name().unwrap_or_default().to_ascii_lowercase();
                sum.extras.join(extras(&name));
                sum.count(part.size(), bytes.len(), limits)?;
            }
        }
        let Sum { held, has_merges, extras, .. } = sum;
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

    /// A part as it comes, without room for all of it; `None` if there is none of that name or it cannot be opened.
    pub(super) fn stream(&mut self, name: &str) -> Option<Box<dyn BufRead + '_>> {
        if let Some(bytes) = self.held.as_ref().and_then(|pack| pack.part(name)) {
            return Some(Box::new(bytes));
        }
        Some(Box::new(BufReader::new(self.zip.by_name(name).ok()?)))
    }
}

/// What the parts of a zip come to.
struct Sum {
    held: Option<Pack>,
    bytes: u64,
    has_merges: bool,
    extras: Extras,
}

impl Sum {
    /// Measures one more part. `packed`: bytes of the whole file.
    fn add(
        &mut self,
        zip: &mut ZipArchive<Cursor<&[u8]>>,
        index: usize,
        packed: usize,
        limits: &Limits,
        chunk: &mut Vec<u8>,
    ) -> Result<(), ReadProblem> {
        let left = limits.unzipped_bytes.saturating_sub(self.bytes);
        let part = measure(zip, index, left, self.held.as_mut(), chunk)?;
        self.has_merges |= part.has_merges;
        self.extras.join(part.extras);
        if !part.fits {
            self.held = None;
        }
        self.count(part.bytes, packed, limits)
    }

    /// Counts so many bytes more.
    fn count(&mut self, bytes: u64, packed: usize, limits: &Limits) -> Result<(), ReadProblem> {
        let most = limits.unzipped_bytes;
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > most {
            let most = vietnamese((most >> 20).into(), None);
            return Err(ReadProblem::OverLimit(format!("giải nén ra lớn hơn {most} MB")));
        }
        if self.bytes > RATIO_FROM && self.bytes / limits.ratio.max(1) > packed as u64 {
            let most = vietnamese(limits.ratio.into(), None);
            return Err(ReadProblem::OverLimit(format!("tỷ lệ nén lớn bất thường (hơn {most} lần)")));
        }
        Ok(())
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
    mut pack: Option<&mut Pack>,
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
        Some(pack) if part.fits => pack.end(own_name, crc),
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
    const NAME: &[u8] = b"uniqueCount";
    let head = &head[..head.len().min(4096)];
    let rest = &head[memmem::find(head, NAME)? + NAME.len()..];
    let signs = rest.iter().take_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b' ')).count();
    let digits = rest[signs..].iter().take_while(|byte| byte.is_ascii_digit());
    let more = |sum: u64, digit: &u8| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    let count = digits.clone().count();
    (count > 0).then(|| digits.fold(0, more))
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
