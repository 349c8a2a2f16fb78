//! The file itself: header, streams, packed objects, cross-reference stream, trailer.

use lopdf::{Dictionary, Object, StringFormat};
use sha2::{Digest, Sha256};

use super::number::push_padded;
use super::press::deflate;

/// Bytes of a number and an offset in the head of a ruled pack.
const PAIR: usize = 22;

/// Objects in one object stream: a reader unpacks a whole one to get at any of its objects.
const PACK: usize = 256;

/// Where an object stands (ISO 32000-1, 7.5.8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Free,
    At(u64),
    In { stream: u32, index: u16 },
}

/// A PDF file being written, object by object, in any order.
pub struct File {
    out: Vec<u8>,
    entries: Vec<Entry>,
}

/// Small objects, compressed together.
pub struct Pack {
    ids: Vec<u32>,
    offsets: usize,
    deflated: Vec<u8>,
    /// Bytes of a line, if each is stored as its difference from the one above (PNG predictor "up").
    columns: Option<usize>,
}

/// How the lines of a ruled pack are found.
#[derive(Debug, Clone, Copy)]
pub enum Ruled {
    /// Each object is a line, as long as the longest of them.
    Widest,
    /// The objects are written in lines of this length.
    Columns(usize),
}

/// The same for ruled packs: their objects are so small that a short pack would be mostly its own beginning.
pub const RULED_PACK: usize = 4_096;

/// Splits `count` objects into packs: the ranges.
pub fn packs(count: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    packs_of(PACK, count)
}

/// The same with at most `size` objects in a pack.
pub fn packs_of(size: usize, count: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    (0..count).step_by(size).map(move |start| start..(start + size).min(count))
}

impl Pack {
    /// Packs the objects of these numbers; `write` writes the nth.
    pub fn new(ids: Vec<u32>, mut write: impl FnMut(&mut Vec<u8>, usize)) -> Pack {
        let mut head = Vec::new();
        let mut body = Vec::with_capacity(ids.len() * 64);
        for (index, id) in ids.iter().enumerate() {
            head.extend(format!("{id} {} ", body.len()).bytes());
            write(&mut body, index);
            body.push(b'\n');
        }
        let offsets = head.len();
        head.append(&mut body);
        Pack { ids, offsets, deflated: deflate(&head), columns: None }
    }

    /// Packs objects that differ by little more than their numbers: lines of one length, each stored as its
    /// difference from the one above, which is mostly nothing.
    pub fn ruled(ids: Vec<u32>, ruled: Ruled, mut write: impl FnMut(&mut Vec<u8>, usize)) -> Pack {
        let mut bodies: Vec<u8> = Vec::with_capacity(ids.len() * 64);
        let mut lengths = Vec::with_capacity(ids.len());
        for index in 0..ids.len() {
            let start = bodies.len();
            write(&mut bodies, index);
            bodies.push(b'\n');
            lengths.push(bodies.len() - start);
        }
        let longest = lengths.iter().copied().max().unwrap_or_default();
        // A pair of numbers in the head takes a line too.
        let columns = match ruled {
            Ruled::Widest => longest.max(24),
            Ruled::Columns(columns) => columns.max(1),
        };
        let whole = |length: usize| length.div_ceil(columns) * columns;
        let size = lengths.iter().map(|length| whole(*length)).sum::<usize>() + ids.len() * whole(PAIR);
        let (mut head, mut offset) = (Vec::with_capacity(size), 0);
        for (id, length) in ids.iter().zip(&lengths) {
            push_padded(&mut head, *id as usize, PAIR / 2 - 1);
            head.push(b' ');
            push_padded(&mut head, offset, PAIR / 2 - 1);
            head.push(b' ');
            head.resize(head.len() + whole(PAIR) - PAIR, b' ');
            offset += whole(*length);
        }
        let offsets = head.len();
        let mut rest = &bodies[..];
        for length in lengths {
            let (body, after) = rest.split_at(length);
            head.extend_from_slice(body);
            head.resize(head.len() + whole(length) - length, b' ');
            rest = after;
        }
        Pack { ids, offsets, deflated: deflate(&differences(&head, columns)), columns: Some(columns) }
    }
}

