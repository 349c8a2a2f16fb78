//! A table into rows: each row one strip, the lines and spanning cells drawn when a page's part is known.
//!
//! 1. `cells` – where each cell stands in the grid, and its text ready to be set
//! 2. `widths` – column widths from content and from given shares
//! 3. `decimal` – figures aligned on the comma
//! 4. `boxes` – a cell's content at its width
//! 5. `rows` – strips (heights in `heights`), bonds between rows
//!    (`shared`: a long body's by several threads)
//! 6. `elements` – the structure tree of rows and cells; `head` – copies of the head rows
//! 7. `split` – a row higher than a page, by lines
//! 8. `carry` – "Cộng chuyển sang trang sau" and "Số trang trước chuyển sang"; `sum` – figures as printed, summed
//! 9. `part` – what is drawn once the rows of a page are known: repeated head, spanning cells
//! 10. `lines` – borders, each line once, closed at every break

mod boxes;
mod carry;
mod cells;
mod decimal;
mod elements;
mod head;
mod heights;
mod lines;
mod part;
mod rows;
mod shared;
mod split;
mod sum;
mod widths;

pub(super) use carry::{close_page, closing_height, open_page};
pub(super) use lines::PartRow;
pub(super) use part::{Grid, draw_head, draw_part, repeated_head};
pub(super) use split::split;

use super::bench::Bench;
use super::flow::{Builder, Room};
use crate::document::{Role, Table};

/// Sets a table into the room: its rows go to the builder.
pub(super) fn table(bench: &mut Bench, builder: &mut Builder, table: &Table, room: Room) {
    let plan = cells::plan(bench, table);
    if plan.rows.is_empty() || plan.columns == 0 {
        return;
    }
    let decimals = decimal::decimals(&plan);
    let widths = widths::widths(bench, table, &plan, &decimals, room.width);
    let parent =
        room.parent.map(|parent| if table.presentation { parent } else { bench.node(Role::Table, parent) });
    if let Some(node) = parent.filter(|_| !table.presentation && !table.summary.is_empty()) {
        bench.tree[node.0 as usize].alt = Some(table.summary.as_str().into());
    }
    rows::rows(bench, builder, table, &plan, &widths, &decimals, Room { parent, ..room });
}

/// Least and natural width of a table, for the columns of the table around it.
pub(super) fn intrinsic(bench: &mut Bench, table: &Table) -> (f32, f32) {
    let plan = cells::plan(bench, table);
    let columns = widths::columns(table, &plan, &[], 0.0);
    (columns.iter().map(|c| c.min).sum(), columns.iter().map(|c| c.max).sum())
}
