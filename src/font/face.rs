//! One font file as plain data: its bytes, and the metrics that a page description must state.

use std::fmt;
use std::sync::Arc;

use rustybuzz::ttf_parser::{Face, GlyphId, name_id};

use super::FaceId;

/// A font face. Metrics are in font units (`units_per_em` to the em) unless a field says otherwise.
#[derive(Clone, PartialEq)]
pub struct FaceData {
    pub id: FaceId,
    /// Name table entry 6, only letters, digits and hyphens: `LiberationSerif-Bold`.
    pub postscript_name: String,
    pub family: String,
    /// The whole font file.
    pub bytes: Arc<[u8]>,
    /// Position in a collection (`.ttc`), else 0.
    pub index: u32,
    pub units_per_em: u16,
    /// Left, bottom, right, top of all glyphs together.
    pub bbox: [i16; 4],
    pub ascent: i16,
    /// Negative below the baseline, as the font states it.
    pub descent: i16,
    pub line_gap: i16,
    pub cap_height: i16,
    /// Degrees, counter-clockwise from the vertical: negative in a slanted face.
    pub italic_angle: f32,
    /// 100 to 900; 400 is regular.
    pub weight: u16,
    pub bold: bool,
    pub italic: bool,
    pub monospaced: bool,
    pub space_glyph: u16,
    /// Thousandths of an em.
    pub space_advance: f32,
}

/// A font file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaceError {
    /// Not a font, damaged, or without a required table.
    Unreadable(String),
    /// No glyph for U+0020.
    NoSpace,
    /// The licence bits of the file forbid embedding.
    NotEmbeddable,
}

impl fmt::Display for FaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FaceError::Unreadable(why) => write!(f, "không đọc được tệp phông chữ: {why}"),
            FaceError::NoSpace => write!(f, "phông chữ không có khoảng trắng"),
            FaceError::NotEmbeddable => {
                write!(f, "giấy phép của phông chữ không cho phép nhúng vào tài liệu")
            }
        }
    }
}

impl std::error::Error for FaceError {}

impl fmt::Debug for FaceData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FaceData({} {}, {} bytes)", self.id.0, self.postscript_name, self.bytes.len())
    }
}

impl FaceData {
    /// Reads the first face of a font file.
    ///
    /// # Errors
    /// When the bytes are no font, lack a space, or forbid embedding.
    pub fn from_bytes(id: FaceId, bytes: impl Into<Arc<[u8]>>) -> Result<FaceData, FaceError> {
        FaceData::from_collection(id, bytes, 0)
    }

    /// Reads face number `index` of a font file or collection.
    ///
    /// # Errors
    /// As `from_bytes`.
    pub fn from_collection(
        id: FaceId,
        bytes: impl Into<Arc<[u8]>>,
        index: u32,
    ) -> Result<FaceData, FaceError> {
        let bytes = bytes.into();
        let face = Face::parse(&bytes, index).map_err(|error| FaceError::Unreadable(error.to_string()))?;
        if !face.is_outline_embedding_allowed() {
            return Err(FaceError::NotEmbeddable);
        }
        let space = face.glyph_index(' ').ok_or(FaceError::NoSpace)?;
        let bbox = face.global_bounding_box();
        let data = FaceData {
            id,
            postscript_name: postscript_name(&face, id),
            family: name(&face, name_id::TYPOGRAPHIC_FAMILY)
                .or_else(|| name(&face, name_id::FAMILY))
                .unwrap_or_default(),
            index,
            units_per_em: face.units_per_em(),
            bbox: [bbox.x_min, bbox.y_min, bbox.x_max, bbox.y_max],
            ascent: face.ascender(),
            descent: face.descender(),
            line_gap: face.line_gap(),
            cap_height: face.capital_height().unwrap_or(face.ascender()),
            italic_angle: face.italic_angle(),
            weight: face.weight().to_number(),
            bold: face.is_bold(),
            italic: face.is_italic() || face.is_oblique(),
            monospaced: face.is_monospaced(),
            space_glyph: space.0,
            space_advance: thousandths(face.glyph_hor_advance(space).unwrap_or(0), face.units_per_em()),
            bytes: bytes.clone(),
        };
        Ok(data)
    }

    /// Advance widths of glyphs as the file states them, thousandths of an em; 0 for a glyph that is not there.
    pub fn advances(&self, glyphs: &[u16]) -> Vec<f32> {
        let Ok(face) = Face::parse(&self.bytes, self.index) else {
            return vec![0.0; glyphs.len()];
        };
        let advance = |glyph: &u16| face.glyph_hor_advance(GlyphId(*glyph)).unwrap_or(0);
        glyphs.iter().map(|glyph| thousandths(advance(glyph), self.units_per_em)).collect()
    }
}

fn thousandths(units: u16, units_per_em: u16) -> f32 {
    f32::from(units) * 1000.0 / f32::from(units_per_em.max(1))
}

fn name(face: &Face, id: u16) -> Option<String> {
    face.names().into_iter().filter(|name| name.name_id == id).find_map(|name| name.to_string())
}

/// A PDF name must not hold white space or delimiters; a file without the entry gets a name of its own.
fn postscript_name(face: &Face, id: FaceId) -> String {
    let stated = name(face, name_id::POST_SCRIPT_NAME).unwrap_or_default();
    let clean: String = stated.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(63).collect();
    if clean.is_empty() { format!("Face{}", id.0) } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD_ITALIC: &[u8] = include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf");

    #[test]
    fn a_real_face_states_its_metrics() {
        let face = FaceData::from_bytes(FaceId(3), BOLD_ITALIC).unwrap();
        assert_eq!(face.postscript_name, "LiberationSerif-BoldItalic");
        assert_eq!(face.family, "Liberation Serif");
        assert_eq!(face.units_per_em, 2048);
        assert_eq!(face.space_advance, 250.0);
        assert!(face.bold && face.italic && face.italic_angle < -10.0 && face.weight == 700);
        assert!(face.ascent > 1500 && face.descent < 0 && (1200..1500).contains(&face.cap_height));
        assert_eq!(face.advances(&[face.space_glyph, u16::MAX]), vec![250.0, 0.0]);
    }

    #[test]
    fn other_bytes_are_an_error() {
        assert!(matches!(FaceData::from_bytes(FaceId(0), &b"%PDF-1.7"[..]), Err(FaceError::Unreadable(_))));
        assert!(FaceData::from_bytes(FaceId(0), &BOLD_ITALIC[..2000]).is_err());
    }
}
