//! What is drawn once the rows of a page are known: the repeated head, cells that span rows, the lines.

use super::carry::Carry;
use super::lines::{self, PartRow, Slot};
use crate::document::{Borders, Color, VerticalAlign};
use crate::layout::crew::{Numbers, Part};
use crate::layout::place::{Spot, place};
use crate::layout::slab::{Slab, Stack, as_artifact, shift};
use crate::pages::{Item, Tag};

/// What a table's rows have in common.
#[derive(Debug, Clone, Default)]
pub(in crate::layout) struct Grid {
    /// Left edge of the table in its frame, and the column edges from there.
    pub x: f32,
    pub edges: Vec<f32>,
    pub outer: Borders,
    /// Different borders of the cells.
    pub borders: Vec<Borders>,
    /// Copies of the head rows, to be repeated; empty: not repeated.
    pub head: Vec<HeadRow>,
    /// All slots row by row, and where each row's begin.
    pub(super) all_slots: Vec<Slot>,
    pub offsets: Vec<u32>,
    /// Rows before these are another grid's, while several threads set the table.
    pub before: u32,
    /// Cells over several rows, by first row.
    pub spanning: Vec<Spanning>,
    /// Those before this one have ended.
    pub ended: usize,
    /// How far down the last of them reached that were placed, on the page being filled.
    pub lowest: f32,
    pub carry: Option<Carry>,
}

#[derive(Debug, Clone, Default)]
pub(in crate::layout) struct HeadRow {
    pub height: f32,
    pub items: Vec<Item>,
}

/// A cell over several rows: its text stands once in the reading, and again as an artifact after a break.
#[derive(Debug, Clone)]
pub(in crate::layout) struct Spanning {
    pub first: u32,
    pub end: u32,
    pub stack: Stack,
    pub next: usize,
    /// The text as it was placed, from its own top, for pages after the first.
    pub copy: Vec<Item>,
    pub height: f32,
    pub above: f32,
    pub below: f32,
    pub align: VerticalAlign,
    pub background: Option<(f32, f32, Color)>,
}

impl Part for Grid {
    fn renumber(&mut self, numbers: &Numbers) {
        let head = self.head.iter_mut().flat_map(|row| &mut row.items);
        head.for_each(|item| numbers.item(item));
        self.spanning.iter_mut().for_each(|cell| cell.stack.renumber(numbers));
    }
}

impl Grid {
    pub(super) fn slots(&self, row: u32) -> &[Slot] {
        let bound = |index: usize| self.offsets.get(index).map_or(self.all_slots.len(), |at| *at as usize);
        let row = row.saturating_sub(self.before) as usize;
        self.all_slots.get(bound(row)..bound(row + 1)).unwrap_or_default()
    }

    /// Height that the repeated head takes on every page after the first, "Số trang trước chuyển sang" included.
    pub fn head_height(&self) -> f32 {
        let carried = self.opening().map_or(0.0, |carry| carry.height);
        self.head.iter().map(|row| row.height).sum::<f32>() + carried
    }

    fn opening(&self) -> Option<&Carry> {
        self.carry.as_ref().filter(|carry| !carry.opening.is_empty())
    }
}

/// The grid whose head stands above this strip when the strip is first on a page.
pub(in crate::layout) fn repeated_head<'s>(stack: &'s Stack, slab: &Slab) -> Option<&'s Grid> {
    let (grid, row) = slab.row?;
    let grid = stack.grids.get(grid as usize)?;
    let begins = !grid.head.is_empty() || grid.opening().is_some();
    (begins && row as usize >= grid.head.len()).then_some(grid)
}

/// Draws the repeated head and gives the place below it.
pub(in crate::layout) fn draw_head(grid: &Grid, x: f32, mut y: f32, out: &mut Vec<Item>) -> f32 {
    for row in &grid.head {
        for item in &row.items {
            let mut copy = as_artifact(item, Tag::Pagination);
            shift(&mut copy, x, y);
            out.push(copy);
        }
        y += row.height;
    }
    if let Some(carry) = grid.opening() {
        out.extend(carry.opening.iter().cloned().map(|mut item| {
            shift(&mut item, x, y);
            item
        }));
        y += carry.height;
    }
    y
}

