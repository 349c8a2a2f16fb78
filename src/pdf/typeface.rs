//! The faces that the pages use, each cut down to its letters, with what every glyph says and how wide it is.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use subsetter::{GlyphRemapper, subset};

use super::options::PdfError;
use crate::font::{FaceData, FaceId, ShapedWord};
use crate::pages::{Item, Pages, Piece};

/// A face as it is embedded. Codes on the page are glyph numbers of `program`.
pub struct Typeface<'a> {
    pub face: &'a FaceData,
    /// `ABCDEF+LiberationSerif`
    pub name: String,
    /// Key in the font resources: `F0`.
    pub resource: String,
    /// The font file with only the used glyphs.
    pub program: Vec<u8>,
    /// By code: text that the glyph stands for; empty for .notdef and parts of compound glyphs.
    pub texts: Vec<String>,
    /// By code: advance in thousandths of an em.
    pub widths: Vec<f32>,
    /// By glyph of the whole font; 0: none.
    codes: Vec<u16>,
}

impl Typeface<'_> {
    /// The code of a glyph of the whole font; .notdef and unused glyphs have none.
    pub fn code(&self, glyph: u16) -> Option<u16> {
        self.codes.get(usize::from(glyph)).copied().filter(|code| *code != 0)
    }
}

/// What is set in which face.
pub struct Used {
    /// By word: set somewhere on the pages.
    pub words: Vec<bool>,
    /// Faces in which something is set.
    faces: BTreeSet<FaceId>,
}

/// Finds the words that really stand on the pages: layout also shapes words that it then sets in another way.
pub fn used(pages: &Pages) -> Used {
    let mut used = Used { words: vec![false; pages.lexicon.words.len()], faces: BTreeSet::new() };
    let mut faces = [false; 256];
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Text(line) = item else { continue };
        faces[usize::from(line.face.0)] = true;
        for piece in pages.pieces_of(line) {
            if let Piece::Word(id) = piece
                && let Some(word) = used.words.get_mut(id.0 as usize)
            {
                *word = true;
            }
        }
    }
    for (word, set) in pages.lexicon.words.iter().zip(&used.words) {
        faces[usize::from(word.face.0)] |= set;
    }
    used.faces = (0..=u8::MAX).filter(|face| faces[usize::from(*face)]).map(FaceId).collect();
    used
}

/// Cuts down every used face.
///
/// # Errors
/// A used face that was not given, or one that cannot be cut down.
pub fn typefaces<'a>(
    pages: &Pages,
    used: &Used,
    faces: &'a [FaceData],
) -> Result<Vec<Typeface<'a>>, PdfError> {
    let given = |id: FaceId| faces.iter().find(|face| face.id == id).ok_or(PdfError::FaceMissing(id.0));
    let mut says: BTreeMap<FaceId, BTreeMap<u16, String>> = BTreeMap::new();
    for id in &used.faces {
        says.insert(*id, BTreeMap::from([(given(*id)?.space_glyph, " ".to_string())]));
    }
    let set = || pages.lexicon.words.iter().zip(&used.words).filter(|(_, set)| **set).map(|(word, _)| word);
    // Glyphs that stand for their letters alone speak first; the parts of a cluster take what is left.
    // A word whose glyphs have all spoken has nothing to add: most words of a long table.
    let mut known: BTreeMap<FaceId, Vec<bool>> = BTreeMap::new();
    for (word, whole) in set().map(|word| (word, true)).chain(set().map(|word| (word, false))) {
        let Some(texts) = says.get_mut(&word.face) else { continue };
        let known = known.entry(word.face).or_insert_with(|| vec![false; usize::from(u16::MAX) + 1]);
        if word.glyphs.iter().all(|glyph| glyph.id == 0 || known[usize::from(glyph.id)]) {
            continue;
        }
        learn(word, whole, texts);
        for glyph in &word.glyphs {
            known[usize::from(glyph.id)] |= texts.contains_key(&glyph.id);
        }
    }
    says.into_iter().map(|(id, texts)| cut(given(id)?, texts)).collect()
}

