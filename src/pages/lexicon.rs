//! Every distinct word of a document, shaped once and called by its number.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use crate::font::{FaceId, ShapedWord};

/// Position of a word in `Lexicon::words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

/// Every distinct (face, word) of a document, shaped once.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub words: Vec<ShapedWord>,
    /// The words that stood before a thread went on by itself; its own are numbered after them.
    base: Option<Arc<Lexicon>>,
    /// By requested face.
    index: Vec<Index>,
    /// Of all indexes, so that what one lexicon has hashed another need not hash again.
    keys: RandomState,
    /// Words met lately, each in the slot of its letters: most words of a document come again and again.
    recent: Vec<Option<(FaceId, WordId)>>,
}

/// The words of a lexicon that its base does not have.
#[derive(Debug, Default)]
pub struct OwnWords {
    words: Vec<ShapedWord>,
    /// For which face each was asked, and its hash.
    asked: Vec<(FaceId, u32)>,
}

/// Slots of `Lexicon::recent`; a power of two.
const RECENT: usize = 1 << 12;

/// A slot for a text of a face or style, made in no time from its first and last letters. Texts may share one: it is only asked
/// first.
pub fn slot(style: u32, text: &str) -> usize {
    let bytes = text.as_bytes();
    let short = || bytes.iter().fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    let first = bytes.first_chunk().map_or_else(short, |chunk| u64::from_le_bytes(*chunk));
    let last = bytes.last_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let mixed = (first ^ last.rotate_left(32) ^ (bytes.len() as u64) << 3 ^ u64::from(style))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize & (RECENT - 1)
}

impl Lexicon {
    /// An empty lexicon that knows the words of another and goes on after them.
    pub fn beside(base: &Arc<Lexicon>) -> Lexicon {
        Lexicon { base: Some(base.clone()), keys: base.keys.clone(), ..Lexicon::default() }
    }

    /// How many words it knows, those of its base among them.
    pub fn count(&self) -> usize {
        self.words.len() + self.before()
    }

    /// How many words its base has.
    fn before(&self) -> usize {
        self.base.as_ref().map_or(0, |base| base.words.len())
    }

    /// Its own words in their order, without its base.
    pub fn own(self) -> OwnWords {
        let before = self.before();
        let mut asked = vec![(FaceId(0), 0); self.words.len()];
        for (face, index) in (0..).map(FaceId).zip(&self.index) {
            for (hash, id) in index.all() {
                asked[id as usize - before] = (face, hash);
            }
        }
        OwnWords { words: self.words, asked }
    }

    /// Takes in the own words of a lexicon that went on after this one: gives the id that each has here.
    pub fn take_in(&mut self, own: OwnWords) -> Vec<WordId> {
        self.words.reserve(own.words.len());
        let words = own.words.into_iter().zip(own.asked);
        words.map(|(word, (face, hash))| self.take(face, hash, word)).collect()
    }

    fn take(&mut self, face: FaceId, hash: u32, word: ShapedWord) -> WordId {
        let (index, words) = (index_of(&mut self.index, face), &mut self.words);
        if let Some(id) = index.find(hash, |id| words[id as usize].text == word.text) {
            return WordId(id);
        }
        let id = words.len() as u32;
        words.push(word);
        index.add(hash, id);
        WordId(id)
    }

    /// The id of a word, shaping it at the first meeting.
    pub fn intern(&mut self, face: FaceId, text: &str, shape: impl FnOnce() -> ShapedWord) -> WordId {
        if self.recent.is_empty() {
            self.recent.resize(RECENT, None);
        }
        let slot = slot(u32::from(face.0), text);
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
        let hash = self.keys.hash_one(text) as u32;
        let known = self.base.as_ref().and_then(|base| base.find(face, text, hash));
        if let Some(id) = known {
            return id;
        }
        let before = self.before();
        let (index, words) = (index_of(&mut self.index, face), &mut self.words);
        if let Some(id) = index.find(hash, |id| *words[id as usize - before].text == *text) {
            return WordId(id);
        }
        let id = (before + words.len()) as u32;
        let word = shape();
        debug_assert_eq!(*word.text, *text, "a shaped word says what was asked");
        words.push(word);
        index.add(hash, id);
        WordId(id)
    }

    /// Among the words of a lexicon without a base.
    fn find(&self, face: FaceId, text: &str, hash: u32) -> Option<WordId> {
        let index = self.index.get(usize::from(face.0))?;
        index.find(hash, |id| *self.words[id as usize].text == *text).map(WordId)
    }

    /// The shaped word.
    pub fn word(&self, id: WordId) -> &ShapedWord {
        let id = id.0 as usize;
        match &self.base {
            None => &self.words[id],
            Some(base) => base.words.get(id).unwrap_or_else(|| &self.words[id - base.words.len()]),
        }
    }
}

fn index_of(all: &mut Vec<Index>, face: FaceId) -> &mut Index {
    let place = usize::from(face.0);
    if all.len() <= place {
        all.resize_with(place + 1, Index::default);
    }
    &mut all[place]
}

/// The numbers of words by the hash of their text. The texts themselves stand in the words alone, and the table grows
/// without looking at them: a long table of figures has a word of its own in every third cell.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Hash and number, each at the first free place from its hash on; a power of two of them, three in four taken at most.
    places: Vec<(u32, u32)>,
    taken: usize,
}

/// The number of no word.
const FREE: u32 = u32::MAX;

impl Index {
    /// Every hash with its number, in no order.
    fn all(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.places.iter().copied().filter(|(_, id)| *id != FREE)
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

    fn shaped(text: &str) -> ShapedWord {
        let glyphs = Vec::new();
        ShapedWord { face: FaceId(0), text: text.into(), glyphs, advance: 0.0, missing: None }
    }

    #[test]
    fn words_met_side_by_side_get_the_ids_that_they_have_one_after_the_other() {
        let texts: Vec<String> = (0..3000).map(|n| format!("từ{}", n * n % 1009)).collect();
        let face = |at: usize| FaceId((at % 3) as u8);
        let mut serial = Lexicon::default();
        let ids: Vec<WordId> =
            (0..texts.len()).map(|at| serial.intern(face(at), &texts[at], || shaped(&texts[at]))).collect();
        let mut lexicon = Lexicon::default();
        for (at, text) in texts[..500].iter().enumerate() {
            lexicon.intern(face(at), text, || shaped(text));
        }
        let base = Arc::new(lexicon);
        let parts = [500..1700, 1700..1701, 1701..3000].map(|range| {
            let mut own = Lexicon::beside(&base);
            let met: Vec<WordId> =
                range.clone().map(|at| own.intern(face(at), &texts[at], || shaped(&texts[at]))).collect();
            assert!(range.zip(&met).all(|(at, id)| *own.word(*id).text == *texts[at]));
            assert_eq!(own.count(), base.words.len() + own.words.len());
            (own, met)
        });
        let mut lexicon = Lexicon::clone(&base);
        let before = lexicon.words.len() as u32;
        let mut met: Vec<WordId> = ids[..500].to_vec();
        for (own, ids) in parts {
            let here = lexicon.take_in(own.own());
            let known = |id: WordId| id.0.checked_sub(before).map_or(id, |own| here[own as usize]);
            met.extend(ids.into_iter().map(known));
        }
        assert_eq!(met, ids);
        assert_eq!(lexicon.words, serial.words);
    }
}
