//! Every distinct word of a document, shaped once and called by its number.

use std::hash::{BuildHasher, RandomState};

use crate::font::{FaceId, ShapedWord};

/// Position of a word in `Lexicon::words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

/// Every distinct (face, word) of a document, shaped once.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub words: Vec<ShapedWord>,
    /// By requested face.
    index: Vec<Index>,
    /// Words met lately, each in the slot of its letters: most words of a document come again and again.
    recent: Vec<Option<(FaceId, WordId)>>,
}

/// Slots of `Lexicon::recent`; a power of two.
const RECENT: usize = 1 << 12;

/// A slot for a word, made in no time from its first and last letters. Words may share one: it is only asked first.
fn slot(face: FaceId, text: &str) -> usize {
    let bytes = text.as_bytes();
    let short = || bytes.iter().fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    let first = bytes.first_chunk().map_or_else(short, |chunk| u64::from_le_bytes(*chunk));
    let last = bytes.last_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let mixed = (first ^ last.rotate_left(32) ^ (bytes.len() as u64) << 3 ^ u64::from(face.0))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize & (RECENT - 1)
}

impl Lexicon {
    /// The id of a word, shaping it at the first meeting.
    pub fn intern(&mut self, face: FaceId, text: &str, shape: impl FnOnce() -> ShapedWord) -> WordId {
        if self.recent.is_empty() {
            self.recent.resize(RECENT, None);
        }
        let slot = slot(face, text);
        if let Some((asked, id)) = self.recent[slot]
            && asked == face
            && *self.word(id).text == *text
        {
            return id;
        }
        let id = self.known(face, text, shape);
        self.recent[slot] = Some((face, id));
        id
    }

    fn known(&mut self, face: FaceId, text: &str, shape: impl FnOnce() -> ShapedWord) -> WordId {
        let place = usize::from(face.0);
        if self.index.len() <= place {
            self.index.resize_with(place + 1, Index::default);
        }
        let (index, words) = (&mut self.index[place], &mut self.words);
        let hash = index.hash(text);
        if let Some(id) = index.find(hash, |id| *words[id as usize].text == *text) {
            return WordId(id);
        }
        let id = words.len() as u32;
        let word = shape();
        debug_assert_eq!(*word.text, *text, "a shaped word says what was asked");
        words.push(word);
        index.add(hash, id);
        WordId(id)
    }

    /// The shaped word.
    pub fn word(&self, id: WordId) -> &ShapedWord {
        &self.words[id.0 as usize]
    }
}

/// The numbers of words by the hash of their text. The texts themselves stand in the words alone, and the table grows
/// without looking at them: a long table of figures has a word of its own in every third cell.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Hash and number, each at the first free place from its hash on; a power of two of them, three in four taken at most.
    places: Vec<(u32, u32)>,
    taken: usize,
    keys: RandomState,
}

/// The number of no word.
const FREE: u32 = u32::MAX;

impl Index {
    fn hash(&self, text: &str) -> u32 {
        self.keys.hash_one(text) as u32
    }

    fn find(&self, hash: u32, is: impl Fn(u32) -> bool) -> Option<u32> {
        let last = self.places.len().checked_sub(1)?;
        let mut place = hash as usize & last;
        loop {
            let (other, id) = self.places[place];
            if id == FREE {
                return None;
            }
            if other == hash && is(id) {
                return Some(id);
            }
            place = (place + 1) & last;
        }
    }

    /// Adds a number that is not there yet.
    fn add(&mut self, hash: u32, id: u32) {
        if self.taken * 4 >= self.places.len() * 3 {
            let larger = vec![(0, FREE); (self.places.len() * 2).max(64)];
            for (hash, id) in std::mem::replace(&mut self.places, larger) {
                if id != FREE {
                    self.put(hash, id);
                }
            }
        }
        self.put(hash, id);
        self.taken += 1;
    }

    fn put(&mut self, hash: u32, id: u32) {
        let last = self.places.len() - 1;
        let mut place = hash as usize & last;
        while self.places[place].1 != FREE {
            place = (place + 1) & last;
        }
        self.places[place] = (hash, id);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_word_has_one_id_in_each_face_whatever_was_met_in_between() {
        let mut lexicon = Lexicon::default();
        let mut known: HashMap<(u8, String), WordId> = HashMap::new();
        for round in 0..3 {
            for number in 0..2 * RECENT {
                let (face, text) =
                    (number as u8 % 2, format!("{}{}", "tổng ".repeat(number % 4), number / 3));
                let shaped = ShapedWord {
                    face: FaceId(face),
                    text: text.as_str().into(),
                    glyphs: Vec::new(),
                    advance: 0.0,
                    missing: None,
                };
                let id = lexicon.intern(FaceId(face), &text, || shaped);
                assert_eq!(&*lexicon.word(id).text, text);
                let before = *known.entry((face, text)).or_insert(id);
                assert_eq!(id, before, "round {round}");
            }
        }
        assert_eq!(lexicon.words.len(), known.len());
    }
}
