//! The rows of a long body, set side by side: each thread has a grid of its own, and they are joined from first to last.

use super::cells::Section;
use super::lines::Slot;
use super::part::Grid;
use super::rows::{Setter, border_id};
use crate::layout::crew::side_by_side;
use crate::layout::flow::{Builder, Room};

impl Setter<'_, '_, '_> {
    /// Sets the rows that the plan shares out among several threads, if it does.
    pub(super) fn shared_out(&mut self, builder: &mut Builder) {
        let of = (self.table, self.plan, self.decimals);
        let (number, head_height) = (self.number, self.head_height);
        if self.plan.shares.is_empty() {
            return;
        }
        let group = self.section_node(Section::Body);
        let room = self.room;
        let Grid { x, outer, ref edges, .. } = self.grid;
        let (bench, shares) = (&mut *self.bench, self.plan.shares.clone());
        let parts = side_by_side(bench, group.unwrap_or_default(), shares, |bench, share, parent| {
            let section = Some((Section::Body, group.map(|_| parent)));
            let room = Room { parent: room.parent.map(|_| parent), ..room };
            let before = share.start as u32;
            let grid = Grid { x, outer, edges: edges.clone(), before, ..Grid::default() };
            let begun = Setter::new(bench, of, room, (grid, number));
            let mut setter = Setter { section, head_height, ..begun };
            let mut builder = Builder::default();
            setter.reserve(share.clone());
            setter.all(&mut builder, share);
            (builder, setter.grid)
        });
        for (strips, grid) in parts {
            builder.append_strips(strips);
            self.grid.append(grid);
        }
    }
}

impl Grid {
    /// Adds the rows that follow.
    fn append(&mut self, part: Grid) {
        let first = self.all_slots.len() as u32;
        let borders: Vec<u32> =
            part.borders.iter().map(|border| border_id(&mut self.borders, *border)).collect();
        let slots = part.all_slots.into_iter();
        self.all_slots.extend(slots.map(|slot| Slot { border: borders[slot.border as usize], ..slot }));
        self.offsets.extend(part.offsets.into_iter().map(|offset| offset + first));
        self.spanning.extend(part.spanning);
    }
}