/// Notes what the glyphs of a word say: with `whole`, one-glyph clusters; else the parts of longer ones.
fn learn(word: &ShapedWord, whole: bool, texts: &mut BTreeMap<u16, String>) {
    let mut starts: Vec<u32> = word.glyphs.iter().map(|glyph| glyph.cluster).collect();
    starts.sort_unstable();
    starts.dedup();
    for cluster in word.glyphs.chunk_by(|a, b| a.cluster == b.cluster) {
        if whole != (cluster.len() == 1) {
            continue;
        }
        let start = cluster[0].cluster;
        let next = starts.get(starts.partition_point(|other| *other <= start));
        let end = next.map_or(word.text.len(), |next| word.text.len().min(*next as usize));
        let text = word.text.get(start as usize..end).unwrap_or_default();
        for (place, glyph) in cluster.iter().enumerate() {
            // A later part adds nothing to the text; a validator wants a mapping all the same.
            let part = if place == 0 && !text.is_empty() { text } else { "\u{200B}" };
            if glyph.id != 0 && !texts.contains_key(&glyph.id) {
                texts.insert(glyph.id, part.to_string());
            }
        }
    }
}

fn cut(face: &FaceData, says: BTreeMap<u16, String>) -> Result<Typeface<'_>, PdfError> {
    let glyphs: Vec<u16> = says.keys().copied().filter(|glyph| *glyph != 0).collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let program = subset(&face.bytes, face.index, &remapper)
        .map_err(|error| PdfError::Subset { face: face.postscript_name.clone(), why: error.to_string() })?;
    let kept: Vec<u16> = remapper.remapped_gids().collect();
    let mut codes = vec![0; glyphs.last().map_or(0, |last| usize::from(*last) + 1)];
    for glyph in &glyphs {
        codes[usize::from(*glyph)] = remapper.get(*glyph).unwrap_or(0);
    }
    Ok(Typeface {
        face,
        name: format!("{}+{}", tag(face, &glyphs), face.postscript_name),
        resource: format!("F{}", face.id.0),
        program,
        texts: kept
            .iter()
            .map(|glyph| says.get(glyph).filter(|_| *glyph != 0).cloned().unwrap_or_default())
            .collect(),
        widths: face.advances(&kept),
        codes,
    })
}

/// Six capitals that differ with the glyphs kept (ISO 32000-1, 9.6.4).
fn tag(face: &FaceData, glyphs: &[u16]) -> String {
    let mut hash = Sha256::new();
    hash.update(face.postscript_name.as_bytes());
    for glyph in glyphs {
        hash.update(glyph.to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Glyph;

    fn word(text: &str, glyphs: &[(u16, u32)]) -> ShapedWord {
        let glyph = |(id, cluster): &(u16, u32)| Glyph {
            id: *id,
            advance: 500.0,
            x_offset: 0.0,
            y_offset: 0.0,
            cluster: *cluster,
        };
        ShapedWord {
            face: FaceId(0),
            text: text.into(),
            glyphs: glyphs.iter().map(glyph).collect(),
            advance: 0.0,
            missing: None,
        }
    }

    #[test]
    fn a_ligature_says_all_its_letters_and_a_mark_adds_nothing() {
        let mut texts = BTreeMap::new();
        let words = [word("fin", &[(7, 0), (8, 2)]), word("e\u{301}n", &[(9, 0), (10, 0), (8, 3)])];
        for whole in [true, false] {
            words.iter().for_each(|word| learn(word, whole, &mut texts));
        }
        let said: Vec<_> = texts.iter().map(|(glyph, text)| (*glyph, text.as_str())).collect();
        assert_eq!(said, [(7, "fi"), (8, "n"), (9, "e\u{301}"), (10, "\u{200B}")]);
    }

    #[test]
    fn clusters_out_of_order_or_out_of_range_do_no_harm() {
        let mut texts = BTreeMap::new();
        learn(&word("ab", &[(2, 1), (1, 0), (3, 900)]), true, &mut texts);
        assert_eq!(texts[&2], "b");
        assert_eq!(texts[&1], "a");
        assert_eq!(texts[&3], "\u{200B}");
    }
}
