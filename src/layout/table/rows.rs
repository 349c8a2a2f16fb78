//! Rows as strips: heights, places of the cells' contents, bonds between rows, structure elements.

use std::ops::Range;

use super::boxes::{CellBox, Inner, Lines, Setting, cell_box};
use super::carry::carry;
use super::cells::{Plan, PlanCell, PlanRow, Section};
use super::decimal::Decimal;
use super::heights::outer_height;
use super::lines::Slot;
use super::part::{Grid, Spanning, offset};
use crate::document::{Borders, Edges, Table};
use crate::layout::bench::Bench;
use crate::layout::flow::{Builder, Room};
use crate::layout::place::{Spot, place};
use crate::layout::remark::RemarkKind;
use crate::layout::slab::{Bond, Slab, Stack, Tall, TallCell, shift};
use crate::pages::{Item, NodeId, Tag};

/// Adds all rows of a table to the builder.
pub(super) fn rows(
    bench: &mut Bench,
    builder: &mut Builder,
    table: &Table,
    plan: &Plan,
    widths: &[f32],
    decimals: &[Decimal],
    room: Room,
) {
    let mut edges = vec![0.0];
    edges.extend(widths.iter().scan(0.0, |x, width| {
        *x += width;
        Some(*x)
    }));
    let grid = Grid { x: room.x, edges, outer: table.style.border, ..Grid::default() };
    let number = builder.stack.grids.len() as u32;
    builder.stack.grids.push(Grid::default());
    let mut setter = Setter::new(bench, (table, plan, decimals), room, (grid, number));
    setter.reserve(0..plan.rows.len());
    let body = plan.shares.first().zip(plan.shares.last()).map(|(first, last)| first.start..last.end);
    let (head, foot) =
        body.map_or((0..plan.rows.len(), 0..0), |body| (0..body.start, body.end..plan.rows.len()));
    setter.all(builder, head);
    setter.shared_out(builder);
    setter.all(builder, foot);
    let mut grid = setter.grid;
    if !table.carry.is_empty() {
        grid.carry = carry(bench, table, plan, decimals, &mut grid, room.height);
    }
    builder.stack.grids[number as usize] = grid;
}

/// One past the last row that is tied to `start` by cells over several rows.
fn group_end(plan: &Plan, start: usize) -> usize {
    let (mut end, mut row) = (start + 1, start);
    while row < end {
        let cells = &plan.cells[plan.rows[row].first..plan.rows[row].end];
        end = cells.iter().map(|cell| cell.end()).fold(end, usize::max);
        row += 1;
    }
    end.min(plan.rows.len())
}

/// What the rows of one table share while they are set.
pub(super) struct Setter<'a, 'm, 'd> {
    pub(super) bench: &'a mut Bench<'m>,
    pub(super) table: &'a Table,
    pub(super) plan: &'a Plan<'d>,
    pub(super) decimals: &'a [Decimal],
    pub(super) room: Room,
    pub(super) grid: Grid,
    pub(super) number: u32,
    pub(super) section: Option<(Section, Option<NodeId>)>,
    pub(super) head_height: f32,
    /// Cells over several rows that reach into the next row.
    pub(super) open: Vec<usize>,
    pub(super) lines: Lines,
    /// Room for the cells of one row.
    pub(super) boxes: Vec<CellBox>,
}

