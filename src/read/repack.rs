//! A workbook packed once more, stored instead of deflated: what was inflated to be counted is not inflated again.

use std::ops::Range;

/// A part that was inflated within the limits.
pub(super) struct Held {
    pub(super) name: String,
    /// Where its bytes stand in the pack.
    place: Range<usize>,
    /// CRC-32, compared by whoever inflated it.
    crc: u32,
}

/// Where parts lie that no reader of cells opens, in small letters.
const UNREAD: [&str; 15] = [
    "[content_types].xml",
    "worksheets/_rels/",
    "calcchain.",
    "comments",
    "persons/",
    "docprops/",
    "customxml/",
    "theme/",
    "media/",
    "drawings/",
    "charts/",
    "printersettings/",
    "externallinks/",
    "pivotcache/",
    "vbaproject.bin",
];

/// Is it a part that a reader may open, by its name in small letters?
pub(super) fn may_be_read(name: &str) -> bool {
    !name.ends_with('/') && !UNREAD.iter().any(|place| name.contains(place))
}

/// A zip of stored parts on its way: each part stands where it is inflated to, behind its header.
#[derive(Default)]
pub(super) struct Pack {
    zip: Vec<u8>,
    parts: Vec<Held>,
    /// Beginning of the open part's header and of its bytes.
    open: (usize, usize),
}

/// Header of a part without its name.
const LOCAL: usize = 30;
/// Entry of the directory without its name.
const ENTRY: usize = 46;
/// Record at the end.
const END: usize = 22;

impl Pack {
    /// Room for so many parts of so many bytes together.
    pub(super) fn new(parts: usize, bytes: usize) -> Pack {
        /// Names are rarely longer.
        const NAME: usize = 40;
        let room = bytes + parts * (LOCAL + ENTRY + 2 * NAME) + END;
        Pack { zip: Vec::with_capacity(room), ..Pack::default() }
    }

    /// Opens a part: its bytes are to be added to what is given.
    pub(super) fn begin(&mut self, name: &str) -> &mut Vec<u8> {
        let header = self.zip.len();
        // Sizes and CRC-32 are not known before the part is read.
        local_header(&mut self.zip, name, 0, 0);
        self.open = (header, self.zip.len());
        &mut self.zip
    }

    /// The open part is complete.
    pub(super) fn end(&mut self, name: String, crc: u32) {
        let (header, start) = self.open;
        let place = start..self.zip.len();
        let mut sized = Vec::with_capacity(start - header);
        local_header(&mut sized, &name, crc, place.len());
        self.zip[header..start].copy_from_slice(&sized);
        self.parts.push(Held { name, place, crc });
    }

    /// The open part is not kept.
    pub(super) fn cancel(&mut self) {
        self.zip.truncate(self.open.0);
    }

    /// All parts: their names and bytes.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&Held, &[u8])> {
        self.parts.iter().map(|part| (part, self.zip.get(part.place.clone()).unwrap_or_default()))
    }

    /// Adds a part that is copied as it is.
    pub(super) fn copy(&mut self, part: &Held, bytes: &[u8]) {
        self.begin(&part.name).extend_from_slice(bytes);
        self.end(part.name.clone(), part.crc);
    }

    /// Adds a part that is made here.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) {
        self.begin(name).extend_from_slice(bytes);
        self.end(name.to_owned(), crc32(bytes));
    }

    /// The bytes of a part.
    pub(super) fn part(&self, name: &str) -> Option<&[u8]> {
        let part = self.parts.iter().find(|part| part.name == name)?;
        self.zip.get(part.place.clone())
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let directory = self.zip.len();
        for part in &self.parts {
            let start = part.place.start - LOCAL - part.name.len();
            entry(&mut self.zip, part, start);
        }
        let size = self.zip.len() - directory;
        self.zip.extend(b"PK\x05\x06\0\0\0\0");
        for _ in 0..2 {
            self.zip.extend(short(self.parts.len()));
        }
        self.zip.extend(long(size));
        self.zip.extend(long(directory));
        self.zip.extend([0, 0]);
        self.zip
    }
}

fn long(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

fn short(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// What both headers of a part have in common: version 2.0, name in UTF-8, stored, 1/1/1980, CRC-32, sizes, name's length.
fn common(out: &mut Vec<u8>, name: &str, crc: u32, size: usize) {
    out.extend([20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]);
    out.extend(crc.to_le_bytes());
    out.extend(long(size));
    out.extend(long(size));
    out.extend(short(name.len()));
    out.extend([0, 0]);
}

fn local_header(out: &mut Vec<u8>, name: &str, crc: u32, size: usize) {
    out.extend(b"PK\x03\x04");
    common(out, name, crc, size);
    out.extend(name.as_bytes());
}

fn entry(out: &mut Vec<u8>, part: &Held, start: usize) {
    out.extend(b"PK\x01\x02\x14\0");
    common(out, &part.name, part.crc, part.place.len());
    // No comment, first disk, no attributes.
    out.extend([0; 10]);
    out.extend(long(start));
    out.extend(part.name.as_bytes());
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::{Pack, crc32, may_be_read};

    #[test]
    fn parts_come_out_as_they_went_in() {
        let mut pack = Pack::new(3, 200);
        let sheet = "<worksheet><c/><mergeCells><mergeCell ref=\"A1:B1\"/>";
        for (name, text) in [
            ("xl/styles.xml", "<styleSheet/>"),
            ("lost.xml", "<x/>"),
            ("xl/worksheets/sheet1.xml", sheet),
            ("ố.xml", ""),
        ] {
            pack.begin(name).extend_from_slice(text.as_bytes());
            match name {
                "lost.xml" => pack.cancel(),
                _ => pack.end(name.to_owned(), crc32(text.as_bytes())),
            }
        }
        assert_eq!(pack.part("xl/worksheets/sheet1.xml"), Some(sheet.as_bytes()));
        assert_eq!(pack.part("lost.xml"), None);
        let read = |bytes: &[u8], name: &str| {
            let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut text = String::new();
            zip.by_name(name).ok()?.read_to_string(&mut text).unwrap();
            Some(text)
        };
        let whole = pack.finish();
        assert_eq!(read(&whole, "xl/styles.xml").as_deref(), Some("<styleSheet/>"));
        assert_eq!(read(&whole, "xl/worksheets/sheet1.xml").as_deref(), Some(sheet));
        assert_eq!(read(&whole, "ố.xml").as_deref(), Some(""));
        assert_eq!(read(&whole, "lost.xml"), None);
        assert!(may_be_read("xl/sharedstrings.xml") && may_be_read("xl/_rels/workbook.xml.rels"));
        for unread in
            ["[content_types].xml", "xl/theme/theme1.xml", "xl/threadedcomments/threadedcomment1.xml"]
        {
            assert!(!may_be_read(unread), "{unread}");
        }
    }
}
