//! The head rows, kept to be repeated on the pages to come.

use super::cells::Section;
use super::part::{HeadRow, Spanning, offset};
use super::rows::Setter;
use crate::layout::place::{Spot, place};
use crate::layout::slab::Slab;
use crate::pages::{Item, Tag};

/// A head higher than this share of the page is not repeated: pages would hold little else.
const HIGHEST_HEAD: f32 = 0.5;

impl Setter<'_, '_, '_> {
    /// Keeps a copy of the head rows for the pages to come.
    pub(super) fn keep_head(&mut self, row: usize, slab: &Slab) {
        let plan = self.plan;
        if plan.rows[row].section != Section::Head {
            return;
        }
        self.grid.head.push(HeadRow { height: slab.height, items: slab.items.clone() });
        let last = plan.rows.get(row + 1).is_none_or(|next| next.section != Section::Head);
        if !last {
            return;
        }
        let height = self.grid.head_height();
        if slab.tall.is_some() || height > self.room.height * HIGHEST_HEAD {
            self.grid.head.clear();
        } else {
            self.spanning_head();
            self.head_height = height;
        }
    }

    /// Cells over several head rows are repeated with the first of their rows.
    fn spanning_head(&mut self) {
        for index in 0..self.grid.spanning.len() {
            let Spanning { first, end, above, below, height, align, background, .. } =
                self.grid.spanning[index];
            let rows = &self.grid.head[first as usize..(end as usize).min(self.grid.head.len())];
            let area: f32 = rows.iter().map(|row| row.height).sum();
            let mut stack = self.grid.spanning[index].stack.clone();
            let y = above + offset(align, area - above - below - height);
            let spot = Spot { x: 0.0, y, first_gap: true, heads: false };
            let mut items = Vec::new();
            if let Some((x, width, color)) = background {
                items.push(Item::Fill { x, y: 0.0, width, height: area, color, tag: Tag::Layout });
            }
            let all = 0..stack.slabs.len();
            place(&mut stack, all, spot, &mut items);
            self.grid.head[first as usize].items.append(&mut items);
        }
    }
}
