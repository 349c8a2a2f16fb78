//! One face at work: its vertical metrics, and words shaped in it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustybuzz::ttf_parser;
use rustybuzz::{Direction, Feature, Language, ShapePlan, UnicodeBuffer, script};

use super::figures::{Figures, Raw, is_figure};
use super::{FaceData, FaceError, FaceId, Glyph, Metrics, ShapedWord};

/// Figures that are shaped one by one before it is worth learning how a face sets them all.
const WORTH_LEARNING: usize = 250;

/// A face that can shape.
pub(super) struct Face {
    pub(super) data: FaceData,
    font: rustybuzz::Face<'static>,
    plan: ShapePlan,
    language: Option<Language>,
    scale: f32,
    /// Figures shaped so far, and then how they are composed; no word depends on which of both ways it went.
    met: AtomicUsize,
    figures: OnceLock<Option<Figures>>,
}

thread_local! {
    /// Room for the letters and glyphs of one word.
    static ROOM: Cell<Option<UnicodeBuffer>> = const { Cell::new(None) };
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
        Ok(Face {
            data,
            plan: plan(&font),
            font,
            language: vietnamese(),
            scale,
            met: AtomicUsize::new(0),
            figures: OnceLock::new(),
        })
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
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(word.len());
        match self.figures(word) {
            Some(figures) => glyphs.extend(figures.compose(word).map(|raw| self.glyph(raw))),
            None => self.raw(word, |raws| glyphs.extend(raws.map(|raw| self.glyph(raw)))),
        }
        let missing =
            glyphs.iter().find(|glyph| glyph.id == 0).and_then(|glyph| letter_at(word, glyph.cluster));
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        glyphs.shrink_to_fit();
        ShapedWord { face, text: word.into(), glyphs, advance, missing }
    }

    fn glyph(&self, raw: Raw) -> Glyph {
        Glyph {
            id: u16::try_from(raw.id).unwrap_or(0),
            advance: raw.advance as f32 * self.scale,
            x_offset: raw.x_offset as f32 * self.scale,
            y_offset: raw.y_offset as f32 * self.scale,
            cluster: raw.cluster,
        }
    }

    /// How a word is composed, if it is a figure, many have been met and this face's are made of signs and neighbours.
    fn figures(&self, word: &str) -> Option<&Figures> {
        if !is_figure(word) {
            return None;
        }
        if let Some(known) = self.figures.get() {
            return known.as_ref();
        }
        if self.met.fetch_add(1, Ordering::Relaxed) < WORTH_LEARNING {
            return None;
        }
        let shape = |text: &str| self.raw(text, |raws| raws.collect());
        self.figures.get_or_init(|| Figures::learn(&self.font, shape)).as_ref()
    }

    /// What the shaper makes of a word.
    fn raw<T>(&self, word: &str, take: impl FnOnce(&mut dyn Iterator<Item = Raw>) -> T) -> T {
        let mut buffer = ROOM.take().unwrap_or_default();
        buffer.push_str(word);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        if let Some(language) = self.language.clone() {
            buffer.set_language(language);
        }
        let shaped = rustybuzz::shape_with_plan(&self.font, &self.plan, buffer);
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let taken = take(&mut glyphs.map(|(info, position)| Raw {
            id: info.glyph_id,
            advance: position.x_advance,
            x_offset: position.x_offset,
            y_offset: position.y_offset,
            cluster: info.cluster,
        }));
        ROOM.set(Some(shaped.clear()));
        taken
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    fn face(name: &str) -> Face {
        let path = format!("{}/fonts/LiberationSerif-{name}.ttf", env!("CARGO_MANIFEST_DIR"));
        Face::parse(name, &std::fs::read(path).unwrap()).unwrap()
    }

    #[test]
    fn composed_figures_are_those_that_the_shaper_makes() {
        for name in ["Regular", "Bold", "Italic", "BoldItalic"] {
            let (shaper, composer) = (face(name), face(name));
            composer.met.store(WORTH_LEARNING, Ordering::Relaxed);
            let mut dice = Dice(7);
            let mut next = |below: u64| dice.roll(below);
            for _ in 0..3_000 {
                let word: String =
                    (0..2 + next(12)).map(|_| char::from(b"0123456789.,-+%"[next(15) as usize])).collect();
                // Never more than the few that are shaped one by one.
                shaper.met.store(0, Ordering::Relaxed);
                assert_eq!(composer.shape(FaceId(0), &word), shaper.shape(FaceId(0), &word), "{word}");
            }
            assert!(composer.figures.get().is_some_and(Option::is_some), "{name} is composed");
            assert!(shaper.figures.get().is_none(), "{name} is shaped");
        }
    }

    #[test]
    fn a_used_buffer_shapes_as_a_new_one() {
        let face = face("Regular");
        let first = face.shape(FaceId(0), "Quảng");
        face.shape(FaceId(0), "nghiêng-nghiêng");
        assert_eq!(face.shape(FaceId(0), "Quảng"), first);
    }
}
