//! Borders of the rows on one page: neighbouring borders are one line, drawn once, closed at top and bottom.

use super::part::Grid;
use crate::document::{Borders, Color};
use crate::pages::{Item, Tag};

/// A row, or a part of one, on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::layout) struct PartRow {
    pub row: u32,
    pub top: f32,
    pub height: f32,
    /// The rest of this row stands on the next page.
    pub goes_on: bool,
}

/// A cell as one row sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub column: u16,
    pub span: u16,
    /// Position in `Grid::borders`.
    pub border: u32,
    /// Tells whether the slot below is the same cell.
    pub cell: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Line {
    width: f32,
    color: Color,
}

impl Line {
    fn max(self, other: Line) -> Line {
        if other.width > self.width { other } else { self }
    }
}

/// All lines of the part; `x` is the left edge of the frame that the grid stands in.
pub(super) fn draw(grid: &Grid, rows: &[PartRow], x: f32, out: &mut Vec<Item>) {
    if grid.borders.iter().chain([&grid.outer]).all(|b| thickest(b) <= 0.0) || rows.is_empty() {
        return;
    }
    let x = x + grid.x;
    let mut columns = Columns::default();
    for index in 0..=rows.len() {
        horizontal(grid, rows, index, x, &mut columns, out);
    }
    verticals(grid, rows, x, out);
}

fn thickest(borders: &Borders) -> f32 {
    let w = borders.widths;
    w.top.max(w.right).max(w.bottom).max(w.left)
}

/// Room for what stands over each column, used again for each line.
#[derive(Debug, Default)]
struct Columns {
    lines: Vec<Line>,
    owner: Vec<u32>,
}

/// The line above row `index` of the part.
fn horizontal(
    grid: &Grid,
    rows: &[PartRow],
    index: usize,
    x: f32,
    columns: &mut Columns,
    out: &mut Vec<Item>,
) {
    let above = index.checked_sub(1).and_then(|at| rows.get(at));
    let below = rows.get(index);
    line_of_columns(grid, above, below, columns);
    let lines = &columns.lines;
    let Some(y) = below.map(|row| row.top).or(above.map(|row| row.top + row.height)) else {
        return;
    };
    let bottom = rows.last().map_or(y, |row| row.top + row.height);
    let mut start = 0;
    while start < lines.len() {
        let line = lines[start];
        let end = lines[start..].iter().position(|other| *other != line).map_or(lines.len(), |at| start + at);
        if line.width > 0.0 {
            let half = line.width / 2.0;
            // Never beyond the table, not even where outer columns are empty.
            let last = grid.edges.last().copied().unwrap_or(0.0);
            let (from, to) = ((grid.edges[start] - half).max(0.0), (grid.edges[end] + half).min(last));
            let top = (y - half).min(bottom - line.width).max(rows[0].top);
            let (width, height, color) = (to - from, line.width, line.color);
            out.push(Item::Fill { x: x + from, y: top, width, height, color, tag: Tag::Layout });
        }
        start = end;
    }
}

/// Thickness over each column: the stronger of the cells above and below; none inside a spanning cell.
fn line_of_columns(grid: &Grid, above: Option<&PartRow>, below: Option<&PartRow>, room: &mut Columns) {
    let columns = grid.edges.len().saturating_sub(1);
    let Columns { lines, owner } = room;
    lines.clear();
    lines.resize(columns, Line::default());
    owner.clear();
    owner.resize(columns, u32::MAX);
    if above.is_none() || below.is_none() {
        let w = grid.outer.widths;
        let width = if above.is_none() { w.top } else { w.bottom };
        lines.fill(Line { width, color: grid.outer.color });
    }
    for slot in above.map_or(&[][..], |row| grid.slots(row.row)) {
        let border = &grid.borders[slot.border as usize];
        // At the foot of a page a spanning cell that goes on is closed with its own line.
        let line = Line { width: border.widths.bottom, color: border.color };
        for column in range(slot, columns) {
            owner[column] = slot.cell;
            lines[column] = lines[column].max(line);
        }
    }
    for slot in below.map_or(&[][..], |row| grid.slots(row.row)) {
        let border = &grid.borders[slot.border as usize];
        let line = Line { width: border.widths.top, color: border.color };
        for column in range(slot, columns) {
            let same = owner[column] == slot.cell;
            lines[column] = if same { Line::default() } else { lines[column].max(line) };
        }
    }
}

fn range(slot: &Slot, columns: usize) -> std::ops::Range<usize> {
    let first = usize::from(slot.column).min(columns);
    first..(first + usize::from(slot.span)).min(columns)
}

/// Upright lines, each as long as it stays the same from row to row.
fn verticals(grid: &Grid, rows: &[PartRow], x: f32, out: &mut Vec<Item>) {
    let edges = grid.edges.len();
    let mut open: Vec<(Line, f32)> = vec![(Line::default(), 0.0); edges];
    let mut bottom = 0.0;
    let mut lines = Vec::with_capacity(edges);
    for row in rows {
        lines_of_edges(grid, row, &mut lines);
        for (edge, line) in lines.iter().copied().enumerate() {
            let (now, from) = open[edge];
            if now != line {
                upright(grid, edge, now, (from, row.top), x, out);
                open[edge] = (line, row.top);
            }
        }
        bottom = row.top + row.height;
    }
    for (edge, (line, from)) in open.into_iter().enumerate() {
        upright(grid, edge, line, (from, bottom), x, out);
    }
}

fn lines_of_edges(grid: &Grid, row: &PartRow, lines: &mut Vec<Line>) {
    let edges = grid.edges.len();
    lines.clear();
    lines.resize(edges, Line::default());
    let outer = grid.outer.widths;
    if let Some(first) = lines.first_mut() {
        *first = Line { width: outer.left, color: grid.outer.color };
    }
    if let Some(last) = lines.last_mut() {
        *last = Line { width: outer.right, color: grid.outer.color };
    }
    for slot in grid.slots(row.row) {
        let border = &grid.borders[slot.border as usize];
        let (left, right) = (usize::from(slot.column), usize::from(slot.column) + usize::from(slot.span));
        if right < edges {
            lines[left] = lines[left].max(Line { width: border.widths.left, color: border.color });
            lines[right] = lines[right].max(Line { width: border.widths.right, color: border.color });
        }
    }
}

fn upright(grid: &Grid, edge: usize, line: Line, (from, to): (f32, f32), x: f32, out: &mut Vec<Item>) {
    if line.width <= 0.0 || to <= from {
        return;
    }
    let at = grid.edges[edge];
    let last = grid.edges.last().copied().unwrap_or(0.0);
    let left = (at - line.width / 2.0).min(last - line.width).max(0.0);
    let (width, height, color) = (line.width, to - from, line.color);
    out.push(Item::Fill { x: x + left, y: from, width, height, color, tag: Tag::Layout });
}
