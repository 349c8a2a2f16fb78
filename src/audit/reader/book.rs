//! What the pages of a file share: fonts read once, and the count of what has been asked of the reader.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::font::{Font, entry, float, font, sub};
use super::limits::{CONTENT, STREAM};
use super::matrix::Matrix;
use crate::audit::paper::Face;

/// Fonts and counters of a file being read.
pub struct Book<'a> {
    pub document: &'a Document,
    pub faces: Vec<Face>,
    pub unread: Vec<String>,
    pub operators: usize,
    inflated: usize,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
}

impl<'a> Book<'a> {
    pub fn new(document: &'a Document) -> Book<'a> {
        Book {
            document,
            faces: Vec::new(),
            unread: Vec::new(),
            operators: 0,
            inflated: 0,
            fonts: BTreeMap::new(),
        }
    }

    /// The font of this name; a font object is read once, one without a number every time it is set.
    pub fn font(&mut self, resources: &'a Dictionary, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = sub(self.document, resources, b"Font")?;
        let id = fonts.get(name).and_then(Object::as_reference).ok();
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let dict = entry(self.document, fonts, name)?.as_dict().ok()?;
        let (mut font, face) = font(self.document, dict, self.faces.len());
        match (id, self.faces.iter().position(|other| *other == face)) {
            (None, Some(same)) => font.face = same,
            _ => self.faces.push(face),
        }
        let font = Rc::new(font);
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    /// A letter was shown that nothing turns into text.
    pub fn unmapped(&mut self, face: usize) {
        if let Some(face) = self.faces.get_mut(face) {
            face.unmapped += 1;
        }
    }

    /// A stream's bytes, within the limits of one and of all.
    pub fn inflate(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let room = CONTENT.saturating_sub(self.inflated).min(STREAM);
        match stream.decompressed_content_with_limit(room) {
            Ok(bytes) => {
                self.inflated += bytes.len();
                Some(bytes)
            }
            Err(_) => {
                self.note("có luồng nội dung hỏng hoặc lớn bất thường");
                None
            }
        }
    }

    /// Notes once what was not read.
    pub fn note(&mut self, what: &str) {
        if !self.unread.iter().any(|known| known == what) {
            self.unread.push(what.to_owned());
        }
    }
}

/// The `Matrix` of a form.
pub fn matrix_of(document: &Document, dict: &Dictionary) -> Matrix {
    let numbers: Vec<f64> = entry(document, dict, b"Matrix")
        .and_then(|list| list.as_array().ok())
        .map(|list| list.iter().filter_map(float).collect())
        .unwrap_or_default();
    numbers.try_into().map(Matrix).ok().filter(|matrix| matrix.sound()).unwrap_or(Matrix::SAME)
}
