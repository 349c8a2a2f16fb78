//! Maps for look-ups by names, which are asked for in every row of every file: hashing a name costs less than finding it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map that is never iterated over and holds few things, so that nobody gains by names that collide.
pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// What was found out about texts: names, headings and units are the same few hundred in every file.
#[derive(Debug)]
pub struct Remembered<V>(QuickMap<String, V>);

impl<V> Default for Remembered<V> {
    fn default() -> Remembered<V> {
        Remembered(QuickMap::default())
    }
}

impl<V: Clone> Remembered<V> {
    /// Then all is forgotten: a plan has fewer names, and what is no name must not fill the memory.
    const MOST: usize = 4096;

    /// What `look` finds out about the text, asked once for each text.
    pub fn of(&mut self, text: &str, look: impl FnOnce(&str) -> V) -> V {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        if self.0.len() >= Remembered::<V>::MOST {
            self.0.clear();
        }
        let found = look(text);
        self.0.insert(text.to_owned(), found.clone());
        found
    }
}

/// Eight bytes at a time, each mixed in by one long multiplication (as wyhash does it).
#[derive(Debug, Clone, Copy, Default)]
pub struct QuickHasher(u64);

/// Two odd numbers without a pattern: the fractional parts of the golden ratio and of π.
const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
const SECOND: u64 = 0x243F_6A88_85A3_08D3;

impl QuickHasher {
    fn mix(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word ^ SECOND) * u128::from(FIRST);
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            // The length keeps "a" and "a\0" apart.
            self.mix(u64::from_le_bytes(last) ^ (rest.len() as u64) << 56);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.mix(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::{Hash, Hasher};

    use super::QuickHasher;

    fn hash(of: impl Hash) -> u64 {
        let mut hasher = QuickHasher::default();
        of.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn near_things_lie_far_apart() {
        let mut seen = HashSet::new();
        for number in 0..20_000_u32 {
            // What the map looks at: seven bits at the top, and some at the bottom.
            seen.insert(hash(format!("Chỉ tiêu {number}")) & 0xFFFF_FFFF);
            seen.insert(hash(number) & 0xFFFF_FFFF);
            seen.insert(hash((number as usize * 16, 7_usize)) >> 32);
        }
        assert!(seen.len() > 59_990, "{}", seen.len());
        assert_ne!(hash("a"), hash("a\0"));
        assert_ne!(hash(("ab", "c")), hash(("a", "bc")));
    }
}
