//! Frames over the pipes: a length, then bytes; numbers as base-128, nothing believed on the way in.

use std::io::{self, Read, Write};

use crate::domain::settings::Limits;

/// Bytes that do not say what they should: a worker that went mad, or no worker at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Garbled;

/// Frames up to this size go out, and come in, with one call of the system: what fits into a pipe on Linux.
pub(super) const PIECE: usize = 64 << 10;
/// Room for a frame, or a part of one, that is kept for the next one.
pub(super) const KEPT: usize = 1 << 20;
/// The last byte of a frame. A line's end, because standard output holds back what stands behind the last one of a piece.
const END: u8 = b'\n';

/// Writes one frame.
pub(super) fn send(to: &mut impl Write, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut piece = Vec::with_capacity((8 + length + 1).min(PIECE));
    piece.extend_from_slice(&(length as u64).to_le_bytes());
    for part in parts.iter().chain([&&[END][..]]) {
        if piece.len() + part.len() > PIECE {
            to.write_all(&piece)?;
            piece.clear();
        }
        if part.len() > PIECE { to.write_all(part)? } else { piece.extend_from_slice(part) }
    }
    to.write_all(&piece)?;
    to.flush()
}

/// Reads one frame into `frame`; `false` at the end of the stream. Memory grows with what really comes, not with the length.
pub(super) fn receive(from: &mut impl Read, frame: &mut Vec<u8>) -> io::Result<bool> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
        other => other?,
    }
    let length = u64::from_le_bytes(length).saturating_add(1);
    if frame.capacity() > KEPT {
        *frame = Vec::new();
    }
    frame.clear();
    frame.reserve(usize::try_from(length).unwrap_or(KEPT).min(KEPT));
    from.take(length).read_to_end(frame)?;
    let is_whole = frame.len() as u64 == length && frame.pop() == Some(END);
    if is_whole { Ok(true) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

const LIMITS: usize = 9;

/// What stands before the bytes of the files in a request: the limits, how many files, how long each is.
pub(super) fn request_out(limits: &Limits, files: &[&[u8]]) -> Vec<u8> {
    let numbers: [u64; LIMITS] = [
        limits.file_bytes,
        limits.unzipped_bytes,
        limits.cells as u64,
        limits.text_bytes as u64,
        limits.ratio,
        limits.parts as u64,
        limits.depth as u64,
        limits.seconds,
        limits.memory_bytes,
    ];
    let mut head: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    lengths_out(&mut head, files.iter().map(|file| file.len()));
    head
}

/// A request as limits and the bytes of the files.
pub(super) fn request(frame: &[u8]) -> Result<(Limits, Vec<&[u8]>), Garbled> {
    let (head, rest) = frame.split_at_checked(LIMITS * 8).ok_or(Garbled)?;
    let mut numbers = head
        .chunks_exact(8)
        .map(|chunk| chunk.iter().rev().fold(0u64, |number, byte| number << 8 | u64::from(*byte)));
    let mut next = || numbers.next().ok_or(Garbled);
    let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let limits = Limits {
        file_bytes: next()?,
        unzipped_bytes: next()?,
        cells: whole(next()?),
        text_bytes: whole(next()?),
        ratio: next()?,
        parts: whole(next()?),
        depth: whole(next()?),
        seconds: next()?,
        memory_bytes: next()?,
    };
    Ok((limits, pieces(rest)?))
}

/// How many pieces follow, and how long each is.
pub(super) fn lengths_out(to: &mut Vec<u8>, lengths: impl ExactSizeIterator<Item = usize>) {
    number_out(to, lengths.len());
    lengths.for_each(|length| number_out(to, length));
}

/// Pieces behind their lengths, to the last byte.
pub(super) fn pieces(bytes: &[u8]) -> Result<Vec<&[u8]>, Garbled> {
    let mut from = Cursor(bytes);
    let count = from.count()?;
    let lengths = (0..count).map(|_| from.whole()).collect::<Result<Vec<usize>, Garbled>>()?;
    let mut rest = from.0;
    let mut pieces = Vec::with_capacity(count);
    for length in lengths {
        let (piece, behind) = rest.split_at_checked(length).ok_or(Garbled)?;
        pieces.push(piece);
        rest = behind;
    }
    if rest.is_empty() { Ok(pieces) } else { Err(Garbled) }
}

/// Writes a number, seven bits a byte, low ones first.
pub(super) fn number_out(to: &mut Vec<u8>, mut number: usize) {
    while number > 0x7F {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Signed numbers alternate, so that small ones stay short.
pub(super) fn signed_out(to: &mut Vec<u8>, number: i128) {
    // Nearly all are short, and a word is quicker than two.
    if let Ok(short) = isize::try_from(number) {
        return number_out(to, ((short << 1) ^ (short >> (isize::BITS - 1))) as usize);
    }
    let mut number = ((number << 1) ^ (number >> 127)) as u128;
    while number > 0x7F {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

pub(super) fn text_out(to: &mut Vec<u8>, text: &str) {
    number_out(to, text.len());
    to.extend_from_slice(text.as_bytes());
}

/// Takes from the front of a frame.
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn left(&self) -> usize {
        self.0.len()
    }

    pub(super) fn byte(&mut self) -> Result<u8, Garbled> {
        let (first, rest) = self.0.split_first().ok_or(Garbled)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn number(&mut self) -> Result<u64, Garbled> {
        let first = self.byte()?;
        if first < 0x80 {
            return Ok(u64::from(first));
        }
        let (mut number, mut shift) = (u64::from(first & 0x7F), 7);
        loop {
            let byte = self.byte()?;
            if shift > 63 {
                return Err(Garbled);
            }
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
            shift += 7;
        }
    }

    pub(super) fn small(&mut self) -> Result<u32, Garbled> {
        u32::try_from(self.number()?).map_err(|_| Garbled)
    }

    pub(super) fn whole(&mut self) -> Result<usize, Garbled> {
        usize::try_from(self.number()?).map_err(|_| Garbled)
    }

    pub(super) fn signed(&mut self) -> Result<i128, Garbled> {
        // Nearly all fit into nine bytes, and a word.
        let (mut short, mut taken) = (0u64, 0);
        for byte in self.0.iter().take(9) {
            short |= u64::from(byte & 0x7F) << (7 * taken);
            taken += 1;
            if *byte < 0x80 {
                self.0 = &self.0[taken..];
                return Ok(((short >> 1) as i64 ^ -((short & 1) as i64)).into());
            }
        }
        let (mut number, mut shift) = (0u128, 0);
        loop {
            let byte = self.byte()?;
            if shift > 126 {
                return Err(Garbled);
            }
            number |= u128::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok((number >> 1) as i128 ^ -((number & 1) as i128));
            }
            shift += 7;
        }
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Garbled> {
        let length = self.whole()?;
        let (text, rest) = self.0.split_at_checked(length).ok_or(Garbled)?;
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| Garbled)
    }

    /// A count of things of at least one byte each: no more than bytes are left.
    pub(super) fn count(&mut self) -> Result<usize, Garbled> {
        let count = self.whole()?;
        if count > self.left() { Err(Garbled) } else { Ok(count) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Garbled, PIECE, number_out, receive, request, request_out, send, signed_out};
    use crate::domain::settings::Limits;

    #[test]
    fn frames_and_numbers_go_there_and_back() {
        let mut pipe = Vec::new();
        let mut frame = Vec::new();
        send(&mut pipe, &[b"ab", b"", b"c"]).unwrap();
        let mut from = &*pipe;
        assert!(receive(&mut from, &mut frame).unwrap());
        assert_eq!(frame, b"abc");
        assert!(!receive(&mut from, &mut frame).unwrap());
        assert!(receive(&mut &pipe[..9], &mut frame).is_err(), "cut in the middle");
        let lying = [u64::MAX.to_le_bytes().as_slice(), b"x"].concat();
        assert!(receive(&mut &*lying, &mut frame).is_err(), "memory is not reserved from a length");
        *pipe.last_mut().unwrap() = b'x';
        assert!(receive(&mut &*pipe, &mut frame).is_err(), "no end");

        let limits = Limits { cells: 7, seconds: 3, ..Limits::default() };
        let files = [&b"file"[..], b"", b"another"];
        let frame = [request_out(&limits, &files), files.concat()].concat();
        assert_eq!(request(&frame), Ok((limits, files.to_vec())));
        for end in 0..frame.len() {
            assert_eq!(request(&frame[..end]), Err(Garbled), "cut at {end}");
        }
        assert_eq!(request(&[frame, vec![0]].concat()), Err(Garbled));

        for number in [0, 1, -1, 63, -64, 64, i128::from(i64::MAX), -(1 << 96), (1 << 96) - 1] {
            let mut bytes = Vec::new();
            signed_out(&mut bytes, number);
            assert_eq!(Cursor(&bytes).signed(), Ok(number), "{number}");
        }
        for number in [0, 127, 128, 1 << 30, usize::MAX] {
            let mut bytes = Vec::new();
            number_out(&mut bytes, number);
            assert_eq!(Cursor(&bytes).number(), Ok(number as u64), "{number}");
        }
        assert_eq!(Cursor(&[0xFF; 40]).number(), Err(Garbled));
        assert_eq!(Cursor(&[0xFF; 40]).signed(), Err(Garbled));
    }
    #[test]
    fn a_frame_that_fits_is_written_at_once_and_a_long_one_whole() {
        /// Counts calls.
        #[derive(Default)]
        struct Pipe(Vec<u8>, usize);
        impl std::io::Write for Pipe {
            fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
                self.0.extend_from_slice(bytes);
                self.1 += 1;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        for (size, most) in [(0, 1), (100, 1), (PIECE - 100, 1), (PIECE, 3), (PIECE + 1, 3), (3 * PIECE, 3)] {
            let (mut pipe, bytes) = (Pipe::default(), vec![b'\n'; size]);
            send(&mut pipe, &[b"head", &bytes]).unwrap();
            assert!(pipe.1 <= most, "{size}: {} calls", pipe.1);
            let mut frame = Vec::new();
            assert!(receive(&mut &*pipe.0, &mut frame).unwrap());
            assert_eq!(frame, [b"head", &*bytes].concat());
        }
    }
}
