//! Strips onto pages.
//!
//! 1. `choose` – where the page ends
//! 2. `marks` – page number and marks in the margins

mod choose;
mod marks;

use choose::{Choice, choose};

use super::bench::Bench;
use super::place::{Spot, place};
use super::remark::RemarkKind;
use super::slab::{Slab, Stack};
use super::table;
use crate::document::Section;
use crate::pages::{NodeId, OutlineEntry, Page};

/// So much, in points, a cell may reach below the text without a word.
const BEYOND: f32 = 1.0;

/// Fills pages with the strips of a section; takes the number of the last page before it and gives that of its last.
pub(super) fn paginate(
    bench: &mut Bench,
    section: &Section,
    sect: NodeId,
    mut stack: Stack,
    mut number: u32,
    pages: &mut Vec<Page>,
) -> u32 {
    let style = &section.page;
    let body = (style.height - style.margin.top - style.margin.bottom).max(0.0);
    let (mut start, mut is_first) = (0, true);
    // A page's own list is made when its length is known: one that grows leaves holes of all sizes behind.
    let mut items = Vec::new();
    while is_first || start < stack.slabs.len() {
        number += 1;
        marks::marks(bench, section, sect, number, is_first, &mut items);
        table::open_page(bench, &mut stack, start);
        let head = stack.slabs.get(start).and_then(|slab| table::repeated_head(&stack, slab));
        let room = body - head.map_or(0.0, |grid| grid.head_height());
        let (x, y) = (style.margin.left, style.margin.top);
        let choice = carried(bench, &mut stack, start, room);
        if matches!(choice, Choice::Overfull(_)) {
            remark_overfull(bench, section);
        }
        let (end, next, rest) = page_end(&mut stack, choice, start);
        // A part of a tall row always makes progress, even where a single thing in it is too high.
        let is_part = matches!(choice, Choice::Split { .. });
        if is_part && end == start + 1 && stack.slabs[start].height > room + 0.01 {
            remark_overfull(bench, section);
        }
        close_tall_rows(&mut stack.slabs[start..end]);
        let placed = place(&mut stack, start..end, Spot { x, y, first_gap: false, heads: true }, &mut items);
        if let Some(rest) = rest {
            stack.slabs[next] = rest;
        }
        // A cell over several rows puts what is left of it on its last page, whatever the room there.
        if placed.lowest > y + body + BEYOND {
            remark_overfull(bench, section);
        }
        for (heading, y) in placed.headings {
            let page = pages.len();
            bench.outline.push(OutlineEntry { level: heading.level, title: heading.title, page, y });
        }
        let mut page =
            Page { width: style.width, height: style.height, items: Vec::with_capacity(items.len()) };
        page.items.append(&mut items);
        pages.push(page);
        (start, is_first) = (next, false);
    }
    number
}

/// Where the page ends, with room for "Cộng chuyển sang trang sau" if that is inside a table that carries its totals.
fn carried(bench: &mut Bench, stack: &mut Stack, start: usize, room: f32) -> Choice {
    let next = |choice: Choice| match choice {
        Choice::End(next) | Choice::Overfull(next) => next,
        Choice::Split { at, .. } => at,
    };
    let mut choice = choose(&stack.slabs, start, room);
    if let Some(height) = table::closing_height(stack, start, next(choice)) {
        choice = choose(&stack.slabs, start, (room - height).max(0.0));
        table::close_page(bench, stack, start, next(choice));
    }
    choice
}

/// The end of the page and the start of the next one; when a tall row is split, its rest, which takes
/// the place of the part once that is placed.
fn page_end(stack: &mut Stack, choice: Choice, start: usize) -> (usize, usize, Option<Slab>) {
    let (at, room) = match choice {
        Choice::End(end) | Choice::Overfull(end) => return (end, end, None),
        Choice::Split { at, room } => (at, room),
    };
    let slab = &mut stack.slabs[at];
    let Some(part) = table::split(slab, room, at == start) else {
        return (at, at, None);
    };
    let part = Slab { gap: slab.gap, bond: slab.bond, ..part };
    let rest = std::mem::replace(slab, part);
    if rest.tall.is_some() { (at + 1, at, Some(rest)) } else { (at + 1, at + 1, None) }
}

/// Tall rows whose rest fits are put together for good.
fn close_tall_rows(slabs: &mut [Slab]) {
    for slab in slabs.iter_mut().filter(|slab| slab.tall.is_some()) {
        let (gap, bond) = (slab.gap, slab.bond);
        if let Some(part) = table::split(slab, f32::INFINITY, true) {
            *slab = Slab { gap, bond, ..part };
        }
    }
}

fn remark_overfull(bench: &mut Bench, section: &Section) {
    let text = "Một phần nội dung cao hơn trang giấy nên tràn ra ngoài lề".to_owned();
    bench.remark(RemarkKind::Overfull, section.span, text);
}