impl<'a, 'm, 'd> Setter<'a, 'm, 'd> {
    /// Before the first row; `number` is the grid's place in the stack.
    pub(super) fn new(
        bench: &'a mut Bench<'m>,
        (table, plan, decimals): (&'a Table, &'a Plan<'d>, &'a [Decimal]),
        room: Room,
        (grid, number): (Grid, u32),
    ) -> Setter<'a, 'm, 'd> {
        Setter {
            bench,
            table,
            plan,
            decimals,
            room,
            grid,
            number,
            section: None,
            head_height: 0.0,
            open: Vec::new(),
            lines: Lines::default(),
            boxes: Vec::new(),
        }
    }
    /// Makes room for so many rows: lists that grow by doubling would be copied again and again, and leave holes of all
    /// sizes behind.
    pub(super) fn reserve(&mut self, rows: Range<usize>) {
        let plan = self.plan;
        let Some((first, last)) = plan.rows.get(rows.clone()).and_then(|rows| rows.first().zip(rows.last()))
        else {
            return;
        };
        let cells = last.end - first.first;
        let pieces = (plan.atoms.len() * 2).saturating_sub(plan.cells.len());
        // A share of the rows has about that share of the words.
        let share = cells as f64 / plan.cells.len().max(1) as f64;
        self.bench.pieces.reserve((pieces as f64 * share).ceil() as usize);
        if !self.table.presentation {
            self.bench.tree.reserve(cells + rows.len() + 3);
        }
        self.grid.all_slots.reserve_exact(cells);
        self.grid.offsets.reserve_exact(rows.len());
    }

    /// Rows one after the other.
    pub(super) fn all(&mut self, builder: &mut Builder, rows: Range<usize>) {
        let mut start = rows.start;
        while start < rows.end {
            let end = group_end(self.plan, start);
            self.group(builder, start, end);
            start = end;
        }
    }

    /// Rows that belong together by spanning cells; mostly a single row.
    fn group(&mut self, builder: &mut Builder, start: usize, end: usize) {
        if end == start + 1 {
            return self.single(builder, start);
        }
        let mut boxes: Vec<Vec<CellBox>> = Vec::with_capacity(end - start);
        for row in start..end {
            boxes.push(self.row_boxes(row, Vec::new()));
        }
        let heights = self.heights(start, &boxes);
        let mut top = 0.0;
        // Spanning cells whose text is not yet above the row: their end, and where their text ends.
        let mut cutting: Vec<(usize, f32)> = Vec::new();
        for (index, (mut row_boxes, height)) in boxes.into_iter().zip(&heights).enumerate() {
            let row = start + index;
            cutting.retain(|(end, bottom)| *end > row && top + 0.01 < *bottom);
            let bond = self.bond(row, !cutting.is_empty());
            let known = self.grid.spanning.len();
            let mut slab = self.strip(row, &mut row_boxes, *height);
            slab.bond = bond;
            for cell in &self.grid.spanning[known..] {
                cutting.push((cell.end as usize, top + cell.height + cell.above + cell.below));
            }
            self.keep_head(row, &slab);
            builder.push(slab);
            top += height;
        }
    }

    /// A row without cells over several rows.
    fn single(&mut self, builder: &mut Builder, row: usize) {
        let room = std::mem::take(&mut self.boxes);
        let mut boxes = self.row_boxes(row, room);
        let needs = self.cells(row).iter().zip(&boxes).map(|(cell, content)| outer_height(cell, content));
        let height = needs.fold(0.0, f32::max);
        let bond = self.bond(row, false);
        let mut slab = self.strip(row, &mut boxes, height);
        slab.bond = bond;
        self.keep_head(row, &slab);
        builder.push(slab);
        self.boxes = boxes;
    }

    /// Sets the cells of a row into an empty list, and opens its structure elements.
    fn row_boxes(&mut self, row: usize, mut boxes: Vec<CellBox>) -> Vec<CellBox> {
        let plan = self.plan;
        let PlanRow { section, first, end, .. } = plan.rows[row];
        let tr = self.row_node(section);
        if let Some(tr) = tr {
            self.bench.tree[tr.0 as usize].children.reserve_exact(end - first);
        }
        self.slots(row);
        boxes.reserve_exact(end - first);
        for index in first..end {
            let cell = &plan.cells[index];
            let parent = if self.table.presentation { self.room.parent } else { self.cell_node(cell, tr) };
            let inner = self.inner(cell);
            let presentation = self.table.presentation;
            let set = Setting { bench: self.bench, plan, lines: &mut self.lines, presentation };
            boxes.push(cell_box(set, cell, inner, parent));
        }
        self.complete(row, tr);
        boxes
    }

    fn inner(&self, cell: &PlanCell) -> Inner {
        let padding = cell.cell.style.padding;
        let (left, right) = self.span_of(cell);
        Inner {
            x: self.room.x + left + padding.left,
            width: (right - left - cell.sides()).max(1.0),
            height: (self.room.height - self.head_height).max(1.0),
            decimal: self.decimals.get(cell.column()).copied().unwrap_or_default(),
        }
    }

    /// Left and right edge of a cell in the table.
    fn span_of(&self, cell: &PlanCell) -> (f32, f32) {
        let edge =
            |column: usize| self.grid.edges.get(column).or(self.grid.edges.last()).copied().unwrap_or(0.0);
        (edge(cell.column()), edge(cell.column() + cell.span()))
    }

    /// Records which cells a row shows, those from above included.
    fn slots(&mut self, row: usize) {
        let plan = self.plan;
        let PlanRow { first, end, .. } = plan.rows[row];
        self.open.retain(|cell| plan.cells[*cell].end() > row);
        self.grid.offsets.push(self.grid.all_slots.len() as u32);
        let from = self.grid.all_slots.len();
        for index in self.open.iter().copied().chain(first..end) {
            let cell = &plan.cells[index];
            let border = border_id(&mut self.grid.borders, cell.cell.style.border);
            let (column, span) = (cell.column() as u16, cell.span() as u16);
            self.grid.all_slots.push(Slot { column, span, border, cell: index as u32 });
        }
        self.open.extend((first..end).filter(|index| plan.cells[*index].end() > row + 1));
        self.grid.all_slots[from..].sort_by_key(|slot| slot.column);
    }

    pub(super) fn cells(&self, row: usize) -> &'_ [PlanCell<'d>] {
        let PlanRow { first, end, .. } = self.plan.rows[row];
        &self.plan.cells[first..end]
    }

    /// How firmly a row holds to the one above; `cuts`: a break would leave a spanning cell's text too little room.
    fn bond(&self, row: usize, cuts: bool) -> Bond {
        let Some(previous) = row.checked_sub(1).map(|previous| &self.plan.rows[previous]) else {
            return Bond::Free;
        };
        let this = &self.plan.rows[row];
        if previous.section == Section::Head || previous.row.keep_with_next || this.row.keep_with_previous {
            return Bond::Chain;
        }
        if cuts || self.is_last(row) { Bond::Lines } else { Bond::Free }
    }

    /// Is it the last row of the body, and not the first? Alone on a page it would be a page for one row.
    fn is_last(&self, row: usize) -> bool {
        let is_body = |row: usize| self.plan.rows.get(row).is_some_and(|row| row.section == Section::Body);
        is_body(row) && !is_body(row + 1) && row.checked_sub(1).is_some_and(is_body)
    }

    /// The strip of a row: contents at their places, spanning cells handed to the grid.
    fn strip(&mut self, row: usize, boxes: &mut Vec<CellBox>, height: f32) -> Slab {
        let room = (self.room.height - self.head_height).max(1.0);
        let items = Vec::with_capacity(boxes.len());
        let mut slab = Slab { height, row: Some((self.number, row as u32)), items, ..Slab::default() };
        let tall = height > room + 0.01;
        let own = self.cells(row).iter().zip(&*boxes).filter(|(cell, _)| cell.end() - cell.row() == 1);
        let own = own.map(|(cell, content)| outer_height(cell, content)).fold(0.0, f32::max);
        let stretched = height > own + 0.01;
        let mut parts = Tall { cells: Vec::new(), above: 0.0, below: 0.0 };
        let plan = self.plan;
        let first = plan.rows[row].first;
        for (index, content) in boxes.drain(..).enumerate() {
            let cell = &plan.cells[first + index];
            if cell.end() - cell.row() > 1 {
                self.spanning(cell, content);
            } else if tall {
                let padding = cell.cell.style.padding;
                parts.above = parts.above.max(padding.top);
                parts.below = parts.below.max(padding.bottom);
                let background = self.background(cell);
                parts.cells.push(TallCell {
                    stack: content.into_stack(&mut self.lines),
                    next: 0,
                    background,
                });
            } else {
                self.put(cell, content, &mut slab);
            }
        }
        if tall {
            let text = "Hàng của bảng cao hơn một trang nên được ngắt theo dòng".to_owned();
            self.bench.remark(RemarkKind::RowTallerThanPage, plan.rows[row].row.span, text);
            if stretched {
                parts.cells.push(filler(height - parts.above - parts.below));
            }
            slab.tall = Some(Box::new(parts));
        }
        slab
    }

    /// Puts a cell's background and content into its row's strip.
    fn put(&mut self, cell: &PlanCell, mut content: CellBox, slab: &mut Slab) {
        let height = slab.height;
        if let Some((x, width, color)) = self.background(cell) {
            slab.items.push(Item::Fill { x, y: 0.0, width, height, color, tag: Tag::Layout });
        }
        let Edges { top, bottom, .. } = cell.cell.style.padding;
        let slack = height - top - bottom - content.height;
        let spot =
            Spot { x: 0.0, y: top + offset(cell.cell.vertical_align, slack), first_gap: true, heads: false };
        if let Some(count) = content.line {
            slab.items.extend(self.lines.take(count).map(|mut item| {
                shift(&mut item, 0.0, spot.y);
                item
            }));
            return;
        }
        let all = 0..content.stack.slabs.len();
        let placed = place(&mut content.stack, all, spot, &mut slab.items);
        if let Some((heading, _)) = placed.headings.into_iter().next() {
            slab.heading.get_or_insert(Box::new(heading));
        }
    }

    fn background(&self, cell: &PlanCell) -> Option<(f32, f32, crate::document::Color)> {
        let (left, right) = self.span_of(cell);
        cell.cell.style.background.map(|color| (self.room.x + left, right - left, color))
    }

    fn spanning(&mut self, cell: &PlanCell, content: CellBox) {
        let padding = cell.cell.style.padding;
        let background = self.background(cell);
        self.grid.spanning.push(Spanning {
            first: cell.row() as u32,
            end: cell.end() as u32,
            height: content.height,
            stack: content.into_stack(&mut self.lines),
            next: 0,
            copy: Vec::new(),
            above: padding.top,
            below: padding.bottom,
            align: cell.cell.vertical_align,
            background,
        });
    }
}

/// Strips of the fill of a tall row: fine enough to use a page up.
const FILL: f32 = 12.0;

/// Most strips of a fill; a row of a height beyond all sense is cut here.
const MOST_FILL: f32 = 10_000.0;

/// Empty strips that give a tall row the height that its spanning neighbours need.
fn filler(height: f32) -> TallCell {
    let count = (height / FILL).ceil().clamp(0.0, MOST_FILL) as usize;
    let strip = Slab { height: FILL, ..Slab::default() };
    let stack = Stack { slabs: vec![strip; count], ..Stack::default() };
    TallCell { stack, next: 0, background: None }
}

/// Equal borders are kept once; there are only a few in a table.
pub(super) fn border_id(borders: &mut Vec<Borders>, border: Borders) -> u32 {
    let recent = borders.len().saturating_sub(32);
    if let Some(found) = borders[recent..].iter().position(|other| *other == border) {
        return (recent + found) as u32;
    }
    borders.push(border);
    (borders.len() - 1) as u32
}
