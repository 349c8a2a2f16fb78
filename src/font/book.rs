//! The faces of a document, from font files: regular, bold, italic, bold italic, then fallbacks.

use std::fmt;
use std::sync::Arc;

use super::shaper::Face;
use super::{FaceData, FaceError, FaceId, Measure, Metrics, ShapedWord};
use crate::document::TextStyle;

/// A font file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct FontFile {
    /// File name, for messages and as a hint of the style.
    pub name: String,
    pub bytes: Arc<[u8]>,
}

/// Why no book can be made of these files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FontError {
    /// No file at all.
    Empty,
    /// A file that cannot be used, and why.
    Unusable { file: String, why: FaceError },
    /// More faces than can be numbered.
    TooMany,
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FontError::Empty => write!(f, "Không có tệp phông chữ nào"),
            FontError::Unusable { file, why } => write!(f, "Tệp phông chữ “{file}”: {why}"),
            FontError::TooMany => write!(f, "Quá nhiều tệp phông chữ (tối đa 255)"),
        }
    }
}

impl std::error::Error for FontError {}

/// Faces in the order of their `FaceId`.
pub struct FontBook {
    faces: Vec<Face>,
    metrics: Vec<Metrics>,
    /// Face for upright, bold, italic, bold italic.
    styles: [FaceId; 4],
}

impl FontBook {
    /// Sorts the files by what they say of themselves (OS/2 table, else the file name) and reads them.
    ///
    /// # Errors
    /// No file, an unreadable file, or more than 255 files.
    pub fn new(files: Vec<FontFile>) -> Result<FontBook, FontError> {
        let mut loose = Vec::new();
        for file in files {
            let face = Face::parse(&file.name, &file.bytes);
            loose.push(face.map_err(|why| FontError::Unusable { file: file.name, why })?);
        }
        if loose.is_empty() {
            return Err(FontError::Empty);
        }
        if loose.len() > usize::from(u8::MAX) {
            return Err(FontError::TooMany);
        }
        let (faces, styles) = sorted(loose);
        let metrics = faces.iter().map(Face::metrics).collect();
        Ok(FontBook { faces, metrics, styles })
    }

    /// Number of faces; ids run from 0.
    pub fn len(&self) -> usize {
        self.faces.len()
    }

    /// Never true: a book without faces cannot be made.
    pub fn is_empty(&self) -> bool {
        self.faces.is_empty()
    }

    /// What each face says of itself, in the order of their ids: what a PDF needs to embed them.
    pub fn faces(&self) -> Vec<FaceData> {
        self.faces.iter().map(|face| face.data.clone()).collect()
    }

    fn known(&self, face: FaceId) -> usize {
        let index = usize::from(face.0);
        if index < self.faces.len() { index } else { 0 }
    }
}

/// Style faces first, in the order of `FaceId`; what is left over falls back in the order given.
fn sorted(mut loose: Vec<Face>) -> (Vec<Face>, [FaceId; 4]) {
    let mut faces = Vec::with_capacity(loose.len());
    let mut styles = [FaceId(0); 4];
    for (slot, (bold, italic)) in
        [(false, false), (true, false), (false, true), (true, true)].into_iter().enumerate()
    {
        let found = loose.iter().position(|face| face.data.bold == bold && face.data.italic == italic);
        match found {
            Some(at) => {
                styles[slot] = FaceId(faces.len() as u8);
                faces.push(loose.remove(at));
            }
            // A missing bold italic is better bold than upright.
            None if slot == 3 => styles[3] = styles[1],
            None => {}
        }
    }
    faces.extend(loose);
    for (index, face) in faces.iter_mut().enumerate() {
        face.data.id = FaceId(index as u8);
    }
    (faces, styles)
}

impl Measure for FontBook {
    fn face(&self, style: &TextStyle) -> FaceId {
        self.styles[usize::from(style.bold) + 2 * usize::from(style.italic)]
    }

    fn metrics(&self, face: FaceId) -> Metrics {
        self.metrics[self.known(face)]
    }

    fn shape(&self, face: FaceId, word: &str) -> ShapedWord {
        let own = self.faces[self.known(face)].shape(face, word);
        if own.missing.is_none() {
            return own;
        }
        let others = self.faces.iter().enumerate().filter(|(index, _)| *index != usize::from(face.0));
        let mut fallback = others.map(|(index, other)| other.shape(FaceId(index as u8), word));
        fallback.find(|shaped| shaped.missing.is_none()).unwrap_or(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> FontFile {
        let path = format!("{}/fonts/{name}", env!("CARGO_MANIFEST_DIR"));
        FontFile { name: name.into(), bytes: std::fs::read(path).unwrap().into() }
    }

    fn book() -> FontBook {
        let names = ["BoldItalic", "Italic", "Regular", "Bold"];
        FontBook::new(names.iter().map(|n| file(&format!("LiberationSerif-{n}.ttf"))).collect()).unwrap()
    }

    #[test]
    fn faces_are_recognised_whatever_their_order() {
        let book = book();
        let faces = book.faces();
        let names: Vec<&str> = faces.iter().map(|face| face.postscript_name.as_str()).collect();
        assert_eq!(
            names,
            [
                "LiberationSerif",
                "LiberationSerif-Bold",
                "LiberationSerif-Italic",
                "LiberationSerif-BoldItalic"
            ]
        );
        let style = TextStyle { bold: true, italic: true, ..TextStyle::default() };
        assert_eq!(book.face(&style), FaceId(3));
        assert!(faces[2].italic_angle < 0.0);
    }

    #[test]
    fn widths_are_those_measured_in_the_decree() {
        let book = book();
        let words = ["ỦY", "BAN", "NHÂN", "DÂN"].map(|word| book.shape(FaceId(1), word).advance);
        let em = words.iter().sum::<f32>() + 3.0 * book.metrics(FaceId(1)).space;
        let mm = em / 1000.0 * 12.0 / crate::document::MM;
        assert!((mm - 39.9).abs() < 0.6, "{mm}");
    }

    #[test]
    fn single_spacing_is_words() {
        let m = book().metrics(FaceId(0));
        assert!((m.ascent + m.descent + m.line_gap - 1149.0).abs() < 2.0);
    }

    #[test]
    fn every_vietnamese_letter_has_one_glyph() {
        let book = book();
        let letters = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐƯƠỦỘ";
        for letter in letters.chars() {
            let word = book.shape(FaceId(0), &letter.to_string());
            assert_eq!((word.missing, word.glyphs.len()), (None, 1), "{letter}");
        }
    }

    #[test]
    fn a_letter_that_no_face_has_is_named() {
        assert_eq!(book().shape(FaceId(0), "a漢").missing, Some('漢'));
    }

    #[test]
    fn marks_and_kerning_come_from_the_shaper() {
        let book = book();
        let pair = book.shape(FaceId(0), "AV").advance;
        let apart = book.shape(FaceId(0), "A").advance + book.shape(FaceId(0), "V").advance;
        assert!(pair < apart);
    }

    #[test]
    fn rubbish_is_an_error_in_words() {
        let bad = FontFile { name: "x.ttf".into(), bytes: Arc::new([1, 2, 3]) };
        let error = FontBook::new(vec![bad]).err().unwrap();
        assert!(error.to_string().contains("x.ttf"));
        assert!(FontBook::new(vec![]).is_err());
    }
}
