//! Mutations of XML tag by tag and attribute by attribute: what comes of them is often well-formed, as bytes changed at random are not.

use libfuzzer_sys::fuzzer_mutate;

/// Tags are changed so many times out of [`ALL_TURNS`], else bytes.
const TAG_TURNS: usize = 5;
const ALL_TURNS: usize = 8;
/// So many pieces are moved at most.
const LONGEST_RUN: usize = 6;

/// A stream of numbers from a seed (xorshift).
struct Dice(u64);

impl Dice {
    /// Below `n`; zero where `n` is.
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 as usize >> 8).checked_rem(n).unwrap_or(0)
    }
}

/// One mutation in place; how long the input is after it.
pub fn mutated(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed) << 16 | 0x9E37);
    if dice.below(ALL_TURNS) < TAG_TURNS {
        let out = by_tags(&data[..size], &mut dice);
        if let Some(out) = out.filter(|out| out.len() <= max_size.min(data.len())) {
            data[..out.len()].copy_from_slice(&out);
            return out.len();
        }
    }
    fuzzer_mutate(data, size, max_size)
}

/// The pieces of the input: each a tag and the text behind it, or the mark between two parts.
fn pieces(bytes: &[u8]) -> Vec<&[u8]> {
    let is_mark = |at: usize| bytes[at] == 0 && (at == 0 || bytes[at - 1] != 0);
    let mut cuts: Vec<usize> = (1..bytes.len()).filter(|at| bytes[*at] == b'<' || is_mark(*at)).collect();
    cuts.push(bytes.len());
    let mut start = 0;
    cuts.into_iter().map(|end| &bytes[std::mem::replace(&mut start, end)..end]).collect()
}

fn by_tags(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut pieces = pieces(bytes);
    let at = dice.below(pieces.len());
    if pieces.get(at)?.first() == Some(&0) {
        return None;
    }
    let run = 1 + dice.below(LONGEST_RUN.min(pieces.len() - at));
    let changed;
    match dice.below(7) {
        0 => drop(pieces.drain(at..at + run)),
        1 => {
            let copy: Vec<&[u8]> = pieces[at..at + run].to_vec();
            let to = dice.below(pieces.len() + 1);
            pieces.splice(to..to, copy);
        }
        2 => {
            let moved: Vec<&[u8]> = pieces.drain(at..at + run).collect();
            let to = dice.below(pieces.len() + 1);
            pieces.splice(to..to, moved);
        }
        3 => {
            let other = dice.below(pieces.len());
            pieces.swap(at, other);
        }
        turn => {
            let from = pieces[dice.below(pieces.len())];
            changed = attributed(pieces[at], from, turn, dice)?;
            pieces[at] = &changed;
        }
    }
    Some(pieces.concat())
}

/// Where `name="value"` stands in a piece, one after the other.
fn attributes(piece: &[u8]) -> Vec<std::ops::Range<usize>> {
    let end = piece.iter().position(|byte| *byte == b'>').unwrap_or(piece.len());
    let mut found = Vec::new();
    let mut start = None;
    let mut quotes = 0;
    for (at, byte) in piece[..end].iter().enumerate() {
        match byte {
            b' ' if quotes == 0 => start = Some(at),
            b'"' => {
                quotes += 1;
                if quotes == 2 {
                    found.extend(start.map(|start| start..at + 1));
                    quotes = 0;
                }
            }
            _ => {}
        }
    }
    found
}

/// The piece without an attribute, or with one of another piece, or with another's value for one of its own.
fn attributed(piece: &[u8], from: &[u8], turn: usize, dice: &mut Dice) -> Option<Vec<u8>> {
    let (own, others) = (attributes(piece), attributes(from));
    let (own_at, other_at) = (dice.below(own.len()), dice.below(others.len()));
    let value = |piece: &[u8], range: &std::ops::Range<usize>| {
        piece[range.clone()].iter().position(|byte| *byte == b'"').map(|at| range.start + at..range.end)
    };
    let (place, with) = match turn {
        4 => (own.get(own_at)?.clone(), &[][..]),
        5 => {
            let behind_name = piece.iter().position(|byte| matches!(byte, b' ' | b'/' | b'>') && *byte != piece[0])?;
            (behind_name..behind_name, &from[others.get(other_at)?.clone()])
        }
        _ => (value(piece, own.get(own_at)?)?, &from[value(from, others.get(other_at)?)?]),
    };
    Some([&piece[..place.start], with, &piece[place.end..]].concat())
}
