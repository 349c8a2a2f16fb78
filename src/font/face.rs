//! One font file: its tables, its metrics and its shaper.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rustybuzz::ttf_parser::{self, name_id};
use rustybuzz::{Direction, Feature, Language, ShapePlan, UnicodeBuffer, script};

use super::{FaceId, Glyph, Metrics, ShapedWord};

/// What a PDF font descriptor has to say about a face. Units: font units, `units_per_em` to the em.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceInfo {
    /// Name of the font file as it was given.
    pub file: String,
    /// `name` table, entry 6, only printable ASCII without the delimiters of PDF.
    pub postscript_name: String,
    /// The whole font file.
    pub bytes: &'static [u8],
    pub units_per_em: u16,
    /// xMin, yMin, xMax, yMax.
    pub bbox: [i16; 4],
    pub ascent: i16,
    /// Negative below the baseline, as in the file.
    pub descent: i16,
    pub line_gap: i16,
    pub cap_height: i16,
    pub x_height: i16,
    /// Degrees counter-clockwise from the vertical; negative for italics.
    pub italic_angle: f32,
    /// `usWeightClass`, 400 regular, 700 bold.
    pub weight: u16,
    pub bold: bool,
    pub italic: bool,
    pub monospaced: bool,
    pub glyph_count: u16,
}

impl FaceInfo {
    /// Flags of the PDF font descriptor (ISO 32000-1, table 123): serif, symbolic (the embedded
    /// font is addressed by glyph, not by the standard Latin set), italic, fixed pitch.
    pub fn descriptor_flags(&self) -> u32 {
        let mut flags = (1 << 1) | (1 << 2);
        flags |= u32::from(self.monospaced);
        flags | (u32::from(self.italic) << 6)
    }
}

/// A face that can shape.
pub(super) struct Face {
    pub(super) info: FaceInfo,
    font: rustybuzz::Face<'static>,
    plan: ShapePlan,
    scale: f32,
}

impl Face {
    /// Reads a font file; `None`: not a TrueType or OpenType font.
    pub(super) fn parse(file: &str, bytes: Vec<u8>) -> Option<Face> {
        let bytes = for_life(bytes);
        let font = rustybuzz::Face::from_slice(bytes, 0)?;
        if font.units_per_em() <= 0 {
            return None;
        }
        let plan = plan(&font);
        let scale = 1000.0 / font.units_per_em() as f32;
        Some(Face {
            info: info(file, bytes, &font),
            font,
            plan,
            scale,
        })
    }

    pub(super) fn metrics(&self) -> Metrics {
        let space = self.font.glyph_index(' ');
        let advance = space.and_then(|id| self.font.glyph_hor_advance(id));
        Metrics {
            ascent: f32::from(self.info.ascent) * self.scale,
            descent: -f32::from(self.info.descent) * self.scale,
            line_gap: f32::from(self.info.line_gap) * self.scale,
            cap_height: f32::from(self.info.cap_height) * self.scale,
            space: advance.map_or(250.0, |units| f32::from(units) * self.scale),
            space_glyph: space.map_or(0, |id| id.0),
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
        let missing = glyphs
            .iter()
            .find(|glyph| glyph.id == 0)
            .and_then(|glyph| letter_at(word, glyph.cluster));
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        ShapedWord {
            face,
            text: word.into(),
            glyphs,
            advance,
            missing,
        }
    }
}

fn letter_at(word: &str, cluster: u32) -> Option<char> {
    word.get(cluster as usize..)
        .and_then(|rest| rest.chars().next())
}

fn vietnamese() -> Option<Language> {
    "vi".parse().ok()
}

/// Ligatures are off: each letter keeps a glyph of its own, so that text copied from the PDF is the text that was set.
fn plan(font: &rustybuzz::Face<'static>) -> ShapePlan {
    let off = |tag: &[u8; 4]| Feature::new(ttf_parser::Tag::from_bytes(tag), 0, ..);
    let features = [off(b"liga"), off(b"clig")];
    ShapePlan::new(
        font,
        Direction::LeftToRight,
        Some(script::LATIN),
        vietnamese().as_ref(),
        &features,
    )
}

fn info(file: &str, bytes: &'static [u8], font: &rustybuzz::Face<'static>) -> FaceInfo {
    let bbox = font.global_bounding_box();
    let name = file.to_lowercase();
    let slanted = name.contains("italic") || name.contains("oblique");
    FaceInfo {
        file: file.to_owned(),
        postscript_name: postscript_name(font).unwrap_or_else(|| plain_name(file)),
        bytes,
        units_per_em: font.units_per_em() as u16,
        bbox: [bbox.x_min, bbox.y_min, bbox.x_max, bbox.y_max],
        ascent: font.ascender(),
        descent: font.descender(),
        line_gap: font.line_gap(),
        cap_height: font.capital_height().unwrap_or_else(|| font.ascender()),
        x_height: font.x_height().unwrap_or_default(),
        italic_angle: font.italic_angle(),
        weight: font.weight().to_number(),
        bold: font.is_bold() || name.contains("bold"),
        italic: font.is_italic() || slanted,
        monospaced: font.is_monospaced(),
        glyph_count: font.number_of_glyphs(),
    }
}

fn postscript_name(font: &rustybuzz::Face<'static>) -> Option<String> {
    let names = font.names();
    let wanted = names
        .into_iter()
        .filter(|name| name.name_id == name_id::POST_SCRIPT_NAME);
    let name = wanted.filter_map(|name| name.to_string()).next()?;
    Some(plain_name(&name)).filter(|name| !name.is_empty())
}

/// A PDF name may hold no white space and no delimiter.
fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_ascii_graphic() && !"()<>[]{}/%#".contains(*c))
        .collect()
}

/// Font files by length and a sample of their bytes.
type Kept = BTreeMap<(usize, u64), Vec<&'static [u8]>>;

/// The bytes of a font, kept as long as the program runs: a face borrows them, and a book must be a
/// plain value. The same file is kept once, so a program that watches a folder does not grow.
fn for_life(bytes: Vec<u8>) -> &'static [u8] {
    static KEPT: OnceLock<Mutex<Kept>> = OnceLock::new();
    let mut kept = KEPT
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let same = kept.entry((bytes.len(), sample(&bytes))).or_default();
    if let Some(found) = same.iter().find(|other| **other == bytes.as_slice()) {
        return found;
    }
    let leaked: &'static [u8] = Box::leak(bytes.into_boxed_slice());
    same.push(leaked);
    leaked
}

/// A few bytes of the table directory with its checksums: enough to tell files of one length apart.
fn sample(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .skip(12)
        .take(64)
        .fold(0, |sum, byte| sum.rotate_left(7) ^ u64::from(*byte))
}
