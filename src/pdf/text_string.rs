//! Text outside the pages (titles, alternate text, bookmarks) in the encodings of PDF.

use lopdf::{Object, StringFormat};

/// UTF-16BE with byte order mark, as hexadecimal digits.
pub fn push_utf16_hex(out: &mut Vec<u8>, text: &str) {
    out.extend(b"FEFF");
    for unit in text.encode_utf16() {
        push_hex(out, unit);
    }
}

/// Four hexadecimal digits.
pub fn push_hex(out: &mut Vec<u8>, unit: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        out.push(DIGITS[usize::from(unit >> shift & 15)]);
    }
}

/// A text string: plain when ASCII, else UTF-16BE.
pub fn text_string(text: &str) -> Object {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Object::String(text.into(), StringFormat::Literal);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_beyond_the_first_plane_take_two_units() {
        let mut out = Vec::new();
        push_utf16_hex(&mut out, "đ\u{1F600}");
        assert_eq!(out, b"FEFF0111D83DDE00");
    }

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(text_string("plan").as_str().unwrap(), b"plan");
        assert_eq!(text_string("ế").as_str().unwrap(), [0xFE, 0xFF, 0x1E, 0xBF]);
    }
}
