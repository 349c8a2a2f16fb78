//! Where a page ends: at the weakest bond, and the latest of these.

use crate::layout::slab::{Bond, Slab};

/// A hair of rounding is not an overflow.
const SLACK: f32 = 0.01;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Choice {
    /// One past the last strip of the page.
    End(usize),
    /// The strip at this place is a tall row, to be split in the room that is left.
    Split { at: usize, room: f32 },
    /// The first strip alone is higher than the page and cannot be split.
    Overfull(usize),
}

/// Looks from `start` as far as a page of `room` points reaches.
pub(super) fn choose(slabs: &[Slab], start: usize, room: f32) -> Choice {
    let mut y = 0.0;
    let mut best: Option<(Bond, usize)> = None;
    for (index, slab) in slabs.iter().enumerate().skip(start) {
        if index > start {
            if slab.bond == Bond::Forced {
                return Choice::End(index);
            }
            if best.is_none_or(|(bond, _)| slab.bond <= bond) {
                best = Some((slab.bond, index));
            }
            y += slab.gap;
        }
        if y + slab.height > room + SLACK {
            return overflow(slab, index, start, room - y, best);
        }
        y += slab.height;
    }
    Choice::End(slabs.len())
}

fn overflow(slab: &Slab, index: usize, start: usize, left: f32, best: Option<(Bond, usize)>) -> Choice {
    if slab.tall.is_some() && (index == start || begins_well(slab, left)) {
        return Choice::Split { at: index, room: left };
    }
    match best {
        Some((_, end)) => Choice::End(end),
        None => Choice::Overfull(index + 1),
    }
}

/// A tall row begins on this page only if every cell can show two strips, or all it has.
fn begins_well(slab: &Slab, left: f32) -> bool {
    let Some(tall) = &slab.tall else { return false };
    let room = left - tall.above - tall.below;
    tall.cells.iter().all(|cell| {
        let first: f32 =
            cell.stack.slabs.iter().skip(cell.next).take(2).map(|slab| slab.height + slab.gap).sum();
        first <= room
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slab(height: f32, bond: Bond) -> Slab {
        Slab { height, bond, ..Slab::default() }
    }

    #[test]
    fn the_latest_of_the_weakest_bonds() {
        let slabs = [
            slab(10.0, Bond::Free),
            slab(10.0, Bond::Free),
            slab(10.0, Bond::Lines),
            slab(10.0, Bond::Chain),
            slab(10.0, Bond::Whole),
        ];
        assert_eq!(choose(&slabs, 0, 100.0), Choice::End(5));
        assert_eq!(choose(&slabs, 0, 40.0), Choice::End(1));
        assert_eq!(choose(&slabs, 1, 30.0), Choice::End(2));
        assert_eq!(choose(&slabs, 2, 20.0), Choice::End(3));
        assert_eq!(choose(&slabs, 0, 5.0), Choice::Overfull(1));
    }

    #[test]
    fn a_forced_page_ends_the_page() {
        let slabs = [slab(1.0, Bond::Free), slab(1.0, Bond::Forced), slab(1.0, Bond::Free)];
        assert_eq!(choose(&slabs, 0, 100.0), Choice::End(1));
        assert_eq!(choose(&slabs, 1, 100.0), Choice::End(3));
    }
}
