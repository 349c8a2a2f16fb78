//! Structure elements of rows and cells.

use super::cells::{PlanCell, Section};
use super::rows::Setter;
use crate::document::Role;
use crate::pages::NodeId;

impl Setter<'_, '_, '_> {
    pub(super) fn row_node(&mut self, section: Section) -> Option<NodeId> {
        let group = self.section_node(section)?;
        Some(self.bench.node(Role::TR, group))
    }

    /// The element of the section, opened with its first row.
    pub(super) fn section_node(&mut self, section: Section) -> Option<NodeId> {
        let parent = self.room.parent.filter(|_| !self.table.presentation)?;
        if self.section.is_none_or(|(open, _)| open != section) {
            let role = match section {
                Section::Head => Role::THead,
                Section::Body => Role::TBody,
                Section::Foot => Role::TFoot,
            };
            self.section = Some((section, Some(self.bench.node(role, parent))));
        }
        self.section?.1
    }

    pub(super) fn cell_node(&mut self, cell: &PlanCell, tr: Option<NodeId>) -> Option<NodeId> {
        let role = if cell.cell.scope.is_some() { Role::TH } else { Role::TD };
        let id = self.bench.node(role, tr?);
        let node = &mut self.bench.tree[id.0 as usize];
        node.scope = cell.cell.scope;
        node.colspan = cell.span() as u32;
        node.rowspan = (cell.end() - cell.row()) as u32;
        Some(id)
    }

    /// A row that is shorter than the table gets an empty cell, so that all rows have the same columns.
    pub(super) fn complete(&mut self, row: usize, tr: Option<NodeId>) {
        let covered: usize = self.grid.slots(row as u32).iter().map(|slot| usize::from(slot.span)).sum();
        let missing = self.plan.columns.saturating_sub(covered);
        let Some(tr) = tr.filter(|_| missing > 0) else {
            return;
        };
        let id = self.bench.node(Role::TD, tr);
        self.bench.tree[id.0 as usize].colspan = missing as u32;
    }
}
