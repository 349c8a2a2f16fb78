//! What layout may ask of a font; in tests a ruler answers instead.

use crate::document::TextStyle;

/// Position of a face in the font book: regular 0, bold 1, italic 2, bold italic 3, then fallbacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u8);

/// One positioned glyph. Advances and offsets are in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    pub id: u16,
    pub advance: f32,
    pub x_offset: f32,
    pub y_offset: f32,
    /// Byte offset in the word of the first character that this glyph shows.
    pub cluster: u32,
}

/// A word (no spaces) shaped in one face.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedWord {
    pub face: FaceId,
    /// NFC.
    pub text: Box<str>,
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances, thousandths of an em.
    pub advance: f32,
    /// A character that no face of the book has; its glyph is .notdef.
    pub missing: Option<char>,
}

/// Vertical metrics and the space, in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    pub ascent: f32,
    /// Positive, downwards.
    pub descent: f32,
    pub line_gap: f32,
    pub cap_height: f32,
    /// Advance of U+0020, and its glyph.
    pub space: f32,
    pub space_glyph: u16,
}

/// Answers layout's questions; must give the same answer to the same question.
pub trait Measure: Sync {
    /// The face for a style.
    fn face(&self, style: &TextStyle) -> FaceId;
    fn metrics(&self, face: FaceId) -> Metrics;
    /// Shapes one word. A word whose letters the face lacks may come back in a fallback face.
    fn shape(&self, face: FaceId, word: &str) -> ShapedWord;
}
