//! Vietnamese collation: the order of a list of names.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::tone;

/// Orders as a Vietnamese list does: 29 letters (a ă â … d đ …), digits by value, then tones
/// (ngang, huyền, hỏi, ngã, sắc, nặng), then case, then code points.
pub fn collate(a: &str, b: &str) -> Ordering {
    let (left, right) = (Weights::of(a), Weights::of(b));
    left.cmp(&right).then_with(|| a.cmp(b))
}

/// The three levels of Vietnamese order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Weights {
    letters: Vec<(u8, u32)>,
    tones: Vec<u8>,
    capitals: Vec<bool>,
}

/// The 29 letters, with the four foreign ones where they stand in a Latin list.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

impl Weights {
    fn of(text: &str) -> Weights {
        let mut weights = Weights { letters: Vec::new(), tones: Vec::new(), capitals: Vec::new() };
        let mut base = String::new();
        for c in text.nfd() {
            match tone(c) {
                Some(weight) if !base.is_empty() => {
                    if let Some(last) = weights.tones.last_mut() {
                        *last = weight;
                    }
                }
                _ if is_combining_mark(c) => {
                    base.push(c);
                    weights.letters.pop();
                    weights.letters.push(primary(&base));
                }
                _ => {
                    base = c.to_lowercase().collect();
                    weights.letters.push(primary(&base));
                    weights.tones.push(0);
                    weights.capitals.push(c.is_uppercase());
                }
            }
        }
        weights.join_digits();
        weights
    }

    /// "Khu 2" before "Khu 10": a run of digits is one weight.
    fn join_digits(&mut self) {
        let mut joined: Vec<(u8, u32)> = Vec::with_capacity(self.letters.len());
        let mut open = false;
        for (class, weight) in self.letters.drain(..) {
            match joined.last_mut() {
                Some((1, number)) if open && class == 1 => {
                    *number = number.saturating_mul(10).saturating_add(weight)
                }
                _ => joined.push((class, weight)),
            }
            open = class == 1;
        }
        self.letters = joined;
    }
}

/// Class (space and marks 0, digits 1, letters 2, others 3) and place in it.
fn primary(base: &str) -> (u8, u32) {
    let composed = base.nfc().next().unwrap_or('\0');
    if let Some(place) = ALPHABET.chars().position(|letter| letter == composed) {
        return (2, place as u32);
    }
    match composed.to_digit(10) {
        Some(digit) => (1, digit),
        None if composed.is_alphabetic() => (3, composed as u32),
        None => (0, composed as u32),
    }
}
