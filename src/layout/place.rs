//! Strips at their positions: items moved from a stack to a page or into a cell, with frames and table lines.

use super::slab::{Frame, Heading, Slab, Stack, draw_box, shift};
use super::table::{self, PartRow};
use crate::pages::Item;
use std::ops::Range;

/// Where a run of strips goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub x: f32,
    pub y: f32,
    /// The margin above the first strip counts (cells) or not (pages).
    pub first_gap: bool,
    /// A table that goes on here begins with its head again (pages, not cells).
    pub heads: bool,
}

/// What was placed besides items: where the text ends, and the headings met.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub bottom: f32,
    /// How far down cells over several rows reach, if there are any.
    pub lowest: f32,
    pub headings: Vec<(Heading, f32)>,
}

/// Items of a page that no strip brings along, as many as a table of some columns has.
const BESIDES: usize = 40;

/// Moves a run of strips to a spot. Strips are emptied, never copied, but for repeated table heads.
pub(super) fn place(stack: &mut Stack, range: Range<usize>, spot: Spot, out: &mut Vec<Item>) -> Placed {
    let mut placed = Placed { bottom: spot.y, lowest: spot.y, ..Placed::default() };
    // Besides the strips' own items a table draws a line for each of its rows, and on a page its head and upright lines.
    let own =
        stack.slabs[range.clone()].iter().map(|slab| slab.items.len() + usize::from(slab.row.is_some()));
    let own: usize = own.sum();
    out.reserve(own + if spot.heads { BESIDES } else { 0 });
    let first = head(stack, range.start, spot, out);
    if !stack.frames.is_empty() {
        let tops: Vec<f32> = tops(&stack.slabs[range.clone()], first, spot).collect();
        frames(&stack.frames, &stack.slabs, &range, &tops, spot.x, out);
    }
    let mut part: Vec<PartRow> = Vec::new();
    let mut next = first;
    for index in range.clone() {
        let slab = &mut stack.slabs[index];
        let top = top(slab, index == range.start, next, spot);
        next = top + slab.height;
        out.extend(std::mem::take(&mut slab.items).into_iter().map(|mut item| {
            shift(&mut item, spot.x, top);
            item
        }));
        if let Some(heading) = slab.heading.take() {
            placed.headings.push((*heading, top));
        }
        let (row, height, goes_on) = (slab.row, slab.height, slab.goes_on);
        if let Some((grid, row)) = row {
            push_row(&mut part, PartRow { row, top, height, goes_on });
            let same_part = index + 1 < range.end
                && stack.slabs[index + 1].row.is_some_and(|(next, next_row)| {
                    next == grid && (next_row > row || next_row == row && goes_on)
                });
            if !same_part {
                placed.lowest = placed.lowest.max(finish_part(stack, grid as usize, &mut part, spot, out));
            }
        }
        placed.bottom = next;
    }
    placed
}

/// Strips of one row (a nested one, cut into lines) are one row for its borders.
fn push_row(part: &mut Vec<PartRow>, row: PartRow) {
    match part.last_mut() {
        Some(last) if last.row == row.row && last.goes_on => {
            (last.height, last.goes_on) = (row.top + row.height - last.top, row.goes_on);
        }
        _ => part.push(row),
    }
}

/// A table that goes on from the page before begins with its head again; gives the place below it.
fn head(stack: &Stack, first: usize, spot: Spot, out: &mut Vec<Item>) -> f32 {
    let first = stack.slabs.get(first).filter(|_| spot.heads);
    match first.and_then(|slab| table::repeated_head(stack, slab)) {
        Some(grid) => table::draw_head(grid, spot.x, spot.y, out),
        None => spot.y,
    }
}

/// The top of a strip that follows on `y`.
fn top(slab: &Slab, is_first: bool, y: f32, spot: Spot) -> f32 {
    y + if !is_first || spot.first_gap { slab.gap } else { 0.0 }
}

/// The tops of the strips, the first of which follows on `y`.
fn tops(slabs: &[Slab], y: f32, spot: Spot) -> impl Iterator<Item = f32> {
    slabs.iter().enumerate().scan(y, move |y, (index, slab)| {
        let top = top(slab, index == 0, *y, spot);
        *y = top + slab.height;
        Some(top)
    })
}

/// Lines and spanning cells of the rows of one table on one page; gives how far down the cells reach.
fn finish_part(
    stack: &mut Stack,
    grid: usize,
    part: &mut Vec<PartRow>,
    spot: Spot,
    out: &mut Vec<Item>,
) -> f32 {
    let mut lowest = f32::MIN;
    if let Some(grid) = stack.grids.get_mut(grid) {
        table::draw_part(grid, part, spot, out);
        lowest = grid.lowest;
    }
    part.clear();
    lowest
}

/// Boxes around strips: each page's share of a box is closed by itself.
fn frames(frames: &[Frame], slabs: &[Slab], range: &Range<usize>, tops: &[f32], x: f32, out: &mut Vec<Item>) {
    for frame in frames {
        let (first, end) = (frame.first.max(range.start), frame.end.min(range.end));
        if first >= end {
            continue;
        }
        let (Some(top), Some(last)) = (tops.get(first - range.start), tops.get(end - 1 - range.start)) else {
            continue;
        };
        let height = last + slabs[end - 1].height - top;
        out.extend(draw_box(x + frame.x, *top, frame.width, height, &frame.border, frame.background));
    }
}
