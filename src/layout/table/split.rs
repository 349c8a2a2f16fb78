//! A row higher than a page, by lines: every cell gives as many strips as fit, the rest stays.

use crate::layout::place::{Spot, place};
use crate::layout::slab::{Bond, Slab, Stack, Tall, TallCell, shift};
use crate::pages::{Item, Tag};

/// Takes off the part of a row that fits into `room`; the strip keeps the rest. `None`: nothing fits.
/// With `must`, at least one strip of each cell is taken, so that every page makes progress.
pub(in crate::layout) fn split(slab: &mut Slab, room: f32, must: bool) -> Option<Slab> {
    let tall = slab.tall.as_deref_mut()?;
    let inner = room - tall.above - tall.below;
    let ends: Vec<usize> = tall.cells.iter().map(|cell| fitting(cell, inner)).collect();
    let progress = tall.cells.iter().zip(&ends).any(|(cell, end)| *end > cell.next);
    if !progress && !must {
        return None;
    }
    let mut part = Slab { row: slab.row, heading: slab.heading.take(), ..Slab::default() };
    let mut content = 0.0_f32;
    for (cell, end) in tall.cells.iter_mut().zip(ends) {
        let end = if progress { end } else { (cell.next + 1).min(cell.stack.slabs.len()) };
        content = content.max(take(cell, end, tall.above, &mut part.items));
    }
    part.height = content + tall.above + tall.below;
    backgrounds(tall, &mut part);
    slab.height = rest(tall) + tall.above + tall.below;
    part.goes_on = true;
    let finished = tall.cells.iter().all(|cell| cell.next >= cell.stack.slabs.len());
    if finished {
        slab.tall = None;
        slab.height = 0.0;
        part.goes_on = false;
    }
    Some(part)
}

/// Cuts the tall rows of a table inside a cell into their lines: so the row around it can be split anywhere.
pub(super) fn shred(stack: &mut Stack) {
    if stack.slabs.iter().all(|slab| slab.tall.is_none()) {
        return;
    }
    let mut places = Vec::with_capacity(stack.slabs.len() + 1);
    let mut slabs = Vec::with_capacity(stack.slabs.len());
    for slab in std::mem::take(&mut stack.slabs) {
        places.push(slabs.len());
        match slab.tall {
            Some(_) => slabs.append(&mut lines(slab)),
            None => slabs.push(slab),
        }
    }
    places.push(slabs.len());
    let place = |old: usize| places.get(old).copied().unwrap_or(slabs.len());
    for frame in &mut stack.frames {
        (frame.first, frame.end) = (place(frame.first), place(frame.end));
    }
    stack.slabs = slabs;
}

/// A tall row as its lowest possible parts, with the padding only above the first and below the last.
fn lines(mut slab: Slab) -> Vec<Slab> {
    let (gap, bond) = (slab.gap, slab.bond);
    let tall = slab.tall.as_deref_mut();
    let (above, below) =
        tall.map_or((0.0, 0.0), |tall| (std::mem::take(&mut tall.above), std::mem::take(&mut tall.below)));
    let mut parts: Vec<Slab> = Vec::new();
    while slab.tall.is_some()
        && let Some(part) = split(&mut slab, 0.0, true)
    {
        parts.push(Slab { bond: Bond::Free, ..part });
    }
    if let Some(first) = parts.first_mut() {
        (first.gap, first.bond) = (gap, bond);
        first.height += above;
        first.items.iter_mut().for_each(|item| shift(item, 0.0, above));
    }
    if let Some(last) = parts.last_mut() {
        last.height += below;
    }
    parts
}

/// One past the last strip that fits, never parting a strip from one it holds to by more than its lines' bond.
fn fitting(cell: &TallCell, room: f32) -> usize {
    let mut y = 0.0;
    for (index, slab) in cell.stack.slabs.iter().enumerate().skip(cell.next) {
        y += slab.height + if index > cell.next { slab.gap } else { 0.0 };
        if y > room + 0.01 {
            return index;
        }
    }
    cell.stack.slabs.len()
}

fn take(cell: &mut TallCell, end: usize, above: f32, out: &mut Vec<Item>) -> f32 {
    if end <= cell.next {
        return 0.0;
    }
    let spot = Spot { x: 0.0, y: above, first_gap: false, heads: false };
    let placed = place(&mut cell.stack, cell.next..end, spot, out);
    cell.next = end;
    placed.bottom - above
}

/// Height that the highest cell still needs.
fn rest(tall: &Tall) -> f32 {
    let height = |cell: &TallCell| {
        let slabs = cell.stack.slabs.get(cell.next..).unwrap_or_default();
        slabs.iter().map(|slab| slab.height).sum::<f32>()
            + slabs.iter().skip(1).map(|slab| slab.gap).sum::<f32>()
    };
    tall.cells.iter().map(height).fold(0.0, f32::max)
}

fn backgrounds(tall: &Tall, part: &mut Slab) {
    let fills = tall.cells.iter().filter_map(|cell| cell.background);
    let height = part.height;
    let fill = |(x, width, color)| Item::Fill { x, y: 0.0, width, height, color, tag: Tag::Layout };
    let mut items: Vec<Item> = fills.map(fill).collect();
    items.append(&mut part.items);
    part.items = items;
}
