//! Short marks made of content: the same words give the same mark on every machine, in every run, under any file name.

/// A mark begins with a letter, so that no spreadsheet takes it for a number.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// No vowels (no words by accident), nothing that is read as something else (0 and O, 1 and I).
const SIGNS: &[u8; 28] = b"23456789BCDFGHJKLMNPQRSTVWXZ";

/// The mark of these words, so many signs long (at most 12).
pub fn mark<'a>(words: impl IntoIterator<Item = &'a str>, length: usize) -> String {
    let mut left = mixed(digest(words));
    let mut out = String::with_capacity(length);
    for place in 0..length.min(12) {
        let signs: &[u8] = if place == 0 { LETTERS } else { SIGNS };
        let count = signs.len() as u64;
        out.extend(signs.get((left % count) as usize).map(|sign| char::from(*sign)));
        left /= count;
    }
    out
}

/// FNV-1a over 64 bits: chosen because it is a dozen lines that never change, not because it is secret.
fn digest<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for word in words {
        // A separator that no text holds: “ab”, “c” is not “a”, “bc”.
        for byte in word.bytes().chain([0x1f]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    state
}

/// FNV leaves its low bits too much alike for near texts; this spreads them (finaliser of SplitMix64).
fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::mark;
    use std::collections::BTreeSet;

    #[test]
    fn a_mark_never_changes_and_is_never_a_number() {
        // Written down in offices' files: these must stay as they are for ever.
        assert_eq!(mark(["KT", "Tăng chỉ tiêu"], 5), mark(["KT", "Tăng chỉ tiêu"], 5));
        let many: BTreeSet<String> = (0..20_000).map(|n| mark(["KT", &n.to_string()], 6)).collect();
        assert!(many.len() > 19_990, "{}", many.len());
        for made in &many {
            assert_eq!(made.len(), 6);
            assert!(made.starts_with(|first: char| first.is_ascii_uppercase()), "{made}");
        }
        assert_ne!(mark(["ab", "c"], 6), mark(["a", "bc"], 6));
    }
}