impl File {
    /// The header. `room`: expected size in bytes.
    pub fn new(room: usize) -> File {
        let mut out = Vec::with_capacity(room);
        // Four bytes above 127 tell transfer programs that this is no text (ISO 19005-2, 6.1.2).
        out.extend(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        File { out, entries: Vec::new() }
    }

    /// Writes a stream whose bytes are already encoded as `dict` says; `dict` is without `Length` and brackets.
    pub fn stream(&mut self, id: u32, dict: &[u8], bytes: &[u8]) {
        self.note(id, Entry::At(self.out.len() as u64));
        self.out.extend(format!("{id} 0 obj\n<<").bytes());
        self.out.extend_from_slice(dict);
        self.out.extend(format!("/Length {}>>stream\n", bytes.len()).bytes());
        self.out.extend_from_slice(bytes);
        // Readers that look for the end-of-line would take a last byte of 0x0D for a part of it.
        if bytes.last() == Some(&b'\r') {
            self.out.push(b'\r');
        }
        self.out.extend(b"\nendstream\nendobj\n");
    }

    /// Writes packed objects as object stream number `id`.
    pub fn pack(&mut self, id: u32, pack: &Pack) {
        let mut dict = format!("/Type/ObjStm/N {}/First {}/Filter/FlateDecode", pack.ids.len(), pack.offsets);
        if let Some(columns) = pack.columns {
            dict.push_str(&format!("/DecodeParms<</Predictor 12/Columns {columns}>>"));
        }
        self.stream(id, dict.as_bytes(), &pack.deflated);
        for (index, packed) in pack.ids.iter().enumerate() {
            self.note(*packed, Entry::In { stream: id, index: index as u16 });
        }
    }

    /// Writes the cross-reference stream as object `id` and ends the file. The file's identity is the hash of its bytes.
    pub fn finish(mut self, id: u32, root: u32, info: u32) -> Vec<u8> {
        let start = self.out.len();
        self.note(id, Entry::At(start as u64));
        let hash = Sha256::digest(&self.out);
        let identity: String = hash.iter().take(16).map(|byte| format!("{byte:02X}")).collect();
        let dict = format!(
            "/Type/XRef/Size {}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{identity}><{identity}>]\
             /Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>",
            self.entries.len()
        );
        let table = deflate(&differences(&self.cross_references(), ROW));
        self.stream(id, dict.as_bytes(), &table);
        self.out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        self.out
    }

    fn cross_references(&self) -> Vec<u8> {
        let mut table = Vec::with_capacity(self.entries.len() * ROW);
        for (id, entry) in self.entries.iter().enumerate() {
            table.extend_from_slice(&row(*entry, id));
        }
        table
    }

    fn note(&mut self, id: u32, entry: Entry) {
        let place = id as usize;
        if self.entries.len() <= place {
            self.entries.resize(place + 1, Entry::Free);
        }
        self.entries[place] = entry;
    }
}

/// Lines of `columns` bytes, each as its difference from the line above (ISO 32000-1, 7.4.4.4).
fn differences(bytes: &[u8], columns: usize) -> Vec<u8> {
    const UP: u8 = 2;
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / columns + 1);
    let mut above = vec![0u8; columns];
    for line in bytes.chunks(columns) {
        out.push(UP);
        out.extend(line.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
        above.copy_from_slice(line);
    }
    out
}

/// Bytes of an entry of the cross-reference table.
const ROW: usize = 7;

fn row(entry: Entry, id: usize) -> [u8; ROW] {
    let (kind, middle, last) = match entry {
        // Object 0 heads the list of free objects; the others are never to be used again.
        Entry::Free if id == 0 => (0, 0, u16::MAX),
        Entry::Free => (0, 0, 0),
        Entry::At(offset) => (1, offset as u32, 0),
        Entry::In { stream, index } => (2, stream, index),
    };
    let ([a, b, c, d], [e, f]) = (middle.to_be_bytes(), last.to_be_bytes());
    [kind, a, b, c, d, e, f]
}

/// Writes an object as PDF syntax, with no space that is not needed.
pub fn push_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(if *value { &b"true"[..] } else { b"false" }),
        Object::Integer(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(value.to_string().bytes()),
        Object::Name(name) => push_name(out, name),
        Object::String(text, format) => push_string(out, text, format),
        Object::Array(items) => {
            out.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 && bare(item) {
                    out.push(b' ');
                }
                push_object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => {
            out.extend(b"<<");
            push_entries(out, dict);
            out.extend(b">>");
        }
        // A stream is never inside another object; as an object of its own it goes through `File::stream`.
        Object::Stream(_) => out.extend(b"null"),
        Object::Reference((id, generation)) => out.extend(format!("{id} {generation} R").bytes()),
    }
}

/// The entries of a dictionary without its brackets.
pub fn push_entries(out: &mut Vec<u8>, dict: &Dictionary) {
    for (key, value) in dict {
        push_name(out, key);
        if bare(value) {
            out.push(b' ');
        }
        push_object(out, value);
    }
}

/// Starts without a delimiter, so that a space must go before it.
fn bare(object: &Object) -> bool {
    matches!(
        object,
        Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Reference(_)
            | Object::Stream(_)
    )
}

fn push_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || b"+-_.*!$&'^~@:;,?|=`\"\\".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}

fn push_string(out: &mut Vec<u8>, text: &[u8], format: &StringFormat) {
    if *format == StringFormat::Hexadecimal {
        out.push(b'<');
        out.extend(text.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()));
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            b'\r' => out.extend(b"\\r"),
            b'\n' => out.extend(b"\\n"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn another_reader_finds_every_object() {
        let mut file = File::new(0);
        let pages =
            dictionary! { "Type" => "Pages", "Kids" => vec![Object::Reference((3, 0))], "Count" => 1 };
        let page = dictionary! { "Type" => "Page", "Parent" => (2, 0), "Contents" => (4, 0), "Key (/)" => Object::string_literal("a(b)\r\\") };
        let objects = [dictionary! { "Type" => "Catalog", "Pages" => (2, 0) }, pages, page];
        let pack = Pack::new(vec![1, 2, 3], |out, index| push_object(out, &objects[index].clone().into()));
        file.stream(4, b"", b"q Q\r");
        file.pack(5, &pack);
        let bytes = file.finish(6, 1, 1);
        let read = lopdf::Document::load_mem(&bytes).unwrap();
        assert_eq!(read.get_pages().len(), 1);
        let page = read.get_dictionary((3, 0)).unwrap();
        assert_eq!(page.get(b"Key (/)").unwrap().as_str().unwrap(), b"a(b)\r\\");
        assert_eq!(read.get_object((4, 0)).unwrap().as_stream().unwrap().content, b"q Q\r");
    }
}
