//! Every distinct word as the bytes that show it, made once and copied to wherever the word stands.

use std::ops::Range;

use super::number::{push_centi, push_int, rounded};
use super::text_string::push_utf16_hex;
use super::typeface::{Typeface, Used};
use crate::font::{Glyph, ShapedWord};
use crate::pages::{Lexicon, WordId};

/// All words of a document. The bytes of a word start and end inside an open string of a `TJ` array.
pub struct Words {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

/// Where a word's bytes are, and how far they move the pen.
#[derive(Clone)]
struct Entry {
    bytes: Range<u32>,
    /// Position in the typefaces, of which there are not more than `FaceId` can name.
    face: u16,
    /// As layout counts, thousandths of an em.
    advance: f32,
    /// As a reader of the file counts.
    moved: f32,
    /// Marks set higher or lower: the bytes depend on the size.
    raised: bool,
}

/// A word ready to be copied.
pub struct Shown<'a> {
    pub bytes: &'a [u8],
    pub face: usize,
    pub advance: f32,
    pub moved: f32,
    pub raised: bool,
}

impl Words {
    /// Encodes the words that are used.
    pub fn new(lexicon: &Lexicon, used: &Used, typefaces: &[Typeface]) -> Words {
        // A letter takes two bytes, a figure has some eight.
        let bytes = Vec::with_capacity(lexicon.words.len() * 16);
        let mut words = Words { bytes, entries: Vec::with_capacity(lexicon.words.len()) };
        for (word, set) in lexicon.words.iter().zip(&used.words) {
            let face = typefaces.iter().position(|typeface| typeface.face.id == word.face).filter(|_| *set);
            let start = words.bytes.len();
            let moved = match face.and_then(|face| typefaces.get(face)) {
                Some(typeface) => push_word(&mut words.bytes, word, typeface, 0),
                None => 0.0,
            };
            words.entries.push(Entry {
                bytes: start as u32..words.bytes.len() as u32,
                face: face.unwrap_or(0) as u16,
                advance: word.advance,
                moved,
                raised: word.glyphs.iter().any(|glyph| glyph.y_offset != 0.0),
            });
        }
        words
    }

    /// The bytes of a word; `None` for an id that the lexicon does not have.
    pub fn get(&self, id: WordId) -> Option<Shown<'_>> {
        let Entry { bytes, face, advance, moved, raised } = self.entries.get(id.0 as usize)?.clone();
        let bytes = &self.bytes[bytes.start as usize..bytes.end as usize];
        Some(Shown { bytes, face: usize::from(face), advance, moved, raised })
    }
}

/// Writes a word at a size in hundredths of a point and returns how far the pen moves (thousandths of an em).
pub fn push_word(out: &mut Vec<u8>, word: &ShapedWord, typeface: &Typeface, size: i32) -> f32 {
    let spoken = says_itself(word, typeface);
    if !spoken {
        out.extend(b")]TJ/Span<</ActualText<");
        push_utf16_hex(out, &word.text);
        out.extend(b">>>BDC[(");
    }
    let mut pen = Pen { size, ..Pen::default() };
    for glyph in &word.glyphs {
        pen.glyph(out, glyph, typeface);
    }
    pen.rise_to(out, 0);
    pen.settle(out, pen.wanted);
    if !spoken {
        out.extend(b")]TJ EMC[(");
    }
    pen.moved
}

/// True when the glyphs' own texts, one after the other, are the word.
fn says_itself(word: &ShapedWord, typeface: &Typeface) -> bool {
    let mut rest = &*word.text;
    for glyph in &word.glyphs {
        let said = typeface.code(glyph.id).and_then(|code| typeface.texts.get(usize::from(code)));
        match said.and_then(|said| rest.strip_prefix(said.as_str())) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// Where layout wants the pen and where the file has brought it, in thousandths of an em.
#[derive(Default)]
struct Pen {
    wanted: f32,
    moved: f32,
    rise: i32,
    size: i32,
}

impl Pen {
    /// Shows a glyph. A missing one (.notdef may not be shown in PDF/A) only moves the pen.
    fn glyph(&mut self, out: &mut Vec<u8>, glyph: &Glyph, typeface: &Typeface) {
        if let Some(code) = typeface.code(glyph.id) {
            self.rise_to(out, (glyph.y_offset * self.size as f32 / 1000.0).round() as i32);
            self.settle(out, self.wanted + glyph.x_offset);
            push_code(out, code);
            self.moved += typeface.widths.get(usize::from(code)).copied().unwrap_or(0.0);
        }
        self.wanted += glyph.advance;
    }

    fn settle(&mut self, out: &mut Vec<u8>, target: f32) {
        self.moved -= push_adjustment(out, self.moved - target);
    }

    fn rise_to(&mut self, out: &mut Vec<u8>, rise: i32) {
        if rise != self.rise {
            out.extend(b")]TJ ");
            push_centi(out, rise);
            out.extend(b" Ts[(");
            self.rise = rise;
        }
    }
}

/// Moves the pen back by `back` thousandths of an em, to the nearest whole; returns what was written.
pub fn push_adjustment(out: &mut Vec<u8>, back: f32) -> f32 {
    let whole = rounded(back);
    if whole == 0 {
        return 0.0;
    }
    out.push(b')');
    push_int(out, whole);
    out.push(b'(');
    whole as f32
}

/// Writes a two-byte code inside a literal string.
pub fn push_code(out: &mut Vec<u8>, code: u16) {
    for byte in code.to_be_bytes() {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            // An unescaped carriage return is read as a line feed.
            b'\r' => out.extend(b"\\r"),
            _ => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_with_a_meaning_in_strings_are_escaped() {
        let mut out = Vec::new();
        for code in [0x0028, 0x5C0D, 0x290A] {
            push_code(&mut out, code);
        }
        assert_eq!(out, b"\0\\(\\\\\\r\\)\n");
    }

    #[test]
    fn adjustments_are_whole_and_say_what_they_are() {
        let mut out = Vec::new();
        assert_eq!(push_adjustment(&mut out, -12.6), -13.0);
        assert_eq!(push_adjustment(&mut out, 0.4), 0.0);
        assert_eq!(out, b")-13(");
    }
}