/// Draws what belongs to no single row.
pub(in crate::layout) fn draw_part(grid: &mut Grid, rows: &[PartRow], spot: Spot, out: &mut Vec<Item>) {
    let Some(first) = rows.first() else { return };
    spanning_cells(grid, rows, spot, out);
    let mut all = Vec::with_capacity(rows.len() + grid.head.len() + 2);
    if spot.heads && first.row as usize >= grid.head.len() {
        let mut top = first.top - grid.head_height();
        for (row, head) in grid.head.iter().enumerate() {
            all.push(PartRow { row: row as u32, top, height: head.height, goes_on: false });
            top += head.height;
        }
        if let Some(carry) = grid.opening() {
            all.push(PartRow { row: carry.row, top, height: carry.height, goes_on: false });
        }
    }
    all.extend_from_slice(rows);
    all.extend(closing(grid, rows, spot.x, out));
    lines::draw(grid, &all, spot.x, out);
}

/// "Cộng chuyển sang trang sau" below the last row of the page.
fn closing(grid: &mut Grid, rows: &[PartRow], x: f32, out: &mut Vec<Item>) -> Option<PartRow> {
    let carry = grid.carry.as_mut()?;
    carry.opening.clear();
    let last = rows.last().filter(|_| !carry.closing.is_empty())?;
    let top = last.top + last.height;
    out.extend(carry.closing.drain(..).map(|mut item| {
        shift(&mut item, x, top);
        item
    }));
    Some(PartRow { row: carry.row, top, height: carry.height, goes_on: false })
}

fn spanning_cells(grid: &mut Grid, rows: &[PartRow], spot: Spot, out: &mut Vec<Item>) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return;
    };
    while grid.spanning.get(grid.ended).is_some_and(|cell| cell.end <= first.row) {
        grid.ended += 1;
    }
    let mut lowest = f32::MIN;
    for cell in grid.spanning.iter_mut().skip(grid.ended) {
        if cell.first > last.row {
            break;
        }
        if cell.end <= first.row {
            continue;
        }
        let mut covered = rows.iter().filter(|row| row.row >= cell.first && row.row < cell.end);
        let Some(top) = covered.next() else { continue };
        let bottom = covered.next_back().unwrap_or(top);
        let area = (top.top, bottom.top + bottom.height - top.top);
        let end = draw_spanning(cell, area, bottom.row + 1 >= cell.end && !bottom.goes_on, spot, out);
        lowest = lowest.max(end);
    }
    grid.lowest = lowest;
}

/// Gives the bottom of what it has placed.
fn draw_spanning(
    cell: &mut Spanning,
    (top, height): (f32, f32),
    is_last: bool,
    spot: Spot,
    out: &mut Vec<Item>,
) -> f32 {
    if let Some((x, width, color)) = cell.background {
        out.push(Item::Fill { x: spot.x + x, y: top, width, height, color, tag: Tag::Layout });
    }
    let room = height - cell.above - cell.below;
    if cell.next < cell.stack.slabs.len() {
        return first_time(cell, top, room, is_last, spot, out);
    }
    if cell.height <= room + 0.01 {
        let y = top + cell.above + offset(cell.align, room - cell.height);
        for item in &cell.copy {
            let mut copy = as_artifact(item, Tag::Pagination);
            shift(&mut copy, spot.x, y);
            out.push(copy);
        }
    }
    top + height
}

/// The real text: all of it where it fits or nothing follows, else as many strips as fit; gives its bottom.
fn first_time(
    cell: &mut Spanning,
    top: f32,
    room: f32,
    is_last: bool,
    spot: Spot,
    out: &mut Vec<Item>,
) -> f32 {
    let whole = cell.next == 0 && cell.height <= room + 0.01;
    let end = if whole || is_last { cell.stack.slabs.len() } else { fitting(cell, room) };
    let y = if whole { top + cell.above + offset(cell.align, room - cell.height) } else { top + cell.above };
    let before = out.len();
    let at = Spot { x: spot.x, y, first_gap: cell.next == 0, heads: false };
    let placed = place(&mut cell.stack, cell.next..end, at, out);
    cell.next = end;
    if whole && !is_last {
        cell.copy = out[before..].to_vec();
        cell.copy.iter_mut().for_each(|item| shift(item, -spot.x, -y));
    }
    placed.bottom
}

/// One past the last strip that fits.
fn fitting(cell: &Spanning, room: f32) -> usize {
    let mut y = 0.0;
    for (index, slab) in cell.stack.slabs.iter().enumerate().skip(cell.next) {
        y += slab.height + if index > cell.next { slab.gap } else { 0.0 };
        if y > room + 0.01 {
            return index;
        }
    }
    cell.stack.slabs.len()
}

/// Room above content that is lower than its cell.
pub(super) fn offset(align: VerticalAlign, slack: f32) -> f32 {
    match align {
        VerticalAlign::Top => 0.0,
        VerticalAlign::Middle => slack.max(0.0) / 2.0,
        VerticalAlign::Bottom => slack.max(0.0),
    }
}
