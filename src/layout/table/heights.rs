//! Row heights: every cell has the room it needs, cells over several rows too.

use super::boxes::CellBox;
use super::cells::PlanCell;
use super::rows::Setter;

impl Setter<'_, '_, '_> {
    /// Row heights: cells of one row first, then each spanning cell stretches its last row.
    pub(super) fn heights(&self, start: usize, boxes: &[Vec<CellBox>]) -> Vec<f32> {
        let mut heights = vec![0.0_f32; boxes.len()];
        let mut ending: Vec<Vec<Ending>> = vec![Vec::new(); if boxes.len() > 1 { boxes.len() } else { 0 }];
        for (index, row_boxes) in boxes.iter().enumerate() {
            for (at, (cell, content)) in self.cells(start + index).iter().zip(row_boxes).enumerate() {
                let need = outer_height(cell, content);
                if cell.end() - cell.row() == 1 {
                    heights[index] = heights[index].max(need);
                } else if let Some(list) = ending.get_mut(cell.end() - 1 - start) {
                    list.push((index, need, at));
                }
            }
        }
        stretch(&mut heights, &ending);
        let total = heights.iter().sum();
        for (last, cells) in ending.iter_mut().enumerate() {
            for (first, need, column) in cells {
                *need += self.loss(total, last + 1 - *first, &boxes[*first][*column]);
            }
        }
        stretch(&mut heights, &ending);
        heights
    }

    /// What a cell over several rows loses at the page ends when its rows, `total` high, need more than a
    /// page: at each end less than a line.
    fn loss(&self, total: f32, rows: usize, content: &CellBox) -> f32 {
        let room = (self.room.height - self.head_height).max(1.0);
        if total <= room {
            return 0.0;
        }
        let parts = (2.0 * (total / room).ceil() + 1.0).min(rows as f32 + (total / room).ceil());
        let only = content.line.map_or(0.0, |_| content.height);
        let lines = content.stack.slabs.iter();
        parts * lines.map(|slab| slab.height + slab.gap).fold(only, f32::max)
    }
}

/// A spanning cell by its last row: its first row, the height it needs, its place in the first row.
type Ending = (usize, f32, usize);

/// Each spanning cell stretches its last row as far as it must.
fn stretch(heights: &mut [f32], ending: &[Vec<Ending>]) {
    for (last, cells) in ending.iter().enumerate() {
        for (first, need, _) in cells {
            let have: f32 = heights[*first..=last].iter().sum();
            heights[last] += (need - have).max(0.0);
        }
    }
}

/// Height of a cell with its padding.
pub(super) fn outer_height(cell: &PlanCell, content: &CellBox) -> f32 {
    let padding = cell.cell.style.padding;
    (content.height + padding.top + padding.bottom).max(cell.cell.style.min_height)
}
