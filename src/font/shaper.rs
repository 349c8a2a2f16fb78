//! One face at work: its vertical metrics, and words shaped in it.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rustybuzz::ttf_parser;
use rustybuzz::{Direction, Feature, Language, ShapePlan, UnicodeBuffer, script};

use super::{FaceData, FaceError, FaceId, Glyph, Metrics, ShapedWord};

/// A face that can shape.
pub(super) struct Face {
    pub(super) data: FaceData,
    font: rustybuzz::Face<'static>,
    plan: ShapePlan,
    scale: f32,
}

impl Face {
    /// Reads a font file; its style is what its tables say, or at least its name.
    ///
    /// # Errors
    /// As [`FaceData::from_bytes`].
    pub(super) fn parse(file: &str, bytes: &[u8]) -> Result<Face, FaceError> {
        let bytes = for_life(bytes);
        let mut data = FaceData::from_bytes(FaceId(0), bytes)?;
        let name = file.to_lowercase();
        data.bold |= name.contains("bold");
        data.italic |= name.contains("italic") || name.contains("oblique");
        let font = rustybuzz::Face::from_slice(bytes, data.index)
            .ok_or_else(|| FaceError::Unreadable("thiếu bảng bắt buộc".into()))?;
        let scale = 1000.0 / f32::from(data.units_per_em.max(1));
        Ok(Face { data, plan: plan(&font), font, scale })
    }

    pub(super) fn metrics(&self) -> Metrics {
        Metrics {
            ascent: f32::from(self.data.ascent) * self.scale,
            descent: -f32::from(self.data.descent) * self.scale,
            line_gap: f32::from(self.data.line_gap) * self.scale,
            cap_height: f32::from(self.data.cap_height) * self.scale,
            space: self.data.space_advance,
            space_glyph: self.data.space_glyph,
        }
    }

    /// Shapes a word; `missing` is its first character without a glyph.
    pub(super) fn shape(&self, face: FaceId, word: &str) -> ShapedWord {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        if let Some(language) = vietnamese() {
            buffer.set_language(language);
        }
        let shaped = rustybuzz::shape_with_plan(&self.font, &self.plan, buffer);
        let glyphs: Vec<Glyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance as f32 * self.scale,
                x_offset: position.x_offset as f32 * self.scale,
                y_offset: position.y_offset as f32 * self.scale,
                cluster: info.cluster,
            })
            .collect();
        let missing =
            glyphs.iter().find(|glyph| glyph.id == 0).and_then(|glyph| letter_at(word, glyph.cluster));
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        ShapedWord { face, text: word.into(), glyphs, advance, missing }
    }
}

fn letter_at(word: &str, cluster: u32) -> Option<char> {
    word.get(cluster as usize..).and_then(|rest| rest.chars().next())
}

fn vietnamese() -> Option<Language> {
    "vi".parse().ok()
}

/// Ligatures are off: each letter keeps a glyph of its own, so that text copied from the PDF is the text that was set.
fn plan(font: &rustybuzz::Face<'static>) -> ShapePlan {
    let off = |tag: &[u8; 4]| Feature::new(ttf_parser::Tag::from_bytes(tag), 0, ..);
    let features = [off(b"liga"), off(b"clig")];
    ShapePlan::new(font, Direction::LeftToRight, Some(script::LATIN), vietnamese().as_ref(), &features)
}

/// Font files by length and sample.
type Kept = BTreeMap<(usize, u64), Vec<&'static [u8]>>;

/// The bytes of a font, kept as long as the program runs: a face borrows them, and a book must be a
/// plain value. The same file is kept once, so a program that watches a folder does not grow.
fn for_life(bytes: &[u8]) -> &'static [u8] {
    static KEPT: OnceLock<Mutex<Kept>> = OnceLock::new();
    let mut kept = KEPT.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    let same = kept.entry((bytes.len(), sample(bytes))).or_default();
    if let Some(found) = same.iter().find(|other| **other == bytes) {
        return found;
    }
    let leaked: &'static [u8] = Box::leak(bytes.into());
    same.push(leaked);
    leaked
}

/// The first eight bytes of the table directory's checksums: enough to tell files of one length apart.
fn sample(bytes: &[u8]) -> u64 {
    bytes.iter().skip(12).take(64).fold(0, |sum, byte| sum.rotate_left(7) ^ u64::from(*byte))
}
