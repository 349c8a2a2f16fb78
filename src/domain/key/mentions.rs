//! Which of many names stand in a text: one walk over the text, however many names there are.

/// Bytes at the head of a name by which it is proposed.
const HEAD: usize = 8;
/// Bits of the sieve that nearly every place of a text fails.
const SIEVE_BITS: u32 = 12;

/// Names of at least [`HEAD`] bytes, each standing for something.
#[derive(Debug)]
pub struct Mentions<T> {
    /// By head, then as they were given.
    names: Vec<(u64, usize, String, T)>,
    /// One bit for each hash of a head.
    sieve: Vec<u64>,
}

impl<T: Copy> Mentions<T> {
    /// Names that are too short for a head are left out.
    pub fn of(names: impl IntoIterator<Item = (String, T)>) -> Mentions<T> {
        let headed = names.into_iter().enumerate().filter_map(|(nth, (name, item))| {
            let head = head(name.as_bytes())?;
            Some((head, nth, name, item))
        });
        let mut names: Vec<_> = headed.collect();
        names.sort_unstable_by_key(|(head, nth, ..)| (*head, *nth));
        let mut sieve = vec![0; (1 << SIEVE_BITS) / 64];
        for (head, ..) in &names {
            let (word, bit) = place(*head);
            sieve[word] |= bit;
        }
        Mentions { names, sieve }
    }

    /// The names that stand somewhere in the text, in the order in which they were given, each once.
    pub fn in_text(&self, text: &str) -> Vec<(&str, T)> {
        let mut found: Vec<(usize, &str, T)> = Vec::new();
        let bytes = text.as_bytes();
        for at in 0..(bytes.len() + 1).saturating_sub(HEAD) {
            let Some(head) = head(&bytes[at..]) else { break };
            let (word, bit) = place(head);
            if self.sieve[word] & bit == 0 {
                continue;
            }
            let first = self.names.partition_point(|(known, ..)| *known < head);
            for (_, nth, name, item) in self.names[first..].iter().take_while(|(known, ..)| *known == head) {
                if bytes[at..].starts_with(name.as_bytes()) && found.iter().all(|(known, ..)| known != nth) {
                    found.push((*nth, name, *item));
                }
            }
        }
        found.sort_unstable_by_key(|(nth, ..)| *nth);
        found.into_iter().map(|(_, name, item)| (name, item)).collect()
    }
}

fn head(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk::<HEAD>().map(|head| u64::from_le_bytes(*head))
}

/// Word and bit of a head in the sieve (multiplicative hashing, Knuth).
fn place(head: u64) -> (usize, u64) {
    let hash = head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SIEVE_BITS);
    ((hash >> 6) as usize, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::Mentions;

    #[test]
    fn finds_what_a_plain_search_finds() {
        let names = ["thu ngân sách", "thu ngân sách nhà nước", "ngân sách nhà nước", "số hộ nghèo", "ngắn"];
        let mentions = Mentions::of(names.iter().zip(0..).map(|(name, at)| ((*name).to_owned(), at)));
        for text in [
            "",
            "thu",
            "số hộ nghèo",
            "nâng thu ngân sách nhà nước, giảm số hộ nghèo; số hộ nghèo",
            "thu ngân sác",
        ] {
            let plain: Vec<usize> =
                (0..names.len()).filter(|at| names[*at].len() >= 8 && text.contains(names[*at])).collect();
            let found: Vec<usize> = mentions.in_text(text).into_iter().map(|(_, at)| at).collect();
            assert_eq!(found, plain, "{text}");
        }
    }
}
