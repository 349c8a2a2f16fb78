//! Faces: which file a style means, how wide and how tall its letters are, and how a word is shaped.
//!
//! 1. `measure` – what layout may ask (a font, or a ruler in tests)
//! 2. `face` – one font file: its tables, its shaper
//! 3. `book` – the faces of a document, from font files

mod book;
mod face;
mod measure;

pub use book::{FontBook, FontError, FontFile};
pub use face::FaceInfo;
pub use measure::{FaceId, Glyph, Measure, Metrics, ShapedWord};
