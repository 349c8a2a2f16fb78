//! Faces: which file a style means, how wide and how tall its letters are, and how a word is shaped.
//!
//! 1. `measure` – what layout may ask (a font, or a ruler in tests)
//! 2. `face` – one font file as plain data: its bytes and its metrics
//! 3. `shaper` – one face at work; `figures` – words of digits, composed
//! 4. `book` – the faces of a document, from font files

mod book;
mod face;
mod figures;
mod measure;
mod shaper;

pub use book::{FontBook, FontError, FontFile};
pub use face::{FaceData, FaceError};
pub use measure::{FaceId, Glyph, Measure, Metrics, ShapedWord};
